package app_test

import (
	"encoding/json"
	"net/http"
	"net/mail"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/app/apptest"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/stock"
)

const plenty = 100_000

// stockUp counts enough of both goods in, so that nothing runs out.
func (w *crashWorld) stockUp(t *testing.T) {
	t.Helper()
	var d *db.DB
	if w.server.dsn == "" {
		d = attach(t, w.server.dataDir)
	} else {
		var err error
		d, err = db.Open(t.Context(), w.server.dsn, db.Options{MaxConns: 2})
		require.NoError(t, err)
	}
	defer d.Close()
	for _, variant := range []string{w.jam, w.hen} {
		id, ok := ident.Parse(variant)
		require.True(t, ok)
		require.NoError(t, stock.NewService(d, clock.System{}).SetOnHand(t.Context(), id, plenty, ident.Nil, "crash test"))
	}
}

// check holds the market, after the last restart, to everything it promised.
func (w *crashWorld) check(t *testing.T, d *db.DB) {
	t.Helper()
	w.checkPurchases(t, d)
	w.checkStock(t, d)
	w.checkRepeats(t)
	w.checkJobs(t, d)
	w.checkMails(t, d)
}

func ask(t *testing.T, d *db.DB, query string, args ...any) (n int64) {
	t.Helper()
	require.NoError(t, d.Pool().QueryRow(t.Context(), query, args...).Scan(&n))
	return n
}

// checkPurchases: each shopper has the one purchase that was answered, of two orders, whole.
func (w *crashWorld) checkPurchases(t *testing.T, d *db.DB) {
	t.Helper()
	n := int64(len(w.bought))
	for query, want := range map[string]int64{
		"SELECT count(*) FROM purchases":                           n,
		"SELECT count(DISTINCT contact_email) FROM purchases":      n,
		"SELECT count(*) FROM orders WHERE status = 'placed'":      2 * n,
		"SELECT count(*) FROM orders":                              2 * n,
		"SELECT count(DISTINCT (purchase_id, org_id)) FROM orders": 2 * n,
		"SELECT count(*) FROM order_lines":                         2 * n,
		"SELECT count(*) FROM order_events WHERE kind = 'placed'":  2 * n,
		"SELECT count(*) FROM payments WHERE state = 'due'":        2 * n,
		"SELECT count(*) FROM consents WHERE purpose = 'terms'":    n,
		"SELECT count(*) FROM idempotency_keys":                    n,
		"SELECT count(*) FROM purchases p WHERE total_vnd <> (SELECT sum(amount_vnd) FROM payments WHERE purchase_id = p.id)": 0,
	} {
		assert.Equal(t, want, ask(t, d, query), query)
	}
	for i, b := range w.bought {
		require.Len(t, b.Purchase.Orders, 2, "answer %d", i)
		assert.EqualValues(t, 1, ask(t, d, "SELECT count(*) FROM purchases WHERE id = $1 AND contact_email = $2 AND code = $3",
			b.Purchase.ID, crashMail(i), b.Purchase.Code), "purchase of shopper %d", i)
		// A cart whose cookie was lost with the connection may lie around, the bought one is empty.
		assert.EqualValues(t, 0, ask(t, d, "SELECT count(*) FROM cart_lines l JOIN carts c ON c.id = l.cart_id WHERE c.token_hash = $1",
			ident.Hash(w.shoppers[i].cart(t))), "cart of shopper %d", i)
	}
}

// checkStock: what is promised is what was sold, and every figure adds up.
func (w *crashWorld) checkStock(t *testing.T, d *db.DB) {
	t.Helper()
	drift, err := stock.NewService(d, clock.System{}).Audit(t.Context())
	require.NoError(t, err)
	assert.Empty(t, drift)
	sold := int64(0)
	for i := range w.bought {
		sold += int64(jars(i))
	}
	for variant, want := range map[string]int64{w.jam: sold, w.hen: int64(len(w.bought))} {
		assert.Equal(t, want, ask(t, d, "SELECT reserved FROM stock_items WHERE variant_id = $1", variant))
		assert.Equal(t, want, ask(t, d, "SELECT sum(quantity)::bigint FROM reservations WHERE variant_id = $1", variant))
		assert.EqualValues(t, plenty, ask(t, d, "SELECT on_hand FROM stock_items WHERE variant_id = $1", variant))
	}
	assert.EqualValues(t, 2*len(w.bought), ask(t, d, "SELECT count(*) FROM reservations"))
}

// checkRepeats: sent once more, each request is answered as before and buys nothing.
func (w *crashWorld) checkRepeats(t *testing.T) {
	t.Helper()
	for i, s := range w.shoppers {
		body, err := s.until(http.MethodPost, "/api/v1/checkout", w.order(i), http.StatusCreated)
		require.NoError(t, err)
		var again apptest.Bought
		require.NoError(t, json.Unmarshal(body, &again))
		require.Equal(t, w.bought[i], again)
	}
}

// checkJobs: every job that the crashes interrupted is done in the end.
func (w *crashWorld) checkJobs(t *testing.T, d *db.DB) {
	t.Helper()
	// Room for the look at dead workers that comes every 15 seconds.
	require.Eventually(t, func() bool {
		return ask(t, d, "SELECT count(*) FROM river_job WHERE state <> 'completed'") == 0 &&
			ask(t, d, "SELECT count(*) FROM messages WHERE sent_at IS NULL") == 0
	}, patience, 100*time.Millisecond, "jobs are stuck")
	assert.EqualValues(t, len(w.bought), ask(t, d, "SELECT count(*) FROM river_job WHERE kind = 'order.announce_purchase'"))
	assert.EqualValues(t, len(w.bought), ask(t, d, "SELECT count(*) FROM purchases"), "a repeated request bought again")
}

var mailFile = regexp.MustCompile(`^\d{8}T\d{6}\.\d{6}Z-([0-9a-f-]{36})\.eml$`)

// checkMails: the buyer and everybody who reads a cooperative's mail has each
// message exactly once, whole.
func (w *crashWorld) checkMails(t *testing.T, d *db.DB) {
	t.Helper()
	files, err := os.ReadDir(filepath.Join(w.server.dataDir, "mail"))
	require.NoError(t, err)
	byMessage, byBuyer := map[string]int{}, map[string]int{}
	for _, f := range files {
		name := mailFile.FindStringSubmatch(f.Name())
		if name == nil {
			// A file that was being written when the server died never gets its name.
			assert.True(t, strings.HasPrefix(f.Name(), ".tmp-"), f.Name())
			continue
		}
		byMessage[name[1]]++
		byBuyer[recipient(t, filepath.Join(w.server.dataDir, "mail", f.Name()))]++
	}
	for i, b := range w.bought {
		assert.Equal(t, 1, byBuyer[crashMail(i)], "mails to buyer %d", i)
		assert.EqualValues(t, 1, ask(t, d, "SELECT count(*) FROM messages WHERE dedupe_key = $1", "placed:"+b.Purchase.ID+":buyer"))
		for _, o := range b.Purchase.Orders {
			readers := ask(t, d, `SELECT count(DISTINCT email) FROM (
SELECT u.email FROM memberships m JOIN users u ON u.id = m.user_id WHERE m.org_id = $1::uuid
UNION ALL SELECT email FROM organisations WHERE id = $1::uuid) x WHERE email IS NOT NULL`, o.Cooperative.ID)
			require.Positive(t, readers)
			assert.Equal(t, readers, ask(t, d, "SELECT count(*) FROM messages WHERE dedupe_key LIKE $1", "placed:"+o.ID+":cooperative:%"), o.Code)
		}
	}
	rows, err := d.Pool().Query(t.Context(), "SELECT id::text FROM messages")
	require.NoError(t, err)
	messages := 0
	for rows.Next() {
		var id string
		require.NoError(t, rows.Scan(&id))
		assert.Equal(t, 1, byMessage[id], "files of message %s", id)
		messages++
	}
	require.NoError(t, rows.Err())
	assert.Len(t, byMessage, messages, "a mail that no message asks for")
}

// recipient reads a mail to its end and returns whom it is to.
func recipient(t *testing.T, path string) string {
	t.Helper()
	f, err := os.Open(path)
	require.NoError(t, err)
	defer func() { require.NoError(t, f.Close()) }()
	m, err := mail.ReadMessage(f)
	require.NoError(t, err, path)
	to, err := m.Header.AddressList("To")
	require.NoError(t, err, path)
	require.Len(t, to, 1)
	raw, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.True(t, strings.HasSuffix(strings.TrimRight(string(raw), "\r\n"), "--"), "%s is cut off", path)
	return to[0].Address
}
