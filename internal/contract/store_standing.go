package contract

import (
	"context"
	"database/sql"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/platform/db"
)

// listFilter says which contracts a list holds: those of a party (a cooperative does
// not see drafts), or all that were ever sent where org is ident.Nil.
type listFilter struct {
	Filter

	org ident.ID
}

func (f listFilter) where() (string, []any) {
	where, args := `WHERE c.document > 0`, []any{}
	if f.org != ident.Nil {
		where = `WHERE (c.buyer_org_id = ? OR c.document > 0 AND EXISTS (SELECT 1 FROM contract_shares s WHERE s.contract_id = c.id AND s.org_id = ?))`
		args = append(args, f.org, f.org)
	}
	if f.Status != "" {
		where += ` AND c.status = ?`
		args = append(args, f.Status)
	}
	if f.ProgrammeID != ident.Nil {
		where += ` AND c.programme_id = ?`
		args = append(args, f.ProgrammeID)
	}
	return where, args
}

func (s store) list(ctx context.Context, f listFilter, after *keyset.TimeID, limit int) ([]Contract, error) {
	where, args := f.where()
	if after != nil {
		where += ` AND (c.updated_at, c.id) < (?, ?)`
		args = append(args, after.At, after.ID)
	}
	return s.read(ctx, where+` ORDER BY c.updated_at DESC, c.id DESC LIMIT ?`, append(args, limit)...)
}

func (s store) count(ctx context.Context, f listFilter, most int64) (n int64, err error) {
	where, args := f.where()
	err = s.db.Each(ctx, "count contracts", `SELECT count(*) FROM (SELECT 1 FROM contracts c `+where+` LIMIT ?) x`, append(args, most),
		func(rows *sql.Rows) error { return rows.Scan(&n) })
	return n, err
}

// mine keeps a cooperative to deliveries of its own; its three parameters are the party.
const mine = `(?::uuid IS NULL OR c.buyer_org_id = ? OR s.org_id = ?)`

// standings reads what is open about contracts and the money of a party.
func (s store) standings(ctx context.Context, orgID ident.ID, ids []ident.ID) (map[ident.ID]pending, map[ident.ID]Standing, error) {
	opens, out := map[ident.ID]pending{}, map[ident.ID]Standing{}
	org := orNull(orgID)
	err := s.db.Each(ctx, "read standings", `
SELECT c.id,
  NOT EXISTS (SELECT 1 FROM contract_signatures g WHERE g.contract_id = c.id AND g.number = c.document AND g.org_id = ?),
  EXISTS (SELECT 1 FROM contract_addenda a JOIN contract_documents d ON d.contract_id = a.contract_id AND d.number = a.document
          WHERE a.contract_id = c.id AND a.status = 'proposed' AND ? = ANY(d.parties)
            AND NOT EXISTS (SELECT 1 FROM contract_signatures g WHERE g.contract_id = c.id AND g.number = a.document AND g.org_id = ?)),
  (SELECT count(*) FROM contract_shortfalls f WHERE f.contract_id = c.id AND f.status = 'raised'),
  (SELECT coalesce(sum(o.amount_vnd), 0)::bigint FROM payment_obligations o WHERE o.contract_id = c.id AND o.debtor_id = ?),
  (SELECT coalesce(sum(o.amount_vnd), 0)::bigint FROM payment_obligations o WHERE o.contract_id = c.id AND o.creditor_id = ?),
  d.called, d.confirmed, d.shipped, n.coming
FROM contracts c
CROSS JOIN LATERAL (
  SELECT count(*) FILTER (WHERE d.status = 'called') AS called, count(*) FILTER (WHERE d.status = 'confirmed') AS confirmed,
    count(*) FILTER (WHERE d.status = 'shipped') AS shipped
  FROM contract_deliveries d JOIN contract_shares s ON s.id = d.share_id WHERE d.contract_id = c.id AND `+mine+`) d
LEFT JOIN LATERAL (
  SELECT json_build_object('ID', d.id, 'Code', d.code, 'DueOn', to_char(d.due_on, 'YYYY-MM-DD"T00:00:00Z"'), 'Quantity', d.quantity, 'Unit', s.unit,
    'Status', d.status) AS coming
  FROM contract_deliveries d JOIN contract_shares s ON s.id = d.share_id
  WHERE d.contract_id = c.id AND d.status IN ('planned', 'called', 'confirmed', 'shipped') AND `+mine+` ORDER BY d.due_on, d.id LIMIT 1) n ON true
WHERE c.id = ANY(?::uuid[])`,
		[]any{org, org, org, org, org, org, org, org, org, org, org, db.IDs(ids)}, func(rows *sql.Rows) error {
			var id ident.ID
			var o pending
			var st Standing
			var coming db.FromJSON[*Coming]
			err := rows.Scan(&id, &o.unsigned, &o.unsignedAddendum, &o.shortfalls, &st.Pay, &st.Receive, &o.called, &o.confirmed, &o.shipped, &coming)
			o.coming, st.Coming = coming.V != nil, coming.V
			opens[id], out[id] = o, st
			return err
		})
	return opens, out, err
}

// fulfilment sums a party's deliveries that are over, by contract and unit.
func (s store) fulfilment(ctx context.Context, orgID ident.ID, ids []ident.ID) (map[ident.ID][]Fulfilment, error) {
	out := map[ident.ID][]Fulfilment{}
	org := orNull(orgID)
	err := s.db.Each(ctx, "sum deliveries", `
SELECT c.id, s.unit, count(*), count(*) FILTER (WHERE `+keptSQL+`), count(*) FILTER (WHERE d.status = 'missed'),
  coalesce(sum(d.quantity), 0)::bigint, coalesce(sum(d.accepted), 0)::bigint
FROM contract_deliveries d JOIN contract_shares s ON s.id = d.share_id JOIN contracts c ON c.id = d.contract_id
WHERE c.id = ANY(?::uuid[]) AND d.status IN ('accepted', 'accepted_part', 'rejected', 'missed') AND `+mine+` GROUP BY 1, 2 ORDER BY 1, 2`,
		[]any{db.IDs(ids), org, org, org}, func(rows *sql.Rows) error {
			var id ident.ID
			var f Fulfilment
			err := rows.Scan(&id, &f.Unit, &f.Deliveries, &f.Kept, &f.Missed, &f.Called, &f.Accepted)
			out[id] = append(out[id], f)
			return err
		})
	return out, err
}
