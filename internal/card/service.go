package card

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/chophien/chophien/internal/books"
	"github.com/chophien/chophien/internal/collection"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/payment"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/jobs"
	"github.com/chophien/chophien/internal/platform/stripe"
	"github.com/chophien/chophien/internal/stripepay"
)

// Deps are the capabilities that a card payment touches.
type Deps struct {
	DB         *db.DB
	Stripe     *stripepay.Service
	Order      *order.Service
	Payment    *payment.Service
	Collection *collection.Service
	Books      *books.Service
	Queue      *jobs.Queue
	Clock      clock.Clock
	Log        *slog.Logger
	PublicURL  string
}

// Service takes cards.
type Service struct {
	Deps
	onTransfer func(ctx context.Context, t stripepay.Transfer) error
}

// NewService returns card payments over their capabilities.
func NewService(d Deps) *Service { return &Service{Deps: d} }

// OnTransfer says who draws the consequences of how a transfer to a cooperative stands.
func (s *Service) OnTransfer(fn func(ctx context.Context, t stripepay.Transfer) error) {
	s.onTransfer = fn
}

// Standing is how a purchase's payment by card stands, as its buyer sees it.
type Standing struct {
	Purchase order.Purchase
	Request  payment.Request
	Intent   stripepay.Intent
	// PublishableKey and Intent.Secret open Stripe's form; empty once there is nothing to pay.
	PublishableKey string
}

// Paid tells whether the money is with the purchase.
func (s Standing) Paid() bool { return s.Request.State == payment.RequestPaid }

// Begin opens the payment by card of a purchase that waits for it, or finds how it stands.
// Errors: order.ErrNotFound for anybody else's purchase, collection.ErrNotWaiting where
// nothing is to be paid by card, those of stripepay.Service.Open.
func (s *Service) Begin(ctx context.Context, purchaseID ident.ID, v order.Viewer) (Standing, error) {
	out, err := s.find(ctx, purchaseID, v)
	if err != nil || out.Request.State != payment.RequestOpen {
		return out, err
	}
	customer := ""
	if v.UserID != ident.Nil {
		if customer, err = s.Stripe.CustomerFor(ctx, v.UserID); err != nil {
			return out, err
		}
	}
	out.Intent, err = s.Stripe.Open(ctx, stripepay.OpenInput{
		RequestID: out.Request.ID, Amount: out.Request.Rest(), Description: out.Purchase.Code, Email: out.Purchase.Contact.Email, Customer: customer,
	})
	if err != nil {
		return out, err
	}
	return s.now(ctx, out)
}

// Check asks Stripe how the payment stands, as when the buyer comes back from their bank.
// Errors: as Begin.
func (s *Service) Check(ctx context.Context, purchaseID ident.ID, v order.Viewer) (Standing, error) {
	out, err := s.find(ctx, purchaseID, v)
	if err != nil {
		return out, err
	}
	last, found, err := s.Stripe.ByRequest(ctx, out.Request.ID)
	if err != nil || !found {
		return out, err
	}
	out.Intent = last
	if out.Request.State == payment.RequestPaid && !last.CompletedAt.IsZero() {
		return out, nil
	}
	if out.Intent, err = s.Stripe.Sync(ctx, last.ID); err != nil {
		return out, err
	}
	return s.now(ctx, out)
}

// PayWithSaved pays with one of the buyer's saved cards; key names this very try. The bank
// may still ask the buyer: then the payment says so, with its secret. Errors: as Begin,
// and those of stripepay.Service.Confirm.
func (s *Service) PayWithSaved(ctx context.Context, purchaseID ident.ID, v order.Viewer, saved, key string) (Standing, error) {
	out, err := s.Begin(ctx, purchaseID, v)
	if err != nil || out.Paid() {
		return out, err
	}
	customer, err := s.Stripe.Customer(ctx, v.UserID)
	if err != nil {
		return out, err
	}
	got, err := s.Stripe.Confirm(ctx, out.Intent.ID, customer, saved, key, s.PublicURL+"/thanh-toan/the/"+purchaseID.String())
	if err != nil {
		return out, err
	}
	out.Intent = got
	return s.now(ctx, out)
}

// find returns the purchase and its request by card: the paid one, else the newest.
func (s *Service) find(ctx context.Context, purchaseID ident.ID, v order.Viewer) (Standing, error) {
	p, _, err := s.Order.BoughtBy(ctx, purchaseID, v)
	if err != nil {
		return Standing{}, err
	}
	all, err := s.Payment.RequestsOf(ctx, payment.PurposePurchase, purchaseID)
	if err != nil {
		return Standing{}, err
	}
	out := Standing{Purchase: p}
	for _, r := range all {
		if r.Method == payment.CodeCard && out.Request.State != payment.RequestPaid {
			out.Request = r
		}
	}
	if out.Request.ID == ident.Nil {
		return out, collection.ErrNotWaiting
	}
	return out, nil
}

// now settles what was just learned and says how it stands after that.
func (s *Service) now(ctx context.Context, out Standing) (Standing, error) {
	err := s.settle(ctx, out.Intent)
	if err != nil {
		return out, err
	}
	if out.Request, err = s.Payment.RequestByID(ctx, out.Request.ID); err != nil {
		return out, err
	}
	if out.Request.State == payment.RequestOpen && !out.Intent.Status.Ended() {
		out.PublishableKey = s.Stripe.PublishableKey
	} else {
		out.Intent.Secret = ""
	}
	return out, nil
}

// How much longer goods are kept while a bank works or asks the buyer, and how long after
// the payment was begun at most.
const (
	workFor    = time.Hour
	askAtMost  = 3 * time.Hour
	workAtMost = 3 * 24 * time.Hour
)

// settle draws the consequences of how a payment stands: money that Stripe took is
// counted, once; while a bank works the goods are kept; what nobody wants any more is
// made impossible. It may be called at any time and any number of times.
func (s *Service) settle(ctx context.Context, i stripepay.Intent) error {
	switch i.Status {
	case stripe.StatusSucceeded:
		return s.DB.InTx(ctx, func(ctx context.Context) error {
			if i.PaidAt.IsZero() {
				i.PaidAt = s.Clock.Now()
			}
			if i.CompletedAt.IsZero() {
				if _, err := s.Collection.Complete(ctx, collection.Receipt{
					RequestID: i.RequestID, Source: payment.SourceStripe, ExternalID: i.ID, Amount: i.Received, At: i.PaidAt,
				}); err != nil {
					return err
				}
				if err := s.Stripe.Completed(ctx, i.ID); err != nil {
					return err
				}
			}
			if i.FeeKnown {
				return s.Books.CardFee(ctx, i.ID, i.RequestID, i.Fee)
			}
			return nil
		})
	case stripe.StatusProcessing, stripe.StatusNeedsAction:
		most := i.CreatedAt.Add(askAtMost)
		if i.Status == stripe.StatusProcessing {
			most = i.CreatedAt.Add(workAtMost)
		}
		until := s.Clock.Now().Add(workFor)
		if until.After(most) {
			return nil
		}
		err := s.Payment.ExtendRequest(ctx, i.RequestID, until)
		if errors.Is(err, payment.ErrRequestOver) || errors.Is(err, payment.ErrNoRequest) {
			return nil
		}
		return err
	case stripe.StatusCanceled, stripe.StatusNeedsMethod, stripe.StatusNeedsConfirm, stripe.StatusNeedsCapture:
	}
	return nil
}
