package negotiation_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/negotiation"
	"github.com/chophien/chophien/internal/notify"
	"github.com/chophien/chophien/internal/offer"
	"github.com/chophien/chophien/internal/supply"
)

func TestService_joint_bids_need_consent_and_never_run_in_circles(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	capA, capB := b.declare(t, coopA, 2000, 210_000), b.declare(t, coopB, 1500, 211_000)
	d := b.publish(t, buyer, 3000, nil)
	line := d.Content.Lines[0].ID
	a, bb := b.of(t, d, coopA), b.of(t, d, coopB)
	joint := func(in *offer.AnswerInput) {
		in.Members = []ident.ID{id(coopB)}
		in.Items = []offer.Item{
			{LineID: line, Month: month(0), OrgID: id(coopA), CapacityID: capA.ID, Quantity: 2000, UnitPrice: 215_000},
			{LineID: line, Month: month(0), OrgID: id(coopB), CapacityID: capB.ID, Quantity: 1000, UnitPrice: 215_000},
		}
	}
	wrong := func(in *offer.AnswerInput) { joint(in); in.Items[1].CapacityID = capA.ID; in.Items[1].Month = month(1) }
	_, err := b.answer(a, coopA, offer.ActionCounter, wrong)
	require.Equal(t, apperr.KindInvalid, apperr.KindOf(err), "A's flock is not B's")
	a, err = b.answer(a, coopA, offer.ActionCounter, joint)
	require.NoError(t, err)
	require.False(t, a.Complete())
	require.Equal(t, 1, b.mails(t, notify.KindTradeMemberAsked))
	j, err := b.negotiation.Judge(ctx, ofBuyer(), id(buyer), d.ID, all(a))
	require.NoError(t, err)
	require.True(t, j.Blocked())
	_, err = b.negotiation.Award(ctx, negotiation.AwardInput{Actor: ofBuyer(), OrgID: id(buyer), DemandID: d.ID, Key: b.key(), Choices: all(a)})
	require.ErrorIs(t, err, negotiation.ErrSplit)

	_, err = b.offer.Consent(ctx, offer.ConsentInput{Actor: ofCoop(coopC), OrgID: id(coopC), OfferID: a.ID, Yes: true})
	require.ErrorIs(t, err, offer.ErrNotMember)
	a, err = b.offer.Consent(ctx, offer.ConsentInput{Actor: ofCoop(coopB), OrgID: id(coopB), OfferID: a.ID, Yes: true})
	require.NoError(t, err)
	require.True(t, a.Complete())
	// B leads nobody while A speaks for it: neither alone nor with A as its member.
	_, err = b.answer(bb, coopB, offer.ActionAccept, nil)
	require.ErrorIs(t, err, offer.ErrTakesPart)
	_, err = b.answer(bb, coopB, offer.ActionCounter, func(in *offer.AnswerInput) {
		in.Members = []ident.ID{id(coopA)}
		in.Items = []offer.Item{{LineID: line, Month: month(0), OrgID: id(coopA), CapacityID: capA.ID, Quantity: 1, UnitPrice: 1}}
	})
	require.Equal(t, apperr.KindInvalid, apperr.KindOf(err), "A asks B itself: told at the field")
	// A change of B's part asks B again.
	a, err = b.answer(a, coopA, offer.ActionCounter, func(in *offer.AnswerInput) { joint(in); in.Items[1].UnitPrice = 214_000 })
	require.NoError(t, err)
	require.False(t, a.Complete())
	a, err = b.offer.Consent(ctx, offer.ConsentInput{Actor: ofCoop(coopB), OrgID: id(coopB), OfferID: a.ID, Yes: true})
	require.NoError(t, err)
	k, err := b.negotiation.Award(ctx, negotiation.AwardInput{Actor: ofBuyer(), OrgID: id(buyer), DemandID: d.ID, Key: b.key(), Choices: all(a)})
	require.NoError(t, err)
	require.Len(t, k.Parties(), 3)
}

// A bid that leads back to its leader is refused where it is written, however many
// stand between; a consent given to an answer that was taken back is void.
func TestService_a_circle_of_bids_is_refused_at_once(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	caps := map[string]*supply.Capacity{coopA: b.declare(t, coopA, 1000, 210_000), coopB: b.declare(t, coopB, 1000, 211_000), coopC: b.declare(t, coopC, 1000, 212_000)}
	d := b.publish(t, buyer, 3000, nil)
	line := d.Content.Lines[0].ID
	bid := func(leader, member string) (*offer.Offer, error) {
		return b.answer(b.of(t, d, leader), leader, offer.ActionCounter, func(in *offer.AnswerInput) {
			in.Members = []ident.ID{id(member)}
			in.Items = []offer.Item{{LineID: line, Month: month(0), OrgID: id(member), CapacityID: caps[member].ID, Quantity: 100, UnitPrice: 215_000}}
		})
	}
	_, err := bid(coopA, coopB)
	require.NoError(t, err)
	_, err = bid(coopB, coopC)
	require.NoError(t, err)
	_, err = bid(coopC, coopA)
	require.Equal(t, apperr.KindInvalid, apperr.KindOf(err))
	var fault *apperr.Error
	require.ErrorAs(t, err, &fault)
	require.Equal(t, "/members/0", fault.Fields[0].Pointer)
	require.Equal(t, offer.StatusInvited, b.of(t, d, coopC).Status, "nothing half-done")

	_, err = b.answer(b.of(t, d, coopB), coopB, offer.ActionDecline, nil)
	require.NoError(t, err)
	yes, err := b.negotiation.Consent(ctx, offer.ConsentInput{Actor: ofCoop(coopB), OrgID: id(coopB), OfferID: b.of(t, d, coopA).ID, Yes: true})
	require.NoError(t, err)
	require.True(t, yes.Complete())
	require.Equal(t, 1, b.mails(t, notify.KindTradeMemberSaid))
	a, err := b.answer(yes, coopA, offer.ActionDecline, nil)
	require.NoError(t, err)
	a, err = b.answer(a, coopA, offer.ActionCounter, func(in *offer.AnswerInput) {
		in.Members = []ident.ID{id(coopB)}
		in.Items = []offer.Item{{LineID: line, Month: month(0), OrgID: id(coopA), CapacityID: caps[coopA].ID, Quantity: 100, UnitPrice: 215_000}}
	})
	require.NoError(t, err)
	require.Equal(t, offer.MemberAsked, a.Members[0].Status, "B is asked anew")
}
