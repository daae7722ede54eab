package certification

import (
	"context"
	"fmt"
	"time"

	"github.com/chophien/chophien/internal/announce"
	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/notify"
	"github.com/chophien/chophien/internal/ocop"
	"github.com/chophien/chophien/internal/platform/jobs"
)

// remindArgs asks to remind of certifications that end.
type remindArgs struct{}

// Kind names the job.
func (remindArgs) Kind() string { return "certification.remind" }

// RegisterJobs adds the reminders to a queue.
func (s *Service) RegisterJobs(q *jobs.Queue) {
	jobs.Handle(q, func(ctx context.Context, _ remindArgs) error { return s.Remind(ctx) })
	jobs.Every(q, 6*time.Hour, remindArgs{})
}

// Remind tells cooperatives of certifications that end, 6, 3 and 1 months before, as of
// OCOP stars; each once.
func (s *Service) Remind(ctx context.Context) error {
	today := s.Today()
	due, err := s.store.ending(ctx, today, ocop.MonthsBefore(today, -ocop.ReminderMonths()[0]))
	if err != nil {
		return err
	}
	for _, c := range due {
		if err := s.remind(ctx, c, today); err != nil {
			return err
		}
	}
	return nil
}

// remind tells of the nearest reminder that is due; those whose time is over as well are
// noted and not sent.
func (s *Service) remind(ctx context.Context, c Certification, today time.Time) error {
	due := ocop.RemindersDue(c.ExpiresOn, today)
	for i, months := range due {
		nearest := i == len(due)-1
		err := s.DB.InTx(ctx, func(ctx context.Context) error {
			fresh, err := s.store.keepReminder(ctx, c, months, nearest, s.Clock.Now())
			if err != nil || !fresh || !nearest {
				return err
			}
			name := c.Kind.Text()
			if c.Kind == KindOther {
				name = apperr.Text{VI: c.Name}
			}
			return s.Announce.Tell(ctx, announce.News{
				To: c.OrgID, Kind: notify.KindCertificationEnds, Dedupe: fmt.Sprintf("certification:%s:%s:%d", c.ID, c.ExpiresOn.Format(time.DateOnly), months),
				// The last moment of the day in Viet Nam.
				Mail:  notify.TradeMail{Code: c.Number, Until: c.ExpiresOn.Add(17*time.Hour - time.Minute), URL: "/quan-ly/" + c.OrgID.String() + "/chung-nhan"},
				Goods: name,
			})
		})
		if err != nil {
			return err
		}
	}
	return nil
}
