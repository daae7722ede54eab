package contract

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/db"
)

const deliverySQL = `
SELECT d.id, d.code, d.contract_id, c.code, c.title, d.share_id, s.org_id, g.short_name, c.buyer_org_id, b.short_name, s.unit, t.name_vi, t.name_en, d.month, d.due_on, s.lead_days, d.quantity,
  d.status, coalesce(d.stated, -1), coalesce(d.shipped, -1), coalesce(d.accepted, -1), coalesce(d.unit_price_vnd, 0), d.reason, d.version,
  d.called_at, d.shipped_at, d.ended_at, d.updated_at, d.passed_on,
  (SELECT json_agg(json_build_object('Code', l.code, 'Quantity', l.quantity, 'WeightG', l.weight_g) ORDER BY l.position) FROM delivery_lots l WHERE l.delivery_id = d.id),
  (SELECT json_agg(p.id ORDER BY p.at, p.id) FROM delivery_photos p WHERE p.delivery_id = d.id)
FROM contract_deliveries d JOIN contract_shares s ON s.id = d.share_id JOIN contracts c ON c.id = d.contract_id JOIN product_types t ON t.code = s.type_code
JOIN organisations g ON g.id = s.org_id JOIN organisations b ON b.id = c.buyer_org_id `

func (s store) readDeliveries(ctx context.Context, rest string, args ...any) ([]Delivery, error) {
	var out []Delivery
	err := s.db.Each(ctx, "read deliveries", deliverySQL+rest, args, func(rows *sql.Rows) error {
		var d Delivery
		var called, shipped, ended *time.Time
		var lots db.FromJSON[[]Lot]
		var photos db.FromJSON[[]ident.ID]
		err := rows.Scan(&d.ID, &d.Code, &d.ContractID, &d.ContractCode, &d.ContractTitle, &d.ShareID, &d.OrgID, &d.OrgName, &d.BuyerOrgID, &d.BuyerName,
			&d.Unit, &d.TypeName.VI, &d.TypeName.EN, &d.Month, &d.DueOn, &d.LeadDays, &d.Quantity, &d.Status, &d.Stated, &d.Shipped, &d.Accepted,
			&d.UnitPrice, &d.Reason, &d.Version, &called, &shipped, &ended, &d.UpdatedAt, &d.PassedOn, &lots, &photos)
		d.CalledAt, d.ShippedAt, d.EndedAt, d.Lots, d.Photos = fromNull(called), fromNull(shipped), fromNull(ended), lots.V, photos.V
		out = append(out, d)
		return err
	})
	return out, err
}

func (s store) delivery(ctx context.Context, id ident.ID) (*Delivery, error) {
	list, err := s.readDeliveries(ctx, `WHERE d.id = ?`, id)
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, ErrDeliveryNotFound
	}
	return &list[0], nil
}

func (s store) deliveriesOf(ctx context.Context, contractID ident.ID) ([]Delivery, error) {
	return s.readDeliveries(ctx, `WHERE d.contract_id = ? ORDER BY d.due_on, d.id`, contractID)
}

// dueCalls are the planned deliveries of active contracts that must be called off by a day.
func (s store) dueCalls(ctx context.Context, today time.Time, margin int) ([]Delivery, error) {
	return s.readDeliveries(ctx, `WHERE d.status = 'planned' AND c.status = 'active' AND d.due_on <= ?::date + s.lead_days + ?::int ORDER BY d.due_on, d.id`,
		day(today), margin)
}

// overdue are those of which nothing was sent in time.
func (s store) overdue(ctx context.Context, today time.Time) ([]Delivery, error) {
	return s.readDeliveries(ctx, `
WHERE d.status IN ('called', 'confirmed') AND c.status = 'active' AND d.due_on + c.miss_after_days < ?::date ORDER BY d.due_on, d.id`, day(today))
}

// calendar lists an organisation's deliveries of active contracts in a span.
func (s store) calendar(ctx context.Context, orgID ident.ID, from, to time.Time) ([]Delivery, error) {
	return s.readDeliveries(ctx, `
WHERE (c.buyer_org_id = ? OR s.org_id = ?) AND c.activated_at IS NOT NULL AND d.due_on BETWEEN ?::date AND ?::date ORDER BY d.due_on, d.id LIMIT 5000`,
		orgID, orgID, day(from), day(to))
}

// coming lists an organisation's deliveries that are not over, of contracts in
// force, by day; waiting: only those that wait for a step of its own.
func (s store) coming(ctx context.Context, orgID ident.ID, waiting bool, after *dueID, limit int) ([]Delivery, error) {
	where := `WHERE (c.buyer_org_id = ? OR s.org_id = ?) AND c.status = 'active' AND d.status IN ('planned', 'called', 'confirmed', 'shipped')`
	args := []any{orgID, orgID}
	if waiting {
		where += ` AND (c.buyer_org_id = ? AND d.status = 'shipped' OR s.org_id = ? AND d.status IN ('called', 'confirmed'))`
		args = append(args, orgID, orgID)
	}
	if after != nil {
		where += ` AND (d.due_on, d.id) > (?::date, ?)`
		args = append(args, day(after.due), after.id)
	}
	return s.readDeliveries(ctx, where+` ORDER BY d.due_on, d.id LIMIT ?`, append(args, limit)...)
}

func (s store) insertDelivery(ctx context.Context, contractID, shareID ident.ID, month time.Time, p Planned, now time.Time) error {
	_, err := s.db.Exec(ctx, "plan delivery", `
INSERT INTO contract_deliveries (id, code, contract_id, share_id, month, due_on, quantity, status, created_at, updated_at)
VALUES (?, ?, ?, ?, ?, ?, ?, 'planned', ?, ?)`, ident.New(), "GH-"+ident.Code(8), contractID, shareID, day(month), day(p.DueOn), p.Quantity, now, now)
	return err
}

// catchUp moves planned deliveries that a contract comes too late for to the first
// day that the lead time allows.
func (s store) catchUp(ctx context.Context, contractID ident.ID, today, now time.Time) error {
	_, err := s.db.Exec(ctx, "move planned deliveries", `
UPDATE contract_deliveries d SET due_on = ?::date + s.lead_days, version = d.version + 1, updated_at = ?
FROM contract_shares s WHERE s.id = d.share_id AND d.contract_id = ? AND d.status = 'planned' AND d.due_on < ?::date + s.lead_days`,
		day(today), now, contractID, day(today))
	return err
}

// replan replaces what is planned of a month.
func (s store) replan(ctx context.Context, contractID, shareID ident.ID, month time.Time, plan []Planned, now time.Time) error {
	if _, err := s.db.Exec(ctx, "drop plan", `DELETE FROM contract_deliveries WHERE share_id = ? AND month = ? AND status = 'planned'`, shareID, day(month)); err != nil {
		return err
	}
	for _, p := range plan {
		if err := s.insertDelivery(ctx, contractID, shareID, month, p, now); err != nil {
			return err
		}
	}
	return nil
}

func (s store) updateDelivery(ctx context.Context, d Delivery) error {
	number := func(n int64) any {
		if n < 0 {
			return nil
		}
		return n
	}
	var unit any
	if d.UnitPrice > 0 {
		unit = d.UnitPrice
	}
	_, err := s.db.Exec(ctx, "change delivery", `
UPDATE contract_deliveries SET status = ?, due_on = ?, quantity = ?, stated = ?, shipped = ?, accepted = ?, unit_price_vnd = ?, reason = ?, version = ?,
  called_at = ?, shipped_at = ?, ended_at = ?, updated_at = ?, passed_on = ? WHERE id = ?`,
		d.Status, day(d.DueOn), d.Quantity, number(d.Stated), number(d.Shipped), number(d.Accepted), unit, d.Reason, d.Version,
		timeOrNull(d.CalledAt), timeOrNull(d.ShippedAt), timeOrNull(d.EndedAt), d.UpdatedAt, d.PassedOn, d.ID)
	return err
}

func (s store) insertLots(ctx context.Context, d Delivery) error {
	for i, l := range d.Lots {
		if _, err := s.db.Exec(ctx, "record lot", `INSERT INTO delivery_lots (delivery_id, position, code, quantity, weight_g) VALUES (?, ?, ?, ?, ?)`,
			d.ID, i+1, l.Code, l.Quantity, l.WeightG); err != nil {
			return err
		}
	}
	return nil
}

const shortfallSQL = `
SELECT f.id, f.contract_id, f.delivery_id, d.code, d.due_on, f.share_id, s.org_id, g.short_name, c.buyer_org_id, s.unit, t.name_vi, t.name_en, f.month, f.predicted, f.quantity, f.taken, f.status, f.closes_at, f.version,
  f.created_at, f.updated_at,
  (SELECT json_agg(json_build_object('OrgID', k.org_id, 'CapacityID', k.capacity_id) ORDER BY k.org_id, k.capacity_id)
   FROM shortfall_candidates k WHERE k.shortfall_id = f.id)
FROM contract_shortfalls f JOIN contract_shares s ON s.id = f.share_id JOIN contract_deliveries d ON d.id = f.delivery_id
JOIN contracts c ON c.id = f.contract_id JOIN organisations g ON g.id = s.org_id JOIN product_types t ON t.code = s.type_code `

func (s store) readShortfalls(ctx context.Context, rest string, args ...any) ([]Shortfall, error) {
	var out []Shortfall
	err := s.db.Each(ctx, "read shortfalls", shortfallSQL+rest, args, func(rows *sql.Rows) error {
		var f Shortfall
		var candidates db.FromJSON[[]Candidate]
		err := rows.Scan(&f.ID, &f.ContractID, &f.DeliveryID, &f.DeliveryCode, &f.DueOn, &f.ShareID, &f.OrgID, &f.OrgName, &f.BuyerOrgID, &f.Unit,
			&f.TypeName.VI, &f.TypeName.EN, &f.Month, &f.Predicted, &f.Quantity, &f.Taken, &f.Status,
			&f.ClosesAt, &f.Version, &f.CreatedAt, &f.UpdatedAt, &candidates)
		f.Candidates = candidates.V
		out = append(out, f)
		return err
	})
	return out, err
}

func (s store) shortfall(ctx context.Context, id ident.ID) (*Shortfall, error) {
	list, err := s.readShortfalls(ctx, `WHERE f.id = ?`, id)
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, ErrShortfallNotFound
	}
	return &list[0], nil
}

func (s store) insertShortfall(ctx context.Context, f Shortfall) error {
	_, err := s.db.Exec(ctx, "raise shortfall", `
INSERT INTO contract_shortfalls (id, contract_id, delivery_id, share_id, month, predicted, quantity, taken, status, closes_at, created_at, updated_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		f.ID, f.ContractID, f.DeliveryID, f.ShareID, day(f.Month), f.Predicted, f.Quantity, f.Taken, f.Status, f.ClosesAt, f.CreatedAt, f.UpdatedAt)
	return err
}

func (s store) updateShortfall(ctx context.Context, f Shortfall) error {
	_, err := s.db.Exec(ctx, "change shortfall", `
UPDATE contract_shortfalls SET predicted = ?, quantity = ?, taken = ?, status = ?, closes_at = ?, version = ?, updated_at = ? WHERE id = ?`,
		f.Predicted, f.Quantity, f.Taken, f.Status, f.ClosesAt, f.Version, f.UpdatedAt, f.ID)
	return err
}

func (s store) insertCandidates(ctx context.Context, id ident.ID, list []Candidate, now time.Time) error {
	for _, k := range list {
		if _, err := s.db.Exec(ctx, "ask candidate", `INSERT INTO shortfall_candidates (shortfall_id, org_id, capacity_id, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`,
			id, k.OrgID, k.CapacityID, now); err != nil {
			return err
		}
	}
	return nil
}

// Obligation is money that one party owes another because of a contract.
func (s store) insertObligation(ctx context.Context, o Obligation) error {
	if o.Amount <= 0 {
		return nil
	}
	_, err := s.db.Exec(ctx, "record obligation", `
INSERT INTO payment_obligations (id, contract_id, share_id, delivery_id, kind, debtor_id, creditor_id, amount_vnd, due_on, at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		o.ID, o.ContractID, o.ShareID, orNull(o.DeliveryID), o.Kind, o.DebtorID, o.CreditorID, o.Amount, day(o.DueOn), o.At)
	return err
}

// putDeposit notes what a cooperative is to be paid ahead for a share.
func (s store) putDeposit(ctx context.Context, shareID ident.ID, amount money.VND) error {
	_, err := s.db.Exec(ctx, "note deposit", `UPDATE contract_shares SET deposit_held_vnd = deposit_held_vnd + ? WHERE id = ?`, amount, shareID)
	return err
}

// takeDeposit notes that a part of it was delivered for or goes back.
func (s store) takeDeposit(ctx context.Context, shareID ident.ID, amount money.VND) error {
	if amount == 0 {
		return nil
	}
	_, err := s.db.Exec(ctx, "take off deposit", `UPDATE contract_shares SET deposit_held_vnd = deposit_held_vnd - ? WHERE id = ?`, amount, shareID)
	return err
}

func (s store) obligations(ctx context.Context, contractID ident.ID) ([]Obligation, error) {
	var out []Obligation
	err := s.db.Each(ctx, "read obligations", `
SELECT id, contract_id, share_id, delivery_id, kind, debtor_id, creditor_id, amount_vnd, due_on, at FROM payment_obligations
WHERE contract_id = ? ORDER BY at, id`, []any{contractID}, func(rows *sql.Rows) error {
		var o Obligation
		var delivery *ident.ID
		err := rows.Scan(&o.ID, &o.ContractID, &o.ShareID, &delivery, &o.Kind, &o.DebtorID, &o.CreditorID, &o.Amount, &o.DueOn, &o.At)
		if delivery != nil {
			o.DeliveryID = *delivery
		}
		out = append(out, o)
		return err
	})
	return out, err
}

// quote is the last value of an index published by a day; 0 if there is none.
func (s store) quote(ctx context.Context, index string, on time.Time) (value int64, err error) {
	if index == "" {
		return 0, nil
	}
	err = s.db.Each(ctx, "read price quote", `SELECT value_vnd FROM price_quotes WHERE index_code = ? AND quoted_on <= ? ORDER BY quoted_on DESC LIMIT 1`,
		[]any{index, day(on)}, func(rows *sql.Rows) error { return rows.Scan(&value) })
	return value, err
}

// keptSQL tells whether a delivery that is over was kept: in full within tolerance, and in
// time. What others took over before it came was called for all the same: who passes its
// goods on has not kept them.
const keptSQL = `d.status IN ('accepted', 'accepted_part')
    AND d.quantity + d.passed_on - d.accepted <= (d.quantity + d.passed_on) * c.tolerance_pct / 100
    AND (d.shipped_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date <= d.due_on`

// reliability sums the deliveries that are over, by cooperative.
func (s store) reliability(ctx context.Context, orgIDs []ident.ID) (map[ident.ID]Reliability, error) {
	out := map[ident.ID]Reliability{}
	err := s.db.Each(ctx, "reckon reliability", `
SELECT s.org_id, count(*),
  count(*) FILTER (WHERE `+keptSQL+`),
  count(*) FILTER (WHERE d.status = 'missed'),
  coalesce(sum(CASE WHEN d.status = 'cancelled' THEN 0 ELSE d.quantity END + d.passed_on), 0)::bigint, coalesce(sum(d.accepted), 0)::bigint
FROM contract_deliveries d JOIN contract_shares s ON s.id = d.share_id JOIN contracts c ON c.id = d.contract_id
WHERE s.org_id = ANY(?::uuid[]) AND (d.status IN ('accepted', 'accepted_part', 'rejected', 'missed') OR d.status = 'cancelled' AND d.passed_on > 0)
GROUP BY 1`,
		[]any{db.IDs(orgIDs)}, func(rows *sql.Rows) error {
			var id ident.ID
			var r Reliability
			err := rows.Scan(&id, &r.Deliveries, &r.Kept, &r.Missed, &r.Called, &r.Accepted)
			out[id] = r
			return err
		})
	return out, err
}

// checkPhotos refuses photos that are not of the delivery.
func (s store) checkPhotos(ctx context.Context, deliveryID ident.ID, ids []ident.ID) error {
	n := 0
	if err := s.db.Each(ctx, "look for photos", `SELECT count(*) FROM delivery_photos WHERE delivery_id = ? AND id = ANY(?::uuid[])`,
		[]any{deliveryID, db.IDs(ids)}, func(rows *sql.Rows) error { return rows.Scan(&n) }); err != nil {
		return err
	}
	if n != len(ids) {
		return ErrPhoto.At("/photos")
	}
	return nil
}
