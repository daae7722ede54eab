package demotest

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/platform/db"
)

type store struct{ db *db.DB }

// user writes an account with a ready hash: hashing as for real takes longer
// than all the rest.
func (s *store) user(ctx context.Context, p Person, hash string, now time.Time) error {
	_, err := s.db.Exec(ctx, "insert user",
		`INSERT INTO users (id, full_name, email, phone, password_hash, created_at) VALUES (?, ?, ?, ?, ?, ?)`,
		p.ID, p.Name, p.Email, p.Phone, hash, now)
	return err
}

// shipping writes the demo's rates and one or two provinces of each region.
func (s *store) shipping(ctx context.Context) error {
	if _, err := s.db.Exec(ctx, "insert regions", `INSERT INTO province_regions (province_code, region)
VALUES ('01', 'bac'), ('15', 'bac'), ('48', 'trung'), ('68', 'trung'), ('79', 'nam')`); err != nil {
		return err
	}
	_, err := s.db.Exec(ctx, "insert shipping rates", `
INSERT INTO shipping_rates (zone, valid_from, first_g, first_vnd, step_g, step_vnd, cold_vnd, days_min, days_max) VALUES
  ('noi_tinh', '2026-01-01', 500, 16500, 500, 2500, 15000, 1, 2),
  ('mien_bac', '2026-01-01', 500, 28000, 500, 4500, 35000, 2, 3),
  ('lien_mien', '2026-01-01', 500, 36000, 500, 9000, 80000, 3, 6)`)
	return err
}
