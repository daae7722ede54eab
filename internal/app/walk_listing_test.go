package app_test

import (
	"net/http"
	"testing"
)

// listing gives cooperative A's product a change in its history.
func (w *world) listing(t *testing.T) {
	t.Helper()
	at := "/api/v1/orgs/" + w.a.orgID + "/products/" + w.ids["productId"] + "/listing"
	var l struct{ Content struct{ SummaryVi string } }
	w.a.browser.Do(http.MethodGet, at, nil).Require(http.StatusOK).Into(&l)
	w.a.browser.Do(http.MethodPatch, at, map[string]any{
		"changes": []map[string]any{{"field": "summaryVi", "from": l.Content.SummaryVi, "to": "Mứt làm từ quả tào mèo rừng"}},
	}).Require(http.StatusOK)
	w.ids["changeId"] = count1(t, w.market, `SELECT max(id)::text FROM product_changes WHERE product_id = $1`, w.ids["productId"])
}
