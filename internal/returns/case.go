package returns

import (
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/payment"
)

// State of a case; docs/return-states.md draws them.
type State string

// The states.
const (
	StateOpen      State = "open"      // the cooperative's turn
	StateAnswered  State = "answered"  // the buyer's turn
	StateMediation State = "mediation" // the Alliance's turn
	StateAgreed    State = "agreed"    // money or goods are under way
	StateDone      State = "done"      // all was given
	StateClosed    State = "closed"    // refused, and that stands
	StateWithdrawn State = "withdrawn"
)

// States lists all of them.
func States() []State {
	return []State{StateOpen, StateAnswered, StateMediation, StateAgreed, StateDone, StateClosed, StateWithdrawn}
}

// Over tells whether nothing can happen any more.
func (s State) Over() bool { return s == StateDone || s == StateClosed || s == StateWithdrawn }

// Reason is what is wrong with the goods.
type Reason string

// Reasons lists them.
func Reasons() []Reason {
	return []Reason{"damaged", "spoiled", "wrong", "missing", "not_as_described", "other"}
}

// Kind is how a case is settled, or what the buyer would like.
type Kind string

// The kinds.
const (
	KindRefund      Kind = "refund"
	KindReplacement Kind = "replacement"
	KindRefusal     Kind = "refusal"
)

// Deadlines: who does not answer in time lets the case go on without them.
const (
	AnswerWithin = 3 * 24 * time.Hour // the cooperative's; then the Alliance decides
	AcceptWithin = 7 * 24 * time.Hour // the buyer's; then the answer stands
)

// Resolution is an answer or a decision.
type Resolution struct {
	Kind      Kind
	Refund    money.VND // for KindRefund
	GoodsBack bool      // the goods are to come back
	Words     string
	By        order.Role // RoleCooperative or RoleAlliance; filled in by the machine
}

// Line is a part of an order line.
type Line struct {
	OrderLineID ident.ID
	VariantID   ident.ID
	Product     order.Text
	Variant     order.Text
	Unit        string
	UnitPrice   money.VND
	Discount    money.VND // of the part, not paid by the buyer
	Quantity    int64
	Restocked   int64 // of what came back; the rest was written off
}

// Case is one complaint about the goods of an order.
type Case struct {
	ID        ident.ID
	Code      string
	OrderID   ident.ID
	OrderCode string
	OrgID     ident.ID
	OrgName   string
	Buyer     string
	State     State
	Reason    Reason
	Words     string
	Wish      Kind
	Lines     []Line
	Photos    []ident.ID
	// Resolution is nil until somebody answered.
	Resolution   *Resolution
	RefundTo     string // the buyer's account, until it was paid
	Refund       *payment.Refund
	Carrier      string
	TrackingCode string
	SentAt       time.Time // zero: no replacement was sent
	ReceivedAt   time.Time // zero: no goods came back
	DueAt        time.Time // zero: nobody is waited for until a moment
	Version      int64
	OpenedAt     time.Time
	UpdatedAt    time.Time
	Timeline     []Event
	shippingVND  money.VND
}

// Value is what the buyer paid for the goods of the case, and the most that is refunded with the
// order's shipping.
func (c Case) Value() money.VND {
	var sum money.VND
	for _, l := range c.Lines {
		sum += money.VND(int64(l.UnitPrice)*l.Quantity) - l.Discount
	}
	return sum
}

// Most is the highest refund: the goods and the order's shipping.
func (c Case) Most() money.VND { return c.Value() + c.shippingVND }

// Event is one step of a case.
type Event struct {
	Kind  string
	Actor order.Actor
	Note  string
	At    time.Time
}
