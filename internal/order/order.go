package order

import (
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/promotion"
)

// Status of an order.
type Status string

// The statuses, in the order of an order's life.
const (
	StatusAwaiting  Status = "awaiting_payment" // its money is awaited; its cooperative knows nothing of it
	StatusPlaced    Status = "placed"
	StatusConfirmed Status = "confirmed"
	StatusPacked    Status = "packed"
	StatusShipped   Status = "shipped"
	StatusDelivered Status = "delivered"
	StatusCancelled Status = "cancelled"
	StatusLapsed    Status = "lapsed" // its money did not come in time
)

// Statuses lists all of them.
func Statuses() []Status {
	return append(append([]Status{StatusAwaiting}, OfferedStatuses()...), StatusLapsed)
}

// OfferedStatuses are those in which a cooperative sees an order.
func OfferedStatuses() []Status {
	return []Status{StatusPlaced, StatusConfirmed, StatusPacked, StatusShipped, StatusDelivered, StatusCancelled}
}

// AwaitsMoney tells whether money that comes still makes the order.
func (s Status) AwaitsMoney() bool { return s == StatusAwaiting || s == StatusLapsed }

// ConfirmWithin is how soon a cooperative should confirm an order.
const ConfirmWithin = 24 * time.Hour

// Role is in which capacity somebody acts on an order.
type Role string

// The roles.
const (
	RoleBuyer       Role = "buyer"
	RoleCooperative Role = "cooperative"
	RoleAlliance    Role = "alliance"
	RoleSystem      Role = "system"
)

// Actor is who acts; ID is ident.Nil for a guest or the system.
type Actor struct {
	Role Role
	ID   ident.ID
}

// Contact is how the buyer is reached. Phone is E.164; Email may be empty.
type Contact struct {
	FullName string
	Phone    string
	Email    string
}

// Address is where the goods go, as understood and as typed.
type Address struct {
	ProvinceCode string
	CommuneCode  string
	Line         string
	Typed        string
	// Label is the address as shown when it was bought; units change later.
	Label string
}

// Firm is in whose name a purchase was made, and under which linkage programme;
// the zero Firm: in a person's own. Names are frozen.
type Firm struct {
	OrgID       ident.ID
	Name        string
	ProgrammeID ident.ID // ident.Nil: under none
	Programme   Text
}

// Text is a frozen wording in both languages.
type Text struct{ VI, EN string }

// In returns the wording in lang, Vietnamese where there is no English.
func (t Text) In(lang string) string {
	if lang == "en" && t.EN != "" {
		return t.EN
	}
	return t.VI
}

// Line is one variant of an order, frozen when bought.
type Line struct {
	ID           ident.ID
	ProductID    ident.ID
	VariantID    ident.ID
	ProductSlug  string
	ProductName  Text
	VariantName  Text
	Unit         string
	PictureKey   string
	VATTreatment string
	UnitPrice    money.VND
	Quantity     int64
	CancelledQty int64
	// NominalG is what one unit weighs for its price, in grams; 0: not sold by weight.
	NominalG int64
	// RealG is what all open units weighed, in grams, and what the price follows; 0: not weighed.
	RealG int64
	// AskedG is a weight that costs more and waits for the buyer's word; 0: nothing waits.
	AskedG int64
	// Discount is what vouchers take off all units of it, by bearer, frozen when bought.
	Discount promotion.Shares
	// Lots the goods come from, once they are packed; only in a View.
	Lots []LineLot
}

// LineLot is what of a line comes out of one lot.
type LineLot struct {
	LotID     ident.ID
	Code      string // as written on the goods
	TraceCode string // in its public address; empty where no lot was kept
	Quantity  int64
	ExpiresOn time.Time // zero: does not spoil
	// RecalledAt is zero unless the lot was recalled.
	RecalledAt   time.Time
	RecallReason string
}

// Open is how many units are still to be delivered.
func (l Line) Open() int64 { return l.Quantity - l.CancelledQty }

// Order is what one cooperative sends to one buyer.
type Order struct {
	ID         ident.ID
	Code       string
	PurchaseID ident.ID
	OrgID      ident.ID
	Status     Status
	Lines      []Line
	Subtotal   money.VND // of the goods at their price
	Shipping   money.VND
	// ShipDiscount is what vouchers take off the shipping, frozen when bought.
	ShipDiscount promotion.Shares
	// Discount is what vouchers take off goods and shipping that are still to come,
	// Promotion what of it the market bears.
	Discount     money.VND
	Promotion    money.VND
	Total        money.VND // to be paid
	WeightG      int64
	DaysMin      int
	DaysMax      int
	Carrier      string
	TrackingCode string
	// ConfirmedAt is when the cooperative itself confirmed; zero: it has not.
	ConfirmedAt time.Time
	// DelayedUntil is the day by which the cooperative has said it will ship; zero: no delay was told.
	DelayedUntil time.Time
	// OfferedAt is when the cooperative got the order; zero: it never did.
	OfferedAt time.Time
	// Prepaid: paid before the cooperative got it. Its sum never rises.
	Prepaid   bool
	Version   int64
	PlacedAt  time.Time
	UpdatedAt time.Time
}

// Purchase is one checkout with its orders.
type Purchase struct {
	ID            ident.ID
	Code          string
	UserID        ident.ID // ident.Nil for a guest
	Firm          Firm
	Locale        string
	Contact       Contact
	Address       Address
	Note          string
	PaymentMethod string
	Subtotal      money.VND
	Shipping      money.VND
	Discount      money.VND
	Total         money.VND
	TermsVersion  string
	PlacedAt      time.Time
	Orders        []Order
}

// EventKind is a kind of step on the timeline.
type EventKind string

// The kinds of steps.
const (
	EventAwaiting       EventKind = "awaiting_payment"
	EventPaid           EventKind = "paid"
	EventLapsed         EventKind = "lapsed"
	EventPlaced         EventKind = "placed"
	EventConfirmed      EventKind = "confirmed"
	EventPacked         EventKind = "packed"
	EventUnpacked       EventKind = "unpacked"
	EventShipped        EventKind = "shipped"
	EventDelivered      EventKind = "delivered"
	EventCancelled      EventKind = "cancelled"
	EventPartCancelled  EventKind = "part_cancelled"
	EventWeighed        EventKind = "weighed"
	EventWeightAsked    EventKind = "weight_asked"
	EventWeightAgreed   EventKind = "weight_agreed"
	EventWeightDeclined EventKind = "weight_declined"
	EventDelayed        EventKind = "delayed"
)

// Event is one step of the timeline.
type Event struct {
	ID      int64
	OrderID ident.ID
	Kind    EventKind
	Actor   Actor
	Note    string
	At      time.Time
}

// BuyerName is who buys: the firm, else the person.
func (p Purchase) BuyerName() string {
	if p.Firm.Name != "" {
		return p.Firm.Name
	}
	return p.Contact.FullName
}

// View is an order as somebody looks at it: with its purchase's facts, its
// cooperative's name and its timeline.
type View struct {
	Order
	Purchase    Purchase // without its orders
	Cooperative Cooperative
	Timeline    []Event
}

// Cooperative names the seller of an order.
type Cooperative struct {
	ID    ident.ID
	Slug  string
	Name  string
	Place Text
	Phone string
}
