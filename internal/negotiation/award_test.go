package negotiation_test

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/demand"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/negotiation"
	"github.com/chophien/chophien/internal/offer"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/supply"
)

// Fifty firms award the same flock at once: exactly what exists is promised.
func TestService_Award_under_contention(t *testing.T) {
	t.Parallel()
	const buyers, each, exists = 50, 60, 1000
	b := setup(t)
	ctx := t.Context()
	capacity := b.declare(t, coopA, exists, 210_000)
	var inputs []negotiation.AwardInput
	for n := range buyers {
		org := ident.New()
		_, err := b.db.Pool().Exec(ctx, `INSERT INTO organisations (id, kind, slug, legal_name, short_name, status, created_at, updated_at)
VALUES ($1, 'buyer', $2, $2, $2, 'verified', now(), now())`, org, fmt.Sprintf("firm-%d", n))
		require.NoError(t, err)
		actor := member(org.String(), party.KindBuyer)
		d, err := b.demand.Draft(ctx, demand.DraftInput{Actor: actor, OrgID: org, Key: b.key(), Content: demand.Content{
			Title: "Gà", Audience: demand.AudienceAll, CommuneCode: "00166", AddressLine: "Số 2", Delivery: demand.DeliveryDelivered,
			Payment: demand.PaymentOnDelivery, AnswerBy: start.AddDate(0, 0, 20), Lines: []demand.Line{{
				TypeCode: chicken, Unit: "con", Quantity: each, Frequency: demand.Monthly, From: month(0), To: month(3).AddDate(0, 0, -1),
			}},
		}})
		require.NoError(t, err)
		d, err = b.demand.Publish(ctx, demand.StepInput{Actor: actor, OrgID: org, DemandID: d.ID})
		require.NoError(t, err)
		_, err = b.offer.Open(ctx, offer.Negotiation{DemandID: d.ID, BuyerOrgID: org, Revision: 1, AnswerBy: d.Content.AnswerBy})
		require.NoError(t, err)
		var items []offer.Item
		for m := range 3 {
			items = append(items, offer.Item{LineID: d.Content.Lines[0].ID, Month: month(m), OrgID: id(coopA), CapacityID: capacity.ID, Quantity: each, UnitPrice: 210_000})
		}
		o, err := b.offer.Propose(ctx, offer.ProposeInput{DemandID: d.ID, OrgID: id(coopA), Items: items, By: offer.Actor{Role: offer.RoleSystem}})
		require.NoError(t, err)
		o, err = b.answer(o, coopA, offer.ActionAccept, nil)
		require.NoError(t, err)
		inputs = append(inputs, negotiation.AwardInput{Actor: actor, OrgID: org, DemandID: d.ID, Key: b.key(), Choices: all(o)})
	}
	var won atomic.Int64
	var wg sync.WaitGroup
	for _, in := range inputs {
		wg.Go(func() {
			_, err := b.negotiation.Award(context.Background(), in)
			if err == nil {
				won.Add(1)
				return
			}
			assert.ErrorIs(t, err, supply.ErrNotEnough)
		})
	}
	wg.Wait()
	require.Equal(t, int64(exists/each), won.Load())
	after, err := b.supply.Capacity(ctx, id(coopA), capacity.ID)
	require.NoError(t, err)
	for _, p := range after.Periods {
		require.Equal(t, int64(exists/each*each), p.Promised)
	}
	var contracts, awarded int
	require.NoError(t, b.db.Pool().QueryRow(ctx, `SELECT (SELECT count(*) FROM contracts), (SELECT count(*) FROM demands WHERE status = 'awarded')`).Scan(&contracts, &awarded))
	require.Equal(t, exists/each, contracts)
	require.Equal(t, exists/each, awarded, "nothing half-done")
	drift, err := b.supply.Audit(ctx)
	require.NoError(t, err)
	require.Empty(t, drift)
}

// Two colleagues award the same demand at once: one wins, the other is told.
func TestService_Award_by_two_at_once(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.declare(t, coopA, 2000, 210_000)
	d := b.publish(t, buyer, 1000, nil)
	a, err := b.answer(b.of(t, d, coopA), coopA, offer.ActionAccept, nil)
	require.NoError(t, err)
	var won atomic.Int64
	var wg sync.WaitGroup
	for range 8 {
		key := b.key()
		wg.Go(func() {
			_, err := b.negotiation.Award(context.Background(), negotiation.AwardInput{Actor: ofBuyer(), OrgID: id(buyer), DemandID: d.ID, Key: key, Choices: all(a)})
			if err == nil {
				won.Add(1)
				return
			}
			assert.ErrorIs(t, err, offer.ErrOver)
			assert.Equal(t, apperr.KindConflict, apperr.KindOf(err))
		})
	}
	wg.Wait()
	require.Equal(t, int64(1), won.Load())
}

// A cooperative answers anew at the moment of the award: what is awarded is what
// holds then, or nothing.
func TestService_Award_meets_an_answer_under_way(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	b.declare(t, coopA, 2000, 210_000)
	d := b.publish(t, buyer, 1000, nil)
	a, err := b.answer(b.of(t, d, coopA), coopA, offer.ActionAccept, nil)
	require.NoError(t, err)
	awarded, outside := make(chan error, 1), ctx
	require.NoError(t, b.db.InTx(ctx, func(ctx context.Context) error {
		in := offer.AnswerInput{Actor: ofCoop(coopA), OrgID: id(coopA), OfferID: a.ID, Action: offer.ActionCounter, Items: append([]offer.Item{}, a.Items...)}
		for i := range in.Items {
			in.Items[i].Quantity = 400
			in.Items[i].UnitPrice += 20_000
		}
		if _, err := b.negotiation.Answer(ctx, in); err != nil {
			return err
		}
		go func() {
			_, err := b.negotiation.Award(outside, negotiation.AwardInput{Actor: ofBuyer(), OrgID: id(buyer), DemandID: d.ID, Key: b.key(), Choices: all(a)})
			awarded <- err
		}()
		require.Eventually(t, func() bool {
			var waits int
			require.NoError(t, b.db.Pool().QueryRow(outside,
				`SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`).Scan(&waits))
			return waits > 0
		}, 20*time.Second, 10*time.Millisecond)
		return nil
	}))
	require.ErrorIs(t, <-awarded, negotiation.ErrSplit, "a thousand are not offered any more")
	require.Equal(t, int64(1200), total(b.of(t, d, coopA).Items))
}

// Between an amendment and the asking again nothing can be awarded: the answers are
// to other words, and may be about lines that are gone.
func TestService_Award_waits_for_the_asking_again(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	b.declare(t, coopA, 2000, 210_000)
	d := b.publish(t, buyer, 1000, nil)
	a, err := b.answer(b.of(t, d, coopA), coopA, offer.ActionAccept, nil)
	require.NoError(t, err)
	content := d.Content
	line := content.Lines[0]
	line.ID, line.Quantity = ident.Nil, 700
	content.Lines = []demand.Line{line}
	d2, err := b.matching.Amend(ctx, demand.EditInput{Actor: ofBuyer(), OrgID: id(buyer), DemandID: d.ID, Version: d.Version, Content: content})
	require.NoError(t, err)
	in := negotiation.AwardInput{Actor: ofBuyer(), OrgID: id(buyer), DemandID: d.ID, Key: b.key(), Choices: all(a)}
	_, err = b.negotiation.Award(ctx, in)
	require.ErrorIs(t, err, negotiation.ErrAmended)
	j, err := b.negotiation.Judge(ctx, ofBuyer(), id(buyer), d.ID, all(a))
	require.NoError(t, err)
	require.True(t, j.Blocked())
	require.NoError(t, b.negotiation.Follow(ctx, d.ID, demand.Affected(d.Content, d2.Content)))
	a, err = b.answer(b.of(t, d, coopA), coopA, offer.ActionAccept, nil)
	require.NoError(t, err)
	in.Choices = all(a)
	_, err = b.negotiation.Award(ctx, in)
	require.NoError(t, err)
}

// The buyer may take less than was offered, but not less than can be delivered.
func TestService_Judge_keeps_to_least_orders_and_lots(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	b.declare(t, coopA, 2000, 210_000) // at least 10, in tens
	d := b.publish(t, buyer, 1000, nil)
	a, err := b.answer(b.of(t, d, coopA), coopA, offer.ActionAccept, nil)
	require.NoError(t, err)
	for quantity, code := range map[int64]negotiation.IssueCode{5: negotiation.IssueMinimum, 995: negotiation.IssueLots, 990: "", 1000: ""} {
		choices := all(a)[:1]
		choices[0].Quantity = quantity
		j, err := b.negotiation.Judge(ctx, ofBuyer(), id(buyer), d.ID, choices)
		require.NoError(t, err)
		require.Equal(t, code != "", j.Blocked(), quantity)
		if code != "" {
			require.Equal(t, code, j.Issues[0].Code)
			require.Equal(t, int64(10), j.Issues[0].Need)
		}
	}
}
