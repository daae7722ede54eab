package catalog

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/db"
)

// ownColumns of product p. A variant's version adds two numbers that only grow,
// its own and that of its last stock move, so it stays the same only when both do.
const ownColumns = `p.id, p.slug, p.name_vi, p.name_en, p.status, p.quote_only, p.version, p.updated_at,
  p.hidden_for, p.season_auto, p.go_live_at,
  CASE WHEN p.status = 'refused' THEN coalesce((SELECT r.reason FROM listing_reviews r WHERE r.product_id = p.id AND r.verdict = 'refused'
      ORDER BY r.decided_at DESC LIMIT 1), '') ELSE '' END,
  (SELECT json_agg(` + pictureJSON + ` ORDER BY i.position, i.id) FROM pictures i WHERE i.product_id = p.id),
  (SELECT json_agg(json_build_object('id', v.id, 'sku', v.sku, 'vi', v.name_vi, 'en', v.name_en, 'u', v.unit, 'p', v.price_vnd,
      'on', coalesce(s.on_hand, 0), 'res', coalesce(s.reserved, 0),
      'ver', v.version + coalesce((SELECT max(m.id) FROM stock_moves m WHERE m.variant_id = v.id), 0)) ORDER BY v.position, v.id)
   FROM variants v LEFT JOIN stock_items s ON s.variant_id = v.id
   WHERE v.product_id = p.id AND NOT v.archived)`

type ownVariantDoc struct {
	ID       ident.ID  `json:"id"`
	SKU      string    `json:"sku"`
	VI       string    `json:"vi"`
	EN       string    `json:"en"`
	Unit     string    `json:"u"`
	Price    money.VND `json:"p"`
	OnHand   int64     `json:"on"`
	Reserved int64     `json:"res"`
	Version  int64     `json:"ver"`
}

func (s *store) own(ctx context.Context, doing, from string, args ...any) ([]OwnProduct, error) {
	var out []OwnProduct
	err := s.db.Each(ctx, doing, `SELECT `+ownColumns+` FROM products p `+from, args, func(rows *sql.Rows) error {
		var p OwnProduct
		var goLive sql.NullTime
		var pictures db.FromJSON[[]pictureDoc]
		var variants db.FromJSON[[]ownVariantDoc]
		err := rows.Scan(&p.ID, &p.Slug, &p.Name.VI, &p.Name.EN, &p.Status, &p.QuoteOnly, &p.Version, &p.UpdatedAt,
			&p.HiddenFor, &p.SeasonAuto, &goLive, &p.Refusal, &pictures, &variants)
		p.GoLiveAt = goLive.Time
		p.Pictures = toPictures(pictures.V)
		p.Variants = make([]OwnVariant, len(variants.V))
		for i, d := range variants.V {
			p.Variants[i] = OwnVariant{
				ID: d.ID, SKU: d.SKU, Name: Text{VI: d.VI, EN: d.EN}, Unit: d.Unit, PriceVND: d.Price,
				OnHand: d.OnHand, Reserved: d.Reserved, Version: d.Version,
			}
		}
		out = append(out, p)
		return err
	})
	return out, err
}

func (s *store) ownProducts(ctx context.Context, orgID ident.ID, status Status, after *keyset.TimeID, limit int) ([]OwnProduct, error) {
	w := ownIn(orgID, status)
	if after != nil {
		w.add(`(p.updated_at, p.id) < (?, ?)`, after.At, after.ID)
	}
	return s.own(ctx, "read own products", `WHERE `+w.String()+` ORDER BY p.updated_at DESC, p.id DESC LIMIT ?`, append(w.args, limit)...)
}

func ownIn(orgID ident.ID, status Status) *where {
	w := &where{}
	w.add(`p.org_id = ?`, orgID)
	if status != "" {
		w.add(`p.status = ?`, status)
	}
	return w
}

func (s *store) countOwn(ctx context.Context, orgID ident.ID, status Status) (n int64, err error) {
	w := ownIn(orgID, status)
	err = s.db.Each(ctx, "count own products", `SELECT count(*) FROM (SELECT 1 FROM products p WHERE `+w.String()+` LIMIT ?) x`,
		append(w.args, countLimit), func(rows *sql.Rows) error { return rows.Scan(&n) })
	return n, err
}

func (s *store) ownProduct(ctx context.Context, orgID, productID ident.ID) (*OwnProduct, error) {
	found, err := s.own(ctx, "read own product", `WHERE p.id = ? AND p.org_id = ?`, productID, orgID)
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, ErrProductNotFound
	}
	return &found[0], nil
}

// Locks are NO KEY: orders that refer to a row need not wait.

func (s *store) lockProduct(ctx context.Context, orgID, productID ident.ID) error {
	found, err := s.ids(ctx, "lock product", `SELECT id FROM products WHERE id = ? AND org_id = ? FOR NO KEY UPDATE`, productID, orgID)
	if err == nil && len(found) == 0 {
		err = ErrProductNotFound
	}
	return err
}

func (s *store) lockVariant(ctx context.Context, orgID, variantID ident.ID) (productID ident.ID, err error) {
	found, err := s.ids(ctx, "lock variant", `
SELECT p.id FROM variants v JOIN products p ON p.id = v.product_id WHERE v.id = ? AND p.org_id = ? FOR NO KEY UPDATE`, variantID, orgID)
	if err != nil {
		return ident.Nil, err
	}
	if len(found) == 0 {
		return ident.Nil, ErrVariantNotFound
	}
	// Nothing may leave the shelf between reading a count and correcting it.
	_, err = s.ids(ctx, "lock stock", `SELECT variant_id FROM stock_items WHERE variant_id = ? FOR NO KEY UPDATE`, variantID)
	return found[0], err
}

func (s *store) setPrice(ctx context.Context, productID, variantID ident.ID, price money.VND, now time.Time) error {
	if _, err := s.db.Exec(ctx, "set price",
		`UPDATE variants SET price_vnd = ?, version = version + 1, updated_at = ? WHERE id = ?`, int64(price), now, variantID); err != nil {
		return err
	}
	return s.touch(ctx, productID, now)
}

// touch marks a product as changed.
func (s *store) touch(ctx context.Context, productID ident.ID, now time.Time) error {
	_, err := s.db.Exec(ctx, "mark product as changed", `UPDATE products SET updated_at = ? WHERE id = ?`, now, productID)
	return err
}
