package bulk

import (
	"context"
	"errors"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/cart"
	"github.com/chophien/chophien/internal/checkout"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/payment"
	"github.com/chophien/chophien/internal/requisition"
)

// Asked is a requisition as a member of the firm looks at it.
type Asked struct {
	requisition.Requisition

	Timeline []requisition.Event
	Allowed  []requisition.Action
	// Names of the people in it, by their ids; who left the firm is still named.
	Names map[ident.ID]string
	// Now is what it would cost at this moment; nil when it has ended.
	Now *Quote
	// Shown are its lines with the goods' names, as asked.
	Shown []ShownLine
	// Programme under which it is asked for; empty for none.
	Programme string
	// Place is the commune as people say it; empty when it is not known any more.
	Place string
}

// ShownLine is one line as asked, and its goods as they are now.
type ShownLine struct {
	requisition.Line

	Goods cart.Line // zero where they are gone
	Gone  bool
}

// role is in which capacity a member acts on a requisition.
func role(m party.Membership, userID ident.ID, r requisition.Requisition) requisition.Role {
	switch {
	case m.Role == party.RoleOwner:
		return requisition.RoleOwner
	case r.RequestedBy == userID:
		return requisition.RoleRequester
	}
	return requisition.RoleMember
}

// ShowRequisition returns one requisition to a member of its firm, with what it would
// cost now. Errors: ErrNotFound, ErrNotVerified, requisition.ErrNotFound.
func (s *Service) ShowRequisition(ctx context.Context, actor party.Actor, orgID, id ident.ID) (Asked, error) {
	m, err := buyer(actor, orgID)
	if err != nil {
		return Asked{}, err
	}
	r, err := s.Requisition.ByID(ctx, orgID, id)
	if err != nil {
		return Asked{}, err
	}
	a := Asked{Requisition: r, Allowed: requisition.Allowed(r.Status, role(m, actor.UserID, r))}
	if a.Timeline, err = s.Requisition.Timeline(ctx, id); err != nil {
		return a, err
	}
	if a.Names, err = s.names(ctx, r, a.Timeline); err != nil {
		return a, err
	}
	if a.Programme, err = s.store.programmeName(ctx, r.ProgrammeID, actor.Locale); err != nil {
		return a, err
	}
	return a, s.present(ctx, &a, m)
}

// present adds the lines with their goods and, while it waits, the present quote.
func (s *Service) present(ctx context.Context, a *Asked, m party.Membership) error {
	ids := make([]ident.ID, len(a.Lines))
	for i, l := range a.Lines {
		ids[i] = l.VariantID
	}
	offers, err := s.Catalog.Snapshot(ctx, ids)
	if err != nil {
		return err
	}
	var there []cart.Want
	for id, o := range offers {
		offers[id] = unbounded(o)
	}
	for _, w := range wants(a.Requisition) {
		if _, ok := offers[w.VariantID]; ok {
			there = append(there, w)
		}
	}
	c, err := cart.Of(there, offers)
	if err != nil {
		return err
	}
	goods := map[ident.ID]cart.Line{}
	for _, l := range c.Lines() {
		goods[l.Offer.VariantID] = l
	}
	for _, l := range a.Lines {
		g, ok := goods[l.VariantID]
		a.Shown = append(a.Shown, ShownLine{Line: l, Goods: g, Gone: !ok})
	}
	q, err := s.Checkout.QuoteFor(ctx, a.OrgID, c, a.CommuneCode)
	var told *apperr.Error
	if errors.As(err, &told) { // the commune is no more, or nothing is left to quote
		return nil
	}
	if err != nil {
		return err
	}
	a.Place = q.Place.Label()
	if a.Status != requisition.StatusWaiting {
		return nil
	}
	a.Now = &Quote{Quote: q, Placed: true}
	return s.around(ctx, a.Now, m)
}

func (s *Service) names(ctx context.Context, r requisition.Requisition, events []requisition.Event) (map[ident.ID]string, error) {
	ids := []ident.ID{r.RequestedBy, r.DecidedBy}
	for _, e := range events {
		ids = append(ids, e.ActorID)
	}
	return s.store.people(ctx, ids)
}

func wants(r requisition.Requisition) []cart.Want {
	out := make([]cart.Want, len(r.Lines))
	for i, l := range r.Lines {
		out[i] = cart.Want{VariantID: l.VariantID, Quantity: l.Quantity}
	}
	return out
}

// ApproveInput is an owner's word for what they were shown.
type ApproveInput struct {
	Actor              party.Actor
	OrgID, ID          ident.ID
	ExpectedTotal      money.VND
	AcceptTermsVersion string
}

// Approve buys what was asked for, at today's prices and out of today's stock,
// which must come to the total that the owner was shown. Who decides second is told
// so. Errors: requisition errors, and those of Order.
func (s *Service) Approve(ctx context.Context, in ApproveInput) (requisition.Requisition, error) {
	m, err := buyer(in.Actor, in.OrgID)
	if err != nil {
		return requisition.Requisition{}, err
	}
	var out requisition.Requisition
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		r, err := s.Requisition.Lock(ctx, in.OrgID, in.ID)
		if err != nil {
			return err
		}
		purchaseID := ident.New()
		step := requisition.StepInput{
			OrgID: in.OrgID, ID: in.ID, Action: requisition.ActionApprove, PurchaseID: purchaseID,
			By: requisition.Actor{UserID: in.Actor.UserID, Role: role(m, in.Actor.UserID, r)},
		}
		next, changed, err := s.Requisition.Step(ctx, step)
		if err != nil {
			return s.naming(ctx, r, err)
		}
		out = next
		if !changed {
			return nil
		}
		if err := s.buy(ctx, in, m, r, purchaseID); err != nil {
			return err
		}
		return s.tellApproved(ctx, next, in.Actor)
	})
	return out, err
}

// buy places a requisition's order for the owner who approves it.
func (s *Service) buy(ctx context.Context, in ApproveInput, m party.Membership, r requisition.Requisition, id ident.ID) error {
	c, err := s.cart(ctx, wants(r))
	if err != nil {
		return err
	}
	place := checkout.PlaceInput{
		Owner: cart.Owner{UserID: in.Actor.UserID}, Key: r.ID.String(), Locale: r.Locale, FullName: r.FullName, Phone: r.Phone, Email: r.Email,
		CommuneCode: r.CommuneCode, AddressLine: r.AddressLine, Note: r.Note, Payment: payment.MethodCode(r.PaymentMethod),
		AcceptTermsVersion: in.AcceptTermsVersion, Adult: r.Adult, ExpectedTotal: &in.ExpectedTotal,
	}
	if place.Firm, err = s.firm(ctx, m, r.ProgrammeID, c); err != nil {
		return err
	}
	return s.Checkout.PlaceFor(ctx, place, id, c)
}

// DecideInput refuses or withdraws a requisition.
type DecideInput struct {
	Actor     party.Actor
	OrgID, ID ident.ID
	Action    requisition.Action // ActionRefuse or ActionWithdraw
	Reason    string
}

// Decide refuses a requisition as an owner, or withdraws one's own. Errors: those of
// requisition.Service.Step.
func (s *Service) Decide(ctx context.Context, in DecideInput) (requisition.Requisition, error) {
	m, err := buyer(in.Actor, in.OrgID)
	if err != nil {
		return requisition.Requisition{}, err
	}
	var out requisition.Requisition
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		was, err := s.Requisition.Lock(ctx, in.OrgID, in.ID)
		if err != nil {
			return err
		}
		by := requisition.Actor{UserID: in.Actor.UserID, Role: role(m, in.Actor.UserID, was)}
		if in.Action == requisition.ActionWithdraw && was.RequestedBy == in.Actor.UserID {
			by.Role = requisition.RoleRequester // an owner who asked before becoming one
		}
		next, changed, err := s.Requisition.Step(ctx, requisition.StepInput{OrgID: in.OrgID, ID: in.ID, Action: in.Action, By: by, Reason: in.Reason})
		if err != nil {
			return s.naming(ctx, was, err)
		}
		out = next
		if !changed {
			return nil
		}
		return s.tellDecided(ctx, next, in.Actor)
	})
	return out, err
}

// naming adds to ErrDecided who was first.
func (s *Service) naming(ctx context.Context, r requisition.Requisition, err error) error {
	var e *apperr.Error
	if !errors.Is(err, requisition.ErrDecided) || !errors.As(err, &e) {
		return err
	}
	names, readErr := s.store.people(ctx, []ident.ID{r.DecidedBy})
	if readErr != nil {
		return readErr
	}
	return e.With("by", names[r.DecidedBy])
}

// Expire ends a requisition whose time is over; what was decided or is not over yet
// stays as it is.
func (s *Service) Expire(ctx context.Context, id ident.ID) error {
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		r, changed, err := s.Requisition.Step(ctx, requisition.StepInput{
			ID: id, Action: requisition.ActionExpire, By: requisition.Actor{Role: requisition.RoleSystem},
		})
		if errors.Is(err, requisition.ErrNotAllowed) {
			return nil
		}
		if err != nil || !changed {
			return err
		}
		return s.tellExpired(ctx, r)
	})
}
