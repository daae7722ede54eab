package app_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/app/apptest"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/invoice"
	"github.com/chophien/chophien/internal/ledger"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/payout"
)

type backAnswer struct {
	OwedVnd                  int64
	AccountWanted, CanChange bool
	Items                    []struct {
		Step, Reason, Reference string
		AmountVnd               int64
	}
	RefundAccount *struct {
		BankBin, Masked, Holder string
		Version                 int64
	}
	Banks []struct{ Bin string }
}

func (b backAnswer) steps() []string {
	var out []string
	for _, i := range b.Items {
		out = append(out, i.Step)
	}
	return out
}

func bankAccount(number string, version int64) map[string]any {
	body := map[string]any{"bankBin": "970436", "account": number, "holder": "CONG TY MAU"}
	if version > 0 {
		body["version"] = version
	}
	return body
}

// overpaidInvoice is an invoice of which 5.000 ₫ go back.
func (f *firm) overpaidInvoice() (id string, subject ident.ID) {
	f.Helper()
	f.grants(100_000_000, 0, false)
	f.delivered()
	inv := f.invoiced()
	r := f.asked(inv)
	require.NoError(f, f.comes(r, "FT1", r.Amount+5_000))
	subject, _ = ident.Parse(inv.ID)
	return inv.ID, subject
}

// returnedDeposit is a paid deposit of which 1.000 ₫ go back, as its contract says.
func (f *firm) returnedDeposit() (id string, subject ident.ID) {
	f.Helper()
	debtor, _ := ident.Parse(f.orgID)
	subject, _ = ident.Parse(count1(f.T, f.market, `SELECT id::text FROM payment_obligations WHERE kind = 'deposit' AND debtor_id = $1 ORDER BY id LIMIT 1`, debtor))
	a, err := f.market.App.Invoice.AskDue(f.Context(), debtor, subject, ident.Nil)
	require.NoError(f, err)
	require.NoError(f, f.comes(a.Request, "FT2", a.Request.Amount))
	_, err = f.market.App.DB.Pool().Exec(f.Context(), `
INSERT INTO payment_obligations (id, contract_id, share_id, kind, debtor_id, creditor_id, amount_vnd, due_on, at)
SELECT gen_random_uuid(), contract_id, share_id, 'deposit_return', creditor_id, debtor_id, 1000, due_on, now() FROM payment_obligations WHERE id = $1`, subject)
	require.NoError(f, err)
	n, err := f.market.App.Invoice.ReturnDeposits(f.Context())
	require.NoError(f, err)
	require.Equal(f, 1, n)
	return subject.String(), subject
}

func (f *firm) person(login string) ident.ID {
	f.Helper()
	id, _ := ident.Parse(count1(f.T, f.market, `SELECT id::text FROM users WHERE email = $1`, login))
	return id
}

// gathered takes all that is due into a batch, which two people let go.
func (f *firm) gathered() []payout.Transfer {
	f.Helper()
	ctx, out := f.Context(), f.market.App.Payout
	c, err := out.Collect(ctx, payout.CauseAlliance)
	require.NoError(f, err)
	require.NoError(f, out.Act(ctx, c.BatchID, payout.Command{Action: payout.ActionSubmit, By: f.person("lienminh@chophien.test")}))
	require.NoError(f, out.Act(ctx, c.BatchID, payout.Command{Action: payout.ActionApprove, By: f.person("ketoan.lienminh@chophien.test")}))
	_, all, err := out.Batch(ctx, c.BatchID)
	require.NoError(f, err)
	return all
}

// refund is the one transfer of a batch that goes to a firm or buyer.
func (f *firm) refund(all []payout.Transfer) payout.Transfer {
	f.Helper()
	var found []payout.Transfer
	for _, x := range all {
		if x.Kind == payout.KindRefund {
			found = append(found, x)
		}
	}
	require.Len(f, found, 1)
	return found[0]
}

func (f *firm) ends(x payout.Transfer, state payout.TransferState) {
	f.Helper()
	o := payout.Outcome{State: state, By: f.person("lienminh@chophien.test")}
	switch state {
	case payout.TransferBounced:
		o.Reason = "sai tên"
	case payout.TransferPaid:
		o.Reference = "FT-" + x.Reference
	case payout.TransferReady, payout.TransferRemoved:
	}
	_, err := f.market.App.Payout.End(f.Context(), x.ID, o)
	require.NoError(f, err)
}

func (f *firm) backOfDue(id string) backAnswer {
	f.Helper()
	var list struct {
		Items []struct {
			ID   string
			Back *backAnswer
		}
	}
	f.owner.Get(f.base + "/contract-dues").Require(http.StatusOK).Into(&list)
	for _, d := range list.Items {
		if d.ID == id {
			require.NotNil(f, d.Back)
			return *d.Back
		}
		require.Nil(f, d.Back, "nothing goes back of the others")
	}
	f.Fatalf("due %s is not listed", id)
	return backAnswer{}
}

func (f *firm) backOfInvoice(id string) backAnswer {
	f.Helper()
	var inv struct{ Back *backAnswer }
	f.owner.Get(f.base + "/invoices/" + id).Require(http.StatusOK).Into(&inv)
	require.NotNil(f, inv.Back)
	return *inv.Back
}

// What goes back to a firm goes to the account that its owner names, in the next batch; the
// account stands while the money is under way, and another one is asked for where it bounced.
func TestInvoice_firm_names_where_money_goes_back_to(t *testing.T) {
	t.Parallel()
	kinds := map[string]struct {
		owed int64
		make func(f *firm) (string, ident.ID)
		path string
		read func(f *firm, id string) backAnswer
	}{
		"invoice": {owed: 5_000, make: (*firm).overpaidInvoice, path: "/invoices/", read: (*firm).backOfInvoice},
		"deposit": {owed: 1_000, make: (*firm).returnedDeposit, path: "/contract-dues/", read: (*firm).backOfDue},
	}
	for name, k := range kinds {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFirm(t)
			id, subject := k.make(f)
			at := f.base + k.path + id + "/refund-account"
			var b backAnswer
			put := func(body map[string]any) apptest.Answer { return f.owner.Do(http.MethodPut, at, body) }

			b = k.read(f, id)
			require.Equal(t, []any{k.owed, true, true, []string{"waiting"}}, []any{b.OwedVnd, b.AccountWanted, b.CanChange, b.steps()})
			require.Nil(t, b.RefundAccount)
			require.NotEmpty(t, b.Banks)

			bad := put(map[string]any{"bankBin": "000000", "account": "12-3", "holder": "x"}).Require(http.StatusBadRequest).Problem()
			pointers := map[string]string{}
			for _, e := range bad.Errors {
				pointers[e.Pointer] = e.Code
			}
			require.Equal(t, map[string]string{"/bankBin": "payment.refund_bank", "/account": "payment.refund_account", "/holder": "payment.refund_holder"}, pointers)

			for range 2 { // the same again changes nothing
				put(bankAccount("1017 5956.00", 0)).Require(http.StatusOK).Into(&b)
				require.NotNil(t, b.RefundAccount)
				require.Equal(t, []any{int64(1), "••••5600", false, true}, []any{b.RefundAccount.Version, b.RefundAccount.Masked, b.AccountWanted, b.CanChange})
			}
			require.Equal(t, "payment.refund_account_changed", put(bankAccount("222222222", 0)).Require(http.StatusConflict).Problem().Code)
			put(bankAccount("1017595601", 1)).Require(http.StatusOK)

			first := f.refund(f.gathered())
			require.Equal(t, []any{"1017595601", money.VND(k.owed)}, []any{first.Account.Number, first.Amount})
			b = k.read(f, id)
			require.Equal(t, []string{"under_way"}, b.steps())
			require.False(t, b.CanChange)
			require.Empty(t, b.Banks)
			require.Equal(t, "invoice.refund_under_way", put(bankAccount("333333333", 2)).Require(http.StatusConflict).Problem().Code)
			put(bankAccount("1017595601", 2)).Require(http.StatusOK)
			require.Equal(t, "1017595601", count1(t, f.market, `SELECT account FROM refund_accounts WHERE subject_id = $1`, subject))

			f.ends(first, payout.TransferBounced)
			b = k.read(f, id)
			require.Equal(t, []any{k.owed, true, []string{"bounced"}}, []any{b.OwedVnd, b.AccountWanted, b.steps()})
			put(bankAccount("444444444", 0)).Require(http.StatusOK).Into(&b)
			require.Equal(t, []string{"waiting"}, b.steps())

			second := f.refund(f.gathered())
			require.Equal(t, "444444444", second.Account.Number)
			f.ends(second, payout.TransferPaid)
			b = k.read(f, id)
			require.Equal(t, []any{int64(0), false, false, []string{"paid"}}, []any{b.OwedVnd, b.AccountWanted, b.CanChange, b.steps()})
			require.Equal(t, second.Reference, b.Items[0].Reference)
			require.Zero(t, f.owes(ledger.RefundPayable.Of(subject)))
			require.Equal(t, "payment.no_refund", put(bankAccount("555555555", 1)).Require(http.StatusNotFound).Problem().Code, "nothing is owed any more")

			// It came back after all: owed anew, and what was sent is still told.
			f.ends(second, payout.TransferBounced)
			b = k.read(f, id)
			require.Equal(t, []any{k.owed, true, []string{"bounced", "waiting"}}, []any{b.OwedVnd, b.AccountWanted, b.steps()})
		})
	}
}

// Only an owner says where the firm's money goes; to everybody else's it does not exist.
func TestInvoice_nobody_else_names_it(t *testing.T) {
	t.Parallel()
	f := newFirm(t)
	invoiceID, _ := f.overpaidInvoice()
	dueID, _ := f.returnedDeposit()
	staff := f.joins("staff", "nhanvien.moi@chophien.test")
	other := f.market.As(apptest.OtherBuyer)
	for _, path := range []string{"/invoices/" + invoiceID, "/contract-dues/" + dueID} {
		at := f.base + path + "/refund-account"
		body := bankAccount("1017595600", 0)
		require.Equal(t, "auth.owner_only", staff.Do(http.MethodPut, at, body).Require(http.StatusForbidden).Problem().Code)
		other.Do(http.MethodPut, at, body).Require(http.StatusNotFound)
		other.Do(http.MethodPut, strings.Replace(at, f.orgID, other.OrgID(), 1), body).Require(http.StatusNotFound)
		f.market.Guest().Do(http.MethodPut, at, body).Require(http.StatusUnauthorized)
		f.alliance.Do(http.MethodPut, at, body).Require(http.StatusNotFound)
	}
	require.Equal(t, "0", count1(t, f.market, `SELECT count(*)::text FROM refund_accounts`))
}

// Money that came for a deposit whose contract then ended is listed, so that it can go
// back; but nothing is asked for any more.
func TestInvoice_deposit_of_a_contract_that_ended(t *testing.T) {
	t.Parallel()
	f := newFirm(t)
	debtor, _ := ident.Parse(f.orgID)
	due, _ := ident.Parse(count1(t, f.market, `SELECT p.id::text FROM payment_obligations p WHERE p.kind = 'deposit' AND p.debtor_id = $1 ORDER BY p.id LIMIT 1`, debtor))
	a, err := f.market.App.Invoice.AskDue(t.Context(), debtor, due, ident.Nil)
	require.NoError(t, err)
	require.NoError(t, f.comes(a.Request, "FT1", 3_000))
	_, err = f.market.App.DB.Pool().Exec(t.Context(), `UPDATE contracts SET status = 'terminated', ended_at = now() WHERE id = (SELECT contract_id FROM payment_obligations WHERE id = $1)`, due)
	require.NoError(t, err)
	list, err := f.market.App.Invoice.Dues(t.Context(), debtor)
	require.NoError(t, err)
	list = slices.DeleteFunc(list, func(d invoice.Due) bool { return d.Kind != "deposit" })
	require.Len(t, list, 1, "the other deposits are gone")
	require.Equal(t, due, list[0].ID)
	require.True(t, list[0].Over)
	_, err = f.market.App.Invoice.AskDue(t.Context(), debtor, due, ident.Nil)
	require.ErrorContains(t, err, "invoice.no_deposit")
}
