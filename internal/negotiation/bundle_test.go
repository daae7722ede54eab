package negotiation_test

import (
	"context"
	"fmt"
	"log/slog"
	"net/mail"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/announce"
	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/contract"
	"github.com/chophien/chophien/internal/demand"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/matching"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/negotiation"
	"github.com/chophien/chophien/internal/notify"
	"github.com/chophien/chophien/internal/offer"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/place"
	"github.com/chophien/chophien/internal/platform/blob"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/db/dbtest"
	"github.com/chophien/chophien/internal/platform/jobs"
	"github.com/chophien/chophien/internal/shipping"
	"github.com/chophien/chophien/internal/supply"
)

var start = time.Date(2026, 11, 24, 3, 0, 0, 0, time.UTC)

const (
	buyer, other        = "00000000-0000-7000-8000-000000000001", "00000000-0000-7000-8000-000000000002"
	coopA, coopB, coopC = "00000000-0000-7000-8000-000000000003", "00000000-0000-7000-8000-000000000004", "00000000-0000-7000-8000-000000000005"
	user                = "00000000-0000-7000-8000-000000000009"
	chicken             = "ga-hmong-thuong-pham"
)

type bundle struct {
	db          *db.DB
	clock       *clock.Fixed
	supply      *supply.Service
	demand      *demand.Service
	matching    *matching.Service
	offer       *offer.Service
	contract    *contract.Service
	negotiation *negotiation.Service
	keys        atomic.Int64
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
INSERT INTO organisations (id, kind, slug, legal_name, short_name, status, email, created_at, updated_at) VALUES
 ('`+buyer+`', 'buyer', 'a', 'Công ty A', 'Công ty A', 'verified', 'mua@chophien.test', now(), now()), ('`+other+`', 'buyer', 'b', 'Công ty B', 'Công ty B', 'verified', NULL, now(), now()),
 ('`+coopA+`', 'cooperative', 'c', 'HTX A', 'HTX A', 'verified', 'a@chophien.test', now(), now()), ('`+coopB+`', 'cooperative', 'd', 'HTX B', 'HTX B', 'verified', 'b@chophien.test', now(), now()),
 ('`+coopC+`', 'cooperative', 'e', 'HTX C', 'HTX C', 'verified', 'c@chophien.test', now(), now());
INSERT INTO freight_rates (valid_from, up_to_km, loading_vnd, vnd_per_tonne_km) VALUES ('2026-01-01', 2500, 180000, 3000)`)
	require.NoError(tb, err)
	c := &clock.Fixed{T: start}
	q, err := jobs.New(d, jobs.Options{Log: slog.New(slog.DiscardHandler)})
	require.NoError(tb, err)
	blobs, err := blob.Open(context.Background(), "file://"+tb.TempDir())
	require.NoError(tb, err)
	tb.Cleanup(func() { _ = blobs.Close() })
	cat, places := catalog.NewService(catalog.Deps{DB: d, Clock: c}), place.NewService(d, c)
	b := &bundle{db: d, clock: c}
	b.supply = supply.NewService(supply.Deps{DB: d, Catalog: cat, Place: places, Queue: q, Clock: c})
	b.demand = demand.NewService(demand.Deps{DB: d, Catalog: cat, Place: places, Queue: q, Clock: c})
	rates := shipping.NewService(d, c)
	b.matching = matching.NewService(matching.Deps{DB: d, Supply: b.supply, Demand: b.demand, Catalog: cat, Shipping: rates, Place: places, Clock: c})
	b.offer, b.contract = offer.NewService(offer.Deps{DB: d, Blobs: blobs, Clock: c}), contract.NewService(d, c)
	messages := notify.NewService(d, q, nil, "https://chophien.test", mail.Address{}, c)
	b.negotiation = negotiation.NewService(negotiation.Deps{
		DB: d, Offer: b.offer, Demand: b.demand, Supply: b.supply, Matching: b.matching, Contract: b.contract, Shipping: rates, Catalog: cat, Place: places,
		Announce: announce.NewService(announce.Deps{DB: d, Notify: messages}), Queue: q, Clock: c,
	})
	return b
}

func member(org string, kind party.OrgKind) party.Actor {
	return party.Actor{UserID: id(user), FullName: "Thử", Memberships: []party.Membership{{OrgID: id(org), Kind: kind, Role: party.RoleOwner, Status: party.StatusVerified}}}
}

func ofBuyer() party.Actor          { return member(buyer, party.KindBuyer) }
func ofCoop(org string) party.Actor { return member(org, party.KindCooperative) }

func (b *bundle) key() string { return fmt.Sprintf("key-%08d", b.keys.Add(1)) }

// month is one of the three from January 2027.
func month(n int) time.Time { return calendar.Date(2027, time.January, 1).AddDate(0, n, 0) }

func (b *bundle) declare(tb testing.TB, org string, each int64, price money.VND) *supply.Capacity {
	tb.Helper()
	in := supply.CapacityInput{
		TypeCode: chicken, Unit: "con", Period: calendar.Month, Sureness: supply.SurenessStanding, MinQty: 10, LotQty: 10, LeadDays: 5,
		PickupCommune: "04576", Tiers: []supply.Tier{{MinQty: 1, Price: price}},
	}
	for m := range 3 {
		in.Periods = append(in.Periods, supply.PeriodInput{StartsOn: month(m), Declared: each})
	}
	c, err := b.supply.Declare(context.Background(), supply.DeclareInput{Actor: ofCoop(org), OrgID: id(org), Key: b.key(), CapacityInput: in})
	require.NoError(tb, err)
	return c
}

func (b *bundle) publish(tb testing.TB, org string, quantity int64, change func(c *demand.Content)) *demand.Demand {
	tb.Helper()
	ctx, actor := context.Background(), member(org, party.KindBuyer)
	content := demand.Content{
		Title: "Gà H'Mông", Audience: demand.AudienceAll, CommuneCode: "00166", AddressLine: "Số 2", Delivery: demand.DeliveryDelivered,
		Payment: demand.PaymentOnDelivery, AnswerBy: start.AddDate(0, 0, 20), Sealed: true, Lines: []demand.Line{{
			TypeCode: chicken, Unit: "con", Quantity: quantity, Frequency: demand.Monthly, From: month(0), To: month(3).AddDate(0, 0, -1), TolerancePct: 5,
		}},
	}
	if change != nil {
		change(&content)
	}
	d, err := b.demand.Draft(ctx, demand.DraftInput{Actor: actor, OrgID: id(org), Key: b.key(), Content: content})
	require.NoError(tb, err)
	d, err = b.matching.Publish(ctx, demand.StepInput{Actor: actor, OrgID: id(org), DemandID: d.ID})
	require.NoError(tb, err)
	require.NoError(tb, b.negotiation.Follow(ctx, d.ID, nil))
	require.NoError(tb, b.negotiation.Follow(ctx, d.ID, nil), "safe to run again")
	return d
}

// of returns a cooperative's offer in a demand.
func (b *bundle) of(tb testing.TB, d *demand.Demand, org string) *offer.Offer {
	tb.Helper()
	list, err := b.offer.OfDemand(context.Background(), d.ID)
	require.NoError(tb, err)
	for _, o := range list {
		if o.OrgID == id(org) {
			return &o
		}
	}
	require.Fail(tb, "no offer of "+org)
	return nil
}

func (b *bundle) answer(o *offer.Offer, org string, a offer.Action, change func(in *offer.AnswerInput)) (*offer.Offer, error) {
	in := offer.AnswerInput{Actor: ofCoop(org), OrgID: id(org), OfferID: o.ID, Version: o.Version, Action: a, Note: "vì vậy"}
	if change != nil {
		change(&in)
	}
	return b.negotiation.Answer(context.Background(), in)
}

// all takes everything that offers say.
func all(offers ...*offer.Offer) []negotiation.Choice {
	var out []negotiation.Choice
	for _, o := range offers {
		for _, i := range o.Items {
			out = append(out, negotiation.Choice{OfferID: o.ID, LineID: i.LineID, Month: i.Month, CapacityID: i.CapacityID, Quantity: i.Quantity})
		}
	}
	return out
}

func (b *bundle) mails(tb testing.TB, kind notify.Kind) (n int) {
	tb.Helper()
	require.NoError(tb, b.db.Pool().QueryRow(context.Background(), `SELECT count(*) FROM messages WHERE kind = $1`, string(kind)).Scan(&n))
	return n
}

func total(items []offer.Item) (n int64) {
	for _, i := range items {
		n += i.Quantity
	}
	return n
}
