package matching

import (
	"slices"
	"time"

	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/demand"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/matching/plan"
	"github.com/chophien/chophien/internal/shipping"
	"github.com/chophien/chophien/internal/supply"
)

// offer is a capacity as matching sees it.
type offer struct {
	supply.Capacity
	OrgName  string
	Province string // of the pick-up commune
	Stars    int    // OCOP stars of the product that hold today
}

// wish is an open demand with who may answer it.
type wish struct {
	demand.Demand
	Province string
	// Admitted are the cooperatives that may answer; nil: all.
	Admitted []ident.ID
	Excluded []ident.ID // in a what-if
}

// market is all that a problem is built from.
type market struct {
	Today   time.Time
	Offers  []offer
	Wishes  []wish
	Types   map[string]catalog.Type
	Freight shipping.Freight
	// Fairness is the Alliance's rules.
	Fairness Fairness
	Limits   map[ident.ID][]Limit // in a what-if, by cooperative
}

// first is the first month of the problem.
func (m market) first() time.Time { return calendar.Month.Start(m.Today) }

// month is the first day of a period of the problem.
func (m market) month(period int) time.Time { return m.first().AddDate(0, period, 0) }

// problem says in the solver's words what the market holds. Pure.
func (m market) problem() plan.Problem {
	p := plan.Problem{Fairness: plan.Fairness{
		MostLarge: int64(m.Fairness.MostLargePct), MostSmall: int64(m.Fairness.MostSmallPct),
		SmallFloor: int64(m.Fairness.SmallFloorPct), Premium: int64(m.Fairness.PremiumPermille),
	}}
	for _, w := range m.Wishes {
		for _, l := range w.Content.Lines {
			line := m.line(w, l)
			p.Periods = max(p.Periods, len(line.Quantity))
			p.Lines = append(p.Lines, line)
		}
	}
	for _, o := range m.Offers {
		p.Capacities = append(p.Capacities, m.capacity(o, p.Periods))
	}
	return p
}

func (m market) capacity(o offer, periods int) plan.Capacity {
	c := plan.Capacity{
		ID: o.ID.String(), Supplier: o.OrgID.String(), Type: o.TypeCode, Available: make([]int64, periods), MinOrder: o.MinQty, Lot: o.LotQty,
		First: calendar.MonthsFrom(m.Today, m.Today.AddDate(0, 0, o.LeadDays)), Stars: o.Stars, Sureness: sureness(o.Sureness),
		Small: slices.Contains(m.Fairness.Small, o.OrgID),
	}
	for _, p := range o.Periods {
		// A week that began last month and is not over still has its goods.
		at := max(0, calendar.MonthsFrom(m.Today, p.StartsOn))
		if at < periods && !p.EndsOn.Before(m.Today) {
			c.Available[at] += p.Available()
		}
	}
	if limits, said := m.Limits[o.OrgID]; said {
		for at := range c.Available {
			i := slices.IndexFunc(limits, func(l Limit) bool { return l.CapacityID == o.ID && l.Month.Equal(m.month(at)) })
			if i < 0 {
				c.Available[at] = 0
				continue
			}
			c.Available[at] = min(c.Available[at], limits[i].Quantity)
		}
	}
	for _, t := range o.Tiers {
		c.Tiers = append(c.Tiers, plan.Tier{From: t.MinQty, Price: int64(t.Price)})
	}
	for _, k := range o.Certificates {
		if !k.ExpiresOn.Before(m.Today) {
			c.Certificates = append(c.Certificates, string(k.Kind))
		}
	}
	return c
}

func sureness(s supply.Sureness) plan.Sureness {
	switch s {
	case supply.SurenessStanding:
		return plan.Standing
	case supply.SurenessPlanned:
		return plan.Planned
	case supply.SurenessHoped:
	}
	return plan.Hoped
}

func (m market) line(w wish, l demand.Line) plan.Line {
	out := plan.Line{
		ID: l.ID.String(), Type: l.TypeCode, Ceiling: int64(l.Highest), Tolerance: int64(l.TolerancePct), LeastPart: int64(l.LeastPct),
		MostSuppliers: l.MostSuppliers, Stars: l.Stars, Sureness: sureness(supply.Sureness(l.Sureness)), Transport: m.transport(w, l),
	}
	for _, k := range l.Certificates {
		out.Certificates = append(out.Certificates, string(k))
	}
	if w.Admitted != nil {
		out.Invited = []string{}
		for _, id := range w.Admitted {
			out.Invited = append(out.Invited, id.String())
		}
	}
	for _, id := range w.Excluded {
		out.Excluded = append(out.Excluded, id.String())
	}
	for _, start := range l.Periods() {
		end := start
		switch l.Frequency {
		case demand.Weekly:
			end = calendar.Week.End(start)
		case demand.Monthly:
			end = calendar.Month.End(start)
		case demand.Once:
			end = l.To
		}
		if end.Before(m.Today) {
			continue
		}
		at := max(0, calendar.MonthsFrom(m.Today, start))
		for len(out.Quantity) <= at {
			out.Quantity = append(out.Quantity, 0)
		}
		out.Quantity[at] += l.Quantity
	}
	return out
}

// transport is the way from each capacity that can serve the line. Another product
// of the same type has none, and neither has a place without a rate.
func (m market) transport(w wish, l demand.Line) map[string]plan.Transport {
	out := map[string]plan.Transport{}
	for _, o := range m.Offers {
		if o.TypeCode != l.TypeCode || l.ProductID != ident.Nil && o.ProductID != l.ProductID {
			continue
		}
		if w.Content.Delivery == demand.DeliveryPickup {
			out[o.ID.String()] = plan.Transport{}
			continue
		}
		if fee, ok := m.Freight.PerUnit(o.Province, w.Province, m.Types[l.TypeCode].UnitWeightG); ok {
			out[o.ID.String()] = plan.Transport{PerUnit: int64(fee)}
		}
	}
	return out
}

// proposals takes apart what the solver answered, demand by demand. Pure.
func (m market) proposals(solved plan.Plan, now time.Time) []Proposal {
	names := map[string]string{}
	wrong := map[string]ident.ID{} // product of a capacity
	for _, o := range m.Offers {
		names[o.OrgID.String()], wrong[o.ID.String()] = o.OrgName, o.ProductID
	}
	shares := map[string][]plan.Share{}
	for _, s := range solved.Shares {
		shares[s.Line] = append(shares[s.Line], s)
	}
	lines := map[string]plan.LinePlan{}
	for _, l := range solved.Lines {
		lines[l.Line] = l
	}
	var out []Proposal
	for _, w := range m.Wishes {
		p := Proposal{
			DemandID: w.ID, Revision: w.Revision, Proven: solved.Proven(), FillGap: max(0, solved.FillGap()), CostGap: max(0, solved.CostGap()),
			MadeAt: now, CheckedAt: now,
		}
		for _, l := range w.Content.Lines {
			solvedLine := lines[l.ID.String()]
			lp := m.lineProposal(l, solvedLine, shares[l.ID.String()], names)
			for i, r := range lp.Refused {
				if r.Code == plan.CodeNoTransport && l.ProductID != ident.Nil && wrong[r.CapacityID] != l.ProductID {
					lp.Refused[i].Code = codeOtherProduct
				}
			}
			p.Landed += lp.Landed
			p.Lines = append(p.Lines, lp)
		}
		out = append(out, p)
	}
	return out
}

func (m market) lineProposal(l demand.Line, solved plan.LinePlan, shares []plan.Share, names map[string]string) LineProposal {
	out := LineProposal{LineID: l.ID, TypeCode: l.TypeCode, Unit: l.Unit, Landed: solved.Landed, Refused: reasons(solved.Refused, names)}
	for at, p := range solved.Periods {
		if p.Asked == 0 {
			continue
		}
		month := MonthPlan{
			Month: m.month(at), Asked: p.Asked, Delivered: p.Delivered, Filled: p.Filled, Complete: p.Complete, Lacking: reasons(p.Lacking, names), Shares: []Share{},
		}
		for _, s := range shares {
			if s.Period == at {
				month.Shares = append(month.Shares, share(s, names))
			}
		}
		slices.SortStableFunc(month.Shares, func(a, b Share) int { return int(b.Quantity - a.Quantity) })
		out.Months = append(out.Months, month)
	}
	return out
}

func share(s plan.Share, names map[string]string) Share {
	capacity, _ := ident.Parse(s.Capacity)
	org, _ := ident.Parse(s.Supplier)
	return Share{
		CapacityID: capacity, OrgID: org, OrgName: names[s.Supplier], Quantity: s.Quantity, UnitPrice: s.UnitPrice,
		Transport: s.Transport, Landed: s.Landed, Why: reasons(s.Why, names),
	}
}

func reasons(list []plan.Reason, names map[string]string) []Reason {
	out := make([]Reason, len(list))
	for i, r := range list {
		out[i] = Reason{Code: r.Code, OrgName: names[r.Supplier], CapacityID: r.Capacity, Have: r.Have, Need: r.Need, Detail: r.Detail}
		out[i].OrgID, _ = ident.Parse(r.Supplier) // empty for the line as a whole
	}
	return out
}
