package catalog

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// PublicPage is a public page as a sitemap names it.
type PublicPage struct {
	Slug      string
	ChangedAt time.Time
}

// ProductPages lists public products in the order of their slugs, the first limit
// after the slug after; "" begins.
func (s *Service) ProductPages(ctx context.Context, after string, limit int) ([]PublicPage, error) {
	return s.store.publicPages(ctx, "list product pages", `SELECT p.slug, p.updated_at `+publicFrom+`
WHERE `+publicOnly+` AND p.slug > ? ORDER BY p.slug LIMIT ?`, after, limit)
}

// CooperativePages lists public cooperatives, likewise.
func (s *Service) CooperativePages(ctx context.Context, after string, limit int) ([]PublicPage, error) {
	return s.store.publicPages(ctx, "list cooperative pages", `
SELECT slug, updated_at FROM organisations
WHERE kind = 'cooperative' AND status = 'verified' AND slug > ? ORDER BY slug LIMIT ?`, after, limit)
}

// ProductPageMarks cuts the public products, in the order of their slugs, into
// runs of size: it returns the last slug of each full run that more products follow.
func (s *Service) ProductPageMarks(ctx context.Context, size int) ([]string, error) {
	var out []string
	err := s.db.Each(ctx, "cut product pages", `
SELECT slug FROM (SELECT p.slug, row_number() OVER (ORDER BY p.slug) AS place, count(*) OVER () AS total `+publicFrom+`
WHERE `+publicOnly+`) numbered WHERE place % ? = 0 AND place < total ORDER BY slug`, []any{size}, func(rows *sql.Rows) error {
		var slug string
		if err := rows.Scan(&slug); err != nil {
			return fmt.Errorf("read slug: %w", err)
		}
		out = append(out, slug)
		return nil
	})
	return out, err
}

func (s *store) publicPages(ctx context.Context, doing, query string, after string, limit int) ([]PublicPage, error) {
	var out []PublicPage
	err := s.db.Each(ctx, doing, query, []any{after, limit}, func(rows *sql.Rows) error {
		var p PublicPage
		if err := rows.Scan(&p.Slug, &p.ChangedAt); err != nil {
			return fmt.Errorf("read page: %w", err)
		}
		out = append(out, p)
		return nil
	})
	return out, err
}
