package contract

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/db"
)

type store struct{ db *db.DB }

func orNull(id ident.ID) any {
	if id == ident.Nil {
		return nil
	}
	return id
}

func timeOrNull(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t
}

func day(t time.Time) string { return t.Format(time.DateOnly) }

func fromNull(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return *t
}

// contractSQL reads contracts whole. Dates inside JSON are written the way Go reads them.
const contractSQL = `
SELECT c.id, c.code, c.demand_id, c.buyer_org_id, b.short_name, c.programme_id, c.status, c.title, c.document, c.version, c.created_at, c.updated_at,
  c.activated_at, c.ended_at, c.is_sample,
  json_build_object('Delivery', c.delivery, 'CommuneCode', c.commune_code, 'AddressLine', c.address_line, 'Payment', c.payment,
    'DepositPct', c.deposit_pct, 'CreditDays', c.credit_days, 'TolerancePct', c.tolerance_pct, 'ShortBP', c.short_penalty_bp,
    'LateBP', c.late_penalty_bp, 'MissAfterDays', c.miss_after_days, 'Substitution', c.substitution, 'Note', c.note),
  (SELECT json_agg(json_build_object('ID', s.id, 'OrgID', s.org_id, 'OrgName', g.short_name, 'LineID', s.line_id, 'TypeCode', s.type_code,
     'TypeName', json_build_object('VI', t.name_vi, 'EN', t.name_en), 'ProductID', coalesce(s.product_id, '00000000-0000-0000-0000-000000000000'),
     'Specification', s.specification, 'Unit', s.unit, 'CapacityID', s.capacity_id, 'LeadDays', s.lead_days, 'Price', s.price, 'DepositHeld', s.deposit_held_vnd,
     'Months', (SELECT json_agg(json_build_object('Month', to_char(p.month, 'YYYY-MM-DD"T00:00:00Z"'), 'Contracted', p.contracted,
          'Delivered', p.delivered, 'Forgiven', p.forgiven,
          'Claims', (SELECT json_agg(json_build_object('PeriodID', k.period_id, 'Quantity', k.quantity) ORDER BY k.period_id)
                     FROM contract_claims k WHERE k.share_id = p.share_id AND k.month = p.month),
          'Plan', (SELECT json_agg(json_build_object('DueOn', to_char(d.due_on, 'YYYY-MM-DD"T00:00:00Z"'), 'Quantity', d.quantity) ORDER BY d.due_on, d.id)
                   FROM contract_deliveries d WHERE d.share_id = p.share_id AND d.month = p.month AND d.status = 'planned')
        ) ORDER BY p.month) FROM contract_periods p WHERE p.share_id = s.id)) ORDER BY s.position)
   FROM contract_shares s JOIN organisations g ON g.id = s.org_id JOIN product_types t ON t.code = s.type_code WHERE s.contract_id = c.id)
FROM contracts c JOIN organisations b ON b.id = c.buyer_org_id `

func (s store) read(ctx context.Context, rest string, args ...any) ([]Contract, error) {
	var out []Contract
	err := s.db.Each(ctx, "read contracts", contractSQL+rest, args, func(rows *sql.Rows) error {
		var c Contract
		var demandID, programmeID *ident.ID
		var activated, ended *time.Time
		var terms db.FromJSON[Terms]
		var shares db.FromJSON[[]Share]
		if err := rows.Scan(&c.ID, &c.Code, &demandID, &c.BuyerOrgID, &c.BuyerName, &programmeID, &c.Status, &c.Title, &c.Document, &c.Version,
			&c.CreatedAt, &c.UpdatedAt, &activated, &ended, &c.Sample, &terms, &shares); err != nil {
			return err
		}
		if demandID != nil {
			c.DemandID = *demandID
		}
		if programmeID != nil {
			c.ProgrammeID = *programmeID
		}
		c.ActivatedAt, c.EndedAt, c.Terms, c.Shares = fromNull(activated), fromNull(ended), terms.V, shares.V
		out = append(out, c)
		return nil
	})
	return out, err
}

func (s store) byID(ctx context.Context, id ident.ID) (*Contract, error) {
	list, err := s.read(ctx, `WHERE c.id = ?`, id)
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, ErrNotFound
	}
	return &list[0], nil
}

// lock takes a contract for a change. Errors: ErrNotFound.
func (s store) lock(ctx context.Context, id ident.ID) (*Contract, error) {
	if _, err := s.db.Exec(ctx, "lock contract", `SELECT 1 FROM contracts WHERE id = ? FOR UPDATE`, id); err != nil {
		return nil, err
	}
	return s.byID(ctx, id)
}

func (s store) insert(ctx context.Context, c Contract, by ident.ID) error {
	t := c.Terms
	if _, err := s.db.Exec(ctx, "insert contract", `
INSERT INTO contracts (id, code, demand_id, buyer_org_id, programme_id, status, title, delivery, commune_code, address_line, payment, deposit_pct,
  credit_days, tolerance_pct, short_penalty_bp, late_penalty_bp, miss_after_days, substitution, note, is_sample, created_by, created_at, updated_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		c.ID, c.Code, orNull(c.DemandID), c.BuyerOrgID, orNull(c.ProgrammeID), c.Status, c.Title, t.Delivery, t.CommuneCode, t.AddressLine, t.Payment,
		t.DepositPct, t.CreditDays, t.TolerancePct, t.ShortBP, t.LateBP, t.MissAfterDays, t.Substitution, t.Note, c.Sample, orNull(by), c.CreatedAt, c.UpdatedAt); err != nil {
		return err
	}
	for i, share := range c.Shares {
		if err := s.insertShare(ctx, c.ID, share, i); err != nil {
			return err
		}
		if err := s.insertMonths(ctx, c, share, c.CreatedAt); err != nil {
			return err
		}
	}
	return nil
}

func (s store) insertShare(ctx context.Context, contractID ident.ID, h Share, position int) error {
	_, err := s.db.Exec(ctx, "insert share", `
INSERT INTO contract_shares (id, contract_id, org_id, line_id, type_code, product_id, specification, unit, capacity_id, lead_days, price, position)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		h.ID, contractID, h.OrgID, h.LineID, h.TypeCode, orNull(h.ProductID), h.Specification, h.Unit, h.CapacityID, h.LeadDays, db.JSON{V: h.Price}, position)
	return err
}

func (s store) insertMonths(ctx context.Context, c Contract, h Share, now time.Time) error {
	for _, m := range h.Months {
		if err := s.addMonth(ctx, h.ID, m.Month, m.Contracted); err != nil {
			return err
		}
		if err := s.addClaims(ctx, h.ID, m.Month, m.Claims); err != nil {
			return err
		}
		for _, p := range m.Plan {
			if err := s.insertDelivery(ctx, c.ID, h.ID, m.Month, p, now); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s store) addMonth(ctx context.Context, shareID ident.ID, month time.Time, contracted int64) error {
	_, err := s.db.Exec(ctx, "add month", `INSERT INTO contract_periods (share_id, month, contracted) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`,
		shareID, day(month), contracted)
	return err
}

func (s store) addClaims(ctx context.Context, shareID ident.ID, month time.Time, claims []Claim) error {
	for _, k := range claims {
		if _, err := s.db.Exec(ctx, "add claim", `
INSERT INTO contract_claims (share_id, month, period_id, quantity) VALUES (?, ?, ?, ?)
ON CONFLICT (share_id, month, period_id) DO UPDATE SET quantity = contract_claims.quantity + excluded.quantity`,
			shareID, day(month), k.PeriodID, k.Quantity); err != nil {
			return err
		}
	}
	return nil
}

// dropClaims gives back a quantity of a month's claims, the latest periods first.
func (s store) dropClaims(ctx context.Context, shareID ident.ID, month time.Time, quantity int64) error {
	type row struct {
		period ident.ID
		n      int64
	}
	var list []row
	if err := s.db.Each(ctx, "read claims", `
SELECT k.period_id, k.quantity FROM contract_claims k JOIN capacity_periods p ON p.id = k.period_id
WHERE k.share_id = ? AND k.month = ? ORDER BY p.starts_on DESC, k.period_id`, []any{shareID, day(month)}, func(rows *sql.Rows) error {
		var r row
		err := rows.Scan(&r.period, &r.n)
		list = append(list, r)
		return err
	}); err != nil {
		return err
	}
	for _, r := range list {
		drop := min(r.n, quantity)
		quantity -= drop
		statement := `UPDATE contract_claims SET quantity = quantity - ? WHERE share_id = ? AND month = ? AND period_id = ?`
		if drop == r.n {
			statement = `DELETE FROM contract_claims WHERE ? > 0 AND share_id = ? AND month = ? AND period_id = ?`
		}
		if drop > 0 {
			if _, err := s.db.Exec(ctx, "drop claim", statement, drop, shareID, day(month), r.period); err != nil {
				return err
			}
		}
	}
	return nil
}

// update writes the state of a contract and its terms.
func (s store) update(ctx context.Context, c Contract) error {
	t := c.Terms
	_, err := s.db.Exec(ctx, "change contract", `
UPDATE contracts SET status = ?, deposit_pct = ?, credit_days = ?, tolerance_pct = ?, short_penalty_bp = ?, late_penalty_bp = ?, miss_after_days = ?,
  substitution = ?, note = ?, document = ?, version = ?, updated_at = ?, activated_at = ?, ended_at = ? WHERE id = ?`,
		c.Status, t.DepositPct, t.CreditDays, t.TolerancePct, t.ShortBP, t.LateBP, t.MissAfterDays, t.Substitution, t.Note, c.Document, c.Version,
		c.UpdatedAt, timeOrNull(c.ActivatedAt), timeOrNull(c.EndedAt), c.ID)
	return err
}

func (s store) setPrice(ctx context.Context, shareID ident.ID, p Price) error {
	_, err := s.db.Exec(ctx, "set price", `UPDATE contract_shares SET price = ? WHERE id = ?`, db.JSON{V: p}, shareID)
	return err
}

func (s store) insertEvent(ctx context.Context, contractID ident.ID, e Event) error {
	_, err := s.db.Exec(ctx, "write timeline", `
INSERT INTO contract_events (contract_id, kind, actor_kind, actor_id, org_id, subject_id, note, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		contractID, e.Kind, e.By.Role, orNull(e.By.UserID), orNull(e.By.OrgID), orNull(e.Subject), e.Note, e.At)
	return err
}

func (s store) events(ctx context.Context, contractID ident.ID) ([]Event, error) {
	var out []Event
	err := s.db.Each(ctx, "read timeline", `SELECT kind, actor_kind, org_id, subject_id, note, at FROM contract_events WHERE contract_id = ? ORDER BY id`,
		[]any{contractID}, func(rows *sql.Rows) error {
			var e Event
			var org, subject *ident.ID
			err := rows.Scan(&e.Kind, &e.By.Role, &org, &subject, &e.Note, &e.At)
			if org != nil {
				e.By.OrgID = *org
			}
			if subject != nil {
				e.Subject = *subject
			}
			out = append(out, e)
			return err
		})
	return out, err
}

// adjustment is one change of a month's figures.
type adjustment struct {
	share      ident.ID
	month      time.Time
	kind       string
	contracted int64
	delivered  int64
	forgiven   int64
	delivery   ident.ID
}

func (s store) adjust(ctx context.Context, contractID ident.ID, a adjustment, now time.Time) error {
	if a.contracted == 0 && a.delivered == 0 && a.forgiven == 0 {
		return nil
	}
	if _, err := s.db.Exec(ctx, "adjust month", `
UPDATE contract_periods SET contracted = contracted + ?, delivered = delivered + ?, forgiven = forgiven + ? WHERE share_id = ? AND month = ?`,
		a.contracted, a.delivered, a.forgiven, a.share, day(a.month)); err != nil {
		return err
	}
	_, err := s.db.Exec(ctx, "record adjustment", `
INSERT INTO contract_adjustments (contract_id, share_id, month, kind, contracted, delivered, forgiven, delivery_id, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		contractID, a.share, day(a.month), a.kind, a.contracted, a.delivered, a.forgiven, orNull(a.delivery), now)
	return err
}
