package stripefake

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Outcome is what becomes of a card.
type Outcome string

// The outcomes, as Stripe's test cards give them.
const (
	Pays     Outcome = "pays"     // 4242…
	Declines Outcome = "declines" // the bank refuses it
	Asks     Outcome = "asks"     // the bank asks the buyer (SCA); paid once they answered
	Slow     Outcome = "slow"     // processing; Settle ends it
)

type intent struct {
	ID, Secret, Status, Currency, Customer string
	Amount, Received, Refunded             int64
	Metadata                               map[string]string
	Decline                                string
	Charge                                 string
	Paid, Created                          int64
	Disputed                               int64 // taken from us until a dispute is decided
}

// fee is what Stripe takes of a payment.
func (i *intent) fee() int64 { return i.Received * 34 / 1000 }

func (i *intent) object() map[string]any {
	out := map[string]any{
		"id": i.ID, "object": "payment_intent", "amount": i.Amount, "amount_received": i.Received, "currency": i.Currency, "status": i.Status,
		"client_secret": i.Secret, "metadata": i.Metadata, "created": i.Created, "livemode": false,
	}
	if i.Customer != "" {
		out["customer"] = i.Customer
	}
	if i.Decline != "" {
		out["last_payment_error"] = map[string]any{"type": "card_error", "code": "card_declined", "decline_code": i.Decline, "message": "Your card was declined."}
	}
	if i.Charge != "" {
		out["latest_charge"] = map[string]any{
			"id": i.Charge, "object": "charge", "amount": i.Amount, "currency": i.Currency, "created": i.Paid,
			"balance_transaction": map[string]any{
				"id": "txn_" + i.Charge, "object": "balance_transaction", "amount": i.Received, "fee": i.fee(), "net": i.Received - i.fee(), "currency": i.Currency,
			},
		}
	}
	return out
}

func (f *Fake) createIntent(_ string, in url.Values) (any, *problem) {
	amount, err := strconv.ParseInt(in.Get("amount"), 10, 64)
	if err != nil || amount <= 0 || in.Get("currency") == "" {
		return nil, invalid("parameter_missing", "amount and currency")
	}
	if amount > 99_999_999 {
		return nil, invalid("amount_too_large", "Amount must be no more than ₫99,999,999")
	}
	return f.plant(amount, in.Get("currency"), in.Get("customer"), metadata(in)).object(), nil
}

// plant opens a payment; under the lock.
func (f *Fake) plant(amount int64, currency, customer string, metadata map[string]string) *intent {
	i := &intent{
		ID: f.id("pi"), Status: "requires_payment_method", Currency: currency, Amount: amount, Customer: customer,
		Metadata: metadata, Created: time.Now().Unix(),
	}
	i.Secret = i.ID + "_secret_fake"
	f.intents[i.ID] = i
	f.tell("payment_intent.created", i.object())
	return i
}

func (f *Fake) getIntent(id string, _ url.Values) (any, *problem) {
	if i := f.intents[id]; i != nil {
		return i.object(), nil
	}
	return nil, missing("payment_intent: " + id)
}

func (f *Fake) confirmIntent(id string, in url.Values) (any, *problem) {
	i := f.intents[id]
	if i == nil {
		return nil, missing("payment_intent: " + id)
	}
	c := f.cards[in.Get("payment_method")]
	if c == nil || c.Customer == "" || c.Customer != i.Customer {
		return nil, missing("payment_method")
	}
	if p := f.pay(i, c.outcome); p != nil {
		return nil, p
	}
	return i.object(), nil
}

func (f *Fake) cancelIntent(id string, _ url.Values) (any, *problem) {
	i := f.intents[id]
	switch {
	case i == nil:
		return nil, missing("payment_intent: " + id)
	case i.Status == "succeeded" || i.Status == "canceled" || i.Status == "processing":
		return nil, invalid("payment_intent_unexpected_state", "You cannot cancel this PaymentIntent because it has a status of "+i.Status+".")
	}
	i.Status = "canceled"
	f.tell("payment_intent.canceled", i.object())
	return i.object(), nil
}

// pay is a card put to a payment; under the lock.
func (f *Fake) pay(i *intent, how Outcome) *problem {
	if i.Status != "requires_payment_method" && i.Status != "requires_action" {
		return invalid("payment_intent_unexpected_state", "This PaymentIntent has a status of "+i.Status+".")
	}
	switch how {
	case Declines:
		i.Status, i.Decline = "requires_payment_method", "insufficient_funds"
		f.tell("payment_intent.payment_failed", i.object())
		return &problem{status: http.StatusPaymentRequired, kind: "card_error", code: "card_declined", decline: i.Decline, message: "Your card has insufficient funds."}
	case Asks:
		i.Status, i.Decline = "requires_action", ""
		f.tell("payment_intent.requires_action", i.object())
	case Slow:
		i.Status, i.Decline = "processing", ""
		f.tell("payment_intent.processing", i.object())
	default:
		f.take(i)
	}
	return nil
}

// take is the money taken; under the lock.
func (f *Fake) take(i *intent) {
	i.Status, i.Decline, i.Received, i.Charge, i.Paid = "succeeded", "", i.Amount, f.id("ch"), time.Now().Unix()
	f.tell("charge.succeeded", map[string]any{
		"id": i.Charge, "object": "charge", "payment_intent": i.ID, "amount": i.Amount, "currency": i.Currency, "metadata": i.Metadata,
	})
	f.tell("payment_intent.succeeded", i.object())
}

// Plant opens a payment as if somebody had asked for it, and returns its id.
func (f *Fake) Plant(amount int64, metadata map[string]string) string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.plant(amount, "vnd", "", metadata).ID
}

// ErrState is returned for a payment that cannot take what is tried.
var ErrState = errors.New("stripefake: the payment is in another state")

// Pay is a buyer who puts a card to a payment in the page, which the secret opens. The
// status is the payment's afterwards.
func (f *Fake) Pay(secret string, how Outcome) (status string, err error) {
	id, _, _ := strings.Cut(secret, "_secret_")
	f.mu.Lock()
	defer f.mu.Unlock()
	i := f.intents[id]
	if i == nil || i.Secret != secret {
		return "", ErrState
	}
	if p := f.pay(i, how); p != nil && p.status != http.StatusPaymentRequired {
		return i.Status, ErrState
	}
	return i.Status, nil
}

// Settle ends a payment that is processing or whose buyer answered the bank.
func (f *Fake) Settle(id string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if i := f.intents[id]; i != nil && (i.Status == "processing" || i.Status == "requires_action") {
		f.take(i)
	}
}

// Intents returns how every payment stands: its status by its id.
func (f *Fake) Intents() map[string]string {
	f.mu.Lock()
	defer f.mu.Unlock()
	out := make(map[string]string, len(f.intents))
	for id, i := range f.intents {
		out[id] = i.Status
	}
	return out
}

// Tamper changes a payment behind everybody's back, as nobody should.
func (f *Fake) Tamper(id, currency string, amount int64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if i := f.intents[id]; i != nil {
		i.Currency, i.Amount = currency, amount
	}
}

// Balance is the money that the fake holds for us, in đồng.
func (f *Fake) Balance() int64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	sum := int64(0)
	for _, i := range f.intents {
		sum += i.Received - i.Refunded - i.fee() - i.Disputed
	}
	sum -= disputeFee * int64(len(f.dispute))
	for _, p := range f.payouts {
		if p.Status == "paid" {
			sum -= p.Amount
		}
	}
	for _, t := range f.transfers {
		sum -= t.Amount - t.Back
	}
	return sum
}

// servePay lets the tests' stand-in for Stripe.js put a card to a payment or save one, and
// end-to-end tests have a payment contested.
func (f *Fake) servePay(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Access-Control-Allow-Origin", "*")
	var in struct {
		ClientSecret string
		Outcome      Outcome
		Answered     bool   // the buyer answered the bank
		Contest      string // instead: the payment that the holder of its card contests
	}
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<16)).Decode(&in); err != nil {
		answer(w, http.StatusBadRequest, invalid("", "bad body").body())
		return
	}
	if in.Contest != "" {
		f.Contest(in.Contest, -1)
		answer(w, http.StatusOK, []byte(`{"status":"contested"}`))
		return
	}
	id, _, _ := strings.Cut(in.ClientSecret, "_secret_")
	if strings.HasPrefix(id, "seti_") {
		f.SaveCard(in.ClientSecret, in.Outcome)
		answer(w, http.StatusOK, []byte(`{"status":"succeeded"}`))
		return
	}
	if in.Answered {
		f.Settle(id)
		answer(w, http.StatusOK, []byte(`{"status":"succeeded"}`))
		return
	}
	status, err := f.Pay(in.ClientSecret, in.Outcome)
	if err != nil {
		answer(w, http.StatusBadRequest, invalid("payment_intent_unexpected_state", err.Error()).body())
		return
	}
	raw, _ := json.Marshal(map[string]string{"status": status}) // strings always marshal
	answer(w, http.StatusOK, raw)
}
