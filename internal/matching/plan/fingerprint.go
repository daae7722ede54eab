package plan

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
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
	hash := sha256.Sum256(d)
	return hex.EncodeToString(hash[:16])
}

// digest is what is hashed.
type digest []byte

func (d *digest) numbers(numbers ...int64) {
	*d = binary.AppendVarint(*d, int64(len(numbers)))
	for _, n := range numbers {
		*d = binary.AppendVarint(*d, n)
	}
}

func (d *digest) text(s string) {
	*d = binary.AppendVarint(*d, int64(len(s)))
	*d = append(*d, s...)
}
