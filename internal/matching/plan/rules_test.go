package plan_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/matching/oracle"
	"github.com/chophien/chophien/internal/matching/plan"
)

// chicken is a problem of one line and two capacities: "a" is cheaper and small.
func chicken(change func(*plan.Problem)) plan.Problem {
	p := plan.Problem{
		Periods: 2,
		Capacities: []plan.Capacity{
			{ID: "a", Supplier: "A", Type: "chicken", Available: []int64{600, 600}, Tiers: []plan.Tier{{From: 1, Price: 100_000}}, Small: true, Stars: 3, Certificates: []string{"vietgap"}},
			{ID: "b", Supplier: "B", Type: "chicken", Available: []int64{900, 900}, Tiers: []plan.Tier{{From: 1, Price: 110_000}}, Stars: 4, Sureness: plan.Standing},
		},
		Lines: []plan.Line{{ID: "l", Type: "chicken", Quantity: []int64{1000, 0}}},
	}
	if change != nil {
		change(&p)
	}
	return p
}

func TestSolve_rules(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(*plan.Problem)
		a, b   int64 // what each gives in the first period
		// lacking are the codes of the first period, refused those of the line
		lacking, refused []plan.Code
	}{
		"cheapest first": {nil, 600, 400, nil, nil},
		"capacity": {
			func(p *plan.Problem) { p.Lines[0].Quantity[0] = 2000 }, 600, 900,
			[]plan.Code{plan.CodeFull, plan.CodeFull},
			nil,
		},
		"certificate": {
			func(p *plan.Problem) { p.Lines[0].Certificates = []string{"vietgap"} }, 600, 0,
			[]plan.Code{plan.CodeFull},
			[]plan.Code{plan.CodeCertificate},
		},
		"stars": {
			func(p *plan.Problem) { p.Lines[0].Stars = 4 }, 0, 900,
			[]plan.Code{plan.CodeFull},
			[]plan.Code{plan.CodeStars},
		},
		"sureness": {
			func(p *plan.Problem) { p.Lines[0].Sureness = plan.Planned }, 0, 900,
			[]plan.Code{plan.CodeFull},
			[]plan.Code{plan.CodeSureness},
		},
		"invited": {
			func(p *plan.Problem) { p.Lines[0].Invited = []string{"A"} }, 600, 0,
			[]plan.Code{plan.CodeFull},
			[]plan.Code{plan.CodeNotInvited},
		},
		"excluded": {
			func(p *plan.Problem) { p.Lines[0].Excluded = []string{"A"} }, 0, 900,
			[]plan.Code{plan.CodeFull},
			[]plan.Code{plan.CodeExcluded},
		},
		"no way": {
			func(p *plan.Problem) { p.Lines[0].Transport = map[string]plan.Transport{"a": {}} }, 600, 0,
			[]plan.Code{plan.CodeFull},
			[]plan.Code{plan.CodeNoTransport},
		},
		"lead time": {
			func(p *plan.Problem) { p.Capacities[1].First = 1 }, 600, 0,
			[]plan.Code{plan.CodeFull, plan.CodeLeadTime},
			[]plan.Code{plan.CodeNoPeriod},
		},
		"nothing available": {
			func(p *plan.Problem) { p.Capacities[1].Available[0] = 0 }, 600, 0,
			[]plan.Code{plan.CodeFull, plan.CodeNothingAvailable},
			[]plan.Code{plan.CodeNoPeriod},
		},
		"price ceiling": {
			func(p *plan.Problem) { p.Lines[0].Ceiling = 105_000 }, 600, 0,
			[]plan.Code{plan.CodeFull, plan.CodePriceCeiling},
			[]plan.Code{plan.CodeNoPeriod},
		},
		"ceiling met by a large share only": {func(p *plan.Problem) {
			p.Lines[0].Ceiling = 111_000
			p.Lines[0].Transport = map[string]plan.Transport{"a": {}, "b": {Delivery: 500_000}}
		}, 500, 500, nil, nil},
		"minimum order moves the split": {func(p *plan.Problem) { p.Capacities[1].MinOrder = 500 }, 500, 500, nil, nil},
		"minimum order out of reach": {
			func(p *plan.Problem) { p.Capacities[1].MinOrder = 1001 }, 600, 0,
			[]plan.Code{plan.CodeFull, plan.CodeMinOrder},
			[]plan.Code{plan.CodeNoPeriod},
		},
		"least share": {func(p *plan.Problem) { p.Lines[0].LeastShare = 50 }, 500, 500, nil, nil},
		"least share out of reach": {
			func(p *plan.Problem) { p.Lines[0].LeastShare = 70 }, 0, 900,
			[]plan.Code{plan.CodeFull, plan.CodeLeastShare},
			[]plan.Code{plan.CodeNoPeriod},
		},
		"lots": {func(p *plan.Problem) { p.Capacities[1].Lot = 350 }, 300, 700, nil, nil},
		"lot leaves a rest": {
			func(p *plan.Problem) { p.Capacities[1].Lot, p.Lines[0].Excluded = 350, []string{"A"} }, 0, 700,
			[]plan.Code{plan.CodeLot},
			[]plan.Code{plan.CodeExcluded},
		},
		"tolerance takes what lots force": {func(p *plan.Problem) {
			p.Capacities[0].Lot, p.Capacities[1].Lot = 150, 150
			p.Lines[0].Tolerance = 5
		}, 600, 450, nil, nil},
		"tolerance is not used up for nothing": {func(p *plan.Problem) { p.Lines[0].Tolerance = 10 }, 600, 400, nil, nil},
		"least part": {
			func(p *plan.Problem) { p.Lines[0].Quantity[0], p.Lines[0].LeastPart = 3000, 60 }, 0, 0,
			[]plan.Code{plan.CodeLeastPart},
			nil,
		},
		"most suppliers": {
			func(p *plan.Problem) { p.Lines[0].MostSuppliers = 1 }, 0, 900,
			[]plan.Code{plan.CodeMostSuppliers, plan.CodeFull},
			nil,
		},
		"tier": {func(p *plan.Problem) {
			p.Capacities[1].Tiers = []plan.Tier{{From: 1, Price: 110_000}, {From: 800, Price: 96_000}}
		}, 100, 900, nil, nil},
		"below the first tier": {func(p *plan.Problem) { p.Capacities[1].Tiers[0].From = 450 }, 550, 450, nil, nil},
		"cap of large shares": {
			func(p *plan.Problem) { p.Fairness.MostLarge = 30 }, 600, 300,
			[]plan.Code{plan.CodeFull, plan.CodeShareCap},
			nil,
		},
		"floor for small cooperatives, within the premium": {func(p *plan.Problem) {
			p.Capacities[0].Tiers[0].Price = 111_000
			p.Fairness.SmallFloor, p.Fairness.Premium = 50, 10
		}, 500, 500, nil, nil},
		"floor for small cooperatives, without premium": {func(p *plan.Problem) {
			p.Capacities[0].Tiers[0].Price = 111_000
			p.Fairness.SmallFloor = 50
		}, 100, 900, nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := chicken(c.change)
			made, err := plan.Solve(p, plan.Options{})
			require.NoError(t, err)
			require.NoError(t, oracle.Check(p, made))
			given := map[string]int64{}
			for _, s := range made.Shares {
				given[s.Capacity] = s.Quantity
				assert.NotEmpty(t, s.Why)
			}
			assert.Equal(t, c.a, given["a"], "a gives")
			assert.Equal(t, c.b, given["b"], "b gives")
			assert.Equal(t, c.lacking, codes(made.Lines[0].Periods[0].Lacking), "%+v", made.Lines[0].Periods[0].Lacking)
			assert.Equal(t, c.refused, codes(made.Lines[0].Refused))
			if p.Fairness.Premium == 0 {
				assert.True(t, made.Proven(), "%+v %+v", made.Score, made.Bound)
			}
		})
	}
}

func codes(reasons []plan.Reason) (out []plan.Code) {
	for _, r := range reasons {
		out = append(out, r.Code)
	}
	return out
}

func TestSolve_numbers_of_reasons(t *testing.T) {
	t.Parallel()
	p := chicken(func(p *plan.Problem) {
		p.Lines[0].Quantity[0], p.Lines[0].Certificates = 1200, []string{"vietgap"}
	})
	made, err := plan.Solve(p, plan.Options{})
	require.NoError(t, err)
	l := made.Lines[0]
	assert.Equal(t, plan.PeriodPlan{
		Asked: 1200, Delivered: 600, Filled: 600, Unfilled: 600,
		Lacking: []plan.Reason{{Code: plan.CodeFull, Supplier: "A", Capacity: "a", Have: 600, Need: 600}},
	}, l.Periods[0])
	assert.Equal(t, []plan.Reason{{Code: plan.CodeCertificate, Supplier: "B", Capacity: "b", Detail: "vietgap"}}, l.Refused)
	assert.Equal(t, []plan.Reason{
		{Code: plan.CodeOnly, Supplier: "A", Capacity: "a", Have: 100_000},
		{Code: plan.CodeSmall, Supplier: "A", Capacity: "a"},
	}, made.Shares[0].Why)
}

func TestSolve_no_capacity_of_the_type(t *testing.T) {
	t.Parallel()
	p := chicken(func(p *plan.Problem) { p.Lines[0].Type = "tea" })
	made, err := plan.Solve(p, plan.Options{})
	require.NoError(t, err)
	require.NoError(t, oracle.Check(p, made))
	assert.Equal(t, []plan.Reason{{Code: plan.CodeNoSupply}}, made.Lines[0].Periods[0].Lacking)
}

func TestSolve_better_class_first(t *testing.T) {
	t.Parallel()
	p := chicken(func(p *plan.Problem) {
		p.Lines = append(p.Lines, plan.Line{ID: "first", Type: "chicken", Quantity: []int64{700}, Certificates: []string{"vietgap"}})
		p.Lines[0].Quantity[0], p.Lines[0].Priority = 1400, 1
	})
	made, err := plan.Solve(p, plan.Options{})
	require.NoError(t, err)
	require.NoError(t, oracle.Check(p, made))
	assert.Equal(t, [plan.Priorities]int64{600, 900}, made.Score.Filled, "the cheap ones go to the better class")
	assert.True(t, made.Proven())
}

func TestSolve_fewer_suppliers_when_equally_cheap(t *testing.T) {
	t.Parallel()
	p := plan.Problem{Periods: 2, Lines: []plan.Line{{ID: "l", Type: "tea", Quantity: []int64{100, 100}}}}
	for _, id := range []string{"a", "b", "c"} {
		available := []int64{100, 100}
		if id == "a" {
			available[1] = 0
		}
		p.Capacities = append(p.Capacities, plan.Capacity{ID: id, Supplier: id, Type: "tea", Available: available, Tiers: []plan.Tier{{Price: 9}}})
	}
	made, err := plan.Solve(p, plan.Options{})
	require.NoError(t, err)
	assert.EqualValues(t, 1, made.Score.Suppliers, "%+v", made.Shares)
}

func TestSolve_refuses_what_cannot_be_meant(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*plan.Problem){
		"two capacities of one id": func(p *plan.Problem) { p.Capacities[1].ID = "a" },
		"two lines of one id":      func(p *plan.Problem) { p.Lines = append(p.Lines, p.Lines[0]) },
		"negative available":       func(p *plan.Problem) { p.Capacities[0].Available[1] = -1 },
		"negative quantity":        func(p *plan.Problem) { p.Lines[0].Quantity[0] = -1 },
		"no price":                 func(p *plan.Problem) { p.Capacities[0].Tiers = nil },
		"tiers that rise":          func(p *plan.Problem) { p.Capacities[0].Tiers = []plan.Tier{{1, 10}, {5, 11}} },
		"tiers out of order":       func(p *plan.Problem) { p.Capacities[0].Tiers = []plan.Tier{{5, 10}, {5, 9}} },
		"negative minimum":         func(p *plan.Problem) { p.Capacities[0].MinOrder = -5 },
		"percent over 100":         func(p *plan.Problem) { p.Lines[0].LeastPart = 101 },
		"unknown class":            func(p *plan.Problem) { p.Lines[0].Priority = plan.Priorities },
		"negative transport":       func(p *plan.Problem) { p.Lines[0].Transport = map[string]plan.Transport{"a": {PerUnit: -1}} },
		"fairness":                 func(p *plan.Problem) { p.Fairness.SmallFloor = -1 },
		"premium":                  func(p *plan.Problem) { p.Fairness.Premium = 1001 },
		"too many periods":         func(p *plan.Problem) { p.Periods = 1_000_000 },
		"more than money counts": func(p *plan.Problem) {
			p.Lines[0].Quantity[0], p.Capacities[0].Tiers[0].Price = 1_000_000_000, 1_000_000_000
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := plan.Solve(chicken(change), plan.Options{})
			require.ErrorIs(t, err, plan.ErrInvalid)
		})
	}
}
