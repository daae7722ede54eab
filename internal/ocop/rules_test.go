package ocop_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/ocop"
)

func TestSubgroups_are_the_26_of_the_six_groups(t *testing.T) {
	t.Parallel()
	groups := map[string]int{}
	for _, g := range ocop.Groups() {
		groups[g.Code] = 0
	}
	require.Len(t, groups, 6)
	for i, s := range ocop.Subgroups() {
		require.Equal(t, i+1, s.Number)
		_, known := groups[s.Group]
		require.True(t, known, s.Group)
		groups[s.Group]++
		require.NotEmpty(t, s.VI)
		require.NotEmpty(t, s.EN)
	}
	require.Equal(t, map[string]int{"TP": 13, "DU": 4, "DL": 3, "TC": 2, "SV": 3, "DV": 1}, groups)
	_, ok := ocop.SubgroupOf(27)
	require.False(t, ok)
}

func TestRuleSetOn(t *testing.T) {
	t.Parallel()
	for on, want := range map[string]string{
		"01/01/2020": "148", "24/02/2023": "148", "05/07/2025": "148", "06/07/2025": "1489", "29/11/2026": "1489",
	} {
		require.Equal(t, want, ocop.RuleSetOn(day(t, on)).Code, on)
	}
	for _, s := range ocop.RuleSets() {
		total := 0
		for _, p := range s.Parts {
			total += p.Max
		}
		require.Equal(t, 10000, total, s.Code)
	}
}

func TestGapOf(t *testing.T) {
	t.Parallel()
	set := ocop.RuleSetOn(day(t, "29/11/2026"))
	scores := []ocop.Score{{"A1", 2000}, {"A2", 900}, {"B1", 1600}, {"C1", 1000}, {"C2", 900}, {"Z9", 5000}}
	g := set.GapOf(scores)
	require.Equal(t, 6400, g.Total)
	require.Equal(t, []int{3, 4, 600}, []int{g.Stars, g.NextStars, g.Missing}, "còn thiếu 6 điểm để đạt 4 sao")
	require.Equal(t, "C", g.Parts[0].Part.Code)
	require.Equal(t, 1600, g.Parts[0].Remaining)

	g = set.GapOf(nil)
	require.Equal(t, []int{0, 3, 5000}, []int{g.Stars, g.NextStars, g.Missing})
	g = set.GapOf([]ocop.Score{{"A1", 9999}, {"B1", 2500}, {"C1", 3500}})
	require.Equal(t, []int{10000, 5, 0, 0}, []int{g.Total, g.Stars, g.NextStars, g.Missing}, "a part gives no more than it has")
}

func TestRemindersDue(t *testing.T) {
	t.Parallel()
	expires := day(t, "28/12/2026")
	for today, want := range map[string][]int{
		"27/06/2026": nil, "28/06/2026": {6}, "27/09/2026": {6}, "28/09/2026": {6, 3}, "28/11/2026": {6, 3, 1}, "28/12/2026": {6, 3, 1}, "29/12/2026": nil,
	} {
		require.Equal(t, want, ocop.RemindersDue(expires, day(t, today)), today)
	}
	require.Equal(t, day(t, "28/02/2027"), ocop.MonthsBefore(day(t, "31/08/2027"), 6), "no 31 February")
}

func TestHalf(t *testing.T) {
	t.Parallel()
	from, to := ocop.HalfOf(day(t, "30/11/2026")).Days()
	require.Equal(t, []any{day(t, "01/07/2026"), day(t, "31/12/2026")}, []any{from, to})
	from, to = ocop.HalfOf(day(t, "30/06/2026")).Days()
	require.Equal(t, []any{day(t, "01/01/2026"), day(t, "30/06/2026")}, []any{from, to})
}
