package app_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/review"
)

// ocop gives cooperative A a dossier with a file, and its product a review.
func (w *world) ocop(t *testing.T) {
	t.Helper()
	base := "/api/v1/orgs/" + w.a.orgID + "/ocop/dossiers"
	var d, f struct{ ID string }
	w.a.browser.Do(http.MethodPost, base, map[string]any{"productId": w.ids["productId"], "subgroup": 7, "targetStars": 3}, "Idempotency-Key", w.market.Key()).
		Require(http.StatusCreated).Into(&d)
	w.a.browser.Do(http.MethodPost, base+"/"+d.ID+"/files?criterion=C2&name=phieu.pdf", []byte("%PDF-1.7\n")).Require(http.StatusCreated).Into(&f)
	parse := func(s string) ident.ID {
		id, ok := ident.Parse(s)
		require.True(t, ok, s)
		return id
	}
	require.NoError(t, w.market.App.Review.Seed(t.Context(), []review.Sample{{
		ProductID: parse(w.ids["productId"]), OrgID: parse(w.a.orgID), Variant: apperr.Text{VI: "Hũ"}, Author: "Lan N.", Stars: 4, Body: "Ngon.",
	}}))
	w.ids["dossierId"], w.ids["evidenceId"], w.ids["photoId"] = d.ID, f.ID, ident.New().String()
	w.ids["reviewId"] = count1(t, w.market, `SELECT id::text FROM reviews LIMIT 1`)
	w.ids["lineId"] = count1(t, w.market, `SELECT l.id::text FROM order_lines l JOIN orders o ON o.id = l.order_id WHERE o.purchase_id = $1 LIMIT 1`, w.purchase.Purchase.ID)
}
