package stripe

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	sdk "github.com/stripe/stripe-go/v76"
)

// Dispute is a payment that the holder of the card contests (chargeback).
type Dispute struct {
	ID        string
	Status    string // warning_…, needs_response, under_review, won, lost
	Reason    string
	Currency  string
	Amount    int64
	Intent    string
	OpenedAt  time.Time
	RespondBy time.Time // zero: no answer is asked for
	// Fee is what Stripe takes for it, in the currency of its balance.
	Fee, FeeGross int64
	FeeCurrency   string
}

// The statuses of disputes that are decided.
const (
	DisputeWon           = "won"
	DisputeLost          = "lost"
	DisputeWarningClosed = "warning_closed"
)

// Dispute asks how a dispute stands.
func (c *Client) Dispute(ctx context.Context, id string) (Dispute, error) {
	d, err := c.disputes.Get(id, &sdk.DisputeParams{Params: sdk.Params{Context: ctx}})
	if err != nil {
		return Dispute{}, failed(err)
	}
	out := Dispute{ID: d.ID, Status: string(d.Status), Reason: string(d.Reason), Currency: string(d.Currency), Amount: d.Amount, OpenedAt: at(d.Created)}
	if d.PaymentIntent != nil {
		out.Intent = d.PaymentIntent.ID
	}
	if d.EvidenceDetails != nil {
		out.RespondBy = at(d.EvidenceDetails.DueBy)
	}
	for _, b := range d.BalanceTransactions {
		if b.Fee > 0 {
			out.Fee, out.FeeCurrency = out.Fee+b.Fee, string(b.Currency)
			out.FeeGross += max(b.Amount, -b.Amount)
		}
	}
	return out, nil
}

// Payout is money on its way from Stripe to our bank.
type Payout struct {
	ID       string
	Status   string // pending, in_transit, paid, failed, canceled
	Currency string
	Amount   int64
	ArriveAt time.Time
}

// The statuses of payouts that have ended. One that was paid may fail afterwards.
const (
	PayoutPaid     = "paid"
	PayoutFailed   = "failed"
	PayoutCanceled = "canceled"
)

// Payout asks how a payout stands.
func (c *Client) Payout(ctx context.Context, id string) (Payout, error) {
	p, err := c.payouts.Get(id, &sdk.PayoutParams{Params: sdk.Params{Context: ctx}})
	if err != nil {
		return Payout{}, failed(err)
	}
	return Payout{ID: p.ID, Status: string(p.Status), Currency: string(p.Currency), Amount: p.Amount, ArriveAt: at(p.ArrivalDate)}, nil
}

// maxEvents bounds how much of the past is asked for at once.
const maxEvents = 5000

// Events lists what happened since a moment, the newest first. Stripe keeps it for
// thirty days.
func (c *Client) Events(ctx context.Context, since time.Time) ([]Event, error) {
	p := &sdk.EventListParams{CreatedRange: &sdk.RangeQueryParams{GreaterThanOrEqual: since.Unix()}}
	p.Context, p.Limit = ctx, sdk.Int64(pageSize)
	var out []Event
	i := c.events.List(p)
	for len(out) < maxEvents && i.Next() {
		e := i.Event()
		raw, err := json.Marshal(map[string]any{
			"id": e.ID, "object": "event", "type": e.Type, "created": e.Created, "livemode": e.Livemode, "data": map[string]any{"object": e.Data.Raw},
		})
		if err != nil {
			return nil, fmt.Errorf("encode event %s: %w", e.ID, err)
		}
		var b body
		if err := json.Unmarshal(raw, &b); err != nil {
			return nil, fmt.Errorf("read event %s: %w", e.ID, err)
		}
		out = append(out, b.event(raw))
	}
	return out, failed(i.Err())
}
