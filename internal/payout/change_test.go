package payout_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/demo/demotest"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/notify"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/payout"
	"github.com/chophien/chophien/internal/platform/db"
)

// change has DGP's owner set an account with a number of these last digits.
func (b *bundle) change(tb testing.TB, digits string) payout.Accounts {
	tb.Helper()
	a, err := b.SetAccount(context.Background(), payout.SetAccountInput{
		Actor: b.owner(), OrgID: b.DGP.ID, Password: demotest.Password,
		Account: payout.Account{BIN: "970436", Number: "101759" + digits, Holder: "HTX DGP"},
	})
	require.NoError(tb, err)
	return a
}

func (b *bundle) owner() party.Actor {
	return party.Actor{UserID: b.DGP.Owner.ID, FullName: b.DGP.Owner.Name}
}

func (b *bundle) desk() party.Actor {
	return party.Actor{UserID: b.Alliance.Owner.ID, FullName: b.Alliance.Owner.Name}
}

// changes are DGP's, the newest first.
func (b *bundle) changes(tb testing.TB) (out []payout.AccountChange) {
	tb.Helper()
	page, err := b.AccountChanges(context.Background(), "", 50)
	require.NoError(tb, err)
	for _, c := range page.Items {
		if c.OrgID == b.DGP.ID {
			out = append(out, c)
		}
	}
	return out
}

// A change that looks wrong is held back: it never counts, the owners are told why, and
// money goes on to the old account.
func TestService_HoldAccount(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), t.Context()
	id := b.change(t, "0001").Waiting.ID
	_, err := b.HoldAccount(ctx, b.desk(), id, "  ")
	require.ErrorContains(t, err, "/reason")
	_, err = b.HoldAccount(ctx, b.desk(), ident.New(), "thử")
	require.ErrorIs(t, err, payout.ErrNoChange)
	for range 2 { // again: nothing twice
		c, err := b.HoldAccount(ctx, b.desk(), id, " Chủ hợp tác xã nói không đổi ")
		require.NoError(t, err)
		require.Equal(t, payout.ChangeHeld, c.State)
		require.Equal(t, "Chủ hợp tác xã nói không đổi", c.Reason)
		require.Equal(t, b.Alliance.Owner.Name, c.EndedBy)
		require.Equal(t, "970405", c.From.BIN)
		require.Equal(t, start, c.EndedAt.UTC())
	}
	require.Equal(t, 1, b.mails(t, notify.KindPayoutAccountHeld), "all its owners are told, once")
	actions, err := b.Party.ActionsOf(ctx, b.Alliance.Owner.ID)
	require.NoError(t, err)
	require.Equal(t, "payout_account.hold", actions[0].Action)
	require.Equal(t, b.DGP.ID, actions[0].OrgID)
	require.NotContains(t, actions[0].Detail["account"], "1017590001", "the log does not spell the number out")
	a, err := b.Accounts(ctx, b.DGP.ID)
	require.NoError(t, err)
	require.Equal(t, id, a.Held.ID)
	require.Nil(t, a.Waiting)

	b.clock.Advance(payout.ChangeWaits + time.Hour)
	b.earn(t, b.DGP.ID, 100_000)
	require.Equal(t, "970405", b.transfers(t, b.collect(t))[0].Account.BIN, "money goes to the old one, also after the three days")
	_, err = b.KeepAccount(ctx, b.owner(), b.DGP.ID)
	require.ErrorIs(t, err, payout.ErrNoWaiting)

	// Made again it waits anew, and the cooperative no longer reads of the one before.
	a = b.change(t, "0001")
	require.Equal(t, b.clock.T.Add(payout.ChangeWaits), a.Waiting.EffectiveAt.UTC())
	require.Nil(t, a.Held)
}

// Every state that a change can come to, as the list has it; only one that waits can be held back.
func TestService_AccountChanges(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), t.Context()
	b.change(t, "0001")
	b.clock.Advance(time.Hour)
	b.change(t, "0002") // instead of the first
	b.clock.Advance(time.Hour)
	_, err := b.KeepAccount(ctx, b.owner(), b.DGP.ID)
	require.NoError(t, err)
	b.clock.Advance(time.Hour)
	held := b.change(t, "0003").Waiting.ID
	_, err = b.HoldAccount(ctx, b.desk(), held, "thử")
	require.NoError(t, err)
	b.clock.Advance(time.Hour)
	b.change(t, "0004")
	b.clock.Advance(payout.ChangeWaits) // counts from now on
	b.change(t, "0005")

	type row struct {
		state    payout.ChangeState
		to, from string
	}
	var got []row
	list := b.changes(t)
	for _, c := range list {
		r := row{state: c.State, to: c.Masked()}
		if c.From != nil {
			r.from = c.From.Masked()
		}
		got = append(got, r)
	}
	require.Equal(t, []row{
		{payout.ChangeWaiting, "••••0005", "••••0004"},
		{payout.ChangeInForce, "••••0004", "••••9121"},
		{payout.ChangeHeld, "••••0003", "••••9121"},
		{payout.ChangeWithdrawn, "••••0002", "••••9121"},
		{payout.ChangeReplaced, "••••0001", "••••9121"},
		{payout.ChangeReplaced, "••••9121", ""},
	}, got)
	require.Equal(t, b.DGP.Owner.Name, list[3].EndedBy)
	require.Equal(t, list[1].EffectiveAt, list[5].EndedAt, "the first gave way when the next counted")
	require.Zero(t, list[0].EndedAt)
	for i, c := range list {
		_, err := b.HoldAccount(ctx, b.desk(), c.ID, "thử")
		switch c.State {
		case payout.ChangeWaiting, payout.ChangeHeld:
			require.NoError(t, err)
		case payout.ChangeInForce, payout.ChangeWithdrawn, payout.ChangeReplaced:
			require.ErrorIs(t, err, payout.ErrChangeOver, i)
		}
	}

	// Page by page it is the same list.
	whole, err := b.AccountChanges(ctx, "", 50)
	require.NoError(t, err)
	require.Empty(t, whole.Next)
	var paged []payout.AccountChange
	for cursor, more := "", true; more; more = cursor != "" {
		page, err := b.AccountChanges(ctx, cursor, 2)
		require.NoError(t, err)
		paged, cursor = append(paged, page.Items...), page.Next
	}
	require.Equal(t, whole.Items, paged)
	_, err = b.AccountChanges(ctx, "x", 2)
	require.ErrorIs(t, err, keyset.ErrBadCursor)
}

// steps is a clock that may be set while others read it.
type steps struct {
	mu sync.Mutex
	t  time.Time
}

func (s *steps) Now() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.t
}

func (s *steps) set(t time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.t = t
}

// waits returns once a connection of this database waits for another's lock.
func (b *bundle) waits(tb testing.TB) {
	tb.Helper()
	require.Eventually(tb, func() bool {
		var n int
		err := b.db.Pool().QueryRow(context.Background(), `SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`).Scan(&n)
		return err == nil && n > 0
	}, 30*time.Second, 5*time.Millisecond)
}

// Who holds back in the very moment in which the change begins to count is told that it
// is too late: the time is read under the lock, not before it.
func TestService_HoldAccount_comes_too_late(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), t.Context()
	outside := ctx // of the transaction below
	now := &steps{t: start}
	b.Clock = now
	waiting := b.change(t, "0001").Waiting
	held := make(chan error, 1)
	require.NoError(t, b.db.InTx(ctx, func(ctx context.Context) error {
		if _, err := b.db.Exec(ctx, "take the lock", `SELECT id FROM organisations WHERE id = ? FOR NO KEY UPDATE`, b.DGP.ID); err != nil {
			return err
		}
		go func() {
			_, err := b.HoldAccount(outside, b.desk(), waiting.ID, "thử")
			held <- err
		}()
		b.waits(t)
		now.set(waiting.EffectiveAt)
		return nil
	}))
	require.ErrorIs(t, <-held, payout.ErrChangeOver)
	b.earn(t, b.DGP.ID, 100_000)
	require.Equal(t, "970436", b.transfers(t, b.collect(t))[0].Account.BIN, "it counts")
	_, err := b.db.Exec(ctx, "past the program", `UPDATE payout_accounts SET withdrawn_at = effective_at, withdrawn_as = 'held', withdrawn_by = ?, held_reason = 'x' WHERE id = ?`,
		b.Alliance.Owner.ID, waiting.ID)
	require.Equal(t, "payout_accounts_withdrawn_ck", db.Constraint(err), "the database refuses it too")
}

// A payout that is gathered while a change is being held back waits for it, although the
// three days end meanwhile, and goes to the old account.
func TestService_gathers_while_a_change_is_held_back(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), t.Context()
	outside := ctx // of the transaction below
	now := &steps{t: start}
	b.Clock = now
	waiting := b.change(t, "0001").Waiting
	b.earn(t, b.DGP.ID, 100_000)
	now.set(waiting.EffectiveAt.Add(-time.Microsecond))
	gathered := make(chan payout.Collected, 1)
	require.NoError(t, b.db.InTx(ctx, func(ctx context.Context) error {
		if _, err := b.HoldAccount(ctx, b.desk(), waiting.ID, "thử"); err != nil {
			return err
		}
		now.set(waiting.EffectiveAt)
		go func() {
			defer close(gathered)
			if c, err := b.Collect(outside, payout.CauseAlliance); err == nil {
				gathered <- c
			}
		}()
		b.waits(t)
		return nil
	}))
	require.Equal(t, "970405", b.transfers(t, (<-gathered).BatchID)[0].Account.BIN)
}

// Both at once: the owner keeps the old account and the Alliance holds the change back.
// One does, the other hears that it is over.
func TestService_HoldAccount_while_the_owner_keeps(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), t.Context()
	waiting := b.change(t, "0001").Waiting
	var kept, held error
	var all sync.WaitGroup
	all.Go(func() { _, kept = b.KeepAccount(ctx, b.owner(), b.DGP.ID) })
	all.Go(func() { _, held = b.HoldAccount(ctx, b.desk(), waiting.ID, "thử") })
	all.Wait()
	if kept == nil {
		require.ErrorIs(t, held, payout.ErrChangeOver)
		require.Equal(t, payout.ChangeWithdrawn, b.changes(t)[0].State)
		return
	}
	require.ErrorIs(t, kept, payout.ErrNoWaiting)
	require.NoError(t, held)
	require.Equal(t, payout.ChangeHeld, b.changes(t)[0].State)
}
