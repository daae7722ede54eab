package credit

import "github.com/chophien/chophien/internal/apperr"

// Errors of credit. ErrOverdue carries what is overdue in its Meta ("overdueVnd"), ErrOverLimit carries what is left in its Meta ("leftVnd"),
// ErrBelowUsed what is used ("usedVnd"), ErrChanged the present version.
var (
	ErrNone = apperr.New(apperr.KindPrecondition, "credit.none",
		"Liên minh chưa cấp hạn mức trả sau cho doanh nghiệp. Hãy chọn trả khi nhận hàng, hoặc liên hệ Liên minh.",
		"The Alliance has not granted the firm a credit limit. Pay on delivery, or ask the Alliance.")
	ErrSuspended = apperr.New(apperr.KindPrecondition, "credit.suspended",
		"Hạn mức trả sau của doanh nghiệp đang tạm ngưng. Hãy chọn trả khi nhận hàng, hoặc liên hệ Liên minh.",
		"The firm's credit limit is suspended. Pay on delivery, or ask the Alliance.")
	ErrOverdue = apperr.New(apperr.KindPrecondition, "credit.overdue",
		"Doanh nghiệp còn hóa đơn quá hạn. Hãy trả hóa đơn đó trước, hoặc chọn trả khi nhận hàng.",
		"The firm has an invoice that is overdue. Pay it first, or pay on delivery.")
	ErrOverLimit = apperr.New(apperr.KindConflict, "credit.over_limit",
		"Đơn này vượt phần hạn mức trả sau còn lại. Hãy bớt hàng, hoặc chọn trả khi nhận hàng.",
		"This order is more than what is left of the credit limit. Order less, or pay on delivery.")
	ErrBelowUsed = apperr.New(apperr.KindPrecondition, "credit.below_used",
		"Hạn mức mới thấp hơn số doanh nghiệp đang nợ. Hãy nhập số lớn hơn, hoặc tạm ngưng hạn mức để không phát sinh nợ mới.",
		"The new limit is below what the firm owes. Enter more, or suspend the limit so that nothing is added.")
	ErrChanged = apperr.New(apperr.KindConflict, "credit.changed_meanwhile",
		"Người khác vừa đổi hạn mức này. Hãy xem số mới rồi làm tiếp.",
		"Somebody else has just changed this limit. Look at the new figures, then go on.")
	ErrNoUse = apperr.New(apperr.KindNotFound, "credit.no_such_use",
		"Đơn này không ghi nợ trên hạn mức của doanh nghiệp.", "This order is not on the firm's credit.")
	ErrSettled = apperr.New(apperr.KindConflict, "credit.already_settled",
		"Đơn này đã được ghi là thanh toán với số tham chiếu khác, hoặc đã hủy.",
		"This order was settled with another reference, or cancelled.")

	errGranted = apperr.New(apperr.KindInvalid, "credit.granted",
		"Hạn mức từ 0 đến 1.000.000.000.000 ₫.", "A limit is from ₫0 to ₫1,000,000,000,000.")
	errReason = apperr.New(apperr.KindInvalid, "credit.reason",
		"Hãy ghi lý do (tối đa 500 ký tự); lý do được lưu lại.", "Give a reason (up to 500 characters); it is kept.")
	errReference = apperr.New(apperr.KindInvalid, "credit.reference",
		"Hãy ghi số tham chiếu của khoản chuyển (tối đa 80 ký tự).", "Give the transfer's reference (up to 80 characters).")
	errPaidOn = apperr.New(apperr.KindInvalid, "credit.paid_on",
		"Ngày thanh toán phải là hôm nay hoặc trước đó.", "The day of payment is today or earlier.")
)
