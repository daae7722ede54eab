package plan

import "slices"

// narrow is the month with the allowed pairs only, and how many suppliers each
// line may have; index leads from its arcs to those of the month. What no choice
// can reach is taken off beforehand, for the relaxation does not see lots.
func (m *month) narrow(allowed []bool, suppliers []int) (sub *month, index []int) {
	sub = &month{period: m.period, lines: slices.Clone(m.lines), supply: slices.Clone(m.supply)}
	for i := range m.arcs {
		if allowed[m.arcs[i].pair] {
			sub.arcs = append(sub.arcs, m.arcs[i])
			index = append(index, i)
		}
	}
	for range 3 {
		if !sub.tighten(suppliers) {
			break
		}
		kept := 0
		for k := range sub.arcs {
			if sub.arcs[k].most >= sub.arcs[k].least {
				sub.arcs[kept], index[kept] = sub.arcs[k], index[k]
				kept++
			}
		}
		sub.arcs, index = sub.arcs[:kept], index[:kept]
	}
	return sub, index
}

// tighten lowers supply, lines and arcs to what can be reached; true if anything
// changed.
func (m *month) tighten(suppliers []int) (changed bool) {
	byCap, byRow := make([][]*arc, len(m.supply)), make([][]*arc, len(m.lines))
	for i := range m.arcs {
		a := &m.arcs[i]
		byCap[a.capacity] = append(byCap[a.capacity], a)
		byRow[a.line] = append(byRow[a.line], a)
	}
	lower := func(n *int64, to int64) {
		if to < *n {
			*n, changed = to, true
		}
	}
	for c := range m.supply {
		lower(&m.supply[c], reach(byCap[c], m.supply[c]))
	}
	for l := range m.lines {
		row := &m.lines[l]
		lower(&row.most, reach(byRow[l], row.most))
		if suppliers[l] > 0 {
			lower(&row.most, largest(byRow[l], suppliers[l]))
		}
		if row.most < row.need {
			lower(&row.most, 0)
		}
	}
	for i := range m.arcs {
		a := &m.arcs[i]
		lower(&a.most, floorTo(min(m.supply[a.capacity], m.lines[a.line].most), a.lot))
	}
	return changed
}

// largest is the most that n suppliers together can give.
func largest(arcs []*arc, n int) int64 {
	bySupplier := map[int]int64{}
	for _, a := range arcs {
		bySupplier[a.pair] += a.most
	}
	if len(bySupplier) <= n {
		return infinite
	}
	var all []int64
	for _, most := range bySupplier {
		all = append(all, most)
	}
	slices.Sort(all)
	return sum(all[len(all)-n:])
}

// mostReach bounds the work of reach: above so many steps of the common lot only
// divisibility is looked at.
const mostReach = 20_000

// reach is the largest sum of quantities of these arcs that is at most limit.
func reach(arcs []*arc, limit int64) int64 {
	if len(arcs) == 0 {
		return 0
	}
	unit, total := int64(0), int64(0)
	for _, a := range arcs {
		unit = gcd(unit, a.lot)
		total += a.most
	}
	limit = floorTo(min(limit, total), unit)
	size := limit / unit
	if size > mostReach || size == 0 || easy(arcs, limit) {
		return limit
	}
	sums := make([]bool, size+1)
	sums[0] = true
	next := make([]bool, size+1)
	for _, a := range arcs {
		stretch(sums, next, a, unit)
		sums, next = next, sums
	}
	for size > 0 && !sums[size] {
		size--
	}
	return size * unit
}

// easy reports whether limit is reached by giving all that fits, arc by arc, and
// the rest by one arc more.
func easy(arcs []*arc, limit int64) bool {
	rest := limit
	for k, a := range arcs {
		for _, b := range arcs[k:] {
			if b.least <= rest && rest <= b.most && rest%b.lot == 0 {
				return true
			}
		}
		if a.most < rest {
			rest -= a.most
		}
	}
	return false
}

// stretch adds 0 or one quantity of an arc to every sum.
func stretch(sums, next []bool, a *arc, unit int64) {
	lot, first, last := int(a.lot/unit), int(a.least/unit), int(a.most/unit)
	copy(next, sums)
	for rest := range lot {
		// window counts the sums from which some quantity of the arc leads to n
		window := 0
		for n, from := rest+first, rest; n < len(sums); n, from = n+lot, from+lot {
			if sums[from] {
				window++
			}
			if out := n - last - lot; out >= 0 && sums[out] {
				window--
			}
			if window > 0 {
				next[n] = true
			}
		}
	}
}
