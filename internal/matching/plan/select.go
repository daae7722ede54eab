package plan

import "slices"

// improve looks for better suppliers of the lines that may have only so many, by
// exchanging one at a time, with little work on each; it begins with the largest
// givers of the answer without such limits and with those who together cover most.
func (s *choose) improve() {
	all := make([]bool, len(s.p.pairs))
	for k := range all {
		all[k] = true
	}
	a := s.evaluate(all)
	over := s.over(a.x)
	if len(over) == 0 {
		s.offer(a)
		return
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
			return
		}
	}
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

// exchange tries each other supplier of a line in the place of one it has.
func (s *choose) exchange(l int, allowed []bool, a *answer, stop int64) (better bool) {
	var in, out []int
	for q, p := range s.p.pairs {
		if p.line == l && allowed[q] {
			in = append(in, q)
		} else if p.line == l {
			out = append(out, q)
		}
	}
	for n, q := range in {
		for k, r := range out {
			if s.steps >= stop {
				return better
			}
			allowed[q], allowed[r] = false, true
			if b := s.evaluate(allowed); b.value.less(a.value) {
				*a, better = b, true
				s.offer(b)
				in[n], out[k] = r, q
				q = r
				continue
			}
			allowed[q], allowed[r] = true, false
		}
	}
	return better
}
