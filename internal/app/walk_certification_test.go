package app_test

import (
	"net/http"
	"testing"
)

// certification gives cooperative A one with a public file.
func (w *world) certification(t *testing.T) {
	t.Helper()
	base := "/api/v1/orgs/" + w.a.orgID + "/certifications"
	body := map[string]any{"kind": "haccp", "number": "DI-BO-1", "issuer": "Tổ chức mẫu", "issuedOn": "2025-03-01", "expiresOn": "2099-03-01"}
	var c struct {
		ID      string
		Version int64
	}
	w.a.browser.Do(http.MethodPost, base, body, "Idempotency-Key", w.market.Key()).Require(http.StatusCreated).Into(&c)
	w.a.browser.Do(http.MethodPost, base+"/"+c.ID+"/files?name=giay.pdf", []byte("%PDF-1.7\n")).Require(http.StatusCreated).Into(&c)
	body["version"], body["filePublic"] = c.Version, true
	w.a.browser.Do(http.MethodPut, base+"/"+c.ID, body).Require(http.StatusOK)
	w.ids["certificationId"] = c.ID
}
