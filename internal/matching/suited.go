package matching

import (
	"context"
	"slices"

	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/demand"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/matching/plan"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/supply"
)

// Suited lists the open capacities that may answer a line of a published demand,
// whatever they have left: of its goods, stars, certificates and sureness, of
// cooperatives that it admits, with a way to its place. Errors: demand.ErrNotFound.
func (s *Service) Suited(ctx context.Context, demandID, lineID ident.ID) ([]supply.Capacity, error) {
	alliance := party.Actor{Memberships: []party.Membership{{Kind: party.KindAlliance, Status: party.StatusVerified}}}
	d, _, err := s.Demand.See(ctx, alliance, demandID)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(d.Content.Lines, func(l demand.Line) bool { return l.ID == lineID })
	if i < 0 {
		return nil, demand.ErrNotFound
	}
	line := d.Content.Lines[i]
	m := market{Today: calendar.Day(s.Clock.Now()), Wishes: []wish{{Demand: *d}}}
	if m.Types, err = s.Catalog.TypesByCode(ctx); err != nil {
		return nil, err
	}
	if m.Freight, err = s.Shipping.Freight(ctx); err != nil {
		return nil, err
	}
	if err := s.wishes(ctx, m.Wishes); err != nil {
		return nil, err
	}
	if m.Offers, err = s.offers(ctx, []string{line.TypeCode}, m.Today); err != nil {
		return nil, err
	}
	var out []supply.Capacity
	asked := m.line(m.Wishes[0], line)
	for _, o := range m.Offers {
		if capacity := m.capacity(o, 0); plan.Bars(&asked, &capacity) == nil {
			out = append(out, o.Capacity)
		}
	}
	return out, nil
}
