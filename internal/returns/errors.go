package returns

import (
	"errors"

	"github.com/chophien/chophien/internal/apperr"
)

// Errors of returns.
var (
	ErrNotFound = apperr.New(apperr.KindNotFound, "return.not_found", "Không tìm thấy yêu cầu đổi trả này.", "There is no such return.")
	ErrRole     = apperr.New(apperr.KindForbidden, "return.not_yours_to_do", "Bạn không được làm bước này của yêu cầu đổi trả.", "This step of the return is not yours to take.")
	ErrNotNow   = apperr.New(apperr.KindPrecondition, "return.not_now",
		"Yêu cầu đã sang bước khác nên không làm việc này được nữa. Hãy xem lại trạng thái.", "The return has moved on, so this is no longer possible. Look at its state.")
	ErrChanged = apperr.New(apperr.KindConflict, "return.changed_meanwhile",
		"Bên kia vừa cập nhật yêu cầu này. Hãy xem lại rồi làm tiếp.", "The other side has just changed this return. Look again, then go on.")
	ErrNotDelivered = apperr.New(apperr.KindPrecondition, "return.not_delivered", "Đơn chưa giao xong nên chưa mở yêu cầu đổi trả được.", "The order has not been delivered yet.")
	ErrTooLate      = apperr.New(apperr.KindPrecondition, "return.too_late",
		"Đã quá hạn đổi trả của món này. Hãy gọi thẳng hợp tác xã, hoặc gửi khiếu nại cho Liên minh HTX.",
		"The time to return these goods is over. Call the cooperative, or write to the Alliance.")
	ErrUnderWay = apperr.New(apperr.KindConflict, "return.under_way",
		"Đơn này đang có một yêu cầu đổi trả chưa xong.", "A return of this order is under way already.")
	ErrPhoto         = apperr.New(apperr.KindInvalid, "return.photo", "Ảnh này không phải của đơn này. Hãy tải ảnh lên lại.", "That photo is not of this order. Upload it again.")
	ErrTooManyPhotos = apperr.New(apperr.KindPrecondition, "return.too_many_photos", "Mỗi đơn gửi được nhiều nhất 12 ảnh.", "An order takes at most 12 photos.")

	errReason  = apperr.New(apperr.KindInvalid, "return.reason", "Hãy chọn điều chưa ổn với hàng.", "Choose what is wrong with the goods.")
	errWords   = apperr.New(apperr.KindInvalid, "return.words", "Hãy ghi vài lời để bên kia hiểu (tối đa 1.000 ký tự).", "Write a few words (up to 1,000 characters), so that the other side understands.")
	errWish    = apperr.New(apperr.KindInvalid, "return.wish", "Hãy chọn: hoàn tiền hoặc gửi bù hàng.", "Choose: money back or a replacement.")
	errLines   = apperr.New(apperr.KindInvalid, "return.lines", "Hãy chọn món và số lượng, không quá số đã nhận và chưa đổi trả.", "Choose goods and quantities, not more than what came and was not returned yet.")
	errKind    = apperr.New(apperr.KindInvalid, "return.kind", "Hãy chọn: hoàn tiền, gửi bù hàng, hoặc từ chối.", "Choose: refund, replacement or refusal.")
	errRefund  = apperr.New(apperr.KindInvalid, "return.refund", "Tiền hoàn phải từ 1 ₫ và không quá tiền hàng cộng phí gửi.", "The refund must be at least ₫1 and not more than the goods and the shipping.")
	errAccount = apperr.New(apperr.KindInvalid, "return.refund_to", "Số tài khoản nhận tiền dài tối đa 200 ký tự.", "The account has at most 200 characters.")

	// errDone ends a step whose result is already there; no client sees it.
	errDone = errors.New("done already")
)
