package web

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/chophien/chophien/internal/platform/clock"
)

func months() []int { return []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12} }

// thisMonth is the month in Viet Nam.
func (s *Site) thisMonth() int { return int(s.Clock.Now().In(clock.Saigon).Month()) }

// date writes an API date or time as 23/11/2026, in both languages: the figures
// are what is on the papers. What is no date stays as it is.
func date(iso string) string {
	if t, err := time.Parse(time.DateOnly, iso); err == nil {
		return t.Format("02/01/2006")
	}
	if t, err := time.Parse(time.RFC3339, iso); err == nil {
		return t.In(clock.Saigon).Format("02/01/2006")
	}
	return iso
}

// month names a month: "tháng 9", "September".
func (v *views) month(m int) string {
	if v.lang == langEN {
		return time.Month(m).String()
	}
	return "tháng " + strconv.Itoa(m)
}

// season says in one sentence when a product is to be had.
func (v *views) season(in []int, now int) string {
	if len(in) == 12 {
		return v.words.say("season_all_year")
	}
	var runs []string
	for _, run := range monthRuns(in) {
		if run[0] == run[1] {
			runs = append(runs, v.month(run[0]))
			continue
		}
		runs = append(runs, v.words.say("season_run", "first", v.month(run[0]), "last", v.month(run[1])))
	}
	key := "season_later"
	if slices.Contains(in, now) {
		key = "season_now"
	}
	return v.words.say(key, "runs", strings.Join(runs, ", "))
}

// monthRuns joins months around the year's end: 9, 10, 11, 12, 1, 2 is one run
// from 9 to 2.
func monthRuns(in []int) [][2]int {
	var has [13]bool
	count := 0
	for _, m := range in {
		if m >= 1 && m <= 12 && !has[m] {
			has[m] = true
			count++
		}
	}
	if count == 12 {
		return [][2]int{{1, 12}}
	}
	before := func(m int) int { return (m+10)%12 + 1 }
	after := func(m int) int { return m%12 + 1 }
	var runs [][2]int
	for first := 1; first <= 12; first++ {
		if !has[first] || has[before(first)] {
			continue
		}
		last := first
		for has[after(last)] {
			last = after(last)
		}
		runs = append(runs, [2]int{first, last})
	}
	return runs
}
