package offtake_test

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/contract"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/notify"
	"github.com/chophien/chophien/internal/offtake"
	"github.com/chophien/chophien/internal/supply"
)

// The issue's own show: one delivers 300 short, the shortfall is offered and taken,
// and both sides' figures agree.
func TestService_a_shortfall_is_offered_and_taken_by_the_first(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	a, bb := b.declare(t, coopA, 1, 2000), b.declare(t, coopB, 1, 2000)
	c := b.declare(t, coopC, 2, 200)
	k := b.active(t, 1700, terms(), a, bb)
	require.NoError(t, b.offtake.Tick(ctx))
	require.Zero(t, b.mails(t, notify.KindDeliveryCalled), "six weeks ahead: too early")
	b.clock.T = time.Date(2027, 1, 8, 3, 0, 0, 0, time.UTC)
	for range 3 {
		require.NoError(t, b.offtake.Tick(ctx))
	}
	require.Equal(t, 2, b.mails(t, notify.KindDeliveryCalled), "called once each, however often the job runs")

	var ofA contract.Delivery
	for _, d := range b.deliveries(t, k.ID) {
		require.Equal(t, contract.DeliveryCalled, d.Status)
		if d.OrgID == id(coopA) {
			ofA = d
		}
	}
	_, err := b.act(ofA, coopB, contract.DeliveryCommand{Action: contract.DeliveryConfirm, Stated: 1})
	require.ErrorIs(t, err, contract.ErrDeliveryNotFound, "somebody else's delivery")
	step, err := b.act(ofA, coopA, contract.DeliveryCommand{Action: contract.DeliveryConfirm, Stated: 1400})
	require.NoError(t, err)
	require.NotNil(t, step.Shortfall, "300 are beyond the tolerance of 85")
	f := *step.Shortfall
	require.True(t, f.Predicted)
	require.Equal(t, contract.ShortfallRaised, f.Status)
	take := offtake.ResolveInput{Actor: actorOf(coopB), OrgID: id(coopB), ShortfallID: f.ID, Action: contract.ShortfallTake, CapacityID: bb.ID, Quantity: 200}
	_, err = b.offtake.Resolve(ctx, take)
	require.ErrorIs(t, err, contract.ErrShortfallNotFound, "not before the buyer consents")
	_, err = b.offtake.Resolve(ctx, offtake.ResolveInput{Actor: actorOf(coopA), OrgID: id(coopA), ShortfallID: f.ID, Action: contract.ShortfallConsent})
	require.ErrorIs(t, err, contract.ErrRole)
	_, err = b.offtake.Resolve(ctx, offtake.ResolveInput{Actor: actorOf(buyer), OrgID: id(buyer), ShortfallID: f.ID, Action: contract.ShortfallConsent})
	require.NoError(t, err)
	require.Equal(t, 2, b.mails(t, notify.KindShortfallOffered), "to B and C, not to who is short")
	offered, err := b.contract.Offered(ctx, id(coopC))
	require.NoError(t, err)
	require.Len(t, offered, 1)

	// B and C take 200 each at once: 300 are there, so one of them is too late.
	var won atomic.Int64
	var wg sync.WaitGroup
	for _, who := range []struct {
		org      string
		capacity ident.ID
	}{{coopB, bb.ID}, {coopC, c.ID}, {coopB, bb.ID}, {coopC, c.ID}} {
		wg.Go(func() {
			in := take
			in.Actor, in.OrgID, in.CapacityID = actorOf(who.org), id(who.org), who.capacity
			if _, err := b.offtake.Resolve(context.Background(), in); err != nil {
				assert.ErrorIs(t, err, contract.ErrNotEnoughOffered)
				return
			}
			won.Add(1)
		})
	}
	wg.Wait()
	require.Equal(t, int64(1), won.Load())
	take.Quantity, take.Actor, take.OrgID, take.CapacityID = 100, actorOf(coopC), id(coopC), c.ID
	step, err = b.offtake.Resolve(ctx, take)
	if err != nil { // C took the 200 and has no more
		require.ErrorIs(t, err, supply.ErrNotEnough)
		take.Actor, take.OrgID, take.CapacityID = actorOf(coopB), id(coopB), bb.ID
		step, err = b.offtake.Resolve(ctx, take)
	}
	require.NoError(t, err)
	require.Equal(t, contract.ShortfallTaken, step.Shortfall.Status)
	b.requireBalance(t, k.ID)

	// All bring what they owe now; nobody is penalised and the sum is what was contracted.
	b.clock.T = time.Date(2027, 1, 14, 3, 0, 0, 0, time.UTC)
	require.NoError(t, b.offtake.Tick(ctx))
	for _, d := range b.deliveries(t, k.ID) {
		_, err := b.act(d, d.OrgID.String(), ship(d.Quantity))
		require.NoError(t, err)
		step, err := b.act(d, buyer, contract.DeliveryCommand{Action: contract.DeliveryAccept})
		require.NoError(t, err)
		require.Zero(t, step.Outcome.Penalty)
		again, err := b.act(d, buyer, contract.DeliveryCommand{Action: contract.DeliveryAccept})
		require.NoError(t, err)
		require.True(t, again.Done)
		b.requireBalance(t, k.ID)
	}
	after, err := b.contract.ByID(ctx, k.ID)
	require.NoError(t, err)
	require.Equal(t, contract.StatusCompleted, after.Status)
	var delivered int64
	for _, h := range after.Shares {
		for _, m := range h.Months {
			delivered += m.Delivered
			require.Zero(t, m.Remaining())
		}
	}
	require.Equal(t, int64(3400), delivered)
	owed, err := b.contract.Obligations(ctx, k.ID)
	require.NoError(t, err)
	sum := map[contract.ObligationKind]int64{}
	for _, o := range owed {
		sum[o.Kind] += int64(o.Amount)
	}
	require.Equal(t, int64(3400*200_000*20/100), sum[contract.ObligationDeposit])
	require.Equal(t, int64(300*200_000*20/100), sum[contract.ObligationDepositReturn], "A gives back what was paid ahead for the 300")
	require.Equal(t, int64(3400*200_000), sum[contract.ObligationGoods]+sum[contract.ObligationDeposit]-sum[contract.ObligationDepositReturn],
		"together the price of all that came, no more and no less")
	kept, err := b.contract.Reliability(ctx, []ident.ID{id(coopA), id(coopB)})
	require.NoError(t, err)
	require.Equal(t, contract.Reliability{Deliveries: 1, Called: 1700, Accepted: 1400}, kept[id(coopA)], "what others brought A did not keep")
}

// Consent given late leaves the others as much time as consent given at once, and
// what came of it is told.
func TestService_a_shortfall_has_its_time_and_its_end_is_told(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	a, bb := b.declare(t, coopA, 2, 2000), b.declare(t, coopB, 2, 2000)
	k := b.active(t, 1000, terms(), a)
	b.clock.T = time.Date(2027, 1, 8, 3, 0, 0, 0, time.UTC)
	require.NoError(t, b.offtake.Tick(ctx))
	step, err := b.act(b.deliveries(t, k.ID)[0], coopA, contract.DeliveryCommand{Action: contract.DeliveryConfirm, Stated: 500})
	require.NoError(t, err)
	f := step.Shortfall
	b.clock.Advance(71 * time.Hour)
	resolve := offtake.ResolveInput{Actor: actorOf(buyer), OrgID: id(buyer), ShortfallID: f.ID, Action: contract.ShortfallConsent}
	_, err = b.offtake.Resolve(ctx, resolve)
	require.NoError(t, err)
	b.clock.Advance(70 * time.Hour)
	require.NoError(t, b.offtake.Tick(ctx))
	take := offtake.ResolveInput{Actor: actorOf(coopB), OrgID: id(coopB), ShortfallID: f.ID, Action: contract.ShortfallTake, CapacityID: bb.ID, Quantity: 200}
	_, err = b.offtake.Resolve(ctx, take)
	require.NoError(t, err, "three days from the consent are not over")
	b.clock.Advance(3 * time.Hour)
	require.NoError(t, b.offtake.Tick(ctx))
	after, err := b.contract.Shortfall(ctx, f.ID)
	require.NoError(t, err)
	require.Equal(t, contract.ShortfallLapsed, after.Status)
	require.Equal(t, 2, b.mails(t, notify.KindShortfallLapsed), "to the buyer and to A")

	rest := contract.RestInput{
		Actor: actorOf(buyer), OrgID: id(buyer), ContractID: k.ID, ShareID: k.Shares[0].ID, Month: month(1), Quantity: 1000,
		DueOn: calendar.Day(b.clock.Now()).AddDate(0, 0, 4),
	}
	_, err = b.offtake.CallAgain(ctx, rest)
	require.ErrorIs(t, err, contract.ErrNothingRemains, "it is planned")
	b.requireBalance(t, k.ID)
}

// Who passes everything on has delivered nothing, however early it said so.
func TestService_what_is_passed_on_is_not_kept(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	a, bb := b.declare(t, coopA, 1, 2000), b.declare(t, coopB, 1, 2000)
	tt := terms()
	tt.Substitution = true
	k := b.active(t, 1000, tt, a)
	b.clock.T = time.Date(2027, 1, 8, 3, 0, 0, 0, time.UTC)
	require.NoError(t, b.offtake.Tick(ctx))
	step, err := b.act(b.deliveries(t, k.ID)[0], coopA, contract.DeliveryCommand{Action: contract.DeliveryConfirm, Stated: 0})
	require.NoError(t, err)
	require.Equal(t, contract.ShortfallOffered, step.Shortfall.Status, "the buyer consented beforehand")
	_, err = b.offtake.Resolve(ctx, offtake.ResolveInput{
		Actor: actorOf(coopB), OrgID: id(coopB), ShortfallID: step.Shortfall.ID, Action: contract.ShortfallTake, CapacityID: bb.ID, Quantity: 1000,
	})
	require.NoError(t, err)
	b.requireBalance(t, k.ID)
	kept, err := b.contract.Reliability(ctx, []ident.ID{id(coopA)})
	require.NoError(t, err)
	require.Equal(t, contract.Reliability{Deliveries: 1, Called: 1000}, kept[id(coopA)])
	var queued int
	require.NoError(t, b.db.Pool().QueryRow(ctx, `SELECT count(*) FROM river_job WHERE kind = 'offtake.tick'`).Scan(&queued))
	require.Positive(t, queued, "the new delivery is called off at once")
}
