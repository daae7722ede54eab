package dossier

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/ocop"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
)

// holdings lists each product's latest certificate that was not revoked, of one
// cooperative or, for ident.Nil, of all that still hold and end by a day.
func (s store) holdings(ctx context.Context, orgID ident.ID, today, until time.Time) ([]Holding, error) {
	query, args := `
SELECT `+certificateColumns+`, p.id, p.name_vi, p.name_en, p.slug, o.id, o.short_name, coalesce(p.ocop_subgroup, 0),
  (SELECT json_agg(r.months ORDER BY r.months DESC) FROM ocop_reminders r WHERE r.certificate_id = c.id AND r.told),
  (SELECT d.id FROM dossiers d WHERE d.product_id = p.id AND d.status IN ('draft', 'submitted', 'commune_prescored', 'province_scored', 'central_scored'))
FROM ocop_certificates c JOIN products p ON p.id = c.product_id JOIN organisations o ON o.id = p.org_id
WHERE c.revoked_on IS NULL AND p.status <> 'archived'
  AND NOT EXISTS (SELECT 1 FROM ocop_certificates l WHERE l.product_id = c.product_id AND l.revoked_on IS NULL AND (l.issued_on, l.id) > (c.issued_on, c.id))`, []any{}
	if orgID != ident.Nil {
		query, args = query+` AND o.id = ?`, append(args, orgID)
	} else {
		query, args = query+` AND c.expires_on BETWEEN ? AND ? AND o.status = 'verified'`, append(args, today, until)
	}
	var out []Holding
	err := s.db.Each(ctx, "list certificates", query+` ORDER BY c.expires_on, c.id LIMIT 500`, args, func(rows *sql.Rows) error {
		var h Holding
		var reminded db.FromJSON[[]int]
		var open *ident.ID
		dest, finish := certificateDest(&h.Certificate)
		err := rows.Scan(append(dest, &h.ProductID, &h.ProductName.VI, &h.ProductName.EN, &h.ProductSlug, &h.OrgID, &h.OrgName, &h.Subgroup, &reminded, &open)...)
		finish(today)
		if h.Reminded = reminded.V; open != nil {
			h.OpenID = *open
		}
		out = append(out, h)
		return err
	})
	return out, err
}

// agedDossier is one that a day may have changed.
type agedDossier struct {
	id      ident.ID
	expires time.Time
}

// aged lists dossiers whose stored state may be behind the calendar.
func (s store) aged(ctx context.Context, today time.Time) ([]agedDossier, error) {
	var out []agedDossier
	err := s.db.Each(ctx, "find dossiers that age", `
SELECT d.id, c.expires_on FROM dossiers d JOIN ocop_certificates c ON c.id = d.certificate_id
WHERE d.status IN ('expiring', 're_evaluating') AND c.expires_on < ? OR d.status = 'certified' AND c.expires_on <= ? ORDER BY d.id LIMIT 5000`,
		[]any{today, today.AddDate(0, 0, ocop.ExpiringDays)}, func(rows *sql.Rows) error {
			var a agedDossier
			err := rows.Scan(&a.id, &a.expires)
			out = append(out, a)
			return err
		})
	return out, err
}

// remindable lists certificates that still hold and end by a day, without a later
// one of the same product, with what was told of them.
func (s store) remindable(ctx context.Context, today, until time.Time) ([]remindable, error) {
	var out []remindable
	err := s.db.Each(ctx, "find certificates to remind of", `
SELECT c.id, c.number, c.expires_on, p.name_vi, p.name_en, o.id, o.short_name,
  (SELECT json_agg(r.months) FROM ocop_reminders r WHERE r.certificate_id = c.id)
FROM ocop_certificates c JOIN products p ON p.id = c.product_id JOIN organisations o ON o.id = p.org_id
WHERE c.revoked_on IS NULL AND c.expires_on BETWEEN ? AND ? AND p.status <> 'archived' AND o.status = 'verified'
  AND NOT EXISTS (SELECT 1 FROM ocop_certificates l WHERE l.product_id = c.product_id AND l.revoked_on IS NULL AND l.expires_on > c.expires_on)
ORDER BY c.expires_on, c.id LIMIT 5000`, []any{today, until}, func(rows *sql.Rows) error {
		r := remindable{told: map[int]bool{}}
		var told db.FromJSON[[]int]
		err := rows.Scan(&r.certificateID, &r.number, &r.expires, &r.name.Goods.VI, &r.name.Goods.EN, &r.orgID, &r.name.Mail.From, &told)
		for _, m := range told.V {
			r.told[m] = true
		}
		out = append(out, r)
		return err
	})
	return out, err
}

// sellerOf returns whose product it is, ident.Nil where the cooperative is not verified.
func (s store) sellerOf(ctx context.Context, productID ident.ID) (id ident.ID, err error) {
	err = s.db.Each(ctx, "find a product's seller",
		`SELECT o.id FROM products p JOIN organisations o ON o.id = p.org_id WHERE p.id = ? AND o.status = 'verified'`, []any{productID},
		func(rows *sql.Rows) error { return rows.Scan(&id) })
	return id, err
}

func (s store) alliances(ctx context.Context) ([]ident.ID, error) {
	var out []ident.ID
	err := s.db.Each(ctx, "find the Alliance", `SELECT id FROM organisations WHERE kind = 'alliance' AND status = 'verified' ORDER BY id`, nil,
		func(rows *sql.Rows) error {
			var id ident.ID
			err := rows.Scan(&id)
			out = append(out, id)
			return err
		})
	return out, err
}

func (s store) allianceStaff(ctx context.Context) (map[ident.ID]string, error) {
	out := map[ident.ID]string{}
	err := s.db.Each(ctx, "list the Alliance's people", `
SELECT u.id, u.full_name FROM memberships m JOIN users u ON u.id = m.user_id JOIN organisations o ON o.id = m.org_id
WHERE o.kind = 'alliance' AND o.status = 'verified' AND u.erased_at IS NULL`, nil, func(rows *sql.Rows) error {
		var id ident.ID
		var name string
		err := rows.Scan(&id, &name)
		out[id] = name
		return err
	})
	return out, err
}

// figures counts a half-year by days in Viet Nam.
func (s store) figures(ctx context.Context, h ocop.Half) (f Figures, err error) {
	first, last := h.Days()
	y, m, d := first.Date()
	from := time.Date(y, m, d, 0, 0, 0, 0, clock.Saigon)
	y, m, d = last.Date()
	to := time.Date(y, m, d+1, 0, 0, 0, 0, clock.Saigon)
	err = s.db.Each(ctx, "count the half-year", `
SELECT count(*) FILTER (WHERE kind = 'new' AND certified_at >= ? AND certified_at < ?),
  count(*) FILTER (WHERE kind = 're_evaluation' AND certified_at >= ? AND certified_at < ?),
  count(*) FILTER (WHERE assigned_at < ? AND (certified_at IS NULL OR certified_at >= ?) AND created_at < ? AND updated_at >= ? AND status NOT IN ('withdrawn', 'failed')),
  count(DISTINCT org_id) FILTER (WHERE kind = 'new' AND certified_at >= ? AND certified_at < ?)
FROM dossiers`, []any{from, to, from, to, to, to, to, from, from, to}, func(rows *sql.Rows) error {
		return rows.Scan(&f.New, &f.ReEvaluated, &f.Supported, &f.Cooperatives)
	})
	return f, err
}

// any tells whether the product ever had a dossier.
func (s store) any(ctx context.Context, productID ident.ID) (there bool, err error) {
	err = s.db.Each(ctx, "look for a dossier", `SELECT EXISTS (SELECT 1 FROM dossiers WHERE product_id = ?)`, []any{productID},
		func(rows *sql.Rows) error { return rows.Scan(&there) })
	return there, err
}

func (s store) newestCertificate(ctx context.Context, productID ident.ID) (id ident.ID, issued time.Time, err error) {
	err = s.db.Each(ctx, "find newest certificate",
		`SELECT id, issued_on FROM ocop_certificates WHERE product_id = ? AND revoked_on IS NULL ORDER BY issued_on DESC, id DESC LIMIT 1`, []any{productID},
		func(rows *sql.Rows) error { return rows.Scan(&id, &issued) })
	return id, issued, err
}
