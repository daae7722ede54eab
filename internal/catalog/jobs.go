package catalog

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/ocop"
	"github.com/chophien/chophien/internal/platform/jobs"
)

// starsArgs asks to take down stars that have ended.
type starsArgs struct{}

// Kind names the job.
func (starsArgs) Kind() string { return "catalog.refresh_stars" }

// tickArgs asks to list what was planned for now and to follow the seasons.
type tickArgs struct{}

// Kind names the job.
func (tickArgs) Kind() string { return "catalog.follow_time" }

// RegisterJobs tells the queue how to do the catalogue's work.
func (s *Service) RegisterJobs(q *jobs.Queue) {
	s.queue = q
	jobs.Handle(q, func(ctx context.Context, a widenArgs) error { return s.widen(ctx, a.Terms) })
	jobs.Handle(q, func(ctx context.Context, _ starsArgs) error { return s.RefreshStars(ctx) })
	jobs.Every(q, 24*time.Hour, starsArgs{})
	jobs.Handle(q, func(ctx context.Context, _ tickArgs) error { return s.Tick(ctx) })
	jobs.Every(q, time.Minute, tickArgs{})
}

// RefreshStars takes down the stars that ended, or puts up those of another
// certificate that still holds. Pages never show an ended star meanwhile, for
// they compare the date; sorting and counting by stars get exact again.
//
// What was never derived since searches compare wordings is derived as well.
func (s *Service) RefreshStars(ctx context.Context) error {
	after := ident.Nil
	for {
		ids, err := s.store.outdated(ctx, ocop.DateOf(s.clock.Now()), after, refreshBatch)
		if err != nil || len(ids) == 0 {
			return err
		}
		if err := s.db.InTx(ctx, func(ctx context.Context) error { return s.refreshProducts(ctx, ids...) }); err != nil {
			return err
		}
		after = ids[len(ids)-1]
	}
}
