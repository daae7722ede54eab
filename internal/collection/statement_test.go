package collection_test

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"github.com/chophien/chophien/internal/bank"
	"github.com/chophien/chophien/internal/collection"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/payment"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/jobs"
	"github.com/chophien/chophien/internal/reconcile"
)

// lineCollector counts lines for requests, as the market's does.
type lineCollector struct{ *collection.Service }

func (c lineCollector) Collect(ctx context.Context, requestID ident.ID, externalID string, amount money.VND, at time.Time) (reconcile.Effect, error) {
	out, err := c.Complete(ctx, collection.Receipt{RequestID: requestID, Source: payment.SourceBank, ExternalID: externalID, Amount: amount, At: at})
	if err == nil && out.Request.State != payment.RequestPaid {
		return reconcile.EffectPart, nil
	}
	return reconcile.EffectPaid, err
}

// A month of lines from one file to orders: nine in ten carry the reference of a purchase
// and place its order by themselves. BANK_LINES=10000 measures that many; -v prints it.
func TestStatement_to_orders(t *testing.T) {
	t.Parallel()
	lines := 60
	if n, err := strconv.Atoi(os.Getenv("BANK_LINES")); err == nil {
		lines = n
	}
	b, ctx := setup(t), t.Context()
	q, err := jobs.New(b.db, jobs.Options{Log: slog.New(slog.DiscardHandler)})
	require.NoError(t, err)
	r := reconcile.NewService(reconcile.Deps{
		DB: b.db, Bank: bank.NewService(bank.Deps{DB: b.db, Queue: q, Clock: b.clock}), Ledger: b.ledger, Collector: lineCollector{b.Service}, Queue: q, Clock: clock.System{},
	})
	account, err := r.Bank.EnsureAccount(ctx, bank.Account{Number: "0000111122", Bank: "Agribank", Holder: "MAU"})
	require.NoError(t, err)
	bought := lines * 9 / 10
	require.NoError(t, b.stock.SetOnHand(ctx, b.jams[0], int64(bought), ident.Nil, "a good harvest"))
	requests := make([]payment.Request, bought)
	var buying errgroup.Group
	buying.SetLimit(4)
	for i := range requests {
		buying.Go(func() error {
			_, requests[i] = b.buy(t, payment.CodeBankTransfer, 1)
			return nil
		})
	}
	require.NoError(t, buying.Wait())
	var file strings.Builder
	file.WriteString("Ngày;Tham chiếu;Nợ;Có;Nội dung\n")
	rnd := rand.New(rand.NewPCG(1, 2))
	for i, at := range rnd.Perm(lines) {
		if at < bought {
			fmt.Fprintf(&file, "30/11/2026;FT%d;;%d;MBVCB.%d.%s.CT tu 0351000646393 NGUYEN VAN A\n", i, requests[at].Amount, i, requests[at].Reference)
		} else {
			fmt.Fprintf(&file, "30/11/2026;FT%d;;%d;NGUYEN VAN B chuyen tien\n", i, 1_000_000+i)
		}
	}

	runtime.GC()
	var before runtime.MemStats
	runtime.ReadMemStats(&before)
	var peak atomic.Uint64
	watch, stop := context.WithCancel(ctx)
	go func() {
		for tick := time.NewTicker(20 * time.Millisecond); watch.Err() == nil; <-tick.C {
			var now runtime.MemStats
			runtime.ReadMemStats(&now)
			peak.Store(max(peak.Load(), now.HeapInuse))
		}
	}()
	start := time.Now()
	up, err := r.Upload(ctx, bank.TakeInput{AccountID: account.ID, FileName: "thang-11.csv", Data: []byte(file.String())})
	require.NoError(t, err)
	taken := time.Since(start)
	_, err = r.Run(ctx, time.Hour)
	require.NoError(t, err)
	took := time.Since(start)
	stop()
	counts, err := r.Overview(ctx)
	require.NoError(t, err)
	t.Logf("%d lines (%d kB): answered after %v with %d matched; all judged after %v (%.0f/s), %d matched; heap %d → at most %d MB",
		lines, file.Len()/1000, taken.Round(time.Millisecond), up.Matched, took.Round(time.Millisecond), float64(lines)/took.Seconds(), counts.Counts.Matched,
		before.HeapInuse>>20, peak.Load()>>20)
	require.EqualValues(t, bought, counts.Counts.Matched)
	require.EqualValues(t, lines-bought, counts.Counts.Unmatched)
	require.Equal(t, bought, b.count(t, `SELECT count(*) FROM orders WHERE status = 'placed'`))
	require.Equal(t, bought, b.count(t, `SELECT count(*) FROM payment_receipts`))
	again, err := r.Upload(ctx, bank.TakeInput{AccountID: account.ID, FileName: "thang-11.csv", Data: []byte(file.String())})
	require.NoError(t, err)
	require.True(t, again.Again)
	require.Equal(t, bought, b.count(t, `SELECT count(*) FROM payment_receipts`))
	b.sound(t)
}
