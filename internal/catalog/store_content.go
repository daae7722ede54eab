package catalog

import (
	"context"
	"database/sql"
	"encoding/json"
	"strings"
	"time"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/db"
)

const listingSQL = `
SELECT p.id, p.org_id, p.slug, p.status, p.hidden_for, p.quote_only, p.version, p.updated_at, p.go_live_at, p.approved_at,
  p.name_vi, p.name_en, p.summary_vi, p.summary_en, p.description_vi, p.description_en, p.origin_vi, p.origin_en,
  p.harvest_vi, p.harvest_en, p.storage_vi, p.storage_en, coalesce(k.slug, ''), array_to_json(p.season_months), p.season_auto,
  coalesce(p.shelf_life_days, 0), p.ship_scope, p.min_age, p.cold_chain, p.live_animal, p.vat_treatment,
  (SELECT json_agg(` + pictureJSON + ` ORDER BY i.position, i.id) FROM pictures i WHERE i.product_id = p.id),
  (SELECT json_agg(json_build_object('id', v.id, 'sku', v.sku, 'vi', v.name_vi, 'en', v.name_en, 'u', v.unit, 'g', v.net_weight_g,
      'ship', v.ship_weight_g, 'w', v.by_weight, 'p', v.price_vnd, 'min', v.min_qty, 'max', v.max_qty, 'step', v.step_qty, 'pos', v.position,
      't', (SELECT json_agg(json_build_array(t.min_qty, t.price_vnd) ORDER BY t.min_qty) FROM price_tiers t WHERE t.variant_id = v.id),
      'on', coalesce(s.on_hand, 0), 'res', coalesce(s.reserved, 0),
      'ver', v.version + coalesce((SELECT max(m.id) FROM stock_moves m WHERE m.variant_id = v.id), 0)))
   FROM variants v LEFT JOIN stock_items s ON s.variant_id = v.id WHERE v.product_id = p.id AND NOT v.archived)
FROM products p LEFT JOIN categories k ON k.id = p.category_id
WHERE p.id = ? AND (p.org_id = ? OR ?)`

type listingVariantDoc struct {
	ID       ident.ID  `json:"id"`
	SKU      string    `json:"sku"`
	VI       string    `json:"vi"`
	EN       string    `json:"en"`
	Unit     string    `json:"u"`
	Grams    int64     `json:"g"`
	Ship     int64     `json:"ship"`
	ByWeight bool      `json:"w"`
	Price    money.VND `json:"p"`
	Min      int64     `json:"min"`
	Max      int64     `json:"max"`
	Step     int64     `json:"step"`
	Position int       `json:"pos"`
	Tiers    tierPairs `json:"t"`
	OnHand   int64     `json:"on"`
	Reserved int64     `json:"res"`
	Version  int64     `json:"ver"`
}

// listing reads a product as it is worked on; with ident.Nil as orgID anybody's.
func (s *store) listing(ctx context.Context, orgID, productID ident.ID) (*Listing, error) {
	var found *Listing
	err := s.db.Each(ctx, "read listing", listingSQL, []any{productID, orgID, orgID == ident.Nil}, func(rows *sql.Rows) error {
		var l Listing
		var goLive, approved sql.NullTime
		var months db.FromJSON[[]int]
		var pictures db.FromJSON[[]pictureDoc]
		var variants db.FromJSON[[]listingVariantDoc]
		if err := rows.Scan(&l.ID, &l.OrgID, &l.Slug, &l.Status, &l.HiddenFor, &l.QuoteOnly, &l.Version, &l.UpdatedAt, &goLive, &approved,
			&l.Name.VI, &l.Name.EN, &l.Summary.VI, &l.Summary.EN, &l.Description.VI, &l.Description.EN, &l.Origin.VI, &l.Origin.EN,
			&l.Harvest.VI, &l.Harvest.EN, &l.Storage.VI, &l.Storage.EN, &l.CategorySlug, &months, &l.SeasonAuto,
			&l.ShelfLifeDays, &l.ShipScope, &l.MinAge, &l.ColdChain, &l.LiveAnimal, &l.VATTreatment, &pictures, &variants); err != nil {
			return err
		}
		l.GoLiveAt, l.ApprovedAt, l.SeasonMonths = goLive.Time, approved.Time, months.V
		l.Shots = toPictures(pictures.V)
		l.Pictures = make([]ident.ID, len(l.Shots))
		for i, p := range l.Shots {
			l.Pictures[i] = p.ID
		}
		l.Variants, l.Stock = map[ident.ID]VariantContent{}, map[ident.ID]OwnVariant{}
		for _, d := range variants.V {
			l.Variants[d.ID] = VariantContent{
				SKU: d.SKU, Name: Text{VI: d.VI, EN: d.EN}, Unit: d.Unit, NetWeightG: d.Grams, ShipWeightG: d.Ship, ByWeight: d.ByWeight, PriceVND: d.Price,
				Tiers: d.Tiers.tiers(), MinQty: d.Min, MaxQty: d.Max, StepQty: d.Step, Position: d.Position,
			}
			l.Stock[d.ID] = OwnVariant{ID: d.ID, OnHand: d.OnHand, Reserved: d.Reserved, Version: d.Version}
		}
		found = &l
		return nil
	})
	if err == nil && found == nil {
		err = ErrProductNotFound
	}
	return found, err
}

// insertDraft tells whether the id was free.
func (s *store) insertDraft(ctx context.Context, orgID, id ident.ID, now time.Time) (bool, error) {
	n, err := s.db.Exec(ctx, "insert draft", `
INSERT INTO products (id, org_id, slug, status, name_vi, created_at, listed_at, updated_at) VALUES (?, ?, ?, 'draft', '', ?, ?, ?)
ON CONFLICT (id) DO NOTHING`, id, orgID, draftSlug(id), now, now, now)
	return n == 1, err
}

// saveContent writes what changed between two contents of a product.
func (s *store) saveContent(ctx context.Context, productID ident.ID, was, c Content, now time.Time) error {
	n, err := s.db.Exec(ctx, "write product", `
UPDATE products SET name_vi = ?, name_en = ?, summary_vi = ?, summary_en = ?, description_vi = ?, description_en = ?,
  origin_vi = ?, origin_en = ?, harvest_vi = ?, harvest_en = ?, storage_vi = ?, storage_en = ?,
  category_id = (SELECT id FROM categories WHERE slug = ?), season_months = `+monthArray+`, season_auto = ?, shelf_life_days = nullif(?, 0),
  ship_scope = ?, min_age = ?, cold_chain = ?, live_animal = ?, vat_treatment = ?, version = version + 1, updated_at = ?
WHERE id = ? AND (? = '' OR EXISTS (SELECT 1 FROM categories WHERE slug = ?))`,
		c.Name.VI, c.Name.EN, c.Summary.VI, c.Summary.EN, c.Description.VI, c.Description.EN,
		c.Origin.VI, c.Origin.EN, c.Harvest.VI, c.Harvest.EN, c.Storage.VI, c.Storage.EN,
		c.CategorySlug, list(c.SeasonMonths), c.SeasonAuto, c.ShelfLifeDays,
		c.ShipScope, c.MinAge, c.ColdChain, c.LiveAnimal, c.VATTreatment, now, productID, c.CategorySlug, c.CategorySlug)
	if err != nil {
		return err
	}
	if n == 0 {
		return apperr.ErrInvalid.AtField("/category", ErrCategory)
	}
	if err := s.saveVariants(ctx, productID, was, c, now); err != nil {
		return err
	}
	return s.savePictures(ctx, productID, was.Pictures, c.Pictures)
}

func (s *store) saveVariants(ctx context.Context, productID ident.ID, was, c Content, now time.Time) error {
	for _, id := range sortedIDs(was.Variants) {
		if _, kept := c.Variants[id]; kept {
			continue
		}
		if _, err := s.db.Exec(ctx, "archive variant",
			`UPDATE variants SET archived = true, version = version + 1, updated_at = ? WHERE id = ?`, now, id); err != nil {
			return err
		}
	}
	for _, id := range sortedIDs(c.Variants) {
		v := c.Variants[id]
		if before, there := was.Variants[id]; there && before.same(v) {
			continue
		}
		if err := s.putVariant(ctx, productID, id, v, now); err != nil {
			return err
		}
	}
	return nil
}

func (s *store) putVariant(ctx context.Context, productID, id ident.ID, v VariantContent, now time.Time) error {
	n, err := s.db.Exec(ctx, "write variant", `
INSERT INTO variants AS v (id, product_id, sku, name_vi, name_en, unit, net_weight_g, ship_weight_g, by_weight, price_vnd, min_qty, max_qty, step_qty, position, updated_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET sku = excluded.sku, name_vi = excluded.name_vi, name_en = excluded.name_en, unit = excluded.unit,
  net_weight_g = excluded.net_weight_g, ship_weight_g = excluded.ship_weight_g, by_weight = excluded.by_weight, price_vnd = excluded.price_vnd, min_qty = excluded.min_qty,
  max_qty = excluded.max_qty, step_qty = excluded.step_qty, position = excluded.position, archived = false,
  version = v.version + 1, updated_at = excluded.updated_at
WHERE v.product_id = excluded.product_id`,
		id, productID, v.SKU, v.Name.VI, v.Name.EN, v.Unit, v.NetWeightG, v.ShipWeightG, v.ByWeight, int64(v.PriceVND), v.MinQty, v.MaxQty, v.StepQty,
		v.Position, now)
	switch {
	case db.Constraint(err) == "variants_sku_key":
		return apperr.ErrInvalid.AtField("/variants/"+id.String()+"/sku", ErrSKUTaken)
	case db.Constraint(err) == "variants_by_weight_ck":
		return apperr.ErrInvalid.AtField("/variants/"+id.String()+"/netWeightG", ErrWeight)
	case err != nil:
		return err
	case n == 0:
		return ErrVariantGone // it is another product's
	}
	if _, err := s.db.Exec(ctx, "clear price tiers", `DELETE FROM price_tiers WHERE variant_id = ?`, id); err != nil {
		return err
	}
	_, err = s.db.Exec(ctx, "write price tiers", `
INSERT INTO price_tiers (variant_id, min_qty, price_vnd)
SELECT ?, x."minQty", x."priceVnd" FROM json_to_recordset(?::json) AS x ("minQty" bigint, "priceVnd" bigint)`, id, list(toTierDocs(v.Tiers)))
	return err
}

// savePictures takes off, puts back and sorts a product's pictures. Errors: ErrPictures.
func (s *store) savePictures(ctx context.Context, productID ident.ID, was, now []ident.ID) error {
	if sameIDs(was, now) {
		return nil
	}
	if err := s.keepPictures(ctx, productID, now); err != nil {
		return err
	}
	if _, err := s.db.Exec(ctx, "put pictures back", `
WITH back AS (DELETE FROM removed_pictures WHERE product_id = ? AND id = ANY(ARRAY(SELECT unnest(?::uuid[]))) RETURNING *)
INSERT INTO pictures SELECT * FROM back`, productID, db.IDs(now)); err != nil {
		return err
	}
	n, err := s.db.Exec(ctx, "sort pictures", `
UPDATE pictures i SET position = x.n FROM unnest(?::uuid[]) WITH ORDINALITY AS x (id, n) WHERE i.id = x.id AND i.product_id = ?`,
		db.IDs(now), productID)
	if err == nil && n != int64(len(now)) {
		err = ErrPictures
	}
	return err
}

// keepPictures moves all but some pictures of a product away.
func (s *store) keepPictures(ctx context.Context, productID ident.ID, keep []ident.ID) error {
	_, err := s.db.Exec(ctx, "take pictures off", `
WITH gone AS (DELETE FROM pictures WHERE product_id = ? AND NOT id = ANY(ARRAY(SELECT unnest(?::uuid[]))) RETURNING *)
INSERT INTO removed_pictures SELECT * FROM gone`, productID, db.IDs(keep))
	return err
}

// setSlug gives a product its address for good; a taken one gets a code behind it.
func (s *store) setSlug(ctx context.Context, productID ident.ID, wanted string) error {
	_, err := s.db.Exec(ctx, "set slug", `
UPDATE products SET slug = CASE WHEN EXISTS (SELECT 1 FROM products WHERE slug = ?) THEN ? ELSE ? END WHERE id = ?`,
		wanted, wanted+"-"+strings.ToLower(ident.Code(6)), wanted, productID)
	return err
}

// insertChange adds to a product's history.
func (s *store) insertChange(ctx context.Context, productID, actorID ident.ID, kind ChangeKind, undoes int64, made []Change, now time.Time) error {
	docs := make([]changeDoc, len(made))
	for i, c := range made {
		docs[i] = changeDoc(c)
	}
	_, err := s.db.Exec(ctx, "record change", `
INSERT INTO product_changes (product_id, actor_id, kind, fields, undoes, at) VALUES (?, ?, ?, ?::jsonb, nullif(?, 0), ?)`,
		productID, nullID(actorID), kind, db.JSON{V: docs}, undoes, now)
	return err
}

func jsonString(s string) json.RawMessage {
	raw, err := json.Marshal(s)
	if err != nil {
		return json.RawMessage("null")
	}
	return raw
}
