package stripefake

import (
	"net/url"
	"strconv"
	"strings"
	"time"
)

type refund struct {
	ID, Status, Intent string
	Amount             int64
	Metadata           map[string]string
}

func (r *refund) object() map[string]any {
	return map[string]any{
		"id": r.ID, "object": "refund", "status": r.Status, "amount": r.Amount, "currency": "vnd", "payment_intent": r.Intent, "metadata": r.Metadata,
	}
}

func (f *Fake) createRefund(_ string, in url.Values) (any, *problem) {
	i := f.intents[in.Get("payment_intent")]
	amount, err := strconv.ParseInt(in.Get("amount"), 10, 64)
	switch {
	case i == nil || i.Status != "succeeded":
		return nil, missing("payment_intent: " + in.Get("payment_intent"))
	case err != nil || amount <= 0:
		return nil, invalid("parameter_invalid_integer", "amount")
	case i.Refunded+amount > i.Received:
		return nil, invalid("charge_already_refunded", "Refund amount is greater than the unrefunded amount on the charge")
	}
	r := &refund{ID: f.id("re"), Status: "succeeded", Intent: i.ID, Amount: amount, Metadata: metadata(in)}
	i.Refunded += amount
	f.refunds[r.ID] = r
	f.tell("charge.refunded", map[string]any{"id": i.Charge, "object": "charge", "payment_intent": i.ID})
	f.tell("refund.created", r.object())
	return r.object(), nil
}

func (f *Fake) getRefund(id string, _ url.Values) (any, *problem) {
	if r := f.refunds[id]; r != nil {
		return r.object(), nil
	}
	return nil, missing("refund: " + id)
}

func (f *Fake) listRefunds(_ string, in url.Values) (any, *problem) {
	var items []any
	for _, r := range f.refunds {
		if r.Intent == in.Get("payment_intent") {
			items = append(items, r.object())
		}
	}
	return list(items, false), nil
}

// FailRefund is a bank that sends a refund back.
func (f *Fake) FailRefund(id string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	r := f.refunds[id]
	if r == nil || r.Status == "failed" {
		return
	}
	r.Status = "failed"
	f.intents[r.Intent].Refunded -= r.Amount
	f.tell("refund.failed", r.object())
}

// Refunds tells what was sent back of a payment, refund by refund.
func (f *Fake) Refunds(intent string) []int64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	var out []int64
	for _, r := range f.refunds {
		if r.Intent == intent && r.Status != "failed" {
			out = append(out, r.Amount)
		}
	}
	return out
}

type card struct {
	ID, Customer, Last4 string
	outcome             Outcome
}

func (c *card) object() map[string]any {
	out := map[string]any{
		"id": c.ID, "object": "payment_method", "type": "card",
		"card": map[string]any{"brand": "visa", "last4": c.Last4, "exp_month": 12, "exp_year": 2031},
	}
	if c.Customer != "" {
		out["customer"] = c.Customer
	}
	return out
}

type setup struct{ ID, Secret, Customer, Status string }

func (s *setup) object() map[string]any {
	return map[string]any{"id": s.ID, "object": "setup_intent", "client_secret": s.Secret, "customer": s.Customer, "status": s.Status, "usage": "on_session"}
}

func (f *Fake) createCustomer(_ string, in url.Values) (any, *problem) {
	return map[string]any{"id": f.id("cus"), "object": "customer", "metadata": metadata(in)}, nil
}

func (f *Fake) deleteCustomer(id string, _ url.Values) (any, *problem) {
	for _, c := range f.cards {
		if c.Customer == id {
			c.Customer = ""
		}
	}
	return map[string]any{"id": id, "object": "customer", "deleted": true}, nil
}

func (f *Fake) createSetup(_ string, in url.Values) (any, *problem) {
	s := &setup{ID: f.id("seti"), Customer: in.Get("customer"), Status: "requires_payment_method"}
	s.Secret = s.ID + "_secret_fake"
	f.setups[s.ID] = s
	return s.object(), nil
}

func (f *Fake) getSetup(id string, _ url.Values) (any, *problem) {
	if s := f.setups[id]; s != nil {
		return s.object(), nil
	}
	return nil, missing("setup_intent: " + id)
}

// SaveCard is a person who saves a card in the page; how is what becomes of it later.
func (f *Fake) SaveCard(secret string, how Outcome) (card string) {
	id, _, _ := strings.Cut(secret, "_secret_")
	f.mu.Lock()
	defer f.mu.Unlock()
	s := f.setups[id]
	if s == nil || s.Secret != secret || s.Status == "succeeded" {
		return ""
	}
	s.Status = "succeeded"
	return f.newCard(s.Customer, how)
}

func (f *Fake) newCard(customer string, how Outcome) string {
	c := &card{ID: f.id("pm"), Customer: customer, Last4: "4242", outcome: how}
	f.cards[c.ID] = c
	f.tell("payment_method.attached", c.object())
	return c.ID
}

func (f *Fake) listCards(_ string, in url.Values) (any, *problem) {
	var items []any
	for _, c := range f.cards {
		if c.Customer == in.Get("customer") && c.Customer != "" {
			items = append(items, c.object())
		}
	}
	return list(items, false), nil
}

func (f *Fake) getCard(id string, _ url.Values) (any, *problem) {
	if c := f.cards[id]; c != nil {
		return c.object(), nil
	}
	return nil, missing("payment_method: " + id)
}

func (f *Fake) detachCard(id string, _ url.Values) (any, *problem) {
	c := f.cards[id]
	if c == nil || c.Customer == "" {
		return nil, invalid("payment_method_unexpected_state", "not attached")
	}
	c.Customer = ""
	return c.object(), nil
}

// disputeFee is what Stripe takes for each, in đồng.
const disputeFee = 350_000

type dispute struct {
	ID, Status, Reason, Intent string
	Amount, Created            int64
}

func (d *dispute) object() map[string]any {
	return map[string]any{
		"id": d.ID, "object": "dispute", "status": d.Status, "reason": d.Reason, "payment_intent": d.Intent, "amount": d.Amount, "currency": "vnd",
		"created": d.Created, "evidence_details": map[string]any{"due_by": d.Created + 7*24*3600},
		"balance_transactions": []any{map[string]any{
			"id": "txn_" + d.ID, "object": "balance_transaction", "amount": -d.Amount, "fee": disputeFee, "net": -d.Amount - disputeFee, "currency": "vnd",
		}},
	}
}

func (f *Fake) getDispute(id string, _ url.Values) (any, *problem) {
	if d := f.dispute[id]; d != nil {
		return d.object(), nil
	}
	return nil, missing("dispute: " + id)
}

// Contest is the holder of a card who contests so much of a payment; below zero: all that
// is left of it.
func (f *Fake) Contest(id string, amount int64) (dispute string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.contest(id, amount)
}

func (f *Fake) contest(id string, amount int64) string {
	i := f.intents[id]
	if i != nil && amount < 0 {
		amount = i.Received - i.Refunded - i.Disputed
	}
	if i == nil || amount <= 0 || i.Status != "succeeded" || amount > i.Received-i.Refunded-i.Disputed {
		return ""
	}
	d := &dispute{ID: f.id("dp"), Status: "needs_response", Reason: "product_not_received", Intent: id, Amount: amount, Created: time.Now().Unix()}
	i.Disputed += amount
	f.dispute[d.ID] = d
	f.tell("charge.dispute.created", d.object())
	f.tell("charge.dispute.funds_withdrawn", d.object())
	return d.ID
}

// Judge is the bank that decides a dispute.
func (f *Fake) Judge(id string, won bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	d := f.dispute[id]
	if d == nil || d.Status == "won" || d.Status == "lost" {
		return
	}
	d.Status = "lost"
	if won {
		d.Status = "won"
		f.intents[d.Intent].Disputed -= d.Amount
		f.tell("charge.dispute.funds_reinstated", d.object())
	}
	f.tell("charge.dispute.closed", d.object())
}

type payout struct {
	ID, Status     string
	Amount, Arrive int64
}

func (p *payout) object() map[string]any {
	return map[string]any{"id": p.ID, "object": "payout", "status": p.Status, "amount": p.Amount, "currency": "vnd", "arrival_date": p.Arrive}
}

func (f *Fake) getPayout(id string, _ url.Values) (any, *problem) {
	if p := f.payouts[id]; p != nil {
		return p.object(), nil
	}
	return nil, missing("payout: " + id)
}

// PayOut is Stripe sending so much to our bank.
func (f *Fake) PayOut(amount int64) (id string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	p := &payout{ID: f.id("po"), Status: "paid", Amount: amount, Arrive: time.Now().Unix()}
	f.payouts[p.ID] = p
	f.tell("payout.paid", p.object())
	return p.ID
}

// FailPayout is our bank sending a payout back.
func (f *Fake) FailPayout(id string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if p := f.payouts[id]; p != nil && p.Status == "paid" {
		p.Status = "failed"
		f.tell("payout.failed", p.object())
	}
}
