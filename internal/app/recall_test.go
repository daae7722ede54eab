package app_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/app/apptest"
	"github.com/chophien/chophien/internal/ident"
)

type lotDetail struct {
	ID, Code, State, TraceURL, RecallReason string
	OnHand, Withheld, Version               int64
	Buyers                                  []struct{ OrderCode string }
}

func receiveLot(t *testing.T, coop *apptest.Browser, variant, code string, quantity int64) (out lotDetail) {
	t.Helper()
	coop.Do(http.MethodPost, "/api/v1/orgs/"+coop.OrgID()+"/lots", map[string]any{
		"variantId": variant, "code": code, "quantity": quantity, "expiresOn": time.Now().AddDate(0, 0, 5).Format(time.DateOnly),
	}, "Idempotency-Key", ident.New().String()).Require(http.StatusCreated).Into(&out)
	return out
}

// A recalled lot: its page, its buyers' orders and the shop say so at once, and within
// one job each buyer has one mail.
func TestRecall_tells_whoever_bought(t *testing.T) {
	t.Parallel()
	m := apptest.Start(t)
	coop := m.As(apptest.CooperativeA)
	org := coop.OrgID()
	variant := m.Guest().Variant(apptest.JamSlug, 0)
	lot := receiveLot(t, coop, variant, "THU-HOI-1", 30)
	code := lot.TraceURL[len(lot.TraceURL)-10:]

	guest := m.Guest()
	var last apptest.Bought
	for range 2 { // two orders of one buyer
		guest.Add(variant, 2).Require(http.StatusOK)
		last = guest.Checkout()
		for _, step := range []map[string]any{{"action": "confirm"}, {"action": "pack"}, {"action": "ship", "carrier": "GHN"}} {
			coop.Act(org, last.Purchase.OrderOf(t, org).ID, step).Require(http.StatusOK)
		}
	}
	var seen lotDetail
	coop.Get("/api/v1/orgs/" + org + "/lots/" + lot.ID).Require(http.StatusOK).Into(&seen)
	require.Len(t, seen.Buyers, 2, "first expired, first out: both got of this lot")
	require.Eventually(t, func() bool { return unsent(t, m) == 0 }, 30*time.Second, 20*time.Millisecond)

	began := time.Now()
	coop.Do(http.MethodPost, "/api/v1/orgs/"+org+"/lots/"+lot.ID+"/recall", map[string]any{"reason": "Nắp hộp hở"}).Require(http.StatusOK).Into(&seen)
	require.Equal(t, "recalled", seen.State)
	require.EqualValues(t, 26, seen.Withheld)

	var page struct{ State, RecallReason string }
	m.Guest().Get("/api/v1/trace/codes/" + code).Require(http.StatusOK).Into(&page)
	require.Equal(t, "recalled", page.State)
	require.Equal(t, "Nắp hộp hở", page.RecallReason)
	var bought struct {
		Orders []struct {
			Lines []struct {
				Lots []struct{ Code, TracePath, RecalledAt, RecallReason string }
			}
		}
	}
	m.Guest().Get("/api/v1/purchases/" + last.Purchase.ID + "?k=" + last.Secret).Require(http.StatusOK).Into(&bought)
	require.Equal(t, "Nắp hộp hở", bought.Orders[0].Lines[0].Lots[0].RecallReason)
	require.Equal(t, "/truy-xuat/"+code, bought.Orders[0].Lines[0].Lots[0].TracePath)
	require.Eventually(t, func() bool {
		var product struct{ Recalls []struct{ LotCode string } }
		m.Guest().Get("/api/v1/products/" + apptest.JamSlug).Require(http.StatusOK).Into(&product)
		return len(product.Recalls) == 1 && product.Recalls[0].LotCode == "THU-HOI-1"
	}, 20*time.Second, 20*time.Millisecond, "public reads may be a second old")
	told := func() int {
		return count(t, m, `SELECT count(*) FROM messages WHERE kind = 'lot_recalled' AND sent_at IS NOT NULL`)
	}
	require.Eventually(t, func() bool { return told() == 1 }, 30*time.Second, 10*time.Millisecond)
	t.Logf("page, orders, shop and mail said so within %v", time.Since(began).Round(time.Millisecond))
	// Mails of the orders themselves may still be under way.
	require.Eventually(t, func() bool { return unsent(t, m) == 0 }, 30*time.Second, 10*time.Millisecond)
	require.Equal(t, 1, told(), "one mail for both orders")

	p := coop.Do(http.MethodPost, "/api/v1/orgs/"+org+"/lots/"+lot.ID+"/recall", map[string]any{"reason": "Nắp hộp hở"}).Require(http.StatusUnprocessableEntity).Problem()
	require.Equal(t, "stock.lot_recalled", p.Code)
	drift, err := m.App.Stock.Audit(t.Context())
	require.NoError(t, err)
	require.Empty(t, drift)
}

// The Alliance may call any lot back; its cooperative is told.
func TestRecall_by_the_Alliance(t *testing.T) {
	t.Parallel()
	m := apptest.Start(t)
	coop := m.As(apptest.CooperativeA)
	lot := receiveLot(t, coop, m.Guest().Variant(apptest.JamSlug, 0), "THU-HOI-2", 3)
	desk := m.As(apptest.AllianceDesk)
	var found struct{ Items []lotDetail }
	desk.Get("/api/v1/alliance/lots?code=thu-hoi-2").Require(http.StatusOK).Into(&found)
	require.Len(t, found.Items, 1)
	desk.Do(http.MethodPost, "/api/v1/alliance/lots/"+lot.ID+"/recall", map[string]any{"reason": "Kiểm tra thấy chất cấm"}).Require(http.StatusOK)
	desk.Get("/api/v1/alliance/lots").Require(http.StatusOK).Into(&found)
	require.Equal(t, "THU-HOI-2", found.Items[0].Code)
	require.Eventually(t, func() bool {
		return count(t, m, `SELECT count(*) FROM messages WHERE kind = 'lot_recalled_cooperative' AND sent_at IS NOT NULL`) > 0
	}, 30*time.Second, 20*time.Millisecond)
}
