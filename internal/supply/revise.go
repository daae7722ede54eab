package supply

import (
	"fmt"
	"time"

	"github.com/chophien/chophien/internal/apperr"
)

// change is what a revision does to the periods.
type change struct {
	Add    []Period // without ids
	Update []Period // as they will be
}

// revise compares the periods of a capacity with what they shall be. A period that
// is over stays as it was; one that is left out is set to nought. Pure. Errors:
// ErrBelowPromised with the affected periods but not yet their holders, and then
// short lists them; request.invalid for allotments.
func revise(have []Period, in CapacityInput, today time.Time) (out change, short []Period, err error) {
	byStart := map[time.Time]Period{}
	for _, p := range have {
		byStart[p.StartsOn] = p
	}
	var f apperr.Fields
	named := map[time.Time]bool{}
	for i, want := range in.Periods {
		named[want.StartsOn] = true
		was, there := byStart[want.StartsOn]
		if !there {
			out.Add = append(out.Add, Period{StartsOn: want.StartsOn, EndsOn: in.Period.End(want.StartsOn), Declared: want.Declared, Retail: want.Retail})
			continue
		}
		next := was
		next.Declared, next.Retail = want.Declared, want.Retail
		switch {
		case next.Declared < next.Promised:
			short = append(short, next)
		case next.Retail+next.Promised > next.Declared:
			f.AddErr(fmt.Sprintf("/periods/%d/retail", i), errRetail)
		case next.ShelvedMilli > next.Retail*1000:
			f.AddErr(fmt.Sprintf("/periods/%d/retail", i), errShelf)
		case next != was:
			out.Update = append(out.Update, next)
		}
	}
	for _, was := range have {
		if named[was.StartsOn] || was.EndsOn.Before(today) || was.Declared == 0 {
			continue
		}
		next := was
		next.Declared, next.Retail = 0, 0
		switch {
		case was.Promised > 0:
			short = append(short, next)
		case was.ShelvedMilli > 0:
			f.AddErr("/periods", errShelf)
		default:
			out.Update = append(out.Update, next)
		}
	}
	if len(short) > 0 {
		return change{}, short, ErrBelowPromised
	}
	return out, nil, f.Err()
}

// affected names who holds what of the periods that would fall short.
func affected(short []Period, promises []Promise) []Affected {
	out := make([]Affected, 0, len(short))
	for _, p := range short {
		a := Affected{StartsOn: day(p.StartsOn), Declared: p.Declared, Retail: p.Retail, Promised: p.Promised, Holders: []AffectedHolder{}}
		for _, h := range promises {
			if h.PeriodID == p.ID {
				a.Holders = append(a.Holders, AffectedHolder{Kind: h.Kind, ID: h.Holder.ID, BuyerOrgID: h.BuyerOrgID, Label: h.Label, Quantity: h.Quantity})
			}
		}
		out = append(out, a)
	}
	return out
}
