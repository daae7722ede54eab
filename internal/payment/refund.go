package payment

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/db"
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
	RefundCard         RefundMethod = "card"    // by the card network, to the card that paid
)

// Via is by whom a refund is paid.
type Via string

// The ways: as it was paid, so it goes back.
const (
	ViaHand         Via = "hand"          // the cooperative, which has the cash
	ViaBankTransfer Via = "bank_transfer" // the market, to the account that the payer names
	ViaCard         Via = "card"          // the market, to the card
)

// RefundReason is why money goes back.
type RefundReason string

// The reasons.
const (
	ReasonReturn    RefundReason = "return"    // a return was settled so
	ReasonCancelled RefundReason = "cancelled" // what was paid for will not come
	ReasonExpired   RefundReason = "expired"   // a part came, the rest did not
	ReasonLate      RefundReason = "late"      // it came after the time was over
	ReasonSurplus   RefundReason = "surplus"   // more came than was asked, or twice
	ReasonDispute   RefundReason = "dispute"
)

// Refund is money that goes back to who paid it.
type Refund struct {
	CauseID   ident.ID // what it settles, such as a return or a movement of money
	OrderID   ident.ID // ident.Nil: of a request as a whole
	RequestID ident.ID // whose money it is; ident.Nil: cash or an invoice
	SubjectID ident.ID // the purchase, else what the request was about
	Via       Via
	Reason    RefundReason
	OwedAt    time.Time
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
	ErrRefundByMarket = apperr.New(apperr.KindPrecondition, "payment.refund_by_market",
		"Đơn này người mua đã trả cho chợ, nên chợ hoàn tiền; hợp tác xã không phải tự chuyển.",
		"The buyer paid the market for this order, so the market gives the money back; the cooperative need not.")
	ErrNoRefund = apperr.New(apperr.KindNotFound, "payment.no_refund", "Không có khoản hoàn tiền này.", "There is no such refund.")
)

// OweRefund records that money of an order goes back, in the transaction of ctx; of one
// cause once. Errors: ErrRefundTooMuch.
func (s *Service) OweRefund(ctx context.Context, causeID, orderID ident.ID, amount money.VND) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		return s.store.oweRefund(ctx, Refund{CauseID: causeID, OrderID: orderID, Amount: amount, Reason: ReasonReturn}, s.clock.Now())
	})
}

// OweBack records that money of a request goes back which is of no order: too much, too
// late, given up. The caller has counted it in the request. Of one cause once; it joins the
// transaction of ctx.
func (s *Service) OweBack(ctx context.Context, r Request, causeID ident.ID, amount money.VND, via Via, why RefundReason) error {
	return s.store.oweBack(ctx, r, Refund{CauseID: causeID, Amount: amount, Via: via, Reason: why}, s.clock.Now())
}

// RefundWent is the job that tells of a refund that the market paid, by what it settled.
type RefundWent struct {
	CauseID ident.ID `json:"causeId"`
}

// Kind names the job.
func (RefundWent) Kind() string { return "payment.refund_went" }

// Patient lets jobs of money and goods go first.
func (RefundWent) Patient() {}

// SentRefund is a refund that went out by the market's own hands.
type SentRefund struct {
	CauseID   ident.ID
	Reference string // of the bank or the card network
	By        ident.ID
	At        time.Time
}

// RefundSent records that the market paid a refund; the same again changes nothing. It
// joins the transaction of ctx, which posts it. fresh is false for a repetition. Errors:
// ErrNoRefund, ErrRefundPaid, ErrRefundMethod for one that a cooperative pays by hand.
func (s *Service) RefundSent(ctx context.Context, in SentRefund) (r Refund, fresh bool, err error) {
	r, err = s.store.lockRefund(ctx, in.CauseID)
	switch {
	case err != nil:
		return r, false, err
	case r.Via == ViaHand:
		return r, false, ErrRefundMethod
	case r.State == RefundPaid && r.Reference != in.Reference:
		return r, false, ErrRefundPaid
	case r.State == RefundPaid:
		return r, false, nil
	}
	r.Method = RefundBankTransfer
	if r.Via == ViaCard {
		r.Method = RefundCard
	}
	r.State, r.Reference, r.PaidAt = RefundPaid, in.Reference, in.At
	_, err = s.store.payRefund(ctx, in.CauseID, r.Method, in.Reference, in.By, in.At)
	return r, true, err
}

// OwedRefunds lists what is owed by one way, the longest waiting first.
func (s *Service) OwedRefunds(ctx context.Context, via Via, limit int) ([]Refund, error) {
	return s.store.refundsWhere(ctx, "r.via = ? AND r.state = 'owed' ORDER BY r.created_at, r.id LIMIT ?", via, limit)
}

// RefundsOf lists the refunds of a purchase or of what else requests were about, the
// oldest first.
func (s *Service) RefundsOf(ctx context.Context, subjectID ident.ID) ([]Refund, error) {
	return s.store.refundsWhere(ctx, "r.purchase_id = ? OR q.subject_id = ? ORDER BY r.created_at, r.id", subjectID, subjectID)
}

// RefundsOfAll lists the refunds of several things that requests were about, the oldest first.
func (s *Service) RefundsOfAll(ctx context.Context, subjectIDs []ident.ID) ([]Refund, error) {
	return s.store.refundsWhere(ctx, "q.subject_id = ANY(?::uuid[]) ORDER BY r.created_at, r.id", db.IDs(subjectIDs))
}

// LockRefunds holds what goes back for one thing until the transaction of ctx ends, so that
// its account is not changed while a transfer to it is made.
func (s *Service) LockRefunds(ctx context.Context, subjectID ident.ID) error {
	_, err := s.store.refundsWhere(ctx, "r.purchase_id = ? OR q.subject_id = ? ORDER BY r.id FOR UPDATE OF r", subjectID, subjectID)
	return err
}

// PayRefund records that a refund was paid by hand; the same again changes nothing.
// Errors: request.invalid, ErrNoRefund, ErrRefundPaid, ErrRefundByMarket.
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
		r, err := s.store.lockRefund(ctx, causeID)
		if err != nil {
			return err
		} else if r.Via != ViaHand {
			return ErrRefundByMarket
		}
		n, err := s.store.payRefund(ctx, causeID, method, reference, by, s.clock.Now())
		if err != nil {
			return err
		}
		if n == 1 {
			if method == RefundInvoice && s.credit != nil {
				return s.credit.TakeOff(ctx, r.OrderID, r.Amount)
			}
			return nil
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
