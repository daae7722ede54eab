package stripe

import (
	"context"

	sdk "github.com/stripe/stripe-go/v76"
)

// Account is another's account with Stripe that is connected to ours.
type Account struct {
	ID      string
	Country string // two letters
	// Ready: it takes transfers and Stripe pays them out.
	Ready bool
}

// Account asks how a connected account stands. FaultMissing or FaultRefused: it is not
// connected to ours.
func (c *Client) Account(ctx context.Context, id string) (Account, error) {
	a, err := c.accounts.GetByID(id, &sdk.AccountParams{Params: sdk.Params{Context: ctx}})
	if err != nil {
		return Account{}, failed(err)
	}
	return Account{
		ID: a.ID, Country: a.Country,
		Ready: a.PayoutsEnabled && a.Capabilities != nil && a.Capabilities.Transfers == sdk.AccountCapabilityStatusActive,
	}, nil
}

// Transfer is money on its way from our balance to a connected account.
type Transfer struct {
	ID          string
	Currency    string
	Amount      int64
	Back        int64 // reversed of it
	Reversed    bool  // all of it
	Destination string
	Group       string
	Metadata    map[string]string
}

// TransferParams are what a transfer is made of.
type TransferParams struct {
	Amount      int64             `json:"amount"`
	Currency    string            `json:"currency"`
	Destination string            `json:"destination"`
	Group       string            `json:"group"`
	Metadata    map[string]string `json:"metadata"`
}

// CreateTransfer sends money of our balance to a connected account.
func (c *Client) CreateTransfer(ctx context.Context, key string, in TransferParams) (Transfer, error) {
	got, err := c.transfers.New(&sdk.TransferParams{
		Params: write(ctx, key), Amount: &in.Amount, Currency: &in.Currency, Destination: &in.Destination, TransferGroup: &in.Group, Metadata: in.Metadata,
	})
	return toTransfer(got), failed(err)
}

// Transfer asks how a transfer stands.
func (c *Client) Transfer(ctx context.Context, id string) (Transfer, error) {
	got, err := c.transfers.Get(id, &sdk.TransferParams{Params: sdk.Params{Context: ctx}})
	return toTransfer(got), failed(err)
}

// TransfersOf lists the transfers of a group, at most a hundred.
func (c *Client) TransfersOf(ctx context.Context, group string) ([]Transfer, error) {
	p := &sdk.TransferListParams{TransferGroup: &group}
	p.Context, p.Limit, p.Single = ctx, sdk.Int64(pageSize), true
	var out []Transfer
	i := c.transfers.List(p)
	for i.Next() {
		out = append(out, toTransfer(i.Transfer()))
	}
	return out, failed(i.Err())
}

// ReverseTransfer takes all of a transfer back. FaultState or FaultRefused: it was
// reversed before, or the account does not have so much any more.
func (c *Client) ReverseTransfer(ctx context.Context, key, id string) error {
	_, err := c.reversals.New(&sdk.TransferReversalParams{Params: write(ctx, key), ID: &id})
	return failed(err)
}

func toTransfer(t *sdk.Transfer) Transfer {
	if t == nil {
		return Transfer{}
	}
	out := Transfer{
		ID: t.ID, Currency: string(t.Currency), Amount: t.Amount, Back: t.AmountReversed, Reversed: t.Reversed, Group: t.TransferGroup, Metadata: t.Metadata,
	}
	if t.Destination != nil {
		out.Destination = t.Destination.ID
	}
	return out
}
