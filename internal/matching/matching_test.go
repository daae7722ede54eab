package matching_test

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/demand"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/matching"
	"github.com/chophien/chophien/internal/matching/plan"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/place"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/db/dbtest"
	"github.com/chophien/chophien/internal/platform/jobs"
	"github.com/chophien/chophien/internal/shipping"
	"github.com/chophien/chophien/internal/supply"
)

var now = time.Date(2026, 11, 24, 3, 0, 0, 0, time.UTC)

const (
	buyer, other        = "00000000-0000-7000-8000-000000000001", "00000000-0000-7000-8000-000000000002"
	coopA, coopB, coopC = "00000000-0000-7000-8000-000000000003", "00000000-0000-7000-8000-000000000004", "00000000-0000-7000-8000-000000000005"
	user                = "00000000-0000-7000-8000-000000000009"
	chicken             = "ga-hmong-thuong-pham"
)

type bundle struct {
	db       *db.DB
	queue    *jobs.Queue
	supply   *supply.Service
	demand   *demand.Service
	matching *matching.Service
	keys     atomic.Int64
}

func id(s string) ident.ID {
	v, _ := ident.Parse(s)
	return v
}

func setup(tb testing.TB) *bundle {
	tb.Helper()
	d := dbtest.NewSeeded(tb, "places", place.LoadReference)
	_, err := d.Pool().Exec(context.Background(), `
INSERT INTO users (id, full_name, email, password_hash, created_at) VALUES ('`+user+`', 'Thử', 'thu@chophien.test', '', now());
INSERT INTO organisations (id, kind, slug, legal_name, short_name, status, created_at, updated_at) VALUES
 ('`+buyer+`', 'buyer', 'a', 'Công ty A', 'Công ty A', 'verified', now(), now()), ('`+other+`', 'buyer', 'b', 'Công ty B', 'Công ty B', 'verified', now(), now()),
 ('`+coopA+`', 'cooperative', 'c', 'HTX A', 'HTX A', 'verified', now(), now()), ('`+coopB+`', 'cooperative', 'd', 'HTX B', 'HTX B', 'verified', now(), now()),
 ('`+coopC+`', 'cooperative', 'e', 'HTX C', 'HTX C', 'verified', now(), now());
INSERT INTO freight_rates (valid_from, up_to_km, loading_vnd, vnd_per_tonne_km) VALUES ('2026-01-01', 2500, 180000, 3000)`)
	require.NoError(tb, err)
	c := &clock.Fixed{T: now}
	q, err := jobs.New(d, jobs.Options{Log: slog.New(slog.DiscardHandler)})
	require.NoError(tb, err)
	cat, places := catalog.NewService(catalog.Deps{DB: d, Clock: c}), place.NewService(d, c)
	b := &bundle{db: d, queue: q}
	b.supply = supply.NewService(supply.Deps{DB: d, Catalog: cat, Place: places, Queue: q, Clock: c})
	b.demand = demand.NewService(demand.Deps{DB: d, Catalog: cat, Place: places, Queue: q, Clock: c})
	b.matching = matching.NewService(matching.Deps{
		DB: d, Supply: b.supply, Demand: b.demand, Catalog: cat, Shipping: shipping.NewService(d, c), Place: places, Clock: c,
	})
	b.demand.RegisterJobs(q)
	b.matching.RegisterJobs(q)
	return b
}

func member(org string, kind party.OrgKind) party.Actor {
	return party.Actor{UserID: id(user), Memberships: []party.Membership{{OrgID: id(org), Kind: kind, Status: party.StatusVerified}}}
}

// declare keeps three months of chickens from January 2027.
func (b *bundle) declare(tb testing.TB, org string, each int64, price money.VND, certified bool) *supply.Capacity {
	tb.Helper()
	in := supply.CapacityInput{
		TypeCode: chicken, Unit: "con", Period: calendar.Month, Sureness: supply.SurenessStanding, MinQty: 100, LotQty: 50, LeadDays: 5,
		PickupCommune: "04576", Tiers: []supply.Tier{{MinQty: 100, Price: price}, {MinQty: 1000, Price: price - 5000}},
	}
	if certified {
		in.Certificates = []supply.Certificate{{Kind: catalog.StandardVietGAP, Number: "V-1", ExpiresOn: calendar.Date(2028, time.January, 1)}}
	}
	for m := range 3 {
		in.Periods = append(in.Periods, supply.PeriodInput{StartsOn: calendar.Date(2027, time.January, 1).AddDate(0, m, 0), Declared: each})
	}
	c, err := b.supply.Declare(context.Background(), supply.DeclareInput{Actor: member(org, party.KindCooperative), OrgID: id(org), Key: b.key(), CapacityInput: in})
	require.NoError(tb, err)
	return c
}

func (b *bundle) key() string { return fmt.Sprintf("key-%08d", b.keys.Add(1)) }

func (b *bundle) publish(tb testing.TB, org string, quantity int64) *demand.Demand {
	tb.Helper()
	ctx := context.Background()
	actor := member(org, party.KindBuyer)
	d, err := b.demand.Draft(ctx, demand.DraftInput{Actor: actor, OrgID: id(org), Key: b.key(), Content: demand.Content{
		Title: "Gà H'Mông", Audience: demand.AudienceAll, CommuneCode: "00166", AddressLine: "Số 2", Delivery: demand.DeliveryDelivered,
		Payment: demand.PaymentOnDelivery, AnswerBy: now.AddDate(0, 0, 20), Lines: []demand.Line{{
			TypeCode: chicken, Unit: "con", Quantity: quantity, Frequency: demand.Monthly, From: calendar.Date(2027, time.January, 1),
			To: calendar.Date(2027, time.March, 31), Certificates: []catalog.Standard{catalog.StandardVietGAP},
		}},
	}})
	require.NoError(tb, err)
	d, err = b.matching.Publish(ctx, demand.StepInput{Actor: actor, OrgID: id(org), DemandID: d.ID})
	require.NoError(tb, err)
	return d
}

func (b *bundle) plan(tb testing.TB, d *demand.Demand) *matching.Proposal {
	tb.Helper()
	p, err := b.matching.Plan(context.Background(), member(d.OrgID.String(), party.KindBuyer), d.ID)
	require.NoError(tb, err)
	return p
}

func filled(p *matching.Proposal) (n int64) {
	for _, l := range p.Lines {
		for _, m := range l.Months {
			n += m.Filled
		}
	}
	return n
}

func TestService_Publish_plans_at_once_and_says_why(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.declare(t, coopA, 2000, 210_000, true)
	b.declare(t, coopB, 1400, 215_000, true)
	b.declare(t, coopC, 3000, 190_000, false)
	d := b.publish(t, buyer, 4000)
	p := b.plan(t, d)
	require.True(t, p.Proven)
	require.Equal(t, int64(3*3400), filled(p))
	month := p.Lines[0].Months[2]
	require.Len(t, month.Shares, 2)
	require.Equal(t, "HTX A", month.Shares[0].OrgName)
	require.Equal(t, int64(205_000), month.Shares[0].UnitPrice, "the tier that 2,000 reach")
	require.Positive(t, month.Shares[0].Transport)
	require.Equal(t, month.Shares[0].Landed, month.Shares[0].Quantity*month.Shares[0].UnitPrice+month.Shares[0].Transport)
	require.NotEmpty(t, month.Shares[0].Why)
	missing := p.Lines[0].Missing(month)
	require.Contains(t, missing.VI, "Thiếu 600 con trong tháng 3/2027: ")
	require.Contains(t, missing.VI, "HTX C chưa có VietGAP")
	require.Contains(t, missing.VI, "HTX A đã dùng hết 2.000 con")

	own, err := b.matching.Plan(t.Context(), member(coopB, party.KindCooperative), d.ID)
	require.NoError(t, err)
	require.Len(t, own.Lines[0].Months[0].Shares, 1, "a cooperative sees its own part only")
	require.Empty(t, own.Lines[0].Refused)
	_, err = b.matching.Plan(t.Context(), member(other, party.KindBuyer), d.ID)
	require.ErrorIs(t, err, demand.ErrNotFound)
}

func TestService_Match_follows_supply_promises_and_competitors(t *testing.T) {
	t.Parallel()
	b := setup(t)
	a := b.declare(t, coopA, 2000, 210_000, true)
	d := b.publish(t, buyer, 2000)
	require.Equal(t, int64(6000), filled(b.plan(t, d)))
	first := b.plan(t, d)
	require.NoError(t, b.matching.Match(t.Context(), []string{chicken}))
	require.Equal(t, first.MadeAt, b.plan(t, d).MadeAt, "the same plan is kept")

	holder := supply.Holder{Kind: supply.HolderContract, ID: ident.New(), BuyerOrgID: id(other), Label: "HĐ-1"}
	require.NoError(t, b.supply.Promise(t.Context(), holder, []supply.Claim{{PeriodID: a.Periods[0].ID, Quantity: 1500}}))
	require.NoError(t, b.matching.Match(t.Context(), []string{chicken}))
	require.Equal(t, int64(4500), filled(b.plan(t, d)))

	rival := b.publish(t, other, 1000)
	require.Equal(t, int64(4500), filled(b.plan(t, d))+filled(b.plan(t, rival)), "no bird is planned twice")
	_, err := b.db.Pool().Exec(t.Context(), `UPDATE match_plans SET made_at = made_at - interval '100 days' WHERE NOT is_current`)
	require.NoError(t, err)
	_, err = b.demand.Close(t.Context(), demand.StepInput{Actor: member(other, party.KindBuyer), OrgID: id(other), DemandID: rival.ID})
	require.NoError(t, err)
	require.NoError(t, b.matching.MatchAll(t.Context()))
	require.Equal(t, int64(4500), filled(b.plan(t, d)))
	require.NotNil(t, b.plan(t, rival), "the last plan of a demand that ended stays")
	var old int
	require.NoError(t, b.db.Pool().QueryRow(t.Context(), `SELECT count(*) FROM match_plans WHERE made_at < $1`, now.AddDate(0, 0, -90)).Scan(&old))
	require.Zero(t, old, "what was replaced long ago is forgotten")
}

// A change of supply reaches the plan by the job that commits with it.
func TestService_plans_again_by_a_job(t *testing.T) {
	t.Parallel()
	b := setup(t)
	d := b.publish(t, buyer, 2000)
	require.Zero(t, filled(b.plan(t, d)))
	require.Contains(t, b.plan(t, d).Lines[0].Missing(b.plan(t, d).Lines[0].Months[0]).VI, "chưa hợp tác xã nào có hàng phù hợp")
	require.NoError(t, b.queue.Start(t.Context()))
	t.Cleanup(func() { require.NoError(t, b.queue.Stop(context.Background())) })
	// The plans at start and after the publication are made, so that only the declaration's job is left to do it.
	// (demand.announced is for the negotiation, which is not here.)
	require.Eventually(t, func() bool {
		var done, waiting int
		require.NoError(t, b.db.Pool().QueryRow(t.Context(), `
SELECT count(*) FILTER (WHERE kind = 'matching.refresh' AND state = 'completed'), count(*) FILTER (WHERE state NOT IN ('completed', 'scheduled')) FROM river_job WHERE kind <> 'demand.announced'`).
			Scan(&done, &waiting))
		return done > 0 && waiting == 0
	}, 30*time.Second, 50*time.Millisecond)
	require.Zero(t, filled(b.plan(t, d)))
	b.declare(t, coopA, 2000, 210_000, true)
	require.Eventually(t, func() bool { return filled(b.plan(t, d)) == 6000 }, 30*time.Second, 50*time.Millisecond)
}

func TestService_WhatIf_stores_nothing(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.declare(t, coopA, 2000, 210_000, true)
	b.declare(t, coopB, 2000, 215_000, true)
	d := b.publish(t, buyer, 3000)
	before := b.plan(t, d)
	ask := func(in matching.WhatIfInput) *matching.Proposal {
		in.Actor, in.OrgID, in.DemandID = member(buyer, party.KindBuyer), id(buyer), d.ID
		p, err := b.matching.WhatIf(t.Context(), in)
		require.NoError(t, err)
		return p
	}
	line := d.Content.Lines[0].ID
	one, cheap := 1, money.VND(1000)
	require.Equal(t, int64(9000), filled(ask(matching.WhatIfInput{})))
	require.Equal(t, int64(6000), filled(ask(matching.WhatIfInput{Lines: []matching.LineChange{{LineID: line, MostSuppliers: &one}}})))
	require.Equal(t, int64(6000), filled(ask(matching.WhatIfInput{Excluded: []ident.ID{id(coopA)}})))
	dear := ask(matching.WhatIfInput{Lines: []matching.LineChange{{LineID: line, Highest: &cheap}}})
	require.Zero(t, filled(dear))
	require.True(t, slices.ContainsFunc(dear.Lines[0].Months[0].Lacking, func(r matching.Reason) bool { return r.Code == plan.CodePriceCeiling && r.OrgName == "HTX A" }))
	require.Equal(t, before, b.plan(t, d))
	_, err := b.matching.WhatIf(t.Context(), matching.WhatIfInput{
		Actor: member(buyer, party.KindBuyer), OrgID: id(buyer), DemandID: d.ID,
		Lines: []matching.LineChange{{LineID: ident.New()}},
	})
	require.Error(t, err)
	pending := member(buyer, party.KindBuyer)
	pending.Memberships[0].Status = party.StatusSuspended
	_, err = b.matching.WhatIf(t.Context(), matching.WhatIfInput{Actor: pending, OrgID: id(buyer), DemandID: d.ID})
	require.ErrorIs(t, err, demand.ErrNotVerified)
	_, err = b.matching.WhatIf(t.Context(), matching.WhatIfInput{Actor: member(other, party.KindBuyer), OrgID: id(buyer), DemandID: d.ID})
	require.ErrorIs(t, err, demand.ErrNotFound)
}

func TestService_boards_add_up(t *testing.T) {
	t.Parallel()
	b := setup(t)
	a := b.declare(t, coopA, 2000, 210_000, true)
	b.declare(t, coopB, 500, 215_000, true)
	b.publish(t, buyer, 3000)
	holder := supply.Holder{Kind: supply.HolderContract, ID: ident.New(), BuyerOrgID: id(other), Label: "HĐ-1"}
	require.NoError(t, b.supply.Promise(t.Context(), holder, []supply.Claim{{PeriodID: a.Periods[0].ID, Quantity: 700}}))
	cells, err := b.matching.SupplyBoard(t.Context(), chicken, calendar.Date(2027, time.January, 1), 2)
	require.NoError(t, err)
	require.Equal(t, []matching.SupplyCell{
		{TypeCode: chicken, Month: calendar.Date(2027, time.January, 1), CommuneCode: "04576", Declared: 2500, Promised: 700, Suppliers: 2},
		{TypeCode: chicken, Month: calendar.Date(2027, time.February, 1), CommuneCode: "04576", Declared: 2500, Suppliers: 2},
	}, cells)
	heat, err := b.matching.HeatTable(t.Context(), calendar.Date(2027, time.January, 1), 1)
	require.NoError(t, err)
	require.Equal(t, []matching.HeatCell{
		{TypeCode: chicken, Month: calendar.Date(2027, time.January, 1), Supply: 2500, Promised: 700, Demanded: 3000, Gap: 1200},
	}, heat)
	_, err = b.matching.HeatTable(t.Context(), time.Time{}, 99)
	require.Error(t, err)
}

// Who is not invited gives nothing, another product of the type neither, and the weeks of a month add up.
func TestService_plans_with_audience_products_and_weeks(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.declare(t, coopA, 2000, 200_000, true)
	weekly := supply.CapacityInput{
		TypeCode: chicken, Unit: "con", Period: calendar.Week, Sureness: supply.SurenessPlanned, MinQty: 50, LotQty: 10, LeadDays: 5, PickupCommune: "04576",
		Tiers: []supply.Tier{{MinQty: 50, Price: 220_000}},
	}
	for start := calendar.Date(2027, time.January, 4); start.Month() == time.January; start = start.AddDate(0, 0, 7) {
		weekly.Periods = append(weekly.Periods, supply.PeriodInput{StartsOn: start, Declared: 300})
	}
	_, err := b.supply.Declare(t.Context(), supply.DeclareInput{Actor: member(coopB, party.KindCooperative), OrgID: id(coopB), Key: b.key(), CapacityInput: weekly})
	require.NoError(t, err)

	actor := member(buyer, party.KindBuyer)
	content := demand.Content{
		Title: "Gà cho Tết", Audience: demand.AudienceInvited, Invited: []ident.ID{id(coopB)}, CommuneCode: "00166", AddressLine: "Số 2",
		Delivery: demand.DeliveryPickup, Payment: demand.PaymentOnDelivery, AnswerBy: now.AddDate(0, 0, 20), Lines: []demand.Line{{
			TypeCode: chicken, Unit: "con", Quantity: 1100, Frequency: demand.Once, From: calendar.Date(2027, time.January, 10), To: calendar.Date(2027, time.January, 31),
		}},
	}
	d, err := b.demand.Draft(t.Context(), demand.DraftInput{Actor: actor, OrgID: id(buyer), Key: b.key(), Content: content})
	require.NoError(t, err)
	d, err = b.matching.Publish(t.Context(), demand.StepInput{Actor: actor, OrgID: id(buyer), DemandID: d.ID})
	require.NoError(t, err)
	p := b.plan(t, d)
	require.Equal(t, int64(1100), filled(p), "four weeks of 300 hold 1,100")
	require.Equal(t, "HTX B", p.Lines[0].Months[0].Shares[0].OrgName)
	require.Zero(t, p.Lines[0].Months[0].Shares[0].Transport, "the buyer fetches")
	require.Equal(t, []string{"HTX A không được mời"}, said(p.Lines[0].Refused))

	listed := ident.New()
	_, err = b.db.Pool().Exec(t.Context(), `
INSERT INTO categories (id, slug, name_vi, name_en, icon, position) VALUES ('00000000-0000-7000-8000-0000000000aa', 'ga', 'Gà', 'Chicken', 'leaf', 1)`)
	require.NoError(t, err)
	_, err = b.db.Pool().Exec(t.Context(), `
INSERT INTO products (id, org_id, category_id, slug, status, name_vi, type_code, created_at, listed_at, updated_at)
VALUES ($1, $2, '00000000-0000-7000-8000-0000000000aa', 'ga', 'listed', 'Gà', $3, now(), now(), now())`, listed, id(coopA), chicken)
	require.NoError(t, err)
	content = d.Content
	content.Audience, content.Invited = demand.AudienceAll, nil
	content.Lines = append([]demand.Line{}, content.Lines...)
	content.Lines[0].ProductID = listed
	d, err = b.matching.Amend(t.Context(), demand.EditInput{Actor: actor, OrgID: id(buyer), DemandID: d.ID, Version: d.Version, Content: content})
	require.NoError(t, err)
	p = b.plan(t, d)
	require.Equal(t, 2, p.Revision)
	require.Zero(t, filled(p))
	require.ElementsMatch(t, []string{"HTX A có mặt hàng khác cùng loại", "HTX B có mặt hàng khác cùng loại"}, said(p.Lines[0].Refused))
}

func said(list []matching.Reason) []string {
	var out []string
	for _, r := range list {
		out = append(out, r.Say("con").VI)
	}
	return out
}

// A publication waits for who plans already, and its plan is there when it is answered.
func TestService_Publish_waits_for_the_planner(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.declare(t, coopA, 2000, 210_000, true)
	conn, err := b.db.Pool().Acquire(t.Context())
	require.NoError(t, err)
	defer conn.Release()
	_, err = conn.Exec(t.Context(), `SELECT pg_advisory_lock(469786452840)`) // "match" in ASCII
	require.NoError(t, err)
	done := make(chan *demand.Demand)
	go func() { done <- b.publish(t, buyer, 2000) }()
	require.Eventually(t, func() bool {
		var waiting int
		require.NoError(t, b.db.Pool().QueryRow(t.Context(),
			`SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`).
			Scan(&waiting))
		return waiting == 1
	}, 20*time.Second, 10*time.Millisecond)
	_, err = conn.Exec(t.Context(), `SELECT pg_advisory_unlock(469786452840)`)
	require.NoError(t, err)
	require.Equal(t, int64(6000), filled(b.plan(t, <-done)))
}
