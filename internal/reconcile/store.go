package reconcile

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"

	"github.com/chophien/chophien/internal/bank"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/db"
)

type store struct{ db *db.DB }

func (s store) readLines(ctx context.Context, rest string, args ...any) ([]bank.Line, error) {
	var out []bank.Line
	err := s.db.Each(ctx, "read lines to explain", `SELECT `+bank.LineColumns+` FROM bank_lines l LEFT JOIN line_states s ON s.line_id = l.id `+rest, args,
		func(rows *sql.Rows) error {
			var l bank.Line
			err := bank.ScanLine(rows, &l)
			out = append(out, l)
			return err
		})
	return out, err
}

// open reads lines behind one that nobody has explained: new ones, and those that came since.
func (s store) open(ctx context.Context, after int64, since time.Time, limit int) ([]bank.Line, error) {
	return s.readLines(ctx, `
WHERE l.n > ? AND (s.line_id IS NULL OR s.state IN ('unmatched', 'suggested') AND l.created_at > ?) ORDER BY l.n LIMIT ?`, after, since, limit)
}

func (s store) line(ctx context.Context, id ident.ID) (bank.Line, error) {
	list, err := s.readLines(ctx, `WHERE l.id = ?`, id)
	if err == nil && len(list) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return bank.Line{}, err
	}
	return list[0], nil
}

// lock keeps others from deciding on a line, and returns how it stands now.
func (s store) lock(ctx context.Context, lineID ident.ID, now time.Time) (Standing, error) {
	if _, err := s.db.Exec(ctx, "note a line", `INSERT INTO line_states (line_id, state, updated_at) VALUES (?, 'unmatched', ?) ON CONFLICT (line_id) DO NOTHING`,
		lineID, now); err != nil {
		return Standing{}, err
	}
	var n nullable
	err := s.db.Each(ctx, "lock a line", `SELECT `+standingColumns+` FROM line_states s WHERE s.line_id = ? FOR UPDATE`, []any{lineID},
		func(rows *sql.Rows) error { return rows.Scan(n.into()...) })
	st := n.standing()
	st.LineID = lineID
	return st, err
}

const standingColumns = `s.state, s.version, s.request_id, s.reference, s.outcome, s.reason, s.note, s.decided_by, s.decided_at`

// nullable is standingColumns as the database has them: all null of a line that is new.
type nullable struct {
	state, reference, effect, reason, note *string

	version     *int64
	request, by *ident.ID
	at          *time.Time
}

func (n *nullable) into() []any {
	return []any{&n.state, &n.version, &n.request, &n.reference, &n.effect, &n.reason, &n.note, &n.by, &n.at}
}

func (n *nullable) standing() Standing {
	if n.state == nil {
		return Standing{State: StateNew}
	}
	st := Standing{State: State(*n.state), Version: *n.version, Reference: *n.reference, Effect: Effect(*n.effect), Reason: Reason(*n.reason), Note: *n.note}
	if n.request != nil {
		st.RequestID = *n.request
	}
	if n.by != nil {
		st.By = *n.by
	}
	if n.at != nil {
		st.At = *n.at
	}
	return st
}

// put writes a line's standing that the caller has locked.
func (s store) put(ctx context.Context, st Standing, now time.Time) error {
	var decided *time.Time
	if st.State == StateMatched || st.State == StateSetAside {
		decided = &now
	}
	if _, err := s.db.Exec(ctx, "write how a line stands", `
UPDATE line_states SET state = ?, version = version + 1, request_id = ?, reference = ?, outcome = ?, reason = ?, note = ?, decided_by = ?, decided_at = ?, updated_at = ?
WHERE line_id = ?`, st.State, idOrNull(st.RequestID), st.Reference, st.Effect, st.Reason, st.Note, idOrNull(st.By), decided, now, st.LineID); err != nil {
		return err
	}
	_, err := s.db.Exec(ctx, "drop suggestions", `DELETE FROM line_suggestions WHERE line_id = ?`, st.LineID)
	return err
}

// standsFor returns what a line came to, without its sign, that is explained so by a reference.
func (s store) standsFor(ctx context.Context, reference string, effect Effect) (amount money.VND, stands bool, err error) {
	err = s.db.Each(ctx, "look for a reference", `
SELECT abs(l.amount_vnd) FROM line_states s JOIN bank_lines l ON l.id = s.line_id WHERE s.reference = ? AND s.outcome = ? AND s.state = 'matched'`,
		[]any{reference, effect}, func(rows *sql.Rows) error {
			stands = true
			return rows.Scan(&amount)
		})
	return amount, stands, err
}

// lockReference makes those wait for one another who explain lines by one reference.
func (s store) lockReference(ctx context.Context, reference string) error {
	_, err := s.db.Exec(ctx, "lock a reference", `SELECT pg_advisory_xact_lock(hashtextextended('line_states:' || ?, 0))`, reference)
	return err
}

func (s store) lockAccount(ctx context.Context, id ident.ID) error {
	n, err := s.db.Exec(ctx, "lock a bank account", `SELECT 1 FROM bank_accounts WHERE id = ? FOR NO KEY UPDATE`, id)
	if err == nil && n == 0 {
		err = bank.ErrNoAccount
	}
	return err
}

// judged is a line for which nothing is certain.
type judged struct {
	lineID    ident.ID
	suggested []Suggestion
}

func (j judged) state() State {
	if len(j.suggested) > 0 {
		return StateSuggested
	}
	return StateUnmatched
}

// mark is what the suggestions of a line are compared by.
func (j judged) mark() string {
	var b strings.Builder
	for _, x := range j.suggested {
		fmt.Fprintf(&b, "%s:%d:%s;", x.RequestID, x.Score, strings.Join(x.Why, ","))
	}
	return b.String()
}

// keepVerdicts writes what changed since lines were judged last. Lines that somebody has
// decided on meanwhile stay as they are.
func (s store) keepVerdicts(ctx context.Context, list []judged, now time.Time) error {
	if len(list) == 0 {
		return nil
	}
	ids := make(db.IDs, len(list))
	for i, j := range list {
		ids[i] = j.lineID
	}
	was := map[ident.ID]string{}
	if err := s.db.Each(ctx, "read what was suggested", `
SELECT s.line_id, s.state || '|' || coalesce((SELECT string_agg(g.request_id || ':' || g.score || ':' || g.why || ';', '' ORDER BY g.score DESC, r.reference)
    FROM line_suggestions g LEFT JOIN payment_requests r ON r.id = g.request_id WHERE g.line_id = s.line_id), '')
FROM line_states s WHERE s.line_id = ANY(ARRAY(SELECT unnest(?::uuid[])))`, []any{ids}, func(rows *sql.Rows) error {
		var id ident.ID
		var mark string
		err := rows.Scan(&id, &mark)
		was[id] = mark
		return err
	}); err != nil {
		return err
	}
	type stateRow struct {
		ID    ident.ID `json:"id"`
		State State    `json:"state"`
	}
	type suggestionRow struct {
		Line    ident.ID `json:"line"`
		Request ident.ID `json:"request"`
		Score   int      `json:"score"`
		Why     string   `json:"why"`
	}
	var states []stateRow
	var suggestions []suggestionRow
	for _, j := range list {
		if mark, known := was[j.lineID]; known && mark == string(j.state())+"|"+j.mark() {
			continue
		}
		states = append(states, stateRow{j.lineID, j.state()})
		for _, x := range j.suggested {
			suggestions = append(suggestions, suggestionRow{j.lineID, x.RequestID, x.Score, strings.Join(x.Why, ",")})
		}
	}
	if len(states) == 0 {
		return nil
	}
	_, err := s.db.Exec(ctx, "write how lines stand", `
WITH want AS (SELECT * FROM json_to_recordset(?::json) AS x(id uuid, state text)),
put AS (
    INSERT INTO line_states AS t (line_id, state, updated_at) SELECT id, state, ?::timestamptz FROM want ORDER BY id
    ON CONFLICT (line_id) DO UPDATE SET state = excluded.state, version = t.version + 1, updated_at = excluded.updated_at WHERE t.state IN ('unmatched', 'suggested')
    RETURNING line_id),
gone AS (DELETE FROM line_suggestions WHERE line_id IN (SELECT line_id FROM put))
SELECT 1`, db.JSON{V: states}, now)
	if err != nil || len(suggestions) == 0 {
		return err
	}
	_, err = s.db.Exec(ctx, "write suggestions", `
INSERT INTO line_suggestions (line_id, request_id, score, why)
SELECT x.line, x.request, x.score, x.why FROM json_to_recordset(?::json) AS x(line uuid, request uuid, score smallint, why text)
JOIN line_states s ON s.line_id = x.line AND s.state = 'suggested' ON CONFLICT (line_id, request_id) DO NOTHING`, db.JSON{V: suggestions})
	return err
}

func idOrNull(id ident.ID) *ident.ID {
	if id == ident.Nil {
		return nil
	}
	return &id
}
