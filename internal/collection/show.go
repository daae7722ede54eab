package collection

import (
	"context"
	"slices"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/payment"
	"github.com/chophien/chophien/internal/vietqr"
)

// View is how a purchase is paid, as its buyer sees it.
type View struct {
	// Request is the open one, else the newest; nil where none was ever made.
	Request *payment.Request
	// Bank and Payload are there while a transfer is awaited.
	Bank    *payment.Bank
	Payload string // of the VietQR code, for what is still to come
	// Methods are the ways by which it can be paid instead; none once money has come.
	Methods []payment.MethodCode
	// Refunds of this purchase, the oldest first.
	Refunds []payment.Refund
	// Account is where transfers go back to; AccountWanted tells that one is needed.
	Account       payment.RefundAccount
	AccountWanted bool
	// CardMax is the largest amount a card takes, where that is why none is offered.
	CardMax money.VND
}

// Show tells how a purchase is paid. Errors: order.ErrNotFound for anybody else's.
func (s *Service) Show(ctx context.Context, purchaseID ident.ID, v order.Viewer) (View, error) {
	p, _, err := s.Order.BoughtBy(ctx, purchaseID, v)
	if err != nil {
		return View{}, err
	}
	return s.view(ctx, p)
}

func (s *Service) view(ctx context.Context, p order.Purchase) (View, error) {
	var out View
	all, err := s.Payment.RequestsOf(ctx, payment.PurposePurchase, p.ID)
	if err != nil {
		return out, err
	}
	out.Request = current(all)
	if r := out.Request; r != nil && r.State == payment.RequestOpen {
		if r.Kept() == 0 {
			out.Methods = slices.DeleteFunc(s.Payment.Offered(bill(p)), func(m payment.MethodCode) bool { return m == r.Method })
		}
		if _, most := s.Payment.CardLimits(); most > 0 && r.Amount > most {
			out.CardMax = most
		}
		if r.Method == payment.CodeBankTransfer {
			if out.Bank = s.Payment.Bank(); out.Bank != nil {
				if out.Payload, err = Payload(*out.Bank, *r); err != nil {
					return out, err
				}
			}
		}
	}
	if out.Refunds, err = s.Payment.RefundsOf(ctx, p.ID); err != nil {
		return out, err
	}
	if out.Account, err = s.Payment.RefundAccountOf(ctx, p.ID); err != nil {
		return out, err
	}
	out.AccountWanted = slices.ContainsFunc(out.Refunds, func(r payment.Refund) bool {
		return r.Via == payment.ViaBankTransfer && r.State == payment.RefundOwed
	})
	return out, nil
}

// current is the request that a page is about: the paid one, the open one, else the newest.
func current(all []payment.Request) *payment.Request {
	for _, state := range []payment.RequestState{payment.RequestPaid, payment.RequestOpen, payment.RequestReturned} {
		if i := slices.IndexFunc(all, func(r payment.Request) bool { return r.State == state }); i >= 0 {
			return &all[i]
		}
	}
	if len(all) == 0 {
		return nil
	}
	return &all[len(all)-1]
}

// Payload is what the VietQR code of a request says: the market's account, what is still to
// come, and the request's reference as the transfer's text.
func Payload(b payment.Bank, r payment.Request) (string, error) {
	return vietqr.Encode(vietqr.Transfer{Bank: b.BIN, Account: b.Account, Amount: r.Rest(), Purpose: r.Reference})
}

// SetRefundAccount keeps where transfers for a purchase go back to. Errors:
// order.ErrNotFound for anybody else's, those of payment.Service.SetRefundAccount.
func (s *Service) SetRefundAccount(ctx context.Context, purchaseID ident.ID, v order.Viewer, a payment.RefundAccount) error {
	if _, _, err := s.Order.BoughtBy(ctx, purchaseID, v); err != nil {
		return err
	}
	return s.Payment.SetRefundAccount(ctx, purchaseID, a)
}
