package search

import (
	"context"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/vntext"
)

// Lexicon keeps the words of the market at hand, at most lexiconAge old. Folded
// Vietnamese has few thousand syllables, so it stays small however many products
// there are; that is why typing errors are mended against it and not against
// every text, and alike for both engines.
type Lexicon struct {
	db    *db.DB
	store *store
	clock clock.Clock
	now   atomic.Pointer[lexicon]
	mu    sync.Mutex
}

const lexiconAge = 5 * time.Second

// NewLexicon returns the lexicon over a database.
func NewLexicon(d *db.DB, c clock.Clock) *Lexicon {
	return &Lexicon{db: d, store: &store{db: d}, clock: c}
}

// lexicon is never changed once read.
type lexicon struct {
	version string
	at      time.Time
	total   int64
	words   map[string]int64 // folded
	sorted  []string         // folded, to find beginnings
	byLen   map[int][]string
	pairs   map[string]int64 // "tao meo"
}

func newLexicon(words, pairs map[string]int64) *lexicon {
	l := &lexicon{words: make(map[string]int64, len(words)), pairs: pairs, byLen: map[int][]string{}}
	for w, n := range words {
		l.words[vntext.Fold(w)] += n
		l.total += n
	}
	for w := range l.words {
		l.sorted = append(l.sorted, w)
		l.byLen[len(w)] = append(l.byLen[len(w)], w)
	}
	slices.Sort(l.sorted)
	for _, list := range l.byLen {
		slices.Sort(list)
	}
	return l
}

func (l *lexicon) count(word string) int64 { return l.words[word] }

// weight says how much a word tells, rarer more: 1 to about 20.
func (l *lexicon) weight(word string) int64 {
	n := l.words[word]
	if n == 0 {
		return 1
	}
	return int64(1 + doublings(l.total/n))
}

// begins tells whether a word of the market begins with a prefix.
func (l *lexicon) begins(prefix string) bool {
	i, _ := slices.BinarySearch(l.sorted, prefix)
	return i < len(l.sorted) && strings.HasPrefix(l.sorted[i], prefix)
}

// current returns the lexicon, read anew where it is too old and has changed since.
// Before the first Rebuild it is empty, and nothing is mended.
func (l *Lexicon) current(ctx context.Context) (*lexicon, error) {
	if lex := l.now.Load(); lex != nil && l.clock.Now().Sub(lex.at).Abs() < lexiconAge {
		return lex, nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.clock.Now()
	old := l.now.Load()
	if old != nil && now.Sub(old.at).Abs() < lexiconAge {
		return old, nil
	}
	version, err := l.store.state(ctx, stateLexicon)
	if err != nil {
		return nil, err
	}
	var next *lexicon
	if old != nil && old.version == version {
		same := *old
		next = &same
	} else {
		words, pairs, err := l.store.lexicon(ctx)
		if err != nil {
			return nil, err
		}
		next = newLexicon(words, pairs)
		next.version = version
	}
	next.at = now
	l.now.Store(next)
	return next, nil
}

// stateLexicon names the version of the words in search_state.
const stateLexicon = "lexicon"

// vocabulary counts words and neighbours of texts.
type vocabulary struct{ words, pairs map[string]int64 }

func newVocabulary() *vocabulary {
	return &vocabulary{words: map[string]int64{}, pairs: map[string]int64{}}
}

// maxVocabulary bounds each kind, so that no flood of invented words takes the
// memory; a market of a million products has far fewer.
const maxVocabulary = 300_000

// add counts the lines of one product: spelt are those of its names, text those of
// everything it is found by. A word is counted once for each product.
func (v *vocabulary) add(spelt, text string) {
	seen := map[string]bool{}
	count := func(into map[string]int64, key, what string) {
		if !seen[what] && (len(into) < maxVocabulary || into[key] > 0) {
			seen[what] = true
			into[key]++
		}
	}
	covered := map[string]bool{}
	for line := range strings.SplitSeq(spelt, "\n") {
		for w := range strings.FieldsSeq(line) {
			covered[vntext.Fold(w)] = true
			count(v.words, w, "w"+w)
		}
	}
	for line := range strings.SplitSeq(text, "\n") {
		before := ""
		for w := range strings.FieldsSeq(line) {
			if !covered[w] {
				count(v.words, w, "w"+w)
			}
			if before != "" {
				count(v.pairs, before+" "+w, "p"+before+" "+w)
			}
			before = w
		}
	}
}

// Rebuild counts the words of all listed goods anew.
func (l *Lexicon) Rebuild(ctx context.Context) error {
	return l.db.InTx(ctx, func(ctx context.Context) error {
		// One at a time, or two would fill the tables doubly.
		if err := l.store.lockLexicon(ctx); err != nil {
			return err
		}
		v := newVocabulary()
		if err := l.store.eachText(ctx, nil, v.add); err != nil {
			return err
		}
		return l.store.writeLexicon(ctx, v, true, ident.New().String())
	})
}

// Learn adds the words of changed goods that the lexicon lacks. Counts of known
// words stay until the next Rebuild: they only weigh.
func (l *Lexicon) Learn(ctx context.Context, ids []ident.ID) error {
	if len(ids) == 0 {
		return nil
	}
	return l.db.InTx(ctx, func(ctx context.Context) error {
		v := newVocabulary()
		if err := l.store.eachText(ctx, ids, v.add); err != nil {
			return err
		}
		if len(v.words) == 0 {
			return nil
		}
		return l.store.writeLexicon(ctx, v, false, ident.New().String())
	})
}
