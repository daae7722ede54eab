package negotiation_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/demand"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/negotiation"
	"github.com/chophien/chophien/internal/offer"
	"github.com/chophien/chophien/internal/party"
)

// countered answers with other quantities and prices, out of the same capacity.
func countered(quantity int64, price money.VND) func(in *offer.AnswerInput, o *offer.Offer) {
	return func(in *offer.AnswerInput, o *offer.Offer) {
		for _, i := range o.Proposal {
			i.Quantity, i.UnitPrice = quantity, price
			in.Items = append(in.Items, i)
		}
	}
}

func (b *bundle) counter(tb testing.TB, o *offer.Offer, org string, change func(in *offer.AnswerInput, o *offer.Offer)) *offer.Offer {
	tb.Helper()
	out, err := b.answer(o, org, offer.ActionCounter, func(in *offer.AnswerInput) { change(in, o) })
	require.NoError(tb, err)
	return out
}

// The proposed split takes of what was offered: most filled, then cheapest, never
// what is gone or above the highest price; and it is free of faults.
func TestService_Compare_proposes_the_best_of_what_was_offered(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	b.declare(t, coopA, 2000, 210_000)
	b.declare(t, coopB, 1500, 211_000)
	capC := b.declare(t, coopC, 3000, 230_000)
	d := b.publish(t, buyer, 4000, func(c *demand.Content) { c.Lines[0].Highest = 300_000 })
	line := d.Content.Lines[0].ID
	a, err := b.answer(b.of(t, d, coopA), coopA, offer.ActionAccept, nil)
	require.NoError(t, err)
	bb := b.counter(t, b.of(t, d, coopB), coopB, countered(1500, 400_000)) // dearer than the buyer pays
	c := b.counter(t, b.of(t, d, coopC), coopC, countered(1000, 240_000))

	compared, err := b.negotiation.Compare(ctx, ofBuyer(), d.ID)
	require.NoError(t, err)
	require.Equal(t, []int64{4000, 4000, 4000}, compared.Asked(0))
	taken := map[ident.ID]int64{}
	for _, p := range compared.Proposed {
		require.Equal(t, line, p.LineID)
		taken[p.OfferID] += p.Quantity
	}
	require.Equal(t, map[ident.ID]int64{a.ID: 6000, c.ID: 3000}, taken)
	require.NotContains(t, taken, bb.ID)
	j, err := b.negotiation.Judge(ctx, ofBuyer(), id(buyer), d.ID, compared.Proposed)
	require.NoError(t, err)
	require.False(t, j.Blocked())
	require.Equal(t, int64(9000), j.Chosen)
	require.Equal(t, int64(12_000), j.Asked)

	// What another firm was promised meanwhile is no longer proposed.
	d2 := b.publish(t, other, 2500, func(c *demand.Content) { c.Audience, c.Invited = demand.AudienceInvited, []ident.ID{id(coopC)} })
	o2 := b.of(t, d2, coopC)
	o2 = b.counter(t, o2, coopC, func(in *offer.AnswerInput, _ *offer.Offer) {
		for m := range 3 {
			in.Items = append(in.Items, offer.Item{
				LineID: d2.Content.Lines[0].ID, Month: month(m), OrgID: id(coopC), CapacityID: capC.ID, Quantity: 2500, UnitPrice: 240_000,
			})
		}
	})
	_, err = b.negotiation.Award(ctx, negotiation.AwardInput{Actor: member(other, party.KindBuyer), OrgID: id(other), DemandID: d2.ID, Key: b.key(), Choices: all(o2)})
	require.NoError(t, err)
	compared, err = b.negotiation.Compare(ctx, ofBuyer(), d.ID)
	require.NoError(t, err)
	for _, p := range compared.Proposed {
		if p.OfferID == c.ID {
			require.Equal(t, int64(500), p.Quantity, "all that C has left")
		}
	}
	for _, o := range compared.Offers {
		if o.ID == c.ID {
			require.Equal(t, int64(500), o.Parts[0].Free)
			require.Equal(t, money.VND(240_000), o.Parts[0].Each)
		}
	}
}

// Where the buyer fetches the goods, the price at the door has the way in it,
// alike in the comparison and in the judgement.
func TestService_Compare_adds_the_way_where_the_buyer_fetches(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	b.declare(t, coopA, 2000, 210_000)
	d := b.publish(t, buyer, 1000, func(c *demand.Content) { c.Delivery = demand.DeliveryPickup })
	a, err := b.answer(b.of(t, d, coopA), coopA, offer.ActionAccept, nil)
	require.NoError(t, err)
	require.Equal(t, money.VND(210_000), a.Items[0].UnitPrice, "ex farm")
	compared, err := b.negotiation.Compare(ctx, ofBuyer(), d.ID)
	require.NoError(t, err)
	o := compared.Offers[0]
	require.True(t, o.FreightKnow)
	require.Greater(t, o.Parts[0].Each, money.VND(210_000))
	require.Equal(t, o.Parts[0].Each*3000, o.Landed)
	j, err := b.negotiation.Judge(ctx, ofBuyer(), id(buyer), d.ID, all(a))
	require.NoError(t, err)
	require.Equal(t, o.Landed, j.Total)
}

func TestService_Askable_lists_who_may_answer_and_what_they_could_give(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	b.declare(t, coopA, 2000, 210_000)
	b.declare(t, coopB, 1500, 211_000)
	d := b.publish(t, buyer, 1000, nil)
	list, err := b.negotiation.Askable(ctx, ofBuyer(), id(buyer), d.ID)
	require.NoError(t, err)
	require.Len(t, list, 2)
	require.Equal(t, "HTX A", list[0].OrgName)
	require.Len(t, list[0].Months, 3)
	require.Equal(t, int64(2000), list[0].Months[0].Free)
	require.True(t, list[0].WayKnown)
	require.Positive(t, list[0].DistanceKM)
	_, err = b.negotiation.Askable(ctx, member(other, party.KindBuyer), id(other), d.ID)
	require.ErrorIs(t, err, demand.ErrNotFound)

	invited := b.publish(t, buyer, 1000, func(c *demand.Content) { c.Audience, c.Invited = demand.AudienceInvited, []ident.ID{id(coopB)} })
	list, err = b.negotiation.Askable(ctx, ofBuyer(), id(buyer), invited.ID)
	require.NoError(t, err)
	require.Len(t, list, 1)
	require.Equal(t, "HTX B", list[0].OrgName)
}

// Staff prepare; only an owner of the firm awards, and then leads to its contract.
func TestService_Award_is_the_owners(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	b.declare(t, coopA, 2000, 210_000)
	b.declare(t, coopB, 1500, 211_000)
	d := b.publish(t, buyer, 3000, nil)
	rounds := func() negotiation.Round {
		t.Helper()
		list, err := b.negotiation.Rounds(ctx, id(buyer), d.ID)
		require.NoError(t, err)
		require.Len(t, list, 1)
		return list[0]
	}
	require.Equal(t, 2, rounds().Waiting)
	a, err := b.answer(b.of(t, d, coopA), coopA, offer.ActionAccept, nil)
	require.NoError(t, err)
	_, err = b.answer(b.of(t, d, coopB), coopB, offer.ActionDecline, nil)
	require.NoError(t, err)
	r := rounds()
	require.Equal(t, []int{2, 0, 1, 1}, []int{r.Asked, r.Waiting, r.Standing, r.Declined})
	require.Equal(t, d.Content.Title, r.Title)

	staff := ofBuyer()
	staff.Memberships[0].Role = party.RoleStaff
	in := negotiation.AwardInput{Actor: staff, OrgID: id(buyer), DemandID: d.ID, Key: b.key(), Choices: all(a)}
	_, err = b.negotiation.Judge(ctx, staff, id(buyer), d.ID, in.Choices)
	require.NoError(t, err, "staff try splits")
	_, err = b.negotiation.Award(ctx, in)
	require.ErrorIs(t, err, party.ErrOwnerOnly)
	require.Equal(t, offer.NegotiationOpen, rounds().Status, "nothing happened")
	in.Actor = ofBuyer()
	k, err := b.negotiation.Award(ctx, in)
	require.NoError(t, err)
	require.Equal(t, k.ID, rounds().ContractID)
	compared, err := b.negotiation.Compare(ctx, staff, d.ID)
	require.NoError(t, err)
	require.Equal(t, k.ID, compared.ContractID)
	require.Empty(t, compared.Proposed, "it is decided")
	list, err := b.negotiation.Rounds(ctx, id(other), ident.Nil)
	require.NoError(t, err)
	require.Empty(t, list, "another firm's are not its own")
}
