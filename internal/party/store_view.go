package party

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/db"
)

func (s *store) insertView(ctx context.Context, v View, session []byte) error {
	_, err := s.db.Exec(ctx, "write view", `
INSERT INTO workspace_views (id, org_id, user_id, session_hash, reason, started_at, ends_at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		v.ID, v.OrgID, v.UserID, session, v.Reason, v.StartedAt, v.EndsAt)
	return err
}

func (s *store) endViews(ctx context.Context, session []byte, at time.Time) error {
	_, err := s.db.Exec(ctx, "end views", `UPDATE workspace_views SET ended_at = ? WHERE session_hash = ? AND ended_at IS NULL`, at, session)
	return err
}

// viewOf adds to an actor the workspace that the session looks at, if it does.
func (s *store) viewOf(ctx context.Context, a *Actor, session []byte, now time.Time) error {
	return s.db.Each(ctx, "read view", `
SELECT v.id, v.org_id, v.user_id, v.reason, v.started_at, v.ends_at, o.kind, o.slug, o.short_name, o.status
FROM workspace_views v JOIN organisations o ON o.id = v.org_id
WHERE v.session_hash = ? AND v.ended_at IS NULL AND v.ends_at > ?`, []any{session, now}, func(rows *sql.Rows) error {
		var v View
		m := Membership{Role: RoleOwner, Viewing: true}
		if err := rows.Scan(&v.ID, &v.OrgID, &v.UserID, &v.Reason, &v.StartedAt, &v.EndsAt, &m.Kind, &m.Slug, &m.Name, &m.Status); err != nil {
			return err
		}
		v.StartedAt, v.EndsAt = v.StartedAt.UTC(), v.EndsAt.UTC()
		m.OrgID, a.View = v.OrgID, v
		a.Memberships = append(a.Memberships, m)
		return nil
	})
}

func (s *store) viewedSince(ctx context.Context, a Actor, path string, since time.Time) (seen bool, err error) {
	err = s.db.Each(ctx, "look for what was viewed", `
SELECT EXISTS (SELECT 1 FROM audit_log WHERE org_id = ? AND action = 'view.read' AND subject = ? AND at > ? AND detail ->> 'path' = ?)`,
		[]any{a.View.OrgID, a.View.ID.String(), since, path}, func(rows *sql.Rows) error { return rows.Scan(&seen) })
	return seen, err
}

func (s *store) views(ctx context.Context, orgID ident.ID) ([]View, error) {
	var out []View
	err := s.db.Each(ctx, "list views", `
SELECT v.id, v.org_id, v.user_id, coalesce(u.full_name, ''), v.reason, v.started_at, v.ends_at, v.ended_at,
  (SELECT json_agg(a.detail ->> 'path' ORDER BY a.id) FROM audit_log a WHERE a.org_id = v.org_id AND a.action = 'view.read' AND a.subject = v.id::text)
FROM workspace_views v LEFT JOIN users u ON u.id = v.user_id AND u.erased_at IS NULL
WHERE v.org_id = ? ORDER BY v.started_at DESC LIMIT 100`, []any{orgID}, func(rows *sql.Rows) error {
		var v View
		var ended sql.NullTime
		var pages db.FromJSON[[]string]
		err := rows.Scan(&v.ID, &v.OrgID, &v.UserID, &v.Viewer, &v.Reason, &v.StartedAt, &v.EndsAt, &ended, &pages)
		v.StartedAt, v.EndsAt, v.Pages = v.StartedAt.UTC(), v.EndsAt.UTC(), pages.V
		if ended.Valid {
			v.EndedAt = ended.Time.UTC()
		}
		out = append(out, v)
		return err
	})
	return out, err
}
