package catalog

import (
	"database/sql"
	"encoding/json"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/db"
)

// tierPairs is [[minQty, priceVnd], …].
type tierPairs [][2]int64

func (p tierPairs) tiers() []Tier {
	if len(p) == 0 {
		return nil
	}
	out := make([]Tier, len(p))
	for i, pair := range p {
		out[i] = Tier{MinQty: pair[0], PriceVND: money.VND(pair[1])}
	}
	return out
}

// tierDoc is a tier as changes of a product write it.
type tierDoc struct {
	MinQty   int64     `json:"minQty"`
	PriceVND money.VND `json:"priceVnd"`
}

func toTierDocs(tiers []Tier) []tierDoc {
	out := make([]tierDoc, len(tiers))
	for i, t := range tiers {
		out[i] = tierDoc(t)
	}
	return out
}

func fromTierDocs(docs []tierDoc) []Tier {
	if len(docs) == 0 {
		return nil
	}
	out := make([]Tier, len(docs))
	for i, d := range docs {
		out[i] = Tier(d)
	}
	return out
}

// changeDoc is one changed field in product_changes.
type changeDoc struct {
	Field string          `json:"field"`
	From  json.RawMessage `json:"from"`
	To    json.RawMessage `json:"to"`
}

// pictureJSON builds one picture i as JSON for pictureDoc.
const pictureJSON = `json_build_object('id', i.id, 'w', i.width, 'h', i.height, 'c', i.color, 'vi', i.alt_vi, 'en', i.alt_en, 's', i.sizes)`

// pictureDoc is what pictureJSON builds.
type pictureDoc struct {
	ID    ident.ID      `json:"id"`
	W     int           `json:"w"`
	H     int           `json:"h"`
	Color string        `json:"c"`
	VI    string        `json:"vi"`
	EN    string        `json:"en"`
	Sizes []PictureSize `json:"s"`
}

func (d *pictureDoc) picture() *Picture {
	if d == nil {
		return nil
	}
	return &Picture{ID: d.ID, Width: d.W, Height: d.H, Color: d.Color, Alt: Text{VI: d.VI, EN: d.EN}, Sizes: d.Sizes}
}

func toPictures(docs []pictureDoc) []Picture {
	out := make([]Picture, len(docs))
	for i := range docs {
		out[i] = *docs[i].picture()
	}
	return out
}

// variantsJSON builds the variants of product p that are sold, with their stock, for variantDoc.
const variantsJSON = `(SELECT json_agg(json_build_object(
    'id', v.id, 'sku', v.sku, 'vi', v.name_vi, 'en', v.name_en, 'u', v.unit, 'g', v.net_weight_g, 'w', v.by_weight, 'p', v.price_vnd,
    'min', v.min_qty, 'max', v.max_qty, 'step', v.step_qty, 'left', coalesce(s.on_hand - s.reserved, 0),
    't', (SELECT json_agg(json_build_array(t.min_qty, t.price_vnd) ORDER BY t.min_qty) FROM price_tiers t WHERE t.variant_id = v.id)
  ) ORDER BY v.position, v.id)
  FROM variants v LEFT JOIN stock_items s ON s.variant_id = v.id
  WHERE v.product_id = p.id AND NOT v.archived)`

// variantDoc is what variantsJSON builds.
type variantDoc struct {
	ID    ident.ID  `json:"id"`
	SKU   string    `json:"sku"`
	VI    string    `json:"vi"`
	EN    string    `json:"en"`
	Unit  string    `json:"u"`
	Grams int64     `json:"g"`
	Scale bool      `json:"w"`
	Price money.VND `json:"p"`
	Min   int64     `json:"min"`
	Max   int64     `json:"max"`
	Step  int64     `json:"step"`
	Left  int64     `json:"left"`
	Tiers tierPairs `json:"t"`
}

func toVariants(docs []variantDoc, quoteOnly bool) []Variant {
	out := make([]Variant, len(docs))
	for i, d := range docs {
		perKg, _ := pricePerKg(d.Price, d.Grams)
		if d.Unit == unitPiece {
			perKg = 0
		}
		out[i] = Variant{
			ID: d.ID, SKU: d.SKU, Name: Text{VI: d.VI, EN: d.EN}, Unit: d.Unit, NetWeightG: d.Grams, ByWeight: d.Scale,
			PriceVND: d.Price, PricePerKgVND: perKg, Tiers: d.Tiers.tiers(), MinQty: d.Min, MaxQty: d.Max, StepQty: d.Step,
			Availability: availability(quoteOnly, d.Left, d.Min), AvailableQty: d.Left,
		}
	}
	return out
}

// cardScan takes the columns of cardColumns, in their order.
type cardScan struct {
	card     Card
	star     int
	expires  sql.NullTime
	sample   bool
	months   db.FromJSON[[]int]
	picture  db.FromJSON[*pictureDoc]
	variants db.FromJSON[[]variantDoc]
	rating   db.FromJSON[*ratingDoc]
}

// ratingDoc is a product's row of product_ratings.
type ratingDoc struct {
	Count   int64 `json:"n"`
	Average int   `json:"a"`
	Sample  bool  `json:"x"`
}

// cardColumns of product p, organisation o, category k and profile c.
const cardColumns = `p.id, p.slug, p.name_vi, p.name_en, p.summary_vi, p.summary_en, k.slug,
  o.id, o.slug, o.short_name, o.legal_name, c.place_vi, c.place_en, c.province_code,
  p.from_price_vnd, p.ocop_stars, nullif(p.ocop_expires_on, '-infinity'),
  p.ocop_stars > 0 AND coalesce((SELECT x.is_sample FROM ocop_certificates x WHERE x.product_id = p.id
      AND x.stars = p.ocop_stars AND x.expires_on = p.ocop_expires_on ORDER BY x.is_sample LIMIT 1), false),
  array_to_json(p.season_months), p.min_age, p.cold_chain, p.live_animal, p.quote_only, p.sold_count, p.listed_at,
  (SELECT ` + pictureJSON + ` FROM pictures i WHERE i.product_id = p.id ORDER BY i.position, i.id LIMIT 1),
  ` + variantsJSON + `,
  (SELECT json_build_object('n', t.votes, 'a', t.average, 'x', t.is_sample) FROM product_ratings t WHERE t.product_id = p.id AND t.votes > 0)`

// cardJoins follow "FROM products p". A cooperative without a profile shows nothing yet.
const cardJoins = `
JOIN organisations o ON o.id = p.org_id
JOIN cooperative_profiles c ON c.org_id = p.org_id
JOIN categories k ON k.id = p.category_id`

func (s *cardScan) dest() []any {
	c := &s.card
	return []any{
		&c.ID, &c.Slug, &c.Name.VI, &c.Name.EN, &c.Summary.VI, &c.Summary.EN, &c.CategorySlug,
		&c.Cooperative.ID, &c.Cooperative.Slug, &c.Cooperative.ShortName, &c.Cooperative.LegalName,
		&c.Cooperative.Place.VI, &c.Cooperative.Place.EN, &c.Cooperative.ProvinceCode,
		&c.FromPriceVND, &s.star, &s.expires, &s.sample, &s.months, &c.MinAge, &c.ColdChain, &c.LiveAnimal, &c.QuoteOnly,
		&c.soldCount, &c.listedAt, &s.picture, &s.variants, &s.rating,
	}
}

// finish returns the card as it is today, and its variants.
func (s *cardScan) finish(today time.Time, month int) (Card, []Variant) {
	c := s.card
	c.SeasonMonths = s.months.V
	c.Picture = s.picture.V.picture()
	if s.star > 0 && s.expires.Valid {
		c.Star = &Star{Stars: s.star, ExpiresOn: s.expires.Time, Sample: s.sample}
	}
	if d := s.rating.V; d != nil {
		c.Rating = &Rating{Count: d.Count, Average: d.Average, Sample: d.Sample}
	}
	variants := toVariants(s.variants.V, c.QuoteOnly)
	c.fill(variants, today, month)
	return c, variants
}
