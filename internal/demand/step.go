package demand

import (
	"context"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/platform/db/idempotency"
)

// StepInput is an action without words, on a demand seen at Version (0: not told).
type StepInput struct {
	Actor    party.Actor
	OrgID    ident.ID
	DemandID ident.ID
	Version  int64
	Note     string
}

// Publish puts a draft before the cooperatives; to do so again changes nothing.
// Errors: request.invalid for what a draft may still lack, ErrNotFound,
// ErrNotVerified, ErrNotAllowed, ErrChanged.
func (s *Service) Publish(ctx context.Context, in StepInput) (*Demand, error) {
	if err := verified(in.Actor, in.OrgID); err != nil {
		return nil, err
	}
	return s.step(ctx, in.OrgID, in.DemandID, ActionPublish, Actor{UserID: in.Actor.UserID, Role: RoleBuyer}, in)
}

// Close takes a demand back; to do so again changes nothing. Errors: ErrNotFound,
// ErrNotAllowed, ErrChanged, request.invalid.
func (s *Service) Close(ctx context.Context, in StepInput) (*Demand, error) {
	if m, ok := in.Actor.MemberOf(in.OrgID); !ok || m.Kind != party.KindBuyer {
		return nil, ErrNotFound
	}
	return s.step(ctx, in.OrgID, in.DemandID, ActionClose, Actor{UserID: in.Actor.UserID, Role: RoleBuyer}, in)
}

// Award ends a demand because its goods were awarded; the flow that writes the
// awards calls it in its transaction. Errors: ErrNotFound, ErrNotAllowed, ErrChanged.
func (s *Service) Award(ctx context.Context, in StepInput) (*Demand, error) {
	if err := verified(in.Actor, in.OrgID); err != nil {
		return nil, err
	}
	return s.step(ctx, in.OrgID, in.DemandID, ActionAward, Actor{UserID: in.Actor.UserID, Role: RoleBuyer}, in)
}

// Expire ends a demand whose time to award is over; safe to repeat, and one that
// was amended meanwhile waits for its new date.
func (s *Service) Expire(ctx context.Context, id ident.ID) error {
	d, err := s.store.byID(ctx, id)
	if err != nil {
		return err
	}
	if !d.Status.Open() || s.Clock.Now().Before(d.Content.AnswerBy.Add(AwardWithin)) {
		return nil
	}
	_, err = s.step(ctx, d.OrgID, id, ActionExpire, Actor{Role: RoleSystem}, StepInput{Version: d.Version})
	return err
}

func (s *Service) step(ctx context.Context, orgID, id ident.ID, a Action, by Actor, in StepInput) (*Demand, error) {
	if len([]rune(in.Note)) > 500 {
		return nil, apperr.ErrInvalid.AtField("/note", errNote)
	}
	var out *Demand
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		d, err := s.store.lock(ctx, orgID, id)
		if err != nil {
			return err
		}
		next, event, err := d.Apply(a, by, in.Version, s.Clock.Now())
		if err != nil || event == nil {
			out = d
			return err
		}
		if a == ActionPublish {
			if err := s.validate(ctx, orgID, d.Content, false); err != nil {
				return err
			}
		}
		event.Note = in.Note
		if err := s.write(ctx, *d, next, event); err != nil {
			return err
		}
		out, err = s.store.own(ctx, orgID, id)
		return err
	})
	return out, err
}

// Copy makes a new draft with the words of a demand, its days moved into the
// future. A repeated key returns what the first made. Errors: ErrNotFound,
// ErrNotVerified, ErrTooMany.
func (s *Service) Copy(ctx context.Context, in StepInput, key string) (*Demand, error) {
	if err := verified(in.Actor, in.OrgID); err != nil {
		return nil, err
	}
	var out *Demand
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		d, err := s.store.own(ctx, in.OrgID, in.DemandID)
		if err != nil {
			return err
		}
		fresh := ident.New()
		id, err := idempotency.Claim(ctx, s.DB, idempotency.Key{UserID: in.Actor.UserID, Operation: "demand.copy:" + in.OrgID.String(), Value: key},
			in.DemandID, fresh, s.Clock.Now())
		if err != nil {
			return err
		}
		if id == fresh {
			if err := s.insert(ctx, fresh, DraftInput{Actor: in.Actor, OrgID: in.OrgID, Content: d.Content.shifted(s.Clock.Now())}); err != nil {
				return err
			}
		}
		out, err = s.store.own(ctx, in.OrgID, id)
		return err
	})
	return out, err
}

// Seed keeps and publishes a demand of the demo, on nobody's behalf.
func (s *Service) Seed(ctx context.Context, in DraftInput) error {
	in.Content, in.Sample = in.Content.normalise(), true
	if err := s.validate(ctx, in.OrgID, in.Content, false); err != nil {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		id := ident.New()
		if err := s.insert(ctx, id, in); err != nil {
			return err
		}
		_, err := s.step(ctx, in.OrgID, id, ActionPublish, Actor{Role: RoleBuyer}, StepInput{})
		return err
	})
}
