package invoice

import (
	"context"
	"slices"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/payment"
	"github.com/chophien/chophien/internal/payout"
)

// ErrRefundUnderWay is answered to who changes the account of a transfer that was made out.
var ErrRefundUnderWay = apperr.New(apperr.KindConflict, "invoice.refund_under_way",
	"Khoản hoàn đang được chuyển vào tài khoản đã ghi, nên chưa đổi được. Nếu ngân hàng trả lại, chợ sẽ hỏi tài khoản khác.",
	"The refund is on its way to the account you named, so it cannot be changed now. If the bank sends it back, we ask for another one.")

// Step is how far a refund is.
type Step string

// The steps.
const (
	StepWaiting  Step = "waiting"   // for an account, or for the next batch
	StepUnderWay Step = "under_way" // in a batch
	StepPaid     Step = "paid"
	StepBounced  Step = "bounced" // the bank sent it back; it is owed still, or again
)

// Refund is money that goes back to a firm, and how far it is.
type Refund struct {
	payment.Refund
	Step Step
}

// Back is what goes back to a firm of one invoice or contract due.
type Back struct {
	Refunds []Refund // the oldest first
	Owed    money.VND
	Account payment.RefundAccount
}

// AccountWanted tells that something is owed and nobody knows where to.
func (b Back) AccountWanted() bool { return b.Owed > 0 && b.Account.Version == 0 }

// CanChange tells that an account can be named or changed: something is owed, and no
// transfer to it is under way.
func (b Back) CanChange() bool {
	return b.AccountWanted() || b.Owed > 0 && !slices.ContainsFunc(b.Refunds, func(r Refund) bool { return r.Step == StepUnderWay })
}

// back reads what goes back of invoices or contract dues; those of which nothing ever did
// are left out.
func (s *Service) back(ctx context.Context, subjects ...ident.ID) (map[ident.ID]*Back, error) {
	refunds, err := s.Payment.RefundsOfAll(ctx, subjects)
	if err != nil || len(refunds) == 0 {
		return nil, err
	}
	causes := make([]ident.ID, len(refunds))
	for i, r := range refunds {
		causes[i] = r.CauseID
	}
	transfers, err := s.Payout.RefundTransfers(ctx, causes)
	if err != nil {
		return nil, err
	}
	out := map[ident.ID]*Back{}
	for _, r := range refunds {
		b := out[r.SubjectID]
		if b == nil {
			b = &Back{}
			out[r.SubjectID] = b
			if b.Account, err = s.Payment.RefundAccountOf(ctx, r.SubjectID); err != nil {
				return nil, err
			}
		}
		if r.State == payment.RefundOwed {
			b.Owed += r.Amount
		}
		b.Refunds = append(b.Refunds, Refund{Refund: r, Step: step(r, transfers[r.CauseID], b.Account.Version > 0)})
	}
	return out, nil
}

// step is how far a refund is, by its newest transfer. One that bounced and is owed still
// waits again as soon as another account is named; one that bounced after it had been seen
// paid is owed under a cause of its own, and stays bounced.
func step(r payment.Refund, transfer payout.TransferState, named bool) Step {
	bounced := transfer == payout.TransferBounced
	switch {
	case r.State == payment.RefundPaid && !bounced:
		return StepPaid
	case transfer == payout.TransferReady:
		return StepUnderWay
	case bounced && (r.State == payment.RefundPaid || !named):
		return StepBounced
	}
	return StepWaiting
}

// SetRefundAccount keeps where money of one of the firm's invoices goes back to; the same
// again changes nothing. Errors: ErrNotFound, payment.ErrNoRefund where nothing is owed
// back, ErrRefundUnderWay, those of payment.Service.SetRefundAccount.
func (s *Service) SetRefundAccount(ctx context.Context, firmID, invoiceID ident.ID, a payment.RefundAccount) (Back, error) {
	list, err := s.store.list(ctx, firmID, invoiceID)
	if err == nil && len(list) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return Back{}, err
	}
	return s.nameAccount(ctx, invoiceID, a)
}

// SetDueRefundAccount is SetRefundAccount for what a firm paid by contract. Errors:
// ErrNoDeposit, and as there.
func (s *Service) SetDueRefundAccount(ctx context.Context, firmID, dueID ident.ID, a payment.RefundAccount) (Back, error) {
	if _, err := s.due(ctx, firmID, dueID); err != nil {
		return Back{}, err
	}
	return s.nameAccount(ctx, dueID, a)
}

func (s *Service) nameAccount(ctx context.Context, subject ident.ID, a payment.RefundAccount) (Back, error) {
	a, err := a.Checked()
	if err != nil {
		return Back{}, err
	}
	var now *Back
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.Payment.LockRefunds(ctx, subject); err != nil {
			return err
		}
		before, err := s.back(ctx, subject)
		if err != nil {
			return err
		}
		now = before[subject]
		switch {
		case now == nil:
			return payment.ErrNoRefund
		case now.Account.Version > 0 && now.Account.Same(a):
			return nil
		case now.Owed == 0:
			return payment.ErrNoRefund
		case !now.CanChange():
			return ErrRefundUnderWay
		}
		if err := s.Payment.SetRefundAccount(ctx, subject, a); err != nil {
			return err
		}
		after, err := s.back(ctx, subject)
		now = after[subject]
		return err
	})
	if err != nil {
		return Back{}, err
	}
	return *now, nil
}
