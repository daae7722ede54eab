package shipping

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/platform/clock"
)

func (s store) freight(ctx context.Context, now time.Time) (Freight, error) {
	f := Freight{points: map[string]point{}}
	if err := s.db.Each(ctx, "read where provinces lie", `SELECT province_code, lat_e4, lon_e4 FROM province_points`, nil, func(rows *sql.Rows) error {
		var code string
		var p point
		err := rows.Scan(&code, &p.lat, &p.lon)
		f.points[code] = p
		return err
	}); err != nil {
		return f, err
	}
	err := s.db.Each(ctx, "read freight rates", `
SELECT up_to_km, loading_vnd, vnd_per_tonne_km FROM freight_rates
WHERE valid_from = (SELECT max(valid_from) FROM freight_rates WHERE valid_from <= ?::date) ORDER BY up_to_km`,
		[]any{now.In(clock.Saigon).Format(time.DateOnly)}, func(rows *sql.Rows) error {
			var b band
			err := rows.Scan(&b.upToKM, &b.loading, &b.each)
			f.bands = append(f.bands, b)
			return err
		})
	return f, err
}
