// Package payment is how a purchase is paid, behind one small interface. Cash on
// delivery (thanh toán khi nhận hàng) is the method so far: what is due is
// recorded with the order and collected with the parcel.
//
// Owns: payments. Does not own: what an order costs (order). An amount follows
// its order: when goods are cancelled the due is lowered in the same transaction.
package payment

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
)

// MethodCode names a way to pay.
type MethodCode string

// CodeCOD is cash on delivery.
const CodeCOD MethodCode = "cod"

// ErrMethod is answered to a way of paying that is not offered for this purchase.
var ErrMethod = apperr.New(apperr.KindInvalid, "payment.method_not_available",
	"Cách thanh toán này chưa dùng được cho đơn này. Hãy chọn cách khác.",
	"That way of paying is not available for this purchase. Choose another.")

// Due is what one order owes.
type Due struct {
	PurchaseID ident.ID
	OrderID    ident.ID
	AmountVND  money.VND
}

// Method is one way to pay.
type Method interface {
	Code() MethodCode
	// Offers tells whether a purchase of this total can be paid so.
	Offers(total money.VND) bool
	// Open records what is due, in the transaction that places the orders.
	Open(ctx context.Context, dues []Due) error
}

// Service knows the methods and follows an order's money.
type Service struct {
	store   store
	clock   clock.Clock
	methods []Method
}

// NewService returns payments with cash on delivery.
func NewService(d *db.DB, c clock.Clock) *Service {
	s := &Service{store: store{db: d}, clock: c}
	s.methods = []Method{cod{s}}
	return s
}

// Offered lists the ways in which a purchase of this total can be paid.
func (s *Service) Offered(total money.VND) []MethodCode {
	var out []MethodCode
	for _, m := range s.methods {
		if m.Offers(total) {
			out = append(out, m.Code())
		}
	}
	return out
}

// Open records what is due by the chosen method. Errors: ErrMethod.
func (s *Service) Open(ctx context.Context, code MethodCode, total money.VND, dues []Due) error {
	for _, m := range s.methods {
		if m.Code() == code && m.Offers(total) {
			return m.Open(ctx, dues)
		}
	}
	return ErrMethod
}

// Amend lowers what an order still owes; zero cancels the payment.
func (s *Service) Amend(ctx context.Context, orderID ident.ID, amount money.VND) error {
	return s.store.amend(ctx, orderID, amount, s.clock.Now())
}

// Collected records that the order's cash was taken; safe to repeat.
func (s *Service) Collected(ctx context.Context, orderID ident.ID) error {
	return s.store.collected(ctx, orderID, s.clock.Now())
}

// cod is cash on delivery: any total, nothing to start.
type cod struct{ s *Service }

func (cod) Code() MethodCode        { return CodeCOD }
func (cod) Offers(t money.VND) bool { return t > 0 }
func (c cod) Open(ctx context.Context, dues []Due) error {
	return c.s.store.insert(ctx, CodeCOD, dues, c.s.clock.Now())
}

type paymentRow struct {
	ID         ident.ID  `json:"id"`
	PurchaseID ident.ID  `json:"purchase_id"`
	OrderID    ident.ID  `json:"order_id"`
	AmountVND  money.VND `json:"amount_vnd"`
}

func rowsOf(dues []Due) []paymentRow {
	rows := make([]paymentRow, len(dues))
	for i, d := range dues {
		rows[i] = paymentRow{ID: ident.New(), PurchaseID: d.PurchaseID, OrderID: d.OrderID, AmountVND: d.AmountVND}
	}
	return rows
}

// State of a payment.
type State string

// The states.
const (
	StateDue       State = "due"
	StateCollected State = "collected"
	StateCancelled State = "cancelled"
)

// Payment is what is known of an order's money.
type Payment struct {
	OrderID   ident.ID
	Method    MethodCode
	State     State
	AmountVND money.VND
	UpdatedAt time.Time
}

// ByOrder returns the payment of an order.
func (s *Service) ByOrder(ctx context.Context, orderID ident.ID) (Payment, error) {
	return s.store.byOrder(ctx, orderID)
}
