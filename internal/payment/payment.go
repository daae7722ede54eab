// Package payment is how a purchase is paid, behind one small interface: cash on
// delivery (thanh toán khi nhận hàng), collected with the parcel; for firms paying
// later (trả sau), by monthly invoice, within the credit they were granted; and, before
// anybody is told of the order, a bank transfer by VietQR (chuyển khoản) or a card (thẻ).
//
// Owns: payments, payment_requests (what somebody was asked to pay), payment_receipts
// (what came), refunds, refund_accounts. Does not own: what an order costs (order), how
// much a firm may owe (credit), what follows when money has come (collection). An amount follows its order: when goods are cancelled the due is
// lowered in the same transaction.
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

// The ways to pay.
const (
	CodeCOD      MethodCode = "cod"
	CodePayLater MethodCode = "pay_later" // firms only
	// Paid before anybody is told of the order.
	CodeBankTransfer MethodCode = "bank_transfer"
	CodeCard         MethodCode = "card"
)

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

// Bill is a purchase as it is to be paid.
type Bill struct {
	PurchaseID ident.ID // ident.Nil: not made yet
	BuyerOrgID ident.ID // ident.Nil: a person's
	UserID     ident.ID // ident.Nil: a guest's
	Total      money.VND
	Dues       []Due
}

// Method is one way to pay.
type Method interface {
	Code() MethodCode
	// Offers tells whether a purchase can be paid so.
	Offers(b Bill) bool
	// Open records what is due, in the transaction that places the orders.
	Open(ctx context.Context, b Bill) error
}

// Credit is what paying later draws on: how much a firm may owe. Both methods
// join the transaction of ctx. The ledger will stand here one day.
type Credit interface {
	// Draw takes what is due out of the firm's limit, or refuses.
	Draw(ctx context.Context, buyerOrgID ident.ID, dues []Due) error
	// Lower makes what an order takes of the limit this amount; it refuses one that
	// is larger than before and beyond the limit.
	Lower(ctx context.Context, orderID ident.ID, amount money.VND) error
	// TakeOff makes what an order takes of the limit less by this amount, at most by all of it.
	TakeOff(ctx context.Context, orderID ident.ID, amount money.VND) error
}

// Service knows the methods and follows an order's money.
type Service struct {
	db      *db.DB
	store   store
	clock   clock.Clock
	credit  Credit
	methods []Method
	bank    *Bank
	wait    time.Duration
	cards   Cards
}

// NewService returns payments with cash on delivery and paying later; TakeTransfers and
// TakeCards add the ways that are paid first.
func NewService(d *db.DB, c clock.Clock, credit Credit) *Service {
	s := &Service{db: d, store: store{db: d}, clock: c, credit: credit}
	s.methods = []Method{cod{s}, transfer{s}, card{s}, payLater{s}}
	return s
}

// Offered lists the ways in which a purchase can be paid.
func (s *Service) Offered(b Bill) []MethodCode {
	var out []MethodCode
	for _, m := range s.methods {
		if m.Offers(b) {
			out = append(out, m.Code())
		}
	}
	return out
}

// Open records what is due by the chosen method. Errors: ErrMethod, and those of
// Credit for paying later.
func (s *Service) Open(ctx context.Context, code MethodCode, b Bill) error {
	for _, m := range s.methods {
		if m.Code() == code && m.Offers(b) {
			return m.Open(ctx, b)
		}
	}
	return ErrMethod
}

// Amend changes what an order still owes; zero cancels the payment. What was paid before
// and is now too much is owed back. It comes before any change of stock, since opening a
// payment does too. Errors: those of Credit for an order that is paid later and now owes more.
func (s *Service) Amend(ctx context.Context, orderID ident.ID, amount money.VND) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		method, err := s.store.amend(ctx, orderID, amount, s.clock.Now())
		switch {
		case err != nil:
			return err
		case method == CodePayLater:
			return s.credit.Lower(ctx, orderID, amount)
		case method == "":
			return s.giveBack(ctx, orderID, amount)
		}
		return nil
	})
}

// giveBack owes the buyer what was paid first for an order beyond what it costs now.
func (s *Service) giveBack(ctx context.Context, orderID ident.ID, amount money.VND) error {
	p, err := s.store.byOrder(ctx, orderID)
	if err != nil || p.State != StateCollected || !p.Method.PaidFirst() || p.AmountVND-p.Refunded <= amount {
		return err
	}
	return s.store.oweRefund(ctx, Refund{
		CauseID: ident.New(), OrderID: orderID, Amount: p.AmountVND - p.Refunded - amount, Reason: ReasonCancelled,
	}, s.clock.Now())
}

// Collected records that the order's cash was taken; safe to repeat. What is paid
// later stays due.
func (s *Service) Collected(ctx context.Context, orderID ident.ID) error {
	return s.store.collected(ctx, orderID, CodeCOD, s.clock.Now())
}

// Settled records that the money of an order that is paid later has come; safe to
// repeat. Whoever calls it frees the credit in the same transaction.
func (s *Service) Settled(ctx context.Context, orderID ident.ID) error {
	return s.store.collected(ctx, orderID, CodePayLater, s.clock.Now())
}

// cod is cash on delivery: any total, even none where a voucher pays it all; nothing to start.
type cod struct{ s *Service }

func (cod) Code() MethodCode   { return CodeCOD }
func (cod) Offers(b Bill) bool { return b.Total >= 0 }
func (c cod) Open(ctx context.Context, b Bill) error {
	return c.s.store.insert(ctx, CodeCOD, b.Dues, c.s.clock.Now())
}

// payLater is paying by monthly invoice: a firm's, within its credit.
type payLater struct{ s *Service }

func (payLater) Code() MethodCode   { return CodePayLater }
func (payLater) Offers(b Bill) bool { return b.Total > 0 && b.BuyerOrgID != ident.Nil }
func (l payLater) Open(ctx context.Context, b Bill) error {
	if err := l.s.store.insert(ctx, CodePayLater, b.Dues, l.s.clock.Now()); err != nil {
		return err
	}
	return l.s.credit.Draw(ctx, b.BuyerOrgID, b.Dues)
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
	Refunded  money.VND // of it, owed back or paid back
	UpdatedAt time.Time
}

// ByOrder returns the payment of an order.
func (s *Service) ByOrder(ctx context.Context, orderID ident.ID) (Payment, error) {
	return s.store.byOrder(ctx, orderID)
}
