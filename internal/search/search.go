package search

import (
	"context"
	"strings"
	"unicode/utf8"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/search/intent"
	"github.com/chophien/chophien/internal/vntext"
)

// Service answers the public list with and without words.
type Service struct {
	engine    Engine
	catalog   *catalog.Service
	directory *Directory
	lexicon   *Lexicon
	learner   *Learner
}

// Deps are what the service works with; Learner may be nil, then nothing is learnt.
type Deps struct {
	Engine    Engine
	Catalog   *catalog.Service
	Directory *Directory
	Lexicon   *Lexicon
	Learner   *Learner
}

// NewService returns the service over an engine.
func NewService(d Deps) *Service {
	return &Service{engine: d.Engine, catalog: d.Catalog, directory: d.Directory, lexicon: d.Lexicon, learner: d.Learner}
}

// EngineName names the engine in use.
func (s *Service) EngineName() string { return s.engine.Name() }

// Input asks for a page of the public list.
type Input struct {
	catalog.ListInput

	// Words to find; blank lists everything.
	Words string
	// Without are the wishes read from the words that the shopper took away.
	Without []intent.Kind
	// Exactly takes the words as typed, without mending them.
	Exactly bool
	// Province is the buyer's, for SortNear; a code.
	Province string
	// Facets asks for counts.
	Facets bool
	// Typing says that the words are still being typed: nobody made this search yet,
	// so it is not counted as one.
	Typing bool
}

// Answer is a page of the public list with how it came about.
type Answer struct {
	keyset.Page[catalog.Card]

	// Wishes are what was read from the query besides words.
	Wishes []Wish
	// Mended is what was looked for instead of the words as typed; empty if they stand.
	Mended string
	// Nearest tells that nothing matches all, and these come nearest.
	Nearest bool
	// Marks are the parts of each item's name that match, in the order of items.
	Marks []Marks
	// Facets is nil unless asked for and found by words.
	Facets *Facets
}

// Wish is a wish read from the query.
type Wish struct {
	intent.Wish

	// Applied tells that the list obeys it.
	Applied bool
}

// maxWords bounds the length of a query in characters.
const maxWords = 200

// ListProducts returns a page of products, found by words where there are some.
// Errors: apperr.ErrInvalid, keyset.ErrBadCursor.
func (s *Service) ListProducts(ctx context.Context, in Input) (keyset.Page[catalog.Card], error) {
	answer, err := s.Search(ctx, in)
	return answer.Page, err
}

// Search answers a query. Errors: apperr.ErrInvalid, keyset.ErrBadCursor.
func (s *Service) Search(ctx context.Context, in Input) (Answer, error) {
	var answer Answer
	in.Words = strings.TrimSpace(in.Words)
	if utf8.RuneCountInString(in.Words) > maxWords {
		var faults apperr.Fields
		faults.Add("?q", "search.too_long", "Câu tìm kiếm dài quá 200 ký tự. Hãy dùng ít từ hơn.",
			"The search is longer than 200 characters. Use fewer words.")
		return answer, faults.Err()
	}
	sort := in.Sort
	if sort == "" {
		sort = catalog.SortRelevance
	}
	if err := in.Validate(); err != nil {
		return answer, err
	}
	if !in.Plausible() {
		return answer, nil
	}
	typed := in.Words
	words := s.understand(&in, &answer)
	if words == "" {
		var err error
		answer.Page, err = s.catalog.ListProducts(ctx, in.ListInput)
		answer.Marks = make([]Marks, len(answer.Items))
		return answer, err
	}
	if err := s.find(ctx, in, sort, words, &answer); err != nil {
		return answer, err
	}
	if in.Cursor == "" && !in.Typing {
		s.learner.Searched(typed, len(answer.Items) > 0 && !answer.Nearest)
	}
	return answer, nil
}

// understand takes the wishes out of the words and into the filter. What the
// shopper chose by hand stands above what was read. It returns the words left.
func (*Service) understand(in *Input, answer *Answer) (words string) {
	q := intent.Parse(in.Words)
	if keys := decoded(in.Words); len(q.Wishes) == 0 && keys != in.Words {
		if meant := intent.Parse(keys); len(meant.Wishes) > 0 {
			q = meant
		}
	}
	f := &in.Filter
	for _, w := range q.Wishes {
		wish := Wish{Wish: w}
		for _, k := range in.Without {
			if k == w.Kind {
				w.Kind = ""
			}
		}
		switch w.Kind {
		case intent.KindPrice:
			if f.PriceMin == nil && f.PriceMax == nil {
				wish.Applied = true
				if w.PriceMin > 0 {
					f.PriceMin = &w.PriceMin
				}
				if w.PriceMax > 0 {
					f.PriceMax = &w.PriceMax
				}
			}
		case intent.KindStars:
			if f.OCOPMin == 0 {
				f.OCOPMin, wish.Applied = w.Stars, true
			}
		case intent.KindSeason:
			wish.Applied = !f.InSeason
			f.InSeason = true
		case intent.KindOccasion:
			if f.Tag == "" {
				f.Tag, wish.Applied = w.Tag, true
			}
		case intent.KindBulk:
			wish.Applied = true // it changes nothing in the list; the page offers to post a demand
		}
		answer.Wishes = append(answer.Wishes, wish)
	}
	return q.Words
}

// The numbers by which a cursor names the attempt that its page is of: 0 is the
// query as typed, up to maxReadings its other readings, then these.
const attemptSome = maxReadings

// find tries the words as typed, then mended, then what comes nearest; the first
// attempt that finds something is the answer.
func (s *Service) find(ctx context.Context, in Input, sort catalog.Sort, words string, answer *Answer) error {
	attempt, after, err := readCursor(sort, in.Cursor)
	if err != nil {
		return err
	}
	typed := readingOf(words)
	q := Query{Filter: in.Filter, Sort: sort, Province: in.Province, After: after, Limit: in.Limit, Facets: in.Facets}
	tries, err := s.readings(ctx, typed)
	if err != nil {
		return err
	}
	if in.Exactly {
		tries, attempt = []Reading{typed}, 0
	}
	for i := attempt; i <= attemptSome; i++ {
		if i == 1 && in.Exactly {
			return nil
		}
		q.Some = i == attemptSome
		switch {
		case i < len(tries) && i < attemptSome:
			q.Reading = tries[i]
		case q.Some: // the likeliest reading has the words that the market knows
			q.Reading = tries[min(1, len(tries)-1)]
			if tries[0] != typed {
				q.Reading = tries[0]
			}
		default:
			continue
		}
		found, err := s.engine.Search(ctx, q)
		if err != nil {
			return err
		}
		if i == 0 || found.Total > 0 || found.Facets != nil && answer.Facets == nil {
			if err := s.fill(ctx, q, typed, i, found, answer); err != nil {
				return err
			}
		}
		if found.Total > 0 || in.Cursor != "" {
			break
		}
	}
	return nil
}

// readings returns the ways to understand the words in the order in which they are
// tried: as typed first, unless a word that nobody knows is the keystrokes of one
// that the market knows ("cas" is "cá" before it is the beginning of "cassava").
func (s *Service) readings(ctx context.Context, typed Reading) ([]Reading, error) {
	lex, err := s.lexicon.current(ctx)
	if err != nil {
		return nil, err
	}
	others := lex.readings(typed)
	out := append([]Reading{typed}, others...)
	if len(others) > 0 && lex.keyed(typed) {
		out[0], out[1] = out[1], out[0]
	}
	return out[:min(len(out), attemptSome)], nil
}

// fill makes the answer out of what an attempt found.
func (s *Service) fill(ctx context.Context, q Query, typed Reading, attempt int, found Result, answer *Answer) error {
	var err error
	answer.Next = writeCursor(q.Sort, attempt, found.Next)
	answer.Total, answer.Capped = found.Total, found.Capped
	answer.Nearest = q.Some
	if answer.Items, err = s.catalog.Cards(ctx, found.IDs); err != nil {
		return err
	}
	a := askedOf(q.Reading)
	answer.Marks = make([]Marks, len(answer.Items))
	for i := range answer.Items {
		answer.Marks[i] = Marks{VI: mark(answer.Items[i].Name.VI, &a), EN: mark(answer.Items[i].Name.EN, &a)}
	}
	if q.Reading != typed && !q.Some {
		answer.Mended = spellOut(&a, answer.Items)
	}
	if found.Facets != nil {
		dir, err := s.directory.current(ctx)
		if err != nil {
			return err
		}
		answer.Facets = label(found.Facets, dir)
	}
	return nil
}

func readingOf(words string) Reading {
	return Reading{Folded: vntext.SearchKey(words), Spelt: vntext.AccentKey(words), Whole: strings.HasSuffix(words, " ")}
}
