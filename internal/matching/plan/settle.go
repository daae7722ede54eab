package plan

// settle chooses between answers that are as full: with as little cost, fewer
// suppliers, and then more for small cooperatives, if these lack to their floor.
// It looks at single moves, so it finds better answers, not provably the best.
func (p *part) settle(a *answer, fair Fairness) {
	t := newSettling(p, a)
	for t.dropSuppliers() {
	}
	if fair.SmallFloor > 0 {
		t.favourSmall(fair)
	}
}

// settling is an answer with its sums.
type settling struct {
	p     *part
	a     *answer
	left  [][]int64 // supply by month and capacity
	got   [][]int64 // by month and line
	use   []int64   // by pair
	byRow [][][]int // arcs by month and line
}

func newSettling(p *part, a *answer) *settling {
	t := &settling{p: p, a: a, use: make([]int64, len(p.pairs))}
	for k, m := range p.months {
		left, rows := append([]int64(nil), m.supply...), make([][]int, len(m.lines))
		for i, n := range a.x[k] {
			left[m.arcs[i].capacity] -= n
			t.use[m.arcs[i].pair] += n
			rows[m.arcs[i].line] = append(rows[m.arcs[i].line], i)
		}
		t.left, t.got, t.byRow = append(t.left, left), append(t.got, m.got(a.x[k])), append(t.byRow, rows)
	}
	return t
}

// step is a quantity that goes from one arc to another of the same line.
type step struct {
	month, from, to int
	n               int64
}

func (t *settling) apply(s step) {
	m, x := t.p.months[s.month], t.a.x[s.month]
	from, to := &m.arcs[s.from], &m.arcs[s.to]
	t.a.value.cost += t.extra(s)
	x[s.from] -= s.n
	x[s.to] += s.n
	t.left[s.month][from.capacity] += s.n
	t.left[s.month][to.capacity] -= s.n
	t.use[from.pair] -= s.n
	t.use[to.pair] += s.n
}

// extra is what a step costs.
func (t *settling) extra(s step) int64 {
	m, x := t.p.months[s.month], t.a.x[s.month]
	from, to := &m.arcs[s.from], &m.arcs[s.to]
	return from.cost(x[s.from]-s.n) + to.cost(x[s.to]+s.n) - from.cost(x[s.from]) - to.cost(x[s.to])
}

// fits reports whether a step keeps all rules of its month.
func (t *settling) fits(s step) bool {
	m, x := t.p.months[s.month], t.a.x[s.month]
	from, to := &m.arcs[s.from], &m.arcs[s.to]
	rest, sum := x[s.from]-s.n, x[s.to]+s.n
	room := t.left[s.month][to.capacity]
	if from.capacity == to.capacity {
		return false
	}
	return s.n > 0 && s.n%from.lot == 0 && s.n%to.lot == 0 && s.n <= room && sum >= to.least && sum <= to.most && (rest == 0 || rest >= from.least)
}

// dropSuppliers takes one supplier off a line if its others can give as much for
// no more money.
func (t *settling) dropSuppliers() bool {
	for k := range t.p.pairs {
		if t.use[k] == 0 {
			continue
		}
		if t.drop(k) {
			return true
		}
	}
	return false
}

// drop moves all that a pair gives to the line's other suppliers, or nothing.
func (t *settling) drop(pair int) bool {
	var done []step
	extra := int64(0)
	for k, m := range t.p.months {
		for i, n := range t.a.x[k] {
			if n == 0 || m.arcs[i].pair != pair {
				continue
			}
			s, ok := t.cheapest(k, i, pair)
			if ok {
				extra += t.extra(s)
				t.apply(s)
				done = append(done, s)
			}
			if !ok {
				t.undo(done)
				return false
			}
		}
	}
	if extra > 0 {
		t.undo(done)
		return false
	}
	return true
}

// cheapest is the cheapest way to give all of an arc to one other supplier that
// the line has already.
func (t *settling) cheapest(month, i, pair int) (best step, ok bool) {
	m := t.p.months[month]
	for _, j := range t.byRow[month][m.arcs[i].line] {
		if q := m.arcs[j].pair; q == pair || t.use[q] == 0 {
			continue
		}
		if s := (step{month, i, j, t.a.x[month][i]}); t.fits(s) && (!ok || t.extra(s) < t.extra(best)) {
			best, ok = s, true
		}
	}
	return best, ok
}

func (t *settling) undo(done []step) {
	for k := len(done) - 1; k >= 0; k-- {
		s := done[k]
		t.apply(step{s.month, s.to, s.from, s.n})
	}
}

// favourSmall moves quantity from large to small suppliers of a line until its
// floor is reached, the cheapest steps first, for as long as the premium lasts.
func (t *settling) favourSmall(fair Fairness) {
	for l := range t.p.lines {
		landed, all, small := t.line(l)
		budget := landed / 1000 * fair.Premium
		want := percentUp(all, fair.SmallFloor)
		for small < want {
			s, ok := t.fairest(l, want-small, budget)
			if !ok {
				break
			}
			budget -= t.extra(s)
			t.apply(s)
			small += s.n
		}
	}
}

// line sums up what a line costs and gets, and what small cooperatives give of it.
func (t *settling) line(l int) (landed, all, small int64) {
	for k, m := range t.p.months {
		for _, i := range t.byRow[k][l] {
			n := t.a.x[k][i]
			landed += m.arcs[i].cost(n)
			all += n
			if t.p.capacities[m.arcs[i].capacity].Small {
				small += n
			}
		}
	}
	return landed, all, small
}

// fairest is the step from a large to a small supplier that costs least for each
// unit, among those within the budget; the line gets no further supplier by it.
func (t *settling) fairest(l int, want, budget int64) (best step, ok bool) {
	var bestCost int64
	for k, m := range t.p.months {
		for _, i := range t.byRow[k][l] {
			x := t.a.x[k][i]
			if x == 0 || t.p.capacities[m.arcs[i].capacity].Small {
				continue
			}
			for _, j := range t.byRow[k][l] {
				b := &m.arcs[j]
				if !t.p.capacities[b.capacity].Small || t.use[b.pair] == 0 {
					continue
				}
				lot := m.arcs[i].lot / gcd(m.arcs[i].lot, b.lot) * b.lot
				for _, n := range [...]int64{x, floorTo(x-m.arcs[i].least, lot), floorTo(t.left[k][b.capacity], lot), ceilTo(want, lot), lot} {
					s := step{k, i, j, min(n, x)}
					if !t.fits(s) {
						continue
					}
					cost := t.extra(s)
					if cost <= budget && (!ok || cost*best.n < bestCost*s.n || cost*best.n == bestCost*s.n && distance(s.n, want) < distance(best.n, want)) {
						best, bestCost, ok = s, cost, true
					}
				}
			}
		}
	}
	return best, ok
}

func distance(a, b int64) int64 { return max(a-b, b-a) }
