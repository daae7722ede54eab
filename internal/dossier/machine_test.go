package dossier

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Every arrow of the drawing is in the machine and the other way round.
func TestMachine_is_drawn(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("../../docs/ocop-dossier-states.md")
	require.NoError(t, err)
	var drawn, built []string
	for _, m := range regexp.MustCompile(`(?m)^  (\w+) --> (\w+): (\w+) \((\w+)\)$`).FindAllStringSubmatch(string(raw), -1) {
		drawn = append(drawn, strings.Join(m[1:], " "))
	}
	for _, a := range Actions() {
		step, ok := arrowOf(a)
		require.True(t, ok, a)
		for _, from := range step.from {
			built = append(built, strings.Join([]string{string(from), string(step.to), string(a), string(step.who)}, " "))
		}
	}
	slices.Sort(drawn)
	slices.Sort(built)
	require.Equal(t, built, drawn)
}

// Every state × action × role: only the arrows lead anywhere, and a step that is
// done is no error.
func TestMachine_walk(t *testing.T) {
	t.Parallel()
	for _, s := range Statuses() {
		require.NotEmpty(t, s.In("vi"), s)
		require.NotEmpty(t, s.In("en"), s)
		for _, a := range Actions() {
			step, _ := arrowOf(a)
			for _, r := range Roles() {
				to, again, err := next(s, a, r, "lý do")
				switch {
				case step.who != r:
					require.ErrorIs(t, err, ErrRole)
				case s == step.to:
					require.NoError(t, err)
					require.True(t, again)
				case slices.Contains(step.from, s):
					require.NoError(t, err)
					require.Equal(t, step.to, to)
					require.Contains(t, Allowed(s, r), a)
				default:
					require.ErrorIs(t, err, ErrNotAllowed)
					require.NotContains(t, Allowed(s, r), a)
				}
			}
		}
	}
	for _, a := range []Action{ActionReturn, ActionFail, ActionRevoke} {
		step, _ := arrowOf(a)
		_, _, err := next(step.from[0], a, step.who, " ")
		require.ErrorContains(t, err, "request.invalid", "%s needs a reason", a)
	}
	_, _, err := next(StatusDraft, "fly", RoleCooperative, "")
	require.Error(t, err)
}

func TestFileName(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"Giấy ATTP.pdf": "Giấy ATTP.pdf", `C:\hồ sơ\phiếu.PDF`: "phiếu.pdf", "../../etc/passwd": "passwd.pdf", "a\nb\".exe": "a b.pdf", "": "minh-chung.pdf",
		strings.Repeat("x", 300): strings.Repeat("x", 100) + ".pdf",
	} {
		require.Equal(t, want, fileName(name, "pdf"), name)
	}
}
