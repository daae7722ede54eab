package catalog

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/ocop"
	"github.com/chophien/chophien/internal/platform/db"
)

// cardsSQL reads the products whose ids pageSQL yields, in its order.
func cardsSQL(pageSQL string) string {
	return `SELECT ` + cardColumns + `
FROM (SELECT id, row_number() OVER () AS ord FROM (` + pageSQL + `) x) page
JOIN products p ON p.id = page.id` + cardJoins + `
ORDER BY page.ord`
}

func (s *store) cards(ctx context.Context, pageSQL string, args []any, now time.Time) ([]Card, error) {
	var out []Card
	today, month := ocop.DateOf(now), monthOf(now)
	err := s.db.Each(ctx, "read product cards", cardsSQL(pageSQL), args, func(rows *sql.Rows) error {
		var row cardScan
		if err := rows.Scan(row.dest()...); err != nil {
			return err
		}
		card, _ := row.finish(today, month)
		out = append(out, card)
		return nil
	})
	return out, err
}

// listed returns one card more than asked for where the list goes on.
func (s *store) listed(ctx context.Context, in ListInput, after *sortKey, now time.Time) ([]Card, error) {
	page, args := listedSQL(in, after, now)
	return s.cards(ctx, page, args, now)
}

func listedSQL(in ListInput, after *sortKey, now time.Time) (page string, args []any) {
	w := filtered(in.Filter, now)
	by := order(in.Sort, after, w)
	return fmt.Sprintf(`SELECT p.id %s WHERE %s ORDER BY %s LIMIT %d`, publicFrom, w, by, in.Limit+1), w.args
}

// countListed counts up to countLimit; whole shelves are counted already.
func (s *store) countListed(ctx context.Context, f Filter, now time.Time) (n int64, err error) {
	query, args := countSQL(f, now)
	if f == (Filter{Category: f.Category}) {
		query, args = shelfCountSQL(f.Category)
	}
	err = s.db.Each(ctx, "count listed products", query, args, func(rows *sql.Rows) error { return rows.Scan(&n) })
	return n, err
}

func countSQL(f Filter, now time.Time) (query string, args []any) {
	w := filtered(f, now)
	return fmt.Sprintf(`SELECT count(*) FROM (SELECT 1 %s WHERE %s LIMIT %d) x`, publicFrom, w, countLimit), w.args
}

// publicCount is how many products of shelf k are shown to shoppers.
const publicCount = `k.listed_count - (SELECT coalesce(sum(n.listed), 0) FROM organisations u
  JOIN shelf_counts n ON n.org_id = u.id AND n.category_id = k.id WHERE u.status <> 'verified')`

// shelfCountSQL counts one shelf, or all for an empty slug.
func shelfCountSQL(slug string) (query string, args []any) {
	query = `SELECT coalesce(sum(` + publicCount + `), 0) FROM categories k`
	if slug == "" {
		return query, nil
	}
	return query + ` WHERE k.slug = ?`, []any{slug}
}

// cardsOf keeps the order of ids.
func (s *store) cardsOf(ctx context.Context, ids []ident.ID, now time.Time) ([]Card, error) {
	page := `SELECT p.id FROM unnest(?::uuid[]) WITH ORDINALITY AS wanted (id, ord)
JOIN products p ON p.id = wanted.id
WHERE ` + publicOnly + ` ORDER BY wanted.ord`
	return s.cards(ctx, page, []any{db.IDs(ids)}, now)
}

// related returns goods of the same shelf, then of the same cooperative.
func (s *store) related(ctx context.Context, p *Product, limit int, now time.Time) ([]Card, error) {
	one := func(column string, rank int) string {
		return fmt.Sprintf(`(SELECT id, %d + row_number() OVER () AS ord FROM (
    SELECT p.id %s WHERE %s AND p.%s = ? ORDER BY p.sold_count DESC, p.id DESC LIMIT %d) x%d)`,
			rank, publicFrom, publicOnly, column, limit+1, rank)
	}
	page := fmt.Sprintf(`SELECT id FROM (%s UNION ALL %s) r WHERE id <> ? GROUP BY id ORDER BY min(ord) LIMIT %d`,
		one("category_id", 0), one("org_id", 1000), limit)
	return s.cards(ctx, page, []any{p.categoryID, p.Cooperative.ID, p.ID}, now)
}

// seasonal returns what is harvested this month, though not all year, and in
// stock, best sold first.
//
// Among equals the shorter season comes first: what is to be had for three
// months only is what a visitor should see now.
func (s *store) seasonal(ctx context.Context, limit int, now time.Time) ([]Card, error) {
	page := fmt.Sprintf(`SELECT best.id FROM (
    SELECT p.id, p.sold_count, cardinality(p.season_months) AS months %s WHERE %s
      AND p.season_months @> '{%d}'::smallint[] AND cardinality(p.season_months) < 12 AND NOT p.quote_only AND EXISTS (
        SELECT 1 FROM variants v JOIN stock_items s ON s.variant_id = v.id
        WHERE v.product_id = p.id AND NOT v.archived AND s.on_hand - s.reserved >= v.min_qty)
    ORDER BY p.sold_count DESC, p.id DESC LIMIT %d) best
ORDER BY best.sold_count DESC, best.months, best.id DESC LIMIT %d`, publicFrom, publicOnly, monthOf(now), 5*limit, limit)
	return s.cards(ctx, page, nil, now)
}

// starred returns goods with a star valid today, most stars first, best sold first.
func (s *store) starred(ctx context.Context, limit int, now time.Time) ([]Card, error) {
	page := fmt.Sprintf(`SELECT top.id FROM (VALUES (5), (4), (3)) star (n) CROSS JOIN LATERAL (
    SELECT p.id, p.sold_count %s WHERE %s AND p.ocop_stars > 0 AND p.ocop_stars = star.n AND p.ocop_expires_on >= ?
    ORDER BY p.sold_count DESC, p.id DESC LIMIT %d) top
ORDER BY star.n DESC, top.sold_count DESC, top.id DESC LIMIT %d`, publicFrom, publicOnly, limit, limit)
	return s.cards(ctx, page, []any{ocop.DateOf(now)}, now)
}
