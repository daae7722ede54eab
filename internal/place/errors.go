package place

import "github.com/chophien/chophien/internal/apperr"

var (
	// ErrUnknown answers a code that no valid unit has.
	ErrUnknown = apperr.New(apperr.KindNotFound, "place.unknown",
		"Không tìm thấy xã, phường này. Hãy chọn lại trong danh sách.",
		"There is no such commune or ward. Choose one from the list.")
	// ErrClosed answers a code whose unit has been merged or divided.
	ErrClosed = apperr.New(apperr.KindPrecondition, "place.closed",
		"Đơn vị hành chính này đã được sáp nhập. Hãy chọn xã, phường mới.",
		"This unit has been merged into another. Choose the present commune or ward.")
	// ErrTooLong answers an address text beyond any real one.
	ErrTooLong = apperr.New(apperr.KindInvalid, "place.text_too_long",
		"Địa chỉ quá dài. Hãy viết ngắn hơn 300 ký tự.",
		"The address is too long. Keep it under 300 characters.")
)
