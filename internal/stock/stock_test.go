package stock_test

import (
	"context"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/db/dbtest"
	"github.com/chophien/chophien/internal/stock"
)

type bundle struct {
	db       *db.DB
	stock    *stock.Service
	variants []ident.ID
}

// setup makes n variants with onHand units each.
func setup(tb testing.TB, n int, onHand int64) bundle {
	tb.Helper()
	d := dbtest.New(tb)
	b := bundle{db: d, stock: stock.NewService(d, clock.System{})}
	ctx := context.Background()
	_, err := d.Pool().Exec(ctx, `
INSERT INTO organisations (id, kind, slug, legal_name, short_name, status, created_at, updated_at)
VALUES ('00000000-0000-7000-8000-000000000001', 'cooperative', 'htx', 'HTX', 'HTX', 'verified', now(), now());
INSERT INTO categories (id, slug, name_vi, name_en, icon, position) VALUES ('00000000-0000-7000-8000-000000000002', 'che', 'Chè', 'Tea', 'leaf', 1);
INSERT INTO products (id, org_id, category_id, slug, status, name_vi, created_at, listed_at, updated_at)
VALUES ('00000000-0000-7000-8000-000000000003', '00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002', 'che', 'listed', 'Chè', now(), now(), now())`)
	require.NoError(tb, err)
	for range n {
		id := ident.New()
		_, err := d.Pool().Exec(ctx, `INSERT INTO variants (id, product_id, sku, name_vi, name_en, unit, net_weight_g, ship_weight_g, price_vnd, updated_at)
VALUES ($1, '00000000-0000-7000-8000-000000000003', $2, 'gói', 'bag', 'gói', 100, 150, 50000, now())`, id, id.String())
		require.NoError(tb, err)
		require.NoError(tb, b.stock.SetOnHand(ctx, id, onHand, ident.Nil, ""))
		b.variants = append(b.variants, id)
	}
	return b
}

func (b bundle) level(tb testing.TB, i int) stock.Level {
	tb.Helper()
	levels, err := b.stock.Levels(context.Background(), b.variants)
	require.NoError(tb, err)
	return levels[b.variants[i]]
}

func (b bundle) requireSound(tb testing.TB) {
	tb.Helper()
	drift, err := b.stock.Audit(context.Background())
	require.NoError(tb, err)
	require.Empty(tb, drift)
}

// hold opens a checkout hold row for a cart of its own.
func (b bundle) hold(tb testing.TB) ident.ID {
	tb.Helper()
	cartID, holdID := ident.New(), ident.New()
	_, err := b.db.Pool().Exec(context.Background(), `INSERT INTO carts (id, token_hash, created_at, updated_at) VALUES ($1, $2, now(), now())`, cartID, ident.Hash(cartID.String()))
	require.NoError(tb, err)
	_, err = b.db.Pool().Exec(context.Background(), `INSERT INTO checkout_holds (id, cart_id, created_at, expires_at) VALUES ($1, $2, now(), now())`, holdID, cartID)
	require.NoError(tb, err)
	return holdID
}

func TestService_Hold_and_release(t *testing.T) {
	t.Parallel()
	b := setup(t, 2, 10)
	ctx := t.Context()
	id := b.hold(t)

	require.NoError(t, b.stock.Hold(ctx, id, []stock.Line{{VariantID: b.variants[0], Quantity: 4}, {VariantID: b.variants[1], Quantity: 10}}))
	require.Equal(t, int64(6), b.level(t, 0).Available())
	require.Equal(t, int64(0), b.level(t, 1).Available())

	require.NoError(t, b.stock.Hold(ctx, id, []stock.Line{{VariantID: b.variants[0], Quantity: 7}}), "renewed with other lines")
	require.Equal(t, int64(3), b.level(t, 0).Available())
	require.Equal(t, int64(10), b.level(t, 1).Available())

	other := b.hold(t)
	err := b.stock.Hold(ctx, other, []stock.Line{{VariantID: b.variants[1], Quantity: 1}, {VariantID: b.variants[0], Quantity: 4}})
	require.ErrorIs(t, err, stock.ErrNotEnough)
	require.Equal(t, int64(10), b.level(t, 1).Available(), "nothing is held when one is short")

	require.NoError(t, b.stock.ReleaseHold(ctx, id))
	require.NoError(t, b.stock.ReleaseHold(ctx, id), "safe to repeat")
	require.Equal(t, int64(10), b.level(t, 0).Available())
	b.requireSound(t)
}

func TestService_SetOnHand_keeps_promises(t *testing.T) {
	t.Parallel()
	b := setup(t, 1, 10)
	ctx := t.Context()
	require.NoError(t, b.stock.Hold(ctx, b.hold(t), []stock.Line{{VariantID: b.variants[0], Quantity: 4}}))
	require.ErrorIs(t, b.stock.SetOnHand(ctx, b.variants[0], 3, ident.Nil, "đếm lại"), stock.ErrBelowReserved)
	require.ErrorIs(t, b.stock.SetOnHand(ctx, b.variants[0], -1, ident.Nil, ""), stock.ErrQuantity)
	require.NoError(t, b.stock.SetOnHand(ctx, b.variants[0], 4, ident.Nil, "đếm lại"))
	require.Equal(t, int64(0), b.level(t, 0).Available())
	b.requireSound(t)
}

func TestDatabase_refuses_stock_below_zero(t *testing.T) {
	t.Parallel()
	b := setup(t, 1, 5)
	for _, statement := range []string{
		`UPDATE stock_items SET on_hand = -1`, `UPDATE stock_items SET reserved = 6`, `UPDATE stock_items SET reserved = -1`,
		`DELETE FROM stock_moves`, `UPDATE stock_moves SET delta = 1`,
	} {
		_, err := b.db.Pool().Exec(t.Context(), statement)
		require.Error(t, err, statement)
	}
}

// Baskets in opposite orders must neither deadlock nor promise a unit twice.
func TestService_Hold_under_contention(t *testing.T) {
	t.Parallel()
	const shelves, onHand, buyers = 4, 25, 60
	b := setup(t, shelves, onHand)
	holds := make([]ident.ID, buyers)
	for i := range holds {
		holds[i] = b.hold(t)
	}
	var won atomic.Int64
	var wg sync.WaitGroup
	for i, id := range holds {
		wg.Go(func() {
			r := rand.New(rand.NewPCG(1, uint64(i)))
			lines := []stock.Line{}
			for _, v := range r.Perm(shelves)[:2] {
				lines = append(lines, stock.Line{VariantID: b.variants[v], Quantity: 1 + r.Int64N(3)})
			}
			err := b.stock.Hold(context.Background(), id, lines)
			if err == nil {
				won.Add(lines[0].Quantity + lines[1].Quantity)
				return
			}
			assert.ErrorIs(t, err, stock.ErrNotEnough)
		})
	}
	wg.Wait()
	var reserved int64
	for i := range b.variants {
		reserved += b.level(t, i).Reserved
	}
	require.Equal(t, won.Load(), reserved)
	b.requireSound(t)
}
