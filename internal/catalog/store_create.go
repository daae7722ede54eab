package catalog

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/db"
)

// array passes a list as one parameter; SQL unpacks the JSON.
const (
	textArray  = `ARRAY(SELECT json_array_elements_text(?::json))`
	monthArray = `ARRAY(SELECT json_array_elements_text(?::json)::smallint)`
)

func list[T any](l []T) db.JSON {
	if l == nil {
		l = []T{}
	}
	return db.JSON{V: l}
}

func (s *store) putProfile(ctx context.Context, in ProfileInput) error {
	_, err := s.db.Exec(ctx, "write a cooperative's profile", `
INSERT INTO cooperative_profiles AS c (org_id, story_vi, story_en, province_code, commune_code, place_vi, place_en, aliases)
VALUES (?, ?, ?, ?, nullif(?, ''), ?, ?, `+textArray+`)
ON CONFLICT (org_id) DO UPDATE SET story_vi = excluded.story_vi, story_en = excluded.story_en,
  province_code = excluded.province_code, commune_code = excluded.commune_code,
  place_vi = excluded.place_vi, place_en = excluded.place_en, aliases = excluded.aliases`,
		in.OrgID, in.Story.VI, in.Story.EN, in.ProvinceCode, in.CommuneCode, in.Place.VI, in.Place.EN, list(in.Aliases))
	return err
}

func (s *store) putCategory(ctx context.Context, id ident.ID, in CategoryInput) error {
	_, err := s.db.Exec(ctx, "write a category", `
INSERT INTO categories AS k (id, slug, name_vi, name_en, icon, position, aliases)
VALUES (?, ?, ?, ?, ?, ?, `+textArray+`)
ON CONFLICT (slug) DO UPDATE SET name_vi = excluded.name_vi, name_en = excluded.name_en, icon = excluded.icon,
  position = excluded.position, aliases = excluded.aliases
WHERE (k.name_vi, k.name_en, k.icon, k.position, k.aliases)
  IS DISTINCT FROM (excluded.name_vi, excluded.name_en, excluded.icon, excluded.position, excluded.aliases)`,
		id, in.Slug, in.Name.VI, in.Name.EN, in.Icon, in.Position, list(in.Aliases))
	return err
}

func (s *store) insertProduct(ctx context.Context, in ProductInput, ids CreatedProduct, now time.Time) error {
	if _, err := s.db.Exec(ctx, "insert product "+in.Slug, `
INSERT INTO products (id, org_id, category_id, slug, status, name_vi, name_en, summary_vi, summary_en,
  description_vi, description_en, ocop_group, ocop_subgroup, origin_vi, origin_en, origin_commune, season_months,
  harvest_vi, harvest_en, storage_vi, storage_en, shelf_life_days, ship_scope, min_age, cold_chain, live_animal,
  quote_only, gi_label, vat_treatment, tags, aliases, created_at, listed_at, updated_at)
VALUES (?, ?, (SELECT id FROM categories WHERE slug = ?), ?, ?, ?, ?, ?, ?,
  ?, ?, nullif(?, ''), nullif(?, 0), ?, ?, nullif(?, ''), `+monthArray+`,
  ?, ?, ?, ?, nullif(?, 0), ?, ?, ?, ?,
  ?, ?, ?, `+textArray+`, `+textArray+`, ?, ?, ?)`,
		ids.ID, in.OrgID, in.CategorySlug, in.Slug, in.Status, in.Name.VI, in.Name.EN, in.Summary.VI, in.Summary.EN,
		in.Description.VI, in.Description.EN, in.OCOPGroup, in.OCOPSubgroup, in.Origin.VI, in.Origin.EN, in.OriginCommune, list(in.SeasonMonths),
		in.Harvest.VI, in.Harvest.EN, in.Storage.VI, in.Storage.EN, in.ShelfLifeDays, in.ShipScope, in.MinAge, in.ColdChain, in.LiveAnimal,
		in.QuoteOnly, in.GILabel, in.VATTreatment, list(in.Tags), list(in.Aliases), now, now, now); err != nil {
		return err
	}
	if err := s.insertVariants(ctx, in.Variants, ids, now); err != nil {
		return err
	}
	return s.insertCertificates(ctx, ids.ID, in.Certificates)
}

type variantRow struct {
	ID       ident.ID `json:"id"`
	SKU      string   `json:"sku"`
	NameVI   string   `json:"name_vi"`
	NameEN   string   `json:"name_en"`
	Unit     string   `json:"unit"`
	Net      int64    `json:"net"`
	Ship     int64    `json:"ship"`
	ByWeight bool     `json:"by_weight"`
	Price    int64    `json:"price"`
	Min      int64    `json:"min"`
	Max      int64    `json:"max"`
	Step     int64    `json:"step"`
	Pos      int      `json:"pos"`
}

type tierRow struct {
	ID    ident.ID `json:"id"`
	Min   int64    `json:"min"`
	Price int64    `json:"price"`
}

func (s *store) insertVariants(ctx context.Context, variants []VariantInput, ids CreatedProduct, now time.Time) error {
	rows := make([]variantRow, len(variants))
	var tiers []tierRow
	for i, v := range variants {
		id := ids.VariantIDs[i]
		rows[i] = variantRow{
			ID: id, SKU: v.SKU, NameVI: v.Name.VI, NameEN: v.Name.EN, Unit: v.Unit, Net: v.NetWeightG, Ship: v.ShipWeightG, ByWeight: v.ByWeight,
			Price: int64(v.PriceVND), Min: v.MinQty, Max: v.MaxQty, Step: v.StepQty, Pos: i,
		}
		for _, t := range v.Tiers {
			tiers = append(tiers, tierRow{ID: id, Min: t.MinQty, Price: int64(t.PriceVND)})
		}
	}
	if _, err := s.db.Exec(ctx, "insert variants", `
INSERT INTO variants (id, product_id, sku, name_vi, name_en, unit, net_weight_g, ship_weight_g, by_weight, price_vnd, min_qty, max_qty, step_qty, position, updated_at)
SELECT x.id, ?, x.sku, x.name_vi, x.name_en, x.unit, x.net, x.ship, x.by_weight, x.price, x.min, x.max, x.step, x.pos, ?
FROM json_to_recordset(?::json) AS x (id uuid, sku text, name_vi text, name_en text, unit text, net bigint, ship bigint, by_weight boolean,
  price bigint, min bigint, max bigint, step bigint, pos integer)`, ids.ID, now, list(rows)); err != nil {
		return err
	}
	_, err := s.db.Exec(ctx, "insert price tiers", `
INSERT INTO price_tiers (variant_id, min_qty, price_vnd)
SELECT x.id, x.min, x.price FROM json_to_recordset(?::json) AS x (id uuid, min bigint, price bigint)`, list(tiers))
	return err
}

func (s *store) productIDs(ctx context.Context, slugs []string) (map[string]ident.ID, error) {
	out := make(map[string]ident.ID, len(slugs))
	err := s.db.Each(ctx, "look for products", `SELECT slug, id FROM products WHERE slug = ANY(`+textArray+`)`, []any{list(slugs)},
		func(rows *sql.Rows) error {
			var slug string
			var id ident.ID
			err := rows.Scan(&slug, &id)
			out[slug] = id
			return err
		})
	return out, err
}
