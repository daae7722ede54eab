package invoice

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/ident"
)

func (s store) dues(ctx context.Context, where string, args ...any) ([]Due, error) {
	var out []Due
	err := s.db.Each(ctx, "read what is owed by contracts", `
SELECT p.id, p.contract_id, c.code, p.kind, p.creditor_id, g.short_name, p.debtor_id, p.amount_vnd, p.due_on, y.paid_at,
    NOT (c.status = 'active' OR p.kind = 'goods' OR y.paid_at IS NOT NULL)
FROM payment_obligations p JOIN contracts c ON c.id = p.contract_id JOIN organisations g ON g.id = p.creditor_id
LEFT JOIN obligation_payments y ON y.obligation_id = p.id
WHERE p.kind IN ('deposit', 'goods') AND (c.status = 'active' OR p.kind = 'goods' OR y.paid_at IS NOT NULL
    OR EXISTS (SELECT 1 FROM payment_requests q WHERE q.purpose = 'deposit' AND q.subject_id = p.id AND q.received_vnd > 0)) AND `+where+`
ORDER BY y.paid_at DESC NULLS FIRST, p.due_on, p.id LIMIT 200`, args, func(rows *sql.Rows) error {
		var d Due
		var paid *time.Time
		err := rows.Scan(&d.ID, &d.ContractID, &d.ContractCode, &d.Kind, &d.OrgID, &d.Cooperative, &d.FirmID, &d.Amount, &d.DueOn, &paid, &d.Over)
		if paid != nil {
			d.PaidAt = *paid
		}
		out = append(out, d)
		return err
	})
	return out, err
}

// mark notes that money of an obligation moved through the market; false where it
// was noted before.
func (s store) mark(ctx context.Context, id ident.ID, reference string, at time.Time) (bool, error) {
	n, err := s.db.Exec(ctx, "note that an obligation is paid",
		`INSERT INTO obligation_payments (obligation_id, reference, paid_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`, id, reference, at)
	return n == 1, err
}

// returns reads what goes back of deposits that were paid through the market and is not yet owed.
func (s store) returns(ctx context.Context) ([]depositReturn, error) {
	var out []depositReturn
	err := s.db.Each(ctx, "find deposits to return", `
SELECT r.id, d.id, r.debtor_id, r.amount_vnd
FROM payment_obligations r JOIN payment_obligations d ON d.share_id = r.share_id AND d.kind = 'deposit' JOIN obligation_payments y ON y.obligation_id = d.id
WHERE r.kind = 'deposit_return' AND NOT EXISTS (SELECT 1 FROM obligation_payments o WHERE o.obligation_id = r.id) ORDER BY r.at, r.id`, nil,
		func(rows *sql.Rows) error {
			var r depositReturn
			err := rows.Scan(&r.id, &r.depositID, &r.orgID, &r.amount)
			out = append(out, r)
			return err
		})
	return out, err
}
