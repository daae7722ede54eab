package oracle

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/chophien/chophien/internal/matching/plan"
)

// Optimum is what an exact solver found.
type Optimum struct {
	Filled [plan.Priorities]int64
	Landed int64
	// Proven is false when the time ended first: the figures are then the best it
	// had, and Filled may stand for a class it never came to.
	Proven bool
	Took   time.Duration // of the processor, not by the wall: the machine may be shared
}

// Solver is an exact solver on PATH.
type Solver struct{ path string }

// ErrNoSolver is returned where no exact solver is installed.
var ErrNoSolver = errors.New("neither glpsol (Debian's glpk-utils) nor cbc (coinor-cbc) is on PATH")

// Find looks for a solver: the named one, or any.
func Find(names ...string) (Solver, error) {
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return Solver{path}, nil
		}
	}
	return Solver{}, ErrNoSolver
}

// Name is glpsol or cbc.
func (s Solver) Name() string { return filepath.Base(s.path) }

// Optimise finds the optimum, class by class and then the cost, each within limit.
func (s Solver) Optimise(ctx context.Context, p plan.Problem, limit time.Duration) (Optimum, error) {
	m := build(&p)
	out := Optimum{Proven: true}
	var fixed []string
	for class, filled := range m.filled {
		if len(filled) == 0 {
			continue
		}
		sum := strings.Join(filled, "\n + ")
		best, proven, err := s.run(ctx, m.text("Maximize\n obj: "+sum, fixed...), limit, &out)
		if err != nil || !proven {
			out.Proven = false
			return out, err
		}
		out.Filled[class] = int64(math.Round(best))
		fixed = append(fixed, fmt.Sprintf(" x%d: %s >= %d", class, sum, out.Filled[class]))
	}
	if len(m.cost) == 0 {
		return out, nil
	}
	best, proven, err := s.run(ctx, m.text("Minimize\n obj: "+strings.Join(m.cost, "\n + "), fixed...), limit, &out)
	out.Landed, out.Proven = int64(math.Round(best)), proven
	return out, err
}

// Reach has the solver come as far as a plan came: to a filled quantity and a cost
// whose proven gaps are no larger than the plan's. It tells how long that took,
// and whether it came so far within limit.
func (s Solver) Reach(ctx context.Context, p plan.Problem, made plan.Plan, limit time.Duration) (took time.Duration, reached bool, err error) {
	m := build(&p)
	out := Optimum{}
	var fixed []string
	for class, filled := range m.filled {
		if len(filled) == 0 {
			continue
		}
		sum := strings.Join(filled, "\n + ")
		ours := made.Score.Filled[class]
		gap := float64(made.Bound.Filled[class]-ours) / float64(max(1, ours))
		text := m.text("Maximize\n obj: "+sum, fixed...)
		if _, proven, err := s.runTo(ctx, text, gap, limit-out.Took, &out); err != nil || !proven {
			return out.Took, false, err
		}
		fixed = append(fixed, fmt.Sprintf(" x%d: %s >= %d", class, sum, ours))
	}
	if len(m.cost) == 0 {
		return out.Took, true, nil
	}
	gap := float64(made.Score.Landed-made.Bound.Landed) / float64(max(1, made.Score.Landed))
	if made.FillGap() > 0 {
		gap = 0.001 // the plan's own cost bound says nothing then
	}
	_, proven, err := s.runTo(ctx, m.text("Minimize\n obj: "+strings.Join(m.cost, "\n + "), fixed...), gap, limit-out.Took, &out)
	return out.Took, proven, err
}

// run solves one program to the optimum.
func (s Solver) run(ctx context.Context, text string, limit time.Duration, out *Optimum) (best float64, proven bool, err error) {
	return s.runTo(ctx, text, 0, limit, out)
}

// runTo solves one program until the relative gap is proven.
func (s Solver) runTo(ctx context.Context, text string, gap float64, limit time.Duration, out *Optimum) (best float64, proven bool, err error) {
	dir, err := os.MkdirTemp("", "oracle")
	if err != nil {
		return 0, false, fmt.Errorf("make a directory: %w", err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	model, answer := filepath.Join(dir, "model.lp"), filepath.Join(dir, "answer")
	if err := os.WriteFile(model, []byte(text), 0o600); err != nil {
		return 0, false, fmt.Errorf("write the program: %w", err)
	}
	seconds := strconv.Itoa(max(1, int(limit.Seconds())))
	relative := strconv.FormatFloat(gap, 'g', 6, 64)
	ways := [][]string{
		{"--lp", model, "--tmlim", seconds, "--mipgap", relative, "-w", answer, "--cuts"},
		{"--lp", model, "--tmlim", seconds, "--mipgap", relative, "-w", answer}, // glpsol 5.0 aborts on cuts where presolving leaves no column
	}
	if s.Name() == "cbc" {
		ways = [][]string{{model, "sec", seconds, "ratioGap", relative, "allowableGap", "0", "integerTolerance", "1e-9", "primalTolerance", "1e-9", "solve", "solu", answer}}
	}
	for _, args := range ways {
		cmd := exec.CommandContext(ctx, s.path, args...) //nolint:gosec // G204: a solver that Find found
		var log []byte
		log, err = cmd.CombinedOutput()
		if cmd.ProcessState != nil {
			out.Took += cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
		}
		if err == nil {
			break
		}
		err = fmt.Errorf("run %s: %w: %s", s.Name(), err, log[max(0, len(log)-500):])
	}
	if err != nil {
		return 0, false, err
	}
	raw, err := os.ReadFile(answer)
	if err != nil {
		return 0, false, fmt.Errorf("read the answer: %w", err)
	}
	return s.read(string(raw))
}

// read takes the objective out of an answer.
func (s Solver) read(answer string) (best float64, proven bool, err error) {
	number := ""
	if s.Name() == "cbc" { // Optimal - objective value 12.5
		first, _, _ := strings.Cut(answer, "\n")
		proven = strings.HasPrefix(first, "Optimal")
		_, number, _ = strings.Cut(first, "objective value")
	} else { // s mip <rows> <columns> <o: optimal> <objective>
		for line := range strings.Lines(answer) {
			if f := strings.Fields(line); len(f) == 6 && f[0] == "s" {
				proven, number = f[4] == "o", f[5]
			}
		}
	}
	if _, err := fmt.Sscan(strings.TrimSpace(number), &best); err != nil {
		return 0, false, nil //nolint:nilerr // no figure: the time ended before there was one
	}
	if strings.HasPrefix(strings.TrimSpace(answer), "Stopped") {
		proven = false
	}
	return best, proven, nil
}
