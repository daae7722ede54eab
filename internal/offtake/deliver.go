package offtake

import (
	"context"
	"crypto/sha256"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/chophien/chophien/internal/announce"
	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/contract"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/notify"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/platform/blob"
	"github.com/chophien/chophien/internal/supply"
)

// ActInput is what a member of a party does with a delivery.
type ActInput struct {
	Actor      party.Actor
	OrgID      ident.ID
	DeliveryID ident.ID
	Command    contract.DeliveryCommand // By is filled in here
}

// Act carries out a step of a delivery for an organisation, with all that follows.
// Errors: those of contract.Act.
func (s *Service) Act(ctx context.Context, in ActInput) (*contract.Step, error) {
	m, ok := in.Actor.MemberOf(in.OrgID)
	if !ok || m.Status != party.StatusVerified {
		return nil, contract.ErrDeliveryNotFound
	}
	in.Command.By = contract.Actor{UserID: in.Actor.UserID, OrgID: in.OrgID, Role: contract.RoleCooperative}
	if m.Kind == party.KindBuyer {
		in.Command.By.Role = contract.RoleBuyer
	}
	return s.act(ctx, in.DeliveryID, in.Command)
}

func (s *Service) act(ctx context.Context, id ident.ID, c contract.DeliveryCommand) (*contract.Step, error) {
	var out *contract.Step
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		var err error
		if out, err = s.Contract.Act(ctx, id, c); err != nil || out.Done {
			return err
		}
		if err := s.hold(ctx, *out.Contract); err != nil {
			return err
		}
		if err := s.tellStep(ctx, *out, c.Action); err != nil {
			return err
		}
		if out.Shortfall != nil {
			if err := s.raised(ctx, *out.Contract, *out.Delivery, *out.Shortfall); err != nil {
				return err
			}
		}
		return s.tellEnd(ctx, *out.Contract)
	})
	return out, err
}

// tellEnd tells all of a contract that was completed by the step.
func (s *Service) tellEnd(ctx context.Context, c contract.Contract) error {
	if c.Status != contract.StatusCompleted {
		return nil
	}
	return s.news(ctx, notify.KindContractEnded, "end", c, notify.TradeMail{}, c.Parties()...)
}

// tellStep tells the other side of a step of a delivery.
func (s *Service) tellStep(ctx context.Context, step contract.Step, a contract.DeliveryAction) error {
	d, c := *step.Delivery, *step.Contract
	mail := notify.TradeMail{From: c.BuyerName, Quantity: d.Quantity, Unit: d.Unit, Due: d.DueOn, Reason: d.Reason}
	to, kind := []ident.ID{d.OrgID}, notify.Kind("")
	switch a {
	case contract.DeliveryCall:
		kind = notify.KindDeliveryCalled
	case contract.DeliveryConfirm:
		kind, to, mail.From, mail.Quantity = notify.KindDeliveryConfirmed, []ident.ID{d.BuyerOrgID}, nameOf(c, d.OrgID), d.Stated
	case contract.DeliveryShip:
		kind, to, mail.From, mail.Quantity = notify.KindDeliveryShipped, []ident.ID{d.BuyerOrgID}, nameOf(c, d.OrgID), d.Shipped
	case contract.DeliveryAccept:
		kind, mail.Quantity, mail.AmountVND = notify.KindDeliveryAccepted, d.Accepted, int64(step.Outcome.Goods)
	case contract.DeliveryAcceptPart, contract.DeliveryReject:
		kind, mail.Quantity, mail.AmountVND = notify.KindDeliveryRefused, d.Accepted, int64(step.Outcome.Goods)
	case contract.DeliveryMiss:
		kind, to = notify.KindDeliveryMissed, []ident.ID{d.OrgID, d.BuyerOrgID}
	case contract.DeliveryCancel:
		return nil
	}
	return s.tell(ctx, kind, c, d, fmt.Sprintf("%s:%s", a, d.ID), mail, to...)
}

func (s *Service) tell(ctx context.Context, kind notify.Kind, c contract.Contract, d contract.Delivery, event string, mail notify.TradeMail, to ...ident.ID) error {
	mail.Code, mail.Title = d.Code, c.Title
	for _, org := range to {
		mail.URL = url(org, c)
		if err := s.Announce.Tell(ctx, announce.News{
			To: org, Kind: kind, Dedupe: fmt.Sprintf("delivery:%s:%s", event, org), Mail: mail, Goods: d.TypeName,
		}); err != nil {
			return err
		}
	}
	return nil
}

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

// offer asks the next cooperatives: all others with capacity of the type that can
// still be promised for the month of the delivery, or for the one after its lead time.
func (s *Service) offer(ctx context.Context, c contract.Contract, d contract.Delivery, f contract.Shortfall) error {
	share := c.Share(f.ShareID)
	list, err := s.Supply.OpenOf(ctx, []string{share.TypeCode})
	if err != nil {
		return err
	}
	now := s.Clock.Now()
	var asked []contract.Candidate
	for _, k := range list {
		if k.OrgID == f.OrgID || share.ProductID != ident.Nil && k.ProductID != share.ProductID {
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
		if err := s.Announce.Tell(ctx, announce.News{
			To: k.OrgID, Kind: notify.KindShortfallOffered, Dedupe: fmt.Sprintf("shortfall:%s:%d:%s", f.ID, f.Version, k.CapacityID), Mail: mail, Goods: d.TypeName,
		}); err != nil {
			return err
		}
	}
	return nil
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
		}
		if err != nil {
			return err
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

// CallAgain plans another delivery of what remains of a month, Waive does without
// it. Errors: those of contract.CallAgain.
func (s *Service) CallAgain(ctx context.Context, in contract.RestInput) (*contract.Contract, error) {
	return s.Contract.CallAgain(ctx, in)
}

// Waive does without what remains of a month; its capacity is free again. Errors:
// those of contract.Waive.
func (s *Service) Waive(ctx context.Context, in contract.RestInput) (*contract.Contract, error) {
	var out *contract.Contract
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		var err error
		if out, err = s.Contract.Waive(ctx, in); err != nil {
			return err
		}
		if err := s.hold(ctx, *out); err != nil {
			return err
		}
		return s.tellEnd(ctx, *out)
	})
	return out, err
}

// Tick calls off what is due, notes what was missed and ends offers of shortfalls
// whose time is over. Each is a transaction of its own; safe to run again at any time.
func (s *Service) Tick(ctx context.Context) error {
	due, err := s.Contract.DueCalls(ctx)
	if err != nil {
		return err
	}
	system := contract.Actor{Role: contract.RoleSystem}
	for _, d := range due {
		if _, err := s.act(ctx, d.ID, contract.DeliveryCommand{Action: contract.DeliveryCall, By: system}); err != nil {
			return fmt.Errorf("call off %s: %w", d.Code, err)
		}
	}
	late, err := s.Contract.Overdue(ctx)
	if err != nil {
		return err
	}
	for _, d := range late {
		if _, err := s.act(ctx, d.ID, contract.DeliveryCommand{Action: contract.DeliveryMiss, By: system}); err != nil {
			return fmt.Errorf("note missed %s: %w", d.Code, err)
		}
	}
	over, err := s.Contract.Unanswered(ctx)
	if err != nil {
		return err
	}
	for _, f := range over {
		if _, err := s.Resolve(ctx, ResolveInput{ShortfallID: f.ID, Action: contract.ShortfallLapse}); err != nil {
			return fmt.Errorf("end the offer of a shortfall: %w", err)
		}
	}
	return nil
}

// AddPhoto keeps a private photo of goods that the buyer does not accept. Errors:
// contract.ErrDeliveryNotFound, contract.ErrNotAllowed, contract.ErrPhoto.
func (s *Service) AddPhoto(ctx context.Context, actor party.Actor, orgID, deliveryID ident.ID, data []byte) (ident.ID, error) {
	d, err := s.Contract.Delivery(ctx, deliveryID)
	if err != nil {
		return ident.Nil, err
	}
	if _, ok := actor.MemberOf(orgID); !ok || d.BuyerOrgID != orgID {
		return ident.Nil, contract.ErrDeliveryNotFound
	}
	media := http.DetectContentType(data)
	ext := map[string]string{"image/jpeg": "jpg", "image/png": "png"}[media]
	if ext == "" || len(data) > contract.MaxPhoto {
		return ident.Nil, contract.ErrPhoto
	}
	sum := sha256.Sum256(data)
	p := contract.Photo{ID: ident.New(), DeliveryID: deliveryID, MediaType: media, Key: blob.PrivateKey(ext), SHA256: sum[:]}
	if err := s.Blobs.PutPrivate(ctx, p.Key, data); err != nil {
		return ident.Nil, err
	}
	return p.ID, s.Contract.AddPhoto(ctx, p, contract.Actor{UserID: actor.UserID, OrgID: orgID, Role: contract.RoleBuyer})
}

// Photo reads one, for a party of the delivery or the Alliance. Errors:
// contract.ErrDeliveryNotFound.
func (s *Service) Photo(ctx context.Context, actor party.Actor, deliveryID, photoID ident.ID) (*contract.Photo, []byte, error) {
	d, err := s.Contract.Delivery(ctx, deliveryID)
	if err != nil {
		return nil, nil, err
	}
	_, buys := actor.MemberOf(d.BuyerOrgID)
	_, sells := actor.MemberOf(d.OrgID)
	if !buys && !sells && !actor.IsAlliance() {
		return nil, nil, contract.ErrDeliveryNotFound
	}
	p, err := s.Contract.Photo(ctx, deliveryID, photoID)
	if err != nil {
		return nil, nil, err
	}
	data, err := s.Blobs.GetPrivate(ctx, p.Key)
	return p, data, err
}
