package exchange

import (
	"strings"
	"time"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/spreadsheet"
	"github.com/chophien/chophien/internal/supply"
	"github.com/chophien/chophien/internal/vntext"
)

const maxDeclared = 100_000_000

// capacityInput is what taking a row over needs.
type capacityInput struct {
	CapacityID ident.ID  `json:"capacityId"`
	StartsOn   time.Time `json:"startsOn"`
	There      bool      `json:"there"` // the period was declared when it was checked
	Was        amounts   `json:"was"`
	Now        amounts   `json:"now"`
}

type amounts struct {
	Declared int64 `json:"declared"`
	Retail   int64 `json:"retail"`
}

// capacityFacts are what the cooperative has declared.
type capacityFacts struct {
	capacities []supply.Capacity
	types      []catalog.Type
	today      time.Time
	base1904   bool
}

// find returns the one declaration that a type and grade mean; many tells of several.
func (f capacityFacts) find(kind, grade string) (found *supply.Capacity, many bool) {
	kind, grade = vntext.Fold(kind), vntext.Fold(grade)
	var alike []*supply.Capacity
	for i := range f.capacities {
		c := &f.capacities[i]
		for _, t := range f.types {
			if t.Code == c.TypeCode && (kind == t.Code || kind == vntext.Fold(t.Name.VI) || kind == vntext.Fold(t.Name.EN)) {
				alike = append(alike, c)
			}
		}
	}
	if grade == "" && len(alike) == 1 {
		return alike[0], false
	}
	for _, c := range alike {
		if vntext.Fold(c.Grade) != grade {
			continue
		}
		if found != nil {
			return nil, true
		}
		found = c
	}
	return found, false
}

// decideCapacity says what a row changes of a declared period. key names the period,
// so that it is found twice in a file. Pure.
func decideCapacity(row spreadsheet.Row, at int, l *layout, f capacityFacts) (out Row, key string) {
	get := func(c column) spreadsheet.Value { return row.Get(l.at[c]) }
	out = Row{At: at, Sheet: row.Sheet, Line: row.At + 1, Kind: KindCapacity, Label: strings.TrimSpace(get(colType).Text + " " + get(colGrade).Text)}
	fault := func(c column, e *apperr.Error) { out.Faults = append(out.Faults, l.fault(row, c, e)) }
	c, many := f.find(get(colType).Text, get(colGrade).Text)
	switch {
	case many:
		fault(colType, errTypeMany)
	case c == nil:
		fault(colType, errType)
	}
	start, ok := monthOrDay(get(colPeriod), f.base1904)
	switch {
	case !ok || c != nil && !c.Period.Start(start).Equal(start):
		fault(colPeriod, errPeriodDay)
	case c != nil && c.Period.End(start).Before(f.today):
		fault(colPeriod, errPast)
	}
	declared, declaredOK := get(colDeclared).Whole()
	if !declaredOK || declared < 0 || declared > maxDeclared {
		declaredOK = false
		fault(colDeclared, errDeclared)
	}
	var was supply.Period
	there := false
	if c != nil {
		for _, p := range c.Periods {
			if p.StartsOn.Equal(start) {
				was, there = p, true
			}
		}
	}
	retail := was.Retail
	if v := get(colRetail); v.Kind != spreadsheet.KindEmpty {
		var ok bool
		if retail, ok = v.Whole(); !ok || retail < 0 {
			fault(colRetail, errRetail)
			retail = 0
		}
	}
	if declaredOK && declared < was.Promised {
		fault(colDeclared, errDeclared)
	} else if declaredOK && retail > declared-was.Promised && get(colRetail).Kind != spreadsheet.KindEmpty {
		fault(colRetail, errRetail)
	} else if declaredOK && retail > declared-was.Promised {
		fault(colDeclared, errRetail)
	}
	if len(out.Faults) > 0 {
		out.Outcome = OutcomeFaulty
		return out, ""
	}
	out.Label += " " + start.Format("02/01/2006")
	out.compareInt("declared", was.Declared, declared)
	out.compareInt("retail", was.Retail, retail)
	switch {
	case len(out.Changes) == 0:
		out.Outcome = OutcomeSame
	case there:
		out.Outcome = OutcomeChanged
	default:
		out.Outcome = OutcomeNew
		for i := range out.Changes {
			out.Changes[i].From = ""
		}
	}
	if out.Outcome != OutcomeSame {
		out.input = encode(capacityInput{
			CapacityID: c.ID, StartsOn: start, There: there, Was: amounts{was.Declared, was.Retail}, Now: amounts{declared, retail},
		})
	}
	return out, c.ID.String() + start.Format(time.DateOnly)
}

// monthOrDay reads a day, or a month as 12/2026.
func monthOrDay(v spreadsheet.Value, base1904 bool) (time.Time, bool) {
	if day, ok := v.Day(base1904); ok {
		return calendar.Date(day.Year(), day.Month(), day.Day()), true
	}
	if month, err := time.Parse("1/2006", v.Text); err == nil && v.Kind == spreadsheet.KindText {
		return calendar.Date(month.Year(), month.Month(), 1), true
	}
	return time.Time{}, false
}
