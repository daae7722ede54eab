package catalog

import (
	"context"
	"database/sql"
	"strings"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/vntext"
)

const synonymColumns = `id, kind, array_to_json(terms), version, updated_at`

func (s *store) readSynonyms(ctx context.Context, doing, query string, args ...any) ([]Synonym, error) {
	var out []Synonym
	err := s.db.Each(ctx, doing, query, args, func(rows *sql.Rows) error {
		var one Synonym
		var terms db.FromJSON[[]string]
		err := rows.Scan(&one.ID, &one.Kind, &terms, &one.Version, &one.UpdatedAt)
		one.Terms = terms.V
		out = append(out, one)
		return err
	})
	return out, err
}

func (s *store) synonyms(ctx context.Context) ([]Synonym, error) {
	return s.readSynonyms(ctx, "read synonyms", `SELECT `+synonymColumns+` FROM synonyms ORDER BY updated_at DESC, id`)
}

func (s *store) lockSynonyms(ctx context.Context) error {
	_, err := s.db.Exec(ctx, "lock synonyms", `LOCK TABLE synonyms IN SHARE ROW EXCLUSIVE MODE`)
	return err
}

func (s *store) lockSynonym(ctx context.Context, id ident.ID) (*Synonym, error) {
	found, err := s.readSynonyms(ctx, "lock synonym", `SELECT `+synonymColumns+` FROM synonyms WHERE id = ? FOR UPDATE`, id)
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, ErrSynonymNotFound
	}
	return &found[0], nil
}

func (s *store) insertSynonym(ctx context.Context, one *Synonym, actor ident.ID) error {
	_, err := s.db.Exec(ctx, "add synonym",
		`INSERT INTO synonyms (id, kind, terms, changed_by, updated_at) VALUES (?, ?, `+textArray+`, ?, ?)`,
		one.ID, one.Kind, list(one.Terms), actor, one.UpdatedAt)
	return err
}

func (s *store) updateSynonym(ctx context.Context, one *Synonym, actor ident.ID) error {
	_, err := s.db.Exec(ctx, "change synonym",
		`UPDATE synonyms SET kind = ?, terms = `+textArray+`, version = ?, changed_by = ?, updated_at = ? WHERE id = ?`,
		one.Kind, list(one.Terms), one.Version, actor, one.UpdatedAt, one.ID)
	return err
}

// deleteSynonym returns the terms that were; nil for none.
func (s *store) deleteSynonym(ctx context.Context, id ident.ID) ([]string, error) {
	found, err := s.readSynonyms(ctx, "remove synonym", `DELETE FROM synonyms WHERE id = ? RETURNING `+synonymColumns, id)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return found[0].Terms, nil
}

// calledAny lists products, in the order of ids, that have all words of one of the terms.
func (s *store) calledAny(ctx context.Context, terms []string, after ident.ID, limit int) ([]ident.ID, error) {
	var queries []string
	for _, t := range terms {
		if words := strings.Fields(vntext.SearchKey(t)); len(words) > 0 {
			queries = append(queries, "("+strings.Join(words, " & ")+")")
		}
	}
	if len(queries) == 0 {
		return nil, nil
	}
	return s.ids(ctx, "list products called so", `
SELECT id FROM products WHERE search_tsv @@ to_tsquery('simple', ?) AND id > ? ORDER BY id LIMIT ?`, strings.Join(queries, " | "), after, limit)
}
