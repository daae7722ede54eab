package bulk

import (
	"context"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/cart"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/checkout"
	"github.com/chophien/chophien/internal/credit"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/requisition"
)

// maxQuantity is what one line can ask for; a cart line cannot hold more either.
const maxQuantity = 1_000_000

// QuoteInput asks what lines cost the firm; with an empty commune without shipping.
type QuoteInput struct {
	Actor       party.Actor
	OrgID       ident.ID
	Lines       []cart.Want
	CommuneCode string
}

// Quote is what an order would cost now, and what else bears on it.
type Quote struct {
	checkout.Quote

	// Placed tells that a commune was given, so shipping is in it.
	Placed bool
	Rules  requisition.Rules
	// MustAsk tells that the actor's order of this total would wait for approval.
	MustAsk bool
	Credit  credit.Line
}

// Quote prices lines. Errors: ErrNotFound, ErrNotVerified, request.invalid with the
// faulty lines, place errors at /communeCode.
func (s *Service) Quote(ctx context.Context, in QuoteInput) (Quote, error) {
	m, err := buyer(in.Actor, in.OrgID)
	if err != nil {
		return Quote{}, err
	}
	c, err := s.cart(ctx, in.Lines)
	if err != nil {
		return Quote{}, err
	}
	var q Quote
	if in.CommuneCode == "" {
		q.Quote = unplaced(c)
	} else if q.Quote, err = s.Checkout.QuoteFor(ctx, in.OrgID, c, in.CommuneCode); err != nil {
		return Quote{}, err
	}
	q.Placed = in.CommuneCode != ""
	return q, s.around(ctx, &q, m)
}

// around adds what the firm's rules and credit say about a quote.
func (s *Service) around(ctx context.Context, q *Quote, m party.Membership) error {
	var err error
	if q.Rules, err = s.Requisition.Rules(ctx, m.OrgID); err != nil {
		return err
	}
	q.MustAsk = m.Role != party.RoleOwner && q.Rules.Asks(q.Total)
	q.Credit, err = s.Credit.Line(ctx, m.OrgID)
	return err
}

// unplaced is a quote of the goods alone. Pure.
func unplaced(c cart.Cart) checkout.Quote {
	q := checkout.Quote{Cart: c, Subtotal: c.Subtotal, Total: c.Subtotal}
	for _, g := range c.Groups {
		q.Groups = append(q.Groups, checkout.QuotedGroup{Group: g})
	}
	return q
}

// cart makes a cart of lines with today's offers. A firm is not held to the most
// that one shopper can take: what is on the shelf is the bound.
func (s *Service) cart(ctx context.Context, lines []cart.Want) (cart.Cart, error) {
	if err := checkLines(lines); err != nil {
		return cart.Cart{}, err
	}
	ids := make([]ident.ID, len(lines))
	for i, l := range lines {
		ids[i] = l.VariantID
	}
	offers, err := s.Catalog.Snapshot(ctx, ids)
	if err != nil {
		return cart.Cart{}, err
	}
	var f apperr.Fields
	for i, l := range lines {
		o, ok := offers[l.VariantID]
		if !ok {
			f.AddErr(line(i)+"/variantId", errVariant)
		}
		offers[l.VariantID] = unbounded(o)
	}
	if err := f.Err(); err != nil {
		return cart.Cart{}, err
	}
	return cart.Of(lines, offers)
}

func unbounded(o catalog.Offer) catalog.Offer {
	o.MaxQty = max(o.MaxQty, maxQuantity)
	return o
}

func checkLines(lines []cart.Want) error {
	if n := len(lines); n == 0 || n > cart.MaxLines {
		return apperr.ErrInvalid.AtField("/lines", errLines)
	}
	var f apperr.Fields
	seen := map[ident.ID]bool{}
	for i, l := range lines {
		if l.Quantity < 1 || l.Quantity > maxQuantity {
			f.AddErr(line(i)+"/quantity", errQuantity)
		}
		if seen[l.VariantID] {
			f.AddErr(line(i)+"/variantId", errTwice)
		}
		seen[l.VariantID] = true
	}
	return f.Err()
}
