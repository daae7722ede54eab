package books

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/commission"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/ledger"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/payment"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/jobs"
)

// ReturnWindow is how long after delivery a cooperative's part stays pending.
const ReturnWindow = 7 * 24 * time.Hour

// Deps are what the books are written with.
type Deps struct {
	DB         *db.DB
	Ledger     *ledger.Service
	Commission *commission.Service
	Clock      clock.Clock
}

// Service writes the books. Methods join the transaction of ctx, which writes what happened.
type Service struct {
	Deps
	store store
}

// NewService returns the books over their capabilities.
func NewService(d Deps) *Service { return &Service{Deps: d, store: store{db: d.DB}} }

// Delivered posts an order that has just been delivered, with the commission of the
// day on which it was bought: on what the cooperative gets for its goods, which is less
// what of a discount it bears itself. An order of nothing posts nothing.
func (s *Service) Delivered(ctx context.Context, o order.Order) error {
	goodsOff, shipOff := o.Off()
	if o.Subtotal+o.Shipping <= goodsOff.Cooperative+shipOff.Cooperative {
		return nil
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		bill, err := s.store.bill(ctx, o.ID)
		if err != nil {
			return err
		}
		goods, err := s.goods(ctx, o)
		if err != nil {
			return err
		}
		charge, err := s.Commission.Charge(ctx, o.ID, o.OrgID, goods, calendar.Day(o.PlacedAt))
		if err != nil {
			return err
		}
		now := s.Clock.Now()
		sale := Sale{
			OrderID: o.ID, PurchaseID: o.PurchaseID, OrgID: o.OrgID, BuyerOrgID: bill.buyerOrgID, Method: bill.method,
			Goods: o.Subtotal - goodsOff.Cooperative, Shipping: o.Shipping - shipOff.Cooperative, PromoGoods: goodsOff.Platform, PromoShipping: shipOff.Platform,
			Commission: charge.Amount, DeliveredAt: now, ReleaseAt: now.Add(ReturnWindow),
		}
		if bill.method == payment.CodeCOD || bill.collected || sale.Total() == 0 {
			sale.PaidAt = now
		}
		fresh, err := s.store.insertSale(ctx, sale)
		if err != nil || !fresh {
			return err
		}
		return s.Ledger.Post(ctx, delivered(sale)...)
	})
}

// goods are an order's lines as they were delivered, less what of a discount the
// cooperative bears. They add up to its sale, even where that was agreed by real weight.
func (s *Service) goods(ctx context.Context, o order.Order) ([]commission.Goods, error) {
	categories, err := s.store.categories(ctx, o)
	if err != nil {
		return nil, err
	}
	out, weights, sum := make([]commission.Goods, len(o.Lines)), make([]int64, len(o.Lines)), money.VND(0)
	for i, l := range o.Lines {
		amount, err := l.Total()
		if err != nil {
			return nil, err
		}
		amount -= l.Off().Cooperative
		out[i] = commission.Goods{LineID: l.ID, CategoryID: categories[l.ProductID], Amount: amount}
		weights[i] = int64(amount)
		sum += amount
	}
	off, _ := o.Off()
	if sale := o.Subtotal - off.Cooperative; sum != sale {
		return resplit(out, sale, weights)
	}
	return out, nil
}

// resplit makes goods add up to a sale.
func resplit(out []commission.Goods, sale money.VND, weights []int64) ([]commission.Goods, error) {
	parts, err := money.Split(sale, weights)
	for i, p := range parts {
		out[i].Amount = p
	}
	return out, err
}

// Settled posts the money of an order that is paid later: off what the firm owes, or
// for goods still to come.
func (s *Service) Settled(ctx context.Context, orderID ident.ID, amount money.VND) error {
	return s.SettledFrom(ctx, orderID, amount, ledger.Bank.Own())
}

// SettledFrom is Settled for money that stands on another account already, such as what
// was received for an invoice. Nothing is posted for an amount of nothing, but an order of
// which nothing is owed any more, as after a refund off the invoice, is paid by it.
func (s *Service) SettledFrom(ctx context.Context, orderID ident.ID, amount money.VND, from ledger.Account) error {
	if amount < 0 {
		return nil
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		now := s.Clock.Now()
		sale, found, err := s.store.lockSale(ctx, orderID)
		if err != nil {
			return err
		}
		if !found {
			bill, err := s.store.bill(ctx, orderID)
			if err != nil || amount == 0 {
				return err
			}
			return s.Ledger.Post(ctx, prepaid(bill.purchaseID, orderID, amount, from, "order:"+orderID.String()+":settled", now))
		}
		if !sale.PaidAt.IsZero() {
			return nil
		}
		owed, err := s.Ledger.OfSubject(ctx, orderID, ledger.BuyerReceivable.Of(sale.BuyerOrgID))
		if err != nil {
			return err
		}
		if amount >= owed {
			sale.PaidAt = now
		}
		if err := s.store.updateSale(ctx, sale); err != nil || amount == 0 {
			return err
		}
		return s.Ledger.Post(ctx, settled(sale, from, owed, amount, now))
	})
}

// Lowered posts that less of an order will come than was paid for: due is what it
// still costs. What was paid above that is owed back. It does nothing for an order
// that is paid at the door or afterwards.
func (s *Service) Lowered(ctx context.Context, o order.Order, due money.VND) error {
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		held, err := s.Ledger.OfSubject(ctx, o.ID, ledger.BuyerDeposit.Of(o.PurchaseID))
		if err != nil || -held <= due {
			return err
		}
		return s.Ledger.Post(ctx, prepaidBack(o.PurchaseID, o.ID, o.Version, -held-due, s.Clock.Now()))
	})
}

// Release makes an order's part payable if the buyer has paid, the time to return the
// goods is over, no return is open and nothing is in dispute; else it does nothing.
func (s *Service) Release(ctx context.Context, orderID ident.ID) error {
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		sale, found, err := s.store.lockSale(ctx, orderID)
		now := s.Clock.Now()
		if err != nil || !found || !sale.ReleasedAt.IsZero() || sale.PaidAt.IsZero() || sale.Disputed > 0 || now.Before(sale.ReleaseAt) {
			return err
		}
		if open, err := s.store.returnOpen(ctx, orderID); err != nil || open {
			return err
		}
		net, err := s.Ledger.OfSubject(ctx, orderID, ledger.CooperativePending.Of(sale.OrgID))
		if err != nil {
			return err
		}
		if net != 0 {
			if err := s.Ledger.Post(ctx, released(sale, net, now)); err != nil {
				return err
			}
		}
		sale.ReleasedAt = now
		return s.store.updateSale(ctx, sale)
	})
}

// releaseJob makes payable what is due.
type releaseJob struct{}

// Kind names the job.
func (releaseJob) Kind() string { return "books.release" }

const (
	releaseEvery = time.Hour
	releaseBatch = 500
)

// ReleaseDue makes payable what has become so, and tells how many orders that were.
func (s *Service) ReleaseDue(ctx context.Context) (int, error) {
	for done := 0; ; {
		ids, err := s.store.releasable(ctx, s.Clock.Now(), releaseBatch)
		if err != nil || len(ids) == 0 {
			return done, err
		}
		for _, id := range ids {
			if err := s.Release(ctx, id); err != nil {
				return done, err
			}
			done++
		}
	}
}

// RegisterJobs adds the books' jobs to a queue.
func (s *Service) RegisterJobs(q *jobs.Queue) {
	jobs.Handle(q, func(ctx context.Context, _ releaseJob) error {
		_, err := s.ReleaseDue(ctx)
		return err
	})
	jobs.Every(q, releaseEvery, releaseJob{})
}
