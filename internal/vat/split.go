package vat

import (
	"slices"
	"time"

	"github.com/chophien/chophien/internal/money"
)

// Sold is one line of a sale: what is paid for it, tax included.
type Sold struct {
	Treatment string
	Gross     money.VND
}

// Part is what of a sale is taxed alike. Exempt goods bear no tax, which is not a rate
// of 0 %.
type Part struct {
	BasisPoints int64
	Exempt      bool
	Gross, Tax  money.VND
}

// Split adds up a sale by rate, the highest first, exempt goods last; lines of which the
// table says nothing are left out. The tax is the sum of what the lines say, each
// rounded for itself. Pure.
func (t Table) Split(sold []Sold, at time.Time) []Part {
	var out []Part
	for _, s := range sold {
		r, ok := t.On(s.Treatment, at)
		if !ok || s.Gross <= 0 {
			continue
		}
		exempt := s.Treatment == Exempt
		i := slices.IndexFunc(out, func(p Part) bool { return p.BasisPoints == r.BasisPoints && p.Exempt == exempt })
		if i < 0 {
			out, i = append(out, Part{BasisPoints: r.BasisPoints, Exempt: exempt}), len(out)
		}
		out[i].Gross += s.Gross
		out[i].Tax += r.Included(s.Gross)
	}
	slices.SortStableFunc(out, func(a, b Part) int {
		switch {
		case a.Exempt != b.Exempt && a.Exempt:
			return 1
		case a.Exempt != b.Exempt:
			return -1
		}
		return int(b.BasisPoints - a.BasisPoints)
	})
	return out
}
