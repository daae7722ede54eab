package stripepay_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/stripe"
	"github.com/chophien/chophien/internal/stripepay"
)

// What a transfer comes to is told by the newest payments by card, to the cent, and stays
// as it was noted first; without such a payment nothing goes.
func TestService_SendTransfer_at_the_rate_of_cards(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), t.Context()
	b.TransferCurrency = "sgd"
	b.fake.Connect("acct_1Fake00000001", true)
	in := stripepay.Transfer{ID: ident.New(), Destination: "acct_1Fake00000001", Group: "CT7K2M9QX", AmountVND: 3_000_000}
	_, err := b.SendTransfer(ctx, in)
	require.ErrorIs(t, err, stripepay.ErrNoRate)
	require.Zero(t, b.count(t, `SELECT count(*) FROM stripe_transfers`))

	b.pay(t, 300_000) // the fake keeps đồng: as if it had become 15.00 and 5.02 dollars
	b.pay(t, 100_000)
	_, err = b.db.Exec(ctx, "settle", `UPDATE stripe_intents SET settled_currency = 'sgd', settled_gross = CASE amount_vnd WHEN 300000 THEN 1500 ELSE 502 END`)
	require.NoError(t, err)
	got, err := b.SendTransfer(ctx, in)
	require.NoError(t, err)
	require.Equal(t, []any{int64(15_015), "sgd", stripepay.TransferSent}, []any{got.Amount, got.Currency, got.State})
	_, err = b.db.Exec(ctx, "the rate moves", `UPDATE stripe_intents SET settled_gross = settled_gross * 2`)
	require.NoError(t, err)
	again, err := b.SendTransfer(ctx, in)
	require.NoError(t, err)
	require.Equal(t, got.Amount, again.Amount)
	require.Equal(t, map[string]int64{"acct_1Fake00000001": 15_015}, b.fake.Transferred())

	in.ID = ident.New()
	b.clock.Advance(31 * 24 * time.Hour)
	_, err = b.SendTransfer(ctx, in)
	require.ErrorIs(t, err, stripepay.ErrNoRate, "too long ago")
}

// Events of connected accounts are signed with another secret; a third is nobody's.
func TestService_Receive_of_connected_accounts(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), t.Context()
	body := []byte(`{"id":"evt_1","object":"event","type":"account.updated","created":1790000000,"data":{"object":{"id":"acct_1","object":"account"}}}`)
	header := stripe.Sign(body, "whsec_connect", time.Now())
	require.ErrorIs(t, b.Receive(ctx, body, header), stripepay.ErrSignature)
	b.ConnectSecret = "whsec_connect"
	require.NoError(t, b.Receive(ctx, body, header))
	require.ErrorIs(t, b.Receive(ctx, body, stripe.Sign(body, "whsec_third", time.Now())), stripepay.ErrSignature)
	require.ErrorIs(t, b.Receive(ctx, body, stripe.Sign(body, "whsec_connect", time.Now().Add(-time.Hour))), stripepay.ErrOld)
}
