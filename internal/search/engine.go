package search

import (
	"context"

	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
)

// Reading is one way to understand the words of a query.
type Reading struct {
	// Folded and Spelt hold the same words, without and with diacritics, parted by
	// single spaces: "mut tao meo" and vntext.AccentKey's "mứt tào mèo". They are
	// equal where no diacritics were typed.
	Folded, Spelt string
	// Whole tells that the last word is complete; otherwise it may be a beginning.
	Whole bool
}

// Query asks an engine for a page of matches.
type Query struct {
	Reading Reading
	// Some asks for what has some of the words, instead of all: the nearest meanings.
	Some   bool
	Filter catalog.Filter
	// Sort is SortRelevance or another order among what matches.
	Sort catalog.Sort
	// Province is the buyer's, for SortNear.
	Province string
	// After is where the page before ended; nil begins.
	After *Place
	Limit int
	// Facets asks for counts beside the page.
	Facets bool
}

// Place is where a page ended: the value of its last hit, and how many hits came
// before it. An engine uses what suits it, so that a page continues on another one.
type Place struct {
	First, Second int64
	ID            ident.ID
	Offset        int64
	Window        int64 // of an engine that reads lists in windows
}

// Result is a page of matches.
type Result struct {
	IDs []ident.ID // best first, or in the order asked for
	// Next is nil at the end.
	Next *Place
	// Total is exact up to keyset.CountCap; Capped tells that there are more.
	Total  int64
	Capped bool
	// Facets is nil unless asked for.
	Facets *Counts
}

// Counts are how many matches each choice would leave: by category id,
// cooperative id and so on. Where the total is capped they are lower bounds. The
// counts of a dimension that is filtered ignore that filter, so that other
// choices of it can be offered.
type Counts struct {
	Categories   map[ident.ID]int64
	Cooperatives map[ident.ID]int64
	Communes     map[string]int64
	Stars        map[int]int64 // by exact number of valid stars, 0 left out
	Bands        [len(PriceBands)]int64
	InSeason     int64
	InStock      int64
	Certified    int64
}

// PriceBands are the lower ends of the price bands that are counted, in whole
// đồng; each goes up to the next, the last has no end.
var PriceBands = [...]int64{1, 50_000, 100_000, 200_000, 500_000} //nolint:gochecknoglobals // an array cannot be a constant

// Suggestion is a product that a beginning of words leads to.
type Suggestion struct {
	ID   ident.ID
	Slug string
	Name catalog.Text
}

// Engine finds products. Implementations must be safe for concurrent use and
// return only what is listed.
type Engine interface {
	// Name is told on the site's facts ("PostgreSQL", "Meilisearch 1.50.0").
	Name() string
	// Search returns the matches.
	Search(ctx context.Context, q Query) (Result, error)
	// Suggest returns the limit best products for a reading, without counting.
	Suggest(ctx context.Context, r Reading, limit int) ([]Suggestion, error)
}
