package oracle

import (
	"errors"
	"slices"

	"github.com/chophien/chophien/internal/matching/plan"
)

// Verdicts of Compare.
const (
	Same     = "same"               // filled equal and cost equal
	Close    = "within 0.1 %"       // filled equal, cost at most 0.1 % above
	GapTrue  = "gap true"           // worse, but not by more than the plan says itself
	Unproven = "oracle out of time" // nothing to compare with
	Mistaken = "oracle mistaken"    // the plan is better than what the oracle calls the optimum
)

// ErrGapUntrue means that the optimum lies beyond the plan's proven bound.
var ErrGapUntrue = errors.New("the stated gap is not true")

// Compare holds a plan that Check has passed against the optimum, for a problem
// without premium for fairness (the oracle does not know it).
func Compare(made plan.Plan, best Optimum) (string, error) {
	if !best.Proven {
		return Unproven, nil
	}
	for i, ours := range made.Score.Filled {
		if made.Bound.Filled[i] < best.Filled[i] {
			return "", ErrGapUntrue
		}
		if made.Bound.Filled[i] > best.Filled[i] || ours != best.Filled[i] {
			break // what is said of the classes after it rests on this one
		}
	}
	switch filled := slices.Compare(made.Score.Filled[:], best.Filled[:]); {
	case filled > 0:
		return Mistaken, nil
	case made.Bound.Landed > best.Landed && made.Score.Landed >= best.Landed:
		return "", ErrGapUntrue
	case filled < 0 && made.Bound.Filled == made.Score.Filled:
		return "", ErrGapUntrue
	case filled < 0:
		return GapTrue, nil
	}
	return costVerdict(made.Score.Landed, best.Landed), nil
}

func costVerdict(ours, best int64) string {
	switch {
	case ours < best:
		return Mistaken
	case ours == best:
		return Same
	case (ours-best)*1000 <= best:
		return Close
	default:
		return GapTrue
	}
}
