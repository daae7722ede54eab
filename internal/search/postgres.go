package search

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
)

// Postgres is the engine on the market's own database. It ranks the thousand
// likeliest matches; a list of matches ends there.
type Postgres struct {
	store *store
	clock clock.Clock
}

// NewPostgres returns the engine over a database.
func NewPostgres(d *db.DB, c clock.Clock) *Postgres { return &Postgres{store: &store{db: d}, clock: c} }

// Name implements Engine.
func (*Postgres) Name() string { return "postgresql" }

// most is how many matches are ranked, one more than is counted exactly.
const most = keyset.CountCap + 1

// maxTerms bounds the words that are looked for; more say nothing more.
const maxTerms = 12

// Search implements Engine.
func (e *Postgres) Search(ctx context.Context, q Query) (Result, error) {
	after, err := readCursor(q.Sort, q.Cursor)
	if err != nil {
		return Result{}, err
	}
	w := parse(q.Words)
	if len(w.each) > maxTerms {
		w.each = w.each[:maxTerms]
	}
	if len(w.each) == 0 { // signs only: nothing is called that
		return Result{}, nil
	}
	found, err := e.store.byWords(ctx, w, q, e.clock.Now())
	if err != nil {
		return Result{}, err
	}
	if len(found) == 0 {
		if found, err = e.store.byLikeness(ctx, w, q, e.clock.Now()); err != nil {
			return Result{}, err
		}
	}
	return page(place(found, w, q.Sort), after, q), nil
}

// tsquery asks for all words, the last as a beginning. Words are letters and
// digits only, so they need no quoting.
func tsquery(each []string) string { return strings.Join(each, " & ") + ":*" }

// spot is a product's place in the order; higher comes first.
type spot struct {
	first, second int64
	id            ident.ID
}

func compare(a, b spot) int {
	return cmp.Or(cmp.Compare(b.first, a.first), cmp.Compare(b.second, a.second), slices.Compare(b.id[:], a.id[:]))
}

// place orders candidates. Pure.
func place(found []candidate, w words, sort catalog.Sort) []spot {
	out := make([]spot, len(found))
	for i, c := range found {
		if sort == catalog.SortRelevance {
			out[i] = spot{first: score(c, w), second: c.order, id: c.id}
		} else {
			out[i] = spot{first: c.order, id: c.id}
		}
	}
	slices.SortFunc(out, compare)
	return out
}

// page cuts a page out of the order. Pure.
func page(all []spot, after *spot, q Query) Result {
	out := Result{Total: min(int64(len(all)), keyset.CountCap), Capped: len(all) > keyset.CountCap}
	all = all[:out.Total]
	if after != nil {
		from, exact := slices.BinarySearchFunc(all, *after, compare)
		if exact {
			from++
		}
		all = all[from:]
	}
	if len(all) > q.Limit {
		all = all[:q.Limit]
		out.Next = writeCursor(q.Sort, all[q.Limit-1])
	}
	for _, s := range all {
		out.IDs = append(out.IDs, s.id)
	}
	return out
}

func cursorKind(sort catalog.Sort) string { return "search." + string(sort) }

func writeCursor(sort catalog.Sort, s spot) string {
	return keyset.Encode(cursorKind(sort), strconv.FormatInt(s.first, 10), strconv.FormatInt(s.second, 10), s.id.String())
}

func readCursor(sort catalog.Sort, cursor string) (*spot, error) {
	if cursor == "" {
		return nil, nil //nolint:nilnil // "from the start" is no place
	}
	parts, err := keyset.Decode(cursorKind(sort), cursor, 3)
	if err != nil {
		return nil, err
	}
	first, errFirst := strconv.ParseInt(parts[0], 10, 64)
	second, errSecond := strconv.ParseInt(parts[1], 10, 64)
	id, ok := ident.Parse(parts[2])
	if errFirst != nil || errSecond != nil || !ok {
		return nil, keyset.ErrBadCursor
	}
	return &spot{first: first, second: second, id: id}, nil
}

// orderValue turns a product's figures into what its order is sorted by, higher first.
func orderValue(sort catalog.Sort, sold, listedMicros, price int64) int64 {
	switch sort {
	case catalog.SortNewest:
		return listedMicros
	case catalog.SortPriceDesc:
		return price
	case catalog.SortPriceAsc:
		if price == 0 { // without a price: behind all that have one
			return math.MinInt64
		}
		return -price
	case catalog.SortPopular, catalog.SortRelevance:
	}
	return sold
}
