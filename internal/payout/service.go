package payout

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/announce"
	"github.com/chophien/chophien/internal/books"
	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/ledger"
	"github.com/chophien/chophien/internal/notify"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/payment"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/jobs"
	"github.com/chophien/chophien/internal/stripepay"
)

// Deps are the capabilities that a payout touches.
type Deps struct {
	DB       *db.DB
	Books    *books.Service
	Ledger   *ledger.Service
	Payment  *payment.Service
	Party    *party.Service
	Announce *announce.Service
	// Stripe is another way of paying out beside the bank; nil or without transfers: none.
	Stripe *stripepay.Service
	Queue  *jobs.Queue
	Clock  clock.Clock
	// Weekday is the day of the weekly run, 1 for Monday to 7; 0: none.
	Weekday int
}

// Service is the use cases of payouts.
type Service struct {
	Deps
	store      store
	tellRefund func(ctx context.Context, r payment.Refund) error

	tellBounced func(ctx context.Context, r payment.Refund, reference string) error
}

// NewService returns payouts over their capabilities.
func NewService(d Deps) *Service { return &Service{Deps: d, store: store{db: d.DB}} }

// weekly is the job that gathers what is payable, on its day of the week.
type weekly struct{}

// Kind names the job.
func (weekly) Kind() string { return "payout.weekly" }

// RegisterJobs adds the jobs to a queue.
func (s *Service) RegisterJobs(q *jobs.Queue) {
	jobs.Handle(q, func(ctx context.Context, _ weekly) error { return s.Weekly(ctx) })
	jobs.Every(q, time.Hour, weekly{})
	jobs.Handle(q, func(ctx context.Context, _ sendJob) error { return s.SendThroughStripe(ctx) })
	if s.throughStripe() {
		jobs.Every(q, time.Minute, sendJob{})
	}
}

// Weekly gathers a draft on the day of the week, once.
func (s *Service) Weekly(ctx context.Context) error {
	day := calendar.Day(s.Clock.Now())
	if s.Weekday == 0 || int(day.Weekday()+6)%7+1 != s.Weekday {
		return nil
	}
	done, err := s.store.ran(ctx, day)
	if err != nil || done {
		return err
	}
	if _, err := s.Collect(ctx, CauseWeekly); err != nil {
		return err
	}
	return s.store.noteRun(ctx, day, s.Clock.Now())
}

// tellAlliance queues a message to all who run the market, in the transaction of ctx.
func (s *Service) tellAlliance(ctx context.Context, kind notify.Kind, dedupe string, mail notify.TradeMail) error {
	desks, err := s.store.alliances(ctx)
	if err != nil {
		return err
	}
	for _, desk := range desks {
		if err := s.Announce.Tell(ctx, announce.News{To: desk, Kind: kind, Dedupe: dedupe + ":" + desk.String(), Mail: mail}); err != nil {
			return err
		}
	}
	return nil
}

// Alarm tells the Alliance that a check found the books broken; once a day.
func (s *Service) Alarm(ctx context.Context, c ledger.Check) error {
	off := c.Total
	if off < 0 {
		off = -off
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		return s.tellAlliance(ctx, notify.KindBooksBroken, "books_broken:"+calendar.Day(c.At).Format(time.DateOnly),
			notify.TradeMail{AmountVND: int64(off), Quantity: int64(len(c.Faults)), URL: financePath})
	})
}

const (
	financePath = "/lien-minh/tai-chinh"
	batchesPath = financePath + "/chi-tra"
)
