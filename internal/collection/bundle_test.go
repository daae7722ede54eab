package collection_test

import (
	"context"
	"fmt"
	"log/slog"
	"net/mail"
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
