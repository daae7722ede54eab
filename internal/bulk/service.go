package bulk

import (
	"context"
	"strconv"
	"time"

	"github.com/chophien/chophien/internal/announce"
	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/checkout"
	"github.com/chophien/chophien/internal/credit"
	"github.com/chophien/chophien/internal/demand"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/payment"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/jobs"
	"github.com/chophien/chophien/internal/requisition"
	"github.com/chophien/chophien/internal/supply"
)

// Goods finds products by words.
type Goods interface {
	Find(ctx context.Context, words string, limit int) ([]ident.ID, error)
}

// Books take the money of an order that was paid later, in the transaction of ctx.
type Books interface {
	Settled(ctx context.Context, orderID ident.ID, amount money.VND) error
}

// Deps are the capabilities and flows that a firm's order joins.
type Deps struct {
	DB          *db.DB
	Checkout    *checkout.Service
	Orders      *order.Service
	Payment     *payment.Service
	Credit      *credit.Service
	Books       Books
	Requisition *requisition.Service
	Catalog     *catalog.Service
	Supply      *supply.Service
	Demand      *demand.Service
	Party       *party.Service
	Announce    *announce.Service
	Goods       Goods
	Queue       *jobs.Queue
	Clock       clock.Clock
}

// Service is ordering for firms.
type Service struct {
	Deps
	store store
}

// NewService returns the flow over its capabilities.
func NewService(d Deps) *Service { return &Service{Deps: d, store: store{db: d.DB}} }

// sweepEvery is how often requisitions whose time is over are looked for, beside
// the job that each sets for its own end.
const sweepEvery = time.Hour

// expire ends a requisition that nobody decided in time; ident.Nil looks for all.
type expire struct {
	ID ident.ID `json:"id"`
}

// Kind names the job.
func (expire) Kind() string { return "bulk.expire_requisition" }

// RegisterJobs adds the flow's jobs to a queue.
func (s *Service) RegisterJobs(q *jobs.Queue) {
	jobs.Handle(q, func(ctx context.Context, j expire) error {
		if j.ID != ident.Nil {
			return s.Expire(ctx, j.ID)
		}
		ids, err := s.Requisition.Due(ctx)
		if err != nil {
			return err
		}
		for _, id := range ids {
			if err := s.Expire(ctx, id); err != nil {
				return err
			}
		}
		return nil
	})
	jobs.Every(q, sweepEvery, expire{})
}

// buyer returns the membership by which the actor buys for a verified firm. Errors:
// ErrNotFound, ErrNotVerified.
func buyer(a party.Actor, orgID ident.ID) (party.Membership, error) {
	m, ok := a.MemberOf(orgID)
	if !ok || m.Kind != party.KindBuyer {
		return m, ErrNotFound
	}
	if m.Status != party.StatusVerified {
		return m, ErrNotVerified
	}
	return m, nil
}

// Programmes lists the linkage programmes under which the firm can order today.
// Errors: ErrNotFound, ErrNotVerified.
func (s *Service) Programmes(ctx context.Context, actor party.Actor, orgID ident.ID) ([]demand.Programme, error) {
	if _, err := buyer(actor, orgID); err != nil {
		return nil, err
	}
	return s.Demand.ProgrammesOf(ctx, orgID)
}

// programme returns the programme in force of which the firm is a member.
func (s *Service) programme(ctx context.Context, id, orgID ident.ID) (demand.Programme, error) {
	list, err := s.Demand.ProgrammesOf(ctx, orgID)
	if err != nil {
		return demand.Programme{}, err
	}
	for _, p := range list {
		if p.ID == id {
			return p, nil
		}
	}
	return demand.Programme{}, apperr.ErrInvalid.AtField("/programmeId", errProgramme)
}

func line(i int) string { return "/lines/" + strconv.Itoa(i) }
