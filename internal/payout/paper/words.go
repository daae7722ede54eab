package paper

import (
	"github.com/chophien/chophien/internal/books"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/payout"
)

// tongue says everything in one language.
type tongue struct{ english bool }

func (t tongue) say(vi, en string) string {
	if t.english {
		return en
	}
	return vi
}

func (t tongue) lang() string { return t.say("vi", "en") }

func (t tongue) money(v money.VND) string {
	if t.english {
		return v.English()
	}
	return v.String()
}

// what says why an entry stands on the account. The words are those of the money page.
// Every kind that the books post has its own, also those that never stand on what is
// payable: a statement must not say of anybody's money that it is "other". Of what is no
// kind of theirs, which the test excludes, the bare name is shown.
func (t tongue) what(kind string) string {
	switch kind {
	case books.KindReleased:
		return t.say("Tiền bán hàng đến hạn", "Sale, payable")
	case books.KindRefund:
		return t.say("Hoàn tiền cho người mua", "Refund to the buyer")
	case books.KindRefundPaid:
		return t.say("HTX đã tự trả lại người mua", "Refunded by the cooperative")
	case books.KindDispute:
		return t.say("Giữ lại vì khiếu nại", "Held back for a dispute")
	case books.KindDecided:
		return t.say("Trả lại sau khiếu nại", "Let go after a dispute")
	case books.KindPenalty:
		return t.say("Tiền phạt", "Penalty")
	case books.KindPenaltyBack:
		return t.say("Trả lại tiền phạt", "Penalty taken back")
	case books.KindContractPaid:
		return t.say("Tiền theo hợp đồng", "Paid by contract")
	case books.KindDepositReturned:
		return t.say("Trả lại tiền cọc", "Deposit returned")
	case books.KindPayoutUnsent:
		return t.say("Lệnh chi bị hủy trước khi gửi", "Payout never sent")
	case books.KindPayoutBounced:
		return t.say("Khoản chi bị ngân hàng trả lại", "Earlier payout that came back")
	case books.KindCashKept:
		return t.say("Tiền mặt HTX đã thu", "Cash that the cooperative took")
	case books.KindPayout:
		return t.say("Chi trả vào tài khoản", "Payout to the account")
	case books.KindPayoutPaid:
		return t.say("Tiền chi đã vào tài khoản", "Payout that arrived")
	// What follows stands on other accounts.
	case books.KindSale:
		return t.say("Bán hàng, phí giao", "Goods and shipping sold")
	case books.KindPrepaid:
		return t.say("Người mua trả trước", "Paid in advance")
	case books.KindPrepaidBack:
		return t.say("Trả trước được hoàn", "Advance payment given back")
	case books.KindSurplus:
		return t.say("Tiền thừa, trả lại người mua", "Too much was paid; goes back")
	case books.KindSettled:
		return t.say("Doanh nghiệp trả tiền hàng", "A firm paid for goods")
	case books.KindRecordedBefore:
		return t.say("Chuyển khoản đã ghi tay trước", "Transfer recorded by hand")
	case books.KindRefundBack:
		return t.say("Khoản hoàn bị ngân hàng trả", "Refund that the bank sent back")
	case books.KindCardFee:
		return t.say("Phí thẻ", "Card fee")
	case books.KindDisputeTaken:
		return t.say("Stripe giữ tiền thẻ bị khiếu nại", "Card contested, held by Stripe")
	case books.KindDisputeFee:
		return t.say("Phí khiếu nại thẻ", "Fee of a card dispute")
	case books.KindDisputeWon:
		return t.say("Thắng khiếu nại thẻ", "Card dispute won")
	case books.KindDisputeLost:
		return t.say("Thua khiếu nại thẻ", "Card dispute lost")
	case books.KindStripePayout:
		return t.say("Stripe chuyển về ngân hàng", "Stripe's transfer to the bank")
	case books.KindStripePayoutFailed:
		return t.say("Tiền Stripe bị ngân hàng trả lại", "Stripe transfer that came back")
	}
	return kind
}

func (t tongue) state(s payout.Statement) string {
	switch s.State {
	case books.PayoutPaid:
		return t.say("Đã chuyển", "Paid")
	case books.PayoutBounced:
		return t.say("Bị ngân hàng trả lại", "Came back from the bank")
	case books.PayoutDiscarded:
		return t.say("Không gửi", "Never sent")
	case books.PayoutOrdered:
	}
	return t.say("Đang chuyển", "Under way")
}

func (t tongue) title() string { return t.say("Bảng kê chi trả", "Payout statement") }

func (t tongue) columns() []string {
	return []string{
		t.say("Ngày", "Date"), t.say("Đơn", "Order"), t.say("Nội dung", "What"), t.say("Tiền hàng", "Goods"), t.say("Phí giao", "Shipping"),
		t.say("Hoa hồng", "Commission"), t.say("Đã hoàn", "Refunded"), t.say("Số tiền", "Amount"),
	}
}
