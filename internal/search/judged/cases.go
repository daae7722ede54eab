package judged

import (
	_ "embed" // the judgements
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/chophien/chophien/internal/vntext"
)

//go:embed cases.txt
var casesText string

//go:embed cases_demo.txt
var casesDemoText string

// Case is a hard query. It is judged by more than a Query: by demo product, seller,
// size and a lowest price, and by topic.
type Case struct {
	Topic string
	Words string // as a careful shopper writes them
	// MinVND and MaxVND bound the price and Stars the mark; 0 for any.
	MinVND, MaxVND int64
	Stars          int
	Size           string // "500 ml"; "" for any
	// Without are ways of typing that make no sense for it.
	Without []string

	want, near []term
}

// term is one sort of answer; what is empty or 0 is open.
type term struct {
	kind  string
	place string
	maker int
	code  string
}

// Item is a product as cases judge it.
type Item struct {
	Thing

	Code   string   // of a demo product: P01
	Maker  int      // of a generated product
	Places []string // all that may be called its origin: commune, district
	Sizes  []string // "500 g"
}

// cases are read once; the fault tells of a line that makes no sense.
var cases = sync.OnceValues(readCases) //nolint:gochecknoglobals // read once, never changed

// Cases returns the hard queries: those of cases.txt, then every demo product by its
// own name. Errors: a list that makes no sense.
func Cases() ([]Case, error) { return cases() }

func readCases() ([]Case, error) {
	var out []Case
	groups, topic := map[string]string{}, ""
	for _, f := range lines(casesText) {
		first := f[0]
		switch {
		case strings.HasPrefix(first, "["):
			topic = strings.Trim(first, "[]")
			continue
		case strings.HasPrefix(first, "@"):
			name, kinds, _ := strings.Cut(first, " = ")
			groups[name] = kinds
			continue
		}
		f = append(f, "", "", "", "")
		c := Case{Topic: topic, Words: first, Without: list(f[4])}
		var err error
		if c.want, err = terms(f[1], groups); err != nil {
			return nil, fmt.Errorf("case %q: %w", first, err)
		}
		if c.near, err = terms(f[2], groups); err != nil {
			return nil, fmt.Errorf("case %q: %w", first, err)
		}
		if err = c.wishes(f[3]); err != nil {
			return nil, fmt.Errorf("case %q: %w", first, err)
		}
		out = append(out, c)
	}
	for _, f := range lines(casesDemoText) {
		also, err := terms(f[4], nil)
		if err != nil {
			return nil, fmt.Errorf("demo product %s: %w", f[0], err)
		}
		out = append(out, Case{Topic: "demo", Words: f[3], want: append([]term{{code: f[0]}}, also...), near: []term{{kind: f[1]}}})
	}
	return out, nil
}

func (c *Case) wishes(field string) error {
	for _, w := range list(field) {
		name, value, _ := strings.Cut(w, "=")
		if name == "size" {
			c.Size = value
			continue
		}
		n, err := strconv.ParseInt(value, 10, 64)
		switch {
		case err != nil:
			return fmt.Errorf("read wish %q: %w", w, err)
		case name == "max":
			c.MaxVND = n
		case name == "min":
			c.MinVND = n
		case name == "stars":
			c.Stars = int(n)
		default:
			return fmt.Errorf("unknown wish %q", w)
		}
	}
	return nil
}

// isCode tells a demo product's code from a kind.
var isCode = regexp.MustCompile(`^P\d\d$`)

// terms reads a field such as "P13,che-shan@suoi-giang,@que+maker:5".
func terms(field string, groups map[string]string) ([]term, error) {
	var out []term
	for _, s := range list(field) {
		if isCode.MatchString(s) {
			out = append(out, term{code: s})
			continue
		}
		var t term
		what, maker, made := strings.Cut(s, "+maker:")
		if made {
			n, err := strconv.Atoi(maker)
			if err != nil {
				return nil, fmt.Errorf("read maker of %q: %w", s, err)
			}
			t.maker = n
		}
		if i := strings.LastIndex(what, "@"); i > 0 {
			what, t.place = what[:i], what[i+1:]
		}
		kinds := []string{what}
		if strings.HasPrefix(what, "@") {
			kinds = list(groups[what])
		}
		for _, k := range kinds {
			if k != "*" && !slices.ContainsFunc(allKinds(), func(known Kind) bool { return known.Slug == k }) {
				return nil, fmt.Errorf("unknown kind %q", k)
			}
			t.kind = k
			out = append(out, t)
		}
		if len(kinds) == 0 {
			return nil, fmt.Errorf("unknown group %q", what)
		}
	}
	return out, nil
}

func (t term) isKind(it *Item) bool { return t.code == "" && (t.kind == "*" || t.kind == it.Kind) }

func (t term) fits(it *Item) bool {
	if t.code != "" {
		return t.code == it.Code
	}
	return t.isKind(it) && (t.place == "" || slices.Contains(it.Places, t.place)) && (t.maker == 0 || t.maker == it.Maker)
}

// Grade is what a product is worth as an answer: 3, 1 or 0. also are kinds that the
// words as typed name as well, where diacritics were lost: "que" for quế is a stick,
// too. Pure.
func (c *Case) Grade(it *Item, also map[string]bool) int {
	if c.MaxVND > 0 && (it.PriceVND == 0 || it.PriceVND > c.MaxVND) || it.PriceVND < c.MinVND || it.Stars < c.Stars {
		return 0
	}
	right, nearly := false, false
	for _, t := range c.want {
		right = right || t.fits(it)
		nearly = nearly || t.kind != "*" && t.isKind(it)
	}
	for _, t := range c.near {
		nearly = nearly || t.fits(it)
	}
	right = right || also[it.Kind] && c.anywhere()
	if right && (c.Size == "" || slices.Contains(it.Sizes, c.Size)) {
		return 3
	}
	if right || nearly {
		return 1
	}
	return 0
}

// anywhere tells that the case asks for kinds only: who names a place, a seller or
// one product cannot mean another kind.
func (c *Case) anywhere() bool {
	return !slices.ContainsFunc(c.want, func(t term) bool { return t.code != "" || t.place != "" || t.maker != 0 })
}

// opened are the kinds whose Vietnamese name begins with the words as typed. A word
// with diacritics must be spelt so, another may be spelt in any way.
func opened(reading string) map[string]bool {
	out := map[string]bool{}
	typed := strings.Fields(vntext.AccentKey(reading))
	for _, k := range allKinds() {
		spelt := strings.Fields(vntext.AccentKey(k.VI))
		all := len(typed) > 0 && len(typed) <= len(spelt)
		for i := 0; all && i < len(typed); i++ {
			all = spelt[i] == typed[i] || vntext.Fold(typed[i]) == typed[i] && vntext.Fold(spelt[i]) == typed[i]
		}
		if all {
			out[k.Slug] = true
		}
	}
	return out
}

// sized finds the sizes that a name tells: "hũ 500 g".
var sized = regexp.MustCompile(`\b\d+ (?:g|kg|ml|lít)(?:\s|$)`)

// Items returns all products of a market by slug: the generated ones, and the demo
// products, of which the caller knows slug, price and valid stars by code.
func Items(products []Product, demo map[string]Thing) map[string]Item {
	out := make(map[string]Item, len(products)+len(demo))
	for i := range products {
		p := &products[i]
		it := Item{Thing: p.Thing, Maker: p.Maker, Places: []string{p.Place}}
		for _, size := range sized.FindAllString(p.VI, -1) {
			it.Sizes = append(it.Sizes, strings.TrimSpace(size))
		}
		out[p.Slug] = it
	}
	for _, f := range lines(casesDemoText) {
		if thing, there := demo[f[0]]; there {
			thing.Kind = f[1]
			it := Item{Thing: thing, Code: f[0], Places: list(f[2])}
			if len(f) > 5 {
				it.Sizes = list(f[5])
			}
			out[thing.Slug] = it
		}
	}
	return out
}
