package judged

import (
	_ "embed" // the judgements
	"slices"
	"strconv"
	"strings"

	"github.com/chophien/chophien/internal/vntext"
)

//go:embed queries.txt
var queriesText string

// Query is a judged query.
type Query struct {
	Words string
	Kinds []string // wanted
	Place string   // wanted; "" for any
	Good  []string // kinds that come near
	// MaxVND and Stars are wishes that the answer must obey; 0 for none.
	MaxVND int64
	Stars  int
	// Without are ways of typing that make no sense for it.
	Without []string
}

// Queries returns the judged queries: those written down, then every kind by its name.
func Queries() []Query {
	var out []Query
	for _, f := range lines(queriesText) {
		f = append(f, "", "", "", "", "")
		q := Query{Words: f[0], Kinds: list(f[1]), Place: f[2], Good: list(f[3]), Without: list(f[5])}
		for _, w := range list(f[4]) {
			name, value, _ := strings.Cut(w, "=")
			n, err := strconv.ParseInt(value, 10, 64)
			switch {
			case err != nil:
			case name == "max":
				q.MaxVND = n
			case name == "stars":
				q.Stars = int(n)
			}
		}
		out = append(out, q)
	}
	for _, k := range Kinds() {
		out = append(out, Query{Words: strings.ToLower(k.VI), Kinds: []string{k.Slug}})
	}
	return out
}

// Grade is what a product is worth as an answer: 3, 1 or 0. loose tells that the
// query was typed without diacritics. Pure.
func (q *Query) Grade(t Thing, loose bool) int {
	if q.MaxVND > 0 && (t.PriceVND == 0 || t.PriceVND > q.MaxVND) || t.Stars < q.Stars {
		return 0
	}
	wanted := slices.Contains(q.Kinds, t.Kind) || loose && q.foldsTo(t.Kind)
	switch {
	case wanted && (q.Place == "" || q.Place == t.Place):
		return 3
	case wanted || slices.Contains(q.Good, t.Kind):
		return 1
	}
	return 0
}

// foldsTo tells whether a kind's name has the folded words as a phrase.
func (q *Query) foldsTo(kind string) bool {
	if q.Place != "" {
		return false
	}
	phrase := " " + vntext.SearchKey(q.Words) + " "
	for _, k := range Kinds() {
		if k.Slug == kind {
			return strings.Contains(" "+k.folded+" ", phrase)
		}
	}
	return false
}
