package index

import (
	"context"
	"errors"
	"time"

	"github.com/chophien/chophien/internal/platform/jobs"
	"github.com/chophien/chophien/internal/platform/meili"
)

// checkArgs asks to compare the index with the database.
type checkArgs struct{}

// Kind names the job.
func (checkArgs) Kind() string { return "search.check_index" }

// checkEvery is how often all is compared. Changes do not wait for it: it finds what
// should not be.
const checkEvery = 24 * time.Hour

// RegisterJobs tells the queue how to compare.
func (x *Indexer) RegisterJobs(q *jobs.Queue) {
	jobs.Handle(q, func(ctx context.Context, _ checkArgs) error {
		_, err := x.Check(ctx)
		if errors.Is(err, meili.ErrNoIndex) {
			return nil // it is about to be built, which compares as well
		}
		return err
	})
	jobs.Every(q, checkEvery, checkArgs{})
}
