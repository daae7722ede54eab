package card

import (
	"context"
	"errors"
	"strings"

	"github.com/chophien/chophien/internal/stripepay"
)

// transfer asks how a transfer to a cooperative's account stands.
func (s *Service) transfer(ctx context.Context, id string) error {
	t, err := s.Stripe.SyncTransfer(ctx, id)
	if err != nil || s.onTransfer == nil {
		return err
	}
	return s.onTransfer(ctx, t)
}

// account asks whether a cooperative's account still takes transfers. Whoever has none, or
// one that is not ready, is told when money is gathered.
func (s *Service) account(ctx context.Context, id string) error {
	if !strings.HasPrefix(id, "acct_") { // account.external_account.… is about a bank account of it
		return stripepay.ErrIgnored
	}
	err := s.Stripe.SyncAccount(ctx, id)
	switch {
	case errors.Is(err, stripepay.ErrNoTransfers):
		return stripepay.ErrIgnored
	case errors.Is(err, stripepay.ErrNotConnected):
		return nil
	}
	return err
}
