package payment

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
)

// RefundState tells whether a refund was paid.
type RefundState string

// The states.
const (
	RefundOwed RefundState = "owed"
	RefundPaid RefundState = "paid"
)

// RefundMethod is how a cooperative gives money back by hand.
type RefundMethod string

// The methods.
const (
	RefundBankTransfer RefundMethod = "bank_transfer"
	RefundCash         RefundMethod = "cash"
	RefundInvoice      RefundMethod = "invoice" // taken off a firm's monthly invoice
)

// Refund is money of an order that goes back to its buyer.
type Refund struct {
	CauseID   ident.ID // what it settles, such as a return
	OrderID   ident.ID
	Amount    money.VND
	State     RefundState
	Method    RefundMethod // empty: not paid yet
	Reference string
	PaidAt    time.Time // zero: not paid yet
}

// Errors of refunds.
var (
	ErrRefundTooMuch = apperr.New(apperr.KindPrecondition, "payment.refund_too_much",
		"Số tiền hoàn vượt số tiền của đơn còn có thể hoàn.", "That is more than what of the order's money can still be given back.")
	ErrRefundMethod = apperr.New(apperr.KindInvalid, "payment.refund_method",
		"Hãy chọn cách hoàn tiền: chuyển khoản, tiền mặt hoặc trừ vào hóa đơn.", "Choose how the money is given back: transfer, cash or off the invoice.")
	ErrRefundReference = apperr.New(apperr.KindInvalid, "payment.refund_reference",
		"Hãy ghi mã giao dịch hoặc số phiếu chi (tối đa 120 ký tự).", "Give the transfer's reference or the voucher's number (up to 120 characters).")
	ErrRefundPaid = apperr.New(apperr.KindConflict, "payment.refund_paid",
		"Khoản này đã được ghi là hoàn rồi, với mã khác.", "This was recorded as given back already, under another reference.")
	ErrNoRefund = apperr.New(apperr.KindNotFound, "payment.no_refund", "Không có khoản hoàn tiền này.", "There is no such refund.")
)

// OweRefund records that money of an order goes back, in the transaction of ctx; of one
// cause once. Errors: ErrRefundTooMuch.
func (s *Service) OweRefund(ctx context.Context, causeID, orderID ident.ID, amount money.VND) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		return s.store.oweRefund(ctx, causeID, orderID, amount, s.clock.Now())
	})
}

// PayRefund records that a refund was paid by hand; the same again changes nothing.
// Errors: request.invalid, ErrNoRefund, ErrRefundPaid.
func (s *Service) PayRefund(ctx context.Context, causeID ident.ID, method RefundMethod, reference string, by ident.ID) error {
	reference = strings.TrimSpace(reference)
	var f apperr.Fields
	if method != RefundBankTransfer && method != RefundCash && method != RefundInvoice {
		f.AddErr("/method", ErrRefundMethod)
	}
	if n := utf8.RuneCountInString(reference); n < 1 || n > 120 {
		f.AddErr("/reference", ErrRefundReference)
	}
	if err := f.Err(); err != nil {
		return err
	}
	return s.db.InTx(ctx, func(ctx context.Context) error {
		n, err := s.store.payRefund(ctx, causeID, method, reference, by, s.clock.Now())
		if err != nil || n == 1 {
			return err
		}
		found, err := s.Refunds(ctx, causeID)
		if err != nil {
			return err
		}
		was, ok := found[causeID]
		switch {
		case !ok:
			return ErrNoRefund
		case was.Method != method || was.Reference != reference:
			return ErrRefundPaid
		}
		return nil
	})
}

// Refunds returns what is owed or was paid for these causes.
func (s *Service) Refunds(ctx context.Context, causeIDs ...ident.ID) (map[ident.ID]Refund, error) {
	return s.store.refunds(ctx, causeIDs)
}
