package plan

// arc is a possible share: one capacity, one line, one period. The quantity is 0
// or a multiple of lot between least and most.
type arc struct {
	line, capacity int // within the part
	pair           int // of line and supplier, within the part
	least, most    int64
	lot            int64
	tiers          []Tier
	perUnit, fixed int64
}

// cost is what a quantity costs at the line's door. It is affine within a tier
// and its mean never rises: that is what all bounds rest on.
func (a *arc) cost(quantity int64) int64 {
	if quantity == 0 {
		return 0
	}
	return quantity*(a.tiers[a.tier(quantity)].Price+a.perUnit) + a.fixed
}

// tier is the index of the tier that a quantity reaches.
func (a *arc) tier(quantity int64) int {
	k := 0
	for k+1 < len(a.tiers) && a.tiers[k+1].From <= quantity {
		k++
	}
	return k
}

// starts is the least quantity of tier k that the lot allows.
func (a *arc) starts(k int) int64 { return ceilTo(a.tiers[k].From, a.lot) }

// month is one period of a part: what its shares are chosen from.
type month struct {
	period int
	arcs   []arc
	lines  []monthLine
	supply []int64 // by capacity
}

// monthLine is a line in one period.
type monthLine struct {
	asked int64 // counts as filled up to here
	most  int64 // asked and tolerance
	need  int64 // least acceptable part; 0 means none
	class int
}
