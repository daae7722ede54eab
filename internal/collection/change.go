package collection

import (
	"context"
	"errors"
	"slices"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/payment"
	"github.com/chophien/chophien/internal/platform/jobs"
)

// ErrNotWaiting is answered to who changes or cancels a purchase that waits for no money.
var ErrNotWaiting = apperr.New(apperr.KindPrecondition, "collection.not_waiting",
	"Lần mua này không còn chờ thanh toán. Hãy tải lại trang để xem trạng thái mới.",
	"This purchase waits for no payment any more. Reload the page to see how it stands.")

// ChangeMethod lets a buyer pay in another way what is not paid yet; at the door again,
// too, and then the orders go to their cooperatives at once. The same method again changes
// nothing. Errors: order.ErrNotFound for anybody else's purchase, ErrNotWaiting,
// payment.ErrMethod, payment.ErrPartlyPaid.
func (s *Service) ChangeMethod(ctx context.Context, purchaseID ident.ID, v order.Viewer, method payment.MethodCode) error {
	p, _, err := s.Order.BoughtBy(ctx, purchaseID, v)
	if err != nil {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		r, err := s.openOf(ctx, purchaseID)
		switch {
		case err != nil:
			return err
		case r.Method == method:
			return nil
		case !slices.Contains(s.Payment.Offered(bill(p)), method):
			return payment.ErrMethod.At("/method")
		case r.Kept() > 0:
			return payment.ErrPartlyPaid
		}
		orders, err := s.Order.LockPurchase(ctx, purchaseID)
		if err != nil {
			return err
		}
		if err := s.Payment.EndRequest(ctx, r, payment.RequestCancelled); err != nil {
			return err
		}
		if err := s.Order.SetMethod(ctx, purchaseID, string(method)); err != nil {
			return err
		}
		if err := s.Payment.DueBy(ctx, purchaseID, method); err != nil {
			return err
		}
		if method.PaidFirst() {
			_, err := s.Payment.Ask(ctx, payment.Ask{
				Purpose: payment.PurposePurchase, SubjectID: purchaseID, PayerID: r.PayerID, Method: method, Amount: r.Amount,
			})
			return err
		}
		if err := s.each(ctx, orders, order.Command{Action: order.ActionOffer, Actor: order.Actor{Role: order.RoleBuyer, ID: v.UserID}}); err != nil {
			return err
		}
		return s.Queue.Enqueue(ctx, jobs.Job{Args: order.AnnouncePurchase{PurchaseID: purchaseID}})
	})
}

// Cancel gives a purchase up that is not paid yet: its goods are free again, and what came
// of its money goes back. The same again changes nothing. Errors: order.ErrNotFound for
// anybody else's purchase, ErrNotWaiting.
func (s *Service) Cancel(ctx context.Context, purchaseID ident.ID, v order.Viewer) error {
	if _, _, err := s.Order.BoughtBy(ctx, purchaseID, v); err != nil {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		r, err := s.openOf(ctx, purchaseID)
		if err != nil && !errors.Is(err, ErrNotWaiting) {
			return err
		}
		orders, lockErr := s.Order.LockPurchase(ctx, purchaseID)
		switch {
		case lockErr != nil:
			return lockErr
		case err != nil && withdrawn(orders):
			return nil
		case err != nil:
			return err
		}
		goods := allocations(orders) // as they are before
		if err := s.end(ctx, r, payment.RequestCancelled); err != nil {
			return err
		}
		if err := s.each(ctx, orders, order.Command{
			Action: order.ActionWithdraw, Actor: order.Actor{Role: order.RoleBuyer, ID: v.UserID}, Reason: "Người mua hủy trước khi trả tiền",
		}); err != nil {
			return err
		}
		if err := s.Payment.NotPaid(ctx, purchaseID); err != nil {
			return err
		}
		if back := r.Kept(); back > 0 {
			if err := s.tellBack(ctx, r, viaOf(r.Method), back, "cancelled"); err != nil {
				return err
			}
		}
		if err := s.giveBack(ctx, orders); err != nil {
			return err
		}
		return s.Stock.Release(ctx, goods)
	})
}

// withdrawn tells whether a purchase was given up before it reached its cooperatives.
func withdrawn(orders []order.Order) bool {
	return !slices.ContainsFunc(orders, func(o order.Order) bool { return o.Status != order.StatusCancelled || !o.OfferedAt.IsZero() })
}

// openOf locks the requests of a purchase and returns the open one. Errors: ErrNotWaiting.
func (s *Service) openOf(ctx context.Context, purchaseID ident.ID) (payment.Request, error) {
	all, err := s.Payment.LockSubject(ctx, payment.PurposePurchase, purchaseID)
	if err != nil {
		return payment.Request{}, err
	}
	for _, r := range all {
		if r.State == payment.RequestOpen {
			return r, nil
		}
	}
	return payment.Request{}, ErrNotWaiting
}

func bill(p order.Purchase) payment.Bill {
	return payment.Bill{PurchaseID: p.ID, BuyerOrgID: p.Firm.OrgID, UserID: p.UserID, Total: p.Total}
}

func viaOf(m payment.MethodCode) payment.Via {
	if m == payment.CodeCard {
		return payment.ViaCard
	}
	return payment.ViaBankTransfer
}
