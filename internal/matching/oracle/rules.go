package oracle

import (
	"slices"

	"github.com/chophien/chophien/internal/matching/plan"
)

// suits reports whether a capacity may serve a line at all.
func suits(l *plan.Line, c *plan.Capacity) bool {
	if l.Type != c.Type || c.Stars < l.Stars || c.Sureness < l.Sureness || slices.Contains(l.Excluded, c.Supplier) {
		return false
	}
	if l.Invited != nil && !slices.Contains(l.Invited, c.Supplier) {
		return false
	}
	for _, want := range l.Certificates {
		if !slices.Contains(c.Certificates, want) {
			return false
		}
	}
	_, way := l.Transport[c.ID]
	return way || l.Transport == nil
}

func in(quantities []int64, period int) int64 {
	if period >= len(quantities) {
		return 0
	}
	return quantities[period]
}

// upTo is the most that a capacity may give a line in a period.
func upTo(p *plan.Problem, l *plan.Line, c *plan.Capacity, period int) int64 {
	asked := in(l.Quantity, period)
	top := min(in(c.Available, period), asked*(100+l.Tolerance)/100)
	if period < c.First {
		return 0
	}
	if percent := fairCap(p, c); percent > 0 {
		top = min(top, asked*percent/100)
	}
	return top
}

func fairCap(p *plan.Problem, c *plan.Capacity) int64 {
	if c.Small {
		return p.Fairness.MostSmall
	}
	return p.Fairness.MostLarge
}

// from is the least that a share may be.
func from(l *plan.Line, c *plan.Capacity, period int) int64 {
	return max(1, c.MinOrder, (in(l.Quantity, period)*l.LeastShare+99)/100)
}
