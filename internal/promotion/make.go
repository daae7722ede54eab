package promotion

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
)

// MaxAmount bounds every amount of a voucher.
const MaxAmount money.VND = 1_000_000_000_000

const (
	maxUses  = 1_000_000
	maxDays  = 366
	maxScope = 200
)

var codeForm = regexp.MustCompile(`^[A-Z0-9]{4,20}$`)

// MakeInput is a new voucher. Of the Voucher it takes what its maker decides.
type MakeInput struct {
	Voucher

	Categories []string // slugs
	ActorID    ident.ID
}

func outOf(v, low money.VND) bool { return v < low || v > MaxAmount }

func (in MakeInput) validate(today time.Time) (MakeInput, error) {
	var f apperr.Fields
	in.Code, in.Name, in.Campaign = Normalise(in.Code), strings.TrimSpace(in.Name), strings.TrimSpace(in.Campaign)
	if !codeForm.MatchString(in.Code) {
		f.AddErr("/code", errCode)
	}
	if n := utf8.RuneCountInString(in.Name); n == 0 || n > 120 {
		f.AddErr("/name", errName)
	}
	if utf8.RuneCountInString(in.Campaign) > 80 {
		f.AddErr("/campaign", errCampaign)
	}
	switch in.Kind {
	case KindPercent:
		in.Amount = 0
		if in.Rate < 1 || in.Rate > money.Whole {
			f.AddErr("/rateBp", errRate)
		}
		if outOf(in.Cap, 0) {
			f.AddErr("/capVnd", errAmount)
		}
	case KindAmount:
		in.Rate, in.Cap = 0, 0
		if outOf(in.Amount, 1) {
			f.AddErr("/amountVnd", errAmount)
		}
	default:
		f.AddErr("/kind", errKind)
	}
	if in.Off != TargetGoods && in.Off != TargetShipping {
		f.AddErr("/off", errOff)
	}
	in.limits(&f)
	in.bearers(&f)
	if in.From.Before(today) {
		f.AddErr("/from", errFrom)
	}
	if in.Until.Before(in.From) || in.Until.After(in.From.AddDate(0, 0, maxDays)) {
		f.AddErr("/until", errUntil)
	}
	return in, f.Err()
}

func (in *MakeInput) limits(f *apperr.Fields) {
	if outOf(in.MinSpend, 0) {
		f.AddErr("/minSpendVnd", errAmount)
	}
	if outOf(in.Budget, 0) {
		f.AddErr("/budgetVnd", errAmount)
	}
	if in.MaxUses < 0 || in.MaxUses > maxUses {
		f.AddErr("/maxUses", errUses)
	}
	if in.MaxUsesPerBuyer < 0 || in.MaxUsesPerBuyer > maxUses {
		f.AddErr("/maxUsesPerBuyer", errUses)
	}
}

// bearers sees to it that a cooperative pays for its own goods only, and the market
// within a budget.
func (in *MakeInput) bearers(f *apperr.Fields) {
	for _, list := range []*[]ident.ID{&in.OrgIDs, &in.ProductIDs, &in.CategoryIDs} {
		slices.SortFunc(*list, func(a, b ident.ID) int { return slices.Compare(a[:], b[:]) })
		*list = slices.Compact(*list)
		if len(*list) > maxScope {
			f.AddErr("/productIds", errScope)
		}
	}
	if !in.Platform() {
		in.PlatformShare, in.OrgIDs = 0, nil
		return
	}
	if in.PlatformShare < 1 || in.PlatformShare > money.Whole || in.PlatformShare < money.Whole && len(in.OrgIDs) == 0 {
		f.AddErr("/platformBp", errShare)
	}
	if in.Budget == 0 {
		f.AddErr("/budgetVnd", errBudget)
	}
}

// same tells whether somebody asks for the same voucher again, as after a lost answer.
func (v Voucher) same(o Voucher) bool {
	return v.Code == o.Code && v.OrgID == o.OrgID && v.Name == o.Name && v.Campaign == o.Campaign && v.Kind == o.Kind && v.Off == o.Off &&
		v.Rate == o.Rate && v.Amount == o.Amount && v.Cap == o.Cap && v.PlatformShare == o.PlatformShare && v.From.Equal(o.From) && v.Until.Equal(o.Until) &&
		v.MinSpend == o.MinSpend && v.MaxUses == o.MaxUses && v.MaxUsesPerBuyer == o.MaxUsesPerBuyer && v.Budget == o.Budget &&
		slices.Equal(v.OrgIDs, o.OrgIDs) && slices.Equal(v.CategoryIDs, o.CategoryIDs) && slices.Equal(v.ProductIDs, o.ProductIDs)
}
