package plan

import "container/heap"

// found is the best known choice for a month, and what no choice beats.
type found struct {
	x     []int64 // by arc
	value value
	bound value
}

// cut narrows one arc, or one line, of a node's month.
type cut struct {
	arc    int // -1: the cut is about the line
	line   int
	lo, hi int64 // of the arc; a line with hi 0 gets nothing, else its least part
}

// node is a subproblem: the month with all cuts up to the root.
type node struct {
	above *node
	cut   cut
	bound value
	depth int
	born  int
}

// open are the subproblems not looked at yet, the most promising first.
type open []*node

func (o open) Len() int { return len(o) }
func (o open) Less(i, j int) bool {
	if o[i].bound != o[j].bound {
		return o[i].bound.less(o[j].bound)
	}
	if o[i].depth != o[j].depth {
		return o[i].depth > o[j].depth
	}
	return o[i].born < o[j].born
}
func (o open) Swap(i, j int) { o[i], o[j] = o[j], o[i] }

// Push is heap.Interface's.
func (o *open) Push(n any) { *o = append(*o, n.(*node)) }

// Pop is heap.Interface's.
func (o *open) Pop() any {
	last := len(*o) - 1
	n := (*o)[last]
	*o = (*o)[:last]
	return n
}

// search looks for the best choice of a month by branching over the relaxation:
// the most promising subproblem first, from each straight down to a choice.
type search struct {
	m      *month
	f      *flow
	best   found
	closed value // least bound of the leaves that rounding kept from being exact
	open   open
	limit  int64 // of steps
	steps  *int64
	born   int
}

// solveMonth works until the choice is proven best or limit steps are done.
func solveMonth(m *month, limit int64, steps *int64) found {
	s := &search{m: m, steps: steps, limit: *steps + limit}
	s.f = newFlow(m, steps)
	s.best = found{x: make([]int64, len(m.arcs))}
	s.best.value = m.value(s.best.x)
	s.closed = s.best.value
	s.open = open{{}}
	for len(s.open) > 0 {
		n := heap.Pop(&s.open).(*node)
		if !n.bound.less(s.best.value) {
			break // all others promise no more
		}
		if *s.steps >= s.limit && s.born > 0 {
			s.closed = least(s.closed, n.bound)
			break
		}
		s.plunge(n)
	}
	s.best.bound = least(s.closed, s.best.value)
	return s.best
}

// plunge follows a node down to a choice; the other children stay open.
func (s *search) plunge(n *node) {
	for n != nil {
		if *s.steps >= s.limit && s.born > 0 {
			heap.Push(&s.open, n)
			return
		}
		s.restore(n)
		if !s.f.solve() {
			return
		}
		n.bound = greatest(n.bound, s.f.bound())
		if !n.bound.less(s.best.value) {
			return
		}
		if n.depth < 2 || n.born%8 == 0 {
			s.offer(s.m.mend(s.f.x))
		}
		first, second, split := s.branch()
		if !split {
			s.offer(s.f.x)
			s.closed = least(s.closed, n.bound)
			return
		}
		if s.m.allows(s.f.x) {
			s.offer(s.f.x)
		}
		heap.Push(&s.open, s.child(n, second))
		n = s.child(n, first)
	}
}

func (s *search) child(n *node, c cut) *node {
	s.born++
	return &node{above: n, cut: c, bound: n.bound, depth: n.depth + 1, born: s.born}
}

// offer keeps a choice if it is better.
func (s *search) offer(x []int64) {
	if v := s.m.value(x); v.less(s.best.value) {
		s.best.value = v
		copy(s.best.x, x)
	}
}

// restore sets the relaxation to a node's bounds.
func (s *search) restore(n *node) {
	f := s.f
	*s.steps += int64(len(s.m.arcs))
	for i := range s.m.arcs {
		f.lo[i], f.hi[i] = 0, s.m.arcs[i].most
	}
	for l, row := range s.m.lines {
		row.need = 0
		row.asked = min(row.asked, row.most)
		f.row[l] = row
	}
	for ; n.above != nil; n = n.above {
		c := n.cut
		switch {
		case c.arc >= 0:
			f.lo[c.arc], f.hi[c.arc] = max(f.lo[c.arc], c.lo), min(f.hi[c.arc], c.hi)
		case c.hi == 0:
			f.row[c.line].most, f.row[c.line].asked = 0, 0
		default:
			f.row[c.line].need = s.m.lines[c.line].need
		}
	}
}

// branch chooses what to cut: the arc whose true cost is farthest above the
// relaxed one, those first that break a rule. False: the optimum of the
// relaxation is a choice, at its true cost.
func (s *search) branch() (first, second cut, split bool) {
	arc, gap, broken := -1, int64(0), false
	for i, x := range s.f.x {
		if x == 0 {
			continue
		}
		a := &s.m.arcs[i]
		breaks := x < a.least || x%a.lot != 0
		if broken && !breaks {
			continue
		}
		up := max(a.least, ceilTo(x, a.lot))
		g := a.cost(up) - s.f.relaxed(i)
		if breaks != broken || g > gap {
			if !breaks && (g <= 1+x>>s.f.shift || !s.divisible(i)) { // rounding
				continue
			}
			arc, gap, broken = i, g, breaks
		}
	}
	if !broken {
		if l := s.short(); l >= 0 {
			return cut{arc: -1, line: l, hi: 1}, cut{arc: -1, line: l}, true
		}
	}
	if arc < 0 {
		return cut{}, cut{}, false
	}
	first, second = s.split(arc)
	return first, second, true
}

// divisible reports whether split can narrow an arc whose quantity breaks no rule.
func (s *search) divisible(i int) bool {
	a := &s.m.arcs[i]
	k := a.tier(s.f.x[i])
	return s.f.lo[i] == 0 || k+1 < len(a.tiers) && a.starts(k+1) <= s.f.hi[i] || a.starts(k) > s.f.lo[i]
}

// short is a line that gets something, but less than its least part; -1 if none.
func (s *search) short() int {
	for l := range s.m.lines {
		if s.f.got[l] > 0 && s.f.got[l] < s.m.lines[l].need && s.f.row[l].need == 0 {
			return l
		}
	}
	return -1
}

// split cuts an arc in two so that the relaxation's quantity, or its cost, is in
// neither part. The first is the likelier.
func (s *search) split(i int) (first, second cut) {
	a, x := &s.m.arcs[i], s.f.x[i]
	lo, hi := s.f.lo[i], s.f.hi[i]
	none, some := cut{arc: i}, cut{arc: i, lo: a.least, hi: a.most}
	if lo == 0 {
		if x*2 < a.least {
			return none, some
		}
		return some, none
	}
	if x%a.lot != 0 {
		below, above := cut{arc: i, lo: lo, hi: floorTo(x, a.lot)}, cut{arc: i, lo: ceilTo(x, a.lot), hi: hi}
		return below, above
	}
	k := a.tier(x)
	if k+1 < len(a.tiers) && a.starts(k+1) <= hi {
		q := a.starts(k + 1)
		return cut{arc: i, lo: lo, hi: q - a.lot}, cut{arc: i, lo: q, hi: hi}
	}
	q := a.starts(k)
	return cut{arc: i, lo: q, hi: hi}, cut{arc: i, lo: lo, hi: q - a.lot}
}
