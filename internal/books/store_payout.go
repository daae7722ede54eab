package books

import (
	"context"
	"database/sql"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/ledger"
	"github.com/chophien/chophien/internal/money"
)

// takeEntries marks what no payout took before as taken by p, and returns what it comes
// to. One statement: it sees one state of the books, and what is posted meanwhile is left
// for the next.
func (s store) takeEntries(ctx context.Context, p Payout) (sum money.VND, err error) {
	err = s.db.Each(ctx, "take entries into a payout", `
WITH taken AS (
    INSERT INTO book_payout_entries (entry_id, payout_id)
    SELECT e.id, ? FROM ledger_entries e JOIN ledger_transactions t ON t.id = e.transaction_id
    WHERE e.account_id = (SELECT id FROM ledger_accounts WHERE kind = ? AND owner = ?) AND t.kind NOT IN (?, ?)
      AND NOT EXISTS (SELECT 1 FROM book_payout_entries x WHERE x.entry_id = e.id)
    RETURNING entry_id)
SELECT coalesce(-sum(e.amount_vnd), 0)::bigint FROM taken JOIN ledger_entries e ON e.id = taken.entry_id`,
		[]any{p.ID, ledger.CooperativePayable, p.OrgID, KindPayout, KindPayoutUnsent}, func(rows *sql.Rows) error { return rows.Scan(&sum) })
	return sum, err
}

// giveEntries lets go of what a payout took that was never sent: the next takes it.
func (s store) giveEntries(ctx context.Context, payoutID ident.ID) error {
	_, err := s.db.Exec(ctx, "let go of a payout's entries", `DELETE FROM book_payout_entries WHERE payout_id = ?`, payoutID)
	return err
}

// payoutLines reads what a payout took.
func (s store) payoutLines(ctx context.Context, payoutID ident.ID) ([]StatementLine, error) {
	var out []StatementLine
	var sum money.VND
	err := s.db.Each(ctx, "read what a payout took", `
SELECT e.id, t.kind, t.at, -e.amount_vnd, o.id, k.id, coalesce(o.code, n.code, k.code, ''), coalesce(x.goods_vnd, 0), coalesce(x.shipping_vnd, 0),
    coalesce(x.commission_vnd - x.commission_back_vnd, 0), coalesce(x.refunded_goods_vnd + x.refunded_ship_vnd, 0)
FROM book_payout_entries p JOIN ledger_entries e ON e.id = p.entry_id JOIN ledger_transactions t ON t.id = e.transaction_id
LEFT JOIN orders o ON o.id = t.subject LEFT JOIN book_sales x ON x.order_id = o.id LEFT JOIN penalties n ON n.id = t.subject
LEFT JOIN payment_obligations b ON b.id = t.subject LEFT JOIN contracts k ON k.id = b.contract_id
WHERE p.payout_id = ? ORDER BY e.id`, []any{payoutID}, func(rows *sql.Rows) error {
		var l StatementLine
		var order, contract *ident.ID
		err := rows.Scan(&l.ID, &l.Kind, &l.At, &l.Amount, &order, &contract, &l.Code, &l.Goods, &l.Shipping, &l.Commission, &l.Refunded)
		if order != nil {
			l.OrderID = *order
		}
		if contract != nil {
			l.ContractID = *contract
		}
		sum += l.Amount
		l.Balance = sum
		out = append(out, l)
		return err
	})
	return out, err
}
