package app_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/app/apptest"
)

// A guest's return over HTTP: the refund that is agreed to and paid stands in the books, once.
func TestReturn_over_http_is_posted_to_the_books(t *testing.T) {
	t.Parallel()
	m := apptest.Start(t)
	guest := m.Guest()
	bought := guest.BuyBoth()
	coop := m.As(apptest.CooperativeA)
	org := coop.OrgID()
	o := bought.Purchase.OrderOf(t, org)
	base := "/api/v1/orders/" + o.ID + "/returns?k=" + bought.Secret
	body := map[string]any{"reason": "damaged", "words": "vỡ", "wish": "refund", "lines": []map[string]any{{"lineId": o.Lines[0].ID, "quantity": 1}}}
	early := guest.Do(http.MethodPost, base, body, "Idempotency-Key", m.Key()).Require(http.StatusUnprocessableEntity)
	require.Equal(t, "return.not_delivered", early.Problem().Code)
	for _, step := range []map[string]any{{"action": "confirm"}, {"action": "pack"}, {"action": "ship", "carrier": "GHN"}, {"action": "deliver"}} {
		coop.Act(org, o.ID, step).Require(http.StatusOK)
	}
	var c struct{ ID, State string }
	guest.Do(http.MethodPost, base, body, "Idempotency-Key", m.Key()).Require(http.StatusCreated).Into(&c)
	act := func(body map[string]any) apptest.Answer {
		return coop.Do(http.MethodPost, "/api/v1/orgs/"+org+"/returns/"+c.ID+"/actions", body)
	}
	act(map[string]any{"action": "answer", "kind": "refund", "refundVnd": 10_000}).Require(http.StatusOK)
	guest.Do(http.MethodPost, "/api/v1/returns/"+c.ID+"/answer?k=wrong", map[string]any{"action": "accept"}).Require(http.StatusNotFound)
	guest.Do(http.MethodPost, "/api/v1/returns/"+c.ID+"/answer?k="+bought.Secret, map[string]any{"action": "accept"}).Require(http.StatusOK)
	for range 2 { // a retry pays once
		act(map[string]any{"action": "pay", "method": "bank_transfer", "reference": "FT1"}).Require(http.StatusOK).Into(&c)
	}
	require.Equal(t, "done", c.State)
	for _, kind := range []string{"refund", "refund_paid"} {
		require.Equal(t, 1, count(t, m, `SELECT count(*) FROM ledger_transactions WHERE kind = $1 AND subject = $2`, kind, o.ID), kind)
	}
}
