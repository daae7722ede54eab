package party

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/ident"
)

// AuditEntry is one thing somebody did in an organisation's name or with the
// market's powers. It is never erased, so it names people by id only.
type AuditEntry struct {
	ActorID ident.ID // zero: the system
	OrgID   ident.ID // zero: concerns no organisation
	Action  string   // "member.remove"
	Subject string   // the id of what it was done to
	Detail  map[string]string
	At      time.Time
}

// audit writes an entry in the transaction of what it tells.
func (s *Service) audit(ctx context.Context, e AuditEntry) error {
	e.At = s.clock.Now()
	return s.store.insertAudit(ctx, e)
}

// Record writes an entry about something that another capability did, in the
// transaction of ctx.
func (s *Service) Record(ctx context.Context, e AuditEntry) error { return s.audit(ctx, e) }

// ActionsOf lists what a person did, newest first; for the export of their data.
func (s *Service) ActionsOf(ctx context.Context, userID ident.ID) ([]AuditEntry, error) {
	return s.store.auditOf(ctx, userID)
}
