package invoice

import (
	"fmt"
	"time"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
)

// DueDays is how many days after it was made an invoice is to be paid.
const DueDays = 15

// Errors of invoices.
var (
	ErrNotFound = apperr.New(apperr.KindNotFound, "invoice.not_found",
		"Không tìm thấy hóa đơn này.", "There is no such invoice.")
	ErrNothing = apperr.New(apperr.KindPrecondition, "invoice.nothing_delivered",
		"Chưa có đơn trả sau nào đã giao mà chưa lên hóa đơn.", "Nothing was delivered on credit that is not on an invoice yet.")
	ErrPaid = apperr.New(apperr.KindPrecondition, "invoice.paid",
		"Khoản này đã trả xong.", "This has been paid.")
	ErrNoDeposit = apperr.New(apperr.KindNotFound, "invoice.no_deposit",
		"Không có khoản đặt cọc này.", "There is no such deposit.")
)

// State is how far an invoice is.
type State string

// The states.
const (
	StateOpen    State = "open"
	StateOverdue State = "overdue"
	StatePaid    State = "paid"
)

// Line is one delivered order.
type Line struct {
	OrderID     ident.ID
	PurchaseID  ident.ID
	Code        string
	Cooperative string
	DeliveredAt time.Time
	Amount      money.VND
	// Open tells that the order's money has not come.
	Open bool
}

// Invoice is what a firm owes for the deliveries of some days.
type Invoice struct {
	ID          ident.ID
	Number      string
	OrgID       ident.ID
	Firm        string
	From, Until time.Time // days of deliveries, the last one included
	DueOn       time.Time
	Total       money.VND
	Left        money.VND // not paid yet
	Sample      bool
	IssuedAt    time.Time
	Lines       []Line // only of one
	Back        *Back  // only of one; nil: nothing ever went back
}

// StateOn is the state on a day.
func (i Invoice) StateOn(day time.Time) State {
	switch {
	case i.Left == 0:
		return StatePaid
	case day.After(i.DueOn):
		return StateOverdue
	}
	return StateOpen
}

// number writes the n-th number of a month.
func number(month time.Time, n int) string { return fmt.Sprintf("HD%s-%04d", month.Format("0601"), n) }
