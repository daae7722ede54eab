package plan

import (
	"cmp"
	"slices"
)

// improve looks for better suppliers of the lines that may have only so many, by
// exchanging one at a time, with little work on each; it begins with the largest
// givers of the answer without such limits and with those who together cover most.
// It returns the pairs of the best answer.
func (s *choose) improve() (allowed []bool) {
	all := make([]bool, len(s.p.pairs))
	for k := range all {
		all[k] = true
	}
	a := s.evaluate(all)
	over := s.over(a.x)
	if len(over) == 0 {
		s.offer(a)
		return all
	}
	none := make([]bool, len(s.p.pairs))
	largest, covering := slices.Clone(all), slices.Clone(all)
	use := s.use(a.x)
	for l, most := range s.most {
		if most > 0 {
			s.keepLargest(l, use, largest, none)
			s.keepCovering(l, use, covering)
		}
	}
	a, b := s.evaluate(largest), s.evaluate(covering)
	s.offer(a)
	s.offer(b)
	if b.value.less(a.value) {
		a, largest = b, covering
	}
	for stop := s.limit / 2; s.steps < stop; {
		better := false
		for l, most := range s.most {
			if most > 0 && s.exchange(l, largest, &a, stop) {
				better = true
			}
		}
		if !better {
			break
		}
	}
	return largest
}

// keepCovering bars all pairs of a line but those who together can give most,
// taken one after the other.
func (s *choose) keepCovering(l int, use []int64, allowed []bool) {
	missing := make([]int64, len(s.p.months))
	for k, m := range s.p.months {
		missing[k] = m.lines[l].asked
	}
	kept := map[int]bool{}
	for range s.most[l] {
		best, bestGain := -1, int64(-1)
		for q, gain := range s.gains(l, missing) {
			if gain < 0 || kept[q] {
				continue
			}
			if gain > bestGain || gain == bestGain && use[q] > use[best] {
				best, bestGain = q, gain
			}
		}
		if best < 0 {
			break
		}
		kept[best] = true
		for k, m := range s.p.months {
			for i := range m.arcs {
				if m.arcs[i].pair == best {
					missing[k] = max(0, missing[k]-m.arcs[i].most)
				}
			}
		}
	}
	for q, p := range s.p.pairs {
		if p.line == l && !kept[q] {
			allowed[q] = false
		}
	}
}

// gains is how much of what a line is missing each pair could give; -1 for the
// pairs of other lines.
func (s *choose) gains(l int, missing []int64) []int64 {
	gains := make([]int64, len(s.p.pairs))
	for q, p := range s.p.pairs {
		if p.line != l {
			gains[q] = -1
		}
	}
	for k, m := range s.p.months {
		for i := range m.arcs {
			if a := &m.arcs[i]; a.line == l && missing[k] >= a.least {
				gains[a.pair] += min(a.most, missing[k])
			}
		}
	}
	return gains
}

// swap is one supplier of a line in the place of another, and what that promises
// if nothing else moves: quantity, then đồng.
type swap struct {
	out, in    int // pairs
	gain, cost int64
}

// tries is how many swaps of a line are worked out in a round.
const tries = 12

// exchange tries other suppliers of a line in the place of those it has, the most
// promising first, and keeps the first that is better.
func (s *choose) exchange(l int, allowed []bool, a *answer, stop int64) (better bool) {
	swaps := s.swaps(l, allowed, a)
	for _, w := range swaps[:min(len(swaps), tries)] {
		if s.steps >= stop {
			return false
		}
		allowed[w.out], allowed[w.in] = false, true
		if b := s.evaluate(allowed); b.value.less(a.value) {
			*a = b
			s.offer(b)
			return true
		}
		allowed[w.out], allowed[w.in] = true, false
	}
	return false
}

// swaps of a line, the most promising first.
func (s *choose) swaps(l int, allowed []bool, a *answer) (out []swap) {
	promised := make([]swap, len(s.p.pairs)) // by the pair that comes in
	for q, p := range s.p.pairs {
		if p.line != l || !allowed[q] {
			continue
		}
		for r, p := range s.p.pairs {
			promised[r] = swap{out: q, in: r}
			if p.line != l || allowed[r] {
				promised[r].in = -1
			}
		}
		for k, m := range s.p.months {
			s.promise(l, q, m, a.x[k], promised)
		}
		for _, w := range promised {
			if w.in >= 0 {
				out = append(out, w)
			}
		}
	}
	slices.SortStableFunc(out, func(v, w swap) int {
		return cmp.Or(cmp.Compare(w.gain, v.gain), cmp.Compare(v.cost, w.cost))
	})
	return out
}

// promise adds what a month promises for a line's swaps of pair q.
func (s *choose) promise(l, q int, m *month, x []int64, promised []swap) {
	left := slices.Clone(m.supply)
	missing, given, paid := m.lines[l].asked, int64(0), int64(0)
	for i, n := range x {
		arc := &m.arcs[i]
		left[arc.capacity] -= n
		if arc.line == l {
			missing -= n
		}
		if arc.pair == q {
			given += n
			paid += arc.cost(n)
		}
	}
	missing = max(0, missing) + given
	for r := range promised {
		promised[r].gain -= given
		promised[r].cost -= paid
	}
	for i := range m.arcs {
		arc := &m.arcs[i]
		if arc.line != l {
			continue
		}
		if n := floorTo(min(arc.most, left[arc.capacity], missing), arc.lot); n >= arc.least {
			promised[arc.pair].gain += n
			promised[arc.pair].cost += arc.cost(n)
		}
	}
}
