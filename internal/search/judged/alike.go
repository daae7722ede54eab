package judged

import (
	_ "embed" // the list
	"fmt"
	"strconv"
	"strings"
	"sync"

	"github.com/chophien/chophien/internal/vntext"
)

//go:embed alike.txt
var alikeText string

// alikes are the kinds of the hard market only, with the sizes they come in.
var alikes = sync.OnceValue(func() (out struct { //nolint:gochecknoglobals // read once, never changed
	kinds []Kind
	sizes map[string][]string
},
) {
	out.sizes = map[string][]string{}
	for _, f := range lines(alikeText) {
		price, err := strconv.ParseInt(f[4], 10, 64)
		if err != nil || len(f) < 6 {
			continue // TestAlike counts them
		}
		k := Kind{Slug: f[0], VI: f[1], EN: f[2], Category: f[3], PriceVND: price * 1000, Aliases: list(f[5]), folded: vntext.SearchKey(f[1])}
		out.kinds = append(out.kinds, k)
		if len(f) > 6 {
			out.sizes[k.Slug] = list(f[6])
		}
	}
	return out
})

// AlikeKinds returns the kinds of the hard market only, in the order of the list.
func AlikeKinds() []Kind { return alikes().kinds }

var allKinds = sync.OnceValue(func() []Kind { //nolint:gochecknoglobals // read once, never changed
	return append(append([]Kind{}, Kinds()...), AlikeKinds()...)
})

// Alike returns what makes a generated market hard, to stand beside Generate: goods
// for every case that asks for a place, a seller, a size or obeys a wish, so that
// none is without an answer, and n look-alikes. Always the same.
func Alike(n int) ([]Product, error) {
	out, err := calledFor()
	if err != nil {
		return nil, err
	}
	kinds := AlikeKinds()
	for i := range n {
		k := &kinds[i%len(kinds)]
		turn := i / len(kinds)
		p := alike(k, fmt.Sprintf("gan-%s-%d", k.Slug, turn), i)
		if turn > 0 && mix(i, 22)%4 > 0 { // the first of each bears its plain name
			p.VI, p.EN = p.VI+" "+placeOf(p.Place), p.EN+", "+placeOf(p.Place)
		}
		if sizes := alikes().sizes[k.Slug]; len(sizes) > 0 && mix(i, 23)%2 == 0 {
			p.VI += " " + sizes[mix(i, 24)%len(sizes)]
		}
		out = append(out, p)
	}
	return out, nil
}

// alike is a product of a kind from some place; i decides what is left open.
func alike(k *Kind, name string, i int) Product {
	place := places[mix(i, 21)%len(places)]
	p := Product{
		Thing: Thing{Slug: name, Kind: k.Slug, Place: slug(place), PriceVND: max(5000, k.PriceVND*int64(70+mix(i, 25)%60)/100/1000*1000)},
		VI:    k.VI, EN: k.EN, Category: k.Category, Aliases: k.Aliases, Origin: "xã " + place + ", tỉnh Lào Cai",
		Maker: 1 + mix(i, 26)%Makers, InStock: mix(i, 27)%8 > 0, DaysOld: mix(i, 28) % 700,
		Months: []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12},
	}
	// Look-alikes sell as well as what they look like: being bought often must not decide.
	if mix(i, 29)%2 == 0 {
		p.Sold = int64(1 + mix(i, 30)%5000)
	}
	return p
}

// placeOf is the name of a place by its slug; "" for one that the market has not.
func placeOf(s string) string {
	for _, place := range places {
		if slug(place) == s {
			return place
		}
	}
	return ""
}

// calledFor are two products for every wanted sort that chance may not have made.
func calledFor() ([]Product, error) {
	all, err := Cases()
	if err != nil {
		return nil, err
	}
	var out []Product
	for i := range all {
		c := &all[i]
		for _, t := range c.want {
			open := t.place == "" && t.maker == 0 && c.Size == "" && c.Stars == 0 && c.MinVND == 0 && c.MaxVND == 0
			if t.code != "" || t.kind == "*" || open {
				continue
			}
			for _, k := range allKinds() {
				if k.Slug == t.kind {
					out = append(out, c.answer(t, &k, len(out)), c.answer(t, &k, len(out)+1))
				}
			}
		}
	}
	return out, nil
}

// answer is a product that a case wants.
func (c *Case) answer(t term, k *Kind, i int) Product {
	p := alike(k, fmt.Sprintf("can-%s-%d", k.Slug, i), 100_000+i)
	if t.place != "" {
		p.Place, p.Origin = t.place, "xã "+placeOf(t.place)+", tỉnh Lào Cai"
		p.VI, p.EN = p.VI+" "+placeOf(t.place), p.EN+", "+placeOf(t.place)
	}
	if t.maker != 0 {
		p.Maker = t.maker
	}
	if c.Size != "" {
		p.VI += " " + container(c.Size) + " " + c.Size
	}
	p.Stars = c.Stars
	if c.MaxVND > 0 {
		p.PriceVND = min(p.PriceVND, c.MaxVND)
	}
	p.PriceVND = max(p.PriceVND, c.MinVND)
	return p
}

func container(size string) string {
	switch {
	case strings.HasSuffix(size, "ml"), strings.HasSuffix(size, "lít"):
		return "chai"
	case strings.HasSuffix(size, "kg"):
		return "túi"
	}
	return "hũ"
}

// Lapsed lists slugs of generated products that had stars once: see AddLapsed.
func Lapsed(products []Product) []string {
	var out []string
	for i := range products {
		if products[i].Stars == 0 && mix(i, 31)%6 == 0 {
			out = append(out, products[i].Slug)
		}
	}
	return out
}
