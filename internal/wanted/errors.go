package wanted

import "github.com/chophien/chophien/internal/apperr"

var (
	// ErrNotFound is answered to the id of no notice.
	ErrNotFound = apperr.New(apperr.KindNotFound, "wanted.not_found",
		"Không tìm thấy lời nhắn này.", "There is no such notice.")
	// ErrChanged is answered when somebody else changed the notice meanwhile.
	ErrChanged = apperr.New(apperr.KindConflict, "wanted.changed",
		"Người khác vừa sửa lời nhắn này. Hãy tải lại trang.", "Somebody else just changed this notice. Load the page again.")
	// ErrKeyReused is answered to an Idempotency-Key that came with another notice.
	ErrKeyReused = apperr.New(apperr.KindConflict, "wanted.key_reused",
		"Mã chống gửi trùng này đã dùng cho một lời nhắn khác. Hãy gửi lại.",
		"This Idempotency-Key was used for another notice. Send again.")

	errKey = apperr.New(apperr.KindInvalid, "wanted.key",
		"Thiếu mã chống gửi trùng (Idempotency-Key, 8–120 ký tự).", "The Idempotency-Key is missing (8–120 characters).")
	errWords = apperr.New(apperr.KindInvalid, "wanted.words",
		"Hãy viết món bạn tìm, từ 2 đến 200 ký tự.", "Write what you look for, 2 to 200 characters.")
	errQuantity = apperr.New(apperr.KindInvalid, "wanted.quantity",
		"Số lượng là số từ 1 đến 1.000.000.000.", "The quantity is a number from 1 to 1,000,000,000.")
	errUnit = apperr.New(apperr.KindInvalid, "wanted.unit",
		"Hãy ghi đơn vị của số lượng, ví dụ kg hay con, nhiều nhất 20 ký tự.", "Give the quantity's unit, such as kg or birds, at most 20 characters.")
	errPer = apperr.New(apperr.KindInvalid, "wanted.per",
		"Hãy chọn nhịp giao và ghi cả số lượng.", "Choose how often, and give the quantity too.")
	errContact = apperr.New(apperr.KindInvalid, "wanted.contact",
		"Hãy ghi một số điện thoại Việt Nam hoặc một địa chỉ email, hoặc để trống.", "Give a Vietnamese phone number or an e-mail address, or leave it empty.")
)
