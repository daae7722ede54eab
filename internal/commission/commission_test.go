package commission_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/commission"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/db/dbtest"
)

var (
	now  = time.Date(2026, 11, 29, 18, 0, 0, 0, time.UTC) // 1 a.m. of the 30th in Viet Nam
	day  = func(m time.Month, d int) time.Time { return calendar.Date(2026, m, d) }
	coop = ident.New()
	tea  = ident.New()
)

func rule(org, category ident.ID, campaign string, rate money.BasisPoints, from, until time.Time) commission.AddInput {
	return commission.AddInput{Rule: commission.Rule{
		OrgID: org, CategoryID: category, Campaign: campaign, Rate: rate, From: from, Until: until, Reason: "Nghị quyết",
	}}
}

func TestChoose_campaign_first_then_the_narrower(t *testing.T) {
	t.Parallel()
	var rules []commission.Rule
	for _, in := range []commission.AddInput{
		rule(ident.Nil, ident.Nil, "", 300, day(1, 1), time.Time{}),
		rule(ident.Nil, tea, "", 250, day(1, 1), time.Time{}),
		rule(coop, ident.Nil, "", 200, day(1, 1), time.Time{}),
		rule(coop, tea, "", 150, day(1, 1), time.Time{}),
		rule(ident.Nil, ident.Nil, "Tết", 100, day(12, 1), day(12, 31)),
		rule(coop, ident.Nil, "Tết", 50, day(12, 10), day(12, 10)),
	} {
		rules = append(rules, in.Rule)
	}
	other := ident.New()
	for _, c := range []struct {
		org, category ident.ID
		day           time.Time
		want          money.BasisPoints
	}{
		{other, other, day(6, 1), 300},
		{other, tea, day(6, 1), 250},
		{coop, other, day(6, 1), 200},
		{coop, tea, day(6, 1), 150},
		{coop, tea, day(12, 1), 100},
		{coop, tea, day(12, 31), 100},
		{coop, tea, day(12, 10), 50},
		{other, tea, day(12, 10), 100},
	} {
		got, found := commission.Choose(rules, c.org, c.category, c.day)
		require.True(t, found)
		require.Equal(t, c.want, got.Rate, c.day)
	}
	_, found := commission.Choose(rules, coop, tea, calendar.Date(2025, 12, 31))
	require.False(t, found)
}

func TestService_Add_and_End(t *testing.T) {
	t.Parallel()
	d, c, ctx := dbtest.New(t), &clock.Fixed{T: now}, t.Context()
	s := commission.NewService(d, c)
	_, err := s.Add(ctx, commission.AddInput{Rule: commission.Rule{Rate: 5001, From: day(11, 30), Until: day(11, 1)}})
	var e *apperr.Error
	require.ErrorAs(t, err, &e)
	require.Len(t, e.Fields, 4, "rate, from (the 30th has begun), until, reason")

	r, err := s.Add(ctx, rule(coop, ident.Nil, "", 300, day(12, 1), time.Time{}))
	require.NoError(t, err)
	_, err = s.Add(ctx, rule(coop, ident.Nil, "", 200, day(12, 31), time.Time{}))
	require.ErrorIs(t, err, commission.ErrOverlap)
	_, err = s.Add(ctx, rule(coop, ident.Nil, "Tết", 200, day(12, 31), time.Time{}))
	require.NoError(t, err, "a campaign goes before it")
	_, err = s.End(ctx, r.ID, ident.New(), day(12, 20), 9)
	require.ErrorIs(t, err, commission.ErrChanged)
	r, err = s.End(ctx, r.ID, ident.New(), day(12, 20), 1)
	require.NoError(t, err)
	_, err = s.Add(ctx, rule(coop, ident.Nil, "", 200, day(12, 21), time.Time{}))
	require.NoError(t, err)
	_, err = s.End(ctx, r.ID, ident.New(), day(12, 21), r.Version)
	require.ErrorIs(t, err, commission.ErrOverlap)
	c.Advance(22 * 24 * time.Hour)
	_, err = s.End(ctx, r.ID, ident.New(), day(12, 31), r.Version)
	require.ErrorIs(t, err, commission.ErrOver)
	_, err = s.End(ctx, ident.New(), ident.New(), day(12, 31), 1)
	require.ErrorIs(t, err, commission.ErrNotFound)
	_, err = d.Exec(ctx, "by hand", `UPDATE commission_rules SET rate_bp = 1`)
	require.Equal(t, "commission_rules_kept", db.Constraint(err))
	rules, err := s.Rules(ctx)
	require.NoError(t, err)
	require.Len(t, rules, 3)
}
