package negotiation

import (
	"context"

	"github.com/chophien/chophien/internal/apperr"
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
}

// Comparison is all offers of a demand side by side.
type Comparison struct {
	Negotiation offer.Negotiation
	Offers      []Compared
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
	list, err := s.Offer.OfDemand(ctx, demandID)
	if err != nil {
		return nil, err
	}
	orgs := make([]ident.ID, len(list))
	for i, o := range list {
		orgs[i] = o.OrgID
	}
	kept, err := s.Contract.Reliability(ctx, orgs)
	if err != nil {
		return nil, err
	}
	stars, err := s.store.stars(ctx, orgs, d.Content.Types(), calendar.Day(s.Clock.Now()))
	if err != nil {
		return nil, err
	}
	way, err := s.way(ctx, *d)
	if err != nil {
		return nil, err
	}
	out := &Comparison{Negotiation: *n, Offers: make([]Compared, len(list))}
	for i, o := range list {
		c := Compared{Offer: o, Stars: stars[o.OrgID], Reliability: kept[o.OrgID], FreightKnow: true}
		if c.Landed, err = offer.Total(o.Items); err != nil {
			return nil, err
		}
		if err := way.add(ctx, &c); err != nil {
			return nil, err
		}
		out.Offers[i] = c
	}
	return out, nil
}

// way knows how far it is to a demand's place, and what that costs.
type way struct {
	*Service
	demand demand.Demand
	km     func(from string) (int64, bool)
	fee    func(from string, line ident.ID) (money.VND, bool)
}

func (s *Service) way(ctx context.Context, d demand.Demand) (*way, error) {
	to, err := s.Place.Commune(ctx, d.Content.CommuneCode)
	if err != nil && apperr.KindOf(err) == apperr.KindInternal {
		return nil, err
	}
	freight, err := s.Shipping.Freight(ctx)
	if err != nil {
		return nil, err
	}
	goods, err := s.Catalog.TypesByCode(ctx)
	if err != nil {
		return nil, err
	}
	types := map[ident.ID]string{}
	for _, l := range d.Content.Lines {
		types[l.ID] = l.TypeCode
	}
	return &way{
		Service: s, demand: d,
		km: func(from string) (int64, bool) { return freight.Distance(from, to.Province.Code) },
		fee: func(from string, line ident.ID) (money.VND, bool) {
			return freight.PerUnit(from, to.Province.Code, goods[types[line]].UnitWeightG)
		},
	}, nil
}

// add fills in quantity, distance and, where the buyer fetches the goods, freight.
func (w *way) add(ctx context.Context, c *Compared) error {
	for _, i := range c.Items {
		c.Quantity += i.Quantity
		capacity, err := w.Supply.Capacity(ctx, i.OrgID, i.CapacityID)
		if apperr.KindOf(err) == apperr.KindNotFound {
			continue
		}
		if err != nil {
			return err
		}
		from, err := w.Place.Commune(ctx, capacity.PickupCommune)
		if err != nil && apperr.KindOf(err) == apperr.KindInternal {
			return err
		}
		if km, ok := w.km(from.Province.Code); ok {
			c.DistanceKM = max(c.DistanceKM, km)
		}
		if w.demand.Content.Delivery != demand.DeliveryPickup || i.Freight > 0 {
			continue
		}
		each, ok := w.fee(from.Province.Code, i.LineID)
		c.FreightKnow = c.FreightKnow && ok
		part, err := each.Times(i.Quantity)
		if err != nil {
			return err
		}
		if c.Landed, err = c.Landed.Add(part); err != nil {
			return err
		}
	}
	return nil
}
