package offer

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/db"
)

func (s store) insertMessage(ctx context.Context, in PostInput, id, orgID ident.ID, now time.Time) error {
	if _, err := s.db.Exec(ctx, "write message", `INSERT INTO offer_messages (id, offer_id, org_id, user_id, body, at) VALUES (?, ?, ?, ?, ?, ?)`,
		id, in.OfferID, orgID, orNull(in.Actor.UserID), in.Body, now); err != nil {
		return err
	}
	n, err := s.db.Exec(ctx, "attach files", `
UPDATE offer_files SET message_id = ? WHERE offer_id = ? AND org_id = ? AND message_id IS NULL AND id = ANY(?::uuid[])`,
		id, in.OfferID, orgID, db.IDs(in.Files))
	if err == nil && n != int64(len(in.Files)) {
		err = apperr.ErrInvalid.AtField("/files", errFiles)
	}
	return err
}

// messages lists those of an offer, or the one of an id.
func (s store) messages(ctx context.Context, offerID, only ident.ID) ([]Message, error) {
	var out []Message
	err := s.db.Each(ctx, "read messages", `
SELECT m.id, m.org_id, g.short_name, coalesce(u.full_name, ''), m.body, m.at,
  (SELECT json_agg(json_build_object('ID', f.id, 'Name', f.name, 'MediaType', f.media_type, 'Size', f.size) ORDER BY f.at, f.id)
   FROM offer_files f WHERE f.message_id = m.id)
FROM offer_messages m JOIN organisations g ON g.id = m.org_id LEFT JOIN users u ON u.id = m.user_id
WHERE m.offer_id = ? AND (?::uuid IS NULL OR m.id = ?) ORDER BY m.at, m.id`, []any{offerID, orNull(only), orNull(only)}, func(rows *sql.Rows) error {
		var m Message
		var files db.FromJSON[[]File]
		err := rows.Scan(&m.ID, &m.OrgID, &m.OrgName, &m.Author, &m.Body, &m.At, &files)
		m.Files = files.V
		out = append(out, m)
		return err
	})
	return out, err
}

func (s store) insertFile(ctx context.Context, offerID, orgID ident.ID, f File, now time.Time) error {
	_, err := s.db.Exec(ctx, "keep file", `
INSERT INTO offer_files (id, offer_id, org_id, name, media_type, size, sha256, blob_key, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		f.ID, offerID, orgID, f.Name, f.MediaType, f.Size, f.SHA256, f.key, now)
	return err
}

func (s store) file(ctx context.Context, offerID, id ident.ID) (*File, error) {
	var out *File
	err := s.db.Each(ctx, "read file", `SELECT id, name, media_type, size, sha256, blob_key FROM offer_files WHERE offer_id = ? AND id = ?`,
		[]any{offerID, id}, func(rows *sql.Rows) error {
			var f File
			err := rows.Scan(&f.ID, &f.Name, &f.MediaType, &f.Size, &f.SHA256, &f.key)
			out = &f
			return err
		})
	if err == nil && out == nil {
		err = ErrFileNotFound
	}
	return out, err
}
