package answer

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/fulfilment"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/place"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
)

// Deps are what answering touches.
type Deps struct {
	DB         *db.DB
	Order      *order.Service
	Fulfilment *fulfilment.Service
	Party      *party.Service
	Place      *place.Service
	Clock      clock.Clock
}

// Service is the use cases of answering without log-in.
type Service struct {
	Deps

	store store
}

// NewService returns answering over its capabilities.
func NewService(d Deps) *Service { return &Service{Deps: d, store: store{db: d.DB}} }

// Nudge is what is done about an order that nobody answers.
type Nudge string

// The nudges, each once for an order.
const (
	Reminded  Nudge = "reminded"  // the cooperative was reminded
	Escalated Nudge = "escalated" // the Alliance was told
)

// nudgeBatch bounds what one run takes; the next run takes more.
const nudgeBatch = 200

// Take returns orders that still wait after so long and were not nudged so yet, and marks
// them, in the transaction of ctx: what is then done about them commits with the mark.
func (s *Service) Take(ctx context.Context, n Nudge, after time.Duration) ([]ident.ID, error) {
	now := s.Clock.Now()
	return s.store.take(ctx, n, now.Add(-after), now, nudgeBatch)
}

// ForCooperative lets the Alliance confirm or decline an order that its cooperative has
// left unanswered for 24 hours, with a trace in the cooperative's audit log. Errors: those
// of order.Service.Apply, order.ErrTooEarly among them.
func (s *Service) ForCooperative(ctx context.Context, userID, orderID ident.ID, c order.Command) error {
	c.Actor = order.Actor{Role: order.RoleAlliance, ID: userID}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		before, err := s.Order.FullByOrder(ctx, orderID)
		if err != nil {
			return err
		}
		if err := s.Fulfilment.Act(ctx, ident.Nil, orderID, c); err != nil {
			return err
		}
		return s.record(ctx, userID, before, "order."+string(c.Action)+"_by_alliance")
	})
}

func (s *Service) record(ctx context.Context, actor ident.ID, o order.View, action string) error {
	return s.Party.Record(ctx, party.AuditEntry{
		ActorID: actor, OrgID: o.OrgID, Action: action, Subject: o.ID.String(), Detail: map[string]string{"code": o.Code},
	})
}
