package search

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/platform/meili"
	"github.com/chophien/chophien/internal/search/index"
)

// all answers with what has all words: one window, and the next where the page goes on
// into it.
func (s *search) all(ctx context.Context) (Result, error) {
	var out Result
	at := int64(0)
	if s.q.After != nil {
		at = s.q.After.Window
	}
	for {
		w, err := s.window(ctx, at)
		if err != nil {
			return out, err
		}
		out.Total, out.Capped = min(w.total, keyset.CountCap), w.total > keyset.CountCap
		if w.counts != nil {
			out.Facets = w.counts
		}
		more := (at+1)*window < min(w.total, keyset.CountCap)
		rest := after(w.spots, s.q, at)
		take := min(s.q.Limit-len(out.IDs), len(rest))
		for _, spot := range rest[:take] {
			out.IDs = append(out.IDs, spot.id)
		}
		if take < len(rest) || take == len(rest) && len(out.IDs) == s.q.Limit && more {
			if take > 0 {
				last := rest[take-1]
				out.Next = &Place{First: last.first, Second: last.second, ID: last.id, Window: at}
			}
			return out, nil
		}
		if !more || len(out.IDs) == s.q.Limit {
			return out, nil
		}
		at++
	}
}

// after returns what follows the page before in its window; all of a later one.
func after(spots []spot, q Query, window int64) []spot {
	if q.After == nil || q.After.Window != window {
		return spots
	}
	at, exact := slices.BinarySearchFunc(spots, spot{first: q.After.First, second: q.After.Second, id: q.After.ID}, compare)
	if exact {
		at++
	}
	return spots[at:]
}

// oneWindow is what is known of a window.
type oneWindow struct {
	spots  []spot
	total  int64   // of the whole list, one more than counted at most
	counts *Counts // of the first only
}

// window reads and ranks the n-th.
func (s *search) window(ctx context.Context, n int64) (oneWindow, error) {
	extras := s.extras()
	queries := []*meili.Query{s.plain(n)}
	if n == 0 && s.q.After == nil && s.q.Facets {
		queries = append(queries, s.countQueries(queries[0])...)
	}
	counting := len(queries)
	early := len(extras) > 0 && (n > 0 || s.likelyMany(ctx))
	if early {
		queries = append(queries, extras...)
	}
	answers, err := s.engine.server.Search(ctx, queries...)
	if err != nil {
		return oneWindow{}, err
	}
	w := oneWindow{total: answers[0].EstimatedTotalHits}
	if counting > 1 || len(queries[0].Facets) > 0 {
		if w.counts, err = s.counts(answers[:counting]); err != nil {
			return w, err
		}
	}
	others := answers[counting:]
	if w.total > window && len(extras) > 0 && !early { // the lexicon expected fewer
		if others, err = s.engine.server.Search(ctx, extras...); err != nil {
			return w, err
		}
	}
	found, err := candidatesOf(answers[0].Hits)
	if err != nil {
		return w, err
	}
	if w.total <= window { // all are here
		w.spots = s.order(found)
		return w, nil
	}
	for _, other := range others {
		more, err := candidatesOf(other.Hits)
		if err != nil {
			return w, err
		}
		if n == 0 {
			found = merge(found, more)
		} else {
			found = without(found, more)
		}
	}
	w.spots = s.order(found)
	return w, nil
}

// likelyMany tells whether every word is frequent enough for more than one window.
func (s *search) likelyMany(ctx context.Context) bool {
	words, err := s.engine.lexicon.current(ctx)
	if err != nil {
		return true
	}
	return !slices.ContainsFunc(s.a.folded, func(w string) bool { n := words.count(w); return n > 0 && n <= window })
}

// plain asks for the n-th window of the list.
func (s *search) plain(n int64) *meili.Query {
	q := s.engine.query(phrase(s.a.folded, s.a.whole), index.Words(), window)
	q.Offset = n * window
	q.Filter, q.Sort = filterOf(s.q.Filter, &s.facets), sortOf(s.q.Sort)
	return q
}

// extras ask for what is likely better than the server's order has it: names spelt as
// typed, goods of the seller that the words name, goods from near by.
func (s *search) extras() []*meili.Query {
	var out []*meili.Query
	extra := func(words string, fields []string, filter string) {
		q := s.engine.query(words, fields, window)
		q.Filter = both(filterOf(s.q.Filter, &s.facets), filter)
		out = append(out, q)
	}
	words := phrase(s.a.folded, s.a.whole)
	switch s.q.Sort {
	case catalog.SortNear:
		if s.q.Province != "" {
			extra(words, index.Words(), is("province", s.q.Province))
			if others := s.dir.neighbours(s.q.Province); len(others) > 0 {
				extra(words, index.Words(), among("province", others))
			}
		}
		fallthrough
	case catalog.SortRelevance:
		if s.a.accents > 0 {
			extra(s.a.coded(), index.CodedNames(), "")
		}
		if seller := s.dir.cooperative(s.a.known.slug); seller != nil && s.q.Filter.Cooperative == "" {
			extra(words, index.Words(), is("org", seller.ID.String()))
		}
	case catalog.SortPopular, catalog.SortNewest, catalog.SortPriceAsc, catalog.SortPriceDesc:
	}
	return out
}

func without(list, those []candidate) []candidate {
	shown := make(map[ident.ID]bool, len(those))
	for i := range those {
		shown[those[i].id] = true
	}
	return slices.DeleteFunc(list, func(c candidate) bool { return shown[c.id] })
}

// countQueries makes the list's query count all dimensions that are not filtered, and
// returns a query for each one that is.
func (s *search) countQueries(list *meili.Query) []*meili.Query {
	for d := byCategory; d <= byCertificate; d++ {
		if !s.facets.on[d] {
			list.Facets = append(list.Facets, fieldOf(d))
		}
	}
	var out []*meili.Query
	for _, d := range s.facets.dimensions() {
		q := s.engine.query(list.Query, list.AttributesToSearchOn, 1)
		q.Filter, q.Facets = filterOf(s.facets.without(s.q.Filter, d), &s.facets), []string{fieldOf(d)}
		out = append(out, q)
	}
	return out
}

func fieldOf(d dimension) string {
	return [...]string{
		byCategory: "category", byCooperative: "org", byCommune: "commune", byStars: "stars", byPrice: "band", bySeason: "season",
		byStock: "in_stock", byCertificate: "gi",
	}[d]
}

// counts reads the counts of the list and of its filtered dimensions.
func (s *search) counts(answers []meili.Response) (*Counts, error) {
	out := newCounts()
	for _, answer := range answers {
		if len(answer.FacetDistribution) == 0 {
			continue
		}
		var fields map[string]map[string]int64
		if err := json.Unmarshal(answer.FacetDistribution, &fields); err != nil {
			return nil, fmt.Errorf("read the counts of the search server: %w", err)
		}
		for field, values := range fields {
			for value, n := range values {
				out.put(field, value, n, s.facets.month)
			}
		}
	}
	return out, nil
}

func (n *Counts) put(field, value string, count int64, month int) {
	number, err := strconv.Atoi(value)
	numeric := err == nil
	id, isID := ident.Parse(value)
	switch {
	case field == "category" && isID:
		n.Categories[id] = count
	case field == "org" && isID:
		n.Cooperatives[id] = count
	case field == "commune":
		n.Communes[value] = count
	case field == "stars" && numeric && number > 0:
		n.Stars[number] = count
	case field == "band" && numeric && number >= 0 && number < len(n.Bands):
		n.Bands[number] = count
	case field == "season" && numeric && number == month:
		n.InSeason = count
	case field == "in_stock" && value == "true":
		n.InStock = count
	case field == "gi" && value == "true":
		n.Certified = count
	}
}
