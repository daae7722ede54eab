package penalty

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/db"
)

type store struct{ db *db.DB }

func (s store) read(ctx context.Context, where string, args ...any) ([]Penalty, error) {
	var out []Penalty
	err := s.db.Each(ctx, "read penalties", `
SELECT x.id, x.code, x.org_id, g.short_name, x.amount_vnd, x.reason, x.message, x.order_id, x.contract_id, coalesce(o.code, k.code, ''), x.state,
    x.proposed_by, coalesce(a.full_name, ''), x.proposed_at, x.approved_by, coalesce(b.full_name, ''), x.approved_at,
    x.ended_by, coalesce(e.full_name, ''), x.ended_at, x.end_reason, x.version
FROM penalties x JOIN organisations g ON g.id = x.org_id LEFT JOIN orders o ON o.id = x.order_id LEFT JOIN contracts k ON k.id = x.contract_id
LEFT JOIN users a ON a.id = x.proposed_by LEFT JOIN users b ON b.id = x.approved_by LEFT JOIN users e ON e.id = x.ended_by `+where, args,
		func(rows *sql.Rows) error {
			var p Penalty
			var order, contract, approver, ender *ident.ID
			var approved, ended *time.Time
			err := rows.Scan(&p.ID, &p.Code, &p.OrgID, &p.Cooperative, &p.Amount, &p.Reason, &p.Message, &order, &contract, &p.About, &p.State,
				&p.ProposedBy, &p.Proposer, &p.ProposedAt, &approver, &p.Approver, &approved, &ender, &p.Ender, &ended, &p.EndReason, &p.Version)
			p.OrderID, p.ContractID, p.ApprovedBy, p.EndedBy = value(order), value(contract), value(approver), value(ender)
			p.ApprovedAt, p.EndedAt = value(approved), value(ended)
			out = append(out, p)
			return err
		})
	return out, err
}

// lock keeps other writers of a penalty out until the transaction ends.
func (s store) lock(ctx context.Context, id ident.ID) error {
	return s.db.Each(ctx, "lock a penalty", `SELECT 1 FROM penalties WHERE id = ? FOR UPDATE`, []any{id}, func(*sql.Rows) error { return nil })
}

func (s store) insert(ctx context.Context, p Penalty) error {
	_, err := s.db.Exec(ctx, "write a penalty", `
INSERT INTO penalties (id, code, org_id, amount_vnd, reason, message, order_id, contract_id, state, proposed_by, proposed_at, version)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		p.ID, p.Code, p.OrgID, p.Amount, p.Reason, p.Message, orNull(p.OrderID), orNull(p.ContractID), p.State, p.ProposedBy, p.ProposedAt, p.Version)
	return err
}

func (s store) update(ctx context.Context, p Penalty) error {
	_, err := s.db.Exec(ctx, "change a penalty", `
UPDATE penalties SET state = ?, approved_by = ?, approved_at = ?, ended_by = ?, ended_at = ?, end_reason = ?, version = ? WHERE id = ?`,
		p.State, orNull(p.ApprovedBy), timeOrNull(p.ApprovedAt), orNull(p.EndedBy), timeOrNull(p.EndedAt), p.EndReason, p.Version, p.ID)
	if db.Constraint(err) == "penalties_two_persons_ck" {
		return ErrMaker
	}
	return err
}

// cooperative returns a cooperative's name, empty where there is none.
func (s store) cooperative(ctx context.Context, id ident.ID) (name string, err error) {
	err = s.db.Each(ctx, "find a cooperative", `SELECT short_name FROM organisations WHERE id = ? AND kind = 'cooperative'`, []any{id},
		func(rows *sql.Rows) error { return rows.Scan(&name) })
	return name, err
}

func (s store) alliance(ctx context.Context) (out []ident.ID, err error) {
	err = s.db.Each(ctx, "find the Alliance", `SELECT id FROM organisations WHERE kind = 'alliance' ORDER BY id`, nil, func(rows *sql.Rows) error {
		var id ident.ID
		err := rows.Scan(&id)
		out = append(out, id)
		return err
	})
	return out, err
}

// about finds the order or the contract of a cooperative that has a code.
func (s store) about(ctx context.Context, orgID ident.ID, code string) (orderID, contractID ident.ID, err error) {
	err = s.db.Each(ctx, "find what a penalty is about", `
SELECT o.id, NULL::uuid FROM orders o WHERE o.code = ? AND o.org_id = ? AND o.offered_at IS NOT NULL
UNION ALL
SELECT NULL, k.id FROM contracts k WHERE k.code = ? AND EXISTS (SELECT 1 FROM contract_shares h WHERE h.contract_id = k.id AND h.org_id = ?)`,
		[]any{code, orgID, code, orgID}, func(rows *sql.Rows) error {
			var o, k *ident.ID
			err := rows.Scan(&o, &k)
			orderID, contractID = value(o), value(k)
			return err
		})
	return orderID, contractID, err
}

func value[T any](p *T) (v T) {
	if p != nil {
		v = *p
	}
	return v
}

func orNull(id ident.ID) *ident.ID {
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
