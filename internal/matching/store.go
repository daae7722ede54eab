package matching

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/db"
)

type store struct{ db *db.DB }

// lockKey is the advisory lock of planning: "match" in ASCII.
const lockKey = 0x6d61746368

// alone waits until nobody else plans, until the end of the transaction.
func (s store) alone(ctx context.Context) error {
	_, err := s.db.Exec(ctx, "wait for the planner", `SELECT pg_advisory_xact_lock(?)`, int64(lockKey))
	return err
}

// errBusy tells that somebody else has been planning for too long to wait.
var errBusy = errors.New("somebody else is planning")

// soonAlone is alone for a request that somebody waits for: after five seconds it
// gives up with errBusy, and the transaction with it.
func (s store) soonAlone(ctx context.Context) error {
	if _, err := s.db.Exec(ctx, "bound the wait", `SET LOCAL lock_timeout = '5s'`); err != nil {
		return err
	}
	err := s.alone(ctx)
	var refused *pgconn.PgError
	if errors.As(err, &refused) && refused.Code == "55P03" {
		return errBusy
	}
	return err
}

// retire ends the plans of demands that ended.
func (s store) retire(ctx context.Context) error {
	_, err := s.db.Exec(ctx, "retire plans", `
UPDATE match_plans p SET is_current = false FROM demands d
WHERE d.id = p.demand_id AND p.is_current AND d.status NOT IN ('published', 'amended')`)
	return err
}

// forget deletes plans made before a time that a later one replaced.
func (s store) forget(ctx context.Context, before time.Time) error {
	_, err := s.db.Exec(ctx, "forget old plans", `
DELETE FROM match_plans p WHERE NOT p.is_current AND p.made_at < ?
  AND EXISTS (SELECT 1 FROM match_plans q WHERE q.demand_id = p.demand_id AND q.made_at > p.made_at)`, before)
	return err
}

// members lists the verified cooperatives of a linkage programme.
func (s store) members(ctx context.Context, programmeID ident.ID) ([]ident.ID, error) {
	var out []ident.ID
	err := s.db.Each(ctx, "list members of a programme", `
SELECT o.id FROM organisations o LEFT JOIN cooperative_profiles c ON c.org_id = o.id
WHERE o.kind = 'cooperative' AND o.status = 'verified' AND EXISTS (
  SELECT 1 FROM linkage_members m WHERE m.programme_id = ? AND (m.org_id = o.id OR m.province_code = c.province_code)) ORDER BY o.id`,
		[]any{programmeID}, func(rows *sql.Rows) error {
			var id ident.ID
			err := rows.Scan(&id)
			out = append(out, id)
			return err
		})
	return out, err
}

func (s store) orgNames(ctx context.Context) (map[ident.ID]string, error) {
	out := map[ident.ID]string{}
	err := s.db.Each(ctx, "read names of cooperatives", `SELECT id, short_name FROM organisations WHERE kind = 'cooperative'`, nil,
		func(rows *sql.Rows) error {
			var id ident.ID
			var name string
			err := rows.Scan(&id, &name)
			out[id] = name
			return err
		})
	return out, err
}

// stars tells the OCOP stars of listed products of the types that hold on a day.
func (s store) stars(ctx context.Context, types []string, day time.Time) (map[ident.ID]int, error) {
	out := map[ident.ID]int{}
	err := s.db.Each(ctx, "read stars", `
SELECT id, ocop_stars FROM products WHERE ocop_stars > 0 AND ocop_expires_on >= ?::date AND type_code = ANY(ARRAY(SELECT json_array_elements_text(?::json)))`,
		[]any{day.Format(time.DateOnly), db.JSON{V: types}}, func(rows *sql.Rows) error {
			var id ident.ID
			var n int
			err := rows.Scan(&id, &n)
			out[id] = n
			return err
		})
	return out, err
}

// keep makes p the current plan of its demand; the same plan is only marked as found again.
func (s store) keep(ctx context.Context, p Proposal) error {
	lines, err := json.Marshal(p.Lines)
	if err != nil {
		return fmt.Errorf("encode plan: %w", err)
	}
	mark := sha256.Sum256(fmt.Appendf(lines[:len(lines):len(lines)], "%d %t %d %d", p.Revision, p.Proven, p.FillGap, p.CostGap))
	var was []byte
	if err := s.db.Each(ctx, "read current plan", `SELECT fingerprint FROM match_plans WHERE demand_id = ? AND is_current`, []any{p.DemandID},
		func(rows *sql.Rows) error { return rows.Scan(&was) }); err != nil {
		return err
	}
	if bytes.Equal(was, mark[:]) {
		_, err := s.db.Exec(ctx, "mark plan as checked", `UPDATE match_plans SET checked_at = ? WHERE demand_id = ? AND is_current`, p.CheckedAt, p.DemandID)
		return err
	}
	if _, err := s.db.Exec(ctx, "replace plan", `UPDATE match_plans SET is_current = false WHERE demand_id = ? AND is_current`, p.DemandID); err != nil {
		return err
	}
	id := ident.New()
	if _, err := s.db.Exec(ctx, "keep plan", `
INSERT INTO match_plans (id, demand_id, revision, is_current, proven, fill_gap, cost_gap, landed_vnd, lines, fingerprint, made_at, checked_at)
VALUES (?, ?, ?, true, ?, ?, ?, ?, ?, ?, ?, ?)`,
		id, p.DemandID, p.Revision, p.Proven, p.FillGap, p.CostGap, p.Landed, string(lines), mark[:], p.MadeAt, p.CheckedAt); err != nil {
		return err
	}
	_, err = s.db.Exec(ctx, "keep shares", `
INSERT INTO match_shares (plan_id, line_id, month, capacity_id, org_id, quantity, unit_price_vnd, transport_vnd, landed_vnd)
SELECT ?, x.line, x.month, x.capacity, x.org, x.quantity, x.price, x.transport, x.landed
FROM json_to_recordset(?::json) AS x (line uuid, month date, capacity uuid, org uuid, quantity bigint, price bigint, transport bigint, landed bigint)`,
		id, db.JSON{V: shareRows(p)})
	return err
}

type shareRow struct {
	Line      ident.ID `json:"line"`
	Month     string   `json:"month"`
	Capacity  ident.ID `json:"capacity"`
	Org       ident.ID `json:"org"`
	Quantity  int64    `json:"quantity"`
	Price     int64    `json:"price"`
	Transport int64    `json:"transport"`
	Landed    int64    `json:"landed"`
}

func shareRows(p Proposal) []shareRow {
	out := []shareRow{}
	for _, l := range p.Lines {
		for _, m := range l.Months {
			for _, s := range m.Shares {
				out = append(out, shareRow{
					Line: l.LineID, Month: m.Month.Format(time.DateOnly), Capacity: s.CapacityID, Org: s.OrgID,
					Quantity: s.Quantity, Price: s.UnitPrice, Transport: s.Transport, Landed: s.Landed,
				})
			}
		}
	}
	return out
}

// current returns the current plan of a demand, or the last one of a demand that ended. Errors: ErrNoPlan.
func (s store) current(ctx context.Context, demandID ident.ID) (*Proposal, error) {
	var p *Proposal
	err := s.db.Each(ctx, "read plan", `
SELECT revision, proven, fill_gap, cost_gap, landed_vnd, lines, made_at, checked_at FROM match_plans
WHERE demand_id = ? ORDER BY is_current DESC, made_at DESC LIMIT 1`, []any{demandID}, func(rows *sql.Rows) error {
		p = &Proposal{DemandID: demandID}
		var lines db.FromJSON[[]LineProposal]
		err := rows.Scan(&p.Revision, &p.Proven, &p.FillGap, &p.CostGap, &p.Landed, &lines, &p.MadeAt, &p.CheckedAt)
		p.Lines = lines.V
		return err
	})
	if err == nil && p == nil {
		err = ErrNoPlan
	}
	return p, err
}
