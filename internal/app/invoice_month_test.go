package app_test

import (
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/app/apptest"
	"github.com/chophien/chophien/internal/books"
	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/contract"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/invoice"
	"github.com/chophien/chophien/internal/ledger"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/payment"
	"github.com/chophien/chophien/internal/platform/clock"
)

// invoicesAt is the invoices as of a moment.
func (f *firm) invoicesAt(at time.Time) *invoice.Service {
	s := *f.market.App.Invoice
	s.Clock = &clock.Fixed{T: at}
	return &s
}

func (f *firm) exec(query string, args ...any) {
	f.Helper()
	_, err := f.market.App.DB.Pool().Exec(f.Context(), query, args...)
	require.NoError(f, err)
}

// Invoices are made on the first of a month in Viet Nam, of what was delivered before
// midnight there, once however often and by how many the job runs.
func TestInvoice_monthly_at_the_border_of_a_month(t *testing.T) {
	t.Parallel()
	f := newFirm(t)
	f.grants(100_000_000, 0, false)
	border := calendar.Month.Next(calendar.Day(time.Now()))
	first := time.Date(border.Year(), border.Month(), 1, 0, 0, 0, 0, clock.Saigon)
	before, after := f.delivered(), f.delivered()
	f.exec(`UPDATE book_sales SET delivered_at = $2 WHERE order_id = $1`, before, first.Add(-time.Millisecond))
	f.exec(`UPDATE book_sales SET delivered_at = $2 WHERE order_id = $1`, after, first)

	made, err := f.invoicesAt(first.Add(-time.Second)).IssueMonthly(t.Context())
	require.NoError(t, err)
	require.Zero(t, made, "the month is not over in Viet Nam")
	var wg sync.WaitGroup
	counts := make(chan int, 3)
	for range 3 {
		wg.Go(func() {
			n, err := f.invoicesAt(first).IssueMonthly(t.Context())
			if err == nil {
				counts <- n
			}
		})
	}
	wg.Wait()
	close(counts)
	sum, ran := 0, 0
	for n := range counts {
		sum, ran = sum+n, ran+1
	}
	require.Equal(t, []int{1, 3}, []int{sum, ran}, "one invoice, and nobody failed")
	made, err = f.invoicesAt(first.AddDate(0, 0, 20)).IssueMonthly(t.Context())
	require.NoError(t, err)
	require.Zero(t, made, "twice in a month")

	firmID, _ := ident.Parse(f.orgID)
	list, err := f.market.App.Invoice.List(t.Context(), firmID)
	require.NoError(t, err)
	require.Len(t, list, 1)
	inv := f.invoice(list[0].ID.String())
	require.Equal(t, before, inv.Lines[0].OrderID)
	require.Len(t, inv.Lines, 1)
	require.Equal(t, "HD"+first.Format("0601")+"-0001", inv.Number, "numbered by the month in Viet Nam")
	require.Equal(t, border.AddDate(0, 0, invoice.DueDays), list[0].DueOn)

	made, err = f.invoicesAt(first.AddDate(0, 1, 0)).IssueMonthly(t.Context())
	require.NoError(t, err)
	require.Equal(t, 1, made, "the next month's")
}

// A firm is reminded the day after its invoice was due and every week, once each time.
func TestInvoice_reminds_of_what_is_overdue(t *testing.T) {
	t.Parallel()
	f := newFirm(t)
	f.grants(100_000_000, 0, false)
	f.delivered()
	inv := f.invoiced()
	due := calendar.Day(time.Now()).AddDate(0, 0, invoice.DueDays)
	told := func() int {
		return count(t, f.market, `SELECT count(*) FROM messages WHERE kind = 'invoice_overdue'`)
	}
	remind := func(days int) {
		require.NoError(t, f.invoicesAt(due.AddDate(0, 0, days).Add(3*time.Hour)).Remind(t.Context()))
	}
	remind(0)
	require.Zero(t, told(), "its day has not passed")
	remind(1)
	once := told()
	require.Positive(t, once)
	remind(1)
	remind(7)
	require.Equal(t, once, told(), "once a week")
	remind(8)
	require.Equal(t, 2*once, told())
	require.NoError(t, f.comes(f.asked(inv), "FT-NHAC", money.VND(inv.TotalVnd)))
	remind(30)
	require.Equal(t, 2*once, told(), "it is paid")
}

// What was refunded off an invoice is neither owed nor waited for any more.
func TestInvoice_with_a_refund_taken_off(t *testing.T) {
	t.Parallel()
	f := newFirm(t)
	f.grants(100_000_000, 0, false)
	orderID := f.delivered()
	inv := f.invoiced()
	id, _ := ident.Parse(orderID)
	a := f.market.App
	off := func(amount money.VND) {
		cause := ident.New()
		require.NoError(t, a.API.Payment.OweRefund(t.Context(), cause, id, amount))
		require.NoError(t, a.Books.RefundOwed(t.Context(), id, cause, amount))
		for range 2 {
			require.NoError(t, a.API.Payment.PayRefund(t.Context(), cause, payment.RefundInvoice, inv.Number, ident.Nil))
			require.NoError(t, a.Books.RefundGiven(t.Context(), id, cause, amount, books.PayerInvoice))
		}
	}
	off(10_000)
	part := f.invoice(inv.ID)
	require.Equal(t, []any{"open", inv.TotalVnd - 10_000}, []any{part.State, part.LeftVnd})
	require.Equal(t, inv.TotalVnd-10_000, f.credit().UsedVnd)
	f.asked(part)
	off(money.VND(inv.TotalVnd - 10_000))
	require.Equal(t, "paid", f.invoice(inv.ID).State)
	require.Zero(t, f.credit().UsedVnd)
	require.Equal(t, 1, count(t, f.market, `SELECT count(*) FROM book_sales WHERE order_id = $1 AND paid_at IS NOT NULL`, orderID), "nobody waits for its money")
	trial, err := a.Books.CheckNow(t.Context())
	require.NoError(t, err)
	require.True(t, trial.Balanced() && trial.Check.Good())
}

// The Alliance reads all invoices; a firm reads its own and nobody else's.
func TestInvoice_routes(t *testing.T) {
	t.Parallel()
	f := newFirm(t)
	f.grants(100_000_000, 0, false)
	f.delivered()
	inv := f.invoiced()
	var all struct {
		Items []struct{ ID, Firm, State string }
	}
	f.alliance.Get("/api/v1/alliance/invoices").Require(http.StatusOK).Into(&all)
	require.Len(t, all.Items, 1)
	require.Equal(t, []string{inv.ID, "open"}, []string{all.Items[0].ID, all.Items[0].State})
	require.NotEmpty(t, all.Items[0].Firm)
	f.owner.Get("/api/v1/alliance/invoices").Require(http.StatusForbidden)
	other := f.market.As(apptest.OtherBuyer)
	own := "/api/v1/orgs/" + other.OrgID() + "/invoices"
	for _, path := range []string{own + "/" + inv.ID, own + "/" + inv.ID + "/pdf", own + "/" + inv.ID + "/qr"} {
		require.Equal(t, http.StatusNotFound, other.Get(path).Status, path)
	}
	require.Equal(t, http.StatusNotFound, other.Do(http.MethodPost, own+"/"+inv.ID+"/payment", nil).Status)
	require.Equal(t, http.StatusNotFound, other.Get(f.base+"/invoices/"+inv.ID).Status, "not even by the firm's own address")
	var mine struct{ Items []struct{ ID string } }
	other.Get(own).Require(http.StatusOK).Into(&mine)
	require.Empty(t, mine.Items)
	require.Equal(t, "%PDF", string(f.owner.Get(f.base + "/invoices/" + inv.ID + "/pdf").Require(http.StatusOK).Body[:4]))
	for _, format := range []string{"csv", "xlsx"} {
		body := f.alliance.Get("/api/v1/alliance/finance/exports?table=invoices&format=" + format).Require(http.StatusOK).Body
		require.NotEmpty(t, body)
		if format == "csv" {
			require.Contains(t, string(body), inv.Number)
		}
	}
}

// When all sign that a contract ends, what was deposited for goods that will not come goes
// back to the firm, set off against its cooperatives' payouts, once.
func TestInvoice_deposits_of_a_contract_that_is_called_off(t *testing.T) {
	t.Parallel()
	f := newFirm(t)
	a, ctx := f.market.App, t.Context()
	firmID, _ := ident.Parse(f.orgID)
	dues, err := a.Invoice.Dues(ctx, firmID)
	require.NoError(t, err)
	paid := map[ident.ID]money.VND{} // by cooperative
	var contractID ident.ID
	for _, d := range dues {
		if d.Kind != "deposit" {
			continue
		}
		asked, err := a.Invoice.AskDue(ctx, firmID, d.ID, ident.Nil)
		require.NoError(t, err)
		require.NoError(t, f.comes(asked.Request, "FT-"+d.ID.String(), d.Amount))
		contractID, paid[d.OrgID] = d.ContractID, d.Amount
	}
	require.Len(t, paid, 3)
	f.endContract(contractID)
	for _, want := range []int{3, 0} { // and not again
		n, err := a.Invoice.ReturnDeposits(ctx)
		require.NoError(t, err)
		require.Equal(t, want, n)
	}
	var back money.VND
	for org, amount := range paid {
		left := f.owes(ledger.CooperativePayable.Of(org))
		require.Less(t, left, amount)
		require.GreaterOrEqual(t, left, money.VND(0), "never more than was deposited")
		back += amount - left
	}
	owed, err := a.API.Payment.OwedRefunds(ctx, payment.ViaBankTransfer, 10)
	require.NoError(t, err)
	var sum money.VND
	for _, r := range owed {
		sum += r.Amount
	}
	require.Equal(t, back, sum, "the firm gets what the cooperatives lose")
	trial, err := a.Books.CheckNow(ctx)
	require.NoError(t, err)
	require.True(t, trial.Balanced() && trial.Check.Good())
}

// endContract has all parties sign that a contract ends.
func (f *firm) endContract(id ident.ID) {
	f.Helper()
	a, ctx := f.market.App, f.Context()
	k, err := a.Contract.ByID(ctx, id)
	require.NoError(f, err)
	actor := func(org ident.ID) party.Actor {
		m := party.Membership{OrgID: org, Role: party.RoleOwner, Kind: party.KindCooperative, Status: party.StatusVerified}
		if org == k.BuyerOrgID {
			m.Kind = party.KindBuyer
		}
		user, _ := ident.Parse(count1(f.T, f.market, `SELECT user_id::text FROM memberships WHERE org_id = $1 AND role = 'owner' LIMIT 1`, org))
		return party.Actor{UserID: user, FullName: "Người ký mẫu", Memberships: []party.Membership{m}}
	}
	p, err := a.Offtake.Propose(ctx, contract.ProposeInput{
		Actor: actor(k.BuyerOrgID), OrgID: k.BuyerOrgID, ContractID: id, Changes: contract.Changes{Terminate: true, Reason: "Hai bên thôi hợp đồng."},
	})
	require.NoError(f, err)
	doc, err := a.Contract.Document(ctx, id, p.Document)
	require.NoError(f, err)
	for _, org := range k.Parties() {
		in := contract.SignInput{Actor: actor(org), OrgID: org, ContractID: id, Number: p.Document, SHA256: doc.SHA256VI}
		in.Code, _, err = a.Contract.IssueCode(ctx, in)
		require.NoError(f, err)
		_, err = a.Offtake.Sign(ctx, in)
		require.NoError(f, err)
	}
}
