package payout_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/demo/demotest"
	"github.com/chophien/chophien/internal/ledger"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/notify"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/payout"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/spreadsheet"
	"github.com/chophien/chophien/internal/platform/stripe/stripefake"
	"github.com/chophien/chophien/internal/stripepay"
)

const connectedAccount = "acct_1Fake00000001"

// byStripe has a cooperative paid out through Stripe from now on.
func (b *bundle) byStripe(tb testing.TB, org demotest.Org) {
	tb.Helper()
	in := payout.SetAccountInput{
		Actor: party.Actor{UserID: org.Owner.ID, FullName: "Chủ"}, OrgID: org.ID, Password: demotest.Password, Account: payout.Account{Stripe: connectedAccount, Holder: "Cooperative Pte. Ltd."},
	}
	_, err := b.SetAccount(context.Background(), in)
	require.ErrorContains(tb, err, "/stripeAccount card.account_not_connected", "Stripe does not know it")
	b.fake.Connect(connectedAccount, true)
	now, err := b.SetAccount(context.Background(), in)
	require.NoError(tb, err)
	require.Equal(tb, connectedAccount, now.Waiting.Stripe, "a change waits, whatever the way")
	b.clock.Advance(payout.ChangeWaits + time.Minute)
}

func (b *bundle) atStripe(tb testing.TB) money.VND {
	tb.Helper()
	n, err := b.ledger.Balance(context.Background(), ledger.StripeClearing.Own())
	require.NoError(tb, err)
	return n
}

// A payout through Stripe: sent after two people signed, once, whatever Stripe answers;
// taken back by a person; each with its postings. The bank's file knows nothing of it.
func TestService_through_Stripe(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), t.Context()
	b.byStripe(t, b.DoanLuong)
	b.earn(t, b.DoanLuong.ID, 3_000_000)
	b.earn(t, b.DGP.ID, 1_000_000)
	require.NoError(t, b.SendThroughStripe(ctx))
	id := b.approved(t)
	file, err := b.File(ctx, id, b.Alliance.Owner.ID, spreadsheet.FormatCSV)
	require.NoError(t, err)
	require.NotContains(t, string(file.Content), "acct_")

	// Stripe fails after it did it, again and again: in the end it went once.
	b.fake.SetFaults(stripefake.Faults{FailAfter: 1000})
	for range 3 {
		require.ErrorIs(t, b.SendThroughStripe(ctx), stripepay.ErrUnavailable)
	}
	list := b.transfers(t, id)
	mine := list[0]
	if mine.Account.Stripe == "" {
		mine = list[1]
	}
	require.Equal(t, payout.TransferReady, mine.State)
	require.False(t, mine.BegunAt.IsZero())
	b.fake.SetFaults(stripefake.Faults{})
	for range 3 {
		require.NoError(t, b.SendThroughStripe(ctx))
	}
	require.Equal(t, map[string]int64{connectedAccount: 3_000_000}, b.fake.Transferred())
	require.Equal(t, money.VND(-3_000_000), b.atStripe(t))
	require.Equal(t, 2, b.mails(t, notify.KindPayoutPaid), "one to each of its people")

	// By hand it is neither paid nor matched with a statement.
	_, err = b.End(ctx, mine.ID, payout.Outcome{State: payout.TransferPaid, By: b.Alliance.Owner.ID, Reference: "FT1"})
	require.ErrorIs(t, err, payout.ErrEnded, "Stripe's own reference stays")
	seen, err := b.MarkByReference(ctx, mine.Reference, mine.Amount, b.clock.Now())
	require.NoError(t, err)
	require.False(t, seen)

	// Taking back: not while the account has nothing; then once.
	back := payout.Outcome{State: payout.TransferBounced, By: b.Alliance.Owner.ID, Reason: "Chuyển nhầm"}
	_, err = b.End(ctx, mine.ID, payout.Outcome{State: payout.TransferBounced, By: b.Alliance.Owner.ID})
	require.Error(t, err, "a reason is wanted before anything moves")
	b.fake.Spend(connectedAccount, true)
	_, err = b.End(ctx, mine.ID, back)
	require.ErrorIs(t, err, stripepay.ErrRefused)
	require.Equal(t, money.VND(-3_000_000), b.atStripe(t))
	b.fake.Spend(connectedAccount, false)
	b.fake.SetFaults(stripefake.Faults{DropAfter: 500})
	for range 50 {
		if _, err = b.End(ctx, mine.ID, back); err == nil {
			break
		}
		require.ErrorIs(t, err, stripepay.ErrUnavailable)
	}
	b.fake.SetFaults(stripefake.Faults{})
	for range 2 {
		_, err = b.End(ctx, mine.ID, back)
		require.NoError(t, err)
	}
	require.Empty(t, b.fake.Transferred())
	require.Zero(t, b.atStripe(t))
	require.Equal(t, money.VND(3_000_000), b.payable(t, b.DoanLuong.ID))
	trial, err := b.ledger.TrialBalance(ctx)
	require.NoError(t, err)
	require.True(t, trial.Balanced())
}

// What Stripe refuses comes back with its reason; what was begun is not discarded, and
// what was not begun cannot be begun after it was.
func TestService_through_Stripe_refused_and_discarded(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), t.Context()
	b.byStripe(t, b.DoanLuong)
	b.earn(t, b.DoanLuong.ID, 3_000_000)
	first := b.approved(t)
	_, err := b.File(ctx, first, b.Alliance.Owner.ID, spreadsheet.FormatCSV)
	require.ErrorIs(t, err, payout.ErrNoFile)
	_, err = b.End(ctx, b.transfers(t, first)[0].ID, payout.Outcome{State: payout.TransferPaid, By: b.Alliance.Owner.ID, Reference: "FT1"})
	require.ErrorIs(t, err, payout.ErrByStripe)
	require.NoError(t, b.Act(ctx, first, payout.Command{Action: payout.ActionDiscard, By: b.Alliance.Owner.ID, Reason: "Nhầm"}))
	require.NoError(t, b.SendThroughStripe(ctx))
	require.Empty(t, b.fake.Transferred())

	second := b.approved(t)
	b.fake.SetFaults(stripefake.Faults{TooMany: 1000})
	require.ErrorIs(t, b.SendThroughStripe(ctx), stripepay.ErrUnavailable)
	b.fake.SetFaults(stripefake.Faults{})
	require.ErrorIs(t, b.Act(ctx, second, payout.Command{Action: payout.ActionDiscard, By: b.Alliance.Owner.ID, Reason: "Nhầm"}), payout.ErrNotNow)
	b.fake.Connect(connectedAccount, false)
	require.NoError(t, b.SendThroughStripe(ctx))
	x := b.transfers(t, second)[0]
	require.Equal(t, payout.TransferBounced, x.State)
	require.Contains(t, x.Reason, "transfers capability")
	require.Equal(t, money.VND(3_000_000), b.payable(t, b.DoanLuong.ID))
	require.Zero(t, b.atStripe(t))

	// Stripe tells that the account takes nothing any more: nothing is gathered for it.
	require.ErrorIs(t, b.Stripe.SyncAccount(ctx, connectedAccount), stripepay.ErrNotConnected)
	c, err := b.Collect(ctx, payout.CauseAlliance)
	require.NoError(t, err)
	require.Len(t, c.Without, 1)

	// Past the program: money for Stripe's account is no line of a bank, and the other way round.
	_, err = b.db.Exec(ctx, "spoil", `UPDATE payout_transfers SET bank_bin = '970405' WHERE id = ?`, x.ID)
	require.Equal(t, "payout_transfers_stripe_ck", db.Constraint(err))
}

// Whoever reverses a transfer in Stripe's dashboard: its webhook makes it payable again.
func TestService_through_Stripe_reversed_elsewhere(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), t.Context()
	b.byStripe(t, b.DoanLuong)
	b.earn(t, b.DoanLuong.ID, 3_000_000)
	x := b.transfers(t, b.approved(t))[0]
	require.NoError(t, b.SendThroughStripe(ctx))
	x = b.transfers(t, x.BatchID)[0]
	require.Equal(t, payout.TransferPaid, x.State)
	b.fake.TakeBack(x.BankReference, 1_000_000)
	_, err := b.Stripe.SyncTransfer(ctx, x.BankReference)
	require.ErrorIs(t, err, stripepay.ErrForeign, "a part is for a person")
	b.fake.TakeBack(x.BankReference, 2_000_000)
	for range 2 {
		told, err := b.Stripe.SyncTransfer(ctx, x.BankReference)
		require.NoError(t, err)
		require.NoError(t, b.SettleStripe(ctx, told))
	}
	require.Equal(t, payout.TransferBounced, b.transfers(t, x.BatchID)[0].State)
	require.Zero(t, b.atStripe(t))
	require.Equal(t, money.VND(3_000_000), b.payable(t, b.DoanLuong.ID))
}
