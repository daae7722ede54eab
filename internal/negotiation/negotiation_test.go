package negotiation_test

import (
	"context"
	"fmt"
	"log/slog"
	"net/mail"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/announce"
	"github.com/chophien/chophien/internal/apperr"
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
	require.Empty(t, rivals, "sealed until the deadline")

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
	require.ErrorIs(t, err, offer.ErrTakesPart)
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

func TestService_messages_with_files(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	b.declare(t, coopA, 2000, 210_000)
	d := b.publish(t, buyer, 1000, nil)
	o := b.of(t, d, coopA)
	pdf := []byte("%PDF-1.7 bảng giá")
	f, err := b.offer.Upload(ctx, ofCoop(coopA), o.ID, `C:\Bang gia.pdf`, pdf)
	require.NoError(t, err)
	require.Equal(t, "Bang gia.pdf", f.Name)
	_, err = b.offer.Upload(ctx, ofCoop(coopA), o.ID, "x.pdf", []byte("<script>"))
	require.ErrorIs(t, err, offer.ErrFile)
	_, err = b.offer.Upload(ctx, ofCoop(coopB), o.ID, "x.pdf", pdf)
	require.ErrorIs(t, err, offer.ErrNotFound, "not a party")
	in := offer.PostInput{Actor: ofCoop(coopA), OfferID: o.ID, Key: "message-1", Body: "Gửi bảng giá", Files: []ident.ID{f.ID}}
	m, err := b.negotiation.Post(ctx, in)
	require.NoError(t, err)
	require.Len(t, m.Files, 1)
	twice, err := b.negotiation.Post(ctx, in)
	require.NoError(t, err)
	require.Equal(t, m.ID, twice.ID)
	_, err = b.negotiation.Post(ctx, offer.PostInput{Actor: ofBuyer(), OfferID: o.ID, Key: "message-2", Body: "x", Files: []ident.ID{f.ID}})
	require.Equal(t, apperr.KindInvalid, apperr.KindOf(err), "somebody else's file")
	list, err := b.offer.Messages(ctx, ofBuyer(), o.ID)
	require.NoError(t, err)
	require.Len(t, list, 1)
	_, data, err := b.offer.Download(ctx, ofBuyer(), o.ID, f.ID)
	require.NoError(t, err)
	require.Equal(t, pdf, data)
	_, _, err = b.offer.Download(ctx, member(other, party.KindBuyer), o.ID, f.ID)
	require.ErrorIs(t, err, offer.ErrNotFound)
	_, err = b.db.Pool().Exec(ctx, `UPDATE offer_versions SET note = 'x'`)
	require.Error(t, err, "what was said stays")
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
