package oracle

import (
	"fmt"
	"math/rand/v2"

	"github.com/chophien/chophien/internal/matching/plan"
)

// Size says how large a generated problem is.
type Size struct{ Lines, Capacities, Periods, Types int }

// Generate makes a problem with everything in it; the same seed, the same problem.
func Generate(seed uint64, s Size) plan.Problem {
	r := rand.New(rand.NewPCG(seed, 4))
	p := plan.Problem{Periods: s.Periods}
	suppliers := max(1, s.Capacities*4/5)
	for i := range s.Capacities {
		p.Capacities = append(p.Capacities, someCapacity(r, i, suppliers, s))
	}
	for i := range s.Lines {
		p.Lines = append(p.Lines, someLine(r, i, suppliers, p.Capacities, s))
	}
	if r.IntN(4) == 0 {
		p.Fairness = plan.Fairness{MostLarge: int64(40 + 10*r.IntN(7)), SmallFloor: int64(10 * r.IntN(5)), Premium: int64(5 * r.IntN(3))}
	}
	return p
}

func pick[T any](r *rand.Rand, of ...T) T { return of[r.IntN(len(of))] }

func someCapacity(r *rand.Rand, i, suppliers int, s Size) plan.Capacity {
	c := plan.Capacity{
		ID: fmt.Sprintf("c%03d", i), Supplier: fmt.Sprintf("s%03d", r.IntN(suppliers)), Type: fmt.Sprintf("t%d", r.IntN(s.Types)),
		Lot: pick[int64](r, 1, 1, 5, 10, 20, 50), Stars: r.IntN(6), Sureness: plan.Sureness(r.IntN(3)), Small: r.IntN(2) == 0,
	}
	c.MinOrder = pick[int64](r, 0, 0, 30, 50, 100, 200)
	base := int64(50 + r.IntN(950))
	for range s.Periods {
		n := base * int64(50+r.IntN(100)) / 100
		if r.IntN(8) == 0 {
			n = 0
		}
		c.Available = append(c.Available, n)
	}
	if r.IntN(5) == 0 {
		c.First = r.IntN(s.Periods + 1)
	}
	price := int64(100_000 + 100*r.IntN(1000))
	from := pick[int64](r, 0, 1, 20)
	for range 1 + r.IntN(4) {
		c.Tiers = append(c.Tiers, plan.Tier{From: from, Price: price})
		from += int64(50 + r.IntN(300))
		price -= price * int64(r.IntN(8)) / 100
	}
	if r.IntN(2) == 0 {
		c.Certificates = append(c.Certificates, "vietgap")
	}
	if r.IntN(3) == 0 {
		c.Certificates = append(c.Certificates, "organic")
	}
	return c
}

func someLine(r *rand.Rand, i, suppliers int, capacities []plan.Capacity, s Size) plan.Line {
	l := plan.Line{
		ID: fmt.Sprintf("l%03d", i), Type: fmt.Sprintf("t%d", r.IntN(s.Types)),
		Tolerance: pick[int64](r, 0, 0, 0, 2, 5, 10), LeastPart: pick[int64](r, 0, 0, 0, 50, 80), LeastShare: pick[int64](r, 0, 0, 0, 10, 20),
		MostSuppliers: pick(r, 0, 0, 1, 2, 3, 4), Stars: pick(r, 0, 0, 0, 2, 3),
	}
	ask := int64(100 + r.IntN(1400))
	if r.IntN(2) == 0 {
		ask = ask / 10 * 10
	}
	for range s.Periods {
		n := ask
		if r.IntN(10) == 0 {
			n = 0
		}
		l.Quantity = append(l.Quantity, n)
	}
	if r.IntN(3) == 0 {
		l.Ceiling = int64(120_000 + 100*r.IntN(900))
	}
	if r.IntN(5) == 0 {
		l.Certificates = []string{"vietgap"}
	}
	if r.IntN(8) == 0 {
		l.Sureness = plan.Planned
	}
	if r.IntN(8) == 0 {
		l.Excluded = []string{fmt.Sprintf("s%03d", r.IntN(suppliers))}
	}
	if r.IntN(12) == 0 {
		l.Invited = []string{}
		for range 3 {
			l.Invited = append(l.Invited, fmt.Sprintf("s%03d", r.IntN(suppliers)))
		}
	}
	if r.IntN(6) == 0 {
		l.Priority = r.IntN(plan.Priorities)
	}
	if r.IntN(10) > 0 {
		l.Transport = map[string]plan.Transport{}
		for _, c := range capacities {
			if r.IntN(20) > 0 {
				l.Transport[c.ID] = plan.Transport{PerUnit: int64(500 + 100*r.IntN(100)), Delivery: pick[int64](r, 0, 200_000, 500_000, 1_000_000)}
			}
		}
	}
	return l
}
