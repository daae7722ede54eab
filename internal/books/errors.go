package books

import "github.com/chophien/chophien/internal/apperr"

// Errors of the books.
var (
	ErrNoSale = apperr.New(apperr.KindNotFound, "books.no_sale",
		"Đơn này chưa giao nên chưa có trong sổ.", "This order was not delivered, so the books do not have it.")
	ErrTooMuch = apperr.New(apperr.KindConflict, "books.more_than_paid",
		"Số tiền hoàn hoặc giữ lại lớn hơn phần còn lại của đơn.", "That is more than what is left of what was paid for the order.")
	ErrAmount = apperr.New(apperr.KindInvalid, "books.amount",
		"Số tiền phải lớn hơn 0.", "The amount must be more than zero.")
	ErrNoDispute = apperr.New(apperr.KindConflict, "books.no_such_dispute",
		"Đơn này không còn khoản nào đang giữ lại.", "Nothing of this order is held back any more.")
	ErrUnderWay = apperr.New(apperr.KindConflict, "books.payout_under_way",
		"Đang có một lần chi trả cho hợp tác xã này. Hãy chờ lần đó xong.", "A payout to this cooperative is under way. Wait until it has ended.")
	ErrNothing = apperr.New(apperr.KindPrecondition, "books.nothing_to_pay",
		"Hợp tác xã chưa có số dư để chi trả.", "There is nothing to be paid out to this cooperative.")
	ErrNoPayout = apperr.New(apperr.KindConflict, "books.payout_over",
		"Lần chi trả này đã kết thúc theo cách khác, hoặc không có.", "That payout has ended otherwise, or is not there.")
	ErrNoSuchPayout = apperr.New(apperr.KindNotFound, "books.no_such_payout",
		"Không tìm thấy lần chi trả này.", "There is no such payout.")
)
