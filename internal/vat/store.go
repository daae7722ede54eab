package vat

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/platform/db"
)

type store struct{ db *db.DB }

func (s store) rates(ctx context.Context) (Table, error) {
	var out Table
	err := s.db.Each(ctx, "read tax rates", `SELECT treatment, valid_from, valid_to, rate_bp, source FROM vat_rates ORDER BY treatment, valid_from`, nil,
		func(rows *sql.Rows) error {
			var r Rate
			var to sql.NullTime
			err := rows.Scan(&r.Treatment, &r.From, &to, &r.BasisPoints, &r.Source)
			r.From, r.To = r.From.UTC(), time.Time{}
			if to.Valid {
				r.To = to.Time.UTC()
			}
			out = append(out, r)
			return err
		})
	return out, err
}
