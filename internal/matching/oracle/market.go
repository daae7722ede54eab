package oracle

import (
	"fmt"
	"math/rand/v2"

	"github.com/chophien/chophien/internal/matching/plan"
)

// Market makes a year of a province: each cooperative declares one to three types
// of goods, a few of which many have (chicken, cinnamon, tea) and most only some;
// lines ask for the same in like proportion. Quantities are round, as people
// declare them. The same seed, the same market.
func Market(seed uint64, cooperatives, lines int) plan.Problem {
	r := rand.New(rand.NewPCG(seed, 12))
	p := plan.Problem{Periods: 12}
	types := max(4, cooperatives/8)
	for s := range cooperatives {
		small := r.IntN(3) > 0
		for k := range 1 + r.IntN(3) {
			c := declared(r, types, small)
			c.ID, c.Supplier = fmt.Sprintf("c%04d-%d", s, k), fmt.Sprintf("htx%04d", s)
			p.Capacities = append(p.Capacities, c)
		}
	}
	for i := range lines {
		l := asked(r, types)
		l.ID = fmt.Sprintf("l%04d", i)
		for k := range p.Capacities {
			if c := &p.Capacities[k]; c.Type == l.Type {
				km := int64(20 + r.IntN(300))
				l.Transport[c.ID] = plan.Transport{PerUnit: 500 + 15*km, Delivery: 300_000 + 4_000*km}
			}
		}
		p.Lines = append(p.Lines, l)
	}
	return p
}

// someType is skewed: a tenth of the types is in a third of all mouths.
func someType(r *rand.Rand, types int) int {
	if r.IntN(3) == 0 {
		return r.IntN(max(1, types/10))
	}
	return r.IntN(types)
}

func declared(r *rand.Rand, types int, small bool) plan.Capacity {
	kind := someType(r, types)
	c := plan.Capacity{
		Type: fmt.Sprintf("t%03d", kind), Small: small, Stars: pick(r, 0, 0, 3, 3, 4, 5), Sureness: plan.Sureness(r.IntN(3)),
		Lot: pick[int64](r, 1, 1, 10, 50), MinOrder: pick[int64](r, 0, 50, 100, 100, 200),
	}
	base := int64(2+r.IntN(10)) * 100
	if !small {
		base *= 3
	}
	best := r.IntN(12) // the middle of the season
	for month := range 12 {
		away := (month - best + 12) % 12
		away = min(away, 12-away)
		c.Available = append(c.Available, base*int64(12-away)/12/10*10)
	}
	c.First = r.IntN(3)
	price := int64(40_000+4_000*(kind%50)) * int64(90+r.IntN(21)) / 100 / 100 * 100
	for _, from := range []int64{1, 200, 500, 1000}[:1+r.IntN(4)] {
		c.Tiers = append(c.Tiers, plan.Tier{From: from, Price: price})
		price -= price * int64(1+r.IntN(4)) / 100 / 100 * 100
	}
	for _, certificate := range []string{"vietgap", "haccp", "organic"} {
		if r.IntN(2) == 0 {
			c.Certificates = append(c.Certificates, certificate)
		}
	}
	return c
}

func asked(r *rand.Rand, types int) plan.Line {
	kind := someType(r, types)
	l := plan.Line{
		Type: fmt.Sprintf("t%03d", kind), Transport: map[string]plan.Transport{}, Tolerance: pick[int64](r, 0, 5, 5, 10),
		LeastPart: pick[int64](r, 0, 0, 0, 30, 50), MostSuppliers: pick(r, 0, 0, 3, 4, 5, 6), Stars: pick(r, 0, 0, 0, 3),
	}
	ask := int64(2+r.IntN(20)) * 100
	first, last := r.IntN(6), 6+r.IntN(6)
	for month := range 12 {
		n := int64(0)
		if month >= first && month <= last {
			n = ask
		}
		l.Quantity = append(l.Quantity, n)
	}
	if r.IntN(2) == 0 {
		l.Ceiling = int64(40_000+4_000*(kind%50)) * int64(105+r.IntN(20)) / 100
	}
	if r.IntN(3) == 0 {
		l.Certificates = []string{pick(r, "vietgap", "haccp", "organic")}
	}
	return l
}
