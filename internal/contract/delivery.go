package contract

import (
	"slices"
	"time"
	"unicode/utf8"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
)

// DeliveryStatus is where a delivery stands.
type DeliveryStatus string

// The states of a delivery.
const (
	DeliveryPlanned      DeliveryStatus = "planned" // in the calendar
	DeliveryCalled       DeliveryStatus = "called"  // the cooperative was asked to bring it
	DeliveryConfirmed    DeliveryStatus = "confirmed"
	DeliveryShipped      DeliveryStatus = "shipped"
	DeliveryAccepted     DeliveryStatus = "accepted"
	DeliveryAcceptedPart DeliveryStatus = "accepted_part"
	DeliveryRejected     DeliveryStatus = "rejected"
	DeliveryMissed       DeliveryStatus = "missed" // nothing was sent in time
	DeliveryCancelled    DeliveryStatus = "cancelled"
)

// DeliveryStatuses lists all of them.
func DeliveryStatuses() []DeliveryStatus {
	return []DeliveryStatus{
		DeliveryPlanned, DeliveryCalled, DeliveryConfirmed, DeliveryShipped, DeliveryAccepted, DeliveryAcceptedPart, DeliveryRejected,
		DeliveryMissed, DeliveryCancelled,
	}
}

// Open tells whether goods of the delivery are still to come.
func (s DeliveryStatus) Open() bool {
	return s == DeliveryPlanned || s == DeliveryCalled || s == DeliveryConfirmed || s == DeliveryShipped
}

// Delivery is one call-off (đợt gọi hàng): goods of a share for one day.
type Delivery struct {
	ID         ident.ID
	Code       string
	ContractID ident.ID
	// ContractCode and ContractTitle name the contract, OrgName and BuyerName its parties.
	ContractCode  string
	ContractTitle string
	ShareID       ident.ID
	OrgID         ident.ID // the cooperative
	OrgName       string   // short
	BuyerOrgID    ident.ID
	BuyerName     string // short
	Unit          string
	TypeName      apperr.Text
	Month         time.Time
	DueOn         time.Time
	LeadDays      int
	Quantity      int64 // called for, less what others took over or the buyer did without meanwhile
	PassedOn      int64 // what others took over before it came
	Status        DeliveryStatus
	Stated        int64 // confirmed; -1: not yet
	Shipped       int64 // -1: not sent
	Accepted      int64 // -1: not decided
	UnitPrice     money.VND
	Lots          []Lot
	Photos        []ident.ID
	Reason        string // of a part or all not accepted
	Version       int64
	CalledAt      time.Time
	ShippedAt     time.Time
	EndedAt       time.Time
	UpdatedAt     time.Time
}

// Lot is goods of one harvest or batch, really counted and weighed.
type Lot struct {
	Code     string
	Quantity int64
	WeightG  int64
}

// DeliveryAction is what somebody does with a delivery.
type DeliveryAction string

// The actions.
const (
	DeliveryCall       DeliveryAction = "call"
	DeliveryConfirm    DeliveryAction = "confirm" // stating how much will come
	DeliveryShip       DeliveryAction = "ship"    // with real count and weight
	DeliveryAccept     DeliveryAction = "accept"
	DeliveryAcceptPart DeliveryAction = "accept_part"
	DeliveryReject     DeliveryAction = "reject"
	DeliveryMiss       DeliveryAction = "miss"
	DeliveryCancel     DeliveryAction = "cancel"
)

// DeliveryActions lists all of them.
func DeliveryActions() []DeliveryAction {
	return []DeliveryAction{
		DeliveryCall, DeliveryConfirm, DeliveryShip, DeliveryAccept, DeliveryAcceptPart, DeliveryReject, DeliveryMiss, DeliveryCancel,
	}
}

func deliveryStep(a DeliveryAction) arrow[DeliveryStatus] {
	type list = []DeliveryStatus
	buyer, cooperative, system := []Role{RoleBuyer}, []Role{RoleCooperative}, []Role{RoleSystem}
	switch a {
	case DeliveryCall:
		return arrow[DeliveryStatus]{list{DeliveryPlanned}, DeliveryCalled, system}
	case DeliveryConfirm:
		return arrow[DeliveryStatus]{list{DeliveryCalled}, DeliveryConfirmed, cooperative}
	case DeliveryShip:
		return arrow[DeliveryStatus]{list{DeliveryCalled, DeliveryConfirmed}, DeliveryShipped, cooperative}
	case DeliveryAccept:
		return arrow[DeliveryStatus]{list{DeliveryShipped}, DeliveryAccepted, buyer}
	case DeliveryAcceptPart:
		return arrow[DeliveryStatus]{list{DeliveryShipped}, DeliveryAcceptedPart, buyer}
	case DeliveryReject:
		return arrow[DeliveryStatus]{list{DeliveryShipped}, DeliveryRejected, buyer}
	case DeliveryMiss:
		return arrow[DeliveryStatus]{list{DeliveryCalled, DeliveryConfirmed}, DeliveryMissed, system}
	case DeliveryCancel:
		return arrow[DeliveryStatus]{list{DeliveryPlanned, DeliveryCalled, DeliveryConfirmed}, DeliveryCancelled, system}
	}
	return arrow[DeliveryStatus]{}
}

// DeliveryAllowed lists what a role may do with a delivery in this state.
func DeliveryAllowed(s DeliveryStatus, r Role) []DeliveryAction {
	return allowed(DeliveryActions(), func(a DeliveryAction) bool { return deliveryStep(a).allows(s, r) })
}

// DeliveryCommand is an action with what it needs.
type DeliveryCommand struct {
	Action   DeliveryAction
	By       Actor
	Seen     int64 // the version looked at; 0: not told
	Stated   int64 // when confirming
	Lots     []Lot // when shipping
	Accepted int64 // when accepting in part
	Reason   string
	Photos   []ident.ID
}

// Check gathers the faults of a command by itself.
func (c DeliveryCommand) Check() error {
	var f apperr.Fields
	n := utf8.RuneCountInString(c.Reason)
	switch c.Action {
	case DeliveryShip:
		if len(c.Lots) == 0 || len(c.Lots) > 100 || slices.ContainsFunc(c.Lots, func(l Lot) bool {
			k := utf8.RuneCountInString(l.Code)
			return k < 1 || k > 60 || l.Quantity < 1 || l.Quantity > maxQuantity || l.WeightG < 1 || l.WeightG > 1_000_000_000_000
		}) {
			f.AddErr("/lots", errLots)
		}
	case DeliveryAcceptPart, DeliveryReject:
		if n < 1 || n > 500 {
			f.AddErr("/reason", errReason)
		}
		if len(c.Photos) > 10 {
			f.AddErr("/photos", ErrPhoto)
		}
	case DeliveryCall, DeliveryConfirm, DeliveryAccept, DeliveryMiss, DeliveryCancel:
		if n > 500 {
			f.AddErr("/reason", errReason)
		}
	}
	return f.Err()
}

const maxQuantity = 100_000_000

// Apply returns the delivery after a command. Pure. done tells that it was so
// already. Errors: ErrRole, ErrNotAllowed, ErrChanged, request.invalid.
func (d Delivery) Apply(c DeliveryCommand, now time.Time) (next Delivery, done bool, err error) {
	st := deliveryStep(c.Action)
	if done, err := step(st, d.Status, c.By.Role, false, c.Seen, d.Version); err != nil || done {
		return d, done, err
	}
	next = d
	next.Status, next.Version, next.UpdatedAt = st.to, d.Version+1, now
	switch c.Action {
	case DeliveryCall:
		next.CalledAt = now
	case DeliveryConfirm:
		if c.Stated < 0 || c.Stated > d.Quantity {
			return d, false, apperr.ErrInvalid.AtField("/stated", errStated)
		}
		next.Stated = c.Stated
	case DeliveryShip:
		next.Shipped, next.Lots, next.ShippedAt = 0, c.Lots, now
		for _, l := range c.Lots {
			next.Shipped += l.Quantity
		}
		if next.Shipped > d.Quantity {
			return d, false, apperr.ErrInvalid.AtField("/lots", errLots)
		}
	case DeliveryAccept:
		next.Accepted, next.EndedAt = d.Shipped, now
	case DeliveryAcceptPart:
		if c.Accepted < 1 || c.Accepted >= d.Shipped {
			return d, false, apperr.ErrInvalid.AtField("/accepted", errAccepted)
		}
		next.Accepted, next.EndedAt, next.Reason, next.Photos = c.Accepted, now, c.Reason, c.Photos
	case DeliveryReject:
		next.Accepted, next.EndedAt, next.Reason, next.Photos = 0, now, c.Reason, c.Photos
	case DeliveryMiss, DeliveryCancel:
		next.EndedAt, next.Reason = now, c.Reason
	}
	return next, false, nil
}

// Outcome is what follows from a delivery that is over. Quantities count its unit.
type Outcome struct {
	Delivered int64
	Forgiven  int64 // short within tolerance
	Short     int64 // to be made up by others, called again or waived
	Goods     money.VND
	Penalty   money.VND
}

// Outcome reckons what follows from the end of a delivery at a unit price. Pure.
// Errors: money.ErrOverflow.
func (d Delivery) Outcome(t Terms, unit money.VND) (o Outcome, err error) {
	if d.Status == DeliveryCancelled || d.Status.Open() {
		return o, nil
	}
	o.Delivered = max(0, d.Accepted)
	missing, excused := d.Quantity-o.Delivered, Excused(d.Quantity, t.TolerancePct)
	if missing <= excused && o.Delivered > 0 {
		o.Forgiven = missing
	} else {
		o.Short = missing
	}
	if o.Goods, err = unit.Times(o.Delivered); err != nil {
		return o, err
	}
	o.Penalty, err = Penalty(unit, d.Quantity, o.Delivered, excused, d.DaysLate(), t.ShortBP, t.LateBP)
	return o, err
}

// DaysLate is how many days after its due day a delivery was sent; 0 if in time.
func (d Delivery) DaysLate() int {
	if d.ShippedAt.IsZero() {
		return 0
	}
	y, m, day := d.ShippedAt.In(saigon()).Date()
	return max(0, int(time.Date(y, m, day, 0, 0, 0, 0, time.UTC).Sub(d.DueOn)/(24*time.Hour)))
}
