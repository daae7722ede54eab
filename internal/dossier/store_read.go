package dossier

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/ocop"
)

// columns of dossier d with the names beside it.
const columns = `d.id, d.code, d.org_id, d.product_id, d.kind, d.previous_id, d.status, d.rule_set, d.subgroup, d.target_stars, d.certificate_id,
  d.assignee_id, d.is_sample, d.version, d.created_at, d.submitted_at, d.certified_at, d.updated_at,
  o.short_name, p.name_vi, p.name_en, p.slug, coalesce(u.full_name, ''),
  (SELECT coalesce(sum(sc.points), 0) FROM dossier_scores sc WHERE sc.dossier_id = d.id),
  r.points, coalesce(c.stars, r.stars, 0), c.expires_on`

const from = `
FROM dossiers d JOIN organisations o ON o.id = d.org_id JOIN products p ON p.id = d.product_id
LEFT JOIN users u ON u.id = d.assignee_id LEFT JOIN ocop_certificates c ON c.id = d.certificate_id
LEFT JOIN LATERAL (SELECT points, stars FROM dossier_rounds x WHERE x.dossier_id = d.id AND x.points IS NOT NULL ORDER BY x.at DESC, x.id DESC LIMIT 1) r ON true`

func scan(rows *sql.Rows, d *Dossier) error {
	var previous, certificate, assignee *ident.ID
	var submitted, certified, expires sql.NullTime
	var points sql.NullInt64
	err := rows.Scan(&d.ID, &d.Code, &d.OrgID, &d.ProductID, &d.Kind, &previous, &d.Status, &d.RuleSet, &d.Subgroup, &d.TargetStars, &certificate,
		&assignee, &d.Sample, &d.Version, &d.CreatedAt, &submitted, &certified, &d.UpdatedAt,
		&d.OrgName, &d.ProductName.VI, &d.ProductName.EN, &d.ProductSlug, &d.Assignee, &d.SelfPoints, &points, &d.Stars, &expires)
	for from, into := range map[**ident.ID]*ident.ID{&previous: &d.PreviousID, &certificate: &d.CertificateID, &assignee: &d.AssigneeID} {
		if *from != nil {
			*into = **from
		}
	}
	d.SubmittedAt, d.CertifiedAt, d.ExpiresOn, d.LastPoints = submitted.Time, certified.Time, expires.Time, -1
	if points.Valid {
		d.LastPoints = int(points.Int64)
	}
	return err
}

func (s store) one(ctx context.Context, where string, args ...any) (d Dossier, err error) {
	err = s.db.Each(ctx, "read dossier", `SELECT `+columns+from+` WHERE `+where+` LIMIT 1`, args, func(rows *sql.Rows) error { return scan(rows, &d) })
	return d, err
}

// byID finds a dossier, of one cooperative or, for ident.Nil, of any.
func (s store) byID(ctx context.Context, orgID, id ident.ID) (Dossier, error) {
	d, err := s.one(ctx, `d.id = ? AND (?::uuid IS NULL OR d.org_id = ?::uuid)`, id, orNull(orgID), orNull(orgID))
	if err == nil && d.ID == ident.Nil {
		err = ErrNotFound
	}
	return d, err
}

// lastCertified is the product's latest dossier that was certified and neither
// replaced nor revoked; its ID is ident.Nil where there is none.
func (s store) lastCertified(ctx context.Context, productID ident.ID) (Dossier, error) {
	return s.one(ctx, `d.product_id = ? AND d.status IN ('certified', 'expiring', 're_evaluating', 'expired') ORDER BY d.certified_at DESC`, productID)
}

// certified tells whether the product ever had a certificate.
func (s store) certified(ctx context.Context, productID ident.ID) (there bool, err error) {
	err = s.db.Each(ctx, "look for a certificate", `SELECT EXISTS (SELECT 1 FROM ocop_certificates WHERE product_id = ?)`, []any{productID},
		func(rows *sql.Rows) error { return rows.Scan(&there) })
	return there, err
}

func (s store) list(ctx context.Context, f Filter, after *keyset.TimeID, limit int) ([]Dossier, error) {
	query, args := `SELECT `+columns+from+` WHERE true`, []any{}
	if f.OrgID != ident.Nil {
		query, args = query+` AND d.org_id = ?`, append(args, f.OrgID)
	}
	if f.Status != "" {
		query, args = query+` AND d.status = ?`, append(args, f.Status)
	}
	if after != nil {
		query, args = query+` AND (d.updated_at, d.id) < (?, ?)`, append(args, after.At, after.ID)
	}
	var out []Dossier
	err := s.db.Each(ctx, "list dossiers", query+` ORDER BY d.updated_at DESC, d.id DESC LIMIT ?`, append(args, limit), func(rows *sql.Rows) error {
		var d Dossier
		err := scan(rows, &d)
		out = append(out, d)
		return err
	})
	return out, err
}

func (s store) counts(ctx context.Context, orgID ident.ID) (map[Status]int64, error) {
	out := map[Status]int64{}
	err := s.db.Each(ctx, "count dossiers", `SELECT status, count(*) FROM dossiers WHERE ?::uuid IS NULL OR org_id = ?::uuid GROUP BY status`,
		[]any{orNull(orgID), orNull(orgID)}, func(rows *sql.Rows) error {
			var st Status
			var n int64
			err := rows.Scan(&st, &n)
			out[st] = n
			return err
		})
	return out, err
}

func (s store) scores(ctx context.Context, id ident.ID) ([]Score, error) {
	var out []Score
	err := s.db.Each(ctx, "read dossier's scores", `SELECT criterion, points, note FROM dossier_scores WHERE dossier_id = ? ORDER BY criterion`, []any{id},
		func(rows *sql.Rows) error {
			var sc Score
			err := rows.Scan(&sc.Criterion, &sc.Points, &sc.Note)
			out = append(out, sc)
			return err
		})
	return out, err
}

// files lists what is there, or the one file with an id, removed or not.
func (s store) files(ctx context.Context, dossierID, id ident.ID) ([]File, error) {
	query, args := `SELECT f.id, f.criterion, f.name, f.media_type, f.size_bytes, f.blob_key, f.org_id, coalesce(u.full_name, ''), o.short_name, f.at
FROM dossier_files f JOIN organisations o ON o.id = f.org_id LEFT JOIN users u ON u.id = f.uploaded_by WHERE f.dossier_id = ?`, []any{dossierID}
	if id != ident.Nil {
		query, args = query+` AND f.id = ?`, append(args, id)
	} else {
		query += ` AND f.removed_at IS NULL`
	}
	var out []File
	err := s.db.Each(ctx, "read dossier's files", query+` ORDER BY f.at, f.id`, args, func(rows *sql.Rows) error {
		var f File
		err := rows.Scan(&f.ID, &f.Criterion, &f.Name, &f.MediaType, &f.Size, &f.key, &f.orgID, &f.By, &f.OrgName, &f.At)
		out = append(out, f)
		return err
	})
	return out, err
}

func (s store) rounds(ctx context.Context, id ident.ID) ([]Round, error) {
	var out []Round
	err := s.db.Each(ctx, "read councils' results", `
SELECT id, level, points, stars, decision_no, decided_on, file_id, note, at FROM dossier_rounds WHERE dossier_id = ? ORDER BY at, id`, []any{id},
		func(rows *sql.Rows) error {
			var r Round
			var file *ident.ID
			err := rows.Scan(&r.ID, &r.Level, &r.Points, &r.Stars, &r.DecisionNo, &r.DecidedOn, &file, &r.Note, &r.At)
			if file != nil {
				r.FileID = *file
			}
			out = append(out, r)
			return err
		})
	return out, err
}

func (s store) comments(ctx context.Context, id ident.ID) ([]Comment, error) {
	var out []Comment
	err := s.db.Each(ctx, "read dossier's comments", `
SELECT c.id, coalesce(u.full_name, ''), c.org_id, o.short_name, c.body, c.at
FROM dossier_comments c JOIN organisations o ON o.id = c.org_id LEFT JOIN users u ON u.id = c.author_id WHERE c.dossier_id = ? ORDER BY c.at, c.id LIMIT 500`,
		[]any{id}, func(rows *sql.Rows) error {
			var c Comment
			err := rows.Scan(&c.ID, &c.Author, &c.OrgID, &c.OrgName, &c.Body, &c.At)
			out = append(out, c)
			return err
		})
	return out, err
}

func (s store) events(ctx context.Context, id ident.ID) ([]Event, error) {
	var out []Event
	err := s.db.Each(ctx, "read dossier's timeline", `
SELECT e.status, coalesce(u.full_name, ''), e.note, e.at FROM dossier_events e LEFT JOIN users u ON u.id = e.actor_id WHERE e.dossier_id = ? ORDER BY e.id`,
		[]any{id}, func(rows *sql.Rows) error {
			var e Event
			err := rows.Scan(&e.Status, &e.Actor, &e.Note, &e.At)
			out = append(out, e)
			return err
		})
	return out, err
}

const certificateColumns = `c.id, c.number, c.issuer, c.issuer_level, c.stars, c.issued_on, c.expires_on, c.revoked_on, c.is_sample`

// certificateDest scans certificateColumns; finish tells what it is worth today.
func certificateDest(c *Certificate) (dest []any, finish func(today time.Time)) {
	revoked := &sql.NullTime{}
	return []any{&c.ID, &c.Number, &c.Issuer, &c.Level, &c.Stars, &c.IssuedOn, &c.ExpiresOn, revoked, &c.Sample},
		func(today time.Time) { c.State = ocop.StateOn(c.ExpiresOn, revoked.Time, today) }
}

func (s store) certificate(ctx context.Context, id ident.ID, today time.Time) (*Certificate, error) {
	if id == ident.Nil {
		return nil, nil //nolint:nilnil // none is no error: the dossier is not certified
	}
	var out *Certificate
	err := s.db.Each(ctx, "read certificate", `SELECT `+certificateColumns+` FROM ocop_certificates c WHERE c.id = ?`, []any{id}, func(rows *sql.Rows) error {
		var c Certificate
		dest, finish := certificateDest(&c)
		err := rows.Scan(dest...)
		finish(today)
		out = &c
		return err
	})
	return out, err
}
