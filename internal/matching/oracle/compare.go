package oracle

import (
	"errors"

	"github.com/chophien/chophien/internal/matching/plan"
)

// Verdicts of Compare.
const (
	Same     = "same"               // filled equal and cost equal
	Close    = "within 0.1 %"       // filled equal, cost at most 0.1 % above
	GapTrue  = "gap true"           // worse, but not by more than the plan says itself
	Unproven = "oracle out of time" // nothing to compare with
)

// ErrGapUntrue means that the optimum lies beyond the plan's proven bound, or
// that the plan is better than the optimum, which then is none.
var ErrGapUntrue = errors.New("the stated gap is not true")

// Compare holds a plan against the optimum. A plan that paid a premium for
// fairness is compared without it: the bound leaves it out.
func Compare(p plan.Problem, made plan.Plan, best Optimum) (string, error) {
	if !best.Proven {
		return Unproven, nil
	}
	for i, filled := range made.Score.Filled {
		switch ours, bound := filled, made.Bound.Filled[i]; {
		case ours > best.Filled[i] || bound < best.Filled[i]:
			return "", ErrGapUntrue
		case ours < best.Filled[i]:
			return GapTrue, nil
		case bound > ours:
			return GapTrue, nil // equal, but the classes after it are open
		}
	}
	ours := made.Score.Landed
	switch {
	case ours < best.Landed, made.Bound.Landed > best.Landed:
		return "", ErrGapUntrue
	case ours == best.Landed:
		return Same, nil
	case (ours-best.Landed)*1000 <= best.Landed:
		return Close, nil
	default:
		return GapTrue, nil
	}
}
