package payout

import (
	"context"
	"database/sql"
	"strings"
	"time"

	"github.com/chophien/chophien/internal/books"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/db"
)

// openDraft begins a draft, unless somebody else has just done so.
func (s store) openDraft(ctx context.Context, b Batch) error {
	_, err := s.db.Exec(ctx, "begin a batch", `
INSERT INTO payout_batches (id, code, state, cause, opened_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT ((true)) WHERE state = 'draft' DO NOTHING`,
		b.ID, b.Code, b.State, b.Cause, b.OpenedAt)
	return err
}

func (s store) draftID(ctx context.Context) (id ident.ID, err error) {
	err = s.db.Each(ctx, "find the draft", `SELECT id FROM payout_batches WHERE state = 'draft'`, nil, func(rows *sql.Rows) error { return rows.Scan(&id) })
	return id, err
}

// lockBatch returns a batch under its lock.
func (s store) lockBatch(ctx context.Context, where string, args ...any) (Batch, bool, error) {
	n, err := s.db.Exec(ctx, "lock a batch", `SELECT b.id FROM payout_batches b WHERE `+where+` FOR NO KEY UPDATE`, args...)
	if err != nil || n == 0 {
		return Batch{}, false, err
	}
	list, err := s.batches(ctx, where, args...) // read again: as it is under the lock
	if err != nil || len(list) == 0 {
		return Batch{}, false, err
	}
	return list[0], true, nil
}

func (s store) batches(ctx context.Context, where string, args ...any) ([]Batch, error) {
	var out []Batch
	err := s.db.Each(ctx, "read batches", `
SELECT b.id, b.code, b.state, b.cause, b.opened_at, b.prepared_by, b.prepared_at, b.approved_by, b.approved_at, b.file_by, b.file_at, b.ended_by, b.ended_at,
    b.reason, b.version, coalesce(p.full_name, ''), coalesce(a.full_name, ''), coalesce(f.full_name, ''), x.n, x.open, x.to_bank, x.begun, x.total
FROM payout_batches b LEFT JOIN users p ON p.id = b.prepared_by LEFT JOIN users a ON a.id = b.approved_by LEFT JOIN users f ON f.id = b.file_by
CROSS JOIN LATERAL (SELECT count(*) AS n, count(*) FILTER (WHERE t.state = 'ready') AS open,
    count(*) FILTER (WHERE t.stripe_account = '') AS to_bank, count(t.begun_at) > 0 AS begun, coalesce(sum(t.amount_vnd), 0)::bigint AS total
    FROM payout_transfers t WHERE t.batch_id = b.id AND t.state <> 'removed') x
WHERE `+where, args, func(rows *sql.Rows) error {
		var b Batch
		var prepared, approved, file, ended *ident.ID
		var preparedAt, approvedAt, fileAt, endedAt *time.Time
		err := rows.Scan(&b.ID, &b.Code, &b.State, &b.Cause, &b.OpenedAt, &prepared, &preparedAt, &approved, &approvedAt, &file, &fileAt, &ended, &endedAt,
			&b.Reason, &b.Version, &b.Preparer, &b.Approver, &b.Taker, &b.Count, &b.Open, &b.ToBank, &b.Begun, &b.Total)
		b.PreparedBy, b.ApprovedBy, b.FileBy, b.EndedBy = idOf(prepared), idOf(approved), idOf(file), idOf(ended)
		b.PreparedAt, b.ApprovedAt, b.FileAt, b.EndedAt = timeOf(preparedAt), timeOf(approvedAt), timeOf(fileAt), timeOf(endedAt)
		out = append(out, b)
		return err
	})
	return out, err
}

func (s store) updateBatch(ctx context.Context, b Batch) error {
	_, err := s.db.Exec(ctx, "change a batch", `
UPDATE payout_batches SET state = ?, prepared_by = ?, prepared_at = ?, approved_by = ?, approved_at = ?, file_by = ?, file_at = ?, ended_by = ?, ended_at = ?,
    reason = ?, version = version + 1 WHERE id = ?`,
		b.State, idOrNull(b.PreparedBy), timeOrNull(b.PreparedAt), idOrNull(b.ApprovedBy), timeOrNull(b.ApprovedAt), idOrNull(b.FileBy), timeOrNull(b.FileAt),
		idOrNull(b.EndedBy), timeOrNull(b.EndedAt), b.Reason, b.ID)
	if db.Constraint(err) == "payout_batches_two_persons_ck" {
		return ErrMaker
	}
	return err
}

func (s store) insertTransfer(ctx context.Context, t Transfer) error {
	_, err := s.db.Exec(ctx, "add a transfer", `
INSERT INTO payout_transfers (id, batch_id, position, kind, payout_id, refund_id, org_id, reference, amount_vnd, bank_bin, account_no, holder, stripe_account, memo, state)
SELECT ?, ?, coalesce(max(position), 0) + 1, ?, ?::uuid, ?::uuid, ?::uuid, ?, ?, ?, ?, ?, ?, ?, ? FROM payout_transfers WHERE batch_id = ?`,
		t.ID, t.BatchID, t.Kind, idOrNull(t.PayoutID), idOrNull(t.RefundID), idOrNull(t.OrgID), t.Reference, int64(t.Amount), t.Account.BIN, t.Account.Number,
		t.Account.Holder, t.Account.Stripe, t.Memo, t.State, t.BatchID)
	if err != nil {
		return err
	}
	_, err = s.db.Exec(ctx, "count a change of a batch", `UPDATE payout_batches SET version = version + 1 WHERE id = ?`, t.BatchID)
	return err
}

func (s store) transfers(ctx context.Context, where string, args ...any) ([]Transfer, error) {
	var out []Transfer
	err := s.db.Each(ctx, "read transfers", `
SELECT t.id, t.batch_id, t.position, t.kind, t.payout_id, t.refund_id, t.org_id, coalesce(g.short_name, p.contact_name, ''), coalesce(o.code, p.code, ''), t.reference,
    t.amount_vnd, t.bank_bin, t.account_no, t.holder, t.stripe_account, t.begun_at, t.memo, t.state, t.bank_reference, t.reason, t.ended_by, t.ended_at
FROM payout_transfers t LEFT JOIN organisations g ON g.id = t.org_id
LEFT JOIN refunds r ON r.cause_id = t.refund_id LEFT JOIN orders o ON o.id = r.order_id LEFT JOIN purchases p ON p.id = r.purchase_id
WHERE `+where+` ORDER BY t.batch_id, t.position`, args, func(rows *sql.Rows) error {
		var t Transfer
		var payout, refund, org, by *ident.ID
		var ended, begun *time.Time
		err := rows.Scan(&t.ID, &t.BatchID, &t.Position, &t.Kind, &payout, &refund, &org, &t.Name, &t.Code, &t.Reference, &t.Amount, &t.Account.BIN,
			&t.Account.Number, &t.Account.Holder, &t.Account.Stripe, &begun, &t.Memo, &t.State, &t.BankReference, &t.Reason, &by, &ended)
		t.PayoutID, t.RefundID, t.OrgID, t.EndedBy, t.EndedAt, t.BegunAt = idOf(payout), idOf(refund), idOf(org), idOf(by), timeOf(ended), timeOf(begun)
		out = append(out, t)
		return err
	})
	return out, err
}

func (s store) known(ctx context.Context, references []string) (out []string, err error) {
	err = s.db.Each(ctx, "look for references", `SELECT reference FROM payout_transfers WHERE reference = ANY(ARRAY(SELECT unnest(string_to_array(?, ','))))`,
		[]any{strings.Join(references, ",")}, func(rows *sql.Rows) error {
			var ref string
			err := rows.Scan(&ref)
			out = append(out, ref)
			return err
		})
	return out, err
}

func (s store) updateTransfer(ctx context.Context, t Transfer) error {
	_, err := s.db.Exec(ctx, "end a transfer", `
UPDATE payout_transfers SET state = ?, bank_reference = ?, reason = ?, ended_by = ?, ended_at = ? WHERE id = ?`,
		t.State, t.BankReference, t.Reason, idOrNull(t.EndedBy), timeOrNull(t.EndedAt), t.ID)
	if err != nil {
		return err
	}
	_, err = s.db.Exec(ctx, "count a change of a batch", `UPDATE payout_batches SET version = version + 1 WHERE id = ?`, t.BatchID)
	return err
}

// begin notes that Stripe is being asked for a transfer.
func (s store) begin(ctx context.Context, id ident.ID, now time.Time) error {
	_, err := s.db.Exec(ctx, "note that a transfer has begun", `UPDATE payout_transfers SET begun_at = ? WHERE id = ? AND begun_at IS NULL`, now, id)
	return err
}

func (s store) ofOrg(ctx context.Context, orgID ident.ID, limit int) ([]OrgPayout, error) {
	var out []OrgPayout
	err := s.db.Each(ctx, "read a cooperative's payouts", `
SELECT x.id, x.org_id, x.amount_vnd, x.state, x.ordered_at, x.ended_at, coalesce(t.reference, ''), coalesce(t.bank_bin, ''), coalesce(t.account_no, ''),
    coalesce(t.holder, ''), coalesce(t.stripe_account, ''), coalesce(CASE WHEN t.stripe_account = '' THEN b.file_at ELSE t.begun_at END IS NOT NULL, false), coalesce(t.reason, '')
FROM book_payouts x LEFT JOIN payout_transfers t ON t.payout_id = x.id LEFT JOIN payout_batches b ON b.id = t.batch_id
WHERE x.org_id = ? AND x.state <> ? ORDER BY x.ordered_at DESC, x.id DESC LIMIT ?`, []any{orgID, books.PayoutDiscarded, limit}, func(rows *sql.Rows) error {
		var p OrgPayout
		var ended *time.Time
		err := rows.Scan(&p.ID, &p.OrgID, &p.Amount, &p.State, &p.OrderedAt, &ended, &p.Reference, &p.Account.BIN, &p.Account.Number, &p.Account.Holder, &p.Account.Stripe, &p.Sent, &p.Reason)
		p.EndedAt = timeOf(ended)
		out = append(out, p)
		return err
	})
	return out, err
}
