package negotiation

import (
	"context"
	"slices"

	"github.com/chophien/chophien/internal/announce"
	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/contract"
	"github.com/chophien/chophien/internal/demand"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/matching"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/notify"
	"github.com/chophien/chophien/internal/offer"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/place"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/jobs"
	"github.com/chophien/chophien/internal/shipping"
	"github.com/chophien/chophien/internal/supply"
)

// Deps are the capabilities and flows that negotiating joins.
type Deps struct {
	DB       *db.DB
	Offer    *offer.Service
	Demand   *demand.Service
	Supply   *supply.Service
	Matching *matching.Service
	Contract *contract.Service
	Shipping *shipping.Service
	Catalog  *catalog.Service
	Place    *place.Service
	Announce *announce.Service
	Queue    *jobs.Queue
	Clock    clock.Clock
}

// Service is the negotiation flow.
type Service struct {
	Deps
	store store
}

// NewService returns the flow over its capabilities.
func NewService(d Deps) *Service { return &Service{Deps: d, store: store{db: d.DB}} }

// rematch asks others for what was declined or left unanswered.
type rematch struct {
	DemandID ident.ID `json:"demandId"`
}

// Kind names the job.
func (rematch) Kind() string { return "negotiation.rematch" }

// deadline ends the wait for answers.
type deadline struct {
	DemandID ident.ID `json:"demandId"`
}

// Kind names the job.
func (deadline) Kind() string { return "negotiation.deadline" }

// RegisterJobs tells the queue how to do the flow's work.
func (s *Service) RegisterJobs(q *jobs.Queue) {
	jobs.Handle(q, func(ctx context.Context, j demand.Announced) error { return s.Follow(ctx, j.DemandID, j.Affected) })
	jobs.Handle(q, func(ctx context.Context, j rematch) error { return s.Rematch(ctx, j.DemandID) })
	jobs.Handle(q, func(ctx context.Context, j deadline) error { return s.Deadline(ctx, j.DemandID) })
}

// onBehalf acts as a buyer's firm where the flow itself asks matching.
func onBehalf(orgID ident.ID) party.Actor {
	return party.Actor{Memberships: []party.Membership{{OrgID: orgID, Kind: party.KindBuyer, Status: party.StatusVerified}}}
}

// look reads a demand in full, whoever's it is.
func (s *Service) look(ctx context.Context, id ident.ID) (*demand.Demand, error) {
	d, _, err := s.Demand.See(ctx, party.Actor{Memberships: []party.Membership{{Kind: party.KindAlliance, Status: party.StatusVerified}}}, id)
	return d, err
}

// Follow opens the negotiation of a demand, asks again after an amendment and ends
// it with the demand. affected are the lines whose answers no longer hold. Safe to
// run again.
func (s *Service) Follow(ctx context.Context, demandID ident.ID, affected []ident.ID) error {
	d, err := s.look(ctx, demandID)
	if err != nil {
		return err
	}
	if !d.Status.Open() {
		if d.Status == demand.StatusAwarded {
			return nil
		}
		return s.end(ctx, *d)
	}
	plan, err := s.plan(ctx, *d)
	if err != nil {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		changed, err := s.Offer.Open(ctx, offer.Negotiation{
			DemandID: d.ID, BuyerOrgID: d.OrgID, Revision: d.Revision, AnswerBy: d.Content.AnswerBy, Sealed: d.Content.Sealed,
		})
		if err != nil || !changed {
			return err
		}
		if err := s.ask(ctx, *d, plan, affected); err != nil {
			return err
		}
		return s.Queue.Enqueue(ctx, jobs.Job{Args: deadline{DemandID: d.ID}, At: d.Content.AnswerBy})
	})
}

// end tells those who stand that the demand ended without them.
func (s *Service) end(ctx context.Context, d demand.Demand) error {
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		lost, err := s.Offer.End(ctx, d.ID)
		if apperr.KindOf(err) == apperr.KindNotFound {
			return nil
		}
		if err != nil {
			return err
		}
		return s.tellLost(ctx, d, lost)
	})
}

// plan is the proposed split: the current one where it fits, else one is made.
func (s *Service) plan(ctx context.Context, d demand.Demand) (*matching.Proposal, error) {
	actor := onBehalf(d.OrgID)
	p, err := s.Matching.Plan(ctx, actor, d.ID)
	if err == nil && p.Revision == d.Revision {
		return p, nil
	}
	if err != nil && apperr.KindOf(err) != apperr.KindNotFound {
		return nil, err
	}
	return s.Matching.WhatIf(ctx, matching.WhatIfInput{Actor: actor, OrgID: d.OrgID, DemandID: d.ID})
}

// itemsOf makes a plan's shares into what each cooperative is asked for. Prices are
// what the demand's terms of delivery say, rounded up to whole đồng a unit. Pure.
func itemsOf(p *matching.Proposal) map[ident.ID][]offer.Item {
	out := map[ident.ID][]offer.Item{}
	for _, l := range p.Lines {
		for _, m := range l.Months {
			for _, h := range m.Shares {
				if h.Quantity < 1 {
					continue
				}
				out[h.OrgID] = append(out[h.OrgID], offer.Item{
					LineID: l.LineID, Month: m.Month, OrgID: h.OrgID, CapacityID: h.CapacityID, Quantity: h.Quantity,
					UnitPrice: money.VND((h.Landed + h.Quantity - 1) / h.Quantity),
				})
			}
		}
	}
	return out
}

// ask proposes a plan's shares. Answers in force stay, but for affected lines and
// for a share that grew: then more is suggested.
func (s *Service) ask(ctx context.Context, d demand.Demand, p *matching.Proposal, affected []ident.ID) error {
	shares := itemsOf(p)
	had, err := s.Offer.OfDemand(ctx, d.ID)
	if err != nil {
		return err
	}
	orgs := map[ident.ID]bool{}
	for id := range shares {
		orgs[id] = true
	}
	for _, id := range d.Content.Invited {
		orgs[id] = true
	}
	for _, o := range had {
		if touches(o, affected) {
			orgs[o.OrgID] = true
		}
	}
	for _, id := range sorted(orgs) {
		i := slices.IndexFunc(had, func(o offer.Offer) bool { return o.OrgID == id })
		standing := false
		if i >= 0 && !touches(had[i], affected) {
			o := had[i]
			standing = o.Status.Stands()
			if o.Status != offer.StatusInvited && !standing || equal(o.Proposal, shares[id]) || standing && !grows(o.Items, shares[id]) {
				continue
			}
		}
		o, err := s.Offer.Propose(ctx, offer.ProposeInput{
			DemandID: d.ID, OrgID: id, Items: shares[id], By: offer.Actor{Role: offer.RoleSystem}, Standing: standing,
		})
		if err != nil {
			return err
		}
		if err := s.Announce.Tell(ctx, announce.News{
			To: id, Kind: notify.KindTradeInvited, Dedupe: dedupe("invited", o.ID, int64(o.Versions)),
			Mail: notify.TradeMail{Code: d.Code, Title: d.Content.Title, From: d.OrgName, Until: o.AnswerBy, URL: coopURL(id, o.ID)},
		}); err != nil {
			return err
		}
	}
	return nil
}

func sorted(set map[ident.ID]bool) []ident.ID {
	out := make([]ident.ID, 0, len(set))
	for id := range set {
		out = append(out, id)
	}
	slices.SortFunc(out, func(a, b ident.ID) int { return slices.Compare(a[:], b[:]) })
	return out
}

// touches tells whether an answer speaks of one of the lines.
func touches(o offer.Offer, lines []ident.ID) bool {
	has := func(i offer.Item) bool { return slices.Contains(lines, i.LineID) }
	return len(lines) > 0 && (slices.ContainsFunc(o.Items, has) || slices.ContainsFunc(o.Proposal, has) || len(o.Proposal) == 0)
}

func equal(a, b []offer.Item) bool {
	return slices.EqualFunc(a, b, func(x, y offer.Item) bool {
		return x.LineID == y.LineID && x.Month.Equal(y.Month) && x.CapacityID == y.CapacityID && x.Quantity == y.Quantity && x.UnitPrice == y.UnitPrice
	})
}

// grows tells whether a proposal asks for more of a month than was answered.
func grows(answer, proposal []offer.Item) bool {
	return slices.ContainsFunc(proposal, func(i offer.Item) bool {
		return offer.Quantity(proposal, i.LineID, i.Month) > offer.Quantity(answer, i.LineID, i.Month)
	})
}

// lines tells an offer what it must know of a demand: the months in which each
// line asks for something, from the present one on.
func (s *Service) lines(d demand.Demand) []offer.Line {
	first := calendar.Month.Start(calendar.Day(s.Clock.Now()))
	out := make([]offer.Line, len(d.Content.Lines))
	for i, l := range d.Content.Lines {
		out[i] = offer.Line{ID: l.ID, From: l.From, To: l.To}
		for _, p := range l.Periods() {
			m := calendar.Month.Start(p)
			if !m.Before(first) && !slices.ContainsFunc(out[i].Months, m.Equal) {
				out[i].Months = append(out[i].Months, m)
			}
		}
	}
	return out
}
