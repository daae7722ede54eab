package books

import (
	"context"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/ledger"
)

// PayOut orders all that is payable to a cooperative. Debts of refunds and penalties
// are set off, for they stand on the same account. Errors: ErrUnderWay, ErrNothing.
func (s *Service) PayOut(ctx context.Context, orgID ident.ID) (Payout, error) {
	p := Payout{ID: ident.New(), OrgID: orgID, State: PayoutOrdered, OrderedAt: s.Clock.Now()}
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		// Claimed first: a second one waits here and finds it under way.
		if err := s.store.claimPayout(ctx, p); err != nil {
			return err
		}
		balance, err := s.Ledger.Balance(ctx, ledger.CooperativePayable.Of(orgID))
		if err != nil {
			return err
		}
		if balance >= 0 {
			return ErrNothing
		}
		p.Amount = -balance
		if err := s.store.setPayout(ctx, p); err != nil {
			return err
		}
		return s.Ledger.Post(ctx, ordered(p))
	})
	return p, err
}

// EndPayout records what became of a payout: PayoutPaid when it stands on the bank's
// statement, PayoutBounced when it came back. The same again changes nothing. Errors: ErrNoPayout.
func (s *Service) EndPayout(ctx context.Context, id ident.ID, state PayoutState) (Payout, error) {
	var out Payout
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		p, found, err := s.store.lockPayout(ctx, id)
		switch {
		case err != nil:
			return err
		case found && p.State == state && state != PayoutOrdered:
			out = p
			return nil
		case !found || p.State != PayoutOrdered || state == PayoutOrdered:
			return ErrNoPayout
		}
		p.State, p.EndedAt = state, s.Clock.Now()
		out = p
		if err := s.store.setPayout(ctx, p); err != nil {
			return err
		}
		return s.Ledger.Post(ctx, ended(p))
	})
	return out, err
}
