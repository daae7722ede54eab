package promotion

import "github.com/chophien/chophien/internal/apperr"

// Errors of vouchers that are made, ended and used.
var (
	ErrNotFound = apperr.New(apperr.KindNotFound, "voucher.not_found",
		"Không tìm thấy mã giảm giá này.", "There is no such voucher.")
	ErrTaken = apperr.New(apperr.KindConflict, "voucher.code_taken",
		"Mã này đang được dùng. Hãy chọn mã khác, hoặc dừng mã cũ trước.", "That code is in use. Choose another, or end the old one first.")
	ErrOver = apperr.New(apperr.KindPrecondition, "voucher.already_over",
		"Mã này đã dừng.", "This voucher has ended already.")
	ErrNotShared = apperr.New(apperr.KindPrecondition, "voucher.not_shared_with_you",
		"Mã này không cần hợp tác xã cùng chịu.", "This voucher is not one that the cooperative shares.")

	// ErrRefused is answered to a purchase whose code takes nothing off, in the words of
	// Refusal.Say. Meta "code", "reason".
	ErrRefused = apperr.New(apperr.KindPrecondition, "voucher.refused",
		"Mã giảm giá không còn dùng được cho đơn này. Hãy xem lại tổng tiền mới rồi đặt lại.",
		"The voucher can no longer be used for this purchase. Look at the new total, then order again.")

	errCode = apperr.New(apperr.KindInvalid, "voucher.code",
		"Mã có 4–20 chữ cái không dấu hoặc chữ số.", "A code has 4–20 letters without marks or digits.")
	errName = apperr.New(apperr.KindInvalid, "voucher.name",
		"Hãy ghi tên mã cho người mua đọc (tối đa 120 ký tự).", "Name it as buyers will read it (up to 120 characters).")
	errCampaign = apperr.New(apperr.KindInvalid, "voucher.campaign",
		"Tên chiến dịch tối đa 80 ký tự.", "A campaign's name has at most 80 characters.")
	errKind = apperr.New(apperr.KindInvalid, "voucher.kind",
		"Hãy chọn: giảm theo phần trăm hoặc giảm số tiền.", "Choose percent or amount.")
	errOff = apperr.New(apperr.KindInvalid, "voucher.off",
		"Hãy chọn: giảm tiền hàng hoặc phí giao.", "Choose goods or shipping.")
	errRate = apperr.New(apperr.KindInvalid, "voucher.rate",
		"Mức giảm từ 0,01 đến 100 %.", "A rate is from 0.01 to 100 %.")
	errAmount = apperr.New(apperr.KindInvalid, "voucher.amount",
		"Số tiền phải từ 0 ₫ (hoặc lớn hơn 0 khi là mức giảm) và không quá 1.000 tỷ ₫.",
		"An amount is not below zero (above zero for what is taken off) and at most ₫1,000,000,000,000.")
	errShare = apperr.New(apperr.KindInvalid, "voucher.platform_share",
		"Phần sàn chịu từ 0,01 đến 100 %; khi cùng chịu phải nêu tên hợp tác xã.",
		"The market bears 0.01 to 100 %; where it is shared, the cooperatives are named.")
	errFrom = apperr.New(apperr.KindInvalid, "voucher.from",
		"Mã bắt đầu sớm nhất từ hôm nay.", "A voucher starts today at the earliest.")
	errUntil = apperr.New(apperr.KindInvalid, "voucher.until",
		"Ngày cuối không trước ngày đầu và cách tối đa 366 ngày.", "The last day is not before the first, and at most 366 days later.")
	errUses = apperr.New(apperr.KindInvalid, "voucher.uses",
		"Số lượt dùng từ 0 (không giới hạn) đến 1.000.000.", "Uses are from 0 (no limit) to 1,000,000.")
	errBudget = apperr.New(apperr.KindInvalid, "voucher.budget",
		"Mã do sàn chịu phải có ngân sách.", "What the market bears needs a budget.")
	errScope = apperr.New(apperr.KindInvalid, "voucher.scope",
		"Có hợp tác xã, nhóm hàng hoặc sản phẩm không tồn tại hay không phải của hợp tác xã này.",
		"Some cooperative, category or product does not exist or is not this cooperative's.")
	errTooMany = apperr.New(apperr.KindInvalid, "voucher.too_many",
		"Mỗi lần mua dùng tối đa 10 mã.", "A purchase takes at most 10 codes.")
)
