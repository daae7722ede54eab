package negotiation

import (
	"context"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/demand"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/offer"
	"github.com/chophien/chophien/internal/supply"
)

// way is how goods of a capacity come to the buyer.
type way struct {
	KM int64 // by road; 0: unknown
	// Fee is what bringing a unit costs by today's bulk rates.
	Fee   money.VND
	Known bool // false: no rate covers the way
}

// ways reckons how far capacities are from a demand's place, and what that costs.
func (s *Service) ways(ctx context.Context, d demand.Demand, capacities map[ident.ID]supply.Capacity) (map[ident.ID]way, error) {
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
	out := make(map[ident.ID]way, len(capacities))
	for id, c := range capacities {
		from, err := s.Place.Commune(ctx, c.PickupCommune)
		if err != nil && apperr.KindOf(err) == apperr.KindInternal {
			return nil, err
		}
		var w way
		w.KM, _ = freight.Distance(from.Province.Code, to.Province.Code)
		w.Fee, w.Known = freight.PerUnit(from.Province.Code, to.Province.Code, goods[c.TypeCode].UnitWeightG)
		out[id] = w
	}
	return out, nil
}

// freight is what bringing a unit of an item costs on top of its price: what the
// offer says, or today's bulk rate where the buyer fetches the goods. Pure.
func (t table) freight(i offer.Item) (each money.VND, known bool) {
	if i.Freight > 0 || t.Demand.Content.Delivery != demand.DeliveryPickup {
		return i.Freight, true
	}
	w := t.Ways[i.CapacityID]
	return w.Fee, w.Known
}

// landed is what items come to at the buyer's door. Pure. Errors: money.ErrOverflow.
func (t table) landed(items []offer.Item) (money.VND, error) {
	at := make([]offer.Item, len(items))
	for n, i := range items {
		i.Freight, _ = t.freight(i)
		at[n] = i
	}
	return offer.Total(at)
}
