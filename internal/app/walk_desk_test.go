package app_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/app/apptest"
	"github.com/chophien/chophien/internal/ident"
)

// desk gives cooperative A a verification with a paper, a take-down, letters and a
// complaint against it.
func (w *world) desk(t *testing.T) {
	t.Helper()
	m := w.market
	base := "/api/v1/orgs/" + w.a.orgID
	var made struct{ ID string }
	w.a.browser.Do(http.MethodPost, base+"/verifications", identity("Người khác")).Require(http.StatusCreated).Into(&made)
	w.ids["verificationId"] = made.ID
	w.ids["paperId"] = ident.New().String()
	m.Guest().Do(http.MethodPost, "/api/v1/tickets", complaint(), "Idempotency-Key", m.Key()).Require(http.StatusCreated).Into(&made)
	w.ids["ticketId"] = made.ID
	// By hand: taking down for real sets the search's index to work while the walk compares.
	w.ids["takedownId"] = count1(t, m, `
INSERT INTO product_takedowns (id, product_id, org_id, reason, words, by_id, at)
SELECT gen_random_uuid(), p.id, p.org_id, 'other', 'Thử', gen_random_uuid(), now() FROM products p WHERE p.org_id = $1 LIMIT 1 RETURNING id::text`, w.a.orgID)
}

func identity(representative string) map[string]any {
	return map[string]any{
		"legalName": "Hợp tác xã Đoàn Lương", "businessLine": "Chế biến", "registrationNo": "16C8000123", "registrationIssuer": "Phòng Tài chính",
		"registrationDate": "2018-05-20", "representative": representative, "address": "Thôn 1",
	}
}

func complaint() map[string]any {
	return map[string]any{
		"topic": "listing", "productSlug": apptest.JamSlug, "reason": "misleading", "words": "Ảnh không giống hàng thật.", "name": "Lan", "contact": "lan@example.com",
	}
}

// While somebody of the Alliance looks at a workspace, no write of the whole contract
// goes through, whatever it is about; ending the view does.
func TestViewing_refuses_every_write_and_leaves_a_trace(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	desk := w.market.As(apptest.AllianceDesk)
	org := "/api/v1/orgs/" + w.a.orgID
	start := "/api/v1/alliance/organisations/" + w.a.orgID + "/view"
	desk.Get(org + "/orders").Require(http.StatusNotFound)
	require.Equal(t, "request.invalid", desk.Do(http.MethodPost, start, map[string]any{"reason": " "}).Require(http.StatusBadRequest).Problem().Code)
	w.b.browser.Do(http.MethodPost, start, map[string]any{"reason": "tò mò"}).Require(http.StatusForbidden)
	desk.Do(http.MethodPost, start, map[string]any{"reason": "Hợp tác xã gọi nhờ xem đơn"}).Require(http.StatusCreated)

	var me struct {
		Viewing     *struct{ OrgID, Name string }
		Memberships []struct{ Kind string }
	}
	desk.Get("/api/v1/me").Require(http.StatusOK).Into(&me)
	require.NotNil(t, me.Viewing)
	require.Equal(t, w.a.orgID, me.Viewing.OrgID)
	require.Len(t, me.Memberships, 1, "nobody becomes a member by looking")
	desk.Get(org + "/orders").Require(http.StatusOK)
	desk.Get("/api/v1/orgs/" + w.b.orgID + "/orders").Require(http.StatusNotFound)
	w.market.As(apptest.AllianceDesk).Get(org + "/orders").Require(http.StatusNotFound) // another session of the same person

	before := w.digest(t)
	writes := 0
	viewer := actor{name: "viewer", browser: desk}
	for _, op := range operations(t) {
		if op.method == http.MethodGet || op.id == "EndView" || op.id == "LogOut" || op.id == "LogOutEverywhere" {
			continue
		}
		got := viewer.do(op, w.url(op, map[string]string{"orgId": w.a.orgID}), map[string]any{})
		require.Equal(t, http.StatusForbidden, got.Status, "%s: %s", op.id, got.Body)
		writes++
	}
	require.Greater(t, writes, 60)
	require.Equal(t, before, w.digest(t))

	desk.Do(http.MethodDelete, "/api/v1/alliance/view", nil).Require(http.StatusNoContent)
	desk.Get(org + "/orders").Require(http.StatusNotFound)
	var log struct {
		Items []struct {
			Viewer, Reason, EndedAt string
			Pages                   []string
		}
	}
	w.a.browser.Get(org + "/views").Require(http.StatusOK).Into(&log)
	require.Len(t, log.Items, 1)
	require.Equal(t, "Hợp tác xã gọi nhờ xem đơn", log.Items[0].Reason)
	require.NotEmpty(t, log.Items[0].Viewer)
	require.NotEmpty(t, log.Items[0].EndedAt)
	require.Equal(t, []string{org + "/orders"}, log.Items[0].Pages)
	require.Equal(t, "view.start view.read view.end",
		count1(t, w.market, `SELECT string_agg(action, ' ' ORDER BY id) FROM audit_log WHERE org_id = $1 AND action LIKE 'view.%'`, w.a.orgID))
	w.b.browser.Get(org + "/views").Require(http.StatusNotFound)
}
