package app_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/app/apptest"
)

// The first whole way: a guest buys from two cooperatives in one checkout, both
// fulfil, and the buyer sees it delivered.
func TestMarket_from_cart_to_delivered(t *testing.T) {
	t.Parallel()
	m := apptest.Start(t)
	guest := m.Guest()
	bought := guest.BuyBoth()
	require.Len(t, bought.Purchase.Orders, 2)

	for _, login := range []string{apptest.CooperativeA, apptest.CooperativeB} {
		coop := m.As(login)
		org := coop.OrgID()
		o := bought.Purchase.OrderOf(t, org)
		for _, step := range []map[string]any{
			{"action": "confirm"}, {"action": "pack"}, {"action": "ship", "carrier": "GHN", "trackingCode": "GHN-1"}, {"action": "deliver"},
		} {
			coop.Act(org, o.ID, step).Require(http.StatusOK)
		}
	}

	var p apptest.Purchase
	m.Guest().Get("/api/v1/purchases/" + bought.Purchase.ID + "?k=" + bought.Secret).Require(http.StatusOK).Into(&p)
	for _, o := range p.Orders {
		require.Equal(t, "delivered", o.Status)
		require.Len(t, o.Timeline, 5)
	}
	drift, err := m.App.Stock.Audit(t.Context())
	require.NoError(t, err)
	require.Empty(t, drift)
	// 1 to the buyer for the purchase, at least 1 to each cooperative, 4 steps × 2 orders to the buyer.
	require.Eventually(t, func() bool { return unsent(t, m) == 0 && sent(t, m) >= 11 }, 30*time.Second, 50*time.Millisecond)
}

func count(t *testing.T, m *apptest.Market, query string, args ...any) int {
	t.Helper()
	var n int
	require.NoError(t, m.App.DB.Pool().QueryRow(t.Context(), query, args...).Scan(&n))
	return n
}

func unsent(t *testing.T, m *apptest.Market) int {
	t.Helper()
	return count(t, m, `SELECT count(*) FROM messages WHERE sent_at IS NULL`)
}

func sent(t *testing.T, m *apptest.Market) int {
	t.Helper()
	return count(t, m, `SELECT count(*) FROM messages WHERE sent_at IS NOT NULL`)
}

func TestCheckout_repeated_key_buys_once(t *testing.T) {
	t.Parallel()
	m := apptest.Start(t)
	guest := m.Guest()
	guest.Add(guest.Variant(apptest.JamSlug, 0), 1).Require(http.StatusOK)
	body, key := apptest.CheckoutBody(), m.Key()
	var first, again apptest.Bought
	guest.Do(http.MethodPost, "/api/v1/checkout", body, "Idempotency-Key", key).Require(http.StatusCreated).Into(&first)
	guest.Do(http.MethodPost, "/api/v1/checkout", body, "Idempotency-Key", key).Require(http.StatusCreated).Into(&again)
	require.Equal(t, first, again)
	body["note"] = "khác"
	p := guest.Do(http.MethodPost, "/api/v1/checkout", body, "Idempotency-Key", key).Require(http.StatusConflict).Problem()
	require.Equal(t, "checkout.key_reused", p.Code)
	require.Equal(t, 1, count(t, m, `SELECT count(*) FROM purchases`))
}

// Two tabs of one cart, with keys of their own, at the same moment.
func TestCheckout_two_tabs_buy_the_cart_once(t *testing.T) {
	t.Parallel()
	m := apptest.Start(t)
	guest := m.Guest()
	guest.Add(guest.Variant(apptest.JamSlug, 0), 1).Require(http.StatusOK)
	codes := make(chan int, 8)
	for range cap(codes) {
		key := m.Key()
		go func() {
			codes <- guest.Do(http.MethodPost, "/api/v1/checkout", apptest.CheckoutBody(), "Idempotency-Key", key).Status
		}()
	}
	got := map[int]int{}
	for range cap(codes) {
		got[<-codes]++
	}
	require.Equal(t, map[int]int{http.StatusCreated: 1, http.StatusUnprocessableEntity: cap(codes) - 1}, got)
	require.Equal(t, 1, count(t, m, `SELECT count(*) FROM purchases`))
}

func TestCheckout_shows_a_changed_price_before_buying(t *testing.T) {
	t.Parallel()
	m := apptest.Start(t)
	guest, coop := m.Guest(), m.As(apptest.CooperativeA)
	variant := guest.Variant(apptest.JamSlug, 0)
	guest.Add(variant, 1).Require(http.StatusOK)
	setVariant(t, coop, variant, map[string]any{"priceVnd": 70_000})

	body := apptest.CheckoutBody()
	p := guest.Do(http.MethodPost, "/api/v1/checkout", body, "Idempotency-Key", m.Key()).Require(http.StatusConflict).Problem()
	require.Equal(t, "checkout.price_changed", p.Code)
	require.NotZero(t, p.Meta["totalVnd"])

	var q struct {
		TotalVnd     int64
		PriceChanged bool
	}
	guest.Do(http.MethodPost, "/api/v1/checkout/quote", map[string]any{"communeCode": apptest.CommuneHaNoi}).Require(http.StatusOK).Into(&q)
	require.True(t, q.PriceChanged)
	body["expectedTotalVnd"] = q.TotalVnd
	guest.Do(http.MethodPost, "/api/v1/checkout", body, "Idempotency-Key", m.Key()).Require(http.StatusCreated)
}

// The cached page may be a second old, the checkout never is.
func TestCheckout_never_trusts_the_cache(t *testing.T) {
	t.Parallel()
	m := apptest.Start(t)
	guest, coop := m.Guest(), m.As(apptest.CooperativeA)
	variant := guest.Variant(apptest.JamSlug, 0)
	guest.Add(variant, 1).Require(http.StatusOK)
	page := "/api/v1/products/" + apptest.JamSlug
	before := guest.Get(page).Body
	setVariant(t, coop, variant, map[string]any{"priceVnd": 71_000})
	p := guest.Do(http.MethodPost, "/api/v1/checkout", apptest.CheckoutBody(), "Idempotency-Key", m.Key()).Require(http.StatusConflict).Problem()
	require.Equal(t, "checkout.price_changed", p.Code)
	require.Eventually(t, func() bool { return string(guest.Get(page).Body) != string(before) }, 20*time.Second, 20*time.Millisecond)
}

func setVariant(t *testing.T, coop *apptest.Browser, variant string, change map[string]any) {
	t.Helper()
	org := coop.OrgID()
	var page struct {
		Items []struct {
			Variants []struct {
				ID      string
				Version int64
			}
		}
	}
	coop.Get("/api/v1/orgs/" + org + "/products?limit=100").Require(http.StatusOK).Into(&page)
	for _, p := range page.Items {
		for _, v := range p.Variants {
			if v.ID == variant {
				change["version"] = v.Version
				coop.Do(http.MethodPatch, "/api/v1/orgs/"+org+"/variants/"+variant, change).Require(http.StatusOK)
				return
			}
		}
	}
	t.Fatalf("variant %s is not of this cooperative", variant)
}

func TestHold_keeps_goods_and_gives_them_back(t *testing.T) {
	t.Parallel()
	m := apptest.Start(t)
	first, second, coop := m.Guest(), m.Guest(), m.As(apptest.CooperativeA)
	variant := first.Variant(apptest.JamSlug, 0)
	setVariant(t, coop, variant, map[string]any{"onHand": 3})
	first.Add(variant, 3).Require(http.StatusOK)
	second.Add(variant, 1).Require(http.StatusOK)
	first.Do(http.MethodPost, "/api/v1/checkout/hold", nil).Require(http.StatusOK)

	p := second.Do(http.MethodPost, "/api/v1/checkout", apptest.CheckoutBody(), "Idempotency-Key", m.Key()).Require(http.StatusConflict).Problem()
	require.Equal(t, "checkout.cart_problem", p.Code)

	// The hold runs out: its job gives the goods back.
	_, err := m.App.DB.Pool().Exec(t.Context(), `UPDATE checkout_holds SET expires_at = now() - interval '1 second'`)
	require.NoError(t, err)
	_, err = m.App.DB.Pool().Exec(t.Context(), `UPDATE river_job SET scheduled_at = now(), state = 'available' WHERE kind = 'checkout.release_hold'`)
	require.NoError(t, err)
	require.Eventually(t, func() bool { return count(t, m, `SELECT count(*) FROM reservations`) == 0 }, 20*time.Second, 20*time.Millisecond)
	second.Checkout()
	drift, err := m.App.Stock.Audit(t.Context())
	require.NoError(t, err)
	require.Empty(t, drift)
}

func TestHold_becomes_the_order(t *testing.T) {
	t.Parallel()
	m := apptest.Start(t)
	guest, coop := m.Guest(), m.As(apptest.CooperativeA)
	variant := guest.Variant(apptest.JamSlug, 0)
	setVariant(t, coop, variant, map[string]any{"onHand": 3})
	guest.Add(variant, 3).Require(http.StatusOK)
	guest.Do(http.MethodPost, "/api/v1/checkout/hold", nil).Require(http.StatusOK)
	guest.Do(http.MethodPost, "/api/v1/checkout/hold", nil).Require(http.StatusOK)
	guest.Checkout()
	require.Equal(t, 3, count(t, m, `SELECT reserved FROM stock_items WHERE variant_id = $1`, variant))
	require.Equal(t, 0, count(t, m, `SELECT count(*) FROM checkout_holds`))
	drift, err := m.App.Stock.Audit(t.Context())
	require.NoError(t, err)
	require.Empty(t, drift)
}

func TestCancel_gives_goods_and_dues_back(t *testing.T) {
	t.Parallel()
	m := apptest.Start(t)
	guest := m.Guest()
	bought := guest.BuyBoth()
	coop := m.As(apptest.CooperativeA)
	org := coop.OrgID()
	o := bought.Purchase.OrderOf(t, org)

	var after apptest.Order
	coop.Act(org, o.ID, map[string]any{
		"action": "cancel_part", "reason": "chỉ còn một hộp", "lines": []map[string]any{{"lineId": o.Lines[0].ID, "quantity": 1}},
	}).Require(http.StatusOK).Into(&after)
	require.Equal(t, int64(1), after.Lines[0].CancelledQty)
	require.Less(t, after.TotalVnd, o.TotalVnd)
	require.Equal(t, int(after.TotalVnd), count(t, m, `SELECT amount_vnd FROM payments WHERE order_id = $1`, o.ID))

	path := "/api/v1/orders/" + o.ID + "/cancel?k=" + bought.Secret
	m.Guest().Do(http.MethodPost, path, map[string]any{"reason": "đổi ý"}).Require(http.StatusOK).Into(&after)
	require.Equal(t, "cancelled", after.Status)
	m.Guest().Do(http.MethodPost, path, map[string]any{"reason": "đổi ý"}).Require(http.StatusOK)
	require.Equal(t, 0, count(t, m, `SELECT count(*) FROM reservations r JOIN order_lines l ON l.id = r.order_line_id WHERE l.order_id = $1`, o.ID))
	require.Equal(t, 1, count(t, m, `SELECT count(*) FROM payments WHERE order_id = $1 AND state = 'cancelled' AND amount_vnd = 0`, o.ID))

	t.Run("but not once the cooperative has begun", func(t *testing.T) {
		b := m.As(apptest.CooperativeB)
		orgB := b.OrgID()
		chicken := bought.Purchase.OrderOf(t, orgB)
		b.Act(orgB, chicken.ID, map[string]any{"action": "confirm"}).Require(http.StatusOK)
		p := guest.Do(http.MethodPost, "/api/v1/orders/"+chicken.ID+"/cancel?k="+bought.Secret, map[string]any{"reason": "đổi ý"}).Require(http.StatusUnprocessableEntity).Problem()
		require.Equal(t, "order.not_allowed_now", p.Code)
	})
	drift, err := m.App.Stock.Audit(t.Context())
	require.NoError(t, err)
	require.Empty(t, drift)
}

func TestLogin_takes_the_guest_cart_along(t *testing.T) {
	t.Parallel()
	m := apptest.Start(t)
	b := m.Guest()
	b.Add(b.Variant(apptest.JamSlug, 0), 2).Require(http.StatusOK)
	b.Do(http.MethodPost, "/api/v1/auth/login", map[string]string{"login": "0900000001", "password": apptest.Password}).Require(http.StatusOK)
	var cart struct{ ItemCount int }
	b.Get("/api/v1/cart").Require(http.StatusOK).Into(&cart)
	require.Equal(t, 1, cart.ItemCount)
	b.Checkout()
	var mine struct{ Items []struct{ Code string } }
	b.Get("/api/v1/me/purchases").Require(http.StatusOK).Into(&mine)
	require.Len(t, mine.Items, 1)
}

func TestRename_is_found_at_once(t *testing.T) {
	t.Parallel()
	m := apptest.Start(t)
	coop := m.As(apptest.CooperativeA)
	coop.Do(http.MethodPatch, "/api/v1/orgs/"+coop.OrgID(), map[string]any{"shortName": "Hương Rừng"}).Require(http.StatusOK)
	var page struct{ Items []struct{ Slug string } }
	m.Guest().Get("/api/v1/products?q=huong+rung").Require(http.StatusOK).Into(&page)
	require.NotEmpty(t, page.Items)
	require.Equal(t, apptest.JamSlug, page.Items[0].Slug)
}
