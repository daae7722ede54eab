package stripepay_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/db/dbtest"
	"github.com/chophien/chophien/internal/platform/stripe"
	"github.com/chophien/chophien/internal/platform/stripe/stripefake"
	"github.com/chophien/chophien/internal/stripepay"
)

const secret = "whsec_test"

type bundle struct {
	*stripepay.Service
	db    *db.DB
	fake  *stripefake.Fake
	clock *clock.Fixed
}

func setup(t *testing.T) *bundle {
	t.Helper()
	fake, err := stripefake.New(t.Context(), "", stripefake.Options{WebhookSecret: secret})
	require.NoError(t, err)
	t.Cleanup(fake.Close)
	b := &bundle{db: dbtest.New(t), fake: fake, clock: &clock.Fixed{T: time.Now().UTC().Truncate(time.Second)}}
	b.Service = stripepay.NewService(stripepay.Deps{
		DB: b.db, Clock: b.clock, Client: stripe.New(stripe.Options{Key: "sk_test_x", Base: fake.URL(), Timeout: 5 * time.Second}), WebhookSecret: secret,
		PublishableKey: "pk_test_x", Min: 15_000, Max: 99_999_999, Backoff: time.Millisecond,
	})
	return b
}

func (b *bundle) count(t *testing.T, query string, args ...any) (n int64) {
	t.Helper()
	require.NoError(t, b.db.Pool().QueryRow(t.Context(), query, args...).Scan(&n))
	return n
}

// pay opens a payment and pays it in the page.
func (b *bundle) pay(t *testing.T, amount money.VND) stripepay.Intent {
	t.Helper()
	i, err := b.Open(t.Context(), stripepay.OpenInput{RequestID: ident.New(), Amount: amount})
	require.NoError(t, err)
	_, err = b.fake.Pay(i.Secret, stripefake.Pays)
	require.NoError(t, err)
	i, err = b.Sync(t.Context(), i.ID)
	require.NoError(t, err)
	require.Equal(t, stripe.StatusSucceeded, i.Status)
	return i
}

// Two pages of one buyer get one payment; what is left after a part came is another.
func TestService_Open(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), t.Context()
	in := stripepay.OpenInput{RequestID: ident.New(), Amount: 250_000}
	answers := make(chan stripepay.Intent, 4)
	for range cap(answers) {
		go func() {
			i, err := b.Open(context.WithoutCancel(ctx), in)
			assert.NoError(t, err)
			answers <- i
		}()
	}
	first := <-answers
	require.NotEmpty(t, first.Secret)
	for range cap(answers) - 1 {
		assert.Equal(t, first.ID, (<-answers).ID)
	}
	require.Len(t, b.fake.Intents(), 1)

	in.Amount = 100_000
	second, err := b.Open(ctx, in)
	require.NoError(t, err)
	require.NotEqual(t, first.ID, second.ID)
	require.Equal(t, map[string]string{first.ID: "canceled", second.ID: "requires_payment_method"}, b.fake.Intents())
	_, err = b.fake.Pay(first.Secret, stripefake.Pays)
	require.Error(t, err, "the first cannot be paid any more")

	_, err = b.fake.Pay(second.Secret, stripefake.Declines)
	require.NoError(t, err)
	again, err := b.Open(ctx, in)
	require.NoError(t, err)
	require.Equal(t, []string{second.ID, "insufficient_funds"}, []string{again.ID, again.Decline})
	_, err = b.fake.Pay(again.Secret, stripefake.Pays)
	require.NoError(t, err)
	paid, err := b.Open(ctx, in)
	require.NoError(t, err)
	require.Equal(t, []any{second.ID, stripe.StatusSucceeded, money.VND(100_000)}, []any{paid.ID, paid.Status, paid.Received})
	require.Equal(t, []any{money.VND(3_400), true}, []any{paid.Fee, paid.FeeKnown})

	// What has ended stays ended, whoever says otherwise.
	_, err = b.db.Exec(ctx, "go back", `UPDATE stripe_intents SET status = 'processing' WHERE id = ?`, second.ID)
	require.Equal(t, "stripe_intents_forward", db.Constraint(err))
}

func TestService_Open_refuses(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), t.Context()
	for _, amount := range []money.VND{-1, 0, 14_999, 100_000_000, money.Max} {
		_, err := b.Open(ctx, stripepay.OpenInput{RequestID: ident.New(), Amount: amount})
		require.ErrorIs(t, err, stripepay.ErrAmount)
	}
	off := stripepay.NewService(stripepay.Deps{DB: b.db, Clock: b.clock, Min: 15_000, Max: 99_999_999})
	require.False(t, off.Offers(250_000))
	_, err := off.Open(ctx, stripepay.OpenInput{RequestID: ident.New(), Amount: 250_000})
	require.ErrorIs(t, err, stripepay.ErrOff)
	require.ErrorIs(t, off.Receive(ctx, nil, ""), stripepay.ErrOff)
	require.Empty(t, b.fake.Intents())
	require.Zero(t, b.count(t, `SELECT count(*) FROM stripe_calls`))
}

// Stripe answers badly or not at all: the same request goes again under the same key.
func TestService_call_through_failures(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), t.Context()
	open := func() (stripepay.Intent, error) {
		return b.Open(ctx, stripepay.OpenInput{RequestID: ident.New(), Amount: 250_000})
	}
	b.fake.SetFaults(stripefake.Faults{TooMany: 1000})
	_, err := open()
	require.ErrorIs(t, err, stripepay.ErrUnavailable)
	require.EqualValues(t, 1, b.count(t, `SELECT count(*) FROM stripe_calls WHERE state = 'in_progress' AND attempts = 3`))
	require.Empty(t, b.fake.Intents())

	// Taken, and the answer lost: what was made is found again, not made again.
	in := stripepay.OpenInput{RequestID: ident.New(), Amount: 250_000}
	b.fake.SetFaults(stripefake.Faults{DropAfter: 1000})
	_, err = b.Open(ctx, in)
	require.ErrorIs(t, err, stripepay.ErrUnavailable)
	require.Len(t, b.fake.Intents(), 1)
	b.fake.SetFaults(stripefake.Faults{})
	_, err = b.Open(ctx, in)
	require.NoError(t, err)
	require.Len(t, b.fake.Intents(), 1)

	// Stripe keeps its own failure with the key: after a while another key goes on.
	in.RequestID = ident.New()
	b.fake.SetFaults(stripefake.Faults{FailBefore: 1000})
	for range 2 {
		_, err = b.Open(ctx, in)
		require.ErrorIs(t, err, stripepay.ErrUnavailable)
	}
	b.fake.SetFaults(stripefake.Faults{})
	_, err = b.Open(ctx, in)
	require.ErrorIs(t, err, stripepay.ErrUnavailable)
	_, err = b.Open(ctx, in)
	require.NoError(t, err)
	require.EqualValues(t, 1, b.count(t, `SELECT count(*) FROM stripe_calls WHERE state = 'failed'`))
	require.Len(t, b.fake.Intents(), 2)
}

// A key never takes another request: neither here nor at Stripe.
func TestService_key_with_another_body(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), t.Context()
	_, err := b.db.Exec(ctx, "prepare", `INSERT INTO users (id, email, full_name, password_hash, created_at) VALUES (?, 'a@b.example', 'A', 'x', now())`, ident.New())
	require.NoError(t, err)
	var user ident.ID
	require.NoError(t, b.db.Pool().QueryRow(ctx, `SELECT id FROM users`).Scan(&user))
	first, err := b.SetUp(ctx, user, "wish-0001")
	require.NoError(t, err)
	again, err := b.SetUp(ctx, user, "wish-0001")
	require.NoError(t, err)
	require.Equal(t, first, again)
	card := b.fake.SaveCard(first.ClientSecret, stripefake.Pays)
	other := b.fake.SaveCard(mustSetUp(t, b, user, "wish-0002").ClientSecret, stripefake.Declines)
	cards, err := b.Cards(ctx, user)
	require.NoError(t, err)
	require.Len(t, cards, 2)

	customer, err := b.Customer(ctx, user)
	require.NoError(t, err)
	i, err := b.Open(ctx, stripepay.OpenInput{RequestID: ident.New(), Amount: 250_000, Customer: customer})
	require.NoError(t, err)
	_, err = b.Confirm(ctx, i.ID, customer, other, "try-0001", "https://x.example")
	require.ErrorIs(t, err, stripepay.ErrDeclined)
	_, err = b.Confirm(ctx, i.ID, customer, other, "try-0001", "https://x.example")
	require.ErrorIs(t, err, stripepay.ErrDeclined, "the same try again is answered as before")
	_, err = b.Confirm(ctx, i.ID, customer, card, "try-0001", "https://x.example")
	require.ErrorIs(t, err, stripepay.ErrKeyReused)
	_, err = b.Confirm(ctx, i.ID, "cus_other", card, "try-0002", "https://x.example")
	require.ErrorIs(t, err, stripepay.ErrNoCard)

	// Stripe took the money and its answer was lost: the payment itself tells.
	b.fake.SetFaults(stripefake.Faults{FailAfter: 1000})
	paid, err := b.Confirm(ctx, i.ID, customer, card, "try-0003", "https://x.example")
	require.NoError(t, err)
	require.Equal(t, stripe.StatusSucceeded, paid.Status)
	b.fake.SetFaults(stripefake.Faults{})

	require.NoError(t, b.RemoveCard(ctx, user, card))
	require.ErrorIs(t, b.RemoveCard(ctx, user, card), stripepay.ErrNoCard)
	cards, err = b.Cards(ctx, user)
	require.NoError(t, err)
	require.Len(t, cards, 1)
}

func mustSetUp(t *testing.T, b *bundle, user ident.ID, key string) stripe.Setup {
	t.Helper()
	s, err := b.SetUp(t.Context(), user, key)
	require.NoError(t, err)
	return s
}

// Amount or currency changed on the way: it is nobody's payment any more.
func TestService_Sync_of_foreign_money(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), t.Context()
	i, err := b.Open(ctx, stripepay.OpenInput{RequestID: ident.New(), Amount: 250_000})
	require.NoError(t, err)
	b.fake.Tamper(i.ID, "usd", 250_000)
	_, err = b.Sync(ctx, i.ID)
	require.ErrorIs(t, err, stripepay.ErrForeign)
	// More or less of the right money is what was received, and counts as that.
	b.fake.Tamper(i.ID, "vnd", 200_000)
	_, err = b.fake.Pay(i.Secret, stripefake.Pays)
	require.NoError(t, err)
	got, err := b.Sync(ctx, i.ID)
	require.NoError(t, err)
	require.Equal(t, []money.VND{250_000, 200_000}, []money.VND{got.Amount, got.Received})
}

// A refund goes once, never more than was taken, whatever Stripe answers.
func TestService_SendRefund(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), t.Context()
	i := b.pay(t, 300_000)
	_, err := b.SendRefund(ctx, ident.New(), i.ID, 300_001)
	require.ErrorIs(t, err, stripepay.ErrRefundTooMuch)
	part := ident.New()
	for range 2 {
		r, err := b.SendRefund(ctx, part, i.ID, 100_000)
		require.NoError(t, err)
		require.Equal(t, stripepay.RefundSucceeded, r.State)
	}
	_, err = b.SendRefund(ctx, ident.New(), i.ID, 200_001)
	require.ErrorIs(t, err, stripepay.ErrRefundTooMuch)

	rest := ident.New()
	b.fake.SetFaults(stripefake.Faults{FailAfter: 1000})
	for range 3 { // sent, and Stripe keeps its failure with the key
		_, err = b.SendRefund(ctx, rest, i.ID, 200_000)
		require.ErrorIs(t, err, stripepay.ErrUnavailable)
	}
	r, err := b.SendRefund(ctx, rest, i.ID, 200_000)
	require.NoError(t, err)
	require.Equal(t, stripepay.RefundSucceeded, r.State)
	b.fake.SetFaults(stripefake.Faults{})
	require.ElementsMatch(t, []int64{100_000, 200_000}, b.fake.Refunds(i.ID))

	b.fake.FailRefund(r.StripeID)
	r, err = b.SyncRefund(ctx, r.StripeID)
	require.NoError(t, err)
	require.Equal(t, stripepay.RefundFailed, r.State)
}

// Webhooks: stored first and once; processed in any order; given up in the end, and
// replayed by a person.
func TestService_events(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), t.Context()
	b.pay(t, 250_000)
	bodies := b.fake.Events()
	require.Len(t, bodies, 3)
	for _, n := range []int{2, 0, 1, 2, 0} { // reordered and repeated
		require.NoError(t, b.Receive(ctx, bodies[n], stripe.Sign(bodies[n], secret, time.Now())))
	}
	require.ErrorIs(t, b.Receive(ctx, bodies[0], stripe.Sign(bodies[0], "whsec_forged", time.Now())), stripepay.ErrSignature)
	require.ErrorIs(t, b.Receive(ctx, bodies[0], stripe.Sign(bodies[0], secret, time.Now().Add(-time.Hour))), stripepay.ErrOld)
	require.ErrorIs(t, b.Receive(ctx, []byte("[]"), stripe.Sign([]byte("[]"), secret, time.Now())), stripepay.ErrShape)
	require.EqualValues(t, 3, b.count(t, `SELECT count(*) FROM stripe_events`))
	<-b.Wake()

	fail := errors.New("something is wrong with it")
	seen := map[string]int{}
	handle := func(_ context.Context, e stripepay.Event) error {
		seen[e.Type]++
		switch e.Type {
		case "charge.succeeded":
			return stripepay.ErrIgnored
		case "payment_intent.created":
			return fail
		}
		return nil
	}
	for range 12 {
		_, more, err := b.Process(ctx, handle)
		require.NoError(t, err)
		require.False(t, more)
		b.clock.Advance(time.Hour)
	}
	require.Equal(t, map[string]int{"payment_intent.succeeded": 1, "charge.succeeded": 1, "payment_intent.created": 8}, seen)
	page, err := b.Dead(ctx, "", 10)
	require.NoError(t, err)
	require.Len(t, page.Items, 1)
	dead, err := b.Event(ctx, page.Items[0].ID)
	require.NoError(t, err)
	require.Equal(t, bodies[0], []byte(dead.Raw))
	require.Equal(t, fail.Error(), dead.Failure)

	fail = nil
	for range 2 {
		_, err = b.Replay(ctx, dead.ID)
		require.NoError(t, err)
	}
	n, _, err := b.Process(ctx, handle)
	require.NoError(t, err)
	require.Equal(t, 1, n)
	_, err = b.Event(ctx, "evt_unknown")
	require.ErrorIs(t, err, stripepay.ErrNoEvent)

	// What never came is asked for.
	b.pay(t, 30_000)
	fresh, err := b.Poll(ctx)
	require.NoError(t, err)
	require.Equal(t, 3, fresh)
	fresh, err = b.Poll(ctx)
	require.NoError(t, err)
	require.Zero(t, fresh)
}

// Stripe takes the money and never answers: the payment itself is asked, now or, where that
// is not answered either, by the poll; it was taken once.
func TestService_times_out_after_the_money_was_taken(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), t.Context()
	slow := b.Deps
	slow.Client = stripe.New(stripe.Options{Key: "sk_test_x", Base: b.fake.URL(), Timeout: 300 * time.Millisecond})
	impatient := stripepay.NewService(slow)
	_, err := b.db.Exec(ctx, "prepare", `INSERT INTO users (id, email, full_name, password_hash, created_at) VALUES (?, 'a@b.example', 'A', 'x', now())`, ident.New())
	require.NoError(t, err)
	var user ident.ID
	require.NoError(t, b.db.Pool().QueryRow(ctx, `SELECT id FROM users`).Scan(&user))
	card := b.fake.SaveCard(mustSetUp(t, b, user, "wish-0001").ClientSecret, stripefake.Pays)
	customer, err := b.Customer(ctx, user)
	require.NoError(t, err)
	i, err := b.Open(ctx, stripepay.OpenInput{RequestID: ident.New(), Amount: 250_000, Customer: customer})
	require.NoError(t, err)
	b.fake.SetFaults(stripefake.Faults{HangAfter: 1000})
	_, err = impatient.Confirm(ctx, i.ID, customer, card, "try-0001", "https://x.example")
	if err != nil { // a slow machine: the question was not answered in time, either
		require.ErrorIs(t, err, stripepay.ErrUnavailable)
	}
	require.Equal(t, "succeeded", b.fake.Intents()[i.ID], "it was taken all the same")
	require.NotZero(t, b.fake.Happened()["hung"])
	require.EqualValues(t, 1, b.count(t, `SELECT count(*) FROM stripe_calls WHERE operation = 'intent.confirm' AND state = 'in_progress'`))
	b.fake.SetFaults(stripefake.Faults{})
	b.clock.Advance(2 * time.Minute)
	silent, err := b.Silent(ctx, 10)
	require.NoError(t, err)
	require.Equal(t, []string{i.ID}, silent)
	got, err := b.Sync(ctx, i.ID)
	require.NoError(t, err)
	require.Equal(t, []any{stripe.StatusSucceeded, money.VND(250_000)}, []any{got.Status, got.Received})
	again, err := b.Confirm(ctx, i.ID, customer, card, "try-0001", "https://x.example")
	require.NoError(t, err)
	require.Equal(t, got.Received, again.Received)
}

// A failure that may end by itself is waited for longer than any other.
func TestService_events_wait_for_Stripe(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), t.Context()
	b.pay(t, 250_000)
	_, err := b.Poll(ctx)
	require.NoError(t, err)
	for range 47 {
		_, _, err := b.Process(ctx, func(context.Context, stripepay.Event) error { return stripepay.ErrUnavailable })
		require.NoError(t, err)
		b.clock.Advance(time.Hour)
	}
	require.EqualValues(t, 3, b.count(t, `SELECT count(*) FROM stripe_events WHERE state = 'new'`))
	b.clock.Advance(2 * time.Hour)
	_, _, err = b.Process(ctx, func(context.Context, stripepay.Event) error { return stripepay.ErrUnavailable })
	require.NoError(t, err)
	require.EqualValues(t, 3, b.count(t, `SELECT count(*) FROM stripe_events WHERE state = 'dead'`))
}
