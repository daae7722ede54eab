package offtake

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/chophien/chophien/internal/announce"
	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/contract"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/notify"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/supply"
)

// raised tells of a shortfall and, where the buyer consented, offers it at once.
func (s *Service) raised(ctx context.Context, c contract.Contract, d contract.Delivery, f contract.Shortfall) error {
	if f.Status != contract.ShortfallRaised && f.Status != contract.ShortfallOffered {
		return nil
	}
	mail := notify.TradeMail{From: nameOf(c, f.OrgID), Quantity: f.Left(), Unit: f.Unit, Due: d.DueOn, Until: f.ClosesAt}
	if err := s.tell(ctx, notify.KindShortfallRaised, c, d, fmt.Sprintf("short:%s:%d", f.ID, f.Version), mail, c.BuyerOrgID, f.OrgID); err != nil {
		return err
	}
	if f.Status == contract.ShortfallOffered {
		return s.offer(ctx, c, d, f)
	}
	return nil
}

// offer asks the next cooperatives: all others that could have answered the demand's
// line, with capacity that can still be promised for the month of the delivery, or for
// the one after its lead time.
func (s *Service) offer(ctx context.Context, c contract.Contract, d contract.Delivery, f contract.Shortfall) error {
	list, err := s.suited(ctx, c, *c.Share(f.ShareID))
	if err != nil {
		return err
	}
	now := s.Clock.Now()
	var asked []contract.Candidate
	for _, k := range list {
		if k.OrgID == f.OrgID {
			continue
		}
		var free int64
		for _, p := range periodsOf(k, calendar.Month.Start(s.dueFor(d, k.LeadDays)), now) {
			free += p.Available()
		}
		if free > 0 {
			asked = append(asked, contract.Candidate{OrgID: k.OrgID, CapacityID: k.ID})
		}
	}
	if err := s.Contract.Ask(ctx, f.ID, asked); err != nil {
		return err
	}
	for _, k := range asked {
		mail := notify.TradeMail{Code: d.Code, Title: c.Title, Quantity: f.Left(), Unit: f.Unit, Due: d.DueOn, Until: f.ClosesAt, URL: "/quan-ly/" + k.OrgID.String() + "/bu-hang"}
		if err := s.Announce.Tell(ctx, announce.News{ // once for each cooperative, however many flocks it has
			To: k.OrgID, Kind: notify.KindShortfallOffered, Dedupe: fmt.Sprintf("shortfall:%s:%d:%s", f.ID, f.Version, k.OrgID), Mail: mail, Goods: d.TypeName,
		}); err != nil {
			return err
		}
	}
	return nil
}

// suited are the capacities that the contract's own terms allow for a share.
func (s *Service) suited(ctx context.Context, c contract.Contract, share contract.Share) ([]supply.Capacity, error) {
	if c.DemandID != ident.Nil {
		return s.Matching.Suited(ctx, c.DemandID, share.LineID)
	}
	list, err := s.Supply.OpenOf(ctx, []string{share.TypeCode})
	return slices.DeleteFunc(list, func(k supply.Capacity) bool { return share.ProductID != ident.Nil && k.ProductID != share.ProductID }), err
}

// dueFor is the day for which another can bring what a delivery lacks: its own day,
// or the first that the lead time allows.
func (s *Service) dueFor(d contract.Delivery, leadDays int) time.Time {
	earliest := calendar.Day(s.Clock.Now()).AddDate(0, 0, leadDays)
	if d.DueOn.After(earliest) {
		return d.DueOn
	}
	return earliest
}

// periodsOf are a capacity's periods of a month that are not over.
func periodsOf(c supply.Capacity, month, now time.Time) []supply.Period {
	if c.Status != supply.StatusOpen {
		return nil
	}
	today := calendar.Day(now)
	return slices.DeleteFunc(slices.Clone(c.Periods), func(p supply.Period) bool {
		return !calendar.Month.Start(p.StartsOn).Equal(month) || p.EndsOn.Before(today)
	})
}

// ResolveInput is what a party does with a shortfall; the rest is for taking.
type ResolveInput struct {
	Actor       party.Actor
	OrgID       ident.ID
	ShortfallID ident.ID
	Version     int64
	Action      contract.ShortfallAction
	CapacityID  ident.ID
	Quantity    int64
}

// Resolve consents to a shortfall being offered, takes a quantity of it, or does
// without. Taking promises the capacity in the same transaction; of several who
// take at once the first have it. Errors: those of contract.Resolve, supply.ErrNotEnough.
func (s *Service) Resolve(ctx context.Context, in ResolveInput) (*contract.Step, error) {
	var out *contract.Step
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		f, err := s.Contract.Shortfall(ctx, in.ShortfallID)
		if err != nil {
			return err
		}
		// Locked before anything of supply is: whoever comes second sees what is left.
		before, err := s.Contract.Lock(ctx, f.ContractID)
		if err != nil {
			return err
		}
		d, err := s.Contract.Delivery(ctx, f.DeliveryID)
		if err != nil {
			return err
		}
		step := contract.ShortfallInput{Actor: in.Actor, OrgID: in.OrgID, ShortfallID: in.ShortfallID, Version: in.Version, Action: in.Action, CapacityID: in.CapacityID}
		if in.Action == contract.ShortfallTake {
			if err := s.prepare(ctx, *before, *f, *d, in, &step); err != nil {
				return err
			}
		}
		if out, err = s.Contract.Resolve(ctx, step); err != nil || out.Done {
			return err
		}
		if err := s.hold(ctx, *out.Contract); err != nil {
			return err
		}
		switch in.Action {
		case contract.ShortfallConsent:
			err = s.offer(ctx, *out.Contract, *d, *out.Shortfall)
		case contract.ShortfallTake:
			mail := notify.TradeMail{From: nameOf(*out.Contract, in.OrgID), Quantity: in.Quantity, Unit: f.Unit, Due: step.DueOn}
			err = s.tell(ctx, notify.KindShortfallTaken, *out.Contract, *d, fmt.Sprintf("taken:%s:%d", f.ID, out.Shortfall.Version), mail,
				out.Contract.BuyerOrgID, f.OrgID)
		case contract.ShortfallWaive, contract.ShortfallLapse:
			mail := notify.TradeMail{From: out.Contract.BuyerName, Quantity: f.Left(), Unit: f.Unit, Due: d.DueOn}
			kind := notify.KindShortfallWaived
			if in.Action == contract.ShortfallLapse {
				kind, mail.From = notify.KindShortfallLapsed, nameOf(*out.Contract, f.OrgID)
			}
			err = s.tell(ctx, kind, *out.Contract, *d, fmt.Sprintf("%s:%s", in.Action, f.ID), mail, out.Contract.BuyerOrgID, f.OrgID)
		}
		if err != nil {
			return err
		}
		if in.Action == contract.ShortfallTake {
			if err := s.soon(ctx); err != nil {
				return err
			}
		}
		return s.tellEnd(ctx, *out.Contract)
	})
	return out, err
}

// prepare finds and promises the capacity with which a shortfall is taken.
func (s *Service) prepare(ctx context.Context, c contract.Contract, f contract.Shortfall, d contract.Delivery, in ResolveInput, step *contract.ShortfallInput) error {
	if !slices.ContainsFunc(f.Candidates, func(k contract.Candidate) bool { return k.OrgID == in.OrgID && k.CapacityID == in.CapacityID }) {
		return contract.ErrShortfallNotFound
	}
	fresh, err := s.Contract.Shortfall(ctx, f.ID)
	if err != nil {
		return err
	}
	if fresh.Status != contract.ShortfallOffered || in.Quantity < 1 {
		return nil // the machine says what is wrong
	}
	if in.Quantity > fresh.Left() {
		return contract.ErrNotEnoughOffered.With("left", fresh.Left())
	}
	capacity, err := s.Supply.Capacity(ctx, in.OrgID, in.CapacityID)
	if err != nil {
		return err
	}
	step.LeadDays, step.DueOn = capacity.LeadDays, s.dueFor(d, capacity.LeadDays)
	if step.Claims, err = s.spread(ctx, in.OrgID, in.CapacityID, calendar.Month.Start(step.DueOn), in.Quantity); err != nil {
		return err
	}
	return s.holdMore(ctx, c, step.Claims)
}
