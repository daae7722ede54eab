package app_test

import (
	"bytes"
	"net/http"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/app/apptest"
	"github.com/chophien/chophien/internal/ident"
)

func TestPack_kept_without_network_is_taken_once(t *testing.T) {
	t.Parallel()
	m := apptest.Start(t)
	coop := m.As(apptest.CooperativeA)
	orgID := coop.OrgID()
	o := m.Guest().BuyBoth().Purchase.OrderOf(t, orgID)
	coop.Act(orgID, o.ID, map[string]any{"action": "confirm"}).Require(http.StatusOK)
	path, key := "/api/v1/orgs/"+orgID+"/orders/"+o.ID+"/actions", m.Key()
	pack := func() apptest.Answer {
		return coop.Do(http.MethodPost, path, map[string]any{"action": "pack", "version": 2}, "Idempotency-Key", key)
	}
	pack().Require(http.StatusOK)
	coop.Act(orgID, o.ID, map[string]any{"action": "unpack"}).Require(http.StatusOK)
	pack().Require(http.StatusOK) // the phone never got the first answer
	require.Equal(t, "confirmed", statusOf(t, m, o.ID), "what was undone since is not done again")
	require.Equal(t, "request.idempotency_reused", coop.Do(http.MethodPost, path, map[string]any{"action": "pack", "version": 4}, "Idempotency-Key", key).
		Require(http.StatusConflict).Problem().Code)
}

func TestBulk_acts_on_each_for_itself(t *testing.T) {
	t.Parallel()
	m := apptest.Start(t)
	coop := m.As(apptest.CooperativeA)
	orgID := coop.OrgID()
	first, second := m.Guest().BuyBoth().Purchase, m.Guest().BuyBoth().Purchase
	a, b := first.OrderOf(t, orgID), second.OrderOf(t, orgID)
	foreign := first.OrderOf(t, m.As(apptest.CooperativeB).OrgID())
	coop.Act(orgID, b.ID, map[string]any{"action": "cancel", "reason": "hết hàng"}).Require(http.StatusOK)
	send := func(action string, ids ...string) (results []struct {
		OrderID, Code string
		Done          bool
		Order         *apptest.Order
	},
	) {
		t.Helper()
		orders := make([]map[string]any, len(ids))
		for i, id := range ids {
			orders[i] = map[string]any{"orderId": id}
		}
		var out struct {
			Results []struct {
				OrderID, Code string
				Done          bool
				Order         *apptest.Order
			}
		}
		coop.Do(http.MethodPost, "/api/v1/orgs/"+orgID+"/order-actions", map[string]any{"action": action, "orders": orders}).Require(http.StatusOK).Into(&out)
		return out.Results
	}
	got := send("confirm", a.ID, b.ID, foreign.ID)
	require.True(t, got[0].Done)
	require.Equal(t, "confirmed", got[0].Order.Status)
	require.Equal(t, "order.not_allowed_now", got[1].Code)
	require.Equal(t, "order.not_found", got[2].Code)
	require.Nil(t, got[2].Order, "nothing of another's order is told")
	require.Equal(t, "placed", statusOf(t, m, foreign.ID))
	require.True(t, send("confirm", a.ID)[0].Done, "a retry is harmless")
	require.True(t, send("pack", a.ID)[0].Done)
	require.True(t, send("unpack", a.ID)[0].Done)
	coop.Do(http.MethodPost, "/api/v1/orgs/"+orgID+"/order-actions", map[string]any{"action": "ship", "orders": []any{map[string]any{"orderId": a.ID}}}).
		Require(http.StatusBadRequest)
	coop.Do(http.MethodPost, "/api/v1/orgs/"+orgID+"/order-actions", map[string]any{"action": "pack", "orders": []any{}}).Require(http.StatusBadRequest)

	for _, kind := range []string{"packing_list", "labels_a4", "labels_roll"} {
		pdf := coop.Get("/api/v1/orgs/" + orgID + "/order-papers?kind=" + kind + "&ids=" + a.ID + "," + b.ID).Require(http.StatusOK)
		require.Equal(t, "application/pdf", pdf.Header.Get("Content-Type"))
		require.True(t, strings.HasPrefix(string(pdf.Body), "%PDF-"))
		coop.Get("/api/v1/orgs/" + orgID + "/order-papers?kind=" + kind + "&ids=" + foreign.ID).Require(http.StatusNotFound)
	}
	coop.Get("/api/v1/orgs/" + orgID + "/order-papers?kind=labels_a4&ids=x").Require(http.StatusBadRequest)
}

// The hen costs 250 000 ₫ for its usual weight; what the buyer pays follows the scale,
// upwards only with their word.
func TestWeight_buyer_agrees_to_what_rises(t *testing.T) {
	t.Parallel()
	m := apptest.Start(t)
	coop := m.As(apptest.CooperativeB)
	orgID := coop.OrgID()
	_, err := m.App.DB.Exec(t.Context(), "by weight", `UPDATE variants SET by_weight = true, net_weight_g = 1300 WHERE id = ?`, m.Guest().Variant(apptest.ChickenSlug, 0))
	require.NoError(t, err)
	buyer := m.Guest()
	bought := buyer.BuyBoth()
	o := bought.Purchase.OrderOf(t, orgID)
	due := func() string { return count1(t, m, `SELECT amount_vnd::text FROM payments WHERE order_id = $1`, o.ID) }
	unit, err := strconv.ParseInt(count1(t, m, `SELECT unit_price_vnd::text FROM order_lines WHERE order_id = $1`, o.ID), 10, 64)
	require.NoError(t, err)
	shipping := o.TotalVnd - unit
	weigh := func(grams int64) apptest.Answer {
		return coop.Act(orgID, o.ID, map[string]any{"action": "weigh", "weights": []any{map[string]any{"lineId": o.Lines[0].ID, "grams": grams}}})
	}
	weigh(1300).Require(http.StatusUnprocessableEntity) // not confirmed yet
	coop.Act(orgID, o.ID, map[string]any{"action": "confirm"}).Require(http.StatusOK)
	require.Equal(t, "order.weight", weigh(1).Require(http.StatusBadRequest).Problem().Code)

	weigh(1200).Require(http.StatusOK)
	less := (unit*1200+650)/1300 + shipping
	require.Equal(t, strconv.FormatInt(less, 10), due(), "what falls holds at once")

	var asked struct {
		TotalVnd      int64
		AskedTotalVnd *int64
		Version       int64
		Actions       []string
	}
	weigh(1400).Require(http.StatusOK).Into(&asked)
	more := (unit*1400+650)/1300 + shipping
	require.Equal(t, more, *asked.AskedTotalVnd)
	require.Equal(t, strconv.FormatInt(less, 10), due(), "nothing rises without a word")

	path := "/api/v1/orders/" + o.ID + "/weight"
	yes := map[string]any{"agree": true, "version": asked.Version}
	m.Guest().Do(http.MethodPost, path, yes).Require(http.StatusNotFound)
	coop.Do(http.MethodPost, path, yes).Require(http.StatusForbidden)
	buyer.Do(http.MethodPost, path+"?k="+bought.Secret, map[string]any{"agree": true, "version": asked.Version - 1}).Require(http.StatusConflict)
	buyer.Get("/api/v1/orders/" + o.ID + "?k=" + bought.Secret).Require(http.StatusOK).Into(&asked)
	require.Contains(t, asked.Actions, "agree_weight")
	buyer.Do(http.MethodPost, path+"?k="+bought.Secret, yes).Require(http.StatusOK)
	require.Equal(t, strconv.FormatInt(more, 10), due())
	require.Equal(t, "order.no_weight_asked", buyer.Do(http.MethodPost, path+"?k="+bought.Secret, map[string]any{"agree": true}).
		Require(http.StatusUnprocessableEntity).Problem().Code)

	weigh(1500).Require(http.StatusOK)
	coop.Act(orgID, o.ID, map[string]any{"action": "pack"}).Require(http.StatusOK)
	coop.Act(orgID, o.ID, map[string]any{"action": "ship", "carrier": "GHN", "trackingCode": "L8CC43"}).Require(http.StatusOK)
	require.Equal(t, strconv.FormatInt(more, 10), due(), "shipped without a word: what was agreed holds")
	require.Empty(t, drift(t, m))
}

func TestToday_and_carriers(t *testing.T) {
	t.Parallel()
	m := apptest.Start(t)
	coop := m.As(apptest.CooperativeA)
	orgID := coop.OrgID()
	o := m.Guest().BuyBoth().Purchase.OrderOf(t, orgID)
	var day struct {
		Placed, Confirmed, Packed []struct{ ID string }
		Money                     struct{ CashOrders, CashVnd int64 }
	}
	read := func() {
		t.Helper()
		coop.Get("/api/v1/orgs/" + orgID + "/today").Require(http.StatusOK).Into(&day)
	}
	read()
	require.Equal(t, o.ID, day.Placed[0].ID)
	for _, step := range []string{"confirm", "pack"} {
		coop.Act(orgID, o.ID, map[string]any{"action": step}).Require(http.StatusOK)
	}
	read()
	require.Empty(t, day.Placed)
	require.Equal(t, o.ID, day.Packed[0].ID)
	coop.Act(orgID, o.ID, map[string]any{"action": "delay", "reason": "mưa lũ", "until": "2020-01-01"}).Require(http.StatusBadRequest)

	// No account, no carrier: it is said, and nothing is sent anywhere.
	require.JSONEq(t, `{"items":[]}`, string(coop.Get("/api/v1/orgs/"+orgID+"/carriers").Require(http.StatusOK).Body))
	require.Equal(t, "carrier.unknown", coop.Do(http.MethodPost, "/api/v1/orgs/"+orgID+"/orders/"+o.ID+"/shipments", map[string]any{"carrier": "ghn"}).
		Require(http.StatusBadRequest).Problem().Code)
	coop.Do(http.MethodPost, "/api/v1/orgs/"+orgID+"/orders/"+ident.New().String()+"/shipments", map[string]any{"carrier": "ghn"}).Require(http.StatusNotFound)

	coop.Act(orgID, o.ID, map[string]any{"action": "ship", "carrier": "xe khách"}).Require(http.StatusOK)
	read()
	require.Equal(t, int64(1), day.Money.CashOrders)
	require.Equal(t, o.TotalVnd, day.Money.CashVnd)
	m.As(apptest.CooperativeB).Get("/api/v1/orgs/" + orgID + "/today").Require(http.StatusNotFound)
}

func TestPacking_list_names_the_lots_to_take(t *testing.T) {
	t.Parallel()
	m := apptest.Start(t)
	coop := m.As(apptest.CooperativeA)
	orgID := coop.OrgID()
	receiveLot(t, coop, m.Guest().Variant(apptest.JamSlug, 0), "SOAN-7", 50)
	o := m.Guest().BuyBoth().Purchase.OrderOf(t, orgID)
	list := func() string {
		pdf := coop.Get("/api/v1/orgs/" + orgID + "/order-papers?kind=packing_list&ids=" + o.ID).Require(http.StatusOK)
		cmd := exec.CommandContext(t.Context(), "pdftotext", "-", "-")
		cmd.Stdin = bytes.NewReader(pdf.Body)
		out, err := cmd.Output()
		require.NoError(t, err)
		return string(out)
	}
	coop.Act(orgID, o.ID, map[string]any{"action": "confirm"}).Require(http.StatusOK)
	require.NotContains(t, list(), "SOAN-7", "no lot is chosen yet")
	coop.Act(orgID, o.ID, map[string]any{"action": "pack"}).Require(http.StatusOK)
	require.Contains(t, list(), "lô SOAN-7")
}

func TestToday_shows_lots_that_go_off(t *testing.T) {
	t.Parallel()
	m := apptest.Start(t)
	coop := m.As(apptest.CooperativeA)
	orgID, variant := coop.OrgID(), m.Guest().Variant(apptest.JamSlug, 0)
	var day struct {
		Lots []struct {
			ID, Code, State  string
			OnHand, Withheld int64
		}
		LotsTotal int64
	}
	read := func(lotID string) int {
		t.Helper()
		coop.Get("/api/v1/orgs/" + orgID + "/today").Require(http.StatusOK).Into(&day)
		for i, l := range day.Lots {
			if l.ID == lotID {
				return i
			}
		}
		return -1
	}
	exec := func(query string, args ...any) {
		t.Helper()
		_, err := m.App.DB.Exec(t.Context(), "test", query, args...)
		require.NoError(t, err)
	}
	lot := receiveLot(t, coop, variant, "SAP-HET", 7)
	at := read(lot.ID)
	require.GreaterOrEqual(t, at, 0)
	require.Equal(t, "expiring", day.Lots[at].State)
	require.Equal(t, int64(7), day.Lots[at].OnHand)
	total := day.LotsTotal

	exec(`UPDATE lots SET expires_on = current_date + 30 WHERE id = ?`, lot.ID)
	require.Equal(t, -1, read(lot.ID), "a month is no hurry")
	require.Equal(t, total-1, day.LotsTotal)

	exec(`UPDATE lots SET expires_on = current_date - 2 WHERE id = ?`, lot.ID)
	require.Equal(t, 0, read(lot.ID), "what is promised and cannot be sent comes first")
	require.Equal(t, "expired", day.Lots[0].State)
	require.NoError(t, m.App.Stock.Sweep(t.Context()))
	at = read(lot.ID)
	require.GreaterOrEqual(t, at, 0, "it waits to be written off")
	require.Equal(t, int64(7), day.Lots[at].OnHand+day.Lots[at].Withheld)
}

func TestStale_goods_hide_themselves_and_come_back_at_a_tap(t *testing.T) {
	t.Parallel()
	m := apptest.Start(t)
	coop := m.As(apptest.CooperativeA)
	orgID := coop.OrgID()
	id := count1(t, m, `SELECT id::text FROM products WHERE slug = $1`, apptest.JamSlug)
	exec := func(q string, days int) {
		_, err := m.App.DB.Exec(t.Context(), "age", q, days, id)
		require.NoError(t, err)
	}
	written := func(days int) {
		exec(`UPDATE products SET updated_at = now() - ?::int * interval '1 day' WHERE id = ?::uuid`, days)
		exec(`UPDATE variants SET updated_at = now() - ?::int * interval '1 day' WHERE product_id = ?::uuid`, days)
	}
	moved := func(days int) {
		exec(`UPDATE stock_items SET updated_at = now() - ?::int * interval '1 day' WHERE variant_id IN (SELECT id FROM variants WHERE product_id = ?::uuid)`, days)
	}
	hide := func() int {
		list, err := m.App.Catalog.HideStale(t.Context(), time.Now().AddDate(0, 0, -60))
		require.NoError(t, err)
		return len(list)
	}
	written(59)
	moved(59)
	require.Equal(t, 0, hide())
	m.Guest().BuyBoth()
	written(61)
	require.Equal(t, 0, hide(), "what sells is not stale")
	moved(61)
	require.Equal(t, 1, hide())
	require.Equal(t, "hidden stale", count1(t, m, `SELECT status || ' ' || hidden_for FROM products WHERE id = $1`, id))
	require.Eventually(t, func() bool { // the page is kept for a second
		return m.Guest().Get("/api/v1/products/"+apptest.JamSlug).Status == http.StatusNotFound
	}, 20*time.Second, 50*time.Millisecond)
	version, err := strconv.ParseInt(count1(t, m, `SELECT version::text FROM products WHERE id = $1`, id), 10, 64)
	require.NoError(t, err)
	coop.Do(http.MethodPatch, "/api/v1/orgs/"+orgID+"/products/"+id, map[string]any{"status": "listed", "version": version}).Require(http.StatusOK)
	require.Equal(t, 0, hide(), "listing it again is the word that it is there")
}
