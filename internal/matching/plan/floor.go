package plan

import (
	"cmp"
	"slices"
)

// path is a quantity that the relaxation filled and the cost of each unit of it,
// in 2^-slopeBits of a đồng.
type path struct{ cost, n int64 }

// cheapest is the least cost of filling so much in a part, whatever the lines and
// months: the cheapest paths of the relaxation, taken together. It is a bound also
// where the best filled quantity is not known. Lines must be of one class, for a
// plan that fills more of a better class may fill less in all.
func (p *part) cheapest(filled int64) int64 {
	for _, l := range p.lines {
		if l.Priority != p.lines[0].Priority {
			return 0
		}
	}
	all := make([]bool, len(p.pairs))
	for k := range all {
		all[k] = true
	}
	var paths []path
	for _, m := range p.months {
		sub, _ := m.narrow(all, make([]int, len(p.lines)))
		var steps int64
		s := &search{m: sub, f: newFlow(sub, &steps), steps: &steps}
		s.restore(&node{})
		s.f.paths = []path{}
		s.f.solve()
		paths = append(paths, s.f.paths...)
	}
	slices.SortFunc(paths, func(a, b path) int { return cmp.Compare(a.cost, b.cost) })
	whole, part := int64(0), int64(0)
	for _, w := range paths {
		n := min(w.n, filled)
		whole += n * (w.cost >> slopeBits)
		part += n * (w.cost & (1<<slopeBits - 1))
		filled -= n
	}
	return max(0, whole+part>>slopeBits)
}
