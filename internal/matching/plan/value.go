package plan

// value is what a (partial) plan is worth, lower is better: units that stay
// unfilled in each priority class, then đồng. Values of independent parts add up,
// and so do their bounds, for adding keeps the order.
type value struct {
	short [Priorities]int64
	cost  int64
}

func (v value) less(w value) bool {
	if v.short != w.short {
		for i := range v.short {
			if v.short[i] != w.short[i] {
				return v.short[i] < w.short[i]
			}
		}
	}
	return v.cost < w.cost
}

func (v value) plus(w value) value {
	for i := range v.short {
		v.short[i] += w.short[i]
	}
	v.cost += w.cost
	return v
}

func least(v, w value) value {
	if w.less(v) {
		return w
	}
	return v
}

func greatest(v, w value) value {
	if v.less(w) {
		return w
	}
	return v
}

func floorTo(n, step int64) int64 { return n - n%step }

func ceilTo(n, step int64) int64 { return floorTo(n+step-1, step) }

func gcd(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}
