package exchange

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/platform/db"
)

type store struct{ db *db.DB }

func (s store) insert(ctx context.Context, i Import, data, sum []byte) error {
	_, err := s.db.Exec(ctx, "keep a file to import", `
INSERT INTO imports (id, org_id, file_name, file, sha256, size_bytes, encoding, state, created_by, created_at, updated_at)
VALUES (?, ?, ?, ?, ?, ?, ?, 'checking', ?, ?, ?)`,
		i.ID, i.OrgID, i.FileName, data, sum, i.Size, i.Encoding, orNull(i.CreatedBy), i.CreatedAt, i.CreatedAt)
	return err
}

const importColumns = `i.id, i.org_id, i.file_name, i.size_bytes, i.encoding, i.state, coalesce(i.mode, ''), i.rows_read, i.rows_new, i.rows_changed, i.rows_same,
  i.rows_faulty, i.rows_applied, i.failure, coalesce(u.full_name, ''), coalesce(i.created_by, '00000000-0000-0000-0000-000000000000'), i.created_at,
  coalesce(i.ended_at, '0001-01-01'), i.applied_through, i.cancel_asked`

// locked is an import under its lock, with how far taking over has come.
type locked struct {
	Import

	appliedThrough int
	cancelAsked    bool
}

func (s store) scan(ctx context.Context, doing, where string, args ...any) ([]locked, error) {
	var out []locked
	err := s.db.Each(ctx, doing, `SELECT `+importColumns+` FROM imports i LEFT JOIN users u ON u.id = i.created_by WHERE `+where, args, func(rows *sql.Rows) error {
		var i locked
		var failure db.FromJSON[*struct{ VI, EN string }]
		c := &i.Counts
		err := rows.Scan(&i.ID, &i.OrgID, &i.FileName, &i.Size, &i.Encoding, &i.State, &i.Mode, &c.Read, &c.New, &c.Changed, &c.Same,
			&c.Faulty, &c.Applied, &failure, &i.By, &i.CreatedBy, &i.CreatedAt, &i.EndedAt, &i.appliedThrough, &i.cancelAsked)
		if failure.V != nil {
			i.Failure = &apperr.Text{VI: failure.V.VI, EN: failure.V.EN}
		}
		if i.EndedAt.Year() <= 1 {
			i.EndedAt = time.Time{}
		}
		out = append(out, i)
		return err
	})
	return out, err
}

func (s store) imports(ctx context.Context, where string, args ...any) ([]Import, error) {
	found, err := s.scan(ctx, "read imports", where, args...)
	out := make([]Import, len(found))
	for k := range found {
		out[k] = found[k].Import
	}
	return out, err
}

func (s store) list(ctx context.Context, orgID ident.ID, after *keyset.TimeID, limit int) ([]Import, error) {
	if after == nil {
		return s.imports(ctx, `i.org_id = ? ORDER BY i.created_at DESC, i.id DESC LIMIT ?`, orgID, limit)
	}
	return s.imports(ctx, `i.org_id = ? AND (i.created_at, i.id) < (?, ?) ORDER BY i.created_at DESC, i.id DESC LIMIT ?`, orgID, after.At, after.ID, limit)
}

// byID is for jobs, which act for no organisation; nil when it is gone.
func (s store) byID(ctx context.Context, id ident.ID) (*Import, error) {
	found, err := s.imports(ctx, `i.id = ?`, id)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return &found[0], nil
}

// lock lets whoever works on an import take turns. The progress of one that is taken
// over as a whole is written beside this lock, so it is one of its own. Errors: ErrNotFound.
func (s store) lock(ctx context.Context, orgID, id ident.ID) (locked, error) {
	if _, err := s.db.Exec(ctx, "lock import", `SELECT pg_advisory_xact_lock(hashtextextended(?, 7))`, id.String()); err != nil {
		return locked{}, err
	}
	found, err := s.scan(ctx, "lock import", `i.id = ? AND i.org_id = ?`, id, orgID)
	if err == nil && len(found) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return locked{}, err
	}
	return found[0], nil
}

func (s store) file(ctx context.Context, id ident.ID) (*Import, []byte, error) {
	i, err := s.byID(ctx, id)
	if err != nil || i == nil {
		return nil, nil, err
	}
	var data []byte
	err = s.db.Each(ctx, "read an imported file", `SELECT file FROM imports WHERE id = ?`, []any{id}, func(rows *sql.Rows) error { return rows.Scan(&data) })
	return i, data, err
}

func (s store) clearRows(ctx context.Context, id ident.ID) error {
	_, err := s.db.Exec(ctx, "clear rows of an import", `DELETE FROM import_rows WHERE import_id = ?`, id)
	return err
}

// keep stores decided rows with the counts so far, and tells whether to stop.
func (s store) keep(ctx context.Context, id ident.ID, rows []Row, c Counts, now time.Time) (cancelled bool, err error) {
	err = s.db.InTx(ctx, func(ctx context.Context) error {
		tx, err := db.PgxTx(ctx)
		if err != nil {
			return fmt.Errorf("keep rows: %w", err)
		}
		if _, err := tx.CopyFrom(ctx, pgx.Identifier{"import_rows"},
			[]string{"import_id", "at", "sheet", "line", "kind", "outcome", "label", "input", "changes", "faults"},
			pgx.CopyFromSlice(len(rows), func(k int) ([]any, error) {
				r := rows[k]
				var input any
				if r.input != nil {
					input = []byte(r.input)
				}
				return []any{id, r.At, r.Sheet, r.Line, string(r.Kind), string(r.Outcome), r.Label, input, []byte(encode(list(r.Changes))), []byte(encode(list(r.Faults)))}, nil
			})); err != nil {
			return fmt.Errorf("keep rows: %w", err)
		}
		return s.db.Each(ctx, "tell how far a check is", `
UPDATE imports SET rows_read = ?, rows_new = ?, rows_changed = ?, rows_same = ?, rows_faulty = ?, updated_at = ? WHERE id = ? RETURNING cancel_asked`,
			[]any{c.Read, c.New, c.Changed, c.Same, c.Faulty, now, id}, func(rows *sql.Rows) error { return rows.Scan(&cancelled) })
	})
	return cancelled, err
}

func list[T any](l []T) []T {
	if l == nil {
		return []T{}
	}
	return l
}

// checked ends a check: with nothing to change and nothing wrong the import is done.
func (s store) checked(ctx context.Context, id ident.ID, c Counts, now time.Time) error {
	if c.New+c.Changed+c.Faulty == 0 {
		return s.end(ctx, id, StateDone, nil, now)
	}
	_, err := s.db.Exec(ctx, "end a check", `UPDATE imports SET state = 'checked', file = NULL, updated_at = ? WHERE id = ? AND state = 'checking'`, now, id)
	return err
}

func (s store) end(ctx context.Context, id ident.ID, state State, fault *apperr.Error, now time.Time) error {
	_, err := s.db.Exec(ctx, "end an import", `
UPDATE imports SET state = ?, failure = ?::jsonb, file = NULL, ended_at = ?, updated_at = ? WHERE id = ? AND ended_at IS NULL`,
		state, failureOf(fault), now, now, id)
	return err
}

func failureOf(e *apperr.Error) any {
	if e == nil {
		return nil
	}
	return db.JSON{V: map[string]string{"code": e.Code, "VI": e.Text.VI, "EN": e.Text.EN}}
}

func (s store) start(ctx context.Context, id ident.ID, mode Mode, now time.Time) error {
	_, err := s.db.Exec(ctx, "start an import", `UPDATE imports SET state = 'applying', mode = ?, failure = NULL, updated_at = ? WHERE id = ?`, mode, now, id)
	if db.Constraint(err) == "imports_one_writes_idx" {
		return ErrBusy
	}
	return err
}

func (s store) askCancel(ctx context.Context, id ident.ID) error {
	_, err := s.db.Exec(ctx, "ask an import to stop", `UPDATE imports SET cancel_asked = true WHERE id = ?`, id)
	return err
}

// progress tells how far taking over is, and whether to stop.
func (s store) progress(ctx context.Context, id ident.ID, applied int) (cancelled bool, err error) {
	err = s.db.Each(ctx, "tell how far an import is", `UPDATE imports SET rows_applied = ? WHERE id = ? RETURNING cancel_asked`,
		[]any{applied, id}, func(rows *sql.Rows) error { return rows.Scan(&cancelled) })
	return cancelled, err
}

// applied records rows that were taken over, up to a place; faulty of them turned out bad.
func (s store) applied(ctx context.Context, id ident.ID, through, applied, faulty int, done bool, now time.Time) error {
	if _, err := s.db.Exec(ctx, "record rows taken over", `
UPDATE imports SET applied_through = ?, rows_applied = ?, rows_faulty = rows_faulty + ?, updated_at = ? WHERE id = ?`, through, applied, faulty, now, id); err != nil {
		return err
	}
	if done {
		return s.end(ctx, id, StateDone, nil, now)
	}
	return nil
}

func (s store) markFaulty(ctx context.Context, id ident.ID, bad badRows) error {
	type row struct {
		At    int   `json:"at"`
		Fault Fault `json:"fault"`
	}
	if len(bad) == 0 {
		return nil
	}
	rows := make([]row, 0, len(bad))
	for at, e := range bad {
		if len(e.Fields) > 0 { // of a declaration as a whole: the first says it
			e = apperr.New(e.Kind, e.Fields[0].Code, e.Fields[0].Text.VI, e.Fields[0].Text.EN)
		}
		rows = append(rows, row{At: at, Fault: faultOf("", e)})
	}
	_, err := s.db.Exec(ctx, "mark rows that changed meanwhile", `
UPDATE import_rows r SET outcome = 'faulty', input = NULL, faults = jsonb_build_array(x.fault
  || jsonb_build_object('cell', CASE WHEN r.sheet = '' THEN '' ELSE r.sheet || '!' END || 'A' || r.line))
FROM jsonb_to_recordset(?::jsonb) AS x (at integer, fault jsonb) WHERE r.import_id = ? AND r.at = x.at`, db.JSON{V: rows}, id)
	return err
}

// backToChecked leaves an import of which nothing was taken over waiting again.
func (s store) backToChecked(ctx context.Context, id ident.ID, bad badRows, why *apperr.Error, now time.Time) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		if err := s.markFaulty(ctx, id, bad); err != nil {
			return err
		}
		_, err := s.db.Exec(ctx, "put an import back", `
UPDATE imports i SET state = 'checked', mode = NULL, rows_applied = 0, applied_through = -1, failure = ?::jsonb, updated_at = ?,
  rows_faulty = n.faulty, rows_new = n.new, rows_changed = n.changed
FROM (SELECT count(*) FILTER (WHERE outcome = 'faulty') AS faulty, count(*) FILTER (WHERE outcome = 'new') AS new,
        count(*) FILTER (WHERE outcome = 'changed') AS changed FROM import_rows WHERE import_id = ?) n
WHERE i.id = ? AND i.state = 'applying'`, failureOf(why), now, id, id)
		return err
	})
}

// pending lists rows to take over, behind a place.
func (s store) pending(ctx context.Context, id ident.ID, after, limit int) ([]Row, error) {
	return s.read(ctx, `import_id = ? AND at > ? AND outcome IN ('new', 'changed') ORDER BY at LIMIT ?`, id, after, limit)
}

// rows lists rows from a place on: of an outcome, else all that change or are faulty.
func (s store) rows(ctx context.Context, id ident.ID, outcome Outcome, from, limit int) ([]Row, error) {
	if outcome == "" {
		return s.read(ctx, `import_id = ? AND at >= ? AND outcome <> 'same' ORDER BY at LIMIT ?`, id, from, limit)
	}
	return s.read(ctx, `import_id = ? AND at >= ? AND outcome = ? ORDER BY at LIMIT ?`, id, from, outcome, limit)
}

func (s store) read(ctx context.Context, where string, args ...any) ([]Row, error) {
	var out []Row
	err := s.db.Each(ctx, "read rows of an import", `SELECT at, sheet, line, kind, outcome, label, input, changes, faults FROM import_rows WHERE `+where, args, func(rows *sql.Rows) error {
		var r Row
		var input db.FromJSON[json.RawMessage]
		var changes db.FromJSON[[]Change]
		var faults db.FromJSON[[]Fault]
		err := rows.Scan(&r.At, &r.Sheet, &r.Line, &r.Kind, &r.Outcome, &r.Label, &input, &changes, &faults)
		r.input, r.Changes, r.Faults = input.V, changes.V, faults.V
		out = append(out, r)
		return err
	})
	return out, err
}

// forget drops the rows of imports that ended before a moment.
func (s store) forget(ctx context.Context, before time.Time) error {
	_, err := s.db.Exec(ctx, "forget rows of old imports", `DELETE FROM import_rows r USING imports i WHERE i.id = r.import_id AND i.ended_at < ?`, before)
	return err
}

type category struct{ slug, vi, en string }

func (s store) categories(ctx context.Context) ([]category, error) {
	var out []category
	err := s.db.Each(ctx, "read categories", `SELECT slug, name_vi, name_en FROM categories ORDER BY position, slug`, nil, func(rows *sql.Rows) error {
		var c category
		err := rows.Scan(&c.slug, &c.vi, &c.en)
		out = append(out, c)
		return err
	})
	return out, err
}

func orNull(id ident.ID) *ident.ID {
	if id == ident.Nil {
		return nil
	}
	return &id
}
