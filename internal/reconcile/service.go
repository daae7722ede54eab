package reconcile

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/bank"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/ledger"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/jobs"
)

// Effect is what money did to the request that it was for.
type Effect string

// The effects.
const (
	EffectPaid    Effect = "paid"    // all of what was asked is there
	EffectPart    Effect = "part"    // there is a rest to pay
	EffectSurplus Effect = "surplus" // there was too much: the rest goes back
	EffectBack    Effect = "back"    // too late or no longer wanted: all of it goes back
	EffectSent    Effect = "sent"    // money of ours that arrived where it was sent

	EffectReturned   Effect = "returned"    // money of ours that was sent and came back
	EffectStripe     Effect = "stripe"      // a payout of Stripe, or what Stripe took
	EffectStripeBack Effect = "stripe_back" // a payout of Stripe that our bank sent back
)

// Collector is the one way in which money reaches what was asked for. It joins the
// transaction of ctx and counts a movement (externalID) once.
type Collector interface {
	Collect(ctx context.Context, requestID ident.ID, externalID string, amount money.VND, at time.Time) (Effect, error)
}

// Payouts knows what the market sends.
type Payouts interface {
	// Known tells which of these references are of its transfers.
	Known(ctx context.Context, references []string) ([]string, error)
	// MarkByReference tells whether a transfer of that reference and amount is one of its own
	// that is under way or was sent, and marks it sent; the same again is true.
	MarkByReference(ctx context.Context, reference string, amount money.VND, at time.Time) (bool, error)
	// MarkReturned tells whether so much was sent under that reference, and marks that it came
	// back; the same again is true. Both join the transaction of ctx.
	MarkReturned(ctx context.Context, reference string, amount money.VND, at time.Time) (bool, error)
}

// StripePayout is what Stripe sent to our bank, or took from it.
type StripePayout struct {
	ID     string
	Amount money.VND // below zero: taken
	Failed bool      // it came back to Stripe
}

// Stripe knows the payouts of the cards' money.
type Stripe interface {
	// PayoutsLike lists those in đồng that came to amount or its opposite and were to arrive
	// around a day, the oldest first.
	PayoutsLike(ctx context.Context, amount money.VND, day time.Time) ([]StripePayout, error)
	// PayoutArrived posts one that our bank shows, unless that was done already. It joins the
	// transaction of ctx.
	PayoutArrived(ctx context.Context, id string, amount money.VND) error
}

// Deps are what matching works with.
type Deps struct {
	DB        *db.DB
	Bank      *bank.Service
	Ledger    *ledger.Service
	Collector Collector
	Payouts   Payouts
	Stripe    Stripe
	Queue     *jobs.Queue
	Clock     clock.Clock
}

// Service is the use cases of matching.
type Service struct {
	Deps
	store store
}

// NewService returns matching over its capabilities.
func NewService(d Deps) *Service { return &Service{Deps: d, store: store{db: d.DB}} }

// RegisterJobs adds matching to a queue.
func (s *Service) RegisterJobs(q *jobs.Queue) {
	jobs.Handle(q, func(ctx context.Context, _ bank.Arrived) error { return s.arrived(ctx) })
	// What was asked for after its money had come, and what a failure left.
	jobs.Every(q, runEvery, bank.Arrived{})
}

const (
	runEvery  = 15 * time.Minute
	jobBudget = 40 * time.Second // less than a job may take
)

// arrived works what is new and, if that takes long, goes on in another job.
func (s *Service) arrived(ctx context.Context) error {
	r, err := s.Run(ctx, jobBudget)
	if err != nil || r.Waiting == 0 {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error { return s.Queue.Enqueue(ctx, jobs.Job{Args: bank.Arrived{}}) })
}

// Uploaded is what came of a statement that somebody sent.
type Uploaded struct {
	bank.Taken

	Matched int64 // of its lines, for certain
	ToLook  int64 // of its lines, for a person
	Waiting int64 // of its lines, being worked
}

// uploadBudget is how long whoever uploads waits for the matching.
const uploadBudget = 8 * time.Second

// Upload takes a statement and matches its lines. Errors: those of bank.Service.Take.
func (s *Service) Upload(ctx context.Context, in bank.TakeInput) (Uploaded, error) {
	taken, err := s.Bank.Take(ctx, in)
	if err != nil {
		return Uploaded{}, err
	}
	out := Uploaded{Taken: taken}
	if taken.Fresh > 0 && !taken.Again {
		if _, err := s.Run(ctx, uploadBudget); err != nil {
			return out, err
		}
	}
	counts, err := s.store.counts(ctx, Filter{StatementID: taken.ID})
	out.Matched, out.ToLook, out.Waiting = counts.Matched+counts.SetAside, counts.Suggested+counts.Unmatched, counts.New
	return out, err
}
