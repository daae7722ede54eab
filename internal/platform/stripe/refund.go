package stripe

import (
	"context"

	sdk "github.com/stripe/stripe-go/v76"
)

// Refund is money on its way back to a card.
type Refund struct {
	ID       string
	Status   string // pending, requires_action, succeeded, failed, canceled
	Currency string
	Amount   int64
	Intent   string
	Metadata map[string]string
	Reason   string // why it failed
}

// The statuses of refunds that are not under way.
const (
	RefundSucceeded = "succeeded"
	RefundFailed    = "failed"
	RefundCanceled  = "canceled"
)

// RefundParams are what a refund is made of.
type RefundParams struct {
	Intent   string            `json:"intent"`
	Amount   int64             `json:"amount"`
	Metadata map[string]string `json:"metadata"`
}

// CreateRefund sends money of a payment back.
func (c *Client) CreateRefund(ctx context.Context, key string, in RefundParams) (Refund, error) {
	got, err := c.refunds.New(&sdk.RefundParams{
		Params: write(ctx, key), PaymentIntent: &in.Intent, Amount: &in.Amount, Metadata: in.Metadata, Reason: sdk.String("requested_by_customer"),
	})
	return toRefund(got), failed(err)
}

// Refund asks how a refund stands.
func (c *Client) Refund(ctx context.Context, id string) (Refund, error) {
	got, err := c.refunds.Get(id, &sdk.RefundParams{Params: sdk.Params{Context: ctx}})
	return toRefund(got), failed(err)
}

// RefundsOf lists what was sent back of a payment, at most a hundred.
func (c *Client) RefundsOf(ctx context.Context, intent string) ([]Refund, error) {
	p := &sdk.RefundListParams{PaymentIntent: &intent}
	p.Context, p.Limit, p.Single = ctx, sdk.Int64(pageSize), true
	var out []Refund
	i := c.refunds.List(p)
	for i.Next() {
		out = append(out, toRefund(i.Refund()))
	}
	return out, failed(i.Err())
}

const pageSize = 100

func toRefund(r *sdk.Refund) Refund {
	if r == nil {
		return Refund{}
	}
	out := Refund{ID: r.ID, Status: string(r.Status), Currency: string(r.Currency), Amount: r.Amount, Metadata: r.Metadata, Reason: string(r.FailureReason)}
	if r.PaymentIntent != nil {
		out.Intent = r.PaymentIntent.ID
	}
	return out
}
