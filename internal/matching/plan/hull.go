package plan

import "math/bits"

// point is a quantity and its cost.
type point struct{ x, y int64 }

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
