package returns

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/db"
)

// insertPhoto keeps a photo unless the order has enough; the order's row is locked so
// that uploads at once are counted.
func (s store) insertPhoto(ctx context.Context, id, orderID ident.ID, key string, now time.Time) error {
	if _, err := s.db.Exec(ctx, "lock an order", `SELECT id FROM orders WHERE id = ? FOR NO KEY UPDATE`, orderID); err != nil {
		return err
	}
	n, err := s.db.Exec(ctx, "keep a photo", `
INSERT INTO return_photos (id, order_id, blob_key, at)
SELECT ?, ?, ?, ? WHERE (SELECT count(*) FROM return_photos WHERE order_id = ?) < ?`, id, orderID, key, now, orderID, maxPhotos)
	if err == nil && n == 0 {
		return ErrTooManyPhotos
	}
	return err
}

// claimPhotos sends uploaded photos of an order with a case. Errors: ErrPhoto.
func (s store) claimPhotos(ctx context.Context, caseID, orderID ident.ID, ids []ident.ID) error {
	if len(ids) == 0 {
		return nil
	}
	n, err := s.db.Exec(ctx, "send photos with a return",
		`UPDATE return_photos SET case_id = ? WHERE id = ANY(?::uuid[]) AND order_id = ? AND case_id IS NULL`, caseID, db.IDs(ids), orderID)
	if err == nil && n != int64(len(ids)) {
		return ErrPhoto.At("/photos")
	}
	return err
}

func (s store) photoKey(ctx context.Context, caseID, id ident.ID) (key string, err error) {
	err = s.db.Each(ctx, "find a photo", `SELECT blob_key FROM return_photos WHERE case_id = ? AND id = ?`, []any{caseID, id}, func(rows *sql.Rows) error { return rows.Scan(&key) })
	if err == nil && key == "" {
		err = ErrNotFound
	}
	return key, err
}

func (s store) forgetPhotos(ctx context.Context, before time.Time) error {
	_, err := s.db.Exec(ctx, "forget photos that were never sent", `DELETE FROM return_photos WHERE case_id IS NULL AND at < ?`, before)
	return err
}

func (s store) forgetAccounts(ctx context.Context, userID ident.ID) error {
	_, err := s.db.Exec(ctx, "forget accounts of refunds", `
UPDATE return_cases c SET refund_to = '' FROM orders o JOIN purchases p ON p.id = o.purchase_id
WHERE o.id = c.order_id AND p.user_id = ? AND c.refund_to <> ''`, userID)
	return err
}
