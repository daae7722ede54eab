package negotiation

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/matching/plan"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/offer"
)

// dearest is the highest unit price that the solver reckons with.
const dearest = money.VND(1_000_000_000)

// offered is an item of a standing offer as the solver meets it.
type offered struct {
	offerID ident.ID
	item    offer.Item
}

// propose is the best split of what was offered and can still be promised, by the
// same solver that makes plans. What is dearer than a line's highest price, or
// waits for a member's consent, is left to the buyer. Pure.
func (t table) propose() ([]Choice, error) {
	months := t.months()
	p := plan.Problem{Periods: len(months)}
	for n, l := range t.Demand.Content.Lines {
		line := plan.Line{
			ID: l.ID.String(), Type: l.ID.String(), Tolerance: int64(l.TolerancePct), LeastPart: int64(l.LeastPct), MostSuppliers: l.MostSuppliers,
			Quantity: make([]int64, len(months)),
		}
		for _, m := range t.Lines[n].Months {
			line.Quantity[slices.IndexFunc(months, m.Equal)] = askedIn(l, m)
		}
		p.Lines = append(p.Lines, line)
	}
	from := t.offered(months)
	left := map[slot]int64{}
	for k, free := range t.Free {
		left[k] = free
	}
	for n, o := range from {
		at, k := slices.IndexFunc(months, o.item.Month.Equal), slot{o.item.CapacityID, o.item.Month}
		each, _ := t.freight(o.item)
		c := plan.Capacity{
			ID: strconv.Itoa(n), Supplier: o.item.OrgID.String(), Type: o.item.LineID.String(), Available: make([]int64, at+1),
			Tiers: []plan.Tier{{From: 1, Price: int64(o.item.UnitPrice + each)}}, Sureness: plan.Standing,
			MinOrder: min(t.Capacities[o.item.CapacityID].MinQty, o.item.Quantity), Lot: t.Capacities[o.item.CapacityID].LotQty,
		}
		if c.Lot > 0 && o.item.Quantity%c.Lot != 0 { // the cooperative itself broke its lots
			c.Lot = 1
		}
		c.Available[at] = max(0, min(o.item.Quantity, left[k]))
		left[k] -= c.Available[at]
		p.Capacities = append(p.Capacities, c)
	}
	solved, err := plan.Solve(p, plan.Options{})
	if err != nil {
		return nil, fmt.Errorf("split what was offered: %w", err)
	}
	return chosen(solved.Shares, from), nil
}

// months lists the months in which any line asks, in order.
func (t table) months() []time.Time {
	var out []time.Time
	for _, l := range t.Lines {
		for _, m := range l.Months {
			if !slices.ContainsFunc(out, m.Equal) {
				out = append(out, m)
			}
		}
	}
	slices.SortFunc(out, time.Time.Compare)
	return out
}

// offered lists the items that the proposal may take.
func (t table) offered(months []time.Time) []offered {
	highest := map[ident.ID]money.VND{}
	for _, l := range t.Demand.Content.Lines {
		highest[l.ID] = l.Highest
	}
	var out []offered
	for _, o := range t.Offers {
		if !o.Status.Stands() || !o.Complete() {
			continue
		}
		for _, i := range o.Items {
			h, asked := highest[i.LineID]
			freight, _ := t.freight(i)
			if !asked || !slices.ContainsFunc(months, i.Month.Equal) || h > 0 && i.UnitPrice+i.Freight > h || i.UnitPrice+freight > dearest {
				continue
			}
			out = append(out, offered{o.ID, i})
		}
	}
	return out
}

// chosen reads the solver's shares back, in the order of the offers.
func chosen(shares []plan.Share, from []offered) []Choice {
	shares = slices.Clone(shares)
	number := func(s plan.Share) int {
		n, _ := strconv.Atoi(s.Capacity) // our own
		return n
	}
	slices.SortFunc(shares, func(a, b plan.Share) int { return cmp.Compare(number(a), number(b)) })
	out := make([]Choice, 0, len(shares))
	for _, s := range shares {
		o := from[number(s)]
		out = append(out, Choice{OfferID: o.offerID, LineID: o.item.LineID, Month: o.item.Month, CapacityID: o.item.CapacityID, Quantity: s.Quantity})
	}
	return out
}
