package cart

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
)

func offer(change func(*catalog.Offer)) catalog.Offer {
	o := catalog.Offer{
		VariantID: ident.New(), PriceVND: 60_000, Tiers: []catalog.Tier{{MinQty: 10, PriceVND: 55_000}},
		MinQty: 1, MaxQty: 999, StepQty: 1, Sellable: true, OnHand: 50, Cooperative: catalog.CooperativeRef{ID: ident.New()},
	}
	if change != nil {
		change(&o)
	}
	return o
}

func TestBuild_line_problems(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change    func(*catalog.Offer)
		quantity  int64
		held      int64
		want      Problem
		available int64 // -1: not told
	}{
		"fine":                         {nil, 2, 0, ProblemNone, -1},
		"little left is told":          {func(o *catalog.Offer) { o.OnHand = 5 }, 2, 0, ProblemNone, 5},
		"out of stock":                 {func(o *catalog.Offer) { o.OnHand, o.Reserved = 4, 4 }, 1, 0, ProblemOutOfStock, 0},
		"not enough":                   {func(o *catalog.Offer) { o.OnHand = 8 }, 9, 0, ProblemNotEnough, 8},
		"no longer sold":               {func(o *catalog.Offer) { o.Sellable = false }, 1, 0, ProblemNotSold, -1},
		"below the minimum":            {func(o *catalog.Offer) { o.MinQty = 5 }, 4, 0, ProblemQuantity, -1},
		"off the step":                 {func(o *catalog.Offer) { o.MinQty, o.StepQty = 10, 10 }, 15, 0, ProblemQuantity, -1},
		"its own hold is still its":    {func(o *catalog.Offer) { o.OnHand, o.Reserved = 3, 3 }, 3, 3, ProblemNone, 3},
		"another's hold is not its":    {func(o *catalog.Offer) { o.OnHand, o.Reserved = 3, 3 }, 3, 0, ProblemOutOfStock, 0},
		"half of it held by this cart": {func(o *catalog.Offer) { o.OnHand, o.Reserved = 3, 3 }, 3, 1, ProblemNotEnough, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := offer(c.change)
			got, err := build(kept{Lines: []stored{{VariantID: o.VariantID, Quantity: c.quantity, Held: c.held, Seen: 60_000}}},
				map[ident.ID]catalog.Offer{o.VariantID: o})
			require.NoError(t, err)
			l := got.Lines()[0]
			require.Equal(t, c.want, l.Problem)
			require.Equal(t, c.want != ProblemNone, got.HasProblem)
			if c.available < 0 {
				require.Nil(t, l.Available)
			} else {
				require.Equal(t, c.available, *l.Available)
			}
		})
	}
}

func TestBuild_groups_and_sums(t *testing.T) {
	t.Parallel()
	a, b := offer(nil), offer(func(o *catalog.Offer) { o.MinAge = 18 })
	c := offer(func(o *catalog.Offer) { o.Cooperative = a.Cooperative })
	cart, err := build(kept{Lines: []stored{
		{VariantID: a.VariantID, Quantity: 2, Seen: 60_000},
		{VariantID: b.VariantID, Quantity: 10, Seen: 60_000},
		{VariantID: c.VariantID, Quantity: 1, Seen: 60_000},
		{VariantID: ident.New(), Quantity: 1}, // deleted meanwhile
	}}, map[ident.ID]catalog.Offer{a.VariantID: a, b.VariantID: b, c.VariantID: c})
	require.NoError(t, err)
	require.Len(t, cart.Groups, 2)
	require.Len(t, cart.Groups[0].Lines, 2)
	require.Equal(t, money.VND(180_000), cart.Groups[0].Subtotal)
	require.Equal(t, money.VND(550_000), cart.Groups[1].Subtotal, "ten get the tier's price")
	require.Equal(t, money.VND(730_000), cart.Subtotal)
	require.Equal(t, 18, cart.MinAge)
	require.True(t, cart.PriceChanged, "60.000 was seen, 55.000 is asked")
}

func TestBuild_overflow_is_refused(t *testing.T) {
	t.Parallel()
	o := offer(func(o *catalog.Offer) { o.PriceVND, o.Tiers = 1_000_000_000, nil })
	_, err := build(kept{Lines: []stored{{VariantID: o.VariantID, Quantity: math.MaxInt64}}}, map[ident.ID]catalog.Offer{o.VariantID: o})
	require.ErrorIs(t, err, ErrQuantity)
}
