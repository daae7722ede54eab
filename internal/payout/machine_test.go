package payout

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/ident"
)

var drawn = regexp.MustCompile(`(?m)^  (\S+) --> (\w+): (\w+)`)

// drawings reads docs/payout-states.md: the arrows of its nth drawing.
func drawings(t *testing.T, nth int) map[string]string {
	t.Helper()
	raw, err := os.ReadFile("../../docs/payout-states.md")
	require.NoError(t, err)
	out := map[string]string{}
	for _, m := range drawn.FindAllStringSubmatch(strings.Split(string(raw), "```mermaid")[nth], -1) {
		if m[1] != "[*]" {
			out[m[1]+" "+m[2]] = m[3]
		}
	}
	require.NotEmpty(t, out)
	return out
}

// Every state with every action: what is drawn is possible, and nothing else.
func TestBatch_Apply_walks_the_drawing(t *testing.T) {
	t.Parallel()
	maker, other := ident.New(), ident.New()
	now := time.Date(2026, 12, 1, 3, 0, 0, 0, time.UTC)
	arrows := drawings(t, 1)
	seen := map[string]bool{}
	for _, state := range States() {
		for _, action := range Actions() {
			b := Batch{State: state, Count: 2, Version: 7}
			if state != StateDraft {
				b.PreparedBy = maker
			}
			if state == StateApproved || state == StateDone {
				b.ApprovedBy = ident.New()
			}
			next, err := b.Apply(Command{Action: action, By: other, Reason: "thử"}, now)
			if arrows[string(state)+" "+string(next.State)] == string(action) {
				require.NoError(t, err, "%s %s", state, action)
				require.NotEqual(t, state, next.State)
				seen[string(state)+" "+string(next.State)] = true
				continue
			}
			require.Error(t, err, "%s %s is not drawn", state, action)
			require.Equal(t, state, next.State)
		}
	}
	require.Len(t, seen, len(arrows), "an arrow is drawn that cannot be gone")
}

func TestBatch_Apply_refuses(t *testing.T) {
	t.Parallel()
	maker, other, now := ident.New(), ident.New(), time.Now()
	prepared := Batch{State: StatePrepared, PreparedBy: maker, Count: 1, Version: 3}
	_, err := prepared.Apply(Command{Action: ActionApprove, By: maker}, now)
	require.ErrorIs(t, err, ErrMaker)
	_, err = prepared.Apply(Command{Action: ActionApprove, By: other, Version: 2}, now)
	require.ErrorIs(t, err, ErrChanged)
	require.NotContains(t, prepared.Allowed(maker), ActionApprove)
	require.Contains(t, prepared.Allowed(other), ActionApprove)
	approved, err := prepared.Apply(Command{Action: ActionApprove, By: other, Version: 3}, now)
	require.NoError(t, err)
	_, err = approved.Apply(Command{Action: ActionApprove, By: other}, now)
	require.ErrorIs(t, err, errDone, "the same again changes nothing")
	_, err = approved.Apply(Command{Action: ActionApprove, By: ident.New()}, now)
	require.ErrorIs(t, err, ErrApproved)
	approved.FileAt = now
	_, err = approved.Apply(Command{Action: ActionDiscard, By: other, Reason: "x"}, now)
	require.ErrorIs(t, err, ErrNotNow, "the bank may have the file")
	_, err = Batch{State: StateDraft}.Apply(Command{Action: ActionSubmit, By: maker}, now)
	require.ErrorIs(t, err, ErrEmpty)
}

// Every transfer's state with every outcome in every batch's state.
func TestTransfer_End_walks_the_drawing(t *testing.T) {
	t.Parallel()
	arrows := drawings(t, 2)
	seen := map[string]bool{}
	for _, batch := range States() {
		for _, kind := range []Kind{KindPayout, KindRefund} {
			for _, from := range TransferStates() {
				for _, to := range []TransferState{TransferPaid, TransferBounced, TransferRemoved} {
					x := Transfer{Kind: kind, State: from, BankReference: "FT1"}
					next, err := x.End(batch, Outcome{State: to, Reference: "FT1", Reason: "thử", By: ident.New()}, time.Now())
					name := fmt.Sprintf("%s %s: %s → %s", batch, kind, from, to)
					_, possible := arrows[string(from)+" "+string(to)]
					sent := batch == StateApproved || batch == StateDone
					possible = possible && sent == (to != TransferRemoved)
					if possible {
						require.NoError(t, err, name)
						require.Equal(t, to, next.State, name)
						seen[string(from)+" "+string(to)] = true
					} else {
						require.Error(t, err, name)
					}
				}
			}
		}
	}
	require.Len(t, seen, len(arrows))
}

// Every state of a change of an account with every step.
func TestChangeState_walks_the_drawing(t *testing.T) {
	t.Parallel()
	arrows := drawings(t, 3)
	seen := map[string]bool{}
	for _, from := range ChangeStates() {
		for _, step := range changeSteps() {
			to, possible := from.after(step)
			if possible {
				require.Equal(t, string(step), arrows[string(from)+" "+string(to)], "%s %s is not drawn", from, step)
				seen[string(from)+" "+string(to)] = true
			} else {
				require.Equal(t, from, to)
			}
		}
	}
	require.Len(t, seen, len(arrows), "an arrow is drawn that cannot be gone")
}

func TestAccount_clean(t *testing.T) {
	t.Parallel()
	a, err := Account{BIN: " 970405", Number: "8800 2057-89.120", Holder: "  HTX  Đoàn Lương "}.clean()
	require.NoError(t, err)
	require.Equal(t, Account{BIN: "970405", Number: "8800205789120", Holder: "HTX Đoàn Lương"}, a)
	require.Equal(t, "HTX DOAN LUONG", Plain(a.Holder))
	_, err = Account{BIN: "000000", Number: "12", Holder: "x"}.clean()
	require.ErrorContains(t, err, "/bankBin")
	require.ErrorContains(t, err, "/accountNo")
	require.ErrorContains(t, err, "/holder")
}
