package search

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/platform/jobs"
)

// learnArgs asks to learn the words of what changed since last time.
type learnArgs struct{}

// Kind names the job.
func (learnArgs) Kind() string { return "search.learn_words" }

const (
	learnEvery  = time.Minute
	changeBatch = 500
)

// RegisterLearning keeps the lexicon up with what is added during the day where no
// index outside is kept: its keeper learns from the same marks.
func (l *Lexicon) RegisterLearning(q *jobs.Queue) {
	jobs.Handle(q, func(ctx context.Context, _ learnArgs) error { return l.LearnChanges(ctx) })
	jobs.Every(q, learnEvery, learnArgs{})
}

// LearnChanges adds the words of changed goods, batch by batch. Marks are taken in
// the transaction that learns, so that none is lost or learnt from twice.
func (l *Lexicon) LearnChanges(ctx context.Context) error {
	for {
		n := 0
		err := l.db.InTx(ctx, func(ctx context.Context) error {
			ids, err := l.store.takeChanges(ctx, changeBatch)
			n = len(ids)
			if err != nil || n == 0 {
				return err
			}
			return l.Learn(ctx, ids)
		})
		if err != nil || n < changeBatch {
			return err
		}
	}
}
