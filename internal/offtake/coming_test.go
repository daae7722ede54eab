package offtake_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/contract"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/offtake"
)

func (b *bundle) coming(tb testing.TB, org string, waiting bool, limit int) (out []contract.Delivery) {
	tb.Helper()
	cursor := ""
	for {
		page, err := b.contract.Coming(context.Background(), id(org), waiting, cursor, limit)
		require.NoError(tb, err)
		require.LessOrEqual(tb, len(page.Items), limit)
		out = append(out, page.Items...)
		if cursor = page.Next; cursor == "" {
			return out
		}
	}
}

func TestService_Coming_is_what_an_organisation_still_expects(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	k := b.active(t, 100, terms(), b.declare(t, coopA, 3, 500), b.declare(t, coopB, 3, 500))
	require.Empty(t, b.coming(t, coopC, false, 10), "no contract of its own")

	all := b.coming(t, buyer, false, 2)
	require.Len(t, all, 6, "of both cooperatives, page after page")
	for i, d := range all[1:] {
		require.False(t, d.DueOn.Before(all[i].DueOn), "by day")
		require.NotEqual(t, all[i].ID, d.ID)
	}
	require.Equal(t, []string{k.Code, k.Title, "Công ty A"}, []string{all[0].ContractCode, all[0].ContractTitle, all[0].BuyerName})
	own := b.coming(t, coopA, false, 1)
	require.Len(t, own, 3)
	require.Equal(t, "HTX A", own[0].OrgName)

	require.Empty(t, b.coming(t, coopA, true, 10), "nothing was called yet")
	b.clock.T = own[0].DueOn.AddDate(0, 0, -6)
	require.NoError(t, b.offtake.Tick(ctx))
	waits := b.coming(t, coopA, true, 10)
	require.Len(t, waits, 1)
	require.Empty(t, b.coming(t, buyer, true, 10), "it is the cooperative's turn")
	_, err := b.act(waits[0], coopA, ship(100))
	require.NoError(t, err)
	require.Empty(t, b.coming(t, coopA, true, 10))
	require.Len(t, b.coming(t, buyer, true, 10), 1, "now the buyer's")
	_, err = b.act(waits[0], buyer, contract.DeliveryCommand{Action: contract.DeliveryAccept})
	require.NoError(t, err)
	require.Len(t, b.coming(t, buyer, false, 10), 5)

	for _, bad := range []string{"x", keyset.Encode("own-contracts", "1", ident.New().String()), keyset.Encode("coming-deliveries", "soon", ident.New().String())} {
		_, err = b.contract.Coming(ctx, id(buyer), false, bad, 10)
		require.ErrorIs(t, err, keyset.ErrBadCursor, bad)
	}
}

func TestService_Offered_states_the_terms_and_what_is_free(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	terms := terms()
	terms.Substitution = true
	k := b.active(t, 100, terms, b.declare(t, coopA, 1, 500))
	other := b.declare(t, coopB, 1, 40)
	d := b.deliveries(t, k.ID)[0]
	b.clock.T = d.DueOn.AddDate(0, 0, -6)
	require.NoError(t, b.offtake.Tick(ctx))
	_, err := b.act(d, coopA, contract.DeliveryCommand{Action: contract.DeliveryConfirm, Stated: 30})
	require.NoError(t, err)

	list, err := b.offtake.Offered(ctx, id(coopB))
	require.NoError(t, err)
	require.Len(t, list, 1)
	o := list[0]
	require.EqualValues(t, 70, o.Shortfall.Left())
	require.Equal(t, []string{d.Code, "HTX A"}, []string{o.Shortfall.DeliveryCode, o.Shortfall.OrgName})
	require.Equal(t, terms.LateBP, o.Contract.Terms.LateBP)
	require.Len(t, o.Contract.Shares, 1)
	require.Equal(t, []offtake.Option{{CapacityID: other.ID, LeadDays: 5, Available: 40, DueOn: d.DueOn}}, o.Options)
	list, err = b.offtake.Offered(ctx, id(coopA))
	require.NoError(t, err)
	require.Empty(t, list, "not to who is short")

	looks := func() (n int) {
		require.NoError(t, b.db.Pool().QueryRow(ctx, `SELECT count(*) FROM river_job WHERE kind = 'offtake.tick'`).Scan(&n))
		return n
	}
	before := looks()
	_, err = b.offtake.Resolve(ctx, offtake.ResolveInput{
		Actor: actorOf(coopB), OrgID: id(coopB), ShortfallID: o.Shortfall.ID, Action: contract.ShortfallTake, CapacityID: other.ID, Quantity: 40,
	})
	require.NoError(t, err)
	require.Equal(t, before+1, looks(), "what was taken is called off at once, not within the hour")
	require.Len(t, b.coming(t, coopB, false, 10), 1)
	b.requireBalance(t, k.ID)
}
