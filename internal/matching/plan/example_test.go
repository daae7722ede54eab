package plan_test

import (
	"fmt"

	"github.com/chophien/chophien/internal/matching/plan"
)

// Firms in Hà Nội want 4,000 H'Mông chickens a month from cooperatives of Yên
// Bái. Prices and quantities here are examples; the two names are of the source.
func Example() {
	flock := func(id, supplier string, aMonth, price, lot int64, small bool) plan.Capacity {
		c := plan.Capacity{
			ID: id, Supplier: supplier, Type: "H'Mông chicken", Lot: lot, MinOrder: 200, Small: small, Sureness: plan.Standing,
			Tiers: []plan.Tier{{From: 1, Price: price}, {From: 1000, Price: price - 5_000}}, Certificates: []string{"veterinary"},
		}
		for range 6 {
			c.Available = append(c.Available, aMonth)
		}
		return c
	}
	problem := plan.Problem{
		Periods: 6,
		Capacities: []plan.Capacity{
			flock("dgp", "HTX chăn nuôi DGP Yên Bái", 1800, 185_000, 50, false),
			flock("mq", "HTX Chăn nuôi và DVNN MQ", 1500, 182_000, 50, false),
			flock("third", "a third cooperative", 900, 190_000, 10, true),
		},
		Lines: []plan.Line{{
			ID: "Hà Nội", Type: "H'Mông chicken", Quantity: []int64{4000, 4000, 4000, 4000, 4000, 4000},
			Ceiling: 210_000, MostSuppliers: 4, LeastPart: 50, Tolerance: 3, Certificates: []string{"veterinary"},
			Transport: map[string]plan.Transport{
				"dgp": {PerUnit: 6_000, Delivery: 1_500_000}, "mq": {PerUnit: 5_500, Delivery: 1_500_000}, "third": {PerUnit: 7_000, Delivery: 1_500_000},
			},
		}},
	}
	problem.Capacities[1].Available[1] = 700 // after Tết
	made, err := plan.Solve(problem, plan.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range made.Shares {
		if s.Period < 2 {
			fmt.Printf("month %d: %s %d at %d (%s)\n", s.Period+1, s.Capacity, s.Quantity, s.UnitPrice, s.Why[0].Code)
		}
	}
	second := made.Lines[0].Periods[1]
	fmt.Println("lacking in month 2:", second.Unfilled, second.Lacking)
	fmt.Println("suppliers:", len(made.Lines[0].Suppliers), "proven optimal:", made.Proven())
	// Output:
	// month 1: dgp 1800 at 180000 (needed)
	// month 1: mq 1500 at 177000 (cheapest)
	// month 1: third 700 at 190000 (needed)
	// month 2: dgp 1800 at 180000 (cheapest)
	// month 2: mq 700 at 182000 (cheapest)
	// month 2: third 900 at 190000 (needed)
	// lacking in month 2: 600 [{full HTX chăn nuôi DGP Yên Bái dgp 1800 1800 } {full HTX Chăn nuôi và DVNN MQ mq 700 700 } {full a third cooperative third 900 900 }]
	// suppliers: 3 proven optimal: true
}
