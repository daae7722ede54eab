package catalog

import (
	"context"
	"database/sql"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/db"
)

// offersSQL reads all that a sale depends on, by primary keys and the indexes
// price_tiers_pkey and pictures_product_idx only. The ids go through a subquery
// because PostgreSQL guesses ten of them where it does not know: it would find
// every real cart cheaper and plan the five joins anew each time, at five times
// the cost of running them.
const offersSQL = `
SELECT v.id, v.sku, v.name_vi, v.name_en, v.unit, v.net_weight_g, v.ship_weight_g, v.by_weight,
       v.price_vnd, v.min_qty, v.max_qty, v.step_qty,
       (SELECT json_agg(json_build_array(t.min_qty, t.price_vnd) ORDER BY t.min_qty)
        FROM price_tiers t WHERE t.variant_id = v.id),
       p.id, p.slug, p.name_vi, p.name_en, p.status, p.min_age, p.cold_chain, p.live_animal, p.ship_scope, p.vat_treatment,
       o.id, o.slug, o.short_name, o.legal_name, coalesce(c.place_vi, ''), coalesce(c.place_en, ''), coalesce(c.province_code, ''),
       p.status = 'listed' AND o.status = 'verified' AND NOT v.archived AND NOT p.quote_only AND v.price_vnd > 0,
       coalesce(s.on_hand, 0), coalesce(s.reserved, 0),
       (SELECT ` + pictureJSON + ` FROM pictures i WHERE i.product_id = p.id ORDER BY i.position, i.id LIMIT 1)
FROM variants v
JOIN products p ON p.id = v.product_id
JOIN organisations o ON o.id = p.org_id
LEFT JOIN cooperative_profiles c ON c.org_id = p.org_id
LEFT JOIN stock_items s ON s.variant_id = v.id
WHERE v.id = ANY(ARRAY(SELECT unnest(?::uuid[])))`

func (s *store) offers(ctx context.Context, ids []ident.ID) (map[ident.ID]Offer, error) {
	out := make(map[ident.ID]Offer, len(ids))
	err := s.db.Each(ctx, "read offers", offersSQL, []any{db.IDs(ids)}, func(rows *sql.Rows) error {
		var o Offer
		var pic db.FromJSON[*pictureDoc]
		var tiers db.FromJSON[tierPairs]
		err := rows.Scan(
			&o.VariantID, &o.SKU, &o.VariantName.VI, &o.VariantName.EN, &o.Unit, &o.NetWeightG, &o.ShipWeightG, &o.ByWeight,
			&o.PriceVND, &o.MinQty, &o.MaxQty, &o.StepQty, &tiers,
			&o.ProductID, &o.ProductSlug, &o.ProductName.VI, &o.ProductName.EN, &o.Status, &o.MinAge,
			&o.ColdChain, &o.LiveAnimal, &o.ShipScope, &o.VATTreatment,
			&o.Cooperative.ID, &o.Cooperative.Slug, &o.Cooperative.ShortName, &o.Cooperative.LegalName,
			&o.Cooperative.Place.VI, &o.Cooperative.Place.EN, &o.Cooperative.ProvinceCode,
			&o.Sellable, &o.OnHand, &o.Reserved, &pic)
		o.Picture, o.Tiers = pic.V.picture(), tiers.V.tiers()
		out[o.VariantID] = o
		return err
	})
	return out, err
}

func (s *store) shipsFrom(ctx context.Context, orgID ident.ID) (address, communeCode string, err error) {
	err = s.db.Each(ctx, "read where a cooperative ships from", `
SELECT coalesce(o.address, ''), coalesce(c.commune_code, '') FROM organisations o JOIN cooperative_profiles c ON c.org_id = o.id WHERE o.id = ?`,
		[]any{orgID}, func(rows *sql.Rows) error { return rows.Scan(&address, &communeCode) })
	return address, communeCode, err
}
