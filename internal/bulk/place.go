package bulk

import (
	"context"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/cart"
	"github.com/chophien/chophien/internal/checkout"
	"github.com/chophien/chophien/internal/demand"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/payment"
	"github.com/chophien/chophien/internal/platform/db/idempotency"
	"github.com/chophien/chophien/internal/platform/jobs"
	"github.com/chophien/chophien/internal/requisition"
)

// OrderInput is a firm's order as its member asks for it. Owner and Firm of the
// embedded input are set here.
type OrderInput struct {
	checkout.PlaceInput

	Actor       party.Actor
	OrgID       ident.ID
	ProgrammeID ident.ID // ident.Nil: under none
	Lines       []cart.Want
}

// Ordered is what came of an order: a purchase, or a requisition that waits.
type Ordered struct {
	PurchaseID  ident.ID // ident.Nil: it waits
	Requisition *requisition.Requisition
}

// Order places an order, or asks the firm's owner where the total is above the
// firm's limit. A repeated key returns what the first made.
//
// Errors: request.invalid with all faulty fields, ErrNotFound, ErrNotVerified,
// idempotency.ErrReused, checkout.ErrCartProblem, checkout.ErrPriceChanged,
// checkout.ErrNotShippable, checkout.ErrAge, credit errors, stock.ErrNotEnough. On
// any error nothing is changed.
func (s *Service) Order(ctx context.Context, in OrderInput) (Ordered, error) {
	m, err := buyer(in.Actor, in.OrgID)
	if err != nil {
		return Ordered{}, err
	}
	if err := checkLines(in.Lines); err != nil {
		return Ordered{}, err
	}
	if in.ExpectedTotal == nil {
		return Ordered{}, apperr.ErrInvalid.AtField("/expectedTotalVnd", errShown)
	}
	in.PlaceInput = in.Normalised()
	var out Ordered
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		fresh := ident.New()
		key := idempotency.Key{UserID: in.Actor.UserID, Operation: "bulk.order:" + in.OrgID.String(), Value: in.Key}
		id, err := idempotency.Claim(ctx, s.DB, key, fingerprint(in), fresh, s.Clock.Now())
		if err != nil {
			return err
		}
		if id == fresh {
			out, err = s.order(ctx, in, m, fresh)
			return err
		}
		out, err = s.again(ctx, in.OrgID, id)
		return err
	})
	return out, err
}

// fingerprint is what tells two orders under one key apart; the key is no part of it.
func fingerprint(in OrderInput) any {
	p := in.PlaceInput
	p.Key = ""
	return []any{p, in.ProgrammeID, in.Lines}
}

// again answers a repeated key.
func (s *Service) again(ctx context.Context, orgID, id ident.ID) (Ordered, error) {
	r, found, err := s.Requisition.Find(ctx, orgID, id)
	if err != nil || !found {
		return Ordered{PurchaseID: id}, err
	}
	return Ordered{PurchaseID: r.PurchaseID, Requisition: &r}, nil
}

func (s *Service) order(ctx context.Context, in OrderInput, m party.Membership, id ident.ID) (Ordered, error) {
	c, err := s.cart(ctx, in.Lines)
	if err != nil {
		return Ordered{}, err
	}
	in.Owner = cart.Owner{UserID: in.Actor.UserID}
	if in.Firm, err = s.firm(ctx, m, in.ProgrammeID, c); err != nil {
		return Ordered{}, err
	}
	q, err := s.Checkout.Check(ctx, in.PlaceInput, c)
	if err != nil {
		return Ordered{}, err
	}
	rules, err := s.Requisition.Rules(ctx, in.OrgID)
	if err != nil {
		return Ordered{}, err
	}
	if m.Role == party.RoleOwner || !rules.Asks(q.Total) {
		return Ordered{PurchaseID: id}, s.Checkout.PlaceFor(ctx, in.PlaceInput, id, c)
	}
	r, err := s.ask(ctx, in, q, id)
	return Ordered{Requisition: &r}, err
}

// firm names in whose name and under which programme a cart is bought. All who sell
// must take part in the programme.
func (s *Service) firm(ctx context.Context, m party.Membership, programmeID ident.ID, c cart.Cart) (checkout.Firm, error) {
	f := checkout.Firm{OrgID: m.OrgID, Name: m.Name}
	if programmeID == ident.Nil {
		return f, nil
	}
	p, err := s.programme(ctx, programmeID, m.OrgID)
	if err != nil {
		return f, err
	}
	if names := outside(p, c); len(names) > 0 {
		return f, apperr.ErrInvalid.AtField("/programmeId", errOutside).With("cooperatives", names)
	}
	f.ProgrammeID, f.Programme = p.ID, order.Text(p.Name)
	return f, nil
}

// outside names the cooperatives of a cart that take no part in a programme. Pure.
func outside(p demand.Programme, c cart.Cart) []string {
	var names []string
	for _, g := range c.Groups {
		if !p.Joins(g.Cooperative.ID, g.Cooperative.ProvinceCode) {
			names = append(names, g.Cooperative.ShortName)
		}
	}
	return names
}

// ask keeps an order as a requisition and tells the owners.
func (s *Service) ask(ctx context.Context, in OrderInput, q checkout.Quote, id ident.ID) (requisition.Requisition, error) {
	if in.Payment == payment.CodePayLater {
		l, err := s.Credit.Line(ctx, in.OrgID)
		if err != nil {
			return requisition.Requisition{}, err
		}
		if err := l.Admits(q.Total); err != nil { // what cannot be bought now need not be asked for
			return requisition.Requisition{}, err
		}
	}
	r := requisition.Requisition{
		ID: id, OrgID: in.OrgID, RequestedBy: in.Actor.UserID, Locale: in.Locale, FullName: in.FullName, Phone: in.Phone, Email: in.Email,
		CommuneCode: in.CommuneCode, AddressLine: in.AddressLine, Note: in.Note, PaymentMethod: string(in.Payment), ProgrammeID: in.ProgrammeID,
		Adult: in.Adult, Subtotal: q.Subtotal, Shipping: q.Shipping, Total: q.Total,
	}
	for _, l := range q.Cart.Lines() {
		r.Lines = append(r.Lines, requisition.Line{VariantID: l.Offer.VariantID, Quantity: l.Quantity, UnitPrice: l.UnitPrice})
	}
	r, err := s.Requisition.Open(ctx, r)
	if err != nil {
		return r, err
	}
	if err := s.Party.RecordConsent(ctx, party.Consent{
		Subject: in.Actor.UserID, Purpose: party.PurposeTerms, Version: in.AcceptTermsVersion, Granted: true,
	}); err != nil {
		return r, err
	}
	if err := s.Queue.Enqueue(ctx, jobs.Job{Args: expire{ID: r.ID}, At: r.ExpiresAt}); err != nil {
		return r, err
	}
	return r, s.tellAsked(ctx, r, in.Actor)
}
