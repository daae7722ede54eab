package supply

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/db"
)

type store struct{ db *db.DB }

const monthArray = `ARRAY(SELECT json_array_elements_text(?::json)::smallint)`

// fault turns a constraint into the error that it means.
func fault(err error) error {
	switch db.Constraint(err) {
	case "capacities_once_idx":
		return ErrDeclaredTwice
	case "capacity_periods_promised_ck":
		return ErrBelowPromised
	case "capacity_periods_shelved_ck":
		return errShelf.At("/periods")
	}
	return err
}

func orNull(id ident.ID) *ident.ID {
	if id == ident.Nil {
		return nil
	}
	return &id
}

func (s store) countOpen(ctx context.Context, orgID ident.ID) (n int64, err error) {
	err = s.db.Each(ctx, "count capacities", `SELECT count(*) FROM capacities WHERE org_id = ? AND status = 'open'`, []any{orgID},
		func(rows *sql.Rows) error { return rows.Scan(&n) })
	return n, err
}

func (s store) insertCapacity(ctx context.Context, id ident.ID, in DeclareInput, now time.Time) error {
	_, err := s.db.Exec(ctx, "insert capacity", `
INSERT INTO capacities (id, org_id, type_code, product_id, unit, grade, period, sureness, min_qty, lot_qty, lead_days, pickup_commune,
  season_months, note, is_sample, created_by, created_at, updated_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, `+monthArray+`, ?, ?, ?, ?, ?)`,
		id, in.OrgID, in.TypeCode, orNull(in.ProductID), in.Unit, in.Grade, in.Period, in.Sureness, in.MinQty, in.LotQty, in.LeadDays, in.PickupCommune,
		db.JSON{V: in.SeasonMonths}, in.Note, in.Sample, orNull(in.Actor.UserID), now, now)
	if err != nil {
		return fault(err)
	}
	return s.putTerms(ctx, id, in.CapacityInput)
}

func (s store) updateCapacity(ctx context.Context, id ident.ID, in CapacityInput, now time.Time) error {
	_, err := s.db.Exec(ctx, "change capacity", `
UPDATE capacities SET grade = ?, sureness = ?, min_qty = ?, lot_qty = ?, lead_days = ?, pickup_commune = ?, season_months = `+monthArray+`,
  note = ?, version = version + 1, updated_at = ? WHERE id = ?`,
		in.Grade, in.Sureness, in.MinQty, in.LotQty, in.LeadDays, in.PickupCommune, db.JSON{V: in.SeasonMonths}, in.Note, now, id)
	if err != nil {
		return fault(err)
	}
	for _, statement := range []string{`DELETE FROM capacity_tiers WHERE capacity_id = ?`, `DELETE FROM capacity_certificates WHERE capacity_id = ?`} {
		if _, err := s.db.Exec(ctx, "replace terms", statement, id); err != nil {
			return err
		}
	}
	return s.putTerms(ctx, id, in)
}

type tierRow struct {
	Min   int64     `json:"min"`
	Price money.VND `json:"price"`
}

type certificateRow struct {
	Kind    catalog.Standard `json:"kind"`
	Number  string           `json:"number"`
	Issuer  string           `json:"issuer"`
	Expires string           `json:"expires"`
}

// putTerms writes tiers and certificates.
func (s store) putTerms(ctx context.Context, id ident.ID, in CapacityInput) error {
	tiers := make([]tierRow, len(in.Tiers))
	for i, t := range in.Tiers {
		tiers[i] = tierRow{Min: t.MinQty, Price: t.Price}
	}
	if _, err := s.db.Exec(ctx, "write price tiers", `
INSERT INTO capacity_tiers (capacity_id, min_qty, price_vnd)
SELECT ?, x.min, x.price FROM json_to_recordset(?::json) AS x (min bigint, price bigint)`, id, db.JSON{V: tiers}); err != nil {
		return err
	}
	certificates := make([]certificateRow, len(in.Certificates))
	for i, c := range in.Certificates {
		certificates[i] = certificateRow{Kind: c.Kind, Number: c.Number, Issuer: c.Issuer, Expires: day(c.ExpiresOn)}
	}
	_, err := s.db.Exec(ctx, "write certificates", `
INSERT INTO capacity_certificates (capacity_id, kind, number, issuer, expires_on)
SELECT ?, x.kind, x.number, x.issuer, x.expires FROM json_to_recordset(?::json) AS x (kind text, number text, issuer text, expires date)`,
		id, db.JSON{V: certificates})
	return err
}

type periodRow struct {
	ID       ident.ID `json:"id"`
	Starts   string   `json:"starts"`
	Ends     string   `json:"ends"`
	Declared int64    `json:"declared"`
	Retail   int64    `json:"retail"`
}

func periodRows(list []Period) []periodRow {
	out := make([]periodRow, len(list))
	for i, p := range list {
		out[i] = periodRow{ID: p.ID, Starts: day(p.StartsOn), Ends: day(p.EndsOn), Declared: p.Declared, Retail: p.Retail}
		if p.ID == ident.Nil {
			out[i].ID = ident.New()
		}
	}
	return out
}

// insertPeriods adds periods. What is on the shop's shelf today counts against the allotment of the
// period that holds today.
func (s store) insertPeriods(ctx context.Context, capacityID ident.ID, list []Period, today time.Time) error {
	if len(list) == 0 {
		return nil
	}
	_, err := s.db.Exec(ctx, "insert periods", `
INSERT INTO capacity_periods (id, capacity_id, starts_on, ends_on, declared, retail, shelved_milli)
SELECT x.id, c.id, x.starts, x.ends, x.declared, x.retail,
  CASE WHEN ?::date BETWEEN x.starts AND x.ends THEN shelf_milli(c.org_id, c.type_code, c.product_id) ELSE 0 END
FROM json_to_recordset(?::json) AS x (id uuid, starts date, ends date, declared bigint, retail bigint), capacities c WHERE c.id = ?`,
		day(today), db.JSON{V: periodRows(list)}, capacityID)
	return fault(err)
}

func (s store) updatePeriods(ctx context.Context, list []Period) error {
	if len(list) == 0 {
		return nil
	}
	_, err := s.db.Exec(ctx, "change periods", `
UPDATE capacity_periods p SET declared = x.declared, retail = x.retail, version = p.version + 1
FROM json_to_recordset(?::json) AS x (id uuid, declared bigint, retail bigint) WHERE p.id = x.id`, db.JSON{V: periodRows(list)})
	return fault(err)
}

// lockCapacity takes the row and, in id order, its periods. Errors: ErrNotFound.
func (s store) lockCapacity(ctx context.Context, orgID, id ident.ID) error {
	found := false
	if err := s.db.Each(ctx, "lock capacity", `SELECT 1 FROM capacities WHERE id = ? AND org_id = ? FOR UPDATE`, []any{id, orgID}, func(*sql.Rows) error {
		found = true
		return nil
	}); err != nil {
		return err
	}
	if !found {
		return ErrNotFound
	}
	_, err := s.db.Exec(ctx, "lock periods", `SELECT 1 FROM capacity_periods WHERE capacity_id = ? ORDER BY id FOR UPDATE`, id)
	return err
}

func (s store) withdraw(ctx context.Context, id ident.ID, now time.Time) error {
	if _, err := s.db.Exec(ctx, "withdraw capacity",
		`UPDATE capacities SET status = 'withdrawn', version = version + 1, updated_at = ? WHERE id = ?`, now, id); err != nil {
		return err
	}
	_, err := s.db.Exec(ctx, "close periods", `UPDATE capacity_periods SET open = false, version = version + 1 WHERE capacity_id = ?`, id)
	return err
}

const capacitySQL = `
SELECT c.id, c.org_id, c.type_code, c.product_id, c.unit, c.grade, c.period, c.sureness, c.min_qty, c.lot_qty, c.lead_days, c.pickup_commune,
  array_to_json(c.season_months), c.note, c.status, c.is_sample, c.version, c.updated_at,
  (SELECT json_agg(json_build_object('min', t.min_qty, 'price', t.price_vnd) ORDER BY t.min_qty) FROM capacity_tiers t WHERE t.capacity_id = c.id),
  (SELECT json_agg(json_build_object('kind', k.kind, 'number', k.number, 'issuer', k.issuer, 'expires', k.expires_on) ORDER BY k.kind)
   FROM capacity_certificates k WHERE k.capacity_id = c.id),
  (SELECT json_agg(json_build_object('id', p.id, 'starts', p.starts_on, 'ends', p.ends_on, 'declared', p.declared, 'retail', p.retail,
     'promised', p.promised, 'shelved', p.shelved_milli) ORDER BY p.starts_on) FROM capacity_periods p WHERE p.capacity_id = c.id)
FROM capacities c `

func (s store) capacity(ctx context.Context, orgID, id ident.ID) (*Capacity, error) {
	list, err := s.read(ctx, "read capacity", `WHERE c.org_id = ? AND c.id = ?`, orgID, id)
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, ErrNotFound
	}
	return &list[0], nil
}

func (s store) capacitiesOf(ctx context.Context, orgID ident.ID, withWithdrawn bool) ([]Capacity, error) {
	return s.read(ctx, "list capacities", `WHERE c.org_id = ? AND (c.status = 'open' OR ?) ORDER BY c.updated_at DESC, c.id DESC LIMIT 500`, orgID, withWithdrawn)
}

func (s store) read(ctx context.Context, doing, where string, args ...any) ([]Capacity, error) {
	var out []Capacity
	err := s.db.Each(ctx, doing, capacitySQL+where, args, func(rows *sql.Rows) error {
		var c Capacity
		var product *ident.ID
		var season db.FromJSON[[]int]
		var tiers db.FromJSON[[]tierRow]
		var certificates db.FromJSON[[]certificateRow]
		var periods db.FromJSON[[]fullPeriodRow]
		if err := rows.Scan(&c.ID, &c.OrgID, &c.TypeCode, &product, &c.Unit, &c.Grade, &c.Period, &c.Sureness, &c.MinQty, &c.LotQty, &c.LeadDays,
			&c.PickupCommune, &season, &c.Note, &c.Status, &c.Sample, &c.Version, &c.UpdatedAt, &tiers, &certificates, &periods); err != nil {
			return err
		}
		if product != nil {
			c.ProductID = *product
		}
		c.SeasonMonths = season.V
		for _, t := range tiers.V {
			c.Tiers = append(c.Tiers, Tier{MinQty: t.Min, Price: t.Price})
		}
		for _, k := range certificates.V {
			expires, _ := calendar.Parse(k.Expires) // PostgreSQL writes ISO days
			c.Certificates = append(c.Certificates, Certificate{Kind: k.Kind, Number: k.Number, Issuer: k.Issuer, ExpiresOn: expires})
		}
		for _, p := range periods.V {
			c.Periods = append(c.Periods, p.period())
		}
		out = append(out, c)
		return nil
	})
	return out, err
}

type fullPeriodRow struct {
	periodRow
	Promised int64 `json:"promised"`
	Shelved  int64 `json:"shelved"`
}

func (r fullPeriodRow) period() Period {
	starts, _ := calendar.Parse(r.Starts) // PostgreSQL writes ISO days
	ends, _ := calendar.Parse(r.Ends)
	return Period{ID: r.ID, StartsOn: starts, EndsOn: ends, Declared: r.Declared, Retail: r.Retail, Promised: r.Promised, ShelvedMilli: r.Shelved}
}

func (s store) openOf(ctx context.Context, typeCodes []string) ([]Capacity, error) {
	return s.read(ctx, "list open capacities", `
WHERE c.status = 'open' AND c.type_code = ANY(ARRAY(SELECT json_array_elements_text(?::json)))
  AND EXISTS (SELECT 1 FROM organisations o WHERE o.id = c.org_id AND o.status = 'verified') ORDER BY c.id`, db.JSON{V: typeCodes})
}
