package payment

import (
	"context"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
)

// OweRefundFor is OweRefund for another reason than a return. Errors: ErrRefundTooMuch.
func (s *Service) OweRefundFor(ctx context.Context, causeID, orderID ident.ID, amount money.VND, why RefundReason) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		return s.store.oweRefund(ctx, Refund{CauseID: causeID, OrderID: orderID, Amount: amount, Reason: why}, s.clock.Now())
	})
}

// RefundByTransfer lets a refund go by a transfer that cannot go by card. One that was
// recorded as sent has bounced: it is owed anew, under a cause of its own, and the caller
// posts that, in the transaction of ctx. The same again changes nothing. Errors: ErrNoRefund.
func (s *Service) RefundByTransfer(ctx context.Context, causeID ident.ID) (r Refund, bounced bool, err error) {
	r, err = s.store.lockRefund(ctx, causeID)
	switch {
	case err != nil || r.Via != ViaCard:
		return r, false, err
	case r.State == RefundOwed:
		return r, false, s.store.redirectRefund(ctx, causeID, ViaBankTransfer)
	}
	bounced, err = s.store.oweAgain(ctx, causeID, ident.Derived(causeID, "bounced"), ViaBankTransfer, s.clock.Now())
	return r, bounced, err
}
