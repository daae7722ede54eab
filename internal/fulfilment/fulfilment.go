// Package fulfilment is what happens to goods, money and people when an order
// takes a step.
//
// Owns: the order of effects. Does not own: the state machine (order), stock,
// what is due (payment), the words of messages (announce, notify).
//
// Invariants: the step, the goods, the money and the job that tells of it commit
// together; a repeated action changes nothing and tells nobody again.
package fulfilment

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/payment"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/db/idempotency"
	"github.com/chophien/chophien/internal/platform/jobs"
	"github.com/chophien/chophien/internal/promotion"
	"github.com/chophien/chophien/internal/stock"
)

// Catalog counts what was sold, for the list of what is popular.
type Catalog interface {
	AddSold(ctx context.Context, sold map[ident.ID]int64) error
}

// Books keep what the market and its people owe one another. Both methods join the
// transaction of ctx.
type Books interface {
	// Delivered posts the sale of an order whose goods have arrived.
	Delivered(ctx context.Context, o order.Order) error
	// Lowered posts what was paid above what an order still costs.
	Lowered(ctx context.Context, o order.Order, due money.VND) error
}

// Vouchers follow what they take off an order; the method joins the transaction of ctx.
type Vouchers interface {
	Follow(ctx context.Context, orderID ident.ID, now promotion.Shares, cancelled bool) error
}

// Deps are the capabilities that a step touches.
type Deps struct {
	DB       *db.DB
	Order    *order.Service
	Stock    *stock.Service
	Payment  *payment.Service
	Catalog  Catalog
	Books    Books
	Vouchers Vouchers
	Queue    *jobs.Queue
	Clock    clock.Clock
}

// Service carries out steps.
type Service struct{ Deps }

// NewService returns fulfilment over its capabilities.
func NewService(d Deps) *Service { return &Service{Deps: d} }

// ActOnce is Act for a command that a device may send again, such as one that was kept
// while it had no network: under one key a command is carried out once, whatever was done
// to the order since. Errors: those of Act, idempotency.ErrKey, idempotency.ErrReused.
func (s *Service) ActOnce(ctx context.Context, key idempotency.Key, orgID, orderID ident.ID, c order.Command) error {
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		fresh := ident.New()
		input := struct {
			OrderID ident.ID
			Command order.Command
		}{orderID, c}
		claimed, err := idempotency.Claim(ctx, s.DB, key, input, fresh, s.Clock.Now())
		if err != nil || claimed != fresh {
			return err
		}
		return s.Act(ctx, orgID, orderID, c)
	})
}

// Item is one order of a bulk action.
type Item struct {
	OrderID     ident.ID
	SeenVersion int64
}

// ActOnMany carries out one action on many orders, each for itself: what one refuses stops
// none of the others. The answers are in the order of the items; nil is done.
func (s *Service) ActOnMany(ctx context.Context, orgID ident.ID, items []Item, c order.Command) []error {
	out := make([]error, len(items))
	for i, it := range items {
		c.SeenVersion = it.SeenVersion
		out[i] = s.Act(ctx, orgID, it.OrderID, c)
	}
	return out
}

// AnswerWeightByBuyer carries out the buyer's word on a weight that costs more. Errors:
// order.ErrNotFound for anybody else's order, those of order.Service.Apply, and
// credit.over_limit for a firm that pays later.
func (s *Service) AnswerWeightByBuyer(ctx context.Context, orderID ident.ID, v order.Viewer, agree bool, version int64) error {
	_, role, err := s.Order.ByID(ctx, orderID, v)
	if err != nil {
		return err
	}
	if role != order.RoleBuyer {
		return order.ErrRole
	}
	c := order.Command{Action: order.ActionDeclineWeight, Actor: order.Actor{Role: order.RoleBuyer, ID: v.UserID}, SeenVersion: version}
	if agree {
		c.Action = order.ActionAgreeWeight
	}
	return s.Act(ctx, ident.Nil, orderID, c)
}

// Act carries out a command on an order of the cooperative orgID. Errors: those
// of order.Service.Apply; stock.ErrNoGoodLot when what is there may not be packed.
func (s *Service) Act(ctx context.Context, orgID, orderID ident.ID, c order.Command) error {
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		after, eff, err := s.Order.Apply(ctx, orgID, orderID, c)
		if err != nil || !eff.Changed {
			return err
		}
		// Money before goods, as an order takes them: the firm's credit, then stock.
		if err := s.money(ctx, after, eff); err != nil {
			return err
		}
		if err := s.goods(ctx, after, eff, c.Actor.ID); err != nil {
			return err
		}
		if eff.Event.Kind == order.EventCancelled && after.TrackingCode != "" {
			if err := s.Queue.Enqueue(ctx, jobs.Job{Args: takeBackArgs{Carrier: after.Carrier, TrackingCode: after.TrackingCode}}); err != nil {
				return err
			}
		}
		return s.Queue.Enqueue(ctx, jobs.Job{Args: order.AnnounceStep{
			OrderID: orderID, Event: eff.Event.Kind, Version: after.Version, Role: c.Actor.Role, Note: eff.Event.Note,
		}})
	})
}

// CancelByBuyer cancels an order that the viewer bought, while it is placed.
// Errors: order.ErrNotFound for anybody else's order, those of order.Service.Apply.
func (s *Service) CancelByBuyer(ctx context.Context, orderID ident.ID, v order.Viewer, reason string) error {
	_, role, err := s.Order.ByID(ctx, orderID, v)
	if err != nil {
		return err
	}
	if role != order.RoleBuyer {
		return order.ErrRole
	}
	return s.Act(ctx, ident.Nil, orderID, order.Command{
		Action: order.ActionCancel, Reason: reason, Actor: order.Actor{Role: order.RoleBuyer, ID: v.UserID},
	})
}

func (s *Service) goods(ctx context.Context, o order.Order, eff order.Effects, actorID ident.ID) error {
	ids := make([]ident.ID, len(o.Lines))
	for i, l := range o.Lines {
		ids[i] = l.ID
	}
	if eff.Ship {
		return s.Stock.Ship(ctx, o.ID, ids, actorID)
	}
	if eff.Event.Kind == order.EventPacked {
		return s.Stock.Pick(ctx, ids) // who packs must know which lots to take
	}
	variants := make(map[ident.ID]ident.ID, len(o.Lines))
	for _, l := range o.Lines {
		variants[l.ID] = l.VariantID
	}
	if len(eff.Release) > 0 {
		release := make([]stock.Allocation, len(eff.Release))
		for i, r := range eff.Release {
			release[i] = stock.Allocation{OrderLineID: r.LineID, VariantID: variants[r.LineID], Quantity: r.Quantity}
		}
		if err := s.Stock.Release(ctx, release); err != nil {
			return err
		}
	}
	if len(eff.Return) > 0 {
		back := make([]stock.Allocation, len(eff.Return))
		for i, r := range eff.Return {
			back[i] = stock.Allocation{OrderLineID: r.LineID, VariantID: variants[r.LineID], Quantity: r.Quantity}
		}
		return s.Stock.Return(ctx, o.ID, back, actorID)
	}
	return nil
}

func (s *Service) money(ctx context.Context, o order.Order, eff order.Effects) error {
	if eff.Collected {
		sold := map[ident.ID]int64{}
		for _, l := range o.Lines {
			sold[l.ProductID] += l.Open()
		}
		if err := s.Payment.Collected(ctx, o.ID); err != nil {
			return err
		}
		if err := s.Books.Delivered(ctx, o); err != nil {
			return err
		}
		return s.Catalog.AddSold(ctx, sold)
	}
	if len(eff.Release) > 0 || len(eff.Return) > 0 || eff.Repriced {
		if err := s.Payment.Amend(ctx, o.ID, due(o)); err != nil {
			return err
		}
		if err := s.Books.Lowered(ctx, o, due(o)); err != nil {
			return err
		}
		goods, shipping := o.Off()
		return s.Vouchers.Follow(ctx, o.ID, goods.Plus(shipping), o.Status == order.StatusCancelled)
	}
	return nil
}

func due(o order.Order) money.VND {
	if o.Status == order.StatusCancelled {
		return 0
	}
	return o.Total
}

// ConfirmBy is when a placed order should be confirmed at the latest.
func ConfirmBy(o order.Order) (time.Time, bool) {
	return o.PlacedAt.Add(order.ConfirmWithin), o.Status == order.StatusPlaced
}
