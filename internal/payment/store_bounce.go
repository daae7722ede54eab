package payment

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/ident"
)

func (s store) redirectRefund(ctx context.Context, causeID ident.ID, via Via) error {
	_, err := s.db.Exec(ctx, "send a refund another way", `UPDATE refunds SET via = ? WHERE cause_id = ? AND state = 'owed'`, via, causeID)
	return err
}

// oweAgain writes a refund like one that came back. Both orders and requests have counted
// it already.
func (s store) oweAgain(ctx context.Context, causeID, again ident.ID, via Via, now time.Time) (bool, error) {
	n, err := s.db.Exec(ctx, "owe a refund again", `
INSERT INTO refunds (id, order_id, purchase_id, request_id, via, reason, cause_id, amount_vnd, state, created_at)
SELECT ?, order_id, purchase_id, request_id, ?, reason, ?, amount_vnd, 'owed', ? FROM refunds WHERE cause_id = ?
ON CONFLICT (cause_id) DO NOTHING`, ident.New(), via, again, now, causeID)
	return n == 1, err
}
