package demand_test

import (
	"errors"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/demand"
	"github.com/chophien/chophien/internal/ident"
)

// arrows is the state machine told a second time, by hand.
var arrows = map[string]demand.Status{
	"draft edit buyer":         demand.StatusDraft,
	"draft publish buyer":      demand.StatusPublished,
	"draft close buyer":        demand.StatusClosed,
	"published amend buyer":    demand.StatusAmended,
	"published close buyer":    demand.StatusClosed,
	"published close alliance": demand.StatusClosed,
	"published award buyer":    demand.StatusAwarded,
	"published expire system":  demand.StatusExpired,
	"amended amend buyer":      demand.StatusAmended,
	"amended close buyer":      demand.StatusClosed,
	"amended close alliance":   demand.StatusClosed,
	"amended award buyer":      demand.StatusAwarded,
	"amended expire system":    demand.StatusExpired,
}

func TestDemand_Apply_walks_every_state_action_and_role(t *testing.T) {
	t.Parallel()
	allowed := 0
	for _, status := range demand.Statuses() {
		for _, action := range demand.Actions() {
			for _, role := range demand.Roles() {
				d := demand.Demand{ID: ident.New(), Status: status, Version: 3, Revision: 1}
				next, event, err := d.Apply(action, demand.Actor{UserID: ident.New(), Role: role}, 3, now)
				name := fmt.Sprintf("%s %s %s", status, action, role)
				to, ok := arrows[name]
				require.Equal(t, ok, slices.Contains(demand.Allowed(status, role), action), name)
				switch {
				case ok:
					allowed++
					require.NoError(t, err, name)
					require.Equal(t, to, next.Status, name)
					require.Equal(t, int64(4), next.Version, name)
					require.Equal(t, action != demand.ActionEdit, event != nil, name)
					_, _, err = d.Apply(action, demand.Actor{Role: role}, 2, now)
					require.ErrorIs(t, err, demand.ErrChanged, "%s by a second writer", name)
				case err == nil: // already so
					require.Nil(t, event, name)
					require.Equal(t, d, next, name)
				default:
					require.Equal(t, d, next, name)
					require.True(t, errors.Is(err, demand.ErrRole) || errors.Is(err, demand.ErrNotAllowed), "%s: %v", name, err)
				}
			}
		}
	}
	require.Len(t, arrows, allowed)
}

// The drawing has exactly the arrows of the code.
func TestDrawing_is_the_machine(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("../../docs/demand-states.md")
	require.NoError(t, err)
	drawn := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^\s+(\w+) --> (\w+): (\w+) \(([\w, ]+)\)$`).FindAllStringSubmatch(string(raw), -1) {
		for _, role := range regexp.MustCompile(`\w+`).FindAllString(m[4], -1) {
			name := m[1] + " " + m[3] + " " + role
			require.Equal(t, m[2], string(arrows[name]), name)
			drawn[name] = true
		}
	}
	require.Len(t, drawn, len(arrows), "%s", strings.TrimSpace(string(raw)))
}
