package stripe

import (
	"context"

	sdk "github.com/stripe/stripe-go/v76"
)

// Card is a saved card. Its number is known to Stripe alone.
type Card struct {
	ID       string // pm_…
	Customer string // whose; empty: removed
	Brand    string // visa, mastercard …
	Last4    string
	Month    int64
	Year     int64
}

// Setup opens the saving of a card to the page (SetupIntent).
type Setup struct {
	ID           string
	ClientSecret string `json:"-"` // not kept
}

// CreateCustomer opens a customer for one of our people; metadata says whom.
func (c *Client) CreateCustomer(ctx context.Context, key string, metadata map[string]string) (string, error) {
	got, err := c.customers.New(&sdk.CustomerParams{Params: write(ctx, key), Metadata: metadata})
	if err != nil {
		return "", failed(err)
	}
	return got.ID, nil
}

// CreateSetup opens the saving of a card without a payment.
func (c *Client) CreateSetup(ctx context.Context, key, customer string) (Setup, error) {
	got, err := c.setups.New(&sdk.SetupIntentParams{
		Params: write(ctx, key), Customer: &customer, Usage: sdk.String("on_session"), PaymentMethodTypes: []*string{sdk.String("card")},
	})
	if err != nil {
		return Setup{}, failed(err)
	}
	return Setup{ID: got.ID, ClientSecret: got.ClientSecret}, nil
}

// Setup asks for a saving that was opened before, with its secret.
func (c *Client) Setup(ctx context.Context, id string) (Setup, error) {
	got, err := c.setups.Get(id, &sdk.SetupIntentParams{Params: sdk.Params{Context: ctx}})
	if err != nil {
		return Setup{}, failed(err)
	}
	return Setup{ID: got.ID, ClientSecret: got.ClientSecret}, nil
}

// Cards lists a customer's saved cards.
func (c *Client) Cards(ctx context.Context, customer string) ([]Card, error) {
	p := &sdk.PaymentMethodListParams{Customer: &customer, Type: sdk.String("card")}
	p.Context, p.Limit, p.Single = ctx, sdk.Int64(pageSize), true
	out := []Card{}
	i := c.methods.List(p)
	for i.Next() {
		out = append(out, toCard(i.PaymentMethod()))
	}
	return out, failed(i.Err())
}

// Card asks for one card, and whose it is.
func (c *Client) Card(ctx context.Context, id string) (Card, error) {
	got, err := c.methods.Get(id, &sdk.PaymentMethodParams{Params: sdk.Params{Context: ctx}})
	if err != nil {
		return Card{}, failed(err)
	}
	return toCard(got), nil
}

// RemoveCard takes a card from its customer.
func (c *Client) RemoveCard(ctx context.Context, key, id string) error {
	_, err := c.methods.Detach(id, &sdk.PaymentMethodDetachParams{Params: write(ctx, key)})
	return failed(err)
}

func toCard(m *sdk.PaymentMethod) Card {
	out := Card{ID: m.ID}
	if m.Customer != nil {
		out.Customer = m.Customer.ID
	}
	if m.Card != nil {
		out.Brand, out.Last4, out.Month, out.Year = string(m.Card.Brand), m.Card.Last4, m.Card.ExpMonth, m.Card.ExpYear
	}
	return out
}

// DeleteCustomer takes a customer away with all saved cards.
func (c *Client) DeleteCustomer(ctx context.Context, key, id string) error {
	_, err := c.customers.Del(id, &sdk.CustomerParams{Params: write(ctx, key)})
	if FaultOf(failed(err)) == FaultMissing {
		return nil
	}
	return failed(err)
}
