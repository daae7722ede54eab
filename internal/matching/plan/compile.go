package plan

import (
	"cmp"
	"maps"
	"math"
	"slices"
)

// part is an independent part of the problem: nothing it gives or takes is
// wanted or had elsewhere.
type part struct {
	lines      []*Line
	capacities []*Capacity
	suppliers  []string
	pairs      []pair
	months     []*month // those with something to choose
}

// pair is a line and a supplier that may deliver to it.
type pair struct{ line, supplier int }

// kind is all supply of and demand for one type, in an order of its own, so that
// the caller's order does not matter. Types never meet.
type kind struct {
	problem    *Problem
	name       string
	lines      []*Line
	capacities []*Capacity
	suits      [][]suit // by line
}

// suit is a capacity of a line's type, and what bars it from the line altogether.
type suit struct {
	capacity int
	barred   *Reason
}

// kinds parts a problem by type.
func kinds(p *Problem) []*kind {
	byType := map[string]*kind{}
	for i := range p.Lines {
		name := p.Lines[i].Type
		if byType[name] == nil {
			byType[name] = &kind{problem: p, name: name}
		}
		byType[name].lines = append(byType[name].lines, &p.Lines[i])
	}
	for i := range p.Capacities {
		if k := byType[p.Capacities[i].Type]; k != nil {
			k.capacities = append(k.capacities, &p.Capacities[i])
		}
	}
	var out []*kind
	for _, name := range slices.Sorted(maps.Keys(byType)) {
		k := byType[name]
		slices.SortFunc(k.lines, func(a, b *Line) int { return cmp.Compare(a.ID, b.ID) })
		slices.SortFunc(k.capacities, func(a, b *Capacity) int { return cmp.Compare(a.ID, b.ID) })
		out = append(out, k)
	}
	return out
}

// compile finds out which capacity suits which line.
func (c *kind) compile() {
	c.suits = make([][]suit, len(c.lines))
	for l, line := range c.lines {
		for i, capacity := range c.capacities {
			c.suits[l] = append(c.suits[l], suit{i, barred(line, capacity)})
		}
	}
}

// Bars says what keeps a capacity from a line in every period, whatever is left of
// it; nil if nothing does.
func Bars(l *Line, c *Capacity) *Reason { return barred(l, c) }

// barred says what keeps a capacity from a line in every period; nil if nothing.
func barred(l *Line, c *Capacity) *Reason {
	r := &Reason{Supplier: c.Supplier, Capacity: c.ID}
	switch {
	case slices.Contains(l.Excluded, c.Supplier):
		r.Code = CodeExcluded
	case l.Invited != nil && !slices.Contains(l.Invited, c.Supplier):
		r.Code = CodeNotInvited
	case c.Stars < l.Stars:
		r.Code, r.Have, r.Need = CodeStars, int64(c.Stars), int64(l.Stars)
	case c.Sureness < l.Sureness:
		r.Code, r.Have, r.Need = CodeSureness, int64(c.Sureness), int64(l.Sureness)
	default:
		for _, want := range slices.Sorted(slices.Values(l.Certificates)) {
			if !slices.Contains(c.Certificates, want) {
				r.Code, r.Detail = CodeCertificate, want
				return r
			}
		}
		if l.Transport == nil {
			return nil
		}
		if _, ok := l.Transport[c.ID]; ok {
			return nil
		}
		r.Code = CodeNoTransport
	}
	return r
}

func at(quantities []int64, period int) int64 {
	if period < len(quantities) {
		return quantities[period]
	}
	return 0
}

func percentUp(n, percent int64) int64   { return (n*percent + 99) / 100 }
func percentDown(n, percent int64) int64 { return n * percent / 100 }

// limits are what a line takes in a period, before anything is matched.
func (l *Line) limits(period int) monthLine {
	asked := at(l.Quantity, period)
	return monthLine{asked: asked, most: percentDown(asked, 100+l.Tolerance), need: percentUp(asked, l.LeastPart), class: l.Priority}
}

// possible is the share that a capacity could give a line in a period, if
// nothing else were matched, or the reason why there is none. Both want nothing
// to bar the pair altogether and the line to ask for something.
func possible(l *Line, c *Capacity, fair Fairness, period int) (arc, *Reason) {
	refuse := func(code Code, have, need int64) (arc, *Reason) {
		return arc{}, &Reason{Code: code, Supplier: c.Supplier, Capacity: c.ID, Have: have, Need: need}
	}
	row := l.limits(period)
	available := at(c.Available, period)
	if period < c.First {
		return refuse(CodeLeadTime, int64(period), int64(c.First))
	}
	if available == 0 {
		return refuse(CodeNothingAvailable, 0, 0)
	}
	way := l.Transport[c.ID]
	a := arc{lot: max(1, c.Lot), tiers: c.Tiers, perUnit: way.PerUnit, fixed: way.Delivery}
	a.most = floorTo(min(available, row.most), a.lot)
	least := ceilTo(max(1, c.Tiers[0].From, c.MinOrder), a.lot)
	if a.most < least {
		if least > a.lot {
			return refuse(CodeMinOrder, min(available, row.most), least)
		}
		return refuse(CodeLot, min(available, row.most), a.lot)
	}
	if top := fair.cap(c); top > 0 {
		if capped := floorTo(percentDown(row.asked, top), a.lot); capped < a.most {
			if capped < least {
				return refuse(CodeShareCap, least, percentDown(row.asked, top))
			}
			a.most = capped
		}
	}
	if share := percentUp(row.asked, l.LeastShare); share > least {
		if least = ceilTo(share, a.lot); least > a.most {
			return refuse(CodeLeastShare, a.most, least)
		}
	}
	if a.least = a.affordable(least, l.Ceiling); a.least > a.most {
		return refuse(CodePriceCeiling, a.unit(a.most), l.Ceiling)
	}
	return a, nil
}

// cap is the largest part of a line that fairness lets a capacity give, in
// percent; 0 means any.
func (f Fairness) cap(c *Capacity) int64 {
	if c.Small {
		return f.MostSmall
	}
	return f.MostLarge
}

// unit is the landed price of a unit at a quantity, rounded up.
func (a *arc) unit(quantity int64) int64 { return (a.cost(quantity) + quantity - 1) / quantity }

// affordable is the least quantity from least on whose landed unit price is at
// most ceiling; more than most if there is none. The unit price never rises with
// the quantity, so it can be halved in on.
func (a *arc) affordable(least, ceiling int64) int64 {
	if ceiling == 0 || a.cost(least) <= ceiling*least {
		return least
	}
	if a.cost(a.most) > ceiling*a.most {
		return math.MaxInt64
	}
	dear, cheap := least/a.lot, a.most/a.lot
	for cheap-dear > 1 {
		mid := dear + (cheap-dear)/2
		if n := mid * a.lot; a.cost(n) > ceiling*n {
			dear = mid
		} else {
			cheap = mid
		}
	}
	return cheap * a.lot
}

// parts finds what hangs together: lines and capacities joined by possible shares.
func (c *kind) parts() []*part {
	group := newGroups(len(c.lines) + len(c.capacities))
	type link struct {
		line, capacity int
		arcs           []arc // by period; most 0: none
	}
	var links []link
	for l, line := range c.lines {
		for _, s := range c.suits[l] {
			if s.barred != nil {
				continue
			}
			k := link{l, s.capacity, nil}
			for period := range c.problem.Periods {
				if at(line.Quantity, period) == 0 {
					continue
				}
				if a, why := possible(line, c.capacities[s.capacity], c.problem.Fairness, period); why == nil {
					if k.arcs == nil {
						k.arcs = make([]arc, c.problem.Periods)
					}
					k.arcs[period] = a
				}
			}
			if k.arcs != nil {
				links = append(links, k)
				group.join(l, len(c.lines)+s.capacity)
			}
		}
	}
	var out []*part
	byRoot := map[int]*builder{}
	for _, k := range links {
		root := group.root(k.line)
		b := byRoot[root]
		if b == nil {
			b = newBuilder(c)
			byRoot[root] = b
			out = append(out, b.part)
		}
		b.add(k.line, k.capacity, k.arcs)
	}
	for _, b := range byRoot {
		b.finish()
	}
	return out
}

// groups is a union of sets.
type groups []int

func newGroups(n int) groups {
	g := make(groups, n)
	for i := range g {
		g[i] = i
	}
	return g
}

func (g groups) root(i int) int {
	for g[i] != i {
		g[i] = g[g[i]]
		i = g[i]
	}
	return i
}

func (g groups) join(i, j int) { g[g.root(i)] = g.root(j) }

// builder puts a part together from its links, which come line by line.
type builder struct {
	part       *part
	c          *kind
	lines      map[int]int
	capacities map[int]int
	suppliers  map[string]int
	pairs      map[pair]int
	months     []*month // by period
}

func newBuilder(c *kind) *builder {
	return &builder{
		part: &part{}, c: c, lines: map[int]int{}, capacities: map[int]int{},
		suppliers: map[string]int{}, pairs: map[pair]int{}, months: make([]*month, c.problem.Periods),
	}
}

func number[K comparable](m map[K]int, key K, isNew func()) int {
	n, ok := m[key]
	if !ok {
		n = len(m)
		m[key] = n
		isNew()
	}
	return n
}

func (b *builder) add(line, capacity int, arcs []arc) {
	p, declared := b.part, b.c.capacities[capacity]
	l := number(b.lines, line, func() { p.lines = append(p.lines, b.c.lines[line]) })
	c := number(b.capacities, capacity, func() { p.capacities = append(p.capacities, declared) })
	s := number(b.suppliers, declared.Supplier, func() { p.suppliers = append(p.suppliers, declared.Supplier) })
	joined := pair{l, s}
	k := number(b.pairs, joined, func() { p.pairs = append(p.pairs, joined) })
	for period, a := range arcs {
		if a.most == 0 {
			continue
		}
		if b.months[period] == nil {
			b.months[period] = &month{period: period}
		}
		a.line, a.capacity, a.pair = l, c, k
		b.months[period].arcs = append(b.months[period].arcs, a)
	}
}

func (b *builder) finish() {
	for _, m := range b.months {
		if m == nil {
			continue
		}
		m.lines = make([]monthLine, len(b.part.lines))
		for l, line := range b.part.lines {
			m.lines[l] = line.limits(m.period)
		}
		m.supply = make([]int64, len(b.part.capacities))
		for c, capacity := range b.part.capacities {
			if m.period >= capacity.First {
				m.supply[c] = at(capacity.Available, m.period)
			}
		}
		b.part.months = append(b.part.months, m)
	}
}
