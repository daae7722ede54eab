package order

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/db"
)

type store struct{ db *db.DB }

// insertSQL writes a purchase, its orders, their lines and the first step of
// each timeline in one round trip.
const insertSQL = `
WITH p AS (
    INSERT INTO purchases (id, code, user_id, locale, contact_name, contact_phone, contact_email, province_code, commune_code,
        address_line, address_typed, address_label, note, payment_method, subtotal_vnd, shipping_vnd, discount_vnd, total_vnd, terms_version, placed_at,
        buyer_org_id, buyer_org_name, programme_id, programme_name_vi, programme_name_en)
    SELECT x.* FROM json_to_record(?::json) AS x(id uuid, code text, user_id uuid, locale text, contact_name text, contact_phone text,
        contact_email citext, province_code text, commune_code text, address_line text, address_typed text, address_label text, note text,
        payment_method text, subtotal_vnd bigint, shipping_vnd bigint, discount_vnd bigint, total_vnd bigint, terms_version text, placed_at timestamptz,
        buyer_org_id uuid, buyer_org_name text, programme_id uuid, programme_name_vi text, programme_name_en text)
    RETURNING placed_at),
o AS (
    INSERT INTO orders (id, code, purchase_id, org_id, status, subtotal_vnd, shipping_vnd, total_vnd, discount_vnd, promotion_vnd,
        ship_off_cooperative_vnd, ship_off_platform_vnd, weight_g, days_min, days_max, placed_at, updated_at, offered_at)
    SELECT x.id, x.code, x.purchase_id, x.org_id, x.status, x.subtotal_vnd, x.shipping_vnd, x.total_vnd, x.discount_vnd, x.promotion_vnd,
        x.ship_off_cooperative_vnd, x.ship_off_platform_vnd, x.weight_g, x.days_min, x.days_max, p.placed_at, p.placed_at, x.offered_at
    FROM p, json_to_recordset(?::json) AS x(id uuid, code text, purchase_id uuid, org_id uuid, subtotal_vnd bigint, shipping_vnd bigint,
        total_vnd bigint, discount_vnd bigint, promotion_vnd bigint, ship_off_cooperative_vnd bigint, ship_off_platform_vnd bigint, weight_g bigint,
        days_min smallint, days_max smallint, status text, offered_at timestamptz)
    RETURNING id, status, placed_at),
l AS (
    INSERT INTO order_lines (id, order_id, position, product_id, variant_id, product_slug, product_name_vi, product_name_en,
        variant_name_vi, variant_name_en, unit, picture_key, vat_treatment, unit_price_vnd, quantity, nominal_g,
        off_cooperative_vnd, off_platform_vnd)
    SELECT x.* FROM json_to_recordset(?::json) AS x(id uuid, order_id uuid, position integer, product_id uuid, variant_id uuid, product_slug text,
        product_name_vi text, product_name_en text, variant_name_vi text, variant_name_en text, unit text, picture_key text, vat_treatment text,
        unit_price_vnd bigint, quantity bigint, nominal_g bigint, off_cooperative_vnd bigint, off_platform_vnd bigint))
INSERT INTO order_events (order_id, kind, actor_kind, actor_id, at)
SELECT o.id, o.status, 'buyer', ?::uuid, o.placed_at FROM o`

func (s store) insert(ctx context.Context, p Purchase) error {
	orders, lines := toOrderRows(p)
	_, err := s.db.Exec(ctx, "write purchase", insertSQL,
		db.JSON{V: toPurchaseRow(p)}, db.JSON{V: orders}, db.JSON{V: lines}, idOrNull(p.UserID))
	return err
}

// update writes an order after a command. The row is locked by the reader.
func (s store) update(ctx context.Context, before, after Order, e Event) error {
	_, err := s.db.Exec(ctx, "update order", `
WITH o AS (
    UPDATE orders SET status = ?, subtotal_vnd = ?, shipping_vnd = ?, discount_vnd = ?, promotion_vnd = ?, total_vnd = ?, carrier = ?, tracking_code = ?, version = ?, updated_at = ?,
        confirmed_at = ?, delayed_until = ?::date, placed_at = ?, offered_at = ?, prepaid = ?
    WHERE id = ? RETURNING id),
l AS (
    UPDATE order_lines SET cancelled_qty = x.cancelled_qty, real_g = x.real_g, asked_g = x.asked_g
    FROM json_to_recordset(?::json) AS x(id uuid, cancelled_qty bigint, real_g bigint, asked_g bigint) WHERE order_lines.id = x.id)
INSERT INTO order_events (order_id, kind, actor_kind, actor_id, note, at)
SELECT o.id, ?, ?, ?::uuid, ?, ? FROM o`,
		after.Status, after.Subtotal, after.Shipping, after.Discount, after.Promotion, after.Total, after.Carrier, after.TrackingCode, after.Version, after.UpdatedAt,
		timeOrNull(after.ConfirmedAt), timeOrNull(after.DelayedUntil), after.PlacedAt, timeOrNull(after.OfferedAt), after.Prepaid,
		after.ID, db.JSON{V: toChangedLines(before, after)},
		e.Kind, e.Actor.Role, idOrNull(e.Actor.ID), e.Note, e.At)
	return err
}

// setMethod changes how a purchase is paid.
func (s store) setMethod(ctx context.Context, purchaseID ident.ID, method string) error {
	_, err := s.db.Exec(ctx, "change how a purchase is paid", `UPDATE purchases SET payment_method = ? WHERE id = ?`, method, purchaseID)
	return err
}

// erase takes the personal data out of a user's purchases; the records stay, and
// with those of a firm where its goods went.
func (s store) erase(ctx context.Context, userID ident.ID, now time.Time) error {
	_, err := s.db.Exec(ctx, "erase personal data of purchases", `
UPDATE purchases SET user_id = NULL, contact_name = 'Đã xóa', contact_phone = '', contact_email = NULL,
    address_line = CASE WHEN buyer_org_id IS NULL THEN '' ELSE address_line END, address_typed = '',
    address_label = CASE WHEN buyer_org_id IS NULL THEN '' ELSE address_label END, note = '', erased_at = ?
WHERE user_id = ?`, now, userID)
	return err
}
