package oracle

import (
	"fmt"
	"strings"

	"github.com/chophien/chophien/internal/matching/plan"
)

// program is a problem as a mixed integer program, in the LP format of CPLEX.
type program struct {
	rows     []string
	bounds   []string
	general  []string
	binary   []string
	filled   [plan.Priorities][]string // variables
	cost     []string                  // terms
	lastName int
}

func (m *program) row(format string, a ...any) {
	m.rows = append(m.rows, fmt.Sprintf(" r%d: ", len(m.rows))+fmt.Sprintf(format, a...))
}

func (m *program) name(prefix string) string {
	m.lastName++
	return fmt.Sprintf("%s%d", prefix, m.lastName)
}

// Each share has for each tier a binary (this tier or none) and a whole number
// of lots; nothing is convexified or tightened for the program.
func build(p *plan.Problem) *program {
	m := &program{}
	used := map[cell][]string{}
	for i := range p.Lines {
		m.line(p, &p.Lines[i], used)
	}
	for i := range p.Capacities {
		c := &p.Capacities[i]
		for period := range p.Periods {
			if terms := used[cell{c.ID, period}]; len(terms) > 0 {
				m.row("%s <= %d", strings.Join(terms, " + "), in(c.Available, period))
			}
		}
	}
	return m
}

func (m *program) line(p *plan.Problem, l *plan.Line, used map[cell][]string) {
	chosen := map[string]string{} // by supplier
	var all []string
	for period := range p.Periods {
		asked := in(l.Quantity, period)
		var got []string
		for i := range p.Capacities {
			c := &p.Capacities[i]
			if !suits(l, c) {
				continue
			}
			for _, s := range m.share(p, l, c, period) {
				if chosen[c.Supplier] == "" && l.MostSuppliers > 0 {
					chosen[c.Supplier] = m.name("y")
					all = append(all, chosen[c.Supplier])
					m.binary = append(m.binary, chosen[c.Supplier])
				}
				if l.MostSuppliers > 0 {
					m.row("%s - %s <= 0", s.on, chosen[c.Supplier])
				}
				got = append(got, s.quantity)
				used[cell{c.ID, period}] = append(used[cell{c.ID, period}], s.quantity)
			}
		}
		if len(got) == 0 {
			continue
		}
		total := strings.Join(got, " + ")
		filled := m.name("f")
		m.filled[l.Priority] = append(m.filled[l.Priority], filled)
		m.bounds = append(m.bounds, fmt.Sprintf(" 0 <= %s <= %d", filled, asked))
		m.row("%s - %s >= 0", total, filled)
		most := asked * (100 + l.Tolerance) / 100
		m.row("%s <= %d", total, most)
		if l.LeastPart > 0 {
			on := m.name("u")
			m.binary = append(m.binary, on)
			m.row("%s - %d %s <= 0", total, most, on)
			m.row("%s - %d %s >= 0", total, (asked*l.LeastPart+99)/100, on)
		}
	}
	if len(all) > l.MostSuppliers && l.MostSuppliers > 0 {
		m.row("%s <= %d", strings.Join(all, " + "), l.MostSuppliers)
	}
}

type column struct{ quantity, on string }

// share adds what one capacity may give a line in a period: a column for each tier.
func (m *program) share(p *plan.Problem, l *plan.Line, c *plan.Capacity, period int) (out []column) {
	way, lot := l.Transport[c.ID], max(1, c.Lot)
	var on []string
	for k, t := range c.Tiers {
		lo, hi := max(t.From, from(l, c, period)), upTo(p, l, c, period)
		if k+1 < len(c.Tiers) {
			hi = min(hi, c.Tiers[k+1].From-1)
		}
		first, last := (lo+lot-1)/lot, hi/lot
		if first > last {
			continue
		}
		n, z := m.name("n"), m.name("z")
		m.general = append(m.general, n)
		m.binary = append(m.binary, z)
		on = append(on, z)
		m.bounds = append(m.bounds, fmt.Sprintf(" 0 <= %s <= %d", n, last))
		m.row("%s - %d %s >= 0", n, first, z)
		m.row("%s - %d %s <= 0", n, last, z)
		unit := t.Price + way.PerUnit
		m.cost = append(m.cost, fmt.Sprintf("%d %s + %d %s", unit*lot, n, way.Delivery, z))
		if l.Ceiling > 0 {
			m.row("%d %s + %d %s <= 0", (unit-l.Ceiling)*lot, n, way.Delivery, z)
		}
		out = append(out, column{fmt.Sprintf("%d %s", lot, n), z})
	}
	if len(on) > 1 {
		m.row("%s <= 1", strings.Join(on, " + "))
	}
	return out
}

// text writes the program with an objective and rows of its own.
func (m *program) text(objective string, extra ...string) string {
	var b strings.Builder
	b.WriteString(objective)
	b.WriteString("\nSubject To\n")
	for _, r := range append(m.rows, extra...) {
		b.WriteString(r)
		b.WriteByte('\n')
	}
	b.WriteString("Bounds\n" + strings.Join(m.bounds, "\n") + "\nGenerals\n")
	for _, n := range m.general {
		b.WriteString(" " + n + "\n")
	}
	b.WriteString("Binaries\n")
	for _, n := range m.binary {
		b.WriteString(" " + n + "\n")
	}
	b.WriteString("End\n")
	return b.String()
}
