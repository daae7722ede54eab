package certification

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/db"
)

// store owns certifications and reads the names of goods beside them.
type store struct{ db *db.DB }

func orNull(id ident.ID) *ident.ID {
	if id == ident.Nil {
		return nil
	}
	return &id
}

func dayOrNull(day time.Time) *time.Time {
	if day.IsZero() {
		return nil
	}
	return &day
}

const columns = `c.id, c.org_id, c.product_id, c.kind, c.name, c.number, c.issuer, c.issued_on, c.expires_on, c.file_public,
  coalesce(p.name_vi, ''), coalesce(p.name_en, ''), coalesce(p.slug, ''), c.file_name, c.media_type, c.size_bytes, c.blob_key, c.is_sample, c.version, c.created_at, c.updated_at`

func (s store) read(ctx context.Context, doing, rest string, args ...any) ([]Certification, error) {
	var out []Certification
	err := s.db.Each(ctx, doing, `SELECT `+columns+` FROM certifications c LEFT JOIN products p ON p.id = c.product_id `+rest, args, func(rows *sql.Rows) error {
		var c Certification
		var product *ident.ID
		var expires sql.NullTime
		err := rows.Scan(&c.ID, &c.OrgID, &product, &c.Kind, &c.Name, &c.Number, &c.Issuer, &c.IssuedOn, &expires, &c.FilePublic,
			&c.ProductName.VI, &c.ProductName.EN, &c.ProductSlug, &c.FileName, &c.MediaType, &c.Size, &c.key, &c.Sample, &c.Version, &c.CreatedAt, &c.UpdatedAt)
		if product != nil {
			c.ProductID = *product
		}
		c.IssuedOn = c.IssuedOn.UTC()
		if expires.Valid {
			c.ExpiresOn = expires.Time.UTC()
		}
		out = append(out, c)
		return err
	})
	return out, err
}

func (s store) first(ctx context.Context, doing string, none error, rest string, args ...any) (Certification, error) {
	found, err := s.read(ctx, doing, rest, args...)
	if err == nil && len(found) == 0 {
		err = none
	}
	if err != nil {
		return Certification{}, err
	}
	return found[0], nil
}

func (s store) list(ctx context.Context, orgID ident.ID) ([]Certification, error) {
	return s.read(ctx, "list certifications", `WHERE c.org_id = ? AND c.removed_at IS NULL ORDER BY c.expires_on NULLS LAST, c.issued_on DESC, c.id`, orgID)
}

func (s store) count(ctx context.Context, orgID ident.ID) (n int, err error) {
	err = s.db.Each(ctx, "count certifications", `SELECT count(*) FROM certifications WHERE org_id = ? AND removed_at IS NULL`, []any{orgID},
		func(rows *sql.Rows) error { return rows.Scan(&n) })
	return n, err
}

func (s store) one(ctx context.Context, orgID, id ident.ID) (Certification, error) {
	return s.first(ctx, "read certification", ErrNotFound, `WHERE c.id = ? AND c.org_id = ? AND c.removed_at IS NULL`, id, orgID)
}

// any reads one that may be removed already.
func (s store) any(ctx context.Context, orgID, id ident.ID) (Certification, error) {
	return s.first(ctx, "read certification", ErrNotFound, `WHERE c.id = ? AND c.org_id = ?`, id, orgID)
}

func (s store) lock(ctx context.Context, orgID, id ident.ID) (Certification, error) {
	return s.first(ctx, "lock certification", ErrNotFound, `WHERE c.id = ? AND c.org_id = ? AND c.removed_at IS NULL FOR NO KEY UPDATE OF c`, id, orgID)
}

// public reads one whose file anybody may open today.
func (s store) public(ctx context.Context, id ident.ID, today time.Time) (Certification, error) {
	return s.first(ctx, "read public certification", ErrFileNotFound, `JOIN organisations o ON o.id = c.org_id
WHERE c.id = ? AND c.removed_at IS NULL AND c.file_public AND o.status = 'verified' AND (c.expires_on IS NULL OR c.expires_on >= ?)`, id, today)
}

func conflict(err error) error {
	if db.Constraint(err) == "certifications_number_key" {
		return ErrTwice
	}
	return err
}

func (s store) insert(ctx context.Context, c Certification, by ident.ID, now time.Time) error {
	_, err := s.db.Exec(ctx, "write certification", `
INSERT INTO certifications (id, org_id, product_id, kind, name, number, issuer, issued_on, expires_on, is_sample, created_by, created_at, updated_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		c.ID, c.OrgID, orNull(c.ProductID), c.Kind, c.Name, c.Number, c.Issuer, c.IssuedOn, dayOrNull(c.ExpiresOn), c.Sample, orNull(by), now, now)
	return conflict(err)
}

func (s store) update(ctx context.Context, id ident.ID, f Facts, now time.Time) error {
	_, err := s.db.Exec(ctx, "change certification", `
UPDATE certifications SET product_id = ?, kind = ?, name = ?, number = ?, issuer = ?, issued_on = ?, expires_on = ?, file_public = ?,
  is_sample = false, version = version + 1, updated_at = ? WHERE id = ?`,
		orNull(f.ProductID), f.Kind, f.Name, f.Number, f.Issuer, f.IssuedOn, dayOrNull(f.ExpiresOn), f.FilePublic, now, id)
	return conflict(err)
}

func (s store) setFile(ctx context.Context, c Certification, now time.Time) error {
	_, err := s.db.Exec(ctx, "keep certification's file", `
UPDATE certifications SET file_name = ?, media_type = ?, size_bytes = ?, blob_key = ?, file_public = false, version = version + 1, updated_at = ? WHERE id = ?`,
		c.FileName, c.MediaType, c.Size, c.key, now, c.ID)
	return err
}

func (s store) remove(ctx context.Context, orgID, id ident.ID, now time.Time) error {
	_, err := s.db.Exec(ctx, "remove certification", `
UPDATE certifications SET removed_at = ?, file_name = '', media_type = '', size_bytes = 0, blob_key = '', file_public = false
WHERE id = ? AND org_id = ? AND removed_at IS NULL`, now, id, orgID)
	return err
}

// ending lists what ends by a day, of verified cooperatives.
func (s store) ending(ctx context.Context, today, until time.Time) ([]Certification, error) {
	return s.read(ctx, "find certifications to remind of", `JOIN organisations o ON o.id = c.org_id
WHERE c.removed_at IS NULL AND c.expires_on BETWEEN ? AND ? AND o.status = 'verified' ORDER BY c.expires_on, c.id LIMIT 5000`, today, until)
}

// keepReminder tells whether the reminder is new.
func (s store) keepReminder(ctx context.Context, c Certification, months int, told bool, at time.Time) (bool, error) {
	n, err := s.db.Exec(ctx, "keep reminder", `
INSERT INTO certification_reminders (certification_id, expires_on, months, at, told) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`, c.ID, c.ExpiresOn, months, at, told)
	return n == 1, err
}
