package supply_test

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/supply"
)

// Two who have written rows that refer to the same periods (a contract's claims do)
// promise of them without waiting for each other in a circle, wherever in their
// transactions the promise comes.
func TestService_Promise_need_not_come_first(t *testing.T) {
	t.Parallel()
	b := setup(t)
	c, err := b.declare(t, chickens(2, 2000))
	require.NoError(t, err)
	claims := []supply.Claim{{PeriodID: c.Periods[0].ID, Quantity: 100}, {PeriodID: c.Periods[1].ID, Quantity: 100}}
	var attempts atomic.Int64
	var wrote, done sync.WaitGroup
	wrote.Add(2)
	for range 2 {
		var once sync.Once
		done.Go(func() {
			assert.NoError(t, b.db.InTx(context.Background(), func(ctx context.Context) error {
				attempts.Add(1)
				// The lock that a foreign key takes.
				if err := b.db.Conn(ctx).Exec(`SELECT 1 FROM capacity_periods WHERE capacity_id = ? FOR KEY SHARE`, c.ID).Error; err != nil {
					return err
				}
				once.Do(func() { wrote.Done(); wrote.Wait() })
				return b.supply.Promise(ctx, holder(), claims)
			}))
		})
	}
	done.Wait()
	require.Equal(t, int64(2), attempts.Load(), "neither was run again after a deadlock")
	b.requireSound(t)
}
