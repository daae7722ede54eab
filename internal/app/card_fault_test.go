package app_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/app/apptest"
	"github.com/chophien/chophien/internal/ledger"
	"github.com/chophien/chophien/internal/payout"
	"github.com/chophien/chophien/internal/platform/stripe"
	"github.com/chophien/chophien/internal/platform/stripe/stripefake"
)

// Two tabs open the form, pay and come back at the same moment, while the webhooks and the
// poll find it, too: one payment, counted once. So with a saved card, tapped in both.
func TestCard_two_tabs_at_once(t *testing.T) {
	t.Parallel()
	m := newCardMarket(t)
	buyer := m.As(apptest.Consumer)
	both := func(tab func(n int)) {
		var tabs sync.WaitGroup
		for n := range 2 {
			tabs.Go(func() { tab(n) })
		}
		tabs.Wait()
	}
	bought, first := m.buy(buyer)
	both(func(int) {
		var p cardPayment
		m.As(apptest.Consumer).Do(http.MethodPost, m.path(bought, ""), nil).Into(&p)
		assert.Equal(t, first.ClientSecret, p.ClientSecret)
	})
	paid := make(chan error, 2)
	both(func(int) {
		_, err := m.fake.Pay(first.ClientSecret, stripefake.Pays)
		paid <- err
	})
	require.ElementsMatch(t, []error{nil, stripefake.ErrState}, []error{<-paid, <-paid})
	var rest sync.WaitGroup
	rest.Go(m.tellAll)
	rest.Go(func() { assert.NoError(t, m.App.Card.Poll(t.Context())) })
	both(func(int) { assert.Equal(t, "paid", m.check(buyer, bought).State) })
	rest.Wait()
	require.EqualValues(t, 1, ask(t, m.App.DB.DB, `SELECT count(*) FROM payment_receipts`))
	m.sound()

	var setup struct{ ClientSecret string }
	buyer.Do(http.MethodPost, "/api/v1/me/cards/setups", nil, "Idempotency-Key", m.Key()).Require(http.StatusCreated).Into(&setup)
	saved := m.fake.SaveCard(setup.ClientSecret, stripefake.Pays)
	second, _ := m.buy(buyer)
	both(func(n int) {
		a := buyer.Do(http.MethodPost, "/api/v1/purchases/"+second.Purchase.ID+"/card/saved", map[string]any{"cardId": saved}, "Idempotency-Key", fmt.Sprintf("tab-number-%d", n))
		assert.Contains(t, []int{http.StatusOK, http.StatusConflict}, a.Status, "%s", a.Body)
	})
	require.Equal(t, "paid", m.check(buyer, second).State)
	require.EqualValues(t, 2, ask(t, m.App.DB.DB, `SELECT count(*) FROM payment_receipts`))
	require.EqualValues(t, 2, ask(t, m.App.DB.DB, `SELECT count(*) FROM payment_requests WHERE state = 'paid'`))
	require.Zero(t, ask(t, m.App.DB.DB, `SELECT count(*) FROM refunds`))
	m.tellAll()
	m.sound()
}

// A webhook that Stripe signed says paid, or another amount, and the payment is not so:
// Stripe itself is asked. Less than was asked for is a part; another currency is nobody's
// payment, and a person is told.
func TestCard_amount_changed_on_the_way(t *testing.T) {
	t.Parallel()
	m := newCardMarket(t)
	buyer := m.Guest()
	bought, p := m.buy(buyer)
	intent, _, _ := strings.Cut(p.ClientSecret, "_secret_")
	tell := func(id, body string) {
		body = fmt.Sprintf(`{"id":"evt_%s","object":"event","type":"payment_intent.succeeded","created":1,"data":{"object":%s}}`, id, body)
		m.Guest().Do(http.MethodPost, "/api/v1/stripe/webhook", body, "Stripe-Signature", stripe.Sign([]byte(body), cardSecret, time.Now())).Require(http.StatusNoContent)
		_, _, err := m.App.Card.Stripe.Process(t.Context(), m.App.Card.Handle)
		require.NoError(t, err)
	}
	tell("lies", fmt.Sprintf(`{"id":%q,"object":"payment_intent","status":"succeeded","amount":%d,"amount_received":%d,"currency":"vnd"}`, intent, bought.Purchase.TotalVnd, bought.Purchase.TotalVnd))
	require.Equal(t, "open", m.check(buyer, bought).State)
	require.Zero(t, ask(t, m.App.DB.DB, `SELECT count(*) FROM payment_receipts`))

	m.fake.Tamper(intent, "usd", bought.Purchase.TotalVnd)
	_, err := m.fake.Pay(p.ClientSecret, stripefake.Pays)
	require.NoError(t, err)
	tell("dollars", fmt.Sprintf(`{"id":%q,"object":"payment_intent"}`, intent))
	require.Zero(t, ask(t, m.App.DB.DB, `SELECT count(*) FROM payment_receipts`))
	require.EqualValues(t, 1, ask(t, m.App.DB.DB, `SELECT count(*) FROM stripe_events WHERE id = 'evt_dollars' AND state <> 'done' AND failure LIKE '%usd%'`))

	other, p := m.buy(buyer)
	intent, _, _ = strings.Cut(p.ClientSecret, "_secret_")
	m.fake.Tamper(intent, "vnd", other.Purchase.TotalVnd-1)
	_, err = m.fake.Pay(p.ClientSecret, stripefake.Pays)
	require.NoError(t, err)
	tell("less", fmt.Sprintf(`{"id":%q,"object":"payment_intent","amount_received":%d}`, intent, other.Purchase.TotalVnd))
	require.Equal(t, other.Purchase.TotalVnd-1, ask(t, m.App.DB.DB, `SELECT received_vnd FROM payment_requests WHERE subject_id = $1 AND state = 'open'`, other.Purchase.ID))
	require.Equal(t, "open", m.check(buyer, other).State)
}

// Goods go back while the payout of their order is under way: the card gets its money, the
// payout goes as it was approved, and the cooperative's debt is set off against the next.
func TestCard_refund_while_the_payout_is_under_way(t *testing.T) {
	t.Parallel()
	m := newCardMarket(t)
	buyer, coop := m.Guest(), m.As(apptest.CooperativeA)
	orgID, org, ctx := coop.OrgID(), mustID(t, coop.OrgID()), t.Context()
	require.NoError(t, m.App.Payout.SeedAccount(ctx, org, payout.Account{BIN: "970405", Number: "8800205789120", Holder: "HTX mẫu"}))
	sell := func() (apptest.Bought, apptest.Order, string) {
		bought, p := m.buy(buyer)
		_, err := m.fake.Pay(p.ClientSecret, stripefake.Pays)
		require.NoError(t, err)
		require.Equal(t, "paid", m.check(buyer, bought).State)
		o := bought.Purchase.OrderOf(t, orgID)
		for _, body := range []map[string]any{{"action": "confirm"}, {"action": "pack"}, {"action": "ship", "carrier": "HTX tự giao"}, {"action": "deliver"}} {
			coop.Act(orgID, o.ID, body).Require(http.StatusOK)
		}
		_, err = m.App.DB.Pool().Exec(ctx, `UPDATE book_sales SET release_at = now() WHERE order_id = $1`, o.ID)
		require.NoError(t, err)
		_, err = m.App.Payout.Books.ReleaseDue(ctx)
		require.NoError(t, err)
		intent, _, _ := strings.Cut(p.ClientSecret, "_secret_")
		return bought, o, intent
	}
	bought, o, intent := sell()
	payable := -m.balance(ledger.CooperativePayable.Of(org))
	require.Positive(t, payable)
	_, err := m.App.Payout.Collect(ctx, payout.CauseAlliance)
	require.NoError(t, err)
	underWay := `SELECT sum(amount_vnd)::bigint FROM book_payouts WHERE org_id = $1 AND state = 'ordered'`
	require.Equal(t, payable, ask(t, m.App.DB.DB, underWay, orgID))

	line := o.Lines[0].ID
	price := ask(t, m.App.DB.DB, `SELECT unit_price_vnd FROM order_lines WHERE id = $1`, line)
	var opened struct{ ID string }
	k := "?k=" + bought.Secret
	buyer.Do(http.MethodPost, "/api/v1/orders/"+o.ID+"/returns"+k, map[string]any{
		"reason": "damaged", "words": "Vỡ một hũ", "wish": "refund", "lines": []map[string]any{{"lineId": line, "quantity": 1}},
	}, "Idempotency-Key", m.Key()).Require(http.StatusCreated).Into(&opened)
	answer := map[string]any{"action": "answer", "kind": "refund", "refundVnd": price, "words": "Xin lỗi, hợp tác xã hoàn lại."}
	coop.Do(http.MethodPost, fmt.Sprintf("/api/v1/orgs/%s/returns/%s/actions", orgID, opened.ID), answer).Require(http.StatusOK)
	buyer.Do(http.MethodPost, "/api/v1/returns/"+opened.ID+"/answer"+k, map[string]any{"action": "accept"}).Require(http.StatusOK)
	for range 2 {
		require.NoError(t, m.App.Card.SendRefunds(ctx))
	}
	m.tellAll()
	require.Equal(t, []int64{price}, m.fake.Refunds(intent))
	require.Equal(t, payable, ask(t, m.App.DB.DB, underWay, orgID), "what was approved goes as it is")
	debt := m.balance(ledger.CooperativePayable.Of(org))
	require.Positive(t, debt, "the cooperative owes its part")
	m.sound()

	// The payout ends; the next one is less by the debt.
	_, err = m.App.Payout.Books.EndPayout(ctx, mustID(t, count1(t, m.Market, `SELECT id::text FROM book_payouts WHERE org_id = $1`, orgID)), "paid")
	require.NoError(t, err)
	sell()
	earned := ask(t, m.App.DB.DB, `SELECT (-sum(amount_vnd))::bigint FROM ledger_entries e JOIN ledger_accounts a ON a.id = e.account_id
 JOIN ledger_transactions x ON x.id = e.transaction_id WHERE a.kind = 'cooperative_payable' AND a.owner = $1 AND x.kind = 'released'`, orgID) - payable
	_, err = m.App.Payout.Collect(ctx, payout.CauseAlliance)
	require.NoError(t, err)
	require.Equal(t, earned-debt, ask(t, m.App.DB.DB, underWay, orgID))
	m.sound()
}

// A payout through Stripe, from the owner's account to the webhook of a reversal in the
// dashboard: the pages, the jobs and the books say the same.
func TestCard_payout_to_a_connected_account(t *testing.T) {
	t.Parallel()
	const account = "acct_1Fake00000001"
	m := newCardMarket(t, "STRIPE_TRANSFER_CURRENCY", "vnd")
	coop, ctx := m.As(apptest.CooperativeA), t.Context()
	orgID, org := coop.OrgID(), mustID(t, coop.OrgID())
	set := func() apptest.Answer {
		return coop.Do(http.MethodPut, "/api/v1/orgs/"+orgID+"/payout-account", map[string]any{
			"stripeAccount": account, "holder": "Cooperative Pte. Ltd.", "password": apptest.Password,
		})
	}
	require.Equal(t, "/stripeAccount", set().Require(http.StatusBadRequest).Problem().Errors[0].Pointer)
	m.fake.Connect(account, true)
	var accounts struct {
		Stripe  bool
		Current struct{ Bank, Account string }
	}
	set().Require(http.StatusOK).Into(&accounts)
	require.Equal(t, []any{true, "Stripe", "••••0001"}, []any{accounts.Stripe, accounts.Current.Bank, accounts.Current.Account})
	require.NoError(t, m.App.DB.InTx(ctx, func(ctx context.Context) error {
		return m.App.Ledger.Post(ctx, ledger.Transaction{Kind: "released", Event: "test:connected", At: time.Now(), Lines: []ledger.Line{
			ledger.Debit(ledger.StripeClearing.Own(), 100_000), ledger.Credit(ledger.CooperativePayable.Of(org), 100_000),
		}})
	}))
	_, err := m.App.Payout.Collect(ctx, payout.CauseAlliance)
	require.NoError(t, err)
	batch := "/api/v1/alliance/payouts/batches/" + count1(t, m.Market, `SELECT batch_id::text FROM payout_transfers WHERE org_id = $1`, orgID)
	maker := m.As(apptest.AllianceDesk)
	maker.Do(http.MethodPost, batch+"/actions", map[string]any{"action": "submit"}).Require(http.StatusOK)
	// Another person's approval; this market's Alliance has one.
	_, err = m.App.DB.Pool().Exec(ctx, `UPDATE payout_batches SET prepared_by = gen_random_uuid() WHERE state = 'prepared'`)
	require.NoError(t, err)
	maker.Do(http.MethodPost, batch+"/actions", map[string]any{"action": "approve"}).Require(http.StatusOK)
	var detail struct {
		Batch     struct{ State string }
		Transfers []struct {
			ID, State, Account, BankReference string
			Stripe                            bool
		}
	}
	require.Eventually(t, func() bool { // the job that the approval enqueued
		maker.Get(batch).Require(http.StatusOK).Into(&detail)
		return detail.Batch.State == "done"
	}, 20*time.Second, 50*time.Millisecond)
	require.Equal(t, []any{"paid", account, true}, []any{detail.Transfers[0].State, detail.Transfers[0].Account, detail.Transfers[0].Stripe})
	maker.Get(batch + "/file").Require(http.StatusUnprocessableEntity)
	require.Zero(t, m.balance(ledger.StripeClearing.Own()))
	m.fake.TakeBack(detail.Transfers[0].BankReference, 100_000)
	m.fake.Connect(account, false)
	for range 2 {
		m.tellAll()
	}
	maker.Get(batch).Require(http.StatusOK).Into(&detail)
	require.Equal(t, "bounced", detail.Transfers[0].State)
	require.EqualValues(t, 100_000, m.balance(ledger.StripeClearing.Own()))
	require.EqualValues(t, -100_000, m.balance(ledger.CooperativePayable.Of(org)))
	require.EqualValues(t, 1, ask(t, m.App.DB.DB, `SELECT count(*) FROM stripe_accounts WHERE NOT ready`))
	coop.Do(http.MethodPost, "/api/v1/orgs/"+orgID+"/payouts", nil).Require(http.StatusUnprocessableEntity)
}
