package commission

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/db"
)

type store struct{ db *db.DB }

const ruleColumns = `id, org_id, category_id, campaign, rate_bp, from_day, until_day, reason, created_by, created_at, version`

func (s store) list(ctx context.Context, where string, args ...any) ([]Rule, error) {
	var out []Rule
	err := s.db.Each(ctx, "read commission rules", `SELECT `+ruleColumns+` FROM commission_rules `+where, args, func(rows *sql.Rows) error {
		var r Rule
		var until *time.Time
		var by *ident.ID
		err := rows.Scan(&r.ID, &r.OrgID, &r.CategoryID, &r.Campaign, &r.Rate, &r.From, &until, &r.Reason, &by, &r.CreatedAt, &r.Version)
		if until != nil {
			r.Until = *until
		}
		if by != nil {
			r.CreatedBy = *by
		}
		out = append(out, r)
		return err
	})
	return out, err
}

func (s store) rules(ctx context.Context) ([]Rule, error) {
	return s.list(ctx, `ORDER BY created_at DESC, id DESC LIMIT 1000`)
}

// rulesOn reads what can fit a cooperative's goods on a day.
func (s store) rulesOn(ctx context.Context, orgID ident.ID, day time.Time) ([]Rule, error) {
	return s.list(ctx, `WHERE org_id IN (?, ?) AND daterange(from_day, until_day, '[]') @> ?::date ORDER BY id`,
		orgID, ident.Nil, day.Format(time.DateOnly))
}

func (s store) lock(ctx context.Context, id ident.ID) (Rule, error) {
	list, err := s.list(ctx, `WHERE id = ? FOR UPDATE`, id)
	if err != nil || len(list) == 0 {
		if err == nil {
			err = ErrNotFound
		}
		return Rule{}, err
	}
	return list[0], nil
}

func (s store) insert(ctx context.Context, r Rule) error { return overlap(s.put(ctx, r, "")) }

func (s store) load(ctx context.Context, r Rule) error {
	return s.put(ctx, r, ` ON CONFLICT DO NOTHING`)
}

func (s store) put(ctx context.Context, r Rule, conflict string) error {
	_, err := s.db.Exec(ctx, "add a commission rule", `
INSERT INTO commission_rules (id, org_id, category_id, campaign, rate_bp, from_day, until_day, reason, created_by, created_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`+conflict,
		r.ID, r.OrgID, r.CategoryID, r.Campaign, r.Rate, r.From.Format(time.DateOnly), dayOrNull(r.Until), r.Reason, idOrNull(r.CreatedBy), r.CreatedAt)
	return err
}

func (s store) end(ctx context.Context, r Rule, actorID ident.ID) error {
	_, err := s.db.Exec(ctx, "end a commission rule", `UPDATE commission_rules SET until_day = ?, ended_by = ?, version = ? WHERE id = ?`,
		dayOrNull(r.Until), idOrNull(actorID), r.Version, r.ID)
	return overlap(err)
}

func overlap(err error) error {
	if db.Constraint(err) == "commission_rules_one_ex" {
		return ErrOverlap
	}
	return err
}

func (s store) insertCharge(ctx context.Context, c Charge) (bool, error) {
	n, err := s.db.Exec(ctx, "charge a commission", `
INSERT INTO commission_charges (order_id, org_id, bought_on, base_vnd, amount_vnd, lines, charged_at) VALUES (?, ?, ?, ?, ?, ?::jsonb, ?)
ON CONFLICT (order_id) DO NOTHING`,
		c.OrderID, c.OrgID, c.BoughtOn.Format(time.DateOnly), c.Base, c.Amount, db.JSON{V: c.Shares}, c.At)
	return n == 1, err
}

func (s store) charge(ctx context.Context, orderID ident.ID) (c Charge, err error) {
	err = s.db.Each(ctx, "read a commission", `
SELECT order_id, org_id, bought_on, base_vnd, amount_vnd, lines, charged_at FROM commission_charges WHERE order_id = ?`, []any{orderID},
		func(rows *sql.Rows) error {
			var shares db.FromJSON[[]Share]
			err := rows.Scan(&c.OrderID, &c.OrgID, &c.BoughtOn, &c.Base, &c.Amount, &shares, &c.At)
			c.Shares = shares.V
			return err
		})
	return c, err
}

func dayOrNull(day time.Time) *string {
	if day.IsZero() {
		return nil
	}
	text := day.Format(time.DateOnly)
	return &text
}

func idOrNull(id ident.ID) *ident.ID {
	if id == ident.Nil {
		return nil
	}
	return &id
}
