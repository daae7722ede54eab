package reconcile

import (
	"context"
	"database/sql"
	"strings"

	"github.com/chophien/chophien/internal/bank"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/db"
)

// whereOf is a filter as SQL over bank_lines l and line_states s.
func whereOf(f Filter) (where string, args []any) {
	parts := []string{"true"}
	switch f.State {
	case "":
	case StateUnmatched:
		parts = append(parts, `(s.line_id IS NULL OR s.state = 'unmatched')`)
	case StateNew:
		parts = append(parts, `s.line_id IS NULL`)
	case StateSuggested, StateMatched, StateSetAside:
		parts, args = append(parts, `s.state = ?`), append(args, f.State)
	}
	if f.StatementID != ident.Nil {
		parts = append(parts, `l.id IN (SELECT line_id FROM bank_statement_lines WHERE statement_id = ?)`)
		args = append(args, f.StatementID)
	}
	return strings.Join(parts, " AND "), args
}

func (s store) counts(ctx context.Context, f Filter) (c Counts, err error) {
	where, args := whereOf(f)
	err = s.db.Each(ctx, "count lines", `
SELECT count(*) FILTER (WHERE s.line_id IS NULL), count(*) FILTER (WHERE s.state = 'unmatched'), count(*) FILTER (WHERE s.state = 'suggested'),
    count(*) FILTER (WHERE s.state = 'matched'), count(*) FILTER (WHERE s.state = 'set_aside'),
    coalesce(sum(l.amount_vnd) FILTER (WHERE coalesce(s.state, 'new') IN ('new', 'unmatched', 'suggested') AND l.amount_vnd > 0), 0)::bigint,
    coalesce(-sum(l.amount_vnd) FILTER (WHERE coalesce(s.state, 'new') IN ('new', 'unmatched', 'suggested') AND l.amount_vnd < 0), 0)::bigint
FROM bank_lines l LEFT JOIN line_states s ON s.line_id = l.id WHERE `+where, args, func(rows *sql.Rows) error {
		return rows.Scan(&c.New, &c.Unmatched, &c.Suggested, &c.Matched, &c.SetAside, &c.OpenIn, &c.OpenOut)
	})
	return c, err
}

const selectViews = `
SELECT ` + bank.LineColumns + `, ` + standingColumns + `, a.bank, a.number, coalesce(u.full_name, ''), coalesce(p.contact_name, g.legal_name, ''), coalesce(p.code, ''), coalesce(r.state, '')
FROM bank_lines l JOIN bank_accounts a ON a.id = l.account_id LEFT JOIN line_states s ON s.line_id = l.id LEFT JOIN users u ON u.id = s.decided_by
LEFT JOIN payment_requests r ON r.id = s.request_id LEFT JOIN purchases p ON r.purpose = 'purchase' AND p.id = r.subject_id
LEFT JOIN organisations g ON g.id = r.payer_org_id WHERE `

// scanView reads a row of selectViews.
func scanView(rows *sql.Rows) (View, error) {
	var v View
	var w Want
	var st nullable
	err := bank.ScanLine(rows, &v.Line, append(st.into(), &v.Bank, &v.Number, &v.ByName, &w.Name, &w.Code, &w.State)...)
	if err != nil {
		return v, err
	}
	v.Standing = st.standing()
	v.LineID = v.Line.ID
	if v.RequestID != ident.Nil {
		w.RequestID, w.Reference = v.RequestID, v.Reference
		v.Want = &w
	}
	return v, nil
}

func (s store) viewsWhere(ctx context.Context, rest string, args []any, each func(View) error) error {
	return s.db.Each(ctx, "read lines", selectViews+rest, args, func(rows *sql.Rows) error {
		v, err := scanView(rows)
		if err != nil {
			return err
		}
		return each(v)
	})
}

func (s store) views(ctx context.Context, f Filter, from place, limit int) ([]View, error) {
	where, args := whereOf(f)
	var out []View
	err := s.viewsWhere(ctx, where+` AND (l.day, l.n) < (?::date, ?) ORDER BY l.day DESC, l.n DESC LIMIT ?`, append(args, from.day, from.n, limit),
		func(v View) error { out = append(out, v); return nil })
	return out, err
}

func (s store) viewOf(ctx context.Context, id ident.ID) ([]View, error) {
	var out []View
	err := s.viewsWhere(ctx, `l.id = ?`, []any{id}, func(v View) error { out = append(out, v); return nil })
	return out, err
}

func (s store) eachView(ctx context.Context, f Filter, each func(View) error) error {
	where, args := whereOf(f)
	return s.viewsWhere(ctx, where+` ORDER BY l.day, l.n`, args, each)
}

// addSuggestions fills in what was suggested, the likeliest first, as requests stand now.
func (s store) addSuggestions(ctx context.Context, list []View) error {
	ids, at := make(db.IDs, 0, len(list)), map[ident.ID]int{}
	for i, v := range list {
		if v.State == StateSuggested {
			ids = append(ids, v.Line.ID)
			at[v.Line.ID] = i
		}
	}
	if len(ids) == 0 {
		return nil
	}
	return s.db.Each(ctx, "read suggestions", `
SELECT x.line_id, x.score, x.why, w.* FROM line_suggestions x JOIN LATERAL (`+selectWants+`WHERE r.id = x.request_id) w ON true
WHERE x.line_id = ANY(ARRAY(SELECT unnest(?::uuid[]))) ORDER BY x.line_id, x.score DESC, w.reference`, []any{ids}, func(rows *sql.Rows) error {
		var line ident.ID
		var g Suggestion
		var why string
		err := rows.Scan(&line, &g.Score, &why, &g.RequestID, &g.Reference, &g.Due, &g.State, &g.Name, &g.Phone, &g.Code)
		g.Why = strings.Split(why, ",")
		v := &list[at[line]]
		v.Suggested = append(v.Suggested, g)
		return err
	})
}
