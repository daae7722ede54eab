package search

import (
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
)

// dimension is one of the ways in which matches are counted.
type dimension int

const (
	noDimension dimension = iota
	byCategory
	byCooperative
	byCommune
	byStars
	byPrice
	bySeason
	byStock
	byCertificate
)

// facets is a filter in the terms of candidates.
type facets struct {
	on       map[dimension]bool
	filter   catalog.Filter
	category ident.ID // ident.Nil where the slug names nothing
	org      ident.ID
	month    int
}

func facetsOf(f catalog.Filter, dir *directory, month int) facets {
	out := facets{filter: f, month: month, on: map[dimension]bool{}}
	set := func(d dimension, yes bool) {
		if yes {
			out.on[d] = true
		}
	}
	set(byCategory, f.Category != "")
	set(byCooperative, f.Cooperative != "")
	set(byCommune, f.Commune != "")
	set(byStars, f.OCOPMin > 0)
	set(byPrice, f.PriceMin != nil || f.PriceMax != nil)
	set(bySeason, f.InSeason)
	set(byStock, f.InStock)
	set(byCertificate, f.Certified)
	if c := dir.category(f.Category); c != nil {
		out.category = c.ID
	}
	if o := dir.cooperative(f.Cooperative); o != nil {
		out.org = o.ID
	}
	return out
}

func (f *facets) active() bool { return len(f.on) > 0 }

// dimensions lists what is filtered, in a fixed order.
func (f *facets) dimensions() []dimension {
	var out []dimension
	for d := byCategory; d <= byCertificate; d++ {
		if f.on[d] {
			out = append(out, d)
		}
	}
	return out
}

// keeps tells whether a candidate passes the filter, but for one dimension. Pure.
func (f *facets) keeps(c *candidate, but dimension) bool {
	for d := range f.on {
		if d != but && !f.passes(c, d) {
			return false
		}
	}
	return true
}

func (f *facets) passes(c *candidate, d dimension) bool {
	switch d {
	case byCategory:
		return c.category == f.category
	case byCooperative:
		return c.org == f.org
	case byCommune:
		return c.commune == f.filter.Commune
	case byStars:
		return c.stars >= f.filter.OCOPMin
	case byPrice:
		low, high := f.filter.PriceMin, f.filter.PriceMax
		return c.price > 0 && (low == nil || c.price >= int64(*low)) && (high == nil || c.price <= int64(*high))
	case bySeason:
		return c.inSeason(f.month)
	case byStock:
		return c.inStock
	case byCertificate:
		return c.gi
	case noDimension:
	}
	return true
}

// without is the filter but for one dimension. Pure.
func (*facets) without(f catalog.Filter, d dimension) catalog.Filter {
	switch d {
	case byCategory:
		f.Category = ""
	case byCooperative:
		f.Cooperative = ""
	case byCommune:
		f.Commune = ""
	case byStars:
		f.OCOPMin = 0
	case byPrice:
		f.PriceMin, f.PriceMax = nil, nil
	case bySeason:
		f.InSeason = false
	case byStock:
		f.InStock = false
	case byCertificate:
		f.Certified = false
	case noDimension:
	}
	return f
}

func newCounts() *Counts {
	return &Counts{
		Categories: map[ident.ID]int64{}, Cooperatives: map[ident.ID]int64{}, Communes: map[string]int64{}, Stars: map[int]int64{},
	}
}

// count counts unfiltered matches: every dimension under all other filters.
func (f *facets) count(into *Counts, all []candidate) {
	for i := range all {
		for d := byCategory; d <= byCertificate; d++ {
			if f.keeps(&all[i], d) {
				into.add(&all[i], d, f.month)
			}
		}
	}
}

// countPlain counts filtered matches in every dimension that is not filtered.
func (f *facets) countPlain(into *Counts, found []candidate) {
	for i := range found {
		for d := byCategory; d <= byCertificate; d++ {
			if !f.on[d] {
				into.add(&found[i], d, f.month)
			}
		}
	}
}

func (f *facets) countOne(into *Counts, found []candidate, d dimension) {
	for i := range found {
		into.add(&found[i], d, f.month)
	}
}

func (n *Counts) add(c *candidate, d dimension, month int) {
	one := func(yes bool) int64 {
		if yes {
			return 1
		}
		return 0
	}
	switch d {
	case byCategory:
		n.Categories[c.category]++
	case byCooperative:
		n.Cooperatives[c.org]++
	case byCommune:
		if c.commune != "" {
			n.Communes[c.commune]++
		}
	case byStars:
		if c.stars > 0 {
			n.Stars[c.stars]++
		}
	case byPrice:
		if b := BandOf(c.price); b >= 0 {
			n.Bands[b]++
		}
	case bySeason:
		n.InSeason += one(c.inSeason(month))
	case byStock:
		n.InStock += one(c.inStock)
	case byCertificate:
		n.Certified += one(c.gi)
	case noDimension:
	}
}

// BandOf returns the index of the price band of a price in whole đồng; -1 for goods
// without a price.
func BandOf(price int64) int {
	for i := len(PriceBands) - 1; i >= 0; i-- {
		if price >= PriceBands[i] {
			return i
		}
	}
	return -1
}
