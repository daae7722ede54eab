package app_test

import (
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/app/apptest"
	"github.com/chophien/chophien/internal/collection"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/ledger"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/payment"
	"github.com/chophien/chophien/internal/payout"
)

// delivered orders tea on credit and has it delivered; it returns the order's id.
func (f *firm) delivered() string {
	f.Helper()
	tea := f.goods(teaSKU)
	l := lines{want(tea.VariantID, 5)}
	var o ordered
	f.send(f.owner, f.body(l, f.quote(f.owner, l).TotalVnd, "pay_later")).Require(http.StatusCreated).Into(&o)
	id, _ := ident.Parse(count1(f.T, f.market, `SELECT id::text FROM orders WHERE purchase_id = $1`, o.PurchaseID))
	for _, a := range []order.Action{order.ActionConfirm, order.ActionPack, order.ActionShip, order.ActionDeliver} {
		require.NoError(f, f.market.App.API.Fulfilment.Act(f.Context(), ident.Nil, id, order.Command{
			Action: a, Carrier: "HTX tự giao", Actor: order.Actor{Role: order.RoleCooperative},
		}))
	}
	return id.String()
}

type invoiceAnswer struct {
	ID, Number, State string
	TotalVnd, LeftVnd int64
	Lines             []struct{ OrderID string }
}

func (f *firm) invoiced() invoiceAnswer {
	f.Helper()
	var inv invoiceAnswer
	f.owner.Do(http.MethodPost, f.base+"/invoices", nil).Require(http.StatusCreated).Into(&inv)
	return inv
}

func (f *firm) invoice(id string) (inv invoiceAnswer) {
	f.Helper()
	f.owner.Get(f.base + "/invoices/" + id).Require(http.StatusOK).Into(&inv)
	return inv
}

// asked is the payment request of an invoice, as the bank's matching finds it.
func (f *firm) asked(inv invoiceAnswer) payment.Request {
	f.Helper()
	var a struct {
		Reference string
		RestVnd   int64
	}
	for range 2 { // asking again is the same
		f.owner.Do(http.MethodPost, f.base+"/invoices/"+inv.ID+"/payment", nil).Require(http.StatusOK).Into(&a)
	}
	require.Equal(f, inv.LeftVnd, a.RestVnd)
	r, err := f.market.App.API.Payment.RequestByReference(f.Context(), a.Reference)
	require.NoError(f, err)
	return r
}

func (f *firm) comes(r payment.Request, name string, amount money.VND) error {
	_, err := f.market.App.Collection.Complete(f.Context(), collection.Receipt{
		RequestID: r.ID, Source: payment.SourceBank, ExternalID: name, Amount: amount, At: time.Now(),
	})
	return err
}

func (f *firm) byHand(orderID, reference string) apptest.Answer {
	return f.alliance.Do(http.MethodPost, "/api/v1/alliance/organisations/"+f.orgID+"/credit/settlements", map[string]any{
		"orderId": orderID, "paidOn": time.Now().UTC().Add(7 * time.Hour).Format(time.DateOnly), "reference": reference,
	})
}

func (f *firm) owes(a ledger.Account) money.VND {
	f.Helper()
	b, err := f.market.App.Ledger.Balance(f.Context(), a)
	require.NoError(f, err)
	if a.Kind.GrowsByCredit() {
		return -b
	}
	return b
}

// An invoice lists what was delivered on credit, is paid by transfer in two parts, and is
// booked once, also when the Alliance records the same transfer by hand at that moment.
func TestInvoice_paid_by_transfer(t *testing.T) {
	t.Parallel()
	f := newFirm(t)
	f.grants(100_000_000, 0, false)
	first, second := f.delivered(), f.delivered()
	inv := f.invoiced()
	require.Len(t, inv.Lines, 2)
	require.Equal(t, []any{"open", inv.TotalVnd}, []any{inv.State, inv.LeftVnd})
	require.Equal(t, "invoice.nothing_delivered", f.owner.Do(http.MethodPost, f.base+"/invoices", nil).Require(http.StatusUnprocessableEntity).Problem().Code)
	firm, _ := ident.Parse(f.orgID)
	subject, _ := ident.Parse(inv.ID)
	receivable, deposit := ledger.BuyerReceivable.Of(firm), ledger.BuyerDeposit.Of(subject)
	require.Equal(t, money.VND(inv.TotalVnd), f.owes(receivable))

	// Overdue: no new credit until it is paid.
	_, err := f.market.App.DB.Pool().Exec(t.Context(), `UPDATE credit_uses SET due_on = '2020-01-01'`)
	require.NoError(t, err)
	tea := f.goods(teaSKU)
	l := lines{want(tea.VariantID, 5)}
	total := f.quote(f.owner, l).TotalVnd
	now := f.credit()
	require.Equal(t, []int64{0, now.UsedVnd}, []int64{now.LeftVnd, now.OverdueVnd}, "what is left says why it is nothing")
	require.Equal(t, "credit.overdue", f.send(f.owner, f.body(l, total, "pay_later")).Require(http.StatusUnprocessableEntity).Problem().Code)

	r := f.asked(inv)
	require.NoError(t, f.comes(r, "FT1", 1_000))
	require.Equal(t, inv.TotalVnd, f.invoice(inv.ID).LeftVnd, "a part settles nothing yet")
	require.Equal(t, money.VND(1_000), f.owes(deposit))

	// The rest, and the Alliance's hand for one of the orders, at the same time.
	var wg sync.WaitGroup
	var hand apptest.Answer
	wg.Go(func() { hand = f.byHand(first, "FT2") })
	errs := make(chan error, 4)
	for range 4 {
		wg.Go(func() { errs <- f.comes(r, "FT2", r.Amount-1_000) })
	}
	wg.Wait()
	close(errs)
	for err := range errs {
		require.NoError(t, err)
	}
	require.Contains(t, []int{http.StatusOK, http.StatusConflict}, hand.Status)
	paid := f.invoice(inv.ID)
	require.Equal(t, []any{"paid", int64(0)}, []any{paid.State, paid.LeftVnd})
	require.Zero(t, f.credit().UsedVnd)
	require.Equal(t, money.VND(inv.TotalVnd), f.owes(ledger.Bank.Own()), "once")
	require.Zero(t, f.owes(receivable))
	require.Zero(t, f.owes(deposit))
	require.Zero(t, f.owes(ledger.RefundPayable.Of(subject)))
	require.Equal(t, http.StatusConflict, f.byHand(second, "FT9").Status)
	f.send(f.owner, f.body(l, total, "pay_later")).Require(http.StatusCreated)
	trial, err := f.market.App.Books.CheckNow(t.Context())
	require.NoError(t, err)
	require.True(t, trial.Balanced() && trial.Check.Good())
}

// Money for what another transfer had settled goes back; nothing is kept twice.
func TestInvoice_settled_by_another_transfer(t *testing.T) {
	t.Parallel()
	f := newFirm(t)
	f.grants(100_000_000, 0, false)
	first := f.delivered()
	f.delivered()
	inv := f.invoiced()
	subject, _ := ident.Parse(inv.ID)
	r := f.asked(inv)
	f.byHand(first, "tiền mặt, phiếu thu 12").Require(http.StatusOK)
	left := f.invoice(inv.ID).LeftVnd
	require.Equal(t, inv.TotalVnd/2, left)
	require.NoError(t, f.comes(r, "FT3", r.Amount))
	require.Equal(t, money.VND(inv.TotalVnd-left), f.owes(ledger.RefundPayable.Of(subject)))
	require.Zero(t, f.owes(ledger.BuyerDeposit.Of(subject)))
	require.Zero(t, f.credit().UsedVnd)
	owed, err := f.market.App.API.Payment.OwedRefunds(t.Context(), payment.ViaBankTransfer, 10)
	require.NoError(t, err)
	require.Len(t, owed, 1)
	require.Equal(t, money.VND(inv.TotalVnd-left), owed[0].Amount)
	trial, err := f.market.App.Books.CheckNow(t.Context())
	require.NoError(t, err)
	require.True(t, trial.Balanced() && trial.Check.Good())
}

// A contract's deposit goes to the cooperative; what the contract gives back of it is set
// off against what the cooperative is paid, and owed to the firm once.
func TestInvoice_deposit_of_a_contract(t *testing.T) {
	t.Parallel()
	f := newFirm(t)
	read := func(query string, args ...any) ident.ID {
		id, _ := ident.Parse(count1(t, f.market, query, args...))
		return id
	}
	due := read(`SELECT id::text FROM payment_obligations WHERE kind = 'deposit' ORDER BY id LIMIT 1`)
	firm, coop := read(`SELECT debtor_id::text FROM payment_obligations WHERE id = $1`, due), read(`SELECT creditor_id::text FROM payment_obligations WHERE id = $1`, due)
	svc, payable := f.market.App.Invoice, ledger.CooperativePayable.Of(coop)
	a, err := svc.AskDue(t.Context(), firm, due, ident.Nil)
	require.NoError(t, err)
	for range 2 {
		require.NoError(t, f.comes(a.Request, "FT4", a.Request.Amount))
	}
	require.Equal(t, a.Request.Amount, f.owes(payable))
	require.Zero(t, f.owes(ledger.BuyerDeposit.Of(due)))
	_, err = f.market.App.DB.Pool().Exec(t.Context(), `
INSERT INTO payment_obligations (id, contract_id, share_id, kind, debtor_id, creditor_id, amount_vnd, due_on, at)
SELECT gen_random_uuid(), contract_id, share_id, 'deposit_return', creditor_id, debtor_id, 1000, due_on, now() FROM payment_obligations WHERE id = $1`, due)
	require.NoError(t, err)
	n, err := svc.ReturnDeposits(t.Context())
	require.NoError(t, err)
	require.Equal(t, 1, n)
	n, err = svc.ReturnDeposits(t.Context())
	require.NoError(t, err)
	require.Zero(t, n, "once")
	require.Equal(t, a.Request.Amount-1000, f.owes(payable))
	require.Equal(t, money.VND(1000), f.owes(ledger.RefundPayable.Of(due)))
}

// bounces has all that is owed by transfer sent, and sent back by the bank.
func (f *firm) bounces() {
	f.Helper()
	for _, x := range f.gathered() {
		for range 2 { // told twice
			f.ends(x, payout.TransferBounced)
		}
	}
}

// A refund of an invoice or of a deposit that the bank sends back: everybody who reads the
// firm's mail is told once, in their language, and the account is asked for anew.
func TestInvoice_refund_that_bounces(t *testing.T) {
	t.Parallel()
	f := newFirm(t)
	f.grants(100_000_000, 0, false)
	f.delivered()
	inv := f.invoiced()
	r := f.asked(inv)
	require.NoError(t, f.comes(r, "FT1", r.Amount+5_000))

	debtor, _ := ident.Parse(f.orgID)
	due, _ := ident.Parse(count1(t, f.market, `SELECT id::text FROM payment_obligations WHERE kind = 'deposit' AND debtor_id = $1 ORDER BY id LIMIT 1`, debtor))
	a, err := f.market.App.Invoice.AskDue(t.Context(), debtor, due, ident.Nil)
	require.NoError(t, err)
	require.NoError(t, f.comes(a.Request, "FT2", a.Request.Amount+7_000))

	invoiceID, _ := ident.Parse(inv.ID)
	account := payment.RefundAccount{BankBIN: "970436", Account: "1017595600", Holder: "Cong ty mau"}
	for _, subject := range []ident.ID{invoiceID, due} {
		require.NoError(t, f.market.App.API.Payment.SetRefundAccount(t.Context(), subject, account))
	}
	_, err = f.market.App.DB.Pool().Exec(t.Context(), `UPDATE users SET locale = 'en' WHERE id IN (SELECT user_id FROM memberships WHERE org_id = $1)`, debtor)
	require.NoError(t, err)
	// What a message said is forgotten as soon as it was sent, which may be at once.
	_, err = f.market.App.DB.Pool().Exec(t.Context(), `
CREATE TABLE told (LIKE messages);
CREATE FUNCTION keep_told() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO told SELECT NEW.*; RETURN NEW; END $$;
CREATE TRIGGER keep_told AFTER INSERT ON messages FOR EACH ROW EXECUTE FUNCTION keep_told()`)
	require.NoError(t, err)
	f.bounces()

	type told struct{ Kind, Locale, Title, URL, Amount string }
	rows, err := f.market.App.DB.Pool().Query(t.Context(), `
SELECT DISTINCT kind, locale, data->>'Title', data->>'URL', data->>'AmountVND' FROM told WHERE kind IN ('invoice_refund_bounced', 'deposit_refund_bounced') ORDER BY 1 DESC, 2`)
	require.NoError(t, err)
	got, err := pgx.CollectRows(rows, pgx.RowToStructByPos[told])
	require.NoError(t, err)
	code := count1(t, f.market, `SELECT c.code FROM payment_obligations p JOIN contracts c ON c.id = p.contract_id WHERE p.id = $1`, due)
	page := "/quan-ly/" + f.orgID + "/hoa-don"
	one := page + "/" + inv.ID
	require.Equal(t, []told{ // Vietnamese: the firm's own address
		{"invoice_refund_bounced", "en", inv.Number, "/en" + one, "5000"},
		{"invoice_refund_bounced", "vi", inv.Number, one, "5000"},
		{"deposit_refund_bounced", "en", code, "/en" + page + "#hop-dong", "7000"},
		{"deposit_refund_bounced", "vi", code, page + "#hop-dong", "7000"},
	}, got)
	require.Equal(t, "0", count1(t, f.market, `SELECT (count(*) - count(DISTINCT (kind, recipient)))::text FROM told WHERE kind LIKE '%_refund_bounced'`), "once for each")
	require.Equal(t, "0", count1(t, f.market, `SELECT count(*)::text FROM refund_accounts`), "it would bounce there again")
	require.Equal(t, money.VND(5_000), f.owes(ledger.RefundPayable.Of(invoiceID)), "it is still the firm's")
}
