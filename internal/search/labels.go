package search

import (
	"slices"
	"strings"

	"github.com/chophien/chophien/internal/catalog"
)

// Facets are counts with names, ready to be offered as filters.
type Facets struct {
	Categories   []FacetValue
	Cooperatives []FacetValue
	Communes     []FacetValue // Value is the code; names come from place
	Stars        []StarCount
	Bands        []BandCount
	InSeason     int64
	InStock      int64
	Certified    int64
}

// FacetValue is one choice with how many matches it leaves.
type FacetValue struct {
	Value string // slug or code
	Name  catalog.Text
	Count int64
}

// StarCount is how many matches have at least so many stars.
type StarCount struct {
	Stars int
	Count int64
}

// BandCount is how many matches cost From to below To, in whole đồng; To is 0 for no end.
type BandCount struct {
	From, To int64
	Count    int64
}

// maxChoices bounds the choices of a facet: the most frequent are offered.
const maxChoices = 12

// label names counts. Pure.
func label(n *Counts, dir *directory) *Facets {
	out := &Facets{InSeason: n.InSeason, InStock: n.InStock, Certified: n.Certified}
	for id, count := range n.Categories {
		if c := dir.categoryID(id); c != nil {
			out.Categories = append(out.Categories, FacetValue{Value: c.Slug, Name: c.Name, Count: count})
		}
	}
	for id, count := range n.Cooperatives {
		if o := dir.seller(id); o != nil {
			out.Cooperatives = append(out.Cooperatives, FacetValue{Value: o.Slug, Name: catalog.Text{VI: o.Name, EN: o.Name}, Count: count})
		}
	}
	for code, count := range n.Communes {
		out.Communes = append(out.Communes, FacetValue{Value: code, Count: count})
	}
	for _, list := range []*[]FacetValue{&out.Categories, &out.Cooperatives, &out.Communes} {
		slices.SortFunc(*list, func(a, b FacetValue) int {
			if a.Count != b.Count {
				return int(b.Count - a.Count)
			}
			return strings.Compare(a.Value, b.Value)
		})
		*list = (*list)[:min(len(*list), maxChoices)]
	}
	var more int64
	for stars := 5; stars >= 3; stars-- {
		if more += n.Stars[stars]; more > 0 {
			out.Stars = append(out.Stars, StarCount{Stars: stars, Count: more})
		}
	}
	for i, count := range n.Bands {
		band := BandCount{From: PriceBands[i], Count: count}
		if i+1 < len(PriceBands) {
			band.To = PriceBands[i+1]
		}
		if count > 0 {
			out.Bands = append(out.Bands, band)
		}
	}
	return out
}
