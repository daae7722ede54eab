package contract

import (
	"context"
	"fmt"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/party"
)

// ProposeInput is a change that a party wants. Paper renders the addendum.
type ProposeInput struct {
	Actor      party.Actor
	OrgID      ident.ID
	ContractID ident.ID
	Version    int64 // of the contract; 0: not told
	Changes    Changes
	Paper      func(c Contract, a Addendum) (Paper, error)
}

// Propose puts an addendum to those whom it touches. A contract has one at a time.
// Errors: request.invalid, ErrNotFound, ErrNotAllowed, ErrChanged.
func (s *Service) Propose(ctx context.Context, in ProposeInput) (*Addendum, error) {
	var out *Addendum
	_, err := s.change(ctx, in.ContractID, func(ctx context.Context, c *Contract) error {
		by, err := asParty(c, in.Actor, in.OrgID)
		if err != nil {
			return err
		}
		if in.Version != 0 && in.Version != c.Version {
			return ErrChanged.With("version", c.Version)
		}
		earlier, err := s.store.addenda(ctx, `WHERE contract_id = ?`, c.ID)
		if err != nil {
			return err
		}
		if c.Status != StatusActive || slices.ContainsFunc(earlier, func(a Addendum) bool { return a.Status == AddendumProposed }) {
			return ErrNotAllowed.With("status", c.Status)
		}
		deliveries, err := s.store.deliveriesOf(ctx, c.ID)
		if err != nil {
			return err
		}
		now := s.Clock.Now()
		if err := c.checkChanges(in.Changes, deliveries, by, calendar.Day(now)).Err(); err != nil {
			return err
		}
		a := Addendum{
			ID: ident.New(), ContractID: c.ID, Ordinal: len(earlier) + 1, Status: AddendumProposed, ProposedBy: in.OrgID,
			Changes: c.remember(in.Changes, deliveries), Parties: c.Signers(in.Changes, deliveries), Version: 1, CreatedAt: now, UpdatedAt: now,
		}
		if a.Document, err = s.store.nextDocument(ctx, c.ID); err != nil {
			return err
		}
		paper, err := in.Paper(*c, a)
		if err != nil {
			return err
		}
		if err := s.store.insertAddendum(ctx, a); err != nil {
			return err
		}
		if err := s.store.insertDocument(ctx, c.ID, a.Document, a.ID, paper, a.Parties, now); err != nil {
			return err
		}
		out = &a
		return s.store.insertEvent(ctx, c.ID, Event{Kind: "addendum_propose", By: by, Subject: a.ID, Note: in.Changes.Reason, At: now})
	})
	return out, err
}

// checkChanges gathers what is wrong with changes. A cooperative proposes for its own
// shares. Pure.
func (c Contract) checkChanges(ch Changes, deliveries []Delivery, by Actor, today time.Time) *apperr.Fields {
	var f apperr.Fields
	mark := func(bad bool, pointer string, fault *apperr.Error) {
		if bad {
			f.AddErr(pointer, fault)
		}
	}
	n := utf8.RuneCountInString(ch.Reason)
	mark(n < 1 || n > 500, "/reason", errReason)
	some := len(ch.Months)+len(ch.Prices)+len(ch.Moves) > 0
	if ch.Terminate {
		mark(slices.ContainsFunc(deliveries, func(d Delivery) bool { return d.Status == DeliveryShipped }), "/terminate", errUnderWay)
		mark(some, "/changes", errChanges)
		return &f
	}
	mark(!some, "/changes", errChanges)
	for i, m := range ch.Months {
		at := fmt.Sprintf("/months/%d", i)
		h := c.Share(m.ShareID)
		if h == nil || h.Month(m.Month) == nil ||
			slices.ContainsFunc(ch.Months[:i], func(o MonthChange) bool { return o.ShareID == m.ShareID && o.Month.Equal(m.Month) }) {
			f.AddErr(at, errChanges)
			continue
		}
		mark(m.Contracted > maxQuantity || m.Contracted < h.Month(m.Month).floor(h.ID, deliveries), at+"/contracted", errFloor)
		over := calendar.Month.End(m.Month).Before(today)
		mark(over && m.Contracted > h.Month(m.Month).Contracted, at+"/contracted", errOver)
	}
	for i, p := range ch.Prices {
		at := fmt.Sprintf("/prices/%d", i)
		if c.Share(p.ShareID) == nil {
			f.AddErr(at, errChanges)
			continue
		}
		mark(!p.Price.Check(), at+"/price", errPrice)
	}
	for i, m := range ch.Moves {
		at := fmt.Sprintf("/moves/%d", i)
		k := slices.IndexFunc(deliveries, func(d Delivery) bool { return d.ID == m.DeliveryID && d.Status == DeliveryPlanned })
		if k < 0 {
			f.AddErr(at, errChanges)
			continue
		}
		mark(m.DueOn.Before(today) || !calendar.Month.Start(m.DueOn).Equal(deliveries[k].Month), at+"/dueOn", errMove)
	}
	if f.Empty() {
		own := slices.Equal(c.Signers(ch, deliveries), []ident.ID{c.BuyerOrgID, by.OrgID})
		mark(by.Role == RoleCooperative && !own, "/changes", errChanges)
	}
	return &f
}

// floor is the least that a month can be lowered to: all but what is planned and not called yet.
func (m Month) floor(shareID ident.ID, deliveries []Delivery) int64 {
	low := m.Contracted
	for _, d := range deliveries {
		if d.ShareID == shareID && d.Month.Equal(m.Month) && d.Status == DeliveryPlanned {
			low -= d.Quantity
		}
	}
	return low
}

// AddendumInput is a word about an addendum.
type AddendumInput struct {
	Actor      party.Actor
	OrgID      ident.ID
	AddendumID ident.ID
	Version    int64
	Reason     string
}

// RefuseAddendum and WithdrawAddendum end it without effect. Errors:
// request.invalid, ErrNotFound, ErrRole, ErrNotAllowed, ErrChanged.
func (s *Service) RefuseAddendum(ctx context.Context, in AddendumInput) (*Addendum, error) {
	return s.endAddendum(ctx, AddendumRefuse, in)
}

// WithdrawAddendum takes back what one's own organisation proposed. Errors: those of RefuseAddendum.
func (s *Service) WithdrawAddendum(ctx context.Context, in AddendumInput) (*Addendum, error) {
	return s.endAddendum(ctx, AddendumWithdraw, in)
}

func (s *Service) endAddendum(ctx context.Context, a AddendumAction, in AddendumInput) (*Addendum, error) {
	found, err := s.store.addendum(ctx, in.AddendumID)
	if err != nil {
		return nil, err
	}
	_, err = s.change(ctx, found.ContractID, func(ctx context.Context, c *Contract) error {
		by, err := asParty(c, in.Actor, in.OrgID)
		if err != nil {
			return ErrAddendumNotFound
		}
		if n := utf8.RuneCountInString(in.Reason); n > 500 || n < 1 && a == AddendumRefuse {
			return apperr.ErrInvalid.AtField("/reason", errReason)
		}
		if found, err = s.store.addendum(ctx, in.AddendumID); err != nil {
			return err
		}
		doc, err := s.store.document(ctx, c.ID, found.Document)
		if err != nil {
			return err
		}
		if !slices.Contains(doc.Parties, in.OrgID) && in.OrgID != found.ProposedBy {
			return ErrRole
		}
		next, done, err := found.Apply(a, by, in.Version, s.Clock.Now())
		if err != nil || done {
			return err
		}
		found = &next
		if err := s.store.updateAddendum(ctx, next); err != nil {
			return err
		}
		return s.store.insertEvent(ctx, c.ID, Event{Kind: "addendum_" + string(a), By: by, Subject: next.ID, Note: in.Reason, At: s.Clock.Now()})
	})
	return found, err
}

// Addendum returns one. Errors: ErrAddendumNotFound.
func (s *Service) Addendum(ctx context.Context, id ident.ID) (*Addendum, error) {
	return s.store.addendum(ctx, id)
}

// Addenda lists those of a contract, in their order.
func (s *Service) Addenda(ctx context.Context, contractID ident.ID) ([]Addendum, error) {
	return s.store.addenda(ctx, `WHERE contract_id = ? ORDER BY ordinal`, contractID)
}

// signedAddendum moves an addendum after a signature; the last one carries it out,
// but for the claims behind quantities that rose: Cover adds them.
func (s *Service) signedAddendum(ctx context.Context, c Contract, a Addendum, by Actor, complete bool) (*Addendum, error) {
	now := s.Clock.Now()
	next, _, err := a.Apply(AddendumSign, by, 0, now)
	if err != nil {
		return nil, err
	}
	if err := s.store.insertEvent(ctx, c.ID, Event{Kind: "addendum_sign", By: by, Subject: a.ID, At: now}); err != nil {
		return nil, err
	}
	if complete {
		if next, _, err = next.Apply(AddendumEnforce, Actor{Role: RoleSystem}, 0, now); err != nil {
			return nil, err
		}
		if err := s.enforce(ctx, c, next); err != nil {
			return nil, err
		}
	}
	return &next, s.store.updateAddendum(ctx, next)
}

func (s *Service) enforce(ctx context.Context, c Contract, a Addendum) error {
	now, system := s.Clock.Now(), Actor{Role: RoleSystem}
	deliveries, err := s.store.deliveriesOf(ctx, c.ID)
	if err != nil {
		return err
	}
	// Deliveries went on while people signed: what no longer holds is refused with the last signature.
	if !c.checkChanges(a.Changes, deliveries, system, calendar.Day(now)).Empty() {
		return ErrNotAllowed.With("status", a.Status)
	}
	if err := s.store.insertEvent(ctx, c.ID, Event{Kind: "addendum_enforce", By: system, Subject: a.ID, At: now}); err != nil {
		return err
	}
	for _, p := range a.Changes.Prices {
		if err := s.store.setPrice(ctx, p.ShareID, p.Price); err != nil {
			return err
		}
	}
	for _, m := range a.Changes.Moves {
		i := slices.IndexFunc(deliveries, func(d Delivery) bool { return d.ID == m.DeliveryID })
		deliveries[i].DueOn = m.DueOn
		deliveries[i].Version++
		if err := s.store.updateDelivery(ctx, deliveries[i]); err != nil {
			return err
		}
	}
	for _, m := range a.Changes.Months {
		if err := s.changeMonth(ctx, c, m); err != nil {
			return err
		}
	}
	next := c
	if a.Changes.Terminate {
		if err := s.forgiveRest(ctx, c); err != nil {
			return err
		}
		var event *Event
		if next, event, err = c.Apply(ActionTerminate, system, 0, now); err != nil {
			return err
		}
		return s.write(ctx, next, event)
	}
	next.Version, next.UpdatedAt = c.Version+1, now
	return s.store.update(ctx, next)
}

// changeMonth raises or lowers what is contracted and planned of a month.
func (s *Service) changeMonth(ctx context.Context, c Contract, ch MonthChange) error {
	fresh, err := s.store.byID(ctx, c.ID) // an earlier change may be of the same share
	if err != nil {
		return err
	}
	m := fresh.Share(ch.ShareID).Month(ch.Month)
	delta := ch.Contracted - m.Contracted
	if err := s.store.adjust(ctx, c.ID, adjustment{share: ch.ShareID, month: ch.Month, kind: "addendum", contracted: delta}, s.Clock.Now()); err != nil {
		return err
	}
	plan := slices.Clone(m.Plan)
	if delta < 0 {
		if err := s.returnDeposit(ctx, *fresh, *fresh.Share(ch.ShareID), -delta, ident.Nil); err != nil {
			return err
		}
		if err := s.store.dropClaims(ctx, ch.ShareID, ch.Month, -delta); err != nil {
			return err
		}
		for i := len(plan) - 1; i >= 0 && delta < 0; i-- {
			drop := min(plan[i].Quantity, -delta)
			plan[i].Quantity -= drop
			delta += drop
		}
		plan = slices.DeleteFunc(plan, func(p Planned) bool { return p.Quantity == 0 })
	} else if delta > 0 {
		due := calendar.Month.End(ch.Month)
		if n := len(plan); n > 0 {
			plan[n-1].Quantity += delta
		} else {
			plan = append(plan, Planned{DueOn: due, Quantity: delta})
		}
	}
	return s.store.replan(ctx, c.ID, ch.ShareID, ch.Month, plan, s.Clock.Now())
}

// Cover adds the capacity behind a month whose quantity rose; the flow promises it
// in the same transaction.
func (s *Service) Cover(ctx context.Context, shareID ident.ID, month time.Time, claims []Claim) error {
	return s.store.addClaims(ctx, shareID, month, claims)
}
