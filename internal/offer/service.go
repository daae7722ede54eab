package offer

import (
	"context"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
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
// demand; changed tells whether it did. Safe to repeat.
func (s *Service) Open(ctx context.Context, n Negotiation) (changed bool, err error) {
	return s.store.open(ctx, n, s.Clock.Now())
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
		o := Offer{ID: ident.New(), DemandID: in.DemandID, OrgID: in.OrgID, Status: StatusInvited, Proposed: 1, Versions: 1, UpdatedAt: now}
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
	next, version, err := o.Apply(c, n.AnswerBy, s.Clock.Now())
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

// AnswerInput is what a cooperative says to what it was asked.
type AnswerInput struct {
	Actor   party.Actor
	OrgID   ident.ID
	OfferID ident.ID
	Version int64 // seen; 0: not told
	Action  Action
	Items   []Item // when countering
	Lines   []Line // of the demand
	Members []ident.ID
	Note    string // why, when declining
}

// Answer accepts, counters or declines. Errors: request.invalid with all faulty
// fields, ErrNotFound, ErrRole, ErrOver, ErrDeadline, ErrNotAllowed, ErrChanged,
// ErrTakesPart.
func (s *Service) Answer(ctx context.Context, in AnswerInput) (*Offer, error) {
	if err := s.checkAnswer(ctx, in); err != nil {
		return nil, err
	}
	var out *Offer
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		o, n, err := s.lockOf(ctx, in.OfferID)
		if err != nil {
			return err
		}
		if o.OrgID != in.OrgID {
			return ErrNotFound
		}
		if in.Action == ActionAccept && len(o.Proposal) == 0 {
			return ErrNotAllowed.With("status", o.Status)
		}
		after, err := s.apply(ctx, *n, *o, Command{
			Action: in.Action, By: Actor{UserID: in.Actor.UserID, Role: RoleCooperative}, Seen: in.Version, Items: in.Items, Note: in.Note,
		})
		if err != nil {
			return err
		}
		out = after
		if !after.Status.Stands() {
			return nil
		}
		if err := s.store.takePart(ctx, o.DemandID, o.OrgID, o.ID); err != nil {
			return err
		}
		if err := s.store.putMembers(ctx, o.ID, members(*o, in), s.Clock.Now()); err != nil {
			return err
		}
		out, err = s.store.byID(ctx, o.ID)
		return err
	})
	return out, err
}

func (s *Service) checkAnswer(ctx context.Context, in AnswerInput) error {
	m, ok := in.Actor.MemberOf(in.OrgID)
	if !ok || m.Kind != party.KindCooperative || m.Status != party.StatusVerified {
		return ErrNotFound
	}
	f := &apperr.Fields{}
	switch in.Action {
	case ActionAccept, ActionDecline:
	case ActionCounter:
		f = Check(in.Items, in.Lines, append([]ident.ID{in.OrgID}, in.Members...))
	default:
		return ErrRole
	}
	if n := utf8.RuneCountInString(in.Note); n > maxNote || n == 0 && in.Action == ActionDecline {
		f.AddErr("/note", errNote)
	}
	if len(in.Members) > 0 {
		n, err := s.store.countCooperatives(ctx, in.Members)
		if err != nil {
			return err
		}
		if n != len(in.Members) || len(in.Members) > maxMembers || slices.Contains(in.Members, in.OrgID) || in.Action != ActionCounter {
			f.AddErr("/members", errMembers)
		}
	}
	return f.Err()
}

// members carries consents over to the new answer; a member whose part changed is
// asked again.
func members(before Offer, in AnswerInput) []Member {
	part := func(items []Item, org ident.ID) []Item {
		var out []Item
		for _, i := range items {
			if i.OrgID == org {
				out = append(out, i)
			}
		}
		return out
	}
	same := func(a, b Item) bool {
		return a.LineID == b.LineID && a.Month.Equal(b.Month) && a.CapacityID == b.CapacityID && a.Quantity == b.Quantity &&
			a.UnitPrice == b.UnitPrice && a.Freight == b.Freight && a.DueOn.Equal(b.DueOn)
	}
	out := make([]Member, len(in.Members))
	for n, id := range in.Members {
		out[n] = Member{OrgID: id, Status: MemberAsked}
		i := slices.IndexFunc(before.Members, func(m Member) bool { return m.OrgID == id })
		if i >= 0 && before.Members[i].Status == MemberConsented && slices.EqualFunc(part(before.Items, id), part(in.Items, id), same) {
			out[n].Status = MemberConsented
		}
	}
	return out
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

// ConsentInput is a member's word about a joint bid.
type ConsentInput struct {
	Actor   party.Actor
	OrgID   ident.ID
	OfferID ident.ID
	Yes     bool
}

// Consent joins a joint bid or leaves it, before the deadline; to say it again
// changes nothing. Errors: ErrNotFound, ErrNotMember, ErrOver, ErrDeadline,
// ErrNotAllowed, ErrTakesPart.
func (s *Service) Consent(ctx context.Context, in ConsentInput) (*Offer, error) {
	m, ok := in.Actor.MemberOf(in.OrgID)
	if !ok || m.Kind != party.KindCooperative || m.Status != party.StatusVerified {
		return nil, ErrNotFound
	}
	var out *Offer
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		o, n, err := s.lockOf(ctx, in.OfferID)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(o.Members, func(m Member) bool { return m.OrgID == in.OrgID }) {
			return ErrNotMember
		}
		now := s.Clock.Now()
		if !now.Before(n.AnswerBy) {
			return ErrDeadline.With("answerBy", n.AnswerBy)
		}
		if !o.Status.Stands() {
			return ErrNotAllowed.With("status", o.Status)
		}
		said := Member{OrgID: in.OrgID, Status: MemberRefused}
		if in.Yes {
			said.Status = MemberConsented
			if err := s.store.takePart(ctx, o.DemandID, in.OrgID, o.ID); err != nil {
				return err
			}
		}
		if err := s.store.putMember(ctx, o.ID, said, now); err != nil {
			return err
		}
		out, err = s.store.byID(ctx, o.ID)
		return err
	})
	return out, err
}

// Extend moves the answer-by date of an open negotiation once, for a second round;
// done tells whether it did. Errors: ErrNotFound, ErrOver.
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

// Lapse ends the wait for those who were silent until the deadline and returns
// them; safe to repeat, and nothing happens before the deadline.
func (s *Service) Lapse(ctx context.Context, demandID ident.ID) ([]Offer, error) {
	return s.sweep(ctx, demandID, ActionLapse, func(n Negotiation) bool { return !s.Clock.Now().Before(n.AnswerBy) })
}

// End closes a negotiation whose demand ended without an award; safe to repeat.
func (s *Service) End(ctx context.Context, demandID ident.ID) ([]Offer, error) {
	var out []Offer
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		var err error
		if out, err = s.sweep(ctx, demandID, ActionLose, func(Negotiation) bool { return true }); err != nil {
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
func (s *Service) sweep(ctx context.Context, demandID ident.ID, a Action, when func(Negotiation) bool) ([]Offer, error) {
	var out []Offer
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		n, err := s.store.negotiation(ctx, demandID, true)
		if err != nil || n.Status != NegotiationOpen || !when(*n) {
			return err
		}
		list, err := s.store.ofDemand(ctx, demandID)
		if err != nil {
			return err
		}
		for _, o := range list {
			if !slices.Contains(Allowed(o.Status, RoleSystem), a) {
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

const ownCursor = "own-offers"

// Own returns a page of the offers that a cooperative leads or is asked to join.
// Errors: keyset.ErrBadCursor.
func (s *Service) Own(ctx context.Context, orgID ident.ID, cursor string, limit int) (keyset.Page[Offer], error) {
	var page keyset.Page[Offer]
	after, err := keyset.DecodeTimeID(ownCursor, cursor)
	if err != nil {
		return page, err
	}
	limit = min(max(limit, 1), 100)
	if page.Items, err = s.store.ofOrg(ctx, orgID, after, limit+1); err != nil {
		return page, err
	}
	if len(page.Items) > limit {
		page.Items = page.Items[:limit]
		last := page.Items[limit-1]
		page.Next = keyset.EncodeTimeID(ownCursor, keyset.TimeID{At: last.UpdatedAt, ID: last.ID})
	}
	return page, nil
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
