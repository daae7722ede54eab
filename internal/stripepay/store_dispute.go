package stripepay

import (
	"context"
	"database/sql"
	"time"
)

// insertDispute writes a new one, without a status: by that lockDispute knows it.
func (s store) insertDispute(ctx context.Context, d Dispute, now time.Time) error {
	_, err := s.db.Exec(ctx, "note a dispute", `
INSERT INTO stripe_disputes (id, intent_id, amount_vnd, fee_vnd, reason, status, opened_at, respond_by, checked_at) VALUES (?, ?, ?, ?, ?, '', ?, ?, ?)
ON CONFLICT (id) DO NOTHING`, d.ID, d.IntentID, d.Amount, d.Fee, d.Reason, d.OpenedAt, timeOrNull(d.RespondBy), now)
	return err
}

const disputeColumns = `id, intent_id, amount_vnd, fee_vnd, reason, status, opened_at, respond_by, decided_at, coalesce(won, false)`

func scanDispute(rows *sql.Rows, d *Dispute) error {
	var respond, decided sql.NullTime
	err := rows.Scan(&d.ID, &d.IntentID, &d.Amount, &d.Fee, &d.Reason, &d.Status, &d.OpenedAt, &respond, &decided, &d.Won)
	d.RespondBy, d.DecidedAt = respond.Time, decided.Time
	return err
}

// lockDispute tells as well whether it has just been written: a status was never kept.
func (s store) lockDispute(ctx context.Context, id string) (d Dispute, fresh bool, err error) {
	err = s.db.Each(ctx, "lock a dispute", `SELECT `+disputeColumns+` FROM stripe_disputes WHERE id = ? FOR UPDATE`, []any{id},
		func(rows *sql.Rows) error { return scanDispute(rows, &d) })
	if err != nil {
		return d, false, err
	}
	d.Parts, err = s.parts(ctx, id)
	return d, d.Status == "", err
}

func (s store) updateDispute(ctx context.Context, d Dispute, now time.Time) error {
	var won *bool
	if d.Decided() {
		won = &d.Won
	}
	_, err := s.db.Exec(ctx, "keep how a dispute stands", `
UPDATE stripe_disputes SET status = ?, fee_vnd = ?, respond_by = ?, decided_at = ?, won = ?, checked_at = ? WHERE id = ?`,
		d.Status, d.Fee, timeOrNull(d.RespondBy), timeOrNull(d.DecidedAt), won, now, d.ID)
	return err
}

func (s store) insertPart(ctx context.Context, disputeID string, p DisputePart) error {
	_, err := s.db.Exec(ctx, "note a part of a dispute", `
INSERT INTO stripe_dispute_parts (id, dispute_id, order_id, amount_vnd, held_vnd) VALUES (?, ?, ?, ?, ?)`, p.ID, disputeID, p.OrderID, p.Amount, p.Held)
	return err
}

func (s store) holdPart(ctx context.Context, p DisputePart) error {
	_, err := s.db.Exec(ctx, "hold a part of a dispute", `UPDATE stripe_dispute_parts SET held_vnd = ? WHERE id = ?`, p.Held, p.ID)
	return err
}

func (s store) parts(ctx context.Context, disputeID string) ([]DisputePart, error) {
	var out []DisputePart
	err := s.db.Each(ctx, "read the parts of a dispute", `
SELECT id, order_id, amount_vnd, held_vnd FROM stripe_dispute_parts WHERE dispute_id = ? ORDER BY order_id`, []any{disputeID}, func(rows *sql.Rows) error {
		var p DisputePart
		err := rows.Scan(&p.ID, &p.OrderID, &p.Amount, &p.Held)
		out = append(out, p)
		return err
	})
	return out, err
}

func (s store) disputes(ctx context.Context, limit int) ([]Dispute, error) {
	var out []Dispute
	err := s.db.Each(ctx, "list disputes", `
SELECT `+disputeColumns+` FROM stripe_disputes ORDER BY decided_at IS NOT NULL, opened_at DESC, id DESC LIMIT ?`, []any{limit}, func(rows *sql.Rows) error {
		var d Dispute
		err := scanDispute(rows, &d)
		out = append(out, d)
		return err
	})
	if err != nil {
		return nil, err
	}
	for i := range out {
		if out[i].Parts, err = s.parts(ctx, out[i].ID); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (s store) openDisputes(ctx context.Context, before time.Time, limit int) ([]string, error) {
	return s.ids(ctx, "find open disputes", `
SELECT id FROM stripe_disputes WHERE decided_at IS NULL AND checked_at < ? ORDER BY checked_at, id LIMIT ?`, before, limit)
}

func (s store) putPayout(ctx context.Context, p Payout, now time.Time) error {
	_, err := s.db.Exec(ctx, "keep a payout of Stripe", `
INSERT INTO stripe_payouts (id, amount, currency, status, arrive_at, checked_at) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET status = excluded.status, arrive_at = excluded.arrive_at, checked_at = excluded.checked_at`,
		p.ID, p.Amount, p.Currency, p.Status, p.ArriveAt, now)
	return err
}

func (s store) payoutsLike(ctx context.Context, amount int64, from, to time.Time) ([]Payout, error) {
	var out []Payout
	err := s.db.Each(ctx, "look for payouts of Stripe", `
SELECT id, amount, currency, status, arrive_at FROM stripe_payouts
WHERE amount IN (?, ?) AND currency = ? AND arrive_at BETWEEN ? AND ? ORDER BY arrive_at, id`, []any{amount, -amount, Currency, from, to}, func(rows *sql.Rows) error {
		var p Payout
		err := rows.Scan(&p.ID, &p.Amount, &p.Currency, &p.Status, &p.ArriveAt)
		out = append(out, p)
		return err
	})
	return out, err
}

func (s store) payouts(ctx context.Context, limit int) ([]Payout, error) {
	var out []Payout
	err := s.db.Each(ctx, "list payouts of Stripe", `
SELECT id, amount, currency, status, arrive_at FROM stripe_payouts ORDER BY arrive_at DESC, id DESC LIMIT ?`, []any{limit}, func(rows *sql.Rows) error {
		var p Payout
		err := rows.Scan(&p.ID, &p.Amount, &p.Currency, &p.Status, &p.ArriveAt)
		out = append(out, p)
		return err
	})
	return out, err
}
