package requisition

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/db"
)

type store struct{ db *db.DB }

func (s store) rules(ctx context.Context, orgID ident.ID) (Rules, error) {
	r := Rules{OrgID: orgID}
	err := s.db.Each(ctx, "read purchasing rules", `SELECT approval_above_vnd, version FROM purchasing_rules WHERE org_id = ?`,
		[]any{orgID}, func(rows *sql.Rows) error { return rows.Scan(&r.Above, &r.Version) })
	return r, err
}

func (s store) putRules(ctx context.Context, r Rules, actorID ident.ID, now time.Time) error {
	n, err := s.db.Exec(ctx, "change purchasing rules", `
INSERT INTO purchasing_rules AS r (org_id, approval_above_vnd, version, updated_by, updated_at)
SELECT x.org, x.above, x.version, x.actor, x.at FROM (VALUES (?::uuid, ?::bigint, ?::bigint, ?::uuid, ?::timestamptz)) AS x(org, above, version, actor, at)
WHERE x.version = 1 OR EXISTS (SELECT 1 FROM purchasing_rules WHERE org_id = x.org)
ON CONFLICT (org_id) DO UPDATE SET approval_above_vnd = EXCLUDED.approval_above_vnd, version = EXCLUDED.version,
    updated_by = EXCLUDED.updated_by, updated_at = EXCLUDED.updated_at
WHERE r.version = EXCLUDED.version - 1`, r.OrgID, r.Above, r.Version, actorID, now)
	if err == nil && n == 0 {
		err = ErrRulesChanged
	}
	return err
}

type lineRow struct {
	Position  int       `json:"position"`
	VariantID ident.ID  `json:"variant_id"`
	Quantity  int64     `json:"quantity"`
	UnitPrice money.VND `json:"unit_price_vnd"`
}

func (s store) insert(ctx context.Context, r Requisition) error {
	if _, err := s.db.Exec(ctx, "write requisition", `
INSERT INTO requisitions (id, code, org_id, status, requested_by, locale, contact_name, contact_phone, contact_email, commune_code,
  address_line, note, payment_method, programme_id, adult, subtotal_vnd, shipping_vnd, total_vnd, expires_at, version, created_at, updated_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		r.ID, r.Code, r.OrgID, r.Status, r.RequestedBy, r.Locale, r.FullName, r.Phone, r.Email, r.CommuneCode, r.AddressLine, r.Note,
		r.PaymentMethod, orNull(r.ProgrammeID), r.Adult, r.Subtotal, r.Shipping, r.Total, r.ExpiresAt, r.Version, r.CreatedAt, r.UpdatedAt); err != nil {
		return err
	}
	rows := make([]lineRow, len(r.Lines))
	for i, l := range r.Lines {
		rows[i] = lineRow{Position: i, VariantID: l.VariantID, Quantity: l.Quantity, UnitPrice: l.UnitPrice}
	}
	if _, err := s.db.Exec(ctx, "write requisition lines", `
INSERT INTO requisition_lines (requisition_id, position, variant_id, quantity, unit_price_vnd)
SELECT ?, x.position, x.variant_id, x.quantity, x.unit_price_vnd
FROM json_to_recordset(?::json) AS x(position integer, variant_id uuid, quantity bigint, unit_price_vnd bigint)`, r.ID, db.JSON{V: rows}); err != nil {
		return err
	}
	return s.insertEvent(ctx, r, r.RequestedBy, r.CreatedAt)
}

func (s store) insertEvent(ctx context.Context, r Requisition, actorID ident.ID, at time.Time) error {
	_, err := s.db.Exec(ctx, "write requisition's timeline",
		`INSERT INTO requisition_events (requisition_id, kind, actor_id, note, at) VALUES (?, ?, ?, ?, ?)`,
		r.ID, r.Status, orNull(actorID), r.Reason, at)
	return err
}

// update writes a requisition after an action. The row is locked by the reader.
func (s store) update(ctx context.Context, r Requisition) error {
	if _, err := s.db.Exec(ctx, "update requisition", `
UPDATE requisitions SET status = ?, decided_by = ?, decided_at = ?, reason = ?, purchase_id = ?, version = ?, updated_at = ? WHERE id = ?`,
		r.Status, orNull(r.DecidedBy), r.DecidedAt, r.Reason, orNull(r.PurchaseID), r.Version, r.UpdatedAt, r.ID); err != nil {
		return err
	}
	return s.insertEvent(ctx, r, r.DecidedBy, r.UpdatedAt)
}

const columns = `id, code, org_id, status, requested_by, locale, contact_name, contact_phone, contact_email, commune_code, address_line, note,
  payment_method, programme_id, adult, subtotal_vnd, shipping_vnd, total_vnd, expires_at, decided_by, decided_at, reason, purchase_id, version,
  created_at, updated_at`

func scan(rows *sql.Rows, r *Requisition) error {
	var programme, decidedBy, purchase *ident.ID
	var decidedAt *time.Time
	err := rows.Scan(&r.ID, &r.Code, &r.OrgID, &r.Status, &r.RequestedBy, &r.Locale, &r.FullName, &r.Phone, &r.Email, &r.CommuneCode,
		&r.AddressLine, &r.Note, &r.PaymentMethod, &programme, &r.Adult, &r.Subtotal, &r.Shipping, &r.Total, &r.ExpiresAt, &decidedBy, &decidedAt,
		&r.Reason, &purchase, &r.Version, &r.CreatedAt, &r.UpdatedAt)
	for from, into := range map[**ident.ID]*ident.ID{&programme: &r.ProgrammeID, &decidedBy: &r.DecidedBy, &purchase: &r.PurchaseID} {
		if *from != nil {
			*into = **from
		}
	}
	if decidedAt != nil {
		r.DecidedAt = *decidedAt
	}
	return err
}

func (s store) byID(ctx context.Context, orgID, id ident.ID, lock bool) (r Requisition, err error) {
	query := `SELECT ` + columns + ` FROM requisitions WHERE id = ? AND (?::uuid IS NULL OR org_id = ?::uuid)`
	if lock {
		query += ` FOR UPDATE`
	}
	err = s.db.Each(ctx, "read requisition", query, []any{id, orNull(orgID), orNull(orgID)}, func(rows *sql.Rows) error { return scan(rows, &r) })
	if err != nil {
		return r, err
	}
	if r.ID == ident.Nil {
		return r, ErrNotFound
	}
	return r, s.db.Each(ctx, "read requisition lines",
		`SELECT variant_id, quantity, unit_price_vnd FROM requisition_lines WHERE requisition_id = ? ORDER BY position`, []any{id},
		func(rows *sql.Rows) error {
			var l Line
			err := rows.Scan(&l.VariantID, &l.Quantity, &l.UnitPrice)
			r.Lines = append(r.Lines, l)
			return err
		})
}

func (s store) ofPurchase(ctx context.Context, orgID, purchaseID ident.ID) (id ident.ID, err error) {
	err = s.db.Each(ctx, "find requisition of purchase", `SELECT id FROM requisitions WHERE org_id = ? AND purchase_id = ?`,
		[]any{orgID, purchaseID}, func(rows *sql.Rows) error { return rows.Scan(&id) })
	return id, err
}

func (s store) events(ctx context.Context, id ident.ID) ([]Event, error) {
	var out []Event
	err := s.db.Each(ctx, "read requisition's timeline",
		`SELECT kind, actor_id, note, at FROM requisition_events WHERE requisition_id = ? ORDER BY id`, []any{id}, func(rows *sql.Rows) error {
			var e Event
			var actor *ident.ID
			err := rows.Scan(&e.Kind, &actor, &e.Note, &e.At)
			if actor != nil {
				e.ActorID = *actor
			}
			out = append(out, e)
			return err
		})
	return out, err
}

// list reads one page without lines.
func (s store) list(ctx context.Context, orgID ident.ID, status Status, after *keyset.TimeID, limit int) ([]Requisition, error) {
	query, args := `SELECT `+columns+` FROM requisitions WHERE org_id = ?`, []any{orgID}
	if status != "" {
		query, args = query+` AND status = ?`, append(args, status)
	}
	if after != nil {
		query, args = query+` AND (created_at, id) < (?, ?)`, append(args, after.At, after.ID)
	}
	var out []Requisition
	err := s.db.Each(ctx, "list requisitions", query+` ORDER BY created_at DESC, id DESC LIMIT ?`, append(args, limit), func(rows *sql.Rows) error {
		var r Requisition
		err := scan(rows, &r)
		out = append(out, r)
		return err
	})
	return out, err
}

func (s store) count(ctx context.Context, orgID ident.ID, status Status) (n int64, err error) {
	err = s.db.Each(ctx, "count requisitions",
		`SELECT count(*) FROM (SELECT 1 FROM requisitions WHERE org_id = ? AND (? = '' OR status = ?) LIMIT ?) x`,
		[]any{orgID, status, status, keyset.CountCap}, func(rows *sql.Rows) error { return rows.Scan(&n) })
	return n, err
}

func (s store) due(ctx context.Context, now time.Time) ([]ident.ID, error) {
	var out []ident.ID
	err := s.db.Each(ctx, "find requisitions that are over",
		`SELECT id FROM requisitions WHERE status = 'waiting' AND expires_at <= ? ORDER BY expires_at LIMIT 500`, []any{now}, func(rows *sql.Rows) error {
			var id ident.ID
			err := rows.Scan(&id)
			out = append(out, id)
			return err
		})
	return out, err
}

func (s store) erase(ctx context.Context, userID ident.ID) error {
	_, err := s.db.Exec(ctx, "erase personal data of requisitions",
		`UPDATE requisitions SET contact_name = 'Đã xóa', contact_phone = '', contact_email = '', note = '' WHERE requested_by = ?`, userID)
	return err
}

func orNull(id ident.ID) *ident.ID {
	if id == ident.Nil {
		return nil
	}
	return &id
}
