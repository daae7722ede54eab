package verification

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/platform/db"
)

type store struct{ db *db.DB }

const columns = `
SELECT v.id, v.org_id, o.short_name, v.kind, v.legal_name, v.business_line, v.registration_no, v.registration_issuer, v.registration_date,
  v.representative, v.address, o.legal_name, o.business_line, coalesce(o.registration_no, ''), coalesce(o.registration_issuer, ''), o.registration_date,
  coalesce(o.representative, ''), coalesce(o.address, ''), v.note, v.status, v.submitted_at, v.due_at, coalesce(u.full_name, ''), v.decided_at, v.reason,
  coalesce(v.level, '')
FROM verifications v JOIN organisations o ON o.id = v.org_id LEFT JOIN users u ON u.id = v.decided_by AND u.erased_at IS NULL `

func (s store) read(ctx context.Context, doing, where string, args ...any) ([]Verification, error) {
	var out []Verification
	err := s.db.Each(ctx, doing, columns+where, args, func(rows *sql.Rows) error {
		var v Verification
		var before, decided sql.NullTime
		n, b := &v.Identity, &v.Before
		err := rows.Scan(&v.ID, &v.OrgID, &v.OrgName, &v.Kind, &n.LegalName, &n.Line, &n.RegistrationNo, &n.RegistrationIssuer, &n.RegistrationDate,
			&n.Representative, &n.Address, &b.LegalName, &b.Line, &b.RegistrationNo, &b.RegistrationIssuer, &before, &b.Representative, &b.Address,
			&v.Note, &v.Status, &v.SubmittedAt, &v.DueAt, &v.DecidedBy, &decided, &v.Reason, &v.Level)
		v.SubmittedAt, v.DueAt, n.RegistrationDate = v.SubmittedAt.UTC(), v.DueAt.UTC(), n.RegistrationDate.UTC()
		if before.Valid {
			b.RegistrationDate = before.Time.UTC()
		}
		if decided.Valid {
			v.DecidedAt = decided.Time.UTC()
		}
		out = append(out, v)
		return err
	})
	return out, err
}

func (s store) byID(ctx context.Context, id ident.ID, lock bool) (Verification, error) {
	where := `WHERE v.id = ?`
	if lock {
		where += ` FOR UPDATE OF v`
	}
	found, err := s.read(ctx, "read verification", where, id)
	if err == nil && len(found) == 0 {
		return Verification{}, ErrNotFound
	}
	if err != nil {
		return Verification{}, err
	}
	return found[0], nil
}

// open returns the one that waits, under the organisation's lock so that two
// submissions take turns.
func (s store) open(ctx context.Context, orgID ident.ID) (Verification, bool, error) {
	if _, err := s.db.Exec(ctx, "queue submissions", `SELECT 1 FROM organisations WHERE id = ? FOR NO KEY UPDATE`, orgID); err != nil {
		return Verification{}, false, err
	}
	found, err := s.read(ctx, "read open verification", `WHERE v.org_id = ? AND v.status = 'submitted'`, orgID)
	if err != nil || len(found) == 0 {
		return Verification{}, false, err
	}
	return found[0], true, nil
}

func (s store) ofOrg(ctx context.Context, orgID ident.ID) ([]Verification, error) {
	return s.read(ctx, "read verifications", `WHERE v.org_id = ? ORDER BY v.submitted_at DESC, v.id DESC LIMIT 100`, orgID)
}

func (s store) list(ctx context.Context, open bool, after *keyset.TimeID, limit int) ([]Verification, error) {
	if open {
		if after == nil {
			return s.read(ctx, "list open verifications", `WHERE v.status = 'submitted' ORDER BY v.due_at, v.id LIMIT ?`, limit)
		}
		return s.read(ctx, "list open verifications", `WHERE v.status = 'submitted' AND (v.due_at, v.id) > (?, ?) ORDER BY v.due_at, v.id LIMIT ?`, after.At, after.ID, limit)
	}
	if after == nil {
		return s.read(ctx, "list verifications", `WHERE v.status <> 'submitted' ORDER BY v.submitted_at DESC, v.id DESC LIMIT ?`, limit)
	}
	return s.read(ctx, "list verifications",
		`WHERE v.status <> 'submitted' AND (v.submitted_at, v.id) < (?, ?) ORDER BY v.submitted_at DESC, v.id DESC LIMIT ?`, after.At, after.ID, limit)
}

func (s store) count(ctx context.Context, open bool, most int) (n int64, err error) {
	err = s.db.Each(ctx, "count verifications", `SELECT count(*) FROM (SELECT 1 FROM verifications WHERE (status = 'submitted') = ? LIMIT ?) x`,
		[]any{open, most}, func(rows *sql.Rows) error { return rows.Scan(&n) })
	return n, err
}

func (s store) insert(ctx context.Context, v Verification, by ident.ID) error {
	i := v.Identity
	_, err := s.db.Exec(ctx, "write verification", `
INSERT INTO verifications (id, org_id, kind, legal_name, business_line, registration_no, registration_issuer, registration_date, representative, address,
  note, status, submitted_by, submitted_at, due_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		v.ID, v.OrgID, v.Kind, i.LegalName, i.Line, i.RegistrationNo, i.RegistrationIssuer, i.RegistrationDate.Format(time.DateOnly), i.Representative, i.Address,
		v.Note, v.Status, by, v.SubmittedAt, v.DueAt)
	if db.Constraint(err) == "verifications_open_idx" {
		return ErrOpen
	}
	return err
}

func (s store) decide(ctx context.Context, id ident.ID, to Status, by ident.ID, reason string, level party.Level, at time.Time) error {
	_, err := s.db.Exec(ctx, "decide verification",
		`UPDATE verifications SET status = ?, decided_by = ?, decided_at = ?, reason = ?, level = nullif(?, '') WHERE id = ?`, to, by, at, reason, level, id)
	return err
}

const paperColumns = `SELECT id, kind, name, media_type, size, sha256, added_at, checked_at, deleted_at, blob_key FROM verification_papers `

func (s store) readPapers(ctx context.Context, where string, args ...any) ([]Paper, error) {
	var out []Paper
	err := s.db.Each(ctx, "read papers", paperColumns+where, args, func(rows *sql.Rows) error {
		var p Paper
		var checked, deleted sql.NullTime
		err := rows.Scan(&p.ID, &p.Kind, &p.Name, &p.MediaType, &p.Size, &p.SHA256, &p.AddedAt, &checked, &deleted, &p.key)
		p.AddedAt = p.AddedAt.UTC()
		if checked.Valid {
			p.CheckedAt = checked.Time.UTC()
		}
		if deleted.Valid {
			p.DeletedAt = deleted.Time.UTC()
		}
		out = append(out, p)
		return err
	})
	return out, err
}

func (s store) papers(ctx context.Context, orgID ident.ID) ([]Paper, error) {
	return s.readPapers(ctx, `WHERE org_id = ? ORDER BY added_at, id`, orgID)
}

func (s store) paper(ctx context.Context, orgID, id ident.ID) (Paper, error) {
	found, err := s.readPapers(ctx, `WHERE org_id = ? AND id = ?`, orgID, id)
	if err != nil {
		return Paper{}, err
	}
	if len(found) == 0 {
		return Paper{}, ErrFileNotFound
	}
	return found[0], nil
}

// over are papers whose time is up: checked before one day, or added before
// another without anything waiting to be decided with them.
func (s store) over(ctx context.Context, checked, added time.Time) ([]Paper, error) {
	return s.readPapers(ctx, `
WHERE deleted_at IS NULL AND (checked_at <= ? OR checked_at IS NULL AND added_at <= ?)
  AND NOT EXISTS (SELECT 1 FROM verifications v WHERE v.org_id = verification_papers.org_id AND v.status = 'submitted') LIMIT 200`, checked, added)
}

func (s store) insertPaper(ctx context.Context, orgID ident.ID, p Paper, by ident.ID) error {
	_, err := s.db.Exec(ctx, "write paper", `
INSERT INTO verification_papers (id, org_id, kind, name, media_type, size, sha256, blob_key, added_by, added_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		p.ID, orgID, p.Kind, p.Name, p.MediaType, p.Size, p.SHA256, p.key, by, p.AddedAt)
	return err
}

func (s store) markChecked(ctx context.Context, orgID, by ident.ID, at time.Time) error {
	_, err := s.db.Exec(ctx, "mark papers as checked",
		`UPDATE verification_papers SET checked_at = ?, checked_by = ? WHERE org_id = ? AND checked_at IS NULL AND deleted_at IS NULL`, at, by, orgID)
	return err
}

func (s store) markDeleted(ctx context.Context, id ident.ID, at time.Time) error {
	_, err := s.db.Exec(ctx, "mark paper as deleted", `UPDATE verification_papers SET blob_key = '', deleted_at = ? WHERE id = ? AND deleted_at IS NULL`, at, id)
	return err
}
