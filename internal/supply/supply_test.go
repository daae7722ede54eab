package supply_test

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
	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/place"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/db/dbtest"
	"github.com/chophien/chophien/internal/platform/db/idempotency"
	"github.com/chophien/chophien/internal/stock"
	"github.com/chophien/chophien/internal/supply"
)

// now is a Tuesday in Vietnam.
var now = time.Date(2026, 11, 24, 3, 0, 0, 0, time.UTC)

const (
	coop, buyer = "00000000-0000-7000-8000-000000000001", "00000000-0000-7000-8000-000000000002"
	product     = "00000000-0000-7000-8000-000000000003"
	variant     = "00000000-0000-7000-8000-000000000004"
	chicken     = "ga-hmong-thuong-pham"
	hungKhanh   = "04576"
)

type bundle struct {
	db     *db.DB
	supply *supply.Service
	stock  *stock.Service
	actor  party.Actor
	keys   atomic.Int64
}

func id(s string) ident.ID {
	v, _ := ident.Parse(s)
	return v
}

func setup(tb testing.TB) *bundle {
	tb.Helper()
	d := dbtest.NewSeeded(tb, "places", place.LoadReference)
	_, err := d.Pool().Exec(context.Background(), `
INSERT INTO users (id, full_name, email, password_hash, created_at) VALUES ('00000000-0000-7000-8000-000000000009', 'Thử', 'thu@chophien.test', '', now());
INSERT INTO organisations (id, kind, slug, legal_name, short_name, status, created_at, updated_at) VALUES
 ('`+coop+`', 'cooperative', 'htx', 'HTX Thử', 'HTX Thử', 'verified', now(), now()),
 ('`+buyer+`', 'buyer', 'cty', 'Công ty Thử', 'Công ty Thử', 'verified', now(), now());
INSERT INTO categories (id, slug, name_vi, name_en, icon, position) VALUES ('00000000-0000-7000-8000-000000000005', 'ga', 'Gà', 'Chicken', 'leaf', 1);
INSERT INTO products (id, org_id, category_id, slug, status, name_vi, type_code, created_at, listed_at, updated_at)
VALUES ('`+product+`', '`+coop+`', '00000000-0000-7000-8000-000000000005', 'ga', 'listed', 'Gà', '`+chicken+`', now(), now(), now());
INSERT INTO variants (id, product_id, sku, name_vi, name_en, unit, net_weight_g, ship_weight_g, price_vnd, updated_at)
VALUES ('`+variant+`', '`+product+`', 'GA', 'con', 'head', 'con', 1500, 1600, 250000, now())`)
	require.NoError(tb, err)
	c := &clock.Fixed{T: now}
	return &bundle{
		db: d, stock: stock.NewService(d, c),
		supply: supply.NewService(supply.Deps{DB: d, Catalog: catalog.NewService(catalog.Deps{DB: d, Clock: c}), Place: place.NewService(d, c), Clock: c}),
		actor: party.Actor{UserID: id("00000000-0000-7000-8000-000000000009"), Memberships: []party.Membership{{
			OrgID: id(coop), Kind: party.KindCooperative, Role: party.RoleOwner, Status: party.StatusVerified,
		}}},
	}
}

func month(m int) time.Time {
	return calendar.Date(2026, time.December, 1).AddDate(0, m, 0)
}

// chickens is a sound declaration of n months from December 2026.
func chickens(n int, each int64) supply.CapacityInput {
	in := supply.CapacityInput{
		TypeCode: chicken, Unit: "con", Period: calendar.Month, Sureness: supply.SurenessStanding, MinQty: 100, LotQty: 50, LeadDays: 3,
		PickupCommune: hungKhanh, Tiers: []supply.Tier{{MinQty: 100, Price: 210_000}, {MinQty: 1000, Price: 200_000}},
		Certificates: []supply.Certificate{{Kind: catalog.StandardVeterinary, Number: "TY-01", Issuer: "Chi cục thú y", ExpiresOn: month(12)}},
	}
	for m := range n {
		in.Periods = append(in.Periods, supply.PeriodInput{StartsOn: month(m), Declared: each})
	}
	return in
}

func (b *bundle) declare(tb testing.TB, in supply.CapacityInput) (*supply.Capacity, error) {
	tb.Helper()
	return b.supply.Declare(context.Background(), supply.DeclareInput{
		Actor: b.actor, OrgID: id(coop), Key: fmt.Sprintf("key-%08d", b.keys.Add(1)), CapacityInput: in,
	})
}

func holder() supply.Holder {
	return supply.Holder{Kind: supply.HolderContract, ID: ident.New(), BuyerOrgID: id(buyer), Label: "HĐ-1 · Công ty Thử"}
}

func (b *bundle) requireSound(tb testing.TB) {
	tb.Helper()
	drift, err := b.supply.Audit(context.Background())
	require.NoError(tb, err)
	require.Empty(tb, drift)
}

func TestService_Declare_keeps_what_was_declared(t *testing.T) {
	t.Parallel()
	b := setup(t)
	in := chickens(3, 2000)
	in.Periods[0].Retail = 300
	c, err := b.declare(t, in)
	require.NoError(t, err)
	require.Equal(t, int64(1700), c.Periods[0].Available())
	require.Equal(t, calendar.Date(2026, time.December, 31), c.Periods[0].EndsOn)
	require.Equal(t, []supply.Tier{{MinQty: 100, Price: 210_000}, {MinQty: 1000, Price: 200_000}}, c.Tiers)
	require.Equal(t, month(12), c.Certificates[0].ExpiresOn)
	require.Equal(t, money.VND(0), c.PriceFor(99))
	require.Equal(t, money.VND(200_000), c.PriceFor(1000))

	_, err = b.declare(t, chickens(1, 10))
	require.ErrorIs(t, err, supply.ErrDeclaredTwice)
	again := supply.DeclareInput{Actor: b.actor, OrgID: id(coop), Key: "the-same-key", CapacityInput: chickens(1, 10)}
	again.Grade = "loại 2"
	first, err := b.supply.Declare(t.Context(), again)
	require.NoError(t, err)
	second, err := b.supply.Declare(t.Context(), again)
	require.NoError(t, err)
	require.Equal(t, first.ID, second.ID)
	again.Grade = "loại 3"
	_, err = b.supply.Declare(t.Context(), again)
	require.ErrorIs(t, err, idempotency.ErrReused)
}

func TestService_Declare_names_what_is_wrong(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for name, c := range map[string]struct {
		change      func(in *supply.CapacityInput)
		pointer, at string
	}{
		"unknown unit":        {func(in *supply.CapacityInput) { in.Unit = "kg" }, "/unit", "supply.unit"},
		"unknown type":        {func(in *supply.CapacityInput) { in.TypeCode = "voi" }, "/typeCode", "catalog.type_unknown"},
		"rising tier":         {func(in *supply.CapacityInput) { in.Tiers[1].Price = 220_000 }, "/tiers/1", "supply.tier_rises"},
		"equal tier":          {func(in *supply.CapacityInput) { in.Tiers[1].Price = 210_000 }, "/tiers/1", "supply.tier_rises"},
		"no price at minimum": {func(in *supply.CapacityInput) { in.MinQty = 50 }, "/tiers", "supply.tiers"},
		"past period":         {func(in *supply.CapacityInput) { in.Periods[0].StartsOn = calendar.Date(2026, time.October, 1) }, "/periods/0/startsOn", "supply.period_past"},
		"overlapping periods": {func(in *supply.CapacityInput) { in.Periods[1].StartsOn = in.Periods[0].StartsOn.AddDate(0, 0, 9) }, "/periods/1/startsOn", "supply.period_overlap"},
		"crooked period":      {func(in *supply.CapacityInput) { in.Periods[1].StartsOn = calendar.Date(2027, time.February, 2) }, "/periods/1/startsOn", "supply.period_start"},
		"far period":          {func(in *supply.CapacityInput) { in.Periods[1].StartsOn = month(40) }, "/periods/1/startsOn", "supply.period_far"},
		"absurd quantity":     {func(in *supply.CapacityInput) { in.Periods[1].Declared = 1 << 40 }, "/periods/1/declared", "supply.quantity"},
		"negative quantity":   {func(in *supply.CapacityInput) { in.Periods[1].Declared = -1 }, "/periods/1/declared", "supply.quantity"},
		"retail above all":    {func(in *supply.CapacityInput) { in.Periods[1].Retail = 2001 }, "/periods/1/retail", "supply.retail"},
		"out of season":       {func(in *supply.CapacityInput) { in.SeasonMonths = []int{12} }, "/periods/1/declared", "supply.out_of_season"},
		"expired certificate": {func(in *supply.CapacityInput) { in.Certificates[0].ExpiresOn = now.AddDate(0, -1, 0) }, "/certificates/0/expiresOn", "supply.certificate_expired"},
		"unknown commune":     {func(in *supply.CapacityInput) { in.PickupCommune = "99999" }, "/pickupCommune", "supply.pickup_commune"},
		"somebody's product":  {func(in *supply.CapacityInput) { in.ProductID = ident.New() }, "/productId", "supply.product"},
	} {
		t.Run(name, func(t *testing.T) {
			in := chickens(2, 2000)
			c.change(&in)
			_, err := b.declare(t, in)
			var e *apperr.Error
			require.ErrorAs(t, err, &e)
			var found []string
			for _, f := range e.Fields {
				found = append(found, f.Pointer+" "+f.Code)
			}
			require.Contains(t, found, c.pointer+" "+c.at)
		})
	}
	n, err := b.supply.Own(t.Context(), id(coop), true)
	require.NoError(t, err)
	require.Empty(t, n, "nothing half-done")
}

func TestService_Revise_names_who_is_affected(t *testing.T) {
	t.Parallel()
	b := setup(t)
	c, err := b.declare(t, chickens(2, 2000))
	require.NoError(t, err)
	h := holder()
	require.NoError(t, b.supply.Promise(t.Context(), h, []supply.Claim{{PeriodID: c.Periods[0].ID, Quantity: 1500}}))

	revise := func(version int64, in supply.CapacityInput) (*supply.Capacity, error) {
		return b.supply.Revise(t.Context(), supply.ReviseInput{Actor: b.actor, OrgID: id(coop), CapacityID: c.ID, Version: version, CapacityInput: in})
	}
	less := chickens(2, 2000)
	less.Periods[0].Declared = 1400
	_, err = revise(1, less)
	var e *apperr.Error
	require.ErrorAs(t, err, &e)
	require.Equal(t, supply.ErrBelowPromised.Code, e.Code)
	require.Equal(t, []supply.Affected{{
		StartsOn: "2026-12-01", Declared: 1400, Promised: 1500,
		Holders: []supply.AffectedHolder{{Kind: supply.HolderContract, ID: h.ID, BuyerOrgID: id(buyer), Label: h.Label, Quantity: 1500}},
	}}, e.Meta["affected"])
	_, err = revise(1, chickens(0, 0))
	require.Error(t, err, "no periods at all")
	gone := chickens(2, 2000)
	gone.Periods = gone.Periods[1:]
	_, err = revise(1, gone)
	require.ErrorAs(t, err, &e)
	require.Equal(t, supply.ErrBelowPromised.Code, e.Code, "leaving a promised period out is no way around")

	ok := chickens(3, 1600)
	ok.Periods[0].Retail = 100
	after, err := revise(1, ok)
	require.NoError(t, err)
	require.Equal(t, int64(0), after.Periods[0].Available())
	_, err = revise(1, ok)
	require.ErrorAs(t, err, &e)
	require.Equal(t, supply.ErrChanged.Code, e.Code, "a second writer")
	other := chickens(3, 1600)
	other.Period = calendar.Week
	_, err = revise(2, other)
	require.ErrorAs(t, err, &e)
	require.Equal(t, "/period", e.Fields[0].Pointer)

	withdraw := supply.WithdrawInput{Actor: b.actor, OrgID: id(coop), CapacityID: c.ID, Version: 2}
	err = b.supply.Withdraw(t.Context(), withdraw)
	require.ErrorAs(t, err, &e)
	require.Equal(t, supply.ErrBelowPromised.Code, e.Code)
	require.NoError(t, b.supply.Release(t.Context(), h))
	require.NoError(t, b.supply.Withdraw(t.Context(), withdraw))
	require.NoError(t, b.supply.Withdraw(t.Context(), withdraw), "safe to repeat")
	require.ErrorIs(t, b.supply.Promise(t.Context(), h, []supply.Claim{{PeriodID: c.Periods[1].ID, Quantity: 1}}), supply.ErrNotEnough)
	b.requireSound(t)
}

func TestService_Promise_is_all_or_nothing_and_renewable(t *testing.T) {
	t.Parallel()
	b := setup(t)
	c, err := b.declare(t, chickens(2, 1000))
	require.NoError(t, err)
	first, second := c.Periods[0].ID, c.Periods[1].ID
	h, other := holder(), holder()
	require.NoError(t, b.supply.Promise(t.Context(), h, []supply.Claim{{PeriodID: first, Quantity: 900}, {PeriodID: second, Quantity: 100}}))
	err = b.supply.Promise(t.Context(), other, []supply.Claim{{PeriodID: second, Quantity: 10}, {PeriodID: first, Quantity: 101}})
	var e *apperr.Error
	require.ErrorAs(t, err, &e)
	require.Equal(t, []supply.Shortage{{PeriodID: first, Wanted: 101, Available: 100}}, e.Meta["short"])
	held, err := b.supply.Held(t.Context(), other)
	require.NoError(t, err)
	require.Empty(t, held)

	require.NoError(t, b.supply.Promise(t.Context(), h, []supply.Claim{{PeriodID: first, Quantity: 1000}}), "renewed with its own goods")
	require.NoError(t, b.supply.Transfer(t.Context(), h, other))
	require.NoError(t, b.supply.Release(t.Context(), h), "holds nothing any more")
	held, err = b.supply.Held(t.Context(), other)
	require.NoError(t, err)
	require.Len(t, held, 1)
	require.Equal(t, int64(1000), held[0].Quantity)
	require.ErrorIs(t, b.supply.Promise(t.Context(), h, []supply.Claim{{PeriodID: first, Quantity: 0}}), supply.ErrClaim)
	b.requireSound(t)
}

// Fifty at once over two periods in opposite orders promise exactly what exists.
func TestService_Promise_under_contention(t *testing.T) {
	t.Parallel()
	const promisers, each, exists = 50, 60, 1000
	b := setup(t)
	c, err := b.declare(t, chickens(2, exists))
	require.NoError(t, err)
	var won atomic.Int64
	var wg sync.WaitGroup
	for i := range promisers {
		wg.Go(func() {
			claims := []supply.Claim{{PeriodID: c.Periods[i%2].ID, Quantity: each}, {PeriodID: c.Periods[(i+1)%2].ID, Quantity: each}}
			err := b.supply.Promise(context.Background(), holder(), claims)
			if err == nil {
				won.Add(1)
				return
			}
			assert.ErrorIs(t, err, supply.ErrNotEnough)
		})
	}
	wg.Wait()
	require.Equal(t, int64(exists/each), won.Load(), "everything that can be promised is, and nothing more")
	after, err := b.supply.Capacity(t.Context(), id(coop), c.ID)
	require.NoError(t, err)
	for _, p := range after.Periods {
		require.Equal(t, int64(exists/each*each), p.Promised)
	}
	b.requireSound(t)
}

func TestDatabase_refuses_a_bird_promised_twice(t *testing.T) {
	t.Parallel()
	b := setup(t)
	in := chickens(1, 1000)
	in.Periods[0].Retail = 300
	_, err := b.declare(t, in)
	require.NoError(t, err)
	for _, statement := range []string{
		`UPDATE capacity_periods SET promised = 701`, `UPDATE capacity_periods SET declared = 299`, `UPDATE capacity_periods SET shelved_milli = 300001`,
		`UPDATE capacity_periods SET promised = -1`, `UPDATE capacity_periods SET starts_on = '2026-12-02'`,
		`INSERT INTO capacity_periods (id, capacity_id, starts_on, ends_on, declared) SELECT gen_random_uuid(), capacity_id, starts_on, ends_on, 5 FROM capacity_periods`,
	} {
		_, err := b.db.Pool().Exec(t.Context(), statement)
		require.Error(t, err, statement)
	}
}

// What stands in the shop comes out of the retail allotment, so the same birds are never sold twice.
func TestShelf_is_filled_from_the_retail_allotment(t *testing.T) {
	t.Parallel()
	b := setup(t)
	require.NoError(t, b.stock.SetOnHand(t.Context(), id(variant), 40, ident.Nil, ""), "no declaration yet: no bound")
	in := chickens(1, 1000)
	in.Periods[0] = supply.PeriodInput{StartsOn: calendar.Date(2026, time.November, 1), Declared: 1000, Retail: 30}
	_, err := b.declare(t, in)
	var e *apperr.Error
	require.ErrorAs(t, err, &e)
	require.Equal(t, "supply.retail_below_shelf", e.Code, "forty are on the shelf")
	in.Periods[0].Retail = 100
	c, err := b.declare(t, in)
	require.NoError(t, err)
	require.Equal(t, int64(40_000), c.Periods[0].ShelvedMilli)

	require.NoError(t, b.stock.SetOnHand(t.Context(), id(variant), 100, ident.Nil, ""))
	require.ErrorIs(t, b.stock.SetOnHand(t.Context(), id(variant), 101, ident.Nil, ""), stock.ErrOverAllotment)
	require.NoError(t, b.stock.SetOnHand(t.Context(), id(variant), 90, ident.Nil, "đếm lại"))
	require.ErrorIs(t, b.stock.SetOnHand(t.Context(), id(variant), 101, ident.Nil, ""), stock.ErrOverAllotment)
	require.ErrorIs(t, b.supply.Promise(t.Context(), holder(), []supply.Claim{{PeriodID: c.Periods[0].ID, Quantity: 901}}), supply.ErrNotEnough)
	require.NoError(t, b.supply.Promise(t.Context(), holder(), []supply.Claim{{PeriodID: c.Periods[0].ID, Quantity: 900}}))
}

func TestSpread_takes_the_earliest_first(t *testing.T) {
	t.Parallel()
	a, b := ident.New(), ident.New()
	claims, rest := supply.Spread([]supply.Period{{ID: a, Declared: 100, Retail: 10, Promised: 20}, {ID: b, Declared: 50}}, 130)
	require.Equal(t, []supply.Claim{{PeriodID: a, Quantity: 70}, {PeriodID: b, Quantity: 50}}, claims)
	require.Equal(t, int64(10), rest)
}
