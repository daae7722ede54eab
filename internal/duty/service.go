package duty

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/platform/db"
)

// Service answers from the dated tables.
type Service struct{ store store }

// NewService returns the deadlines kept in a database.
func NewService(d *db.DB) *Service { return &Service{store: store{db: d}} }

// Deadline returns the moment at which a duty whose clock starts at start is
// overdue. It fails where the table has no rule for that day.
func (s *Service) Deadline(ctx context.Context, d Duty, start time.Time) (time.Time, error) {
	all, err := s.Deadlines(ctx, d, []time.Time{start})
	if err != nil {
		return time.Time{}, err
	}
	return all[0], nil
}

// Deadlines is Deadline for many starts at once, in their order.
func (s *Service) Deadlines(ctx context.Context, d Duty, starts []time.Time) ([]time.Time, error) {
	if len(starts) == 0 {
		return nil, nil
	}
	terms, err := s.store.terms(ctx)
	if err != nil {
		return nil, err
	}
	holidays, err := s.store.holidays(ctx, calendar.Day(slices.MinFunc(starts, time.Time.Compare)))
	if err != nil {
		return nil, err
	}
	out := make([]time.Time, len(starts))
	for i, start := range starts {
		day := calendar.Day(start)
		t, ok := inForce(terms, d, day)
		if !ok {
			return nil, fmt.Errorf("no term of %s on %s", d, day.Format(time.DateOnly))
		}
		out[i] = t.Until(start, holidays)
	}
	return out, nil
}

// Terms lists all rules, those of one duty in the order of time.
func (s *Service) Terms(ctx context.Context) ([]Term, error) { return s.store.terms(ctx) }
