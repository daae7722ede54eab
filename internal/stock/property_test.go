package stock_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/stock"
)

// fefoGuard makes the database refuse, while the property test runs, a pick that passes
// over a good lot which expires earlier and still has goods. It knows nothing of the
// code under test.
const fefoGuard = `
CREATE TABLE guard_day (day date NOT NULL);
INSERT INTO guard_day VALUES ('2026-11-29');
CREATE FUNCTION guard_fefo() RETURNS trigger LANGUAGE plpgsql
-- Its plan is made while the tables are empty: it must not read them whole later.
SET enable_seqscan = off SET enable_material = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM added a JOIN lots l ON l.id = a.lot_id JOIN lots m ON m.variant_id = l.variant_id AND m.id <> l.id CROSS JOIN guard_day g
        WHERE m.on_hand > m.picked AND m.recalled_at IS NULL AND (m.expires_on IS NULL OR m.expires_on >= g.day)
          AND coalesce(m.expires_on, 'infinity') < coalesce(l.expires_on, 'infinity')) THEN
        RAISE 'first expired was not first out';
    END IF;
    IF EXISTS (SELECT 1 FROM added a JOIN lots l ON l.id = a.lot_id WHERE l.recalled_at IS NOT NULL) THEN
        RAISE 'a recalled lot was picked';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER guard_fefo AFTER INSERT ON order_line_lots REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION guard_fefo();
INSERT INTO purchases (id, code, locale, contact_name, contact_phone, province_code, commune_code, address_line, address_typed, address_label, note,
    payment_method, subtotal_vnd, shipping_vnd, total_vnd, terms_version, placed_at)
VALUES ('00000000-0000-7000-8000-0000000000a1', 'P', 'vi', '', '', '15', '1', '', '', '', '', 'cod', 0, 0, 0, '1', now());
INSERT INTO orders (id, code, purchase_id, org_id, status, subtotal_vnd, shipping_vnd, total_vnd, weight_g, days_min, days_max, placed_at, updated_at)
VALUES ('00000000-0000-7000-8000-0000000000a2', 'O', '00000000-0000-7000-8000-0000000000a1', '` + seller + `', 'confirmed', 0, 0, 0, 0, 1, 2, now(), now());`

// conserved compares what there is with the ledger's own words, in one statement that
// shares nothing with Audit.
const conserved = `
SELECT count(*) FROM lots l WHERE l.on_hand < 0 OR l.on_hand + l.withheld <> (
    SELECT coalesce(sum(CASE WHEN m.reason IN ('withhold', 'restore') THEN 0 ELSE m.delta + m.held_delta END), 0) FROM stock_moves m WHERE m.lot_id = l.id)
   OR l.on_hand + l.withheld + (SELECT coalesce(sum(x.quantity - x.returned), 0) FROM order_line_lots x WHERE x.lot_id = l.id AND x.shipped_at IS NOT NULL)
      <> (SELECT coalesce(sum(m.delta + m.held_delta), 0) FROM stock_moves m WHERE m.lot_id = l.id AND m.reason NOT IN ('ship', 'return', 'withhold', 'restore'))`

// dayClock is a clock whose days many workers turn.
type dayClock struct {
	days    atomic.Int64
	turning sync.Mutex
}

func (c *dayClock) Now() time.Time { return today.Add(5*time.Hour).AddDate(0, 0, int(c.days.Load())) }

// turn begins the next day, the guard's first: it must never ask for a lot that has
// expired by the clock of the code under test.
func (c *dayClock) turn(ctx context.Context, b bundle) error {
	c.turning.Lock()
	defer c.turning.Unlock()
	_, err := b.db.Pool().Exec(ctx, `UPDATE guard_day SET day = day + 1`)
	c.days.Add(1)
	return err
}

// A worker takes its own order lines through their lives, on shelves it shares with
// all others.
type worker struct {
	b                                bundle
	r                                *rand.Rand
	clock                            *dayClock
	fresh, promised, picked, shipped []stock.Allocation
	lots                             []ident.ID
	doing                            string
}

// batch is how much one transaction takes at most: enough to make round trips few, and
// few enough that eight workers still meet on every shelf.
const batch = 25

func take(from *[]stock.Allocation, n int) []stock.Allocation {
	n = min(n, len(*from))
	out := (*from)[len(*from)-n:]
	*from = (*from)[:len(*from)-n]
	return out
}

func lineIDs(list []stock.Allocation) []ident.ID {
	out := make([]ident.ID, len(list))
	for i, a := range list {
		out[i] = a.OrderLineID
	}
	return out
}

// step does one random thing with up to batch lots or lines and says how many it did.
func (w *worker) step(ctx context.Context) (int, error) {
	s := w.b.stock
	switch n := w.r.IntN(100); {
	case n < 18:
		w.doing = "receive"
		in := make([]stock.ReceiveInput, 1+w.r.IntN(batch))
		for i := range in {
			in[i] = stock.ReceiveInput{VariantID: w.b.variants[w.r.IntN(len(w.b.variants))], Quantity: 1 + w.r.Int64N(60)}
			if w.r.IntN(4) > 0 {
				in[i].ExpiresOn = w.clock.Now().AddDate(0, 0, 1+w.r.IntN(30)).Truncate(24 * time.Hour)
			}
		}
		got, err := s.Receive(ctx, in...)
		for _, l := range got {
			w.lots = append(w.lots, l.ID)
		}
		return len(in), err
	case n < 44:
		w.doing = "allocate"
		list := take(&w.fresh, batch)
		err := s.Allocate(ctx, ident.Nil, list)
		if err == nil {
			w.promised = append(w.promised, list...)
		} else {
			w.fresh = append(w.fresh, list...)
		}
		return len(list), err
	case n < 62:
		w.doing = "pick"
		list := take(&w.promised, batch)
		err := s.Pick(ctx, lineIDs(list))
		if err == nil {
			w.picked = append(w.picked, list...)
		} else {
			w.promised = append(w.promised, list...)
		}
		return len(list), err
	case n < 76:
		w.doing = "ship"
		from := &w.picked
		if w.r.IntN(3) == 0 {
			from = &w.promised // shipped without having been packed by lot
		}
		list := take(from, batch)
		err := s.Ship(ctx, ident.New(), lineIDs(list), ident.Nil)
		if err == nil {
			w.shipped = append(w.shipped, list...)
		} else {
			w.promised = append(w.promised, list...)
		}
		return len(list), err
	case n < 82:
		w.doing = "release"
		from := &w.promised
		if w.r.IntN(2) == 0 {
			from = &w.picked
		}
		list := take(from, batch)
		return len(list), s.Release(ctx, list)
	case n < 86:
		w.doing = "return"
		list := take(&w.shipped, batch)
		return len(list), s.Return(ctx, ident.New(), list, ident.Nil)
	case n < 98:
		w.doing = "change"
		return w.change(ctx)
	default:
		w.doing = "sweep"
		if w.r.IntN(4) == 0 {
			if err := w.clock.turn(ctx, w.b); err != nil {
				return 0, err
			}
		}
		return 1, s.Sweep(ctx)
	}
}

func (w *worker) change(ctx context.Context) (int, error) {
	if len(w.lots) == 0 {
		return 0, nil
	}
	id := w.lots[w.r.IntN(len(w.lots))]
	if w.r.IntN(25) == 0 {
		_, err := w.b.stock.Recall(ctx, id, stock.Recall{Reason: "thử"})
		return 1, err
	}
	in := stock.ChangeInput{LotID: id, Quantity: 1 + w.r.Int64N(8)}
	switch w.r.IntN(4) {
	case 0:
		in.Kind = stock.ChangeReceive
	case 1:
		in.Kind, in.Note, in.Quantity = stock.ChangeAdjust, "cân lại", in.Quantity-5
	case 2:
		in.Kind, in.Cause = stock.ChangeWriteOff, stock.CauseSpoiled
	default:
		l, err := w.b.stock.Lot(ctx, ident.Nil, id)
		if err != nil {
			return 0, err
		}
		in.Kind, in.Version, in.Quantity = stock.ChangeCount, l.Version, max(0, l.OnHand-2+w.r.Int64N(4))
	}
	_, err := w.b.stock.Change(ctx, in)
	return 1, err
}

// rightly tells whether a refusal is one that the rules ask for.
func rightly(err error) bool {
	for _, allowed := range []error{
		stock.ErrNotEnough, stock.ErrNoGoodLot, stock.ErrLotShort, stock.ErrBelowReserved, stock.ErrLotChanged, stock.ErrLotClosed,
		stock.ErrLotRecalled, stock.ErrQuantity,
	} {
		if errors.Is(err, allowed) {
			return true
		}
	}
	return false
}

// A hundred thousand random operations on lots and order lines by eight workers: moves
// add up to stock, no lot is ever below zero, what expires first leaves first.
func TestService_hundred_thousand_operations(t *testing.T) {
	t.Parallel()
	const workers, operations, shelves, linesEach = 8, 100_000, 64, 7_000
	b := setup(t, shelves, 0)
	turning := &dayClock{}
	b.stock = stock.NewService(b.db, turning)
	ctx := t.Context()
	_, err := b.db.Pool().Exec(ctx, fefoGuard)
	require.NoError(t, err)
	all := make([]*worker, workers)
	for i := range all {
		all[i] = &worker{b: b, r: rand.New(rand.NewPCG(29, uint64(i))), clock: turning}
		ids, variants := make([]ident.ID, linesEach), make([]ident.ID, linesEach)
		for j := range linesEach {
			ids[j], variants[j] = ident.New(), b.variants[all[i].r.IntN(shelves)]
			all[i].fresh = append(all[i].fresh, stock.Allocation{OrderLineID: ids[j], VariantID: variants[j], Quantity: 1 + all[i].r.Int64N(6)})
		}
		_, err = b.db.Pool().Exec(ctx, `
INSERT INTO order_lines (id, order_id, position, product_id, variant_id, product_slug, product_name_vi, product_name_en, variant_name_vi, variant_name_en,
    unit, picture_key, vat_treatment, unit_price_vnd, quantity)
SELECT id, '00000000-0000-7000-8000-0000000000a2', $3 * 100000 + n, '00000000-0000-7000-8000-000000000003', variant, '', '', '', '', '', 'gói', '', 'standard', 1, 6
FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS x(id, variant, n)`, ids, variants, i)
		require.NoError(t, err)
	}
	var done, refused atomic.Int64
	gather := func() { // statistics, as autovacuum keeps them where there is one
		_, err := b.db.Pool().Exec(ctx, `ANALYZE lots, order_line_lots, reservations, stock_items, order_lines`)
		assert.NoError(t, err)
	}
	var group sync.WaitGroup
	began := time.Now()
	for _, w := range all {
		group.Go(func() {
			for steps := 0; done.Load() < operations && steps < operations && !t.Failed(); steps++ {
				if w == all[0] && (steps == 50 || steps == 300) {
					gather()
				}
				n, err := w.step(ctx)
				switch {
				case err == nil:
					done.Add(int64(n))
				case rightly(err):
					refused.Add(int64(n))
				default:
					assert.NoError(t, err, w.doing)
				}
			}
		})
	}
	group.Wait()
	require.False(t, t.Failed())
	require.GreaterOrEqual(t, done.Load(), int64(operations))
	b.requireSound(t)
	var wrong int64
	require.NoError(t, b.db.Pool().QueryRow(ctx, conserved).Scan(&wrong))
	require.Zero(t, wrong, "lots that lost or gained goods")
	var moves, picks, lotCount int64
	require.NoError(t, b.db.Pool().QueryRow(ctx, `SELECT (SELECT count(*) FROM stock_moves), (SELECT count(*) FROM order_line_lots), (SELECT count(*) FROM lots)`).Scan(&moves, &picks, &lotCount))
	t.Logf("%d operations, %d more rightly refused, in %v: %d lots, %d moves, %d picks, %d days",
		done.Load(), refused.Load(), time.Since(began).Round(time.Second), lotCount, moves, picks, turning.days.Load())
	require.Greater(t, picks, int64(operations/20), "the test reached what it is about")
}
