package promotion

import "github.com/chophien/chophien/internal/apperr"

// Say tells the buyer why a code takes nothing off, and what to do.
func (r Refusal) Say() apperr.Text {
	v := r.Voucher
	switch r.Reason {
	case ReasonUnknown:
		return apperr.Text{
			VI: "Không có mã " + r.Code + ". Hãy xem lại từng chữ, từng số.",
			EN: "There is no code " + r.Code + ". Check each letter and digit.",
		}
	case ReasonNotYet:
		day := v.From.Format("02/01/2006")
		return apperr.Text{VI: "Mã này dùng được từ ngày " + day + ".", EN: "This code works from " + day + "."}
	case ReasonOver:
		return apperr.Text{VI: "Mã này đã hết hạn hoặc đã dừng.", EN: "This code is over."}
	case ReasonNoGoods:
		if v.Off == TargetShipping {
			return apperr.Text{VI: "Đơn này không có phí giao mà mã được giảm.", EN: "There is no shipping in this order that the code takes off."}
		}
		return apperr.Text{VI: "Giỏ không có món nào được giảm bằng mã này.", EN: "Nothing in your cart is covered by this code."}
	case ReasonMinSpend:
		return apperr.Text{
			VI: "Mua thêm " + r.Missing.String() + " những món được giảm để dùng mã này.",
			EN: "Add " + r.Missing.English() + " of the goods it covers to use this code.",
		}
	case ReasonUsedUp:
		return apperr.Text{VI: "Mã này đã hết lượt hoặc hết ngân sách.", EN: "This code has been used up."}
	case ReasonBuyerUsed:
		return apperr.Text{VI: "Bạn đã dùng hết số lượt của mã này.", EN: "You have used this code as often as it may be."}
	case ReasonNotTogether:
		if v.Platform() {
			return apperr.Text{VI: "Mỗi lần mua chỉ dùng một mã của Chợ Phiên.", EN: "A purchase takes one code of the market."}
		}
		return apperr.Text{VI: "Mỗi hợp tác xã chỉ dùng một mã cho một đơn.", EN: "An order takes one code of its cooperative."}
	}
	return apperr.Text{}
}
