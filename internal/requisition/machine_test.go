package requisition_test

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/requisition"
)

var now = time.Date(2026, 11, 25, 3, 0, 0, 0, time.UTC)

// arrows is the state machine told a second time, by hand.
var arrows = map[string]requisition.Status{
	"waiting approve owner":      requisition.StatusApproved,
	"waiting refuse owner":       requisition.StatusRefused,
	"waiting withdraw requester": requisition.StatusWithdrawn,
	"waiting expire system":      requisition.StatusExpired,
}

func TestRequisition_Apply_walks_every_state_action_and_role(t *testing.T) {
	t.Parallel()
	allowed := 0
	for _, status := range requisition.Statuses() {
		for _, action := range requisition.Actions() {
			for _, role := range requisition.Roles() {
				r := requisition.Requisition{ID: ident.New(), Status: status, Version: 3, ExpiresAt: now.Add(time.Hour), DecidedBy: ident.New()}
				at := now
				if action == requisition.ActionExpire {
					at = r.ExpiresAt
				}
				by := requisition.Actor{UserID: ident.New(), Role: role}
				if role == requisition.RoleSystem {
					by.UserID = ident.Nil
				}
				next, changed, err := r.Apply(action, by, "hết ngân sách", at)
				name := fmt.Sprintf("%s %s %s", status, action, role)
				to, ok := arrows[name]
				require.Equal(t, ok, slices.Contains(requisition.Allowed(status, role), action), name)
				if !ok {
					require.Error(t, err, name)
					require.Equal(t, r, next, name)
					continue
				}
				allowed++
				require.NoError(t, err, name)
				require.True(t, changed, name)
				require.Equal(t, to, next.Status, name)
				require.Equal(t, int64(4), next.Version, name)
				require.Equal(t, by.UserID, next.DecidedBy, name)
				same, changed, err := next.Apply(action, by, "hết ngân sách", at)
				require.NoError(t, err, "%s again", name)
				require.False(t, changed, "%s again", name)
				require.Equal(t, next, same, name)
			}
		}
	}
	require.Len(t, arrows, allowed)
}

// The drawing has exactly the arrows of the code.
func TestDrawing_is_the_machine(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("../../docs/requisition-states.md")
	require.NoError(t, err)
	drawn := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^\s+(\w+) --> (\w+): (\w+) \((\w+)\)$`).FindAllStringSubmatch(string(raw), -1) {
		name := m[1] + " " + m[3] + " " + m[4]
		require.Equal(t, m[2], string(arrows[name]), name)
		drawn[name] = true
	}
	require.Len(t, drawn, len(arrows))
}

func TestRequisition_Apply_refusals(t *testing.T) {
	t.Parallel()
	owner, other := requisition.Actor{UserID: ident.New(), Role: requisition.RoleOwner}, requisition.Actor{UserID: ident.New(), Role: requisition.RoleOwner}
	r := requisition.Requisition{Status: requisition.StatusWaiting, Version: 1, ExpiresAt: now.Add(time.Hour)}

	_, _, err := r.Apply(requisition.ActionRefuse, owner, "  ", now)
	require.ErrorIs(t, err, apperr.ErrInvalid, "a refusal gives its reason")
	_, _, err = r.Apply(requisition.ActionApprove, owner, "", r.ExpiresAt)
	require.ErrorIs(t, err, requisition.ErrExpired, "whether or not the job has run")
	_, _, err = r.Apply(requisition.ActionExpire, requisition.Actor{Role: requisition.RoleSystem}, "", now)
	require.ErrorIs(t, err, requisition.ErrNotAllowed, "before its time")

	approved, _, err := r.Apply(requisition.ActionApprove, owner, "", now)
	require.NoError(t, err)
	for _, action := range []requisition.Action{requisition.ActionApprove, requisition.ActionRefuse} {
		_, _, err = approved.Apply(action, other, "trễ", now)
		require.ErrorIs(t, err, requisition.ErrDecided, "the second owner is told")
	}
	_, _, err = approved.Apply(requisition.ActionRefuse, owner, "đổi ý", now)
	require.ErrorIs(t, err, requisition.ErrDecided, "what is bought is not refused")

	expired, _, err := r.Apply(requisition.ActionExpire, requisition.Actor{Role: requisition.RoleSystem}, "", r.ExpiresAt)
	require.NoError(t, err)
	_, _, err = expired.Apply(requisition.ActionApprove, owner, "", r.ExpiresAt)
	require.ErrorIs(t, err, requisition.ErrExpired)
}

func TestRules_Asks(t *testing.T) {
	t.Parallel()
	limit := money.VND(20_000_000)
	require.False(t, requisition.Rules{}.Asks(1_000_000_000))
	require.False(t, requisition.Rules{Above: &limit}.Asks(limit), "up to the limit nobody has to ask")
	require.True(t, requisition.Rules{Above: &limit}.Asks(limit+1))
}
