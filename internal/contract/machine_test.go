package contract_test

import (
	"errors"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/contract"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
)

var now = time.Date(2026, 11, 24, 3, 0, 0, 0, time.UTC)

// drawn reads the arrows of one drawing: "from action role" → to.
func drawn(t *testing.T, heading string) map[string]string {
	t.Helper()
	raw, err := os.ReadFile("../../docs/contract-states.md")
	require.NoError(t, err)
	_, section, found := strings.Cut(string(raw), "\n## "+heading+"\n")
	require.True(t, found)
	section, _, _ = strings.Cut(section, "\n## ")
	out := map[string]string{}
	for _, m := range regexp.MustCompile(`(?m)^\s+(\w+) --> (\w+): (\w+) \(([\w, ]+)\)$`).FindAllStringSubmatch(section, -1) {
		for _, role := range regexp.MustCompile(`\w+`).FindAllString(m[4], -1) {
			out[m[1]+" "+m[3]+" "+role] = m[2]
		}
	}
	require.NotEmpty(t, out)
	return out
}

// walk tries every state × action × role of a machine against its drawing.
func walk[S, A ~string](t *testing.T, arrows map[string]string, states []S, actions []A, allowed func(S, contract.Role) []A,
	try func(S, A, contract.Role, int64) (S, error),
) {
	t.Helper()
	count := 0
	for _, state := range states {
		for _, action := range actions {
			for _, role := range contract.Roles() {
				name := fmt.Sprintf("%s %s %s", state, action, role)
				to, ok := arrows[name]
				require.Equal(t, ok, slices.Contains(allowed(state, role), action), name)
				got, err := try(state, action, role, 3)
				if !ok {
					require.Equal(t, state, got, name)
					if err != nil { // else it is so already
						require.True(t, errors.Is(err, contract.ErrRole) || errors.Is(err, contract.ErrNotAllowed) || errors.Is(err, contract.ErrNotEnoughOffered), "%s: %v", name, err)
					}
					continue
				}
				count++
				require.NoError(t, err, name)
				require.Equal(t, to, string(got), name)
				_, err = try(state, action, role, 2)
				require.ErrorIs(t, err, contract.ErrChanged, "%s by a second writer", name)
			}
		}
	}
	require.Len(t, arrows, count)
}

func TestMachines_are_the_drawings_and_refuse_all_else(t *testing.T) {
	t.Parallel()
	actor := func(r contract.Role) contract.Actor { return contract.Actor{UserID: ident.New(), Role: r} }
	t.Run("contract", func(t *testing.T) {
		t.Parallel()
		walk(t, drawn(t, "Contract"), contract.Statuses(), contract.Actions(), contract.Allowed,
			func(s contract.Status, a contract.Action, r contract.Role, seen int64) (contract.Status, error) {
				next, _, err := contract.Contract{Status: s, Version: 3}.Apply(a, actor(r), seen, now)
				return next.Status, err
			})
	})
	t.Run("delivery", func(t *testing.T) {
		t.Parallel()
		walk(t, drawn(t, "Delivery"), contract.DeliveryStatuses(), contract.DeliveryActions(), contract.DeliveryAllowed,
			func(s contract.DeliveryStatus, a contract.DeliveryAction, r contract.Role, seen int64) (contract.DeliveryStatus, error) {
				next, _, err := contract.Delivery{Status: s, Version: 3, Quantity: 100, Shipped: 90}.Apply(contract.DeliveryCommand{
					Action: a, By: actor(r), Seen: seen, Stated: 100, Accepted: 50, Lots: []contract.Lot{{Code: "L1", Quantity: 90, WeightG: 1}},
				}, now)
				return next.Status, err
			})
	})
	t.Run("shortfall", func(t *testing.T) {
		t.Parallel()
		walk(t, drawn(t, "Shortfall"), contract.ShortfallStatuses(), contract.ShortfallActions(), contract.ShortfallAllowed,
			func(s contract.ShortfallStatus, a contract.ShortfallAction, r contract.Role, seen int64) (contract.ShortfallStatus, error) {
				next, _, err := contract.Shortfall{Status: s, Version: 3, Quantity: 10}.Apply(a, actor(r), seen, 10, now)
				return next.Status, err
			})
	})
	t.Run("addendum", func(t *testing.T) {
		t.Parallel()
		org := ident.New()
		walk(t, drawn(t, "Addendum"), contract.AddendumStatuses(), contract.AddendumActions(), contract.AddendumAllowed,
			func(s contract.AddendumStatus, a contract.AddendumAction, r contract.Role, seen int64) (contract.AddendumStatus, error) {
				by := actor(r)
				by.OrgID = org
				next, _, err := contract.Addendum{Status: s, Version: 3, ProposedBy: org}.Apply(a, by, seen, now)
				return next.Status, err
			})
		_, _, err := contract.Addendum{Status: contract.AddendumProposed, ProposedBy: org}.Apply(contract.AddendumWithdraw, actor(contract.RoleBuyer), 0, now)
		require.ErrorIs(t, err, contract.ErrRole, "somebody else's")
	})
}

func TestShortfall_taken_in_part_stays_offered(t *testing.T) {
	t.Parallel()
	f := contract.Shortfall{Status: contract.ShortfallOffered, Quantity: 300}
	by := contract.Actor{Role: contract.RoleCooperative}
	f, _, err := f.Apply(contract.ShortfallTake, by, 0, 200, now)
	require.NoError(t, err)
	require.Equal(t, contract.ShortfallOffered, f.Status)
	_, _, err = f.Apply(contract.ShortfallTake, by, 0, 101, now)
	require.ErrorIs(t, err, contract.ErrNotEnoughOffered)
	f, _, err = f.Apply(contract.ShortfallTake, by, 0, 100, now)
	require.NoError(t, err)
	require.Equal(t, contract.ShortfallTaken, f.Status)
	_, _, err = f.Apply(contract.ShortfallTake, by, 0, 1, now)
	require.ErrorIs(t, err, contract.ErrNotEnoughOffered, "the second of two")
}

func TestPrice_rounds_halves_up_and_keeps_floor_and_cap(t *testing.T) {
	t.Parallel()
	index := contract.Price{Kind: contract.PriceKindIndex, Base: 200_000, Index: "ga-hmong", IndexBase: 3, Floor: 150_000, Cap: 400_000}
	require.True(t, index.Check())
	for _, c := range []struct {
		quote, want int64
	}{{0, 200_000}, {3, 200_000}, {4, 266_667}, {5, 333_333}, {1, 150_000}, {9, 400_000}, {1_000_000_000, 400_000}} {
		require.Equal(t, c.want, int64(index.Unit(1, money.VND(c.quote))), "quote %d", c.quote)
	}
	half := contract.Price{Kind: contract.PriceKindIndex, Base: 1, Index: "x", IndexBase: 2, Floor: 1, Cap: 10}
	require.Equal(t, int64(2), int64(half.Unit(1, 3)), "1.5 is 2")
	tier := contract.Price{Kind: contract.PriceKindTier, Base: 210_000, Tiers: []contract.PriceTier{{From: 1000, Unit: 205_000}, {From: 2000, Unit: 200_000}}}
	require.True(t, tier.Check())
	require.Equal(t, int64(210_000), int64(tier.Unit(999, 0)))
	require.Equal(t, int64(200_000), int64(tier.Unit(2000, 0)))
	tier.Tiers[1].Unit = 206_000
	require.False(t, tier.Check(), "a tier that rises")
	require.False(t, contract.Price{Kind: contract.PriceKindFixed}.Check())
	index.Cap = 100_000
	require.False(t, index.Check(), "cap below base")
}

func TestDepositFor_loses_nothing_and_pays_nothing_twice(t *testing.T) {
	t.Parallel()
	// 100 đồng for 7 birds that leave one by one, and the largest figures there are.
	for _, c := range []struct {
		held   money.VND
		leaves []int64
	}{{100, []int64{1, 1, 1, 1, 1, 1, 1}}, {100, []int64{3, 4}}, {money.Max, []int64{99_999_999, 1}}, {money.Max, []int64{1, 33_333_333, 66_666_666}}} {
		var remaining int64
		for _, n := range c.leaves {
			remaining += n
		}
		held := c.held
		for _, n := range c.leaves {
			part := contract.DepositFor(held, remaining, n)
			require.GreaterOrEqual(t, int64(part), int64(0))
			held, remaining = held-part, remaining-n
		}
		require.Zero(t, held)
	}
	require.Equal(t, int64(14), int64(contract.DepositFor(100, 7, 1)))
	require.Zero(t, contract.DepositFor(100, 0, 1))
}

func TestPenalty_is_never_above_what_the_law_allows(t *testing.T) {
	t.Parallel()
	p, err := contract.Penalty(200_000, 2000, 1700, 0, 0, 500, 0)
	require.NoError(t, err)
	require.Equal(t, int64(3_000_000), int64(p), "5 % of 300 birds")
	p, err = contract.Penalty(200_000, 2000, 1700, 100, 2, 500, 10)
	require.NoError(t, err)
	require.Equal(t, int64(2_000_000+680_000), int64(p), "200 beyond tolerance, and two days of 0.1 %")
	p, err = contract.Penalty(200_000, 2000, 2000, 0, 300, 800, 800)
	require.NoError(t, err)
	require.Equal(t, int64(32_000_000), int64(p), "8 % of the delivery")
	_, err = contract.Penalty(1_000_000_000, 100_000_000, 0, 0, 0, 800, 0)
	require.Error(t, err, "overflow is told, not wrapped around")
}
