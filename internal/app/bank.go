package app

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/bank"
	"github.com/chophien/chophien/internal/card"
	"github.com/chophien/chophien/internal/collection"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/payment"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/reconcile"
	"github.com/chophien/chophien/internal/settlement"
	"github.com/chophien/chophien/internal/vietqr"
)

// wireBank builds what banks and carriers tell, over collection. payouts may be nil.
func (a *App) wireBank(ctx context.Context, payouts reconcile.Payouts) error {
	d, c := a.DB.DB, clock.System{}
	statements := bank.NewService(bank.Deps{DB: d, Queue: a.Queue, Clock: c, Secret: string(a.Config.BankWebhookSecret)})
	a.Reconcile = reconcile.NewService(reconcile.Deps{
		DB: d, Bank: statements, Ledger: a.Ledger, Collector: collector{a.Collection}, Payouts: payouts, Stripe: stripePayouts{a.Card}, Queue: a.Queue, Clock: c,
	})
	a.Settlement = settlement.NewService(d, c)
	statements.RegisterJobs(a.Queue)
	a.Reconcile.RegisterJobs(a.Queue)
	if own := a.Config.Bank; own.Account != "" {
		name := own.BIN
		if info, known := vietqr.BankOf(own.BIN); known {
			name = info.Name
		}
		if _, err := statements.EnsureAccount(ctx, bank.Account{Number: own.Account, Bank: name, Holder: own.Holder}); err != nil {
			return err
		}
	}
	return nil
}

// stripePayouts knows what Stripe sent to the market's bank.
type stripePayouts struct{ *card.Service }

// PayoutsLike implements reconcile.Stripe.
func (p stripePayouts) PayoutsLike(ctx context.Context, amount money.VND, day time.Time) ([]reconcile.StripePayout, error) {
	list, err := p.Service.PayoutsLike(ctx, amount, day)
	out := make([]reconcile.StripePayout, len(list))
	for i, one := range list {
		out[i] = reconcile.StripePayout{ID: one.ID, Amount: money.VND(one.Amount), Failed: card.FellThrough(one)}
	}
	return out, err
}

// collector counts lines of the bank's statements for what was asked for.
type collector struct{ *collection.Service }

// Collect implements reconcile.Collector.
func (c collector) Collect(ctx context.Context, requestID ident.ID, externalID string, amount money.VND, at time.Time) (reconcile.Effect, error) {
	out, err := c.Complete(ctx, collection.Receipt{RequestID: requestID, Source: payment.SourceBank, ExternalID: externalID, Amount: amount, At: at})
	switch {
	case err != nil:
		return "", err
	case out.Kept == 0:
		return reconcile.EffectBack, nil
	case out.Back > 0:
		return reconcile.EffectSurplus, nil
	case out.Request.State == payment.RequestPaid:
		return reconcile.EffectPaid, nil
	}
	return reconcile.EffectPart, nil
}
