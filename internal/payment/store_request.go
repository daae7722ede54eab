package payment

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/db"
)

const requestColumns = `id, purpose, subject_id, payer_id, payer_org_id, method, amount_vnd, received_vnd, returned_vnd, reference, state,
expires_at, paid_at, created_at, updated_at`

func (s store) requests(ctx context.Context, where string, args ...any) ([]Request, error) {
	var out []Request
	err := s.db.Each(ctx, "read payment requests", `SELECT `+requestColumns+` FROM payment_requests WHERE `+where, args, func(rows *sql.Rows) error {
		var r Request
		var payer, org *ident.ID
		var paid *time.Time
		err := rows.Scan(&r.ID, &r.Purpose, &r.SubjectID, &payer, &org, &r.Method, &r.Amount, &r.Received, &r.Returned, &r.Reference, &r.State,
			&r.ExpiresAt, &paid, &r.CreatedAt, &r.UpdatedAt)
		r.PayerID, r.PayerOrgID = idOf(payer), idOf(org)
		if paid != nil {
			r.PaidAt = *paid
		}
		out = append(out, r)
		return err
	})
	return out, err
}

func (s store) oneRequest(ctx context.Context, where string, args ...any) (Request, error) {
	found, err := s.requests(ctx, where, args...)
	if err == nil && len(found) == 0 {
		err = ErrNoRequest
	}
	if err != nil {
		return Request{}, err
	}
	return found[0], nil
}

// lockSubject keeps other writers out of all requests of a subject, and only then reads
// them: one that was added while it waited is there, too.
func (s store) lockSubject(ctx context.Context, purpose Purpose, subjectID ident.ID) ([]Request, error) {
	if _, err := s.db.Exec(ctx, "lock payment requests", `SELECT 1 FROM payment_requests WHERE purpose = ? AND subject_id = ? ORDER BY id FOR UPDATE`,
		purpose, subjectID); err != nil {
		return nil, err
	}
	return s.requests(ctx, `purpose = ? AND subject_id = ? ORDER BY created_at, id`, purpose, subjectID)
}

func (s store) insertRequest(ctx context.Context, r Request) error {
	_, err := s.db.Exec(ctx, "ask for money", `
INSERT INTO payment_requests (`+requestColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		r.ID, r.Purpose, r.SubjectID, idOrNull(r.PayerID), idOrNull(r.PayerOrgID), r.Method, int64(r.Amount), int64(r.Received), int64(r.Returned),
		r.Reference, r.State, r.ExpiresAt, timeOrNull(r.PaidAt), r.CreatedAt, r.UpdatedAt)
	return err
}

func (s store) updateRequest(ctx context.Context, r Request) error {
	_, err := s.db.Exec(ctx, "write a payment request", `
UPDATE payment_requests SET received_vnd = ?, returned_vnd = ?, state = ?, expires_at = ?, paid_at = ?, updated_at = ? WHERE id = ?`,
		int64(r.Received), int64(r.Returned), r.State, r.ExpiresAt, timeOrNull(r.PaidAt), r.UpdatedAt, r.ID)
	return err
}

func (s store) receipt(ctx context.Context, source Source, externalID string) (r Receipt, found bool, err error) {
	err = s.db.Each(ctx, "find money that came", `SELECT `+receiptColumns+` FROM payment_receipts WHERE source = ? AND external_id = ?`,
		[]any{source, externalID}, func(rows *sql.Rows) error {
			found = true
			return scanReceipt(rows, &r)
		})
	return r, found, err
}

const receiptColumns = `id, request_id, source, external_id, amount_vnd, kept_vnd, at`

func scanReceipt(rows *sql.Rows, r *Receipt) error {
	return rows.Scan(&r.ID, &r.RequestID, &r.Source, &r.ExternalID, &r.Amount, &r.Kept, &r.At)
}

func (s store) receipts(ctx context.Context, requestIDs []ident.ID) ([]Receipt, error) {
	var out []Receipt
	err := s.db.Each(ctx, "read money that came", `SELECT `+receiptColumns+` FROM payment_receipts WHERE request_id = ANY(?::uuid[]) ORDER BY at, id`,
		[]any{db.IDs(requestIDs)}, func(rows *sql.Rows) error {
			var r Receipt
			err := scanReceipt(rows, &r)
			out = append(out, r)
			return err
		})
	return out, err
}

func (s store) insertReceipt(ctx context.Context, r Receipt, now time.Time) error {
	_, err := s.db.Exec(ctx, "record money that came", `
INSERT INTO payment_receipts (`+receiptColumns+`, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		r.ID, r.RequestID, r.Source, r.ExternalID, int64(r.Amount), int64(r.Kept), r.At, now)
	if db.Constraint(err) == "payment_receipts_external_key" {
		return ErrReceiptReused.Wrap(err)
	}
	return err
}

// setPurchase moves all payments of a purchase that were not collected yet. An empty
// method leaves it as it is.
func (s store) setPurchase(ctx context.Context, purchaseID ident.ID, method MethodCode, state State, now time.Time) error {
	_, err := s.db.Exec(ctx, "record how a purchase is paid", `
UPDATE payments SET state = ?, method = coalesce(nullif(?::text, ''), method), updated_at = ? WHERE purchase_id = ? AND state <> 'collected'`,
		state, string(method), now, purchaseID)
	return err
}

func idOrNull(id ident.ID) *ident.ID {
	if id == ident.Nil {
		return nil
	}
	return &id
}

func idOf(id *ident.ID) ident.ID {
	if id == nil {
		return ident.Nil
	}
	return *id
}

func timeOrNull(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
