package receipt

import "github.com/chophien/chophien/internal/apperr"

// Errors of papers.
var (
	ErrKind = apperr.New(apperr.KindInvalid, "receipt.kind",
		"Không có loại giấy này.", "There is no such paper.")
	ErrMonth = apperr.New(apperr.KindInvalid, "receipt.month",
		"Hãy chọn tháng theo dạng 2026-11.", "Give the month as 2026-11.")
	ErrNotDelivered = apperr.New(apperr.KindPrecondition, "receipt.not_delivered",
		"Đơn chưa giao xong nên chưa lập hóa đơn.", "The order was not delivered yet, so there is nothing to invoice.")
	ErrNoRate = apperr.New(apperr.KindPrecondition, "receipt.no_rate",
		"Chưa có thuế suất cho hàng này vào ngày đặt.", "There is no rate of tax for these goods on the day of the order.")
)
