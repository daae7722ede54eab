package credit

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/payment"
	"github.com/chophien/chophien/internal/platform/db"
)

type store struct{ db *db.DB }

const lineColumns = `org_id, granted_vnd, used_vnd, suspended, version, updated_at`

// overdueColumn is what of a line should have been paid before a day.
const overdueColumn = `coalesce((SELECT sum(u.amount_vnd) FROM credit_uses u
    WHERE u.org_id = l.org_id AND u.state = 'open' AND u.due_on < ?::date), 0)::bigint`

func scanLine(rows *sql.Rows, l *Line, more ...any) error {
	return rows.Scan(append([]any{&l.OrgID, &l.Granted, &l.Used, &l.Suspended, &l.Version, &l.UpdatedAt}, more...)...)
}

func (s store) line(ctx context.Context, orgID ident.ID, today time.Time) (Line, error) {
	l := Line{OrgID: orgID}
	err := s.db.Each(ctx, "read credit line", `SELECT `+lineColumns+`, `+overdueColumn+` FROM credit_lines l WHERE org_id = ?`,
		[]any{today.Format(time.DateOnly), orgID}, func(rows *sql.Rows) error { return scanLine(rows, &l, &l.Overdue) })
	return l, err
}

func (s store) lines(ctx context.Context, today time.Time) (map[ident.ID]Line, error) {
	out := map[ident.ID]Line{}
	err := s.db.Each(ctx, "read credit lines", `SELECT `+lineColumns+`, `+overdueColumn+` FROM credit_lines l`, []any{today.Format(time.DateOnly)}, func(rows *sql.Rows) error {
		var l Line
		err := scanLine(rows, &l, &l.Overdue)
		out[l.OrgID] = l
		return err
	})
	return out, err
}

// lockLine reads a line and keeps other writers out. Where there is none yet, two
// first decisions meet at the primary key.
func (s store) lockLine(ctx context.Context, orgID ident.ID) (Line, error) {
	l := Line{OrgID: orgID}
	err := s.db.Each(ctx, "lock credit line", `SELECT `+lineColumns+` FROM credit_lines WHERE org_id = ? FOR UPDATE`, []any{orgID},
		func(rows *sql.Rows) error { return scanLine(rows, &l) })
	return l, err
}

func (s store) putLine(ctx context.Context, l Line) error {
	var n int64
	var err error
	if l.Version == 1 {
		n, err = s.db.Exec(ctx, "grant credit", `
INSERT INTO credit_lines (org_id, granted_vnd, suspended, version, updated_at) VALUES (?, ?, ?, 1, ?) ON CONFLICT DO NOTHING`,
			l.OrgID, l.Granted, l.Suspended, l.UpdatedAt)
	} else {
		n, err = s.db.Exec(ctx, "change credit",
			`UPDATE credit_lines SET granted_vnd = ?, suspended = ?, version = ?, updated_at = ? WHERE org_id = ?`,
			l.Granted, l.Suspended, l.Version, l.UpdatedAt, l.OrgID)
	}
	switch {
	case db.Constraint(err) == "credit_lines_used_ck":
		return ErrBelowUsed
	case err == nil && n == 0:
		return ErrChanged.With("version", 1)
	}
	return err
}

func (s store) insertDecision(ctx context.Context, in DecideInput, version int64, now time.Time) error {
	_, err := s.db.Exec(ctx, "record credit decision", `
INSERT INTO credit_decisions (org_id, version, granted_vnd, suspended, reason, actor_id, at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		in.OrgID, version, in.Granted, in.Suspended, in.Reason, orNull(in.ActorID), now)
	return err
}

func (s store) decisions(ctx context.Context, orgID ident.ID) ([]Decision, error) {
	var out []Decision
	err := s.db.Each(ctx, "read credit decisions", `
SELECT version, granted_vnd, suspended, reason, actor_id, at FROM credit_decisions WHERE org_id = ? ORDER BY version DESC`,
		[]any{orgID}, func(rows *sql.Rows) error {
			var d Decision
			var actor *ident.ID
			err := rows.Scan(&d.Version, &d.Granted, &d.Suspended, &d.Reason, &actor, &d.At)
			if actor != nil {
				d.ActorID = *actor
			}
			out = append(out, d)
			return err
		})
	return out, err
}

// draw adds to what is used if there is room; false when there is none.
func (s store) draw(ctx context.Context, orgID ident.ID, amount money.VND, now time.Time) (bool, error) {
	n, err := s.db.Exec(ctx, "draw on credit", `
UPDATE credit_lines l SET used_vnd = used_vnd + ?, updated_at = ?
WHERE org_id = ? AND NOT suspended AND used_vnd + ? <= granted_vnd AND `+overdueColumn+` = 0`, amount, now, orgID, amount, calendar.Day(now).Format(time.DateOnly))
	return n == 1, err
}

type useRow struct {
	OrderID ident.ID  `json:"order_id"`
	Amount  money.VND `json:"amount_vnd"`
}

func (s store) insertUses(ctx context.Context, orgID ident.ID, dues []payment.Due, now time.Time) error {
	rows := make([]useRow, len(dues))
	for i, d := range dues {
		rows[i] = useRow{OrderID: d.OrderID, Amount: d.AmountVND}
	}
	_, err := s.db.Exec(ctx, "record uses of credit", `
INSERT INTO credit_uses (order_id, org_id, amount_vnd, created_at, updated_at)
SELECT x.order_id, ?, x.amount_vnd, ?, ? FROM json_to_recordset(?::json) AS x(order_id uuid, amount_vnd bigint)`,
		orgID, now, now, db.JSON{V: rows})
	return err
}

func (s store) dueBy(ctx context.Context, orderIDs []ident.ID, day time.Time) error {
	_, err := s.db.Exec(ctx, "note when credit is due", `UPDATE credit_uses SET due_on = ? WHERE order_id = ANY(?::uuid[]) AND state = 'open'`,
		day.Format(time.DateOnly), db.IDs(orderIDs))
	return err
}

func (s store) lower(ctx context.Context, orderID ident.ID, amount money.VND, now time.Time) error {
	_, err := s.db.Exec(ctx, "lower a use of credit", `
WITH was AS (SELECT order_id, org_id, amount_vnd FROM credit_uses WHERE order_id = ? AND state = 'open' FOR UPDATE),
less AS (
    UPDATE credit_uses u SET amount_vnd = ?, state = CASE WHEN ?::bigint = 0 THEN 'released' ELSE 'open' END, updated_at = ?
    FROM was WHERE u.order_id = was.order_id)
UPDATE credit_lines l SET used_vnd = l.used_vnd - (was.amount_vnd - ?::bigint), updated_at = ? FROM was WHERE l.org_id = was.org_id`,
		orderID, amount, amount, now, amount, now)
	if db.Constraint(err) == "credit_lines_used_ck" {
		return ErrOverLimit
	}
	return err
}

func (s store) takeOff(ctx context.Context, orderID ident.ID, amount money.VND, now time.Time) error {
	_, err := s.db.Exec(ctx, "take off a use of credit", `
WITH was AS (SELECT order_id, org_id, amount_vnd, greatest(0, amount_vnd - ?::bigint) AS left_vnd FROM credit_uses WHERE order_id = ? AND state = 'open' FOR UPDATE),
less AS (
    UPDATE credit_uses u SET amount_vnd = was.left_vnd, state = CASE WHEN was.left_vnd = 0 THEN 'released' ELSE 'open' END, updated_at = ?
    FROM was WHERE u.order_id = was.order_id)
UPDATE credit_lines l SET used_vnd = l.used_vnd - (was.amount_vnd - was.left_vnd), updated_at = ? FROM was WHERE l.org_id = was.org_id`,
		amount, orderID, now, now)
	return err
}

func (s store) lockUse(ctx context.Context, orgID, orderID ident.ID) (u Use, err error) {
	err = s.db.Each(ctx, "lock a use of credit", `
SELECT order_id, org_id, amount_vnd, state, paid_on, reference FROM credit_uses WHERE org_id = ? AND order_id = ? FOR UPDATE`,
		[]any{orgID, orderID}, func(rows *sql.Rows) error {
			var paid *time.Time
			err := rows.Scan(&u.OrderID, &u.OrgID, &u.Amount, &u.State, &paid, &u.Reference)
			if paid != nil {
				u.PaidOn = *paid
			}
			return err
		})
	if err == nil && u.OrderID == ident.Nil {
		err = ErrNoUse
	}
	return u, err
}

func (s store) settle(ctx context.Context, u Use, actorID ident.ID, now time.Time) error {
	_, err := s.db.Exec(ctx, "settle a use of credit", `
WITH done AS (
    UPDATE credit_uses SET state = 'settled', paid_on = ?, reference = ?, settled_by = ?, updated_at = ? WHERE order_id = ?)
UPDATE credit_lines SET used_vnd = used_vnd - ?::bigint, updated_at = ? WHERE org_id = ?`,
		u.PaidOn.Format(time.DateOnly), u.Reference, orNull(actorID), now, u.OrderID, u.Amount, now, u.OrgID)
	return err
}

func (s store) audit(ctx context.Context) ([]ident.ID, error) {
	var out []ident.ID
	err := s.db.Each(ctx, "audit credit", `
SELECT l.org_id FROM credit_lines l
LEFT JOIN (SELECT org_id, sum(amount_vnd) AS total FROM credit_uses WHERE state = 'open' GROUP BY 1) u USING (org_id)
WHERE l.used_vnd <> coalesce(u.total, 0) ORDER BY 1`, nil, func(rows *sql.Rows) error {
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
