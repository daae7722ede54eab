package verification_test

import (
	"context"
	"fmt"
	"log/slog"
	netmail "net/mail"
	"os"
	"regexp"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/announce"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/demo/demotest"
	"github.com/chophien/chophien/internal/duty"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/notify"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/platform/blob"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/db/dbtest"
	"github.com/chophien/chophien/internal/platform/jobs"
	"github.com/chophien/chophien/internal/platform/seal"
	"github.com/chophien/chophien/internal/verification"
)

type bundle struct {
	db           *db.DB
	clock        *clock.Fixed
	party        *party.Service
	catalog      *catalog.Service
	files        *blob.Store
	verification *verification.Service
	market       *demotest.Market
	desk         party.Actor
}

type names struct{}

func (names) RefreshCooperative(context.Context, ident.ID) error { return nil }

func setup(t *testing.T) *bundle {
	t.Helper()
	d := dbtest.New(t)
	c := &clock.Fixed{T: time.Date(2026, 11, 30, 2, 0, 0, 0, time.UTC)}
	q, err := jobs.New(d, jobs.Options{Log: slog.New(slog.DiscardHandler)})
	require.NoError(t, err)
	files, err := blob.Open(t.Context(), "mem://")
	require.NoError(t, err)
	box, err := seal.New([]byte("khóa của bài thử"))
	require.NoError(t, err)
	messages := notify.NewService(d, q, nil, "https://chophien.example", netmail.Address{Address: "a@chophien.example"}, c)
	messages.RegisterJobs(q)
	b := &bundle{db: d, clock: c, party: party.NewService(d, c), catalog: catalog.NewService(catalog.Deps{DB: d, Clock: c}), files: files, market: demotest.Seed(t, d)}
	b.verification = verification.NewService(verification.Deps{
		DB: d, Party: b.party, Duty: duty.NewService(d), Names: names{}, Blobs: files, Box: box, Clock: c,
		Announce: announce.NewService(announce.Deps{DB: d, Order: order.NewService(d, c, []byte("a key for links of these tests..")), Notify: messages}),
	})
	b.desk = actor(b.market.Alliance, party.KindAlliance, party.StatusVerified)
	return b
}

func actor(o demotest.Org, kind party.OrgKind, status party.OrgStatus) party.Actor {
	return party.Actor{UserID: o.Owner.ID, FullName: o.Owner.Name, Memberships: []party.Membership{{OrgID: o.ID, Kind: kind, Role: party.RoleOwner, Status: status}}}
}

// pending makes DGP a cooperative that nobody has verified.
func (b *bundle) pending(t *testing.T) party.Actor {
	t.Helper()
	_, err := b.db.Exec(t.Context(), "unverify", `UPDATE organisations SET status = 'pending' WHERE id = ?`, b.market.DGP.ID)
	require.NoError(t, err)
	return actor(b.market.DGP, party.KindCooperative, party.StatusPending)
}

func identity() party.Identity {
	return party.Identity{
		LegalName: "Hợp tác xã chăn nuôi DGP", Line: "Chăn nuôi gà", RegistrationNo: "16C8000777", RegistrationIssuer: "Phòng Tài chính – Kế hoạch huyện Trấn Yên",
		RegistrationDate: time.Date(2019, 5, 20, 0, 0, 0, 0, time.UTC), Representative: "Giàng A Pháo", Address: "Thôn 3, xã Trấn Yên",
	}
}

func (b *bundle) listed(t *testing.T) (n int) {
	t.Helper()
	page, err := b.catalog.ListCooperatives(t.Context(), "", 100)
	require.NoError(t, err)
	for _, c := range page.Items {
		if c.ID == b.market.DGP.ID {
			n++
		}
	}
	return n
}

// A seller is off the market until the Alliance has verified it, and then on it.
func TestService_no_seller_trades_before_it_is_verified(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	owner := b.pending(t)
	require.Zero(t, b.listed(t))
	offers, err := b.catalog.Snapshot(ctx, []ident.ID{b.market.Chicken.Variants[0].ID})
	require.NoError(t, err)
	for _, o := range offers {
		require.False(t, o.Sellable, "no cart, no checkout takes goods of an unverified seller")
	}

	in := verification.SubmitInput{Actor: owner, OrgID: b.market.DGP.ID, Identity: identity()}
	_, err = b.verification.Submit(ctx, in)
	require.ErrorIs(t, err, verification.ErrPapers)
	_, err = b.verification.AddPaper(ctx, verification.AddPaperInput{Actor: owner, OrgID: b.market.DGP.ID, Kind: verification.PaperRegistration, Name: "dk.png", Data: []byte("\x89PNG\r\n\x1a\n đăng ký")})
	require.NoError(t, err)
	v, err := b.verification.Submit(ctx, in)
	require.NoError(t, err)
	require.Equal(t, verification.KindFirst, v.Kind)
	require.Equal(t, time.Date(2026, 12, 3, 17, 0, 0, 0, time.UTC), v.DueAt, "three working days")
	again, err := b.verification.Submit(ctx, in)
	require.NoError(t, err)
	require.Equal(t, v.ID, again.ID, "sent twice is sent once")
	other := in
	other.Identity.Representative = "Người khác"
	_, err = b.verification.Submit(ctx, other)
	require.ErrorIs(t, err, verification.ErrOpen)
	require.Zero(t, b.listed(t), "handing in changes nothing yet")

	_, err = b.verification.Decide(ctx, verification.DecideInput{Actor: owner, ID: v.ID, Approve: true})
	require.ErrorIs(t, err, verification.ErrAllianceOnly)
	for range 2 {
		done, err := b.verification.Decide(ctx, verification.DecideInput{Actor: b.desk, ID: v.ID, Approve: true, Level: party.LevelGood})
		require.NoError(t, err)
		require.Equal(t, verification.StatusApproved, done.Status)
	}
	_, err = b.verification.Decide(ctx, verification.DecideInput{Actor: b.desk, ID: v.ID, Reason: "đổi ý"})
	require.ErrorIs(t, err, verification.ErrDecided)
	org, err := b.party.Organisation(ctx, b.desk, b.market.DGP.ID)
	require.NoError(t, err)
	require.Equal(t, identity(), org.Identity())
	require.Equal(t, party.LevelGood, org.Level)
	require.Equal(t, party.StatusVerified, org.Status)
	require.Equal(t, 1, b.listed(t))
	_, err = b.db.Exec(ctx, "rewrite history", `UPDATE verifications SET reason = 'x'`)
	require.Error(t, err, "a decision is history")
}

// A change of what was verified is checked again; until then the old one stands.
func TestService_a_change_is_verified_again(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	owner := actor(b.market.DGP, party.KindCooperative, party.StatusVerified)
	in := verification.SubmitInput{Actor: owner, OrgID: b.market.DGP.ID, Identity: identity(), Note: "Bầu giám đốc mới"}
	v, err := b.verification.Submit(ctx, in)
	require.NoError(t, err)
	require.Equal(t, verification.KindChange, v.Kind)
	org, err := b.party.Organisation(ctx, owner, b.market.DGP.ID)
	require.NoError(t, err)
	require.NotEqual(t, identity().LegalName, org.LegalName)
	require.Equal(t, 1, b.listed(t), "it goes on trading")
	_, err = b.verification.Decide(ctx, verification.DecideInput{Actor: b.desk, ID: v.ID})
	require.Error(t, err, "a refusal gives its reason")
	_, err = b.verification.Decide(ctx, verification.DecideInput{Actor: b.desk, ID: v.ID, Reason: "Thiếu quyết định bầu"})
	require.NoError(t, err)
	v, err = b.verification.Submit(ctx, in)
	require.NoError(t, err)
	_, err = b.verification.Decide(ctx, verification.DecideInput{Actor: b.desk, ID: v.ID, Approve: true})
	require.NoError(t, err)
	_, err = b.verification.Submit(ctx, in)
	require.ErrorIs(t, err, verification.ErrNothing)
	f, err := b.verification.Of(ctx, owner, b.market.DGP.ID)
	require.NoError(t, err)
	require.Len(t, f.History, 2, "both stay on record")
	require.Equal(t, identity(), f.Organisation.Identity())
}

// Papers lie encrypted, each reading is written down, and they go after their time.
func TestService_papers_are_sealed_and_deleted_in_time(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	owner := b.pending(t)
	org := b.market.DGP.ID
	plain := []byte("\x89PNG\r\n\x1a\n căn cước công dân số 0123")
	add := verification.AddPaperInput{Actor: owner, OrgID: org, Kind: verification.PaperIdentity, Name: "cccd.png", Data: plain}
	p, err := b.verification.AddPaper(ctx, add)
	require.NoError(t, err)
	same, err := b.verification.AddPaper(ctx, add)
	require.NoError(t, err)
	require.Equal(t, p.ID, same.ID)
	add.Data = []byte("<svg onload=alert(1)>")
	_, err = b.verification.AddPaper(ctx, add)
	require.ErrorIs(t, err, verification.ErrFile)
	add.Kind, add.Data = verification.PaperRegistration, []byte("%PDF-1.4 đăng ký")
	_, err = b.verification.AddPaper(ctx, add)
	require.NoError(t, err)

	var key string
	require.NoError(t, b.db.Pool().QueryRow(ctx, `SELECT blob_key FROM verification_papers WHERE id = $1`, p.ID).Scan(&key))
	stored, err := b.files.GetPrivate(ctx, key)
	require.NoError(t, err)
	require.NotContains(t, string(stored), "căn cước")
	_, data, err := b.verification.ReadPaper(ctx, b.desk, org, p.ID)
	require.NoError(t, err)
	require.Equal(t, plain, data)
	_, _, err = b.verification.ReadPaper(ctx, actor(b.market.DoanLuong, party.KindCooperative, party.StatusVerified), org, p.ID)
	require.ErrorIs(t, err, party.ErrOrgNotFound)
	var read int
	require.NoError(t, b.db.Pool().QueryRow(ctx, `SELECT count(*) FROM audit_log WHERE action = 'verification.read_paper' AND org_id = $1`, org).Scan(&read))
	require.Equal(t, 1, read)

	v, err := b.verification.Submit(ctx, verification.SubmitInput{Actor: owner, OrgID: org, Identity: identity()})
	require.NoError(t, err)
	_, err = b.verification.Decide(ctx, verification.DecideInput{Actor: b.desk, ID: v.ID, Approve: true})
	require.NoError(t, err)
	b.clock.Advance(verification.PapersKept - time.Minute)
	require.NoError(t, b.verification.Sweep(ctx))
	_, _, err = b.verification.ReadPaper(ctx, b.desk, org, p.ID)
	require.NoError(t, err, "not before its time")
	b.clock.Advance(time.Minute)
	for range 2 {
		require.NoError(t, b.verification.Sweep(ctx))
	}
	_, _, err = b.verification.ReadPaper(ctx, b.desk, org, p.ID)
	require.ErrorIs(t, err, verification.ErrFileNotFound)
	_, err = b.files.GetPrivate(ctx, key)
	require.Error(t, err, "the file itself is gone")
	f, err := b.verification.Of(ctx, b.desk, org)
	require.NoError(t, err)
	require.Len(t, f.Papers, 2, "what was checked stays known by name and hash")
}

// The drawing has exactly the arrows of the code.
func TestDrawing_is_the_machine(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("../../docs/verification-states.md")
	require.NoError(t, err)
	drawn := map[string]string{}
	for _, m := range regexp.MustCompile(`(?m)^\s+(\w+) --> (\w+): (\w+) \((\w+)\)$`).FindAllStringSubmatch(string(raw), -1) {
		drawn[m[1]+" "+m[3]] = m[2]
	}
	coded := map[string]string{}
	for _, s := range verification.Statuses() {
		for _, a := range verification.Actions() {
			if to, ok := verification.Next(s, a); ok {
				coded[fmt.Sprint(s, " ", a)] = string(to)
			}
		}
	}
	require.Equal(t, drawn, coded)
}
