package catalog

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/platform/db"
)

func (s *store) setStatus(ctx context.Context, productID ident.ID, want target, firstTime bool, now time.Time) error {
	_, err := s.db.Exec(ctx, "set product status", `
UPDATE products SET status = ?, hidden_for = ?, go_live_at = ?, listed_at = CASE WHEN ? THEN ? ELSE listed_at END,
  version = version + 1, updated_at = ? WHERE id = ?`,
		want.status, want.why, sql.NullTime{Time: want.at, Valid: !want.at.IsZero()}, firstTime, now, now, productID)
	if db.Constraint(err) == "products_taken_down_ck" {
		return ErrTakenDown
	}
	return err
}

func (s *store) markApproved(ctx context.Context, productID ident.ID, now time.Time) error {
	_, err := s.db.Exec(ctx, "mark product approved", `UPDATE products SET approved_at = ? WHERE id = ?`, now, productID)
	return err
}

func (s *store) forgetApproval(ctx context.Context, productID ident.ID) error {
	_, err := s.db.Exec(ctx, "forget approval", `UPDATE products SET approved_at = NULL WHERE id = ? AND approved_at IS NOT NULL`, productID)
	return err
}

func (s *store) askReview(ctx context.Context, productID, actorID ident.ID, now time.Time) error {
	_, err := s.db.Exec(ctx, "ask for a check", `
INSERT INTO listing_reviews (id, product_id, submitted_by, submitted_at) VALUES (?, ?, ?, ?)
ON CONFLICT (product_id) WHERE verdict IS NULL DO NOTHING`, ident.New(), productID, nullID(actorID), now)
	return err
}

func (s *store) decideReview(ctx context.Context, productID ident.ID, v Verdict, reason string, actorID ident.ID, now time.Time) error {
	_, err := s.db.Exec(ctx, "decide a check", `
UPDATE listing_reviews SET verdict = ?, reason = ?, decided_by = ?, decided_at = ? WHERE product_id = ? AND verdict IS NULL`,
		v, reason, nullID(actorID), now, productID)
	return err
}

// lastReview returns nil when no check was asked for.
func (s *store) lastReview(ctx context.Context, productID ident.ID) (*Review, error) {
	var found *Review
	err := s.db.Each(ctx, "read the last check", `
SELECT submitted_at, coalesce(verdict, ''), reason, decided_at FROM listing_reviews WHERE product_id = ?
ORDER BY submitted_at DESC, id DESC LIMIT 1`, []any{productID}, func(rows *sql.Rows) error {
		var r Review
		var decided sql.NullTime
		err := rows.Scan(&r.SubmittedAt, &r.Verdict, &r.Reason, &decided)
		r.DecidedAt = decided.Time
		found = &r
		return err
	})
	return found, err
}

func (s *store) queue(ctx context.Context, after *keyset.TimeID, limit int) ([]Waiting, error) {
	query := `
SELECT p.id, r.id, p.name_vi, p.name_en, o.id, o.slug, o.short_name, o.legal_name, coalesce(c.place_vi, ''), coalesce(c.place_en, ''),
  coalesce(c.province_code, ''), r.submitted_at,
  (SELECT count(*) FROM listing_reviews x WHERE x.product_id = p.id AND x.verdict IS NOT NULL),
  (SELECT ` + pictureJSON + ` FROM pictures i WHERE i.product_id = p.id ORDER BY i.position, i.id LIMIT 1)
FROM listing_reviews r JOIN products p ON p.id = r.product_id JOIN organisations o ON o.id = p.org_id
LEFT JOIN cooperative_profiles c ON c.org_id = o.id
WHERE r.verdict IS NULL`
	var args []any
	if after != nil {
		query += ` AND (r.submitted_at, r.id) > (?, ?)`
		args = append(args, after.At, after.ID)
	}
	var out []Waiting
	err := s.db.Each(ctx, "read the queue of checks", query+` ORDER BY r.submitted_at, r.id LIMIT ?`, append(args, limit), func(rows *sql.Rows) error {
		var w Waiting
		var picture db.FromJSON[*pictureDoc]
		err := rows.Scan(&w.ProductID, &w.ReviewID, &w.Name.VI, &w.Name.EN, &w.Cooperative.ID, &w.Cooperative.Slug, &w.Cooperative.ShortName,
			&w.Cooperative.LegalName, &w.Cooperative.Place.VI, &w.Cooperative.Place.EN, &w.Cooperative.ProvinceCode,
			&w.SubmittedAt, &w.Before, &picture)
		w.Picture = picture.V.picture()
		out = append(out, w)
		return err
	})
	return out, err
}

func (s *store) countQueue(ctx context.Context) (n int64, err error) {
	err = s.db.Each(ctx, "count checks", `SELECT count(*) FROM listing_reviews WHERE verdict IS NULL`, nil,
		func(rows *sql.Rows) error { return rows.Scan(&n) })
	return n, err
}

// due lists products whose plan or season asks for a change, in the order of ids.
func (s *store) due(ctx context.Context, now time.Time, month int) ([]ident.ID, error) {
	return s.ids(ctx, "list products that follow time", `
SELECT id FROM products WHERE hidden_for = 'schedule' AND go_live_at <= ?
UNION
SELECT id FROM products WHERE season_auto AND status IN ('listed', 'hidden')
  AND (status = 'listed' AND NOT season_months @> ARRAY[?::smallint] OR hidden_for = 'season' AND season_months @> ARRAY[?::smallint])
ORDER BY id`, now, month, month)
}

const changeColumns = `h.id, coalesce(h.actor_id, '00000000-0000-0000-0000-000000000000'), h.kind, h.fields, coalesce(h.undoes, 0), h.at,
  EXISTS (SELECT 1 FROM product_changes u WHERE u.product_id = h.product_id AND u.undoes = h.id)`

func (s *store) past(ctx context.Context, condition string, args ...any) ([]PastChange, error) {
	var out []PastChange
	err := s.db.Each(ctx, "read history", `SELECT `+changeColumns+` FROM product_changes h WHERE `+condition, args, func(rows *sql.Rows) error {
		var p PastChange
		var docs db.FromJSON[[]changeDoc]
		err := rows.Scan(&p.ID, &p.ActorID, &p.Kind, &docs, &p.Undoes, &p.At, &p.Undone)
		p.Changes = make([]Change, len(docs.V))
		for i, d := range docs.V {
			p.Changes[i] = Change(d)
		}
		out = append(out, p)
		return err
	})
	return out, err
}

// changes returns a product's history before an entry; 0 starts at the last.
func (s *store) changes(ctx context.Context, productID ident.ID, before int64, limit int) ([]PastChange, error) {
	return s.past(ctx, `h.product_id = ? AND (? = 0 OR h.id < ?) ORDER BY h.id DESC LIMIT ?`, productID, before, before, limit)
}

func (s *store) change(ctx context.Context, productID ident.ID, id int64) (PastChange, error) {
	list, err := s.past(ctx, `h.product_id = ? AND h.id = ?`, productID, id)
	if err != nil {
		return PastChange{}, err
	}
	if len(list) == 0 {
		return PastChange{}, ErrChangeNotFound
	}
	return list[0], nil
}

// copyRest copies what no content tells: origin, programme, words, pictures.
func (s *store) copyRest(ctx context.Context, from, to ident.ID, now time.Time) error {
	if _, err := s.db.Exec(ctx, "copy product", `
UPDATE products p SET origin_commune = f.origin_commune, ocop_group = f.ocop_group, ocop_subgroup = f.ocop_subgroup,
  quote_only = f.quote_only, tags = f.tags, aliases = f.aliases
FROM products f WHERE f.id = ? AND p.id = ?`, from, to); err != nil {
		return err
	}
	_, err := s.db.Exec(ctx, "copy pictures", `
INSERT INTO pictures (id, product_id, position, width, height, color, alt_vi, alt_en, sizes, created_at)
SELECT gen_random_uuid(), ?, position, width, height, color, alt_vi, alt_en, sizes, ? FROM pictures WHERE product_id = ?`, to, now, from)
	return err
}

// preview reads a product's page whatever its state.
func (s *store) preview(ctx context.Context, orgID, productID ident.ID, now time.Time) (*Product, error) {
	return s.page(ctx, pageSQL+`WHERE p.id = ? AND (p.org_id = ? OR ?)`, []any{productID, orgID, orgID == ident.Nil}, now)
}

// similar returns the middle of what goods of a category cost, by the kilogram where
// perKg and by the unit otherwise, and how many were looked at.
func (s *store) similar(ctx context.Context, category string, unit string, perKg bool, except ident.ID) (middle int64, count int, err error) {
	value, condition := `v.price_vnd`, `lower(v.unit) = lower(?)`
	args := []any{category, except, unit}
	if perKg {
		value, condition, args = `v.price_vnd * 1000 / v.net_weight_g`, `v.net_weight_g > 0`, args[:2]
	}
	err = s.db.Each(ctx, "compare prices", `
SELECT coalesce(percentile_disc(0.5) WITHIN GROUP (ORDER BY x.price), 0), count(*) FROM (
    SELECT `+value+` AS price FROM products p JOIN variants v ON v.product_id = p.id
    WHERE p.category_id = (SELECT id FROM categories WHERE slug = ?) AND p.status = 'listed' AND p.id <> ? AND NOT v.archived
      AND v.price_vnd > 0 AND `+condition+` LIMIT 500) x`, args, func(rows *sql.Rows) error { return rows.Scan(&middle, &count) })
	return middle, count, err
}
