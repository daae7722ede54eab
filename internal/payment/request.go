package payment

import (
	"time"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
)

// Purpose is what a request asks money for.
type Purpose string

// The purposes; SubjectID names the purchase, the contract's deposit or the invoice.
const (
	PurposePurchase Purpose = "purchase"
	PurposeDeposit  Purpose = "deposit"
	PurposeInvoice  Purpose = "invoice"
)

// RequestState is how far a request is: docs/payment-states.md.
type RequestState string

// The states.
const (
	RequestOpen      RequestState = "open"
	RequestPaid      RequestState = "paid"
	RequestExpired   RequestState = "expired"
	RequestCancelled RequestState = "cancelled"
	RequestReturned  RequestState = "returned" // it came too late, and all of it goes back
)

// RequestStates lists all of them.
func RequestStates() []RequestState {
	return []RequestState{RequestOpen, RequestPaid, RequestExpired, RequestCancelled, RequestReturned}
}

// Request is what somebody was asked to pay (yêu cầu thanh toán).
type Request struct {
	ID         ident.ID
	Purpose    Purpose
	SubjectID  ident.ID
	PayerID    ident.ID // ident.Nil: a guest
	PayerOrgID ident.ID // ident.Nil: a person pays
	Method     MethodCode
	Amount     money.VND
	Received   money.VND // all that ever came
	Returned   money.VND // what of it is owed back or went back
	Reference  string    // the text of the transfer
	State      RequestState
	ExpiresAt  time.Time
	PaidAt     time.Time // zero: not paid
	CreatedAt  time.Time
	UpdatedAt  time.Time
}

// Source is by which way money came.
type Source string

// The sources.
const (
	SourceBank   Source = "bank"
	SourceStripe Source = "stripe"
)

// Via is the way by which money that came by a source goes back.
func (s Source) Via() Via {
	if s == SourceStripe {
		return ViaCard
	}
	return ViaBankTransfer
}

// Receipt is money that came (tiền đến). Source and ExternalID name the movement: it counts once.
type Receipt struct {
	ID         ident.ID
	RequestID  ident.ID
	Source     Source
	ExternalID string
	Amount     money.VND
	Kept       money.VND // of it, for what was asked; the rest goes back
	At         time.Time
}

// Errors of requests.
var (
	ErrNoRequest = apperr.New(apperr.KindNotFound, "payment.no_request",
		"Không có yêu cầu thanh toán này.", "There is no such payment request.")
	ErrReceiptAmount = apperr.New(apperr.KindInvalid, "payment.receipt_amount",
		"Số tiền đến phải lớn hơn 0 và trong mức chợ xử lý được.", "The amount that came must be more than zero and within what the market handles.")
	ErrReceiptReused = apperr.New(apperr.KindConflict, "payment.receipt_reused",
		"Giao dịch này đã được ghi cho khoản khác hoặc với số tiền khác.", "This movement was recorded for another request, or with another amount.")
	ErrRequestOver = apperr.New(apperr.KindPrecondition, "payment.request_over",
		"Yêu cầu thanh toán này không còn mở: đã trả, đã hủy hoặc đã hết hạn. Hãy tải lại trang.",
		"This payment request is no longer open: it was paid, cancelled, or its time is over. Reload the page.")
	ErrPartlyPaid = apperr.New(apperr.KindPrecondition, "payment.partly_paid",
		"Chợ đã nhận một phần tiền. Hãy chuyển nốt phần còn lại, hoặc hủy lần mua để nhận lại tiền.",
		"Part of the money has come. Pay the rest, or cancel the purchase to get it back.")
	ErrRequestAmount = apperr.New(apperr.KindInvalid, "payment.request_amount",
		"Số tiền cần trả phải lớn hơn 0 và trong mức chợ xử lý được.", "The amount asked for must be more than zero and within what the market handles.")
)

// Kept is what has come and stays.
func (r Request) Kept() money.VND { return r.Received - r.Returned }

// Rest is what is still to come; zero unless the request is open.
func (r Request) Rest() money.VND {
	if r.State != RequestOpen {
		return 0
	}
	return r.Amount - r.Kept()
}

// Taken is what a request makes of money that came.
type Taken struct {
	Kept money.VND
	Back money.VND
	Why  RefundReason // of Back
	Paid bool         // with this, what was asked is there
}

// Take returns the request after money has come. wanted tells whether its subject still
// waits for money. What is too much, too late or no longer wanted goes back. Pure.
// Errors: ErrReceiptAmount.
func (r Request) Take(amount money.VND, wanted bool, now time.Time) (Request, Taken, error) {
	if amount <= 0 || amount > money.Max {
		return r, Taken{}, ErrReceiptAmount
	}
	next, kept := r, r.Kept()
	var err error
	if next.Received, err = r.Received.Add(amount); err != nil {
		return r, Taken{}, ErrReceiptAmount.Wrap(err)
	}
	next.UpdatedAt = now
	var t Taken
	switch {
	case r.State == RequestPaid || r.State == RequestReturned || !wanted:
		t.Back, t.Why = amount, ReasonSurplus
		if r.State == RequestCancelled || r.State == RequestOpen {
			t.Why = ReasonCancelled
		}
	case kept+amount >= r.Amount:
		t.Back, t.Why = kept+amount-r.Amount, ReasonSurplus
		t.Kept, t.Paid = amount-t.Back, true
		next.State, next.PaidAt = RequestPaid, now
	case r.State == RequestOpen:
		t.Kept = amount
		next.ExpiresAt = later(r.ExpiresAt, minTime(now.Add(RestWithin), r.CreatedAt.Add(RestAtMost)))
	default: // too late, and too little to make the order anyway
		t.Back, t.Why = amount, ReasonLate
	}
	next.Returned += t.Back
	return next, t, nil
}

// Refuse is Take for money that came after the time was over and would have sufficed, but
// the goods are gone: all of it goes back. Pure.
func (r Request) Refuse(amount money.VND, now time.Time) (Request, Taken, error) {
	next, _, err := r.Take(amount, false, now)
	if err != nil {
		return r, Taken{}, err
	}
	next.State = RequestReturned
	return next, Taken{Back: amount, Why: ReasonLate}, nil
}

// End returns the request after its time is over or it was given up, and what of the money
// goes back. Pure. Errors: ErrRequestOver.
func (r Request) End(to RequestState, now time.Time) (Request, money.VND, error) {
	if r.State != RequestOpen || to != RequestExpired && to != RequestCancelled {
		return r, 0, ErrRequestOver
	}
	back := r.Kept()
	r.State, r.UpdatedAt, r.Returned = to, now, r.Received
	return r, back, nil
}

// How long who has paid a part has for the rest, and from the beginning at most.
const (
	RestWithin = 24 * time.Hour
	RestAtMost = 7 * 24 * time.Hour
)

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

func minTime(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}
