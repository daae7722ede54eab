package books_test

import (
	"context"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/books"
	"github.com/chophien/chophien/internal/commission"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/ledger"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/payment"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/db/dbtest"
	"github.com/chophien/chophien/internal/promotion"
)

var start = time.Date(2026, 11, 29, 3, 0, 0, 0, time.UTC)

type bundle struct {
	*books.Service

	db     *db.DB
	clock  *clock.Fixed
	ledger *ledger.Service
	coops  []ident.ID
	firm   ident.ID
	n      int
}

func setup(tb testing.TB) *bundle {
	tb.Helper()
	b := &bundle{db: dbtest.New(tb), clock: &clock.Fixed{T: start}, coops: []ident.ID{ident.New(), ident.New()}, firm: ident.New()}
	b.ledger = ledger.NewService(b.db, b.clock, slog.New(slog.DiscardHandler))
	b.Service = books.NewService(books.Deps{DB: b.db, Ledger: b.ledger, Commission: commission.NewService(b.db, b.clock), Clock: b.clock})
	for i, c := range append([]ident.ID{b.firm}, b.coops...) {
		kind := "cooperative"
		if i == 0 {
			kind = "buyer"
		}
		b.exec(tb, `INSERT INTO organisations (id, kind, slug, legal_name, short_name, status, created_at, updated_at) VALUES (?, ?, ?, ?, ?, 'verified', now(), now())`,
			c, kind, fmt.Sprintf("o%d", i), fmt.Sprintf("O %d", i), fmt.Sprintf("O %d", i))
	}
	// 3 % of all goods, 5 % of the second cooperative's.
	for _, r := range []struct {
		org  ident.ID
		rate int
	}{{ident.Nil, 300}, {b.coops[1], 500}} {
		b.exec(tb, `INSERT INTO commission_rules (id, org_id, category_id, rate_bp, from_day, reason, created_at) VALUES (?, ?, ?, ?, '2026-01-01', 'test', now())`,
			ident.New(), r.org, ident.Nil, r.rate)
	}
	return b
}

func (b *bundle) exec(tb testing.TB, statement string, args ...any) {
	tb.Helper()
	_, err := b.db.Exec(context.Background(), "prepare", statement, args...)
	require.NoError(tb, err)
}

// order writes a purchase of one order as checkout leaves it.
func (b *bundle) order(tb testing.TB, coop ident.ID, method payment.MethodCode, goods, shipping money.VND) order.Order {
	tb.Helper()
	return b.cheaper(tb, coop, method, goods, shipping, promotion.Shares{}, promotion.Shares{})
}

// cheaper writes one with discounts off goods and shipping.
func (b *bundle) cheaper(tb testing.TB, coop ident.ID, method payment.MethodCode, goods, shipping money.VND, goodsOff, shipOff promotion.Shares) order.Order {
	tb.Helper()
	b.n++
	o := order.Order{
		ID: ident.New(), PurchaseID: ident.New(), OrgID: coop, Status: order.StatusDelivered, Subtotal: goods, Shipping: shipping, ShipDiscount: shipOff,
		Discount: goodsOff.Sum() + shipOff.Sum(), Promotion: goodsOff.Platform + shipOff.Platform, Total: goods + shipping - goodsOff.Sum() - shipOff.Sum(),
		Version: 5, PlacedAt: b.clock.T, Lines: []order.Line{{ID: ident.New(), ProductID: ident.New(), UnitPrice: goods, Quantity: 1, Discount: goodsOff}},
	}
	var firm *ident.ID
	name := ""
	if method == payment.CodePayLater {
		firm, name = &b.firm, "O 0"
	}
	b.exec(tb, `INSERT INTO purchases (id, code, locale, contact_name, contact_phone, province_code, commune_code, address_line, address_typed, address_label,
 note, payment_method, subtotal_vnd, shipping_vnd, discount_vnd, total_vnd, terms_version, placed_at, buyer_org_id, buyer_org_name)
 VALUES (?, ?, 'vi', 'A', '', '15', '04309', '', '', '', '', ?, ?, ?, ?, ?, 'x', ?, ?, ?)`,
		o.PurchaseID, fmt.Sprintf("P%d", b.n), method, goods, shipping, o.Discount, o.Total, b.clock.T, firm, name)
	b.exec(tb, `INSERT INTO orders (id, code, purchase_id, org_id, status, subtotal_vnd, shipping_vnd, discount_vnd, promotion_vnd, total_vnd, weight_g, days_min, days_max, placed_at, updated_at)
 VALUES (?, ?, ?, ?, 'shipped', ?, ?, ?, ?, ?, 100, 1, 2, ?, ?)`, o.ID, fmt.Sprintf("P%d-1", b.n), o.PurchaseID, coop, goods, shipping, o.Discount, o.Promotion, o.Total, b.clock.T, b.clock.T)
	b.exec(tb, `INSERT INTO payments (id, purchase_id, order_id, method, state, amount_vnd, created_at, updated_at) VALUES (?, ?, ?, ?, 'due', ?, now(), now())`,
		ident.New(), o.PurchaseID, o.ID, method, o.Total)
	return o
}

// owed is what a liability comes to, said as a positive number; of an asset, what is there.
func (b *bundle) owed(tb testing.TB, a ledger.Account) money.VND {
	tb.Helper()
	balance, err := b.ledger.Balance(context.Background(), a)
	require.NoError(tb, err)
	if a.Kind.GrowsByCredit() {
		return -balance
	}
	return balance
}

func (b *bundle) sound(tb testing.TB) {
	tb.Helper()
	trial, err := b.ledger.TrialBalance(context.Background())
	require.NoError(tb, err)
	require.True(tb, trial.Balanced(), "%+v", trial)
}

// Cash at the door: the cooperative has it all and owes the commission, which the next
// sale that the market holds makes good before anything is paid out.
func TestService_cash_and_set_off(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), t.Context()
	coop := b.coops[0]
	payable := ledger.CooperativePayable.Of(coop)
	o := b.order(t, coop, payment.CodeCOD, 200_000, 30_000)
	require.NoError(t, b.Delivered(ctx, o))
	require.NoError(t, b.Delivered(ctx, o), "the same again")
	require.Equal(t, money.VND(6_000), b.owed(t, ledger.Commission.Own()))
	require.Equal(t, money.VND(-6_000), b.owed(t, ledger.CooperativePending.Of(coop)))
	require.Zero(t, b.owed(t, ledger.CODClearing.Of(coop)))

	n, err := b.ReleaseDue(ctx)
	require.NoError(t, err)
	require.Zero(t, n, "goods can still be returned")
	b.clock.Advance(books.ReturnWindow)
	n, err = b.ReleaseDue(ctx)
	require.NoError(t, err)
	require.Equal(t, 1, n)
	require.Equal(t, money.VND(-6_000), b.owed(t, payable))
	_, err = b.PayOut(ctx, coop)
	require.ErrorIs(t, err, books.ErrNothing)

	// A firm's order of 1.000.000 ₫, paid later.
	later := b.order(t, coop, payment.CodePayLater, 1_000_000, 0)
	require.NoError(t, b.Delivered(ctx, later))
	require.Equal(t, money.VND(1_000_000), b.owed(t, ledger.BuyerReceivable.Of(b.firm)))
	b.clock.Advance(books.ReturnWindow)
	n, err = b.ReleaseDue(ctx)
	require.NoError(t, err)
	require.Zero(t, n, "the firm has not paid")
	require.NoError(t, b.Settled(ctx, later.ID, 1_000_000))
	require.NoError(t, b.Settled(ctx, later.ID, 1_000_000), "the same again")
	require.Zero(t, b.owed(t, ledger.BuyerReceivable.Of(b.firm)))
	n, err = b.ReleaseDue(ctx)
	require.NoError(t, err)
	require.Equal(t, 1, n)
	p, err := b.PayOut(ctx, coop)
	require.NoError(t, err)
	require.Equal(t, money.VND(1_000_000-30_000-6_000), p.Amount)
	_, err = b.PayOut(ctx, coop)
	require.ErrorIs(t, err, books.ErrUnderWay)

	// A refund after the payout was ordered becomes a debt.
	require.NoError(t, b.Refund(ctx, books.RefundInput{ID: ident.New(), OrderID: later.ID, Goods: 500_000}))
	require.Equal(t, money.VND(-485_000), b.owed(t, payable))
	require.Equal(t, money.VND(21_000), b.owed(t, ledger.Commission.Own()))
	_, err = b.EndPayout(ctx, p.ID, books.PayoutPaid)
	require.NoError(t, err)
	_, err = b.EndPayout(ctx, p.ID, books.PayoutDiscarded)
	require.ErrorIs(t, err, books.ErrNoPayout)
	require.Equal(t, money.VND(36_000), b.owed(t, ledger.Bank.Own()))
	b.sound(t)
}

// What the market bears of a discount, it pays the cooperative; what the cooperative
// bears lowers its sale, and the commission with it. A refund takes back both in proportion.
func TestService_discounts(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), t.Context()
	coop := b.coops[0]
	o := b.cheaper(t, coop, payment.CodeCOD, 200_000, 30_000, promotion.Shares{Cooperative: 20_000, Platform: 60_000}, promotion.Shares{Platform: 30_000})
	require.NoError(t, b.Delivered(ctx, o))
	require.Equal(t, money.VND(90_000), b.owed(t, ledger.Promotion.Own()))
	require.Equal(t, money.VND(5_400), b.owed(t, ledger.Commission.Own()), "3 % of 180.000 ₫")
	require.Equal(t, money.VND(90_000-5_400), b.owed(t, ledger.CooperativePending.Of(coop)), "it has 120.000 ₫ in cash")
	require.ErrorIs(t, b.Refund(ctx, books.RefundInput{ID: ident.New(), OrderID: o.ID, Goods: 120_001}), books.ErrTooMuch)
	require.NoError(t, b.Refund(ctx, books.RefundInput{ID: ident.New(), OrderID: o.ID, Goods: 60_000}))
	require.Equal(t, money.VND(60_000), b.owed(t, ledger.Promotion.Own()), "half of the goods' part came back")
	require.Equal(t, money.VND(2_700), b.owed(t, ledger.Commission.Own()))
	require.Equal(t, money.VND(60_000), b.owed(t, ledger.RefundPayable.Of(o.PurchaseID)))

	free := b.cheaper(t, coop, payment.CodeCOD, 100_000, 0, promotion.Shares{Platform: 100_000}, promotion.Shares{})
	require.NoError(t, b.Delivered(ctx, free), "the market pays it all")
	require.Equal(t, money.VND(160_000), b.owed(t, ledger.Promotion.Own()))
	gift := b.cheaper(t, coop, payment.CodeCOD, 100_000, 0, promotion.Shares{Cooperative: 100_000}, promotion.Shares{})
	require.NoError(t, b.Delivered(ctx, gift), "the cooperative gives it away: nothing was sold")
	_, posted, err := b.ledger.Posted(ctx, "order:"+gift.ID.String()+":delivered")
	require.NoError(t, err)
	require.False(t, posted)
	b.sound(t)
}

// A firm that paid before the goods went gets back what will not come.
func TestService_paid_before_and_cancelled(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), t.Context()
	o := b.order(t, b.coops[1], payment.CodePayLater, 400_000, 20_000)
	require.NoError(t, b.Settled(ctx, o.ID, o.Total))
	require.Equal(t, o.Total, b.owed(t, ledger.BuyerDeposit.Of(o.PurchaseID)))
	o.Version++
	require.NoError(t, b.Lowered(ctx, o, 220_000))
	require.NoError(t, b.Lowered(ctx, o, 220_000), "the same again")
	require.Equal(t, money.VND(200_000), b.owed(t, ledger.RefundPayable.Of(o.PurchaseID)))
	o.Version++
	require.NoError(t, b.Lowered(ctx, o, 0))
	require.Equal(t, o.Total, b.owed(t, ledger.RefundPayable.Of(o.PurchaseID)))
	require.Zero(t, b.owed(t, ledger.BuyerDeposit.Of(o.PurchaseID)))
	cash := b.order(t, b.coops[1], payment.CodeCOD, 400_000, 20_000)
	require.NoError(t, b.Lowered(ctx, cash, 0), "nothing was paid")
	b.sound(t)
}

// Whoever refunds at the same moment: never more than was paid goes back.
func TestService_Refund_by_many_at_once(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), t.Context()
	o := b.order(t, b.coops[0], payment.CodePayLater, 100_000, 0)
	require.NoError(t, b.Settled(ctx, o.ID, o.Total))
	b.exec(t, `UPDATE payments SET state = 'collected' WHERE order_id = ?`, o.ID)
	require.NoError(t, b.Delivered(ctx, o))
	results := make(chan error)
	for range 8 {
		go func() {
			results <- b.Refund(ctx, books.RefundInput{ID: ident.New(), OrderID: o.ID, Goods: 30_000})
		}()
	}
	refused := 0
	for range 8 {
		if err := <-results; err != nil {
			require.ErrorIs(t, err, books.ErrTooMuch)
			refused++
		}
	}
	require.Equal(t, 5, refused)
	require.Equal(t, money.VND(90_000), b.owed(t, ledger.RefundPayable.Of(o.PurchaseID)))
	require.Equal(t, money.VND(300), b.owed(t, ledger.Commission.Own()))
	require.ErrorIs(t, b.Refund(ctx, books.RefundInput{ID: ident.New(), OrderID: o.ID, Goods: -1}), books.ErrAmount)
	require.ErrorIs(t, b.Refund(ctx, books.RefundInput{ID: ident.New(), OrderID: ident.New(), Goods: 1}), books.ErrNoSale)
	b.sound(t)
}

// A cooperative reads what comes, when and why, and its statement in its own signs.
func TestService_Overview_and_Statement(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), t.Context()
	coop := b.coops[0]
	cash, later := b.order(t, coop, payment.CodeCOD, 200_000, 30_000), b.order(t, coop, payment.CodePayLater, 100_000, 0)
	require.NoError(t, b.Delivered(ctx, cash))
	require.NoError(t, b.Delivered(ctx, later))
	require.NoError(t, b.Dispute(ctx, cash.ID, ident.New(), 1_000))
	o, err := b.Overview(ctx, coop)
	require.NoError(t, err)
	require.Equal(t, []money.VND{0, -6_000 - 1_000 + 97_000, 1_000}, []money.VND{o.Payable, o.Pending, o.Held})
	require.Len(t, o.Coming, 2)
	require.Equal(t, []any{cash.ID, books.ReasonDisputed, money.VND(-7_000)}, []any{o.Coming[0].OrderID, o.Coming[0].Reason, o.Coming[0].Net})
	require.Equal(t, []any{later.ID, books.ReasonBuyerUnpaid, money.VND(97_000)}, []any{o.Coming[1].OrderID, o.Coming[1].Reason, o.Coming[1].Net})

	page, err := b.Statement(ctx, coop, true, "", 3)
	require.NoError(t, err)
	require.NotEmpty(t, page.Next)
	require.Equal(t, books.KindDispute, page.Items[0].Kind)
	require.Equal(t, []money.VND{-1_000, 90_000}, []money.VND{page.Items[0].Amount, page.Items[0].Balance})
	require.Equal(t, []any{later.ID, "P2-1"}, []any{page.Items[1].OrderID, page.Items[1].Code})
	list, err := b.Cooperatives(ctx)
	require.NoError(t, err)
	require.Len(t, list, 1)
	// One that has delivered nothing yet, but has a deposit, is owed money as well.
	require.NoError(t, b.DB.InTx(ctx, func(ctx context.Context) error {
		return b.Ledger.Post(ctx, ledger.Transaction{Kind: "deposit", Event: "deposit:test", Subject: ident.New(), At: start, Lines: []ledger.Line{
			{Account: ledger.Bank.Own(), Amount: 500}, {Account: ledger.CooperativePayable.Of(b.coops[1]), Amount: -500},
		}})
	}))
	both, err := b.Cooperatives(ctx)
	require.NoError(t, err)
	require.Len(t, both, 2)
	for _, c := range both {
		if c.OrgID == b.coops[1] {
			require.Equal(t, []any{money.VND(500), money.VND(0), int64(0)}, []any{c.Payable, c.Sold, c.Orders})
		}
	}
	require.Equal(t, []money.VND{330_000, 9_000, 90_000, 1_000}, []money.VND{list[0].Sold, list[0].Commission, list[0].Pending, list[0].Held})
	_, err = b.AddRule(ctx, books.Rule{Category: "không-có", Rule: commission.Rule{Reason: "x", From: start.AddDate(0, 0, 3)}}, ident.New())
	require.ErrorContains(t, err, "commission.category")
	_, err = b.AddRule(ctx, books.Rule{Rule: commission.Rule{OrgID: b.firm, Reason: "x", From: start.AddDate(0, 0, 3)}}, ident.New())
	require.ErrorContains(t, err, "commission.cooperative")
	trial, err := b.CheckNow(ctx)
	require.NoError(t, err)
	require.True(t, trial.Checked && trial.Check.Good())
}

// A refund that a return decided takes goods first, then shipping; the cooperative gives
// it back by hand, and so is owed nothing more and nothing less.
func TestService_RefundOwed_and_given(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), t.Context()
	coop, cause := b.coops[0], ident.New()
	o := b.order(t, coop, payment.CodeCOD, 200_000, 30_000)
	require.NoError(t, b.RefundOwed(ctx, o.ID, cause, 210_000), "not delivered: not in the books")
	require.NoError(t, b.Delivered(ctx, o))
	for range 2 { // the same again changes nothing
		require.NoError(t, b.RefundOwed(ctx, o.ID, cause, 210_000))
		require.Zero(t, b.owed(t, ledger.Commission.Own()))
	}
	require.Equal(t, money.VND(210_000), b.owed(t, ledger.RefundPayable.Of(o.PurchaseID)))
	for range 2 {
		require.NoError(t, b.RefundGiven(ctx, o.ID, cause, 210_000, books.PayerInvoice), "a person has no bill")
	}
	require.Zero(t, b.owed(t, ledger.RefundPayable.Of(o.PurchaseID)))
	require.Zero(t, b.owed(t, ledger.CooperativePending.Of(coop)), "it kept 230.000 ₫ in cash and gave 210.000 ₫ of them back")
	require.ErrorIs(t, b.RefundOwed(ctx, o.ID, ident.New(), 20_001), books.ErrTooMuch)
	b.sound(t)
}
