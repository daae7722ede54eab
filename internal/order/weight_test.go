package order_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/order"
)

func weigh(o order.Order, grams int64) order.Command {
	return order.Command{
		Action: order.ActionWeigh, Actor: order.Actor{Role: order.RoleCooperative}, Weights: []order.LineWeight{{LineID: o.Lines[2].ID, Grams: grams}},
	}
}

func buyer(a order.Action) order.Command {
	return order.Command{Action: a, Actor: order.Actor{Role: order.RoleBuyer}}
}

// anOrder has two hens at 250 000 ₫ for 1300 g each: 2600 g cost what was ordered.
func TestOrder_weigh_less_holds_at_once(t *testing.T) {
	t.Parallel()
	o := anOrder(t, order.StatusPacked)
	after, eff, err := o.Apply(weigh(o, 2500), now)
	require.NoError(t, err)
	require.True(t, eff.Repriced)
	require.Equal(t, order.EventWeighed, eff.Event.Kind)
	require.Equal(t, o.Total-500_000+480_769, after.Total, "250 000 × 2500 ÷ 1300 = 480 769,2")
	require.False(t, after.WeightAsked())
}

func TestOrder_weigh_more_waits_for_the_buyer(t *testing.T) {
	t.Parallel()
	o := anOrder(t, order.StatusPacked)
	asked, eff, err := o.Apply(weigh(o, 2700), now)
	require.NoError(t, err)
	require.False(t, eff.Repriced, "nothing is due but what was ordered")
	require.Equal(t, order.EventWeightAsked, eff.Event.Kind)
	require.Equal(t, o.Total, asked.Total)
	total, err := asked.AskedTotal()
	require.NoError(t, err)
	require.Equal(t, o.Total-500_000+519_231, total, "250 000 × 2700 ÷ 1300 = 519 230,8")

	agreed, eff, err := asked.Apply(buyer(order.ActionAgreeWeight), now)
	require.NoError(t, err)
	require.True(t, eff.Repriced)
	require.Equal(t, total, agreed.Total)
	require.NotContains(t, agreed.Allowed(order.RoleBuyer), order.ActionAgreeWeight)
	_, _, err = agreed.Apply(buyer(order.ActionAgreeWeight), now)
	require.ErrorIs(t, err, order.ErrNothingAsked)

	kept, eff, err := asked.Apply(buyer(order.ActionDeclineWeight), now)
	require.NoError(t, err)
	require.False(t, eff.Repriced)
	require.Equal(t, o.Total, kept.Total)
	require.False(t, kept.WeightAsked())

	shipped, _, err := asked.Apply(order.Command{Action: order.ActionShip, Carrier: "GHN", Actor: order.Actor{Role: order.RoleCooperative}}, now)
	require.NoError(t, err)
	require.Equal(t, o.Total, shipped.Total, "without the buyer's word the price as ordered holds")
	require.False(t, shipped.WeightAsked())
}

func TestOrder_weigh_refuses_slips(t *testing.T) {
	t.Parallel()
	o := anOrder(t, order.StatusConfirmed)
	for name, w := range map[string]order.LineWeight{
		"kilograms for grams": {LineID: o.Lines[2].ID, Grams: 3},
		"a digit too many":    {LineID: o.Lines[2].ID, Grams: 26_000},
		"nothing":             {LineID: o.Lines[2].ID},
		"not sold by weight":  {LineID: o.Lines[0].ID, Grams: 500},
		"another's line":      {LineID: ident.New(), Grams: 2600},
	} {
		cmd := weigh(o, 0)
		cmd.Weights = []order.LineWeight{w}
		_, _, err := o.Apply(cmd, now)
		require.ErrorIs(t, err, order.ErrWeight, name)
	}
}

func TestOrder_a_part_that_is_cancelled_is_weighed_anew(t *testing.T) {
	t.Parallel()
	o := anOrder(t, order.StatusPacked)
	weighed, _, err := o.Apply(weigh(o, 2500), now)
	require.NoError(t, err)
	after, _, err := weighed.Apply(order.Command{
		Action: order.ActionCancelPart, Reason: "một con bị ốm", Actor: order.Actor{Role: order.RoleCooperative},
		Lines: []order.LineQuantity{{LineID: o.Lines[2].ID, Quantity: 1}},
	}, now)
	require.NoError(t, err)
	require.Equal(t, o.Total-250_000, after.Total)
}

// Whatever is weighed: nobody pays more than was agreed, and a sum is never half a đồng off.
func TestLine_Total_is_exact(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	for range 10_000 {
		l := order.Line{UnitPrice: money.VND(1 + r.Int64N(10_000_000)), Quantity: 1 + r.Int64N(50), NominalG: 1 + r.Int64N(20_000)}
		l.RealG = 1 + r.Int64N(3*l.NominalG*l.Quantity)
		got, err := l.Total()
		require.NoError(t, err)
		off := 2 * (int64(got)*l.NominalG - int64(l.UnitPrice)*l.RealG)
		require.True(t, off > -l.NominalG && off <= l.NominalG, "%+v costs %d", l, got)
	}
}

func TestOrder_delay(t *testing.T) {
	t.Parallel()
	o := anOrder(t, order.StatusConfirmed)
	delay := func(day time.Time) order.Command {
		return order.Command{Action: order.ActionDelay, Reason: "mưa lũ", Until: day, Actor: order.Actor{Role: order.RoleCooperative}}
	}
	day := time.Date(2026, 11, 27, 0, 0, 0, 0, time.UTC)
	after, eff, err := o.Apply(delay(day), now)
	require.NoError(t, err)
	require.Equal(t, day, after.DelayedUntil)
	require.Equal(t, order.EventDelayed, eff.Event.Kind)
	for _, bad := range []time.Time{day.AddDate(0, 0, -4), day.AddDate(0, 0, -10), day.AddDate(0, 3, 0)} {
		_, _, err := o.Apply(delay(bad), now)
		require.ErrorIs(t, err, order.ErrDelayDate, bad)
	}
	require.ErrorContains(t, order.Command{Action: order.ActionDelay}.Validate(), "/until")
}

func TestOrder_the_Alliance_waits_its_day(t *testing.T) {
	t.Parallel()
	o := anOrder(t, order.StatusPlaced)
	cmd := order.Command{Action: order.ActionConfirm, Actor: order.Actor{Role: order.RoleAlliance}}
	_, _, err := o.Apply(cmd, now.Add(23*time.Hour))
	require.ErrorIs(t, err, order.ErrTooEarly)
	after, _, err := o.Apply(cmd, now.Add(order.ConfirmWithin))
	require.NoError(t, err)
	require.True(t, after.ConfirmedAt.IsZero(), "it is not the cooperative that confirmed in time")
	own, _, err := o.Apply(order.Command{Action: order.ActionConfirm, Actor: order.Actor{Role: order.RoleCooperative}}, now)
	require.NoError(t, err)
	require.Equal(t, now, own.ConfirmedAt)
}

func TestActivity_resists_few_orders(t *testing.T) {
	t.Parallel()
	require.Equal(t, 60, order.Activity{Orders: 1, InTime: 1}.Percent(), "one of one is not a hundred")
	require.Equal(t, 40, order.Activity{Orders: 1}.Percent(), "none of one is not nothing")
	require.Equal(t, 98, order.Activity{Orders: 100, InTime: 100}.Percent())
	require.False(t, order.Activity{Orders: 4, InTime: 4}.Enough())
	require.True(t, order.Activity{Orders: 5}.Enough())
}
