package party

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/platform/jobs"
)

type sweepArgs struct{}

func (sweepArgs) Kind() string { return "party.sweep" }

// keepEnded is how long used and expired links stay, so that their holder is
// told "expired" and not "unknown".
const keepEnded = 30 * 24 * time.Hour

// RegisterJobs lets q sweep what has expired.
func (s *Service) RegisterJobs(q *jobs.Queue) {
	jobs.Handle(q, func(ctx context.Context, _ sweepArgs) error { return s.sweep(ctx) })
	jobs.Every(q, time.Hour, sweepArgs{})
}

// sweep deletes expired sessions, tries that no longer count, and links long past.
func (s *Service) sweep(ctx context.Context) error {
	now := s.clock.Now()
	return s.store.deleteExpired(ctx, now, now.Add(-tryWindow), now.Add(-keepEnded))
}
