package offer

import (
	"context"
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/party"
)

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
		if err := s.checkCircle(ctx, *o, in.Members); err != nil {
			return err
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

// checkCircle refuses a joint bid that would run in a circle: a member leads a bid
// in which the leader, itself or through others, is asked to stand. Consent would
// be refused anyway; this tells whoever writes it at once, and where.
func (s *Service) checkCircle(ctx context.Context, o Offer, members []ident.ID) error {
	if len(members) == 0 {
		return nil
	}
	list, err := s.store.ofDemand(ctx, o.DemandID)
	if err != nil {
		return err
	}
	if i := circle(list, o.OrgID, members); i >= 0 {
		return apperr.ErrInvalid.AtField(fmt.Sprintf("/members/%d", i), errCircle)
	}
	return nil
}

// circle returns which of the members leads, itself or through others, a standing
// bid back to the leader; −1: none. Pure.
func circle(list []Offer, leader ident.ID, members []ident.ID) int {
	for i, member := range members {
		seen := map[ident.ID]bool{}
		for next := []ident.ID{member}; len(next) > 0; next = next[1:] {
			if next[0] == leader {
				return i
			}
			if seen[next[0]] {
				continue
			}
			seen[next[0]] = true
			for _, o := range list {
				if o.OrgID != next[0] || !o.Status.Stands() {
					continue
				}
				for _, m := range o.Members {
					if m.Status != MemberRefused {
						next = append(next, m.OrgID)
					}
				}
			}
		}
	}
	return -1
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
// asked again, and so are all once the answer that they consented to was given up.
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
		if i >= 0 && before.Status.Stands() && before.Members[i].Status == MemberConsented && slices.EqualFunc(part(before.Items, id), part(in.Items, id), same) {
			out[n].Status = MemberConsented
		}
	}
	return out
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
		o, _, err := s.lockOf(ctx, in.OfferID)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(o.Members, func(m Member) bool { return m.OrgID == in.OrgID }) {
			return ErrNotMember
		}
		now := s.Clock.Now()
		if !now.Before(o.AnswerBy) {
			return ErrDeadline.With("answerBy", o.AnswerBy)
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
