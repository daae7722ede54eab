package app_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/app/apptest"
)

// From the door to the books: an order is delivered and paid in cash, a part of it goes
// back, and cooperative, Alliance and database say the same đồng.
func TestMoney_from_delivery_to_refund(t *testing.T) {
	t.Parallel()
	m := apptest.Start(t)
	buyer, coop, alliance := m.As(apptest.Consumer), m.As(apptest.CooperativeA), m.As(apptest.AllianceDesk)
	orgID := coop.OrgID()
	_, err := m.App.DB.Pool().Exec(t.Context(), `INSERT INTO commission_rules (id, org_id, category_id, rate_bp, from_day, reason, created_at)
 VALUES (gen_random_uuid(), '00000000-0000-0000-0000-000000000000', '00000000-0000-0000-0000-000000000000', 300, '2020-01-01', 'test', now())`)
	require.NoError(t, err)
	o := buyer.BuyBoth().Purchase.OrderOf(t, orgID)
	for _, body := range []map[string]any{{"action": "confirm"}, {"action": "pack"}, {"action": "ship", "carrier": "HTX tự giao"}, {"action": "deliver"}} {
		coop.Act(orgID, o.ID, body).Require(http.StatusOK)
		coop.Act(orgID, o.ID, body) // again: nothing twice
	}
	var order struct {
		SubtotalVnd, TotalVnd int64
		Lines                 []struct {
			ID           string
			Quantity     int64
			UnitPriceVnd int64
		}
	}
	buyer.Get("/api/v1/orders/" + o.ID).Require(http.StatusOK).Into(&order)
	commission := order.SubtotalVnd * 3 / 100
	pending := func() int64 {
		var money struct {
			PendingVnd int64
			Coming     []struct {
				OrderID, Reason string
				NetVnd          int64
			}
		}
		coop.Get("/api/v1/orgs/" + orgID + "/money").Require(http.StatusOK).Into(&money)
		require.Len(t, money.Coming, 1)
		require.Equal(t, o.ID, money.Coming[0].OrderID)
		require.Equal(t, money.PendingVnd, money.Coming[0].NetVnd)
		return money.PendingVnd
	}
	require.Equal(t, -commission, pending(), "the cash is with the cooperative, the commission is owed")

	refund := order.Lines[0].UnitPriceVnd
	var opened struct{ ID string }
	buyer.Do(http.MethodPost, "/api/v1/orders/"+o.ID+"/returns", map[string]any{
		"reason": "damaged", "words": "Vỡ một hũ", "wish": "refund", "lines": []map[string]any{{"lineId": order.Lines[0].ID, "quantity": 1}},
	}, "Idempotency-Key", m.Key()).Require(http.StatusCreated).Into(&opened)
	act := func(b *apptest.Browser, path string, body map[string]any) {
		b.Do(http.MethodPost, path, body).Require(http.StatusOK)
	}
	actions := fmt.Sprintf("/api/v1/orgs/%s/returns/%s/actions", orgID, opened.ID)
	act(coop, actions, map[string]any{"action": "answer", "kind": "refund", "refundVnd": refund, "words": "Xin lỗi, hợp tác xã hoàn lại."})
	act(buyer, "/api/v1/returns/"+opened.ID+"/answer", map[string]any{"action": "accept", "refundTo": "Vietcombank 0123456789"})
	act(coop, actions, map[string]any{"action": "pay", "method": "bank_transfer", "reference": "FT123"})
	act(coop, actions, map[string]any{"action": "pay", "method": "bank_transfer", "reference": "FT123"}) // again: nothing twice

	// It gave the money back and is let off its share of the commission.
	back := (2*commission*refund + order.SubtotalVnd) / (2 * order.SubtotalVnd)
	require.Equal(t, -commission+back, pending())
	var trial struct {
		Balanced bool
		Check    struct {
			Entries, OffVnd int64
			Faults          int
		}
		Totals []struct {
			Kind                string
			DebitVnd, CreditVnd int64
		}
	}
	alliance.Do(http.MethodPost, "/api/v1/alliance/finance/checks", nil).Require(http.StatusOK).Into(&trial)
	require.True(t, trial.Balanced)
	require.Zero(t, trial.Check.OffVnd)
	require.Zero(t, trial.Check.Faults)
	require.Positive(t, trial.Check.Entries)
	for _, k := range trial.Totals {
		switch k.Kind {
		case "commission":
			require.Equal(t, commission-back, k.CreditVnd)
		case "cooperative_pending":
			require.Equal(t, commission-back, k.DebitVnd)
		default:
			require.Zero(t, k.DebitVnd+k.CreditVnd, k.Kind)
		}
	}
}
