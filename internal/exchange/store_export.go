package exchange

import (
	"context"
	"database/sql"
	"strconv"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/stock"
)

// exports are the tables. A query takes the cooperative once and gives numbers, texts,
// days and moments; its columns are those of the heading.
func exports() map[Table]export {
	return map[Table]export{
		TableGoods: {
			name: [2][]string{{"Hàng hóa"}, {"Goods"}}, heading: [2][]string{heading(KindGoods, "vi"), heading(KindGoods, "en")},
			query: `
SELECT v.sku, p.name_vi, p.name_en, k.name_vi, v.name_vi, v.unit, nullif(v.price_vnd, 0), coalesce(s.on_hand, 0), nullif(v.net_weight_g, 0), v.ship_weight_g, v.min_qty, p.summary_vi
FROM products p JOIN variants v ON v.product_id = p.id JOIN categories k ON k.id = p.category_id LEFT JOIN stock_items s ON s.variant_id = v.id
WHERE p.org_id = ? AND p.status <> 'archived' AND NOT v.archived ORDER BY p.created_at, p.id, v.position, v.id`,
		},
		TableCapacity: {
			name: [2][]string{{"Sản lượng"}, {"Capacity"}},
			heading: [2][]string{
				append(heading(KindCapacity, "vi"), "Đến hết ngày", "Đơn vị", "Đã hứa"), append(heading(KindCapacity, "en"), "Until", "Unit", "Promised"),
			},
			query: `
SELECT t.name_vi, c.grade, p.starts_on, p.declared, p.retail, p.ends_on, c.unit, p.promised
FROM capacities c JOIN capacity_periods p ON p.capacity_id = c.id JOIN product_types t ON t.code = c.type_code
WHERE c.org_id = ? AND c.status = 'open' ORDER BY t.position, c.grade, c.id, p.starts_on`,
		},
		TableMoves: {
			name: [2][]string{{"Sổ kho"}, {"Stock moves"}},
			heading: [2][]string{
				{"Lúc", "Mã hàng", "Sản phẩm", "Quy cách", "Tăng giảm", "Lý do", "Mã đơn", "Ghi chú", "Người ghi"},
				{"At", "Code", "Product", "Variant", "Change", "Reason", "Order", "Note", "By"},
			},
			query: `
SELECT m.at, v.sku, p.name_vi, v.name_vi, m.delta, m.reason, coalesce(o.code, ''), m.note, coalesce(u.full_name, '')
FROM products p JOIN variants v ON v.product_id = p.id JOIN stock_moves m ON m.variant_id = v.id
LEFT JOIN orders o ON o.id = m.order_id LEFT JOIN users u ON u.id = m.actor_id
WHERE p.org_id = ? ORDER BY m.id`,
		},
		TableLots: {
			name: [2][]string{{"Lô hàng"}, {"Lots"}},
			heading: [2][]string{
				append(heading(KindLots, "vi"), "Sản phẩm", "Quy cách", "Trong kho", "Để riêng", "Đơn vị", "Trạng thái"),
				append(heading(KindLots, "en"), "Product", "Variant", "On hand", "Set aside", "Unit", "State"),
			},
			// The states as stock.Lot.State has them.
			query: `
SELECT l.code, v.sku, l.received, l.made_on, l.expires_on, l.household, CASE WHEN l.household_consent_at IS NOT NULL THEN 'named' ELSE '' END,
  l.area_code, l.area_issuer, l.note, p.name_vi, v.name_vi, l.on_hand, l.withheld, v.unit,
  CASE WHEN l.recalled_at IS NOT NULL THEN 'lot_recalled' WHEN l.expires_on < t.day THEN 'lot_expired' WHEN l.on_hand + l.withheld = 0 THEN 'lot_used_up'
    WHEN l.expires_on <= t.day + ` + strconv.Itoa(stock.ExpiringWithin) + ` THEN 'lot_expiring' ELSE 'lot_open' END
FROM lots l JOIN variants v ON v.id = l.variant_id JOIN products p ON p.id = v.product_id
CROSS JOIN (SELECT (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS day) t
WHERE l.org_id = ? AND NOT l.loose ORDER BY p.name_vi, v.position, l.expires_on NULLS LAST, l.id`,
		},
		TableOrders: {
			name: [2][]string{{"Đơn hàng"}, {"Orders"}},
			heading: [2][]string{
				{
					"Mã đơn", "Đặt lúc", "Trạng thái", "Người mua", "Điện thoại", "Địa chỉ", "Mã hàng", "Sản phẩm", "Quy cách", "Đơn vị", "Số lượng", "Đã hủy",
					"Đơn giá (₫)", "Thành tiền (₫)", "Phí gửi của đơn (₫)", "Tổng đơn (₫)", "Đơn vị giao", "Mã vận đơn",
				},
				{
					"Order", "Placed", "Status", "Buyer", "Phone", "Address", "Code", "Product", "Variant", "Unit", "Quantity", "Cancelled",
					"Unit price (₫)", "Amount (₫)", "Order's shipping (₫)", "Order's total (₫)", "Carrier", "Tracking",
				},
			},
			query: `
SELECT o.code, o.placed_at, o.status, u.contact_name, u.contact_phone, u.address_label, v.sku, l.product_name_vi, l.variant_name_vi, l.unit, l.quantity, l.cancelled_qty,
  l.unit_price_vnd, l.unit_price_vnd * (l.quantity - l.cancelled_qty), o.shipping_vnd, o.total_vnd, o.carrier, o.tracking_code
FROM orders o JOIN purchases u ON u.id = o.purchase_id JOIN order_lines l ON l.order_id = o.id JOIN variants v ON v.id = l.variant_id
WHERE o.org_id = ? AND o.offered_at IS NOT NULL ORDER BY o.placed_at, o.id, l.position`,
		},
		TableReturns: {
			name: [2][]string{{"Đổi trả"}, {"Returns"}},
			heading: [2][]string{
				{
					"Mã yêu cầu", "Mã đơn", "Mở lúc", "Trạng thái", "Lý do", "Người mua", "Mã hàng", "Sản phẩm", "Số lượng", "Đơn vị", "Cách giải quyết",
					"Tiền hoàn của yêu cầu (₫)", "Hoàn tiền", "Mã giao dịch", "Vào lại kho",
				},
				{
					"Return", "Order", "Opened", "Status", "Reason", "Buyer", "Code", "Product", "Quantity", "Unit", "Settled by",
					"Return's refund (₫)", "Refund", "Reference", "Back in stock",
				},
			},
			query: `
SELECT c.code, o.code, c.opened_at, c.state, c.reason, u.contact_name, v.sku, l.product_name_vi, r.quantity, l.unit, coalesce(c.resolution, ''),
  c.refund_vnd, coalesce(f.state, ''), coalesce(f.reference, ''), r.restocked
FROM return_cases c JOIN orders o ON o.id = c.order_id JOIN purchases u ON u.id = o.purchase_id JOIN return_lines r ON r.case_id = c.id
JOIN order_lines l ON l.id = r.order_line_id JOIN variants v ON v.id = l.variant_id LEFT JOIN refunds f ON f.cause_id = c.id
WHERE c.org_id = ? ORDER BY c.opened_at, c.id, l.position`,
		},
	}
}

// words are what codes of the database are called in a table.
var words = map[string][2]string{
	"opening": {"Tồn đầu", "Opening"}, "receive": {"Nhập", "Received"}, "adjust": {"Kiểm kê", "Count"}, "ship": {"Gửi đi", "Shipped"},
	"return": {"Hàng về", "Returned"}, "write_off": {"Hủy hàng", "Written off"},
	"placed": {"Mới đặt", "Placed"}, "confirmed": {"Đã nhận đơn", "Confirmed"}, "packed": {"Đã đóng gói", "Packed"}, "shipped": {"Đang giao", "Shipped"},
	"delivered": {"Đã giao", "Delivered"}, "cancelled": {"Đã hủy", "Cancelled"},
	"open": {"Chờ hợp tác xã", "Waits for the cooperative"}, "answered": {"Chờ người mua", "Waits for the buyer"}, "mediation": {"Chờ Liên minh", "Waits for the Alliance"},
	"agreed": {"Đang thực hiện", "Being carried out"}, "done": {"Đã giải quyết", "Settled"}, "closed": {"Không chấp nhận", "Refused"}, "withdrawn": {"Đã rút", "Withdrawn"},
	"damaged": {"Vỡ, hỏng", "Broken"}, "spoiled": {"Hư, ôi, mốc", "Spoiled"}, "wrong": {"Giao nhầm", "Wrong goods"}, "missing": {"Thiếu", "Missing"},
	"not_as_described": {"Không đúng mô tả", "Not as described"}, "other": {"Khác", "Other"},
	"named":    {"có", "yes"},
	"lot_open": {"Đang bán", "On sale"}, "lot_expiring": {"Sắp hết hạn", "Expires soon"}, "lot_used_up": {"Đã hết", "Used up"},
	"lot_expired": {"Quá hạn", "Expired"}, "lot_recalled": {"Đã thu hồi", "Recalled"},
	"refund": {"Hoàn tiền", "Refund"}, "replacement": {"Gửi bù", "Replacement"}, "refusal": {"Từ chối", "Refusal"}, "owed": {"Chưa hoàn", "Owed"}, "paid": {"Đã hoàn", "Paid"},
}

// coded are the headings of columns that hold such codes.
var coded = map[string]bool{"Lý do": true, "Trạng thái": true, "Cách giải quyết": true, "Hoàn tiền": true, "Hộ đồng ý nêu tên": true}

func (s store) export(ctx context.Context, e export, orgID ident.ID, lang string, row func(cells ...any) error) error {
	n := len(e.heading[0])
	values, into := make([]any, n), make([]any, n)
	for i := range values {
		into[i] = &values[i]
	}
	l := 0
	if lang == "en" {
		l = 1
	}
	return s.db.Each(ctx, "export a table", e.query, []any{orgID}, func(rows *sql.Rows) error {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		cells := make([]any, n)
		for i, v := range values {
			switch v := v.(type) {
			case time.Time:
				if v.Equal(v.Truncate(24*time.Hour)) && v.Location() == time.UTC && !isMoment(e.heading[0][i]) {
					cells[i] = v.Format("02/01/2006")
				} else {
					cells[i] = v.In(clock.Saigon).Format("02/01/2006 15:04")
				}
			case []byte:
				cells[i] = string(v)
			case string:
				cells[i] = v
				if w, ok := words[v]; ok && coded[e.heading[0][i]] {
					cells[i] = w[l]
				}
			default:
				cells[i] = v
			}
		}
		return row(cells...)
	})
}

func isMoment(heading string) bool {
	return heading == "Lúc" || heading == "Đặt lúc" || heading == "Mở lúc"
}
