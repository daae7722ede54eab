package contract

import (
	"context"
	"slices"
	"time"

	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/party"
)

// shortfallOpen is how long others may take a shortfall.
const shortfallOpen = 72 * time.Hour

// callMargin is how many days before the lead time a delivery is called off.
const callMargin = 2

// Step is what an action on a delivery or shortfall brought about.
type Step struct {
	Contract  *Contract // after it
	Delivery  *Delivery
	Shortfall *Shortfall // raised, changed or taken; nil: none
	Outcome   Outcome
	Done      bool // it was so already: nothing changed
}

// Act carries out a command on a delivery for an organisation (ident.Nil: the
// system). The flow that promises capacity and tells people calls it in its
// transaction. Errors: request.invalid, ErrDeliveryNotFound, ErrRole,
// ErrNotAllowed, ErrChanged.
func (s *Service) Act(ctx context.Context, deliveryID ident.ID, c DeliveryCommand) (*Step, error) {
	if err := c.Check(); err != nil {
		return nil, err
	}
	found, err := s.store.delivery(ctx, deliveryID)
	if err != nil {
		return nil, err
	}
	var out Step
	out.Contract, err = s.change(ctx, found.ContractID, func(ctx context.Context, k *Contract) error {
		d, err := s.store.delivery(ctx, deliveryID)
		if err != nil {
			return err
		}
		if c.By.Role == RoleCooperative && c.By.OrgID != d.OrgID || c.By.Role == RoleBuyer && c.By.OrgID != d.BuyerOrgID {
			return ErrDeliveryNotFound
		}
		next, done, err := d.Apply(c, s.Clock.Now())
		if err != nil || done {
			out = Step{Delivery: d, Done: done}
			return err
		}
		if k.Status != StatusActive {
			return ErrNotAllowed.With("status", k.Status)
		}
		out = Step{Delivery: &next}
		if err := s.settle(ctx, *k, &out, c); err != nil {
			return err
		}
		return s.complete(ctx, k.ID)
	})
	return &out, err
}

// settle writes a delivery after a command with all that follows.
func (s *Service) settle(ctx context.Context, k Contract, out *Step, c DeliveryCommand) error {
	d, now := out.Delivery, s.Clock.Now()
	share := k.Share(d.ShareID)
	quote, err := s.store.quote(ctx, share.Price.Index, d.DueOn)
	if err != nil {
		return err
	}
	if !d.Status.Open() && d.Status != DeliveryCancelled {
		d.UnitPrice = share.Price.Unit(d.Quantity, money.VND(quote))
	}
	if out.Outcome, err = d.Outcome(k.Terms, d.UnitPrice); err != nil {
		return err
	}
	if err := s.store.updateDelivery(ctx, *d); err != nil {
		return err
	}
	if c.Action == DeliveryShip {
		if err := s.store.insertLots(ctx, *d); err != nil {
			return err
		}
	}
	if len(c.Photos) > 0 {
		if err := s.store.checkPhotos(ctx, d.ID, c.Photos); err != nil {
			return err
		}
	}
	if c.By.Role == RoleBuyer { // what it took out again before deciding is nobody's business
		d.Photos = c.Photos
		if err := s.store.keepPhotos(ctx, d.ID, c.Photos); err != nil {
			return err
		}
	}
	if err := s.store.insertEvent(ctx, k.ID, Event{Kind: "delivery_" + string(c.Action), By: c.By, Subject: d.ID, Note: c.Reason, At: now}); err != nil {
		return err
	}
	o := out.Outcome
	if err := s.store.adjust(ctx, k.ID, adjustment{share: d.ShareID, month: d.Month, kind: "delivered", delivered: o.Delivered, delivery: d.ID}, now); err != nil {
		return err
	}
	if err := s.forgive(ctx, k.ID, d.ShareID, d.Month, o.Forgiven, "tolerance", d.ID); err != nil {
		return err
	}
	deposit := DepositFor(share.DepositHeld, share.Remaining(), o.Delivered+o.Forgiven)
	if err := s.store.takeDeposit(ctx, share.ID, deposit); err != nil {
		return err
	}
	for _, b := range obligations(k, *d, o, deposit, now) {
		if err := s.store.insertObligation(ctx, b); err != nil {
			return err
		}
	}
	out.Shortfall, err = s.short(ctx, k, *d, o)
	return err
}

// missing is how much of a delivery will not come, as far as is known: beyond
// tolerance, or nought. Pure.
func (d Delivery) missing(t Terms, o Outcome) (quantity int64, predicted bool) {
	switch d.Status {
	case DeliveryConfirmed:
		quantity, predicted = d.Quantity-d.Stated, true
	case DeliveryShipped:
		quantity = d.Quantity - d.Shipped
	default:
		return o.Short, false
	}
	if quantity <= Excused(d.Quantity, t.TolerancePct) {
		quantity = 0
	}
	return quantity, predicted
}

// short raises a shortfall, or brings the open one of the delivery up to date.
func (s *Service) short(ctx context.Context, k Contract, d Delivery, o Outcome) (*Shortfall, error) {
	quantity, predicted := d.missing(k.Terms, o)
	open, err := s.store.readShortfalls(ctx, `WHERE f.delivery_id = ? AND f.status IN ('raised', 'offered')`, d.ID)
	if err != nil {
		return nil, err
	}
	now := s.Clock.Now()
	if len(open) == 1 {
		f := open[0]
		if f.Left() == quantity && f.Predicted == predicted {
			return nil, nil
		}
		f.Quantity, f.Predicted, f.Version, f.UpdatedAt = f.Taken+quantity, predicted, f.Version+1, now
		if quantity == 0 { // it came after all
			f.Quantity, f.Status = max(1, f.Quantity), ShortfallLapsed
		}
		return &f, s.store.updateShortfall(ctx, f)
	}
	if quantity == 0 {
		return nil, nil
	}
	f := Shortfall{
		ID: ident.New(), ContractID: k.ID, DeliveryID: d.ID, DeliveryCode: d.Code, DueOn: d.DueOn, ShareID: d.ShareID, OrgID: d.OrgID, OrgName: d.OrgName,
		BuyerOrgID: d.BuyerOrgID, Unit: d.Unit, TypeName: d.TypeName, Month: d.Month, Predicted: predicted,
		Quantity: quantity, Status: ShortfallRaised, ClosesAt: now.Add(shortfallOpen), Version: 1, CreatedAt: now, UpdatedAt: now,
	}
	if k.Terms.Substitution {
		f.Status = ShortfallOffered
	}
	if err := s.store.insertShortfall(ctx, f); err != nil {
		return nil, err
	}
	return &f, s.store.insertEvent(ctx, k.ID, Event{Kind: "shortfall_raise", By: Actor{Role: RoleSystem}, Subject: f.ID, At: now})
}

// Ask notes which cooperatives were asked to make up a shortfall. Safe to repeat.
func (s *Service) Ask(ctx context.Context, shortfallID ident.ID, list []Candidate) error {
	return s.store.insertCandidates(ctx, shortfallID, list, s.Clock.Now())
}

// RestInput is about what remains of a month without a delivery to come.
type RestInput struct {
	Actor      party.Actor
	OrgID      ident.ID // the buyer
	ContractID ident.ID
	ShareID    ident.ID
	Month      time.Time
	Quantity   int64
	DueOn      time.Time // when calling again
}

// CallAgain plans another delivery of what remains of a month. Errors:
// ErrNotFound, ErrRole, ErrNotAllowed, ErrNothingRemains, request.invalid.
func (s *Service) CallAgain(ctx context.Context, in RestInput) (*Contract, error) {
	return s.rest(ctx, in, "call_again", func(ctx context.Context, k Contract) error {
		earliest := calendar.Day(s.Clock.Now()).AddDate(0, 0, k.Share(in.ShareID).LeadDays)
		if in.DueOn.Before(earliest) || in.DueOn.Before(in.Month) || in.DueOn.After(in.Month.AddDate(0, 3, 0)) {
			return errDue.At("/dueOn")
		}
		return s.store.insertDelivery(ctx, k.ID, in.ShareID, in.Month, Planned{DueOn: in.DueOn, Quantity: in.Quantity}, s.Clock.Now())
	})
}

// Waive does without what remains of a month. Errors: those of CallAgain.
func (s *Service) Waive(ctx context.Context, in RestInput) (*Contract, error) {
	return s.rest(ctx, in, "waive", func(ctx context.Context, k Contract) error {
		if err := s.returnDeposit(ctx, k, *k.Share(in.ShareID), in.Quantity, ident.Nil); err != nil {
			return err
		}
		if err := s.forgive(ctx, k.ID, in.ShareID, in.Month, in.Quantity, "waived", ident.Nil); err != nil {
			return err
		}
		return s.complete(ctx, k.ID)
	})
}

func (s *Service) rest(ctx context.Context, in RestInput, kind string, fn func(context.Context, Contract) error) (*Contract, error) {
	return s.change(ctx, in.ContractID, func(ctx context.Context, k *Contract) error {
		by, err := asParty(k, in.Actor, in.OrgID)
		if err != nil {
			return err
		}
		if by.Role != RoleBuyer {
			return ErrRole
		}
		if k.Status != StatusActive {
			return ErrNotAllowed.With("status", k.Status)
		}
		h := k.Share(in.ShareID)
		if h == nil || h.Month(in.Month) == nil {
			return ErrNotFound
		}
		if in.Quantity < 1 || in.Quantity > maxQuantity {
			return errQuantity.At("/quantity")
		}
		free, err := s.unplanned(ctx, *k, *h, *h.Month(in.Month))
		if err != nil {
			return err
		}
		if in.Quantity > free {
			return ErrNothingRemains.With("left", max(0, free))
		}
		if err := fn(ctx, *k); err != nil {
			return err
		}
		return s.store.insertEvent(ctx, k.ID, Event{Kind: kind, By: by, Subject: h.ID, At: s.Clock.Now()})
	})
}

// unplanned is what remains of a month and neither a delivery nor an open shortfall speaks for.
func (s *Service) unplanned(ctx context.Context, k Contract, h Share, m Month) (int64, error) {
	deliveries, err := s.store.deliveriesOf(ctx, k.ID)
	if err != nil {
		return 0, err
	}
	open, err := s.store.readShortfalls(ctx, `WHERE f.share_id = ? AND f.month = ? AND f.status IN ('raised', 'offered')`, h.ID, day(m.Month))
	if err != nil {
		return 0, err
	}
	free := m.Remaining()
	over := map[ident.ID]bool{}
	for _, d := range deliveries {
		if d.ShareID == h.ID && d.Month.Equal(m.Month) && d.Status.Open() {
			free -= d.Quantity
		}
		over[d.ID] = !d.Status.Open()
	}
	for _, f := range open {
		if over[f.DeliveryID] {
			free -= f.Left()
		}
	}
	return free, nil
}

// complete ends a contract of which nothing is to come any more.
func (s *Service) complete(ctx context.Context, id ident.ID) error {
	k, err := s.store.byID(ctx, id)
	if err != nil || k.Status != StatusActive {
		return err
	}
	for _, h := range k.Shares {
		if slices.ContainsFunc(h.Months, func(m Month) bool { return m.Remaining() > 0 }) {
			return nil
		}
	}
	next, event, err := k.Apply(ActionComplete, Actor{Role: RoleSystem}, 0, s.Clock.Now())
	if err != nil {
		return err
	}
	return s.write(ctx, next, event)
}

// DueCalls lists planned deliveries whose time to be called off has come.
func (s *Service) DueCalls(ctx context.Context) ([]Delivery, error) {
	return s.store.dueCalls(ctx, calendar.Day(s.Clock.Now()), callMargin)
}

// Overdue lists deliveries of which nothing was sent within the days of grace.
func (s *Service) Overdue(ctx context.Context) ([]Delivery, error) {
	return s.store.overdue(ctx, calendar.Day(s.Clock.Now()))
}

// Unanswered lists shortfalls whose time to be taken is over.
func (s *Service) Unanswered(ctx context.Context) ([]Shortfall, error) {
	return s.store.readShortfalls(ctx, `WHERE f.status IN ('raised', 'offered') AND f.closes_at <= ? ORDER BY f.id`, s.Clock.Now())
}

// Delivery returns one. Errors: ErrDeliveryNotFound.
func (s *Service) Delivery(ctx context.Context, id ident.ID) (*Delivery, error) {
	return s.store.delivery(ctx, id)
}

// Deliveries lists those of a contract by day.
func (s *Service) Deliveries(ctx context.Context, contractID ident.ID) ([]Delivery, error) {
	return s.store.deliveriesOf(ctx, contractID)
}

// Shortfall returns one. Errors: ErrShortfallNotFound.
func (s *Service) Shortfall(ctx context.Context, id ident.ID) (*Shortfall, error) {
	return s.store.shortfall(ctx, id)
}

// Shortfalls lists those of a contract, oldest first.
func (s *Service) Shortfalls(ctx context.Context, contractID ident.ID) ([]Shortfall, error) {
	return s.store.readShortfalls(ctx, `WHERE f.contract_id = ? ORDER BY f.created_at, f.id`, contractID)
}

// Offered lists the shortfalls that a cooperative was asked to make up and can still take.
func (s *Service) Offered(ctx context.Context, orgID ident.ID) ([]Shortfall, error) {
	return s.store.readShortfalls(ctx, `
WHERE f.status = 'offered' AND EXISTS (SELECT 1 FROM shortfall_candidates k WHERE k.shortfall_id = f.id AND k.org_id = ?) ORDER BY f.created_at, f.id`, orgID)
}

// Calendar lists an organisation's deliveries in force in a span of days.
func (s *Service) Calendar(ctx context.Context, orgID ident.ID, from, to time.Time) ([]Delivery, error) {
	return s.store.calendar(ctx, orgID, from, to)
}
