package search

import (
	"context"
	"slices"

	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
)

// Postgres is the engine on the market's own database. Of a word that very many
// products have it ranks the best sold ones, those with the word in their name
// and those that spell it as typed; a list of matches ends there.
type Postgres struct {
	store     *store
	clock     clock.Clock
	directory *Directory
	lexicon   *Lexicon
}

// NewPostgres returns the engine over a database.
func NewPostgres(d *db.DB, c clock.Clock, dir *Directory, lex *Lexicon) *Postgres {
	return &Postgres{store: &store{db: d}, clock: c, directory: dir, lexicon: lex}
}

// Name implements Engine.
func (*Postgres) Name() string { return "PostgreSQL" }

const (
	// most is how many matches are looked at, one more than is counted exactly.
	most = keyset.CountCap + 1
	// better is how many more are ranked of each kind that is likely better, where
	// there are more matches than that.
	better = 300
	// maxTerms bounds the words that are looked for; more say nothing more.
	maxTerms = 12
)

// Search implements Engine.
func (e *Postgres) Search(ctx context.Context, q Query) (Result, error) {
	a := askedOf(q.Reading)
	if len(a.folded) == 0 { // signs only: nothing is called that
		return none(q), nil
	}
	a.cut(maxTerms)
	dir, err := e.directory.current(ctx)
	if err != nil {
		return Result{}, err
	}
	a.known = dir.recognise(&a)
	f := facetsOf(q.Filter, dir, monthOf(e.clock.Now()))
	found, counts, err := e.matches(ctx, q, &a, f)
	if err != nil {
		return Result{}, err
	}
	capped := len(found) >= most
	if capped && q.Sort == catalog.SortRelevance && !q.Some {
		if found, err = e.addBetter(ctx, q, &a, found); err != nil {
			return Result{}, err
		}
	}
	out := page(e.place(found, &a, q, dir), capped, q)
	out.Facets = counts
	return out, nil
}

func none(q Query) Result {
	if q.Facets {
		return Result{Facets: newCounts()}
	}
	return Result{}
}

// matches reads what has the words under the filter, best sold first (or in the
// order asked for), and counts it. Few matches are filtered and counted here, so
// that one statement is enough; of many every filtered dimension takes one more.
func (e *Postgres) matches(ctx context.Context, q Query, a *asked, f facets) ([]candidate, *Counts, error) {
	if !q.Facets {
		found, err := e.read(ctx, q, a, q.Filter)
		return found, nil, err
	}
	counts := newCounts()
	var all []candidate
	if f.active() {
		var err error
		if all, err = e.read(ctx, q, a, catalog.Filter{Tag: q.Filter.Tag}); err != nil {
			return nil, nil, err
		}
		if len(all) < most {
			found := slices.DeleteFunc(slices.Clone(all), func(c candidate) bool { return !f.keeps(&c, noDimension) })
			f.count(counts, all)
			return found, counts, nil
		}
	}
	found, err := e.read(ctx, q, a, q.Filter)
	if err != nil {
		return nil, nil, err
	}
	f.countPlain(counts, found)
	for _, d := range f.dimensions() {
		filter, others := f.without(q.Filter, d), all
		if filter != (catalog.Filter{Tag: q.Filter.Tag}) {
			if others, err = e.read(ctx, q, a, filter); err != nil {
				return nil, nil, err
			}
		}
		f.countOne(counts, others, d)
	}
	return found, counts, nil
}

// read returns the first candidates.
func (e *Postgres) read(ctx context.Context, q Query, a *asked, filter catalog.Filter) ([]candidate, error) {
	now := e.clock.Now()
	if !q.Some {
		return e.store.candidates(ctx, request{
			words: a.folded, whole: a.whole, filter: filter, sort: q.Sort, limit: most, now: now,
		})
	}
	// What has the rarest words comes nearest: they say most.
	var out []candidate
	for _, w := range rarest(ctx, e.lexicon, a) {
		found, err := e.store.candidates(ctx, request{
			words: []string{w}, whole: true, filter: filter, sort: q.Sort, limit: most / 2, now: now, text: true,
		})
		if err != nil {
			return nil, err
		}
		out = merge(out, found)
	}
	return out[:min(len(out), most)], nil
}

// rarest returns up to three of the words that the market knows, rarest first,
// and weighs all of them.
func rarest(ctx context.Context, lex *Lexicon, a *asked) []string {
	words, err := lex.current(ctx)
	if err != nil { // then all words are taken for equally rare
		return a.folded[:min(3, len(a.folded))]
	}
	a.weight = make([]int64, len(a.folded))
	var known []string
	for i, w := range a.folded {
		a.weight[i] = words.weight(w)
		if words.count(w) > 0 && !slices.Contains(known, w) {
			known = append(known, w)
		}
	}
	slices.SortStableFunc(known, func(x, y string) int { return int(words.count(x) - words.count(y)) })
	return known[:min(3, len(known))]
}

// addBetter adds what is likely ranked first but sold too little to be among the most.
func (e *Postgres) addBetter(ctx context.Context, q Query, a *asked, found []candidate) ([]candidate, error) {
	// Those found are the best sold: where enough of them are of a kind already, the
	// best sold of that kind are among them, and asking would find nothing new.
	named, spelt := a.kinds(found)
	var queries [][]string
	if named < better {
		queries = append(queries, a.folded)
	}
	if a.accents > 0 && spelt < better {
		queries = append(queries, a.spelt)
	}
	for _, words := range queries {
		named, err := e.store.candidates(ctx, request{
			words: words, whole: a.whole, named: true, filter: q.Filter, sort: q.Sort, limit: better, now: e.clock.Now(),
		})
		if err != nil {
			return nil, err
		}
		found = merge(found, named)
	}
	if a.known.slug == "" || q.Filter.Cooperative != "" {
		return found, nil
	}
	filter := q.Filter
	filter.Cooperative = a.known.slug
	own, err := e.store.candidates(ctx, request{
		words: a.folded, whole: a.whole, filter: filter, sort: q.Sort, limit: better, now: e.clock.Now(),
	})
	return merge(found, own), err
}

// kinds counts candidates whose names have all words, and those whose names spell
// them all as typed. Pure but for asked's room.
func (a *asked) kinds(found []candidate) (named, spelt int) {
	for i := range found {
		words, accented := a.room[0][:0], a.room[1][:0]
		found[i].lines(func(_ int, folded, spelt string) {
			from, fromSpelt := len(words), len(accented)
			words, accented = appendFields(words, folded), appendFields(accented, spelt)
			if len(words)-from != len(accented)-fromSpelt {
				accented = append(accented[:fromSpelt], words[from:]...)
			}
		})
		a.room[0], a.room[1] = words, accented
		m := a.apart(words, accented)
		if m.all {
			named++
		}
		if m.all && m.lost == 0 {
			spelt++
		}
	}
	return named, spelt
}

// Suggest implements Engine.
func (e *Postgres) Suggest(ctx context.Context, r Reading, limit int) ([]Suggestion, error) {
	a := askedOf(r)
	if len(a.folded) == 0 || len(a.folded) > maxTerms {
		return nil, nil
	}
	now := e.clock.Now()
	queries := [][]string{a.folded}
	if a.accents > 0 {
		queries = [][]string{a.spelt, a.folded}
	}
	var found []candidate
	for _, words := range queries {
		more, err := e.store.candidates(ctx, request{
			words: words, whole: a.whole, named: true, sort: catalog.SortRelevance, limit: suggestFrom, now: now,
		})
		if err != nil {
			return nil, err
		}
		if found = merge(found, more); len(found) >= suggestFrom {
			break
		}
	}
	ids := topIDs(found, &a, monthOf(now), limit)
	return e.store.suggestions(ctx, ids)
}

// suggestFrom is out of how many suggestions are chosen.
const suggestFrom = 60

func topIDs(found []candidate, a *asked, month, limit int) []ident.ID {
	spots := make([]spot, len(found))
	for i := range found {
		spots[i] = spot{first: score(&found[i], a, month), second: found[i].sold, id: found[i].id}
	}
	slices.SortFunc(spots, compare)
	ids := make([]ident.ID, 0, limit)
	for _, s := range spots[:min(limit, len(spots))] {
		ids = append(ids, s.id)
	}
	return ids
}

// merge adds what is not there yet. Pure.
func merge(a, b []candidate) []candidate {
	if len(a) == 0 {
		return b
	}
	seen := make(map[ident.ID]bool, len(a))
	for i := range a {
		seen[a[i].id] = true
	}
	for i := range b {
		if !seen[b[i].id] {
			a = append(a, b[i])
		}
	}
	return a
}
