package matching

import (
	"cmp"
	"context"
	"slices"

	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/demand"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/supply"
)

// Candidate is an open capacity of the goods that a line asks for, whose
// cooperative may answer the demand. Whether it meets the line's other terms is
// not judged here: a plan's reasons say that.
type Candidate struct {
	LineID   ident.ID
	Capacity supply.Capacity
	OrgName  string // short
	Stars    int    // OCOP stars of the product that hold today
}

// Candidates lists them by line and cooperative.
func (s *Service) Candidates(ctx context.Context, d demand.Demand) ([]Candidate, error) {
	list := []wish{{Demand: d}}
	if err := s.wishes(ctx, list); err != nil {
		return nil, err
	}
	offers, err := s.offers(ctx, d.Content.Types(), calendar.Day(s.Clock.Now()))
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(offers, func(a, b offer) int { return cmp.Compare(a.OrgName, b.OrgName) })
	out := []Candidate{}
	for _, l := range d.Content.Lines {
		for _, o := range offers {
			if o.TypeCode != l.TypeCode || l.ProductID != ident.Nil && o.ProductID != l.ProductID {
				continue
			}
			if list[0].Admitted != nil && !slices.Contains(list[0].Admitted, o.OrgID) {
				continue
			}
			out = append(out, Candidate{LineID: l.ID, Capacity: o.Capacity, OrgName: o.OrgName, Stars: o.Stars})
		}
	}
	return out, nil
}
