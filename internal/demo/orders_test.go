package demo_test

import (
	"log/slog"
	"net/mail"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/announce"
	"github.com/chophien/chophien/internal/bank"
	"github.com/chophien/chophien/internal/books"
	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/commission"
	"github.com/chophien/chophien/internal/credit"
	"github.com/chophien/chophien/internal/demo"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/invoice"
	"github.com/chophien/chophien/internal/ledger"
	"github.com/chophien/chophien/internal/notify"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/payment"
	"github.com/chophien/chophien/internal/payout"
	"github.com/chophien/chophien/internal/platform/jobs"
	"github.com/chophien/chophien/internal/reconcile"
	"github.com/chophien/chophien/internal/settlement"
)

// The demo's money lives: delivered orders of the past, one payout made, something
// payable and something still to come; nobody is told of it, and the books balance.
func TestSeed_delivered_orders(t *testing.T) {
	t.Parallel()
	ctx, d := t.Context(), deps(t)
	q, err := jobs.New(d.DB, jobs.Options{Log: slog.New(slog.DiscardHandler)})
	require.NoError(t, err)
	l := ledger.NewService(d.DB, d.Clock, slog.New(slog.DiscardHandler))
	d.Commission = commission.NewService(d.DB, d.Clock)
	d.Books = books.NewService(books.Deps{DB: d.DB, Ledger: l, Commission: d.Commission, Clock: d.Clock})
	messages := notify.NewService(d.DB, q, nil, "https://chophien.test", mail.Address{Address: "cho@chophien.test"}, d.Clock)
	d.Payout = payout.NewService(payout.Deps{
		DB: d.DB, Books: d.Books, Ledger: l, Payment: payment.NewService(d.DB, d.Clock, nil), Party: d.Party, Clock: d.Clock,
		Announce: announce.NewService(announce.Deps{DB: d.DB, Order: order.NewService(d.DB, d.Clock, nil), Notify: messages}),
	})
	d.Credit = credit.NewService(d.DB, d.Clock)
	d.Invoice = invoice.NewService(invoice.Deps{DB: d.DB, Payment: payment.NewService(d.DB, d.Clock, d.Credit), Credit: d.Credit, Books: d.Books, Clock: d.Clock})
	d.Settlement = settlement.NewService(d.DB, d.Clock)
	d.Reconcile = reconcile.NewService(reconcile.Deps{
		DB: d.DB, Bank: bank.NewService(bank.Deps{DB: d.DB, Queue: q, Clock: d.Clock}), Ledger: l, Payouts: d.Payout, Queue: q, Clock: d.Clock,
	})
	for range 2 { // the second run changes nothing
		_, err = demo.Seed(ctx, d, demo.Options{WithoutPictures: true})
		require.NoError(t, err)
	}
	one := func(query string) (n int64) {
		require.NoError(t, d.DB.Pool().QueryRow(ctx, query).Scan(&n))
		return n
	}
	require.Equal(t, int64(16), one(`SELECT count(*) FROM orders WHERE status = 'delivered'`))
	require.Equal(t, int64(1), one(`SELECT count(*) FROM book_payouts WHERE state = 'paid'`))
	require.Zero(t, one(`SELECT count(*) FROM messages`))
	// A firm buys on credit: one invoice of each state, and something that stands on none.
	org, err := d.Party.FindOrganisation(ctx, "thuc-pham-mau-ha-noi")
	require.NoError(t, err)
	invoices, err := d.Invoice.List(ctx, org)
	require.NoError(t, err)
	var states []invoice.State
	for _, i := range invoices {
		states = append(states, i.StateOn(calendar.Day(opening)))
		require.True(t, i.Sample)
	}
	require.Equal(t, []invoice.State{invoice.StateOpen, invoice.StateOverdue, invoice.StatePaid}, states)
	waiting, _, err := d.Invoice.Waiting(ctx, org)
	require.NoError(t, err)
	require.Equal(t, 1, waiting)
	drift, err := d.Credit.Audit(ctx)
	require.NoError(t, err)
	require.Empty(t, drift)
	// A person pays by transfer: one has come, one is awaited.
	require.Equal(t, int64(1), one(`SELECT count(*) FROM orders WHERE status = 'awaiting_payment'`))
	require.Equal(t, int64(1), one(`SELECT count(*) FROM orders o JOIN purchases p ON p.id = o.purchase_id
WHERE o.status = 'placed' AND p.payment_method = 'bank_transfer' AND p.user_id IS NOT NULL`))
	payable, err := d.Books.Payable(ctx)
	require.NoError(t, err)
	require.NotEmpty(t, payable)
	for _, slug := range []string{"mq", "demo-08"} { // that the running contract's deposits are for
		org, err := d.Party.FindOrganisation(ctx, slug)
		require.NoError(t, err)
		payable[org] = 1
	}
	for org := range payable {
		accounts, err := d.Payout.Accounts(ctx, org)
		require.NoError(t, err)
		require.NotNil(t, accounts.Current, "no payout stands still for want of an account")
	}
	require.Positive(t, one(`SELECT count(*) FROM book_sales WHERE released_at IS NULL`))
	check, err := l.Check(ctx)
	require.NoError(t, err)
	require.True(t, check.Good())
	// Bank and books differ by two lines that wait for a person, and by nothing else.
	o, err := d.Reconcile.Overview(ctx)
	require.NoError(t, err)
	require.Equal(t, reconcile.Counts{Matched: 10, Suggested: 1, Unmatched: 1, SetAside: 2, OpenIn: 162_000, OpenOut: 5_500}, o.Counts)
	require.Equal(t, o.Unexplained, o.Difference())
	require.Zero(t, o.Rest)
	require.Zero(t, o.Opening)
	require.Zero(t, one(`SELECT count(*) FROM refunds`), "no transfer was counted twice")
	sheets, err := d.Settlement.List(ctx, ident.Nil, "", 10)
	require.NoError(t, err)
	require.Len(t, sheets.Items, 1)
	settled, _, err := d.Settlement.Get(ctx, ident.Nil, sheets.Items[0].ID)
	require.NoError(t, err)
	require.Equal(t, 1, settled.Off)
}
