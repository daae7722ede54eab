package app

import (
	"context"
	"log/slog"
	"runtime/metrics"
	"time"

	"github.com/chophien/chophien/internal/platform/resident"
)

const (
	idleCheck = 5 * time.Second
	// idleBytes is how little a process allocates between two checks when nobody
	// asks it anything; a busy one allocates more in a single request.
	idleBytes = 2 << 20
)

// giveBackWhenIdle returns memory to the machine once a busy spell is over. The
// runtime by itself keeps what it has until the next collection, which a quiet
// process may not see for minutes, and small machines are what the market runs on.
func giveBackWhenIdle(ctx context.Context, log *slog.Logger) {
	sample := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	allocated := func() uint64 {
		metrics.Read(sample)
		return sample[0].Value.Uint64()
	}
	tick := time.NewTicker(idleCheck)
	defer tick.Stop()
	last, busy := uint64(0), true
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		now := allocated()
		quiet := now-last < idleBytes
		if quiet && busy {
			if err := resident.GiveBack(); err != nil {
				log.WarnContext(ctx, "memory not given back", slog.Any("error", err))
			}
			now = allocated()
		}
		last, busy = now, !quiet
	}
}
