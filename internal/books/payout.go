package books

import (
	"context"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/ledger"
	"github.com/chophien/chophien/internal/money"
)

// PayOut orders all that is payable to a cooperative. Debts of refunds and penalties
// are set off, for they stand on the same account. It takes the entries that no payout
// took before, so that its amount is their sum to the đồng whatever is posted meanwhile.
// Errors: ErrUnderWay, ErrNothing; neither spoils the transaction of ctx.
func (s *Service) PayOut(ctx context.Context, orgID ident.ID) (Payout, error) {
	p := Payout{ID: ident.New(), OrgID: orgID, State: PayoutOrdered, Through: ThroughBank, OrderedAt: s.Clock.Now()}
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		// Claimed first: a second one waits here and finds it under way.
		if err := s.store.claimPayout(ctx, p); err != nil {
			return err
		}
		var err error
		if p.Amount, err = s.store.takeEntries(ctx, p); err != nil {
			return err
		}
		if p.Amount <= 0 {
			if err := s.store.dropPayout(ctx, p.ID); err != nil {
				return err
			}
			return ErrNothing
		}
		if p.Amount > money.Max {
			return money.ErrOverflow
		}
		if err := s.store.setPayout(ctx, p); err != nil {
			return err
		}
		return s.Ledger.Post(ctx, ordered(p))
	})
	return p, err
}

// EndPayout records what became of a payout: PayoutPaid when it stands on the bank's
// statement, PayoutBounced when it came back, before or after it was seen there, and
// PayoutDiscarded when it was never sent. The same again changes nothing. Errors: ErrNoPayout.
func (s *Service) EndPayout(ctx context.Context, id ident.ID, state PayoutState) (Payout, error) {
	return s.EndPayoutThrough(ctx, id, state, ThroughBank)
}

// EndPayoutThrough is EndPayout for one that is paid out of what through says. What comes
// back goes back there.
func (s *Service) EndPayoutThrough(ctx context.Context, id ident.ID, state PayoutState, through Through) (Payout, error) {
	var out Payout
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		p, found, err := s.store.lockPayout(ctx, id)
		switch {
		case err != nil:
			return err
		case found && p.State == state && state != PayoutOrdered:
			out = p
			return nil
		case !found || state == PayoutOrdered || p.State != PayoutOrdered && (p.State != PayoutPaid || state != PayoutBounced):
			return ErrNoPayout
		}
		was := p.State
		p.State, p.EndedAt = state, s.Clock.Now()
		if state == PayoutPaid {
			p.Through = through
		}
		out = p
		if err := s.store.setPayout(ctx, p); err != nil {
			return err
		}
		if state == PayoutDiscarded {
			if err := s.store.giveEntries(ctx, id); err != nil {
				return err
			}
		}
		return s.Ledger.Post(ctx, ended(p, was))
	})
	return out, err
}

// StatementLine is one entry that a payout took, with what the books know of its order.
type StatementLine struct {
	Entry

	Goods, Shipping money.VND // of the order as delivered; zero where the entry is about none
	Commission      money.VND // less what was given back
	Refunded        money.VND
}

// PayoutStatement lists every entry behind a payout, the oldest first; their amounts add
// up to the payout's. Balance of an entry is the sum so far. Errors: ErrNoSuchPayout for
// one that is not orgID's; ident.Nil asks for anybody's.
func (s *Service) PayoutStatement(ctx context.Context, orgID, payoutID ident.ID) (Payout, []StatementLine, error) {
	list, err := s.store.payouts(ctx, `WHERE id = ?`, payoutID)
	if err != nil {
		return Payout{}, nil, err
	}
	if len(list) == 0 || orgID != ident.Nil && list[0].OrgID != orgID {
		return Payout{}, nil, ErrNoSuchPayout
	}
	lines, err := s.store.payoutLines(ctx, payoutID)
	return list[0], lines, err
}

// Payable lists the cooperatives to which something can be paid out, with how much.
func (s *Service) Payable(ctx context.Context) (map[ident.ID]money.VND, error) {
	balances, err := s.Ledger.Balances(ctx, ledger.CooperativePayable)
	out := map[ident.ID]money.VND{}
	for _, b := range balances {
		if b.Amount < 0 {
			out[b.Account.Owner] = -b.Amount
		}
	}
	return out, err
}
