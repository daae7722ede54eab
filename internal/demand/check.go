package demand

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
)

// Bounds of a demand.
const (
	MaxQuantity   = 100_000_000
	maxPrice      = money.VND(1_000_000_000)
	maxLines      = 100
	maxInvited    = 660
	horizonMonths = 36
	maxOpen       = 500
)

// normalise trims what is typed and widens recurring lines to whole periods.
func (c Content) normalise() Content {
	c.Title, c.AddressLine = strings.Join(strings.Fields(c.Title), " "), strings.Join(strings.Fields(c.AddressLine), " ")
	c.Note, c.CommuneCode = strings.TrimSpace(c.Note), strings.TrimSpace(c.CommuneCode)
	if c.Audience != AudienceInvited {
		c.Invited = nil
	}
	slices.SortFunc(c.Invited, func(a, b ident.ID) int { return strings.Compare(a.String(), b.String()) })
	c.Invited = slices.Compact(c.Invited)
	if c.Payment != PaymentDeposit {
		c.DepositPct = 0
	}
	if c.Payment != PaymentMonthlyInvoice {
		c.CreditDays = 0
	}
	c.Lines = slices.Clone(c.Lines)
	for i := range c.Lines {
		c.Lines[i] = c.Lines[i].normalise()
	}
	return c
}

func (l Line) normalise() Line {
	l.TypeCode, l.Unit = strings.TrimSpace(l.TypeCode), strings.ToLower(strings.TrimSpace(l.Unit))
	l.Specification = strings.Join(strings.Fields(l.Specification), " ")
	if l.Sureness == "" {
		l.Sureness = "hoped"
	}
	unit := map[Frequency]calendar.Unit{Weekly: calendar.Week, Monthly: calendar.Month}[l.Frequency]
	if unit.Known() && !l.From.IsZero() && !l.To.IsZero() {
		l.From, l.To = unit.Start(l.From), unit.End(l.To)
	}
	l.Certificates = slices.Sorted(slices.Values(l.Certificates))
	return l
}

// check gathers all faults that need nothing but the content, the types and the
// moment. A draft may still lack lines, a place and a future. Pure.
func (c Content) check(types map[string]catalog.Type, now time.Time, draft bool) *apperr.Fields {
	var f apperr.Fields
	mark := func(bad bool, pointer string, fault *apperr.Error) {
		if bad {
			f.AddErr(pointer, fault)
		}
	}
	title, address := utf8.RuneCountInString(c.Title), utf8.RuneCountInString(c.AddressLine)
	mark(title < 2 || title > 160, "/title", errTitle)
	mark(address > 200 || address == 0 && !draft, "/addressLine", errAddress)
	mark(utf8.RuneCountInString(c.Note) > 2000, "/note", errNote)
	mark(c.Delivery != DeliveryDelivered && c.Delivery != DeliveryPickup, "/delivery", errDelivery)
	mark(!c.paymentHolds(), "/payment", errPayment)
	mark(c.AnswerBy.After(now.AddDate(1, 0, 0)) || !draft && !c.AnswerBy.After(now), "/answerBy", errAnswerBy)
	switch c.Audience {
	case AudienceAll:
	case AudienceInvited:
		mark(len(c.Invited) > maxInvited || len(c.Invited) == 0 && !draft, "/invited", errInvited)
	case AudienceProgramme:
		mark(c.ProgrammeID == ident.Nil, "/programmeId", errProgramme)
	default:
		f.AddErr("/audience", errAudience)
	}
	mark(len(c.Lines) > maxLines || len(c.Lines) == 0 && !draft, "/lines", errLines)
	for i, l := range c.Lines {
		at := fmt.Sprintf("/lines/%d", i)
		l.check(&f, at, types, calendar.Day(now), draft)
		mark(slices.ContainsFunc(c.Lines[:i], l.Overlaps), at, errOverlap)
	}
	return &f
}

func (c Content) paymentHolds() bool {
	switch c.Payment {
	case PaymentDeposit:
		return c.DepositPct >= 1 && c.DepositPct <= 100
	case PaymentOnDelivery:
		return true
	case PaymentMonthlyInvoice:
		return c.CreditDays >= 0 && c.CreditDays <= 120
	}
	return false
}

func (l Line) check(f *apperr.Fields, at string, types map[string]catalog.Type, today time.Time, draft bool) {
	mark := func(bad bool, field string, fault *apperr.Error) {
		if bad {
			f.AddErr(at+field, fault)
		}
	}
	if t, known := types[l.TypeCode]; !known {
		f.AddErr(at+"/typeCode", catalog.ErrTypeUnknown)
	} else if l.Unit != t.Unit {
		f.AddErr(at+"/unit", errUnit(l.Unit, t.Unit))
	}
	mark(utf8.RuneCountInString(l.Specification) > 500, "/specification", errSpec)
	mark(l.Quantity < 1 || l.Quantity > MaxQuantity, "/quantity", errQuantity)
	mark(l.Frequency != Once && l.Frequency != Weekly && l.Frequency != Monthly, "/frequency", errFrequency)
	switch {
	case l.From.IsZero() || l.To.Before(l.From) || calendar.MonthsFrom(today, l.To) > horizonMonths:
		f.AddErr(at+"/to", errDates)
	case !draft && l.past(today):
		f.AddErr(at+"/from", errPast)
	}
	mark(l.Target < 0 || l.Highest < 0 || l.Target > maxPrice || l.Highest > maxPrice || l.Highest > 0 && l.Target > l.Highest, "/highestVnd", errPrices)
	mark(!slices.Contains([]int{0, 3, 4, 5}, l.Stars), "/stars", errStars)
	mark(!standards(l.Certificates), "/certificates", errStandard)
	mark(l.TolerancePct < 0 || l.TolerancePct > 50 || l.LeastPct < 0 || l.LeastPct > 100, "/tolerancePct", errPercent)
	mark(!slices.Contains([]string{"standing", "planned", "hoped"}, l.Sureness), "/sureness", errSureness)
	mark(l.MostSuppliers < 0 || l.MostSuppliers > 660, "/mostSuppliers", errSuppliers)
}

// past tells whether the first period of a line is over.
func (l Line) past(today time.Time) bool {
	switch l.Frequency {
	case Weekly:
		return calendar.Week.End(l.From).Before(today)
	case Monthly:
		return calendar.Month.End(l.From).Before(today)
	case Once:
	}
	return l.From.Before(today)
}

func standards(list []catalog.Standard) bool {
	for i, k := range list {
		if !slices.Contains(catalog.Standards(), k) || slices.Contains(list[:i], k) {
			return false
		}
	}
	return true
}

// shifted moves the lines of a copy by whole months, or weeks, so that the
// earliest begins in the future. Pure.
func (c Content) shifted(now time.Time) Content {
	today := calendar.Day(now)
	c.Lines = slices.Clone(c.Lines)
	var first time.Time
	for _, l := range c.Lines {
		if first.IsZero() || l.From.Before(first) {
			first = l.From
		}
	}
	months := 0
	if !first.IsZero() && !first.After(today) {
		months = calendar.MonthsFrom(first, today) + 1
	}
	for i := range c.Lines {
		l := &c.Lines[i]
		l.ID = ident.Nil
		if months == 0 {
			continue
		}
		switch l.Frequency {
		case Monthly:
			l.From = l.From.AddDate(0, months, 0)
			l.To = calendar.Month.End(calendar.Month.Start(l.To).AddDate(0, months, 0))
		case Weekly:
			weeks := (31*months + 6) / 7
			l.From, l.To = l.From.AddDate(0, 0, 7*weeks), l.To.AddDate(0, 0, 7*weeks)
		case Once:
			l.From, l.To = l.From.AddDate(0, 0, 31*months), l.To.AddDate(0, 0, 31*months)
		}
	}
	c.AnswerBy = now.Add(14 * 24 * time.Hour)
	return c
}
