package offer

import (
	"context"
	"slices"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/platform/blob"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
)

// Deps are what offers work with. Blobs may be nil in tools that keep no files.
type Deps struct {
	DB    *db.DB
	Blobs *blob.Store
	Clock clock.Clock
}

// Service is the use cases of offers. Methods join the transaction of ctx; those
// that change an offer lock its negotiation first.
type Service struct {
	Deps
	store store
}

// NewService returns offers over a database.
func NewService(d Deps) *Service { return &Service{Deps: d, store: store{db: d.DB}} }

// Open starts a negotiation, or takes over the terms of a later wording of its
// demand, with its date for everybody; changed tells whether it did. Safe to repeat.
func (s *Service) Open(ctx context.Context, n Negotiation) (changed bool, err error) {
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		if changed, err = s.store.open(ctx, n, s.Clock.Now()); err != nil || !changed {
			return err
		}
		return s.store.date(ctx, n.DemandID, n.AnswerBy)
	})
	return changed, err
}

// Lock takes an open negotiation for the rest of the transaction of ctx: nobody
// answers, asks or awards meanwhile. Errors: ErrNotFound, ErrOver.
func (s *Service) Lock(ctx context.Context, demandID ident.ID) (*Negotiation, error) {
	return s.locked(ctx, demandID)
}

// Negotiation returns one. Errors: ErrNotFound.
func (s *Service) Negotiation(ctx context.Context, demandID ident.ID) (*Negotiation, error) {
	return s.store.negotiation(ctx, demandID, false)
}

// ProposeInput asks one cooperative for a share.
type ProposeInput struct {
	DemandID ident.ID
	OrgID    ident.ID
	Items    []Item
	By       Actor
	Note     string
	Seen     int64 // of the offer, if there is one; 0: not told
	Standing bool  // an answer in force stays so until it is answered anew
}

// Propose invites a cooperative, or asks it anew. Errors: ErrNotFound, ErrOver,
// ErrDeadline, ErrNotAllowed, ErrChanged.
func (s *Service) Propose(ctx context.Context, in ProposeInput) (*Offer, error) {
	var out *Offer
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		n, err := s.locked(ctx, in.DemandID)
		if err != nil {
			return err
		}
		list, err := s.store.ofDemand(ctx, in.DemandID)
		if err != nil {
			return err
		}
		now := s.Clock.Now()
		i := slices.IndexFunc(list, func(o Offer) bool { return o.OrgID == in.OrgID })
		if i >= 0 {
			action := ActionAsk
			if in.Standing && list[i].Status.Stands() {
				action = ActionSuggest
			}
			out, err = s.apply(ctx, *n, list[i], Command{Action: action, By: in.By, Seen: in.Seen, Items: in.Items, Note: in.Note})
			return err
		}
		if !now.Before(n.AnswerBy) {
			return ErrDeadline.With("answerBy", n.AnswerBy)
		}
		o := Offer{ID: ident.New(), DemandID: in.DemandID, OrgID: in.OrgID, Status: StatusInvited, AnswerBy: n.AnswerBy, Proposed: 1, Versions: 1, UpdatedAt: now}
		if err := s.store.insert(ctx, o, Version{Number: 1, Kind: "proposal", Items: in.Items, Note: in.Note, By: in.By, At: now}, n.Revision); err != nil {
			return err
		}
		out, err = s.store.byID(ctx, o.ID)
		return err
	})
	return out, err
}

// locked takes an open negotiation for a change. Errors: ErrNotFound, ErrOver.
func (s *Service) locked(ctx context.Context, demandID ident.ID) (*Negotiation, error) {
	n, err := s.store.negotiation(ctx, demandID, true)
	if err == nil && n.Status != NegotiationOpen {
		err = ErrOver.With("status", n.Status)
	}
	return n, err
}

func (s *Service) apply(ctx context.Context, n Negotiation, o Offer, c Command) (*Offer, error) {
	until := o.AnswerBy
	if c.Action == ActionAsk || c.Action == ActionSuggest {
		until = n.AnswerBy
	}
	next, version, err := o.Apply(c, until, s.Clock.Now())
	if err != nil || version == nil {
		return &next, err
	}
	if err := s.store.insertVersion(ctx, o.ID, *version, n.Revision); err != nil {
		return nil, err
	}
	if err := s.store.update(ctx, next); err != nil {
		return nil, err
	}
	if !next.Status.Stands() && next.Status != StatusAwarded {
		if err := s.store.leave(ctx, o.ID, ident.Nil); err != nil {
			return nil, err
		}
	}
	return s.store.byID(ctx, o.ID)
}

func (s *Service) lockOf(ctx context.Context, offerID ident.ID) (*Offer, *Negotiation, error) {
	demandID, err := s.store.demandOf(ctx, offerID)
	if err != nil {
		return nil, nil, err
	}
	n, err := s.locked(ctx, demandID)
	if err != nil {
		return nil, nil, err
	}
	o, err := s.store.byID(ctx, offerID)
	return o, n, err
}

// Extend moves the answer-by date of an open negotiation once, for a second round;
// those who are asked from then on have it, the others keep theirs. done tells
// whether it did. Errors: ErrNotFound, ErrOver.
func (s *Service) Extend(ctx context.Context, demandID ident.ID, until time.Time) (done bool, err error) {
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		n, err := s.locked(ctx, demandID)
		if err != nil || n.Extended {
			return err
		}
		done = true
		return s.store.extend(ctx, demandID, until, s.Clock.Now())
	})
	return done, err
}

// Lapse ends the wait for those who were silent until their date and returns them;
// safe to repeat, and nothing happens to those who still have time.
func (s *Service) Lapse(ctx context.Context, demandID ident.ID) ([]Offer, error) {
	return s.sweep(ctx, demandID, ActionLapse, func(o Offer) bool { return !s.Clock.Now().Before(o.AnswerBy) })
}

// End closes a negotiation whose demand ended without an award; safe to repeat.
func (s *Service) End(ctx context.Context, demandID ident.ID) ([]Offer, error) {
	var out []Offer
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		var err error
		if out, err = s.sweep(ctx, demandID, ActionLose, func(Offer) bool { return true }); err != nil {
			return err
		}
		n, err := s.store.negotiation(ctx, demandID, true)
		if err != nil || n.Status != NegotiationOpen {
			return err
		}
		n.Status = NegotiationEnded
		return s.store.setNegotiation(ctx, *n, s.Clock.Now())
	})
	return out, err
}

// sweep applies a step of the system to all offers that it fits.
func (s *Service) sweep(ctx context.Context, demandID ident.ID, a Action, when func(Offer) bool) ([]Offer, error) {
	var out []Offer
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		n, err := s.store.negotiation(ctx, demandID, true)
		if err != nil || n.Status != NegotiationOpen {
			return err
		}
		list, err := s.store.ofDemand(ctx, demandID)
		if err != nil {
			return err
		}
		for _, o := range list {
			if !slices.Contains(Allowed(o.Status, RoleSystem), a) || !when(o) {
				continue
			}
			after, err := s.apply(ctx, *n, o, Command{Action: a, By: Actor{Role: RoleSystem}})
			if err != nil {
				return err
			}
			out = append(out, *after)
		}
		return nil
	})
	return out, err
}

// Award gives the items to their offers, which must stand and be complete, and the
// rest of the offers lose. The flow that promises and drafts the contract calls it
// in its transaction; seen is the version of the negotiation. Errors: ErrNotFound,
// ErrOver for the second of two who award at once, ErrChanged, ErrIncomplete,
// ErrNotAllowed.
func (s *Service) Award(ctx context.Context, demandID ident.ID, by Actor, won map[ident.ID][]Item, seen map[ident.ID]int64) ([]Offer, error) {
	n, err := s.locked(ctx, demandID)
	if err != nil {
		return nil, err
	}
	list, err := s.store.ofDemand(ctx, demandID)
	if err != nil {
		return nil, err
	}
	var out []Offer
	for _, o := range list {
		items, wins := won[o.ID]
		c := Command{Action: ActionLose, By: Actor{Role: RoleSystem}}
		if wins {
			if !o.Complete() {
				return nil, ErrIncomplete.With("offerId", o.ID)
			}
			c = Command{Action: ActionAward, By: by, Items: items, Seen: seen[o.ID]}
		} else if !slices.Contains(Allowed(o.Status, RoleSystem), ActionLose) {
			continue
		}
		after, err := s.apply(ctx, *n, o, c)
		if err != nil {
			return nil, err
		}
		out = append(out, *after)
	}
	if len(won) == 0 || countAwarded(out) != len(won) {
		return nil, ErrNotFound
	}
	n.Status = NegotiationAwarded
	return out, s.store.setNegotiation(ctx, *n, s.Clock.Now())
}

func countAwarded(list []Offer) (n int) {
	for _, o := range list {
		if o.Status == StatusAwarded {
			n++
		}
	}
	return n
}

// OfDemand lists all offers of a demand; who reads them decides how much is shown.
func (s *Service) OfDemand(ctx context.Context, demandID ident.ID) ([]Offer, error) {
	return s.store.ofDemand(ctx, demandID)
}

// See returns an offer with the actor's role in it. A member of a joint bid sees
// it as the cooperative does. Errors: ErrNotFound.
func (s *Service) See(ctx context.Context, actor party.Actor, id ident.ID) (*Offer, *Negotiation, Role, error) {
	o, err := s.store.byID(ctx, id)
	if err != nil {
		return nil, nil, "", err
	}
	n, err := s.store.negotiation(ctx, o.DemandID, false)
	if err != nil {
		return nil, nil, "", err
	}
	if _, ok := actor.MemberOf(n.BuyerOrgID); ok {
		return o, n, RoleBuyer, nil
	}
	for _, m := range actor.Memberships {
		if m.OrgID == o.OrgID || slices.ContainsFunc(o.Members, func(x Member) bool { return x.OrgID == m.OrgID }) {
			return o, n, RoleCooperative, nil
		}
	}
	if actor.IsAlliance() {
		return o, n, RoleAlliance, nil
	}
	return nil, nil, "", ErrNotFound
}

// Versions lists all proposals and answers of an offer, oldest first.
func (s *Service) Versions(ctx context.Context, id ident.ID) ([]Version, error) {
	return s.store.versions(ctx, id)
}

// Detail returns an offer with its negotiation, the actor's role in it and all its
// versions. Errors: ErrNotFound.
func (s *Service) Detail(ctx context.Context, actor party.Actor, id ident.ID) (*Offer, *Negotiation, Role, []Version, error) {
	o, n, role, err := s.See(ctx, actor, id)
	if err != nil {
		return nil, nil, "", nil, err
	}
	versions, err := s.store.versions(ctx, id)
	return o, n, role, versions, err
}
