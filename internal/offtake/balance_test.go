package offtake_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/contract"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/offtake"
)

// requireBalance checks what must hold at every moment of every contract.
func (b *bundle) requireBalance(tb testing.TB, k ident.ID) {
	tb.Helper()
	ctx := context.Background()
	var wrong []string
	rows, err := b.db.Pool().Query(ctx, `
SELECT format('claims of %s %s: %s, contracted %s, forgiven %s', p.share_id, p.month, coalesce(sum(k.quantity), 0), p.contracted, p.forgiven)
FROM contract_periods p JOIN contract_shares s ON s.id = p.share_id LEFT JOIN contract_claims k ON k.share_id = p.share_id AND k.month = p.month
WHERE s.contract_id = $1 GROUP BY p.share_id, p.month HAVING coalesce(sum(k.quantity), 0) <> p.contracted - p.forgiven
UNION ALL
SELECT format('promised %s, claimed %s', m.quantity, c.n) FROM (SELECT period_id, quantity FROM promises WHERE holder_kind = 'contract' AND holder_id = $1) m
FULL JOIN (SELECT k.period_id, sum(k.quantity) AS n FROM contract_claims k JOIN contract_shares s ON s.id = k.share_id WHERE s.contract_id = $1 GROUP BY 1) c
  ON c.period_id = m.period_id WHERE m.quantity IS DISTINCT FROM c.n
UNION ALL
SELECT format('figures of %s %s are not their history', p.share_id, p.month)
FROM contract_periods p JOIN contract_shares s ON s.id = p.share_id
LEFT JOIN contract_adjustments a ON a.share_id = p.share_id AND a.month = p.month
WHERE s.contract_id = $1 GROUP BY p.share_id, p.month HAVING p.delivered <> coalesce(sum(a.delivered), 0) OR p.forgiven <> coalesce(sum(a.forgiven), 0)
UNION ALL
SELECT format('remaining of %s %s is %s, still to come %s', p.share_id, p.month, p.remaining, sum(d.quantity))
FROM contract_periods p JOIN contract_shares s ON s.id = p.share_id JOIN contract_deliveries d ON d.share_id = p.share_id AND d.month = p.month
WHERE s.contract_id = $1 AND d.status IN ('planned', 'called', 'confirmed', 'shipped') GROUP BY p.share_id, p.month HAVING sum(d.quantity) > p.remaining
UNION ALL
SELECT format('deposit of %s: %s paid, %s back, %s taken off goods, %s held', s.id, x.paid, x.back, x.gross - x.goods, s.deposit_held_vnd)
FROM contract_shares s CROSS JOIN LATERAL (SELECT
  coalesce((SELECT sum(amount_vnd) FROM payment_obligations o WHERE o.share_id = s.id AND o.kind = 'deposit'), 0) AS paid,
  coalesce((SELECT sum(amount_vnd) FROM payment_obligations o WHERE o.share_id = s.id AND o.kind = 'deposit_return'), 0) AS back,
  coalesce((SELECT sum(amount_vnd) FROM payment_obligations o WHERE o.share_id = s.id AND o.kind = 'goods'), 0) AS goods,
  coalesce((SELECT sum(d.unit_price_vnd * d.accepted) FROM contract_deliveries d WHERE d.share_id = s.id AND d.accepted > 0), 0) AS gross) x
WHERE s.contract_id = $1 AND (x.paid <> x.back + x.gross - x.goods + s.deposit_held_vnd
  OR s.deposit_held_vnd > 0 AND (SELECT sum(remaining) FROM contract_periods p WHERE p.share_id = s.id) = 0)
UNION ALL
SELECT format('%s + %s + %s <> %s', p.delivered, p.remaining, p.forgiven, p.contracted) FROM contract_periods p WHERE p.delivered + p.remaining + p.forgiven <> p.contracted OR p.remaining < 0`, k)
	require.NoError(tb, err)
	for rows.Next() {
		var s string
		require.NoError(tb, rows.Scan(&s))
		wrong = append(wrong, s)
	}
	require.NoError(tb, rows.Err())
	require.Empty(tb, wrong)
	drift, err := b.supply.Audit(ctx)
	require.NoError(tb, err)
	require.Empty(tb, drift)
}

// Whatever people do in whatever order, delivered + remaining + forgiven stays what
// was contracted, and supply holds promised what the contracts claim.
func TestService_any_sequence_keeps_the_balance(t *testing.T) {
	t.Parallel()
	for seed := range uint64(6) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			r := rand.New(rand.NewPCG(seed, 7))
			tt := terms()
			tt.Substitution = seed%2 == 0
			a, bb, c := b.declare(t, coopA, 3, 900), b.declare(t, coopB, 3, 700), b.declare(t, coopC, 4, 500)
			capacities := map[string]ident.ID{coopA: a.ID, coopB: bb.ID, coopC: c.ID}
			ks := []*contract.Contract{b.active(t, 300, tt, a, bb), b.active(t, 200, tt, a, c)}
			moves := 0
			for range 250 {
				k := ks[r.IntN(len(ks))]
				if b.random(t, r, k.ID, capacities) {
					moves++
					b.requireBalance(t, k.ID)
				}
			}
			for _, k := range ks {
				b.requireBalance(t, k.ID)
			}
			require.Greater(t, moves, 15, "the sequence did something")
		})
	}
}

// random tries one thing at random and tells whether it was possible. Refusals must
// be ones that a client may see.
func (b *bundle) random(t *testing.T, r *rand.Rand, k ident.ID, capacities map[string]ident.ID) bool {
	t.Helper()
	ctx := context.Background()
	var err error
	orgs := []string{coopA, coopB, coopC}
	list := b.deliveries(t, k)
	d := list[r.IntN(len(list))]
	switch r.IntN(9) {
	case 0:
		b.clock.Advance(time.Duration(r.IntN(4*24)) * time.Hour)
		err = b.offtake.Tick(ctx)
		require.NoError(t, err)
	case 1:
		_, err = b.act(d, d.OrgID.String(), contract.DeliveryCommand{Action: contract.DeliveryConfirm, Stated: r.Int64N(d.Quantity + 1)})
	case 2, 3:
		_, err = b.act(d, d.OrgID.String(), ship(1+r.Int64N(d.Quantity)))
	case 4:
		_, err = b.act(d, buyer, contract.DeliveryCommand{Action: contract.DeliveryAccept})
	case 5:
		c := contract.DeliveryCommand{Action: contract.DeliveryReject, Reason: "ốm"}
		if d.Shipped > 1 && r.IntN(3) > 0 {
			c.Action, c.Accepted = contract.DeliveryAcceptPart, 1+r.Int64N(d.Shipped-1)
		}
		_, err = b.act(d, buyer, c)
	case 6, 7:
		open, readErr := b.contract.Shortfalls(ctx, k)
		require.NoError(t, readErr)
		if len(open) == 0 {
			return false
		}
		f := open[r.IntN(len(open))]
		in := offtake.ResolveInput{Actor: actorOf(buyer), OrgID: id(buyer), ShortfallID: f.ID, Action: contract.ShortfallConsent}
		switch r.IntN(5) {
		case 0:
		case 1:
			in.Action = contract.ShortfallWaive
		default:
			org := orgs[r.IntN(3)]
			in.Actor, in.OrgID, in.Action, in.CapacityID, in.Quantity = actorOf(org), id(org), contract.ShortfallTake, capacities[org], 1+r.Int64N(max(1, f.Left()))
		}
		_, err = b.offtake.Resolve(ctx, in)
	case 8:
		in := contract.RestInput{Actor: actorOf(buyer), OrgID: id(buyer), ContractID: k, ShareID: d.ShareID, Month: d.Month, Quantity: 1 + r.Int64N(50), DueOn: calendar.Day(b.clock.Now()).AddDate(0, 0, 6)}
		if r.IntN(2) == 0 {
			_, err = b.offtake.Waive(ctx, in)
		} else {
			_, err = b.offtake.CallAgain(ctx, in)
		}
	}
	if err != nil {
		require.NotEqual(t, apperr.KindInternal, apperr.KindOf(err), "%v", err)
	}
	return err == nil
}
