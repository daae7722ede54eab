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
func (t tongue) what(l books.StatementLine) string {
	switch l.Kind {
	case books.KindReleased:
		return t.say("Tiền bán hàng đến hạn", "Sale, payable")
	case books.KindRefund:
		return t.say("Hoàn tiền cho người mua", "Refund to the buyer")
	case books.KindRefundPaid:
		return t.say("Hợp tác xã đã tự trả lại người mua", "Refunded by the cooperative itself")
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
		return t.say("Lần chi trước bị ngân hàng trả lại", "An earlier payout that came back")
	case books.KindCashKept:
		return t.say("Tiền mặt hợp tác xã đã thu", "Cash that the cooperative took")
	}
	return t.say("Bút toán khác", "Other entry")
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
