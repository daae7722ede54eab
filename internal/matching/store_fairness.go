package matching

import (
	"context"
	"database/sql"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/db"
)

func (s store) fairness(ctx context.Context) (Fairness, error) {
	var f Fairness
	err := s.db.Each(ctx, "read fairness", `
SELECT most_large_pct, most_small_pct, small_floor_pct, premium_permille, version, (SELECT json_agg(org_id ORDER BY org_id) FROM matching_small)
FROM matching_fairness`, nil, func(rows *sql.Rows) error {
		var small db.FromJSON[[]ident.ID]
		err := rows.Scan(&f.MostLargePct, &f.MostSmallPct, &f.SmallFloorPct, &f.PremiumPermille, &f.Version, &small)
		f.Small = small.V
		return err
	})
	return f, err
}

// setFairness replaces the rules. Errors: ErrFairnessChanged, request.invalid.
func (s store) setFairness(ctx context.Context, f Fairness, by ident.ID) error {
	n, err := s.db.Exec(ctx, "change fairness", `
UPDATE matching_fairness SET most_large_pct = ?, most_small_pct = ?, small_floor_pct = ?, premium_permille = ?, version = version + 1, updated_by = ?
WHERE version = ?`, f.MostLargePct, f.MostSmallPct, f.SmallFloorPct, f.PremiumPermille, by, f.Version)
	if err != nil {
		return err
	}
	if n == 0 {
		return ErrFairnessChanged
	}
	if _, err := s.db.Exec(ctx, "replace small cooperatives", `DELETE FROM matching_small`); err != nil {
		return err
	}
	n, err = s.db.Exec(ctx, "write small cooperatives",
		`INSERT INTO matching_small (org_id) SELECT id FROM organisations WHERE kind = 'cooperative' AND id = ANY(?::uuid[])`, db.IDs(f.Small))
	if err == nil && n != int64(len(f.Small)) {
		return errSmall.At("/small")
	}
	return err
}
