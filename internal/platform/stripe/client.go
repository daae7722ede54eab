package stripe

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	sdk "github.com/stripe/stripe-go/v76"
	"github.com/stripe/stripe-go/v76/account"
	"github.com/stripe/stripe-go/v76/customer"
	"github.com/stripe/stripe-go/v76/dispute"
	"github.com/stripe/stripe-go/v76/event"
	"github.com/stripe/stripe-go/v76/paymentintent"
	"github.com/stripe/stripe-go/v76/paymentmethod"
	"github.com/stripe/stripe-go/v76/payout"
	"github.com/stripe/stripe-go/v76/refund"
	"github.com/stripe/stripe-go/v76/setupintent"
	"github.com/stripe/stripe-go/v76/transfer"
	"github.com/stripe/stripe-go/v76/transferreversal"
)

// Version is the API version that every request names.
const Version = sdk.APIVersion

// Timeout ends a request that Stripe does not answer. Whether it was carried out is
// then unknown until it is asked again under the same key.
const Timeout = 20 * time.Second

// Options say how Stripe is reached.
type Options struct {
	Key  string // sk_… or rk_…
	Base string // https://api.stripe.com
	// Timeout of one request; 0 means Timeout.
	Timeout time.Duration
}

// Client sends requests. It is safe for concurrent use.
type Client struct {
	intents   paymentintent.Client
	refunds   refund.Client
	customers customer.Client
	setups    setupintent.Client
	methods   paymentmethod.Client
	disputes  dispute.Client
	payouts   payout.Client
	events    event.Client
	accounts  account.Client
	transfers transfer.Client
	reversals transferreversal.Client
}

// New returns a client. It sends nothing yet.
func New(opt Options) *Client {
	if opt.Timeout == 0 {
		opt.Timeout = Timeout
	}
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConnsPerHost = 32
	b := sdk.GetBackendWithConfig(sdk.APIBackend, &sdk.BackendConfig{
		URL:        sdk.String(opt.Base),
		HTTPClient: &http.Client{Timeout: opt.Timeout, Transport: transport},
		// Whoever keeps the keys decides what is sent again, and when.
		MaxNetworkRetries: sdk.Int64(0),
		EnableTelemetry:   sdk.Bool(false),
		LeveledLogger:     &sdk.LeveledLogger{Level: sdk.LevelNull},
	})
	return &Client{
		intents: paymentintent.Client{B: b, Key: opt.Key}, refunds: refund.Client{B: b, Key: opt.Key},
		customers: customer.Client{B: b, Key: opt.Key}, setups: setupintent.Client{B: b, Key: opt.Key},
		methods: paymentmethod.Client{B: b, Key: opt.Key}, disputes: dispute.Client{B: b, Key: opt.Key},
		payouts: payout.Client{B: b, Key: opt.Key}, events: event.Client{B: b, Key: opt.Key},
		accounts: account.Client{B: b, Key: opt.Key}, transfers: transfer.Client{B: b, Key: opt.Key}, reversals: transferreversal.Client{B: b, Key: opt.Key},
	}
}

// Fault is what kind of failure an answer is.
type Fault string

// The faults.
const (
	// FaultTemporary: no answer, too many requests, or Stripe's own failure. Whether it
	// was carried out is unknown; the same request under the same key tells.
	FaultTemporary Fault = "temporary"
	// FaultDeclined: the card was refused; the buyer may try another.
	FaultDeclined Fault = "declined"
	// FaultState: what the request is about has moved on, as a payment that was made meanwhile.
	FaultState Fault = "state"
	// FaultMissing: Stripe has no such object.
	FaultMissing Fault = "missing"
	// FaultKeyReused: the key was used for another request.
	FaultKeyReused Fault = "key_reused"
	// FaultRefused: the request cannot be carried out; the same again will not help.
	FaultRefused Fault = "refused"
)

// Error is an answer of Stripe that is not success, or no answer.
type Error struct {
	Fault   Fault
	Status  int    // of HTTP; 0: no answer
	Code    string // Stripe's, such as card_declined
	Decline string // the bank's, such as insufficient_funds
	Message string
	Request string // Stripe's name of the request, for its support
	err     error
}

// Error implements error.
func (e *Error) Error() string {
	return fmt.Sprintf("stripe: %s (%d %s %s): %s", e.Fault, e.Status, e.Code, e.Request, e.Message)
}

// Unwrap returns what the library said.
func (e *Error) Unwrap() error { return e.err }

// FaultOf tells what kind of failure err is; empty when it is none of Stripe's.
func FaultOf(err error) Fault {
	var e *Error
	if errors.As(err, &e) {
		return e.Fault
	}
	return ""
}

// failed turns the library's error into ours.
func failed(err error) error {
	if err == nil {
		return nil
	}
	var e *sdk.Error
	if !errors.As(err, &e) {
		return &Error{Fault: FaultTemporary, Message: err.Error(), err: err}
	}
	return &Error{
		Fault: faultOf(e), Status: e.HTTPStatusCode, Code: string(e.Code), Decline: string(e.DeclineCode), Message: e.Msg, Request: e.RequestID, err: err,
	}
}

func faultOf(e *sdk.Error) Fault {
	switch {
	case e.Type == sdk.ErrorTypeIdempotency && e.HTTPStatusCode != http.StatusConflict:
		return FaultKeyReused
	case e.HTTPStatusCode == http.StatusConflict, e.HTTPStatusCode == http.StatusTooManyRequests, e.HTTPStatusCode >= http.StatusInternalServerError:
		return FaultTemporary
	case e.Type == sdk.ErrorTypeCard:
		return FaultDeclined
	case e.Code == sdk.ErrorCodeResourceMissing:
		return FaultMissing
	case e.Code == sdk.ErrorCodePaymentIntentUnexpectedState, e.Code == sdk.ErrorCodeChargeAlreadyRefunded, e.Code == sdk.ErrorCodePaymentMethodUnexpectedState:
		return FaultState
	}
	return FaultRefused
}

// write is the part of a request that changes something.
func write(ctx context.Context, key string) sdk.Params {
	return sdk.Params{Context: ctx, IdempotencyKey: sdk.String(key)}
}

func at(unix int64) time.Time {
	if unix == 0 {
		return time.Time{}
	}
	return time.Unix(unix, 0).UTC()
}

func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// Reason is the closest that is known of why a card was declined.
func (e *Error) Reason() string {
	if e.Decline != "" {
		return e.Decline
	}
	return e.Code
}
