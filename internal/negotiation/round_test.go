package negotiation_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/contract"
	"github.com/chophien/chophien/internal/demand"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/negotiation"
	"github.com/chophien/chophien/internal/notify"
	"github.com/chophien/chophien/internal/offer"
)

// The source document's own case: the plan splits, one declines, the remainder is
// matched again, and the award promises exactly what it says.
func TestService_negotiates_rematches_and_awards(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	b.declare(t, coopA, 2000, 210_000)
	b.declare(t, coopB, 1500, 211_000)
	b.declare(t, coopC, 3000, 230_000)
	d := b.publish(t, buyer, 4000, nil)
	a, bb, c := b.of(t, d, coopA), b.of(t, d, coopB), b.of(t, d, coopC)
	require.Equal(t, int64(6000), total(a.Proposal))
	require.Equal(t, int64(4500), total(bb.Proposal))
	require.Equal(t, int64(1500), total(c.Proposal))
	require.Greater(t, a.Proposal[0].UnitPrice, money.VND(210_000), "the price is at the door")
	require.Equal(t, 3, b.mails(t, notify.KindTradeInvited))

	_, err := b.answer(a, coopB, offer.ActionAccept, nil)
	require.ErrorIs(t, err, offer.ErrNotFound, "somebody else's offer")
	a, err = b.answer(a, coopA, offer.ActionAccept, nil)
	require.NoError(t, err)
	_, err = b.answer(c, coopC, offer.ActionAccept, nil)
	require.NoError(t, err)
	_, err = b.answer(bb, coopB, offer.ActionDecline, func(in *offer.AnswerInput) { in.Note = "" })
	require.Equal(t, apperr.KindInvalid, apperr.KindOf(err), "a refusal needs its reason")
	_, err = b.answer(bb, coopB, offer.ActionDecline, nil)
	require.NoError(t, err)
	require.Equal(t, 1, b.mails(t, notify.KindTradeDeclined))
	var jobs int
	require.NoError(t, b.db.Pool().QueryRow(ctx, `SELECT count(*) FROM river_job WHERE kind = 'negotiation.rematch'`).Scan(&jobs))
	require.Equal(t, 1, jobs, "in the transaction of the refusal")

	require.NoError(t, b.negotiation.Rematch(ctx, d.ID))
	c = b.of(t, d, coopC)
	require.Equal(t, offer.StatusAccepted, c.Status, "what was answered stands")
	require.Equal(t, int64(1500), total(c.Items))
	require.Equal(t, int64(6000), total(c.Proposal), "the remainder was suggested")
	c, err = b.answer(c, coopC, offer.ActionAccept, nil)
	require.NoError(t, err)
	require.Equal(t, int64(6000), total(c.Items))
	require.NoError(t, b.negotiation.Rematch(ctx, d.ID), "safe to run again")
	require.Equal(t, c.Version, b.of(t, d, coopC).Version)

	rivals, err := b.negotiation.Rivals(ctx, ofCoop(coopA), a.ID)
	require.NoError(t, err)
	require.Empty(t, rivals, "sealed")

	compared, err := b.negotiation.Compare(ctx, ofBuyer(), d.ID)
	require.NoError(t, err)
	require.Len(t, compared.Offers, 3)
	_, err = b.negotiation.Compare(ctx, ofCoop(coopA), d.ID)
	require.ErrorIs(t, err, demand.ErrNotFound)
	for _, o := range compared.Offers {
		if o.OrgID == id(coopA) {
			require.Equal(t, int64(6000), o.Quantity)
			require.Equal(t, a.Items[0].UnitPrice*6000, o.Landed)
			require.Positive(t, o.DistanceKM)
		}
	}

	j, err := b.negotiation.Judge(ctx, ofBuyer(), id(buyer), d.ID, all(a))
	require.NoError(t, err)
	require.False(t, j.Blocked())
	require.Len(t, j.Issues, 3, "half of each month is missing")
	j, err = b.negotiation.Judge(ctx, ofBuyer(), id(buyer), d.ID, all(a, c, a))
	require.NoError(t, err)
	require.True(t, j.Blocked(), "the same goods twice")

	in := negotiation.AwardInput{Actor: ofBuyer(), OrgID: id(buyer), DemandID: d.ID, Key: b.key(), Choices: all(a, c)}
	k, err := b.negotiation.Award(ctx, in)
	require.NoError(t, err)
	again, err := b.negotiation.Award(ctx, in)
	require.NoError(t, err)
	require.Equal(t, k.ID, again.ID, "a repeated key makes no second contract")
	in.Key = b.key()
	_, err = b.negotiation.Award(ctx, in)
	require.ErrorIs(t, err, offer.ErrOver)

	require.Equal(t, contract.StatusDraft, k.Status)
	require.Len(t, k.Shares, 2)
	held, err := b.supply.Held(ctx, negotiation.Holder(*k))
	require.NoError(t, err)
	var promised int64
	for _, p := range held {
		promised += p.Quantity
	}
	require.Equal(t, int64(12_000), promised)
	after, err := b.demand.OwnDemand(ctx, id(buyer), d.ID)
	require.NoError(t, err)
	require.Equal(t, demand.StatusAwarded, after.Status)
	require.Equal(t, offer.StatusAwarded, b.of(t, d, coopA).Status)
	require.Equal(t, 2, b.mails(t, notify.KindTradeAwarded))
	drift, err := b.supply.Audit(ctx)
	require.NoError(t, err)
	require.Empty(t, drift)
}

func TestService_Deadline_ends_the_wait_and_asks_once_more(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	b.declare(t, coopA, 2000, 210_000)
	b.declare(t, coopB, 1500, 211_000)
	b.declare(t, coopC, 3000, 230_000)
	d := b.publish(t, buyer, 3500, func(c *demand.Content) { c.Sealed = false })
	a, err := b.answer(b.of(t, d, coopA), coopA, offer.ActionAccept, nil)
	require.NoError(t, err)
	require.NoError(t, b.negotiation.Deadline(ctx, d.ID), "not yet: nothing happens")
	require.Equal(t, offer.StatusInvited, b.of(t, d, coopB).Status)

	b.clock.T = d.Content.AnswerBy
	_, err = b.answer(b.of(t, d, coopB), coopB, offer.ActionAccept, nil)
	require.ErrorIs(t, err, offer.ErrDeadline)
	require.NoError(t, b.negotiation.Deadline(ctx, d.ID))
	require.Equal(t, offer.StatusLapsed, b.of(t, d, coopB).Status)
	c := b.of(t, d, coopC)
	require.Equal(t, offer.StatusInvited, c.Status, "asked for the remainder in a second round")
	require.Equal(t, int64(4500), total(c.Proposal))
	_, err = b.answer(b.of(t, d, coopB), coopB, offer.ActionAccept, nil)
	require.ErrorIs(t, err, offer.ErrNotAllowed, "silence was an answer")
	c, err = b.answer(c, coopC, offer.ActionAccept, nil)
	require.NoError(t, err)
	rivals, err := b.negotiation.Rivals(ctx, ofCoop(coopA), a.ID)
	require.NoError(t, err)
	require.Len(t, rivals, 1)
	require.Zero(t, rivals[0].Items[0].UnitPrice, "prices are never seen by rivals")

	b.clock.Advance(49 * time.Hour)
	_, err = b.answer(c, coopC, offer.ActionDecline, nil)
	require.ErrorIs(t, err, offer.ErrDeadline)
	require.NoError(t, b.negotiation.Deadline(ctx, d.ID))
	require.NoError(t, b.negotiation.Deadline(ctx, d.ID))
	require.Equal(t, 2, b.mails(t, notify.KindTradeRoundOver), "one for each round, however often the job runs")
	_, err = b.negotiation.Award(ctx, negotiation.AwardInput{Actor: ofBuyer(), OrgID: id(buyer), DemandID: d.ID, Key: b.key(), Choices: all(a, c)})
	require.NoError(t, err)
}

// An amendment asks those again whose lines it changed.
func TestService_Follow_asks_again_after_an_amendment(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	b.declare(t, coopA, 2000, 210_000)
	d := b.publish(t, buyer, 1000, nil)
	_, err := b.answer(b.of(t, d, coopA), coopA, offer.ActionAccept, nil)
	require.NoError(t, err)
	content := d.Content
	content.Lines = append([]demand.Line{}, content.Lines...)
	content.Lines[0].Quantity = 1500
	d2, err := b.matching.Amend(ctx, demand.EditInput{Actor: ofBuyer(), OrgID: id(buyer), DemandID: d.ID, Version: d.Version, Content: content})
	require.NoError(t, err)
	require.NoError(t, b.negotiation.Follow(ctx, d.ID, demand.Affected(d.Content, d2.Content)))
	o := b.of(t, d, coopA)
	require.Equal(t, offer.StatusInvited, o.Status)
	require.Equal(t, int64(4500), total(o.Proposal))
	versions, err := b.offer.Versions(ctx, o.ID)
	require.NoError(t, err)
	require.Len(t, versions, 3, "proposal, answer, proposal")

	_, err = b.demand.Close(ctx, demand.StepInput{Actor: ofBuyer(), OrgID: id(buyer), DemandID: d.ID})
	require.NoError(t, err)
	require.NoError(t, b.negotiation.Follow(ctx, d.ID, nil))
	require.Equal(t, offer.StatusLost, b.of(t, d, coopA).Status)
	require.Equal(t, 1, b.mails(t, notify.KindTradeLost))
}

// A second round gives time to those whom it asks and to nobody else; a sealed one
// stays as blind as the first.
func TestService_a_second_round_is_fair(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	b.declare(t, coopA, 2000, 210_000)
	b.declare(t, coopB, 1500, 211_000)
	b.declare(t, coopC, 3000, 230_000)
	d := b.publish(t, buyer, 3500, nil)
	a, err := b.answer(b.of(t, d, coopA), coopA, offer.ActionAccept, nil)
	require.NoError(t, err)
	b.clock.T = d.Content.AnswerBy
	require.NoError(t, b.negotiation.Deadline(ctx, d.ID))
	c := b.of(t, d, coopC)
	require.True(t, c.AnswerBy.Equal(d.Content.AnswerBy.Add(48*time.Hour)), "C is asked now and has two days")
	require.True(t, b.of(t, d, coopA).AnswerBy.Equal(d.Content.AnswerBy))
	for _, action := range []offer.Action{offer.ActionDecline, offer.ActionCounter} {
		_, err = b.answer(a, coopA, action, func(in *offer.AnswerInput) {
			if action == offer.ActionCounter {
				in.Items = append([]offer.Item{}, a.Items...)
				in.Items[0].UnitPrice += 10_000
			}
		})
		require.ErrorIs(t, err, offer.ErrDeadline, "A answered in the first round, and that is its answer")
	}
	c, err = b.answer(c, coopC, offer.ActionAccept, nil)
	require.NoError(t, err)
	for _, o := range []*offer.Offer{a, c} {
		rivals, err := b.negotiation.Rivals(ctx, ofCoop(o.OrgID.String()), o.ID)
		require.NoError(t, err)
		require.Empty(t, rivals, "sealed until it is decided")
	}
	_, err = b.negotiation.Award(ctx, negotiation.AwardInput{Actor: ofBuyer(), OrgID: id(buyer), DemandID: d.ID, Key: b.key(), Choices: all(a, c)})
	require.NoError(t, err)
	rivals, err := b.negotiation.Rivals(ctx, ofCoop(coopA), a.ID)
	require.NoError(t, err)
	require.Len(t, rivals, 1)
}

// Who is asked because of a refusal at the last moment has two days all the same.
func TestService_a_late_refusal_leaves_the_next_their_time(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	b.declare(t, coopA, 2000, 210_000)
	b.declare(t, coopB, 1500, 211_000)
	b.declare(t, coopC, 3000, 230_000)
	d := b.publish(t, buyer, 3500, nil)
	_, err := b.answer(b.of(t, d, coopA), coopA, offer.ActionAccept, nil)
	require.NoError(t, err)
	b.clock.T = d.Content.AnswerBy.Add(-time.Hour)
	_, err = b.answer(b.of(t, d, coopB), coopB, offer.ActionDecline, nil)
	require.NoError(t, err)
	require.NoError(t, b.negotiation.Rematch(ctx, d.ID))
	c := b.of(t, d, coopC)
	require.Equal(t, int64(4500), total(c.Proposal))
	require.True(t, c.AnswerBy.Equal(b.clock.T.Add(48*time.Hour)))
	b.clock.T = d.Content.AnswerBy
	require.NoError(t, b.negotiation.Deadline(ctx, d.ID), "the first date comes while the second round runs")
	require.Equal(t, offer.StatusInvited, b.of(t, d, coopC).Status)
	require.Zero(t, b.mails(t, notify.KindTradeRoundOver))
	_, err = b.answer(c, coopC, offer.ActionAccept, nil)
	require.NoError(t, err)
}

// What a cooperative leaves out of its counter is asked of others; its own offer
// stands, and no more is expected of it.
func TestService_less_than_was_asked_for_is_matched_again(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	b.declare(t, coopA, 2000, 210_000)
	b.declare(t, coopB, 1500, 211_000)
	b.declare(t, coopC, 3000, 230_000)
	d := b.publish(t, buyer, 3500, nil)
	a, err := b.answer(b.of(t, d, coopA), coopA, offer.ActionCounter, func(in *offer.AnswerInput) {
		in.Items = append([]offer.Item{}, b.of(t, d, coopA).Proposal...)
		in.Items[0].Quantity -= 500
	})
	require.NoError(t, err)
	require.Equal(t, offer.StatusCountered, a.Status)
	var queued int
	require.NoError(t, b.db.Pool().QueryRow(ctx, `SELECT count(*) FROM river_job WHERE kind = 'negotiation.rematch'`).Scan(&queued))
	require.Equal(t, 1, queued)
	require.NoError(t, b.negotiation.Rematch(ctx, d.ID))
	require.Equal(t, int64(500), total(b.of(t, d, coopC).Proposal))
	require.Equal(t, a.Version, b.of(t, d, coopA).Version, "nothing more is asked of A")

	// The same at another price leaves nothing to be asked of others.
	_, err = b.answer(b.of(t, d, coopB), coopB, offer.ActionCounter, func(in *offer.AnswerInput) {
		in.Items = append([]offer.Item{}, b.of(t, d, coopB).Proposal...)
		in.Items[0].UnitPrice += 5000
	})
	require.NoError(t, err)
	require.NoError(t, b.db.Pool().QueryRow(ctx, `SELECT count(*) FROM river_job WHERE kind = 'negotiation.rematch'`).Scan(&queued))
	require.Equal(t, 1, queued)
}
