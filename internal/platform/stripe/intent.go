package stripe

import (
	"context"
	"time"

	sdk "github.com/stripe/stripe-go/v76"
)

// Status of a payment.
type Status string

// The statuses that Stripe gives a PaymentIntent.
const (
	StatusNeedsMethod  Status = "requires_payment_method" // new, or declined
	StatusNeedsConfirm Status = "requires_confirmation"
	StatusNeedsAction  Status = "requires_action" // the bank asks the buyer
	StatusProcessing   Status = "processing"
	StatusNeedsCapture Status = "requires_capture" // never asked for by us
	StatusSucceeded    Status = "succeeded"
	StatusCanceled     Status = "canceled"
)

// Ended tells whether nothing can happen to the payment any more.
func (s Status) Ended() bool { return s == StatusSucceeded || s == StatusCanceled }

// Intent is a payment as Stripe has it (PaymentIntent).
type Intent struct {
	ID           string
	Status       Status
	Currency     string // lower case
	Amount       int64
	Received     int64
	ClientSecret string `json:"-"` // opens the payment to the page; not kept
	Customer     string
	Metadata     map[string]string
	Decline      string // why the last try failed; empty: it did not
	Charge       string // the charge that took the money
	PaidAt       time.Time
	Settled      *Settled // nil: Stripe has not said yet
}

// Settled is what a payment did to the balance that Stripe keeps for us, in the
// currency of that balance.
type Settled struct {
	Currency string
	Gross    int64
	Fee      int64
}

// IntentParams are what a payment is made of.
type IntentParams struct {
	Amount      int64             `json:"amount"`
	Currency    string            `json:"currency"`
	Customer    string            `json:"customer,omitempty"`
	Description string            `json:"description,omitempty"`
	Email       string            `json:"email,omitempty"`
	Metadata    map[string]string `json:"metadata"`
}

// CreateIntent opens a payment for whatever methods the account offers for the currency.
func (c *Client) CreateIntent(ctx context.Context, key string, in IntentParams) (Intent, error) {
	p := &sdk.PaymentIntentParams{
		Params: write(ctx, key), Amount: &in.Amount, Currency: &in.Currency, Customer: optional(in.Customer), Description: optional(in.Description),
		ReceiptEmail: optional(in.Email), Metadata: in.Metadata,
		AutomaticPaymentMethods: &sdk.PaymentIntentAutomaticPaymentMethodsParams{Enabled: sdk.Bool(true)},
	}
	got, err := c.intents.New(p)
	return toIntent(got), failed(err)
}

// Intent asks how a payment stands, with what it did to the balance.
func (c *Client) Intent(ctx context.Context, id string) (Intent, error) {
	p := &sdk.PaymentIntentParams{Params: sdk.Params{Context: ctx}}
	p.AddExpand("latest_charge.balance_transaction")
	got, err := c.intents.Get(id, p)
	return toIntent(got), failed(err)
}

// ConfirmIntent pays with a saved card while its owner is there; returnURL is where the
// bank sends them back.
func (c *Client) ConfirmIntent(ctx context.Context, key, id, method, returnURL string) (Intent, error) {
	p := &sdk.PaymentIntentConfirmParams{Params: write(ctx, key), PaymentMethod: &method, ReturnURL: &returnURL}
	got, err := c.intents.Confirm(id, p)
	return toIntent(got), failed(err)
}

// CancelIntent makes a payment impossible. FaultState: it has ended already.
func (c *Client) CancelIntent(ctx context.Context, key, id string) (Intent, error) {
	p := &sdk.PaymentIntentCancelParams{Params: write(ctx, key), CancellationReason: sdk.String("abandoned")}
	got, err := c.intents.Cancel(id, p)
	return toIntent(got), failed(err)
}

func toIntent(p *sdk.PaymentIntent) Intent {
	if p == nil {
		return Intent{}
	}
	out := Intent{
		ID: p.ID, Status: Status(p.Status), Currency: string(p.Currency), Amount: p.Amount, Received: p.AmountReceived,
		ClientSecret: p.ClientSecret, Metadata: p.Metadata,
	}
	if p.Customer != nil {
		out.Customer = p.Customer.ID
	}
	if e := p.LastPaymentError; e != nil {
		out.Decline = string(e.Code)
		if e.DeclineCode != "" {
			out.Decline = string(e.DeclineCode)
		}
	}
	if ch := p.LatestCharge; ch != nil {
		out.Charge, out.PaidAt = ch.ID, at(ch.Created)
		out.Settled = toSettled(ch.BalanceTransaction)
	}
	return out
}

func toSettled(b *sdk.BalanceTransaction) *Settled {
	if b == nil || b.Currency == "" {
		return nil // not expanded, or not there yet
	}
	return &Settled{Currency: string(b.Currency), Gross: b.Amount, Fee: b.Fee}
}
