package review

import "github.com/chophien/chophien/internal/apperr"

// Errors of reviews.
var (
	ErrNotFound = apperr.New(apperr.KindNotFound, "review.not_found",
		"Không tìm thấy đánh giá này.", "There is no such review.")
	ErrNotReceived = apperr.New(apperr.KindPrecondition, "review.not_received",
		"Chỉ đánh giá được món đã nhận hàng.", "Only what was received can be reviewed.")
	ErrOver = apperr.New(apperr.KindPrecondition, "review.time_over",
		"Đã quá 14 ngày nên không sửa đánh giá được nữa.", "The 14 days in which a review can be changed are over.")
	ErrStale = apperr.New(apperr.KindConflict, "review.changed_meanwhile",
		"Đánh giá vừa được sửa ở nơi khác. Hãy xem bản mới rồi sửa tiếp.", "The review was just changed elsewhere. Look at it, then go on.")
	ErrTooManyPictures = apperr.New(apperr.KindPrecondition, "review.too_many_pictures",
		"Mỗi đánh giá có tối đa 4 ảnh.", "A review has up to 4 pictures.")
	ErrReplyOver = apperr.New(apperr.KindPrecondition, "review.reply_time_over",
		"Câu trả lời chỉ sửa được trong 24 giờ.", "An answer can be changed for 24 hours only.")

	errStars = apperr.New(apperr.KindInvalid, "review.stars",
		"Hãy chọn từ 1 đến 5 sao.", "Choose 1 to 5 stars.")
	errBody = apperr.New(apperr.KindInvalid, "review.body",
		"Nội dung tối đa 2.000 ký tự.", "A review has at most 2,000 characters.")
	errReply = apperr.New(apperr.KindInvalid, "review.reply",
		"Hãy viết câu trả lời (tối đa 2.000 ký tự).", "Write an answer (up to 2,000 characters).")
	errReport = apperr.New(apperr.KindInvalid, "review.report",
		"Hãy chọn lý do báo cáo; ghi chú tối đa 500 ký tự.", "Choose why you report it; a note has at most 500 characters.")
	errReason = apperr.New(apperr.KindInvalid, "review.reason",
		"Hãy ghi lý do ẩn (tối đa 500 ký tự) để người viết biết.", "Say why it is hidden (up to 500 characters), so that its author knows.")
	errAction = apperr.New(apperr.KindInvalid, "review.action", "Không có thao tác này.", "There is no such action.")
)
