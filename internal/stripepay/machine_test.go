package stripepay

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/db/dbtest"
	"github.com/chophien/chophien/internal/platform/stripe"
)

var (
	arrow    = regexp.MustCompile(`(?m)^  (\S+) --> (\w+): `)
	stateRow = regexp.MustCompile(`(?m)^\| (open|succeeded|canceled) \| (.*) \|$`)
	quoted   = regexp.MustCompile("`(\\w+)`")
)

// drawing reads docs/card-payment-states.md: the arrows of its nth drawing, and which
// statuses of Stripe are which state.
func drawing(t *testing.T, nth int) (arrows map[string]bool, statuses map[string][]stripe.Status) {
	t.Helper()
	raw, err := os.ReadFile("../../docs/card-payment-states.md")
	require.NoError(t, err)
	arrows, statuses = map[string]bool{}, map[string][]stripe.Status{}
	for _, m := range arrow.FindAllStringSubmatch(strings.Split(string(raw), "```")[2*nth-1], -1) {
		if m[1] != "[*]" {
			arrows[m[1]+" "+m[2]] = true
		}
	}
	require.NotEmpty(t, arrows)
	for _, m := range stateRow.FindAllStringSubmatch(string(raw), -1) {
		for _, q := range quoted.FindAllStringSubmatch(m[2], -1) {
			statuses[m[1]] = append(statuses[m[1]], stripe.Status(q[1]))
		}
	}
	return arrows, statuses
}

// Every state with everything that Stripe can tell: what is drawn happens, and nothing
// else, neither in the program nor past it in the database.
func TestIntent_walks_every_arrow(t *testing.T) {
	t.Parallel()
	arrows, statuses := drawing(t, 1)
	require.Len(t, statuses, 3)
	d := dbtest.New(t)
	s := NewService(Deps{DB: d, Clock: &clock.Fixed{T: time.Now()}})
	ctx := t.Context()
	begin := func(status stripe.Status) Intent {
		i := Intent{ID: "pi_" + ident.New().String(), RequestID: ident.New(), Number: 1, Amount: 250_000, Status: status, CreatedAt: s.Clock.Now()}
		require.NoError(t, s.store.insertIntent(ctx, i, time.Time{}))
		return i
	}
	gone := map[string]bool{}
	for from, list := range statuses {
		for _, a := range list {
			for to, told := range statuses {
				for _, b := range told {
					i := begin(a)
					next := i.with(stripe.Intent{Status: b})
					i.Status = b
					err := s.store.updateIntent(ctx, i, "", i.CreatedAt, time.Time{})
					if a == b || arrows[from+" "+to] {
						require.Equal(t, b, next.Status, "%s after %s", b, a)
						require.NoError(t, err, "%s after %s", b, a)
						gone[from+" "+to] = true
						continue
					}
					require.Equal(t, a, next.Status, "%s after %s", b, a)
					require.Equal(t, "stripe_intents_forward", db.Constraint(err), "%s after %s", b, a)
				}
			}
			// Only money that Stripe took can be with its purchase, and it stays there.
			i := begin(a)
			err := s.Completed(ctx, i.ID)
			if !arrows[from+" completed"] {
				require.Equal(t, "stripe_intents_completed_ck", db.Constraint(err), a)
				continue
			}
			require.NoError(t, err)
			require.NoError(t, s.Completed(ctx, i.ID))
			gone[from+" completed"] = true
		}
	}
	for a := range arrows {
		require.True(t, gone[a], "the arrow %s is drawn and cannot be gone", a)
	}
	_, err := d.Exec(ctx, "a second one", `
INSERT INTO stripe_intents (id, request_id, number, amount_vnd, status, created_at, checked_at)
SELECT 'pi_second', request_id, 2, amount_vnd, status, created_at, checked_at FROM stripe_intents WHERE status = 'processing' LIMIT 1`)
	require.Equal(t, "stripe_intents_one_open_idx", db.Constraint(err))
}

// Whatever Stripe says of a refund, in whatever order, it goes as it is drawn.
func TestRefund_walks_every_arrow(t *testing.T) {
	t.Parallel()
	arrows, _ := drawing(t, 2)
	gone := map[string]bool{}
	for _, was := range []RefundState{RefundSending, RefundPending, RefundSucceeded, RefundFailed} {
		for _, status := range []string{"pending", "requires_action", stripe.RefundSucceeded, stripe.RefundFailed, stripe.RefundCanceled} {
			next := refundState(was, status)
			if next != was {
				require.True(t, arrows[string(was)+" "+string(next)], "%s after %s makes %s, which is not drawn", status, was, next)
				gone[string(was)+" "+string(next)] = true
			}
		}
	}
	require.Len(t, gone, len(arrows), "an arrow is drawn that cannot be gone")
}
