package collection_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"net/mail"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/books"
	"github.com/chophien/chophien/internal/collection"
	"github.com/chophien/chophien/internal/commission"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/ledger"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/notify"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/payment"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/db/dbtest"
	"github.com/chophien/chophien/internal/platform/jobs"
	"github.com/chophien/chophien/internal/promotion"
	"github.com/chophien/chophien/internal/stock"
)

var start = time.Date(2026, 11, 30, 3, 0, 0, 0, time.UTC)

// rail is a card network that only notes what it is told to end.
type rail struct{ withdrawn []ident.ID }

func (r *rail) Withdraw(_ context.Context, q payment.Request) error {
	r.withdrawn = append(r.withdrawn, q.ID)
	return nil
}

type bundle struct {
	*collection.Service

	db      *db.DB
	clock   *clock.Fixed
	order   *order.Service
	payment *payment.Service
	stock   *stock.Service
	books   *books.Service
	ledger  *ledger.Service
	rail    *rail
	coops   []ident.ID
	jams    []ident.ID // a variant of each cooperative
}

// setup makes two cooperatives with ten jars each.
func setup(tb testing.TB) *bundle {
	tb.Helper()
	d, c := dbtest.New(tb), &clock.Fixed{T: start}
	q, err := jobs.New(d, jobs.Options{Log: slog.New(slog.DiscardHandler)})
	require.NoError(tb, err)
	b := &bundle{
		db: d, clock: c, order: order.NewService(d, c, []byte("thirty-two bytes of a secret key")), payment: payment.NewService(d, c, nil),
		stock: stock.NewService(d, c), ledger: ledger.NewService(d, c, slog.New(slog.DiscardHandler)), rail: &rail{},
	}
	b.books = books.NewService(books.Deps{DB: d, Ledger: b.ledger, Commission: commission.NewService(d, c), Clock: c})
	b.payment.TakeTransfers(payment.Bank{BIN: "970405", Account: "8800201012345", Holder: "LIEN MINH"}, 24*time.Hour)
	b.payment.TakeCards(payment.Cards{Rail: b.rail, Min: 15_000, Max: 99_999_999})
	b.Service = collection.NewService(collection.Deps{
		Vouchers: promotion.NewService(d, c),
		DB:       d, Order: b.order, Payment: b.payment, Stock: b.stock, Books: b.books, Queue: q, Clock: c,
		Notify: notify.NewService(d, q, nil, "https://chophien.test", mail.Address{Address: "cho@chophien.test"}, c),
	})
	b.exec(tb, `INSERT INTO categories (id, slug, name_vi, name_en, icon, position) VALUES ('00000000-0000-7000-8000-000000000011', 'tao-meo', 'Táo mèo', 'Táo mèo', 'leaf', 1)`)
	for i := range 2 {
		coop, product, jam := ident.New(), ident.New(), ident.New()
		b.exec(tb, `INSERT INTO organisations (id, kind, slug, legal_name, short_name, status, created_at, updated_at) VALUES (?, 'cooperative', ?, 'HTX', 'HTX', 'verified', now(), now())`,
			coop, fmt.Sprintf("htx-%d", i))
		b.exec(tb, `INSERT INTO products (id, org_id, category_id, slug, status, name_vi, created_at, listed_at, updated_at)
 VALUES (?, ?, '00000000-0000-7000-8000-000000000011', ?, 'listed', 'Mứt', now(), now(), now())`, product, coop, fmt.Sprintf("mut-%d", i))
		b.exec(tb, `INSERT INTO variants (id, product_id, sku, name_vi, name_en, unit, net_weight_g, ship_weight_g, price_vnd, updated_at)
 VALUES (?, ?, ?, 'hũ', 'jar', 'hũ', 250, 400, 100000, now())`, jam, product, fmt.Sprintf("MUT%d", i))
		require.NoError(tb, b.stock.SetOnHand(context.Background(), jam, 10, ident.Nil, ""))
		b.coops, b.jams = append(b.coops, coop), append(b.jams, jam)
	}
	return b
}

func (b *bundle) exec(tb testing.TB, statement string, args ...any) {
	tb.Helper()
	_, err := b.db.Exec(context.Background(), "prepare", statement, args...)
	require.NoError(tb, err)
}

// buy places a purchase of so many jars of each cooperative, as checkout does: 100 000 ₫ a
// jar and 20 000 ₫ of shipping for each parcel.
func (b *bundle) buy(tb testing.TB, method payment.MethodCode, jars ...int64) (order.Purchase, payment.Request) {
	tb.Helper()
	in := order.SplitInput{
		Locale: "vi", Contact: order.Contact{FullName: "Lan", Phone: "+84912345678", Email: "lan@chophien.test"}, Address: order.Address{ProvinceCode: "01", CommuneCode: "00166"},
		PaymentMethod: string(method), PaidFirst: method.PaidFirst(), TermsVersion: "x", Now: b.clock.T,
	}
	for i, n := range jars {
		var product ident.ID
		require.NoError(tb, b.db.Pool().QueryRow(context.Background(), `SELECT product_id FROM variants WHERE id = $1`, b.jams[i]).Scan(&product))
		in.Parcels = append(in.Parcels, order.Parcel{OrgID: b.coops[i], Shipping: 20_000, WeightG: 400, DaysMin: 1, DaysMax: 2, Lines: []order.Line{{
			ProductID: product, VariantID: b.jams[i], ProductSlug: "mut", ProductName: order.Text{VI: "Mứt"}, VariantName: order.Text{VI: "hũ"}, Unit: "hũ",
			VATTreatment: "standard", UnitPrice: 100_000, Quantity: n,
		}}})
	}
	p, err := order.Split(in)
	require.NoError(tb, err)
	require.NoError(tb, b.db.InTx(context.Background(), func(ctx context.Context) error {
		if err := b.order.Place(ctx, p); err != nil {
			return err
		}
		bill := payment.Bill{PurchaseID: p.ID, Total: p.Total}
		var goods []stock.Allocation
		for _, o := range p.Orders {
			bill.Dues = append(bill.Dues, payment.Due{PurchaseID: p.ID, OrderID: o.ID, AmountVND: o.Total})
			goods = append(goods, stock.Allocation{OrderLineID: o.Lines[0].ID, VariantID: o.Lines[0].VariantID, Quantity: o.Lines[0].Quantity})
		}
		if err := b.payment.Open(ctx, method, bill); err != nil {
			return err
		}
		return b.stock.Allocate(ctx, ident.Nil, goods)
	}))
	return p, b.current(tb, p.ID)
}

// current is the newest request of a purchase; the zero one where there is none.
func (b *bundle) current(tb testing.TB, purchaseID ident.ID) payment.Request {
	tb.Helper()
	all, err := b.payment.RequestsOf(context.Background(), payment.PurposePurchase, purchaseID)
	require.NoError(tb, err)
	if len(all) == 0 {
		return payment.Request{}
	}
	return all[len(all)-1]
}

func (b *bundle) came(r payment.Request, name string, amount money.VND) (collection.Outcome, error) {
	return b.Complete(context.Background(), collection.Receipt{RequestID: r.ID, Source: payment.SourceBank, ExternalID: name, Amount: amount, At: b.clock.T})
}

func (b *bundle) buyer(p order.Purchase) order.Viewer {
	return order.Viewer{Secret: b.order.Secret(p.ID)}
}

func (b *bundle) statuses(tb testing.TB, p order.Purchase) []order.Status {
	tb.Helper()
	_, views, err := b.order.Full(context.Background(), p.ID)
	require.NoError(tb, err)
	var out []order.Status
	for _, v := range views {
		out = append(out, v.Status)
	}
	return out
}

func (b *bundle) reserved(tb testing.TB, i int) int64 {
	tb.Helper()
	levels, err := b.stock.Levels(context.Background(), b.jams)
	require.NoError(tb, err)
	return levels[b.jams[i]].Reserved
}

// balance is what an account comes to, said as a positive number.
func (b *bundle) balance(tb testing.TB, a ledger.Account) money.VND {
	tb.Helper()
	n, err := b.ledger.Balance(context.Background(), a)
	require.NoError(tb, err)
	if a.Kind.GrowsByCredit() {
		return -n
	}
	return n
}

// owedBack adds up the refunds of a purchase that are owed.
func (b *bundle) owedBack(tb testing.TB, p order.Purchase) (sum money.VND, why []payment.RefundReason) {
	tb.Helper()
	list, err := b.payment.RefundsOf(context.Background(), p.ID)
	require.NoError(tb, err)
	for _, r := range list {
		if r.State == payment.RefundOwed {
			sum, why = sum+r.Amount, append(why, r.Reason)
		}
	}
	return sum, why
}

func (b *bundle) count(tb testing.TB, query string, args ...any) (n int) {
	tb.Helper()
	require.NoError(tb, b.db.Pool().QueryRow(context.Background(), query, args...).Scan(&n))
	return n
}

// sound holds the books against what happened: they balance, all that came for a purchase
// is a deposit, earned or owed back, and stock adds up.
func (b *bundle) sound(tb testing.TB, list ...order.Purchase) {
	tb.Helper()
	ctx := context.Background()
	trial, err := b.ledger.TrialBalance(ctx)
	require.NoError(tb, err)
	require.True(tb, trial.Balanced())
	drift, err := b.stock.Audit(ctx)
	require.NoError(tb, err)
	require.Empty(tb, drift)
	for _, p := range list {
		all, err := b.payment.RequestsOf(ctx, payment.PurposePurchase, p.ID)
		require.NoError(tb, err)
		var kept money.VND
		for _, r := range all {
			kept += r.Kept()
		}
		require.Equal(tb, kept, b.balance(tb, ledger.BuyerDeposit.Of(p.ID)))
		owed, _ := b.owedBack(tb, p)
		require.Equal(tb, owed, b.balance(tb, ledger.RefundPayable.Of(p.ID)))
	}
}

func TestComplete_sends_the_orders_to_their_cooperatives(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), t.Context()
	p, r := b.buy(t, payment.CodeBankTransfer, 2, 1)
	require.Equal(t, money.VND(340_000), r.Amount)
	require.Regexp(t, `^CP[2-9A-HJKMNP-TW-Z]{7}$`, r.Reference)
	_, _, err := b.order.ByID(ctx, p.Orders[0].ID, order.Viewer{OrgIDs: b.coops})
	require.ErrorIs(t, err, order.ErrNotFound, "its cooperative does not see it yet")
	_, err = b.order.OfOrg(ctx, b.coops[0], []ident.ID{p.Orders[0].ID})
	require.ErrorIs(t, err, order.ErrNotFound)
	inbox, err := b.order.List(ctx, order.ListFilter{OrgID: b.coops[0]}, "", 10)
	require.NoError(t, err)
	require.Empty(t, inbox.Items)
	require.NotContains(t, inbox.Counts, order.StatusAwaiting)
	_, _, err = b.order.Apply(ctx, b.coops[0], p.Orders[0].ID, order.Command{Action: order.ActionConfirm, Actor: order.Actor{Role: order.RoleCooperative}})
	require.ErrorIs(t, err, order.ErrNotFound)
	market, err := b.order.List(ctx, order.ListFilter{}, "", 10)
	require.NoError(t, err)
	require.EqualValues(t, 2, market.Counts[order.StatusAwaiting], "the Alliance does")

	b.clock.Advance(3 * time.Hour)
	out, err := b.came(r, "FT1", 340_000)
	require.NoError(t, err)
	require.True(t, out.Paid)
	require.Equal(t, []order.Status{order.StatusPlaced, order.StatusPlaced}, b.statuses(t, p))
	v, role, err := b.order.ByID(ctx, p.Orders[0].ID, order.Viewer{OrgIDs: b.coops})
	require.NoError(t, err)
	require.Equal(t, order.RoleCooperative, role)
	require.True(t, v.Prepaid)
	require.True(t, v.PlacedAt.Equal(b.clock.T), "its hours to answer begin now")
	require.Equal(t, []order.EventKind{order.EventAwaiting, order.EventPaid}, []order.EventKind{v.Timeline[0].Kind, v.Timeline[1].Kind})
	require.Equal(t, 1, b.count(t, `SELECT count(*) FROM river_job WHERE kind = 'order.announce_purchase'`))
	require.Equal(t, money.VND(340_000), b.balance(t, ledger.Bank.Own()))
	due, err := b.payment.ByOrder(ctx, p.Orders[0].ID)
	require.NoError(t, err)
	require.Equal(t, payment.StateCollected, due.State)
	b.sound(t, p)
}

// Fifty at once, of one movement and of many: exactly one pays, and every đồng beyond goes back.
func TestComplete_by_fifty_at_once(t *testing.T) {
	t.Parallel()
	for name, external := range map[string]func(i int) string{
		"the same movement":   func(int) string { return "FT1" },
		"different movements": func(i int) string { return fmt.Sprintf("FT%d", i) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			p, r := b.buy(t, payment.CodeBankTransfer, 1, 1)
			const many = 50
			outs, errs := make([]collection.Outcome, many), make([]error, many)
			var all sync.WaitGroup
			for i := range many {
				all.Go(func() { outs[i], errs[i] = b.came(r, external(i), r.Amount) })
			}
			all.Wait()
			paid, again := 0, 0
			for i := range many {
				require.NoError(t, errs[i])
				if outs[i].Paid {
					paid++
				}
				if outs[i].Again {
					again++
				}
			}
			require.Equal(t, 1, paid)
			want := many - 1
			if name == "the same movement" {
				require.Equal(t, many-1, again)
				want = 0
			}
			back, _ := b.owedBack(t, p)
			require.Equal(t, r.Amount*money.VND(want), back)
			require.Equal(t, 1, b.count(t, `SELECT count(*) FROM river_job WHERE kind = 'order.announce_purchase'`))
			require.Equal(t, []order.Status{order.StatusPlaced, order.StatusPlaced}, b.statuses(t, p))
			b.sound(t, p)
		})
	}
}

func TestComplete_too_little_then_too_much(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), t.Context()
	p, r := b.buy(t, payment.CodeBankTransfer, 2, 1)
	out, err := b.came(r, "FT1", 250_000)
	require.NoError(t, err)
	require.False(t, out.Paid)
	require.Equal(t, money.VND(90_000), out.Request.Rest())
	require.Equal(t, []order.Status{order.StatusAwaiting, order.StatusAwaiting}, b.statuses(t, p))
	v, err := b.Show(ctx, p.ID, b.buyer(p))
	require.NoError(t, err)
	require.Contains(t, v.Payload, "540590000", "the code asks for the rest")
	require.Empty(t, v.Methods, "who has paid a part goes on as begun")
	require.ErrorIs(t, b.ChangeMethod(ctx, p.ID, b.buyer(p), payment.CodeCOD), payment.ErrPartlyPaid)
	require.Equal(t, 1, b.count(t, `SELECT count(*) FROM messages WHERE kind = 'payment_short'`))
	b.sound(t, p)

	out, err = b.came(r, "FT2", 100_000)
	require.NoError(t, err)
	require.True(t, out.Paid)
	require.Equal(t, money.VND(10_000), out.Back)
	back, why := b.owedBack(t, p)
	require.Equal(t, money.VND(10_000), back)
	require.Equal(t, []payment.RefundReason{payment.ReasonSurplus}, why)
	for _, o := range p.Orders {
		has, err := b.books.Deposited(ctx, p.ID, o.ID)
		require.NoError(t, err)
		require.Equal(t, o.Total, has, "each order has its own")
	}
	b.sound(t, p)

	_, err = b.came(r, "FT2", 100_001)
	require.ErrorIs(t, err, payment.ErrReceiptReused, "the same movement with another amount")
	_, other := b.buy(t, payment.CodeBankTransfer, 1)
	_, err = b.came(other, "FT2", 100_000)
	require.ErrorIs(t, err, payment.ErrReceiptReused, "the same movement for somebody else")
}

func TestExpire_and_late_money(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), t.Context()
	p, r := b.buy(t, payment.CodeBankTransfer, 6)
	slow, slowly := b.buy(t, payment.CodeBankTransfer, 4)
	require.EqualValues(t, 10, b.reserved(t, 0))
	n, err := b.ExpireDue(ctx)
	require.NoError(t, err)
	require.Zero(t, n)
	b.clock.Advance(23 * time.Hour)
	require.NoError(t, b.payment.ExtendRequest(ctx, slowly.ID, b.clock.T.Add(24*time.Hour)), "a payment is under way")
	b.clock.Advance(2 * time.Hour)
	n, err = b.ExpireDue(ctx)
	require.NoError(t, err)
	require.Equal(t, 1, n)
	require.Equal(t, []order.Status{order.StatusLapsed}, b.statuses(t, p))
	require.Equal(t, []order.Status{order.StatusAwaiting}, b.statuses(t, slow))
	require.EqualValues(t, 4, b.reserved(t, 0), "its goods are free again")
	require.Equal(t, 1, b.count(t, `SELECT count(*) FROM messages WHERE kind = 'payment_lapsed'`))
	b.sound(t, p, slow)

	// Too little makes nothing any more; enough takes the goods anew.
	out, err := b.came(r, "FT1", 100_000)
	require.NoError(t, err)
	require.Equal(t, money.VND(100_000), out.Back)
	out, err = b.came(r, "FT2", r.Amount)
	require.NoError(t, err)
	require.True(t, out.Paid)
	require.Equal(t, []order.Status{order.StatusPlaced}, b.statuses(t, p))
	require.EqualValues(t, 10, b.reserved(t, 0))
	b.sound(t, p, slow)

	// The second one comes when the goods are gone.
	b.clock.Advance(25 * time.Hour)
	_, err = b.ExpireDue(ctx)
	require.NoError(t, err)
	require.NoError(t, b.stock.SetOnHand(ctx, b.jams[0], 9, ident.Nil, "one broke"))
	out, err = b.came(slowly, "FT3", slowly.Amount)
	require.NoError(t, err)
	require.False(t, out.Paid)
	require.Equal(t, payment.RequestReturned, out.Request.State)
	require.Equal(t, []order.Status{order.StatusCancelled}, b.statuses(t, slow))
	back, why := b.owedBack(t, slow)
	require.Equal(t, slowly.Amount, back)
	require.Equal(t, []payment.RefundReason{payment.ReasonLate}, why)
	require.Equal(t, 1, b.count(t, `SELECT count(*) FROM messages WHERE kind = 'payment_returned'`), "and the buyer is told")
	_, _, err = b.order.ByID(ctx, slow.Orders[0].ID, order.Viewer{OrgIDs: b.coops})
	require.ErrorIs(t, err, order.ErrNotFound, "its cooperative never hears of it")
	out, err = b.came(slowly, "FT4", slowly.Amount)
	require.NoError(t, err)
	require.Equal(t, slowly.Amount, out.Back, "again, and again it goes back")
	b.sound(t, p, slow)
}

// A part came, the rest did not: what came goes back when the time is over.
func TestExpire_gives_a_part_back(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), t.Context()
	p, r := b.buy(t, payment.CodeBankTransfer, 1, 1)
	_, err := b.came(r, "FT1", 150_000)
	require.NoError(t, err)
	b.clock.Advance(8 * 24 * time.Hour)
	_, err = b.ExpireDue(ctx)
	require.NoError(t, err)
	back, why := b.owedBack(t, p)
	require.Equal(t, money.VND(150_000), back)
	require.Equal(t, []payment.RefundReason{payment.ReasonExpired}, why)
	require.NoError(t, b.SetRefundAccount(ctx, p.ID, b.buyer(p), payment.RefundAccount{BankBIN: "970436", Account: "0011 2233 4455", Holder: "NGUYEN THI LAN"}))
	v, err := b.Show(ctx, p.ID, b.buyer(p))
	require.NoError(t, err)
	require.True(t, v.AccountWanted)
	require.Equal(t, "••••4455", v.Account.Masked())
	owed, err := b.payment.OwedRefunds(ctx, payment.ViaBankTransfer, 10)
	require.NoError(t, err)
	require.Len(t, owed, 1)
	sent := payment.SentRefund{CauseID: owed[0].CauseID, Reference: "HOAN-1", At: b.clock.T}
	require.NoError(t, b.RefundSent(ctx, sent))
	require.NoError(t, b.RefundSent(ctx, sent), "the same again")
	sent.Reference = "HOAN-2"
	require.ErrorIs(t, b.RefundSent(ctx, sent), payment.ErrRefundPaid)
	require.Zero(t, b.balance(t, ledger.Bank.Own()))
	require.Equal(t, 1, b.count(t, `SELECT count(*) FROM messages WHERE kind = 'refund_sent'`))
	b.sound(t, p)
}

func TestCancel_then_paid(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), t.Context()
	p, r := b.buy(t, payment.CodeBankTransfer, 3)
	require.ErrorIs(t, b.Cancel(ctx, p.ID, order.Viewer{}), order.ErrNotFound)
	require.NoError(t, b.Cancel(ctx, p.ID, b.buyer(p)))
	require.NoError(t, b.Cancel(ctx, p.ID, b.buyer(p)), "the same again")
	require.Zero(t, b.reserved(t, 0))
	out, err := b.came(r, "FT1", r.Amount)
	require.NoError(t, err)
	require.False(t, out.Paid)
	require.Equal(t, r.Amount, out.Back)
	require.Equal(t, []order.Status{order.StatusCancelled}, b.statuses(t, p))
	b.sound(t, p)
}

// Two tabs: one shows the code of a transfer, the other has gone over to the card.
func TestComplete_two_tabs_paying_at_once(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), t.Context()
	p, transfer := b.buy(t, payment.CodeBankTransfer, 1, 1)
	require.NoError(t, b.ChangeMethod(ctx, p.ID, b.buyer(p), payment.CodeCard))
	require.NoError(t, b.ChangeMethod(ctx, p.ID, b.buyer(p), payment.CodeCard), "the same again")
	byCard := b.current(t, p.ID)
	require.Equal(t, payment.CodeCard, byCard.Method)
	results := make([]collection.Outcome, 2)
	errs := make([]error, 2)
	var both sync.WaitGroup
	both.Go(func() { results[0], errs[0] = b.came(transfer, "FT1", transfer.Amount) })
	both.Go(func() {
		results[1], errs[1] = b.Complete(ctx, collection.Receipt{RequestID: byCard.ID, Source: payment.SourceStripe, ExternalID: "pi_1", Amount: byCard.Amount, At: b.clock.T})
	})
	both.Wait()
	require.NoError(t, errors.Join(errs...))
	require.NotEqual(t, results[0].Paid, results[1].Paid, "one of them pays")
	require.Equal(t, transfer.Amount, results[0].Back+results[1].Back, "the other gets it back")
	owed, err := b.payment.RefundsOf(ctx, p.ID)
	require.NoError(t, err)
	require.Len(t, owed, 1)
	require.Equal(t, map[bool]payment.Via{true: payment.ViaCard, false: payment.ViaBankTransfer}[results[0].Paid], owed[0].Via, "as it came")
	require.Equal(t, transfer.Amount, b.balance(t, ledger.Bank.Own()))
	require.Equal(t, transfer.Amount, b.balance(t, ledger.StripeClearing.Own()))
	if results[0].Paid {
		require.Equal(t, []ident.ID{byCard.ID}, b.rail.withdrawn, "what was begun at the card network is ended")
	}
	b.sound(t, p)
}

func TestChangeMethod_to_the_door(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), t.Context()
	p, r := b.buy(t, payment.CodeCard, 1, 1)
	require.ErrorIs(t, b.ChangeMethod(ctx, p.ID, b.buyer(p), payment.CodePayLater), payment.ErrMethod)
	require.NoError(t, b.ChangeMethod(ctx, p.ID, b.buyer(p), payment.CodeCOD))
	require.Equal(t, []order.Status{order.StatusPlaced, order.StatusPlaced}, b.statuses(t, p))
	require.Equal(t, []ident.ID{r.ID}, b.rail.withdrawn)
	got, _, err := b.order.Full(ctx, p.ID)
	require.NoError(t, err)
	require.Equal(t, "cod", got.PaymentMethod)
	due, err := b.payment.ByOrder(ctx, p.Orders[0].ID)
	require.NoError(t, err)
	require.Equal(t, payment.CodeCOD, due.Method)
	require.Equal(t, payment.StateDue, due.State)
	require.ErrorIs(t, b.ChangeMethod(ctx, p.ID, b.buyer(p), payment.CodeBankTransfer), collection.ErrNotWaiting)
	out, err := b.Complete(ctx, collection.Receipt{RequestID: r.ID, Source: payment.SourceStripe, ExternalID: "pi_1", Amount: r.Amount, At: b.clock.T})
	require.NoError(t, err)
	require.Equal(t, r.Amount, out.Back, "the card was charged all the same: it goes back")
	b.sound(t, p)
}

func TestCard_is_offered_between_its_limits(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for total, want := range map[money.VND][]payment.MethodCode{
		14_999:      {payment.CodeCOD, payment.CodeBankTransfer},
		15_000:      {payment.CodeCOD, payment.CodeBankTransfer, payment.CodeCard},
		99_999_999:  {payment.CodeCOD, payment.CodeBankTransfer, payment.CodeCard},
		100_000_000: {payment.CodeCOD, payment.CodeBankTransfer},
	} {
		require.Equal(t, want, b.payment.Offered(payment.Bill{Total: total}), total)
	}
}

func TestComplete_refuses(t *testing.T) {
	t.Parallel()
	b := setup(t)
	_, r := b.buy(t, payment.CodeBankTransfer, 1)
	for _, amount := range []money.VND{0, -1, math.MinInt64, math.MaxInt64, money.Max + 1} {
		_, err := b.came(r, "FT1", amount)
		require.ErrorIs(t, err, payment.ErrReceiptAmount, amount)
	}
	_, err := b.came(payment.Request{ID: ident.New()}, "FT1", 1)
	require.ErrorIs(t, err, payment.ErrNoRequest)
	out, err := b.came(r, "FT1", money.Max)
	require.NoError(t, err)
	require.Equal(t, money.Max-r.Amount, out.Back)
	_, err = b.came(r, "FT2", 1)
	require.ErrorIs(t, err, payment.ErrReceiptAmount, "the sum of what came would overflow")
}

// deposit is what a deposit's owner is told.
type deposit struct {
	paid    []ident.ID
	bounced []string // references
}

func (d *deposit) RefundBounced(_ context.Context, _ payment.Request, _ payment.Refund, reference string) error {
	d.bounced = append(d.bounced, reference)
	return nil
}

func (d *deposit) Paid(_ context.Context, r payment.Request) error {
	d.paid = append(d.paid, r.SubjectID)
	return nil
}

func TestComplete_for_a_deposit(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), t.Context()
	owner := &deposit{}
	b.Subjects[payment.PurposeDeposit] = owner
	subject := ident.New()
	ask := payment.Ask{Purpose: payment.PurposeDeposit, SubjectID: subject, Method: payment.CodeBankTransfer, Amount: 5_000_000}
	r, err := b.payment.Ask(ctx, ask)
	require.NoError(t, err)
	again, err := b.payment.Ask(ctx, ask)
	require.NoError(t, err)
	require.Equal(t, r.ID, again.ID)
	found, err := b.payment.RequestByReference(ctx, r.Reference)
	require.NoError(t, err)
	require.Equal(t, r.ID, found.ID)
	_, err = b.came(r, "FT1", 2_000_000)
	require.NoError(t, err)
	require.Empty(t, owner.paid)
	out, err := b.came(r, "FT2", 3_500_000)
	require.NoError(t, err)
	require.Equal(t, money.VND(500_000), out.Back)
	require.Equal(t, []ident.ID{subject}, owner.paid)
	require.Equal(t, money.VND(5_000_000), b.balance(t, ledger.BuyerDeposit.Of(subject)))
	require.Equal(t, money.VND(500_000), b.balance(t, ledger.RefundPayable.Of(subject)))
	require.NoError(t, b.TellBounced(ctx, payment.Refund{RequestID: r.ID, SubjectID: subject, Amount: 500_000}, "HT2345678"))
	require.Equal(t, []string{"HT2345678"}, owner.bounced, "who asked for the deposit tells its firm")
	b.sound(t)
}
