package payout

import (
	"context"

	"github.com/chophien/chophien/internal/books"
	"github.com/chophien/chophien/internal/ident"
)

// SeedPaid sends what is payable to a cooperative of the demo as if two people had done
// it, and tells nobody. It needs an account and something payable. Errors: those of
// books.PayOut.
func (s *Service) SeedPaid(ctx context.Context, orgID, maker, approver ident.ID) error {
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		id, err := s.add(ctx, CauseWeekly, orgID)
		if err != nil {
			return err
		}
		b, _, err := s.store.lockBatch(ctx, `b.id = ?`, id)
		if err != nil {
			return err
		}
		now := s.Clock.Now()
		for _, c := range []Command{{Action: ActionSubmit, By: maker}, {Action: ActionApprove, By: approver}} {
			if b, err = b.Apply(c, now); err != nil {
				return err
			}
		}
		b.FileBy, b.FileAt = maker, now
		if err := s.store.updateBatch(ctx, b); err != nil {
			return err
		}
		list, err := s.store.transfers(ctx, `t.batch_id = ?`, id)
		if err != nil {
			return err
		}
		for _, t := range list {
			ended, err := t.End(b.State, Outcome{State: TransferPaid, By: maker, Reference: "MAU-" + t.Reference}, now)
			if err != nil {
				return err
			}
			if err := s.store.updateTransfer(ctx, ended); err != nil {
				return err
			}
			if _, err := s.Books.EndPayout(ctx, t.PayoutID, books.PayoutPaid); err != nil {
				return err
			}
		}
		return s.close(ctx, id)
	})
}
