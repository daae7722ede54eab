package negotiation

import (
	"context"
	"slices"
	"time"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/demand"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/offer"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/supply"
)

// Choice is how much of one item of an offer a buyer takes.
type Choice struct {
	OfferID    ident.ID
	LineID     ident.ID
	Month      time.Time
	CapacityID ident.ID
	Quantity   int64
}

// IssueCode says what is to be known of a split.
type IssueCode string

// The issues.
const (
	IssueNotOffered IssueCode = "not_offered"        // no standing offer says so, or less than chosen
	IssueMembers    IssueCode = "members_open"       // a joint bid to which a member has not consented
	IssueCapacity   IssueCode = "capacity_short"     // promised elsewhere meanwhile
	IssueOver       IssueCode = "over_asked"         // more than asked and tolerated
	IssueUnder      IssueCode = "under_asked"        // less than asked and tolerated
	IssueUseless    IssueCode = "below_least"        // so little that the period is of no use
	IssueSuppliers  IssueCode = "too_many_suppliers" // of a line
	IssueHighest    IssueCode = "above_highest"      // the price of a unit
	IssueMinimum    IssueCode = "below_min_order"    // cut to less than the cooperative delivers at all
	IssueLots       IssueCode = "not_whole_lots"     // cut to no multiple of its lots
)

// blocks tells whether a split with the issue cannot be awarded; the others warn.
func (c IssueCode) blocks() bool {
	return c == IssueNotOffered || c == IssueMembers || c == IssueCapacity || c == IssueOver || c == IssueMinimum || c == IssueLots
}

// Issue is one of them with its numbers.
type Issue struct {
	Code       IssueCode
	Blocks     bool
	LineID     ident.ID
	Month      time.Time // zero: the line as a whole
	OrgID      ident.ID  // ident.Nil: none in particular
	Have, Need int64
}

// Judgement is what a split comes to.
type Judgement struct {
	Issues []Issue
	Total  money.VND // landed
	Chosen int64     // over all lines
	Asked  int64
}

// Blocked tells whether the split cannot be awarded.
func (j Judgement) Blocked() bool {
	return slices.ContainsFunc(j.Issues, func(i Issue) bool { return i.Blocks })
}

// table is all that a split is judged by.
type table struct {
	Demand demand.Demand
	Lines  []offer.Line
	Offers []offer.Offer
	// Free is what each capacity can still promise in a month.
	Free       map[slot]int64
	Capacities map[ident.ID]supply.Capacity
	// Ways is how goods of each capacity come to the buyer; empty where no price at
	// the door is needed.
	Ways map[ident.ID]way
}

type slot struct {
	capacity ident.ID
	month    time.Time
}

// taken returns the items that choices take, by offer. Pure.
func (t table) taken(choices []Choice) (map[ident.ID][]offer.Item, []Issue) {
	out := map[ident.ID][]offer.Item{}
	var issues []Issue
	seen := map[Choice]bool{}
	for _, c := range choices {
		key := c
		key.Quantity = 0
		i := slices.IndexFunc(t.Offers, func(o offer.Offer) bool { return o.ID == c.OfferID })
		n := -1
		known := slices.ContainsFunc(t.Demand.Content.Lines, func(l demand.Line) bool { return l.ID == c.LineID })
		if i >= 0 && known && t.Offers[i].Status.Stands() {
			n = slices.IndexFunc(t.Offers[i].Items, func(x offer.Item) bool {
				return x.LineID == c.LineID && x.Month.Equal(c.Month) && x.CapacityID == c.CapacityID
			})
		}
		issue := Issue{Code: IssueNotOffered, Blocks: true, LineID: c.LineID, Month: c.Month, Need: c.Quantity}
		if n < 0 || seen[key] || c.Quantity < 1 || c.Quantity > t.Offers[i].Items[n].Quantity {
			if n >= 0 {
				issue.OrgID, issue.Have = t.Offers[i].OrgID, t.Offers[i].Items[n].Quantity
			}
			issues = append(issues, issue)
			continue
		}
		seen[key] = true
		item := t.Offers[i].Items[n]
		// What the cooperative offered itself is fine as it is; a cut must be deliverable.
		if r := t.Capacities[item.CapacityID]; c.Quantity < item.Quantity {
			cut := Issue{Blocks: true, LineID: c.LineID, Month: c.Month, OrgID: item.OrgID, Have: c.Quantity}
			if c.Quantity < r.MinQty {
				cut.Code, cut.Need = IssueMinimum, r.MinQty
				issues = append(issues, cut)
			} else if r.LotQty > 1 && c.Quantity%r.LotQty != 0 {
				cut.Code, cut.Need = IssueLots, r.LotQty
				issues = append(issues, cut)
			}
		}
		item.Quantity = c.Quantity
		out[c.OfferID] = append(out[c.OfferID], item)
		if !t.Offers[i].Complete() {
			issue.Code, issue.OrgID = IssueMembers, t.Offers[i].OrgID
			issues = append(issues, issue)
		}
	}
	return out, issues
}

// judge checks a split against what was asked, offered and can be promised. Pure.
// Errors: money.ErrOverflow.
func (t table) judge(choices []Choice) (Judgement, error) {
	won, issues := t.taken(choices)
	j := Judgement{Issues: issues}
	var all []offer.Item
	for _, o := range t.Offers {
		all = append(all, won[o.ID]...)
	}
	var err error
	if j.Total, err = t.landed(all); err != nil {
		return j, err
	}
	add := func(code IssueCode, i Issue) {
		i.Code, i.Blocks = code, code.blocks()
		j.Issues = append(j.Issues, i)
	}
	used := map[slot]int64{}
	for _, i := range all {
		used[slot{i.CapacityID, i.Month}] += i.Quantity
		j.Chosen += i.Quantity
	}
	for _, i := range all {
		k := slot{i.CapacityID, i.Month}
		if used[k] > t.Free[k] {
			add(IssueCapacity, Issue{LineID: i.LineID, Month: i.Month, OrgID: i.OrgID, Have: t.Free[k], Need: used[k]})
			used[k] = 0 // told once
		}
	}
	for n, l := range t.Demand.Content.Lines {
		j.Asked += t.judgeLine(l, t.Lines[n].Months, all, add)
	}
	return j, nil
}

func (t table) judgeLine(l demand.Line, months []time.Time, all []offer.Item, add func(IssueCode, Issue)) (sum int64) {
	var suppliers []ident.ID
	for _, i := range all {
		if i.LineID != l.ID {
			continue
		}
		if !slices.Contains(suppliers, i.OrgID) {
			suppliers = append(suppliers, i.OrgID)
		}
		if each := i.UnitPrice + i.Freight; l.Highest > 0 && each > l.Highest {
			add(IssueHighest, Issue{LineID: l.ID, Month: i.Month, OrgID: i.OrgID, Have: int64(each), Need: int64(l.Highest)})
		}
	}
	if l.MostSuppliers > 0 && len(suppliers) > l.MostSuppliers {
		add(IssueSuppliers, Issue{LineID: l.ID, Have: int64(len(suppliers)), Need: int64(l.MostSuppliers)})
	}
	for _, m := range months {
		asked, have := askedIn(l, m), offer.Quantity(all, l.ID, m)
		sum += asked
		i := Issue{LineID: l.ID, Month: m, Have: have, Need: asked}
		switch {
		case have > asked+asked*int64(l.TolerancePct)/100:
			add(IssueOver, i)
		case have*100 < asked*int64(l.LeastPct):
			add(IssueUseless, i)
		case have < asked-asked*int64(l.TolerancePct)/100:
			add(IssueUnder, i)
		}
	}
	return sum
}

// askedIn is what a line asks for in a month.
func askedIn(l demand.Line, month time.Time) (sum int64) {
	for _, p := range l.Periods() {
		if calendar.Month.Start(p).Equal(month) {
			sum += l.Quantity
		}
	}
	return sum
}

// sit loads the table of a demand, all but the ways.
func (s *Service) sit(ctx context.Context, d demand.Demand) (table, error) {
	t := table{Demand: d, Lines: s.lines(d), Free: map[slot]int64{}, Capacities: map[ident.ID]supply.Capacity{}}
	var err error
	if t.Offers, err = s.Offer.OfDemand(ctx, d.ID); err != nil {
		return t, err
	}
	today := calendar.Day(s.Clock.Now())
	for _, o := range t.Offers {
		for _, i := range o.Items {
			if _, known := t.Capacities[i.CapacityID]; known {
				continue
			}
			c, err := s.Supply.Capacity(ctx, i.OrgID, i.CapacityID)
			if apperr.KindOf(err) == apperr.KindNotFound {
				continue
			}
			if err != nil {
				return t, err
			}
			t.Capacities[i.CapacityID] = *c
			for m, free := range freeBy(*c, today) {
				t.Free[slot{c.ID, m}] = free
			}
		}
	}
	return t, nil
}

// freeBy is what an open capacity can still promise, by month. Pure.
func freeBy(c supply.Capacity, today time.Time) map[time.Time]int64 {
	out := map[time.Time]int64{}
	for _, p := range c.Periods {
		if !p.EndsOn.Before(today) && c.Status == supply.StatusOpen {
			out[calendar.Month.Start(p.StartsOn)] += p.Available()
		}
	}
	return out
}

// Judge checks a split live, as the buyer moves it; nothing is stored. Errors:
// demand.ErrNotFound, money.ErrOverflow.
func (s *Service) Judge(ctx context.Context, actor party.Actor, orgID, demandID ident.ID, choices []Choice) (Judgement, error) {
	d, err := s.ofBuyer(ctx, actor, orgID, demandID)
	if err != nil {
		return Judgement{}, err
	}
	t, err := s.sit(ctx, *d)
	if err != nil {
		return Judgement{}, err
	}
	if t.Ways, err = s.ways(ctx, *d, t.Capacities); err != nil {
		return Judgement{}, err
	}
	return t.judge(choices)
}
