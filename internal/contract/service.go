package contract

import (
	"context"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
)

// Service is the use cases of contracts. Methods join the transaction of ctx;
// those that change anything lock the contract first. Promising capacity, telling
// people and rendering paper go with them in the flow offtake.
type Service struct {
	DB    *db.DB
	Clock clock.Clock
	store store
}

// NewService returns contracts over a database.
func NewService(d *db.DB, c clock.Clock) *Service {
	return &Service{DB: d, Clock: c, store: store{db: d}}
}

// NewCode draws the code by which people call a contract.
func NewCode() string { return "HD-" + ident.Code(8) }

// Draft keeps a new contract, in the transaction of ctx; its state and what it
// lacks of id and code are given here. Errors: request.invalid.
func (s *Service) Draft(ctx context.Context, c Contract, by Actor) (*Contract, error) {
	now := s.Clock.Now()
	if c.ID == ident.Nil {
		c.ID = ident.New()
	}
	if c.Code == "" {
		c.Code = NewCode()
	}
	c.Status, c.Version, c.CreatedAt, c.UpdatedAt = StatusDraft, 1, now, now
	for i := range c.Shares {
		c.Shares[i].ID = ident.New()
	}
	if err := c.check().Err(); err != nil {
		return nil, err
	}
	var out *Contract
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.store.insert(ctx, c, by.UserID); err != nil {
			return err
		}
		if err := s.store.insertEvent(ctx, c.ID, Event{Kind: "draft", By: by, At: now}); err != nil {
			return err
		}
		var err error
		out, err = s.store.byID(ctx, c.ID)
		return err
	})
	return out, err
}

// asParty returns as what an actor acts for an organisation in a contract. A
// cooperative sees it once it was sent. Errors: ErrNotFound.
func asParty(c *Contract, actor party.Actor, orgID ident.ID) (Actor, error) {
	a := Actor{UserID: actor.UserID, OrgID: orgID}
	m, ok := actor.MemberOf(orgID)
	switch {
	case !ok || m.Status != party.StatusVerified:
		return a, ErrNotFound
	case orgID == c.BuyerOrgID:
		a.Role = RoleBuyer
	case c.Document > 0 && slices.Contains(c.Parties(), orgID):
		a.Role = RoleCooperative
	default:
		return a, ErrNotFound
	}
	return a, nil
}

// EditInput is a draft's terms, prices and calendar as they shall be.
type EditInput struct {
	Actor      party.Actor
	OrgID      ident.ID
	ContractID ident.ID
	Version    int64
	Terms      Terms // delivery, place and way of payment stay as the demand said
	Shares     []ShareEdit
}

// ShareEdit is the price and calendar of one share; a share left out keeps its own.
type ShareEdit struct {
	ShareID ident.ID
	Price   Price
	Months  []Month // Month and Plan are read
}

// Edit changes a draft. Errors: request.invalid with all faulty fields,
// ErrNotFound, ErrRole, ErrNotAllowed, ErrChanged.
func (s *Service) Edit(ctx context.Context, in EditInput) (*Contract, error) {
	return s.change(ctx, in.ContractID, func(ctx context.Context, c *Contract) error {
		by, err := asParty(c, in.Actor, in.OrgID)
		if err != nil {
			return err
		}
		next, event, err := c.Apply(ActionEdit, by, in.Version, s.Clock.Now())
		if err != nil {
			return err
		}
		next, err = next.edited(in)
		if err != nil {
			return err
		}
		for _, e := range in.Shares {
			h := next.Share(e.ShareID)
			if err := s.store.setPrice(ctx, h.ID, h.Price); err != nil {
				return err
			}
			for _, m := range e.Months {
				if err := s.store.replan(ctx, c.ID, h.ID, m.Month, m.Plan, s.Clock.Now()); err != nil {
					return err
				}
			}
		}
		return s.write(ctx, next, event)
	})
}

// edited returns the contract with other terms, prices and calendar. Pure.
func (c Contract) edited(in EditInput) (Contract, error) {
	was := c.Terms
	c.Terms = in.Terms
	c.Terms.Delivery, c.Terms.CommuneCode, c.Terms.AddressLine, c.Terms.Payment = was.Delivery, was.CommuneCode, was.AddressLine, was.Payment
	c.Shares = slices.Clone(c.Shares)
	for _, e := range in.Shares {
		i := slices.IndexFunc(c.Shares, func(h Share) bool { return h.ID == e.ShareID })
		if i < 0 {
			return c, apperr.ErrInvalid.AtField("/shares", errChanges)
		}
		h := &c.Shares[i]
		h.Price, h.Months = e.Price, slices.Clone(h.Months)
		for _, m := range e.Months {
			at := h.Month(m.Month)
			if at == nil {
				return c, apperr.ErrInvalid.AtField("/shares", errPlan)
			}
			at.Plan = m.Plan
		}
	}
	return c, c.check().Err()
}

func (s *Service) write(ctx context.Context, next Contract, event *Event) error {
	if err := s.store.update(ctx, next); err != nil || event == nil {
		return err
	}
	return s.store.insertEvent(ctx, next.ID, *event)
}

// change locks a contract, runs fn and returns it as it is then.
func (s *Service) change(ctx context.Context, id ident.ID, fn func(ctx context.Context, c *Contract) error) (*Contract, error) {
	var out *Contract
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		c, err := s.store.lock(ctx, id)
		if err != nil {
			return err
		}
		if err := fn(ctx, c); err != nil {
			return err
		}
		out, err = s.store.byID(ctx, id)
		return err
	})
	return out, err
}

// StepInput is a step without other words, on a contract seen at Version (0: not told).
type StepInput struct {
	Actor      party.Actor
	OrgID      ident.ID
	ContractID ident.ID
	Version    int64
	Reason     string
}

// Refuse sends the document back to the draft, with the reason. Errors:
// request.invalid, ErrNotFound, ErrRole, ErrNotAllowed, ErrChanged.
func (s *Service) Refuse(ctx context.Context, in StepInput) (*Contract, error) {
	return s.step(ctx, ActionRefuse, in)
}

// Cancel gives a contract up before it is in force; what it claims goes back
// (Claims is empty then). Errors: those of Refuse.
func (s *Service) Cancel(ctx context.Context, in StepInput) (*Contract, error) {
	return s.step(ctx, ActionCancel, in)
}

func (s *Service) step(ctx context.Context, a Action, in StepInput) (*Contract, error) {
	return s.change(ctx, in.ContractID, func(ctx context.Context, c *Contract) error {
		by, err := asParty(c, in.Actor, in.OrgID)
		if err != nil {
			return err
		}
		if n := utf8.RuneCountInString(in.Reason); n < 1 || n > 500 {
			return apperr.ErrInvalid.AtField("/reason", errReason)
		}
		next, event, err := c.Apply(a, by, in.Version, s.Clock.Now())
		if err != nil || event == nil {
			return err
		}
		event.Note = in.Reason
		if a == ActionCancel {
			if err := s.forgiveRest(ctx, *c); err != nil {
				return err
			}
		}
		return s.write(ctx, next, event)
	})
}

// forgiveRest ends all that is still to come of a contract.
func (s *Service) forgiveRest(ctx context.Context, c Contract) error {
	now := s.Clock.Now()
	list, err := s.store.deliveriesOf(ctx, c.ID)
	if err != nil {
		return err
	}
	for _, d := range list {
		if !slices.Contains(DeliveryAllowed(d.Status, RoleSystem), DeliveryCancel) {
			continue
		}
		next, _, err := d.Apply(DeliveryCommand{Action: DeliveryCancel, By: Actor{Role: RoleSystem}}, now)
		if err != nil {
			return err
		}
		if err := s.store.updateDelivery(ctx, next); err != nil {
			return err
		}
	}
	open, err := s.store.readShortfalls(ctx, `WHERE f.contract_id = ? AND f.status IN ('raised', 'offered')`, c.ID)
	if err != nil {
		return err
	}
	for _, f := range open {
		f.Status, f.UpdatedAt, f.Version = ShortfallLapsed, now, f.Version+1
		if err := s.store.updateShortfall(ctx, f); err != nil {
			return err
		}
	}
	for _, h := range c.Shares {
		if err := s.returnDeposit(ctx, c, h, h.Remaining(), ident.Nil); err != nil {
			return err
		}
		for _, m := range h.Months {
			if err := s.forgive(ctx, c.ID, h.ID, m.Month, m.Remaining(), "ended", ident.Nil); err != nil {
				return err
			}
		}
	}
	return nil
}

// forgive takes a quantity off what remains of a month, and off its claims.
func (s *Service) forgive(ctx context.Context, contractID, shareID ident.ID, month time.Time, quantity int64, kind string, delivery ident.ID) error {
	if quantity <= 0 {
		return nil
	}
	if err := s.store.adjust(ctx, contractID, adjustment{share: shareID, month: month, kind: kind, forgiven: quantity, delivery: delivery}, s.Clock.Now()); err != nil {
		return err
	}
	return s.store.dropClaims(ctx, shareID, month, quantity)
}

// ByID returns a contract; who reads it decides how much is shown. Errors: ErrNotFound.
func (s *Service) ByID(ctx context.Context, id ident.ID) (*Contract, error) {
	return s.store.byID(ctx, id)
}

// See returns a contract as far as the actor may see it, and as what they do: the
// buyer and the Alliance whole, a cooperative its own shares. Errors: ErrNotFound.
func (s *Service) See(ctx context.Context, actor party.Actor, id ident.ID) (*Contract, Actor, error) {
	c, err := s.store.byID(ctx, id)
	if err != nil {
		return nil, Actor{}, err
	}
	for _, m := range actor.Memberships {
		if a, err := asParty(c, actor, m.OrgID); err == nil {
			if a.Role == RoleCooperative {
				own := c.For(m.OrgID)
				c = &own
			}
			return c, a, nil
		}
	}
	if actor.IsAlliance() && c.Document > 0 {
		return c, Actor{UserID: actor.UserID, Role: RoleAlliance}, nil
	}
	return nil, Actor{}, ErrNotFound
}

// Timeline lists what happened to a contract, oldest first.
func (s *Service) Timeline(ctx context.Context, id ident.ID) ([]Event, error) {
	return s.store.events(ctx, id)
}

// Lock takes a contract for the rest of the transaction of ctx. Errors: ErrNotFound.
func (s *Service) Lock(ctx context.Context, id ident.ID) (*Contract, error) {
	return s.store.lock(ctx, id)
}
