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

// Errors about lots.
var (
	ErrLotNotFound = apperr.New(apperr.KindNotFound, "stock.lot_not_found",
		"Không tìm thấy lô hàng này.", "There is no such lot.")
	ErrLotCode = apperr.New(apperr.KindInvalid, "stock.lot_code",
		"Mã lô gồm 1–20 chữ không dấu, số, dấu chấm hoặc gạch; ví dụ CHE-1126.", "A lot's code has 1–20 letters, digits, dots or dashes, such as CHE-1126.")
	ErrLotCodeTaken = apperr.New(apperr.KindConflict, "stock.lot_code_taken",
		"Quy cách này đã có lô mang mã đó. Hãy nhập thêm vào lô ấy, hoặc đặt mã khác.",
		"This variant already has a lot of that code. Add to that lot, or choose another code.")
	ErrLotDates = apperr.New(apperr.KindInvalid, "stock.lot_dates",
		"Hạn dùng không thể trước ngày thu hoạch, sản xuất.", "A lot cannot expire before it was made.")
	ErrLotExpired = apperr.New(apperr.KindInvalid, "stock.lot_expired",
		"Lô này đã quá hạn dùng nên không nhập để bán được.", "This lot is past its date, so it cannot be received for sale.")
	ErrLotText = apperr.New(apperr.KindInvalid, "stock.lot_text",
		"Nội dung quá dài.", "The text is too long.")
	ErrLotConsent = apperr.New(apperr.KindInvalid, "stock.lot_consent",
		"Hãy ghi tên hộ đã đồng ý được nêu tên.", "Name the household that agreed to be named.")
	ErrLotArea = apperr.New(apperr.KindInvalid, "stock.lot_area",
		"Mã vùng trồng cần đi cùng cơ quan cấp mã.", "A growing-area code needs its issuer, and the issuer a code.")
	ErrLotClosed = apperr.New(apperr.KindPrecondition, "stock.lot_closed",
		"Lô đã quá hạn hoặc bị thu hồi nên không nhập thêm được. Hãy mở lô mới.",
		"The lot is expired or recalled, so nothing can be added. Open a new lot.")
	ErrLotShort = apperr.New(apperr.KindPrecondition, "stock.lot_short",
		"Lô không còn đủ: phần còn lại đã soạn cho đơn chờ gửi. Hãy nhập số nhỏ hơn.",
		"The lot does not have that much free: the rest is packed for orders. Enter a smaller number.")
	ErrLotChanged = apperr.New(apperr.KindConflict, "stock.lot_changed",
		"Người khác vừa thay đổi lô này. Hãy xem số mới rồi làm lại.",
		"Somebody else has just changed this lot. Look at the new figures, then do it again.")
	ErrLotReason = apperr.New(apperr.KindInvalid, "stock.lot_reason",
		"Hãy ghi lý do (tối đa 500 ký tự).", "Give a reason (up to 500 characters).")
	ErrLotCause = apperr.New(apperr.KindInvalid, "stock.lot_cause",
		"Hãy chọn vì sao hàng bị loại.", "Choose why the goods are written off.")
	ErrChangeKind = apperr.New(apperr.KindInvalid, "stock.change_kind",
		"Không có cách thay đổi này.", "There is no such change.")
	ErrLotRecalled = apperr.New(apperr.KindPrecondition, "stock.lot_recalled",
		"Lô này đã bị thu hồi.", "This lot has been recalled.")
	ErrLotLoose = apperr.New(apperr.KindPrecondition, "stock.lot_loose",
		"Hàng tồn chung không chia lô nên không thu hồi hay in nhãn được. Hãy nhập hàng theo lô.",
		"Goods without a lot can neither be recalled nor labelled. Receive them as a lot.")
	// ErrNoGoodLot is answered when what is promised cannot be packed: what is there
	// has expired or was recalled. Its Meta "short" lists the variants.
	ErrNoGoodLot = apperr.New(apperr.KindPrecondition, "stock.no_good_lot",
		"Hàng còn hạn không đủ để soạn đơn: phần còn lại đã quá hạn hoặc bị thu hồi. Hãy nhập lô mới, hoặc hủy bớt món trong đơn.",
		"There are not enough good goods to pack this order: the rest has expired or was recalled. Receive a new lot, or cancel part of the order.")
)

// Shortage tells what is left of a variant that was wanted in vain.
type Shortage struct {
	VariantID ident.ID `json:"variantId"`
	Wanted    int64    `json:"wanted"`
	Available int64    `json:"available"`
}
