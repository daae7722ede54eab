package plan

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"slices"
)

// method changes whenever the same part would get another plan, so that plans of
// an older program are not taken over.
const method = "flows and branches 1"

// fingerprint is a hash of all that the plan of a part follows from: its
// possible shares, what limits them together, the rules and the work allowed.
func (p *part) fingerprint(problem *Problem, options Options) string {
	var d digest
	d.text(method)
	d.numbers(options.Steps, problem.Fairness.SmallFloor, problem.Fairness.Premium)
	for _, l := range p.lines {
		d.text(l.ID)
		d.numbers(int64(l.MostSuppliers))
	}
	for _, c := range p.capacities {
		small := int64(0)
		if c.Small {
			small = 1
		}
		d.text(c.ID)
		d.text(c.Supplier)
		d.numbers(small, int64(c.Sureness), int64(len(c.Tiers)))
		for _, t := range c.Tiers {
			d.numbers(t.From, t.Price)
		}
	}
	for _, m := range p.months {
		d.numbers(int64(m.period))
		for _, l := range m.lines {
			d.numbers(l.asked, l.most, l.need, int64(l.class))
		}
		d.numbers(m.supply...)
		for i := range m.arcs {
			a := &m.arcs[i]
			d.numbers(int64(a.line), int64(a.capacity), a.least, a.most, a.lot, a.perUnit, a.fixed)
		}
	}
	return d.hash()
}

// fingerprint is a hash of all that the plan of a kind follows from.
func (c *kind) fingerprint(options Options) string {
	var d digest
	f := c.problem.Fairness
	d.text(method)
	d.numbers(options.Steps, int64(c.problem.Periods), f.MostLarge, f.MostSmall, f.SmallFloor, f.Premium)
	for _, s := range c.capacities {
		small := int64(0)
		if s.Small {
			small = 1
		}
		d.text(s.ID, s.Supplier)
		d.numbers(s.Available...)
		d.numbers(small, s.MinOrder, s.Lot, int64(s.First), int64(s.Stars), int64(s.Sureness))
		for _, t := range s.Tiers {
			d.numbers(t.From, t.Price)
		}
		d.text(slices.Sorted(slices.Values(s.Certificates))...)
	}
	for _, l := range c.lines {
		d.line(l, c.capacities)
	}
	return d.hash()
}

func (d *digest) line(l *Line, capacities []*Capacity) {
	d.text(l.ID)
	d.numbers(l.Quantity...)
	d.numbers(l.Ceiling, l.Tolerance, l.LeastPart, l.LeastShare, int64(l.MostSuppliers), int64(l.Stars), int64(l.Sureness), int64(l.Priority))
	d.text(slices.Sorted(slices.Values(l.Certificates))...)
	d.text(slices.Sorted(slices.Values(l.Excluded))...)
	d.text(slices.Sorted(slices.Values(l.Invited))...)
	switch {
	case l.Invited != nil && l.Transport != nil:
		d.text("invited, delivered")
	case l.Invited != nil:
		d.text("invited")
	case l.Transport != nil:
		d.text("delivered")
	default:
		d.text("")
	}
	for i, c := range capacities {
		if way, ok := l.Transport[c.ID]; ok {
			d.numbers(int64(i), way.PerUnit, way.Delivery)
		}
	}
}

// digest is what is hashed.
type digest []byte

func (d *digest) numbers(numbers ...int64) {
	*d = binary.AppendVarint(*d, int64(len(numbers)))
	for _, n := range numbers {
		*d = binary.AppendVarint(*d, n)
	}
}

func (d *digest) text(texts ...string) {
	*d = binary.AppendVarint(*d, int64(len(texts)))
	for _, s := range texts {
		*d = binary.AppendVarint(*d, int64(len(s)))
		*d = append(*d, s...)
	}
}

func (d *digest) hash() string {
	hash := sha256.Sum256(*d)
	return hex.EncodeToString(hash[:16])
}
