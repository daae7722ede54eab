package credit_test

import (
	"context"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/credit"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/payment"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/db/dbtest"
)

var now = time.Date(2026, 11, 25, 3, 0, 0, 0, time.UTC)

type bundle struct {
	db     *db.DB
	credit *credit.Service
	firm   ident.ID
	coop   ident.ID
}

func setup(tb testing.TB) *bundle {
	tb.Helper()
	b := &bundle{db: dbtest.New(tb), firm: ident.New(), coop: ident.New()}
	b.credit = credit.NewService(b.db, &clock.Fixed{T: now})
	b.exec(tb, `INSERT INTO organisations (id, kind, slug, legal_name, short_name, status, created_at, updated_at) VALUES
 ($1, 'buyer', 'a', 'Công ty A', 'Công ty A', 'verified', now(), now()), ($2, 'cooperative', 'c', 'HTX A', 'HTX A', 'verified', now(), now())`, b.firm, b.coop)
	return b
}

func (b *bundle) exec(tb testing.TB, query string, args ...any) {
	tb.Helper()
	_, err := b.db.Pool().Exec(context.Background(), query, args...)
	require.NoError(tb, err)
}

// order writes an order that owes an amount.
func (b *bundle) order(tb testing.TB, amount money.VND) payment.Due {
	tb.Helper()
	due := payment.Due{PurchaseID: ident.New(), OrderID: ident.New(), AmountVND: amount}
	code := ident.Code(8)
	b.exec(tb, `INSERT INTO purchases (id, code, locale, contact_name, contact_phone, province_code, commune_code, address_line, address_typed,
  address_label, note, payment_method, subtotal_vnd, shipping_vnd, total_vnd, terms_version, placed_at, buyer_org_id, buyer_org_name)
VALUES ($1, $2, 'vi', 'Lan', '+84912345678', '01', '00166', 'Số 2', '', 'Số 2', '', 'pay_later', $3, 0, $3, '1', now(), $4, 'Công ty A')`,
		due.PurchaseID, code, int64(amount), b.firm)
	b.exec(tb, `INSERT INTO orders (id, code, purchase_id, org_id, status, subtotal_vnd, shipping_vnd, total_vnd, weight_g, days_min, days_max, placed_at, updated_at)
VALUES ($1, $2, $3, $4, 'placed', $5, 0, $5, 1000, 2, 4, now(), now())`, due.OrderID, code+"-1", due.PurchaseID, b.coop, int64(amount))
	return due
}

func (b *bundle) grant(tb testing.TB, amount money.VND, version int64) credit.Line {
	tb.Helper()
	l, err := b.credit.Decide(context.Background(), credit.DecideInput{OrgID: b.firm, Granted: amount, Reason: "Hợp tác hai năm", Version: version})
	require.NoError(tb, err)
	return l
}

func (b *bundle) consistent(tb testing.TB) {
	tb.Helper()
	drift, err := b.credit.Audit(context.Background())
	require.NoError(tb, err)
	require.Empty(tb, drift)
}

// Fifty orders at once want more than there is: exactly what exists is used.
func TestDraw_fifty_at_once_use_exactly_what_is_granted(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.grant(t, 10_000_000, 0)
	dues := make([]payment.Due, 50)
	for i := range dues {
		dues[i] = b.order(t, 700_000)
	}
	var drawn, refused atomic.Int64
	var group sync.WaitGroup
	failed := make(chan error, len(dues))
	for _, d := range dues {
		group.Go(func() {
			switch err := b.credit.Draw(context.Background(), b.firm, []payment.Due{d}); {
			case err == nil:
				drawn.Add(1)
			case apperr.KindOf(err) == apperr.KindConflict:
				refused.Add(1)
			default:
				failed <- err
			}
		})
	}
	group.Wait()
	close(failed)
	for err := range failed {
		require.NoError(t, err)
	}
	require.Equal(t, []int64{14, 36}, []int64{drawn.Load(), refused.Load()}, "10,000,000 holds fourteen orders of 700,000")
	l, err := b.credit.Line(t.Context(), b.firm)
	require.NoError(t, err)
	require.Equal(t, money.VND(9_800_000), l.Used)
	require.Equal(t, money.VND(200_000), l.Left())
	b.consistent(t)
}

// The database refuses what the code would let pass.
func TestLine_is_kept_by_the_database(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.grant(t, 1_000_000, 0)
	_, err := b.db.Exec(t.Context(), "overdraw", `UPDATE credit_lines SET used_vnd = granted_vnd + 1 WHERE org_id = ?`, b.firm)
	require.Equal(t, "credit_lines_used_ck", db.Constraint(err))
	_, err = b.db.Exec(t.Context(), "rewrite", `UPDATE credit_decisions SET reason = 'khác'`)
	require.ErrorContains(t, err, "append-only")
}

func TestDraw_refusals(t *testing.T) {
	t.Parallel()
	b := setup(t)
	due := b.order(t, 600_000)
	draw := func(d ...payment.Due) error { return b.credit.Draw(t.Context(), b.firm, d) }
	require.ErrorIs(t, draw(due), credit.ErrNone)
	b.grant(t, 1_000_000, 0)
	require.NoError(t, draw(due))
	err := draw(b.order(t, 400_001))
	require.ErrorIs(t, err, credit.ErrOverLimit)
	var told *apperr.Error
	require.ErrorAs(t, err, &told)
	require.Equal(t, money.VND(400_000), told.Meta["leftVnd"])

	l, err := b.credit.Decide(t.Context(), credit.DecideInput{OrgID: b.firm, Granted: 1_000_000, Suspended: true, Reason: "Chậm thanh toán", Version: 1})
	require.NoError(t, err)
	require.Zero(t, l.Left())
	require.ErrorIs(t, draw(b.order(t, 1)), credit.ErrSuspended)
	b.consistent(t)
}

func TestDecide(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	for _, bad := range []credit.DecideInput{
		{OrgID: b.firm, Granted: -1, Reason: "x"}, {OrgID: b.firm, Granted: credit.MaxGranted + 1, Reason: "x"}, {OrgID: b.firm, Granted: 1, Reason: "  "},
	} {
		_, err := b.credit.Decide(ctx, bad)
		require.ErrorIs(t, err, apperr.ErrInvalid)
	}
	b.grant(t, 5_000_000, 0)
	require.NoError(t, b.credit.Draw(ctx, b.firm, []payment.Due{b.order(t, 3_000_000)}))

	_, err := b.credit.Decide(ctx, credit.DecideInput{OrgID: b.firm, Granted: 9_000_000, Reason: "Cũ", Version: 0})
	require.ErrorIs(t, err, credit.ErrChanged, "a first grant where there is one")
	_, err = b.credit.Decide(ctx, credit.DecideInput{OrgID: b.firm, Granted: 2_999_999, Reason: "Hạ", Version: 1})
	require.ErrorIs(t, err, credit.ErrBelowUsed)
	require.Equal(t, int64(2), b.grant(t, 3_000_000, 1).Version)
	require.Equal(t, int64(2), b.grant(t, 3_000_000, 2).Version, "deciding the same again is no decision")
	history, err := b.credit.Decisions(ctx, b.firm)
	require.NoError(t, err)
	require.Len(t, history, 2)
	require.Equal(t, money.VND(3_000_000), history[0].Granted, "newest first")
}

// Two first grants at once: one wins, the other is told.
func TestDecide_two_at_once(t *testing.T) {
	t.Parallel()
	b := setup(t)
	errs := make(chan error, 2)
	var group sync.WaitGroup
	for i := range 2 {
		group.Go(func() {
			_, err := b.credit.Decide(context.Background(), credit.DecideInput{
				OrgID: b.firm, Granted: money.VND(1_000_000 * (i + 1)), Reason: "Lần " + strconv.Itoa(i),
			})
			errs <- err
		})
	}
	group.Wait()
	first, second := <-errs, <-errs
	if first != nil {
		first, second = second, first
	}
	require.NoError(t, first)
	require.ErrorIs(t, second, credit.ErrChanged)
}

func TestLower_and_Settle_free_what_was_used(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	b.grant(t, 10_000_000, 0)
	one, two := b.order(t, 4_000_000), b.order(t, 5_000_000)
	require.NoError(t, b.credit.Draw(ctx, b.firm, []payment.Due{one, two}))
	used := func() money.VND {
		l, err := b.credit.Line(ctx, b.firm)
		require.NoError(t, err)
		b.consistent(t)
		return l.Used
	}
	require.NoError(t, b.credit.Lower(ctx, one.OrderID, 1_500_000))
	require.Equal(t, money.VND(6_500_000), used())
	require.NoError(t, b.credit.Lower(ctx, one.OrderID, 0))
	require.NoError(t, b.credit.Lower(ctx, one.OrderID, 0), "again changes nothing")
	require.Equal(t, money.VND(5_000_000), used())

	today := calendar.Day(now)
	pay := credit.SettleInput{OrgID: b.firm, OrderID: two.OrderID, PaidOn: today, Reference: "FT26329"}
	for _, bad := range []credit.SettleInput{
		{OrgID: b.firm, OrderID: two.OrderID, PaidOn: today.AddDate(0, 0, 1), Reference: "FT"}, {OrgID: b.firm, OrderID: two.OrderID, PaidOn: today},
	} {
		_, err := b.credit.Settle(ctx, bad)
		require.ErrorIs(t, err, apperr.ErrInvalid)
	}
	_, err := b.credit.Settle(ctx, credit.SettleInput{OrgID: b.coop, OrderID: two.OrderID, PaidOn: today, Reference: "FT"})
	require.ErrorIs(t, err, credit.ErrNoUse, "somebody else's order")
	_, err = b.credit.Settle(ctx, credit.SettleInput{OrgID: b.firm, OrderID: one.OrderID, PaidOn: today, Reference: "FT"})
	require.ErrorIs(t, err, credit.ErrSettled, "cancelled")
	u, err := b.credit.Settle(ctx, pay)
	require.NoError(t, err)
	require.Equal(t, credit.StateSettled, u.State)
	require.Zero(t, used())
	_, err = b.credit.Settle(ctx, pay)
	require.NoError(t, err, "the same again")
	pay.Reference = "FT-khác"
	_, err = b.credit.Settle(ctx, pay)
	require.ErrorIs(t, err, credit.ErrSettled)
	require.NoError(t, b.credit.Lower(ctx, two.OrderID, 0), "a settled order that is cancelled is refunded elsewhere")
	require.Zero(t, used())
}
