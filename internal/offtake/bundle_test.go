package offtake_test

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
