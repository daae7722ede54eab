package search

import (
	"strconv"
	"strings"

	"github.com/chophien/chophien/internal/catalog"
)

// filterOf writes a filter in the server's language. Every value is an id, a number or
// quoted: nothing that a shopper typed can become part of the language. Pure.
func filterOf(f catalog.Filter, in *facets) string {
	var parts []string
	add := func(on bool, part string) {
		if on {
			parts = append(parts, part)
		}
	}
	add(f.Category != "", is("category", in.category.String()))
	add(f.Cooperative != "", is("org", in.org.String()))
	add(f.Commune != "", is("commune", f.Commune))
	add(f.OCOPMin > 0, "stars >= "+strconv.Itoa(f.OCOPMin))
	if f.PriceMin != nil {
		add(true, "price >= "+strconv.FormatInt(int64(*f.PriceMin), 10))
	}
	if f.PriceMax != nil {
		add(true, "price <= "+strconv.FormatInt(int64(*f.PriceMax), 10))
	}
	add(f.InSeason, "season = "+strconv.Itoa(in.month))
	add(f.InStock, "in_stock = true")
	add(f.Certified, "gi = true")
	add(f.Tag != "", is("tags", f.Tag))
	return strings.Join(parts, " AND ")
}

func is(field, value string) string { return field + " = " + quoted(value) }

func among(field string, values []string) string {
	list := make([]string, len(values))
	for i, v := range values {
		list[i] = quoted(v)
	}
	return field + " IN [" + strings.Join(list, ", ") + "]"
}

func both(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " AND " + b
}

func quoted(value string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(value) + `"`
}

// sortOf names the server's order; relevance needs none.
func sortOf(sort catalog.Sort) []string {
	switch sort {
	case catalog.SortNewest:
		return []string{"listed:desc"}
	case catalog.SortPriceAsc:
		return []string{"price:asc"}
	case catalog.SortPriceDesc:
		return []string{"price:desc"}
	case catalog.SortPopular:
		return []string{"sold:desc"}
	case catalog.SortRelevance, catalog.SortNear:
	}
	return nil
}
