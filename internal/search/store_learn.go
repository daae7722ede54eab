package search

import (
	"context"
	"database/sql"
	"maps"
	"slices"
	"time"

	"github.com/chophien/chophien/internal/platform/db"
)

func (s *store) addLearnt(ctx context.Context, day time.Time, counts map[string]*learnt) error {
	type row struct {
		Query    string `json:"q"`
		Typed    string `json:"t"`
		Searches int64  `json:"s"`
		Empty    int64  `json:"e"`
		Clicks   int64  `json:"c"`
	}
	rows := make([]row, 0, len(counts))
	// In one order, so that two processes do not wait for each other in a circle.
	for _, key := range slices.Sorted(maps.Keys(counts)) {
		n := counts[key]
		rows = append(rows, row{Query: key, Typed: n.typed, Searches: n.searches, Empty: n.empty, Clicks: n.clicks})
	}
	_, err := s.db.Exec(ctx, "count searches", `
INSERT INTO search_days AS d (day, query, typed, searches, empty, clicks)
SELECT ?, q, t, s, e, c FROM json_to_recordset(?::json) AS x (q text, t text, s bigint, e bigint, c bigint)
ON CONFLICT (day, query) DO UPDATE SET typed = excluded.typed, searches = d.searches + excluded.searches,
  empty = d.empty + excluded.empty, clicks = d.clicks + excluded.clicks`, day, db.JSON{V: rows})
	return err
}

func (s *store) learnt(ctx context.Context, since time.Time, emptyOnly bool, limit int) ([]Lookup, error) {
	by := `sum(searches)`
	if emptyOnly {
		by = `sum(empty)`
	}
	var out []Lookup
	err := s.db.Each(ctx, "read what people look for", `
SELECT query, (array_agg(typed ORDER BY day DESC))[1], sum(searches), sum(empty), sum(clicks)
FROM search_days WHERE day >= ? GROUP BY query HAVING `+by+` > 0 ORDER BY `+by+` DESC, query LIMIT ?`,
		[]any{since, limit}, func(rows *sql.Rows) error {
			var one Lookup
			err := rows.Scan(&one.Query, &one.Typed, &one.Searches, &one.Empty, &one.Clicks)
			out = append(out, one)
			return err
		})
	return out, err
}
