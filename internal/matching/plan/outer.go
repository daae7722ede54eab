package plan

import (
	"container/heap"
	"slices"
)

// answer is the best known choice for a part, by month and arc, and its bound.
type answer struct {
	x     [][]int64
	value value
	bound value
}

// quick is how many months improve may solve with the work of the whole search.
const quick = 4000

// choose searches the suppliers of lines that may have only so many; everything
// else is a matter of single months.
type choose struct {
	p      *part
	most   []int // suppliers by line; 0 any number
	known  []map[string]found
	best   answer
	closed value
	open   open
	born   int
	steps  int64
	limit  int64
	budget int64 // for one month
}

// solve finds the best choice for a part with so much work.
func (p *part) solve(limit int64) (answer, int64) {
	s := &choose{p: p, limit: limit, most: make([]int, len(p.lines)), known: make([]map[string]found, len(p.months))}
	of := make([]int, len(p.lines))
	for _, q := range p.pairs {
		of[q.line]++
	}
	for l, line := range p.lines {
		if line.MostSuppliers > 0 && line.MostSuppliers < of[l] {
			s.most[l] = line.MostSuppliers
		}
	}
	for k, m := range p.months {
		s.known[k] = map[string]found{}
		none := make([]int64, len(m.arcs))
		s.best.x = append(s.best.x, none)
		s.best.value = s.best.value.plus(m.value(none))
	}
	s.closed = s.best.value
	if len(p.months) > 0 && slices.Max(s.most) > 0 {
		s.budget = limit / quick
		allowed := s.improve()
		for k := range s.known {
			clear(s.known[k])
		}
		s.budget = limit / int64(8*len(p.months))
		s.offer(s.evaluate(allowed))
	} else {
		s.budget = limit / int64(max(1, len(p.months)))
	}
	s.open = open{{}}
	for len(s.open) > 0 {
		n := heap.Pop(&s.open).(*node)
		if !n.bound.less(s.best.value) {
			break
		}
		if s.steps >= s.limit && s.born > 0 {
			s.closed = least(s.closed, n.bound)
			break
		}
		s.plunge(n)
	}
	s.best.bound = least(s.closed, s.best.value)
	return s.best, s.steps
}

// plunge follows a node down to a choice; the other children stay open.
func (s *choose) plunge(n *node) {
	for n != nil {
		if s.steps >= s.limit && s.born > 0 {
			heap.Push(&s.open, n)
			return
		}
		chosen, allowed := s.restore(n)
		a := s.evaluate(allowed)
		n.bound = greatest(n.bound, a.bound)
		if !n.bound.less(s.best.value) {
			return
		}
		over := s.over(a.x)
		if len(over) == 0 {
			s.offer(a)
			s.closed = least(s.closed, n.bound)
			return
		}
		if n.depth == 0 || n.born%8 == 0 {
			s.restrict(a, over, allowed, chosen)
		}
		k := s.pick(a.x, over, chosen)
		bar, take := cut{arc: k}, cut{arc: k, hi: 1}
		heap.Push(&s.open, s.child(n, bar))
		n = s.child(n, take)
	}
}

func (s *choose) child(n *node, c cut) *node {
	s.born++
	return &node{above: n, cut: c, bound: n.bound, depth: n.depth + 1, born: s.born}
}

// offer keeps an answer if it is better and no line has too many suppliers.
func (s *choose) offer(a answer) {
	if a.value.less(s.best.value) && len(s.over(a.x)) == 0 {
		s.best.value = a.value
		for k := range a.x {
			copy(s.best.x[k], a.x[k])
		}
	}
}

// restore finds the pairs that a node has taken and those that it allows: once a
// line has all its suppliers, no others.
func (s *choose) restore(n *node) (chosen, allowed []bool) {
	chosen, allowed = make([]bool, len(s.p.pairs)), make([]bool, len(s.p.pairs))
	for k := range allowed {
		allowed[k] = true
	}
	taken := make([]int, len(s.p.lines))
	for ; n.above != nil; n = n.above {
		if n.cut.hi == 0 {
			allowed[n.cut.arc] = false
			continue
		}
		chosen[n.cut.arc] = true
		taken[s.p.pairs[n.cut.arc].line]++
	}
	for k, q := range s.p.pairs {
		if s.most[q.line] > 0 && taken[q.line] >= s.most[q.line] && !chosen[k] {
			allowed[k] = false
		}
	}
	return chosen, allowed
}

// evaluate solves all months with the allowed pairs.
func (s *choose) evaluate(allowed []bool) answer {
	a := answer{x: make([][]int64, len(s.p.months))}
	for k := range s.p.months {
		f := s.month(k, allowed)
		a.x[k] = f.x
		a.value = a.value.plus(f.value)
		a.bound = a.bound.plus(f.bound)
	}
	return a
}

// month solves one month, unless it was solved with the same pairs before.
func (s *choose) month(k int, allowed []bool) found {
	m := s.p.months[k]
	key := make([]byte, len(allowed))
	for i := range m.arcs {
		if q := m.arcs[i].pair; allowed[q] {
			key[q] = 1
		}
	}
	if f, ok := s.known[k][string(key)]; ok {
		return f
	}
	sub, index := m.narrow(allowed, s.most)
	f := solveMonth(sub, s.budget, &s.steps)
	x := make([]int64, len(m.arcs))
	for i, j := range index {
		x[j] = f.x[i]
	}
	f.x = x
	s.known[k][string(key)] = f
	return f
}

// use is how much each pair gives over all months.
func (s *choose) use(x [][]int64) []int64 {
	use := make([]int64, len(s.p.pairs))
	for k, m := range s.p.months {
		for i, n := range x[k] {
			use[m.arcs[i].pair] += n
		}
	}
	return use
}

// over are the lines that have more suppliers than they may.
func (s *choose) over(x [][]int64) []int {
	count := make([]int, len(s.p.lines))
	for k, n := range s.use(x) {
		if n > 0 {
			count[s.p.pairs[k].line]++
		}
	}
	var over []int
	for l, n := range count {
		if s.most[l] > 0 && n > s.most[l] {
			over = append(over, l)
		}
	}
	return over
}

// pick is the pair to branch on: of the lines that have too many suppliers, the
// largest giver that is not taken yet.
func (s *choose) pick(x [][]int64, over []int, chosen []bool) int {
	use := s.use(x)
	best := -1
	for k, q := range s.p.pairs {
		if !chosen[k] && use[k] > 0 && slices.Contains(over, q.line) && (best < 0 || use[k] > use[best]) {
			best = k
		}
	}
	return best
}

// restrict makes a choice of an answer with too many suppliers: each such line
// keeps its largest givers.
func (s *choose) restrict(a answer, over []int, allowed, chosen []bool) {
	allowed = slices.Clone(allowed)
	for len(over) > 0 {
		use := s.use(a.x)
		for _, l := range over {
			s.keepLargest(l, use, allowed, chosen)
		}
		a = s.evaluate(allowed)
		over = s.over(a.x)
	}
	s.offer(a)
}

// keepLargest bars all pairs of a line but the largest givers.
func (s *choose) keepLargest(l int, use []int64, allowed, chosen []bool) {
	var own []int
	for k, q := range s.p.pairs {
		if q.line == l && allowed[k] {
			own = append(own, k)
		}
	}
	slices.SortStableFunc(own, func(i, j int) int {
		switch {
		case chosen[i] != chosen[j]:
			if chosen[i] {
				return -1
			}
			return 1
		case use[i] > use[j]:
			return -1
		case use[i] < use[j]:
			return 1
		}
		return 0
	})
	for _, k := range own[min(len(own), s.most[l]):] {
		allowed[k] = false
	}
}
