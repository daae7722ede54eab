package supply

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/db"
)

type claimRow struct {
	ID       ident.ID `json:"id"`
	Period   ident.ID `json:"period"`
	Quantity int64    `json:"quantity"`
}

func claimRows(claims []Claim) []claimRow {
	out := make([]claimRow, len(claims))
	for i, c := range claims {
		out[i] = claimRow{ID: ident.New(), Period: c.PeriodID, Quantity: c.Quantity}
	}
	return out
}

// addPromisedSQL locks the rows in id order, then changes those that have enough.
// A row changed by another meanwhile is read again after its lock. What is given
// back is taken even of a period that is over or withdrawn. The lock is one that rows
// which refer to a period (promises, a contract's claims) do not wait for: whoever
// wrote such rows first can still promise, and two who did so do not wait for each other.
const addPromisedSQL = `
WITH want AS (SELECT * FROM json_to_recordset(?::json) AS x(period uuid, quantity bigint)),
locked AS (
    SELECT p.id, w.quantity, p.declared - p.promised - p.retail AS free, p.open AND p.ends_on >= ?::date AS usable
    FROM capacity_periods p JOIN want w ON w.period = p.id
    ORDER BY p.id
    FOR NO KEY UPDATE OF p)
UPDATE capacity_periods p SET promised = p.promised + l.quantity, version = p.version + 1
FROM locked l
WHERE p.id = l.id AND (l.quantity < 0 OR l.usable AND l.quantity <= l.free)`

func (s store) addPromised(ctx context.Context, delta []Claim, today time.Time) (int64, error) {
	n, err := s.db.Exec(ctx, "promise capacity", addPromisedSQL, db.JSON{V: claimRows(delta)}, day(today))
	return n, fault(err)
}

// free tells what can still be promised of periods; one that is over, withdrawn or unknown is absent.
func (s store) free(ctx context.Context, ids []ident.ID, today time.Time) (map[ident.ID]int64, error) {
	out := map[ident.ID]int64{}
	err := s.db.Each(ctx, "read free capacity",
		`SELECT id, declared - promised - retail FROM capacity_periods WHERE id = ANY(?::uuid[]) AND open AND ends_on >= ?::date`,
		[]any{db.IDs(ids), day(today)}, func(rows *sql.Rows) error {
			var id ident.ID
			var n int64
			err := rows.Scan(&id, &n)
			out[id] = n
			return err
		})
	return out, err
}

// takePromises deletes the holder's promises and returns them.
func (s store) takePromises(ctx context.Context, h Holder) ([]Claim, error) {
	var out []Claim
	err := s.db.Each(ctx, "take over promises", `DELETE FROM promises WHERE holder_kind = ? AND holder_id = ? RETURNING period_id, quantity`,
		[]any{h.Kind, h.ID}, func(rows *sql.Rows) error {
			var c Claim
			err := rows.Scan(&c.PeriodID, &c.Quantity)
			out = append(out, c)
			return err
		})
	return out, err
}

func (s store) insertPromises(ctx context.Context, h Holder, claims []Claim, now time.Time) error {
	if len(claims) == 0 {
		return nil
	}
	_, err := s.db.Exec(ctx, "record promises", `
INSERT INTO promises (id, period_id, quantity, holder_kind, holder_id, buyer_org_id, label, created_at)
SELECT x.id, x.period, x.quantity, ?, ?, ?, ?, ? FROM json_to_recordset(?::json) AS x (id uuid, period uuid, quantity bigint)`,
		h.Kind, h.ID, h.BuyerOrgID, h.Label, now, db.JSON{V: claimRows(claims)})
	return err
}

func (s store) transfer(ctx context.Context, from, to Holder) error {
	_, err := s.db.Exec(ctx, "transfer promises",
		`UPDATE promises SET holder_kind = ?, holder_id = ?, buyer_org_id = ?, label = ? WHERE holder_kind = ? AND holder_id = ?`,
		to.Kind, to.ID, to.BuyerOrgID, to.Label, from.Kind, from.ID)
	return err
}

const promiseSQL = `
SELECT m.period_id, m.quantity, m.holder_kind, m.holder_id, m.buyer_org_id, m.label, p.starts_on
FROM promises m JOIN capacity_periods p ON p.id = m.period_id `

func (s store) readPromises(ctx context.Context, where string, args ...any) ([]Promise, error) {
	var out []Promise
	err := s.db.Each(ctx, "read promises", promiseSQL+where+` ORDER BY p.starts_on, m.id`, args, func(rows *sql.Rows) error {
		var p Promise
		err := rows.Scan(&p.PeriodID, &p.Quantity, &p.Kind, &p.Holder.ID, &p.BuyerOrgID, &p.Label, &p.StartsOn)
		out = append(out, p)
		return err
	})
	return out, err
}

func (s store) promisesOf(ctx context.Context, periods []ident.ID) ([]Promise, error) {
	return s.readPromises(ctx, `WHERE m.period_id = ANY(?::uuid[])`, db.IDs(periods))
}

func (s store) held(ctx context.Context, h Holder) ([]Promise, error) {
	return s.readPromises(ctx, `WHERE m.holder_kind = ? AND m.holder_id = ?`, h.Kind, h.ID)
}

func (s store) typesOf(ctx context.Context, periods []ident.ID) ([]string, error) {
	var out []string
	err := s.db.Each(ctx, "read types of periods", `
SELECT DISTINCT c.type_code FROM capacity_periods p JOIN capacities c ON c.id = p.capacity_id WHERE p.id = ANY(?::uuid[]) ORDER BY 1`,
		[]any{db.IDs(periods)}, func(rows *sql.Rows) error {
			var code string
			err := rows.Scan(&code)
			out = append(out, code)
			return err
		})
	return out, err
}

func (s store) audit(ctx context.Context) ([]ident.ID, error) {
	var out []ident.ID
	err := s.db.Each(ctx, "audit promises", `
SELECT p.id FROM capacity_periods p
LEFT JOIN (SELECT period_id, sum(quantity) AS total FROM promises GROUP BY 1) m ON m.period_id = p.id
WHERE p.promised <> coalesce(m.total, 0) ORDER BY p.id`, nil, func(rows *sql.Rows) error {
		var id ident.ID
		err := rows.Scan(&id)
		out = append(out, id)
		return err
	})
	return out, err
}
