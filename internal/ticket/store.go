package ticket

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/platform/db"
)

type store struct{ db *db.DB }

func (s store) byKey(ctx context.Context, key string) (id ident.ID, hash []byte, err error) {
	err = s.db.Each(ctx, "find ticket by key", `SELECT id, input_hash FROM tickets WHERE key = ?`, []any{key},
		func(rows *sql.Rows) error { return rows.Scan(&id, &hash) })
	return id, hash, err
}

func (s store) insert(ctx context.Context, t Ticket, key string, hash []byte) (fresh bool, err error) {
	n, err := s.db.Exec(ctx, "write ticket", `
INSERT INTO tickets (id, number, topic, product_id, org_id, purchase_code, subject, reason, words, reporter_org, reporter_id, reporter_name,
  reporter_email, reporter_phone, locale, state, acknowledge_by, answer_by, key, input_hash, version, created_at, updated_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING`,
		t.ID, t.Number, t.Topic, orNull(t.ProductID), orNull(t.OrgID), t.PurchaseCode, t.Subject, t.Reason, t.Words, orNull(t.ReporterOrg), orNull(t.ReporterID),
		t.ReporterName, t.ReporterEmail, t.ReporterPhone, t.Locale, t.State, timeOrNull(t.AcknowledgeBy), t.AnswerBy, key, hash, t.Version, t.CreatedAt, t.UpdatedAt)
	return n == 1, err
}

func (s store) update(ctx context.Context, t Ticket, handler ident.ID) error {
	_, err := s.db.Exec(ctx, "update ticket", `
UPDATE tickets SET state = ?, acknowledged_at = ?, answered_at = ?, outcome = ?, proof = ?, handler_id = coalesce(?::uuid, handler_id), version = ?, updated_at = ?
WHERE id = ?`, t.State, timeOrNull(t.AcknowledgedAt), timeOrNull(t.AnsweredAt), t.Outcome, t.Proof, orNull(handler), t.Version, t.UpdatedAt, t.ID)
	return err
}

const columns = `
SELECT t.id, t.number, t.topic, t.product_id, t.org_id, coalesce(o.short_name, ''), t.purchase_code, t.subject, t.reason, t.words, t.reporter_org, t.reporter_id,
  t.reporter_name, t.reporter_email, t.reporter_phone, t.locale, t.state, t.acknowledge_by, t.answer_by, t.acknowledged_at, t.answered_at,
  coalesce(u.full_name, ''), t.outcome, t.proof, t.version, t.created_at, t.updated_at
FROM tickets t LEFT JOIN organisations o ON o.id = t.org_id LEFT JOIN users u ON u.id = t.handler_id AND u.erased_at IS NULL `

func (s store) read(ctx context.Context, doing, where string, args ...any) ([]Ticket, error) {
	var out []Ticket
	err := s.db.Each(ctx, doing, columns+where, args, func(rows *sql.Rows) error {
		var t Ticket
		var product, org, reporterOrg, reporter *ident.ID
		var ackBy, ack, answered sql.NullTime
		err := rows.Scan(&t.ID, &t.Number, &t.Topic, &product, &org, &t.OrgName, &t.PurchaseCode, &t.Subject, &t.Reason, &t.Words, &reporterOrg, &reporter,
			&t.ReporterName, &t.ReporterEmail, &t.ReporterPhone, &t.Locale, &t.State, &ackBy, &t.AnswerBy, &ack, &answered,
			&t.Handler, &t.Outcome, &t.Proof, &t.Version, &t.CreatedAt, &t.UpdatedAt)
		for from, into := range map[**ident.ID]*ident.ID{&product: &t.ProductID, &org: &t.OrgID, &reporterOrg: &t.ReporterOrg, &reporter: &t.ReporterID} {
			if *from != nil {
				*into = **from
			}
		}
		for from, into := range map[*sql.NullTime]*time.Time{&ackBy: &t.AcknowledgeBy, &ack: &t.AcknowledgedAt, &answered: &t.AnsweredAt} {
			if from.Valid {
				*into = from.Time.UTC()
			}
		}
		t.AnswerBy, t.CreatedAt, t.UpdatedAt = t.AnswerBy.UTC(), t.CreatedAt.UTC(), t.UpdatedAt.UTC()
		out = append(out, t)
		return err
	})
	return out, err
}

func (s store) byID(ctx context.Context, id ident.ID, lock bool) (Ticket, error) {
	where := `WHERE t.id = ?`
	if lock {
		where += ` FOR UPDATE OF t`
	}
	found, err := s.read(ctx, "read ticket", where, id)
	if err == nil && len(found) == 0 {
		return Ticket{}, ErrNotFound
	}
	if err != nil {
		return Ticket{}, err
	}
	return found[0], nil
}

// filter is the condition of a list.
func (in ListInput) filter() (where string, args []any) {
	if in.OrgID != ident.Nil {
		// A cooperative sees complaints once the Alliance has taken them up, its own objections at once.
		return `WHERE t.org_id = ? AND (t.acknowledged_at IS NOT NULL OR t.reporter_org = t.org_id)`, []any{in.OrgID}
	}
	where = `WHERE (t.topic LIKE 'data%') = ? AND t.state `
	if !in.Open {
		where += `NOT `
	}
	return where + `IN ('received', 'examining')`, []any{in.Data}
}

func (s store) list(ctx context.Context, in ListInput, after *keyset.TimeID) ([]Ticket, error) {
	where, args := in.filter()
	order := ` ORDER BY t.created_at DESC, t.id DESC LIMIT ?`
	key := ` AND (t.created_at, t.id) < (?, ?)`
	if in.Open {
		order, key = ` ORDER BY t.answer_by, t.id LIMIT ?`, ` AND (t.answer_by, t.id) > (?, ?)`
	}
	if after != nil {
		where, args = where+key, append(args, after.At, after.ID)
	}
	return s.read(ctx, "list tickets", where+order, append(args, in.Limit+1)...)
}

func (s store) count(ctx context.Context, in ListInput, most int) (n int64, err error) {
	where, args := in.filter()
	err = s.db.Each(ctx, "count tickets", `SELECT count(*) FROM (SELECT 1 FROM tickets t `+where+` LIMIT ?) x`, append(args, most),
		func(rows *sql.Rows) error { return rows.Scan(&n) })
	return n, err
}

// due are open tickets that were to be taken up by now, or answered by soon.
func (s store) due(ctx context.Context, now, soon time.Time) ([]Ticket, error) {
	return s.read(ctx, "find tickets that are due", `
WHERE t.state IN ('received', 'examining') AND (t.answer_by <= ? OR t.state = 'received' AND t.acknowledge_by <= ?) ORDER BY t.answer_by, t.id LIMIT 500`, soon, now)
}

func (s store) insertEvent(ctx context.Context, id ident.ID, kind string, side Side, actor ident.ID, body string, at time.Time) error {
	_, err := s.db.Exec(ctx, "write ticket's log", `INSERT INTO ticket_events (ticket_id, kind, side, actor_id, body, at) VALUES (?, ?, ?, ?, ?, ?)`,
		id, kind, side, orNull(actor), body, at)
	return err
}

// noteReminder writes a reminder into the log unless it is there.
func (s store) noteReminder(ctx context.Context, id ident.ID, event string, at time.Time) (fresh bool, err error) {
	n, err := s.db.Exec(ctx, "note reminder", `
INSERT INTO ticket_events (ticket_id, kind, side, body, at)
SELECT t.id, 'reminded', 'system', ?, ? FROM tickets t
WHERE t.id = ? AND NOT EXISTS (SELECT 1 FROM ticket_events e WHERE e.ticket_id = t.id AND e.kind = 'reminded' AND e.body = ?)`, event, at, id, event)
	return n == 1, err
}

const eventColumns = `
SELECT e.kind, e.side, coalesce(u.full_name, ''), e.body, e.at FROM ticket_events e LEFT JOIN users u ON u.id = e.actor_id AND u.erased_at IS NULL `

func (s store) events(ctx context.Context, id ident.ID) ([]Event, error) {
	return s.readEvents(ctx, `WHERE e.ticket_id = ? ORDER BY e.id`, id)
}

func (s store) lastSaid(ctx context.Context, id ident.ID) (Event, error) {
	found, err := s.readEvents(ctx, `WHERE e.ticket_id = ? AND e.kind = 'said' ORDER BY e.id DESC LIMIT 1`, id)
	if err != nil || len(found) == 0 {
		return Event{}, err
	}
	return found[0], nil
}

func (s store) readEvents(ctx context.Context, where string, args ...any) ([]Event, error) {
	var out []Event
	err := s.db.Each(ctx, "read ticket's log", eventColumns+where, args, func(rows *sql.Rows) error {
		var e Event
		err := rows.Scan(&e.Kind, &e.Side, &e.Actor, &e.Body, &e.At)
		e.At = e.At.UTC()
		out = append(out, e)
		return err
	})
	return out, err
}

func (s store) insertFile(ctx context.Context, id ident.ID, f File) error {
	_, err := s.db.Exec(ctx, "write evidence", `
INSERT INTO ticket_files (id, ticket_id, side, name, media_type, size, sha256, blob_key, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		f.ID, id, f.Side, f.Name, f.MediaType, f.Size, f.SHA256, f.key, f.At)
	return err
}

func (s store) files(ctx context.Context, id ident.ID) ([]File, error) {
	var out []File
	err := s.db.Each(ctx, "read evidence", `SELECT id, side, name, media_type, size, sha256, blob_key, at FROM ticket_files WHERE ticket_id = ? ORDER BY at, id`,
		[]any{id}, func(rows *sql.Rows) error {
			var f File
			err := rows.Scan(&f.ID, &f.Side, &f.Name, &f.MediaType, &f.Size, &f.SHA256, &f.key, &f.At)
			f.At = f.At.UTC()
			out = append(out, f)
			return err
		})
	return out, err
}

func (s store) erase(ctx context.Context, userID ident.ID) error {
	_, err := s.db.Exec(ctx, "erase personal data of tickets",
		`UPDATE tickets SET reporter_name = 'Đã xóa', reporter_email = '', reporter_phone = '', reporter_id = NULL WHERE reporter_id = ?`, userID)
	return err
}

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
