package books_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/books"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/ledger"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/payment"
)

// An open return holds the release back, and what the Alliance decides on is held in the
// ledger until it has; cash that the cooperative took is not the market's to hold.
func TestService_an_open_return_holds_back(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), t.Context()
	coop := b.coops[0]
	o := b.order(t, coop, payment.CodePayLater, 1_000_000, 0)
	require.NoError(t, b.Delivered(ctx, o))
	require.NoError(t, b.Settled(ctx, o.ID, o.Total))
	cause := ident.New()
	b.exec(t, `INSERT INTO return_cases (id, code, order_id, org_id, state, reason, words, wish, opened_at, updated_at)
 VALUES (?, 'DT1', ?, ?, 'open', 'damaged', 'vỡ', 'refund', now(), now())`, cause, o.ID, coop)
	b.clock.Advance(books.ReturnWindow)
	n, err := b.ReleaseDue(ctx)
	require.NoError(t, err)
	require.Zero(t, n)
	require.NoError(t, b.Release(ctx, o.ID), "nor one by one")
	require.Zero(t, b.owed(t, ledger.CooperativePayable.Of(coop)))
	view, err := b.Overview(ctx, coop)
	require.NoError(t, err)
	require.Equal(t, books.ReasonReturnOpen, view.Coming[0].Reason)

	for range 2 { // the same again changes nothing
		require.NoError(t, b.HoldBack(ctx, o.ID, cause, 2_000_000))
	}
	require.Equal(t, money.VND(1_000_000), b.owed(t, ledger.Disputed.Of(coop)), "never more than there is")
	for range 2 {
		require.NoError(t, b.LetGo(ctx, o.ID, cause))
	}
	require.Zero(t, b.owed(t, ledger.Disputed.Of(coop)))
	require.NoError(t, b.LetGo(ctx, o.ID, ident.New()), "what held nothing")

	// Once a refund is agreed its money is off the cooperative's part: the rest need not wait.
	b.exec(t, `UPDATE return_cases SET state = 'agreed', resolution = 'refund', resolved_by = 'alliance', refund_vnd = 100000 WHERE id = ?`, cause)
	n, err = b.ReleaseDue(ctx)
	require.NoError(t, err)
	require.Equal(t, 1, n)

	cash := b.order(t, coop, payment.CodeCOD, 50_000, 0)
	require.NoError(t, b.Delivered(ctx, cash))
	require.NoError(t, b.HoldBack(ctx, cash.ID, ident.New(), 50_000))
	require.Zero(t, b.owed(t, ledger.Disputed.Of(coop)))
	require.NoError(t, b.HoldBack(ctx, ident.New(), ident.New(), 1), "an order that the books do not have")
	b.sound(t)
}
