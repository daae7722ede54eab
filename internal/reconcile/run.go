package reconcile

import (
	"context"
	"errors"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/bank"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/clock"
)

const (
	// Lines that are judged together: few enough that a batch is done in seconds, for between
	// two of them it is seen whether the time is over.
	batch = 500
	// Exact matches are written side by side: each is a transaction of its own, of other rows.
	writers = 4
	// Old lines that nobody has explained are judged again for so long.
	againFor = 60 * 24 * time.Hour
)

// Ran tells what a run did.
type Ran struct {
	Judged  int
	Matched int
	Waiting int64 // lines that no run has seen yet
}

// Run judges the lines that nobody has explained and carries out what is certain, for
// about so long at most. It is safe to run twice at once.
func (s *Service) Run(ctx context.Context, budget time.Duration) (Ran, error) {
	var out Ran
	end := s.Clock.Now().Add(budget)
	var after int64
	for {
		lines, err := s.store.open(ctx, after, s.Clock.Now().Add(-againFor), batch)
		if err != nil || len(lines) == 0 {
			return out, err
		}
		after = lines[len(lines)-1].N
		matched, err := s.judge(ctx, lines)
		out.Judged += len(lines)
		out.Matched += matched
		if err != nil {
			return out, err
		}
		if len(lines) < batch {
			return out, nil
		}
		if s.Clock.Now().After(end) {
			counts, err := s.store.counts(ctx, Filter{})
			out.Waiting = counts.New
			return out, err
		}
	}
}

// judge deals with one batch.
func (s *Service) judge(ctx context.Context, lines []bank.Line) (matched int, err error) {
	index, err := s.index(ctx, lines)
	if err != nil {
		return 0, err
	}
	found := make([]bool, len(lines))
	verdicts := make([]Verdict, len(lines))
	group, ctx2 := errgroup.WithContext(ctx)
	group.SetLimit(writers)
	for i, l := range lines {
		group.Go(func() error {
			var err error
			found[i], verdicts[i], err = s.settle(ctx2, index, l)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return 0, err
	}
	var rest []judged
	for i, l := range lines {
		if found[i] {
			matched++
		} else {
			rest = append(rest, judged{l.ID, verdicts[i].Suggested})
		}
	}
	return matched, s.DB.InTx(ctx, func(ctx context.Context) error { return s.store.keepVerdicts(ctx, rest, s.Clock.Now()) })
}

// index loads what is waited for, and requests of other states that the lines name.
func (s *Service) index(ctx context.Context, lines []bank.Line) (*Index, error) {
	wants, err := s.store.openWants(ctx)
	if err != nil {
		return nil, err
	}
	open := make(map[string]bool, len(wants))
	for _, w := range wants {
		open[w.Reference] = true
	}
	var named []string
	for _, l := range lines {
		if l.Amount < 0 {
			continue
		}
		for _, ref := range references(squeezed(l.Text), refHead) {
			if !open[ref] {
				open[ref] = true
				named = append(named, ref)
			}
		}
	}
	others, err := s.store.wantsNamed(ctx, named)
	if err != nil {
		return nil, err
	}
	index := NewIndex(append(wants, others...))
	index.transfers, err = s.transfersIn(ctx, lines)
	return index, err
}

// settle carries out what is certain of a line; false: nothing is.
func (s *Service) settle(ctx context.Context, index *Index, l bank.Line) (bool, Verdict, error) {
	if done, err := s.ours(ctx, index, l); done || err != nil || l.Amount < 0 {
		return done, Verdict{}, err
	}
	v := index.Judge(l)
	if v.Exact == nil {
		return false, v, nil
	}
	_, err := s.match(ctx, l, *v.Exact, ident.Nil)
	if e := new(apperr.Error); errors.As(err, &e) && e.Kind != apperr.KindInternal {
		// Not to be had by itself: a person sees it with its request.
		return errors.Is(err, ErrDone), Verdict{Suggested: []Suggestion{{Want: *v.Exact, Score: 100, Why: []string{WhyCode}}}}, nil
	}
	return err == nil, v, err
}

// match counts a line for a request, once. by is ident.Nil when it goes by itself. It
// returns what the money did. Errors: ErrDone, those of the Collector.
func (s *Service) match(ctx context.Context, l bank.Line, w Want, by ident.ID) (Effect, error) {
	var effect Effect
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		st, err := s.store.lock(ctx, l.ID, s.Clock.Now())
		switch {
		case err != nil:
			return err
		case st.State == StateMatched && st.RequestID == w.RequestID:
			effect = st.Effect
			return nil
		case st.State == StateMatched || st.State == StateSetAside:
			return ErrDone
		}
		if effect, err = s.Collector.Collect(ctx, w.RequestID, l.ID.String(), l.Amount, momentOf(l)); err != nil {
			return err
		}
		st.State, st.RequestID, st.Reference, st.Effect, st.By = StateMatched, w.RequestID, w.Reference, effect, by
		return s.store.put(ctx, st, s.Clock.Now())
	})
	return effect, err
}

// momentOf is when a line happened: noon in Viet Nam where only the day is known.
func momentOf(l bank.Line) time.Time {
	if !l.At.IsZero() {
		return l.At
	}
	return time.Date(l.Day.Year(), l.Day.Month(), l.Day.Day(), 12, 0, 0, 0, clock.Saigon).UTC()
}
