package plan

import (
	"maps"
	"slices"
)

// explain fills in the lines and the reasons of a kind whose shares are decided.
func (c *kind) explain(out *Kind) {
	e := &explaining{c: c, given: map[place]int64{}, byLine: map[string][]*Share{}}
	for i := range out.Shares {
		s := &out.Shares[i]
		e.given[place{s.Capacity, s.Period}] += s.Quantity
		e.byLine[s.Line] = append(e.byLine[s.Line], s)
	}
	for l := range c.lines {
		out.Lines = append(out.Lines, e.line(l))
	}
}

type place struct {
	capacity string
	period   int
}

type explaining struct {
	c      *kind
	given  map[place]int64 // over all lines
	byLine map[string][]*Share
}

// offer is a possible share of a line in a period.
type offer struct {
	capacity *Capacity
	arc      arc
}

func (e *explaining) line(l int) LinePlan {
	line := e.c.lines[l]
	out := LinePlan{Line: line.ID, Periods: make([]PeriodPlan, e.c.problem.Periods)}
	suppliers, months := map[string]bool{}, map[string]int{}
	shares := make([][]*Share, e.c.problem.Periods)
	for _, s := range e.byLine[line.ID] {
		suppliers[s.Supplier] = true
		months[s.Capacity]++
		out.Landed += s.Landed
		shares[s.Period] = append(shares[s.Period], s)
	}
	out.Suppliers = slices.Sorted(maps.Keys(suppliers))
	able := map[int]bool{} // capacities that could give something in some period
	for period := range out.Periods {
		row := line.limits(period)
		p := PeriodPlan{Asked: row.asked}
		for _, s := range shares[period] {
			p.Delivered += s.Quantity
		}
		p.Filled = min(p.Asked, p.Delivered)
		p.Unfilled = p.Asked - p.Filled
		p.Complete = p.Delivered*100 >= p.Asked*(100-line.Tolerance)
		if p.Asked > 0 {
			offers, refusals := e.offers(l, period, able)
			if p.Unfilled > 0 {
				p.Lacking = append(e.lacking(line, row, period, &out, shares[period], offers), refusals...)
			}
			for _, s := range shares[period] {
				s.Why = why(s, offers, months[s.Capacity], line.MostSuppliers > 0)
			}
		}
		out.Periods[period] = p
	}
	out.Refused = e.refused(l, able)
	return out
}

// offers are the possible shares of a period, and why others are not possible.
func (e *explaining) offers(l, period int, able map[int]bool) (offers []offer, refusals []Reason) {
	for _, s := range e.c.suits[l] {
		if s.barred != nil {
			continue
		}
		capacity := e.c.capacities[s.capacity]
		a, no := possible(e.c.lines[l], capacity, e.c.problem.Fairness, period)
		if no != nil {
			refusals = append(refusals, *no)
			continue
		}
		able[s.capacity] = true
		offers = append(offers, offer{capacity, a})
	}
	return offers, refusals
}

func (e *explaining) refused(l int, able map[int]bool) (out []Reason) {
	for _, s := range e.c.suits[l] {
		switch capacity := e.c.capacities[s.capacity]; {
		case s.barred != nil:
			out = append(out, *s.barred)
		case !able[s.capacity]:
			out = append(out, Reason{Code: CodeNoPeriod, Supplier: capacity.Supplier, Capacity: capacity.ID})
		}
	}
	return out
}

// lacking says why each possible share is not larger.
func (e *explaining) lacking(line *Line, row monthLine, period int, p *LinePlan, shares []*Share, offers []offer) (out []Reason) {
	delivered, reachable := int64(0), int64(0)
	own := map[string]int64{}
	for _, s := range shares {
		delivered += s.Quantity
		own[s.Capacity] = s.Quantity
	}
	for _, o := range offers {
		reachable += min(o.arc.most, at(o.capacity.Available, period)-e.given[place{o.capacity.ID, period}]+own[o.capacity.ID])
	}
	switch {
	case len(offers) == 0:
		out = append(out, Reason{Code: CodeNoSupply})
	case row.need > 0 && delivered == 0 && reachable < row.need:
		return []Reason{{Code: CodeLeastPart, Have: reachable, Need: row.need}}
	}
	for _, o := range offers {
		r := e.limit(line, row, period, p.Suppliers, o, own[o.capacity.ID], delivered)
		r.Supplier, r.Capacity = o.capacity.Supplier, o.capacity.ID
		out = append(out, r)
	}
	return out
}

// limit is what keeps one possible share from being larger than own.
func (e *explaining) limit(line *Line, row monthLine, period int, suppliers []string, o offer, own, delivered int64) Reason {
	available := at(o.capacity.Available, period)
	left := available - e.given[place{o.capacity.ID, period}]
	lot := o.arc.lot
	most := line.MostSuppliers
	switch {
	case left == 0:
		return Reason{Code: CodeFull, Have: available, Need: own}
	case most > 0 && len(suppliers) >= most && !slices.Contains(suppliers, o.capacity.Supplier):
		return Reason{Code: CodeMostSuppliers, Have: int64(len(suppliers)), Need: int64(most)}
	case own > 0 && own == o.arc.most && own+lot <= min(available, row.most):
		return Reason{Code: CodeShareCap, Have: own, Need: o.arc.most}
	case left < lot || row.most-delivered < lot:
		return Reason{Code: CodeLot, Have: min(left, row.most-delivered), Need: lot}
	case own == 0 && min(left, row.most-delivered) < o.arc.least:
		return e.minimum(line, row, o, min(left, row.most-delivered))
	}
	return Reason{Code: CodeNotFound, Have: left}
}

// minimum names the rule that asks for at least arc.least.
func (e *explaining) minimum(line *Line, row monthLine, o offer, could int64) Reason {
	order := ceilTo(max(1, o.capacity.MinOrder, o.capacity.Tiers[0].From), o.arc.lot)
	share := ceilTo(max(1, percentUp(row.asked, line.LeastShare)), o.arc.lot)
	switch least := o.arc.least; {
	case could > 0 && least > max(order, share):
		return Reason{Code: CodePriceCeiling, Have: o.arc.unit(max(order, min(could, least-1))), Need: line.Ceiling}
	case share > order:
		return Reason{Code: CodeLeastShare, Have: could, Need: share}
	default:
		return Reason{Code: CodeMinOrder, Have: could, Need: order}
	}
}

// why says for what a share was given.
func why(s *Share, offers []offer, periods int, limited bool) (out []Reason) {
	reason := func(code Code, have, need int64) {
		out = append(out, Reason{Code: code, Supplier: s.Supplier, Capacity: s.Capacity, Have: have, Need: need})
	}
	unit := (s.Landed + s.Quantity - 1) / s.Quantity
	lowest, small, tier := int64(0), false, int64(0)
	for _, o := range offers {
		if o.capacity.ID == s.Capacity {
			small = o.capacity.Small
			if k := o.arc.tier(s.Quantity); k > 0 {
				tier = o.arc.tiers[k].From
			}
			continue
		}
		if n := min(o.arc.most, max(s.Quantity, o.arc.least)); lowest == 0 || o.arc.unit(n) < lowest {
			lowest = o.arc.unit(n)
		}
	}
	switch {
	case len(offers) == 1:
		reason(CodeOnly, unit, 0)
	case unit <= lowest:
		reason(CodeCheapest, unit, lowest)
	default:
		reason(CodeNeeded, unit, lowest)
	}
	if tier > 0 {
		reason(CodeTier, s.Quantity, tier)
	}
	if limited && periods > 1 {
		reason(CodeContinuity, int64(periods), 0)
	}
	if small {
		reason(CodeSmall, 0, 0)
	}
	return out
}
