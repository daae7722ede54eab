package dossier_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"github.com/chophien/chophien/internal/announce"
	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/demo/demotest"
	"github.com/chophien/chophien/internal/dossier"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/notify"
	"github.com/chophien/chophien/internal/ocop"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/platform/blob"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/db/dbtest"
	"github.com/chophien/chophien/internal/platform/jobs"
	"github.com/chophien/chophien/internal/platform/mail"
)

type bench struct {
	*dossier.Service

	db     *db.DB
	clock  *clock.Fixed
	market *demotest.Market
	cat    *catalog.Service
	coop   dossier.Door
	desk   dossier.Door
	other  dossier.Door
}

type silent struct{}

func (silent) Send(context.Context, mail.Message) error { return nil }

func setUp(t *testing.T) bench {
	t.Helper()
	d := dbtest.New(t)
	m := demotest.Seed(t, d)
	c := &clock.Fixed{T: demotest.Opening}
	q, err := jobs.New(d, jobs.Options{Workers: 1})
	require.NoError(t, err)
	messages := notify.NewService(d, q, silent{}, "https://chophien.test", notifyFrom(), c)
	messages.RegisterJobs(q)
	blobs, err := blob.Open(t.Context(), "mem://")
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, blobs.Close()) })
	b := bench{db: d, clock: c, market: m, cat: catalog.NewService(catalog.Deps{DB: d, Clock: c})}
	b.Service = dossier.NewService(dossier.Deps{
		DB: d, Catalog: b.cat, Party: party.NewService(d, c), Announce: announce.NewService(announce.Deps{DB: d, Notify: messages}), Blobs: blobs, Clock: c,
	})
	door := func(o demotest.Org, kind party.OrgKind, through ident.ID) dossier.Door {
		return dossier.Door{OrgID: through, Actor: party.Actor{UserID: o.Owner.ID, Memberships: []party.Membership{
			{OrgID: o.ID, Kind: kind, Role: party.RoleOwner, Status: party.StatusVerified},
		}}}
	}
	b.coop = door(m.DoanLuong, party.KindCooperative, m.DoanLuong.ID)
	b.other = door(m.DGP, party.KindCooperative, m.DGP.ID)
	b.desk = door(m.Alliance, party.KindAlliance, ident.Nil)
	return b
}

func (b bench) open(t *testing.T, key string) *dossier.View {
	t.Helper()
	v, err := b.Create(t.Context(), dossier.CreateInput{Door: b.coop, Key: key, ProductID: b.market.Candy.ID, Subgroup: 7, TargetStars: 4})
	require.NoError(t, err)
	return v
}

// step takes an action with what it needs.
func (b bench) step(t *testing.T, door dossier.Door, v *dossier.View, a dossier.Action, points int) *dossier.View {
	t.Helper()
	today := ocop.DateOf(b.clock.Now())
	out, err := b.Act(t.Context(), dossier.ActInput{
		Door: door, ID: v.ID, Action: a, Version: v.Version, Reason: "theo văn bản", Points: points, DecisionNo: "12/QĐ-UBND", DecidedOn: today,
		Issuer: "UBND tỉnh Lào Cai", Level: ocop.LevelProvince, IssuedOn: today,
	})
	require.NoError(t, err, a)
	return out
}

func (b bench) star(t *testing.T) *catalog.Star {
	t.Helper()
	cards, err := b.cat.Cards(t.Context(), []ident.ID{b.market.Candy.ID})
	require.NoError(t, err)
	require.Len(t, cards, 1)
	return cards[0].Star
}

func TestService_from_draft_to_certificate_and_beyond(t *testing.T) {
	t.Parallel()
	b := setUp(t)
	ctx := t.Context()
	v := b.open(t, "key-of-draft")
	require.Equal(t, v.ID, b.open(t, "key-of-draft").ID, "a repeated key opens it once")
	require.Equal(t, dossier.KindReEvaluation, v.Kind, "candy has had a certificate")
	require.Equal(t, "1489", v.RuleSet)
	_, err := b.Create(ctx, dossier.CreateInput{Door: b.coop, Key: "another-key", ProductID: b.market.Candy.ID, Subgroup: 7, TargetStars: 3})
	require.ErrorIs(t, err, dossier.ErrOpen)
	_, err = b.Show(ctx, b.other, v.ID)
	require.ErrorIs(t, err, dossier.ErrNotFound, "another cooperative's does not exist")

	save := func(version int64, points int) (*dossier.View, error) {
		return b.SaveScores(ctx, dossier.SaveInput{Door: b.coop, ID: v.ID, Version: version, Subgroup: 7, TargetStars: 4, Scores: []dossier.Score{
			{Criterion: "A1", Points: 3000}, {Criterion: "B1", Points: points}, {Criterion: "C2", Points: 1800},
		}})
	}
	saved, err := save(v.Version, 1600)
	require.NoError(t, err)
	require.Equal(t, []int{6400, 4, 600}, []int{saved.Gap.Total, saved.Gap.NextStars, saved.Gap.Missing})
	_, err = save(v.Version, 1700)
	require.ErrorIs(t, err, dossier.ErrStale, "the second phone is told")
	_, err = save(saved.Version, 2600)
	require.ErrorContains(t, err, "[/scores", "part B has 25 points")

	v = b.step(t, b.coop, saved, dossier.ActionSubmit, 0)
	_, err = save(v.Version, 1700)
	require.ErrorIs(t, err, dossier.ErrNotAllowed)
	_, err = b.Act(ctx, dossier.ActInput{Door: b.coop, ID: v.ID, Action: dossier.ActionPrescore, Version: v.Version})
	require.ErrorIs(t, err, dossier.ErrRole)
	v = b.step(t, b.desk, v, dossier.ActionReturn, 0)
	v = b.step(t, b.coop, v, dossier.ActionSubmit, 0)
	v = b.step(t, b.desk, v, dossier.ActionPrescore, 0)
	require.Nil(t, v.Rounds[0].Points, "the commune reports and gives no total")
	v = b.step(t, b.desk, v, dossier.ActionScore, 7250)
	require.Equal(t, 4, v.Rounds[1].Stars)
	_, err = b.Act(ctx, dossier.ActInput{Door: b.desk, ID: v.ID, Action: dossier.ActionCentral, Version: v.Version, Points: 9100, DecisionNo: "x", DecidedOn: ocop.DateOf(b.clock.Now())})
	require.ErrorContains(t, err, "dossier.central")
	_, err = b.Act(ctx, dossier.ActInput{
		Door: b.desk, ID: v.ID, Action: dossier.ActionCertify, Version: v.Version, DecisionNo: "x", Issuer: "UBND huyện Văn Chấn", Level: ocop.LevelDistrict,
		IssuedOn: ocop.DateOf(b.clock.Now()),
	})
	require.ErrorContains(t, err, "dossier.issuer", "no district issues four stars today")
	v = b.step(t, b.desk, v, dossier.ActionCertify, 0)
	require.Equal(t, dossier.StatusCertified, v.Status)
	require.Equal(t, ocop.ExpiresOn(ocop.DateOf(b.clock.Now())), v.Certificate.ExpiresOn)
	again := b.step(t, b.desk, v, dossier.ActionCertify, 0)
	require.Equal(t, v.Version, again.Version, "certifying twice is certifying once")
	require.Equal(t, v.Certificate.ExpiresOn, b.star(t).ExpiresOn, "the shop shows it at once")

	figures, err := b.Figures(ctx, b.desk, ocop.Half{})
	require.NoError(t, err)
	require.Equal(t, []int{0, 1}, []int{figures.New, figures.ReEvaluated})
	_, err = b.Figures(ctx, b.coop, ocop.Half{})
	require.ErrorIs(t, err, dossier.ErrNotFound)

	file, err := b.Export(ctx, b.desk, "vi")
	require.NoError(t, err)
	sheet, err := excelize.OpenReader(file)
	require.NoError(t, err)
	rows, err := sheet.GetRows("OCOP")
	require.NoError(t, err)
	require.Len(t, rows, 2)
	require.Equal(t, []string{v.Code, "72.5"}, []string{rows[1][0], rows[1][8]})

	// Time passes: expiring, a successor, and the end.
	b.clock.T = v.Certificate.ExpiresOn.AddDate(0, 0, -90).Add(5 * time.Hour)
	require.NoError(t, b.Tick(ctx))
	v, err = b.Show(ctx, b.coop, v.ID)
	require.NoError(t, err)
	require.Equal(t, dossier.StatusExpiring, v.Status)
	next := b.open(t, "key-of-successor")
	v, err = b.Show(ctx, b.coop, v.ID)
	require.NoError(t, err)
	require.Equal(t, dossier.StatusReEvaluating, v.Status)
	require.NotNil(t, b.star(t), "the star stands while the successor is under way")
	b.step(t, b.coop, next, dossier.ActionWithdraw, 0)
	v, err = b.Show(ctx, b.coop, v.ID)
	require.NoError(t, err)
	require.Equal(t, dossier.StatusCertified, v.Status, "the successor came to nothing")
	b.clock.T = v.Certificate.ExpiresOn.Add(17*time.Hour - time.Minute) // 23:59 of the last day in Viet Nam
	require.NoError(t, b.Tick(ctx))
	require.NotNil(t, b.star(t))
	b.clock.Advance(2 * time.Minute)
	require.Nil(t, b.star(t), "a minute after the last day no page shows it, job or none")
	require.NoError(t, b.Tick(ctx))
	require.NoError(t, b.Tick(ctx), "running it again does nothing")
	v, err = b.Show(ctx, b.coop, v.ID)
	require.NoError(t, err)
	require.Equal(t, dossier.StatusExpired, v.Status)
	require.Equal(t, ocop.StateExpired, v.Certificate.State, "history is kept")
	require.NoError(t, b.cat.RefreshStars(ctx))
	page, err := b.cat.ListProducts(ctx, catalog.ListInput{Filter: catalog.Filter{OCOPMin: 3}})
	require.NoError(t, err)
	for _, card := range page.Items {
		require.NotEqual(t, b.market.Candy.ID, card.ID, "an ended star is in no list of starred goods")
	}
}

func TestService_revoke_takes_the_star_down(t *testing.T) {
	t.Parallel()
	b := setUp(t)
	v := b.open(t, "key-of-draft")
	for _, a := range []dossier.Action{dossier.ActionSubmit, dossier.ActionPrescore, dossier.ActionScore, dossier.ActionCertify} {
		door := b.desk
		if a == dossier.ActionSubmit {
			door = b.coop
		}
		v = b.step(t, door, v, a, 9200)
	}
	require.Equal(t, 4, v.Certificate.Stars, "only the centre certifies five")
	v = b.step(t, b.desk, v, dossier.ActionRevoke, 0)
	require.Equal(t, dossier.StatusRevoked, v.Status)
	require.Equal(t, ocop.StateRevoked, v.Certificate.State)
	require.NotEqual(t, ocop.ExpiresOn(ocop.DateOf(b.clock.Now())), b.star(t).ExpiresOn, "what is left is the star of before")
}

func TestService_files_are_private_and_checked(t *testing.T) {
	t.Parallel()
	b := setUp(t)
	ctx := t.Context()
	v := b.open(t, "key-of-draft")
	pdf := []byte("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n")
	add := func(door dossier.Door, criterion, name string, data []byte) (dossier.File, error) {
		return b.AddFile(ctx, dossier.AddFileInput{Door: door, ID: v.ID, Criterion: criterion, Name: name, Data: data})
	}
	f, err := add(b.coop, "C2", `..\Giấy "ATTP".pdf`, pdf)
	require.NoError(t, err)
	require.Equal(t, "Giấy ATTP.pdf", strings.Join(strings.Fields(f.Name), " "))
	same, err := add(b.coop, "C2", "again.pdf", pdf)
	require.NoError(t, err)
	require.Equal(t, f.ID, same.ID, "the same bytes are kept once")
	for name, bad := range map[string][]byte{"script": []byte("<script>alert(1)</script>"), "exe": []byte("MZ\x90\x00"), "empty": nil, "large": append(pdf, make([]byte, dossier.MaxFile)...)} {
		_, err := add(b.coop, "C2", name+".pdf", bad)
		require.ErrorIs(t, err, dossier.ErrFile, name)
	}
	_, err = add(b.coop, "Z1", "x.pdf", pdf)
	require.ErrorIs(t, err, dossier.ErrFileNotFound)
	_, err = add(b.other, "C2", "x.pdf", pdf)
	require.ErrorIs(t, err, dossier.ErrNotFound)
	_, _, err = b.File(ctx, b.other, v.ID, f.ID)
	require.ErrorIs(t, err, dossier.ErrNotFound)
	_, data, err := b.File(ctx, b.desk, v.ID, f.ID)
	require.NoError(t, err)
	require.Equal(t, pdf, data)
	require.NoError(t, b.RemoveFile(ctx, b.desk, v.ID, f.ID))
	shown, err := b.Show(ctx, b.coop, v.ID)
	require.NoError(t, err)
	require.Len(t, shown.Files, 1, "the Alliance removes nothing of the cooperative's")
	require.NotContains(t, shown.Bare(), "C2")
	require.NoError(t, b.RemoveFile(ctx, b.coop, v.ID, f.ID))
	b.step(t, b.coop, shown, dossier.ActionSubmit, 0)
	_, err = add(b.coop, "C2", "late.pdf", pdf)
	require.ErrorIs(t, err, dossier.ErrNotAllowed)
}

// Candy's certificate ends on 28/12/2026: at 6, 3 and 1 months somebody is told,
// once each, however often the job runs, and of a missed one nobody is told late.
func TestService_reminders(t *testing.T) {
	t.Parallel()
	b := setUp(t)
	ctx := t.Context()
	// Others' certificates are not this test's.
	_, err := b.db.Exec(ctx, "keep one certificate", `DELETE FROM ocop_certificates WHERE product_id <> ?`, b.market.Candy.ID)
	require.NoError(t, err)
	told := func() (coop, desk int) {
		require.NoError(t, b.Tick(ctx))
		require.NoError(t, b.Tick(ctx))
		require.NoError(t, b.db.Pool().QueryRow(ctx, `SELECT count(*) FILTER (WHERE kind = 'ocop_reminder'), count(*) FILTER (WHERE kind = 'ocop_reminder_desk') FROM messages`).Scan(&coop, &desk))
		return coop, desk
	}
	at := func(day string) {
		d, err := time.Parse(time.DateOnly, day)
		require.NoError(t, err)
		b.clock.T = d.Add(time.Hour)
	}
	at("2026-06-27")
	coop, _ := told()
	require.Zero(t, coop)
	at("2026-06-28")
	perTime, desk := told()
	require.Positive(t, perTime)
	require.Positive(t, desk)
	at("2026-09-20")
	coop, _ = told()
	require.Equal(t, perTime, coop)
	// Three months were missed; a month before the end only the last is told.
	at("2026-11-28")
	coop, _ = told()
	require.Equal(t, 2*perTime, coop)
	held, err := b.Holdings(ctx, b.coop)
	require.NoError(t, err)
	require.Len(t, held, 1)
	require.Equal(t, []int{6, 1}, held[0].Reminded)
	at("2026-12-29")
	coop, _ = told()
	require.Equal(t, 2*perTime, coop, "nobody is reminded of what has ended")
}

func TestService_comments_and_assignee(t *testing.T) {
	t.Parallel()
	b := setUp(t)
	ctx := t.Context()
	v := b.open(t, "key-of-draft")
	for range 2 {
		_, err := b.Comment(ctx, b.coop, v.ID, "comment-key-1", "  Đã bổ sung ảnh nhãn. ")
		require.NoError(t, err)
	}
	got, err := b.Comment(ctx, b.desk, v.ID, "comment-key-2", "Cảm ơn bà con.")
	require.NoError(t, err)
	require.Len(t, got.Comments, 2)
	require.Equal(t, "Đã bổ sung ảnh nhãn.", got.Comments[0].Body)
	_, err = b.Comment(ctx, b.other, v.ID, "comment-key-3", "x")
	require.ErrorIs(t, err, dossier.ErrNotFound)

	_, err = b.Assign(ctx, b.desk, v.ID, b.market.DoanLuong.Owner.ID)
	require.ErrorContains(t, err, "[/userId", "who does not work for the Alliance")
	got, err = b.Assign(ctx, b.desk, v.ID, b.market.Alliance.Owner.ID)
	require.NoError(t, err)
	require.NotEmpty(t, got.Assignee)
	_, err = b.Assign(ctx, b.coop, v.ID, ident.Nil)
	require.ErrorIs(t, err, dossier.ErrRole)
	figures, err := b.Figures(ctx, b.desk, ocop.Half{})
	require.NoError(t, err)
	require.Equal(t, 1, figures.Supported)
}

// The Alliance opens a dossier for a cooperative, which is told, sees who did it and
// goes on with it; a comment is mailed to the other side.
func TestService_Alliance_opens_for_a_cooperative_and_comments_are_mailed(t *testing.T) {
	t.Parallel()
	b := setUp(t)
	ctx := t.Context()
	in := dossier.CreateInput{Door: b.desk, Key: "desk-opens", ProductID: b.market.Candy.ID, Subgroup: 7, TargetStars: 4}
	v, err := b.Create(ctx, in)
	require.NoError(t, err)
	again, err := b.Create(ctx, in)
	require.NoError(t, err)
	require.Equal(t, v.ID, again.ID)
	own, err := b.Show(ctx, b.coop, v.ID)
	require.NoError(t, err)
	require.Contains(t, own.Allowed, dossier.ActionSubmit, "the cooperative goes on")
	require.NotContains(t, v.Allowed, dossier.ActionSubmit, "the Alliance does not hand in for it")
	in.Key, in.ProductID = "desk-opens-2", ident.New()
	_, err = b.Create(ctx, in)
	require.ErrorIs(t, err, apperr.ErrInvalid)

	for range 2 {
		_, err = b.Comment(ctx, b.desk, v.ID, "desk-says", "Cần phiếu kiểm nghiệm mới.")
		require.NoError(t, err)
	}
	_, err = b.Comment(ctx, b.coop, v.ID, "coop-says", "Đã gửi mẫu hôm qua.")
	require.NoError(t, err)
	told := map[string]int{}
	rows, err := b.db.Pool().Query(ctx, `SELECT kind, data->>'Reason', data->>'URL' FROM messages`)
	require.NoError(t, err)
	for rows.Next() {
		var kind, reason, url string
		require.NoError(t, rows.Scan(&kind, &reason, &url))
		told[kind+" "+reason+" "+strings.TrimSuffix(url, v.ID.String())]++
	}
	require.NoError(t, rows.Err())
	work := "/quan-ly/" + b.market.DoanLuong.ID.String() + "/ocop/"
	for _, want := range []string{
		"dossier_opened  " + work, "dossier_comment Cần phiếu kiểm nghiệm mới. " + work, "dossier_comment Đã gửi mẫu hôm qua. /lien-minh/ocop/",
	} {
		require.Positive(t, told[want], want)
	}
	require.Len(t, told, 3, "each to the other side only")
	var traced int64
	require.NoError(t, b.db.Pool().QueryRow(ctx, `SELECT count(*) FROM audit_log WHERE action = 'dossier.open_by_alliance' AND org_id = $1 AND actor_id = $2`,
		b.market.DoanLuong.ID, b.desk.Actor.UserID).Scan(&traced))
	require.EqualValues(t, 1, traced)
}
