package plan

// value of a choice that the month allows.
func (m *month) value(x []int64) value {
	var v value
	got := m.got(x)
	for i, n := range x {
		if n > 0 {
			v.cost += m.arcs[i].cost(n)
		}
	}
	for l, row := range m.lines {
		v.short[row.class] += row.asked - min(row.asked, got[l])
	}
	return v
}

// got is what each line gets.
func (m *month) got(x []int64) []int64 {
	got := make([]int64, len(m.lines))
	for i, n := range x {
		got[m.arcs[i].line] += n
	}
	return got
}

// allows reports whether a choice keeps all rules of the month.
func (m *month) allows(x []int64) bool {
	got, used := make([]int64, len(m.lines)), make([]int64, len(m.supply))
	for i, n := range x {
		a := &m.arcs[i]
		if n != 0 && (n < a.least || n > a.most || n%a.lot != 0) {
			return false
		}
		got[a.line] += n
		used[a.capacity] += n
	}
	for c, n := range used {
		if n > m.supply[c] {
			return false
		}
	}
	for l, n := range got {
		if n > m.lines[l].most || n > 0 && n < m.lines[l].need {
			return false
		}
	}
	return true
}

// mending turns quantities that break rules into a choice.
type mending struct {
	m     *month
	x     []int64
	left  []int64
	got   []int64
	byRow [][]int
	shut  []bool // lines that get nothing
}

// mend makes a choice out of the relaxation's quantities: shares that are too
// small go, the others are rounded down, and what is then missing is sought where
// it is cheapest.
func (m *month) mend(relaxed []int64) []int64 {
	r := &mending{m: m, x: make([]int64, len(relaxed)), byRow: make([][]int, len(m.lines)), shut: make([]bool, len(m.lines))}
	for i, n := range relaxed {
		a := &m.arcs[i]
		r.byRow[a.line] = append(r.byRow[a.line], i)
		if n = floorTo(n, a.lot); n >= a.least {
			r.x[i] = n
		}
	}
	r.left = append([]int64(nil), m.supply...)
	for i, n := range r.x {
		r.left[m.arcs[i].capacity] -= n
	}
	r.got = m.got(r.x)
	r.fill()
	if r.giveUp() {
		r.fill()
		r.giveUp()
	}
	for round := 0; round < 4 && r.cheapen(); round++ {
	}
	return r.x
}

// fill tops up the lines, the better classes first.
func (r *mending) fill() {
	for class := range Priorities {
		for l, row := range r.m.lines {
			if row.class == class && !r.shut[l] {
				for r.got[l] < row.asked && r.topUp(l) {
				}
			}
		}
	}
}

// topUp adds to one share of a line what fills most, and of those what costs
// least for each unit.
func (r *mending) topUp(l int) bool {
	row := r.m.lines[l]
	missing, room := row.asked-r.got[l], row.most-r.got[l]
	best, bestFill, bestAdd, bestCost := -1, int64(0), int64(0), int64(0)
	for _, i := range r.byRow[l] {
		a := &r.m.arcs[i]
		top := floorTo(min(a.most, r.x[i]+r.left[a.capacity], r.x[i]+room), a.lot)
		to := min(top, max(a.least, ceilTo(r.x[i]+missing, a.lot)))
		if to > top || to <= r.x[i] || to < a.least {
			continue
		}
		add := to - r.x[i]
		fills, cost := min(add, missing), a.cost(to)-a.cost(r.x[i])
		if fills > bestFill || fills == bestFill && cost < bestCost {
			best, bestFill, bestAdd, bestCost = i, fills, add, cost
		}
	}
	if best < 0 {
		return r.borrow(l)
	}
	r.move(best, bestAdd)
	return true
}

// borrow begins a share whose minimum is more than the line lacks, by taking
// from the line's other shares.
func (r *mending) borrow(l int) bool {
	row := r.m.lines[l]
	for _, i := range r.byRow[l] {
		a := &r.m.arcs[i]
		over := r.got[l] + a.least - row.most
		if r.x[i] > 0 || a.least > a.most || r.left[a.capacity] < a.least || over <= 0 {
			continue
		}
		for _, j := range r.byRow[l] {
			b := &r.m.arcs[j]
			take := ceilTo(over, b.lot)
			if r.x[j]-take < b.least || r.got[l]-take+a.least <= r.got[l] || min(r.got[l]-take+a.least, row.asked) <= min(r.got[l], row.asked) {
				continue
			}
			r.move(j, -take)
			r.move(i, a.least)
			return true
		}
	}
	return false
}

func (r *mending) move(i int, n int64) {
	a := &r.m.arcs[i]
	r.x[i] += n
	r.left[a.capacity] -= n
	r.got[a.line] += n
}

// giveUp empties the lines that do not reach their least part.
func (r *mending) giveUp() (any bool) {
	for l, row := range r.m.lines {
		if r.got[l] == 0 || r.got[l] >= row.need {
			continue
		}
		any, r.shut[l] = true, true
		for _, i := range r.byRow[l] {
			r.move(i, -r.x[i])
		}
	}
	return any
}

// cheapen moves quantity between shares of a line while that saves.
func (r *mending) cheapen() (any bool) {
	for l := range r.m.lines {
		for _, i := range r.byRow[l] {
			for _, j := range r.byRow[l] {
				if i != j && r.x[i] > 0 && r.shift(i, j) {
					any = true
				}
			}
		}
	}
	return any
}

// shift moves what saves most from arc i to arc j: all, as much as j takes, down
// to the minimum of i, or up to where a tier of j begins.
func (r *mending) shift(i, j int) bool {
	a, b := &r.m.arcs[i], &r.m.arcs[j]
	step := a.lot / gcd(a.lot, b.lot) * b.lot
	room := floorTo(min(b.most-r.x[j], r.left[b.capacity]), step)
	best, saving := int64(0), int64(0)
	try := func(n int64) {
		n = floorTo(min(n, room, r.x[i]), step)
		if n <= 0 || r.x[j]+n < b.least || r.x[i] != n && r.x[i]-n < a.least {
			return
		}
		if s := a.cost(r.x[i]) + b.cost(r.x[j]) - a.cost(r.x[i]-n) - b.cost(r.x[j]+n); s > saving {
			best, saving = n, s
		}
	}
	try(r.x[i])
	try(r.x[i] - a.least)
	try(b.least - r.x[j])
	for k := range b.tiers {
		try(ceilTo(max(0, b.starts(k)-r.x[j]), step))
	}
	if best == 0 {
		return false
	}
	r.move(i, -best)
	r.move(j, best)
	return true
}
