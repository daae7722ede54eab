package invoice

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/announce"
	"github.com/chophien/chophien/internal/books"
	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/credit"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/notify"
	"github.com/chophien/chophien/internal/payment"
	"github.com/chophien/chophien/internal/payout"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/jobs"
)

// Deps are the capabilities that an invoice joins.
type Deps struct {
	DB       *db.DB
	Payment  *payment.Service
	Credit   *credit.Service
	Books    *books.Service
	Payout   *payout.Service
	Announce *announce.Service
	Queue    *jobs.Queue
	Clock    clock.Clock
}

// Service is the use cases of invoices. Who may call them, is the caller's business.
type Service struct {
	Deps
	store store
}

// NewService returns invoices over their capabilities.
func NewService(d Deps) *Service { return &Service{Deps: d, store: store{db: d.DB}} }

// List lists a firm's invoices (ident.Nil: everybody's), the newest first.
func (s *Service) List(ctx context.Context, orgID ident.ID) ([]Invoice, error) {
	return s.store.list(ctx, orgID, ident.Nil)
}

// ByID returns one of the firm's invoices (ident.Nil: anybody's) with its lines and what goes
// back of it. Errors: ErrNotFound.
func (s *Service) ByID(ctx context.Context, orgID, id ident.ID) (Invoice, error) {
	list, err := s.store.list(ctx, orgID, id)
	if err == nil && len(list) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return Invoice{}, err
	}
	if list[0].Lines, err = s.store.lines(ctx, id); err != nil {
		return Invoice{}, err
	}
	back, err := s.back(ctx, id)
	list[0].Back = back[id]
	return list[0], err
}

// Waiting is what was delivered to a firm on credit and stands on no invoice yet.
func (s *Service) Waiting(ctx context.Context, orgID ident.ID) (orders int, amount money.VND, err error) {
	lines, err := s.store.deliverable(ctx, orgID, s.Clock.Now())
	for _, l := range lines {
		amount += l.Amount
	}
	return len(lines), amount, err
}

// Issue makes an invoice of all that was delivered to a firm on credit and stands on none
// yet. Two at the same moment make one. Errors: ErrNothing.
func (s *Service) Issue(ctx context.Context, orgID, actorID ident.ID) (Invoice, error) {
	inv, err := s.issue(ctx, orgID, actorID, s.Clock.Now())
	if err != nil {
		return Invoice{}, err
	}
	return s.ByID(ctx, orgID, inv.ID)
}

// Seed makes an invoice of sample data, marked so, of which nobody is told. Errors: ErrNothing.
func (s *Service) Seed(ctx context.Context, orgID ident.ID) (inv Invoice, err error) {
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		inv, err = s.write(ctx, Invoice{OrgID: orgID, Sample: true}, ident.Nil, s.Clock.Now())
		return err
	})
	return inv, err
}

func (s *Service) issue(ctx context.Context, orgID, actorID ident.ID, before time.Time) (Invoice, error) {
	var inv Invoice
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		var err error
		if inv, err = s.write(ctx, Invoice{OrgID: orgID}, actorID, before); err != nil {
			return err
		}
		return s.tell(ctx, inv, notify.KindInvoiceIssued, "issued")
	})
	return inv, err
}

// write makes an invoice of what was delivered before a moment, in the transaction of ctx.
func (s *Service) write(ctx context.Context, inv Invoice, actorID ident.ID, before time.Time) (Invoice, error) {
	if err := s.store.lockFirm(ctx, inv.OrgID); err != nil {
		return inv, err
	}
	lines, err := s.store.deliverable(ctx, inv.OrgID, before)
	if err != nil {
		return inv, err
	}
	if len(lines) == 0 {
		return inv, ErrNothing
	}
	now := s.Clock.Now()
	inv.ID, inv.DueOn, inv.IssuedAt = ident.New(), calendar.Day(now).AddDate(0, 0, DueDays), now
	inv.From, inv.Until = calendar.Day(lines[0].DeliveredAt), calendar.Day(lines[len(lines)-1].DeliveredAt)
	ids := make([]ident.ID, len(lines))
	for i, l := range lines {
		if inv.Total, err = inv.Total.Add(l.Amount); err != nil {
			return inv, err
		}
		ids[i] = l.OrderID
	}
	n, err := s.store.nextNumber(ctx, calendar.Month.Start(calendar.Day(now)))
	if err != nil {
		return inv, err
	}
	inv.Number = number(now.In(clock.Saigon), n)
	if err := s.store.insert(ctx, inv, lines, actorID); err != nil {
		return inv, err
	}
	return inv, s.Credit.DueBy(ctx, ids, inv.DueOn)
}

func (s *Service) tell(ctx context.Context, inv Invoice, kind notify.Kind, event string) error {
	amount := inv.Left
	if kind == notify.KindInvoiceIssued {
		amount = inv.Total
	}
	return s.Announce.Tell(ctx, announce.News{
		To: inv.OrgID, Kind: kind, Dedupe: "invoice:" + inv.ID.String() + ":" + event,
		Mail: notify.TradeMail{Code: inv.Number, AmountVND: int64(amount), Until: endOf(inv.DueOn), URL: "/quan-ly/" + inv.OrgID.String() + "/hoa-don/" + inv.ID.String()},
	})
}

// endOf is the last minute of a day in Viet Nam.
func endOf(day time.Time) time.Time {
	return time.Date(day.Year(), day.Month(), day.Day(), 23, 59, 0, 0, clock.Saigon)
}

// monthly makes the invoices of the month that is over, and reminds of those that are overdue.
type monthly struct{}

// Kind names the job.
func (monthly) Kind() string { return "invoice.monthly" }

// monthlyEvery is how often the job looks; on the first of a month it finds work.
const monthlyEvery = time.Hour

// IssueMonthly makes the invoices of all that was delivered before this month began, and
// tells how many those were. Doing it again finds nothing.
func (s *Service) IssueMonthly(ctx context.Context) (int, error) {
	start := calendar.Month.Start(calendar.Day(s.Clock.Now()))
	before := time.Date(start.Year(), start.Month(), 1, 0, 0, 0, 0, clock.Saigon)
	firms, err := s.store.waitingFirms(ctx, before)
	if err != nil {
		return 0, err
	}
	n := 0
	for _, firm := range firms {
		switch _, err := s.issue(ctx, firm, ident.Nil, before); {
		case err == nil:
			n++
		case !isNothing(err):
			return n, err
		}
	}
	return n, nil
}

// Remind tells firms of invoices that are overdue: the day after and every week.
func (s *Service) Remind(ctx context.Context) error {
	today := calendar.Day(s.Clock.Now())
	list, err := s.store.list(ctx, ident.Nil, ident.Nil)
	if err != nil {
		return err
	}
	for _, inv := range list {
		if inv.StateOn(today) != StateOverdue {
			continue
		}
		week := (int(today.Sub(inv.DueOn)/(24*time.Hour)) - 1) / 7
		if err := s.tell(ctx, inv, notify.KindInvoiceOverdue, "overdue:"+inv.DueOn.AddDate(0, 0, 7*week).Format(time.DateOnly)); err != nil {
			return err
		}
	}
	return nil
}

// RegisterJobs adds the invoices' jobs to a queue.
func (s *Service) RegisterJobs(q *jobs.Queue) {
	jobs.Handle(q, func(ctx context.Context, _ monthly) error {
		if _, err := s.IssueMonthly(ctx); err != nil {
			return err
		}
		if _, err := s.ReturnDeposits(ctx); err != nil {
			return err
		}
		return s.Remind(ctx)
	})
	jobs.Every(q, monthlyEvery, monthly{})
}
