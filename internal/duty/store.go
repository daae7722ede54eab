package duty

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/platform/db"
)

type store struct{ db *db.DB }

func (s store) terms(ctx context.Context) ([]Term, error) {
	var out []Term
	err := s.db.Each(ctx, "read terms", `
SELECT duty, valid_from, valid_to, coalesce(working_days, 0), coalesce(calendar_days, 0), source FROM duty_terms ORDER BY duty, valid_from`, nil,
		func(rows *sql.Rows) error {
			var t Term
			var to sql.NullTime
			err := rows.Scan(&t.Duty, &t.From, &to, &t.WorkingDays, &t.CalendarDays, &t.Source)
			t.From, t.To = t.From.UTC(), to.Time.UTC()
			if !to.Valid {
				t.To = time.Time{}
			}
			out = append(out, t)
			return err
		})
	return out, err
}

// holidays are those from a day on; no term reaches further than two years.
func (s store) holidays(ctx context.Context, from time.Time) (Holidays, error) {
	out := Holidays{}
	err := s.db.Each(ctx, "read holidays", `SELECT day FROM public_holidays WHERE day BETWEEN ?::date AND ?::date`,
		[]any{from.Format(time.DateOnly), from.AddDate(2, 0, 0).Format(time.DateOnly)}, func(rows *sql.Rows) error {
			var day time.Time
			err := rows.Scan(&day)
			out[time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, time.UTC)] = true
			return err
		})
	return out, err
}
