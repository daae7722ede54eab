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

// run solves one program.
func (s Solver) run(ctx context.Context, text string, limit time.Duration, out *Optimum) (best float64, proven bool, err error) {
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
	ways := [][]string{
		{"--lp", model, "--tmlim", seconds, "-w", answer, "--cuts"},
		{"--lp", model, "--tmlim", seconds, "-w", answer}, // glpsol 5.0 aborts on cuts where presolving leaves no column
	}
	if s.Name() == "cbc" {
		ways = [][]string{{model, "sec", seconds, "ratioGap", "0", "allowableGap", "0", "integerTolerance", "1e-9", "primalTolerance", "1e-9", "solve", "solu", answer}}
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
