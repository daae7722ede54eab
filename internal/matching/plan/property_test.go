package plan_test

import (
	"math/rand/v2"
	"runtime"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/matching/oracle"
	"github.com/chophien/chophien/internal/matching/plan"
)

// sizeOf varies with the number of the instance; most are small.
func sizeOf(i int) oracle.Size {
	switch {
	case i%100 == 0:
		return oracle.Size{Lines: 12, Capacities: 20, Periods: 6, Types: 2}
	case i%10 == 0:
		return oracle.Size{Lines: 6, Capacities: 9, Periods: 4, Types: 1}
	default:
		return oracle.Size{Lines: 1 + i%4, Capacities: 1 + i%6, Periods: 1 + i%3, Types: 1 + i%2}
	}
}

// quickly is enough work for a plan that keeps all rules.
func quickly() plan.Options { return plan.Options{Steps: 50_000} }

// each solves instances from..to on all processors.
func each(t *testing.T, from, to int, judge func(i int) error) {
	t.Helper()
	var wait sync.WaitGroup
	work := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for i := range work {
				if err := judge(i); err != nil {
					t.Errorf("instance %d: %v", i, err)
				}
			}
		})
	}
	for i := from; i < to && !t.Failed(); i++ {
		work <- i
	}
	close(work)
	wait.Wait()
}

func TestSolve_never_breaks_a_rule(t *testing.T) {
	t.Parallel()
	instances := 10_000
	if testing.Short() {
		instances = 1000
	}
	each(t, 0, instances, func(i int) error {
		p := oracle.Generate(uint64(i), sizeOf(i))
		made, err := plan.Solve(p, quickly())
		if err != nil {
			return err
		}
		return oracle.Check(p, made)
	})
}

func TestSolve_any_order_of_the_input(t *testing.T) {
	t.Parallel()
	for i := range 300 {
		p := oracle.Generate(uint64(i), sizeOf(i))
		want, err := plan.Solve(p, quickly())
		require.NoError(t, err)
		r := rand.New(rand.NewPCG(uint64(i), 7))
		r.Shuffle(len(p.Lines), func(i, j int) { p.Lines[i], p.Lines[j] = p.Lines[j], p.Lines[i] })
		r.Shuffle(len(p.Capacities), func(i, j int) { p.Capacities[i], p.Capacities[j] = p.Capacities[j], p.Capacities[i] })
		for k := range p.Capacities {
			c := p.Capacities[k].Certificates
			r.Shuffle(len(c), func(i, j int) { c[i], c[j] = c[j], c[i] })
		}
		got, err := plan.Solve(p, quickly())
		require.NoError(t, err)
		require.Equal(t, want, got, "instance %d", i)
	}
}

func TestSolve_leaves_the_input_alone(t *testing.T) {
	t.Parallel()
	for i := range 50 {
		p := oracle.Generate(uint64(i), sizeOf(i))
		_, err := plan.Solve(p, quickly())
		require.NoError(t, err)
		require.Equal(t, oracle.Generate(uint64(i), sizeOf(i)), p)
	}
}

func TestRematch_is_what_Solve_makes(t *testing.T) {
	t.Parallel()
	kept, again := 0, 0
	for i := range 300 {
		p := oracle.Generate(uint64(i), oracle.Size{Lines: 8, Capacities: 12, Periods: 2, Types: 4})
		before, err := plan.Solve(p, quickly())
		require.NoError(t, err)
		change(rand.New(rand.NewPCG(uint64(i), 8)), &p)
		want, err := plan.Solve(p, quickly())
		require.NoError(t, err)
		got, err := plan.Rematch(before, p, quickly())
		require.NoError(t, err)
		require.Equal(t, want, got, "instance %d", i)
		known := map[string]bool{}
		for _, k := range before.Kinds {
			known[k.Fingerprint] = true
		}
		for _, k := range got.Kinds {
			if known[k.Fingerprint] {
				kept++
			} else {
				again++
			}
		}
	}
	assert.Greater(t, kept, 2*again, "most types are taken over")
}

// change is what a cooperative or a buyer does between two matches.
func change(r *rand.Rand, p *plan.Problem) {
	c, l := &p.Capacities[r.IntN(len(p.Capacities))], &p.Lines[r.IntN(len(p.Lines))]
	switch r.IntN(9) {
	case 0:
		c.Available[r.IntN(len(c.Available))] += 50
	case 1:
		c.Tiers[0].Price += 1000
	case 2:
		c.Certificates = nil
	case 3:
		p.Capacities = p.Capacities[1:]
	case 4:
		l.Quantity[0] += 100
	case 5:
		l.MostSuppliers = 1
	case 6:
		l.Excluded = append(l.Excluded, c.Supplier)
	case 7:
		p.Lines = p.Lines[1:]
	case 8:
		c.Small = !c.Small
	}
}

func FuzzSolve(f *testing.F) {
	f.Add(uint64(1), 2, 3, 2, int64(1), int64(1), int64(100))
	f.Add(uint64(9), 5, 5, 1, int64(50), int64(1_000_000), int64(1_000_000_000))
	f.Fuzz(func(t *testing.T, seed uint64, lines, capacities, periods int, lot, least, available int64) {
		bound := func(n int) int { return 1 + int(uint(n)%6) }
		p := oracle.Generate(seed, oracle.Size{Lines: bound(lines), Capacities: bound(capacities), Periods: bound(periods), Types: 1})
		c := &p.Capacities[0]
		c.Lot, c.MinOrder, c.Available[0] = lot, least, available
		p.Lines[0].Quantity[0] = available
		made, err := plan.Solve(p, plan.Options{Steps: 5000})
		if err == nil {
			err = oracle.Check(p, made)
		} else if lot >= 0 && least >= 0 && available >= 0 && max(lot, least, available) <= 1_000_000 {
			t.Fatal("refused:", err)
		} else {
			return
		}
		require.NoError(t, err)
	})
}
