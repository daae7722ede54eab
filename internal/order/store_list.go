package order

import (
	"context"
	"database/sql"
	"strconv"
	"strings"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/platform/db"
)

// where collects the conditions of a list.
type where struct {
	sql  []string
	args []any
}

func (w *where) add(condition string, args ...any) {
	w.sql = append(w.sql, condition)
	w.args = append(w.args, args...)
}

func (w *where) String() string {
	if len(w.sql) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(w.sql, " AND ")
}

// where asks for values by subqueries, so that PostgreSQL plans for any cooperative, once: for
// one with very many orders it would else plan anew at each request, a third of its time.
func (f ListFilter) where() where {
	var w where
	if f.OrgID != ident.Nil {
		w.add("o.org_id = (SELECT ?::uuid) AND o.offered_at IS NOT NULL", f.OrgID)
	}
	if f.Status != "" {
		w.add("o.status = (SELECT ?::text)", f.Status)
	}
	if f.Code != "" {
		w.add("o.code = ?", f.Code)
	}
	return w
}

// summaries reads one page of orders, newest first. Which index serves it:
// orders_inbox_idx or orders_inbox_status_idx for a cooperative, orders_newest_idx
// or orders_status_idx for the whole market. The limit is written as a number: of one that it
// is told later, PostgreSQL expects a tenth of all orders.
func (s store) summaries(ctx context.Context, f ListFilter, after *keyset.TimeID, limit int) ([]Summary, error) {
	w := f.where()
	if after != nil {
		w.add("(o.placed_at, o.id) < ((SELECT ?::timestamptz), (SELECT ?::uuid))", after.At, after.ID)
	}
	var out []Summary
	err := s.db.Each(ctx, "list orders", `
SELECT `+orderColumns+`, coalesce(nullif(p.buyer_org_name, ''), p.contact_name), p.address_label, p.payment_method FROM (
    SELECT o.* FROM orders o`+w.String()+` ORDER BY o.placed_at DESC, o.id DESC LIMIT `+strconv.Itoa(limit)+`) o
JOIN purchases p ON p.id = o.purchase_id ORDER BY o.placed_at DESC, o.id DESC`, w.args, func(rows *sql.Rows) error {
		var v Summary
		err := scanOrder(rows, &v.Order, &v.BuyerName, &v.Place, &v.PaymentMethod)
		out = append(out, v)
		return err
	})
	return out, err
}

// count counts a list up to keyset.CountCap.
func (s store) count(ctx context.Context, f ListFilter) (n int64, err error) {
	w := f.where()
	err = s.db.Each(ctx, "count orders", `SELECT count(*) FROM (SELECT 1 FROM orders o`+w.String()+` LIMIT ?) x`,
		append(w.args, keyset.CountCap), func(rows *sql.Rows) error { return rows.Scan(&n) })
	return n, err
}

// counts counts orders by state, each up to StateCap.
func (s store) counts(ctx context.Context, orgID ident.ID) (map[Status]int64, error) {
	out := map[Status]int64{}
	w := ListFilter{OrgID: orgID}.where()
	condition := strings.Join(append(w.sql, "o.status = st.status"), " AND ")
	statuses := Statuses()
	if orgID != ident.Nil {
		statuses = OfferedStatuses()
	}
	err := s.db.Each(ctx, "count orders by state", `
SELECT st.status, (SELECT count(*) FROM (SELECT 1 FROM orders o WHERE `+condition+` LIMIT `+strconv.Itoa(StateCap)+`) x)
FROM json_array_elements_text(?::json) AS st(status)`,
		append(w.args, db.JSON{V: statuses}), func(rows *sql.Rows) error {
			var st Status
			var n int64
			err := rows.Scan(&st, &n)
			out[st] = n
			return err
		})
	return out, err
}

// bought says whose purchases are meant: a firm's, or a person's own (ofFirms adds
// those that the person made for firms).
type bought struct {
	orgID   ident.ID
	userID  ident.ID
	ofFirms bool
}

func (b bought) where() where {
	var w where
	if b.orgID != ident.Nil {
		w.add("buyer_org_id = ?", b.orgID)
		return w
	}
	w.add("user_id = ?", b.userID)
	if !b.ofFirms {
		w.add("buyer_org_id IS NULL")
	}
	return w
}

// purchaseIDs lists a buyer's purchases, newest first.
func (s store) purchaseIDs(ctx context.Context, b bought, after *keyset.TimeID, limit int) ([]ident.ID, error) {
	w := b.where()
	if after != nil {
		w.add("(placed_at, id) < (?, ?)", after.At, after.ID)
	}
	var out []ident.ID
	err := s.db.Each(ctx, "list purchases", `SELECT id FROM purchases`+w.String()+` ORDER BY placed_at DESC, id DESC LIMIT ?`,
		append(w.args, limit), func(rows *sql.Rows) error {
			var id ident.ID
			err := rows.Scan(&id)
			out = append(out, id)
			return err
		})
	return out, err
}

func (s store) countPurchases(ctx context.Context, b bought) (n int64, err error) {
	w := b.where()
	err = s.db.Each(ctx, "count purchases", `SELECT count(*) FROM (SELECT 1 FROM purchases`+w.String()+` LIMIT ?) x`,
		append(w.args, keyset.CountCap), func(rows *sql.Rows) error { return rows.Scan(&n) })
	return n, err
}
