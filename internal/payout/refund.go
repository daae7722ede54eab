package payout

import (
	"context"
	"errors"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/ledger"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/payment"
)

// refundBatch bounds how many refunds one gathering takes; the rest is taken the next time.
const refundBatch = 500

// addRefunds gathers the refunds that are owed by transfer to buyers who named an account.
func (s *Service) addRefunds(ctx context.Context, cause Cause) (added int, batch ident.ID, err error) {
	owed, err := s.Payment.OwedRefunds(ctx, payment.ViaBankTransfer, refundBatch)
	if err != nil {
		return 0, ident.Nil, err
	}
	for _, r := range owed {
		id, err := s.addRefund(ctx, cause, r)
		switch {
		case errors.Is(err, ErrNoAccount), errors.Is(err, errDone), errors.Is(err, money.ErrOverflow):
		case err != nil:
			return added, batch, err
		default:
			added, batch = added+1, id
		}
	}
	return added, batch, nil
}

// addRefund adds one to the draft. Errors: ErrNoAccount, errDone for one that is under
// way, money.ErrOverflow.
func (s *Service) addRefund(ctx context.Context, cause Cause, r payment.Refund) (ident.ID, error) {
	var batch ident.ID
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		b, err := s.lockDraft(ctx, cause)
		if err != nil {
			return err
		}
		batch = b.ID
		if err := s.Payment.LockRefunds(ctx, r.SubjectID); err != nil {
			return err
		}
		under, err := s.store.refundUnderWay(ctx, r.CauseID)
		if err != nil {
			return err
		}
		if under {
			return errDone
		}
		a, err := s.Payment.RefundAccountOf(ctx, r.SubjectID)
		if err != nil {
			return err
		}
		if a.Version == 0 {
			return ErrNoAccount
		}
		reference := "HT" + ident.Code(referenceLength)
		return s.append(ctx, b, Transfer{
			Kind: KindRefund, RefundID: r.CauseID, Amount: r.Amount, Account: Account{BIN: a.BankBIN, Number: a.Account, Holder: a.Holder},
			Reference: reference, Memo: reference + " Cho Phien hoan tien",
		})
	})
	return batch, err
}

// RefundTransfers tells of refunds, by what they settle, how far the transfer is that
// counts: the one under way or paid, else the newest. Those that were never gathered are left out.
func (s *Service) RefundTransfers(ctx context.Context, causeIDs []ident.ID) (map[ident.ID]TransferState, error) {
	return s.store.refundTransfers(ctx, causeIDs)
}

// endRefund posts a refund that was paid. One that was never sent is still owed, and
// gathered again.
func (s *Service) endRefund(ctx context.Context, t Transfer) error {
	switch t.State {
	case TransferPaid:
	case TransferBounced:
		return s.refundBounced(ctx, t)
	case TransferReady, TransferRemoved:
		return nil
	}
	r, fresh, err := s.Payment.RefundSent(ctx, payment.SentRefund{CauseID: t.RefundID, Reference: t.Reference, By: t.EndedBy, At: t.EndedAt})
	if err != nil || !fresh {
		return err
	}
	subject := r.OrderID
	if subject == ident.Nil {
		subject = r.RequestID
	}
	if err := s.Books.RefundSent(ctx, r.SubjectID, subject, r.CauseID, r.Amount, ledger.Bank, t.EndedAt); err != nil || s.tellRefund == nil {
		return err
	}
	return s.tellRefund(ctx, r)
}

// refundBounced owes a refund that came back, takes it out of the books where it was
// posted as sent, and asks the buyer for another account: the one it bounced from is
// forgotten, or it would bounce again.
func (s *Service) refundBounced(ctx context.Context, t Transfer) error {
	r, again, err := s.Payment.RefundCameBack(ctx, t.RefundID)
	if err != nil {
		return err
	}
	if again {
		subject := r.OrderID
		if subject == ident.Nil {
			subject = r.RequestID
		}
		if err := s.Books.RefundBounced(ctx, r.SubjectID, subject, r.CauseID, r.Amount, ledger.Bank); err != nil {
			return err
		}
	}
	if err := s.Payment.DropRefundAccount(ctx, r.SubjectID, payment.RefundAccount{
		BankBIN: t.Account.BIN, Account: t.Account.Number, Holder: t.Account.Holder,
	}); err != nil || s.tellBounced == nil {
		return err
	}
	return s.tellBounced(ctx, r, t.Reference)
}

// OnRefundBounced names who tells of refunds that came back; reference is the transfer's.
// It is called as OnRefundSent is.
func (s *Service) OnRefundBounced(tell func(ctx context.Context, r payment.Refund, reference string) error) {
	s.tellBounced = tell
}

// OnRefundSent names who tells of refunds that went out, in the transaction that records
// them. It is called while the market is put together.
func (s *Service) OnRefundSent(tell func(ctx context.Context, r payment.Refund) error) {
	s.tellRefund = tell
}
