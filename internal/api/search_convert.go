package api

import (
	"context"
	"strings"

	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/search"
	"github.com/chophien/chophien/internal/search/intent"
)

func fromAPIListProducts(p ListProductsParams) search.Input {
	in := search.Input{Words: value(p.Q), Exactly: value(p.Exactly), Province: value(p.Near), Facets: value(p.Facets), Typing: value(p.Typing)}
	in.Sort = catalog.Sort(value(p.Sort))
	in.Cursor, in.Limit = value(p.Cursor), limitOf(p.Limit)
	in.Filter = catalog.Filter{
		Category: value(p.Category), Cooperative: value(p.Cooperative), OCOPMin: value(p.OcopMin), InSeason: value(p.InSeason),
		InStock: value(p.InStock), Certified: value(p.Certified), Commune: value(p.Commune), Tag: value(p.Tag),
	}
	if p.PriceMin != nil {
		in.PriceMin = ptr(money.VND(*p.PriceMin))
	}
	if p.PriceMax != nil {
		in.PriceMax = ptr(money.VND(*p.PriceMax))
	}
	for kind := range strings.SplitSeq(value(p.Without), ",") {
		if kind != "" {
			in.Without = append(in.Without, intent.Kind(kind))
		}
	}
	return in
}

// toAPIProductPage also names the communes of facets, which only place knows.
func (s *Server) toAPIProductPage(ctx context.Context, words string, a *search.Answer) (ProductPage, error) {
	lang := langFrom(ctx)
	page := ProductPage{Items: toAPICards(a.Items, lang), NextCursor: optional(a.Next), Total: a.Total, TotalCapped: a.Capped}
	if strings.TrimSpace(words) == "" {
		return page, nil
	}
	facts := &SearchFacts{Mended: optional(a.Mended), Nearest: a.Nearest, Wishes: toAPIAll(a.Wishes, toAPIWish)}
	facts.Marks = toAPIAll(a.Marks, func(m search.Marks) []SearchSpan { return toAPIMarks(m, lang) })
	if a.Facets != nil {
		names, err := s.communeNames(ctx, a.Facets.Communes)
		if err != nil {
			return page, err
		}
		facts.Facets = ptr(toAPIFacets(a.Facets, names, lang))
	}
	page.Search = facts
	return page, nil
}

func (s *Server) communeNames(ctx context.Context, values []search.FacetValue) (map[string]string, error) {
	codes := make([]string, len(values))
	for i, v := range values {
		codes[i] = v.Value
	}
	return s.Place.CommuneNames(ctx, codes)
}

func toAPIMarks(m search.Marks, lang string) []SearchSpan {
	spans := m.VI
	if lang == "en" && m.EN != nil {
		spans = m.EN
	}
	return toAPIAll(spans, func(s search.Span) SearchSpan { return SearchSpan{s.From, s.To} })
}

func toAPIWish(w search.Wish) SearchWish {
	return SearchWish{
		Kind: SearchWishKind(w.Kind), Text: w.Text, Applied: w.Applied,
		PriceMin: optional(int64(w.PriceMin)), PriceMax: optional(int64(w.PriceMax)), Stars: optional(w.Stars), Tag: optional(w.Tag),
		Quantity: optional(w.Bulk.Quantity), Unit: optional(w.Bulk.Unit), Per: optional(SearchWishPer(w.Bulk.Per)),
	}
}

func toAPIFacets(f *search.Facets, communes map[string]string, lang string) SearchFacets {
	one := func(v search.FacetValue) FacetValue {
		return FacetValue{Value: v.Value, Name: v.Name.In(lang), Count: v.Count}
	}
	out := SearchFacets{
		Categories: toAPIAll(f.Categories, one), Cooperatives: toAPIAll(f.Cooperatives, one),
		InSeason: f.InSeason, InStock: f.InStock, Certified: f.Certified,
		Communes: []FacetValue{},
	}
	for _, v := range f.Communes {
		if name := communes[v.Value]; name != "" {
			out.Communes = append(out.Communes, FacetValue{Value: v.Value, Name: name, Count: v.Count})
		}
	}
	out.Stars = nonNil(out.Stars)
	for _, c := range f.Stars {
		out.Stars = append(out.Stars, struct {
			Count int64 `json:"count"`
			Least int   `json:"least"`
		}{Count: c.Count, Least: c.Stars})
	}
	out.Prices = nonNil(out.Prices)
	for _, b := range f.Bands {
		out.Prices = append(out.Prices, struct {
			Count int64  `json:"count"`
			From  int64  `json:"from"`
			To    *int64 `json:"to,omitempty"`
		}{Count: b.Count, From: b.From, To: optional(b.To)})
	}
	return out
}

func toAPISuggestions(f *search.Suggestions, lang string) Suggestions {
	link := func(l search.Link) SuggestedLink { return SuggestedLink{Slug: l.Slug, Name: l.Name.In(lang)} }
	out := Suggestions{Mended: optional(f.Mended), Cooperatives: toAPIAll(f.Cooperatives, link), Categories: toAPIAll(f.Categories, link)}
	out.Products = nonNil(out.Products)
	for _, p := range f.Products {
		out.Products = append(out.Products, struct {
			Marks []SearchSpan `json:"marks"`
			Name  string       `json:"name"`
			Slug  string       `json:"slug"`
		}{Marks: toAPIMarks(p.Marks, lang), Name: p.Name.In(lang), Slug: p.Slug})
	}
	return out
}

func toAPISearchCount(l search.Lookup) SearchCount {
	return SearchCount{Query: l.Query, Typed: l.Typed, Searches: l.Searches, Empty: l.Empty, Clicks: l.Clicks}
}

func toAPISynonym(g catalog.Synonym) Synonym {
	return Synonym{Id: g.ID, Kind: SynonymKind(g.Kind), Terms: g.Terms, Version: g.Version, UpdatedAt: g.UpdatedAt}
}
