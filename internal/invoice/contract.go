package invoice

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/collection"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/notify"
	"github.com/chophien/chophien/internal/payment"
)

// Due is what a firm owes a cooperative by contract: a deposit, or the rest for goods
// that it has accepted.
type Due struct {
	ID           ident.ID
	ContractID   ident.ID
	ContractCode string
	Kind         string // "deposit" or "goods", as contract.ObligationKind
	OrgID        ident.ID
	Cooperative  string
	FirmID       ident.ID
	Amount       money.VND
	DueOn        time.Time
	PaidAt       time.Time // zero: not paid through the market
	// Over tells that it is asked for no more: the contract ended before the deposit was
	// paid. It is listed where money came for it all the same, which goes back.
	Over bool
	Back *Back // nil: nothing ever went back
}

// Dues lists what a firm owes by contracts, what is due first first; what was paid comes last.
func (s *Service) Dues(ctx context.Context, firmID ident.ID) ([]Due, error) {
	list, err := s.store.dues(ctx, `p.debtor_id = ?`, firmID)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	ids := make([]ident.ID, len(list))
	for i, d := range list {
		ids[i] = d.ID
	}
	back, err := s.back(ctx, ids...)
	for i := range list {
		list[i].Back = back[list[i].ID]
	}
	return list, err
}

func (s *Service) due(ctx context.Context, firmID, id ident.ID) (Due, error) {
	list, err := s.store.dues(ctx, `p.id = ? AND (?::uuid IS NULL OR p.debtor_id = ?::uuid)`, id, idOrNull(firmID), idOrNull(firmID))
	if err == nil && len(list) == 0 {
		err = ErrNoDeposit
	}
	if err != nil {
		return Due{}, err
	}
	return list[0], nil
}

// AskDue asks for what is owed by contract, by transfer. Asking again returns the same
// request. Errors: ErrNoDeposit, ErrPaid, payment.ErrMethod.
func (s *Service) AskDue(ctx context.Context, firmID, id, actorID ident.ID) (Asked, error) {
	d, err := s.due(ctx, firmID, id)
	switch {
	case err != nil:
		return Asked{}, err
	case !d.PaidAt.IsZero():
		return Asked{}, ErrPaid
	case d.Over:
		return Asked{}, ErrNoDeposit
	}
	return s.ask(ctx, payment.Ask{
		Purpose: payment.PurposeDeposit, SubjectID: id, PayerID: actorID, PayerOrgID: firmID, Method: payment.CodeBankTransfer, Amount: d.Amount,
		Until: s.until(d.DueOn),
	})
}

// Deposits is what collection tells of contracts' deposits and goods that are paid.
type Deposits struct{ *Service }

var _ collection.Subject = Deposits{}

// Paid passes the money on to the cooperative, as the contract says.
func (i Deposits) Paid(ctx context.Context, req payment.Request) error {
	s := i.Service
	d, err := s.due(ctx, ident.Nil, req.SubjectID)
	if err != nil {
		return err
	}
	if _, err := s.store.mark(ctx, d.ID, req.Reference, s.Clock.Now()); err != nil {
		return err
	}
	return s.Books.ContractPaid(ctx, d.ID, d.OrgID, req.Amount)
}

// RefundBounced tells the firm that money of its contract came back from the bank.
func (i Deposits) RefundBounced(ctx context.Context, req payment.Request, r payment.Refund, reference string) error {
	d, err := i.due(ctx, ident.Nil, req.SubjectID)
	if err != nil {
		return err
	}
	return i.tellBounced(ctx, d.FirmID, notify.KindDepositRefundBounced, "#hop-dong", d.ContractCode, r, reference)
}

// ReturnDeposits owes firms back what contracts say comes back of deposits that were paid
// through the market (contract.ObligationDepositReturn), and tells how many those were.
func (s *Service) ReturnDeposits(ctx context.Context) (int, error) {
	list, err := s.store.returns(ctx)
	if err != nil {
		return 0, err
	}
	for i, r := range list {
		if err := s.DB.InTx(ctx, func(ctx context.Context) error { return s.returnDeposit(ctx, r) }); err != nil {
			return i, err
		}
	}
	return len(list), nil
}

func (s *Service) returnDeposit(ctx context.Context, r depositReturn) error {
	all, err := s.Payment.LockSubject(ctx, payment.PurposeDeposit, r.depositID)
	if err != nil {
		return err
	}
	for _, req := range all {
		if req.State != payment.RequestPaid || req.Kept() < r.amount {
			continue
		}
		fresh, err := s.store.mark(ctx, r.id, req.Reference, s.Clock.Now())
		if err != nil || !fresh {
			return err
		}
		req.Returned += r.amount
		if err := s.Payment.SaveRequest(ctx, req); err != nil {
			return err
		}
		if err := s.Payment.OweBack(ctx, req, r.id, r.amount, payment.ViaBankTransfer, payment.ReasonCancelled); err != nil {
			return err
		}
		return s.Books.DepositReturned(ctx, r.id, r.depositID, r.orgID, r.amount)
	}
	return nil
}

// depositReturn is a part of a paid deposit that goes back.
type depositReturn struct {
	id, depositID, orgID ident.ID
	amount               money.VND
}
