package oracle

import (
	"fmt"

	"github.com/chophien/chophien/internal/matching/plan"
)

// Check returns the first rule that a plan breaks, or figure that does not add up.
func Check(p plan.Problem, made plan.Plan) error {
	c := checker{p: &p, lines: map[string]*plan.Line{}, capacities: map[string]*plan.Capacity{}, used: map[cell]int64{}, got: map[cell]int64{}, suppliers: map[string]map[string]bool{}, landed: map[string]int64{}}
	for i := range p.Lines {
		c.lines[p.Lines[i].ID] = &p.Lines[i]
	}
	for i := range p.Capacities {
		c.capacities[p.Capacities[i].ID] = &p.Capacities[i]
	}
	seen := map[string]bool{}
	for _, s := range made.Shares {
		key := fmt.Sprint(s.Line, " ", s.Capacity, " ", s.Period)
		if seen[key] {
			return fmt.Errorf("the share %s is there twice", key)
		}
		seen[key] = true
		if err := c.share(s); err != nil {
			return fmt.Errorf("share %s of %d: %w", key, s.Quantity, err)
		}
	}
	if err := c.together(); err != nil {
		return err
	}
	return c.figures(made)
}

type cell struct {
	id     string
	period int
}

type checker struct {
	p          *plan.Problem
	lines      map[string]*plan.Line
	capacities map[string]*plan.Capacity
	used, got  map[cell]int64
	suppliers  map[string]map[string]bool
	landed     map[string]int64
}

func (c *checker) share(s plan.Share) error {
	l, k := c.lines[s.Line], c.capacities[s.Capacity]
	switch {
	case l == nil || k == nil:
		return fmt.Errorf("unknown line or capacity")
	case s.Supplier != k.Supplier:
		return fmt.Errorf("supplier %s instead of %s", s.Supplier, k.Supplier)
	case !suits(l, k):
		return fmt.Errorf("the capacity does not suit the line")
	case s.Period < 0 || s.Period >= c.p.Periods:
		return fmt.Errorf("there is no such period")
	case s.Quantity < from(l, k, s.Period) || s.Quantity > upTo(c.p, l, k, s.Period):
		return fmt.Errorf("outside %d to %d", from(l, k, s.Period), upTo(c.p, l, k, s.Period))
	case k.Lot > 1 && s.Quantity%k.Lot != 0:
		return fmt.Errorf("no multiple of the lot %d", k.Lot)
	}
	price := int64(-1)
	for _, t := range k.Tiers {
		if s.Quantity >= t.From {
			price = t.Price
		}
	}
	way := l.Transport[k.ID]
	goods, transport := s.Quantity*price, s.Quantity*way.PerUnit+way.Delivery
	switch {
	case price < 0:
		return fmt.Errorf("below the first tier")
	case s.UnitPrice != price || s.Goods != goods || s.Transport != transport || s.Landed != goods+transport:
		return fmt.Errorf("wrong money: %+v", s)
	case l.Ceiling > 0 && s.Landed > l.Ceiling*s.Quantity:
		return fmt.Errorf("dearer than the ceiling %d", l.Ceiling)
	}
	c.used[cell{k.ID, s.Period}] += s.Quantity
	c.got[cell{l.ID, s.Period}] += s.Quantity
	if c.suppliers[l.ID] == nil {
		c.suppliers[l.ID] = map[string]bool{}
	}
	c.suppliers[l.ID][k.Supplier] = true
	c.landed[l.ID] += s.Landed
	return nil
}

func (c *checker) together() error {
	for at, n := range c.used {
		if available := in(c.capacities[at.id].Available, at.period); n > available {
			return fmt.Errorf("capacity %s gives %d of %d in period %d", at.id, n, available, at.period)
		}
	}
	for at, n := range c.got {
		l := c.lines[at.id]
		asked := in(l.Quantity, at.period)
		if n*100 > asked*(100+l.Tolerance) || n*100 < asked*l.LeastPart {
			return fmt.Errorf("line %s gets %d of %d in period %d", at.id, n, asked, at.period)
		}
	}
	for id, s := range c.suppliers {
		if most := c.lines[id].MostSuppliers; most > 0 && len(s) > most {
			return fmt.Errorf("line %s has %d suppliers of at most %d", id, len(s), most)
		}
	}
	return nil
}

// figures compares what the plan says of itself with its shares.
func (c *checker) figures(made plan.Plan) error {
	var score plan.Score
	for id, l := range c.lines {
		for period := range c.p.Periods {
			score.Filled[l.Priority] += min(c.got[cell{id, period}], in(l.Quantity, period))
		}
		score.Landed += c.landed[id]
		score.Suppliers += int64(len(c.suppliers[id]))
	}
	score.Unfair = made.Score.Unfair
	if score != made.Score {
		return fmt.Errorf("the plan says it achieves %+v, its shares %+v", made.Score, score)
	}
	for i, n := range made.Bound.Filled {
		if n > score.Filled[i] {
			break
		}
		if n < score.Filled[i] {
			return fmt.Errorf("the plan fills %v, more than its bound %v", score.Filled, made.Bound.Filled)
		}
	}
	if made.Bound.Landed > score.Landed {
		return fmt.Errorf("the plan costs %d, less than its bound %d", score.Landed, made.Bound.Landed)
	}
	if len(made.Lines) != len(c.p.Lines) {
		return fmt.Errorf("%d of %d lines are reported", len(made.Lines), len(c.p.Lines))
	}
	for _, l := range made.Lines {
		if err := c.line(l); err != nil {
			return fmt.Errorf("line %s: %w", l.Line, err)
		}
	}
	return nil
}

func (c *checker) line(l plan.LinePlan) error {
	of := c.lines[l.Line]
	if of == nil || len(l.Periods) != c.p.Periods || l.Landed != c.landed[l.Line] || len(l.Suppliers) != len(c.suppliers[l.Line]) {
		return fmt.Errorf("wrong figures: %+v", l)
	}
	for period, got := range l.Periods {
		asked, delivered := in(of.Quantity, period), c.got[cell{l.Line, period}]
		filled := min(asked, delivered)
		if got.Asked != asked || got.Delivered != delivered || got.Filled != filled || got.Unfilled != asked-filled {
			return fmt.Errorf("period %d: %+v, but %d of %d are delivered", period, got, delivered, asked)
		}
		if (got.Unfilled > 0) != (len(got.Lacking) > 0) {
			return fmt.Errorf("period %d lacks %d for the reasons %v", period, got.Unfilled, got.Lacking)
		}
	}
	return nil
}
