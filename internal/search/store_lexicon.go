package search

import (
	"context"
	"database/sql"
	"maps"
	"slices"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/db"
)

// state reads a named value; "" for none.
func (s *store) state(ctx context.Context, name string) (value string, err error) {
	err = s.db.Each(ctx, "read search state", `SELECT value FROM search_state WHERE name = ?`, []any{name},
		func(rows *sql.Rows) error { return rows.Scan(&value) })
	return value, err
}

func (s *store) setState(ctx context.Context, name, value string) error {
	_, err := s.db.Exec(ctx, "write search state", `
INSERT INTO search_state (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`, name, value)
	return err
}

func (s *store) lockLexicon(ctx context.Context) error {
	_, err := s.db.Exec(ctx, "lock the lexicon", `LOCK TABLE search_words, search_pairs IN SHARE ROW EXCLUSIVE MODE`)
	return err
}

// eachText hands over the words of listed goods, of ids only if given.
func (s *store) eachText(ctx context.Context, ids []ident.ID, visit func(spelt, text string)) error {
	query, args := `SELECT search_spelt, search_text FROM products WHERE status = 'listed'`, []any(nil)
	if ids != nil {
		query, args = query+` AND id = ANY(?::uuid[])`, []any{db.IDs(ids)}
	}
	return s.db.Each(ctx, "read the words of goods", query, args, func(rows *sql.Rows) error {
		var spelt, text string
		if err := rows.Scan(&spelt, &text); err != nil {
			return err
		}
		visit(spelt, text)
		return nil
	})
}

// writeLexicon adds words and pairs, or replaces all. The version moves only when
// something changed.
func (s *store) writeLexicon(ctx context.Context, v *vocabulary, replace bool, version string) error {
	var changed int64
	for table, counts := range map[string]map[string]int64{"search_words": v.words, "search_pairs": v.pairs} {
		column := map[string]string{"search_words": "word", "search_pairs": "pair"}[table]
		if replace {
			if _, err := s.db.Exec(ctx, "empty the lexicon", `DELETE FROM `+table); err != nil {
				return err
			}
			changed++
		}
		type row struct {
			Key   string `json:"k"`
			Count int64  `json:"n"`
		}
		// In one order, so that two writers do not wait for each other in a circle.
		keys := slices.Sorted(maps.Keys(counts))
		for batch := range slices.Chunk(keys, 20_000) {
			rows := make([]row, len(batch))
			for i, k := range batch {
				rows[i] = row{Key: k, Count: counts[k]}
			}
			n, err := s.db.Exec(ctx, "write the lexicon", `
INSERT INTO `+table+` (`+column+`, count) SELECT k, n FROM json_to_recordset(?::json) AS x (k text, n bigint) ON CONFLICT DO NOTHING`,
				db.JSON{V: rows})
			if err != nil {
				return err
			}
			changed += n
		}
	}
	if changed == 0 {
		return nil
	}
	return s.setState(ctx, stateLexicon, version)
}

func (s *store) lexicon(ctx context.Context) (words, pairs map[string]int64, err error) {
	read := func(query string) (map[string]int64, error) {
		out := map[string]int64{}
		err := s.db.Each(ctx, "read the lexicon", query, nil, func(rows *sql.Rows) error {
			var key string
			var n int64
			err := rows.Scan(&key, &n)
			out[key] = n
			return err
		})
		return out, err
	}
	if words, err = read(`SELECT word, count FROM search_words`); err != nil {
		return nil, nil, err
	}
	pairs, err = read(`SELECT pair, count FROM search_pairs`)
	return words, pairs, err
}

// takeChanges removes the oldest marks of changed products and returns whose they
// were. Two workers take different ones.
func (s *store) takeChanges(ctx context.Context, limit int) ([]ident.ID, error) {
	var out []ident.ID
	err := s.db.Each(ctx, "take changed products", `
DELETE FROM search_changes WHERE product_id IN (
    SELECT product_id FROM search_changes ORDER BY version LIMIT ? FOR UPDATE SKIP LOCKED) RETURNING product_id`, []any{limit},
		func(rows *sql.Rows) error {
			var id ident.ID
			err := rows.Scan(&id)
			out = append(out, id)
			return err
		})
	return out, err
}
