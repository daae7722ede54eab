package judged

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/db"
)

// Load puts generated products beside the demo catalogue, whose shelves they stand
// on, without pictures. The caller derives what they are found by
// (catalog.RefreshAll).
func Load(ctx context.Context, d *db.DB, products []Product, now time.Time) error {
	orgs := make([]ident.ID, Makers+1)
	for n := 1; n <= Makers; n++ {
		orgs[n] = ident.New()
		name := fmt.Sprintf("HTX Mẫu %d", n)
		if _, err := d.Exec(ctx, "add a cooperative", `
INSERT INTO organisations (id, kind, slug, legal_name, short_name, status, is_demo, created_at, updated_at)
VALUES (?, 'cooperative', ?, ?, ?, 'verified', true, ?, ?)`, orgs[n], fmt.Sprintf("htx-mau-%d", n), "Hợp tác xã Mẫu số "+fmt.Sprint(n), name, now, now); err != nil {
			return err
		}
		if _, err := d.Exec(ctx, "add a profile", `
INSERT INTO cooperative_profiles (org_id, province_code, place_vi, place_en) VALUES (?, '15', 'tỉnh Lào Cai', 'Lào Cai province')`, orgs[n]); err != nil {
			return err
		}
	}
	type row struct {
		ID       ident.ID `json:"id"`
		Variant  ident.ID `json:"variant"`
		Org      ident.ID `json:"org"`
		Category string   `json:"category"`
		Slug     string   `json:"slug"`
		VI       string   `json:"vi"`
		EN       string   `json:"en"`
		Origin   string   `json:"origin"`
		Aliases  []string `json:"aliases"`
		Months   []int    `json:"months"`
		Price    int64    `json:"price"`
		Stars    int      `json:"stars"`
		Sold     int64    `json:"sold"`
		OnHand   int64    `json:"on_hand"`
		Listed   string   `json:"listed"`
	}
	for batch := range slices.Chunk(products, 5000) {
		rows := make([]row, len(batch))
		for i, p := range batch {
			rows[i] = row{
				ID: ident.New(), Variant: ident.New(), Org: orgs[p.Maker], Category: p.Category, Slug: p.Slug, VI: p.VI, EN: p.EN, Origin: p.Origin,
				Aliases: p.Aliases, Months: p.Months, Price: p.PriceVND, Stars: p.Stars, Sold: p.Sold,
				Listed: now.AddDate(0, 0, -p.DaysOld).UTC().Format(time.RFC3339),
			}
			if p.InStock {
				rows[i].OnHand = 100
			}
			if rows[i].Aliases == nil {
				rows[i].Aliases = []string{}
			}
		}
		if err := insert(ctx, d, db.JSON{V: rows}); err != nil {
			return err
		}
	}
	_, err := d.Exec(ctx, "gather statistics", `ANALYZE products`)
	return err
}

// insert writes one batch: statements over the same rows, each with its own table.
func insert(ctx context.Context, d *db.DB, rows db.JSON) error {
	const from = ` FROM json_to_recordset(?::json) AS x (id uuid, variant uuid, org uuid, category text, slug text, vi text, en text, origin text,
  aliases json, months json, price bigint, stars smallint, sold bigint, on_hand bigint, listed timestamptz)`
	for _, s := range []struct{ doing, into string }{
		{"add products", `
INSERT INTO products (id, org_id, category_id, slug, status, name_vi, name_en, origin_vi, season_months, aliases, sold_count, created_at, listed_at, updated_at)
SELECT x.id, x.org, (SELECT k.id FROM categories k WHERE k.slug = x.category), x.slug, 'listed', x.vi, x.en, x.origin,
  ARRAY(SELECT json_array_elements_text(x.months)::smallint), ARRAY(SELECT json_array_elements_text(x.aliases)), x.sold, x.listed, x.listed, x.listed`},
		{"add variants", `
INSERT INTO variants (id, product_id, sku, name_vi, name_en, unit, net_weight_g, ship_weight_g, price_vnd, updated_at)
SELECT x.variant, x.id, 'THU-' || x.slug, 'Gói', 'Pack', 'gói', 0, 500, x.price, x.listed`},
		{"add stock", `INSERT INTO stock_items (variant_id, on_hand, updated_at) SELECT x.variant, x.on_hand, x.listed`},
		{"add certificates", `
INSERT INTO ocop_certificates (id, product_id, number, issuer, issuer_level, stars, issued_on, expires_on, is_sample)
SELECT gen_random_uuid(), x.id, 'THU-' || x.slug, 'UBND (mẫu)', CASE x.stars WHEN 3 THEN 'huyen' ELSE 'tinh' END, x.stars,
  x.listed::date - 800, x.listed::date + 1800, true`},
	} {
		statement := s.into + from
		if s.doing == "add certificates" {
			statement += ` WHERE x.stars > 0`
		}
		if _, err := d.Exec(ctx, s.doing, statement, rows); err != nil {
			return err
		}
	}
	return nil
}
