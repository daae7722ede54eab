package requisition

import (
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
)

// WaitFor is how long a requisition waits for its owner.
const WaitFor = 72 * time.Hour

// Requisition is what a member wants bought for the firm, as asked.
type Requisition struct {
	ID            ident.ID
	Code          string
	OrgID         ident.ID
	Status        Status
	RequestedBy   ident.ID
	Locale        string
	FullName      string // of who receives the goods
	Phone         string
	Email         string // empty: none
	CommuneCode   string
	AddressLine   string
	Note          string
	PaymentMethod string
	ProgrammeID   ident.ID // ident.Nil: under none
	Adult         bool
	Lines         []Line
	Subtotal      money.VND
	Shipping      money.VND
	Total         money.VND
	ExpiresAt     time.Time
	DecidedBy     ident.ID // ident.Nil: nobody yet, or the system
	DecidedAt     time.Time
	Reason        string
	PurchaseID    ident.ID // ident.Nil: not approved
	Version       int64
	CreatedAt     time.Time
	UpdatedAt     time.Time
}

// Line is a quantity of a variant at the price at which it was asked.
type Line struct {
	VariantID ident.ID
	Quantity  int64
	UnitPrice money.VND
}

// Event is one step of the timeline.
type Event struct {
	Kind    Status // what it became
	ActorID ident.ID
	Note    string
	At      time.Time
}

// Rules are from which amount on members must ask; Version 0 means never set.
type Rules struct {
	OrgID ident.ID
	// Above is nil when nobody has to ask; orders of more than this wait.
	Above   *money.VND
	Version int64
}

// Asks tells whether an order of this total by a member who is no owner must wait.
func (r Rules) Asks(total money.VND) bool { return r.Above != nil && total > *r.Above }
