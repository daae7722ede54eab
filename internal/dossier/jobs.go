package dossier

import (
	"context"
	"fmt"
	"time"

	"github.com/chophien/chophien/internal/announce"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/notify"
	"github.com/chophien/chophien/internal/ocop"
	"github.com/chophien/chophien/internal/platform/jobs"
)

// tick asks to follow the calendar: states that a day changes, reminders.
type tick struct{}

// Kind names the job.
func (tick) Kind() string { return "dossier.tick" }

// RegisterJobs adds the dossiers' jobs to a queue.
func (s *Service) RegisterJobs(q *jobs.Queue) {
	jobs.Handle(q, func(ctx context.Context, _ tick) error { return s.Tick(ctx) })
	jobs.Every(q, time.Hour, tick{})
}

// Tick moves dossiers whose certificate nears its end or has ended, and reminds of
// re-evaluations. Running it again does nothing.
func (s *Service) Tick(ctx context.Context) error {
	today := s.today()
	aged, err := s.store.aged(ctx, today)
	if err != nil {
		return err
	}
	for _, a := range aged {
		if err := s.age(ctx, a.id, a.expires, today); err != nil {
			return err
		}
	}
	due, err := s.store.remindable(ctx, today, ocop.MonthsBefore(today, -ocop.ReminderMonths()[0]))
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

func (s *Service) age(ctx context.Context, id ident.ID, expires, today time.Time) error {
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.store.lock(ctx, id); err != nil {
			return err
		}
		d, err := s.store.byID(ctx, ident.Nil, id)
		if err != nil {
			return err
		}
		switch ocop.StateOn(expires, time.Time{}, today) {
		case ocop.StateExpired:
			if d.Status == StatusCertified || d.Status == StatusExpiring || d.Status == StatusReEvaluating {
				return s.system(ctx, d, ActionEnd, "")
			}
		case ocop.StateExpiring:
			if d.Status == StatusCertified {
				return s.system(ctx, d, ActionNearEnd, "")
			}
		case ocop.StateValid, ocop.StateRevoked:
		}
		return nil
	})
}

// remindable is a certificate of which somebody may have to be reminded.
type remindable struct {
	certificateID, orgID ident.ID
	name                 announce.News // only its Goods
	number               string
	expires              time.Time
	told                 map[int]bool
}

// remind tells of the nearest reminder that is due; those before it, whose time is
// over as well, are noted and not sent: nobody wants three letters in a day.
func (s *Service) remind(ctx context.Context, c remindable, today time.Time) error {
	due := ocop.RemindersDue(c.expires, today)
	for i, months := range due {
		if c.told[months] {
			continue
		}
		nearest := i == len(due)-1
		err := s.DB.InTx(ctx, func(ctx context.Context) error {
			fresh, err := s.store.keepReminder(ctx, c.certificateID, months, nearest, s.Clock.Now())
			if err != nil || !fresh || !nearest {
				return err
			}
			mail := notify.TradeMail{Code: c.number, Until: endOf(c.expires)}
			dedupe := fmt.Sprintf("ocop_reminder:%s:%d", c.certificateID, months)
			mail.URL = "/quan-ly/" + c.orgID.String() + "/ocop"
			news := []announce.News{{To: c.orgID, Kind: notify.KindOcopReminder, Dedupe: dedupe, Mail: mail, Goods: c.name.Goods}}
			desks, err := s.store.alliances(ctx)
			if err != nil {
				return err
			}
			for _, desk := range desks {
				mail.URL, mail.From = "/lien-minh/ocop", c.name.Mail.From
				news = append(news, announce.News{To: desk, Kind: notify.KindOcopReminderDesk, Dedupe: dedupe + ":desk", Mail: mail, Goods: c.name.Goods})
			}
			return s.Announce.Tell(ctx, news...)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// endOf is the last moment of a day in Viet Nam.
func endOf(day time.Time) time.Time { return day.Add(17*time.Hour - time.Minute) }
