package stripepay

import "github.com/chophien/chophien/internal/apperr"

// Errors of payments by card.
var (
	ErrOff = apperr.New(apperr.KindPrecondition, "card.not_offered",
		"Chợ chưa nhận thanh toán bằng thẻ. Hãy chọn cách khác.", "The market does not take cards. Choose another way to pay.")
	ErrAmount = apperr.New(apperr.KindPrecondition, "card.amount",
		"Số tiền này không thanh toán bằng thẻ được: quá nhỏ hoặc quá lớn. Hãy chọn cách khác, ví dụ chuyển khoản.",
		"This amount cannot be paid by card: it is too small or too large. Choose another way, such as a transfer.")
	ErrUnavailable = apperr.New(apperr.KindUnavailable, "card.unavailable",
		"Chưa liên lạc được với cổng thanh toán thẻ. Bạn chưa bị trừ tiền thêm lần nào; thử lại sau ít phút, hoặc chọn cách khác.",
		"The card processor cannot be reached. You are never charged twice; try again in a few minutes, or choose another way.").RetryAfter(5)
	ErrDeclined = apperr.New(apperr.KindPrecondition, "card.declined",
		"Ngân hàng từ chối thẻ này. Hãy thử thẻ khác hoặc chọn cách khác.", "The bank declined this card. Try another card, or another way to pay.")
	ErrRefused = apperr.New(apperr.KindPrecondition, "card.refused",
		"Cổng thanh toán thẻ không nhận yêu cầu này. Hãy chọn cách khác.", "The card processor does not accept this. Choose another way to pay.")
	ErrMoved = apperr.New(apperr.KindConflict, "card.already_moved",
		"Lần thanh toán này vừa thay đổi. Hãy tải lại trang.", "This payment has just changed. Reload the page.")
	ErrKeyReused = apperr.New(apperr.KindConflict, "card.key_reused",
		"Mã chống gửi lặp này đã dùng cho một yêu cầu khác. Hãy tải lại trang rồi thử lại.",
		"This key was used for another request. Reload the page and try again.")
	ErrNoCard    = apperr.New(apperr.KindNotFound, "card.no_such_card", "Không có thẻ này.", "There is no such card.")
	ErrNoEvent   = apperr.New(apperr.KindNotFound, "card.no_such_event", "Không có thông báo này.", "There is no such event.")
	ErrSignature = apperr.New(apperr.KindInvalid, "card.webhook_signature",
		"Thông báo không có chữ ký hợp lệ của Stripe.", "The webhook is not signed by Stripe.")
	ErrOld = apperr.New(apperr.KindInvalid, "card.webhook_old",
		"Thông báo được ký quá lâu trước đây.", "The webhook was signed too long ago.")
	ErrShape = apperr.New(apperr.KindInvalid, "card.webhook_shape",
		"Nội dung không phải là thông báo của Stripe.", "The body is no event of Stripe.")
	ErrForeign = apperr.New(apperr.KindConflict, "card.foreign_money",
		"Stripe báo một khoản không đúng loại tiền hoặc không thuộc chợ.", "Stripe reports money in another currency, or of another seller.")
	ErrNotConnected = apperr.New(apperr.KindPrecondition, "card.account_not_connected",
		"Stripe chưa cho tài khoản này nhận tiền của chợ. Hãy hỏi Liên minh và làm xong các bước của Stripe.",
		"Stripe does not let this account receive the market's money yet. Ask the Alliance, and finish Stripe's own steps.")
	ErrNoTransfers = apperr.New(apperr.KindPrecondition, "card.no_transfers",
		"Chợ không chi trả qua Stripe.", "The market makes no payouts through Stripe.")
	ErrNoRate = apperr.New(apperr.KindPrecondition, "card.no_rate",
		"Chưa có khoản thẻ nào trong 30 ngày để biết tỷ giá của Stripe.", "No payment by card in the last 30 days tells Stripe's rate.")
	ErrRefundTooMuch = apperr.New(apperr.KindPrecondition, "card.refund_too_much",
		"Số tiền hoàn lớn hơn số đã thu bằng thẻ.", "That is more than what was taken by card.")
)
