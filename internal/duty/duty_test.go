package duty_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/duty"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db/dbtest"
)

func at(t *testing.T, s string) time.Time {
	t.Helper()
	out, err := time.ParseInLocation("02/01/2006 15:04", s, clock.Saigon)
	require.NoError(t, err)
	return out.UTC()
}

// Deadlines counted in working days, over week-ends, Tết and the new year.
func TestService_Deadline_counts_working_days_and_holidays(t *testing.T) {
	t.Parallel()
	s := duty.NewService(dbtest.New(t))
	for _, c := range []struct {
		name, start, want string
		duty              duty.Duty
	}{
		{"two working days from a Monday", "23/11/2026 09:00", "26/11/2026 00:00", duty.DataAnswer},
		{"late in the evening is the same day", "23/11/2026 23:59", "26/11/2026 00:00", duty.DataAnswer},
		{"from a Friday over the week-end", "27/11/2026 08:00", "02/12/2026 00:00", duty.ComplaintAcknowledge},
		{"from a Saturday", "28/11/2026 08:00", "02/12/2026 00:00", duty.ComplaintAcknowledge},
		{"over New Year's Day", "30/12/2026 08:00", "05/01/2027 00:00", duty.ListingCheck},
		{"over Tết 2026", "13/02/2026 08:00", "25/02/2026 00:00", duty.DataAnswer},
		{"over Tết 2027", "04/02/2027 16:00", "13/02/2027 00:00", duty.DataAnswer},
		{"over the kings' day's substitute", "24/04/2026 08:00", "30/04/2026 00:00", duty.DataAnswer},
		{"three working days", "23/11/2026 09:00", "27/11/2026 00:00", duty.SellerCheck},
		{"fifteen days", "23/11/2026 09:00", "09/12/2026 00:00", duty.ComplaintAnswer},
		{"fifteen days that end on a Saturday", "27/11/2026 09:00", "15/12/2026 00:00", duty.ComplaintAnswer},
	} {
		got, err := s.Deadline(t.Context(), c.duty, at(t, c.start))
		require.NoError(t, err, c.name)
		require.Equal(t, at(t, c.want), got, c.name)
	}
	_, err := s.Deadline(t.Context(), duty.DataAnswer, at(t, "31/12/2025 23:59"))
	require.Error(t, err, "before the law there is no term")
}

// A change of law is a new row: what began before it keeps its term.
func TestService_Deadline_follows_the_rule_of_its_day(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	for _, statement := range []string{
		`UPDATE duty_terms SET valid_to = '2026-12-31' WHERE duty = 'data_answer'`,
		`INSERT INTO duty_terms (duty, valid_from, working_days, source) VALUES ('data_answer', '2027-01-01', 5, 'thử')`,
	} {
		_, err := d.Exec(t.Context(), "change the law", statement)
		require.NoError(t, err)
	}
	s := duty.NewService(d)
	before, err := s.Deadline(t.Context(), duty.DataAnswer, at(t, "31/12/2026 10:00"))
	require.NoError(t, err)
	require.Equal(t, at(t, "06/01/2027 00:00"), before)
	after, err := s.Deadline(t.Context(), duty.DataAnswer, at(t, "04/01/2027 10:00"))
	require.NoError(t, err)
	require.Equal(t, at(t, "12/01/2027 00:00"), after)
}

func TestTerms_have_one_rule_for_each_day(t *testing.T) {
	t.Parallel()
	terms, err := duty.NewService(dbtest.New(t)).Terms(t.Context())
	require.NoError(t, err)
	require.NotEmpty(t, terms)
	for i, a := range terms {
		require.NotEmpty(t, a.Source, a.Duty)
		for _, b := range terms[i+1:] {
			require.False(t, a.Duty == b.Duty && (a.To.IsZero() || !b.From.After(a.To)), "two rules of %s overlap", a.Duty)
		}
	}
}
