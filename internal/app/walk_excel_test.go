package app_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/exchange"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/platform/blob"
)

// excel gives cooperative A an import that waits for a word.
func (w *world) excel(t *testing.T) {
	t.Helper()
	org, ok := ident.Parse(w.a.orgID)
	require.True(t, ok)
	user, ok := ident.Parse(count1(t, w.market, `SELECT user_id::text FROM memberships WHERE org_id = $1 AND role = 'owner' LIMIT 1`, w.a.orgID))
	require.True(t, ok)
	i, err := w.market.App.Exchange.Open(t.Context(), exchange.OpenInput{
		Actor: party.Actor{UserID: user}, OrgID: org, Key: "walk-import", FileName: "gia.csv", Data: []byte("Mã hàng;Giá bán\nKHONG-CO;1"),
	})
	require.NoError(t, err)
	require.Eventually(t, func() bool { // a worker checks it, once
		now, err := w.market.App.Exchange.Get(t.Context(), org, i.ID)
		require.NoError(t, err)
		return now.State == exchange.StateChecked
	}, 30*time.Second, 20*time.Millisecond)
	w.ids["importId"] = i.ID.String()
	w.returned(t)
}

// returned gives cooperative A a return that the Alliance is to decide, with a photo.
func (w *world) returned(t *testing.T) {
	t.Helper()
	caseID, photo, key := ident.New().String(), ident.New().String(), blob.PrivateKey("jpg")
	require.NoError(t, w.market.App.Blob.PutPrivate(t.Context(), key, []byte("\xff\xd8\xff")))
	for _, statement := range []string{
		`INSERT INTO return_cases (id, code, order_id, org_id, state, reason, words, wish, opened_at, updated_at)
SELECT '` + caseID + `', 'DT-WALK', id, org_id, 'mediation', 'damaged', 'vỡ', 'refund', now(), now() FROM orders WHERE id = $1`,
		`INSERT INTO return_lines (case_id, order_line_id, quantity) SELECT '` + caseID + `', id, 1 FROM order_lines WHERE order_id = $1 AND position = (SELECT min(position) FROM order_lines WHERE order_id = $1)`,
		`INSERT INTO return_photos (id, order_id, case_id, blob_key, at) VALUES ('` + photo + `', $1, '` + caseID + `', '` + key + `', now())`,
	} {
		_, err := w.market.App.DB.Pool().Exec(t.Context(), statement, w.ids["orderId"])
		require.NoError(t, err)
	}
	w.ids["returnId"], w.ids["photoId"] = caseID, photo
}

// A file goes in and a table comes out over HTTP.
func TestExcel_over_http(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	base := "/api/v1/orgs/" + w.a.orgID
	got := w.a.browser.Get(base + "/exports?table=goods&format=csv").Require(http.StatusOK)
	require.True(t, strings.HasPrefix(string(got.Body), "\ufeffMã hàng"), string(got.Body))
	w.a.browser.Get(base + "/exports?table=secrets").Require(http.StatusBadRequest)
	template := w.a.browser.Get(base + "/import-template").Require(http.StatusOK)
	require.True(t, strings.HasPrefix(string(template.Body), "PK"))
	var rows struct {
		Items []struct {
			Faults []struct{ Cell, Code, Detail string }
		}
	}
	w.a.browser.Get(base + "/imports/" + w.ids["importId"] + "/rows?outcome=faulty").Require(http.StatusOK).Into(&rows)
	require.NotEmpty(t, rows.Items)
	require.NotEmpty(t, rows.Items[0].Faults[0].Detail)
	require.Equal(t, "import.faulty", w.a.browser.Do(http.MethodPost, base+"/imports/"+w.ids["importId"]+"/apply", map[string]any{"mode": "all"}).Require(http.StatusUnprocessableEntity).Problem().Code)
	w.a.browser.Do(http.MethodPost, base+"/imports/"+w.ids["importId"]+"/cancel", nil).Require(http.StatusOK)
}
