package payout

import (
	"context"
	"errors"
	"fmt"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/stripepay"
)

// sendJob is the job that sends what goes through Stripe.
type sendJob struct{}

// Kind names the job.
func (sendJob) Kind() string { return "payout.stripe" }

func (s *Service) throughStripe() bool { return s.Stripe != nil && s.Stripe.Transfers() }

// OffersStripe tells whether a cooperative may be paid out through Stripe.
func (s *Service) OffersStripe() bool { return s.throughStripe() }

// connected refuses an account that Stripe does not let take the market's money.
func (s *Service) connected(ctx context.Context, account string) error {
	var err error = stripepay.ErrNoTransfers
	if s.throughStripe() {
		err = s.Stripe.SyncAccount(ctx, account)
	}
	for _, fault := range []*apperr.Error{stripepay.ErrNoTransfers, stripepay.ErrNotConnected} {
		if errors.Is(err, fault) {
			return apperr.ErrInvalid.AtField("/stripeAccount", fault)
		}
	}
	return err
}

// takesMoney tells whether money can be sent to an account now.
func (s *Service) takesMoney(ctx context.Context, a Account) (bool, error) {
	if a.Stripe == "" {
		return true, nil
	}
	if !s.throughStripe() {
		return false, nil
	}
	return s.Stripe.AccountReady(ctx, a.Stripe)
}

// SendThroughStripe sends what approved batches have for accounts with Stripe. One that
// fails does not keep the others; what nobody knows is sent again under the same key.
func (s *Service) SendThroughStripe(ctx context.Context) error {
	if !s.throughStripe() {
		return nil
	}
	list, err := s.store.transfers(ctx, `t.stripe_account <> '' AND t.state = 'ready'
AND EXISTS (SELECT 1 FROM payout_batches b WHERE b.id = t.batch_id AND b.state = 'approved')`)
	if err != nil {
		return err
	}
	var failed []error
	for _, t := range list {
		if err := s.sendOne(ctx, t); err != nil {
			failed = append(failed, fmt.Errorf("transfer %s: %w", t.Reference, err))
		}
	}
	return errors.Join(failed...)
}

func (s *Service) sendOne(ctx context.Context, t Transfer) error {
	begun, err := s.begin(ctx, t)
	if err != nil || !begun {
		return err
	}
	sent, err := s.Stripe.SendTransfer(ctx, stripepay.Transfer{ID: t.ID, Destination: t.Account.Stripe, Group: t.Reference, AmountVND: t.Amount})
	if errors.Is(err, stripepay.ErrNoRate) {
		sent, err = stripepay.Transfer{ID: t.ID, State: stripepay.TransferFailed, Failure: stripepay.ErrNoRate.Text.VI}, nil
	}
	if err != nil {
		return err
	}
	return s.SettleStripe(ctx, sent)
}

// begin notes that Stripe is asked for a transfer, unless it has ended or its batch was
// discarded meanwhile. From then on the batch is not discarded.
func (s *Service) begin(ctx context.Context, t Transfer) (begun bool, err error) {
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		b, found, err := s.store.lockBatch(ctx, `b.id = ?`, t.BatchID)
		if err != nil || !found || b.State != StateApproved {
			return err
		}
		now, found, err := s.one(ctx, `t.id = ?`, t.ID)
		if err != nil || !found || now.State != TransferReady {
			return err
		}
		begun = true
		return s.store.begin(ctx, t.ID, s.Clock.Now())
	})
	return begun, err
}

// SettleStripe draws the consequences of how a transfer through Stripe stands. It may be
// called any number of times.
func (s *Service) SettleStripe(ctx context.Context, x stripepay.Transfer) error {
	var o Outcome
	switch x.State {
	case stripepay.TransferSending:
		return nil
	case stripepay.TransferSent:
		o = Outcome{State: TransferPaid, Reference: x.StripeID}
	case stripepay.TransferFailed:
		o = Outcome{State: TransferBounced, Reason: short(x.Failure)}
	case stripepay.TransferReversed:
		o = Outcome{State: TransferBounced, Reason: "Đã lấy lại trên Stripe"}
	}
	_, err := s.endOne(ctx, func(ctx context.Context) (Transfer, bool, error) { return s.one(ctx, `t.id = ?`, x.ID) },
		// What came back stays so, whatever is told of it later.
		func(t Transfer) (Outcome, bool) { return o, t.State != TransferBounced })
	return err
}

// takeBack reverses, where a person takes back what went through Stripe. It does nothing
// for other transfers. Errors: ErrByStripe, those of stripepay.Service.ReverseTransfer.
func (s *Service) takeBack(ctx context.Context, transferID ident.ID, o Outcome) error {
	t, found, err := s.one(ctx, `t.id = ?`, transferID)
	if err != nil || !found || t.Account.Stripe == "" || o.State == TransferRemoved || t.State == o.State {
		return err
	}
	if o.State != TransferBounced || t.State == TransferReady {
		return ErrByStripe
	}
	if _, err := words(o.Reason, "/reason", errReason, 500); err != nil { // before anything moves
		return err
	}
	if s.Stripe == nil {
		return ErrByStripe
	}
	_, err = s.Stripe.ReverseTransfer(ctx, transferID)
	return err
}

// short cuts what Stripe says to what is kept of a reason.
func short(s string) string {
	const most = 500
	if r := []rune(s); len(r) > most {
		return string(r[:most])
	}
	return s
}
