package contract

import (
	"context"
	"reflect"
	"slices"
	"time"

	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/party"
)

// ShortfallInput is what a party does with a shortfall.
type ShortfallInput struct {
	Actor       party.Actor
	OrgID       ident.ID // ident.Nil: the system
	ShortfallID ident.ID
	Version     int64
	Action      ShortfallAction
	// The rest is for ShortfallTake: out of which capacity, how much of which of its
	// periods, and for which day.
	CapacityID ident.ID
	LeadDays   int
	Claims     []Claim
	DueOn      time.Time
}

func (in ShortfallInput) quantity() (sum int64) {
	for _, k := range in.Claims {
		sum += k.Quantity
	}
	return sum
}

// Resolve consents to, takes, waives or ends a shortfall. The flow that promises
// the capacity calls it in its transaction. Errors: ErrShortfallNotFound, ErrRole,
// ErrNotAllowed, ErrChanged, ErrNotEnoughOffered to all but the first that take it.
func (s *Service) Resolve(ctx context.Context, in ShortfallInput) (*Step, error) {
	found, err := s.store.shortfall(ctx, in.ShortfallID)
	if err != nil {
		return nil, err
	}
	var out Step
	out.Contract, err = s.change(ctx, found.ContractID, func(ctx context.Context, k *Contract) error {
		f, err := s.store.shortfall(ctx, in.ShortfallID)
		if err != nil {
			return err
		}
		by, err := f.as(*k, in)
		if err != nil {
			return err
		}
		next, done, err := f.Apply(in.Action, by, in.Version, in.quantity(), s.Clock.Now())
		if err != nil || done {
			out = Step{Shortfall: f, Done: done}
			return err
		}
		if k.Status != StatusActive {
			return ErrNotAllowed.With("status", k.Status)
		}
		if in.Action == ShortfallConsent { // all have the same time, however long the buyer thought
			next.ClosesAt = s.Clock.Now().Add(shortfallOpen)
		}
		out = Step{Shortfall: &next}
		if err := s.store.updateShortfall(ctx, next); err != nil {
			return err
		}
		if err := s.store.insertEvent(ctx, k.ID, Event{Kind: "shortfall_" + string(in.Action), By: by, Subject: f.ID, At: s.Clock.Now()}); err != nil {
			return err
		}
		switch in.Action {
		case ShortfallTake:
			err = s.take(ctx, *k, *f, in)
		case ShortfallWaive:
			err = s.excuse(ctx, *k, *f, f.Left(), "waived")
		case ShortfallConsent, ShortfallLapse:
		}
		if err != nil {
			return err
		}
		return s.complete(ctx, k.ID)
	})
	return &out, err
}

// as tells in which role somebody acts on a shortfall: the buyer, the system, or a
// cooperative that was asked. Others do not learn that there is one.
func (f Shortfall) as(k Contract, in ShortfallInput) (Actor, error) {
	if in.OrgID == ident.Nil {
		return Actor{Role: RoleSystem}, nil
	}
	by := Actor{UserID: in.Actor.UserID, OrgID: in.OrgID}
	m, ok := in.Actor.MemberOf(in.OrgID)
	switch {
	case !ok || m.Status != party.StatusVerified:
		return by, ErrShortfallNotFound
	case in.OrgID == k.BuyerOrgID:
		by.Role = RoleBuyer
		return by, nil
	}
	by.Role = RoleCooperative
	asked := slices.ContainsFunc(f.Candidates, func(c Candidate) bool {
		return c.OrgID == in.OrgID && (in.Action != ShortfallTake || c.CapacityID == in.CapacityID)
	})
	if !asked && in.OrgID != f.OrgID {
		return by, ErrShortfallNotFound
	}
	if !asked {
		return by, ErrRole
	}
	return by, nil
}

// excuse takes a quantity off whom it was expected of: off the delivery, if that is
// not over, and off what remains.
func (s *Service) excuse(ctx context.Context, k Contract, f Shortfall, quantity int64, kind string) error {
	d, err := s.store.delivery(ctx, f.DeliveryID)
	if err != nil {
		return err
	}
	if err := s.returnDeposit(ctx, k, *k.Share(f.ShareID), quantity, d.ID); err != nil {
		return err
	}
	if d.Status.Open() {
		d.Quantity -= quantity
		if kind == "moved" {
			d.PassedOn += quantity
		}
		d.Version++
		d.UpdatedAt = s.Clock.Now()
		if d.Quantity == 0 { // nothing is expected any more
			d.Quantity, d.Status, d.EndedAt = quantity, DeliveryCancelled, d.UpdatedAt
		}
		d.Stated = min(d.Stated, d.Quantity)
		if err := s.store.updateDelivery(ctx, *d); err != nil {
			return err
		}
	}
	return s.forgive(ctx, k.ID, f.ShareID, f.Month, quantity, kind, d.ID)
}

// take moves a quantity from who is short to who takes it, on the same terms.
func (s *Service) take(ctx context.Context, k Contract, f Shortfall, in ShortfallInput) error {
	quantity, now := in.quantity(), s.Clock.Now()
	if err := s.excuse(ctx, k, f, quantity, "moved"); err != nil {
		return err
	}
	from := k.Share(f.ShareID)
	i := slices.IndexFunc(k.Shares, func(h Share) bool {
		return h.OrgID == in.OrgID && h.LineID == from.LineID && h.CapacityID == in.CapacityID && reflect.DeepEqual(h.Price, from.Price)
	})
	to := *from
	if i >= 0 {
		to = k.Shares[i]
	} else {
		to.ID, to.OrgID, to.CapacityID, to.LeadDays, to.Months = ident.New(), in.OrgID, in.CapacityID, in.LeadDays, nil
		to.DepositHeld = 0 // nothing was paid ahead to whoever takes over
		if err := s.store.insertShare(ctx, k.ID, to, len(k.Shares)); err != nil {
			return err
		}
	}
	month := calendar.Month.Start(in.DueOn)
	if err := s.store.addMonth(ctx, to.ID, month, 0); err != nil {
		return err
	}
	if err := s.store.adjust(ctx, k.ID, adjustment{share: to.ID, month: month, kind: "taken", contracted: quantity, delivery: f.DeliveryID}, now); err != nil {
		return err
	}
	if err := s.store.addClaims(ctx, to.ID, month, in.Claims); err != nil {
		return err
	}
	return s.store.insertDelivery(ctx, k.ID, to.ID, month, Planned{DueOn: in.DueOn, Quantity: quantity}, now)
}
