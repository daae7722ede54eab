package catalog

import (
	"fmt"
	"strings"
	"time"

	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/ocop"
	"github.com/chophien/chophien/internal/platform/db"
)

// store holds the SQL of the catalogue. Reads are written out: each is one
// statement whose plan is known, and none needs another for each row.
type store struct{ db *db.DB }

// where gathers conditions and their arguments.
type where struct {
	conditions []string
	args       []any
}

func (w *where) add(condition string, args ...any) {
	w.conditions = append(w.conditions, condition)
	w.args = append(w.args, args...)
}

func (w *where) String() string { return strings.Join(w.conditions, " AND ") }

// publicOnly leaves only what shoppers may see. Asking who is not verified reads
// a handful of rows once, where a join would look up every product's seller.
const (
	publicFrom   = `FROM products p`
	publicOnly   = `p.status = 'listed' AND ` + verifiedOnly
	verifiedOnly = `p.org_id NOT IN (SELECT id FROM organisations WHERE status <> 'verified')`
)

// filtered is the WHERE of the public list.
func filtered(f Filter, now time.Time) *where {
	w := &where{}
	w.add(publicOnly)
	w.narrow(f, now)
	return w
}

// narrow adds what a filter asks for.
func (w *where) narrow(f Filter, now time.Time) {
	if f.Category != "" {
		w.add(`p.category_id = (SELECT id FROM categories WHERE slug = ?)`, f.Category)
	}
	if f.Cooperative != "" {
		w.add(`p.org_id = (SELECT id FROM organisations WHERE slug = ?)`, f.Cooperative)
	}
	if f.OCOPMin > 0 {
		// The stars that count are few, so that the planner may look each up. As words of the statement
		// they, and the day, are planned for once.
		w.add(fmt.Sprintf(`p.ocop_stars >= %d AND p.ocop_stars > 0 AND p.ocop_expires_on >= '%s'::date`, f.OCOPMin, ocop.DateOf(now).Format(time.DateOnly)))
	}
	if f.InSeason {
		w.add(fmt.Sprintf(`p.season_months @> '{%d}'::smallint[]`, monthOf(now)))
	}
	if f.PriceMax != nil {
		w.add(`p.from_price_vnd BETWEEN 1 AND ?`, int64(*f.PriceMax))
	}
	if f.PriceMin != nil {
		w.add(`p.from_price_vnd >= greatest(1, ?::bigint)`, int64(*f.PriceMin))
	}
	if f.InStock {
		w.add(`p.in_stock AND NOT p.quote_only`)
	}
	if f.Certified {
		w.add(`p.gi_label <> ''`)
	}
	if f.Commune != "" {
		w.add(`p.origin_commune = ?`, f.Commune)
	}
	if f.Tag != "" {
		w.add(`p.tags @> ARRAY[?::text]`, f.Tag)
	}
}

// EntrySQL gives search the condition of what shoppers may see under a filter, p
// being search_entries: it has listed goods only, in columns of the same names.
func EntrySQL(f Filter, now time.Time) (condition string, args []any) {
	w := &where{}
	w.add(verifiedOnly)
	w.narrow(f, now)
	return w.String(), w.args
}

// PublicSQL gives read models (search) the FROM and WHERE of what shoppers may
// see under a filter, products being p, so that there is one answer to it.
func PublicSQL(f Filter, now time.Time) (from, condition string, args []any) {
	w := filtered(f, now)
	return publicFrom, w.String(), w.args
}

// order returns the ORDER BY of a sort and adds the condition that continues
// after a card; each is served by an index that ends with the id.
func order(sort Sort, after *sortKey, w *where) string {
	switch sort {
	case SortNewest:
		if after != nil {
			w.add(`(p.listed_at, p.id) < (?, ?)`, time.UnixMicro(after.value).UTC(), after.id)
		}
		return `p.listed_at DESC, p.id DESC`
	case SortPriceAsc:
		if after != nil {
			w.add(`((p.from_price_vnd = 0), p.from_price_vnd, p.id) > (?, ?, ?)`, after.value == 0, after.value, after.id)
		}
		return `(p.from_price_vnd = 0), p.from_price_vnd, p.id`
	case SortPriceDesc:
		if after != nil {
			w.add(`(p.from_price_vnd, p.id) < (?, ?)`, after.value, after.id)
		}
		return `p.from_price_vnd DESC, p.id DESC`
	case SortPopular, SortRelevance, SortNear:
	}
	if after != nil {
		w.add(`(p.sold_count, p.id) < (?, ?)`, after.value, after.id)
	}
	return `p.sold_count DESC, p.id DESC`
}

// countLimit is one more than is counted exactly.
const countLimit = keyset.CountCap + 1
