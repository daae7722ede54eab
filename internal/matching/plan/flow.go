package plan

import "math/bits"

const (
	// slopeBits is how many binary digits of a đồng the prices of the relaxation
	// keep. They are rounded down, so that its optimum stays a bound.
	slopeBits = 20
	// needRank weighs the least part of a line above every class.
	needRank = 64
	infinite = int64(1) << 62
)

// flow is the relaxation of a month: a transport problem with convex cost, whose
// optimum no plan beats. Shares may be any quantity between lo and hi, at the
// cost of the largest convex function below the true one.
type flow struct {
	m     *month
	nc    int
	byCap [][]int32 // arcs of each capacity
	byRow [][]int32 // arcs of each line

	lo, hi, x []int64
	row       []monthLine // as the node of the search sees them
	left      []int64     // supply that is not used
	got       []int64     // of each line

	segment []int32 // first piece of each arc; len(arcs)+1
	width   []int64
	slope   []int64
	base    int64 // cost of what is forced
	shift   uint
	big     int64 // more than any change of cost along a path

	potential []int64 // capacities, then lines
	goal      int64   // potential of the sink
	distance  []int64
	done      []bool
	from      []int32 // arc by which a node was reached; -1 from the source
	steps     *int64
	hull      []point
	paths     []path // recorded if not nil
}

type point struct{ x, y int64 }

func newFlow(m *month, steps *int64) *flow {
	n, nodes := len(m.arcs), len(m.supply)+len(m.lines)
	f := &flow{
		m: m, nc: len(m.supply), byCap: make([][]int32, len(m.supply)), byRow: make([][]int32, len(m.lines)),
		lo: make([]int64, n), hi: make([]int64, n), x: make([]int64, n),
		row: make([]monthLine, len(m.lines)), left: make([]int64, len(m.supply)), got: make([]int64, len(m.lines)),
		segment: make([]int32, n+1), potential: make([]int64, nodes), distance: make([]int64, nodes),
		done: make([]bool, nodes), from: make([]int32, nodes), steps: steps,
	}
	for i := range m.arcs {
		a := &m.arcs[i]
		f.byCap[a.capacity] = append(f.byCap[a.capacity], int32(i))
		f.byRow[a.line] = append(f.byRow[a.line], int32(i))
	}
	return f
}

// force books what the bounds lo force and tightens hi to what is left. False
// means that the bounds cannot hold together.
func (f *flow) force() bool {
	copy(f.left, f.m.supply)
	clear(f.got)
	for i := range f.m.arcs {
		a := &f.m.arcs[i]
		f.x[i] = f.lo[i]
		f.left[a.capacity] -= f.lo[i]
		f.got[a.line] += f.lo[i]
	}
	for c := range f.left {
		if f.left[c] < 0 {
			return false
		}
	}
	for l := range f.row {
		if f.got[l] > f.row[l].most {
			return false
		}
	}
	for i := range f.m.arcs {
		a := &f.m.arcs[i]
		room := min(f.left[a.capacity], f.row[a.line].most-f.got[a.line])
		f.hi[i] = min(f.hi[i], floorTo(f.lo[i]+room, a.lot))
		if f.lo[i] == 0 && f.hi[i] < a.least {
			f.hi[i] = 0
		}
	}
	return true
}

// shape computes the convex cost of each arc.
func (f *flow) shape() {
	for f.shift = slopeBits; ; f.shift -= 4 {
		f.width, f.slope, f.base = f.width[:0], f.slope[:0], 0
		steepest := int64(1)
		for i := range f.m.arcs {
			f.segment[i] = int32(len(f.width)) //nolint:gosec // G115: a few for each arc
			f.pieces(i)
			for _, s := range f.slope[f.segment[i]:] {
				steepest = max(steepest, s, -s)
			}
		}
		f.segment[len(f.m.arcs)] = int32(len(f.width)) //nolint:gosec // G115: as above
		hops := int64(2*min(f.nc, len(f.row)) + 2)
		if steepest < infinite/(hops*(needRank+Priorities+1)*2) || f.shift == 0 {
			f.big = steepest*hops + 1
			return
		}
	}
}

// pieces appends the pieces of one arc.
func (f *flow) pieces(i int) {
	a := &f.m.arcs[i]
	lo, hi := f.lo[i], f.hi[i]
	if lo == 0 {
		if hi > 0 { // the mean cost falls, so the line to the last point is below all others
			f.piece(point{}, point{hi, a.cost(hi)})
		}
		return
	}
	f.base += a.cost(lo)
	if hi == lo {
		return
	}
	f.hull = append(f.hull[:0], point{lo, a.cost(lo)})
	for k := a.tier(lo) + 1; k < len(a.tiers); k++ {
		if q := a.starts(k); q < hi {
			f.bend(point{q, a.cost(q)})
		}
	}
	f.bend(point{hi, a.cost(hi)})
	for k := 1; k < len(f.hull); k++ {
		f.piece(f.hull[k-1], f.hull[k])
	}
}

// bend adds a point to the lower hull.
func (f *flow) bend(p point) {
	for n := len(f.hull); n >= 2 && !rises(f.hull[n-2], f.hull[n-1], p); n = len(f.hull) {
		f.hull = f.hull[:n-1]
	}
	if last := &f.hull[len(f.hull)-1]; last.x == p.x {
		last.y = min(last.y, p.y)
		return
	}
	f.hull = append(f.hull, p)
}

// rises reports whether the way from b to c is steeper than that from a to b.
func rises(a, b, c point) bool {
	// (b.y-a.y)/(b.x-a.x) < (c.y-b.y)/(c.x-b.x), without overflow
	left, leftNegative := product(b.y-a.y, c.x-b.x)
	right, rightNegative := product(c.y-b.y, b.x-a.x)
	switch {
	case leftNegative != rightNegative:
		return leftNegative
	case leftNegative:
		return right.less(left)
	}
	return left.less(right)
}

type wide struct{ hi, lo uint64 }

func (w wide) less(v wide) bool { return w.hi < v.hi || w.hi == v.hi && w.lo < v.lo }

// product is |a×b| and whether it is negative; b > 0.
func product(a, b int64) (wide, bool) {
	negative := a < 0
	if negative {
		a = -a
	}
	hi, lo := bits.Mul64(uint64(a), uint64(b)) //nolint:gosec // G115: neither is negative
	return wide{hi, lo}, negative
}

// piece appends a straight piece, its slope rounded down.
func (f *flow) piece(a, b point) {
	f.width = append(f.width, b.x-a.x)
	w, negative := product(b.y-a.y, 1<<f.shift)
	slope, rest := bits.Div64(w.hi, w.lo, uint64(b.x-a.x)) //nolint:gosec // G115: b lies to the right
	s := int64(slope)                                      //nolint:gosec // G115: validate keeps prices far below
	if negative {
		s = -s
		if rest > 0 {
			s--
		}
	}
	f.slope = append(f.slope, s)
}

// next is the cost of one more unit on an arc and how many there are at it.
func (f *flow) next(i int32) (slope, room int64) {
	at := f.x[i] - f.lo[i]
	for k := f.segment[i]; k < f.segment[i+1]; k++ {
		if at < f.width[k] {
			return f.slope[k], f.width[k] - at
		}
		at -= f.width[k]
	}
	return 0, 0
}

// last is the cost of the last unit on an arc and how many there are at it.
func (f *flow) last(i int32) (slope, room int64) {
	at := f.x[i] - f.lo[i]
	if at <= 0 {
		return 0, 0
	}
	for k := f.segment[i]; k < f.segment[i+1]; k++ {
		if at <= f.width[k] {
			return f.slope[k], at
		}
		at -= f.width[k]
	}
	return 0, 0
}

// worth is what one more unit is worth to a line (as a negative cost) and how
// many there are at it.
func (f *flow) worth(l int) (cost, room int64) {
	row, got := &f.row[l], f.got[l]
	rank := int64(Priorities - row.class)
	switch {
	case got < min(row.need, row.asked):
		return -(needRank + rank) * f.big, min(row.need, row.asked) - got
	case got < row.asked:
		return -rank * f.big, row.asked - got
	default:
		return 0, row.most - got
	}
}

// solve finds the optimum by cheapest paths. False means that the node's bounds
// cannot hold.
func (f *flow) solve() bool {
	if !f.force() {
		return false
	}
	f.shape()
	f.start()
	for f.augment() {
	}
	for l := range f.row {
		if f.row[l].need > f.got[l] {
			return false
		}
	}
	return true
}

// start sets potentials under which no arc has negative cost.
func (f *flow) start() {
	rows := f.potential[f.nc:]
	clear(f.potential)
	for l := range rows {
		rows[l] = infinite
		for _, i := range f.byRow[l] {
			if slope, room := f.next(i); room > 0 {
				rows[l] = min(rows[l], slope)
			}
		}
		if rows[l] == infinite {
			rows[l] = 0
		}
	}
	f.goal = infinite
	for l := range rows {
		if cost, room := f.worth(l); room > 0 {
			f.goal = min(f.goal, rows[l]+cost)
		}
	}
}

// augment sends what the cheapest path takes; false when no path pays.
func (f *flow) augment() bool {
	for v := range f.distance {
		f.distance[v], f.done[v] = infinite, false
	}
	for c, left := range f.left {
		if left > 0 {
			f.distance[c], f.from[c] = -f.potential[c], -1
		}
	}
	best, end := infinite, -1
	for {
		v, d := -1, best
		for w, dw := range f.distance {
			if dw < d && !f.done[w] {
				v, d = w, dw
			}
		}
		if v < 0 {
			break
		}
		f.done[v] = true
		if v < f.nc {
			f.spread(v, d)
			continue
		}
		l := v - f.nc
		if cost, room := f.worth(l); room > 0 {
			if t := d + cost + f.potential[v] - f.goal; t < best {
				best, end = t, l
			}
		}
		f.retreat(l, d)
	}
	if end < 0 || best+f.goal >= 0 {
		return false
	}
	for v := range f.potential {
		f.potential[v] += min(f.distance[v], best)
	}
	f.goal += best
	f.send(end)
	return true
}

// spread reaches lines from a capacity by giving them more.
func (f *flow) spread(c int, d int64) {
	arcs := f.byCap[c]
	*f.steps += int64(len(arcs))
	for _, i := range arcs {
		if f.x[i] >= f.hi[i] {
			continue
		}
		slope, _ := f.next(i)
		v := f.nc + f.m.arcs[i].line
		if t := d + slope + f.potential[c] - f.potential[v]; t < f.distance[v] {
			f.distance[v], f.from[v] = t, i
		}
	}
}

// retreat reaches capacities from a line by taking back from it.
func (f *flow) retreat(l int, d int64) {
	arcs := f.byRow[l]
	*f.steps += int64(len(arcs))
	for _, i := range arcs {
		if f.x[i] <= f.lo[i] {
			continue
		}
		slope, _ := f.last(i)
		c := f.m.arcs[i].capacity
		if t := d - slope + f.potential[f.nc+l] - f.potential[c]; t < f.distance[c] {
			f.distance[c], f.from[c] = t, i
		}
	}
}

// send moves as much as the path to a line allows.
func (f *flow) send(end int) {
	worth, amount := f.worth(end)
	l := end
	for {
		i := f.from[f.nc+l]
		_, room := f.next(i)
		amount = min(amount, room)
		c := f.m.arcs[i].capacity
		j := f.from[c]
		if j < 0 {
			amount = min(amount, f.left[c])
			break
		}
		_, room = f.last(j)
		amount = min(amount, room)
		l = f.m.arcs[j].line
	}
	f.got[end] += amount
	if f.paths != nil {
		f.paths = append(f.paths, path{(f.goal - worth) << (slopeBits - f.shift), amount})
	}
	for l = end; ; {
		i := f.from[f.nc+l]
		f.x[i] += amount
		c := f.m.arcs[i].capacity
		j := f.from[c]
		if j < 0 {
			f.left[c] -= amount
			return
		}
		f.x[j] -= amount
		l = f.m.arcs[j].line
	}
}

// relaxed is the cost of x on arc i in the relaxation, in đồng rounded down.
func (f *flow) relaxed(i int) int64 {
	whole, part := f.scaled(i)
	base := int64(0)
	if f.lo[i] > 0 {
		base = f.m.arcs[i].cost(f.lo[i])
	}
	return base + whole + part>>f.shift
}

// scaled is the cost above lo in whole đồng and 2^-shift of a đồng.
func (f *flow) scaled(i int) (whole, part int64) {
	at := f.x[i] - f.lo[i]
	for k := f.segment[i]; k < f.segment[i+1] && at > 0; k++ {
		n := min(at, f.width[k])
		whole += n * (f.slope[k] >> f.shift)
		part += n * (f.slope[k] & (1<<f.shift - 1))
		at -= n
	}
	return whole, part
}

// bound is the value of the optimum: no plan within the node's bounds is better.
func (f *flow) bound() value {
	var v value
	var part int64
	v.cost = f.base
	for i := range f.x {
		w, p := f.scaled(i)
		v.cost += w
		part += p
	}
	v.cost += (part + 1<<f.shift - 1) >> f.shift
	for l := range f.row {
		asked := f.m.lines[l].asked
		v.short[f.row[l].class] += asked - min(f.row[l].asked, f.got[l])
	}
	return v
}
