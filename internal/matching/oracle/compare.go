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
		switch {
		case made.Bound.Filled[i] < best.Filled[i]:
			return "", ErrGapUntrue
		case ours > best.Filled[i]:
			return Mistaken, nil
		case ours < best.Filled[i]:
			return GapTrue, nil
		case made.Bound.Filled[i] > ours: // as full as can be, without the proof
			return costVerdict(made.Score.Landed, best.Landed), nil
		}
	}
	if made.Bound.Landed > best.Landed && made.Score.Landed >= best.Landed {
		return "", ErrGapUntrue
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
