package penalty

import (
	"context"
	"errors"

	"github.com/chophien/chophien/internal/announce"
	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/books"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/notify"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/db/idempotency"
)

// Deps are the capabilities that a penalty joins.
type Deps struct {
	DB       *db.DB
	Books    *books.Service
	Party    *party.Service
	Announce *announce.Service
	Clock    clock.Clock
}

// Service is the use cases of penalties. Who may call them, is the caller's business.
type Service struct {
	Deps
	store store
}

// NewService returns penalties over their capabilities.
func NewService(d Deps) *Service { return &Service{Deps: d, store: store{db: d.DB}} }

// listLimit bounds a list.
const listLimit = 300

// List lists all penalties, those that wait for a second person first, then the newest.
func (s *Service) List(ctx context.Context) ([]Penalty, error) {
	return s.store.read(ctx, `ORDER BY (x.state = 'proposed') DESC, x.proposed_at DESC, x.id LIMIT ?`, listLimit)
}

// OfOrg lists a cooperative's penalties that were approved, the newest first.
func (s *Service) OfOrg(ctx context.Context, orgID ident.ID) ([]Penalty, error) {
	return s.store.read(ctx, `WHERE x.org_id = ? AND x.approved_at IS NOT NULL ORDER BY x.approved_at DESC, x.id LIMIT ?`, orgID, listLimit)
}

// ByID returns one. Errors: ErrNotFound.
func (s *Service) ByID(ctx context.Context, id ident.ID) (Penalty, error) {
	list, err := s.store.read(ctx, `WHERE x.id = ?`, id)
	if err == nil && len(list) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return Penalty{}, err
	}
	return list[0], nil
}

// Propose writes a penalty that a second person has to approve; the Alliance is told. A
// repeated key returns what the first made. Errors: request.invalid with all faulty
// fields, idempotency.ErrReused.
func (s *Service) Propose(ctx context.Context, in ProposeInput) (Penalty, error) {
	key := idempotency.Key{UserID: in.ActorID, Operation: "penalty.propose", Value: in.Key}
	in.Key = ""
	in, err := in.validate()
	if err != nil {
		return Penalty{}, err
	}
	now := s.Clock.Now()
	p := Penalty{
		ID: ident.New(), Code: "PT" + ident.Code(7), OrgID: in.OrgID, Amount: in.Amount, Reason: in.Reason, Message: in.Message,
		State: StateProposed, ProposedBy: in.ActorID, ProposedAt: now, Version: 1,
	}
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		id, err := idempotency.Claim(ctx, s.DB, key, in, p.ID, now)
		if err != nil || id != p.ID {
			p.ID = id
			return err
		}
		name, err := s.store.cooperative(ctx, in.OrgID)
		if err != nil {
			return err
		}
		if name == "" {
			return apperr.ErrInvalid.AtField("/orgId", errOrg)
		}
		if in.About != "" {
			if p.OrderID, p.ContractID, err = s.store.about(ctx, in.OrgID, in.About); err != nil {
				return err
			}
			if p.OrderID == ident.Nil && p.ContractID == ident.Nil {
				return apperr.ErrInvalid.AtField("/about", errAbout)
			}
		}
		if err := s.store.insert(ctx, p); err != nil {
			return err
		}
		alliance, err := s.store.alliance(ctx)
		if err != nil {
			return err
		}
		for _, org := range alliance {
			if err := s.Announce.Tell(ctx, announce.News{
				To: org, Kind: notify.KindPenaltyToApprove, Dedupe: "penalty:" + p.ID.String() + ":propose",
				Mail: notify.TradeMail{Code: p.Code, From: name, AmountVND: int64(p.Amount), Reason: p.Reason, URL: "/lien-minh/tai-chinh/tien-phat"},
			}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return Penalty{}, err
	}
	return s.ByID(ctx, p.ID)
}

// Act takes a step; the same step again by the same person changes nothing. Approving
// posts the penalty and tells the cooperative, taking back posts the other way round and
// tells it too. Errors: ErrNotFound and those of Penalty.Apply.
func (s *Service) Act(ctx context.Context, id ident.ID, c Command) (Penalty, error) {
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.store.lock(ctx, id); err != nil {
			return err
		}
		p, err := s.ByID(ctx, id)
		if err != nil {
			return err
		}
		next, err := p.Apply(c, s.Clock.Now())
		if errors.Is(err, errDone) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := s.store.update(ctx, next); err != nil {
			return err
		}
		return s.follow(ctx, next, c)
	})
	if err != nil {
		return Penalty{}, err
	}
	return s.ByID(ctx, id)
}

// follow posts, records and tells what a step means.
func (s *Service) follow(ctx context.Context, p Penalty, c Command) error {
	kind, reason := notify.KindPenaltyImposed, p.Reason+" "+p.Message
	var err error
	switch c.Action {
	case ActionDiscard:
		return nil // nobody outside has heard of it
	case ActionApprove:
		err = s.Books.Penalise(ctx, p.OrgID, p.ID, p.Amount)
	case ActionTakeBack:
		kind, reason = notify.KindPenaltyLifted, p.EndReason
		err = s.Books.PenaltyBack(ctx, p.OrgID, p.ID, p.Amount)
	}
	if err != nil {
		return err
	}
	if err := s.Party.Record(ctx, party.AuditEntry{
		ActorID: c.By, OrgID: p.OrgID, Action: "penalty." + string(c.Action), Subject: p.ID.String(), Detail: map[string]string{"code": p.Code, "amount": p.Amount.String()},
	}); err != nil {
		return err
	}
	return s.Announce.Tell(ctx, announce.News{
		To: p.OrgID, Kind: kind, Dedupe: "penalty:" + p.ID.String() + ":" + string(c.Action),
		Mail: notify.TradeMail{Code: p.Code, Title: p.About, AmountVND: int64(p.Amount), Reason: reason, URL: "/quan-ly/" + p.OrgID.String() + "/tien"},
	})
}
