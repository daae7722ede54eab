package checkout

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/cart"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/payment"
	"github.com/chophien/chophien/internal/place"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/jobs"
	"github.com/chophien/chophien/internal/promotion"
	"github.com/chophien/chophien/internal/shipping"
	"github.com/chophien/chophien/internal/stock"
)

// HoldFor is how long a shopper at the checkout keeps the goods.
const HoldFor = 15 * time.Minute

// KeepKeys is how long a repeated Idempotency-Key is recognised.
const KeepKeys = 7 * 24 * time.Hour

// Deps are the capabilities that a checkout joins.
type Deps struct {
	DB           *db.DB
	Cart         *cart.Service
	Stock        *stock.Service
	Shipping     *shipping.Service
	Place        *place.Service
	Payment      *payment.Service
	Promotion    *promotion.Service
	Order        *order.Service
	Party        *party.Service
	Queue        *jobs.Queue
	Clock        clock.Clock
	TermsVersion string
}

// Service is the checkout.
type Service struct {
	db           *db.DB
	store        store
	cart         *cart.Service
	stock        *stock.Service
	shipping     *shipping.Service
	places       *place.Service
	payment      *payment.Service
	promotion    *promotion.Service
	orders       *order.Service
	party        *party.Service
	queue        *jobs.Queue
	clock        clock.Clock
	termsVersion string
}

// NewService returns the checkout over its capabilities.
func NewService(d Deps) *Service {
	return &Service{
		db: d.DB, store: store{db: d.DB}, cart: d.Cart, stock: d.Stock, shipping: d.Shipping, places: d.Place,
		payment: d.Payment, promotion: d.Promotion, orders: d.Order, party: d.Party, queue: d.Queue, clock: d.Clock, termsVersion: d.TermsVersion,
	}
}

// Hold keeps the cart's goods until the returned time; a repeated call renews
// it. Errors: ErrEmptyCart, ErrCartProblem, stock.ErrNotEnough.
func (s *Service) Hold(ctx context.Context, owner cart.Owner) (time.Time, error) {
	var until time.Time
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		c, err := s.cart.LockForCheckout(ctx, owner)
		if err != nil {
			return err
		}
		if err := buyable(c); err != nil {
			return err
		}
		until = s.clock.Now().Add(HoldFor)
		holdID, err := s.store.putHold(ctx, c.ID, s.clock.Now(), until)
		if err != nil {
			return err
		}
		if err := s.queue.Enqueue(ctx, jobs.Job{Args: releaseHold{HoldID: holdID}, At: until}); err != nil {
			return err
		}
		return s.stock.Hold(ctx, holdID, wanted(c))
	})
	return until, err
}

// Release gives the owner's held goods back; safe to repeat.
func (s *Service) Release(ctx context.Context, owner cart.Owner) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		c, err := s.cart.LockForCheckout(ctx, owner)
		if err != nil || c.ID == ident.Nil {
			return err
		}
		holdID, err := s.store.takeHold(ctx, c.ID)
		if err != nil || holdID == ident.Nil {
			return err
		}
		return s.stock.ReleaseHold(ctx, holdID)
	})
}

func buyable(c cart.Cart) error {
	if c.LineCount == 0 {
		return ErrEmptyCart
	}
	if !c.HasProblem {
		return nil
	}
	problems := map[string]string{}
	for _, l := range c.Lines() {
		if l.Problem != cart.ProblemNone {
			problems[l.Offer.VariantID.String()] = string(l.Problem)
		}
	}
	return ErrCartProblem.With("problems", problems)
}

func wanted(c cart.Cart) []stock.Line {
	lines := c.Lines()
	out := make([]stock.Line, len(lines))
	for i, l := range lines {
		out[i] = stock.Line{VariantID: l.Offer.VariantID, Quantity: l.Quantity}
	}
	return out
}

// releaseHold gives a hold's goods back when its time is over.
type releaseHold struct {
	HoldID ident.ID `json:"holdId"`
}

func (releaseHold) Kind() string { return "checkout.release_hold" }

// forgetKeys deletes idempotency keys that no client sends any more.
type forgetKeys struct{}

func (forgetKeys) Kind() string { return "checkout.forget_keys" }

// RegisterJobs adds the checkout's jobs to a queue.
func (s *Service) RegisterJobs(q *jobs.Queue) {
	jobs.Handle(q, func(ctx context.Context, j releaseHold) error {
		return s.db.InTx(ctx, func(ctx context.Context) error {
			// A renewed hold has a later job of its own.
			ended, err := s.store.endHold(ctx, j.HoldID, s.clock.Now())
			if err != nil || !ended {
				return err
			}
			return s.stock.ReleaseHold(ctx, j.HoldID)
		})
	})
	jobs.Handle(q, func(ctx context.Context, _ forgetKeys) error {
		return s.store.forgetKeys(ctx, s.clock.Now().Add(-KeepKeys))
	})
	jobs.Every(q, 24*time.Hour, forgetKeys{})
}
