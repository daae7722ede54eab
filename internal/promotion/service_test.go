package promotion_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/db/dbtest"
	"github.com/chophien/chophien/internal/promotion"
)

var now = time.Date(2026, 12, 1, 3, 0, 0, 0, time.UTC)

type bundle struct {
	*promotion.Service

	db    *db.DB
	coops []ident.ID
	n     int
}

func setup(t *testing.T) *bundle {
	t.Helper()
	b := &bundle{db: dbtest.New(t), coops: []ident.ID{ident.New(), ident.New()}}
	b.Service = promotion.NewService(b.db, &clock.Fixed{T: now})
	for i, id := range b.coops {
		b.exec(t, `INSERT INTO organisations (id, kind, slug, legal_name, short_name, status, created_at, updated_at) VALUES (?, 'cooperative', ?, 'HTX mẫu', 'HTX mẫu', 'verified', now(), now())`,
			id, fmt.Sprintf("h%d", i))
	}
	return b
}

func (b *bundle) exec(t *testing.T, statement string, args ...any) {
	t.Helper()
	_, err := b.db.Exec(context.Background(), "prepare", statement, args...)
	require.NoError(t, err)
}

// purchase writes one with an order of each cooperative.
func (b *bundle) purchase(t *testing.T) (ident.ID, []promotion.Order) {
	t.Helper()
	b.n++
	id := ident.New()
	b.exec(t, `INSERT INTO purchases (id, code, locale, contact_name, contact_phone, province_code, commune_code, address_line, address_typed, address_label,
 note, payment_method, subtotal_vnd, shipping_vnd, total_vnd, terms_version, placed_at) VALUES (?, ?, 'vi', 'A', '', '15', '04309', '', '', '', '', 'cod', 0, 0, 0, 'x', now())`,
		id, fmt.Sprintf("P%d", b.n))
	var orders []promotion.Order
	for i, c := range b.coops {
		o := promotion.Order{ID: ident.New(), OrgID: c}
		b.exec(t, `INSERT INTO orders (id, code, purchase_id, org_id, status, subtotal_vnd, shipping_vnd, total_vnd, weight_g, days_min, days_max, placed_at, updated_at)
 VALUES (?, ?, ?, ?, 'placed', 0, 0, 0, 1, 1, 1, now(), now())`, o.ID, fmt.Sprintf("P%d-%d", b.n, i), id, c)
		orders = append(orders, o)
	}
	return id, orders
}

func (b *bundle) make(t *testing.T, change func(*promotion.MakeInput)) promotion.Voucher {
	t.Helper()
	in := promotion.MakeInput{Voucher: promotion.Voucher{
		Code: "PHIEN10", Name: "Giảm 10 %", Kind: promotion.KindPercent, Off: promotion.TargetGoods, Rate: 1000, PlatformShare: money.Whole,
		Budget: 1_000_000, From: now.Truncate(24 * time.Hour), Until: now.Truncate(24 * time.Hour),
	}}
	change(&in)
	v, err := b.Make(t.Context(), in)
	require.NoError(t, err)
	return v
}

func takes(v promotion.Voucher, parcels ...promotion.Shares) []promotion.Applied {
	return []promotion.Applied{{Voucher: v, Parcels: parcels}}
}

func (b *bundle) counters(t *testing.T) (int64, money.VND) {
	t.Helper()
	list, err := b.OfPlatform(t.Context())
	require.NoError(t, err)
	bad, err := b.Audit(t.Context())
	require.NoError(t, err)
	require.Empty(t, bad)
	return list[0].Uses, list[0].Spent
}

// Fifty want the last use at the same moment: one gets it. Another buyer's limit and the
// budget hold in the same way.
func TestService_Redeem_by_many_at_once(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*promotion.MakeInput){
		"one use":           func(in *promotion.MakeInput) { in.MaxUses = 1 },
		"one for the buyer": func(in *promotion.MakeInput) { in.MaxUsesPerBuyer = 1 },
		"budget for one":    func(in *promotion.MakeInput) { in.Budget = 1_999 },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			v := b.make(t, change)
			var wg sync.WaitGroup
			errs := make(chan error, 50)
			for range 50 {
				id, orders := b.purchase(t)
				wg.Go(func() {
					errs <- b.Redeem(context.Background(), id, promotion.Buyer{Phone: "+84912345678"}, orders, takes(v, promotion.Shares{Platform: 400}, promotion.Shares{Platform: 600}))
				})
			}
			wg.Wait()
			close(errs)
			good := 0
			for err := range errs {
				if err == nil {
					good++
				} else {
					require.ErrorIs(t, err, promotion.ErrRefused)
				}
			}
			require.Equal(t, 1, good)
			uses, spent := b.counters(t)
			require.Equal(t, []any{int64(1), money.VND(1000)}, []any{uses, spent})
		})
	}
}

// A use follows its orders: less with less, free again when the last one is cancelled.
func TestService_Follow(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), t.Context()
	v := b.make(t, func(in *promotion.MakeInput) { in.MaxUses = 1 })
	id, orders := b.purchase(t)
	buyer := promotion.Buyer{UserID: ident.New(), Phone: "+84912345678"}
	require.NoError(t, b.Redeem(ctx, id, buyer, orders, takes(v, promotion.Shares{Platform: 400}, promotion.Shares{Platform: 600})))
	require.NoError(t, b.Follow(ctx, orders[0].ID, promotion.Shares{Platform: 100}, false))
	list, err := b.OfPlatform(ctx)
	require.NoError(t, err)
	require.Equal(t, promotion.Shares{Platform: 700}, list[0].Borne)
	uses, spent := b.counters(t)
	require.Equal(t, []any{int64(1), money.VND(1000)}, []any{uses, spent})
	for range 2 { // the same again changes nothing
		require.NoError(t, b.Follow(ctx, orders[0].ID, promotion.Shares{}, true))
		uses, spent = b.counters(t)
		require.Equal(t, []any{int64(1), money.VND(600)}, []any{uses, spent}, "the other order has it still")
	}
	require.NoError(t, b.Follow(ctx, orders[1].ID, promotion.Shares{}, true))
	uses, spent = b.counters(t)
	require.Equal(t, []any{int64(0), money.VND(0)}, []any{uses, spent})
	both := []ident.ID{orders[0].ID, orders[1].ID}
	there, err := b.Retake(ctx, both)
	require.NoError(t, err)
	require.True(t, there, "its money came late")
	uses, spent = b.counters(t)
	require.Equal(t, []any{int64(1), money.VND(1000)}, []any{uses, spent})
	for _, id := range both {
		require.NoError(t, b.Follow(ctx, id, promotion.Shares{}, true))
	}
	again, more := b.purchase(t)
	require.NoError(t, b.Redeem(ctx, again, buyer, more, takes(v, promotion.Shares{Platform: 1}, promotion.Shares{})), "somebody else may have it")
	there, err = b.Retake(ctx, both)
	require.NoError(t, err)
	require.False(t, there, "now it is gone")
	uses, _ = b.counters(t)
	require.Equal(t, int64(1), uses)
}

func TestService_makes_ends_and_shares(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), t.Context()
	in := promotion.MakeInput{Voucher: promotion.Voucher{Code: "me-nhà-10"}}
	_, err := b.Make(ctx, in)
	require.ErrorContains(t, err, "[/code ")
	own := func(in *promotion.MakeInput) { in.OrgID, in.Code = b.coops[0], "me nha 10" }
	v := b.make(t, own)
	require.Equal(t, v.ID, b.make(t, own).ID, "the same again, as after a lost answer")
	other := promotion.MakeInput{Voucher: v}
	other.Name = "Khác"
	_, err = b.Make(ctx, other)
	require.ErrorIs(t, err, promotion.ErrTaken)
	_, err = b.End(ctx, b.coops[1], v.ID, ident.Nil)
	require.ErrorIs(t, err, promotion.ErrNotFound, "another's")
	ended, err := b.End(ctx, b.coops[0], v.ID, ident.Nil)
	require.NoError(t, err)
	require.Equal(t, promotion.StateEnded, ended.StateOn(now))
	require.NotEqual(t, v.ID, b.make(t, own).ID, "made anew")
	_, err = b.db.Exec(ctx, "edit", `UPDATE vouchers SET rate_bp = 9000 WHERE id = ?`, v.ID)
	require.Equal(t, "vouchers_kept", db.Constraint(err))
	_, err = b.Make(ctx, promotion.MakeInput{Categories: []string{"khong-co"}, Voucher: v})
	require.ErrorContains(t, err, "[/categories ")

	shared := b.make(t, func(in *promotion.MakeInput) { in.PlatformShare, in.OrgIDs = 6000, b.coops[:1] })
	_, err = b.Agree(ctx, b.coops[1], shared.ID, ident.Nil)
	require.ErrorIs(t, err, promotion.ErrNotFound, "it was not asked")
	seen, err := b.Agree(ctx, b.coops[0], shared.ID, ident.Nil)
	require.NoError(t, err)
	require.Equal(t, b.coops[:1], seen.Agreed)
	found, err := b.Find(ctx, []string{" phien-10", "menha10", "khongco"}, promotion.Buyer{})
	require.NoError(t, err)
	require.Equal(t, []string{"PHIEN10", "MENHA10", "KHONGCO"}, []string{found[0].Code, found[1].Code, found[2].Code})
	require.Equal(t, []any{shared.ID, true}, []any{found[0].Voucher.ID, found[2].Voucher == nil})
	_, err = b.Find(ctx, make([]string, promotion.MaxCodes+1), promotion.Buyer{})
	require.ErrorContains(t, err, "[/voucherCodes ")
}
