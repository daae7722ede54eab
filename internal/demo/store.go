package demo

import (
	"context"
	"database/sql"

	"github.com/chophien/chophien/internal/demo/catalogue"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/platform/db"
)

// store reads what is there already and fills the two tables that have no screen.
type store struct{ db *db.DB }

func (s *store) organisations(ctx context.Context) (map[string]ident.ID, error) {
	out := map[string]ident.ID{}
	err := s.db.Each(ctx, "read organisations", `SELECT slug, id FROM organisations`, nil, func(rows *sql.Rows) error {
		var slug string
		var id ident.ID
		err := rows.Scan(&slug, &id)
		out[slug] = id
		return err
	})
	return out, err
}

func (s *store) users(ctx context.Context) (map[string]bool, error) {
	out := map[string]bool{}
	err := s.db.Each(ctx, "read users", `SELECT email FROM users WHERE email IS NOT NULL`, nil, func(rows *sql.Rows) error {
		var email string
		err := rows.Scan(&email)
		out[email] = true
		return err
	})
	return out, err
}

// userByEmail is who has this address; ident.Nil: nobody.
func (s *store) userByEmail(ctx context.Context, email string) (id ident.ID, err error) {
	err = s.db.Each(ctx, "find a sample user", `SELECT id FROM users WHERE email = ?`, []any{email},
		func(rows *sql.Rows) error { return rows.Scan(&id) })
	return id, err
}

// pictureCounts counts the pictures of products and organisations by owner.
func (s *store) pictureCounts(ctx context.Context) (map[ident.ID]int, error) {
	out := map[ident.ID]int{}
	err := s.db.Each(ctx, "count pictures", `SELECT coalesce(product_id, org_id), count(*) FROM pictures GROUP BY 1`, nil,
		func(rows *sql.Rows) error {
			var id ident.ID
			var n int
			err := rows.Scan(&id, &n)
			out[id] = n
			return err
		})
	return out, err
}

func (s *store) putRegions(ctx context.Context, regions map[string][]catalogue.Unit) error {
	type row struct {
		Code   string `json:"code"`
		Region string `json:"region"`
	}
	var rows []row
	for region, provinces := range regions {
		for _, p := range provinces {
			rows = append(rows, row{Code: p.Code, Region: region})
		}
	}
	_, err := s.db.Exec(ctx, "write regions", `
INSERT INTO province_regions (province_code, region)
SELECT x.code, x.region FROM json_to_recordset(?::json) AS x (code text, region text) ON CONFLICT DO NOTHING`, db.JSON{V: rows})
	return err
}

func (s *store) putRates(ctx context.Context, shipping catalogue.Shipping) error {
	for _, z := range shipping.Zones {
		if _, err := s.db.Exec(ctx, "write shipping rates", `
INSERT INTO shipping_rates (zone, valid_from, first_g, first_vnd, step_g, step_vnd, cold_vnd, days_min, days_max)
VALUES (?, ?::date, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
			z.Zone, shipping.ValidFrom, z.FirstG, z.FirstVND, z.StepG, z.StepVND, z.ColdVND, z.DaysMin, z.DaysMax); err != nil {
			return err
		}
	}
	for _, c := range shipping.Remote.Communes {
		if _, err := s.db.Exec(ctx, "write remote communes",
			`INSERT INTO remote_communes (commune_code, fee_vnd, extra_days) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`,
			c.Code, shipping.Remote.FeeVND, shipping.Remote.ExtraDays); err != nil {
			return err
		}
	}
	return nil
}

func (s *store) putFreight(ctx context.Context, f catalogue.Freight) error {
	for _, b := range f.Bands {
		if _, err := s.db.Exec(ctx, "write freight rates", `
INSERT INTO freight_rates (valid_from, up_to_km, loading_vnd, vnd_per_tonne_km, is_sample) VALUES (?::date, ?, ?, ?, true) ON CONFLICT DO NOTHING`,
			f.ValidFrom, b.UpToKM, b.LoadingVND, b.PerTonneKM); err != nil {
			return err
		}
	}
	return nil
}

// anyContract tells whether a contract of the demo was ever loaded.
func (s *store) anyContract(ctx context.Context) (there bool, err error) {
	err = s.db.Each(ctx, "look for a sample contract", `SELECT EXISTS (SELECT 1 FROM contracts WHERE is_sample)`, nil,
		func(rows *sql.Rows) error { return rows.Scan(&there) })
	return there, err
}

// owners are people who own an organisation, acting for it.
func (s *store) owners(ctx context.Context) (map[ident.ID]party.Actor, error) {
	out := map[ident.ID]party.Actor{}
	err := s.db.Each(ctx, "read owners", `
SELECT DISTINCT ON (o.id) o.id, o.kind, o.status, o.short_name, u.id, u.full_name
FROM organisations o JOIN memberships m ON m.org_id = o.id AND m.role = 'owner' JOIN users u ON u.id = m.user_id ORDER BY o.id, u.created_at, u.id`,
		nil, func(rows *sql.Rows) error {
			m := party.Membership{Role: party.RoleOwner}
			var a party.Actor
			err := rows.Scan(&m.OrgID, &m.Kind, &m.Status, &m.Name, &a.UserID, &a.FullName)
			a.Memberships = []party.Membership{m}
			out[m.OrgID] = a
			return err
		})
	return out, err
}

// anyBulk tells whether anything of the demo's supply and demand was ever loaded.
func (s *store) anyBulk(ctx context.Context) (there bool, err error) {
	err = s.db.Each(ctx, "look for bulk samples",
		`SELECT EXISTS (SELECT 1 FROM capacities WHERE is_sample) OR EXISTS (SELECT 1 FROM demands WHERE is_sample)`, nil,
		func(rows *sql.Rows) error { return rows.Scan(&there) })
	return there, err
}

// deskThere tells of what somebody has put on the desks already.
type deskThere struct{ Tickets, Letters, Reports, Imports, Verifications, Returns bool }

func (s *store) onDesk(ctx context.Context) (d deskThere, err error) {
	err = s.db.Each(ctx, "look for samples at the desks", `
SELECT EXISTS (SELECT 1 FROM tickets), EXISTS (SELECT 1 FROM liaison_messages), EXISTS (SELECT 1 FROM review_reports),
       EXISTS (SELECT 1 FROM imports), EXISTS (SELECT 1 FROM verifications), EXISTS (SELECT 1 FROM return_cases)`, nil,
		func(rows *sql.Rows) error {
			return rows.Scan(&d.Tickets, &d.Letters, &d.Reports, &d.Imports, &d.Verifications, &d.Returns)
		})
	return d, err
}

// anyOrder tells whether an order of the demo with this note was ever loaded.
func (s *store) anyOrder(ctx context.Context, note string) (there bool, err error) {
	err = s.db.Each(ctx, "look for a sample order", `SELECT EXISTS (SELECT 1 FROM purchases WHERE note = ?)`, []any{note},
		func(rows *sql.Rows) error { return rows.Scan(&there) })
	return there, err
}

func (s *store) variantIDs(ctx context.Context) (map[string]ident.ID, error) {
	out := map[string]ident.ID{}
	err := s.db.Each(ctx, "read variants", `SELECT sku, id FROM variants`, nil, func(rows *sql.Rows) error {
		var sku string
		var id ident.ID
		err := rows.Scan(&sku, &id)
		out[sku] = id
		return err
	})
	return out, err
}

// members are the people of an organisation, owners first.
func (s *store) members(ctx context.Context, orgID ident.ID) ([]ident.ID, error) {
	var out []ident.ID
	err := s.db.Each(ctx, "read members", `SELECT user_id FROM memberships WHERE org_id = ? ORDER BY role <> 'owner', user_id`, []any{orgID},
		func(rows *sql.Rows) error {
			var id ident.ID
			err := rows.Scan(&id)
			out = append(out, id)
			return err
		})
	return out, err
}

// delivered are the sample orders of a cooperative that have arrived, the newest first.
func (s *store) delivered(ctx context.Context, orgID ident.ID) ([]deliveredOrder, error) {
	var out []deliveredOrder
	err := s.db.Each(ctx, "read delivered sample orders", `
SELECT o.id, o.purchase_id, l.id FROM orders o JOIN purchases p ON p.id = o.purchase_id JOIN order_lines l ON l.order_id = o.id
WHERE o.org_id = ? AND o.status = 'delivered' AND p.note = ? ORDER BY o.placed_at DESC`, []any{orgID, sampleNote},
		func(rows *sql.Rows) error {
			var o deliveredOrder
			err := rows.Scan(&o.ID, &o.PurchaseID, &o.LineID)
			out = append(out, o)
			return err
		})
	return out, err
}

// sampleReceipt begins the name of money that the samples count without a statement.
const sampleReceipt = "MAU-"

func (s *store) anyStatement(ctx context.Context, account ident.ID) (there bool, err error) {
	err = s.db.Each(ctx, "look for a statement", `SELECT EXISTS (SELECT 1 FROM bank_statements WHERE account_id = ?)`, []any{account},
		func(rows *sql.Rows) error { return rows.Scan(&there) })
	return there, err
}

// anyReceipt tells whether a sample has counted so much for a request.
func (s *store) anyReceipt(ctx context.Context, request ident.ID, amount money.VND) (there bool, err error) {
	err = s.db.Each(ctx, "look for a sample receipt", `
SELECT EXISTS (SELECT 1 FROM payment_receipts r JOIN payment_requests q ON q.id = r.request_id WHERE q.id = ? AND r.amount_vnd = ? AND r.external_id = ? || q.reference)`,
		[]any{request, amount, sampleReceipt}, func(rows *sql.Rows) error { return rows.Scan(&there) })
	return there, err
}

// moved lists the transfers that the samples count without a statement, the oldest first.
func (s *store) moved(ctx context.Context) ([]movement, error) {
	var out []movement
	err := s.db.Each(ctx, "read what the samples moved", `
SELECT r.at, r.amount_vnd, q.reference, coalesce(p.contact_name, g.legal_name, '') || ' chuyen tien'
FROM payment_receipts r JOIN payment_requests q ON q.id = r.request_id LEFT JOIN purchases p ON q.purpose = 'purchase' AND p.id = q.subject_id
LEFT JOIN organisations g ON g.id = q.payer_org_id WHERE r.external_id = ? || q.reference
UNION ALL SELECT ended_at, -amount_vnd, reference, substr(memo, length(reference) + 2) FROM payout_transfers WHERE state = 'paid' AND bank_reference = ? || reference
ORDER BY 1, 3`, []any{sampleReceipt, sampleReceipt}, func(rows *sql.Rows) error {
		var m movement
		var words string
		err := rows.Scan(&m.at, &m.amount, &m.text, &words)
		m.text += " " + plain(words)
		out = append(out, m)
		return err
	})
	return out, err
}

// awaited lists what the samples still have to pay by transfer.
func (s *store) awaited(ctx context.Context) ([]money.VND, error) {
	var out []money.VND
	err := s.db.Each(ctx, "read what the samples have to pay", `
SELECT q.amount_vnd - q.received_vnd FROM payment_requests q JOIN purchases p ON p.id = q.subject_id
WHERE q.purpose = 'purchase' AND q.method = 'bank_transfer' AND q.state = 'open' AND p.note = ?`, []any{transferNote},
		func(rows *sql.Rows) error {
			var due money.VND
			err := rows.Scan(&due)
			out = append(out, due)
			return err
		})
	return out, err
}

// parcel is a sample whose carrier took the money at the door.
type parcel struct {
	code, tracking  string
	total, shipping money.VND
}

func (s *store) collected(ctx context.Context) ([]parcel, error) {
	var out []parcel
	err := s.db.Each(ctx, "read parcels paid at the door", `
SELECT o.code, o.tracking_code, o.total_vnd, o.shipping_vnd FROM orders o JOIN purchases p ON p.id = o.purchase_id
WHERE o.status = 'delivered' AND o.tracking_code <> '' AND p.payment_method = 'cod' AND p.note = ? ORDER BY o.placed_at`, []any{sampleNote},
		func(rows *sql.Rows) error {
			var p parcel
			err := rows.Scan(&p.code, &p.tracking, &p.total, &p.shipping)
			out = append(out, p)
			return err
		})
	return out, err
}
