package ocop_test

import (
	"testing"
	"time"

	"github.com/chophien/chophien/internal/ocop"
)

// day reads dd/mm/yyyy.
func day(t *testing.T, s string) time.Time {
	t.Helper()
	if s == "" {
		return time.Time{}
	}
	d, err := time.Parse("02/01/2006", s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestExpiresOn(t *testing.T) {
	t.Parallel()
	for issued, want := range map[string]string{
		"28/12/2023": "28/12/2026", // QĐ 2585/QĐ-UBND, as printed on the certificates
		"01/01/2024": "01/01/2027",
		"31/01/2024": "31/01/2027",
		"31/12/2023": "31/12/2026",
		"29/02/2024": "28/02/2027", // 2027 is no leap year
		"28/02/2023": "28/02/2026",
		"28/02/2025": "28/02/2028", // not the 29th
		"30/04/2025": "30/04/2028",
	} {
		if got := ocop.ExpiresOn(day(t, issued)); !got.Equal(day(t, want)) {
			t.Errorf("issued %s: expires %s, want %s", issued, got.Format("02/01/2006"), want)
		}
	}
}

func TestStateOn(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, expires, revoked, today string
		want                          ocop.State
		star                          bool
	}{
		{"long to go", "28/12/2026", "", "28/12/2023", ocop.StateValid, true},
		{"91 days left", "28/12/2026", "", "28/09/2026", ocop.StateValid, true},
		{"90 days left", "28/12/2026", "", "29/09/2026", ocop.StateExpiring, true},
		{"the market's first day", "28/12/2026", "", "23/11/2026", ocop.StateExpiring, true},
		{"last day", "28/12/2026", "", "28/12/2026", ocop.StateExpiring, true},
		{"day after", "28/12/2026", "", "29/12/2026", ocop.StateExpired, false},
		{"revoked today", "28/12/2026", "23/11/2026", "23/11/2026", ocop.StateRevoked, false},
		{"revoked tomorrow", "28/12/2027", "24/11/2026", "23/11/2026", ocop.StateValid, true},
		{"revoked, then run out", "28/12/2026", "01/03/2026", "01/01/2027", ocop.StateRevoked, false},
	} {
		got := ocop.StateOn(day(t, c.expires), day(t, c.revoked), day(t, c.today))
		if got != c.want || got.ShowsStar() != c.star {
			t.Errorf("%s: %s (star %v), want %s (star %v)", c.name, got, got.ShowsStar(), c.want, c.star)
		}
	}
}

func TestDateOf(t *testing.T) {
	t.Parallel()
	for moment, want := range map[string]string{
		"2026-12-28T16:59:59Z":      "28/12/2026",
		"2026-12-28T17:00:00Z":      "29/12/2026", // midnight in Hà Nội
		"2026-12-29T00:30:00+07:00": "29/12/2026",
	} {
		m, err := time.Parse(time.RFC3339, moment)
		if err != nil {
			t.Fatal(err)
		}
		if got := ocop.DateOf(m); !got.Equal(day(t, want)) {
			t.Errorf("DateOf(%s) = %s, want %s", moment, got.Format("02/01/2006"), want)
		}
	}
}

func TestMayIssue(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		level ocop.Level
		stars int
		on    string
		want  bool
	}{
		{ocop.LevelProvince, 3, "15/09/2020", true},
		{ocop.LevelDistrict, 3, "15/09/2020", false},
		{ocop.LevelDistrict, 3, "23/02/2023", false},
		{ocop.LevelDistrict, 3, "24/02/2023", true},
		{ocop.LevelDistrict, 3, "30/06/2025", true},
		{ocop.LevelDistrict, 3, "01/07/2025", false},
		{ocop.LevelProvince, 3, "06/07/2025", true},
		{ocop.LevelProvince, 4, "28/12/2023", true},
		{ocop.LevelDistrict, 4, "28/12/2023", false},
		{ocop.LevelProvince, 5, "28/12/2023", false},
		{ocop.LevelCentral, 5, "28/12/2023", true},
		{ocop.LevelCentral, 2, "28/12/2023", false},
		{ocop.LevelProvince, 1, "28/12/2023", false},
		{ocop.LevelProvince, 6, "28/12/2023", false},
		{"xa", 3, "28/12/2025", false},
	} {
		if got := ocop.MayIssue(c.level, c.stars, day(t, c.on)); got != c.want {
			t.Errorf("MayIssue(%s, %d, %s) = %v", c.level, c.stars, c.on, got)
		}
	}
}

func TestStarsFor(t *testing.T) {
	t.Parallel()
	for score, want := range map[int]int{
		-1: 0, 0: 0, 2999: 0, 4999: 0, 5000: 3, 6999: 3, 7000: 4, 8999: 4, 9000: 5, 10000: 5, 10001: 0,
	} {
		if got := ocop.StarsFor(score); got != want {
			t.Errorf("StarsFor(%d) = %d, want %d", score, got, want)
		}
	}
}
