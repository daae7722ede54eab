package search

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/platform/db"
)

type store struct{ db *db.DB }

// byWords finds what has all words, likeliest first: for relevance what has the
// phrase early in its search text, which begins with its name.
func (s *store) byWords(ctx context.Context, w words, q Query, now time.Time) ([]candidate, error) {
	from, condition, args := catalog.PublicSQL(q.Filter, now)
	by := orderBy(q.Sort)
	args = append(args, tsquery(w.each))
	if q.Sort == catalog.SortRelevance {
		by = `coalesce(nullif(strpos(p.search_text, ?), 0), 1000000), ` + by
		args = append(args, w.folded)
	}
	return s.candidates(ctx, "search by words", `0`,
		from+` WHERE `+condition+` AND p.search_tsv @@ to_tsquery('simple', ?) ORDER BY `+by, args, q.Sort)
}

// byLikeness finds what has a stretch of text much like the words, for typing errors.
func (s *store) byLikeness(ctx context.Context, w words, q Query, now time.Time) ([]candidate, error) {
	from, condition, args := catalog.PublicSQL(q.Filter, now)
	args = append([]any{w.folded}, args...)
	args = append(args, w.folded)
	return s.candidates(ctx, "search by likeness", `(word_similarity(?, p.search_text) * 10000)::bigint`,
		from+` WHERE `+condition+` AND p.search_text %> ? ORDER BY 1 DESC, `+orderBy(q.Sort), args, q.Sort)
}

func orderBy(sort catalog.Sort) string {
	switch sort {
	case catalog.SortNewest:
		return `p.listed_at DESC, p.id DESC`
	case catalog.SortPriceAsc:
		return `(p.from_price_vnd = 0), p.from_price_vnd, p.id DESC`
	case catalog.SortPriceDesc:
		return `p.from_price_vnd DESC, p.id DESC`
	case catalog.SortPopular, catalog.SortRelevance:
	}
	return `p.sold_count DESC, p.id DESC`
}

// candidates reads the best; likeness is the SQL of how alike the letters are.
func (s *store) candidates(ctx context.Context, doing, likeness, fromWhereOrder string, args []any, sort catalog.Sort) ([]candidate, error) {
	query := fmt.Sprintf(`SELECT %s, p.id, p.name_vi, p.name_en, array_to_json(p.aliases), p.sold_count, p.listed_at, p.from_price_vnd
%s LIMIT %d`, likeness, fromWhereOrder, most)
	var out []candidate
	err := s.db.Each(ctx, doing, query, args, func(rows *sql.Rows) error {
		var c candidate
		var aliases []byte
		var sold, price int64
		var listed time.Time
		if err := rows.Scan(&c.likeness, &c.id, &c.nameVI, &c.nameEN, &aliases, &sold, &listed, &price); err != nil {
			return err
		}
		c.order = orderValue(sort, sold, listed.UnixMicro(), price)
		out = append(out, c)
		return json.Unmarshal(aliases, &c.aliases)
	})
	return out, err
}
