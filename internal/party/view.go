package party

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
)

// View is the Alliance looking at a workspace as its people see it (xem hộ): one
// session, one organisation, for a while. The API refuses every write meanwhile.
type View struct {
	ID        ident.ID
	OrgID     ident.ID
	UserID    ident.ID
	Viewer    string // full name; empty once erased
	Reason    string
	StartedAt time.Time
	EndsAt    time.Time
	EndedAt   time.Time // zero: not ended by hand
	Pages     []string  // what was read, as paths of the API, in order of time
}

// ViewFor is how long a view lasts at most.
const ViewFor = 30 * time.Minute

// StartViewInput begins to look at a workspace.
type StartViewInput struct {
	Actor  Actor
	Token  string // of the session that will look
	OrgID  ident.ID
	Reason string // the organisation's people read it
}

// StartView lets this session, and no other of the same person, read an
// organisation's workspace; another view of the session ends. Errors:
// auth.forbidden, request.invalid, organisation.not_found, view.own.
func (s *Service) StartView(ctx context.Context, in StartViewInput) (View, error) {
	if !in.Actor.IsAlliance() {
		return View{}, ErrAllianceOnly
	}
	reason := strings.TrimSpace(in.Reason)
	if n := utf8.RuneCountInString(reason); n < 1 || n > maxReason {
		return View{}, apperr.ErrInvalid.AtField("/reason", ErrViewReason)
	}
	now := s.clock.Now()
	v := View{
		ID: ident.New(), OrgID: in.OrgID, UserID: in.Actor.UserID, Viewer: in.Actor.FullName, Reason: reason, StartedAt: now, EndsAt: now.Add(ViewFor),
	}
	return v, s.db.InTx(ctx, func(ctx context.Context) error {
		org, err := s.store.org(ctx, in.OrgID)
		if err != nil {
			return err
		}
		if m, member := in.Actor.MemberOf(in.OrgID); org.Kind == KindAlliance || member && !m.Viewing {
			return ErrViewOwn
		}
		if err := s.store.endViews(ctx, ident.Hash(in.Token), now); err != nil {
			return err
		}
		if err := s.store.insertView(ctx, v, ident.Hash(in.Token)); err != nil {
			return err
		}
		return s.audit(ctx, AuditEntry{
			ActorID: in.Actor.UserID, OrgID: in.OrgID, Action: "view.start", Subject: v.ID.String(), Detail: map[string]string{"reason": reason},
		})
	})
}

// EndView ends the view of this session; without one nothing happens.
func (s *Service) EndView(ctx context.Context, actor Actor, token string) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		if err := s.store.endViews(ctx, ident.Hash(token), s.clock.Now()); err != nil || actor.View.ID == ident.Nil {
			return err
		}
		return s.audit(ctx, AuditEntry{ActorID: actor.UserID, OrgID: actor.View.OrgID, Action: "view.end", Subject: actor.View.ID.String()})
	})
}

// NoteViewed writes down what a view read; the same again within a minute is one.
func (s *Service) NoteViewed(ctx context.Context, actor Actor, path string) error {
	now := s.clock.Now()
	seen, err := s.store.viewedSince(ctx, actor, path, now.Add(-time.Minute))
	if err != nil || seen {
		return err
	}
	return s.audit(ctx, AuditEntry{
		ActorID: actor.UserID, OrgID: actor.View.OrgID, Action: "view.read", Subject: actor.View.ID.String(), Detail: map[string]string{"path": path},
	})
}

// Views lists who of the Alliance looked at an organisation's workspace, newest
// first; for its members. Errors: organisation.not_found.
func (s *Service) Views(ctx context.Context, actor Actor, orgID ident.ID) ([]View, error) {
	if _, member := actor.MemberOf(orgID); !member && !actor.IsAlliance() {
		return nil, ErrOrgNotFound
	}
	return s.store.views(ctx, orgID)
}
