package duty

import (
	"context"
	"fmt"
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
	terms, err := s.store.terms(ctx)
	if err != nil {
		return time.Time{}, err
	}
	day := calendar.Day(start)
	t, ok := inForce(terms, d, day)
	if !ok {
		return time.Time{}, fmt.Errorf("no term of %s on %s", d, day.Format(time.DateOnly))
	}
	holidays, err := s.store.holidays(ctx, day)
	if err != nil {
		return time.Time{}, err
	}
	return t.Until(start, holidays), nil
}

// Terms lists all rules, those of one duty in the order of time.
func (s *Service) Terms(ctx context.Context) ([]Term, error) { return s.store.terms(ctx) }
