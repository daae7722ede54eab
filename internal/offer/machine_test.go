package offer_test

import (
	"errors"
	"fmt"
	"os"
	"regexp"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/offer"
)

// arrows is the state machine told a second time, by hand.
var arrows = map[string]offer.Status{
	"invited ask buyer": offer.StatusInvited, "invited ask system": offer.StatusInvited,
	"invited accept cooperative": offer.StatusAccepted, "invited counter cooperative": offer.StatusCountered,
	"invited decline cooperative": offer.StatusDeclined, "invited lapse system": offer.StatusLapsed, "invited lose system": offer.StatusLost,
	"accepted ask buyer": offer.StatusInvited, "accepted ask system": offer.StatusInvited,
	"accepted suggest system": offer.StatusAccepted, "countered suggest system": offer.StatusCountered, "accepted accept cooperative": offer.StatusAccepted,
	"accepted counter cooperative": offer.StatusCountered, "accepted decline cooperative": offer.StatusDeclined,
	"accepted award buyer": offer.StatusAwarded, "accepted lose system": offer.StatusLost,
	"countered ask buyer": offer.StatusInvited, "countered ask system": offer.StatusInvited,
	"countered accept cooperative": offer.StatusAccepted, "countered counter cooperative": offer.StatusCountered,
	"countered decline cooperative": offer.StatusDeclined, "countered award buyer": offer.StatusAwarded, "countered lose system": offer.StatusLost,
	"declined ask buyer": offer.StatusInvited, "declined ask system": offer.StatusInvited,
	"declined accept cooperative": offer.StatusAccepted, "declined counter cooperative": offer.StatusCountered,
	"lapsed ask buyer": offer.StatusInvited, "lapsed ask system": offer.StatusInvited,
}

func TestOffer_Apply_walks_every_state_action_and_role(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 24, 3, 0, 0, 0, time.UTC)
	before, after := now.Add(time.Hour), now // an answer-by date still to come, and one that just passed
	allowed := 0
	for _, status := range offer.Statuses() {
		for _, action := range offer.Actions() {
			for _, role := range offer.Roles() {
				name := fmt.Sprintf("%s %s %s", status, action, role)
				o := offer.Offer{ID: ident.New(), Status: status, Version: 3, Versions: 2, Proposed: 2, Answered: 1}
				c := offer.Command{Action: action, By: offer.Actor{UserID: ident.New(), Role: role}, Seen: 3}
				deadline := before
				if action == offer.ActionLapse {
					deadline = after
				}
				next, version, err := o.Apply(c, deadline, now)
				to, ok := arrows[name]
				require.Equal(t, ok, slices.Contains(offer.Allowed(status, role), action), name)
				if !ok {
					require.Equal(t, o, next, name)
					require.Nil(t, version, name)
					if err != nil { // else it is so already
						require.True(t, errors.Is(err, offer.ErrRole) || errors.Is(err, offer.ErrNotAllowed), "%s: %v", name, err)
					}
					continue
				}
				allowed++
				require.NoError(t, err, name)
				require.Equal(t, to, next.Status, name)
				require.Equal(t, 3, version.Number, name)
				require.Equal(t, int64(4), next.Version, name)
				c.Seen = 2
				_, _, err = o.Apply(c, deadline, now)
				require.ErrorIs(t, err, offer.ErrChanged, "%s by a second writer", name)
				c.Seen = 3
				switch action {
				case offer.ActionAccept, offer.ActionCounter, offer.ActionDecline, offer.ActionAsk, offer.ActionSuggest:
					_, _, err = o.Apply(c, after, now)
					require.ErrorIs(t, err, offer.ErrDeadline, "%s too late", name)
				case offer.ActionLapse:
					_, _, err = o.Apply(c, before, now)
					require.ErrorIs(t, err, offer.ErrNotAllowed, "%s too early", name)
				case offer.ActionAward, offer.ActionLose:
					_, _, err = o.Apply(c, after, now)
					require.NoError(t, err, name)
				}
			}
		}
	}
	require.Len(t, arrows, allowed)
}

// The drawing has exactly the arrows of the code.
func TestDrawing_is_the_machine(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("../../docs/offer-states.md")
	require.NoError(t, err)
	drawn := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^\s+(\w+) --> (\w+): (\w+) \(([\w, ]+)\)$`).FindAllStringSubmatch(string(raw), -1) {
		for _, role := range regexp.MustCompile(`\w+`).FindAllString(m[4], -1) {
			name := m[1] + " " + m[3] + " " + role
			require.Equal(t, m[2], string(arrows[name]), name)
			drawn[name] = true
		}
	}
	require.Len(t, drawn, len(arrows))
}
