// Package intent reads what a query asks for besides words: a price, stars, what is
// in season, an occasion, a large quantity. It is pure: words in, wishes out.
package intent

import (
	"strings"

	"github.com/chophien/chophien/internal/money"
)

// Kind is a kind of wish.
type Kind string

// The kinds.
const (
	KindPrice    Kind = "price"
	KindStars    Kind = "stars"
	KindSeason   Kind = "season"
	KindOccasion Kind = "occasion"
	KindBulk     Kind = "bulk"
)

// Wish is one thing asked for besides words.
type Wish struct {
	Kind Kind
	// Text are the words it was read from, as typed: "dưới 200k".
	Text string
	// PriceMin and PriceMax bound a KindPrice; 0 is open.
	PriceMin, PriceMax money.VND
	// Stars is the least number of a KindStars, 1 to 5.
	Stars int
	// Tag is the tag of products that a KindOccasion is about: "tet", "qua-tang".
	Tag  string
	Bulk Bulk
}

// Bulk is a large quantity.
type Bulk struct {
	Quantity int64  // 0 if none was named
	Unit     string // as sales units are listed ("con", "kg", "tấn"); "" if none was named
	Per      Period
}

// Period is how often a quantity is wanted.
type Period string

// The periods; "" is once.
const (
	PerDay   Period = "day"
	PerWeek  Period = "week"
	PerMonth Period = "month"
	PerYear  Period = "year"
)

// Query is a query taken apart.
type Query struct {
	// Words are what is left, as typed, with single spaces.
	Words string
	// Wishes are at most one of each kind, in the order of reading.
	Wishes []Wish
}

// maxRead bounds how much is read; nobody wishes at such length.
const maxRead = 400

// Parse takes the wishes out of a query. It never fails: what makes no sense stays
// among the words.
func Parse(q string) Query {
	t := newText(q)
	var out Query
	// Stars and quantities first: their numbers are no prices.
	for _, read := range []func(t *text) (Wish, bool){readStars, readBulk, readPrice, readSeason, readOccasion} {
		if w, ok := read(t); ok {
			out.Wishes = append(out.Wishes, w)
		}
	}
	out.Words = t.rest()
	return out
}

// quantity reads digits that may be grouped by dots or commas; 0 for none or too many.
func quantity(digits string) int64 {
	var n int64
	for _, r := range digits {
		if r < '0' || r > '9' {
			continue
		}
		if n > 1_000_000_000 {
			return 0
		}
		n = 10*n + int64(r-'0')
	}
	return n
}

// isGrouped tells whether a number's signs part thousands, as in 1.234.567.
func isGrouped(number string) bool {
	parts := strings.FieldsFunc(number, func(r rune) bool { return r == '.' || r == ',' })
	for i, p := range parts {
		if i > 0 && len(p) != 3 {
			return false
		}
	}
	return len(parts) > 1 && len(parts[0]) <= 3
}
