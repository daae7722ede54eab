package app_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/app/apptest"
	"github.com/chophien/chophien/internal/bank"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/reconcile"
)

const finance = "/api/v1/alliance/finance/bank"

type bankLine struct {
	ID, Text, State, Reference, Effect, By, Reason string
	AmountVnd                                      int64
	Suggestions                                    []struct {
		Request struct {
			RequestID, Reference string
			DueVnd               int64
		}
		Why []string
	}
}

type bankOverview struct {
	StatementsVnd, BooksVnd, DifferenceVnd, OpeningVnd, UnexplainedVnd, RestVnd int64
	Counts                                                                      struct{ New, Unmatched, Suggested, Matched, SetAside int64 }
}

// bankDesk is the Alliance with an account of its own.
type bankDesk struct {
	*apptest.Browser

	t       *testing.T
	market  *apptest.Market
	account string
}

func newBankDesk(t *testing.T, m *apptest.Market) bankDesk {
	t.Helper()
	d := bankDesk{Browser: m.As(apptest.AllianceDesk), t: t, market: m}
	var a struct{ ID string }
	d.Do(http.MethodPost, finance+"/accounts", map[string]any{"number": "0000 111.122", "bank": "Agribank", "holder": "LIEN MINH (MAU)"}).Require(http.StatusCreated).Into(&a)
	d.account = a.ID
	d.Do(http.MethodPost, finance+"/accounts", map[string]any{"number": "0000111122", "bank": "Agribank", "holder": "x"}).Require(http.StatusConflict)
	return d
}

func (d bankDesk) send(text string) apptest.Answer {
	d.t.Helper()
	return d.Do(http.MethodPost, finance+"/statements?accountId="+d.account+"&fileName=sao-ke.csv", []byte(text))
}

func (d bankDesk) lines(state string) (out []bankLine) {
	d.t.Helper()
	var page struct{ Items []bankLine }
	d.Get(finance + "/lines?limit=100&state=" + state).Require(http.StatusOK).Into(&page)
	return page.Items
}

func (d bankDesk) overview() (o bankOverview) {
	d.t.Helper()
	d.Get(finance).Require(http.StatusOK).Into(&o)
	return o
}

// A transfer is told by a service at once and stands on the statement in the evening, with
// others that a person has to look at; in the end the books say what the bank says.
func TestBank_from_transfer_to_equal_books(t *testing.T) {
	t.Parallel()
	m := apptest.Start(t)
	d := newBankDesk(t, m)
	buyer := m.Guest()
	look := func(b apptest.Bought) (p paid) {
		buyer.Get("/api/v1/purchases/" + b.Purchase.ID + "/payment?k=" + b.Secret).Require(http.StatusOK).Into(&p)
		return p
	}
	first, second := buyByTransfer(t, m, buyer), buyByTransfer(t, m, buyer)
	p1, p2 := look(first), look(second)

	now := time.Now().In(clock.Saigon) // banks write their own time
	// The service's notice: forged ones are refused, without a secret there is no such route.
	notice, err := json.Marshal(map[string]any{
		"id": 1, "gateway": "Agribank", "transactionDate": now.Format(time.DateTime), "accountNumber": "0000111122", "code": nil,
		"content": "MBVCB 1 " + p1.Reference + " CT tu 0351", "transferType": "in", "transferAmount": p1.RestVnd, "accumulated": 5_000_000 + p1.RestVnd, "referenceCode": "FT1",
	})
	require.NoError(t, err)
	tell := func(header ...string) apptest.Answer {
		return m.Guest().Do(http.MethodPost, "/api/v1/webhooks/bank", notice, header...)
	}
	tell("Authorization", "Apikey mot-bi-mat-du-dai").Require(http.StatusNotFound)
	m.App.Reconcile.Bank.Secret = "mot-bi-mat-du-dai"
	tell("Authorization", "Apikey mot-bi-mat-khac").Require(http.StatusUnauthorized)
	tell("Authorization", "Apikey mot-bi-mat-du-dai").Require(http.StatusOK)
	tell("Authorization", "Apikey mot-bi-mat-du-dai").Require(http.StatusOK)
	require.Eventually(t, func() bool { return look(first).State == "paid" }, 20*time.Second, 30*time.Millisecond)

	today := now.Format("02/01/2006")
	balance := int64(5_000_000)
	statement := "Số tài khoản: 0000111122\nNgày giao dịch;Số tham chiếu;Ghi nợ;Ghi có;Số dư;Nội dung\n"
	row := func(ref string, amount int64, text string) {
		balance += amount
		statement += fmt.Sprintf("%s;%s;%d;%d;%d;%s\n", today, ref, max(0, -amount), max(0, amount), balance, text)
	}
	row("FT1", p1.RestVnd, "MBVCB.1."+p1.Reference+".CT tu 0351")
	row("FT2", p2.RestVnd, "NGUYEN THI LAN chuyen tien mua hang")
	row("FT3", -11_000, "PHI QUAN LY TAI KHOAN")
	row("FT4", 70_000, "chuyen tien")
	wrong := strings.Replace(statement, fmt.Sprint(balance), fmt.Sprint(balance+1), 1)
	require.Equal(t, "/rows/6", d.send(wrong).Require(http.StatusBadRequest).Problem().Errors[0].Pointer)
	var sent struct {
		Again                    bool
		Known                    int
		Matched, ToLook, Waiting int64
	}
	d.send(statement).Require(http.StatusCreated).Into(&sent)
	require.Equal(t, []any{false, 1, int64(1), int64(3), int64(0)}, []any{sent.Again, sent.Known, sent.Matched, sent.ToLook, sent.Waiting})
	d.send(statement).Require(http.StatusCreated).Into(&sent)
	require.True(t, sent.Again)

	matched := d.lines("matched")
	require.Len(t, matched, 1)
	require.Equal(t, []string{p1.Reference, "paid", ""}, []string{matched[0].Reference, matched[0].Effect, matched[0].By})
	near := d.lines("suggested")
	require.Len(t, near, 1)
	require.Equal(t, p2.Reference, near[0].Suggestions[0].Request.Reference)
	require.Contains(t, near[0].Suggestions[0].Why, "amount")

	// Two people confirm one line: it counts once, the second sees it done; then it is no other's.
	confirm := func(request string) apptest.Answer {
		return m.As(apptest.AllianceDesk).Do(http.MethodPost, finance+"/lines/"+near[0].ID+"/confirm", map[string]any{"requestId": request})
	}
	for range 2 {
		var l bankLine
		confirm(p2.RequestID).Require(http.StatusOK).Into(&l)
		require.Equal(t, []string{"matched", "paid", p2.Reference}, []string{l.State, l.Effect, l.Reference})
		require.NotEmpty(t, l.By)
	}
	confirm(p1.RequestID).Require(http.StatusConflict)
	d.Do(http.MethodPost, finance+"/lines/"+near[0].ID+"/set-aside", map[string]any{"reason": "owner"}).Require(http.StatusConflict)
	d.Do(http.MethodPost, finance+"/lines/"+near[0].ID+"/take-back", nil).Require(http.StatusUnprocessableEntity)
	require.Equal(t, "paid", look(second).State)
	require.Equal(t, p2.RestVnd, look(second).ReceivedVnd)

	o := d.overview()
	require.Equal(t, []int64{balance, p1.RestVnd + p2.RestVnd, 5_000_000, 59_000, 0}, []int64{o.StatementsVnd, o.BooksVnd, o.OpeningVnd, o.UnexplainedVnd, o.RestVnd})
	for range 2 {
		d.Do(http.MethodPost, finance+"/accounts/"+d.account+"/opening", nil).Require(http.StatusOK)
	}
	for _, l := range d.lines("unmatched") {
		path := finance + "/lines/" + l.ID
		reason, note := "bank_fee", ""
		if l.AmountVnd > 0 {
			d.Do(http.MethodPost, path+"/set-aside", map[string]any{"reason": "bank_fee"}).Require(http.StatusBadRequest)
			reason, note = "unknown", "Chưa rõ ai chuyển"
			d.Do(http.MethodPost, path+"/set-aside", map[string]any{"reason": reason}).Require(http.StatusBadRequest)
		} else {
			d.Do(http.MethodPost, path+"/confirm", map[string]any{"requestId": p1.RequestID}).Require(http.StatusUnprocessableEntity)
		}
		for range 2 { // set aside, taken back, set aside
			d.Do(http.MethodPost, path+"/set-aside", map[string]any{"reason": reason, "note": note}).Require(http.StatusOK)
			d.Do(http.MethodPost, path+"/set-aside", map[string]any{"reason": reason, "note": note}).Require(http.StatusOK)
			require.NotZero(t, d.overview().Counts.SetAside)
			d.Do(http.MethodPost, path+"/take-back", nil).Require(http.StatusOK)
		}
		d.Do(http.MethodPost, path+"/set-aside", map[string]any{"reason": reason, "note": note}).Require(http.StatusOK)
	}
	o = d.overview()
	require.Equal(t, []int64{balance, balance, 0}, []int64{o.StatementsVnd, o.BooksVnd, o.DifferenceVnd})
	csv := string(d.Get(finance + "/export?format=csv").Require(http.StatusOK).Body)
	require.Contains(t, csv, p1.Reference)
	require.Equal(t, 5, strings.Count(csv, "\r\n"))
	var found struct{ Items []struct{ Reference string } }
	d.Get(finance + "/requests?q=" + strings.ToLower(p2.Reference[:6])).Require(http.StatusOK).Into(&found)
	require.Equal(t, p2.Reference, found.Items[0].Reference)
	var trial struct {
		Balanced bool
		Check    struct{ Faults int }
	}
	d.Do(http.MethodPost, "/api/v1/alliance/finance/checks", nil).Require(http.StatusOK).Into(&trial)
	require.True(t, trial.Balanced)
	require.Zero(t, trial.Check.Faults)
}

// Random statements in random order, doubled and overlapping: once every line is explained,
// the ledger's bank account is what the statements come to.
func TestBank_books_equal_statements(t *testing.T) {
	t.Parallel()
	m := apptest.Start(t)
	d := newBankDesk(t, m)
	seed := uint64(time.Now().UnixNano())
	rnd := rand.New(rand.NewPCG(seed, 7))
	t.Logf("seed %d", seed)
	var wants []paid
	for range 3 {
		b := buyByTransfer(t, m, m.Guest())
		var p paid
		m.Guest().Get("/api/v1/purchases/" + b.Purchase.ID + "/payment?k=" + b.Secret).Require(http.StatusOK).Into(&p)
		wants = append(wants, p)
	}
	var rows []string
	balance := int64(1_000_000)
	for i := range 30 {
		amount, text := (1+rnd.Int64N(90))*1000, "chuyen tien"
		switch {
		case i%10 == 3: // the right amount, too little or too much
			p := wants[i/10]
			amount, text = p.RestVnd+[]int64{0, -1000, 5000}[i/10], "CK "+p.Reference
		case rnd.IntN(3) == 0:
			amount = -amount
		}
		balance += amount
		rows = append(rows, fmt.Sprintf("%02d/11/2026;FT%d;%d;%d;%d;%s\n", 1+i/3, i, max(0, -amount), max(0, amount), balance, text))
	}
	for range 8 {
		from := rnd.IntN(10)
		to := from + 1 + rnd.IntN(10-from)
		d.send("Ngày;Tham chiếu;Nợ;Có;Số dư;Nội dung\n" + strings.Join(rows[from*3:to*3], "")).Require(http.StatusCreated)
	}
	d.send("Ngày;Tham chiếu;Nợ;Có;Số dư;Nội dung\n" + strings.Join(rows, "")).Require(http.StatusCreated)
	account, _ := ident.Parse(d.account)
	require.NoError(t, m.App.Reconcile.RecordOpening(t.Context(), account))
	for _, state := range []string{"suggested", "unmatched"} {
		for _, l := range d.lines(state) {
			id, _ := ident.Parse(l.ID)
			require.NoError(t, m.App.Reconcile.SetAside(t.Context(), ident.New(), id, reconcile.ReasonOwner, ""))
		}
	}
	o, err := m.App.Reconcile.Overview(t.Context())
	require.NoError(t, err)
	require.EqualValues(t, 3, o.Counts.Matched)
	require.EqualValues(t, 27, o.Counts.SetAside)
	require.Equal(t, []money.VND{money.VND(balance), money.VND(balance), 0}, []money.VND{o.Statements, o.Books, o.Difference()})
	require.Equal(t, "3", count1(t, m, `SELECT count(*)::text FROM payment_receipts WHERE source = 'bank'`))
	require.Equal(t, bank.ChannelSheet, func() bank.Channel {
		page, err := m.App.Reconcile.List(t.Context(), reconcile.Filter{State: reconcile.StateMatched}, "", 1)
		require.NoError(t, err)
		require.NotEmpty(t, page.Next)
		return page.Items[0].Channel
	}())
}
