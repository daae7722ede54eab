package search

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/ocop"
	"github.com/chophien/chophien/internal/platform/db"
)

type store struct{ db *db.DB }

// request asks for candidates that match a tsquery on a column of products.
type request struct {
	column string // search_tsv or name_tsv
	query  string
	filter catalog.Filter
	sort   catalog.Sort
	limit  int
	now    time.Time
	text   bool // read everything they are found by as well
}

const candidateColumns = `p.id, p.search_name, p.search_spelt, p.category_id, p.org_id, coalesce(p.origin_commune, ''), p.from_price_vnd,
  CASE WHEN p.ocop_expires_on >= ? THEN p.ocop_stars ELSE 0 END, p.season_months::text, p.in_stock AND NOT p.quote_only,
  p.gi_label <> '', p.sold_count, p.listed_at`

func (r request) sql() (query string, args []any) {
	from, condition, filterArgs := catalog.PublicSQL(r.filter, r.now)
	text := `''`
	if r.text {
		text = `p.search_text`
	}
	args = append([]any{ocop.DateOf(r.now)}, filterArgs...)
	args = append(args, r.query)
	return fmt.Sprintf(`SELECT %s, %s %s WHERE %s AND p.%s @@ ?::tsquery ORDER BY %s LIMIT %d`,
		candidateColumns, text, from, condition, r.column, orderBy(r.sort), r.limit), args
}

func orderBy(sort catalog.Sort) string {
	switch sort {
	case catalog.SortNewest:
		return `p.listed_at DESC, p.id DESC`
	case catalog.SortPriceAsc:
		return `(p.from_price_vnd = 0), p.from_price_vnd, p.id DESC`
	case catalog.SortPriceDesc:
		return `p.from_price_vnd DESC, p.id DESC`
	case catalog.SortPopular, catalog.SortRelevance, catalog.SortNear:
	}
	return `p.sold_count DESC, p.id DESC`
}

func (s *store) candidates(ctx context.Context, r request) ([]candidate, error) {
	query, args := r.sql()
	var out []candidate
	var season []byte
	err := s.db.Each(ctx, "search by words", query, args, func(rows *sql.Rows) error {
		var c candidate
		err := rows.Scan(&c.id, &c.names, &c.spelt, &c.category, &c.org, &c.commune, &c.price, &c.stars, &season, &c.inStock, &c.gi,
			&c.sold, &c.listed, &c.text)
		c.season = months(season)
		out = append(out, c)
		return err
	})
	return out, err
}

// months reads PostgreSQL's "{3,4,11}" into bits.
func months(array []byte) uint16 {
	var bits uint16
	n := 0
	for _, b := range array {
		switch {
		case b >= '0' && b <= '9':
			n = 10*n + int(b-'0')
		case n > 0:
			bits |= 1 << (n - 1)
			n = 0
		}
	}
	return bits
}

// suggestions names products in the order of ids.
func (s *store) suggestions(ctx context.Context, ids []ident.ID) ([]Suggestion, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	var out []Suggestion
	err := s.db.Each(ctx, "name suggestions", `
SELECT p.id, p.slug, p.name_vi, p.name_en FROM unnest(?::uuid[]) WITH ORDINALITY AS wanted (id, ord)
JOIN products p ON p.id = wanted.id ORDER BY wanted.ord`, []any{db.IDs(ids)}, func(rows *sql.Rows) error {
		var one Suggestion
		err := rows.Scan(&one.ID, &one.Slug, &one.Name.VI, &one.Name.EN)
		out = append(out, one)
		return err
	})
	return out, err
}
