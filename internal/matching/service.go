package matching

import (
	"context"
	"errors"
	"slices"
	"sync/atomic"
	"time"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/demand"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/matching/plan"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/place"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/jobs"
	"github.com/chophien/chophien/internal/shipping"
	"github.com/chophien/chophien/internal/supply"
)

// ErrNoPlan is answered where no plan was made yet.
var ErrNoPlan = apperr.New(apperr.KindNotFound, "matching.no_plan",
	"Chưa có phương án chia hàng cho nhu cầu này. Phương án được lập khi nhu cầu đang mở; hãy thử lại sau ít phút.",
	"There is no plan for this demand yet. Plans are made while a demand is open; try again in a few minutes.")

// Deps are the capabilities that matching joins. Queue may be nil in tools.
type Deps struct {
	DB       *db.DB
	Supply   *supply.Service
	Demand   *demand.Service
	Catalog  *catalog.Service
	Shipping *shipping.Service
	Place    *place.Service
	Clock    clock.Clock
}

// Service is the matching flow.
type Service struct {
	Deps
	store store
	// last is the newest plan of this process: parts that a change does not touch are
	// taken from it. The plan is the same without it, only later.
	last  atomic.Pointer[plan.Plan]
	queue *jobs.Queue // nil until RegisterJobs
}

// NewService returns matching over its capabilities.
func NewService(d Deps) *Service { return &Service{Deps: d, store: store{db: d.DB}} }

// refresh makes all plans anew: time passes, certificates and stars end.
type refresh struct{}

// Kind names the job.
func (refresh) Kind() string { return "matching.refresh" }

// RegisterJobs makes plans anew whenever supply or demand changed.
func (s *Service) RegisterJobs(q *jobs.Queue) {
	s.queue = q
	jobs.Handle(q, func(ctx context.Context, j supply.Changed) error { return s.Match(ctx, j.TypeCodes) })
	jobs.Handle(q, func(ctx context.Context, j demand.Changed) error { return s.Match(ctx, j.TypeCodes) })
	jobs.Handle(q, func(ctx context.Context, _ refresh) error { return s.MatchAll(ctx) })
	jobs.Every(q, 6*time.Hour, refresh{})
}

// keepPlans is how long a plan is kept that another one replaced.
const keepPlans = 90 * 24 * time.Hour

// MatchAll makes the plans of all open demands and forgets old replaced ones.
func (s *Service) MatchAll(ctx context.Context) error {
	if err := s.store.forget(ctx, s.Clock.Now().Add(-keepPlans)); err != nil {
		return err
	}
	types, err := s.Demand.OpenTypes(ctx)
	if err != nil {
		return err
	}
	return s.Match(ctx, types)
}

// Match makes the plans of all demands that compete, directly or through others,
// for supply of the types, and retires those of demands that ended. One process at
// a time plans, so that a later change never loses to an earlier one. A plan that
// comes out the same is kept. Safe to run again.
func (s *Service) Match(ctx context.Context, types []string) error {
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.store.alone(ctx); err != nil {
			return err
		}
		return s.match(ctx, types)
	})
}

func (s *Service) match(ctx context.Context, types []string) error {
	if err := s.store.retire(ctx); err != nil {
		return err
	}
	m, err := s.market(ctx, types, nil)
	if err != nil || len(m.Wishes) == 0 {
		return err
	}
	solved, err := s.solve(m)
	if err != nil {
		return err
	}
	s.last.Store(&solved)
	for _, p := range m.proposals(solved, s.Clock.Now()) {
		if err := s.store.keep(ctx, p); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) solve(m market) (plan.Plan, error) {
	var before plan.Plan
	if last := s.last.Load(); last != nil {
		before = *last
	}
	return plan.Rematch(before, m.problem(), plan.Options{})
}

// market loads what competes with the types; extra is a demand as it might be,
// instead of what is published of it.
func (s *Service) market(ctx context.Context, types []string, extra *wish) (market, error) {
	m := market{Today: calendar.Day(s.Clock.Now())}
	var err error
	if m.Types, err = s.Catalog.TypesByCode(ctx); err != nil {
		return m, err
	}
	if m.Freight, err = s.Shipping.Freight(ctx); err != nil {
		return m, err
	}
	if m.Fairness, err = s.store.fairness(ctx); err != nil {
		return m, err
	}
	var demands []demand.Demand
	for {
		if demands, err = s.Demand.OpenOf(ctx, types); err != nil {
			return m, err
		}
		before := len(types)
		for _, d := range demands {
			for _, t := range d.Content.Types() {
				if !slices.Contains(types, t) {
					types = append(types, t)
				}
			}
		}
		if len(types) == before {
			break
		}
	}
	if extra != nil {
		demands = slices.DeleteFunc(demands, func(d demand.Demand) bool { return d.ID == extra.ID })
	}
	for _, d := range demands {
		m.Wishes = append(m.Wishes, wish{Demand: d})
	}
	if extra != nil {
		m.Wishes = append(m.Wishes, *extra)
	}
	if err := s.wishes(ctx, m.Wishes); err != nil {
		return m, err
	}
	m.Offers, err = s.offers(ctx, types, m.Today)
	return m, err
}

// wishes adds where each demand goes and who may answer it.
func (s *Service) wishes(ctx context.Context, list []wish) error {
	for i := range list {
		w := &list[i]
		to, err := s.Place.Commune(ctx, w.Content.CommuneCode)
		if err != nil && apperr.KindOf(err) == apperr.KindInternal {
			return err
		}
		w.Province = to.Province.Code // a draft without a place: no way, no rate
		switch w.Content.Audience {
		case demand.AudienceAll:
		case demand.AudienceInvited:
			w.Admitted = nonNil(w.Content.Invited)
		case demand.AudienceProgramme:
			members, err := s.store.members(ctx, w.Content.ProgrammeID)
			if err != nil {
				return err
			}
			w.Admitted = nonNil(members)
		}
	}
	return nil
}

func (s *Service) offers(ctx context.Context, types []string, today time.Time) ([]offer, error) {
	capacities, err := s.Supply.OpenOf(ctx, types)
	if err != nil {
		return nil, err
	}
	names, err := s.store.orgNames(ctx)
	if err != nil {
		return nil, err
	}
	stars, err := s.store.stars(ctx, types, today)
	if err != nil {
		return nil, err
	}
	out := make([]offer, len(capacities))
	for i, c := range capacities {
		from, err := s.Place.Commune(ctx, c.PickupCommune)
		if err != nil && apperr.KindOf(err) == apperr.KindInternal {
			return nil, err
		}
		out[i] = offer{Capacity: c, OrgName: names[c.OrgID], Province: from.Province.Code, Stars: stars[c.ProductID]}
	}
	return out, nil
}

// Publish puts a draft before the cooperatives and makes its plan at once. Errors:
// those of demand.Publish.
func (s *Service) Publish(ctx context.Context, in demand.StepInput) (*demand.Demand, error) {
	d, err := s.Demand.Publish(ctx, in)
	if err != nil {
		return nil, err
	}
	return d, s.atOnce(ctx, d)
}

// Amend publishes a demand again and makes its plan at once. Errors: those of
// demand.Amend.
func (s *Service) Amend(ctx context.Context, in demand.EditInput) (*demand.Demand, error) {
	d, err := s.Demand.Amend(ctx, in)
	if err != nil {
		return nil, err
	}
	return d, s.atOnce(ctx, d)
}

// atOnce plans unless somebody else does so for long; the job of the change plans
// in any case.
func (s *Service) atOnce(ctx context.Context, d *demand.Demand) error {
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.store.soonAlone(ctx); err != nil {
			return err
		}
		return s.match(ctx, d.Content.Types())
	})
	if errors.Is(err, errBusy) {
		return nil
	}
	return err
}

// Plan returns the current plan of a demand as far as the actor may see it: whole
// for its buyer and the Alliance, its own part for a cooperative. Errors:
// demand.ErrNotFound, ErrNoPlan.
func (s *Service) Plan(ctx context.Context, actor party.Actor, demandID ident.ID) (*Proposal, error) {
	_, role, err := s.Demand.See(ctx, actor, demandID)
	if err != nil {
		return nil, err
	}
	p, err := s.store.current(ctx, demandID)
	if err != nil {
		return nil, err
	}
	if role != demand.RoleCooperative {
		return p, nil
	}
	for _, m := range actor.Memberships {
		if m.Kind == party.KindCooperative && m.Status == party.StatusVerified {
			own := p.ForCooperative(m.OrgID)
			return &own, nil
		}
	}
	return nil, ErrNoPlan
}

func nonNil(list []ident.ID) []ident.ID {
	if list == nil {
		return []ident.ID{}
	}
	return list
}
