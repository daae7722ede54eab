package app_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/app/apptest"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/ledger"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/platform/stripe"
	"github.com/chophien/chophien/internal/platform/stripe/stripefake"
)

// cardMarket is a market that takes cards from a fake of Stripe, which sends no webhooks
// by itself.
type cardMarket struct {
	*apptest.Market

	t    *testing.T
	fake *stripefake.Fake
}

func newCardMarket(t *testing.T, more ...string) *cardMarket {
	t.Helper()
	fake, err := stripefake.New(t.Context(), "", stripefake.Options{WebhookSecret: cardSecret})
	require.NoError(t, err)
	t.Cleanup(fake.Close)
	env := map[string]string{
		"STRIPE_SECRET_KEY": "sk_test_app", "STRIPE_PUBLISHABLE_KEY": "pk_test_app", "STRIPE_WEBHOOK_SECRET": cardSecret, "STRIPE_API_BASE": fake.URL(),
	}
	for i := 0; i+1 < len(more); i += 2 {
		env[more[i]] = more[i+1]
	}
	return &cardMarket{t: t, fake: fake, Market: apptest.StartWith(t, env)}
}

type cardPayment struct{ State, Status, Decline, ClientSecret, PublishableKey string }

// buy buys jam and a chicken, to be paid by card, and returns the form's secret.
func (m *cardMarket) buy(b *apptest.Browser) (apptest.Bought, cardPayment) {
	m.t.Helper()
	b.Add(b.Variant(apptest.JamSlug, 0), 2).Require(http.StatusOK)
	b.Add(b.Variant(apptest.ChickenSlug, 0), 1).Require(http.StatusOK)
	body := apptest.CheckoutBody()
	body["paymentMethod"] = "card"
	var bought apptest.Bought
	b.Do(http.MethodPost, "/api/v1/checkout", body, "Idempotency-Key", m.Key()).Require(http.StatusCreated).Into(&bought)
	require.Equal(m.t, "awaiting_payment", bought.Purchase.Orders[0].Status)
	var p cardPayment
	b.Do(http.MethodPost, m.path(bought, ""), nil).Require(http.StatusOK).Into(&p)
	require.Equal(m.t, []string{"open", "pk_test_app"}, []string{p.State, p.PublishableKey})
	return bought, p
}

func (m *cardMarket) path(b apptest.Bought, more string) string {
	return "/api/v1/purchases/" + b.Purchase.ID + "/card" + more + "?k=" + b.Secret
}

func (m *cardMarket) check(b *apptest.Browser, bought apptest.Bought) (p cardPayment) {
	m.t.Helper()
	b.Do(http.MethodPost, m.path(bought, "/check"), nil).Require(http.StatusOK).Into(&p)
	return p
}

// tellAll has the market process everything that happened at the fake.
func (m *cardMarket) tellAll() {
	m.t.Helper()
	for _, body := range m.fake.Events() {
		b := m.Guest()
		b.Do(http.MethodPost, "/api/v1/stripe/webhook", string(body), "Stripe-Signature", stripe.Sign(body, cardSecret, time.Now())).Require(http.StatusNoContent)
	}
	m.process()
}

// process has the market draw the consequences of all events that have come.
func (m *cardMarket) process() {
	m.t.Helper()
	var left []string
	for range 3 { // what fails is tried again, as the workers do after some seconds
		_, _, err := m.App.Card.Stripe.Process(m.t.Context(), m.App.Card.Handle)
		require.NoError(m.t, err)
		left = nil // gorm leaves a slice as it was when there is no row
		require.NoError(m.t, m.App.DB.DB.Conn(m.t.Context()).Raw(
			`SELECT concat_ws(' ', type, source, attempts, failure, next_at - now()) FROM stripe_events WHERE state = 'new'`).Scan(&left).Error)
		if len(left) == 0 {
			return
		}
		m.t.Logf("not done at once: %q", left)
		_, err = m.App.DB.Pool().Exec(m.t.Context(), `UPDATE stripe_events SET next_at = now() - interval '1 second' WHERE state = 'new'`)
		require.NoError(m.t, err)
	}
	require.Empty(m.t, left)
}

func (m *cardMarket) balance(a ledger.Account) int64 {
	m.t.Helper()
	n, err := m.App.Ledger.Balance(m.t.Context(), a)
	require.NoError(m.t, err)
	return int64(n)
}

// sound: the books balance and say of Stripe what the fake holds.
func (m *cardMarket) sound() {
	m.t.Helper()
	trial, err := m.App.Ledger.TrialBalance(m.t.Context())
	require.NoError(m.t, err)
	require.True(m.t, trial.Balanced())
	require.Equal(m.t, m.fake.Balance(), m.balance(ledger.StripeClearing.Own()))
}

// From the form to the books and back: declined, paid, told by webhooks in between, part
// of it cancelled and sent back to the card, the rest delivered, contested and lost.
func TestCard_from_the_form_to_a_lost_dispute(t *testing.T) {
	t.Parallel()
	m := newCardMarket(t)
	buyer, coop, alliance := m.Guest(), m.As(apptest.CooperativeA), m.As(apptest.AllianceDesk)
	other := m.As(apptest.CooperativeB)
	bought, p := m.buy(buyer)
	m.Guest().Do(http.MethodPost, "/api/v1/purchases/"+bought.Purchase.ID+"/card", nil).Require(http.StatusNotFound)

	_, err := m.fake.Pay(p.ClientSecret, stripefake.Declines)
	require.NoError(t, err)
	now := m.check(buyer, bought)
	require.Equal(t, []string{"open", "insufficient_funds"}, []string{now.State, now.Decline})
	status, err := m.fake.Pay(p.ClientSecret, stripefake.Pays)
	require.NoError(t, err)
	require.Equal(t, "succeeded", status)
	m.tellAll()
	m.tellAll() // all of it again
	require.Equal(t, "paid", m.check(buyer, bought).State)
	require.Empty(t, m.check(buyer, bought).ClientSecret)
	require.EqualValues(t, 1, ask(t, m.App.DB.DB, `SELECT count(*) FROM payment_receipts`))
	m.sound()

	// One of the two cooperatives cannot deliver: its part goes back to the card, once.
	hen, jam := bought.Purchase.OrderOf(t, other.OrgID()), bought.Purchase.OrderOf(t, coop.OrgID())
	other.Act(other.OrgID(), hen.ID, map[string]any{"action": "cancel", "reason": "Hết gà"}).Require(http.StatusOK)
	intent, _, _ := strings.Cut(p.ClientSecret, "_secret_")
	for range 2 {
		require.NoError(t, m.App.Card.SendRefunds(t.Context()))
	}
	require.Equal(t, []int64{hen.TotalVnd}, m.fake.Refunds(intent))
	m.tellAll()
	m.sound()

	for _, body := range []map[string]any{{"action": "confirm"}, {"action": "pack"}, {"action": "ship", "carrier": "HTX tự giao"}, {"action": "deliver"}} {
		coop.Act(coop.OrgID(), jam.ID, body).Require(http.StatusOK)
	}
	id, ok := ident.Parse(coop.OrgID())
	require.True(t, ok)
	pending := m.balance(ledger.CooperativePending.Of(id))
	dispute := m.fake.Contest(intent, -1)
	m.tellAll()
	m.sound()
	require.Equal(t, jam.TotalVnd, m.balance(ledger.StripeDisputed.Own()))
	require.NotZero(t, m.balance(ledger.Disputed.Of(id)), "the cooperative's part is held back")
	var office struct {
		ClearingVnd, DisputedVnd int64
		Disputes                 []struct {
			ID, Status string
			Parts      []struct {
				Code    string
				HeldVnd int64
			}
		}
	}
	alliance.Get("/api/v1/alliance/finance/card").Require(http.StatusOK).Into(&office)
	require.Len(t, office.Disputes, 1)
	require.Equal(t, jam.TotalVnd, office.DisputedVnd)

	m.fake.Judge(dispute, false)
	m.tellAll()
	m.tellAll()
	m.sound()
	require.Zero(t, m.balance(ledger.StripeDisputed.Own()))
	require.Zero(t, m.balance(ledger.Disputed.Of(id)))
	// Half of the dispute fell to the order that was refunded before: the market's loss.
	lost := m.balance(ledger.Losses.Own())
	require.Less(t, m.balance(ledger.CooperativePending.Of(id)), int64(0)-pending/1000)
	require.GreaterOrEqual(t, lost, int64(0))
	m.fake.PayOut(1)
	m.tellAll()
	m.sound()
	require.EqualValues(t, 1, m.balance(ledger.Bank.Own()))
	v, _, err := m.App.Card.Order.ByID(t.Context(), mustID(t, jam.ID), order.Viewer{Alliance: true})
	require.NoError(t, err)
	require.Equal(t, order.StatusDelivered, v.Status)
}

func mustID(t *testing.T, s string) ident.ID {
	t.Helper()
	id, ok := ident.Parse(s)
	require.True(t, ok)
	return id
}

// A refund that the bank sends back is owed anew, to go by a transfer.
func TestCard_refund_that_bounces(t *testing.T) {
	t.Parallel()
	m := newCardMarket(t)
	buyer, other := m.Guest(), m.As(apptest.CooperativeB)
	bought, p := m.buy(buyer)
	_, err := m.fake.Pay(p.ClientSecret, stripefake.Pays)
	require.NoError(t, err)
	require.Equal(t, "paid", m.check(buyer, bought).State)
	hen := bought.Purchase.OrderOf(t, other.OrgID())
	other.Act(other.OrgID(), hen.ID, map[string]any{"action": "cancel", "reason": "Hết gà"}).Require(http.StatusOK)
	require.NoError(t, m.App.Card.SendRefunds(t.Context()))
	var refund string
	require.NoError(t, m.App.DB.Pool().QueryRow(t.Context(), `SELECT stripe_id FROM stripe_refunds`).Scan(&refund))
	m.fake.FailRefund(refund)
	m.tellAll()
	m.tellAll()
	m.sound()
	require.EqualValues(t, 1, ask(t, m.App.DB.DB, `SELECT count(*) FROM refunds WHERE state = 'owed' AND via = 'bank_transfer'`))
	require.Equal(t, -hen.TotalVnd, m.balance(ledger.RefundPayable.Of(mustID(t, bought.Purchase.ID))))
}

// Forged, old and unreadable webhooks change nothing; an event of something unknown is
// kept and changes nothing either.
func TestCard_bad_webhooks(t *testing.T) {
	t.Parallel()
	m := newCardMarket(t)
	post := func(body, header string) apptest.Answer {
		return m.Guest().Do(http.MethodPost, "/api/v1/stripe/webhook", body, "Stripe-Signature", header)
	}
	body := `{"id":"evt_x","object":"event","type":"payment_intent.succeeded","created":1,"data":{"object":{"id":"pi_x","object":"payment_intent","amount":1}}}`
	for header, code := range map[string]string{
		"": "card.webhook_signature", stripe.Sign([]byte(body), "whsec_forged", time.Now()): "card.webhook_signature",
		stripe.Sign([]byte(body), cardSecret, time.Now().Add(-10*time.Minute)): "card.webhook_old",
	} {
		require.Equal(t, code, post(body, header).Require(http.StatusBadRequest).Problem().Code)
	}
	large := `{"id":"` + strings.Repeat("x", 300<<10) + `"}`
	post(large, stripe.Sign([]byte(large), cardSecret, time.Now())).Require(http.StatusRequestEntityTooLarge)
	require.Zero(t, ask(t, m.App.DB.DB, `SELECT count(*) FROM stripe_events`))

	unknown := `{"id":"evt_y","object":"event","type":"issuing_card.created","created":1,"data":{"object":{"id":"ic_1","object":"issuing.card"}}}`
	post(unknown, stripe.Sign([]byte(unknown), cardSecret, time.Now())).Require(http.StatusNoContent)
	m.process()
	require.EqualValues(t, 1, ask(t, m.App.DB.DB, `SELECT count(*) FROM stripe_events WHERE state = 'ignored'`))
	require.Zero(t, ask(t, m.App.DB.DB, `SELECT count(*) FROM payment_receipts`))
}

// A saved card pays, when Stripe takes the money and its answer is lost as well.
func TestCard_saved(t *testing.T) {
	t.Parallel()
	m := newCardMarket(t)
	buyer, stranger := m.As(apptest.Consumer), m.As(apptest.BuyerFirm)
	var setup struct{ ClientSecret, PublishableKey string }
	buyer.Do(http.MethodPost, "/api/v1/me/cards/setups", nil, "Idempotency-Key", m.Key()).Require(http.StatusCreated).Into(&setup)
	saved := m.fake.SaveCard(setup.ClientSecret, stripefake.Pays)
	var list struct{ Items []struct{ ID, Last4 string } }
	buyer.Get("/api/v1/me/cards").Require(http.StatusOK).Into(&list)
	require.Len(t, list.Items, 1)
	require.Equal(t, saved, list.Items[0].ID)
	stranger.Do(http.MethodDelete, "/api/v1/me/cards/"+saved, nil).Require(http.StatusNotFound)

	bought, _ := m.buy(buyer)
	pay := "/api/v1/purchases/" + bought.Purchase.ID + "/card/saved"
	stranger.Do(http.MethodPost, pay, map[string]any{"cardId": saved}, "Idempotency-Key", m.Key()).Require(http.StatusNotFound)
	m.fake.SetFaults(stripefake.Faults{FailAfter: 1000})
	var p cardPayment
	buyer.Do(http.MethodPost, pay, map[string]any{"cardId": saved}, "Idempotency-Key", "saved-try-1").Require(http.StatusOK).Into(&p)
	require.Equal(t, "paid", p.State)
	m.fake.SetFaults(stripefake.Faults{})
	buyer.Do(http.MethodPost, pay, map[string]any{"cardId": saved}, "Idempotency-Key", "saved-try-1").Require(http.StatusOK).Into(&p)
	require.Equal(t, "paid", p.State)
	require.EqualValues(t, 1, ask(t, m.App.DB.DB, `SELECT count(*) FROM payment_receipts`))
	m.tellAll()
	m.sound()
	var export struct {
		Payments struct {
			Requests []struct {
				Method, State string
				Receipts      []struct{ AmountVnd int64 }
			}
			SavedCards []struct{ Last4 string }
		}
	}
	buyer.Get("/api/v1/me/export").Require(http.StatusOK).Into(&export)
	require.Equal(t, "4242", export.Payments.SavedCards[0].Last4)
	require.Equal(t, []string{"card", "paid"}, []string{export.Payments.Requests[0].Method, export.Payments.Requests[0].State})
	require.Equal(t, bought.Purchase.TotalVnd, export.Payments.Requests[0].Receipts[0].AmountVnd)
	stranger.Get("/api/v1/me/export").Require(http.StatusOK).Into(&export)
	require.Empty(t, export.Payments.Requests)
	buyer.Do(http.MethodDelete, "/api/v1/me/cards/"+saved, nil).Require(http.StatusNoContent)
}

// Stripe's script may run on the two pages with its form and nowhere else, and on none
// where the market takes no cards.
func TestCard_policy_of_pages(t *testing.T) {
	t.Parallel()
	with, without := newCardMarket(t).Guest(), apptest.Start(t).Guest()
	for path, open := range map[string]bool{
		"/thanh-toan/the/0193f2c1-5b7a-7c3e-9d41-2f6e8a1b0c5d": true, "/en/thanh-toan/the/0193f2c1-5b7a-7c3e-9d41-2f6e8a1b0c5d": true, "/tai-khoan/the": true,
		"/": false, "/thanh-toan": false, "/tai-khoan": false, "/lien-minh/tai-chinh/the": false,
	} {
		require.Equal(t, open, strings.Contains(with.Get(path).Header.Get("Content-Security-Policy"), "js.stripe.com"), path)
		require.NotContains(t, without.Get(path).Header.Get("Content-Security-Policy"), "stripe", path)
	}
}
