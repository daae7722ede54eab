package payout

import (
	"errors"

	"github.com/chophien/chophien/internal/apperr"
)

// Errors of payouts.
var (
	ErrNotFound = apperr.New(apperr.KindNotFound, "payout.not_found", "Không tìm thấy đợt chi trả này.", "There is no such batch of payouts.")
	ErrNotNow   = apperr.New(apperr.KindPrecondition, "payout.not_now",
		"Đợt chi trả đã sang bước khác nên không làm việc này được nữa.", "The batch has moved on, so this is no longer possible.")
	ErrChanged = apperr.New(apperr.KindConflict, "payout.changed_meanwhile",
		"Đợt chi trả vừa thay đổi. Hãy xem lại rồi làm tiếp.", "The batch has just changed. Look at it again, then go on.")
	ErrMaker = apperr.New(apperr.KindForbidden, "payout.maker_approves",
		"Người lập đợt chi không được tự duyệt. Hãy nhờ người thứ hai của Liên minh.", "Who prepared a batch may not approve it. Ask a second person of the Alliance.")
	ErrApproved = apperr.New(apperr.KindConflict, "payout.already_approved",
		"Người khác vừa duyệt đợt chi này.", "Somebody else has just approved this batch.")
	ErrEmpty = apperr.New(apperr.KindPrecondition, "payout.empty",
		"Đợt chi không còn khoản nào.", "Nothing is left in this batch.")
	ErrBooks = apperr.New(apperr.KindPrecondition, "payout.books_broken",
		"Sổ của chợ đang không cân nên không chi được. Hãy xem trang Tài chính.", "The market's books do not balance, so nothing is paid out. Look at the finance page.")
	ErrNoAccount = apperr.New(apperr.KindPrecondition, "payout.no_account",
		"Hợp tác xã chưa có tài khoản nhận tiền đang dùng được.", "The cooperative has no bank account in force yet.")
	ErrNoWaiting = apperr.New(apperr.KindPrecondition, "payout.no_waiting_change",
		"Không có thay đổi tài khoản nào đang chờ.", "No change of the account is waiting.")
	ErrNoChange = apperr.New(apperr.KindNotFound, "payout.no_such_change",
		"Không tìm thấy lần đổi tài khoản này.", "There is no such change of an account.")
	ErrChangeOver = apperr.New(apperr.KindPrecondition, "payout.change_over",
		"Lần đổi này không còn chờ nên không giữ lại được nữa. Hãy xem lại danh sách.", "This change waits no longer, so it cannot be held back. Look at the list again.")
	ErrEnded = apperr.New(apperr.KindConflict, "payout.transfer_over",
		"Khoản này đã kết thúc theo cách khác.", "That transfer has ended otherwise.")

	ErrByStripe = apperr.New(apperr.KindPrecondition, "payout.by_stripe",
		"Khoản này đi qua Stripe: Stripe cho biết đã chuyển hay chưa. Chỉ có thể lấy lại khoản đã chuyển.",
		"This goes through Stripe, which says whether it went. Only what went can be taken back.")
	ErrNoFile = apperr.New(apperr.KindPrecondition, "payout.nothing_for_the_bank",
		"Đợt này không có khoản nào chuyển qua ngân hàng.", "Nothing of this batch goes by the bank.")

	errAction    = apperr.New(apperr.KindInvalid, "payout.action", "Không có việc này.", "There is no such action.")
	errBank      = apperr.New(apperr.KindInvalid, "payout.bank", "Hãy chọn ngân hàng trong danh sách.", "Choose a bank from the list.")
	errAccountNo = apperr.New(apperr.KindInvalid, "payout.account_no",
		"Số tài khoản gồm 4–19 chữ số hoặc chữ cái không dấu.", "An account number has 4 to 19 digits or plain letters.")
	errStripeAccount = apperr.New(apperr.KindInvalid, "payout.stripe_account",
		"Mã tài khoản Stripe bắt đầu bằng acct_.", "The id of a Stripe account begins with acct_.")
	errHolder = apperr.New(apperr.KindInvalid, "payout.holder",
		"Hãy ghi tên chủ tài khoản (2–100 ký tự).", "Give the account holder's name (2 to 100 characters).")
	errReference = apperr.New(apperr.KindInvalid, "payout.bank_reference",
		"Hãy ghi mã giao dịch của ngân hàng (tối đa 120 ký tự).", "Give the bank's reference (up to 120 characters).")
	errReason = apperr.New(apperr.KindInvalid, "payout.reason",
		"Hãy ghi lý do (tối đa 500 ký tự).", "Give the reason (up to 500 characters).")

	// errDone ends a step whose result is already there; no client sees it.
	errDone = errors.New("done already")
)
