package order_test

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/promotion"
)

// A discount follows what is still to come: in proportion, never more than was agreed and
// never more than the goods cost; with everything cancelled, nothing.
func TestOrder_Off_follows_what_is_to_come(t *testing.T) {
	t.Parallel()
	line := order.Line{ID: ident.New(), UnitPrice: 33_333, Quantity: 3, NominalG: 500, Discount: promotion.Shares{Cooperative: 10_000, Platform: 5_001}}
	p, err := order.Split(order.SplitInput{Parcels: []order.Parcel{{
		Lines: []order.Line{line}, Shipping: 20_000, ShipDiscount: promotion.Shares{Platform: 20_000},
	}}})
	require.NoError(t, err)
	o := p.Orders[0]
	require.Equal(t, []money.VND{99_999, 35_001, 25_001, 84_998}, []money.VND{o.Subtotal, o.Discount, o.Promotion, o.Total})
	require.Equal(t, []money.VND{35_001, 84_998}, []money.VND{p.Discount, p.Total})

	o.Status = order.StatusConfirmed
	coop := order.Actor{Role: order.RoleCooperative}
	part, eff, err := o.Apply(order.Command{Action: order.ActionCancelPart, Actor: coop, Reason: "x", Lines: []order.LineQuantity{{LineID: o.Lines[0].ID, Quantity: 2}}}, o.PlacedAt)
	require.NoError(t, err)
	require.NotEmpty(t, eff.Release)
	require.Equal(t, []money.VND{33_333, 3_333 + 1_667 + 20_000, 33_333 + 20_000 - 25_000}, []money.VND{part.Subtotal, part.Discount, part.Total})
	heavier, _, err := o.Apply(order.Command{Action: order.ActionWeigh, Actor: coop, Weights: []order.LineWeight{{LineID: o.Lines[0].ID, Grams: 1_600}}}, o.PlacedAt)
	require.NoError(t, err)
	asked, err := heavier.AskedTotal()
	require.NoError(t, err)
	require.Equal(t, o.Total+6_667, asked, "more goods, the same discount")
	gone, _, err := o.Apply(order.Command{Action: order.ActionCancel, Actor: coop, Reason: "x"}, o.PlacedAt)
	require.NoError(t, err)
	require.Equal(t, []money.VND{0, 0, 0}, []money.VND{gone.Discount, gone.Promotion, gone.Total})

	r := rand.New(rand.NewPCG(7, 7))
	for range 20_000 {
		l := order.Line{UnitPrice: money.VND(1 + r.Int64N(1_000_000)), Quantity: 1 + r.Int64N(20), NominalG: 1 + r.Int64N(2_000)}
		whole := l.UnitPrice * money.VND(l.Quantity)
		l.Discount.Platform = money.VND(r.Int64N(int64(whole) + 1))
		l.Discount.Cooperative = money.VND(r.Int64N(int64(whole-l.Discount.Platform) + 1))
		l.CancelledQty = r.Int64N(l.Quantity + 1)
		if r.IntN(2) == 0 && l.Open() > 0 {
			l.RealG = 1 + r.Int64N(3*l.NominalG*l.Open())
		}
		paid, err := l.Paid()
		require.NoError(t, err)
		off := l.Off()
		require.False(t, paid < 0 || off.Cooperative < 0 || off.Platform < 0 || off.Cooperative > l.Discount.Cooperative || off.Platform > l.Discount.Platform, "%+v", l)
	}
}
