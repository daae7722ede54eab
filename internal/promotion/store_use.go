package promotion

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/db"
)

// usesOf counts the purchases of a buyer that have a voucher.
func (s store) usesOf(ctx context.Context, voucherID ident.ID, b Buyer) (n int64, err error) {
	err = s.db.Each(ctx, "count a buyer's uses", `
SELECT count(DISTINCT purchase_id) FROM voucher_uses WHERE voucher_id = ? AND given_back_at IS NULL AND (user_id = ?::uuid OR phone = nullif(?, ''))`,
		[]any{voucherID, idOrNull(b.UserID), b.Phone}, func(rows *sql.Rows) error { return rows.Scan(&n) })
	return n, err
}

// take counts one use; a reason where the voucher has none left. Others that want the
// same voucher wait here until this transaction ends.
func (s store) take(ctx context.Context, v Voucher, amount money.VND, b Buyer) (Reason, error) {
	n, err := s.db.Exec(ctx, "count a use of a voucher", `
UPDATE vouchers SET uses = uses + 1, spent_vnd = spent_vnd + ?
WHERE id = ? AND ended_at IS NULL AND (max_uses = 0 OR uses < max_uses) AND (budget_vnd = 0 OR spent_vnd + ? <= budget_vnd)`, amount, v.ID, amount)
	if err != nil {
		return "", err
	}
	if n == 0 {
		list, err := s.list(ctx, `WHERE v.id = ?`, v.ID)
		if err != nil || len(list) == 0 || !list[0].EndedAt.IsZero() {
			return ReasonOver, err
		}
		return ReasonUsedUp, nil
	}
	if v.MaxUsesPerBuyer == 0 {
		return "", nil
	}
	had, err := s.usesOf(ctx, v.ID, b)
	if err == nil && had >= v.MaxUsesPerBuyer {
		return ReasonBuyerUsed, nil // the caller's transaction takes the count back
	}
	return "", err
}

type useRow struct {
	OrderID     ident.ID  `json:"order_id"`
	OrgID       ident.ID  `json:"org_id"`
	Cooperative money.VND `json:"cooperative_vnd"`
	Platform    money.VND `json:"platform_vnd"`
	Granted     money.VND `json:"granted_vnd"`
}

func (s store) insertUses(ctx context.Context, a Applied, purchaseID ident.ID, b Buyer, orders []Order, now time.Time) error {
	var rows []useRow
	for i, p := range a.Parcels {
		if p.Sum() > 0 {
			rows = append(rows, useRow{OrderID: orders[i].ID, OrgID: orders[i].OrgID, Cooperative: p.Cooperative, Platform: p.Platform, Granted: p.Sum()})
		}
	}
	_, err := s.db.Exec(ctx, "record uses of a voucher", `
INSERT INTO voucher_uses (voucher_id, order_id, purchase_id, org_id, user_id, phone, cooperative_vnd, platform_vnd, granted_vnd, at)
SELECT ?, x.order_id, ?, x.org_id, ?::uuid, ?, x.cooperative_vnd, x.platform_vnd, x.granted_vnd, ?
FROM json_to_recordset(?::json) AS x(order_id uuid, org_id uuid, cooperative_vnd bigint, platform_vnd bigint, granted_vnd bigint)`,
		a.Voucher.ID, purchaseID, idOrNull(b.UserID), b.Phone, now, db.JSON{V: rows})
	return err
}

// lockUses reads what vouchers take off orders, now or (back) before it was given back,
// and locks the vouchers, always in the same order.
func (s store) lockUses(ctx context.Context, orderIDs []ident.ID, back bool) ([]use, error) {
	var out []use
	err := s.db.Each(ctx, "lock uses of vouchers", `
SELECT u.voucher_id, u.order_id, u.purchase_id, u.cooperative_vnd, u.platform_vnd, u.granted_vnd
FROM voucher_uses u JOIN vouchers v ON v.id = u.voucher_id
WHERE u.order_id = ANY(?::uuid[]) AND (u.given_back_at IS NOT NULL) = ? ORDER BY u.voucher_id, u.order_id FOR UPDATE`, []any{db.IDs(orderIDs), back},
		func(rows *sql.Rows) error {
			var u use
			err := rows.Scan(&u.voucherID, &u.orderID, &u.purchaseID, &u.Cooperative, &u.Platform, &u.granted)
			out = append(out, u)
			return err
		})
	return out, err
}

// setUse writes what a voucher takes off an order now.
func (s store) setUse(ctx context.Context, u use) error {
	_, err := s.db.Exec(ctx, "change a use of a voucher", `UPDATE voucher_uses SET cooperative_vnd = ?, platform_vnd = ? WHERE voucher_id = ? AND order_id = ?`,
		u.next.Cooperative, u.next.Platform, u.voucherID, u.orderID)
	return err
}

// giveBack frees what was set aside for a use, and one of the voucher's uses unless
// another order of the purchase has it.
func (s store) giveBack(ctx context.Context, u use, now time.Time) error {
	if _, err := s.db.Exec(ctx, "give back a use of a voucher", `UPDATE voucher_uses SET given_back_at = ? WHERE voucher_id = ? AND order_id = ?`,
		now, u.voucherID, u.orderID); err != nil {
		return err
	}
	_, err := s.db.Exec(ctx, "count a use that was given back", `
UPDATE vouchers SET spent_vnd = spent_vnd - ?, uses = uses - CASE WHEN EXISTS (
    SELECT 1 FROM voucher_uses o WHERE o.voucher_id = ? AND o.purchase_id = ? AND o.given_back_at IS NULL) THEN 0 ELSE 1 END
WHERE id = ?`, u.granted, u.voucherID, u.purchaseID, u.voucherID)
	return err
}

// retake counts again, once, what was given back of a voucher; false where it has no room,
// or its buyer has had it since as often as anybody may.
func (s store) retake(ctx context.Context, voucherID ident.ID, orderIDs []ident.ID, amount money.VND) (bool, error) {
	n, err := s.db.Exec(ctx, "count a use of a voucher again", `
UPDATE vouchers SET uses = uses + 1, spent_vnd = spent_vnd + ?
WHERE id = ? AND (max_uses = 0 OR uses < max_uses) AND (budget_vnd = 0 OR spent_vnd + ? <= budget_vnd) AND (max_uses_per_buyer = 0 OR max_uses_per_buyer > (
    SELECT count(DISTINCT u.purchase_id) FROM voucher_uses u JOIN voucher_uses mine ON mine.voucher_id = u.voucher_id AND mine.order_id = ANY(?::uuid[])
        AND (mine.user_id = u.user_id OR mine.phone = nullif(u.phone, '')) WHERE u.voucher_id = vouchers.id AND u.given_back_at IS NULL))`,
		amount, voucherID, amount, db.IDs(orderIDs))
	if err != nil || n == 0 {
		return false, err
	}
	_, err = s.db.Exec(ctx, "take a use of a voucher again", `UPDATE voucher_uses SET given_back_at = NULL WHERE voucher_id = ? AND order_id = ANY(?::uuid[])`,
		voucherID, db.IDs(orderIDs))
	return true, err
}
