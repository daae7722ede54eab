package requisition

import (
	"context"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
)

// Service is the use cases of requisitions. Methods join the transaction of ctx.
// Who may act in which role is the caller's business.
type Service struct {
	db    *db.DB
	store store
	clock clock.Clock
}

// NewService returns requisitions over a database.
func NewService(d *db.DB, c clock.Clock) *Service {
	return &Service{db: d, store: store{db: d}, clock: c}
}

// Rules returns from which amount on the firm's members must ask.
func (s *Service) Rules(ctx context.Context, orgID ident.ID) (Rules, error) {
	return s.store.rules(ctx, orgID)
}

// SetRulesInput changes the rules against the version that was seen.
type SetRulesInput struct {
	OrgID, ActorID ident.ID
	Above          *money.VND // nil: nobody has to ask
	Version        int64
}

// SetRules changes the firm's approval limit; what waits already goes on waiting.
// Errors: request.invalid, ErrRulesChanged.
func (s *Service) SetRules(ctx context.Context, in SetRulesInput) (Rules, error) {
	if in.Above != nil && (*in.Above < 0 || *in.Above > 1_000_000_000_000) {
		return Rules{}, apperr.ErrInvalid.AtField("/approvalAboveVnd", errLimit)
	}
	out := Rules{OrgID: in.OrgID, Above: in.Above, Version: in.Version + 1}
	return out, s.store.putRules(ctx, out, in.ActorID, s.clock.Now())
}

// Open keeps a new requisition, waiting.
func (s *Service) Open(ctx context.Context, r Requisition) (Requisition, error) {
	now := s.clock.Now()
	r.Code, r.Status, r.Version = "DN"+ident.Code(8), StatusWaiting, 1
	r.CreatedAt, r.UpdatedAt, r.ExpiresAt = now, now, now.Add(WaitFor)
	return r, s.db.InTx(ctx, func(ctx context.Context) error { return s.store.insert(ctx, r) })
}

// ByID returns a requisition of a firm. Errors: ErrNotFound.
func (s *Service) ByID(ctx context.Context, orgID, id ident.ID) (Requisition, error) {
	return s.store.byID(ctx, orgID, id, false)
}

// Find is ByID that answers false where there is none.
func (s *Service) Find(ctx context.Context, orgID, id ident.ID) (Requisition, bool, error) {
	r, err := s.store.byID(ctx, orgID, id, false)
	if apperr.KindOf(err) == apperr.KindNotFound {
		return r, false, nil
	}
	return r, err == nil, err
}

// OfPurchase returns the requisition that became a purchase, if one did.
func (s *Service) OfPurchase(ctx context.Context, orgID, purchaseID ident.ID) (Requisition, bool, error) {
	id, err := s.store.ofPurchase(ctx, orgID, purchaseID)
	if err != nil || id == ident.Nil {
		return Requisition{}, false, err
	}
	return s.Find(ctx, orgID, id)
}

// Timeline lists what happened to a requisition, in order.
func (s *Service) Timeline(ctx context.Context, id ident.ID) ([]Event, error) {
	return s.store.events(ctx, id)
}

// StepInput is an action on a requisition; orgID ident.Nil means of any firm, for
// the system.
type StepInput struct {
	OrgID, ID  ident.ID
	Action     Action
	By         Actor
	Reason     string
	PurchaseID ident.ID // what an approval buys
}

// Lock returns a requisition and keeps other writers out until the transaction of
// ctx ends. Errors: ErrNotFound.
func (s *Service) Lock(ctx context.Context, orgID, id ident.ID) (Requisition, error) {
	return s.store.byID(ctx, orgID, id, true)
}

// Step carries out an action; changed is false where it was done before. Errors:
// ErrNotFound and those of Requisition.Apply.
func (s *Service) Step(ctx context.Context, in StepInput) (r Requisition, changed bool, err error) {
	err = s.db.InTx(ctx, func(ctx context.Context) error {
		was, err := s.store.byID(ctx, in.OrgID, in.ID, true)
		if err != nil {
			return err
		}
		r, changed, err = was.Apply(in.Action, in.By, in.Reason, s.clock.Now())
		if err != nil || !changed {
			return err
		}
		if in.Action == ActionApprove {
			r.PurchaseID = in.PurchaseID
		}
		return s.store.update(ctx, r)
	})
	return r, changed, err
}

const listCursor = "requisitions"

// List returns one page of a firm's requisitions, newest first; status "" means
// any. Errors: keyset.ErrBadCursor.
func (s *Service) List(ctx context.Context, orgID ident.ID, status Status, cursor string, limit int) (keyset.Page[Requisition], error) {
	var page keyset.Page[Requisition]
	after, err := keyset.DecodeTimeID(listCursor, cursor)
	if err != nil {
		return page, err
	}
	items, err := s.store.list(ctx, orgID, status, after, limit+1)
	if err != nil {
		return page, err
	}
	if len(items) > limit {
		items = items[:limit]
		last := items[limit-1]
		page.Next = keyset.EncodeTimeID(listCursor, keyset.TimeID{At: last.CreatedAt, ID: last.ID})
	}
	page.Items = items
	page.Total, err = s.store.count(ctx, orgID, status)
	page.Capped = page.Total >= keyset.CountCap
	return page, err
}

// Due lists the requisitions whose time is over, a batch of them.
func (s *Service) Due(ctx context.Context) ([]ident.ID, error) {
	return s.store.due(ctx, s.clock.Now())
}

// ErasePersonalData takes a person out of what they asked for; the records stay.
func (s *Service) ErasePersonalData(ctx context.Context, userID ident.ID) error {
	return s.store.erase(ctx, userID)
}
