package books

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/payment"
	"github.com/chophien/chophien/internal/platform/db"
)

type store struct{ db *db.DB }

// bill is how an order is paid.
type bill struct {
	purchaseID, buyerOrgID ident.ID
	method                 payment.MethodCode
	collected              bool // the money has come
}

func (s store) bill(ctx context.Context, orderID ident.ID) (b bill, err error) {
	found := false
	err = s.db.Each(ctx, "read how an order is paid", `
SELECT p.id, p.buyer_org_id, p.payment_method, coalesce(y.state = 'collected', false)
FROM orders o JOIN purchases p ON p.id = o.purchase_id LEFT JOIN payments y ON y.order_id = o.id WHERE o.id = ?`,
		[]any{orderID}, func(rows *sql.Rows) error {
			var org *ident.ID
			found = true
			err := rows.Scan(&b.purchaseID, &org, &b.method, &b.collected)
			if org != nil {
				b.buyerOrgID = *org
			}
			return err
		})
	if err == nil && !found {
		err = order.ErrNotFound
	}
	return b, err
}

func (s store) categories(ctx context.Context, o order.Order) (map[ident.ID]ident.ID, error) {
	ids := make(db.IDs, len(o.Lines))
	for i, l := range o.Lines {
		ids[i] = l.ProductID
	}
	out := map[ident.ID]ident.ID{}
	err := s.db.Each(ctx, "read categories of goods", `SELECT id, category_id FROM products WHERE id = ANY(ARRAY(SELECT unnest(?::uuid[])))`,
		[]any{ids}, func(rows *sql.Rows) error {
			var id, category ident.ID
			err := rows.Scan(&id, &category)
			out[id] = category
			return err
		})
	return out, err
}

func (s store) insertSale(ctx context.Context, x Sale) (bool, error) {
	n, err := s.db.Exec(ctx, "write a sale", `
INSERT INTO book_sales (order_id, purchase_id, org_id, buyer_org_id, method, goods_vnd, shipping_vnd, promo_goods_vnd, promo_ship_vnd, commission_vnd, delivered_at, paid_at, release_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (order_id) DO NOTHING`,
		x.OrderID, x.PurchaseID, x.OrgID, idOrNull(x.BuyerOrgID), x.Method, x.Goods, x.Shipping, x.PromoGoods, x.PromoShipping, x.Commission, x.DeliveredAt, timeOrNull(x.PaidAt), x.ReleaseAt)
	return n == 1, err
}

const saleColumns = `order_id, purchase_id, org_id, buyer_org_id, method, goods_vnd, shipping_vnd, promo_goods_vnd, promo_ship_vnd, promo_back_vnd, commission_vnd,
refunded_goods_vnd, refunded_ship_vnd, commission_back_vnd, disputed_vnd, delivered_at, paid_at, release_at, released_at`

// scanSale reads saleColumns and what stands after them.
func scanSale(rows *sql.Rows, x *Sale, more ...any) error {
	var buyer *ident.ID
	var paid, released *time.Time
	err := rows.Scan(append([]any{
		&x.OrderID, &x.PurchaseID, &x.OrgID, &buyer, &x.Method, &x.Goods, &x.Shipping, &x.PromoGoods, &x.PromoShipping, &x.PromoBack, &x.Commission,
		&x.RefundedGoods, &x.RefundedShipping, &x.CommissionBack, &x.Disputed, &x.DeliveredAt, &paid, &x.ReleaseAt, &released,
	}, more...)...)
	if buyer != nil {
		x.BuyerOrgID = *buyer
	}
	if paid != nil {
		x.PaidAt = *paid
	}
	if released != nil {
		x.ReleasedAt = *released
	}
	return err
}

func (s store) lockSale(ctx context.Context, orderID ident.ID) (x Sale, found bool, err error) {
	err = s.db.Each(ctx, "lock a sale", `SELECT `+saleColumns+` FROM book_sales WHERE order_id = ? FOR UPDATE`, []any{orderID},
		func(rows *sql.Rows) error {
			found = true
			return scanSale(rows, &x)
		})
	return x, found, err
}

func (s store) updateSale(ctx context.Context, x Sale) error {
	_, err := s.db.Exec(ctx, "update a sale", `
UPDATE book_sales SET refunded_goods_vnd = ?, refunded_ship_vnd = ?, commission_back_vnd = ?, promo_back_vnd = ?, disputed_vnd = ?, paid_at = ?, released_at = ?
WHERE order_id = ?`, x.RefundedGoods, x.RefundedShipping, x.CommissionBack, x.PromoBack, x.Disputed, timeOrNull(x.PaidAt), timeOrNull(x.ReleasedAt), x.OrderID)
	switch db.Constraint(err) {
	case "book_sales_refunded_ck", "book_sales_disputed_ck":
		return ErrTooMuch
	}
	return err
}

// openReturn finds a return of sale x that is not settled. Once a refund is agreed its
// money is off the cooperative's part already, and the rest need not wait.
const openReturn = `SELECT 1 FROM return_cases r WHERE r.order_id = x.order_id AND r.closed_at IS NULL
    AND NOT (r.state = 'agreed' AND r.resolution = 'refund')`

func (s store) returnOpen(ctx context.Context, orderID ident.ID) (open bool, err error) {
	err = s.db.Each(ctx, "look for an open return", `SELECT EXISTS (`+openReturn+`) FROM book_sales x WHERE x.order_id = ?`, []any{orderID},
		func(rows *sql.Rows) error { return rows.Scan(&open) })
	return open, err
}

func (s store) releasable(ctx context.Context, now time.Time, limit int) ([]ident.ID, error) {
	var out []ident.ID
	err := s.db.Each(ctx, "find what becomes payable", `
SELECT x.order_id FROM book_sales x
WHERE x.released_at IS NULL AND x.paid_at IS NOT NULL AND x.release_at <= ? AND x.disputed_vnd = 0 AND NOT EXISTS (`+openReturn+`)
ORDER BY x.release_at, x.order_id LIMIT ?`, []any{now, limit}, func(rows *sql.Rows) error {
		var id ident.ID
		err := rows.Scan(&id)
		out = append(out, id)
		return err
	})
	return out, err
}

// claimPayout makes sure that no other payout of the cooperative is under way. Its
// amount is set by setPayout in the same transaction.
func (s store) claimPayout(ctx context.Context, p Payout) error {
	n, err := s.db.Exec(ctx, "claim a payout", `
INSERT INTO book_payouts (id, org_id, amount_vnd, state, ordered_at) VALUES (?, ?, 1, 'ordered', ?)
ON CONFLICT (org_id) WHERE state = 'ordered' DO NOTHING`, p.ID, p.OrgID, p.OrderedAt)
	if err == nil && n == 0 {
		return ErrUnderWay
	}
	return err
}

// dropPayout forgets a claim that came to nothing.
func (s store) dropPayout(ctx context.Context, id ident.ID) error {
	_, err := s.db.Exec(ctx, "drop a payout", `DELETE FROM book_payouts WHERE id = ?`, id)
	return err
}

func (s store) setPayout(ctx context.Context, p Payout) error {
	_, err := s.db.Exec(ctx, "write a payout", `UPDATE book_payouts SET amount_vnd = ?, state = ?, through = ?, ended_at = ? WHERE id = ?`,
		p.Amount, p.State, p.Through, timeOrNull(p.EndedAt), p.ID)
	return err
}

func (s store) lockPayout(ctx context.Context, id ident.ID) (Payout, bool, error) {
	list, err := s.payouts(ctx, `WHERE id = ? FOR UPDATE`, id)
	if err != nil || len(list) == 0 {
		return Payout{}, false, err
	}
	return list[0], true, nil
}

func (s store) payouts(ctx context.Context, where string, args ...any) ([]Payout, error) {
	var out []Payout
	err := s.db.Each(ctx, "read payouts", `SELECT id, org_id, amount_vnd, state, through, ordered_at, ended_at FROM book_payouts `+where, args,
		func(rows *sql.Rows) error {
			var p Payout
			var ended *time.Time
			err := rows.Scan(&p.ID, &p.OrgID, &p.Amount, &p.State, &p.Through, &p.OrderedAt, &ended)
			if ended != nil {
				p.EndedAt = *ended
			}
			out = append(out, p)
			return err
		})
	return out, err
}

func idOrNull(id ident.ID) *ident.ID {
	if id == ident.Nil {
		return nil
	}
	return &id
}

func timeOrNull(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
