package stripe

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/stripe/stripe-go/v76/webhook"
)

// Event is something that happened at Stripe, as told by it.
type Event struct {
	ID        string
	Type      string // payment_intent.succeeded …
	Object    string // the id of what it is about
	Intent    string // the payment that this belongs to; empty: none
	CreatedAt time.Time
	Raw       []byte
}

// Errors of webhooks.
var (
	// ErrSignature: not signed, or not with our secret, or by what is not Stripe.
	ErrSignature = errors.New("stripe: the webhook is not signed by Stripe")
	// ErrOld: signed longer ago than is believed; Stripe signs anew whatever it repeats.
	ErrOld = errors.New("stripe: the webhook was signed too long ago")
	// ErrShape: signed, but no event.
	ErrShape = errors.New("stripe: the webhook is no event")
)

// body is the part of an event that is read. All else is asked of Stripe.
type body struct {
	ID      string `json:"id"`
	Object  string `json:"object"`
	Type    string `json:"type"`
	Created int64  `json:"created"`
	Data    struct {
		Object struct {
			ID     string          `json:"id"`
			Object string          `json:"object"`
			Intent json.RawMessage `json:"payment_intent"`
		} `json:"object"`
	} `json:"data"`
}

const maxName = 255

// Verify reads a webhook's body, byte for byte as it came, if its signature and the
// signature's age are right. Errors: ErrSignature, ErrOld, ErrShape.
func Verify(raw []byte, header, secret string) (Event, error) {
	err := webhook.ValidatePayload(raw, header, secret)
	switch {
	case errors.Is(err, webhook.ErrTooOld):
		return Event{}, ErrOld
	case err != nil:
		return Event{}, fmt.Errorf("%w: %w", ErrSignature, err)
	}
	var b body
	if err := json.Unmarshal(raw, &b); err != nil {
		return Event{}, fmt.Errorf("%w: %w", ErrShape, err)
	}
	if b.ID == "" || b.Type == "" || len(b.ID) > maxName || len(b.Type) > maxName || len(b.Data.Object.ID) > maxName {
		return Event{}, ErrShape
	}
	return b.event(raw), nil
}

func (b body) event(raw []byte) Event {
	out := Event{ID: b.ID, Type: b.Type, CreatedAt: at(b.Created), Object: b.Data.Object.ID, Raw: raw}
	if b.Data.Object.Object == "payment_intent" {
		out.Intent = out.Object
		return out
	}
	var intent string
	if json.Unmarshal(b.Data.Object.Intent, &intent) == nil {
		out.Intent = intent
	}
	return out
}

// Sign makes the header that Stripe would send with a body, for the fake of the tests.
func Sign(body []byte, secret string, at time.Time) string {
	return webhook.GenerateTestSignedPayload(&webhook.UnsignedPayload{Payload: body, Secret: secret, Timestamp: at}).Header
}
