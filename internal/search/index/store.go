package index

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/ocop"
	"github.com/chophien/chophien/internal/platform/db"
)

// store holds the SQL of the index.
type store struct{ db *db.DB }

// change is a mark: this product changed, and the index has not confirmed it.
type change struct {
	ID      ident.ID `json:"id"`
	Version int64    `json:"v"`
}

// pending returns the oldest marks that are due.
func (s *store) pending(ctx context.Context, limit int) ([]change, error) {
	return s.changes(ctx, `SELECT product_id, version FROM search_changes WHERE version > live AND retry_at <= now() ORDER BY version LIMIT ?`, limit)
}

// unbuilt returns the oldest marks of what the index being built has not got.
func (s *store) unbuilt(ctx context.Context, limit int) ([]change, error) {
	return s.changes(ctx, `SELECT product_id, version FROM search_changes WHERE version > built ORDER BY version LIMIT ?`, limit)
}

// startBuild forgets what another index that was being built had got.
func (s *store) startBuild(ctx context.Context, index string) error {
	if err := s.setState(ctx, stateBuilding, index); err != nil {
		return err
	}
	for {
		n, err := s.db.Exec(ctx, "begin to build an index", `
UPDATE search_changes SET built = 0 WHERE product_id IN (SELECT product_id FROM search_changes WHERE built <> 0 FOR UPDATE SKIP LOCKED)`)
		if err != nil {
			return err
		}
		left := false
		err = s.db.Each(ctx, "begin to build an index", `SELECT EXISTS (SELECT 1 FROM search_changes WHERE built <> 0)`, nil,
			func(rows *sql.Rows) error { return rows.Scan(&left) })
		if err != nil || !left {
			return err
		}
		if n == 0 { // what is left is being changed: soon it is not
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(lockedPause):
			}
		}
	}
}

// lockedPause is how long is waited for what others change.
const lockedPause = 20 * time.Millisecond

// built notes what the index being built has got.
func (s *store) built(ctx context.Context, list []change) error {
	_, err := s.db.Exec(ctx, "note what an index has got", `
UPDATE search_changes c SET built = w.v FROM `+markRows+` WHERE c.product_id = w.id AND c.built < w.v`, db.JSON{V: list})
	return err
}

func (s *store) changes(ctx context.Context, query string, args ...any) (out []change, err error) {
	err = s.db.Each(ctx, "read changed products", query, args, func(rows *sql.Rows) error {
		var c change
		err := rows.Scan(&c.ID, &c.Version)
		out = append(out, c)
		return err
	})
	return out, err
}

// markRows are the marks of a list that nobody is changing right now. Those that
// somebody is are left alone: waiting for them could end in a circle with a statement
// that changes many goods, and they change again anyway.
const markRows = `(SELECT m.product_id AS id, x.v FROM json_to_recordset(?::json) AS x (id uuid, v bigint)
JOIN search_changes m ON m.product_id = x.id FOR UPDATE OF m SKIP LOCKED) w`

// confirm takes the marks away that did not change meanwhile. While another index is
// being built they stay, as confirmed: that one needs them yet.
func (s *store) confirm(ctx context.Context, list []change) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		building, err := s.state(ctx, stateBuilding)
		if err != nil {
			return err
		}
		if building != "" {
			_, err = s.db.Exec(ctx, "confirm changes", `
UPDATE search_changes c SET live = w.v, failures = 0 FROM `+markRows+` WHERE c.product_id = w.id AND c.live < w.v`, db.JSON{V: list})
			return err
		}
		_, err = s.db.Exec(ctx, "take confirmed changes away", `
DELETE FROM search_changes c USING `+markRows+` WHERE c.product_id = w.id AND c.version = w.v`, db.JSON{V: list})
		return err
	})
}

// takeOver takes the marks away of what the new index has got.
func (s *store) takeOver(ctx context.Context) error {
	_, err := s.db.Exec(ctx, "take confirmed changes away", `
DELETE FROM search_changes WHERE product_id IN (SELECT product_id FROM search_changes WHERE version <= built FOR UPDATE SKIP LOCKED)`)
	return err
}

// giveUp ends a build that will not take over: marks kept for it only go.
func (s *store) giveUp(ctx context.Context) error {
	_, err := s.db.Exec(ctx, "take confirmed changes away", `
DELETE FROM search_changes WHERE product_id IN (SELECT product_id FROM search_changes WHERE version <= live FOR UPDATE SKIP LOCKED)`)
	return err
}

// refuse puts off what the server will not take: longer each time, at most an hour.
func (s *store) refuse(ctx context.Context, c change) error {
	_, err := s.db.Exec(ctx, "put a refused change off", `
UPDATE search_changes SET failures = failures + 1, retry_at = now() + least(interval '1 hour', interval '5 seconds' * 2 ^ least(failures, 10))
WHERE product_id = ? AND version = ?`, c.ID, c.Version)
	return err
}

// mark asks for products to be sent again, or taken out.
func (s *store) mark(ctx context.Context, ids []ident.ID) error {
	if len(ids) == 0 {
		return nil
	}
	// Whoever touches a mark holds its product's row, and takes rows in the order of ids.
	_, err := s.db.Exec(ctx, "mark products for the index", `
WITH locked AS MATERIALIZED (SELECT id, search_version FROM products WHERE id = ANY(?::uuid[]) ORDER BY id FOR NO KEY UPDATE)
INSERT INTO search_changes AS c (product_id, version)
SELECT x.id, coalesce(p.search_version, nextval('search_versions')) FROM unnest(?::uuid[]) AS x (id) LEFT JOIN locked p ON p.id = x.id
ORDER BY x.id
ON CONFLICT (product_id) DO UPDATE SET live = 0`, db.IDs(ids), db.IDs(ids))
	if err != nil {
		return err
	}
	_, err = s.db.Exec(ctx, "wake the indexer", `SELECT pg_notify('search_changes', '')`)
	return err
}

// markLapsed gives a new version to goods whose stars lapsed since the last time.
// today is a day as time.DateOnly writes it.
func (s *store) markLapsed(ctx context.Context, today string) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		before, err := s.state(ctx, stateLapsed)
		if err != nil || before == today {
			return err
		}
		if before == "" {
			before = "0001-01-01"
		}
		if _, err := s.db.Exec(ctx, "mark lapsed stars", `
UPDATE products SET search_version = nextval('search_versions') WHERE id IN (
    SELECT id FROM products WHERE status = 'listed' AND ocop_stars > 0 AND ocop_expires_on >= ?::date AND ocop_expires_on < ?::date
    ORDER BY id FOR NO KEY UPDATE)`, before, today); err != nil {
			return err
		}
		return s.setState(ctx, stateLapsed, today)
	})
}

// Names of values in search_state.
const (
	stateBuilding = "building"  // the name of the index being built
	stateIndex    = "index"     // "whole", or "filling" while much is missing
	stateCount    = "documents" // how many the index was left with
	stateLapsed   = "lapsed"    // the day up to which lapsed stars are marked
)

func (s *store) state(ctx context.Context, name string) (value string, err error) {
	err = s.db.Each(ctx, "read search state", `SELECT value FROM search_state WHERE name = ?`, []any{name},
		func(rows *sql.Rows) error { return rows.Scan(&value) })
	return value, err
}

func (s *store) setState(ctx context.Context, name, value string) error {
	_, err := s.db.Exec(ctx, "write search state", `
INSERT INTO search_state (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`, name, value)
	return err
}

func (s *store) clearState(ctx context.Context, name string) error {
	_, err := s.db.Exec(ctx, "clear search state", `DELETE FROM search_state WHERE name = ?`, name)
	return err
}

// of reads the listed products among ids.
func (s *store) of(ctx context.Context, ids []ident.ID, now time.Time) ([]row, error) {
	return s.rows(ctx, now, ` AND p.id = ANY(?::uuid[])`, db.IDs(ids))
}

// after reads a page of all listed products, by id.
func (s *store) after(ctx context.Context, id ident.ID, limit int, now time.Time) ([]row, error) {
	return s.rows(ctx, now, ` AND p.id > ? ORDER BY p.id LIMIT ?`, id, limit)
}

func (s *store) rows(ctx context.Context, now time.Time, rest string, args ...any) (out []row, err error) {
	from, condition, filterArgs := catalog.PublicSQL(catalog.Filter{}, now)
	args = append(append([]any{ocop.DateOf(now)}, filterArgs...), args...)
	err = s.db.Each(ctx, "read products for the index", `
SELECT p.id, p.search_version, p.search_name, p.search_spelt, p.search_text, p.category_id, p.org_id,
  coalesce((SELECT c.province_code FROM cooperative_profiles c WHERE c.org_id = p.org_id), ''), coalesce(p.origin_commune, ''), p.from_price_vnd,
  CASE WHEN p.ocop_expires_on >= ? THEN p.ocop_stars ELSE 0 END, array_to_json(p.season_months), p.in_stock AND NOT p.quote_only,
  p.gi_label <> '', array_to_json(p.tags), p.sold_count, p.listed_at, p.slug, p.name_vi, p.name_en
`+from+` WHERE `+condition+rest, args, func(rows *sql.Rows) error {
		var r row
		var season db.FromJSON[[]int]
		var tags db.FromJSON[[]string]
		err := rows.Scan(&r.ID, &r.version, &r.Names, &r.Spelt, &r.text, &r.Category, &r.Org, &r.province, &r.Commune, &r.PriceVND,
			&r.Stars, &season, &r.InStock, &r.GI, &tags, &r.Sold, &r.Listed, &r.Slug, &r.Name.VI, &r.Name.EN)
		for _, m := range season.V {
			r.Season |= 1 << (m - 1)
		}
		r.tags = tags.V
		out = append(out, r)
		return err
	})
	return out, err
}

// versions hands over every listed product's version, by id.
func (s *store) versions(ctx context.Context, now time.Time, visit func(id ident.ID, version int64)) error {
	from, condition, args := catalog.PublicSQL(catalog.Filter{}, now)
	return s.db.Each(ctx, "read versions of products", `SELECT p.id, p.search_version `+from+` WHERE `+condition, args, func(rows *sql.Rows) error {
		var id ident.ID
		var v int64
		if err := rows.Scan(&id, &v); err != nil {
			return err
		}
		visit(id, v)
		return nil
	})
}
