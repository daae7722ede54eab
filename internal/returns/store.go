package returns

import (
	"context"
	"database/sql"
	"strings"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/platform/db"
)

type store struct{ db *db.DB }

func (s store) insert(ctx context.Context, c Case) error {
	_, err := s.db.Exec(ctx, "open a return", `
INSERT INTO return_cases (id, code, order_id, org_id, state, reason, words, wish, due_at, opened_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		c.ID, c.Code, c.OrderID, c.OrgID, c.State, c.Reason, c.Words, c.Wish, c.DueAt, c.OpenedAt, c.UpdatedAt)
	if db.Constraint(err) == "return_cases_one_open_idx" {
		return ErrUnderWay
	}
	return err
}

func (s store) insertLines(ctx context.Context, caseID ident.ID, lines []order.LineQuantity) error {
	type row struct {
		ID       ident.ID `json:"id"`
		Quantity int64    `json:"quantity"`
	}
	rows := make([]row, len(lines))
	for i, l := range lines {
		rows[i] = row{l.LineID, l.Quantity}
	}
	_, err := s.db.Exec(ctx, "record what is returned", `
INSERT INTO return_lines (case_id, order_line_id, quantity) SELECT ?, x.id, x.quantity FROM json_to_recordset(?::json) AS x (id uuid, quantity bigint)`,
		caseID, db.JSON{V: rows})
	return err
}

func (s store) insertEvent(ctx context.Context, caseID ident.ID, kind string, a order.Actor, note string, now time.Time) error {
	_, err := s.db.Exec(ctx, "record a step of a return",
		`INSERT INTO return_events (case_id, kind, actor_kind, actor_id, note, at) VALUES (?, ?, ?, ?, ?, ?)`, caseID, kind, a.Role, orNull(a.ID), note, now)
	return err
}

// lock lets those who act on a case take turns.
func (s store) lock(ctx context.Context, id ident.ID) error {
	n, err := s.db.Exec(ctx, "lock a return", `SELECT id FROM return_cases WHERE id = ? FOR UPDATE`, id)
	if err == nil && n == 0 {
		return ErrNotFound
	}
	return err
}

func (s store) update(ctx context.Context, c Case) error {
	var kind, by *string
	var words string
	var refund money.VND
	back := false
	if r := c.Resolution; r != nil {
		k, b := string(r.Kind), string(r.By)
		kind, by, words, refund, back = &k, &b, r.Words, r.Refund, r.GoodsBack
	}
	var closed *time.Time
	if c.State.Over() {
		closed = &c.UpdatedAt
	}
	if _, err := s.db.Exec(ctx, "change a return", `
UPDATE return_cases SET state = ?, resolution = ?, resolved_by = ?, resolution_words = ?, refund_vnd = ?, goods_back = ?, refund_to = ?, carrier = ?,
  tracking_code = ?, sent_at = ?, received_at = ?, due_at = ?, version = ?, updated_at = ?, closed_at = ? WHERE id = ?`,
		c.State, kind, by, words, int64(refund), back, c.RefundTo, c.Carrier, c.TrackingCode, when(c.SentAt), when(c.ReceivedAt), when(c.DueAt),
		c.Version, c.UpdatedAt, closed, c.ID); err != nil {
		return err
	}
	for _, l := range c.Lines {
		if l.Restocked == 0 {
			continue
		}
		if _, err := s.db.Exec(ctx, "record what went back to stock",
			`UPDATE return_lines SET restocked = ? WHERE case_id = ? AND order_line_id = ?`, l.Restocked, c.ID, l.OrderLineID); err != nil {
			return err
		}
	}
	return nil
}

func when(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

func then(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return *t
}

func (s store) cases(ctx context.Context, where string, args ...any) ([]Case, error) {
	var out []Case
	err := s.db.Each(ctx, "read returns", `
SELECT c.id, c.code, c.order_id, o.code, c.org_id, g.short_name, coalesce(nullif(p.buyer_org_name, ''), p.contact_name), c.state, c.reason, c.words, c.wish,
  coalesce(c.resolution, ''), coalesce(c.resolved_by, ''), c.resolution_words, c.refund_vnd, c.goods_back, c.refund_to, c.carrier, c.tracking_code,
  c.sent_at, c.received_at, c.due_at, c.version, c.opened_at, c.updated_at, CASE WHEN o.shipping_vnd = 0 THEN 0 ELSE o.shipping_vnd - o.ship_off_cooperative_vnd - o.ship_off_platform_vnd END
FROM return_cases c JOIN orders o ON o.id = c.order_id JOIN purchases p ON p.id = o.purchase_id JOIN organisations g ON g.id = c.org_id WHERE `+where,
		args, func(rows *sql.Rows) error {
			var c Case
			var r Resolution
			var sent, received, due *time.Time
			err := rows.Scan(&c.ID, &c.Code, &c.OrderID, &c.OrderCode, &c.OrgID, &c.OrgName, &c.Buyer, &c.State, &c.Reason, &c.Words, &c.Wish,
				&r.Kind, &r.By, &r.Words, &r.Refund, &r.GoodsBack, &c.RefundTo, &c.Carrier, &c.TrackingCode, &sent, &received, &due,
				&c.Version, &c.OpenedAt, &c.UpdatedAt, &c.shippingVND)
			if r.Kind != "" {
				c.Resolution = &r
			}
			c.SentAt, c.ReceivedAt, c.DueAt = then(sent), then(received), then(due)
			out = append(out, c)
			return err
		})
	return out, err
}

// fill adds lines, photos and timelines.
func (s store) fill(ctx context.Context, list []Case, ids []ident.ID) error {
	at := make(map[ident.ID]*Case, len(list))
	for i := range list {
		at[list[i].ID] = &list[i]
	}
	if err := s.db.Each(ctx, "read lines of returns", `
SELECT r.case_id, r.order_line_id, l.variant_id, l.product_name_vi, l.product_name_en, l.variant_name_vi, l.variant_name_en, l.unit, l.unit_price_vnd, r.quantity, r.restocked,
  ceil((l.off_cooperative_vnd + l.off_platform_vnd)::numeric * r.quantity / l.quantity)::bigint
FROM return_lines r JOIN order_lines l ON l.id = r.order_line_id WHERE r.case_id = ANY(?::uuid[]) ORDER BY r.case_id, l.position`, []any{db.IDs(ids)}, func(rows *sql.Rows) error {
		var id ident.ID
		var l Line
		err := rows.Scan(&id, &l.OrderLineID, &l.VariantID, &l.Product.VI, &l.Product.EN, &l.Variant.VI, &l.Variant.EN, &l.Unit, &l.UnitPrice, &l.Quantity, &l.Restocked, &l.Discount)
		if err == nil {
			at[id].Lines = append(at[id].Lines, l)
		}
		return err
	}); err != nil {
		return err
	}
	if err := s.db.Each(ctx, "read photos of returns", `SELECT case_id, id FROM return_photos WHERE case_id = ANY(?::uuid[]) ORDER BY case_id, at, id`,
		[]any{db.IDs(ids)}, func(rows *sql.Rows) error {
			var id, photo ident.ID
			err := rows.Scan(&id, &photo)
			if err == nil {
				at[id].Photos = append(at[id].Photos, photo)
			}
			return err
		}); err != nil {
		return err
	}
	return s.db.Each(ctx, "read timelines of returns", `SELECT case_id, kind, actor_kind, actor_id, note, at FROM return_events WHERE case_id = ANY(?::uuid[]) ORDER BY case_id, id`,
		[]any{db.IDs(ids)}, func(rows *sql.Rows) error {
			var id ident.ID
			var e Event
			var actor *ident.ID
			err := rows.Scan(&id, &e.Kind, &e.Actor.Role, &actor, &e.Note, &e.At)
			if actor != nil {
				e.Actor.ID = *actor
			}
			if err == nil {
				at[id].Timeline = append(at[id].Timeline, e)
			}
			return err
		})
}

func (s store) list(ctx context.Context, f ListFilter, after *keyset.TimeID, limit int) ([]ident.ID, error) {
	where, args := []string{"true"}, []any{}
	add := func(condition string, values ...any) { where, args = append(where, condition), append(args, values...) }
	if f.OrgID != ident.Nil {
		add("org_id = ?", f.OrgID)
	}
	if f.State != "" {
		add("state = ?", f.State)
	}
	if f.Open {
		add("closed_at IS NULL")
	}
	if after != nil {
		add("(updated_at, id) < (?, ?)", after.At, after.ID)
	}
	var out []ident.ID
	err := s.db.Each(ctx, "list returns", `SELECT id FROM return_cases WHERE `+strings.Join(where, " AND ")+` ORDER BY updated_at DESC, id DESC LIMIT ?`,
		append(args, limit), func(rows *sql.Rows) error {
			var id ident.ID
			err := rows.Scan(&id)
			out = append(out, id)
			return err
		})
	return out, err
}

// lineFact is what of an order line is claimed by cases that stand, and its window.
type lineFact struct {
	claimed int64
	window  time.Duration
}

func (s store) lineFacts(ctx context.Context, orderID ident.ID) (map[ident.ID]lineFact, error) {
	out := map[ident.ID]lineFact{}
	err := s.db.Each(ctx, "read what can be returned", `
SELECT l.id, coalesce((SELECT sum(r.quantity) FROM return_lines r JOIN return_cases c ON c.id = r.case_id WHERE r.order_line_id = l.id AND c.state NOT IN ('closed', 'withdrawn')), 0)::bigint,
  coalesce(w.hours, d.hours)
FROM order_lines l JOIN products p ON p.id = l.product_id JOIN categories k ON k.id = p.category_id
LEFT JOIN return_windows w ON w.category_slug = k.slug CROSS JOIN (SELECT hours FROM return_windows WHERE category_slug = '') d
WHERE l.order_id = ?`, []any{orderID}, func(rows *sql.Rows) error {
		var id ident.ID
		var f lineFact
		var hours int
		err := rows.Scan(&id, &f.claimed, &hours)
		f.window = time.Duration(hours) * time.Hour
		out[id] = f
		return err
	})
	return out, err
}

type dueCase struct {
	id      ident.ID
	state   State
	version int64
}

func (s store) due(ctx context.Context, now time.Time) ([]dueCase, error) {
	var out []dueCase
	err := s.db.Each(ctx, "find returns that are due", `SELECT id, state, version FROM return_cases WHERE due_at <= ? ORDER BY due_at LIMIT 500`, []any{now}, func(rows *sql.Rows) error {
		var d dueCase
		err := rows.Scan(&d.id, &d.state, &d.version)
		out = append(out, d)
		return err
	})
	return out, err
}

func (s store) alliances(ctx context.Context) ([]ident.ID, error) {
	var out []ident.ID
	err := s.db.Each(ctx, "find the Alliance", `SELECT id FROM organisations WHERE kind = 'alliance' ORDER BY id`, nil, func(rows *sql.Rows) error {
		var id ident.ID
		err := rows.Scan(&id)
		out = append(out, id)
		return err
	})
	return out, err
}

func orNull(id ident.ID) *ident.ID {
	if id == ident.Nil {
		return nil
	}
	return &id
}
