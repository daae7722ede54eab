package search

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"

	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/ocop"
	"github.com/chophien/chophien/internal/platform/db"
)

type store struct{ db *db.DB }

// request asks for candidates that have words.
type request struct {
	words  []string
	whole  bool // the last word is no beginning
	named  bool // names have them, and not only the seller or the shelf
	filter catalog.Filter
	sort   catalog.Sort
	limit  int
	now    time.Time
	text   bool // read everything they are found by as well
}

// tiers is how many parts search_entries has, by how well goods sold (search_tier).
const tiers = 6

func (r request) sql() (query string, args []any) {
	condition, one := catalog.EntrySQL(r.filter, r.now)
	one = append(one, allOf(r.words, r.whole, r.named))
	page := func(columns, part string) string {
		return fmt.Sprintf(`SELECT %s FROM search_entries p WHERE %s%s AND p.words @@ ?::tsquery ORDER BY %s LIMIT %d`,
			columns, part, condition, orderBy(r.sort), r.limit)
	}
	switch {
	case r.text:
		return fmt.Sprintf(`SELECT p.card, t.search_text FROM (%s) p JOIN products t ON t.id = p.id ORDER BY %s`,
			page("p.id, p.sold_count, p.from_price_vnd, p.listed_at, p.card", ""), orderBy(r.sort)), one
	case !popular(r.sort):
		return packed(page("p.card", "")), one
	}
	// The best sold first: a part is looked into only while those before are not enough.
	parts := make([]string, tiers)
	for i := range parts {
		parts[i] = "(" + page("p.card", fmt.Sprintf("p.tier = %d AND ", tiers-1-i)) + ")"
		args = append(args, one...)
	}
	return packed(fmt.Sprintf("SELECT p.card FROM (\n%s) p LIMIT %d", strings.Join(parts, "\nUNION ALL\n"), r.limit)), args
}

// packed makes one value of all cards of a page, each after its length: a thousand
// rows on their way through driver and database/sql took longer than finding them.
func packed(page string) string {
	return `SELECT coalesce(string_agg(int4send(octet_length(page.card)) || page.card, ''::bytea), ''::bytea) FROM (` + page + `) page`
}

func popular(sort catalog.Sort) bool {
	return sort == catalog.SortPopular || sort == catalog.SortRelevance || sort == catalog.SortNear
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
	today := daysOf(ocop.DateOf(r.now))
	var out []candidate
	err := s.db.Each(ctx, "search by words", query, args, func(rows *sql.Rows) error {
		var raw sql.RawBytes
		if !r.text {
			if err := rows.Scan(&raw); err != nil {
				return err
			}
			var err error
			out, err = readCards(string(raw), today)
			return err
		}
		var text string
		if err := rows.Scan(&raw, &text); err != nil {
			return err
		}
		c, ok := readCard(string(raw), today)
		if !ok {
			return errCard
		}
		c.text = text
		out = append(out, c)
		return nil
	})
	return out, err
}

// allOf asks for all words, the last as a beginning unless it is whole. Words are
// letters, digits and marks only (vntext), and quoted besides.
func allOf(words []string, whole, named bool) string {
	var b strings.Builder
	for i, w := range words {
		if i > 0 {
			b.WriteString(" & ")
		}
		b.WriteByte('\'')
		if named {
			b.WriteByte('=')
		}
		b.WriteString(strings.ReplaceAll(strings.ReplaceAll(w, `\`, `\\`), "'", "''"))
		b.WriteByte('\'')
	}
	if !whole {
		b.WriteString(":*")
	}
	return b.String()
}

const suggestionsSQL = `SELECT p.id, p.slug, p.name_vi, p.name_en FROM unnest(?::uuid[]) WITH ORDINALITY AS wanted (id, ord)
JOIN products p ON p.id = wanted.id ORDER BY wanted.ord`

// suggestions names products in the order of ids.
func (s *store) suggestions(ctx context.Context, ids []ident.ID) ([]Suggestion, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	var out []Suggestion
	err := s.db.Each(ctx, "name suggestions", suggestionsSQL, []any{db.IDs(ids)}, func(rows *sql.Rows) error {
		var one Suggestion
		err := rows.Scan(&one.ID, &one.Slug, &one.Name.VI, &one.Name.EN)
		out = append(out, one)
		return err
	})
	return out, err
}
