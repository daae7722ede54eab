package app_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/app/apptest"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/requisition"
)

// bulk gives the buyer firm a purchase and a requisition of its own.
func (w *world) bulk(t *testing.T) {
	t.Helper()
	base := "/api/v1/orgs/" + w.c.orgID
	variant := w.market.Guest().Variant(apptest.JamSlug, 0)
	lines := []map[string]any{{"variantId": variant, "quantity": 2}}
	var q struct{ TotalVnd int64 }
	w.c.browser.Do(http.MethodPost, base+"/bulk-quotes", map[string]any{"lines": lines, "communeCode": apptest.CommuneHaNoi}).Require(http.StatusOK).Into(&q)
	body := apptest.CheckoutBody()
	body["lines"], body["expectedTotalVnd"] = lines, q.TotalVnd
	var made struct{ PurchaseID string }
	w.c.browser.Do(http.MethodPost, base+"/bulk-orders", body, "Idempotency-Key", w.market.Key()).Require(http.StatusCreated).Into(&made)

	parse := func(s string) ident.ID {
		id, ok := ident.Parse(s)
		require.True(t, ok, s)
		return id
	}
	r, err := w.market.App.Requisition.Open(t.Context(), requisition.Requisition{
		ID: ident.New(), OrgID: parse(w.c.orgID), Locale: "vi", FullName: "Lan", Phone: "+84912345678", CommuneCode: apptest.CommuneHaNoi, AddressLine: "Số 2",
		RequestedBy:   parse(count1(t, w.market, `SELECT user_id::text FROM memberships WHERE org_id = $1 LIMIT 1`, w.c.orgID)),
		PaymentMethod: "cod", Subtotal: 1, Total: 1, Lines: []requisition.Line{{VariantID: parse(variant), Quantity: 1, UnitPrice: 1}},
	})
	require.NoError(t, err)
	w.ids["purchaseId"], w.ids["requisitionId"] = made.PurchaseID, r.ID.String()
}
