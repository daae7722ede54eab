package stock

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/db"
)

// fefo orders lots l as they leave: first expired first, those that do not spoil
// last, the oldest first.
const fefo = `l.expires_on NULLS LAST, coalesce(l.made_on, (l.created_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date), l.id`

// bad tells that nothing of a lot l may be sold or sent; it takes today.
const bad = `(l.recalled_at IS NOT NULL OR l.expires_on < ?::date)`

const lotColumns = `l.id, l.variant_id, l.org_id, l.code, coalesce(l.trace_code, ''), l.loose, l.made_on, l.expires_on, l.household,
    l.household_consent_at, l.area_code, l.area_issuer, l.note, l.received, l.on_hand, l.picked, l.withheld,
    l.recalled_at, l.recalled_by, l.recall_by_alliance, l.recall_reason, l.is_sample, l.version, l.created_at`

func scanLot(rows *sql.Rows, l *Lot) error {
	var made, expires, consent, recalled *time.Time
	var by *ident.ID
	err := rows.Scan(&l.ID, &l.VariantID, &l.OrgID, &l.Code, &l.TraceCode, &l.Loose, &made, &expires, &l.Household,
		&consent, &l.AreaCode, &l.AreaIssuer, &l.Note, &l.Received, &l.OnHand, &l.Picked, &l.Withheld,
		&recalled, &by, &l.Recall.ByAlliance, &l.Recall.Reason, &l.Sample, &l.Version, &l.CreatedAt)
	l.MadeOn, l.ExpiresOn, l.ConsentAt, l.Recall.At = orZero(made), orZero(expires), orZero(consent), orZero(recalled)
	l.HouseholdPublic = consent != nil
	if by != nil {
		l.Recall.By = *by
	}
	return err
}

func orZero(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return *t
}

func dateOrNull(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	day := t.Format(time.DateOnly)
	return &day
}

func timeOrNull(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

func (s store) readLots(ctx context.Context, doing, rest string, args ...any) ([]Lot, error) {
	var out []Lot
	err := s.db.Each(ctx, doing, `SELECT `+lotColumns+` FROM lots l `+rest, args, func(rows *sql.Rows) error {
		var l Lot
		err := scanLot(rows, &l)
		out = append(out, l)
		return err
	})
	return out, err
}

func (s store) oneLot(ctx context.Context, where string, args ...any) (Lot, error) {
	found, err := s.readLots(ctx, "read lot", where, args...)
	if err != nil {
		return Lot{}, err
	}
	if len(found) == 0 {
		return Lot{}, ErrLotNotFound
	}
	return found[0], nil
}

func (s store) lot(ctx context.Context, id ident.ID) (Lot, error) {
	return s.oneLot(ctx, `WHERE l.id = ?`, id)
}

type lotRow struct {
	ID         ident.ID   `json:"id"`
	VariantID  ident.ID   `json:"variant_id"`
	Code       string     `json:"code"`
	TraceCode  string     `json:"trace_code"`
	MadeOn     *string    `json:"made_on"`
	ExpiresOn  *string    `json:"expires_on"`
	Household  string     `json:"household"`
	ConsentAt  *time.Time `json:"consent_at"`
	ConsentBy  *ident.ID  `json:"consent_by"`
	AreaCode   string     `json:"area_code"`
	AreaIssuer string     `json:"area_issuer"`
	Note       string     `json:"note"`
	Sample     bool       `json:"is_sample"`
}

func (s store) insertLots(ctx context.Context, lots []Lot, in []ReceiveInput, now time.Time) error {
	rows := make([]lotRow, len(lots))
	for i, l := range lots {
		rows[i] = lotRow{
			ID: l.ID, VariantID: l.VariantID, Code: l.Code, TraceCode: l.TraceCode, MadeOn: dateOrNull(l.MadeOn), ExpiresOn: dateOrNull(l.ExpiresOn),
			Household: l.Household, ConsentAt: timeOrNull(l.ConsentAt), AreaCode: l.AreaCode, AreaIssuer: l.AreaIssuer, Note: l.Note, Sample: l.Sample,
		}
		if l.HouseholdPublic {
			rows[i].ConsentBy = orNull(in[i].ActorID)
		}
	}
	_, err := s.db.Exec(ctx, "open lots", `
INSERT INTO lots (id, variant_id, code, trace_code, made_on, expires_on, household, household_consent_at, household_consent_by, area_code, area_issuer, note,
    is_sample, created_at, updated_at)
SELECT x.id, x.variant_id, x.code, x.trace_code, x.made_on, x.expires_on, x.household, x.consent_at, x.consent_by, x.area_code, x.area_issuer, x.note,
    x.is_sample, ?, ?
FROM json_to_recordset(?::json) AS x(id uuid, variant_id uuid, code text, trace_code text, made_on date, expires_on date, household text,
    consent_at timestamptz, consent_by uuid, area_code text, area_issuer text, note text, is_sample boolean)`, now, now, db.JSON{V: rows})
	if db.Constraint(err) == "lots_code_key" {
		return ErrLotCodeTaken
	}
	return err
}

func (s store) editLot(ctx context.Context, in EditLotInput, consent, now time.Time) error {
	_, err := s.db.Exec(ctx, "edit lot", `
UPDATE lots SET made_on = ?, expires_on = ?, household = ?,
    household_consent_by = CASE WHEN ?::timestamptz IS NULL THEN NULL WHEN household_consent_at = ? THEN household_consent_by ELSE ? END,
    household_consent_at = ?, area_code = ?, area_issuer = ?, note = ?, version = version + 1, updated_at = ?
WHERE id = ?`, dateOrNull(in.MadeOn), dateOrNull(in.ExpiresOn), in.Household, timeOrNull(consent), timeOrNull(consent), orNull(in.ActorID),
		timeOrNull(consent), in.AreaCode, in.AreaIssuer, in.Note, now, in.LotID)
	return err
}

func (s store) recall(ctx context.Context, lotID ident.ID, r Recall) error {
	_, err := s.db.Exec(ctx, "recall lot", `
UPDATE lots SET recalled_at = ?, recalled_by = ?, recall_by_alliance = ?, recall_reason = ?, version = version + 1, updated_at = ? WHERE id = ?`,
		r.At, orNull(r.By), r.ByAlliance, r.Reason, r.At, lotID)
	return err
}

// openItems makes the stock rows that are not there and locks all, in id order.
func (s store) openItems(ctx context.Context, variantIDs []ident.ID, now time.Time) error {
	if _, err := s.db.Exec(ctx, "open stock", `
INSERT INTO stock_items (variant_id, on_hand, version, updated_at)
SELECT id, 0, 0, ? FROM unnest(?::uuid[]) AS id ORDER BY id ON CONFLICT DO NOTHING`, now, db.IDs(variantIDs)); err != nil {
		return err
	}
	return s.lockItems(ctx, variantIDs)
}

func (s store) lockItems(ctx context.Context, variantIDs []ident.ID) error {
	return s.db.Each(ctx, "lock stock", `SELECT variant_id FROM stock_items WHERE variant_id = ANY(?::uuid[]) ORDER BY variant_id FOR NO KEY UPDATE`,
		[]any{db.IDs(variantIDs)}, func(*sql.Rows) error { return nil })
}

// moveRow is one line of the ledger. Reserved is how what is promised changes with it.
type moveRow struct {
	VariantID ident.ID  `json:"variant_id"`
	LotID     *ident.ID `json:"lot_id"` // nil: the loose lot
	Delta     int64     `json:"delta"`
	Held      int64     `json:"held"`
	Reserved  int64     `json:"reserved"`
	Reason    string    `json:"reason"`
	Cause     string    `json:"cause"`
	Note      string    `json:"note"`
	OrderID   *ident.ID `json:"order_id"`
	ActorID   *ident.ID `json:"actor_id"`
}

// move writes the ledger, and what it comes to in stock and, by trigger, in the lots:
// the one place where what is on hand changes. As in addReservedSQL the new row is made of
// what the lock read.
func (s store) move(ctx context.Context, rows []moveRow, now time.Time) error {
	if len(rows) == 0 {
		return nil
	}
	_, err := s.db.Exec(ctx, "move stock", `
WITH x AS (SELECT * FROM json_to_recordset(?::json) AS x(variant_id uuid, lot_id uuid, delta bigint, held bigint, reserved bigint, reason text, cause text,
    note text, order_id uuid, actor_id uuid)),
sums AS (SELECT variant_id, sum(delta)::bigint AS delta, sum(reserved)::bigint AS reserved FROM x GROUP BY 1),
locked AS (
    SELECT s.variant_id, s.on_hand + u.delta AS on_hand, s.reserved + u.reserved AS reserved, s.version + 1 AS version FROM stock_items s JOIN sums u USING (variant_id)
    ORDER BY s.variant_id FOR UPDATE OF s),
moved AS (
    INSERT INTO stock_moves (variant_id, lot_id, delta, held_delta, reason, cause, note, order_id, actor_id, at)
    SELECT variant_id, lot_id, delta, held, reason, cause, note, order_id, actor_id, ? FROM x)
UPDATE stock_items s SET on_hand = l.on_hand, reserved = l.reserved, version = l.version, updated_at = ?
FROM locked l WHERE s.variant_id = l.variant_id`, db.JSON{V: rows}, now, now)
	if db.Constraint(err) == "capacity_periods_shelved_ck" {
		return ErrOverAllotment
	}
	return err
}

func variantsOf(rows []moveRow) []ident.ID {
	seen := map[ident.ID]bool{}
	var out []ident.ID
	for _, r := range rows {
		if !seen[r.VariantID] {
			seen[r.VariantID] = true
			out = append(out, r.VariantID)
		}
	}
	return out
}

func scanMoves(into *[]moveRow) func(*sql.Rows) error {
	return func(rows *sql.Rows) error {
		var m moveRow
		var lot ident.ID
		err := rows.Scan(&m.VariantID, &lot, &m.Delta)
		m.LotID = &lot
		*into = append(*into, m)
		return err
	}
}

// takeFrom says out of which lots a count of the variant takes what is missing: out of
// the loose lot, then as goods leave.
func (s store) takeFrom(ctx context.Context, less []lineRow) ([]moveRow, error) {
	if len(less) == 0 {
		return nil, nil
	}
	var out []moveRow
	err := s.db.Each(ctx, "choose lots to take from", `
SELECT variant_id, lot, least(free, want - lo) FROM (
    SELECT l.variant_id, l.id AS lot, w.quantity AS want, l.on_hand - l.picked AS free,
        (sum(l.on_hand - l.picked) OVER (PARTITION BY l.variant_id ORDER BY l.loose DESC, `+fefo+`) - (l.on_hand - l.picked))::bigint AS lo
    FROM json_to_recordset(?::json) AS w(id uuid, quantity bigint) JOIN lots l ON l.variant_id = w.id WHERE l.on_hand > l.picked) x
WHERE lo < want`, []any{db.JSON{V: less}}, scanMoves(&out))
	for i := range out {
		out[i].Delta = -out[i].Delta
	}
	return out, err
}

func (s store) lotsOf(ctx context.Context, variantIDs []ident.ID) ([]Lot, error) {
	return s.readLots(ctx, "list lots", `
WHERE l.variant_id = ANY(?::uuid[]) AND (l.on_hand > 0 OR l.withheld > 0 OR l.recalled_at IS NOT NULL)
ORDER BY l.variant_id, `+fefo, db.IDs(variantIDs))
}

func (s store) lotsByCode(ctx context.Context, keys []LotKey) ([]Lot, error) {
	return s.readLots(ctx, "read lots by code", `
JOIN json_to_recordset(?::json) AS k(variant_id uuid, code text) ON k.variant_id = l.variant_id AND k.code = l.code WHERE NOT l.loose`, db.JSON{V: keys})
}

func (s store) claims(ctx context.Context, variantIDs []ident.ID) (map[ident.ID]Claims, error) {
	out := map[ident.ID]Claims{}
	err := s.db.Each(ctx, "read claims", `
SELECT variant_id, coalesce(sum(quantity) FILTER (WHERE order_line_id IS NOT NULL), 0)::bigint, coalesce(sum(quantity) FILTER (WHERE hold_id IS NOT NULL), 0)::bigint
FROM reservations WHERE variant_id = ANY(?::uuid[]) GROUP BY 1`, []any{db.IDs(variantIDs)}, func(rows *sql.Rows) error {
		var id ident.ID
		var c Claims
		err := rows.Scan(&id, &c.Orders, &c.Holds)
		out[id] = c
		return err
	})
	return out, err
}

func (s store) moves(ctx context.Context, lotID ident.ID, before int64, limit int) ([]Move, error) {
	var out []Move
	err := s.db.Each(ctx, "read a lot's ledger", `
SELECT id, delta, held_delta, reason, cause, note, order_id, actor_id, at FROM stock_moves
WHERE lot_id = ? AND (? = 0 OR id < ?) ORDER BY id DESC LIMIT ?`, []any{lotID, before, before, limit}, func(rows *sql.Rows) error {
		var m Move
		var order, actor *ident.ID
		err := rows.Scan(&m.ID, &m.Delta, &m.HeldDelta, &m.Reason, &m.Cause, &m.Note, &order, &actor, &m.At)
		if order != nil {
			m.OrderID = *order
		}
		if actor != nil {
			m.ActorID = *actor
		}
		out = append(out, m)
		return err
	})
	return out, err
}
