package collection_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/collection"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/ledger"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/payment"
)

func TestExpire_and_late_money(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), t.Context()
	p, r := b.buy(t, payment.CodeBankTransfer, 6)
	slow, slowly := b.buy(t, payment.CodeBankTransfer, 4)
	require.EqualValues(t, 10, b.reserved(t, 0))
	n, err := b.ExpireDue(ctx)
	require.NoError(t, err)
	require.Zero(t, n)
	b.clock.Advance(23 * time.Hour)
	require.NoError(t, b.payment.ExtendRequest(ctx, slowly.ID, b.clock.T.Add(24*time.Hour)), "a payment is under way")
	b.clock.Advance(2 * time.Hour)
	n, err = b.ExpireDue(ctx)
	require.NoError(t, err)
	require.Equal(t, 1, n)
	require.Equal(t, []order.Status{order.StatusLapsed}, b.statuses(t, p))
	require.Equal(t, []order.Status{order.StatusAwaiting}, b.statuses(t, slow))
	require.EqualValues(t, 4, b.reserved(t, 0), "its goods are free again")
	require.Equal(t, 1, b.count(t, `SELECT count(*) FROM messages WHERE kind = 'payment_lapsed'`))
	b.sound(t, p, slow)

	// Too little makes nothing any more; enough takes the goods anew.
	out, err := b.came(r, "FT1", 100_000)
	require.NoError(t, err)
	require.Equal(t, money.VND(100_000), out.Back)
	out, err = b.came(r, "FT2", r.Amount)
	require.NoError(t, err)
	require.True(t, out.Paid)
	require.Equal(t, []order.Status{order.StatusPlaced}, b.statuses(t, p))
	require.EqualValues(t, 10, b.reserved(t, 0))
	b.sound(t, p, slow)

	// The second one comes when the goods are gone.
	b.clock.Advance(25 * time.Hour)
	_, err = b.ExpireDue(ctx)
	require.NoError(t, err)
	require.NoError(t, b.stock.SetOnHand(ctx, b.jams[0], 9, ident.Nil, "one broke"))
	out, err = b.came(slowly, "FT3", slowly.Amount)
	require.NoError(t, err)
	require.False(t, out.Paid)
	require.Equal(t, payment.RequestReturned, out.Request.State)
	require.Equal(t, []order.Status{order.StatusCancelled}, b.statuses(t, slow))
	back, why := b.owedBack(t, slow)
	require.Equal(t, slowly.Amount, back)
	require.Equal(t, []payment.RefundReason{payment.ReasonLate}, why)
	require.Equal(t, 1, b.count(t, `SELECT count(*) FROM messages WHERE kind = 'payment_returned'`), "and the buyer is told")
	_, _, err = b.order.ByID(ctx, slow.Orders[0].ID, order.Viewer{OrgIDs: b.coops})
	require.ErrorIs(t, err, order.ErrNotFound, "its cooperative never hears of it")
	out, err = b.came(slowly, "FT4", slowly.Amount)
	require.NoError(t, err)
	require.Equal(t, slowly.Amount, out.Back, "again, and again it goes back")
	b.sound(t, p, slow)
}

// A part came, the rest did not: what came goes back when the time is over.
func TestExpire_gives_a_part_back(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), t.Context()
	p, r := b.buy(t, payment.CodeBankTransfer, 1, 1)
	_, err := b.came(r, "FT1", 150_000)
	require.NoError(t, err)
	b.clock.Advance(8 * 24 * time.Hour)
	_, err = b.ExpireDue(ctx)
	require.NoError(t, err)
	back, why := b.owedBack(t, p)
	require.Equal(t, money.VND(150_000), back)
	require.Equal(t, []payment.RefundReason{payment.ReasonExpired}, why)
	require.NoError(t, b.SetRefundAccount(ctx, p.ID, b.buyer(p), payment.RefundAccount{BankBIN: "970436", Account: "0011 2233 4455", Holder: "NGUYEN THI LAN"}))
	v, err := b.Show(ctx, p.ID, b.buyer(p))
	require.NoError(t, err)
	require.True(t, v.AccountWanted)
	require.Equal(t, "••••4455", v.Account.Masked())
	owed, err := b.payment.OwedRefunds(ctx, payment.ViaBankTransfer, 10)
	require.NoError(t, err)
	require.Len(t, owed, 1)
	sent := payment.SentRefund{CauseID: owed[0].CauseID, Reference: "HOAN-1", At: b.clock.T}
	require.NoError(t, b.RefundSent(ctx, sent))
	require.NoError(t, b.RefundSent(ctx, sent), "the same again")
	sent.Reference = "HOAN-2"
	require.ErrorIs(t, b.RefundSent(ctx, sent), payment.ErrRefundPaid)
	require.Zero(t, b.balance(t, ledger.Bank.Own()))
	require.Equal(t, 1, b.count(t, `SELECT count(*) FROM messages WHERE kind = 'refund_sent'`))
	b.sound(t, p)
}

func TestCancel_then_paid(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), t.Context()
	p, r := b.buy(t, payment.CodeBankTransfer, 3)
	require.ErrorIs(t, b.Cancel(ctx, p.ID, order.Viewer{}), order.ErrNotFound)
	require.NoError(t, b.Cancel(ctx, p.ID, b.buyer(p)))
	require.NoError(t, b.Cancel(ctx, p.ID, b.buyer(p)), "the same again")
	require.Zero(t, b.reserved(t, 0))
	out, err := b.came(r, "FT1", r.Amount)
	require.NoError(t, err)
	require.False(t, out.Paid)
	require.Equal(t, r.Amount, out.Back)
	require.Equal(t, []order.Status{order.StatusCancelled}, b.statuses(t, p))
	b.sound(t, p)
}

func TestChangeMethod_to_the_door(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), t.Context()
	p, r := b.buy(t, payment.CodeCard, 1, 1)
	require.ErrorIs(t, b.ChangeMethod(ctx, p.ID, b.buyer(p), payment.CodePayLater), payment.ErrMethod)
	require.NoError(t, b.ChangeMethod(ctx, p.ID, b.buyer(p), payment.CodeCOD))
	require.Equal(t, []order.Status{order.StatusPlaced, order.StatusPlaced}, b.statuses(t, p))
	require.Equal(t, []ident.ID{r.ID}, b.rail.withdrawn)
	got, _, err := b.order.Full(ctx, p.ID)
	require.NoError(t, err)
	require.Equal(t, "cod", got.PaymentMethod)
	due, err := b.payment.ByOrder(ctx, p.Orders[0].ID)
	require.NoError(t, err)
	require.Equal(t, payment.CodeCOD, due.Method)
	require.Equal(t, payment.StateDue, due.State)
	require.ErrorIs(t, b.ChangeMethod(ctx, p.ID, b.buyer(p), payment.CodeBankTransfer), collection.ErrNotWaiting)
	out, err := b.Complete(ctx, collection.Receipt{RequestID: r.ID, Source: payment.SourceStripe, ExternalID: "pi_1", Amount: r.Amount, At: b.clock.T})
	require.NoError(t, err)
	require.Equal(t, r.Amount, out.Back, "the card was charged all the same: it goes back")
	b.sound(t, p)
}

func TestCard_is_offered_between_its_limits(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for total, want := range map[money.VND][]payment.MethodCode{
		14_999:      {payment.CodeCOD, payment.CodeBankTransfer},
		15_000:      {payment.CodeCOD, payment.CodeBankTransfer, payment.CodeCard},
		99_999_999:  {payment.CodeCOD, payment.CodeBankTransfer, payment.CodeCard},
		100_000_000: {payment.CodeCOD, payment.CodeBankTransfer},
	} {
		require.Equal(t, want, b.payment.Offered(payment.Bill{Total: total}), total)
	}
}
