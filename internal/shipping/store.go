package shipping

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"github.com/chophien/chophien/internal/platform/db"
)

type store struct{ db *db.DB }

// tariffSQL reads the whole small table of regions with the rates, in one round trip.
const tariffSQL = `
SELECT DISTINCT ON (zone) zone, first_g, first_vnd, step_g, step_vnd, cold_vnd, days_min, days_max,
       (SELECT json_object_agg(province_code, region) FROM province_regions), coalesce(m.fee_vnd, 0), coalesce(m.extra_days, 0)
FROM shipping_rates LEFT JOIN remote_communes m ON m.commune_code = ?
WHERE valid_from <= ?::date ORDER BY zone, valid_from DESC`

func (s store) tariff(ctx context.Context, day time.Time, communeCode string) (Tariff, error) {
	t := Tariff{rates: map[Zone]Rate{}, regions: map[string]string{}}
	err := s.db.Each(ctx, "read shipping rates", tariffSQL, []any{communeCode, day.Format(time.DateOnly)}, func(rows *sql.Rows) error {
		var r Rate
		var regions []byte
		if err := rows.Scan(&r.Zone, &r.FirstG, &r.First, &r.StepG, &r.Step, &r.Cold, &r.DaysMin, &r.DaysMax, &regions, &t.remote, &t.remoteDays); err != nil {
			return err
		}
		t.rates[r.Zone] = r
		if len(t.regions) == 0 && len(regions) > 0 {
			if err := json.Unmarshal(regions, &t.regions); err != nil {
				return fmt.Errorf("decode regions: %w", err)
			}
		}
		return nil
	})
	return t, err
}
