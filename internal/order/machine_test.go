package order_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/order"
)

var now = time.Date(2026, 11, 23, 3, 0, 0, 0, time.UTC)

func anOrder(t *testing.T, st order.Status) order.Order {
	t.Helper()
	p, err := order.Split(order.SplitInput{Now: now, Parcels: []order.Parcel{{
		OrgID: ident.New(), Shipping: 20_000, WeightG: 900, DaysMin: 1, DaysMax: 2,
		Lines: []order.Line{
			{VariantID: ident.New(), UnitPrice: 60_000, Quantity: 3},
			{VariantID: ident.New(), UnitPrice: 45_000, Quantity: 1},
			{VariantID: ident.New(), UnitPrice: 250_000, Quantity: 2, NominalG: 1300},
		},
	}}})
	require.NoError(t, err)
	o := p.Orders[0]
	o.Status = st
	return o
}

// arrows is the state machine as drawn in doc.go: what each role may do where,
// and where it leads.
var arrows = map[order.Role]map[order.Status]map[order.Action]order.Status{
	order.RoleCooperative: {
		order.StatusPlaced: {
			order.ActionConfirm: order.StatusConfirmed, order.ActionCancel: order.StatusCancelled, order.ActionCancelPart: order.StatusPlaced,
			order.ActionDelay: order.StatusPlaced,
		},
		order.StatusConfirmed: {
			order.ActionPack: order.StatusPacked, order.ActionCancel: order.StatusCancelled, order.ActionCancelPart: order.StatusConfirmed,
			order.ActionDelay: order.StatusConfirmed, order.ActionWeigh: order.StatusConfirmed,
		},
		order.StatusPacked: {
			order.ActionShip: order.StatusShipped, order.ActionCancel: order.StatusCancelled, order.ActionCancelPart: order.StatusPacked,
			order.ActionDelay: order.StatusPacked, order.ActionWeigh: order.StatusPacked, order.ActionUnpack: order.StatusConfirmed,
		},
		order.StatusShipped: {order.ActionDeliver: order.StatusDelivered, order.ActionCancel: order.StatusCancelled},
	},
	order.RoleSystem: {
		order.StatusShipped: {order.ActionDeliver: order.StatusDelivered}, // by the carrier's word
		order.StatusAwaiting: {
			order.ActionPay: order.StatusPlaced, order.ActionLapse: order.StatusLapsed, order.ActionWithdraw: order.StatusCancelled,
		},
		order.StatusLapsed: {order.ActionPay: order.StatusPlaced, order.ActionWithdraw: order.StatusCancelled},
	},
	order.RoleBuyer: {
		order.StatusAwaiting:  {order.ActionOffer: order.StatusPlaced, order.ActionWithdraw: order.StatusCancelled},
		order.StatusLapsed:    {order.ActionWithdraw: order.StatusCancelled},
		order.StatusPlaced:    {order.ActionCancel: order.StatusCancelled},
		order.StatusConfirmed: {order.ActionAgreeWeight: order.StatusConfirmed, order.ActionDeclineWeight: order.StatusConfirmed},
		order.StatusPacked:    {order.ActionAgreeWeight: order.StatusPacked, order.ActionDeclineWeight: order.StatusPacked},
	},
	order.RoleAlliance: {
		order.StatusPlaced: {order.ActionConfirm: order.StatusConfirmed, order.ActionCancel: order.StatusCancelled},
	},
}

// reached tells that an action's result is already there: a harmless repeat.
func reached(a order.Action, st order.Status) bool {
	return map[order.Action]order.Status{
		order.ActionConfirm: order.StatusConfirmed, order.ActionPack: order.StatusPacked, order.ActionShip: order.StatusShipped,
		order.ActionDeliver: order.StatusDelivered, order.ActionCancel: order.StatusCancelled, order.ActionUnpack: order.StatusConfirmed,
		order.ActionPay: order.StatusPlaced, order.ActionOffer: order.StatusPlaced, order.ActionLapse: order.StatusLapsed, order.ActionWithdraw: order.StatusCancelled,
	}[a] == st
}

func TestOrder_Apply_walks_every_arrow_and_refuses_all_others(t *testing.T) {
	t.Parallel()
	for _, role := range []order.Role{order.RoleBuyer, order.RoleCooperative, order.RoleAlliance, order.RoleSystem} {
		for _, st := range order.Statuses() {
			for _, action := range order.Actions() {
				t.Run(fmt.Sprintf("%s/%s/%s", role, st, action), func(t *testing.T) {
					t.Parallel()
					o := anOrder(t, st)
					if action == order.ActionAgreeWeight || action == order.ActionDeclineWeight {
						o.Lines[2].AskedG = 3000
					}
					cmd := order.Command{
						Action: action, Actor: order.Actor{Role: role}, Carrier: "GHN", Reason: "hết hàng",
						Lines:   []order.LineQuantity{{LineID: o.Lines[0].ID, Quantity: 1}},
						Weights: []order.LineWeight{{LineID: o.Lines[2].ID, Grams: 2500}}, Until: now.AddDate(0, 0, 5).Truncate(24 * time.Hour),
					}
					after, eff, err := o.Apply(cmd, now.Add(25*time.Hour))
					want, allowed := arrows[role][st][action]
					switch {
					case allowed:
						require.NoError(t, err)
						require.True(t, eff.Changed)
						require.Equal(t, want, after.Status)
						require.Equal(t, o.Version+1, after.Version)
						require.Contains(t, o.Allowed(role), action)
					case err == nil:
						require.True(t, reached(action, st), "passed without an arrow")
						require.False(t, eff.Changed)
						require.Equal(t, o, after)
					default:
						require.NotContains(t, o.Allowed(role), action)
						require.Equal(t, o, after, "a refused action changes nothing")
					}
				})
			}
		}
	}
}

func TestOrder_Apply_cancel_part(t *testing.T) {
	t.Parallel()
	o := anOrder(t, order.StatusPlaced)
	cmd := order.Command{Action: order.ActionCancelPart, Reason: "chỉ còn một hũ", Actor: order.Actor{Role: order.RoleCooperative}}

	cmd.Lines = []order.LineQuantity{{LineID: o.Lines[0].ID, Quantity: 2}}
	after, eff, err := o.Apply(cmd, now)
	require.NoError(t, err)
	require.Equal(t, money.VND(60_000+45_000+500_000+20_000), after.Total)
	require.Equal(t, cmd.Lines, eff.Release)
	require.Equal(t, order.EventPartCancelled, eff.Event.Kind)
	require.Equal(t, int64(0), o.Lines[0].CancelledQty, "the order before is left as it was")

	t.Run("of all that is left cancels the order", func(t *testing.T) {
		cmd.Lines = []order.LineQuantity{{LineID: o.Lines[0].ID, Quantity: 1}, {LineID: o.Lines[1].ID, Quantity: 1}, {LineID: o.Lines[2].ID, Quantity: 2}}
		done, eff, err := after.Apply(cmd, now)
		require.NoError(t, err)
		require.Equal(t, order.StatusCancelled, done.Status)
		require.Equal(t, money.VND(0), done.Total)
		require.Equal(t, order.EventCancelled, eff.Event.Kind)
		require.Len(t, eff.Release, 3)
	})
	for name, lines := range map[string][]order.LineQuantity{
		"more than is left": {{LineID: o.Lines[0].ID, Quantity: 2}},
		"nothing":           {{LineID: o.Lines[0].ID, Quantity: 0}},
		"a negative part":   {{LineID: o.Lines[0].ID, Quantity: -1}},
		"another's line":    {{LineID: ident.New(), Quantity: 1}},
		"one line twice":    {{LineID: o.Lines[0].ID, Quantity: 1}, {LineID: o.Lines[0].ID, Quantity: 1}},
	} {
		t.Run(name, func(t *testing.T) {
			cmd.Lines = lines
			_, _, err := after.Apply(cmd, now)
			require.ErrorIs(t, err, order.ErrLines)
		})
	}
}

func TestOrder_Apply_goods_go_where_they_are(t *testing.T) {
	t.Parallel()
	cancel := order.Command{Action: order.ActionCancel, Reason: "khách không nhận", Actor: order.Actor{Role: order.RoleCooperative}}
	_, eff, err := anOrder(t, order.StatusPacked).Apply(cancel, now)
	require.NoError(t, err)
	require.Len(t, eff.Release, 3)
	require.Empty(t, eff.Return)
	_, eff, err = anOrder(t, order.StatusShipped).Apply(cancel, now)
	require.NoError(t, err)
	require.Len(t, eff.Return, 3, "goods under way come back")
	require.Empty(t, eff.Release)
}

func TestOrder_Apply_refuses_a_stale_view(t *testing.T) {
	t.Parallel()
	o := anOrder(t, order.StatusPlaced)
	_, _, err := o.Apply(order.Command{Action: order.ActionConfirm, Actor: order.Actor{Role: order.RoleCooperative}, SeenVersion: o.Version + 1}, now)
	require.ErrorIs(t, err, order.ErrStale)
}

func TestSplit(t *testing.T) {
	t.Parallel()
	p, err := order.Split(order.SplitInput{Now: now, Parcels: []order.Parcel{
		{OrgID: ident.New(), Shipping: 20_000, Lines: []order.Line{{UnitPrice: 60_000, Quantity: 2}}},
		{OrgID: ident.New(), Shipping: 35_000, Lines: []order.Line{{UnitPrice: 250_000, Quantity: 1}}},
	}})
	require.NoError(t, err)
	require.Len(t, p.Orders, 2)
	require.Equal(t, money.VND(370_000), p.Subtotal)
	require.Equal(t, money.VND(425_000), p.Total)
	require.Equal(t, p.Code+"-2", p.Orders[1].Code)
	_, err = order.Split(order.SplitInput{Now: now, Parcels: []order.Parcel{{Lines: []order.Line{{UnitPrice: 1_000_000_000, Quantity: 1 << 40}}}}})
	require.ErrorIs(t, err, order.ErrTooLarge)
}

func TestCommand_Validate_gathers_all_faults(t *testing.T) {
	t.Parallel()
	err := order.Command{Action: order.ActionShip, TrackingCode: string(make([]rune, 81))}.Validate()
	require.ErrorContains(t, err, "/carrier")
	require.ErrorContains(t, err, "/trackingCode")
	require.ErrorContains(t, order.Command{Action: "dance"}.Validate(), "/action")
	require.ErrorContains(t, order.Command{Action: order.ActionCancel}.Validate(), "/reason")
}
