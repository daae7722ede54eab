package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime/metrics"
	"slices"
	"syscall"
	"time"

	"github.com/chophien/chophien/internal/matching/oracle"
	"github.com/chophien/chophien/internal/matching/plan"
)

const (
	marketCooperatives = 660
	marketLines        = 500
)

// matching compares the solver of internal/matching with an exact one, and
// measures it on a province's year. All times are the processor's, on both
// sides: other work on the machine then hardly counts.
func (b *bench) matching(ctx context.Context, r *result) error {
	small, err := oracle.Find("glpsol", "cbc")
	if err != nil {
		return fmt.Errorf("find an exact solver: %w", err)
	}
	large, err := oracle.Find("cbc", "glpsol")
	if err != nil {
		return fmt.Errorf("find an exact solver: %w", err)
	}
	r.remark("oracles: %s for the instances, %s for the province; all times are the processor's, ours and the oracle's, so that a shared machine distorts less", small.Name(), large.Name())
	if err := b.matchSmall(ctx, r, small); err != nil {
		return err
	}
	made, full, err := b.matchMarket(r)
	if err != nil {
		return err
	}
	if err := rematch(r, made, full); err != nil {
		return err
	}
	return b.oracleMarket(ctx, r, large, made, full)
}

// matchSmall solves generated instances with everything in them on both sides.
func (b *bench) matchSmall(ctx context.Context, r *result, solver oracle.Solver) error {
	instances, limit := 340, 3*time.Second
	if b.quick {
		instances = 60
	}
	count := map[string]int{}
	untrue, broken := 0, 0
	var ours, theirs time.Duration
	for i := range instances {
		p := oracle.Generate(uint64(1_000_000+i), oracle.Size{Lines: 2 + i%3, Capacities: 4 + i%3, Periods: 1 + i%3, Types: 1})
		p.Fairness.Premium = 0 // paid on purpose; the oracle would not
		began := processorTime()
		made, err := plan.Solve(p, plan.Options{})
		ours += processorTime() - began
		if err != nil {
			return fmt.Errorf("instance %d: %w", i, err)
		}
		if oracle.Check(p, made) != nil {
			broken++
		}
		best, err := solver.Optimise(ctx, p, limit)
		if err != nil {
			return fmt.Errorf("instance %d: %w", i, err)
		}
		theirs += best.Took
		verdict, err := oracle.Compare(made, best)
		if errors.Is(err, oracle.ErrGapUntrue) {
			untrue++
		}
		count[verdict]++
	}
	compared := instances - count[oracle.Unproven]
	r.add(plain("instances that the oracle proved", "", float64(compared)).atLeast(float64(min(300, instances*3/4))).noting("of %d generated, %.0f s for each phase", instances, limit.Seconds()))
	r.add(plain("  filled equal, cost within 0.1 %", "", float64(count[oracle.Same]+count[oracle.Close])).noting("%d of them equal to the đồng", count[oracle.Same]))
	r.add(plain("  worse, within the gap stated", "", float64(count[oracle.GapTrue])))
	r.add(plain("  stated gap untrue", "", float64(untrue)).exactly(0))
	r.add(plain("  oracle mistaken", "", float64(count[oracle.Mistaken])).noting("our plan keeps all rules and is better than its optimum"))
	r.add(plain("  a rule broken", "", float64(broken)).exactly(0))
	r.add(compared2("  time of all", "s", ours, theirs))
	return nil
}

func compared2(name, unit string, ours, theirs time.Duration) figure {
	return compared(name, unit, []float64{ours.Seconds()}, []float64{theirs.Seconds()})
}

// matchMarket matches markets of growing size.
func (b *bench) matchMarket(r *result) (made plan.Plan, full time.Duration, err error) {
	first := time.Duration(0)
	for _, size := range [][2]int{{66, 50}, {220, 167}, {marketCooperatives, marketLines}} {
		p := oracle.Market(1, size[0], size[1])
		var times []float64
		peak := watchMemory()
		for range 3 {
			began := processorTime()
			if made, err = plan.Solve(p, plan.Options{}); err != nil {
				return made, 0, fmt.Errorf("match %v: %w", size, err)
			}
			times = append(times, (processorTime() - began).Seconds())
		}
		memory := peak()
		if err := oracle.Check(p, made); err != nil {
			return made, 0, fmt.Errorf("match %v: %w", size, err)
		}
		full = time.Duration(median(times) * float64(time.Second))
		if first == 0 {
			first = full
		}
		name := fmt.Sprintf("%d × %d × 12", size[0], size[1])
		r.add(plain("full match "+name, "s", times...).noting("%.1f times the first; %s", full.Seconds()/first.Seconds(), quality(made)))
		f := plain("  peak memory of the process", "MiB", memory)
		if size[0] == marketCooperatives {
			f = f.below(256)
		}
		r.add(f)
	}
	return made, full, nil
}

// quality says how good a plan is proven to be, part by part.
func quality(made plan.Plan) string {
	parts, fuller, costGap, landed := 0, int64(0), int64(0), int64(0)
	for _, k := range made.Kinds {
		for _, p := range k.Parts {
			parts++
			if gap := p.Bound.Filled[0] - p.Score.Filled[0]; gap > 0 {
				fuller += gap
				continue
			}
			costGap += p.Score.Landed - p.Bound.Landed
			landed += p.Score.Landed
		}
	}
	return fmt.Sprintf("%d parts; filled %s, at most %s more; cost at most %.2f %% above the least", parts, thousands(int(made.Score.Total())), thousands(int(fuller)), 100*float64(costGap)/float64(max(1, landed)))
}

// rematch changes one declaration at a time, all its months by a tenth.
func rematch(r *result, made plan.Plan, full time.Duration) error {
	random := rand.New(rand.NewPCG(3, 3))
	var times []float64
	for range 60 {
		p := oracle.Market(1, marketCooperatives, marketLines)
		c := &p.Capacities[random.IntN(len(p.Capacities))]
		for month := range c.Available {
			c.Available[month] = c.Available[month] * 9 / 10
		}
		began := processorTime()
		if _, err := plan.Rematch(made, p, plan.Options{}); err != nil {
			return fmt.Errorf("rematch: %w", err)
		}
		times = append(times, (processorTime() - began).Seconds())
	}
	whole := full.Seconds()
	of := func(name string, t float64) figure {
		return compared(name, "s", []float64{t}, []float64{whole})
	}
	r.add(of("one declaration changed, re-matched: median", median(times)).atMost(0.05).noting("baseline: the full match"))
	r.add(of("  nine in ten within", percentile(times, 0.9)))
	r.add(of("  slowest of 60", slices.Max(times)))
	return nil
}

// oracleMarket gives the oracle one type after the other, smallest first, to come
// to the quality that our plan of it has, until its time is over.
func (b *bench) oracleMarket(ctx context.Context, r *result, solver oracle.Solver, made plan.Plan, full time.Duration) error {
	limit := 150 * time.Second
	if b.quick {
		limit = 30 * time.Second
	}
	market := oracle.Market(1, marketCooperatives, marketLines)
	var took time.Duration
	done, types := 0, byType(market)
	for _, p := range types {
		sub, err := plan.Rematch(made, p, plan.Options{})
		if err != nil {
			return fmt.Errorf("match a type: %w", err)
		}
		spent, reached, err := solver.Reach(ctx, p, sub, limit-took)
		took += spent
		if err != nil {
			return fmt.Errorf("oracle: %w", err)
		}
		if !reached {
			break
		}
		done++
	}
	note := "the oracle's time to the same quality"
	if done < len(types) {
		note = fmt.Sprintf("baseline is a lower bound: the oracle had finished %d of %d types, the smallest, when its %.0f s ended", done, len(types), limit.Seconds())
	}
	r.add(compared2("full match beside the oracle", "s", full, took).atMost(0.05).noting("%s", note))
	return nil
}

// byType parts a market into its types, those with least to decide first.
func byType(market plan.Problem) (out []plan.Problem) {
	types := map[string]*plan.Problem{}
	for _, l := range market.Lines {
		if types[l.Type] == nil {
			types[l.Type] = &plan.Problem{Periods: market.Periods}
		}
		types[l.Type].Lines = append(types[l.Type].Lines, l)
	}
	for _, c := range market.Capacities {
		if p := types[c.Type]; p != nil {
			p.Capacities = append(p.Capacities, c)
		}
	}
	for _, p := range types {
		if len(p.Capacities) > 0 {
			out = append(out, *p)
		}
	}
	slices.SortFunc(out, func(a, b plan.Problem) int {
		if d := len(a.Lines)*len(a.Capacities) - len(b.Lines)*len(b.Capacities); d != 0 {
			return d
		}
		return slices.Compare([]string{a.Lines[0].Type}, []string{b.Lines[0].Type})
	})
	return out
}

// processorTime is what this process has used of the processor.
func processorTime() time.Duration {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u) // cannot fail for oneself
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// watchMemory looks at the memory that Go holds, a hundred times a second, until
// the returned function gives the peak in MiB.
func watchMemory() (peak func() float64) {
	stop, done := make(chan struct{}), make(chan float64)
	go func() {
		samples := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
		most := uint64(0)
		tick := time.NewTicker(10 * time.Millisecond)
		defer tick.Stop()
		for {
			metrics.Read(samples)
			most = max(most, samples[0].Value.Uint64()-samples[1].Value.Uint64())
			select {
			case <-tick.C:
			case <-stop:
				done <- float64(most) / (1 << 20)
				return
			}
		}
	}()
	return func() float64 { close(stop); return <-done }
}
