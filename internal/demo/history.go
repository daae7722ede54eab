package demo

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// moment is something that happened in the demo's past.
type moment struct {
	at time.Time
	do func(ctx context.Context) error
}

// history lets the sample orders happen one after another, as they would have: so that
// the statements of money read in the order of their days.
func (l *loader) history(ctx context.Context, withFirm bool) error {
	if l.Books == nil || l.Payout == nil {
		return nil
	}
	if err := l.accounts(ctx); err != nil {
		return fmt.Errorf("name the cooperatives' accounts: %w", err)
	}
	return l.DB.InTx(ctx, func(ctx context.Context) error {
		moments, err := l.orders(ctx)
		if err != nil {
			return err
		}
		if withFirm {
			bought, err := l.firm(ctx)
			if err != nil {
				return fmt.Errorf("load what the demo's firm bought: %w", err)
			}
			moments = append(moments, bought...)
		}
		if len(moments) == 0 {
			return nil
		}
		slices.SortStableFunc(moments, func(a, b moment) int { return a.at.Compare(b.at) })
		day := moments[0].at
		for _, m := range append(moments, moment{at: l.Clock.Now(), do: func(context.Context) error { return nil }}) {
			for ; !day.After(m.at); day = day.AddDate(0, 0, 1) {
				if _, err := (past{loader: l, at: day}).books().ReleaseDue(ctx); err != nil {
					return err
				}
			}
			if err := m.do(ctx); err != nil {
				return err
			}
		}
		_, err = l.Books.ReleaseDue(ctx)
		return err
	})
}
