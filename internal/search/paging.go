package search

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"time"

	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/platform/clock"
)

func monthOf(now time.Time) int { return int(now.In(clock.Saigon).Month()) }

// spot is a product's place in the order; higher comes first.
type spot struct {
	first, second int64
	id            ident.ID
}

func compare(a, b spot) int {
	return cmp.Or(cmp.Compare(b.first, a.first), cmp.Compare(b.second, a.second), slices.Compare(b.id[:], a.id[:]))
}

// place orders candidates.
func (e *Postgres) place(found []candidate, a *asked, q Query, dir *directory) []spot {
	return order(found, a, q, monthOf(e.clock.Now()), func(c *candidate) int64 { return dir.nearness(c.org, q.Province) })
}

// order ranks candidates, or sorts them as asked for. near tells how near the
// seller is, higher for nearer. Pure.
func order(found []candidate, a *asked, q Query, month int, near func(c *candidate) int64) []spot {
	out := make([]spot, len(found))
	for i := range found {
		c := &found[i]
		switch q.Sort {
		case catalog.SortRelevance:
			out[i] = spot{first: score(c, a, month), second: c.sold, id: c.id}
		case catalog.SortNear:
			out[i] = spot{first: near(c), second: score(c, a, month), id: c.id}
		case catalog.SortPopular, catalog.SortNewest, catalog.SortPriceAsc, catalog.SortPriceDesc:
			out[i] = spot{first: orderValue(q.Sort, c), id: c.id}
		}
	}
	slices.SortFunc(out, compare)
	return out
}

// orderValue is what a list is sorted by, higher first.
func orderValue(sort catalog.Sort, c *candidate) int64 {
	switch sort {
	case catalog.SortNewest:
		return c.listed.UnixMicro()
	case catalog.SortPriceDesc:
		return c.price
	case catalog.SortPriceAsc:
		if c.price == 0 { // without a price: behind all that have one
			return math.MinInt64
		}
		return -c.price
	case catalog.SortPopular, catalog.SortRelevance, catalog.SortNear:
	}
	return c.sold
}

// page cuts a page out of the whole order. Pure.
func page(all []spot, capped bool, q Query) Result {
	out := Result{Total: min(int64(len(all)), keyset.CountCap), Capped: capped}
	from := 0
	if q.After != nil {
		at, exact := slices.BinarySearchFunc(all, spot{first: q.After.First, second: q.After.Second, id: q.After.ID}, compare)
		if from = at; exact {
			from++
		}
	}
	to := min(from+q.Limit, len(all))
	for _, s := range all[from:to] {
		out.IDs = append(out.IDs, s.id)
	}
	if to < len(all) && to > from {
		last := all[to-1]
		out.Next = &Place{First: last.first, Second: last.second, ID: last.id, Offset: int64(to)}
	}
	return out
}

func cursorKind(sort catalog.Sort) string { return "search." + string(sort) }

// writeCursor makes the cursor of a page out of where it ended and of the reading
// it is of: which reading of its words a query got must not change between pages.
func writeCursor(sort catalog.Sort, reading int, p *Place) string {
	if p == nil {
		return ""
	}
	return keyset.Encode(cursorKind(sort), strconv.Itoa(reading), strconv.FormatInt(p.First, 10), strconv.FormatInt(p.Second, 10),
		p.ID.String(), strconv.FormatInt(p.Offset, 10), strconv.FormatInt(p.Window, 10))
}

// readCursor returns nil for an empty cursor. Errors: keyset.ErrBadCursor.
func readCursor(sort catalog.Sort, cursor string) (reading int, after *Place, err error) {
	if cursor == "" {
		return 0, nil, nil
	}
	parts, err := keyset.Decode(cursorKind(sort), cursor, 6)
	if err != nil {
		return 0, nil, err
	}
	var p Place
	var ok bool
	var faults [5]error
	reading, faults[0] = strconv.Atoi(parts[0])
	p.First, faults[1] = strconv.ParseInt(parts[1], 10, 64)
	p.Second, faults[2] = strconv.ParseInt(parts[2], 10, 64)
	p.ID, ok = ident.Parse(parts[3])
	p.Offset, faults[3] = strconv.ParseInt(parts[4], 10, 64)
	p.Window, faults[4] = strconv.ParseInt(parts[5], 10, 64)
	if cmp.Or(faults[:]...) != nil || !ok || reading < 0 || reading > maxReadings || p.Offset < 0 || p.Offset > keyset.CountCap ||
		p.Window < 0 || p.Window > keyset.CountCap {
		return 0, nil, keyset.ErrBadCursor
	}
	return reading, &p, nil
}
