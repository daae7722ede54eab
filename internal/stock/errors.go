package stock

import (
	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
)

// ErrNotEnough is answered when more is wanted than is free. Its Meta "short"
// lists the variants with what is left of each.
var ErrNotEnough = apperr.New(apperr.KindConflict, "stock.not_enough",
	"Có món vừa hết hoặc không còn đủ số lượng. Hãy xem lại giỏ hàng; các món khác vẫn còn trong giỏ.",
	"Something has just sold out or there is not enough of it. Look at your cart; everything else is still there.")

// ErrBelowReserved is answered when a count would go below what is promised.
var ErrBelowReserved = apperr.New(apperr.KindPrecondition, "stock.below_reserved",
	"Số lượng thấp hơn số hàng đã hứa cho đơn đang xử lý. Hãy hủy bớt đơn trước, hoặc nhập số lớn hơn.",
	"That is less than what open orders were promised. Cancel orders first, or enter a larger number.")

// ErrOverAllotment is answered when more would be put on the shelf than the
// cooperative set aside for retail in its declared capacity of this period.
var ErrOverAllotment = apperr.New(apperr.KindPrecondition, "stock.over_allotment",
	"Số này vượt phần bán lẻ đã dành trong khai báo sản lượng kỳ này. Hãy tăng phần bán lẻ ở mục Sản lượng trước, hoặc nhập số nhỏ hơn.",
	"That is more than was set aside for retail in this period's declared capacity. Raise the retail allotment first, or enter a smaller number.")

// ErrQuantity is answered to a count that is no sensible number.
var ErrQuantity = apperr.New(apperr.KindInvalid, "stock.quantity",
	"Số lượng phải từ 0 đến 1.000.000.000.", "The quantity must be from 0 to 1,000,000,000.")

// Shortage tells what is left of a variant that was wanted in vain.
type Shortage struct {
	VariantID ident.ID `json:"variantId"`
	Wanted    int64    `json:"wanted"`
	Available int64    `json:"available"`
}
