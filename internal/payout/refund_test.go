package payout_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/ledger"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/payment"
	"github.com/chophien/chophien/internal/payout"
)

// owedBack is 30.000 ₫ that a deposit was paid too much.
func (b *bundle) owedBack(tb testing.TB, subject, request, cause ident.ID) {
	tb.Helper()
	ctx := context.Background()
	_, err := b.db.Exec(ctx, "a request that was paid too much", `
INSERT INTO payment_requests (id, purpose, subject_id, method, amount_vnd, received_vnd, returned_vnd, reference, state, expires_at, paid_at, created_at, updated_at)
VALUES (?, 'deposit', ?, 'bank_transfer', 100000, 130000, 30000, 'CP2345678', 'paid', now(), now(), now(), now())`, request, subject)
	require.NoError(tb, err)
	require.NoError(tb, b.db.InTx(ctx, func(ctx context.Context) error {
		if err := b.Payment.OweBack(ctx, payment.Request{ID: request, SubjectID: subject, Purpose: "deposit"}, cause, 30_000,
			payment.ViaBankTransfer, payment.ReasonSurplus); err != nil {
			return err
		}
		return b.ledger.Post(ctx, ledger.Transaction{Kind: "surplus", Event: "test:surplus", Subject: request, At: start, Lines: []ledger.Line{
			ledger.Debit(ledger.Bank.Own(), 30_000), ledger.Credit(ledger.RefundPayable.Of(subject), 30_000),
		}})
	}))
}

// What is owed back to who paid by transfer goes out in the same batch, to the account
// that they named: once, and again where it bounced.
func TestService_refunds_by_transfer(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), t.Context()
	subject, request, cause := ident.New(), ident.New(), ident.New()
	b.owedBack(t, subject, request, cause)
	c, err := b.Collect(ctx, payout.CauseAlliance)
	require.NoError(t, err)
	require.Zero(t, c.Added, "nobody has named an account")
	require.NoError(t, b.Payment.SetRefundAccount(ctx, subject, payment.RefundAccount{BankBIN: "970436", Account: "1017595600", Holder: "Nguyễn Thị Lan"}))

	owed := func() money.VND {
		v, err := b.ledger.Balance(ctx, ledger.RefundPayable.Of(subject))
		require.NoError(t, err)
		return -v
	}
	first := b.transfers(t, b.approved(t))
	require.Len(t, first, 1)
	require.Equal(t, payout.KindRefund, first[0].Kind)
	c, err = b.Collect(ctx, payout.CauseAlliance)
	require.NoError(t, err)
	require.Zero(t, c.Added, "it is under way once")
	_, err = b.End(ctx, first[0].ID, payout.Outcome{State: payout.TransferBounced, By: b.Alliance.Owner.ID, Reason: "sai tên"})
	require.NoError(t, err)
	require.Equal(t, money.VND(30_000), owed(), "it is still owed")

	require.NoError(t, b.Payment.SetRefundAccount(ctx, subject, payment.RefundAccount{BankBIN: "970436", Account: "1017595601", Holder: "Nguyễn Thị Lan"}))
	second := b.transfers(t, b.approved(t))[0]
	for range 2 {
		found, err := b.MarkByReference(ctx, second.Reference, second.Amount, start)
		require.NoError(t, err)
		require.True(t, found)
	}
	require.Zero(t, owed())
	bank, err := b.ledger.Balance(ctx, ledger.Bank.Own())
	require.NoError(t, err)
	require.Zero(t, bank)
	refunds, err := b.Payment.Refunds(ctx, cause)
	require.NoError(t, err)
	require.Equal(t, payment.RefundPaid, refunds[cause].State)
	require.Equal(t, second.Reference, refunds[cause].Reference)
	_, err = b.End(ctx, second.ID, payout.Outcome{State: payout.TransferBounced, By: b.Alliance.Owner.ID, Reason: "x"})
	require.NoError(t, err, "it came back after all")
	require.Equal(t, money.VND(30_000), owed())
}
