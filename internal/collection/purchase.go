package collection

import (
	"context"

	"github.com/chophien/chophien/internal/books"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/payment"
	"github.com/chophien/chophien/internal/platform/jobs"
	"github.com/chophien/chophien/internal/stock"
)

// forPurchase counts money for a purchase: with the last of it the orders go to their
// cooperatives. After the time is over that depends on whether the goods are still there.
func (s *Service) forPurchase(ctx context.Context, in Receipt, r payment.Request, all []payment.Request) (Outcome, error) {
	var orders []order.Order
	if r.State != payment.RequestPaid { // what is paid is its cooperatives' to lock
		var err error
		if orders, err = s.Order.LockPurchase(ctx, r.SubjectID); err != nil {
			return Outcome{}, err
		}
	}
	next, t, err := r.Take(in.Amount, wanted(orders), s.Clock.Now())
	if err != nil {
		return Outcome{}, err
	}
	if t.Paid && orders[0].Status == order.StatusLapsed {
		// The price was agreed to with its codes: who cannot have them any more gets the money back.
		there, err := s.Vouchers.Retake(ctx, ids(orders))
		if err == nil && there {
			if there, err = s.Stock.TryAllocate(ctx, allocations(orders)); err == nil && !there {
				err = s.giveBack(ctx, orders)
			}
		}
		if err != nil {
			return Outcome{}, err
		}
		if !there {
			if next, t, err = r.Refuse(in.Amount, s.Clock.Now()); err != nil {
				return Outcome{}, err
			}
		}
	}
	if t.Paid {
		// Another attempt that is still open ends here: two were never open, one is paid.
		if err := s.endOthers(ctx, r, all); err != nil {
			return Outcome{}, err
		}
	}
	parts, err := s.parts(ctx, r.SubjectID, orders, t.Kept)
	if err != nil {
		return Outcome{}, err
	}
	if err := s.count(ctx, in, next, t, parts); err != nil {
		return Outcome{}, err
	}
	switch {
	case t.Paid:
		err = s.paid(ctx, next, orders)
	case next.State == payment.RequestReturned && r.State != payment.RequestReturned:
		err = s.gone(ctx, next, orders, in.Amount)
	case t.Kept > 0:
		err = s.tellShort(ctx, next)
	}
	if err == nil && t.Back > 0 && next.State != payment.RequestReturned {
		err = s.tellBack(ctx, next, in.Source.Via(), t.Back, in.ExternalID)
	}
	return Outcome{Request: next, Paid: t.Paid, Kept: t.Kept, Back: t.Back}, err
}

// wanted tells whether money still makes the orders.
func wanted(orders []order.Order) bool {
	for _, o := range orders {
		if !o.Status.AwaitsMoney() {
			return false
		}
	}
	return true
}

// endOthers cancels attempts by another method that are still open.
func (s *Service) endOthers(ctx context.Context, r payment.Request, all []payment.Request) error {
	for _, other := range all {
		if other.ID == r.ID || other.State != payment.RequestOpen {
			continue
		}
		if err := s.end(ctx, other, payment.RequestCancelled); err != nil {
			return err
		}
	}
	return nil
}

// parts spreads money over the orders of a purchase: each is filled up before the next.
func (s *Service) parts(ctx context.Context, purchaseID ident.ID, orders []order.Order, amount money.VND) ([]books.Part, error) {
	var out []books.Part
	for _, o := range orders {
		if amount == 0 {
			break
		}
		has, err := s.Books.Deposited(ctx, purchaseID, o.ID)
		if err != nil {
			return nil, err
		}
		part := min(amount, o.Total-has)
		if part <= 0 {
			continue
		}
		out = append(out, books.Part{Subject: o.ID, Amount: part})
		amount -= part
	}
	return out, nil
}

// paid sends the orders to their cooperatives.
func (s *Service) paid(ctx context.Context, r payment.Request, orders []order.Order) error {
	if err := s.each(ctx, orders, order.Command{Action: order.ActionPay, Actor: order.Actor{Role: order.RoleSystem}}); err != nil {
		return err
	}
	if err := s.Order.SetMethod(ctx, r.SubjectID, string(r.Method)); err != nil {
		return err
	}
	if err := s.Payment.PaidFirst(ctx, r.SubjectID, r.Method); err != nil {
		return err
	}
	return s.Queue.Enqueue(ctx, jobs.Job{Args: order.AnnouncePurchase{PurchaseID: r.SubjectID}})
}

// gone ends orders whose money came when their goods were gone.
func (s *Service) gone(ctx context.Context, r payment.Request, orders []order.Order, back money.VND) error {
	if err := s.each(ctx, orders, order.Command{
		Action: order.ActionWithdraw, Actor: order.Actor{Role: order.RoleSystem}, Reason: "Tiền đến sau khi hết hạn, hàng đã hết",
	}); err != nil {
		return err
	}
	return s.tellGone(ctx, r, back)
}

func (s *Service) each(ctx context.Context, orders []order.Order, c order.Command) error {
	for _, o := range orders {
		if _, _, err := s.Order.Apply(ctx, ident.Nil, o.ID, c); err != nil {
			return err
		}
	}
	return nil
}

func ids(orders []order.Order) []ident.ID {
	out := make([]ident.ID, len(orders))
	for i, o := range orders {
		out[i] = o.ID
	}
	return out
}

func allocations(orders []order.Order) []stock.Allocation {
	var out []stock.Allocation
	for _, o := range orders {
		for _, l := range o.Lines {
			if l.Open() > 0 {
				out = append(out, stock.Allocation{OrderLineID: l.ID, VariantID: l.VariantID, Quantity: l.Open()})
			}
		}
	}
	return out
}

// end ends an open request: what of it came goes back.
func (s *Service) end(ctx context.Context, r payment.Request, to payment.RequestState) error {
	back := r.Kept()
	if err := s.Payment.EndRequest(ctx, r, to); err != nil || back == 0 {
		return err
	}
	why := payment.ReasonCancelled
	if to == payment.RequestExpired {
		why = payment.ReasonExpired
	}
	if err := s.Payment.OweBack(ctx, r, ident.Derived(r.ID, "ended"), back, viaOf(r.Method), why); err != nil {
		return err
	}
	parts, err := s.deposits(ctx, r)
	if err != nil {
		return err
	}
	return s.Books.GivenUp(ctx, r.SubjectID, r.ID, parts)
}

// deposits are what stands in the books for the parts of a request.
func (s *Service) deposits(ctx context.Context, r payment.Request) ([]books.Part, error) {
	subjects := []ident.ID{r.SubjectID}
	if r.Purpose == payment.PurposePurchase {
		orders, err := s.Order.LockPurchase(ctx, r.SubjectID)
		if err != nil {
			return nil, err
		}
		subjects = subjects[:0]
		for _, o := range orders {
			subjects = append(subjects, o.ID)
		}
	}
	var out []books.Part
	for _, id := range subjects {
		has, err := s.Books.Deposited(ctx, r.SubjectID, id)
		if err != nil {
			return nil, err
		}
		out = append(out, books.Part{Subject: id, Amount: has})
	}
	return out, nil
}
