package reconcile

import "github.com/chophien/chophien/internal/apperr"

// Errors of matching.
var (
	ErrNotFound = apperr.New(apperr.KindNotFound, "reconcile.not_found", "Không tìm thấy dòng sao kê này.", "There is no such line.")
	ErrDone     = apperr.New(apperr.KindConflict, "reconcile.done",
		"Dòng này vừa được người khác hoặc hệ thống xử lý. Hãy xem lại.", "Somebody else or the system has just dealt with this line. Look again.")
	ErrMoneyOut = apperr.New(apperr.KindPrecondition, "reconcile.money_out",
		"Đây là tiền ra nên không khớp với khoản người mua phải trả.", "Money went out, so it paid no request.")
	ErrNoRequest = apperr.New(apperr.KindNotFound, "reconcile.no_request", "Không có yêu cầu thanh toán này.", "There is no such payment request.")
	ErrReason    = apperr.New(apperr.KindInvalid, "reconcile.reason",
		"Hãy chọn lý do hợp với tiền vào hoặc tiền ra.", "Choose a reason that fits money that came, or went.")
	ErrNote = apperr.New(apperr.KindInvalid, "reconcile.note",
		"Hãy ghi chú ngắn gọn, tối đa 300 ký tự; lý do “khác” cần có ghi chú.", "Give a short note of up to 300 characters; another reason needs one.")
	ErrMatched = apperr.New(apperr.KindPrecondition, "reconcile.matched",
		"Dòng đã khớp thì không gỡ được, vì tiền đã vào đơn. Hãy hoàn tiền cho người mua nếu khớp nhầm.",
		"A matched line cannot be undone, for its money has moved on. Give the buyer a refund if it was wrong.")
	ErrExport = apperr.New(apperr.KindNotFound, "reconcile.export", "Không có bảng xuất này.", "There is no such export.")
)
