package search

import (
	"context"
	"log/slog"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/chophien/chophien/internal/ocop"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/vntext"
)

// Learner counts what people look for: what, how often, whether it was found and
// whether something was opened. It keeps no address, no account, no time of day.
// Counts gather in memory and are written in batches, off the way of searches; a
// process that dies loses the last few seconds of them. All methods are safe on nil.
type Learner struct {
	store *store
	clock clock.Clock
	log   *slog.Logger

	mu     sync.Mutex
	counts map[string]*learnt // by folded query
}

type learnt struct {
	typed                   string
	searches, empty, clicks int64
}

const (
	learnInterval = 3 * time.Second
	maxLearnt     = 5000 // distinct queries between two writes; more are not counted
	maxLearnRunes = 60   // longer ones are no search that repeats
	maxLearnDigit = 6    // more digits may be somebody's number
)

// NewLearner returns a learner that writes nothing until Run.
func NewLearner(d *db.DB, c clock.Clock, log *slog.Logger) *Learner {
	return &Learner{store: &store{db: d}, clock: c, log: log, counts: map[string]*learnt{}}
}

// Searched counts a query and whether it was answered.
func (l *Learner) Searched(typed string, found bool) {
	l.note(typed, func(n *learnt) {
		n.searches++
		if !found {
			n.empty++
		}
	})
}

// Clicked counts that somebody opened a result of a query.
func (l *Learner) Clicked(typed string) { l.note(typed, func(n *learnt) { n.clicks++ }) }

func (l *Learner) note(typed string, add func(n *learnt)) {
	if l == nil || !learnable(typed) {
		return
	}
	typed = strings.Join(strings.Fields(typed), " ")
	key := vntext.SearchKey(typed)
	if key == "" {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	n := l.counts[key]
	if n == nil {
		if len(l.counts) >= maxLearnt {
			return
		}
		n = &learnt{}
		l.counts[key] = n
	}
	n.typed = typed
	add(n)
}

// learnable leaves out what may name a person: addresses, numbers, whole sentences. Pure.
func learnable(typed string) bool {
	digits := 0
	for _, r := range typed {
		if r >= '0' && r <= '9' {
			digits++
		}
	}
	return digits <= maxLearnDigit && !strings.ContainsAny(typed, "@/") && utf8.ValidString(typed) && !strings.ContainsRune(typed, 0) &&
		utf8.RuneCountInString(typed) <= maxLearnRunes
}

// Run writes the counts every few seconds until ctx ends, and then the last ones.
func (l *Learner) Run(ctx context.Context) {
	tick := time.NewTicker(learnInterval)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
			defer cancel()
			l.Flush(last)
			return
		case <-tick.C:
			l.Flush(ctx)
		}
	}
}

// Flush writes what was counted. What cannot be written is counted again next time.
func (l *Learner) Flush(ctx context.Context) {
	l.mu.Lock()
	counts := l.counts
	l.counts = map[string]*learnt{}
	l.mu.Unlock()
	if len(counts) == 0 {
		return
	}
	if err := l.store.addLearnt(ctx, ocop.DateOf(l.clock.Now()), counts); err != nil {
		l.log.WarnContext(ctx, "searches were not counted", slog.Any("error", err))
		l.mu.Lock()
		defer l.mu.Unlock()
		for key, n := range counts {
			if there := l.counts[key]; there != nil {
				there.searches, there.empty, there.clicks = there.searches+n.searches, there.empty+n.empty, there.clicks+n.clicks
			} else if len(l.counts) < maxLearnt {
				l.counts[key] = n
			}
		}
	}
}

// Lookup is what people looked for over some days.
type Lookup struct {
	Query    string // folded
	Typed    string // as typed last
	Searches int64
	Empty    int64 // of them, without a match
	Clicks   int64
}

// MaxLearnDays is how far back Learned looks.
const MaxLearnDays = 90

// Learned returns the queries of the last days that were made most often; with
// emptyOnly those that found nothing most often.
func (l *Learner) Learned(ctx context.Context, days int, emptyOnly bool, limit int) ([]Lookup, error) {
	since := ocop.DateOf(l.clock.Now()).AddDate(0, 0, 1-min(max(days, 1), MaxLearnDays))
	return l.store.learnt(ctx, since, emptyOnly, limit)
}
