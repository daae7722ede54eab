package penalty

import (
	"os"
	"regexp"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/ident"
)

// Every state with every action: what is drawn is possible, and nothing else.
func TestApply_walks_the_drawing(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("../../docs/penalty-states.md")
	require.NoError(t, err)
	arrows := map[string]string{}
	for _, m := range regexp.MustCompile(`(?m)^  (\w+) --> (\w+): (\w+)`).FindAllStringSubmatch(string(raw), -1) {
		arrows[m[1]+" "+m[2]] = m[3]
	}
	require.NotEmpty(t, arrows)
	maker, other, third := ident.New(), ident.New(), ident.New()
	now := time.Date(2026, 12, 1, 3, 0, 0, 0, time.UTC)
	gone := 0
	for _, state := range States() {
		p := Penalty{State: state, ProposedBy: maker, Version: 3}
		if state != StateProposed {
			p.ApprovedBy = other
		}
		for _, action := range Actions() {
			next, err := p.Apply(Command{Action: action, By: third, Version: 3, Reason: "nhầm"}, now)
			if arrows[string(state)+" "+string(next.State)] == string(action) {
				require.NoError(t, err)
				require.Contains(t, p.Allowed(third), action)
				gone++
				continue
			}
			require.Error(t, err, "%s %s is not drawn", state, action)
			require.NotContains(t, p.Allowed(third), action)
			require.Equal(t, p, next)
		}
	}
	require.Equal(t, len(arrows), gone, "an arrow is drawn that cannot be gone")

	p := Penalty{State: StateProposed, ProposedBy: maker, Version: 3}
	_, err = p.Apply(Command{Action: ActionApprove, By: maker}, now)
	require.ErrorIs(t, err, ErrMaker)
	require.NotContains(t, p.Allowed(maker), ActionApprove)
	_, err = p.Apply(Command{Action: ActionApprove, By: other, Version: 2}, now)
	require.ErrorIs(t, err, ErrChanged)
	_, err = p.Apply(Command{Action: ActionDiscard, By: other}, now)
	require.Error(t, err, "without a reason")
	approved, err := p.Apply(Command{Action: ActionApprove, By: other}, now)
	require.NoError(t, err)
	_, err = approved.Apply(Command{Action: ActionApprove, By: other}, now)
	require.ErrorIs(t, err, errDone, "the same step again")
	_, err = approved.Apply(Command{Action: ActionApprove, By: third}, now)
	require.ErrorIs(t, err, ErrNotNow)
}
