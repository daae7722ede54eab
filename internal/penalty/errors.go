package penalty

import (
	"errors"

	"github.com/chophien/chophien/internal/apperr"
)

// errDone tells that a step was taken before by the same person.
var errDone = errors.New("penalty: done before")

// Errors of penalties.
var (
	ErrNotFound = apperr.New(apperr.KindNotFound, "penalty.not_found",
		"Không tìm thấy khoản phạt này.", "There is no such penalty.")
	ErrMaker = apperr.New(apperr.KindForbidden, "penalty.maker",
		"Người đề nghị không tự duyệt được. Cần người thứ hai.", "Who proposed it cannot approve it. A second person is needed.")
	ErrNotNow = apperr.New(apperr.KindConflict, "penalty.not_now",
		"Khoản phạt đang ở trạng thái khác nên không làm được bước này.", "The penalty is in another state, so this cannot be done.")
	ErrChanged = apperr.New(apperr.KindConflict, "penalty.changed_meanwhile",
		"Người khác vừa xử lý khoản phạt này. Hãy xem lại rồi làm tiếp.", "Somebody else has just dealt with this penalty. Look again, then go on.")

	errOrg = apperr.New(apperr.KindInvalid, "penalty.cooperative",
		"Hãy chọn một hợp tác xã.", "Choose a cooperative.")
	errAmount = apperr.New(apperr.KindInvalid, "penalty.amount",
		"Số tiền phạt từ 1 ₫ đến 1 tỷ đồng.", "A penalty is from 1 ₫ to 1,000,000,000 ₫.")
	errReason = apperr.New(apperr.KindInvalid, "penalty.reason",
		"Hãy ghi lý do (tối đa 500 ký tự); hợp tác xã đọc được.", "Give a reason (up to 500 characters); the cooperative can read it.")
	errMessage = apperr.New(apperr.KindInvalid, "penalty.message",
		"Hãy viết lời nhắn cho hợp tác xã (tối đa 1.000 ký tự).", "Write a message to the cooperative (up to 1,000 characters).")
	errAbout = apperr.New(apperr.KindInvalid, "penalty.about",
		"Hợp tác xã này không có đơn hay hợp đồng mang mã đó.", "This cooperative has no order or contract of that code.")
	errAction = apperr.New(apperr.KindInvalid, "penalty.action",
		"Không có bước này.", "There is no such step.")
)
