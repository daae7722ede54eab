package demand

import (
	"context"
	"database/sql"
	"strings"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/platform/db"
)

type store struct{ db *db.DB }

const textArray = `ARRAY(SELECT json_array_elements_text(?::json))`

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

func (s store) countOpen(ctx context.Context, orgID ident.ID) (n int64, err error) {
	err = s.db.Each(ctx, "count demands", `SELECT count(*) FROM demands WHERE org_id = ? AND ended_at IS NULL`, []any{orgID},
		func(rows *sql.Rows) error { return rows.Scan(&n) })
	return n, err
}

func (s store) insert(ctx context.Context, d Demand, by ident.ID) error {
	c := d.Content
	if _, err := s.db.Exec(ctx, "insert demand", `
INSERT INTO demands (id, code, org_id, status, title, audience, programme_id, commune_code, address_line, delivery, payment, deposit_pct,
  credit_days, sealed, answer_by, note, is_sample, version, created_by, created_at, updated_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		d.ID, d.Code, d.OrgID, d.Status, c.Title, c.Audience, orNull(c.ProgrammeID), c.CommuneCode, c.AddressLine, c.Delivery, c.Payment, c.DepositPct,
		c.CreditDays, c.Sealed, c.AnswerBy, c.Note, d.Sample, d.Version, orNull(by), d.CreatedAt, d.UpdatedAt); err != nil {
		return err
	}
	return s.putLines(ctx, d.ID, c)
}

// update writes state and words; unchanged lines are left alone.
func (s store) update(ctx context.Context, d Demand) error {
	c := d.Content
	if _, err := s.db.Exec(ctx, "change demand", `
UPDATE demands SET status = ?, revision = ?, title = ?, audience = ?, programme_id = ?, commune_code = ?, address_line = ?, delivery = ?, payment = ?,
  deposit_pct = ?, credit_days = ?, sealed = ?, answer_by = ?, note = ?, version = ?, updated_at = ?, published_at = ?, ended_at = ? WHERE id = ?`,
		d.Status, d.Revision, c.Title, c.Audience, orNull(c.ProgrammeID), c.CommuneCode, c.AddressLine, c.Delivery, c.Payment,
		c.DepositPct, c.CreditDays, c.Sealed, c.AnswerBy, c.Note, d.Version, d.UpdatedAt, timeOrNull(d.PublishedAt), timeOrNull(d.EndedAt), d.ID); err != nil {
		return err
	}
	return s.putLines(ctx, d.ID, c)
}

func (s store) putLines(ctx context.Context, id ident.ID, c Content) error {
	ids := make([]ident.ID, len(c.Lines))
	for i, l := range c.Lines {
		ids[i] = l.ID
	}
	for _, q := range []struct {
		statement string
		args      []any
	}{
		{`DELETE FROM demand_lines WHERE demand_id = ? AND id <> ALL(?::uuid[])`, []any{id, db.IDs(ids)}},
		{`
INSERT INTO demand_lines (id, demand_id, position, type_code, product_id, specification, unit, quantity, frequency, from_on, to_on, target_vnd,
  highest_vnd, stars, certificates, tolerance_pct, least_pct, sureness, most_suppliers)
SELECT x.id, ?, x.pos, x.type, x.product, x.spec, x.unit, x.qty, x.freq, x."from", x."to", x.target, x.highest, x.stars,
  ARRAY(SELECT json_array_elements_text(x.certs)), x.tolerance, x.least, x.sure, x.suppliers
FROM json_to_recordset(?::json) AS x (id uuid, pos integer, type text, product uuid, spec text, unit text, qty bigint, freq text, "from" date, "to" date,
  target bigint, highest bigint, stars smallint, certs json, tolerance smallint, least smallint, sure text, suppliers smallint)
ON CONFLICT (id) DO UPDATE SET position = excluded.position, type_code = excluded.type_code, product_id = excluded.product_id,
  specification = excluded.specification, unit = excluded.unit, quantity = excluded.quantity, frequency = excluded.frequency,
  from_on = excluded.from_on, to_on = excluded.to_on, target_vnd = excluded.target_vnd, highest_vnd = excluded.highest_vnd, stars = excluded.stars,
  certificates = excluded.certificates, tolerance_pct = excluded.tolerance_pct, least_pct = excluded.least_pct, sureness = excluded.sureness,
  most_suppliers = excluded.most_suppliers`, []any{id, db.JSON{V: lineRows(c.Lines)}}},
		{`DELETE FROM demand_invitations WHERE demand_id = ? AND org_id <> ALL(?::uuid[])`, []any{id, db.IDs(c.Invited)}},
		{`INSERT INTO demand_invitations (demand_id, org_id) SELECT ?, unnest(?::uuid[]) ON CONFLICT DO NOTHING`, []any{id, db.IDs(c.Invited)}},
	} {
		if _, err := s.db.Exec(ctx, "write lines and invitations", q.statement, q.args...); err != nil {
			return err
		}
	}
	return nil
}

func (s store) insertEvent(ctx context.Context, id ident.ID, e Event) error {
	_, err := s.db.Exec(ctx, "write timeline", `INSERT INTO demand_events (demand_id, kind, actor_kind, actor_id, note, at) VALUES (?, ?, ?, ?, ?, ?)`,
		id, e.Kind, e.Actor.Role, orNull(e.Actor.UserID), e.Note, e.At)
	return err
}

func (s store) events(ctx context.Context, id ident.ID) ([]Event, error) {
	var out []Event
	err := s.db.Each(ctx, "read timeline", `SELECT kind, actor_kind, note, at FROM demand_events WHERE demand_id = ? ORDER BY id`, []any{id},
		func(rows *sql.Rows) error {
			var e Event
			err := rows.Scan(&e.Kind, &e.Actor.Role, &e.Note, &e.At)
			out = append(out, e)
			return err
		})
	return out, err
}

func (s store) insertRevision(ctx context.Context, d Demand, by ident.ID) error {
	_, err := s.db.Exec(ctx, "keep revision", `INSERT INTO demand_revisions (demand_id, revision, content, published_by, published_at) VALUES (?, ?, ?, ?, ?)`,
		d.ID, d.Revision, db.JSON{V: toContentRow(d.Content)}, orNull(by), d.UpdatedAt)
	return err
}

func (s store) revision(ctx context.Context, id ident.ID, revision int) (Content, error) {
	var row db.FromJSON[contentRow]
	found := false
	err := s.db.Each(ctx, "read revision", `SELECT content FROM demand_revisions WHERE demand_id = ? AND revision = ?`, []any{id, revision},
		func(rows *sql.Rows) error {
			found = true
			return rows.Scan(&row)
		})
	if err == nil && !found {
		err = ErrNotFound
	}
	return row.V.content(), err
}

const demandSQL = `
SELECT d.id, d.code, d.org_id, o.short_name, d.status, d.revision, d.is_sample, d.version, d.created_at, d.updated_at, d.published_at, d.ended_at,
  json_build_object('title', d.title, 'audience', d.audience, 'programme', d.programme_id, 'commune', d.commune_code, 'address', d.address_line,
    'delivery', d.delivery, 'payment', d.payment, 'deposit', d.deposit_pct, 'credit', d.credit_days, 'sealed', d.sealed, 'note', d.note),
  d.answer_by,
  (SELECT json_agg(i.org_id ORDER BY i.org_id) FROM demand_invitations i WHERE i.demand_id = d.id),
  (SELECT json_agg(json_build_object('id', l.id, 'type', l.type_code, 'product', l.product_id, 'spec', l.specification, 'unit', l.unit,
     'qty', l.quantity, 'freq', l.frequency, 'from', l.from_on, 'to', l.to_on, 'target', l.target_vnd, 'highest', l.highest_vnd, 'stars', l.stars,
     'certs', l.certificates, 'tolerance', l.tolerance_pct, 'least', l.least_pct, 'sure', l.sureness, 'suppliers', l.most_suppliers) ORDER BY l.position)
   FROM demand_lines l WHERE l.demand_id = d.id)
FROM demands d JOIN organisations o ON o.id = d.org_id `

func (s store) read(ctx context.Context, doing, rest string, args ...any) ([]Demand, error) {
	var out []Demand
	err := s.db.Each(ctx, doing, demandSQL+rest, args, func(rows *sql.Rows) error {
		var d Demand
		var published, ended *time.Time
		var answerBy time.Time
		var content db.FromJSON[contentRow]
		var invited db.FromJSON[[]ident.ID]
		var lines db.FromJSON[[]lineRow]
		if err := rows.Scan(&d.ID, &d.Code, &d.OrgID, &d.OrgName, &d.Status, &d.Revision, &d.Sample, &d.Version, &d.CreatedAt, &d.UpdatedAt,
			&published, &ended, &content, &answerBy, &invited, &lines); err != nil {
			return err
		}
		content.V.AnswerBy, content.V.Invited, content.V.Lines = answerBy, invited.V, lines.V
		d.Content = content.V.content()
		if published != nil {
			d.PublishedAt = *published
		}
		if ended != nil {
			d.EndedAt = *ended
		}
		out = append(out, d)
		return nil
	})
	return out, err
}

func one(list []Demand, err error) (*Demand, error) {
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, ErrNotFound
	}
	return &list[0], nil
}

func (s store) own(ctx context.Context, orgID, id ident.ID) (*Demand, error) {
	return one(s.read(ctx, "read demand", `WHERE d.org_id = ? AND d.id = ?`, orgID, id))
}

func (s store) byID(ctx context.Context, id ident.ID) (*Demand, error) {
	return one(s.read(ctx, "read demand", `WHERE d.id = ?`, id))
}

// lock takes a demand for a change. Errors: ErrNotFound.
func (s store) byIDs(ctx context.Context, ids []ident.ID) ([]Demand, error) {
	return s.read(ctx, "read demands", `WHERE d.id = ANY(?::uuid[])`, db.IDs(ids))
}

func (s store) lock(ctx context.Context, orgID, id ident.ID) (*Demand, error) {
	if _, err := s.db.Exec(ctx, "lock demand", `SELECT 1 FROM demands WHERE id = ? AND org_id = ? FOR UPDATE`, id, orgID); err != nil {
		return nil, err
	}
	return s.own(ctx, orgID, id)
}

// listFilter narrows lists; either a buyer's own or the board of what is open.
type listFilter struct {
	OrgID       ident.ID
	Status      Status
	Board       bool
	Published   bool
	TypeCode    string
	Cooperative ident.ID
}

func (f listFilter) where() (string, []any) {
	var conditions []string
	var args []any
	add := func(condition string, values ...any) {
		conditions = append(conditions, condition)
		args = append(args, values...)
	}
	switch {
	case f.Published:
		add(`d.revision > 0`)
	case f.Board:
		add(`d.status IN ('published', 'amended')`)
		if f.Cooperative == ident.Nil {
			add(`d.audience <> 'invited'`)
		} else {
			add(`demand_admits(d.id, d.audience, d.programme_id, ?)`, f.Cooperative)
		}
	default:
		add(`d.org_id = ?`, f.OrgID)
	}
	if f.Status != "" {
		add(`d.status = ?`, f.Status)
	}
	if f.TypeCode != "" {
		add(`EXISTS (SELECT 1 FROM demand_lines t WHERE t.demand_id = d.id AND t.type_code = ?)`, f.TypeCode)
	}
	return strings.Join(conditions, " AND "), args
}

func (s store) list(ctx context.Context, f listFilter, after *keyset.TimeID, limit int) ([]Demand, error) {
	where, args := f.where()
	column := "d.updated_at"
	if f.Board || f.Published {
		column = "d.published_at"
	}
	if after != nil {
		where += ` AND (` + column + `, d.id) < (?, ?)`
		args = append(args, after.At, after.ID)
	}
	return s.read(ctx, "list demands", `WHERE `+where+` ORDER BY `+column+` DESC, d.id DESC LIMIT ?`, append(args, limit)...)
}

func (s store) count(ctx context.Context, f listFilter, most int64) (n int64, err error) {
	where, args := f.where()
	err = s.db.Each(ctx, "count demands", `SELECT count(*) FROM (SELECT 1 FROM demands d WHERE `+where+` LIMIT ?) x`, append(args, most),
		func(rows *sql.Rows) error { return rows.Scan(&n) })
	return n, err
}

func (s store) admits(ctx context.Context, id, orgID ident.ID) (ok bool, err error) {
	err = s.db.Each(ctx, "look who may answer", `SELECT demand_admits(d.id, d.audience, d.programme_id, ?) FROM demands d WHERE d.id = ?`,
		[]any{orgID, id}, func(rows *sql.Rows) error { return rows.Scan(&ok) })
	return ok, err
}

// countCooperatives counts the verified cooperatives among organisations.
func (s store) countCooperatives(ctx context.Context, ids []ident.ID) (n int, err error) {
	err = s.db.Each(ctx, "count cooperatives",
		`SELECT count(*) FROM organisations WHERE id = ANY(?::uuid[]) AND kind = 'cooperative' AND status = 'verified'`,
		[]any{db.IDs(ids)}, func(rows *sql.Rows) error { return rows.Scan(&n) })
	return n, err
}

func (s store) openOf(ctx context.Context, typeCodes []string) ([]Demand, error) {
	return s.read(ctx, "list open demands", `
WHERE d.status IN ('published', 'amended') AND EXISTS (
  SELECT 1 FROM demand_lines t WHERE t.demand_id = d.id AND t.type_code = ANY(`+textArray+`)) ORDER BY d.id`, db.JSON{V: nonNil(typeCodes)})
}

func (s store) openTypes(ctx context.Context) ([]string, error) {
	var out []string
	err := s.db.Each(ctx, "list types asked for", `
SELECT DISTINCT l.type_code FROM demand_lines l JOIN demands d ON d.id = l.demand_id WHERE d.status IN ('published', 'amended') ORDER BY 1`, nil,
		func(rows *sql.Rows) error {
			var code string
			err := rows.Scan(&code)
			out = append(out, code)
			return err
		})
	return out, err
}
