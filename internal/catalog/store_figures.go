package catalog

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/db"
)

const sheetColumns = `v.id, v.sku, p.org_id = ?, v.archived OR p.status = 'archived', p.quote_only, p.id, p.name_vi, p.name_en, v.unit, v.max_qty,
  v.name_vi, v.price_vnd, v.net_weight_g, v.ship_weight_g, v.min_qty
FROM variants v JOIN products p ON p.id = v.product_id`

func scanSheetVariant(rows *sql.Rows) (SheetVariant, error) {
	var v SheetVariant
	err := rows.Scan(&v.ID, &v.SKU, &v.Own, &v.Archived, &v.QuoteOnly, &v.ProductID, &v.ProductName.VI, &v.ProductName.EN, &v.Unit, &v.MaxQty,
		&v.Figures.Name, &v.Figures.PriceVND, &v.Figures.NetWeightG, &v.Figures.ShipWeightG, &v.Figures.MinQty)
	return v, err
}

func (s *store) variantsBySKU(ctx context.Context, orgID ident.ID, skus []string) (map[string]SheetVariant, error) {
	out := make(map[string]SheetVariant, len(skus))
	err := s.db.Each(ctx, "find variants by code", `SELECT `+sheetColumns+` WHERE v.sku = ANY(`+textArray+`)`,
		[]any{orgID, list(skus)}, func(rows *sql.Rows) error {
			v, err := scanSheetVariant(rows)
			out[v.SKU] = v
			return err
		})
	return out, err
}

// lockVariants locks in the order of products, as every change of several does.
func (s *store) lockVariants(ctx context.Context, orgID ident.ID, ids []ident.ID) (map[ident.ID]SheetVariant, error) {
	out := make(map[ident.ID]SheetVariant, len(ids))
	err := s.db.Each(ctx, "lock variants",
		`SELECT `+sheetColumns+` WHERE v.id = ANY(?::uuid[]) AND p.org_id = ? ORDER BY p.id, v.id FOR NO KEY UPDATE`,
		[]any{orgID, db.IDs(ids), orgID}, func(rows *sql.Rows) error {
			v, err := scanSheetVariant(rows)
			out[v.ID] = v
			return err
		})
	return out, err
}

type figuresRow struct {
	ID      ident.ID `json:"id"`
	Product ident.ID `json:"product"`
	Name    string   `json:"name"`
	Price   int64    `json:"price"`
	Net     int64    `json:"net"`
	Ship    int64    `json:"ship"`
	Min     int64    `json:"min"`
}

func (s *store) writeFigures(ctx context.Context, all []VariantFigures, now time.Time) error {
	rows := make([]figuresRow, len(all))
	for i, v := range all {
		f := v.Figures
		rows[i] = figuresRow{ID: v.VariantID, Product: v.ProductID, Name: f.Name, Price: int64(f.PriceVND), Net: f.NetWeightG, Ship: f.ShipWeightG, Min: f.MinQty}
	}
	_, err := s.db.Exec(ctx, "write figures of variants", `
WITH x AS (SELECT * FROM json_to_recordset(?::json) AS x (id uuid, product uuid, name text, price bigint, net bigint, ship bigint, min bigint)),
changed AS (
    UPDATE variants v SET name_vi = x.name, price_vnd = x.price, net_weight_g = x.net, ship_weight_g = x.ship, min_qty = x.min,
      version = v.version + 1, updated_at = ? FROM x WHERE v.id = x.id)
UPDATE products p SET updated_at = ? WHERE p.id IN (SELECT product FROM x)`, list(rows), now, now)
	return err
}

func (s *store) productsByName(ctx context.Context, orgID ident.ID, names []string) (map[string]ProductByName, error) {
	out := make(map[string]ProductByName, len(names))
	// The keys of an object are sorted: a look into it does not grow with the names, as
	// comparing with each of a list does, whatever the planner knows of the table.
	wanted := make(map[string]bool, len(names))
	for _, n := range names {
		wanted[n] = true
	}
	err := s.db.Each(ctx, "find products by name", `
SELECT name_vi, id, quote_only FROM products WHERE org_id = ? AND status <> 'archived' AND jsonb_exists(?::jsonb, name_vi) ORDER BY created_at DESC, id DESC`,
		[]any{orgID, db.JSON{V: wanted}}, func(rows *sql.Rows) error {
			var name string
			var p ProductByName
			err := rows.Scan(&name, &p.ID, &p.QuoteOnly)
			out[name] = p // the oldest of several stays
			return err
		})
	return out, err
}

type draftRow struct {
	ID       ident.ID `json:"id"`
	Category string   `json:"category"`
	Slug     string   `json:"slug"`
	NameVI   string   `json:"name_vi"`
	NameEN   string   `json:"name_en"`
	Summary  string   `json:"summary"`
	MinAge   int      `json:"min_age"`
	VAT      string   `json:"vat"`
	InStock  bool     `json:"in_stock"`

	Price int64  `json:"price"`
	Name  string `json:"search_name"`
	Spelt string `json:"search_spelt"`
	Text  string `json:"search_text"`
}

// aroundDrafts are the words around a new product of a cooperative, in the order of
// sourcesSQL and before those of its variants, by its shelf.
func (s *store) aroundDrafts(ctx context.Context, orgID ident.ID) (map[string][]string, error) {
	out := map[string][]string{}
	err := s.db.Each(ctx, "read what drafts are found by", `
SELECT k.slug, array_to_json(ARRAY[o.short_name, o.legal_name] || c.aliases || ARRAY[k.name_vi, k.name_en] || k.aliases || ARRAY[c.place_vi])
FROM organisations o JOIN cooperative_profiles c ON c.org_id = o.id CROSS JOIN categories k WHERE o.id = ?`, []any{orgID},
		func(rows *sql.Rows) error {
			var slug string
			var words db.FromJSON[[]string]
			err := rows.Scan(&slug, &words)
			out[slug] = words.V
			return err
		})
	return out, err
}

// newPlace is what the database decides of a new variant.
type newPlace struct {
	maxQty   int64
	position int
}

func (s *store) addDrafts(ctx context.Context, orgID ident.ID, products []draft, variants []NewVariant, now time.Time) (map[ident.ID]newPlace, error) {
	drafts := make([]draftRow, len(products))
	for i, p := range products {
		drafts[i] = draftRow{
			ID: p.NewDraft.ID, Category: p.CategorySlug, Slug: importSlug(p.NewDraft.Name.VI, p.NewDraft.ID), NameVI: p.NewDraft.Name.VI, NameEN: p.NewDraft.Name.EN,
			Summary: p.Summary, MinAge: minAgeOn(p.CategorySlug, 0), VAT: string(vatOn(p.CategorySlug, VATStandard)), InStock: p.InStock,
			Price: int64(p.Price), Name: p.derived.Name, Spelt: p.Spelt, Text: p.Text,
		}
	}
	if _, err := s.db.Exec(ctx, "insert drafts", `
INSERT INTO products (id, org_id, category_id, slug, status, name_vi, name_en, summary_vi, min_age, vat_treatment, in_stock,
  from_price_vnd, search_name, search_spelt, search_text, created_at, listed_at, updated_at)
SELECT x.id, ?, k.id, x.slug, 'draft', x.name_vi, x.name_en, x.summary, x.min_age, x.vat, x.in_stock, x.price, x.search_name, x.search_spelt, x.search_text, ?, ?, ?
FROM json_to_recordset(?::json) AS x (id uuid, category text, slug text, name_vi text, name_en text, summary text, min_age smallint, vat text, in_stock boolean,
  price bigint, search_name text, search_spelt text, search_text text)
JOIN categories k ON k.slug = x.category`, orgID, now, now, now, list(drafts)); err != nil {
		return nil, err
	}
	type row struct {
		variantRow

		Product ident.ID `json:"product"`
	}
	rows := make([]row, len(variants))
	for i, v := range variants {
		f := v.Figures
		rows[i] = row{Product: v.ProductID, variantRow: variantRow{
			ID: v.ID, SKU: v.SKU, NameVI: f.Name, NameEN: v.NameEN, Unit: v.Unit, Net: f.NetWeightG, Ship: f.ShipWeightG,
			Price: int64(f.PriceVND), Min: f.MinQty, Pos: i,
		}}
	}
	out := make(map[ident.ID]newPlace, len(variants))
	err := s.db.Each(ctx, "insert variants", `
INSERT INTO variants (id, product_id, sku, name_vi, name_en, unit, net_weight_g, ship_weight_g, price_vnd, min_qty, max_qty, position, updated_at)
SELECT x.id, x.product, x.sku, x.name_vi, x.name_en, x.unit, x.net, x.ship, x.price, x.min, greatest(999, x.min),
  coalesce((SELECT max(v.position) + 1 FROM variants v WHERE v.product_id = x.product), 0) + x.pos, ?
FROM json_to_recordset(?::json) AS x (id uuid, product uuid, sku text, name_vi text, name_en text, unit text, net bigint, ship bigint,
  price bigint, min bigint, pos integer)
RETURNING id, max_qty, position`, []any{now, list(rows)}, func(rows *sql.Rows) error {
		var id ident.ID
		var p newPlace
		err := rows.Scan(&id, &p.maxQty, &p.position)
		out[id] = p
		return err
	})
	if db.Constraint(err) == "variants_sku_key" {
		err = ErrSKUTaken
	}
	return out, err
}

// insertEdits adds to the histories of many products at once; a draft has none.
func (s *store) insertEdits(ctx context.Context, actorID ident.ID, made map[ident.ID][]Change, now time.Time) error {
	type row struct {
		Product ident.ID    `json:"product"`
		Fields  []changeDoc `json:"fields"`
	}
	var rows []row
	for _, id := range sortedIDs(made) {
		if len(made[id]) == 0 {
			continue
		}
		docs := make([]changeDoc, len(made[id]))
		for i, c := range made[id] {
			docs[i] = changeDoc(c)
		}
		rows = append(rows, row{Product: id, Fields: docs})
	}
	if len(rows) == 0 {
		return nil
	}
	_, err := s.db.Exec(ctx, "record changes", `
INSERT INTO product_changes (product_id, actor_id, kind, fields, at)
SELECT p.id, ?, 'edit', x.fields, ? FROM json_to_recordset(?::json) AS x (product uuid, fields jsonb) JOIN products p ON p.id = x.product
WHERE p.status <> 'draft'`, nullID(actorID), now, db.JSON{V: rows})
	return err
}
