package judged

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/platform/db"
)

// AddLapsed gives products four-star certificates that have ended, which no wish for
// stars may be answered with. It belongs between Load and catalog.RefreshAll.
func AddLapsed(ctx context.Context, d *db.DB, slugs []string, now time.Time) error {
	_, err := d.Exec(ctx, "add lapsed certificates", `
INSERT INTO ocop_certificates (id, product_id, number, issuer, issuer_level, stars, issued_on, expires_on, is_sample)
SELECT gen_random_uuid(), p.id, 'CU-' || p.slug, 'UBND (mẫu)', 'tinh', 4, ?::date - 1200, ?::date - 100, true
FROM products p WHERE p.slug IN (SELECT json_array_elements_text(?::json))`, now, now, db.JSON{V: slugs})
	return err
}
