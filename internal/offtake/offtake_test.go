package offtake_test

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/mail"
	"slices"
	"strings"
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
	"github.com/chophien/chophien/internal/notify"
	"github.com/chophien/chophien/internal/offtake"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/place"
	"github.com/chophien/chophien/internal/platform/blob"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/db/dbtest"
	"github.com/chophien/chophien/internal/platform/jobs"
	"github.com/chophien/chophien/internal/supply"
)

var start = time.Date(2026, 12, 1, 3, 0, 0, 0, time.UTC)

const (
	buyer               = "00000000-0000-7000-8000-000000000001"
	coopA, coopB, coopC = "00000000-0000-7000-8000-000000000003", "00000000-0000-7000-8000-000000000004", "00000000-0000-7000-8000-000000000005"
	user                = "00000000-0000-7000-8000-000000000009"
	chicken             = "ga-hmong-thuong-pham"
)

type bundle struct {
	db       *db.DB
	clock    *clock.Fixed
	supply   *supply.Service
	contract *contract.Service
	offtake  *offtake.Service
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
INSERT INTO organisations (id, kind, slug, legal_name, short_name, status, email, representative, created_at, updated_at) VALUES
 ('`+buyer+`', 'buyer', 'a', 'Công ty A', 'Công ty A', 'verified', 'mua@chophien.test', 'Bà Lan', now(), now()),
 ('`+coopA+`', 'cooperative', 'c', 'HTX A', 'HTX A', 'verified', 'a@chophien.test', 'Ông A', now(), now()),
 ('`+coopB+`', 'cooperative', 'd', 'HTX B', 'HTX B', 'verified', 'b@chophien.test', 'Ông B', now(), now()),
 ('`+coopC+`', 'cooperative', 'e', 'HTX C', 'HTX C', 'verified', 'c@chophien.test', 'Ông C', now(), now())`)
	require.NoError(tb, err)
	c := &clock.Fixed{T: start}
	q, err := jobs.New(d, jobs.Options{Log: slog.New(slog.DiscardHandler)})
	require.NoError(tb, err)
	blobs, err := blob.Open(context.Background(), "file://"+tb.TempDir())
	require.NoError(tb, err)
	tb.Cleanup(func() { _ = blobs.Close() })
	cat, places := catalog.NewService(catalog.Deps{DB: d, Clock: c}), place.NewService(d, c)
	b := &bundle{db: d, clock: c, contract: contract.NewService(d, c)}
	b.supply = supply.NewService(supply.Deps{DB: d, Catalog: cat, Place: places, Queue: q, Clock: c})
	messages := notify.NewService(d, q, nil, "https://chophien.test", mail.Address{}, c)
	b.offtake = offtake.NewService(offtake.Deps{
		DB: d, Contract: b.contract, Supply: b.supply, Demand: demand.NewService(demand.Deps{DB: d, Catalog: cat, Place: places, Queue: q, Clock: c}),
		Party: party.NewService(d, c), Place: places, Notify: messages, Announce: announce.NewService(announce.Deps{DB: d, Notify: messages}),
		Blobs: blobs, Queue: q, Clock: c,
	})
	return b
}

func member(org string, kind party.OrgKind) party.Actor {
	return party.Actor{UserID: id(user), FullName: "Người " + org[34:], Memberships: []party.Membership{{OrgID: id(org), Kind: kind, Role: party.RoleOwner, Status: party.StatusVerified}}}
}

func actorOf(org string) party.Actor {
	if org == buyer {
		return member(org, party.KindBuyer)
	}
	return member(org, party.KindCooperative)
}

func month(n int) time.Time { return calendar.Date(2027, time.January, 1).AddDate(0, n, 0) }

func (b *bundle) declare(tb testing.TB, org string, months int, each int64) *supply.Capacity {
	tb.Helper()
	in := supply.CapacityInput{
		TypeCode: chicken, Unit: "con", Period: calendar.Month, Sureness: supply.SurenessStanding, MinQty: 1, LotQty: 1, LeadDays: 5,
		PickupCommune: "04576", Tiers: []supply.Tier{{MinQty: 1, Price: 200_000}},
	}
	for m := range months {
		in.Periods = append(in.Periods, supply.PeriodInput{StartsOn: month(m), Declared: each})
	}
	c, err := b.supply.Declare(context.Background(), supply.DeclareInput{
		Actor: actorOf(org), OrgID: id(org), Key: fmt.Sprintf("key-%08d", b.keys.Add(1)), CapacityInput: in,
	})
	require.NoError(tb, err)
	return c
}

// draft makes a contract as an award does: promised first, then written.
func (b *bundle) draft(tb testing.TB, each int64, terms contract.Terms, from ...*supply.Capacity) *contract.Contract {
	tb.Helper()
	ctx := context.Background()
	k := contract.Contract{ID: ident.New(), Code: contract.NewCode(), BuyerOrgID: id(buyer), Title: "Gà H'Mông", Terms: terms}
	var claims []supply.Claim
	line := ident.New()
	for _, c := range from {
		h := contract.Share{
			OrgID: c.OrgID, LineID: line, TypeCode: chicken, Unit: "con", CapacityID: c.ID, LeadDays: c.LeadDays,
			Price: contract.Price{Kind: contract.PriceKindFixed, Base: 200_000},
		}
		for _, p := range c.Periods {
			h.Months = append(h.Months, contract.Month{
				Month: p.StartsOn, Contracted: each, Claims: []contract.Claim{{PeriodID: p.ID, Quantity: each}},
				Plan: []contract.Planned{{DueOn: p.StartsOn.AddDate(0, 0, 14), Quantity: each}},
			})
			claims = append(claims, supply.Claim{PeriodID: p.ID, Quantity: each})
		}
		k.Shares = append(k.Shares, h)
	}
	require.NoError(tb, b.db.InTx(ctx, func(ctx context.Context) error {
		if err := b.supply.Promise(ctx, supply.Holder{Kind: supply.HolderContract, ID: k.ID, BuyerOrgID: id(buyer), Label: k.Code}, claims); err != nil {
			return err
		}
		_, err := b.contract.Draft(ctx, k, contract.Actor{UserID: id(user), OrgID: id(buyer), Role: contract.RoleBuyer})
		return err
	}))
	out, err := b.contract.ByID(ctx, k.ID)
	require.NoError(tb, err)
	return out
}

func terms() contract.Terms {
	return contract.Terms{Delivery: "delivered", CommuneCode: "00166", AddressLine: "Số 2", Payment: "deposit", DepositPct: 20, TolerancePct: 5, ShortBP: 500, LateBP: 10, MissAfterDays: 3}
}

func (b *bundle) code(tb testing.TB) string {
	tb.Helper()
	var code string
	require.NoError(tb, b.db.Pool().QueryRow(context.Background(),
		`SELECT data->>'SigningCode' FROM messages WHERE kind = 'contract_code' ORDER BY created_at DESC, id DESC LIMIT 1`).Scan(&code))
	require.Regexp(tb, `^\d{6}$`, code)
	return code
}

func (b *bundle) sign(tb testing.TB, k ident.ID, number int, org string) *contract.Signing {
	tb.Helper()
	ctx := context.Background()
	doc, err := b.contract.Document(ctx, k, number)
	require.NoError(tb, err)
	in := contract.SignInput{Actor: actorOf(org), OrgID: id(org), ContractID: k, Number: number, SHA256: doc.SHA256VI}
	b.clock.Advance(2 * time.Minute) // a new code at most every minute
	_, err = b.offtake.RequestCode(ctx, in)
	require.NoError(tb, err)
	in.Code = b.code(tb)
	out, err := b.offtake.Sign(ctx, in)
	require.NoError(tb, err)
	return out
}

// active is a contract that all have signed.
func (b *bundle) active(tb testing.TB, each int64, t contract.Terms, from ...*supply.Capacity) *contract.Contract {
	tb.Helper()
	k := b.draft(tb, each, t, from...)
	k, err := b.offtake.Send(context.Background(), contract.StepInput{Actor: actorOf(buyer), OrgID: id(buyer), ContractID: k.ID})
	require.NoError(tb, err)
	for _, org := range k.Parties() {
		k = b.sign(tb, k.ID, k.Document, org.String()).Contract
	}
	require.Equal(tb, contract.StatusActive, k.Status)
	return k
}

func (b *bundle) act(d contract.Delivery, org string, c contract.DeliveryCommand) (*contract.Step, error) {
	return b.offtake.Act(context.Background(), offtake.ActInput{Actor: actorOf(org), OrgID: id(org), DeliveryID: d.ID, Command: c})
}

func ship(quantity int64) contract.DeliveryCommand {
	return contract.DeliveryCommand{Action: contract.DeliveryShip, Lots: []contract.Lot{{Code: "L-01", Quantity: quantity, WeightG: quantity * 1550}}}
}

func (b *bundle) deliveries(tb testing.TB, k ident.ID) []contract.Delivery {
	tb.Helper()
	list, err := b.contract.Deliveries(context.Background(), k)
	require.NoError(tb, err)
	return list
}

func (b *bundle) mails(tb testing.TB, kind notify.Kind) (n int) {
	tb.Helper()
	require.NoError(tb, b.db.Pool().QueryRow(context.Background(), `SELECT count(*) FROM messages WHERE kind = $1`, string(kind)).Scan(&n))
	return n
}

// requireBalance checks what must hold at every moment of every contract.
func (b *bundle) requireBalance(tb testing.TB, k ident.ID) {
	tb.Helper()
	ctx := context.Background()
	var wrong []string
	rows, err := b.db.Pool().Query(ctx, `
SELECT format('claims of %s %s: %s, contracted %s, forgiven %s', p.share_id, p.month, coalesce(sum(k.quantity), 0), p.contracted, p.forgiven)
FROM contract_periods p JOIN contract_shares s ON s.id = p.share_id LEFT JOIN contract_claims k ON k.share_id = p.share_id AND k.month = p.month
WHERE s.contract_id = $1 GROUP BY p.share_id, p.month HAVING coalesce(sum(k.quantity), 0) <> p.contracted - p.forgiven
UNION ALL
SELECT format('promised %s, claimed %s', m.quantity, c.n) FROM (SELECT period_id, quantity FROM promises WHERE holder_kind = 'contract' AND holder_id = $1) m
FULL JOIN (SELECT k.period_id, sum(k.quantity) AS n FROM contract_claims k JOIN contract_shares s ON s.id = k.share_id WHERE s.contract_id = $1 GROUP BY 1) c
  ON c.period_id = m.period_id WHERE m.quantity IS DISTINCT FROM c.n
UNION ALL
SELECT format('figures of %s %s are not their history', p.share_id, p.month)
FROM contract_periods p JOIN contract_shares s ON s.id = p.share_id
LEFT JOIN contract_adjustments a ON a.share_id = p.share_id AND a.month = p.month
WHERE s.contract_id = $1 GROUP BY p.share_id, p.month HAVING p.delivered <> coalesce(sum(a.delivered), 0) OR p.forgiven <> coalesce(sum(a.forgiven), 0)
UNION ALL
SELECT format('remaining of %s %s is %s, still to come %s', p.share_id, p.month, p.remaining, sum(d.quantity))
FROM contract_periods p JOIN contract_shares s ON s.id = p.share_id JOIN contract_deliveries d ON d.share_id = p.share_id AND d.month = p.month
WHERE s.contract_id = $1 AND d.status IN ('planned', 'called', 'confirmed', 'shipped') GROUP BY p.share_id, p.month HAVING sum(d.quantity) > p.remaining
UNION ALL
SELECT format('%s + %s + %s <> %s', p.delivered, p.remaining, p.forgiven, p.contracted) FROM contract_periods p WHERE p.delivered + p.remaining + p.forgiven <> p.contracted OR p.remaining < 0`, k)
	require.NoError(tb, err)
	for rows.Next() {
		var s string
		require.NoError(tb, rows.Scan(&s))
		wrong = append(wrong, s)
	}
	require.NoError(tb, rows.Err())
	require.Empty(tb, wrong)
	drift, err := b.supply.Audit(ctx)
	require.NoError(tb, err)
	require.Empty(tb, drift)
}

func TestService_signing_keeps_name_time_code_and_hash(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	capacity := b.declare(t, coopA, 2, 2000)
	k := b.draft(t, 1700, terms(), capacity)
	_, _, err := b.contract.See(ctx, actorOf(coopA), k.ID)
	require.ErrorIs(t, err, contract.ErrNotFound, "a draft is the buyer's own")
	step := contract.StepInput{Actor: actorOf(buyer), OrgID: id(buyer), ContractID: k.ID, Reason: "x"}
	k, err = b.offtake.Send(ctx, step)
	require.NoError(t, err)
	again, err := b.offtake.Send(ctx, step)
	require.NoError(t, err)
	require.Equal(t, k.Document, again.Document, "sending twice makes one document")
	require.Equal(t, 2, b.mails(t, notify.KindContractToSign))
	_, _, err = b.contract.See(ctx, actorOf(coopB), k.ID)
	require.ErrorIs(t, err, contract.ErrNotFound)

	doc, err := b.contract.Document(ctx, k.ID, 1)
	require.NoError(t, err)
	pdf, err := b.contract.PDF(ctx, k.ID, 1, "vi")
	require.NoError(t, err)
	require.True(t, strings.HasPrefix(string(pdf), "%PDF-"))
	in := contract.SignInput{Actor: actorOf(coopA), OrgID: id(coopA), ContractID: k.ID, Number: 1, SHA256: doc.SHA256VI, Code: "000000"}
	_, err = b.offtake.Sign(ctx, in)
	require.ErrorIs(t, err, contract.ErrCodeExpired, "no code was asked for")
	_, err = b.offtake.RequestCode(ctx, in)
	require.NoError(t, err)
	_, err = b.offtake.RequestCode(ctx, in)
	require.ErrorIs(t, err, contract.ErrCodeTooOften)
	good := b.code(t)
	var stored int
	require.NoError(t, b.db.Pool().QueryRow(ctx, `SELECT count(*) FROM signing_codes WHERE encode(code_hash, 'escape') LIKE '%' || $1 || '%'`, good).Scan(&stored))
	require.Zero(t, stored, "only the hash is kept")
	in.Code = "wrong!"
	for range 5 {
		_, err = b.offtake.Sign(ctx, in)
		require.ErrorIs(t, err, contract.ErrCode)
	}
	in.Code = good
	_, err = b.offtake.Sign(ctx, in)
	require.ErrorIs(t, err, contract.ErrCodeExpired, "five wrong tries end it")
	b.clock.Advance(2 * time.Minute)
	_, err = b.offtake.RequestCode(ctx, in)
	require.NoError(t, err)
	in.Code = b.code(t)
	b.clock.Advance(contract.CodeLasts)
	_, err = b.offtake.Sign(ctx, in)
	require.ErrorIs(t, err, contract.ErrCodeExpired)

	other := in
	other.SHA256 = []byte("another document")
	_, err = b.offtake.RequestCode(ctx, other)
	require.NoError(t, err)
	other.Code = b.code(t)
	_, err = b.offtake.Sign(ctx, other)
	require.ErrorIs(t, err, contract.ErrHash)
	in.Code = other.Code
	signing, err := b.offtake.Sign(ctx, in)
	require.NoError(t, err)
	require.False(t, signing.Complete)
	_, err = b.offtake.Sign(ctx, in)
	require.ErrorIs(t, err, contract.ErrSignedAlready)

	// The buyer sends it back: what was signed is void, a new document is made.
	k, err = b.offtake.Refuse(ctx, step)
	require.NoError(t, err)
	require.Equal(t, contract.StatusDraft, k.Status)
	edit := contract.EditInput{Actor: actorOf(buyer), OrgID: id(buyer), ContractID: k.ID, Version: k.Version, Terms: k.Terms}
	edit.Terms.ShortBP = 900
	_, err = b.contract.Edit(ctx, edit)
	require.Equal(t, apperr.KindInvalid, apperr.KindOf(err), "above what the law allows")
	edit.Terms.ShortBP = 800
	_, err = b.contract.Edit(ctx, edit)
	require.NoError(t, err)
	_, err = b.contract.Edit(ctx, edit)
	require.ErrorIs(t, err, contract.ErrChanged)
	k, err = b.offtake.Send(ctx, step)
	require.NoError(t, err)
	require.Equal(t, 2, k.Document)
	_, err = b.offtake.RequestCode(ctx, in)
	require.ErrorIs(t, err, contract.ErrHash, "the first document can no longer be signed")
	b.sign(t, k.ID, 2, coopA)
	done := b.sign(t, k.ID, 2, buyer)
	require.True(t, done.Complete)
	require.Equal(t, contract.StatusActive, done.Contract.Status)
	require.Equal(t, "Người 03", done.Document.Signatures[0].FullName)
	owed, err := b.contract.Obligations(ctx, k.ID)
	require.NoError(t, err)
	require.Len(t, owed, 1)
	require.Equal(t, int64(2*1700*200_000/5), int64(owed[0].Amount), "a fifth ahead")
	for _, s := range []string{`UPDATE contract_signatures SET full_name = 'x'`, `UPDATE contract_documents SET pdf_vi = 'x'`, `DELETE FROM payment_obligations`, `UPDATE contract_events SET note = 'x'`} {
		_, err := b.db.Pool().Exec(ctx, s)
		require.Error(t, err, s)
	}
	b.requireBalance(t, k.ID)
}

func TestService_Cancel_gives_the_capacity_back(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	capacity := b.declare(t, coopA, 2, 2000)
	k := b.draft(t, 1700, terms(), capacity)
	k, err := b.offtake.Cancel(ctx, contract.StepInput{Actor: actorOf(buyer), OrgID: id(buyer), ContractID: k.ID, Reason: "không mua nữa"})
	require.NoError(t, err)
	require.Equal(t, contract.StatusTerminated, k.Status)
	after, err := b.supply.Capacity(ctx, id(coopA), capacity.ID)
	require.NoError(t, err)
	require.Equal(t, int64(2000), after.Periods[0].Available())
	b.requireBalance(t, k.ID)
}

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
	var goods int64
	for _, o := range owed {
		if o.Kind == contract.ObligationGoods {
			goods += int64(o.Amount)
		}
	}
	require.Equal(t, int64(3400*200_000*80/100), goods, "less the deposit")
	kept, err := b.contract.Reliability(ctx, []ident.ID{id(coopA), id(coopB)})
	require.NoError(t, err)
	require.Equal(t, contract.Reliability{Deliveries: 1, Kept: 1, Called: 1400, Accepted: 1400}, kept[id(coopA)])
}

func TestService_part_reject_and_missed_with_penalties(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	a := b.declare(t, coopA, 3, 2000)
	k := b.active(t, 1000, terms(), a)
	list := b.deliveries(t, k.ID)
	b.clock.T = list[0].DueOn.Add(27 * time.Hour) // 10:00 the day after the first is due
	require.NoError(t, b.offtake.Tick(ctx))
	_, err := b.act(list[0], coopA, ship(1001))
	require.Equal(t, apperr.KindInvalid, apperr.KindOf(err), "more than was called for")
	_, err = b.act(list[0], coopA, ship(900))
	require.NoError(t, err)
	photo, err := b.offtake.AddPhoto(ctx, actorOf(buyer), id(buyer), list[0].ID, []byte("\x89PNG\r\n\x1a\nảnh"))
	require.NoError(t, err)
	_, err = b.offtake.AddPhoto(ctx, actorOf(coopA), id(coopA), list[0].ID, []byte("\x89PNG\r\n\x1a\n"))
	require.ErrorIs(t, err, contract.ErrDeliveryNotFound)
	part := contract.DeliveryCommand{Action: contract.DeliveryAcceptPart, Accepted: 850, Reason: "50 con ốm", Photos: []ident.ID{photo}}
	_, err = b.act(list[1], buyer, part)
	require.ErrorIs(t, err, contract.ErrNotAllowed)
	wrong := part
	wrong.Photos = []ident.ID{ident.New()}
	_, err = b.act(list[0], buyer, wrong)
	require.ErrorIs(t, err, contract.ErrPhoto)
	step, err := b.act(list[0], buyer, part)
	require.NoError(t, err)
	require.Equal(t, contract.Outcome{
		Delivered: 850, Short: 150, Goods: 170_000_000, Penalty: 100*200_000*5/100 + 170_000_000/1000,
	}, step.Outcome, "5 % of the 100 beyond tolerance, and a day late at 0.1 %")
	_, data, err := b.offtake.Photo(ctx, actorOf(coopA), list[0].ID, photo)
	require.NoError(t, err)
	require.Contains(t, string(data), "ảnh")
	_, _, err = b.offtake.Photo(ctx, actorOf(coopB), list[0].ID, photo)
	require.ErrorIs(t, err, contract.ErrDeliveryNotFound)
	b.requireBalance(t, k.ID)

	// The shortfall is waived in part by calling again, once nobody took it.
	rest := contract.RestInput{Actor: actorOf(buyer), OrgID: id(buyer), ContractID: k.ID, ShareID: k.Shares[0].ID, Month: month(0), Quantity: 150, DueOn: calendar.Date(2027, time.January, 28)}
	_, err = b.offtake.CallAgain(ctx, rest)
	require.ErrorIs(t, err, contract.ErrNothingRemains, "others may still take it")
	b.clock.Advance(73 * time.Hour)
	require.NoError(t, b.offtake.Tick(ctx))
	rest.Quantity = 100
	_, err = b.offtake.CallAgain(ctx, rest)
	require.NoError(t, err)
	rest.Quantity = 50
	_, err = b.offtake.Waive(ctx, rest)
	require.NoError(t, err)
	rest.Quantity = 1
	_, err = b.offtake.Waive(ctx, rest)
	require.ErrorIs(t, err, contract.ErrNothingRemains)
	b.requireBalance(t, k.ID)

	b.clock.T = list[2].DueOn.AddDate(0, 0, 5)
	require.NoError(t, b.offtake.Tick(ctx))
	require.NoError(t, b.offtake.Tick(ctx))
	after := b.deliveries(t, k.ID)
	missed := 0
	for _, d := range after {
		if d.Status == contract.DeliveryMissed {
			missed++
		}
	}
	require.Equal(t, 3, missed, "what was called again, and the two months after it")
	b.requireBalance(t, k.ID)
	kept, err := b.contract.Reliability(ctx, []ident.ID{id(coopA)})
	require.NoError(t, err)
	require.Equal(t, 3, kept[id(coopA)].Missed)
	require.Zero(t, kept[id(coopA)].Kept)
}

func TestService_addenda_are_signed_by_whom_they_touch(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	a, bb := b.declare(t, coopA, 2, 2000), b.declare(t, coopB, 2, 2000)
	k := b.active(t, 1000, terms(), a, bb)
	ofA := k.Shares[slices.IndexFunc(k.Shares, func(h contract.Share) bool { return h.OrgID == id(coopA) })]
	raise := func(to int64) contract.ProposeInput {
		return contract.ProposeInput{Actor: actorOf(buyer), OrgID: id(buyer), ContractID: k.ID, Changes: contract.Changes{
			Reason: "Tết", Months: []contract.MonthChange{{ShareID: ofA.ID, Month: month(1), Contracted: to}},
		}}
	}
	p, err := b.offtake.Propose(ctx, raise(1800))
	require.NoError(t, err)
	_, err = b.offtake.Propose(ctx, raise(1900))
	require.ErrorIs(t, err, contract.ErrNotAllowed, "one at a time")
	in := contract.SignInput{Actor: actorOf(coopB), OrgID: id(coopB), ContractID: k.ID, Number: p.Document}
	_, err = b.offtake.RequestCode(ctx, in)
	require.ErrorIs(t, err, contract.ErrRole, "B is not touched")
	b.sign(t, k.ID, p.Document, buyer)
	done := b.sign(t, k.ID, p.Document, coopA)
	require.True(t, done.Complete)
	require.Equal(t, contract.AddendumInForce, done.Addendum.Status)
	require.Equal(t, int64(1800), done.Contract.Share(ofA.ID).Month(month(1)).Contracted)
	b.requireBalance(t, k.ID)

	// More than the flock holds: the last signature is refused and nothing is half-done.
	p, err = b.offtake.Propose(ctx, raise(2500))
	require.NoError(t, err)
	b.sign(t, k.ID, p.Document, buyer)
	doc, err := b.contract.Document(ctx, k.ID, p.Document)
	require.NoError(t, err)
	in = contract.SignInput{Actor: actorOf(coopA), OrgID: id(coopA), ContractID: k.ID, Number: p.Document, SHA256: doc.SHA256VI}
	b.clock.Advance(2 * time.Minute)
	_, err = b.offtake.RequestCode(ctx, in)
	require.NoError(t, err)
	in.Code = b.code(t)
	_, err = b.offtake.Sign(ctx, in)
	require.ErrorIs(t, err, supply.ErrNotEnough)
	b.requireBalance(t, k.ID)
	_, err = b.offtake.EndAddendum(ctx, contract.AddendumInput{Actor: actorOf(coopA), OrgID: id(coopA), AddendumID: p.ID, Reason: "không đủ gà"}, false)
	require.NoError(t, err)

	end := contract.ProposeInput{Actor: actorOf(coopB), OrgID: id(coopB), ContractID: k.ID, Changes: contract.Changes{Terminate: true, Reason: "dịch bệnh"}}
	p, err = b.offtake.Propose(ctx, end)
	require.NoError(t, err)
	for _, org := range []string{coopB, coopA, buyer} {
		done = b.sign(t, k.ID, p.Document, org)
	}
	require.Equal(t, contract.StatusTerminated, done.Contract.Status)
	after, err := b.supply.Capacity(ctx, id(coopA), a.ID)
	require.NoError(t, err)
	require.Equal(t, int64(2000), after.Periods[0].Available())
	b.requireBalance(t, k.ID)
}

func TestService_Feed_is_a_calendar_for_who_knows_the_secret(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	k := b.active(t, 1000, terms(), b.declare(t, coopA, 2, 2000))
	secret, err := b.contract.NewFeed(ctx, id(coopA), id(user))
	require.NoError(t, err)
	raw, err := b.offtake.Feed(ctx, secret, "vi")
	require.NoError(t, err)
	text := string(raw)
	require.True(t, strings.HasPrefix(text, "BEGIN:VCALENDAR\r\n") && strings.HasSuffix(text, "END:VCALENDAR\r\n"))
	require.Equal(t, 2, strings.Count(text, "BEGIN:VEVENT"))
	require.Contains(t, text, "DTSTART;VALUE=DATE:20270115\r\n")
	require.Contains(t, text, b.deliveries(t, k.ID)[0].ID.String())
	for line := range strings.SplitSeq(text, "\r\n") {
		require.LessOrEqual(t, len(line), 75)
	}
	require.NotRegexp(t, `[^\r]\n`, text)
	other, err := b.contract.NewFeed(ctx, id(coopA), id(user))
	require.NoError(t, err)
	_, err = b.offtake.Feed(ctx, secret, "vi")
	require.ErrorIs(t, err, contract.ErrNotFound, "a new link makes the old one void")
	require.NoError(t, b.contract.EndFeed(ctx, id(coopA)))
	_, err = b.offtake.Feed(ctx, other, "vi")
	require.ErrorIs(t, err, contract.ErrNotFound)
}

// Whatever people do in whatever order, delivered + remaining + forgiven stays what
// was contracted, and supply holds promised what the contracts claim.
func TestService_any_sequence_keeps_the_balance(t *testing.T) {
	t.Parallel()
	for seed := range uint64(6) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			r := rand.New(rand.NewPCG(seed, 7))
			tt := terms()
			tt.Substitution = seed%2 == 0
			a, bb, c := b.declare(t, coopA, 3, 900), b.declare(t, coopB, 3, 700), b.declare(t, coopC, 4, 500)
			capacities := map[string]ident.ID{coopA: a.ID, coopB: bb.ID, coopC: c.ID}
			ks := []*contract.Contract{b.active(t, 300, tt, a, bb), b.active(t, 200, tt, a, c)}
			moves := 0
			for range 250 {
				k := ks[r.IntN(len(ks))]
				if b.random(t, r, k.ID, capacities) {
					moves++
					b.requireBalance(t, k.ID)
				}
			}
			for _, k := range ks {
				b.requireBalance(t, k.ID)
			}
			require.Greater(t, moves, 15, "the sequence did something")
		})
	}
}

// random tries one thing at random and tells whether it was possible. Refusals must
// be ones that a client may see.
func (b *bundle) random(t *testing.T, r *rand.Rand, k ident.ID, capacities map[string]ident.ID) bool {
	t.Helper()
	ctx := context.Background()
	var err error
	orgs := []string{coopA, coopB, coopC}
	list := b.deliveries(t, k)
	d := list[r.IntN(len(list))]
	switch r.IntN(9) {
	case 0:
		b.clock.Advance(time.Duration(r.IntN(4*24)) * time.Hour)
		err = b.offtake.Tick(ctx)
		require.NoError(t, err)
	case 1:
		_, err = b.act(d, d.OrgID.String(), contract.DeliveryCommand{Action: contract.DeliveryConfirm, Stated: r.Int64N(d.Quantity + 1)})
	case 2, 3:
		_, err = b.act(d, d.OrgID.String(), ship(1+r.Int64N(d.Quantity)))
	case 4:
		_, err = b.act(d, buyer, contract.DeliveryCommand{Action: contract.DeliveryAccept})
	case 5:
		c := contract.DeliveryCommand{Action: contract.DeliveryReject, Reason: "ốm"}
		if d.Shipped > 1 && r.IntN(3) > 0 {
			c.Action, c.Accepted = contract.DeliveryAcceptPart, 1+r.Int64N(d.Shipped-1)
		}
		_, err = b.act(d, buyer, c)
	case 6, 7:
		open, readErr := b.contract.Shortfalls(ctx, k)
		require.NoError(t, readErr)
		if len(open) == 0 {
			return false
		}
		f := open[r.IntN(len(open))]
		in := offtake.ResolveInput{Actor: actorOf(buyer), OrgID: id(buyer), ShortfallID: f.ID, Action: contract.ShortfallConsent}
		switch r.IntN(5) {
		case 0:
		case 1:
			in.Action = contract.ShortfallWaive
		default:
			org := orgs[r.IntN(3)]
			in.Actor, in.OrgID, in.Action, in.CapacityID, in.Quantity = actorOf(org), id(org), contract.ShortfallTake, capacities[org], 1+r.Int64N(max(1, f.Left()))
		}
		_, err = b.offtake.Resolve(ctx, in)
	case 8:
		in := contract.RestInput{Actor: actorOf(buyer), OrgID: id(buyer), ContractID: k, ShareID: d.ShareID, Month: d.Month, Quantity: 1 + r.Int64N(50), DueOn: calendar.Day(b.clock.Now()).AddDate(0, 0, 3)}
		if r.IntN(2) == 0 {
			_, err = b.offtake.Waive(ctx, in)
		} else {
			_, err = b.offtake.CallAgain(ctx, in)
		}
	}
	if err != nil {
		require.NotEqual(t, apperr.KindInternal, apperr.KindOf(err), "%v", err)
	}
	return err == nil
}
