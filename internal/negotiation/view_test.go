package negotiation_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/contract"
	"github.com/chophien/chophien/internal/demand"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/negotiation"
	"github.com/chophien/chophien/internal/offer"
)

// own lists what a cooperative's page lists.
func (b *bundle) own(tb testing.TB, org string, running *bool) []negotiation.View {
	tb.Helper()
	page, err := b.negotiation.Own(tb.Context(), offer.OwnFilter{OrgID: id(org), Running: running, Limit: 10})
	require.NoError(tb, err)
	return page.Items
}

func TestService_Own_tells_what_an_offer_is_about_and_what_to_do(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	flock := b.declare(t, coopA, 2000, 210_000)
	d := b.publish(t, buyer, 1500, func(c *demand.Content) { c.Lines[0].Highest = 400_000 })
	yes, no := true, false

	list := b.own(t, coopA, &yes)
	require.Len(t, list, 1)
	require.Empty(t, b.own(t, coopA, &no))
	require.Equal(t, d.Code, list[0].Demand.Code)
	require.Zero(t, list[0].Demand.Content.Lines[0].Highest, "stays with the buyer")
	require.Equal(t, d.Content.AnswerBy, list[0].Negotiation.AnswerBy.UTC())
	require.Equal(t, []offer.Action{offer.ActionAccept, offer.ActionCounter, offer.ActionDecline}, list[0].Actions)

	seen, err := b.negotiation.Detail(ctx, ofCoop(coopA), id(coopA), list[0].ID)
	require.NoError(t, err)
	require.Len(t, seen.Versions, 1)
	require.Len(t, seen.Capacities, 1)
	require.Equal(t, flock.ID, seen.Capacities[0].ID)
	require.Equal(t, []negotiation.MonthFree{{Month: month(0), Available: 2000}, {Month: month(1), Available: 2000}, {Month: month(2), Available: 2000}},
		seen.Capacities[0].Months)
	bought, err := b.negotiation.Detail(ctx, ofBuyer(), id(buyer), list[0].ID)
	require.NoError(t, err)
	require.Empty(t, bought.Capacities, "what a cooperative has left is not the buyer's to know")
	require.NotZero(t, bought.Demand.Content.Lines[0].Highest)
	_, err = b.negotiation.Detail(ctx, ofCoop(coopB), id(coopB), list[0].ID)
	require.ErrorIs(t, err, offer.ErrNotFound)

	a, err := b.answer(&list[0].Offer, coopA, offer.ActionAccept, nil)
	require.NoError(t, err)
	require.Equal(t, []offer.Action{offer.ActionCounter, offer.ActionDecline}, b.own(t, coopA, nil)[0].Actions, "it was accepted already")
	b.clock.T = d.Content.AnswerBy
	require.Empty(t, b.own(t, coopA, nil)[0].Actions, "nothing is answered any more")

	k, err := b.negotiation.Award(ctx, negotiation.AwardInput{Actor: ofBuyer(), OrgID: id(buyer), DemandID: d.ID, Key: b.key(), Choices: all(a)})
	require.NoError(t, err)
	require.Len(t, b.own(t, coopA, &no), 1)
	seen, err = b.negotiation.Detail(ctx, ofCoop(coopA), id(coopA), a.ID)
	require.NoError(t, err)
	require.Equal(t, ident.Nil, seen.ContractID, "a draft is the buyer's")
	bought, err = b.negotiation.Detail(ctx, ofBuyer(), id(buyer), a.ID)
	require.NoError(t, err)
	require.Equal(t, k.ID, bought.ContractID)
	_, err = b.db.Pool().Exec(ctx, `UPDATE contracts SET document = 1, status = $1 WHERE id = $2`, string(contract.StatusSigning), k.ID)
	require.NoError(t, err)
	seen, err = b.negotiation.Detail(ctx, ofCoop(coopA), id(coopA), a.ID)
	require.NoError(t, err)
	require.Equal(t, k.ID, seen.ContractID)
}

func TestService_Partners_shows_who_could_join_without_prices(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	b.declare(t, coopA, 2000, 210_000)
	partner := b.declare(t, coopB, 500, 211_000)
	d := b.publish(t, buyer, 1500, nil)
	a := b.of(t, d, coopA)
	list, err := b.negotiation.Partners(ctx, ofCoop(coopA), id(coopA), a.ID)
	require.NoError(t, err)
	require.Len(t, list, 1, "others, and only those who have such goods")
	require.Equal(t, "HTX B", list[0].Name)
	require.Equal(t, partner.ID, list[0].Capacities[0].ID)
	require.Equal(t, int64(500), list[0].Capacities[0].Months[0].Available)
	require.Empty(t, list[0].Capacities[0].Tiers, "nor at what price")
	_, err = b.negotiation.Partners(ctx, ofCoop(coopC), id(coopC), a.ID)
	require.ErrorIs(t, err, offer.ErrNotFound)

	line := d.Content.Lines[0].ID
	a, err = b.answer(a, coopA, offer.ActionCounter, func(in *offer.AnswerInput) {
		in.Members = []ident.ID{id(coopB)}
		in.Items = []offer.Item{{LineID: line, Month: month(0), OrgID: id(coopB), CapacityID: partner.ID, Quantity: 100, UnitPrice: 220_000}}
	})
	require.NoError(t, err)
	_, err = b.negotiation.Partners(ctx, ofCoop(coopB), id(coopB), a.ID)
	require.ErrorIs(t, err, offer.ErrRole, "a member does not lead")
	joined := b.own(t, coopB, nil)
	require.True(t, joined[0].MayConsent)
	require.Empty(t, joined[0].Actions, "but it can only join or not")
	b.clock.Advance(30 * 24 * time.Hour)
	require.False(t, b.own(t, coopB, nil)[0].MayConsent)
}
