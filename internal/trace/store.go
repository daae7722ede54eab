package trace

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/db"
)

type store struct{ db *db.DB }

// goods names variants; a read model over catalog and party.
func (s store) goods(ctx context.Context, variantIDs []ident.ID) (map[ident.ID]Goods, error) {
	out := map[ident.ID]Goods{}
	err := s.db.Each(ctx, "name goods", `
SELECT p.id, p.slug, p.name_vi, p.name_en, v.id, v.name_vi, v.name_en, v.sku, v.unit, coalesce(p.shelf_life_days, 0), coalesce(g.gtin, ''), o.short_name
FROM variants v JOIN products p ON p.id = v.product_id JOIN organisations o ON o.id = p.org_id LEFT JOIN variant_gtins g ON g.variant_id = v.id
WHERE v.id = ANY(?::uuid[])`, []any{db.IDs(variantIDs)}, func(rows *sql.Rows) error {
		var g Goods
		err := rows.Scan(&g.ProductID, &g.Slug, &g.ProductName.VI, &g.ProductName.EN, &g.VariantID, &g.VariantName.VI, &g.VariantName.EN,
			&g.SKU, &g.Unit, &g.ShelfLifeDays, &g.GTIN, &g.Cooperative)
		out[g.VariantID] = g
		return err
	})
	return out, err
}

// bulk reads what products' capacities of the period of that day hold; as the shelf
// does, a declaration for the product counts before one for its whole type.
func (s store) bulk(ctx context.Context, productIDs []ident.ID, today time.Time) (map[ident.ID]*Bulk, error) {
	out := map[ident.ID]*Bulk{}
	day := today.Format(time.DateOnly)
	err := s.db.Each(ctx, "read bulk promises", `
SELECT DISTINCT ON (p.id) p.id, c.unit, x.starts_on, x.ends_on, x.declared, x.promised, x.retail
FROM products p
JOIN capacities c ON c.org_id = p.org_id AND c.type_code = p.type_code AND (c.product_id = p.id OR c.product_id IS NULL)
JOIN capacity_periods x ON x.capacity_id = c.id AND x.open AND ?::date BETWEEN x.starts_on AND x.ends_on
WHERE p.id = ANY(?::uuid[]) ORDER BY p.id, c.product_id IS NULL, x.retail = 0, c.id`, []any{day, db.IDs(productIDs)}, func(rows *sql.Rows) error {
		var id ident.ID
		var b Bulk
		err := rows.Scan(&id, &b.Unit, &b.From, &b.Until, &b.Declared, &b.Promised, &b.Retail)
		out[id] = &b
		return err
	})
	return out, err
}

// buyers reads the orders that goods of a lot went to; a read model over order.
func (s store) buyers(ctx context.Context, lotID ident.ID) ([]Buyer, error) {
	var out []Buyer
	err := s.db.Each(ctx, "find a lot's buyers", `
SELECT o.id, o.code, coalesce(nullif(p.buyer_org_name, ''), p.contact_name), sum(x.quantity - x.returned)::bigint, bool_or(x.shipped_at IS NOT NULL)
FROM order_line_lots x JOIN order_lines l ON l.id = x.order_line_id JOIN orders o ON o.id = l.order_id JOIN purchases p ON p.id = o.purchase_id
WHERE x.lot_id = ? AND x.quantity > x.returned GROUP BY o.id, p.id ORDER BY o.placed_at DESC, o.id`, []any{lotID}, func(rows *sql.Rows) error {
		var b Buyer
		err := rows.Scan(&b.OrderID, &b.OrderCode, &b.Name, &b.Quantity, &b.Shipped)
		out = append(out, b)
		return err
	})
	return out, err
}

func (s store) lock(ctx context.Context, lotID ident.ID) error {
	return s.db.Each(ctx, "lock lot", `SELECT id FROM lots WHERE id = ? FOR NO KEY UPDATE`, []any{lotID}, func(*sql.Rows) error { return nil })
}

// pictureDoc is a step's picture as it is kept.
type pictureDoc struct {
	W     int                   `json:"w"`
	H     int                   `json:"h"`
	Color string                `json:"c"`
	Sizes []catalog.PictureSize `json:"s"`
}

func (d *pictureDoc) picture(alt apperr.Text) *catalog.Picture {
	if d == nil {
		return nil
	}
	return &catalog.Picture{Width: d.W, Height: d.H, Color: d.Color, Alt: catalog.Text(alt), Sizes: d.Sizes}
}

func (s store) steps(ctx context.Context, lotID ident.ID) ([]Step, error) {
	var out []Step
	err := s.db.Each(ctx, "read a lot's steps", `
SELECT id, lot_id, kind, done_on, place, text_vi, text_en, picture FROM lot_steps WHERE lot_id = ? ORDER BY done_on, id`, []any{lotID}, func(rows *sql.Rows) error {
		var x Step
		var picture db.FromJSON[*pictureDoc]
		err := rows.Scan(&x.ID, &x.LotID, &x.Kind, &x.On, &x.Place, &x.Text.VI, &x.Text.EN, &picture)
		x.Picture = picture.V.picture(x.Text)
		out = append(out, x)
		return err
	})
	return out, err
}

func (s store) insertStep(ctx context.Context, x Step, by ident.ID, now time.Time) error {
	n, err := s.db.Exec(ctx, "tell a step", `
INSERT INTO lot_steps (id, lot_id, kind, done_on, place, text_vi, text_en, created_by, created_at)
SELECT ?, ?, ?, ?::date, ?, ?, ?, ?, ? WHERE (SELECT count(*) FROM lot_steps WHERE lot_id = ?) < ?`,
		x.ID, x.LotID, x.Kind, x.On.Format(time.DateOnly), x.Place, x.Text.VI, x.Text.EN, orNull(by), now, x.LotID, most)
	if err == nil && n == 0 {
		return ErrTooMany
	}
	return err
}

func (s store) setStepPicture(ctx context.Context, lotID, stepID ident.ID, p catalog.Picture) error {
	n, err := s.db.Exec(ctx, "show a step", `UPDATE lot_steps SET picture = ?::jsonb WHERE id = ? AND lot_id = ?`,
		db.JSON{V: pictureDoc{W: p.Width, H: p.Height, Color: p.Color, Sizes: p.Sizes}}, stepID, lotID)
	if err == nil && n == 0 {
		return ErrStepNotFound
	}
	return err
}

func (s store) deleteStep(ctx context.Context, lotID, stepID ident.ID) error {
	_, err := s.db.Exec(ctx, "take a step back", `DELETE FROM lot_steps WHERE id = ? AND lot_id = ?`, stepID, lotID)
	return err
}

func (s store) results(ctx context.Context, lotID ident.ID) ([]Result, error) {
	var out []Result
	err := s.db.Each(ctx, "read laboratory results", `
SELECT id, lot_id, laboratory, number, tested_on, subject, result, passed FROM lot_tests WHERE lot_id = ? ORDER BY tested_on DESC, id`, []any{lotID}, func(rows *sql.Rows) error {
		var x Result
		err := rows.Scan(&x.ID, &x.LotID, &x.Laboratory, &x.Number, &x.On, &x.Subject, &x.Result, &x.Passed)
		out = append(out, x)
		return err
	})
	return out, err
}

func (s store) insertResult(ctx context.Context, x Result, by ident.ID, now time.Time) error {
	n, err := s.db.Exec(ctx, "tell a laboratory result", `
INSERT INTO lot_tests (id, lot_id, laboratory, number, tested_on, subject, result, passed, created_by, created_at)
SELECT ?, ?, ?, ?, ?::date, ?, ?, ?, ?, ? WHERE (SELECT count(*) FROM lot_tests WHERE lot_id = ?) < ?`,
		x.ID, x.LotID, x.Laboratory, x.Number, x.On.Format(time.DateOnly), x.Subject, x.Result, x.Passed, orNull(by), now, x.LotID, most)
	switch {
	case db.Constraint(err) == "lot_tests_report_key":
		return ErrTestTwice
	case err == nil && n == 0:
		return ErrTooMany
	}
	return err
}

func (s store) deleteResult(ctx context.Context, lotID, resultID ident.ID) error {
	_, err := s.db.Exec(ctx, "take a result back", `DELETE FROM lot_tests WHERE id = ? AND lot_id = ?`, resultID, lotID)
	return err
}

func (s store) scans(ctx context.Context, lotID ident.ID, today time.Time) (n Scans, err error) {
	err = s.db.Each(ctx, "count scans", `
SELECT coalesce(sum(scans), 0)::bigint, coalesce(sum(scans) FILTER (WHERE day > ?::date - 7), 0)::bigint FROM lot_scans WHERE lot_id = ?`,
		[]any{today.Format(time.DateOnly), lotID}, func(rows *sql.Rows) error { return rows.Scan(&n.Total, &n.LastWeek) })
	return n, err
}

func (s store) countScan(ctx context.Context, traceCode string, today time.Time) error {
	_, err := s.db.Exec(ctx, "count a scan", `
INSERT INTO lot_scans (lot_id, day, scans) SELECT id, ?::date, 1 FROM lots WHERE trace_code = ?
ON CONFLICT (lot_id, day) DO UPDATE SET scans = lot_scans.scans + 1`, today.Format(time.DateOnly), traceCode)
	return err
}

func (s store) variantOf(ctx context.Context, gtin string) (id ident.ID, err error) {
	err = s.db.Each(ctx, "find a GTIN", `SELECT variant_id FROM variant_gtins WHERE gtin = ?`, []any{gtin},
		func(rows *sql.Rows) error { return rows.Scan(&id) })
	return id, err
}

func (s store) setGTIN(ctx context.Context, variantID ident.ID, gtin string, by ident.ID, now time.Time) error {
	if gtin == "" {
		_, err := s.db.Exec(ctx, "forget a GTIN", `DELETE FROM variant_gtins WHERE variant_id = ?`, variantID)
		return err
	}
	_, err := s.db.Exec(ctx, "set a GTIN", `
INSERT INTO variant_gtins (variant_id, gtin, set_by, set_at) VALUES (?, ?, ?, ?)
ON CONFLICT (variant_id) DO UPDATE SET gtin = excluded.gtin, set_by = excluded.set_by, set_at = excluded.set_at`, variantID, gtin, by, now)
	if db.Constraint(err) == "variant_gtins_gtin_key" {
		return ErrGTINTaken
	}
	return err
}

func orNull(id ident.ID) *ident.ID {
	if id == ident.Nil {
		return nil
	}
	return &id
}
