package contract

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/db"
)

func (s store) insertPhoto(ctx context.Context, p Photo, orgID ident.ID, now time.Time) error {
	_, err := s.db.Exec(ctx, "keep photo", `INSERT INTO delivery_photos (id, delivery_id, org_id, media_type, blob_key, sha256, at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		p.ID, p.DeliveryID, orgID, p.MediaType, p.Key, p.SHA256, now)
	return err
}

// keepPhotos forgets all photos of a delivery but these.
func (s store) keepPhotos(ctx context.Context, deliveryID ident.ID, ids []ident.ID) error {
	_, err := s.db.Exec(ctx, "keep photos", `DELETE FROM delivery_photos WHERE delivery_id = ? AND id <> ALL(?::uuid[])`, deliveryID, db.IDs(ids))
	return err
}

func (s store) photo(ctx context.Context, deliveryID, id ident.ID) (*Photo, error) {
	var out *Photo
	err := s.db.Each(ctx, "read photo", `SELECT id, delivery_id, media_type, blob_key, sha256 FROM delivery_photos WHERE delivery_id = ? AND id = ?`,
		[]any{deliveryID, id}, func(rows *sql.Rows) error {
			var p Photo
			err := rows.Scan(&p.ID, &p.DeliveryID, &p.MediaType, &p.Key, &p.SHA256)
			out = &p
			return err
		})
	if err == nil && out == nil {
		err = ErrDeliveryNotFound
	}
	return out, err
}

func (s store) putFeed(ctx context.Context, orgID, userID ident.ID, hash []byte, now time.Time) error {
	_, err := s.db.Exec(ctx, "make calendar feed", `
INSERT INTO calendar_feeds (org_id, secret_hash, created_by, created_at) VALUES (?, ?, ?, ?)
ON CONFLICT (org_id) DO UPDATE SET secret_hash = excluded.secret_hash, created_by = excluded.created_by, created_at = excluded.created_at`,
		orgID, hash, orNull(userID), now)
	return err
}

func (s store) deleteFeed(ctx context.Context, orgID ident.ID) error {
	_, err := s.db.Exec(ctx, "end calendar feed", `DELETE FROM calendar_feeds WHERE org_id = ?`, orgID)
	return err
}

func (s store) feedOf(ctx context.Context, hash []byte) (orgID ident.ID, err error) {
	err = s.db.Each(ctx, "find calendar feed", `SELECT org_id FROM calendar_feeds WHERE secret_hash = ?`, []any{hash},
		func(rows *sql.Rows) error { return rows.Scan(&orgID) })
	if err == nil && orgID == ident.Nil {
		err = ErrNotFound
	}
	return orgID, err
}

func (s store) putQuote(ctx context.Context, q Quote, by ident.ID, now time.Time) error {
	_, err := s.db.Exec(ctx, "keep price quote", `
INSERT INTO price_quotes (index_code, quoted_on, value_vnd, source, kept_by, at) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (index_code, quoted_on) DO UPDATE SET value_vnd = excluded.value_vnd, source = excluded.source, kept_by = excluded.kept_by, at = excluded.at`,
		q.Index, day(q.On), q.Value, q.Source, orNull(by), now)
	return err
}

func (s store) quotes(ctx context.Context, index string) ([]Quote, error) {
	var out []Quote
	err := s.db.Each(ctx, "read price quotes", `SELECT index_code, quoted_on, value_vnd, source FROM price_quotes WHERE index_code = ? ORDER BY quoted_on DESC LIMIT 200`,
		[]any{index}, func(rows *sql.Rows) error {
			var q Quote
			err := rows.Scan(&q.Index, &q.On, &q.Value, &q.Source)
			out = append(out, q)
			return err
		})
	return out, err
}
