package books

import (
	"context"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/ledger"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/payment"
)

// RefundInput is money that goes back to a buyer for goods or shipping of an order.
type RefundInput struct {
	ID       ident.ID // of the refund; the same again changes nothing
	OrderID  ident.ID
	Goods    money.VND
	Shipping money.VND
}

// Refund posts what is owed back: the cooperative's part and, in proportion, the
// market's commission; what the market paid of a discount comes back to it in the same way. After a payout the cooperative's part becomes its debt. Errors: ErrNoSale, ErrAmount, ErrTooMuch.
func (s *Service) Refund(ctx context.Context, in RefundInput) error {
	amount := in.Goods + in.Shipping
	if in.Goods < 0 || in.Shipping < 0 || amount <= 0 {
		return ErrAmount
	}
	return s.once(ctx, in.OrderID, "refund:"+in.ID.String(), func(ctx context.Context, sale Sale) error {
		if in.Goods > sale.PaidGoods()-sale.RefundedGoods || in.Shipping > sale.PaidShipping()-sale.RefundedShipping || amount > sale.Left() {
			return ErrTooMuch
		}
		sale.RefundedGoods += in.Goods
		sale.RefundedShipping += in.Shipping
		back := sale.commissionBack(sale.RefundedGoods) - sale.CommissionBack
		sale.CommissionBack += back
		promo := sale.promoBack(sale.RefundedGoods, sale.RefundedShipping) - sale.PromoBack
		sale.PromoBack += promo
		if err := s.store.updateSale(ctx, sale); err != nil {
			return err
		}
		return s.Ledger.Post(ctx, refund(sale, in.ID, amount, back, promo, s.Clock.Now()))
	})
}

// RefundPaid posts that a refund went to the buyer, from whose hands. Errors: ErrNoSale,
// ErrTooMuch where it was not owed.
func (s *Service) RefundPaid(ctx context.Context, orderID, refundID ident.ID, amount money.VND, by Payer) error {
	if amount <= 0 {
		return ErrAmount
	}
	return s.once(ctx, orderID, "refund-paid:"+refundID.String(), func(ctx context.Context, sale Sale) error {
		owed, err := s.Ledger.OfSubject(ctx, orderID, ledger.RefundPayable.Of(sale.PurchaseID))
		if err != nil {
			return err
		}
		if amount > -owed {
			return ErrTooMuch
		}
		if err := s.Ledger.Post(ctx, refundPaid(sale, refundID, amount, by, s.Clock.Now())); err != nil || by != PayerInvoice || !sale.PaidAt.IsZero() {
			return err
		}
		// Nothing may be left to pay of it: then no money will come that says so.
		left, err := s.Ledger.OfSubject(ctx, orderID, ledger.BuyerReceivable.Of(sale.BuyerOrgID))
		if err != nil || left > 0 {
			return err
		}
		sale.PaidAt = s.Clock.Now()
		return s.store.updateSale(ctx, sale)
	})
}

// Dispute holds back a part of what the cooperative got for an order until it is
// decided. Errors: ErrNoSale, ErrAmount, ErrTooMuch.
func (s *Service) Dispute(ctx context.Context, orderID, disputeID ident.ID, amount money.VND) error {
	if amount <= 0 {
		return ErrAmount
	}
	return s.once(ctx, orderID, "dispute:"+disputeID.String(), func(ctx context.Context, sale Sale) error {
		if amount > sale.Left() {
			return ErrTooMuch
		}
		at := sale
		sale.Disputed += amount
		if err := s.store.updateSale(ctx, sale); err != nil {
			return err
		}
		return s.Ledger.Post(ctx, dispute(at, disputeID, amount, s.Clock.Now()))
	})
}

// Decide ends a dispute: what was held goes back to the cooperative. What the buyer is
// given is a Refund afterwards. Errors: ErrNoSale, ErrNoDispute.
func (s *Service) Decide(ctx context.Context, orderID, disputeID ident.ID) error {
	return s.once(ctx, orderID, "decided:"+disputeID.String(), func(ctx context.Context, sale Sale) error {
		held, found, err := s.Ledger.Posted(ctx, "order:"+orderID.String()+":dispute:"+disputeID.String())
		if err != nil {
			return err
		}
		if !found {
			return ErrNoDispute
		}
		amount := held.Lines[0].Amount
		sale.Disputed -= amount
		if err := s.store.updateSale(ctx, sale); err != nil {
			return err
		}
		return s.Ledger.Post(ctx, decided(sale, disputeID, amount, s.Clock.Now()))
	})
}

// HoldBack keeps up to so much of an order back while the Alliance decides a return. Cash
// that the cooperative took itself is not the market's to hold, nor is what the books do
// not have: it does nothing then.
func (s *Service) HoldBack(ctx context.Context, orderID, causeID ident.ID, most money.VND) error {
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		sale, found, err := s.store.lockSale(ctx, orderID)
		if err != nil || !found || sale.Method == payment.CodeCOD || min(most, sale.Left()) <= 0 {
			return err
		}
		return s.Dispute(ctx, orderID, causeID, min(most, sale.Left()))
	})
}

// LetGo ends what HoldBack began, if it held anything.
func (s *Service) LetGo(ctx context.Context, orderID, causeID ident.ID) error {
	_, held, err := s.Ledger.Posted(ctx, "order:"+orderID.String()+":dispute:"+causeID.String())
	if err != nil || !held {
		return err
	}
	return s.Decide(ctx, orderID, causeID)
}

// Penalise posts a penalty that a cooperative owes the market. Errors: ErrAmount.
func (s *Service) Penalise(ctx context.Context, orgID, penaltyID ident.ID, amount money.VND) error {
	if amount <= 0 {
		return ErrAmount
	}
	return s.Ledger.Post(ctx, penalty(orgID, penaltyID, amount, s.Clock.Now()))
}

// PenaltyBack posts that a penalty was taken back, once. Errors: ErrAmount.
func (s *Service) PenaltyBack(ctx context.Context, orgID, penaltyID ident.ID, amount money.VND) error {
	if amount <= 0 {
		return ErrAmount
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		return s.Ledger.Post(ctx, penaltyBack(orgID, penaltyID, amount, s.Clock.Now()))
	})
}

// once runs fn on a sale under its lock, unless the event was posted before.
func (s *Service) once(ctx context.Context, orderID ident.ID, event string, fn func(ctx context.Context, sale Sale) error) error {
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		sale, found, err := s.store.lockSale(ctx, orderID)
		if err != nil {
			return err
		}
		if !found {
			return ErrNoSale
		}
		_, posted, err := s.Ledger.Posted(ctx, "order:"+orderID.String()+":"+event)
		if err != nil || posted {
			return err
		}
		return fn(ctx, sale)
	})
}

// RefundOwed posts a refund that another part of the market decided, of whatever of the
// order: goods first, then shipping. An order that the books do not have (it was not
// delivered, or before there were books) posts nothing. Errors: ErrAmount, ErrTooMuch.
func (s *Service) RefundOwed(ctx context.Context, orderID, causeID ident.ID, amount money.VND) error {
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		sale, found, err := s.store.lockSale(ctx, orderID)
		if err != nil || !found {
			return err
		}
		goods := min(amount, sale.PaidGoods()-sale.RefundedGoods)
		return s.Refund(ctx, RefundInput{ID: causeID, OrderID: orderID, Goods: goods, Shipping: amount - goods})
	})
}

// RefundGiven posts that a refund which is owed reached the buyer: out of the
// cooperative's own hands, or off what the firm owes. Errors: ErrAmount, ErrTooMuch.
func (s *Service) RefundGiven(ctx context.Context, orderID, causeID ident.ID, amount money.VND, by Payer) error {
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		sale, found, err := s.store.lockSale(ctx, orderID)
		if err != nil || !found {
			return err
		}
		if by == PayerInvoice && sale.BuyerOrgID == ident.Nil { // a person has no bill
			by = PayerCooperative
		}
		return s.RefundPaid(ctx, orderID, causeID, amount, by)
	})
}
