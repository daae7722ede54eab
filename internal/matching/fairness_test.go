package matching_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/matching"
	"github.com/chophien/chophien/internal/party"
)

func TestService_SetFairness_caps_large_cooperatives(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.declare(t, coopA, 2000, 200_000, true)
	b.declare(t, coopB, 2000, 215_000, true)
	d := b.publish(t, buyer, 2000)
	require.Len(t, b.plan(t, d).Lines[0].Months[0].Shares, 1, "the cheapest has it all")

	alliance := member(other, party.KindAlliance)
	f, err := b.matching.Fairness(t.Context())
	require.NoError(t, err)
	f.MostLargePct, f.Small = 50, []ident.ID{id(coopB)}
	_, err = b.matching.SetFairness(t.Context(), member(buyer, party.KindBuyer), f)
	require.Error(t, err)
	after, err := b.matching.SetFairness(t.Context(), alliance, f)
	require.NoError(t, err)
	_, err = b.matching.SetFairness(t.Context(), alliance, f)
	require.ErrorIs(t, err, matching.ErrFairnessChanged, "a second writer")
	require.NoError(t, b.matching.MatchAll(t.Context()))
	shares := b.plan(t, d).Lines[0].Months[0].Shares
	require.Len(t, shares, 2)
	require.Equal(t, int64(1000), shares[0].Quantity)

	after.SmallFloorPct = 101
	_, err = b.matching.SetFairness(t.Context(), alliance, after)
	require.Error(t, err)
	after.SmallFloorPct, after.Small = 0, []ident.ID{id(buyer)}
	_, err = b.matching.SetFairness(t.Context(), alliance, after)
	require.Error(t, err, "a buyer is no cooperative")
}
