package plan

import (
	"cmp"
	"slices"
)

// DefaultSteps is the work that one part may take unless Options says otherwise.
const DefaultSteps = 4_000_000

// Solve makes the plan of a problem. The error wraps ErrInvalid.
func Solve(problem Problem, options Options) (Plan, error) {
	return Rematch(Plan{}, problem, options)
}

// Rematch makes the plan of a problem that changed since previous was made with
// the same options: parts that the change does not touch are taken over, the
// others are solved again. The plan is the one Solve would make. The error wraps
// ErrInvalid.
func Rematch(previous Plan, problem Problem, options Options) (Plan, error) {
	if err := validate(&problem); err != nil {
		return Plan{}, err
	}
	if options.Steps <= 0 {
		options.Steps = DefaultSteps
	}
	before := remember(previous)
	var out Plan
	for _, k := range kinds(&problem) {
		out.Kinds = append(out.Kinds, k.plan(before, options))
	}
	for _, k := range out.Kinds {
		out.Shares = append(out.Shares, k.Shares...)
		out.Lines = append(out.Lines, k.Lines...)
		for _, p := range k.Parts {
			out.Score = out.Score.plus(p.Score)
			out.Bound = out.Bound.plus(p.Bound)
		}
	}
	slices.SortFunc(out.Shares, compareShares)
	slices.SortFunc(out.Lines, func(a, b LinePlan) int { return cmp.Compare(a.Line, b.Line) })
	return out, nil
}

// memory is what a plan before this one found, by fingerprint.
type memory struct {
	kinds map[string]Kind
	parts map[string]Part
}

func remember(previous Plan) memory {
	m := memory{map[string]Kind{}, map[string]Part{}}
	for _, k := range previous.Kinds {
		m.kinds[k.Fingerprint] = k
		for _, p := range k.Parts {
			m.parts[p.Fingerprint] = p
		}
	}
	return m
}

// plan takes over what has not changed and solves the rest.
func (c *kind) plan(before memory, options Options) Kind {
	print := c.fingerprint(options)
	if done, ok := before.kinds[print]; ok {
		return done
	}
	c.compile()
	out := Kind{Type: c.name, Fingerprint: print}
	for _, p := range c.parts() {
		print := p.fingerprint(c.problem, options)
		done, ok := before.parts[print]
		if !ok {
			done = p.plan(c.problem.Fairness, options)
			done.Fingerprint = print
		}
		out.Parts = append(out.Parts, done)
		out.Shares = append(out.Shares, done.Shares...)
	}
	slices.SortFunc(out.Shares, compareShares)
	c.explain(&out)
	return out
}

func compareShares(a, b Share) int {
	return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Period, b.Period), cmp.Compare(a.Capacity, b.Capacity))
}

func (s Score) plus(t Score) Score {
	for i := range s.Filled {
		s.Filled[i] += t.Filled[i]
	}
	s.Landed += t.Landed
	s.Suppliers += t.Suppliers
	s.Unfair += t.Unfair
	return s
}

func (b Bound) plus(c Bound) Bound {
	for i := range b.Filled {
		b.Filled[i] += c.Filled[i]
	}
	b.Landed += c.Landed
	return b
}

// plan solves a part and writes down the answer.
func (p *part) plan(fair Fairness, options Options) Part {
	a, steps := p.solve(options.Steps)
	p.settle(&a, fair)
	out := Part{Steps: steps}
	for _, l := range p.lines {
		out.Lines = append(out.Lines, l.ID)
	}
	for k, m := range p.months {
		for l := range m.lines {
			out.Bound.Filled[m.lines[l].class] += m.lines[l].asked
			out.Score.Filled[m.lines[l].class] += m.lines[l].asked
		}
		for i, n := range a.x[k] {
			if n > 0 {
				out.Shares = append(out.Shares, p.share(m, &m.arcs[i], n))
			}
		}
	}
	slices.SortFunc(out.Shares, compareShares)
	for i := range out.Score.Filled {
		out.Score.Filled[i] -= a.value.short[i]
		out.Bound.Filled[i] -= a.bound.short[i]
	}
	out.Score.Landed = a.value.cost
	out.Bound.Landed = a.bound.cost
	if a.bound.short != a.value.short {
		out.Bound.Landed = p.cheapest(out.Score.Total()) // the bound of the search is that of a fuller plan
	}
	out.Score.Suppliers = p.suppliersUsed(&a)
	out.Score.Unfair = p.unfair(&a, fair)
	return out
}

func (p *part) share(m *month, a *arc, n int64) Share {
	c := p.capacities[a.capacity]
	s := Share{
		Line: p.lines[a.line].ID, Capacity: c.ID, Supplier: c.Supplier, Period: m.period,
		Quantity: n, UnitPrice: a.tiers[a.tier(n)].Price,
	}
	s.Goods = n * s.UnitPrice
	s.Landed = a.cost(n)
	s.Transport = s.Landed - s.Goods
	return s
}

func (p *part) suppliersUsed(a *answer) (n int64) {
	used := map[int]bool{}
	for k, m := range p.months {
		for i, x := range a.x[k] {
			if x > 0 {
				used[m.arcs[i].pair] = true
			}
		}
	}
	return int64(len(used))
}

// unfair is how much small cooperatives lack to their floor, over all lines.
func (p *part) unfair(a *answer, fair Fairness) (n int64) {
	if fair.SmallFloor == 0 {
		return 0
	}
	all, small := make([]int64, len(p.lines)), make([]int64, len(p.lines))
	for k, m := range p.months {
		for i, x := range a.x[k] {
			all[m.arcs[i].line] += x
			if p.capacities[m.arcs[i].capacity].Small {
				small[m.arcs[i].line] += x
			}
		}
	}
	for l := range all {
		n += max(0, percentUp(all[l], fair.SmallFloor)-small[l])
	}
	return n
}
