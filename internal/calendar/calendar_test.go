package calendar_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/calendar"
)

func TestUnit_cuts_time(t *testing.T) {
	t.Parallel()
	day := calendar.Date(2027, time.January, 6) // a Wednesday
	require.Equal(t, calendar.Date(2027, time.January, 4), calendar.Week.Start(day))
	require.Equal(t, calendar.Date(2027, time.January, 10), calendar.Week.End(day))
	require.Equal(t, calendar.Date(2027, time.January, 4), calendar.Week.Start(calendar.Date(2027, time.January, 10)), "Sunday ends a week")
	require.Equal(t, calendar.Date(2027, time.January, 4), calendar.Week.Start(calendar.Date(2027, time.January, 4)))
	require.Equal(t, calendar.Date(2027, time.January, 1), calendar.Month.Start(day))
	require.Equal(t, calendar.Date(2028, time.February, 29), calendar.Month.End(calendar.Date(2028, time.February, 3)))
	require.Len(t, calendar.Month.Between(calendar.Date(2026, time.December, 31), calendar.Date(2027, time.June, 1)), 7)
	require.Equal(t, 14, calendar.MonthsFrom(calendar.Date(2026, time.November, 30), calendar.Date(2028, time.January, 1)))
}

func TestDay_is_the_date_in_Vietnam(t *testing.T) {
	t.Parallel()
	require.Equal(t, calendar.Date(2026, time.November, 25), calendar.Day(time.Date(2026, 11, 24, 17, 0, 0, 0, time.UTC)))
	require.Equal(t, calendar.Date(2026, time.November, 24), calendar.Day(time.Date(2026, 11, 24, 16, 59, 0, 0, time.UTC)))
}
