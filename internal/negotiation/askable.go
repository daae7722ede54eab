package negotiation

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/matching"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/supply"
)

// Askable is a capacity that a buyer may ask for a line of its demand.
type Askable struct {
	matching.Candidate
	Way        money.VND // what bringing a unit to the buyer costs by today's bulk rates
	WayKnown   bool
	DistanceKM int64
	Months     []FreeMonth // in which the line asks, and the lead time reaches
}

// FreeMonth is what a capacity can still promise in a month.
type FreeMonth struct {
	Month time.Time
	Free  int64
}

// Askable lists the capacities whose cooperatives may answer the demand, with what
// each could still give. Errors: demand.ErrNotFound.
func (s *Service) Askable(ctx context.Context, actor party.Actor, orgID, demandID ident.ID) ([]Askable, error) {
	d, err := s.ofBuyer(ctx, actor, orgID, demandID)
	if err != nil {
		return nil, err
	}
	list, err := s.Matching.Candidates(ctx, *d)
	if err != nil {
		return nil, err
	}
	capacities := map[ident.ID]supply.Capacity{}
	for _, c := range list {
		capacities[c.Capacity.ID] = c.Capacity
	}
	ways, err := s.ways(ctx, *d, capacities)
	if err != nil {
		return nil, err
	}
	months := map[ident.ID][]time.Time{}
	for _, l := range s.lines(*d) {
		months[l.ID] = l.Months
	}
	today := calendar.Day(s.Clock.Now())
	out := make([]Askable, len(list))
	for i, c := range list {
		w := ways[c.Capacity.ID]
		out[i] = Askable{Candidate: c, Way: w.Fee, WayKnown: w.Known, DistanceKM: w.KM}
		free, earliest := freeBy(c.Capacity, today), calendar.Month.Start(today.AddDate(0, 0, c.Capacity.LeadDays))
		for _, m := range months[c.LineID] {
			if !m.Before(earliest) {
				out[i].Months = append(out[i].Months, FreeMonth{Month: m, Free: free[m]})
			}
		}
	}
	return out, nil
}
