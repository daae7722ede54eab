package negotiation

import (
	"context"

	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/contract"
	"github.com/chophien/chophien/internal/demand"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/offer"
	"github.com/chophien/chophien/internal/party"
)

// Compared is an offer beside the others.
type Compared struct {
	offer.Offer
	Quantity int64
	// Landed is what the offer comes to at the buyer's door: where the buyer fetches
	// the goods, with freight by today's bulk rates.
	Landed      money.VND
	FreightKnow bool // false: no rate covers the way, and Landed is without freight
	Stars       int  // best OCOP stars of its products of these types, that hold today
	DistanceKM  int64
	Reliability contract.Reliability // of the cooperative that leads
	Parts       []Part               // one for each item, in their order
}

// Part is an item of an offer with what is to be known beside its words.
type Part struct {
	offer.Item
	Each   money.VND // of a unit at the buyer's door
	Free   int64     // what its capacity can still promise in the month
	MinQty int64     // least that is worth a delivery; 0 where the capacity is gone
	LotQty int64
}

// Comparison is all offers of a demand side by side.
type Comparison struct {
	Demand      demand.Demand
	Negotiation offer.Negotiation
	Lines       []offer.Line // the months in which each line of the demand asks
	Offers      []Compared
	// Proposed is the best split of what was offered: most filled, then cheapest at
	// the door, then fewest cooperatives. Empty unless offers are still weighed.
	Proposed   []Choice
	ContractID ident.ID // of the award; ident.Nil: none
}

// Asked is what a line asks for in a month.
func (c Comparison) Asked(line int) []int64 {
	out := make([]int64, len(c.Lines[line].Months))
	for n, m := range c.Lines[line].Months {
		out[n] = askedIn(c.Demand.Content.Lines[line], m)
	}
	return out
}

// Compare sets the offers of a demand side by side for its buyer; for the Alliance
// as well. Errors: demand.ErrNotFound, offer.ErrNotFound before any was asked.
func (s *Service) Compare(ctx context.Context, actor party.Actor, demandID ident.ID) (*Comparison, error) {
	d, role, err := s.Demand.See(ctx, actor, demandID)
	if err != nil {
		return nil, err
	}
	if role != demand.RoleBuyer && role != demand.RoleAlliance {
		return nil, demand.ErrNotFound
	}
	n, err := s.Offer.Negotiation(ctx, demandID)
	if err != nil {
		return nil, err
	}
	t, err := s.sit(ctx, *d)
	if err != nil {
		return nil, err
	}
	if t.Ways, err = s.ways(ctx, *d, t.Capacities); err != nil {
		return nil, err
	}
	out := &Comparison{Demand: *d, Negotiation: *n, Lines: t.Lines}
	if out.Offers, err = s.compared(ctx, t); err != nil {
		return nil, err
	}
	if n.Status == offer.NegotiationOpen {
		if out.Proposed, err = t.propose(); err != nil {
			return nil, err
		}
	}
	out.ContractID, err = s.store.contractOf(ctx, demandID)
	return out, err
}

func (s *Service) compared(ctx context.Context, t table) ([]Compared, error) {
	orgs := make([]ident.ID, len(t.Offers))
	for i, o := range t.Offers {
		orgs[i] = o.OrgID
	}
	kept, err := s.Contract.Reliability(ctx, orgs)
	if err != nil {
		return nil, err
	}
	stars, err := s.store.stars(ctx, orgs, t.Demand.Content.Types(), calendar.Day(s.Clock.Now()))
	if err != nil {
		return nil, err
	}
	out := make([]Compared, len(t.Offers))
	for i, o := range t.Offers {
		c := Compared{Offer: o, Stars: stars[o.OrgID], Reliability: kept[o.OrgID], FreightKnow: true, Parts: make([]Part, len(o.Items))}
		for n, item := range o.Items {
			freight, known := t.freight(item)
			c.FreightKnow = c.FreightKnow && known
			c.Quantity += item.Quantity
			c.DistanceKM = max(c.DistanceKM, t.Ways[item.CapacityID].KM)
			of := t.Capacities[item.CapacityID]
			c.Parts[n] = Part{
				Item: item, Each: item.UnitPrice + freight, Free: t.Free[slot{item.CapacityID, item.Month}], MinQty: of.MinQty, LotQty: of.LotQty,
			}
		}
		if c.Landed, err = t.landed(o.Items); err != nil {
			return nil, err
		}
		out[i] = c
	}
	return out, nil
}
