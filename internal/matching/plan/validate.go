package plan

import (
	"fmt"
	"slices"
)

const (
	// most of each figure, so that no sum overflows
	mostPeriods  = 1000
	mostQuantity = 1_000_000_000
	mostPrice    = 1_000_000_000
	mostDelivery = 1_000_000_000_000
	mostMoney    = 1_000_000_000_000_000 // money.Max, for one line
)

func validate(p *Problem) error {
	if p.Periods < 0 || p.Periods > mostPeriods {
		return fmt.Errorf("%w: %d periods", ErrInvalid, p.Periods)
	}
	f := p.Fairness
	for _, percent := range []int64{f.MostLarge, f.MostSmall, f.SmallFloor} {
		if percent < 0 || percent > 100 {
			return fmt.Errorf("%w: fairness of %d %%", ErrInvalid, percent)
		}
	}
	if f.Premium < 0 || f.Premium > 1000 {
		return fmt.Errorf("%w: a premium of %d thousandths", ErrInvalid, f.Premium)
	}
	capacities := map[string]*Capacity{}
	for i := range p.Capacities {
		c := &p.Capacities[i]
		if capacities[c.ID] != nil {
			return fmt.Errorf("%w: capacity %s is there twice", ErrInvalid, c.ID)
		}
		capacities[c.ID] = c
		if err := c.validate(); err != nil {
			return fmt.Errorf("%w: capacity %s: %w", ErrInvalid, c.ID, err)
		}
	}
	lines := map[string]bool{}
	for i := range p.Lines {
		l := &p.Lines[i]
		if lines[l.ID] {
			return fmt.Errorf("%w: line %s is there twice", ErrInvalid, l.ID)
		}
		lines[l.ID] = true
		if err := l.validate(); err != nil {
			return fmt.Errorf("%w: line %s: %w", ErrInvalid, l.ID, err)
		}
	}
	return p.affordable()
}

func (c *Capacity) validate() error {
	if len(c.Tiers) == 0 {
		return fmt.Errorf("no price")
	}
	for k, t := range c.Tiers {
		if t.From < 0 || t.From > mostQuantity || t.Price < 0 || t.Price > mostPrice {
			return fmt.Errorf("tier from %d at %d", t.From, t.Price)
		}
		if k > 0 && (t.From <= c.Tiers[k-1].From || t.Price > c.Tiers[k-1].Price) {
			return fmt.Errorf("the tier from %d at %d does not follow the one before", t.From, t.Price)
		}
	}
	if c.MinOrder < 0 || c.MinOrder > mostQuantity || c.Lot < 0 || c.Lot > mostQuantity || c.First < 0 {
		return fmt.Errorf("minimum order %d, lot %d, first period %d", c.MinOrder, c.Lot, c.First)
	}
	if i := slices.IndexFunc(c.Available, outside); i >= 0 {
		return fmt.Errorf("%d available in period %d", c.Available[i], i)
	}
	return nil
}

func outside(n int64) bool { return n < 0 || n > mostQuantity }

func (l *Line) validate() error {
	if i := slices.IndexFunc(l.Quantity, outside); i >= 0 {
		return fmt.Errorf("%d asked for in period %d", l.Quantity[i], i)
	}
	for _, percent := range []int64{l.Tolerance, l.LeastPart, l.LeastShare} {
		if percent < 0 || percent > 100 {
			return fmt.Errorf("%d %%", percent)
		}
	}
	if l.Ceiling < 0 || l.Ceiling > 2*mostPrice || l.MostSuppliers < 0 || l.Priority < 0 || l.Priority >= Priorities {
		return fmt.Errorf("ceiling %d, most suppliers %d, priority %d", l.Ceiling, l.MostSuppliers, l.Priority)
	}
	for id, t := range l.Transport {
		if t.PerUnit < 0 || t.PerUnit > mostPrice || t.Delivery < 0 || t.Delivery > mostDelivery {
			return fmt.Errorf("transport from %s at %d and %d", id, t.PerUnit, t.Delivery)
		}
	}
	return nil
}

// affordable refuses what would cost more than money can count: every line at
// the dearest price of its type.
func (p *Problem) affordable() error {
	dearest := map[string]int64{}
	for i := range p.Capacities {
		c := &p.Capacities[i]
		dearest[c.Type] = max(dearest[c.Type], c.Tiers[0].Price)
	}
	total := int64(0)
	for i := range p.Lines {
		l := &p.Lines[i]
		way, fixed := int64(0), int64(0)
		for _, t := range l.Transport {
			way, fixed = max(way, t.PerUnit), fixed+t.Delivery
		}
		for _, n := range l.Quantity[:min(len(l.Quantity), p.Periods)] {
			if n == 0 {
				continue
			}
			unit := dearest[l.Type] + way
			if n*2 > mostMoney/(unit+1) {
				return fmt.Errorf("%w: line %s asks for %d at %d đồng each", ErrInvalid, l.ID, n, unit)
			}
			if total += n*2*unit + fixed; total > mostMoney || fixed > mostMoney {
				return fmt.Errorf("%w: all lines together cost too much to count", ErrInvalid)
			}
		}
	}
	return nil
}
