package demand

import (
	"strconv"
	"strings"
	"time"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/spreadsheet"
	"github.com/chophien/chophien/internal/vntext"
)

// reader reads lines out of rows.
type reader struct {
	types   []catalog.Type
	table   *spreadsheet.Table
	columns []int
	today   time.Time
}

// line reads one row; a line with faults is not to be used.
func (r reader) line(at int) (Line, []CellFault) {
	var faults []CellFault
	text := func(column int) string { return r.table.Text(r.columns[column], at) }
	typed := func(column int) bool { return r.table.Typed(r.columns[column], at) }
	fault := func(column int, e *apperr.Error) {
		faults = append(faults, CellFault{Cell: spreadsheet.Cell(r.columns[column], at), Fault: e})
	}
	number := func(column int) int64 {
		s := text(column)
		if s == "" {
			return 0
		}
		n, ok := spreadsheet.WholeNumber(s, typed(column))
		if !ok {
			fault(column, errCellNumber)
		}
		return n
	}
	l := Line{Sureness: "hoped", Specification: text(columnSpecification)}
	t, ok := r.typeOf(text(columnType))
	if !ok {
		fault(columnType, errCellType)
	}
	l.TypeCode, l.Unit = t.Code, t.Unit
	l.Quantity = number(columnQuantity)
	l.Target, l.Highest = money.VND(number(columnTarget)), money.VND(number(columnHighest))
	l.Stars, l.TolerancePct = int(number(columnStars)), int(number(columnTolerance))
	if ok {
		if e := l.measure(text(columnUnit), t.Unit); e != nil {
			fault(columnUnit, e)
		}
	}
	date := func(column int) time.Time {
		day, ok := dayOf(text(column), typed(column), column == columnTo)
		if !ok {
			fault(column, errCellDate)
		}
		return day
	}
	l.From, l.To = date(columnFrom), date(columnTo)
	l.Frequency = frequencyOf(text(columnFrequency))
	l.Certificates = standardsOf(text(columnCertificates))
	if len(faults) > 0 {
		return l, faults
	}
	l = l.normalise()
	types := map[string]catalog.Type{t.Code: t}
	var f2 apperr.Fields
	l.check(&f2, "", types, r.today, false)
	return l, r.located(f2.Err(), at)
}

// typeOf finds a type by its code or name, or by a part of exactly one name.
func (r reader) typeOf(s string) (catalog.Type, bool) {
	want := vntext.Fold(s)
	if want == "" {
		return catalog.Type{}, false
	}
	var part []catalog.Type
	for _, t := range r.types {
		vi, en := vntext.Fold(t.Name.VI), vntext.Fold(t.Name.EN)
		if t.Code == want || vi == want || en == want {
			return t, true
		}
		if strings.Contains(vi, want) || strings.Contains(en, want) {
			part = append(part, t)
		}
	}
	if len(part) == 1 {
		return part[0], true
	}
	return catalog.Type{}, false
}

// measure brings yến, tạ and tấn to kilograms; any other unit must be the type's.
func (l *Line) measure(unit, want string) *apperr.Error {
	unit = strings.ToLower(unit)
	if unit == "" || unit == want {
		return nil
	}
	times := map[string]int64{"yến": 10, "tạ": 100, "tấn": 1000}[unit]
	if want != "kg" || times == 0 {
		return errUnit(unit, want)
	}
	if int64(l.Target)%times != 0 || int64(l.Highest)%times != 0 {
		return errCellPrice
	}
	if l.Quantity <= MaxQuantity {
		l.Quantity *= times
	}
	l.Target, l.Highest = l.Target/money.VND(times), l.Highest/money.VND(times)
	return nil
}

// excelEpoch is day 0 of spreadsheets (of those after February 1900).
func excelEpoch() time.Time { return calendar.Date(1899, time.December, 30) }

// dayOf reads a date cell, 05/01/2027, 1/2027 or 2027-01-05; the end of a month
// where it stands for an end.
func dayOf(s string, typed, end bool) (time.Time, bool) {
	if whole, _, _ := strings.Cut(s, "."); typed {
		if n, err := strconv.ParseInt(whole, 10, 32); err == nil && n > 30_000 && n < 80_000 {
			return excelEpoch().AddDate(0, 0, int(n)), true
		}
	}
	for _, layout := range []string{"2/1/2006", "2-1-2006", "2.1.2006", time.DateOnly} {
		if t, err := time.Parse(layout, s); err == nil {
			return t, true
		}
	}
	for _, layout := range []string{"1/2006", "1-2006", "2006-01"} {
		if t, err := time.Parse(layout, strings.TrimPrefix(vntext.Fold(s), "thang ")); err == nil {
			if end {
				t = calendar.Month.End(t)
			}
			return t, true
		}
	}
	return time.Time{}, false
}

func frequencyOf(s string) Frequency {
	switch vntext.Fold(s) {
	case "", "mot lan", "1 lan", "once":
		return Once
	case "hang tuan", "moi tuan", "tuan", "weekly":
		return Weekly
	case "hang thang", "moi thang", "thang", "monthly":
		return Monthly
	}
	return Frequency(s) // unknown: the check names it
}

func standardsOf(s string) []catalog.Standard {
	var out []catalog.Standard
	for word := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == ',' || r == ';' || r == '+' }) {
		switch folded := vntext.Fold(word); folded {
		case "huu co":
			out = append(out, catalog.StandardOrganic)
		case "thu y", "ve sinh thu y", "kiem dich":
			out = append(out, catalog.StandardVeterinary)
		case "khong", "":
		default:
			out = append(out, catalog.Standard(folded))
		}
	}
	return out
}
