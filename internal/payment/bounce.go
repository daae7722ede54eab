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

// RefundCameBack owes a refund anew that was recorded as sent by transfer and came back,
// under a cause of its own; the caller posts that, in the transaction of ctx. again is
// false where nothing was sent, or it was owed anew already. Errors: ErrNoRefund.
func (s *Service) RefundCameBack(ctx context.Context, causeID ident.ID) (r Refund, again bool, err error) {
	r, err = s.store.lockRefund(ctx, causeID)
	if err != nil || r.Via != ViaBankTransfer || r.State != RefundPaid {
		return r, false, err
	}
	again, err = s.store.oweAgain(ctx, causeID, ident.Derived(causeID, "bounced"), ViaBankTransfer, s.clock.Now())
	return r, again, err
}

// DropRefundAccount forgets the account of a purchase, contract or invoice to which the
// bank could not pay, so that another one is asked for; one that was named since stays.
func (s *Service) DropRefundAccount(ctx context.Context, subjectID ident.ID, faulty RefundAccount) error {
	return s.store.dropRefundAccount(ctx, subjectID, faulty)
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
