package index

import (
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/platform/meili"
)

// Live is the name of the index that is searched. One being built is called the same
// with a number.
const Live = "products"

// shape is a field that no document has. It is named among the fields returned so
// that an index tells which shape its documents have: raise its number whenever
// document changes, and the index is built anew at the next start.
const shape = "shape-1"

// Fields of a hit that are asked for.
const (
	FieldCard = "card"
	FieldText = "text"
)

// Words are the searchable fields in which folded words are looked for; names only
// those that hold names.
func Words() []string { return []string{"vi", "en", "also", "text"} }

// Names are the searchable fields that hold the name.
func Names() []string { return []string{"vi", "en", "also"} }

// CodedNames are the searchable fields of words as Coded writes them, with those of
// the name beside.
func CodedNames() []string { return []string{"spelt", "vi", "en", "also", "text"} }

// Setup is the index's settings. The order of the rules follows the ranking of package
// search, which orders the best hits anew: the rules only decide which those are. How
// near words are to each other is not kept: ranking sees it for itself, and the server
// indexes twice as fast without.
func Setup() meili.Setup {
	return meili.Setup{
		Searchable: []string{"spelt", "vi", "en", "also", "text"},
		Filterable: []string{"category", "org", "province", "commune", "price", "band", "stars", "season", "in_stock", "gi", "tags"},
		Sortable:   []string{"price", "sold", "listed"},
		Displayed:  []string{"id", "v", FieldCard, FieldText, shape},
		Ranking:    []string{"sort", "words", "attribute", "exactness", "worth:desc"},
		MaxHits:    keyset.CountCap + 1, MaxFacetValues: 1000,
		// Longer than a search waits: rather another engine's answer than one half sorted.
		CutoffMS: 1000,
	}
}
