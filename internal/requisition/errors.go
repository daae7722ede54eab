package requisition

import "github.com/chophien/chophien/internal/apperr"

// Errors of requisitions. ErrDecided carries "status" and "by" in its Meta.
var (
	ErrNotFound = apperr.New(apperr.KindNotFound, "requisition.not_found",
		"Không tìm thấy đề nghị mua này.", "There is no such requisition.")
	ErrRole = apperr.New(apperr.KindForbidden, "requisition.not_yours_to_do",
		"Chỉ chủ đơn vị duyệt hoặc từ chối; chỉ người đề nghị rút lại.",
		"Only an owner approves or refuses; only who asked withdraws.")
	ErrDecided = apperr.New(apperr.KindConflict, "requisition.already_decided",
		"Người khác vừa quyết định đề nghị này. Hãy xem kết quả.", "Somebody else has just decided this. Look at the result.")
	ErrExpired = apperr.New(apperr.KindPrecondition, "requisition.expired",
		"Đề nghị này đã quá hạn duyệt. Hãy đặt lại từ danh sách hàng của đề nghị.",
		"The time to approve this is over. Order again from its lines.")
	ErrNotAllowed = apperr.New(apperr.KindPrecondition, "requisition.not_allowed_now",
		"Đề nghị đã kết thúc nên không làm việc này được nữa.", "The requisition has ended, so this is no longer possible.")
	ErrRulesChanged = apperr.New(apperr.KindConflict, "requisition.rules_changed",
		"Người khác vừa đổi hạn mức duyệt. Hãy xem số mới rồi sửa tiếp.", "Somebody else has just changed the approval limit. Look at it, then go on.")

	errReason = apperr.New(apperr.KindInvalid, "requisition.reason",
		"Hãy ghi lý do (tối đa 500 ký tự) để người đề nghị biết.", "Give a reason (up to 500 characters), so that who asked knows.")
	errLimit = apperr.New(apperr.KindInvalid, "requisition.limit",
		"Hạn mức duyệt từ 0 đến 1.000.000.000.000 ₫; để trống nếu không cần duyệt.", "The approval limit is from ₫0 to ₫1,000,000,000,000; leave it empty if nobody has to ask.")
)
