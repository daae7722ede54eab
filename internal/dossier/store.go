package dossier

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/db"
)

// store owns the dossiers' tables and reads names beside them.
type store struct{ db *db.DB }

func orNull(id ident.ID) *ident.ID {
	if id == ident.Nil {
		return nil
	}
	return &id
}

func timeOrNull(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

func (s store) lock(ctx context.Context, id ident.ID) error {
	return s.db.Each(ctx, "lock dossier", `SELECT id FROM dossiers WHERE id = ? FOR NO KEY UPDATE`, []any{id}, func(*sql.Rows) error { return nil })
}

func (s store) insert(ctx context.Context, d Dossier, by ident.ID) error {
	_, err := s.db.Exec(ctx, "write dossier", `
INSERT INTO dossiers (id, code, org_id, product_id, kind, previous_id, status, rule_set, subgroup, target_stars, certificate_id, is_sample, version,
  created_by, created_at, submitted_at, certified_at, updated_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		d.ID, d.Code, d.OrgID, d.ProductID, d.Kind, orNull(d.PreviousID), d.Status, d.RuleSet, d.Subgroup, d.TargetStars, orNull(d.CertificateID),
		d.Sample, d.Version, orNull(by), d.CreatedAt, timeOrNull(d.SubmittedAt), timeOrNull(d.CertifiedAt), d.UpdatedAt)
	if db.Constraint(err) == "dossiers_open_key" {
		return ErrOpen
	}
	if err != nil {
		return err
	}
	return s.insertEvent(ctx, d.ID, d.Status, by, "", d.CreatedAt)
}

func (s store) insertEvent(ctx context.Context, id ident.ID, st Status, by ident.ID, note string, at time.Time) error {
	_, err := s.db.Exec(ctx, "write dossier's timeline", `INSERT INTO dossier_events (dossier_id, status, actor_id, note, at) VALUES (?, ?, ?, ?, ?)`,
		id, st, orNull(by), note, at)
	return err
}

// step writes a dossier after an action. The row is locked by the reader, or is of
// the dossier before, which only the holder of its successor's lock touches.
func (s store) step(ctx context.Context, d Dossier, by ident.ID, note string, at time.Time) error {
	if _, err := s.db.Exec(ctx, "update dossier", `
UPDATE dossiers SET status = ?, certificate_id = ?, submitted_at = ?, certified_at = ?, version = version + 1, updated_at = ? WHERE id = ?`,
		d.Status, orNull(d.CertificateID), timeOrNull(d.SubmittedAt), timeOrNull(d.CertifiedAt), at, d.ID); err != nil {
		return err
	}
	return s.insertEvent(ctx, d.ID, d.Status, by, note, at)
}

func (s store) saveScores(ctx context.Context, d Dossier, scores []Score, at time.Time) error {
	type row struct {
		C string `json:"c"`
		P int    `json:"p"`
		N string `json:"n"`
	}
	rows := make([]row, len(scores))
	for i, sc := range scores {
		rows[i] = row{C: sc.Criterion, P: sc.Points, N: sc.Note}
	}
	if _, err := s.db.Exec(ctx, "clear dossier's scores", `DELETE FROM dossier_scores WHERE dossier_id = ?`, d.ID); err != nil {
		return err
	}
	if _, err := s.db.Exec(ctx, "write dossier's scores", `
INSERT INTO dossier_scores (dossier_id, criterion, points, note)
SELECT ?, x.c, x.p, x.n FROM json_to_recordset(?::json) AS x(c text, p integer, n text)`, d.ID, db.JSON{V: rows}); err != nil {
		return err
	}
	_, err := s.db.Exec(ctx, "change dossier", `
UPDATE dossiers SET subgroup = ?, target_stars = ?, version = version + 1, updated_at = ? WHERE id = ?`, d.Subgroup, d.TargetStars, at, d.ID)
	return err
}

func (s store) assign(ctx context.Context, d Dossier, userID ident.ID, at time.Time) error {
	_, err := s.db.Exec(ctx, "assign dossier", `
UPDATE dossiers SET assignee_id = ?::uuid, assigned_at = CASE WHEN ?::uuid IS NULL THEN assigned_at ELSE coalesce(assigned_at, ?) END,
  version = version + 1, updated_at = ? WHERE id = ? AND assignee_id IS DISTINCT FROM ?::uuid`,
		orNull(userID), orNull(userID), at, at, d.ID, orNull(userID))
	return err
}

func (s store) insertComment(ctx context.Context, dossierID, id, by, orgID ident.ID, body string, at time.Time) error {
	_, err := s.db.Exec(ctx, "write dossier's comment", `
INSERT INTO dossier_comments (id, dossier_id, author_id, org_id, body, at) VALUES (?, ?, ?, ?, ?, ?)`, id, dossierID, orNull(by), orgID, body, at)
	return err
}

func (s store) insertRound(ctx context.Context, dossierID ident.ID, r Round, by ident.ID) error {
	_, err := s.db.Exec(ctx, "write council's result", `
INSERT INTO dossier_rounds (id, dossier_id, level, points, stars, decision_no, decided_on, file_id, note, recorded_by, at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		r.ID, dossierID, r.Level, r.Points, r.Stars, r.DecisionNo, r.DecidedOn, orNull(r.FileID), r.Note, orNull(by), r.At)
	return err
}

// insertFile keeps a file unless the same bytes are there for the criterion; it
// returns the id of the one that is there. The dossier is locked.
func (s store) insertFile(ctx context.Context, dossierID ident.ID, f File, sum []byte, by, orgID ident.ID, at time.Time) (ident.ID, error) {
	id := f.ID
	err := s.db.Each(ctx, "look for dossier's file",
		`SELECT id FROM dossier_files WHERE dossier_id = ? AND criterion = ? AND sha256 = ? AND removed_at IS NULL`,
		[]any{dossierID, f.Criterion, sum}, func(rows *sql.Rows) error { return rows.Scan(&id) })
	if err != nil || id != f.ID {
		return id, err
	}
	_, err = s.db.Exec(ctx, "keep dossier's file", `
INSERT INTO dossier_files (id, dossier_id, criterion, name, media_type, size_bytes, blob_key, sha256, uploaded_by, org_id, at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, f.ID, dossierID, f.Criterion, f.Name, f.MediaType, f.Size, f.key, sum, orNull(by), orgID, at)
	return id, err
}

// removeFile keeps the row: a decision may still refer to the file.
func (s store) removeFile(ctx context.Context, dossierID, id, orgID ident.ID, at time.Time) error {
	_, err := s.db.Exec(ctx, "remove dossier's file",
		`UPDATE dossier_files SET removed_at = ? WHERE dossier_id = ? AND id = ? AND org_id = ? AND removed_at IS NULL`, at, dossierID, id, orgID)
	return err
}

// keepReminder tells whether the reminder is new.
func (s store) keepReminder(ctx context.Context, certificateID ident.ID, months int, told bool, at time.Time) (bool, error) {
	n, err := s.db.Exec(ctx, "keep reminder",
		`INSERT INTO ocop_reminders (certificate_id, months, at, told) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`, certificateID, months, at, told)
	return n == 1, err
}
