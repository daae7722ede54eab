package search

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/platform/jobs"
)

// rebuildArgs asks to count the words of the market anew.
type rebuildArgs struct{}

// Kind names the job.
func (rebuildArgs) Kind() string { return "search.rebuild_lexicon" }

// RegisterJobs tells the queue how to count the words daily.
func (l *Lexicon) RegisterJobs(q *jobs.Queue) {
	jobs.Handle(q, func(ctx context.Context, _ rebuildArgs) error { return l.Rebuild(ctx) })
	jobs.Every(q, 24*time.Hour, rebuildArgs{})
}
