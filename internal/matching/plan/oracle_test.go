package plan_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/chophien/chophien/internal/matching/oracle"
	"github.com/chophien/chophien/internal/matching/plan"
)

// The exact solver is Debian's; scripts/setup.sh installs it for the tests.
func TestSolve_is_as_good_as_an_exact_solver(t *testing.T) {
	t.Parallel()
	solver, err := oracle.Find("glpsol", "cbc")
	if err != nil {
		t.Skip("NOT COMPARED WITH AN EXACT SOLVER:", err)
	}
	instances := 340
	if testing.Short() {
		instances = 40
	}
	var lock sync.Mutex
	count := map[string]int{}
	each(t, 0, instances, func(i int) error {
		p := oracle.Generate(uint64(i), oracle.Size{Lines: 1 + i%3, Capacities: 3 + i%3, Periods: 1 + i%2, Types: 1})
		p.Fairness.Premium = 0
		made, err := plan.Solve(p, plan.Options{})
		if err != nil {
			return err
		}
		if err := oracle.Check(p, made); err != nil {
			return err
		}
		best, err := solver.Optimise(t.Context(), p, 3*time.Second)
		if err != nil {
			return err
		}
		hasty, err := plan.Solve(p, plan.Options{Steps: 200}) // a worse plan, whose bounds must hold as well
		if err != nil {
			return err
		}
		if _, err := oracle.Compare(hasty, best); err != nil {
			return fmt.Errorf("in haste: %w: %+v within %+v, %s %+v", err, hasty.Score, hasty.Bound, solver.Name(), best)
		}
		verdict, err := oracle.Compare(made, best)
		lock.Lock()
		count[verdict]++
		lock.Unlock()
		if err != nil {
			return fmt.Errorf("%w: ours %+v within %+v, %s %+v", err, made.Score, made.Bound, solver.Name(), best)
		}
		return nil
	})
	t.Logf("%d instances against %s: %v", instances, solver.Name(), count)
}
