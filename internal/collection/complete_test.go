package collection_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"sync"
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

func TestComplete_sends_the_orders_to_their_cooperatives(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), t.Context()
	p, r := b.buy(t, payment.CodeBankTransfer, 2, 1)
	require.Equal(t, money.VND(340_000), r.Amount)
	require.Regexp(t, `^CP[2-9A-HJKMNP-TW-Z]{7}$`, r.Reference)
	_, _, err := b.order.ByID(ctx, p.Orders[0].ID, order.Viewer{OrgIDs: b.coops})
	require.ErrorIs(t, err, order.ErrNotFound, "its cooperative does not see it yet")
	_, err = b.order.OfOrg(ctx, b.coops[0], []ident.ID{p.Orders[0].ID})
	require.ErrorIs(t, err, order.ErrNotFound)
	inbox, err := b.order.List(ctx, order.ListFilter{OrgID: b.coops[0]}, "", 10)
	require.NoError(t, err)
	require.Empty(t, inbox.Items)
	require.NotContains(t, inbox.Counts, order.StatusAwaiting)
	_, _, err = b.order.Apply(ctx, b.coops[0], p.Orders[0].ID, order.Command{Action: order.ActionConfirm, Actor: order.Actor{Role: order.RoleCooperative}})
	require.ErrorIs(t, err, order.ErrNotFound)
	market, err := b.order.List(ctx, order.ListFilter{}, "", 10)
	require.NoError(t, err)
	require.EqualValues(t, 2, market.Counts[order.StatusAwaiting], "the Alliance does")

	b.clock.Advance(3 * time.Hour)
	out, err := b.came(r, "FT1", 340_000)
	require.NoError(t, err)
	require.True(t, out.Paid)
	require.Equal(t, []order.Status{order.StatusPlaced, order.StatusPlaced}, b.statuses(t, p))
	v, role, err := b.order.ByID(ctx, p.Orders[0].ID, order.Viewer{OrgIDs: b.coops})
	require.NoError(t, err)
	require.Equal(t, order.RoleCooperative, role)
	require.True(t, v.Prepaid)
	require.True(t, v.PlacedAt.Equal(b.clock.T), "its hours to answer begin now")
	require.Equal(t, []order.EventKind{order.EventAwaiting, order.EventPaid}, []order.EventKind{v.Timeline[0].Kind, v.Timeline[1].Kind})
	require.Equal(t, 1, b.count(t, `SELECT count(*) FROM river_job WHERE kind = 'order.announce_purchase'`))
	require.Equal(t, money.VND(340_000), b.balance(t, ledger.Bank.Own()))
	due, err := b.payment.ByOrder(ctx, p.Orders[0].ID)
	require.NoError(t, err)
	require.Equal(t, payment.StateCollected, due.State)
	b.sound(t, p)
}

// Fifty at once, of one movement and of many: exactly one pays, and every đồng beyond goes back.
func TestComplete_by_fifty_at_once(t *testing.T) {
	t.Parallel()
	for name, external := range map[string]func(i int) string{
		"the same movement":   func(int) string { return "FT1" },
		"different movements": func(i int) string { return fmt.Sprintf("FT%d", i) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			p, r := b.buy(t, payment.CodeBankTransfer, 1, 1)
			const many = 50
			outs, errs := make([]collection.Outcome, many), make([]error, many)
			var all sync.WaitGroup
			for i := range many {
				all.Go(func() { outs[i], errs[i] = b.came(r, external(i), r.Amount) })
			}
			all.Wait()
			paid, again := 0, 0
			for i := range many {
				require.NoError(t, errs[i])
				if outs[i].Paid {
					paid++
				}
				if outs[i].Again {
					again++
				}
			}
			require.Equal(t, 1, paid)
			want := many - 1
			if name == "the same movement" {
				require.Equal(t, many-1, again)
				want = 0
			}
			back, _ := b.owedBack(t, p)
			require.Equal(t, r.Amount*money.VND(want), back)
			require.Equal(t, 1, b.count(t, `SELECT count(*) FROM river_job WHERE kind = 'order.announce_purchase'`))
			require.Equal(t, []order.Status{order.StatusPlaced, order.StatusPlaced}, b.statuses(t, p))
			b.sound(t, p)
		})
	}
}

func TestComplete_too_little_then_too_much(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), t.Context()
	p, r := b.buy(t, payment.CodeBankTransfer, 2, 1)
	out, err := b.came(r, "FT1", 250_000)
	require.NoError(t, err)
	require.False(t, out.Paid)
	require.Equal(t, money.VND(90_000), out.Request.Rest())
	require.Equal(t, []order.Status{order.StatusAwaiting, order.StatusAwaiting}, b.statuses(t, p))
	v, err := b.Show(ctx, p.ID, b.buyer(p))
	require.NoError(t, err)
	require.Contains(t, v.Payload, "540590000", "the code asks for the rest")
	require.Empty(t, v.Methods, "who has paid a part goes on as begun")
	require.ErrorIs(t, b.ChangeMethod(ctx, p.ID, b.buyer(p), payment.CodeCOD), payment.ErrPartlyPaid)
	require.Equal(t, 1, b.count(t, `SELECT count(*) FROM messages WHERE kind = 'payment_short'`))
	b.sound(t, p)

	out, err = b.came(r, "FT2", 100_000)
	require.NoError(t, err)
	require.True(t, out.Paid)
	require.Equal(t, money.VND(10_000), out.Back)
	back, why := b.owedBack(t, p)
	require.Equal(t, money.VND(10_000), back)
	require.Equal(t, []payment.RefundReason{payment.ReasonSurplus}, why)
	for _, o := range p.Orders {
		has, err := b.books.Deposited(ctx, p.ID, o.ID)
		require.NoError(t, err)
		require.Equal(t, o.Total, has, "each order has its own")
	}
	b.sound(t, p)

	_, err = b.came(r, "FT2", 100_001)
	require.ErrorIs(t, err, payment.ErrReceiptReused, "the same movement with another amount")
	_, other := b.buy(t, payment.CodeBankTransfer, 1)
	_, err = b.came(other, "FT2", 100_000)
	require.ErrorIs(t, err, payment.ErrReceiptReused, "the same movement for somebody else")
}

// Two tabs: one shows the code of a transfer, the other has gone over to the card.
func TestComplete_two_tabs_paying_at_once(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), t.Context()
	p, transfer := b.buy(t, payment.CodeBankTransfer, 1, 1)
	require.NoError(t, b.ChangeMethod(ctx, p.ID, b.buyer(p), payment.CodeCard))
	require.NoError(t, b.ChangeMethod(ctx, p.ID, b.buyer(p), payment.CodeCard), "the same again")
	byCard := b.current(t, p.ID)
	require.Equal(t, payment.CodeCard, byCard.Method)
	results := make([]collection.Outcome, 2)
	errs := make([]error, 2)
	var both sync.WaitGroup
	both.Go(func() { results[0], errs[0] = b.came(transfer, "FT1", transfer.Amount) })
	both.Go(func() {
		results[1], errs[1] = b.Complete(ctx, collection.Receipt{RequestID: byCard.ID, Source: payment.SourceStripe, ExternalID: "pi_1", Amount: byCard.Amount, At: b.clock.T})
	})
	both.Wait()
	require.NoError(t, errors.Join(errs...))
	require.NotEqual(t, results[0].Paid, results[1].Paid, "one of them pays")
	require.Equal(t, transfer.Amount, results[0].Back+results[1].Back, "the other gets it back")
	owed, err := b.payment.RefundsOf(ctx, p.ID)
	require.NoError(t, err)
	require.Len(t, owed, 1)
	require.Equal(t, map[bool]payment.Via{true: payment.ViaCard, false: payment.ViaBankTransfer}[results[0].Paid], owed[0].Via, "as it came")
	require.Equal(t, transfer.Amount, b.balance(t, ledger.Bank.Own()))
	require.Equal(t, transfer.Amount, b.balance(t, ledger.StripeClearing.Own()))
	if results[0].Paid {
		require.Equal(t, []ident.ID{byCard.ID}, b.rail.withdrawn, "what was begun at the card network is ended")
	}
	b.sound(t, p)
}

func TestComplete_refuses(t *testing.T) {
	t.Parallel()
	b := setup(t)
	_, r := b.buy(t, payment.CodeBankTransfer, 1)
	for _, amount := range []money.VND{0, -1, math.MinInt64, math.MaxInt64, money.Max + 1} {
		_, err := b.came(r, "FT1", amount)
		require.ErrorIs(t, err, payment.ErrReceiptAmount, amount)
	}
	_, err := b.came(payment.Request{ID: ident.New()}, "FT1", 1)
	require.ErrorIs(t, err, payment.ErrNoRequest)
	out, err := b.came(r, "FT1", money.Max)
	require.NoError(t, err)
	require.Equal(t, money.Max-r.Amount, out.Back)
	_, err = b.came(r, "FT2", 1)
	require.ErrorIs(t, err, payment.ErrReceiptAmount, "the sum of what came would overflow")
}

// deposit is what a deposit's owner is told.
type deposit struct {
	paid    []ident.ID
	bounced []string // references
}

func (d *deposit) RefundBounced(_ context.Context, _ payment.Request, _ payment.Refund, reference string) error {
	d.bounced = append(d.bounced, reference)
	return nil
}

func (d *deposit) Paid(_ context.Context, r payment.Request) error {
	d.paid = append(d.paid, r.SubjectID)
	return nil
}

func TestComplete_for_a_deposit(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), t.Context()
	owner := &deposit{}
	b.Subjects[payment.PurposeDeposit] = owner
	subject := ident.New()
	ask := payment.Ask{Purpose: payment.PurposeDeposit, SubjectID: subject, Method: payment.CodeBankTransfer, Amount: 5_000_000}
	r, err := b.payment.Ask(ctx, ask)
	require.NoError(t, err)
	again, err := b.payment.Ask(ctx, ask)
	require.NoError(t, err)
	require.Equal(t, r.ID, again.ID)
	found, err := b.payment.RequestByReference(ctx, r.Reference)
	require.NoError(t, err)
	require.Equal(t, r.ID, found.ID)
	_, err = b.came(r, "FT1", 2_000_000)
	require.NoError(t, err)
	require.Empty(t, owner.paid)
	out, err := b.came(r, "FT2", 3_500_000)
	require.NoError(t, err)
	require.Equal(t, money.VND(500_000), out.Back)
	require.Equal(t, []ident.ID{subject}, owner.paid)
	require.Equal(t, money.VND(5_000_000), b.balance(t, ledger.BuyerDeposit.Of(subject)))
	require.Equal(t, money.VND(500_000), b.balance(t, ledger.RefundPayable.Of(subject)))
	require.NoError(t, b.TellBounced(ctx, payment.Refund{RequestID: r.ID, SubjectID: subject, Amount: 500_000}, "HT2345678"))
	require.Equal(t, []string{"HT2345678"}, owner.bounced, "who asked for the deposit tells its firm")
	b.sound(t)
}
