package payout

import (
	"context"
	"database/sql"

	"github.com/chophien/chophien/internal/books"
)

// sheets are the tables. Days are those of Viet Nam; amounts whole đồng, credits of the
// trial balance in a column of their own.
func sheets() map[Table]sheet {
	return map[Table]sheet{
		TableTrial: {
			name: [2][]string{{"Cân đối thử"}, {"Trial balance"}},
			heading: [2][]string{
				{"Tài khoản", "Của", "Nợ (VND)", "Có (VND)", "Số bút toán"},
				{"Account", "Whose", "Debit (VND)", "Credit (VND)", "Entries"},
			},
			query: `
SELECT a.kind, coalesce(g.short_name, p.code, ''), CASE WHEN x.sum > 0 THEN x.sum ELSE 0 END, CASE WHEN x.sum < 0 THEN -x.sum ELSE 0 END, x.n
FROM ledger_accounts a CROSS JOIN LATERAL (SELECT coalesce(sum(e.amount_vnd), 0)::bigint AS sum, count(*) AS n FROM ledger_entries e WHERE e.account_id = a.id) x
LEFT JOIN organisations g ON g.id = a.owner LEFT JOIN purchases p ON p.id = a.owner WHERE x.sum <> 0 ORDER BY 1, 2, a.id`,
		},
		TableRevenue: {
			name: [2][]string{{"Doanh thu"}, {"Revenue"}},
			heading: [2][]string{
				{"Tháng giao", "Hợp tác xã", "Số đơn", "Tiền hàng (VND)", "Phí giao (VND)", "Đã hoàn (VND)", "Hoa hồng (VND)", "Hợp tác xã được (VND)"},
				{"Month of delivery", "Cooperative", "Orders", "Goods (VND)", "Shipping (VND)", "Refunded (VND)", "Commission (VND)", "To the cooperative (VND)"},
			},
			query: `SELECT to_char(month, 'MM/YYYY'), name, orders, goods, shipping, refunded, commission, goods + shipping - refunded - promo_back - commission FROM (` + books.RevenueSQL + `) r ORDER BY month DESC, name`,
		},
		TableCooperatives: {
			name: [2][]string{{"Hợp tác xã"}, {"Cooperatives"}},
			heading: [2][]string{
				{"Hợp tác xã", "Số đơn", "Đã bán (VND)", "Đã hoàn (VND)", "Hoa hồng (VND)", "Chờ đến hạn (VND)", "Được chi trả (VND)", "Đang giữ (VND)", "Đang chuyển (VND)"},
				{"Cooperative", "Orders", "Sold (VND)", "Refunded (VND)", "Commission (VND)", "Pending (VND)", "Payable (VND)", "Held (VND)", "Under way (VND)"},
			},
			query: `
SELECT g.short_name, count(x.order_id), coalesce(sum(x.goods_vnd + x.shipping_vnd), 0)::bigint, coalesce(sum(x.refunded_goods_vnd + x.refunded_ship_vnd), 0)::bigint,
    coalesce(sum(x.commission_vnd - x.commission_back_vnd), 0)::bigint, ` + balanceOf("cooperative_pending") + `, ` + balanceOf("cooperative_payable") + `, ` + balanceOf("disputed") + `, ` + balanceOf("payout_clearing") + `
FROM organisations g LEFT JOIN book_sales x ON x.org_id = g.id
WHERE x.order_id IS NOT NULL OR EXISTS (SELECT 1 FROM ledger_accounts l JOIN ledger_entries e ON e.account_id = l.id WHERE l.owner = g.id AND l.kind = 'cooperative_payable')
GROUP BY g.id, g.short_name ORDER BY g.short_name, g.id`,
		},
		TablePayouts: {
			name: [2][]string{{"Chi trả"}, {"Payouts"}},
			heading: [2][]string{
				{"Đợt", "Trạng thái đợt", "Ngày gom", "Người lập", "Người duyệt", "Mã tham chiếu", "Loại", "Cho ai", "Đơn", "Ngân hàng (BIN)", "Số tài khoản", "Chủ tài khoản", "Số tiền (VND)", "Kết quả", "Mã giao dịch ngân hàng", "Ngày có kết quả", "Lý do"},
				{"Batch", "State of the batch", "Gathered on", "Prepared by", "Approved by", "Reference", "Kind", "To", "Order", "Bank (BIN)", "Account", "Holder", "Amount (VND)", "Outcome", "Bank's reference", "Ended on", "Reason"},
			},
			query: `
SELECT b.code, b.state, to_char(b.opened_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'DD/MM/YYYY'), coalesce(m.full_name, ''), coalesce(a.full_name, ''), t.reference, t.kind,
    coalesce(g.short_name, p.contact_name, ''), coalesce(o.code, p.code, ''), t.bank_bin, t.account_no || t.stripe_account, t.holder, t.amount_vnd, t.state, t.bank_reference,
    coalesce(to_char(t.ended_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'DD/MM/YYYY'), ''), t.reason
FROM payout_transfers t JOIN payout_batches b ON b.id = t.batch_id LEFT JOIN users m ON m.id = b.prepared_by LEFT JOIN users a ON a.id = b.approved_by
LEFT JOIN organisations g ON g.id = t.org_id LEFT JOIN refunds r ON r.cause_id = t.refund_id LEFT JOIN orders o ON o.id = r.order_id LEFT JOIN purchases p ON p.id = r.purchase_id
ORDER BY b.opened_at DESC, b.id, t.position`,
		},
		TableInvoices: {
			name: [2][]string{{"Hóa đơn tháng"}, {"Monthly invoices"}},
			heading: [2][]string{
				{"Số", "Doanh nghiệp", "Lập ngày", "Hạn trả", "Đơn", "Hợp tác xã", "Ngày giao", "Số tiền (VND)", "Còn phải trả (VND)", "Đã trả ngày", "Mã giao dịch"},
				{"Number", "Firm", "Made on", "Due on", "Order", "Cooperative", "Delivered on", "Amount (VND)", "Left to pay (VND)", "Paid on", "Reference"},
			},
			query: `
SELECT i.number, f.short_name, to_char(i.issued_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'DD/MM/YYYY'), to_char(i.due_on, 'DD/MM/YYYY'), o.code, g.short_name,
    to_char(l.delivered_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'DD/MM/YYYY'), l.amount_vnd, CASE WHEN u.state = 'open' THEN u.amount_vnd ELSE 0 END,
    coalesce(to_char(u.paid_on, 'DD/MM/YYYY'), ''), u.reference
FROM invoices i JOIN organisations f ON f.id = i.org_id JOIN invoice_lines l ON l.invoice_id = i.id JOIN orders o ON o.id = l.order_id
JOIN organisations g ON g.id = o.org_id JOIN credit_uses u ON u.order_id = l.order_id ORDER BY i.issued_at DESC, i.id, l.delivered_at, l.order_id`,
		},
		TablePenalties: {
			name: [2][]string{{"Tiền phạt"}, {"Penalties"}},
			heading: [2][]string{
				{"Mã", "Hợp tác xã", "Trạng thái", "Số tiền (VND)", "Về", "Lý do", "Đề nghị ngày", "Người đề nghị", "Duyệt ngày", "Người duyệt", "Bỏ ngày", "Lý do bỏ"},
				{"Code", "Cooperative", "State", "Amount (VND)", "About", "Reason", "Proposed on", "Proposed by", "Approved on", "Approved by", "Ended on", "Why ended"},
			},
			query: `
SELECT x.code, g.short_name, x.state, x.amount_vnd, coalesce(o.code, k.code, ''), x.reason, to_char(x.proposed_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'DD/MM/YYYY'), coalesce(a.full_name, ''),
    coalesce(to_char(x.approved_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'DD/MM/YYYY'), ''), coalesce(b.full_name, ''),
    coalesce(to_char(x.ended_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'DD/MM/YYYY'), ''), x.end_reason
FROM penalties x JOIN organisations g ON g.id = x.org_id LEFT JOIN orders o ON o.id = x.order_id LEFT JOIN contracts k ON k.id = x.contract_id
LEFT JOIN users a ON a.id = x.proposed_by LEFT JOIN users b ON b.id = x.approved_by ORDER BY x.proposed_at DESC, x.id`,
		},
		TableDisputes: {
			name: [2][]string{{"Tranh chấp"}, {"Disputes"}},
			heading: [2][]string{
				{"Mã", "Đơn", "Hợp tác xã", "Trạng thái", "Lý do", "Mở ngày", "Đang giữ (VND)", "Hoàn (VND)"},
				{"Code", "Order", "Cooperative", "State", "Reason", "Opened on", "Held (VND)", "Refund (VND)"},
			},
			query: `
SELECT c.code, o.code, g.short_name, c.state, c.reason, to_char(c.opened_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'DD/MM/YYYY'), coalesce(x.disputed_vnd, 0), c.refund_vnd
FROM return_cases c JOIN orders o ON o.id = c.order_id JOIN organisations g ON g.id = c.org_id LEFT JOIN book_sales x ON x.order_id = o.id
ORDER BY (c.closed_at IS NULL) DESC, c.opened_at DESC, c.id`,
		},
	}
}

// balanceOf is what stands on one of a cooperative's accounts, as it gets it.
func balanceOf(kind string) string {
	return `(SELECT coalesce(-sum(e.amount_vnd), 0)::bigint FROM ledger_accounts l JOIN ledger_entries e ON e.account_id = l.id WHERE l.kind = '` + kind + `' AND l.owner = g.id)`
}

// export hands every row to fn while it is read; columns are texts and whole numbers.
func (s store) export(ctx context.Context, query string, columns int, fn func(cells ...any) error) error {
	return s.db.Each(ctx, "export finance", query, nil, func(rows *sql.Rows) error {
		cells, into := make([]any, columns), make([]any, columns)
		for i := range cells {
			into[i] = &cells[i]
		}
		if err := rows.Scan(into...); err != nil {
			return err
		}
		for i, c := range cells {
			switch v := c.(type) {
			case []byte:
				cells[i] = string(v)
			case int32:
				cells[i] = int64(v)
			}
		}
		return fn(cells...)
	})
}
