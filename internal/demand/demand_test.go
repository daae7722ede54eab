package demand_test

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/demand"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/place"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/db/dbtest"
	"github.com/chophien/chophien/internal/platform/db/idempotency"
)

var now = time.Date(2026, 11, 24, 3, 0, 0, 0, time.UTC)

const (
	buyer, other   = "00000000-0000-7000-8000-000000000001", "00000000-0000-7000-8000-000000000002"
	coopA, coopB   = "00000000-0000-7000-8000-000000000003", "00000000-0000-7000-8000-000000000004"
	alliance, user = "00000000-0000-7000-8000-000000000005", "00000000-0000-7000-8000-000000000009"
	cauGiay        = "00166"
)

type bundle struct {
	db     *db.DB
	demand *demand.Service
	clock  *clock.Fixed
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
INSERT INTO users (id, full_name, email, password_hash, created_at) VALUES ('`+user+`', 'Thử', 'thu@chophien.test', '', now());
INSERT INTO organisations (id, kind, slug, legal_name, short_name, status, created_at, updated_at) VALUES
 ('`+buyer+`', 'buyer', 'a', 'Công ty A', 'Công ty A', 'verified', now(), now()), ('`+other+`', 'buyer', 'b', 'Công ty B', 'Công ty B', 'verified', now(), now()),
 ('`+coopA+`', 'cooperative', 'c', 'HTX A', 'HTX A', 'verified', now(), now()), ('`+coopB+`', 'cooperative', 'd', 'HTX B', 'HTX B', 'verified', now(), now()),
 ('`+alliance+`', 'alliance', 'e', 'Liên minh', 'Liên minh', 'verified', now(), now());
INSERT INTO cooperative_profiles (org_id, province_code, place_vi, place_en) VALUES ('`+coopA+`', '15', 'Lào Cai', 'Lào Cai'), ('`+coopB+`', '01', 'Hà Nội', 'Hà Nội')`)
	require.NoError(tb, err)
	c := &clock.Fixed{T: now}
	return &bundle{db: d, clock: c, demand: demand.NewService(demand.Deps{
		DB: d, Catalog: catalog.NewService(catalog.Deps{DB: d, Clock: c}), Place: place.NewService(d, c), Clock: c,
	})}
}

func member(org string, kind party.OrgKind, status party.OrgStatus) party.Actor {
	return party.Actor{UserID: id(user), Memberships: []party.Membership{{OrgID: id(org), Kind: kind, Status: status}}}
}

func ofBuyer() party.Actor { return member(buyer, party.KindBuyer, party.StatusVerified) }

// chickens asks for 4,000 birds a month for six months.
func chickens() demand.Content {
	return demand.Content{
		Title: "Gà H'Mông hằng tháng", Audience: demand.AudienceAll, CommuneCode: cauGiay, AddressLine: "Số 2 phố Mẫu", Delivery: demand.DeliveryDelivered,
		Payment: demand.PaymentDeposit, DepositPct: 20, Sealed: true, AnswerBy: now.AddDate(0, 0, 14),
		Lines: []demand.Line{{
			TypeCode: "ga-hmong-thuong-pham", Unit: "con", Quantity: 4000, Frequency: demand.Monthly, From: calendar.Date(2027, time.January, 1),
			To: calendar.Date(2027, time.June, 30), Target: 230_000, Highest: 260_000, TolerancePct: 5, LeastPct: 50,
			Certificates: []catalog.Standard{catalog.StandardVeterinary},
		}},
	}
}

func (b *bundle) draft(tb testing.TB, c demand.Content) (*demand.Demand, error) {
	tb.Helper()
	return b.demand.Draft(context.Background(), demand.DraftInput{Actor: ofBuyer(), OrgID: id(buyer), Key: fmt.Sprintf("key-%08d", b.keys.Add(1)), Content: c})
}

func (b *bundle) published(tb testing.TB, c demand.Content) *demand.Demand {
	tb.Helper()
	d, err := b.draft(tb, c)
	require.NoError(tb, err)
	d, err = b.demand.Publish(context.Background(), demand.StepInput{Actor: ofBuyer(), OrgID: id(buyer), DemandID: d.ID, Version: d.Version})
	require.NoError(tb, err)
	return d
}

func TestService_publishes_amends_and_keeps_every_wording(t *testing.T) {
	t.Parallel()
	b := setup(t)
	d, err := b.draft(t, chickens())
	require.NoError(t, err)
	require.Equal(t, demand.StatusDraft, d.Status)
	require.Equal(t, "Công ty A", d.OrgName)
	step := demand.StepInput{Actor: ofBuyer(), OrgID: id(buyer), DemandID: d.ID}
	d, err = b.demand.Publish(t.Context(), step)
	require.NoError(t, err)
	again, err := b.demand.Publish(t.Context(), step)
	require.NoError(t, err)
	require.Equal(t, d.Version, again.Version, "safe to repeat")

	more := d.Content
	more.Lines = append([]demand.Line{}, more.Lines...)
	more.Lines[0].Quantity = 4500
	more.Lines = append(more.Lines, demand.Line{
		TypeCode: "mien-dao", Unit: "kg", Quantity: 300, Frequency: demand.Weekly, From: calendar.Date(2027, time.January, 6), To: calendar.Date(2027, time.March, 3),
	})
	edit := demand.EditInput{Actor: ofBuyer(), OrgID: id(buyer), DemandID: d.ID, Version: d.Version, Content: more}
	_, err = b.demand.Edit(t.Context(), edit)
	require.ErrorIs(t, err, demand.ErrNotAllowed)
	amended, err := b.demand.Amend(t.Context(), edit)
	require.NoError(t, err)
	require.Equal(t, demand.StatusAmended, amended.Status)
	require.Equal(t, 2, amended.Revision)
	require.Equal(t, d.Content.Lines[0].ID, amended.Content.Lines[0].ID, "a line keeps its id")
	require.Equal(t, calendar.Date(2027, time.January, 4), amended.Content.Lines[1].From, "a weekly line begins on Monday")
	require.Equal(t, []ident.ID{d.Content.Lines[0].ID}, demand.Affected(d.Content, amended.Content))
	_, err = b.demand.Amend(t.Context(), edit)
	require.ErrorIs(t, err, demand.ErrChanged, "a second writer")

	first, err := b.demand.Revision(t.Context(), d.ID, 1)
	require.NoError(t, err)
	require.Equal(t, d.Content, first)
	_, err = b.db.Pool().Exec(t.Context(), `UPDATE demand_revisions SET revision = 7`)
	require.Error(t, err)

	copied, err := b.demand.Copy(t.Context(), step, "copy-key-1")
	require.NoError(t, err)
	require.Equal(t, demand.StatusDraft, copied.Status)
	require.NotEqual(t, d.Code, copied.Code)
	closed, err := b.demand.CloseAsAlliance(t.Context(), demand.StepInput{Actor: member(alliance, party.KindAlliance, party.StatusVerified), DemandID: d.ID})
	require.NoError(t, err)
	require.Equal(t, demand.StatusClosed, closed.Status)
	events, err := b.demand.Timeline(t.Context(), d.ID)
	require.NoError(t, err)
	require.Len(t, events, 3)
}

func TestService_Draft_names_what_is_wrong(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for name, c := range map[string]struct {
		change  func(c *demand.Content)
		pointer string
		code    string
	}{
		"con against kg":     {func(c *demand.Content) { c.Lines[0].Unit = "kg" }, "/lines/0/unit", "demand.unit"},
		"unknown type":       {func(c *demand.Content) { c.Lines[0].TypeCode = "voi" }, "/lines/0/typeCode", "catalog.type_unknown"},
		"absurd quantity":    {func(c *demand.Content) { c.Lines[0].Quantity = 1 << 50 }, "/lines/0/quantity", "demand.quantity"},
		"no quantity":        {func(c *demand.Content) { c.Lines[0].Quantity = 0 }, "/lines/0/quantity", "demand.quantity"},
		"end before start":   {func(c *demand.Content) { c.Lines[0].To = calendar.Date(2026, time.December, 1) }, "/lines/0/to", "demand.dates"},
		"target above bound": {func(c *demand.Content) { c.Lines[0].Target = 300_000 }, "/lines/0/highestVnd", "demand.prices"},
		"two stars":          {func(c *demand.Content) { c.Lines[0].Stars = 2 }, "/lines/0/stars", "demand.stars"},
		"invented standard":  {func(c *demand.Content) { c.Lines[0].Certificates = []catalog.Standard{"moon"} }, "/lines/0/certificates", "demand.certificates"},
		"overlapping lines":  {func(c *demand.Content) { c.Lines = append(c.Lines, c.Lines[0]) }, "/lines/1", "demand.line_overlap"},
		"unknown commune":    {func(c *demand.Content) { c.CommuneCode = "x" }, "/communeCode", "demand.commune"},
		"no deposit":         {func(c *demand.Content) { c.DepositPct = 0 }, "/payment", "demand.payment"},
		"somebody's product": {func(c *demand.Content) { c.Lines[0].ProductID = ident.New() }, "/lines/0/productId", "demand.product"},
		"no programme":       {func(c *demand.Content) { c.Audience = demand.AudienceProgramme }, "/programmeId", "demand.programme"},
		"unknown cooperative": {func(c *demand.Content) {
			c.Audience, c.Invited = demand.AudienceInvited, []ident.ID{id(coopA), id(buyer)}
		}, "/invited", "demand.invited"},
	} {
		t.Run(name, func(t *testing.T) {
			content := chickens()
			c.change(&content)
			_, err := b.draft(t, content)
			require.Contains(t, faults(t, err), c.pointer+" "+c.code)
		})
	}
}

func faults(t *testing.T, err error) []string {
	t.Helper()
	var e *apperr.Error
	require.ErrorAs(t, err, &e)
	var out []string
	for _, f := range e.Fields {
		out = append(out, f.Pointer+" "+f.Code)
	}
	return out
}

func TestService_Publish_wants_what_a_draft_may_lack(t *testing.T) {
	t.Parallel()
	b := setup(t)
	c := chickens()
	c.AddressLine, c.CommuneCode, c.AnswerBy = "", "", now.Add(-time.Hour)
	c.Lines[0].From, c.Lines[0].To = calendar.Date(2026, time.September, 1), calendar.Date(2026, time.December, 31)
	d, err := b.draft(t, c)
	require.NoError(t, err)
	_, err = b.demand.Publish(t.Context(), demand.StepInput{Actor: ofBuyer(), OrgID: id(buyer), DemandID: d.ID})
	require.ElementsMatch(t, []string{
		"/addressLine demand.address", "/communeCode demand.commune", "/answerBy demand.answer_by", "/lines/0/from demand.period_past",
	}, faults(t, err))
	copied, err := b.demand.Copy(t.Context(), demand.StepInput{Actor: ofBuyer(), OrgID: id(buyer), DemandID: d.ID}, "copy-key-2")
	require.NoError(t, err)
	require.Equal(t, calendar.Date(2026, time.December, 1), copied.Content.Lines[0].From, "a copy is moved into the future")
	require.Equal(t, calendar.Date(2027, time.March, 31), copied.Content.Lines[0].To)
}

func TestService_knows_who_may_post_and_see(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for actor, want := range map[*party.Actor]error{
		new(member(buyer, party.KindBuyer, party.StatusPending)):        demand.ErrNotVerified,
		new(member(coopA, party.KindCooperative, party.StatusVerified)): demand.ErrNotFound,
		new(member(other, party.KindBuyer, party.StatusVerified)):       demand.ErrNotFound,
		new(member(alliance, party.KindAlliance, party.StatusVerified)): demand.ErrNotFound,
	} {
		_, err := b.demand.Draft(t.Context(), demand.DraftInput{Actor: *actor, OrgID: id(buyer), Key: "some-key-1", Content: chickens()})
		require.ErrorIs(t, err, want)
	}
	programme, err := b.demand.PutProgramme(t.Context(), demand.ProgrammeInput{
		Actor: member(alliance, party.KindAlliance, party.StatusVerified),
		Programme: demand.Programme{
			Slug: "yen-bai-binh-thuan", Name: catalog.Text{VI: "Yên Bái–Bình Thuận"}, StartsOn: calendar.Date(2026, time.January, 1),
			EndsOn: calendar.Date(2028, time.December, 31), Provinces: []string{"15", "68"}, Orgs: []ident.ID{id(buyer)},
		},
	})
	require.NoError(t, err)
	_, err = b.demand.PutProgramme(t.Context(), demand.ProgrammeInput{Actor: ofBuyer(), Programme: *programme})
	require.ErrorIs(t, err, demand.ErrAllianceOnly)

	open, invited, linked := chickens(), chickens(), chickens()
	invited.Audience, invited.Invited = demand.AudienceInvited, []ident.ID{id(coopB)}
	linked.Audience, linked.ProgrammeID = demand.AudienceProgramme, programme.ID
	all, one, some := b.published(t, open), b.published(t, invited), b.published(t, linked)
	hidden, err := b.draft(t, chickens())
	require.NoError(t, err)

	sees := func(a party.Actor) []bool {
		var out []bool
		for _, d := range []*demand.Demand{all, one, some, hidden} {
			_, _, err := b.demand.See(t.Context(), a, d.ID)
			out = append(out, err == nil)
			if err != nil {
				require.ErrorIs(t, err, demand.ErrNotFound)
			}
		}
		return out
	}
	require.Equal(t, []bool{true, true, true, true}, sees(ofBuyer()))
	require.Equal(t, []bool{false, false, false, false}, sees(member(other, party.KindBuyer, party.StatusVerified)))
	require.Equal(t, []bool{true, false, true, false}, sees(member(coopA, party.KindCooperative, party.StatusVerified)))
	require.Equal(t, []bool{true, true, false, false}, sees(member(coopB, party.KindCooperative, party.StatusVerified)))
	require.Equal(t, []bool{false, false, false, false}, sees(member(coopB, party.KindCooperative, party.StatusPending)))
	require.Equal(t, []bool{true, true, true, false}, sees(member(alliance, party.KindAlliance, party.StatusVerified)))

	seen, role, err := b.demand.See(t.Context(), member(coopA, party.KindCooperative, party.StatusVerified), all.ID)
	require.NoError(t, err)
	require.Equal(t, demand.RoleCooperative, role)
	require.Zero(t, seen.Content.Lines[0].Highest, "the highest price is the buyer's own")
	board, err := b.demand.Board(t.Context(), demand.BoardFilter{Limit: 10})
	require.NoError(t, err)
	require.Len(t, board.Items, 2, "an invitation is nobody else's business")
	forB, err := b.demand.Board(t.Context(), demand.BoardFilter{Cooperative: id(coopB), Limit: 1})
	require.NoError(t, err)
	require.Equal(t, int64(2), forB.Total)
	next, err := b.demand.Board(t.Context(), demand.BoardFilter{Cooperative: id(coopB), Limit: 1, Cursor: forB.Next})
	require.NoError(t, err)
	require.Equal(t, all.ID, next.Items[0].ID)
	require.Empty(t, next.Next)
}

func TestService_Draft_is_idempotent(t *testing.T) {
	t.Parallel()
	b := setup(t)
	in := demand.DraftInput{Actor: ofBuyer(), OrgID: id(buyer), Key: "the-same-key", Content: chickens()}
	first, err := b.demand.Draft(t.Context(), in)
	require.NoError(t, err)
	second, err := b.demand.Draft(t.Context(), in)
	require.NoError(t, err)
	require.Equal(t, first.ID, second.ID)
	in.Content.Title = "Việc khác"
	_, err = b.demand.Draft(t.Context(), in)
	require.ErrorIs(t, err, idempotency.ErrReused)
}

func TestService_Expire_waits_for_the_time_to_award(t *testing.T) {
	t.Parallel()
	b := setup(t)
	d := b.published(t, chickens())
	require.NoError(t, b.demand.Expire(t.Context(), d.ID))
	b.clock.T = d.Content.AnswerBy.Add(demand.AwardWithin)
	require.NoError(t, b.demand.Expire(t.Context(), d.ID))
	require.NoError(t, b.demand.Expire(t.Context(), d.ID), "safe to repeat")
	after, err := b.demand.OwnDemand(t.Context(), id(buyer), d.ID)
	require.NoError(t, err)
	require.Equal(t, demand.StatusExpired, after.Status)
	_, err = b.demand.Award(t.Context(), demand.StepInput{Actor: ofBuyer(), OrgID: id(buyer), DemandID: d.ID})
	require.ErrorIs(t, err, demand.ErrNotAllowed)
}

func codeOf(t *testing.T, err error) string {
	t.Helper()
	var e *apperr.Error
	require.ErrorAs(t, err, &e)
	return e.Code
}
