package search

import (
	"context"
	"slices"
	"strings"

	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/meili"
	"github.com/chophien/chophien/internal/search/index"
)

// Meilisearch is the engine on a Meilisearch server. The server says what has the
// words and, of very many, which come first; the order that shoppers see is that of
// ranking.go, as with every engine.
//
// A list is read in windows: the first is ranked with what else is likely better, the
// others as the server has them, without what the first showed already.
type Meilisearch struct {
	server    *meili.Client
	index     string
	clock     clock.Clock
	directory *Directory
	lexicon   *Lexicon
}

// NewMeilisearch returns the engine over a server's index (index.Live for the market's).
func NewMeilisearch(server *meili.Client, index string, c clock.Clock, dir *Directory, lex *Lexicon) *Meilisearch {
	return &Meilisearch{server: server, index: index, clock: c, directory: dir, lexicon: lex}
}

// Name implements Engine.
func (*Meilisearch) Name() string { return "Meilisearch" }

const (
	// window is how many hits are ranked together.
	window = 100
	// meiliTerms is how many words the server looks at; it ignores what follows.
	meiliTerms = 10
	// someHits is how many hits of each rare word are looked at for the nearest meanings.
	someHits = keyset.CountCap / 2
)

// Search implements Engine.
func (e *Meilisearch) Search(ctx context.Context, q Query) (Result, error) {
	a := askedOf(q.Reading)
	if len(a.folded) == 0 { // signs only: nothing is called that
		return none(q), nil
	}
	a.cut(meiliTerms)
	dir, err := e.directory.current(ctx)
	if err != nil {
		return Result{}, err
	}
	a.known = dir.recognise(&a)
	s := search{engine: e, q: q, a: &a, dir: dir, facets: facetsOf(q.Filter, dir, monthOf(e.clock.Now()))}
	if q.Some {
		return s.nearest(ctx)
	}
	if known, err := e.known(ctx, &a); err != nil || !known {
		return none(q), err
	}
	return s.all(ctx)
}

// Suggest implements Engine.
func (e *Meilisearch) Suggest(ctx context.Context, r Reading, limit int) ([]Suggestion, error) {
	a := askedOf(r)
	if len(a.folded) == 0 || len(a.folded) > meiliTerms {
		return nil, nil
	}
	if known, err := e.known(ctx, &a); err != nil || !known {
		return nil, err
	}
	queries := []*meili.Query{e.query(phrase(a.folded, a.whole), index.Names(), suggestFrom)}
	if a.accents > 0 {
		queries = append(queries, e.query(a.coded(), index.CodedNames(), suggestFrom))
	}
	answers, err := e.server.Search(ctx, queries...)
	if err != nil {
		return nil, err
	}
	cards := map[ident.ID]*index.Card{}
	var found []candidate
	for i := len(answers) - 1; i >= 0; i-- {
		for _, hit := range answers[i].Hits {
			card, err := index.Unpack(hit[index.FieldCard])
			if err != nil {
				return nil, err
			}
			if cards[card.ID] == nil {
				cards[card.ID] = &card
				found = append(found, candidateOf(&card))
			}
		}
	}
	out := make([]Suggestion, 0, limit)
	for _, id := range topIDs(found, &a, monthOf(e.clock.Now()), limit) {
		out = append(out, Suggestion{ID: id, Slug: cards[id].Slug, Name: cards[id].Name})
	}
	return out, nil
}

// query asks for the cards of what has all words in one of the fields.
func (e *Meilisearch) query(words string, fields []string, limit int64) *meili.Query {
	return &meili.Query{
		IndexUID: e.index, Query: words, AttributesToSearchOn: fields, MatchingStrategy: meili.AllWords, Limit: limit,
		AttributesToRetrieve: []string{index.FieldCard},
	}
}

// search is one query on its way.
type search struct {
	engine *Meilisearch
	q      Query
	a      *asked
	dir    *directory
	facets facets
}

// cut keeps the first words. A query of more is taken as complete.
func (a *asked) cut(most int) {
	if len(a.folded) > most {
		a.folded, a.spelt, a.whole = a.folded[:most], a.spelt[:most], true
	}
}

// phrase writes words as the server reads them: the last is a beginning unless it is
// whole. Quoted, a word stands for itself: otherwise the server would also try it in
// parts and joined to its neighbour, which is the lexicon's work (correct.go).
func phrase(words []string, whole bool) string {
	var q strings.Builder
	for i, w := range words {
		if i == len(words)-1 && !whole {
			q.WriteString(w)
			break
		}
		q.WriteString(`"` + w + `" `)
	}
	return q.String()
}

// known tells whether the market has every word, so that something can have all.
func (e *Meilisearch) known(ctx context.Context, a *asked) (bool, error) {
	words, err := e.lexicon.current(ctx)
	if err != nil {
		return false, err
	}
	for i, w := range a.folded {
		if words.count(w) == 0 && (a.whole || i < len(a.folded)-1 || !words.begins(w)) {
			return false, nil
		}
	}
	return true, nil
}

// coded writes the words with their diacritics in letters that the server tells apart.
func (a *asked) coded() string {
	words := make([]string, len(a.spelt))
	for i, w := range a.spelt {
		words[i] = index.Coded(w)
	}
	return phrase(words, a.whole)
}

func candidateOf(c *index.Card) candidate {
	return candidate{
		id: c.ID, names: c.Names, spelt: c.Spelt, category: c.Category, org: c.Org, commune: c.Commune, price: c.PriceVND, stars: c.Stars,
		season: c.Season, inStock: c.InStock, gi: c.GI, sold: c.Sold, listed: c.Listed,
	}
}

// candidatesOf reads hits, with their text where it was asked for.
func candidatesOf(hits []meili.Hit) ([]candidate, error) {
	out := make([]candidate, 0, len(hits))
	for _, hit := range hits {
		card, err := index.Unpack(hit[index.FieldCard])
		if err != nil {
			return nil, err
		}
		c := candidateOf(&card)
		if raw, there := hit[index.FieldText]; there {
			if c.text, err = index.UnpackText(raw); err != nil {
				return nil, err
			}
		}
		out = append(out, c)
	}
	return out, nil
}

// nearest answers with what has some of the words: what has the rarest says most.
func (s *search) nearest(ctx context.Context) (Result, error) {
	rare := rarest(ctx, s.engine.lexicon, s.a)
	if len(rare) == 0 {
		return none(s.q), nil
	}
	queries := make([]*meili.Query, len(rare))
	for i, w := range rare {
		queries[i] = s.engine.query(phrase([]string{w}, true), index.Words(), someHits)
		queries[i].AttributesToRetrieve = []string{index.FieldCard, index.FieldText}
		queries[i].Filter = filterOf(catalog.Filter{Tag: s.q.Filter.Tag}, &s.facets)
		queries[i].Sort = sortOf(s.q.Sort)
	}
	answers, err := s.engine.server.Search(ctx, queries...)
	if err != nil {
		return Result{}, err
	}
	var all []candidate
	for _, answer := range answers {
		more, err := candidatesOf(answer.Hits)
		if err != nil {
			return Result{}, err
		}
		all = merge(all, more)
	}
	var counts *Counts
	if s.q.Facets {
		counts = newCounts()
		s.facets.count(counts, all)
	}
	found := slices.DeleteFunc(all, func(c candidate) bool { return !s.facets.keeps(&c, noDimension) })
	out := page(s.order(found), len(found) > keyset.CountCap, s.q)
	out.Facets = counts
	return out, nil
}

func (s *search) order(found []candidate) []spot {
	return order(found, s.a, s.q, s.facets.month, func(c *candidate) int64 { return s.dir.nearness(c.org, s.q.Province) })
}
