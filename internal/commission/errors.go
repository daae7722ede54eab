package commission

import "github.com/chophien/chophien/internal/apperr"

// Errors of commission.
var (
	ErrOverlap = apperr.New(apperr.KindConflict, "commission.overlap",
		"Đã có quy tắc cùng phạm vi trong những ngày này. Hãy kết thúc quy tắc cũ trước, hoặc chọn ngày khác.",
		"Another rule of the same scope holds on some of these days. End it first, or choose other days.")
	ErrNotFound = apperr.New(apperr.KindNotFound, "commission.not_found",
		"Không tìm thấy quy tắc hoa hồng này.", "There is no such commission rule.")
	ErrOver = apperr.New(apperr.KindPrecondition, "commission.already_over",
		"Quy tắc này đã hết hạn nên không đổi được nữa.", "This rule is over, so it can no longer be changed.")
	ErrChanged = apperr.New(apperr.KindConflict, "commission.changed_meanwhile",
		"Người khác vừa đổi quy tắc này. Hãy xem lại rồi làm tiếp.", "Somebody else has just changed this rule. Look again, then go on.")

	errRate = apperr.New(apperr.KindInvalid, "commission.rate",
		"Tỷ lệ hoa hồng từ 0 đến 50 %.", "A commission is from 0 to 50 %.")
	errFrom = apperr.New(apperr.KindInvalid, "commission.from",
		"Quy tắc mới bắt đầu sớm nhất từ ngày mai, để đơn đã đặt không bị đổi.",
		"A new rule starts tomorrow at the earliest, so that orders already placed do not change.")
	errUntil = apperr.New(apperr.KindInvalid, "commission.until",
		"Ngày cuối phải từ hôm nay trở đi và không trước ngày bắt đầu.", "The last day is today or later, and not before the first.")
	errReason = apperr.New(apperr.KindInvalid, "commission.reason",
		"Hãy ghi lý do (tối đa 500 ký tự); lý do được lưu lại.", "Give a reason (up to 500 characters); it is kept.")
	errCampaign = apperr.New(apperr.KindInvalid, "commission.campaign",
		"Tên chiến dịch tối đa 80 ký tự.", "A campaign's name has at most 80 characters.")
)
