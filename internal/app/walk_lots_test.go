package app_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/app/apptest"
	"github.com/chophien/chophien/internal/ident"
)

// lots gives cooperative A a lot with a step and a laboratory result.
func (w *world) lots(t *testing.T) {
	t.Helper()
	lot := receiveLot(t, w.a.browser, w.market.Guest().Variant(apptest.JamSlug, 0), "DI-BO-1", 5)
	base := "/api/v1/orgs/" + w.a.orgID + "/lots/" + lot.ID
	var d struct {
		Steps, Results []struct{ ID string }
	}
	w.a.browser.Do(http.MethodPost, base+"/steps", map[string]any{"kind": "pack", "on": "2026-01-02", "text": "Đóng hộp"},
		"Idempotency-Key", ident.New().String()).Require(http.StatusCreated)
	w.a.browser.Do(http.MethodPost, base+"/results", map[string]any{
		"laboratory": "Phòng mẫu", "number": "1", "on": "2026-01-02", "subject": "E. coli", "result": "Không phát hiện", "passed": true,
	}, "Idempotency-Key", ident.New().String()).Require(http.StatusCreated).Into(&d)
	require.Len(t, d.Results, 1)
	w.ids["lotId"], w.ids["stepId"], w.ids["resultId"] = lot.ID, d.Steps[0].ID, d.Results[0].ID
	w.ids["traceCode"], w.ids["gtin"], w.ids["lotCode"] = lot.TraceURL[len(lot.TraceURL)-10:], "04006381333931", lot.Code
	w.a.browser.Do(http.MethodPut, "/api/v1/orgs/"+w.a.orgID+"/variants/"+w.ids["variantId"]+"/gtin", map[string]any{"gtin": "4006381333931"}).Require(http.StatusOK)
}
