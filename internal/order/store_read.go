package order

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/db"
)

const orderColumns = `o.id, o.code, o.purchase_id, o.org_id, o.status, o.subtotal_vnd, o.shipping_vnd, o.ship_off_cooperative_vnd, o.ship_off_platform_vnd,
    o.discount_vnd, o.promotion_vnd, o.total_vnd, o.weight_g,
    o.days_min, o.days_max, o.carrier, o.tracking_code, o.confirmed_at, o.delayed_until, o.offered_at, o.prepaid, o.version, o.placed_at, o.updated_at`

func scanOrder(rows *sql.Rows, o *Order, more ...any) error {
	var confirmed, delayed, offered *time.Time
	err := rows.Scan(append([]any{
		&o.ID, &o.Code, &o.PurchaseID, &o.OrgID, &o.Status, &o.Subtotal, &o.Shipping, &o.ShipDiscount.Cooperative, &o.ShipDiscount.Platform,
		&o.Discount, &o.Promotion, &o.Total, &o.WeightG,
		&o.DaysMin, &o.DaysMax, &o.Carrier, &o.TrackingCode, &confirmed, &delayed, &offered, &o.Prepaid, &o.Version, &o.PlacedAt, &o.UpdatedAt,
	}, more...)...)
	if confirmed != nil {
		o.ConfirmedAt = *confirmed
	}
	if delayed != nil {
		o.DelayedUntil = *delayed
	}
	if offered != nil {
		o.OfferedAt = *offered
	}
	return err
}

// lock reads an order of a cooperative (or, with ident.Nil, of any) and keeps
// other writers out until the transaction ends. A cooperative has only what was offered to it.
func (s store) lock(ctx context.Context, orgID, id ident.ID) (o Order, err error) {
	err = s.db.Each(ctx, "lock order",
		`SELECT `+orderColumns+` FROM orders o WHERE o.id = ? AND (?::uuid IS NULL OR o.org_id = ?::uuid AND o.offered_at IS NOT NULL) FOR UPDATE`,
		[]any{id, idOrNull(orgID), idOrNull(orgID)}, func(rows *sql.Rows) error { return scanOrder(rows, &o) })
	if err != nil {
		return o, err
	}
	if o.ID == ident.Nil {
		return o, ErrNotFound
	}
	lines, err := s.lines(ctx, []ident.ID{id})
	o.Lines = lines[id]
	return o, err
}

// lockPurchase reads all orders of a purchase with their lines and keeps other writers
// out, in the order of their ids.
func (s store) lockPurchase(ctx context.Context, purchaseID ident.ID) ([]Order, error) {
	var out []Order
	var ids []ident.ID
	err := s.db.Each(ctx, "lock a purchase's orders", `SELECT `+orderColumns+` FROM orders o WHERE o.purchase_id = ? ORDER BY o.id FOR UPDATE`,
		[]any{purchaseID}, func(rows *sql.Rows) error {
			var o Order
			err := scanOrder(rows, &o)
			out, ids = append(out, o), append(ids, o.ID)
			return err
		})
	if err != nil {
		return nil, err
	}
	lines, err := s.lines(ctx, ids)
	for i, o := range out {
		out[i].Lines = lines[o.ID]
	}
	return out, err
}

// someOf compares with the ids of one db.IDs. The subquery hides how many they are
// from the planner, which else plans such a statement anew each time (see
// catalog's offersSQL).
const someOf = `ANY(ARRAY(SELECT unnest(?::uuid[])))`

func (s store) lines(ctx context.Context, orderIDs []ident.ID) (map[ident.ID][]Line, error) {
	out := map[ident.ID][]Line{}
	err := s.db.Each(ctx, "read order lines", `
SELECT order_id, id, product_id, variant_id, product_slug, product_name_vi, product_name_en, variant_name_vi, variant_name_en,
       unit, picture_key, vat_treatment, unit_price_vnd, quantity, cancelled_qty,
       coalesce(nominal_g, 0), coalesce(real_g, 0), coalesce(asked_g, 0), off_cooperative_vnd, off_platform_vnd
FROM order_lines WHERE order_id = `+someOf+` ORDER BY order_id, position`, []any{db.IDs(orderIDs)}, func(rows *sql.Rows) error {
		var l Line
		var orderID ident.ID
		err := rows.Scan(&orderID, &l.ID, &l.ProductID, &l.VariantID, &l.ProductSlug, &l.ProductName.VI, &l.ProductName.EN,
			&l.VariantName.VI, &l.VariantName.EN, &l.Unit, &l.PictureKey, &l.VATTreatment, &l.UnitPrice, &l.Quantity, &l.CancelledQty, &l.NominalG, &l.RealG, &l.AskedG,
			&l.Discount.Cooperative, &l.Discount.Platform)
		out[orderID] = append(out[orderID], l)
		return err
	})
	return out, err
}

func (s store) events(ctx context.Context, orderIDs []ident.ID) (map[ident.ID][]Event, error) {
	out := map[ident.ID][]Event{}
	err := s.db.Each(ctx, "read timeline", `
SELECT id, order_id, kind, actor_kind, actor_id, note, at FROM order_events WHERE order_id = `+someOf+` ORDER BY order_id, id`,
		[]any{db.IDs(orderIDs)}, func(rows *sql.Rows) error {
			var e Event
			var actor *ident.ID
			err := rows.Scan(&e.ID, &e.OrderID, &e.Kind, &e.Actor.Role, &actor, &e.Note, &e.At)
			if actor != nil {
				e.Actor.ID = *actor
			}
			out[e.OrderID] = append(out[e.OrderID], e)
			return err
		})
	return out, err
}

const purchaseColumns = `p.id, p.code, p.user_id, p.locale, p.contact_name, p.contact_phone, p.contact_email, p.province_code,
    p.commune_code, p.address_line, p.address_typed, p.address_label, p.note, p.payment_method, p.subtotal_vnd, p.shipping_vnd,
    p.discount_vnd, p.total_vnd, p.terms_version, p.placed_at, p.buyer_org_id, p.buyer_org_name, p.programme_id, p.programme_name_vi, p.programme_name_en`

func scanPurchase(rows *sql.Rows, p *Purchase) error {
	var user, firm, programme *ident.ID
	var email *string
	err := rows.Scan(&p.ID, &p.Code, &user, &p.Locale, &p.Contact.FullName, &p.Contact.Phone, &email,
		&p.Address.ProvinceCode, &p.Address.CommuneCode, &p.Address.Line, &p.Address.Typed, &p.Address.Label,
		&p.Note, &p.PaymentMethod, &p.Subtotal, &p.Shipping, &p.Discount, &p.Total, &p.TermsVersion, &p.PlacedAt,
		&firm, &p.Firm.Name, &programme, &p.Firm.Programme.VI, &p.Firm.Programme.EN)
	if firm != nil {
		p.Firm.OrgID = *firm
	}
	if programme != nil {
		p.Firm.ProgrammeID = *programme
	}
	if user != nil {
		p.UserID = *user
	}
	if email != nil {
		p.Contact.Email = *email
	}
	return err
}

// purchases reads purchases with their orders and lines, in the order of ids.
func (s store) purchases(ctx context.Context, ids []ident.ID) ([]Purchase, error) {
	found := map[ident.ID]*Purchase{}
	err := s.db.Each(ctx, "read purchases", `SELECT `+purchaseColumns+` FROM purchases p WHERE p.id = ANY(?::uuid[])`,
		[]any{db.IDs(ids)}, func(rows *sql.Rows) error {
			var p Purchase
			err := scanPurchase(rows, &p)
			found[p.ID] = &p
			return err
		})
	if err != nil {
		return nil, err
	}
	var orderIDs []ident.ID
	var orders []Order
	err = s.db.Each(ctx, "read orders of purchases", `SELECT `+orderColumns+` FROM orders o WHERE o.purchase_id = `+someOf+` ORDER BY o.purchase_id, o.code`,
		[]any{db.IDs(ids)}, func(rows *sql.Rows) error {
			var o Order
			err := scanOrder(rows, &o)
			orders, orderIDs = append(orders, o), append(orderIDs, o.ID)
			return err
		})
	if err != nil {
		return nil, err
	}
	lines, err := s.lines(ctx, orderIDs)
	if err != nil {
		return nil, err
	}
	for _, o := range orders {
		o.Lines = lines[o.ID]
		p := found[o.PurchaseID]
		p.Orders = append(p.Orders, o)
	}
	out := make([]Purchase, 0, len(ids))
	for _, id := range ids {
		if p, ok := found[id]; ok {
			out = append(out, *p)
		}
	}
	return out, nil
}

// purchaseOf returns the id of an order's purchase; ident.Nil when there is none.
func (s store) purchaseOf(ctx context.Context, orderID ident.ID) (id ident.ID, err error) {
	err = s.db.Each(ctx, "find purchase of order", `SELECT purchase_id FROM orders WHERE id = ?`, []any{orderID},
		func(rows *sql.Rows) error { return rows.Scan(&id) })
	return id, err
}

// purchasesOf returns the purchases of orders of a cooperative, by the orders' ids.
func (s store) purchasesOf(ctx context.Context, orgID ident.ID, ids []ident.ID) (map[ident.ID]ident.ID, error) {
	out := map[ident.ID]ident.ID{}
	err := s.db.Each(ctx, "find purchases of orders", `SELECT id, purchase_id FROM orders WHERE org_id = ? AND offered_at IS NOT NULL AND id = `+someOf,
		[]any{orgID, db.IDs(ids)}, func(rows *sql.Rows) error {
			var id, purchase ident.ID
			err := rows.Scan(&id, &purchase)
			out[id] = purchase
			return err
		})
	return out, err
}

// cooperatives reads the sellers' names; a read model over party and catalog.
func (s store) cooperatives(ctx context.Context, orgIDs []ident.ID) (map[ident.ID]Cooperative, error) {
	out := map[ident.ID]Cooperative{}
	err := s.db.Each(ctx, "read sellers", `
SELECT o.id, o.slug, o.short_name, coalesce(o.phone, ''), coalesce(c.place_vi, ''), coalesce(c.place_en, '')
FROM organisations o LEFT JOIN cooperative_profiles c ON c.org_id = o.id WHERE o.id = `+someOf, []any{db.IDs(orgIDs)}, func(rows *sql.Rows) error {
		var c Cooperative
		err := rows.Scan(&c.ID, &c.Slug, &c.Name, &c.Phone, &c.Place.VI, &c.Place.EN)
		out[c.ID] = c
		return err
	})
	return out, err
}
