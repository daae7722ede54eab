package report

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/clock"
)

// auditPlace is where an entry stands: by its time, of several at once by its number.
type auditPlace struct {
	at time.Time
	id int64
}

// auditLog returns entries older than before (nil: from the newest), newest first.
// Whom a person's entry is about is told by name as long as they have one.
func (s store) auditLog(ctx context.Context, f AuditFilter, before *auditPlace, limit int) ([]AuditEntry, error) {
	where, args := []string{"a.org_id = ?"}, []any{f.OrgID}
	and := func(condition string, arg any) { where, args = append(where, condition), append(args, arg) }
	if before != nil {
		where, args = append(where, "(a.at, a.id) < (?, ?)"), append(args, before.at, before.id)
	}
	if f.ActorID != ident.Nil {
		and("a.actor_id = ?", f.ActorID)
	}
	if f.Kind == AuditOther {
		var all []string
		for _, prefixes := range kindPrefixes {
			all = append(all, prefixes...)
		}
		and("split_part(a.action, '.', 1) NOT IN ?", all)
	} else if f.Kind != "" {
		and("split_part(a.action, '.', 1) IN ?", kindPrefixes[f.Kind])
	}
	if !f.From.IsZero() {
		and("a.at >= ?", startOf(f.From))
	}
	if !f.To.IsZero() {
		and("a.at < ?", startOf(f.To).AddDate(0, 0, 1))
	}
	var out []AuditEntry
	err := s.db.Each(ctx, "read the audit log", `
		SELECT a.id, a.at, coalesce(a.actor_id, '00000000-0000-0000-0000-000000000000'), coalesce(u.full_name, ''), a.action, a.detail,
		       coalesce(a.detail->>'name', a.detail->>'code', who.full_name, '')
		FROM audit_log a
		LEFT JOIN users u ON u.id = a.actor_id
		LEFT JOIN users who ON split_part(a.action, '.', 1) IN ('member', 'pin') AND who.id::text = a.subject
		WHERE `+strings.Join(where, " AND ")+` ORDER BY a.at DESC, a.id DESC LIMIT ?`, append(args, limit), func(rows *sql.Rows) error {
		var e AuditEntry
		var detail []byte
		if err := rows.Scan(&e.ID, &e.At, &e.ActorID, &e.ActorName, &e.Action, &detail, &e.About); err != nil {
			return err
		}
		e.At = e.At.UTC()
		if err := json.Unmarshal(detail, &e.Detail); err != nil {
			return fmt.Errorf("read detail of entry %d: %w", e.ID, err)
		}
		out = append(out, e)
		return nil
	})
	return out, err
}

// startOf is the first moment of a day in Vietnam.
func startOf(day time.Time) time.Time {
	return time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, clock.Saigon)
}

func (s store) firstSteps(ctx context.Context, orgID ident.ID) (f FirstSteps, err error) {
	err = s.db.Each(ctx, "read first steps", `
SELECT
  o.registration_no IS NOT NULL AND o.registration_issuer IS NOT NULL AND o.registration_date IS NOT NULL
    AND o.representative IS NOT NULL AND o.phone IS NOT NULL AND o.address IS NOT NULL,
  o.status = 'verified',
  EXISTS (SELECT 1 FROM products p WHERE p.org_id = o.id),
  EXISTS (SELECT 1 FROM products p JOIN variants v ON v.product_id = p.id JOIN stock_items i ON i.variant_id = v.id WHERE p.org_id = o.id AND i.on_hand > 0),
  (SELECT count(*) > 1 FROM memberships m WHERE m.org_id = o.id),
  o.guide_dismissed_at IS NOT NULL
FROM organisations o WHERE o.id = ?`, []any{orgID}, func(rows *sql.Rows) error {
		return rows.Scan(&f.Card, &f.Verified, &f.Listing, &f.Stock, &f.People, &f.Dismissed)
	})
	return f, err
}
