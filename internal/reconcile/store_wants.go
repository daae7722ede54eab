package reconcile

import (
	"context"
	"database/sql"
	"strings"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
)

// selectWants reads requests that are paid by transfer, with who pays: the purchase's
// contact, or the firm.
const selectWants = `
SELECT r.id, r.reference, CASE WHEN r.state = 'open' THEN r.amount_vnd - r.received_vnd + r.returned_vnd ELSE 0 END, r.state,
    coalesce(p.contact_name, g.legal_name, ''), coalesce(p.contact_phone, ''), coalesce(p.code, '')
FROM payment_requests r LEFT JOIN purchases p ON r.purpose = 'purchase' AND p.id = r.subject_id LEFT JOIN organisations g ON g.id = r.payer_org_id `

// mostOpen bounds the open requests that are looked at; far more than a market of this size has at once.
const mostOpen = 50_000

func (s store) wants(ctx context.Context, rest string, args ...any) ([]Want, error) {
	var out []Want
	err := s.db.Each(ctx, "read what is waited for", selectWants+rest, args, func(rows *sql.Rows) error {
		var w Want
		err := rows.Scan(&w.RequestID, &w.Reference, &w.Due, &w.State, &w.Name, &w.Phone, &w.Code)
		out = append(out, w)
		return err
	})
	return out, err
}

func (s store) openWants(ctx context.Context) ([]Want, error) {
	return s.wants(ctx, `WHERE r.state = 'open' AND r.method = 'bank_transfer' ORDER BY r.expires_at DESC LIMIT ?`, mostOpen)
}

// wantsNamed finds requests of any state and method by their references.
func (s store) wantsNamed(ctx context.Context, references []string) ([]Want, error) {
	if len(references) == 0 {
		return nil, nil
	}
	return s.wants(ctx, `WHERE r.reference = ANY(ARRAY(SELECT unnest(string_to_array(?, ','))))`, strings.Join(references, ","))
}

func (s store) want(ctx context.Context, id ident.ID) (Want, error) {
	list, err := s.wants(ctx, `WHERE r.id = ?`, id)
	if err == nil && len(list) == 0 {
		err = ErrNoRequest
	}
	if err != nil {
		return Want{}, err
	}
	return list[0], nil
}

// findWants looks requests up by reference, code, name or amount: open ones first, then
// the newest of the others.
func (s store) findWants(ctx context.Context, q string, amount money.VND, limit int) ([]Want, error) {
	return s.wants(ctx, `
WHERE r.method = 'bank_transfer' AND (
    (? <> '' AND (upper(r.reference) LIKE ? OR upper(coalesce(p.code, '')) LIKE ? OR lower(unaccent(coalesce(p.contact_name, g.legal_name, ''))) LIKE ? OR coalesce(p.contact_phone, '') LIKE ?))
    OR (?::bigint > 0 AND ?::bigint IN (r.amount_vnd, r.amount_vnd - r.received_vnd + r.returned_vnd)))
ORDER BY (r.state <> 'open'), r.created_at DESC LIMIT ?`,
		q, contains(strings.ToUpper(strings.ReplaceAll(q, " ", ""))), contains(strings.ToUpper(strings.ReplaceAll(q, " ", ""))), contains(fold(q)),
		phonePattern(q), int64(amount), int64(amount), limit)
}

func contains(s string) string {
	return "%" + strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(s) + "%"
}

// phonePattern matches nothing where q holds too few digits to be part of a number.
func phonePattern(q string) string {
	d := strings.TrimPrefix(digitsOf(q), "0")
	if len(d) < 6 || len(d) != len(digitsOf(q)) && len(d)+1 != len(digitsOf(q)) || strings.ContainsFunc(q, func(r rune) bool { return r >= 'A' }) {
		return "-"
	}
	return "%" + d + "%"
}
