package payment

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/ident"
)

func (s store) refundAccount(ctx context.Context, subjectID ident.ID) (a RefundAccount, err error) {
	err = s.db.Each(ctx, "read a refund account", `SELECT bank_bin, account, holder, version FROM refund_accounts WHERE subject_id = ?`,
		[]any{subjectID}, func(rows *sql.Rows) error { return rows.Scan(&a.BankBIN, &a.Account, &a.Holder, &a.Version) })
	return a, err
}

func (s store) putRefundAccount(ctx context.Context, subjectID ident.ID, a RefundAccount, now time.Time) error {
	n, err := s.db.Exec(ctx, "keep a refund account", `
INSERT INTO refund_accounts AS x (subject_id, bank_bin, account, holder, updated_at) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (subject_id) DO UPDATE SET bank_bin = EXCLUDED.bank_bin, account = EXCLUDED.account, holder = EXCLUDED.holder,
    version = x.version + 1, updated_at = EXCLUDED.updated_at
WHERE x.version = ? OR (x.bank_bin, x.account, x.holder) = (EXCLUDED.bank_bin, EXCLUDED.account, EXCLUDED.holder)`,
		subjectID, a.BankBIN, a.Account, a.Holder, now, a.Version)
	if err == nil && n == 0 {
		err = ErrAccountChanged
	}
	return err
}

func (s store) dropRefundAccount(ctx context.Context, subjectID ident.ID, a RefundAccount) error {
	_, err := s.db.Exec(ctx, "drop a faulty refund account", `
DELETE FROM refund_accounts WHERE subject_id = ? AND (bank_bin, account, holder) = (?, ?, ?)`, subjectID, a.BankBIN, a.Account, a.Holder)
	return err
}

func (s store) erase(ctx context.Context, userID ident.ID) error {
	_, err := s.db.Exec(ctx, "erase a person from payments", `
WITH q AS (UPDATE payment_requests SET payer_id = NULL WHERE payer_id = ? RETURNING subject_id, payer_org_id)
DELETE FROM refund_accounts a USING q WHERE a.subject_id = q.subject_id AND q.payer_org_id IS NULL AND NOT EXISTS (
    SELECT 1 FROM refunds r WHERE r.purchase_id = q.subject_id AND r.state = 'owed' AND r.via = 'bank_transfer')`, userID)
	return err
}
