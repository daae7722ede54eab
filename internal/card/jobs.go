package card

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/payment"
	"github.com/chophien/chophien/internal/platform/jobs"
	"github.com/chophien/chophien/internal/stripepay"
)

// eventsJob processes the webhooks that have come.
type eventsJob struct{}

// Kind names the job.
func (eventsJob) Kind() string { return "card.events" }

// pollJob asks Stripe for payments, refunds and disputes that stayed silent.
type pollJob struct{}

// Kind names the job.
func (pollJob) Kind() string { return "card.poll" }

// listJob asks Stripe for events whose webhooks did not come.
type listJob struct{}

// Kind names the job.
func (listJob) Kind() string { return "card.list_events" }

// withdrawJob makes the payment of a request impossible that is no longer to be paid.
type withdrawJob struct {
	RequestID ident.ID `json:"requestId"`
}

// Kind names the job.
func (withdrawJob) Kind() string { return "card.withdraw" }

// refundsJob sends what is owed back by card.
type refundsJob struct{}

// Kind names the job.
func (refundsJob) Kind() string { return "card.refunds" }

// forgetJob takes a person's saved cards away at Stripe.
type forgetJob struct {
	Customer string `json:"customer"`
}

// Kind names the job.
func (forgetJob) Kind() string { return "card.forget" }

const (
	pollEvery = time.Minute
	listEvery = 5 * time.Minute
	pollBatch = 100
	// wakeEvery is how often events that keep coming are looked at.
	wakeEvery = 200 * time.Millisecond
)

// RegisterJobs adds the jobs of card payments to a queue. Without a key there is nothing
// to do at any time.
func (s *Service) RegisterJobs(q *jobs.Queue) {
	jobs.Handle(q, func(ctx context.Context, _ eventsJob) error { return s.processEvents(ctx) })
	jobs.Handle(q, func(ctx context.Context, _ pollJob) error { return s.Poll(ctx) })
	jobs.Handle(q, func(ctx context.Context, _ listJob) error {
		_, err := s.Stripe.Poll(ctx)
		return errors.Join(err, s.processEvents(ctx))
	})
	jobs.Handle(q, func(ctx context.Context, j withdrawJob) error { return s.withdraw(ctx, j.RequestID) })
	jobs.Handle(q, func(ctx context.Context, _ refundsJob) error { return s.SendRefunds(ctx) })
	jobs.Handle(q, func(ctx context.Context, j forgetJob) error { return s.Stripe.DropCustomer(ctx, j.Customer) })
	if !s.Stripe.On() {
		return
	}
	jobs.Every(q, pollEvery, eventsJob{})
	jobs.Every(q, pollEvery, pollJob{})
	jobs.Every(q, pollEvery, refundsJob{})
	jobs.Every(q, listEvery, listJob{})
}

// Run wakes the workers when webhooks come, until ctx ends. What it misses, the job that
// runs every minute finds.
func (s *Service) Run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.Stripe.Wake():
		}
		if err := s.enqueue(ctx, eventsJob{}); err != nil && ctx.Err() == nil {
			s.Log.WarnContext(ctx, "cannot wake the workers for webhooks", slog.Any("error", err))
		}
		// A burst of webhooks is one job, not thousands.
		timer := time.NewTimer(wakeEvery)
		select {
		case <-ctx.Done():
			timer.Stop()
			return
		case <-timer.C:
		}
	}
}

func (s *Service) enqueue(ctx context.Context, list ...jobs.Args) error {
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		for _, one := range list {
			if err := s.Queue.Enqueue(ctx, jobs.Job{Args: one}); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *Service) processEvents(ctx context.Context) error {
	_, more, err := s.Stripe.Process(ctx, s.Handle)
	if err == nil && more {
		err = s.enqueue(ctx, eventsJob{})
	}
	return err
}

// Withdraw implements payment.CardRail.
func (s *Service) Withdraw(ctx context.Context, r payment.Request) error {
	return s.Queue.Enqueue(ctx, jobs.Job{Args: withdrawJob{RequestID: r.ID}})
}

// withdraw cancels what of a request can still be paid. If it was paid meanwhile, that
// counts, and what nobody wants of it goes back.
func (s *Service) withdraw(ctx context.Context, requestID ident.ID) error {
	i, found, err := s.Stripe.ByRequest(ctx, requestID)
	if err != nil || !found || i.Status.Ended() {
		return err
	}
	if i, err = s.Stripe.Cancel(ctx, i.ID); err != nil {
		return err
	}
	return s.settle(ctx, i)
}

// Poll asks Stripe for what stayed silent: payments, refunds that are under way, disputes
// that are open. One that fails does not keep the others.
func (s *Service) Poll(ctx context.Context) error {
	ids, err := s.Stripe.Silent(ctx, pollBatch)
	if err != nil {
		return err
	}
	var failed []error
	for _, id := range ids {
		failed = append(failed, note(id, s.look(ctx, id)))
	}
	open, err := s.Stripe.OpenRefunds(ctx, pollBatch)
	failed = append(failed, err)
	for _, r := range open {
		failed = append(failed, note(r.ID.String(), s.lookAtRefund(ctx, r)))
	}
	disputes, err := s.Stripe.OpenDisputes(ctx, pollBatch)
	failed = append(failed, err)
	for _, id := range disputes {
		failed = append(failed, note(id, s.dispute(ctx, id)))
	}
	return errors.Join(failed...)
}

func note(what string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", what, err)
}

// look asks how a payment stands; one whose request is over is made impossible.
func (s *Service) look(ctx context.Context, id string) error {
	i, err := s.Stripe.Sync(ctx, id)
	if err != nil {
		return err
	}
	if err := s.settle(ctx, i); err != nil || i.Status.Ended() {
		return err
	}
	r, err := s.Payment.RequestByID(ctx, i.RequestID)
	switch {
	case errors.Is(err, payment.ErrNoRequest):
		return nil // another market of the same account, such as the one for trials
	case err != nil || r.State == payment.RequestOpen:
		return err
	}
	return s.withdraw(ctx, i.RequestID)
}

// ErasePersonalData takes the person's saved cards away.
func (s *Service) ErasePersonalData(ctx context.Context, userID ident.ID) error {
	customer, err := s.Stripe.Forget(ctx, userID)
	if err != nil || customer == "" {
		return err
	}
	return s.Queue.Enqueue(ctx, jobs.Job{Args: forgetJob{Customer: customer}})
}

// Handle draws the consequences of an event: it asks Stripe for the truth of what the
// event is about. stripepay.ErrIgnored where that changes nothing here.
func (s *Service) Handle(ctx context.Context, e stripepay.Event) error {
	switch kind(e.Type) {
	case aboutPayment:
		i, err := s.Stripe.Sync(ctx, e.Intent)
		if err != nil {
			return err
		}
		return s.settle(ctx, i)
	case aboutRefund:
		return s.refund(ctx, e.Object)
	case aboutDispute:
		return s.dispute(ctx, e.Object)
	case aboutPayout:
		return s.payout(ctx, e.Object)
	case aboutTransfer:
		return s.transfer(ctx, e.Object)
	case aboutAccount:
		return s.account(ctx, e.Object)
	case aboutNothing:
	}
	return stripepay.ErrIgnored
}
