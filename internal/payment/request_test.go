package payment_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/payment"
)

var now = time.Date(2026, 11, 30, 3, 0, 0, 0, time.UTC)

// asked is a request for 100 000 ₫ of which a part may have come.
func asked(st payment.RequestState, came money.VND) payment.Request {
	r := payment.Request{Amount: 100_000, Received: came, State: st, CreatedAt: now.Add(-time.Hour), ExpiresAt: now.Add(time.Hour)}
	switch st {
	case payment.RequestPaid:
		r.Received, r.PaidAt = 100_000, now
	case payment.RequestReturned:
		r.Received, r.Returned = 100_000, 100_000
	case payment.RequestExpired, payment.RequestCancelled:
		r.Returned = came // what came went back when it ended
	case payment.RequestOpen:
	}
	return r
}

// What happens to a request, as drawn in docs/payment-states.md.
type happening string

const (
	less     happening = "money, less than is asked"
	enough   happening = "money, enough"
	more     happening = "money, more than is asked"
	unwanted happening = "money that nobody wants"
	gone     happening = "money, enough, the goods are gone"
	over     happening = "the time is over"
	given    happening = "given up"
)

// end is where an arrow leads and what of the money that came goes back.
type end struct {
	to   payment.RequestState
	back money.VND
}

// arrows has all that can happen in each state; what is not here is refused.
var arrows = map[payment.RequestState]map[happening]end{
	payment.RequestOpen: {
		less: {payment.RequestOpen, 0}, enough: {payment.RequestPaid, 0}, more: {payment.RequestPaid, 20_000}, unwanted: {payment.RequestOpen, 100_000},
		gone: {payment.RequestReturned, 100_000}, over: {payment.RequestExpired, 0}, given: {payment.RequestCancelled, 0},
	},
	payment.RequestPaid: {
		less: {payment.RequestPaid, 40_000}, enough: {payment.RequestPaid, 100_000}, more: {payment.RequestPaid, 120_000}, unwanted: {payment.RequestPaid, 100_000},
	},
	payment.RequestExpired: {
		less: {payment.RequestExpired, 40_000}, enough: {payment.RequestPaid, 0}, more: {payment.RequestPaid, 20_000}, unwanted: {payment.RequestExpired, 100_000},
		gone: {payment.RequestReturned, 100_000},
	},
	payment.RequestCancelled: {
		less: {payment.RequestCancelled, 40_000}, enough: {payment.RequestPaid, 0}, more: {payment.RequestPaid, 20_000}, unwanted: {payment.RequestCancelled, 100_000},
		gone: {payment.RequestReturned, 100_000},
	},
	payment.RequestReturned: {
		less: {payment.RequestReturned, 40_000}, enough: {payment.RequestReturned, 100_000}, more: {payment.RequestReturned, 120_000}, unwanted: {payment.RequestReturned, 100_000},
	},
}

func happen(r payment.Request, h happening) (payment.Request, money.VND, error) {
	amounts := map[happening]money.VND{less: 40_000, enough: 100_000, more: 120_000, unwanted: 100_000, gone: 100_000}
	switch h {
	case over, given:
		to := payment.RequestExpired
		if h == given {
			to = payment.RequestCancelled
		}
		return r.End(to, now)
	case gone:
		if r.State == payment.RequestPaid || r.State == payment.RequestReturned {
			return r, 0, payment.ErrRequestOver // nobody looks at the goods then
		}
		next, t, err := r.Refuse(amounts[h], now)
		return next, t.Back, err
	case less, enough, more, unwanted:
	}
	next, t, err := r.Take(amounts[h], h != unwanted, now)
	if err == nil && t.Kept+t.Back != amounts[h] {
		err = fmt.Errorf("%d kept and %d back of %d", t.Kept, t.Back, amounts[h])
	}
	return next, t.Back, err
}

func TestRequest_walks_every_arrow(t *testing.T) {
	t.Parallel()
	for _, st := range payment.RequestStates() {
		for _, h := range []happening{less, enough, more, unwanted, gone, over, given} {
			t.Run(string(st)+"/"+string(h), func(t *testing.T) {
				t.Parallel()
				before := asked(st, 0)
				after, back, err := happen(before, h)
				want, drawn := arrows[st][h]
				if !drawn {
					require.ErrorIs(t, err, payment.ErrRequestOver)
					require.Equal(t, before, after)
					return
				}
				require.NoError(t, err)
				require.Equal(t, want.to, after.State)
				require.Equal(t, want.back, back)
				require.Equal(t, after.State == payment.RequestPaid, !after.PaidAt.IsZero())
				require.Equal(t, back, after.Returned-before.Returned)
			})
		}
	}
}

func TestRequest_a_part_and_its_rest(t *testing.T) {
	t.Parallel()
	r, taken, err := asked(payment.RequestOpen, 0).Take(40_000, true, now)
	require.NoError(t, err)
	require.False(t, taken.Paid)
	require.Equal(t, money.VND(60_000), r.Rest())
	require.Equal(t, now.Add(payment.RestWithin), r.ExpiresAt, "time for the rest")
	late := now.Add(7 * 24 * time.Hour)
	r.ExpiresAt = late.Add(-time.Hour)
	r, _, err = r.Take(10_000, true, late.Add(-2*time.Hour))
	require.NoError(t, err)
	require.Equal(t, r.CreatedAt.Add(payment.RestAtMost), r.ExpiresAt, "but not for ever")
	ended, back, err := r.End(payment.RequestExpired, late)
	require.NoError(t, err)
	require.Equal(t, money.VND(50_000), back)
	require.Zero(t, ended.Kept())
	// The rest alone, after the part went back, makes nothing.
	ended, taken, err = ended.Take(50_000, true, late)
	require.NoError(t, err)
	require.Equal(t, money.VND(50_000), taken.Back)
	require.Equal(t, payment.RequestExpired, ended.State)
	_, taken, err = r.Take(55_000, true, now)
	require.NoError(t, err)
	require.True(t, taken.Paid)
	require.Equal(t, money.VND(5_000), taken.Back)
}

func TestRequest_refuses_amounts(t *testing.T) {
	t.Parallel()
	for _, amount := range []money.VND{0, -1, math.MinInt64, money.Max + 1, math.MaxInt64} {
		_, _, err := asked(payment.RequestOpen, 0).Take(amount, true, now)
		require.ErrorIs(t, err, payment.ErrReceiptAmount, amount)
	}
	full := asked(payment.RequestPaid, 0)
	full.Received = money.Max
	_, _, err := full.Take(1, true, now)
	require.ErrorIs(t, err, payment.ErrReceiptAmount, "the sum would overflow")
}

// Whatever comes in whatever order: what came is what was kept and what went back, and
// never more than was asked is kept.
func TestRequest_keeps_what_was_asked_and_no_more(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(7, 11))
	for range 5_000 {
		q := asked(payment.RequestOpen, 0)
		var came, back money.VND
		for range r.IntN(8) {
			amount := money.VND(1 + r.Int64N(150_000))
			switch r.IntN(4) {
			case 0:
				next, b, err := q.End(payment.RequestExpired, now)
				if err == nil {
					q, back = next, back+b
				}
			default:
				next, taken, err := q.Take(amount, r.IntN(5) > 0, now)
				require.NoError(t, err)
				q, came, back = next, came+amount, back+taken.Back
			}
			require.Equal(t, came-back, q.Kept())
			require.LessOrEqual(t, q.Kept(), q.Amount)
			require.Equal(t, q.State == payment.RequestPaid, q.Kept() == q.Amount)
		}
	}
}
