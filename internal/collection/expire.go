package collection

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/payment"
	"github.com/chophien/chophien/internal/platform/jobs"
	"github.com/chophien/chophien/internal/promotion"
)

const (
	expireEvery = time.Minute
	expireBatch = 200
)

// expireJob ends what was not paid in time.
type expireJob struct{}

// Kind names the job.
func (expireJob) Kind() string { return "collection.expire" }

// RegisterJobs adds the jobs of collection to a queue.
func (s *Service) RegisterJobs(q *jobs.Queue) {
	jobs.Handle(q, func(ctx context.Context, _ expireJob) error {
		_, err := s.ExpireDue(ctx)
		return err
	})
	jobs.Every(q, expireEvery, expireJob{})
	jobs.Handle(q, func(ctx context.Context, j payment.Asked) error { return s.tellAsked(ctx, j.PurchaseID) })
}

// ExpireDue ends requests whose time is over: their orders lapse and the goods are free
// again. It tells how many that were.
func (s *Service) ExpireDue(ctx context.Context) (int, error) {
	for done := 0; ; {
		list, err := s.Payment.OpenRequests(ctx, payment.OpenFilter{ExpiredBy: s.Clock.Now(), Limit: expireBatch})
		if err != nil || len(list) == 0 {
			return done, err
		}
		for _, r := range list {
			if err := s.expire(ctx, r.ID); err != nil {
				return done, err
			}
			done++
		}
	}
}

func (s *Service) expire(ctx context.Context, id ident.ID) error {
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		r, _, err := s.Payment.LockRequest(ctx, id)
		if err != nil || r.State != payment.RequestOpen || r.ExpiresAt.After(s.Clock.Now()) {
			return err // paid or extended meanwhile
		}
		if err := s.end(ctx, r, payment.RequestExpired); err != nil || r.Purpose != payment.PurposePurchase {
			return err
		}
		return s.lapse(ctx, r)
	})
}

// giveBack frees what orders have of discount codes.
func (s *Service) giveBack(ctx context.Context, orders []order.Order) error {
	for _, o := range orders {
		if err := s.Vouchers.Follow(ctx, o.ID, promotion.Shares{}, true); err != nil {
			return err
		}
	}
	return nil
}

// lapse ends the orders of a purchase that was not paid in time and frees their goods.
func (s *Service) lapse(ctx context.Context, r payment.Request) error {
	orders, err := s.Order.LockPurchase(ctx, r.SubjectID)
	if err != nil {
		return err
	}
	if err := s.each(ctx, orders, order.Command{Action: order.ActionLapse, Actor: order.Actor{Role: order.RoleSystem}}); err != nil {
		return err
	}
	if err := s.Payment.NotPaid(ctx, r.SubjectID); err != nil {
		return err
	}
	if err := s.tellLapsed(ctx, r); err != nil {
		return err
	}
	if err := s.giveBack(ctx, orders); err != nil {
		return err
	}
	return s.Stock.Release(ctx, allocations(orders)) // last: these rows everybody wants
}
