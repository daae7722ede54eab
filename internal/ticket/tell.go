package ticket

import (
	"context"
	"fmt"
	"time"

	"github.com/chophien/chophien/internal/announce"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/notify"
	"github.com/chophien/chophien/internal/platform/jobs"
)

func (s *Service) mail(t Ticket, url string) notify.TradeMail {
	return notify.TradeMail{Code: t.Number, Title: t.Subject, Until: t.AnswerBy, Reason: t.Outcome, URL: url}
}

// url is the ticket's page for those who have no account.
func (s *Service) url(t Ticket) string {
	prefix := ""
	if t.Locale == "en" {
		prefix = "/en"
	}
	return prefix + "/khieu-nai/" + t.ID.String() + "?k=" + s.Secret(t.ID)
}

func (s *Service) tellReporter(ctx context.Context, t Ticket, kind notify.Kind, event string) error {
	if t.ReporterOrg != ident.Nil {
		return s.tellOrg(ctx, t, t.ReporterOrg, kind, event)
	}
	return s.Notify.Queue(ctx, notify.Message{
		Kind: kind, Dedupe: "ticket:" + t.ID.String() + ":" + event + ":reporter", To: t.ReporterEmail, Locale: t.Locale, Data: s.mail(t, s.url(t)),
	})
}

func (s *Service) tellOrg(ctx context.Context, t Ticket, orgID ident.ID, kind notify.Kind, event string) error {
	return s.Announce.Tell(ctx, announce.News{
		To: orgID, Kind: kind, Dedupe: "ticket:" + t.ID.String() + ":" + event,
		Mail: s.mail(t, "/quan-ly/"+orgID.String()+"/khieu-nai/"+t.ID.String()),
	})
}

func (s *Service) tellAlliance(ctx context.Context, t Ticket, kind notify.Kind, event string) error {
	ids, err := s.Party.AllianceIDs(ctx)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := s.Announce.Tell(ctx, announce.News{
			To: id, Kind: kind, Dedupe: "ticket:" + t.ID.String() + ":" + event, Mail: s.mail(t, "/lien-minh/khieu-nai/"+t.ID.String()),
		}); err != nil {
			return err
		}
	}
	return nil
}

// news tells the sides that did not act; the cooperative from when the Alliance has
// taken the ticket up.
func (s *Service) news(ctx context.Context, t Ticket, by Side, event string) error {
	if by != SideReporter {
		if err := s.tellReporter(ctx, t, notify.KindTicketNews, event); err != nil {
			return err
		}
	}
	if by != SideSeller && t.OrgID != ident.Nil && t.OrgID != t.ReporterOrg && !t.AcknowledgedAt.IsZero() {
		if err := s.tellOrg(ctx, t, t.OrgID, notify.KindTicketNews, event); err != nil {
			return err
		}
	}
	if by == SideAlliance {
		return nil
	}
	return s.tellAlliance(ctx, t, notify.KindTicketNews, event)
}

type remindArgs struct{}

// Kind names the job.
func (remindArgs) Kind() string { return "ticket.remind" }

// RegisterJobs lets q remind of deadlines.
func (s *Service) RegisterJobs(q *jobs.Queue) {
	jobs.Handle(q, func(ctx context.Context, _ remindArgs) error { return s.Remind(ctx) })
	jobs.Every(q, time.Hour, remindArgs{})
}

// Remind tells the Alliance of tickets that nobody took up in time, and of those
// whose answer is due within three days or overdue; once for each of the three.
func (s *Service) Remind(ctx context.Context) error {
	now := s.Clock.Now()
	due, err := s.store.due(ctx, now, now.Add(remindAhead))
	if err != nil {
		return err
	}
	for _, t := range due {
		for event, is := range map[string]bool{
			"acknowledge": t.State == StateReceived && !t.AcknowledgeBy.IsZero() && !now.Before(t.AcknowledgeBy),
			"answer_soon": now.Before(t.AnswerBy) && !now.Before(t.AnswerBy.Add(-remindAhead)),
			"answer_late": !now.Before(t.AnswerBy),
		} {
			if !is {
				continue
			}
			if err := s.DB.InTx(ctx, func(ctx context.Context) error {
				// The log says once that somebody was reminded, and with it the mail goes once.
				fresh, err := s.store.noteReminder(ctx, t.ID, event, now)
				if err != nil || !fresh {
					return err
				}
				return s.tellAlliance(ctx, t, notify.KindTicketDue, event)
			}); err != nil {
				return fmt.Errorf("remind of %s: %w", t.Number, err)
			}
		}
	}
	return nil
}
