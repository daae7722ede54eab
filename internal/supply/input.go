package supply

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

// Bounds of a declaration.
const (
	MaxQuantity   = 100_000_000
	MaxPrice      = money.VND(1_000_000_000)
	maxTiers      = 10
	maxPeriods    = 120
	horizonMonths = 36
	maxOpen       = 200
)

// CapacityInput is a declaration as typed.
type CapacityInput struct {
	TypeCode      string
	ProductID     ident.ID // ident.Nil: of the type in general
	Unit          string
	Grade         string
	Period        calendar.Unit
	Sureness      Sureness
	MinQty        int64
	LotQty        int64
	LeadDays      int
	PickupCommune string
	SeasonMonths  []int // empty: all year
	Note          string
	Tiers         []Tier
	Certificates  []Certificate
	Periods       []PeriodInput
}

// PeriodInput is one week or month of a declaration.
type PeriodInput struct {
	StartsOn time.Time
	Declared int64
	Retail   int64
}

// normalise trims what is typed and sorts what has an order.
func (in CapacityInput) normalise() CapacityInput {
	in.TypeCode, in.Unit = strings.TrimSpace(in.TypeCode), strings.ToLower(strings.TrimSpace(in.Unit))
	in.Grade = strings.Join(strings.Fields(in.Grade), " ")
	in.Note, in.PickupCommune = strings.TrimSpace(in.Note), strings.TrimSpace(in.PickupCommune)
	if len(in.SeasonMonths) == 0 {
		in.SeasonMonths = []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}
	}
	in.SeasonMonths = slices.Sorted(slices.Values(in.SeasonMonths))
	in.Certificates = slices.Clone(in.Certificates)
	for i := range in.Certificates {
		c := &in.Certificates[i]
		c.Number, c.Issuer = strings.TrimSpace(c.Number), strings.TrimSpace(c.Issuer)
	}
	return in
}

// check gathers all faults of a declaration that need nothing but itself, the
// product types and the day. Pure.
func (in CapacityInput) check(types map[string]catalog.Type, today time.Time) *apperr.Fields {
	var f apperr.Fields
	if t, known := types[in.TypeCode]; !known {
		f.AddErr("/typeCode", catalog.ErrTypeUnknown)
	} else if in.Unit != t.Unit {
		f.AddErr("/unit", errUnit(in.Unit, t.Unit))
	}
	mark := func(bad bool, pointer string, fault *apperr.Error) {
		if bad {
			f.AddErr(pointer, fault)
		}
	}
	mark(utf8.RuneCountInString(in.Grade) > 60, "/grade", errGrade)
	mark(utf8.RuneCountInString(in.Note) > 500, "/note", errNote)
	mark(!in.Period.Known(), "/period", errPeriod)
	mark(!slices.Contains([]Sureness{SurenessStanding, SurenessPlanned, SurenessHoped}, in.Sureness), "/sureness", errSure)
	mark(in.MinQty < 1 || in.MinQty > MaxQuantity, "/minQty", errMin)
	mark(in.LotQty < 1 || in.LotQty > MaxQuantity, "/lotQty", errLot)
	mark(in.LeadDays < 0 || in.LeadDays > 365, "/leadDays", errLead)
	mark(!season(in.SeasonMonths), "/seasonMonths", errSeason)
	in.checkTiers(&f)
	in.checkCertificates(&f, today)
	in.checkPeriods(&f, today)
	return &f
}

func season(months []int) bool {
	return len(months) <= 12 && len(slices.Compact(slices.Clone(months))) == len(months) && months[0] >= 1 && months[len(months)-1] <= 12
}

func (in CapacityInput) checkTiers(f *apperr.Fields) {
	if n := len(in.Tiers); n < 1 || n > maxTiers || in.Tiers[0].MinQty > in.MinQty {
		f.AddErr("/tiers", errTiers)
		return
	}
	for i, t := range in.Tiers {
		at := fmt.Sprintf("/tiers/%d", i)
		if t.MinQty < 1 || t.MinQty > MaxQuantity {
			f.AddErr(at+"/minQty", errMin)
		}
		if t.Price < 1 || t.Price > MaxPrice {
			f.AddErr(at+"/priceVnd", errPrice)
		}
		if i > 0 && (t.MinQty <= in.Tiers[i-1].MinQty || t.Price >= in.Tiers[i-1].Price) {
			f.AddErr(at, errRises)
		}
	}
}

func (in CapacityInput) checkCertificates(f *apperr.Fields, today time.Time) {
	seen := map[catalog.Standard]bool{}
	for i, c := range in.Certificates {
		at := fmt.Sprintf("/certificates/%d", i)
		number, issuer := utf8.RuneCountInString(c.Number), utf8.RuneCountInString(c.Issuer)
		if !slices.Contains(catalog.Standards(), c.Kind) || seen[c.Kind] || number < 1 || number > 80 || issuer > 160 {
			f.AddErr(at, errCert)
		}
		if c.ExpiresOn.Before(today) {
			f.AddErr(at+"/expiresOn", errExpired)
		}
		seen[c.Kind] = true
	}
}

func (in CapacityInput) checkPeriods(f *apperr.Fields, today time.Time) {
	if n := len(in.Periods); n < 1 || n > maxPeriods {
		f.AddErr("/periods", errPeriods)
		return
	}
	if !in.Period.Known() {
		return
	}
	seen := map[time.Time]bool{}
	for i, p := range in.Periods {
		at := fmt.Sprintf("/periods/%d", i)
		start := in.Period.Start(p.StartsOn)
		switch {
		case seen[start]:
			f.AddErr(at+"/startsOn", errOverlap)
		case !p.StartsOn.Equal(start):
			f.AddErr(at+"/startsOn", errStart)
		case in.Period.End(start).Before(today):
			f.AddErr(at+"/startsOn", errPast)
		case calendar.MonthsFrom(today, start) > horizonMonths:
			f.AddErr(at+"/startsOn", errFar)
		}
		seen[start] = true
		if p.Declared < 0 || p.Declared > MaxQuantity {
			f.AddErr(at+"/declared", errAmount)
		} else if p.Declared > 0 && !in.inSeason(start) {
			f.AddErr(at+"/declared", errOffTime)
		}
		if p.Retail < 0 || p.Retail > p.Declared {
			f.AddErr(at+"/retail", errRetail)
		}
	}
}

// inSeason tells whether a period touches a month of the season.
func (in CapacityInput) inSeason(start time.Time) bool {
	return slices.Contains(in.SeasonMonths, int(start.Month())) || slices.Contains(in.SeasonMonths, int(in.Period.End(start).Month()))
}
