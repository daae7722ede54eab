package promotion

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/db"
)

type store struct{ db *db.DB }

const voucherColumns = `v.id, v.code, v.org_id, v.name, v.campaign, v.kind, v.off, v.rate_bp, v.amount_vnd, v.cap_vnd, v.platform_bp, v.from_day, v.until_day,
v.min_spend_vnd, v.max_uses, v.max_uses_per_buyer, v.budget_vnd, to_json(v.org_ids), to_json(v.category_ids), to_json(v.product_ids),
v.sample, v.uses, v.spent_vnd, v.created_at, v.ended_at,
coalesce((SELECT json_agg(c.org_id) FROM voucher_consents c WHERE c.voucher_id = v.id), '[]')`

func scanVoucher(rows *sql.Rows, v *Voucher, more ...any) error {
	var org *ident.ID
	var ended *time.Time
	var orgs, categories, products, agreed db.FromJSON[[]ident.ID]
	err := rows.Scan(append([]any{
		&v.ID, &v.Code, &org, &v.Name, &v.Campaign, &v.Kind, &v.Off, &v.Rate, &v.Amount, &v.Cap, &v.PlatformShare, &v.From, &v.Until,
		&v.MinSpend, &v.MaxUses, &v.MaxUsesPerBuyer, &v.Budget, &orgs, &categories, &products,
		&v.Sample, &v.Uses, &v.Spent, &v.CreatedAt, &ended, &agreed,
	}, more...)...)
	if org != nil {
		v.OrgID = *org
	}
	if ended != nil {
		v.EndedAt = *ended
	}
	v.OrgIDs, v.CategoryIDs, v.ProductIDs, v.Agreed = orgs.V, categories.V, products.V, agreed.V
	return err
}

// list reads vouchers with what they cost by bearer.
func (s store) list(ctx context.Context, where string, args ...any) ([]Voucher, error) {
	var out []Voucher
	err := s.db.Each(ctx, "read vouchers", `
SELECT `+voucherColumns+`,
    coalesce((SELECT sum(u.cooperative_vnd) FROM voucher_uses u WHERE u.voucher_id = v.id AND u.given_back_at IS NULL), 0)::bigint,
    coalesce((SELECT sum(u.platform_vnd) FROM voucher_uses u WHERE u.voucher_id = v.id AND u.given_back_at IS NULL), 0)::bigint
FROM vouchers v `+where, args, func(rows *sql.Rows) error {
		var v Voucher
		err := scanVoucher(rows, &v, &v.Borne.Cooperative, &v.Borne.Platform)
		out = append(out, v)
		return err
	})
	return out, err
}

// borneBy adds up what vouchers cost on a cooperative's orders.
func (s store) borneBy(ctx context.Context, orgID ident.ID) (map[ident.ID]Shares, error) {
	out := map[ident.ID]Shares{}
	err := s.db.Each(ctx, "add up uses of vouchers", `
SELECT u.voucher_id, sum(u.cooperative_vnd)::bigint, sum(u.platform_vnd)::bigint FROM voucher_uses u WHERE u.org_id = ? AND u.given_back_at IS NULL GROUP BY 1`, []any{orgID},
		func(rows *sql.Rows) error {
			var id ident.ID
			var b Shares
			err := rows.Scan(&id, &b.Cooperative, &b.Platform)
			out[id] = b
			return err
		})
	return out, err
}

// byCode returns the voucher that each code means now, else the last it meant.
func (s store) byCode(ctx context.Context, codes []string) (map[string]Voucher, error) {
	out := map[string]Voucher{}
	err := s.db.Each(ctx, "find vouchers", `
SELECT DISTINCT ON (v.code) `+voucherColumns+` FROM vouchers v WHERE v.code IN (SELECT json_array_elements_text(?::json))
ORDER BY v.code, (v.ended_at IS NULL) DESC, v.created_at DESC`, []any{db.JSON{V: codes}}, func(rows *sql.Rows) error {
		var v Voucher
		err := scanVoucher(rows, &v)
		out[v.Code] = v
		return err
	})
	return out, err
}

// insert writes a voucher; false where its code is in use.
func (s store) insert(ctx context.Context, v Voucher, by ident.ID) (bool, error) {
	n, err := s.db.Exec(ctx, "make a voucher", `
INSERT INTO vouchers (id, code, org_id, name, campaign, kind, off, rate_bp, amount_vnd, cap_vnd, platform_bp, from_day, until_day,
    min_spend_vnd, max_uses, max_uses_per_buyer, budget_vnd, org_ids, category_ids, product_ids, sample, created_by, created_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::uuid[], ?::uuid[], ?::uuid[], ?, ?, ?) ON CONFLICT (code) WHERE ended_at IS NULL DO NOTHING`,
		v.ID, v.Code, idOrNull(v.OrgID), v.Name, v.Campaign, v.Kind, v.Off, v.Rate, v.Amount, v.Cap, v.PlatformShare,
		v.From.Format(time.DateOnly), v.Until.Format(time.DateOnly), v.MinSpend, v.MaxUses, v.MaxUsesPerBuyer, v.Budget,
		db.IDs(v.OrgIDs), db.IDs(v.CategoryIDs), db.IDs(v.ProductIDs), v.Sample, idOrNull(by), v.CreatedAt)
	return n == 1, err
}

func (s store) categories(ctx context.Context, slugs []string) ([]ident.ID, error) {
	var out []ident.ID
	err := s.db.Each(ctx, "find categories", `SELECT id FROM categories WHERE slug IN (SELECT json_array_elements_text(?::json)) ORDER BY id`,
		[]any{db.JSON{V: append([]string{}, slugs...)}}, func(rows *sql.Rows) error {
			var id ident.ID
			err := rows.Scan(&id)
			out = append(out, id)
			return err
		})
	return out, err
}

// scopeGood tells whether the cooperatives and products a voucher names are there, and
// the products the cooperative's own; a read model over party and catalog.
func (s store) scopeGood(ctx context.Context, v Voucher) (good bool, err error) {
	err = s.db.Each(ctx, "check what a voucher is for", `
SELECT (SELECT count(*) FROM organisations WHERE kind = 'cooperative' AND id = ANY(?::uuid[])) = ?
   AND (SELECT count(*) FROM products WHERE id = ANY(?::uuid[]) AND (?::uuid IS NULL OR org_id = ?::uuid)) = ?`,
		[]any{db.IDs(v.OrgIDs), len(v.OrgIDs), db.IDs(v.ProductIDs), idOrNull(v.OrgID), idOrNull(v.OrgID), len(v.ProductIDs)},
		func(rows *sql.Rows) error { return rows.Scan(&good) })
	return good, err
}

func (s store) end(ctx context.Context, orgID, id, by ident.ID, now time.Time) error {
	_, err := s.db.Exec(ctx, "end a voucher", `
UPDATE vouchers SET ended_at = ?, ended_by = ? WHERE id = ? AND org_id IS NOT DISTINCT FROM ?::uuid AND ended_at IS NULL`, now, idOrNull(by), id, idOrNull(orgID))
	return err
}

func (s store) agree(ctx context.Context, id, orgID, by ident.ID, now time.Time) error {
	_, err := s.db.Exec(ctx, "agree to share a voucher", `
INSERT INTO voucher_consents (voucher_id, org_id, agreed_by, agreed_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`, id, orgID, idOrNull(by), now)
	return err
}

func (s store) audit(ctx context.Context) ([]ident.ID, error) {
	var out []ident.ID
	err := s.db.Each(ctx, "audit vouchers", `
SELECT v.id FROM vouchers v LEFT JOIN (
    SELECT voucher_id, sum(granted_vnd) FILTER (WHERE given_back_at IS NULL) AS spent, count(DISTINCT purchase_id) FILTER (WHERE given_back_at IS NULL) AS uses
    FROM voucher_uses GROUP BY 1) u ON u.voucher_id = v.id
WHERE v.spent_vnd <> coalesce(u.spent, 0) OR v.uses <> coalesce(u.uses, 0) ORDER BY 1`, nil, func(rows *sql.Rows) error {
		var id ident.ID
		err := rows.Scan(&id)
		out = append(out, id)
		return err
	})
	return out, err
}

func idOrNull(id ident.ID) *ident.ID {
	if id == ident.Nil {
		return nil
	}
	return &id
}

// use is what a voucher takes off one order, and what it is to become.
type use struct {
	Shares

	voucherID, orderID, purchaseID ident.ID
	granted                        money.VND // set aside of the budget
	next                           Shares
}
