package offer

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/platform/db"
)

type store struct{ db *db.DB }

func orNull(id ident.ID) any {
	if id == ident.Nil {
		return nil
	}
	return id
}

const negotiationSQL = `SELECT demand_id, buyer_org_id, revision, answer_by, sealed, extended, status, version FROM negotiations `

func scanNegotiation(rows *sql.Rows) (n Negotiation, err error) {
	err = rows.Scan(&n.DemandID, &n.BuyerOrgID, &n.Revision, &n.AnswerBy, &n.Sealed, &n.Extended, &n.Status, &n.Version)
	return n, err
}

func (s store) negotiation(ctx context.Context, demandID ident.ID, lock bool) (*Negotiation, error) {
	query := negotiationSQL + `WHERE demand_id = ?`
	if lock {
		query += ` FOR UPDATE`
	}
	var out *Negotiation
	err := s.db.Each(ctx, "read negotiation", query, []any{demandID}, func(rows *sql.Rows) error {
		n, err := scanNegotiation(rows)
		out = &n
		return err
	})
	if err == nil && out == nil {
		err = ErrNotFound
	}
	return out, err
}

func (s store) negotiations(ctx context.Context, demandIDs []ident.ID) (map[ident.ID]Negotiation, error) {
	out := make(map[ident.ID]Negotiation, len(demandIDs))
	err := s.db.Each(ctx, "read negotiations", negotiationSQL+`WHERE demand_id = ANY(?::uuid[])`, []any{db.IDs(demandIDs)}, func(rows *sql.Rows) error {
		n, err := scanNegotiation(rows)
		out[n.DemandID] = n
		return err
	})
	return out, err
}

// open inserts a negotiation or takes over the terms of a later revision.
func (s store) open(ctx context.Context, n Negotiation, now time.Time) (bool, error) {
	changed, err := s.db.Exec(ctx, "open negotiation", `
INSERT INTO negotiations (demand_id, buyer_org_id, revision, answer_by, sealed, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (demand_id) DO UPDATE SET revision = excluded.revision, answer_by = excluded.answer_by, sealed = excluded.sealed,
  extended = false, version = negotiations.version + 1, updated_at = excluded.updated_at
WHERE negotiations.status = 'open' AND negotiations.revision < excluded.revision`,
		n.DemandID, n.BuyerOrgID, n.Revision, n.AnswerBy, n.Sealed, now, now)
	return changed > 0, err
}

// date gives all who may still answer the date of the negotiation.
func (s store) date(ctx context.Context, demandID ident.ID, until time.Time) error {
	_, err := s.db.Exec(ctx, "date offers", `UPDATE offers SET answer_by = ? WHERE demand_id = ? AND status IN ('invited', 'accepted', 'countered', 'declined')`,
		until, demandID)
	return err
}

func (s store) extend(ctx context.Context, demandID ident.ID, until, now time.Time) error {
	_, err := s.db.Exec(ctx, "extend negotiation", `
UPDATE negotiations SET answer_by = ?, extended = true, version = version + 1, updated_at = ? WHERE demand_id = ?`, until, now, demandID)
	return err
}

func (s store) setNegotiation(ctx context.Context, n Negotiation, now time.Time) error {
	_, err := s.db.Exec(ctx, "end negotiation", `UPDATE negotiations SET status = ?, version = version + 1, updated_at = ? WHERE demand_id = ?`,
		n.Status, now, n.DemandID)
	return err
}

const offerSQL = `
SELECT o.id, o.demand_id, o.org_id, g.short_name, o.status, o.answer_by, o.proposed, coalesce(o.answered, 0), o.versions, o.version, o.updated_at,
  p.items, a.items,
  (SELECT json_agg(json_build_object('OrgID', m.org_id, 'Name', x.short_name, 'Status', m.status) ORDER BY m.org_id)
   FROM offer_members m JOIN organisations x ON x.id = m.org_id WHERE m.offer_id = o.id)
FROM offers o
JOIN organisations g ON g.id = o.org_id
JOIN offer_versions p ON p.offer_id = o.id AND p.number = o.proposed
LEFT JOIN offer_versions a ON a.offer_id = o.id AND a.number = o.answered `

func (s store) read(ctx context.Context, rest string, args ...any) ([]Offer, error) {
	var out []Offer
	err := s.db.Each(ctx, "read offers", offerSQL+rest, args, func(rows *sql.Rows) error {
		var o Offer
		var proposal, items db.FromJSON[[]Item]
		var members db.FromJSON[[]Member]
		err := rows.Scan(&o.ID, &o.DemandID, &o.OrgID, &o.OrgName, &o.Status, &o.AnswerBy, &o.Proposed, &o.Answered, &o.Versions, &o.Version, &o.UpdatedAt,
			&proposal, &items, &members)
		o.Proposal, o.Items, o.Members = proposal.V, items.V, members.V
		out = append(out, o)
		return err
	})
	return out, err
}

func (s store) byID(ctx context.Context, id ident.ID) (*Offer, error) {
	list, err := s.read(ctx, `WHERE o.id = ?`, id)
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, ErrNotFound
	}
	return &list[0], nil
}

// demandOf tells which negotiation an offer belongs to. Errors: ErrNotFound.
func (s store) demandOf(ctx context.Context, id ident.ID) (demandID ident.ID, err error) {
	err = s.db.Each(ctx, "find negotiation of an offer", `SELECT demand_id FROM offers WHERE id = ?`, []any{id},
		func(rows *sql.Rows) error { return rows.Scan(&demandID) })
	if err == nil && demandID == ident.Nil {
		err = ErrNotFound
	}
	return demandID, err
}

func (s store) ofDemand(ctx context.Context, demandID ident.ID) ([]Offer, error) {
	return s.read(ctx, `WHERE o.demand_id = ? ORDER BY o.id`, demandID)
}

// ofOrg lists the offers that a cooperative leads or is a member of, changed last first.
func (s store) ofOrg(ctx context.Context, f OwnFilter, after *keyset.TimeID, limit int) ([]Offer, error) {
	where := `WHERE (o.org_id = ? OR EXISTS (SELECT 1 FROM offer_members m WHERE m.offer_id = o.id AND m.org_id = ?))`
	args := []any{f.OrgID, f.OrgID}
	if f.Running != nil {
		where += ` AND EXISTS (SELECT 1 FROM negotiations n WHERE n.demand_id = o.demand_id AND (n.status = 'open') = ?)`
		args = append(args, *f.Running)
	}
	if after != nil {
		where += ` AND (o.updated_at, o.id) < (?, ?)`
		args = append(args, after.At, after.ID)
	}
	return s.read(ctx, where+` ORDER BY o.updated_at DESC, o.id DESC LIMIT ?`, append(args, limit)...)
}

func (s store) insert(ctx context.Context, o Offer, v Version, revision int) error {
	if _, err := s.db.Exec(ctx, "insert offer", `
INSERT INTO offers (id, demand_id, org_id, status, answer_by, proposed, versions, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		o.ID, o.DemandID, o.OrgID, o.Status, o.AnswerBy, o.Proposed, o.Versions, o.UpdatedAt, o.UpdatedAt); err != nil {
		return err
	}
	return s.insertVersion(ctx, o.ID, v, revision)
}

func (s store) insertVersion(ctx context.Context, id ident.ID, v Version, revision int) error {
	items := v.Items
	if items == nil {
		items = []Item{}
	}
	_, err := s.db.Exec(ctx, "keep version of an offer", `
INSERT INTO offer_versions (offer_id, number, kind, revision, items, note, actor_kind, actor_id, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		id, v.Number, v.Kind, revision, db.JSON{V: items}, v.Note, v.By.Role, orNull(v.By.UserID), v.At)
	return err
}

func (s store) update(ctx context.Context, o Offer) error {
	var answered any
	if o.Answered > 0 {
		answered = o.Answered
	}
	_, err := s.db.Exec(ctx, "change offer", `UPDATE offers SET status = ?, answer_by = ?, answered = ?, proposed = ?, versions = ?, version = ?, updated_at = ? WHERE id = ?`,
		o.Status, o.AnswerBy, answered, o.Proposed, o.Versions, o.Version, o.UpdatedAt, o.ID)
	return err
}

func (s store) versions(ctx context.Context, id ident.ID) ([]Version, error) {
	var out []Version
	err := s.db.Each(ctx, "read versions of an offer",
		`SELECT number, kind, revision, items, note, actor_kind, at FROM offer_versions WHERE offer_id = ? ORDER BY number`, []any{id},
		func(rows *sql.Rows) error {
			var v Version
			var items db.FromJSON[[]Item]
			err := rows.Scan(&v.Number, &v.Kind, &v.Revision, &items, &v.Note, &v.By.Role, &v.At)
			v.Items = items.V
			out = append(out, v)
			return err
		})
	return out, err
}

// takePart notes that an organisation is in the demand with this offer. Errors: ErrTakesPart.
func (s store) takePart(ctx context.Context, demandID, orgID, offerID ident.ID) error {
	n, err := s.db.Exec(ctx, "take part", `
INSERT INTO offer_parts (demand_id, org_id, offer_id) VALUES (?, ?, ?)
ON CONFLICT (demand_id, org_id) DO UPDATE SET offer_id = excluded.offer_id WHERE offer_parts.offer_id = excluded.offer_id`, demandID, orgID, offerID)
	if err == nil && n == 0 {
		err = ErrTakesPart.With("orgId", orgID)
	}
	return err
}

// leave gives up the part of one organisation, or with ident.Nil of all that an offer speaks for.
func (s store) leave(ctx context.Context, offerID, orgID ident.ID) error {
	_, err := s.db.Exec(ctx, "leave", `DELETE FROM offer_parts WHERE offer_id = ? AND (?::uuid IS NULL OR org_id = ?)`, offerID, orNull(orgID), orNull(orgID))
	return err
}

func (s store) putMembers(ctx context.Context, offerID ident.ID, members []Member, now time.Time) error {
	ids := make([]ident.ID, len(members))
	for i, m := range members {
		ids[i] = m.OrgID
	}
	if _, err := s.db.Exec(ctx, "drop members", `DELETE FROM offer_members WHERE offer_id = ? AND org_id <> ALL(?::uuid[])`, offerID, db.IDs(ids)); err != nil {
		return err
	}
	if _, err := s.db.Exec(ctx, "drop parts of former members", `
DELETE FROM offer_parts p USING offers o WHERE o.id = p.offer_id AND p.offer_id = ? AND p.org_id <> o.org_id AND p.org_id <> ALL(?::uuid[])`,
		offerID, db.IDs(ids)); err != nil {
		return err
	}
	for _, m := range members {
		if err := s.putMember(ctx, offerID, m, now); err != nil {
			return err
		}
	}
	return nil
}

func (s store) putMember(ctx context.Context, offerID ident.ID, m Member, now time.Time) error {
	if _, err := s.db.Exec(ctx, "write member", `
INSERT INTO offer_members (offer_id, org_id, status, updated_at) VALUES (?, ?, ?, ?)
ON CONFLICT (offer_id, org_id) DO UPDATE SET status = excluded.status, updated_at = excluded.updated_at`, offerID, m.OrgID, m.Status, now); err != nil {
		return err
	}
	if m.Status != MemberConsented {
		return s.leave(ctx, offerID, m.OrgID)
	}
	return nil
}

// countCooperatives counts the verified cooperatives among organisations.
func (s store) countCooperatives(ctx context.Context, ids []ident.ID) (n int, err error) {
	err = s.db.Each(ctx, "count cooperatives",
		`SELECT count(*) FROM organisations WHERE id = ANY(?::uuid[]) AND kind = 'cooperative' AND status = 'verified'`,
		[]any{db.IDs(ids)}, func(rows *sql.Rows) error { return rows.Scan(&n) })
	return n, err
}
