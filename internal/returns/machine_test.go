package returns

import (
	"os"
	"regexp"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/payment"
)

var at = time.Date(2026, 11, 30, 3, 0, 0, 0, time.UTC)

// inState is a case with goods for 130.000 đồng; r is what was answered.
func inState(st State, r *Resolution) Case {
	return Case{
		ID: ident.New(), State: st, Version: 3, Resolution: r, shippingVND: 20_000,
		Lines: []Line{{OrderLineID: ident.New(), VariantID: ident.New(), UnitPrice: 65_000, Quantity: 2}},
	}
}

func resolutions() map[string]*Resolution {
	return map[string]*Resolution{
		"none": nil, "refusal": {Kind: KindRefusal}, "refund": {Kind: KindRefund, Refund: 65_000}, "refund and goods back": {Kind: KindRefund, Refund: 65_000, GoodsBack: true},
		"replacement": {Kind: KindReplacement}, "replacement and goods back": {Kind: KindReplacement, GoodsBack: true},
	}
}

func fits(st State, r *Resolution) bool {
	switch st {
	case StateOpen:
		return r == nil
	case StateMediation, StateWithdrawn:
		return true
	case StateClosed:
		return r != nil && r.Kind == KindRefusal
	case StateAgreed, StateDone:
		return r != nil && r.Kind != KindRefusal
	case StateAnswered:
	}
	return r != nil
}

func sound(a Action, role order.Role, c Case) []Command {
	in := Command{
		Action: a, Actor: order.Actor{Role: role}, Words: "hũ vỡ", Method: payment.RefundBankTransfer, Reference: "FT1", Carrier: "GHN",
		Restocked: []order.LineQuantity{{LineID: c.Lines[0].OrderLineID, Quantity: 1}},
	}
	if a != ActionAnswer && a != ActionDecide {
		return []Command{in}
	}
	var out []Command
	for _, r := range []Resolution{{Kind: KindRefund, Refund: 150_000}, {Kind: KindReplacement}, {Kind: KindRefusal, Words: "hàng đúng như ảnh"}} {
		in.Resolution = r
		out = append(out, in)
	}
	return out
}

// The drawing and the machine are the same.
func TestCase_Apply_walks_every_arrow_of_the_drawing_and_no_other(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("../../docs/return-states.md")
	require.NoError(t, err)
	drawn := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^    (\w+) --> (\w+): (\w+) \((\w+)\)$`).FindAllStringSubmatch(string(raw), -1) {
		drawn[m[1]+" "+m[2]+" "+m[3]+" "+m[4]] = true
	}
	require.Len(t, drawn, 20)
	walked := map[string]bool{}
	for _, st := range States() {
		for name, r := range resolutions() {
			if !fits(st, r) {
				continue
			}
			for _, role := range []order.Role{order.RoleBuyer, order.RoleCooperative, order.RoleAlliance, order.RoleSystem} {
				for _, a := range Actions() {
					c := inState(st, r)
					paid := c
					if st == StateAgreed {
						paid.Refund = &payment.Refund{State: payment.RefundPaid}
					}
					steps := sound(a, role, c)
					for k, in := range append(steps, steps...) {
						if k >= len(steps) {
							c = paid
						}
						next, _, err := c.Apply(in, at)
						if err != nil {
							require.Equal(t, c, next, "a refused step changes nothing")
							require.NotContains(t, c.Allowed(role), a, "%s %s %s %s: %v", st, name, role, a, err)
							continue
						}
						require.Contains(t, c.Allowed(role), a)
						require.Equal(t, c.Version+1, next.Version)
						require.Equal(t, next.State.Over() || next.State == StateAgreed || next.State == StateMediation, next.DueAt.IsZero())
						walked[string(st)+" "+string(next.State)+" "+string(a)+" "+string(role)] = true
					}
				}
			}
		}
	}
	require.Equal(t, drawn, walked)
}

func TestCase_Apply_is_done_when_all_was_given(t *testing.T) {
	t.Parallel()
	c := inState(StateAgreed, &Resolution{Kind: KindRefund, Refund: 65_000, GoodsBack: true})
	c.RefundTo = "VCB 0123"
	coop := order.Actor{Role: order.RoleCooperative}
	c, _, err := c.Apply(Command{Action: ActionPay, Actor: coop, Method: payment.RefundCash, Reference: "PC1"}, at)
	require.NoError(t, err)
	require.Equal(t, StateAgreed, c.State)
	require.Empty(t, c.RefundTo, "the account is needed no longer")
	_, _, err = c.Apply(Command{Action: ActionPay, Actor: coop, Method: payment.RefundCash, Reference: "PC1"}, at)
	require.ErrorIs(t, err, errDone)
	c, eff, err := c.Apply(Command{Action: ActionReceive, Actor: coop, Restocked: []order.LineQuantity{{LineID: c.Lines[0].OrderLineID, Quantity: 1}}}, at)
	require.NoError(t, err)
	require.Equal(t, StateDone, c.State)
	require.Len(t, eff.restock, 1)
	require.Equal(t, int64(1), eff.restock[0].Restocked, "the other one is written off")
}

func TestCase_Apply_refuses_what_cannot_be(t *testing.T) {
	t.Parallel()
	coop := order.Actor{Role: order.RoleCooperative}
	c := inState(StateOpen, nil)
	for pointer, in := range map[string]Command{
		"/refundVnd": {Action: ActionAnswer, Actor: coop, Resolution: Resolution{Kind: KindRefund, Refund: 150_001}},
		"/words":     {Action: ActionAnswer, Actor: coop, Resolution: Resolution{Kind: KindRefusal}},
		"/kind":      {Action: ActionAnswer, Actor: coop},
	} {
		_, _, err := c.Apply(in, at)
		require.ErrorContains(t, err, pointer)
	}
	_, _, err := c.Apply(Command{Action: ActionAnswer, Actor: coop, Version: 2, Resolution: Resolution{Kind: KindReplacement}}, at)
	require.ErrorIs(t, err, ErrChanged)
	agreed := inState(StateAgreed, &Resolution{Kind: KindReplacement, GoodsBack: true})
	_, _, err = agreed.Apply(Command{Action: ActionSend, Actor: coop}, at)
	require.ErrorContains(t, err, "/carrier")
	_, _, err = agreed.Apply(Command{Action: ActionReceive, Actor: coop, Restocked: []order.LineQuantity{{LineID: agreed.Lines[0].OrderLineID, Quantity: 3}}}, at)
	require.ErrorContains(t, err, "/restocked")
	require.False(t, slices.Contains(agreed.Allowed(order.RoleCooperative), ActionPay), "no refund was agreed to")
}
