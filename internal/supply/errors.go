package supply

import (
	"fmt"
	"time"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
)

// The faults of this capability.
var (
	ErrNotFound = apperr.New(apperr.KindNotFound, "supply.not_found",
		"Không tìm thấy khai báo sản lượng này.", "There is no such declaration of capacity.")
	ErrNotVerified = apperr.New(apperr.KindForbidden, "supply.not_verified",
		"Hợp tác xã cần được Liên minh xác minh trước khi khai sản lượng.", "The Alliance must verify the cooperative before it can declare capacity.")
	ErrTooMany = apperr.New(apperr.KindPrecondition, "supply.too_many",
		"Hợp tác xã đã có 200 khai báo. Hãy rút bớt khai báo không dùng.", "The cooperative has 200 declarations already. Withdraw some that are not needed.")
	ErrDeclaredTwice = apperr.New(apperr.KindConflict, "supply.declared_twice",
		"Mặt hàng và phân hạng này đã có khai báo đang mở. Hãy sửa khai báo đó, đừng khai lần nữa.",
		"There is an open declaration of these goods and this grade. Change that one instead of declaring them again.")
	// ErrChanged carries the present version in its Meta ("version").
	ErrChanged = apperr.New(apperr.KindConflict, "supply.changed_meanwhile",
		"Ai đó vừa sửa khai báo này. Hãy xem số mới rồi lưu lại.", "Somebody has just changed this declaration. Look at the new figures and save again.")
	ErrWithdrawn = apperr.New(apperr.KindPrecondition, "supply.withdrawn",
		"Khai báo này đã rút. Hãy khai báo mới.", "This declaration was withdrawn. Make a new one.")
	// ErrBelowPromised names who is affected in its Meta ("affected", a list of Affected).
	ErrBelowPromised = apperr.New(apperr.KindPrecondition, "supply.below_promised",
		"Sản lượng mới thấp hơn phần đã hứa. Hãy giữ ít nhất phần đã hứa, hoặc báo thiếu hàng cho các bên liên quan trước.",
		"The new capacity is less than what was promised. Keep at least that, or tell those affected of the shortfall first.")
	// ErrNotEnough lists what was short in its Meta ("short", a list of Shortage).
	ErrNotEnough = apperr.New(apperr.KindConflict, "supply.not_enough",
		"Sản lượng vừa được hứa cho nơi khác nên không còn đủ. Hãy xem lại phương án chia hàng.",
		"The capacity has just been promised elsewhere and there is not enough left. Look at the split again.")
	ErrClaim = apperr.New(apperr.KindInvalid, "supply.claim",
		"Mỗi kỳ chỉ hứa một lần với số lượng từ 1 đến 100.000.000.", "Each period is claimed once, with a quantity from 1 to 100,000,000.")
)

// Affected is a period whose promises would no longer be covered, and who holds them.
type Affected struct {
	StartsOn string           `json:"startsOn"`
	Declared int64            `json:"declared"`
	Retail   int64            `json:"retail"`
	Promised int64            `json:"promised"`
	Holders  []AffectedHolder `json:"holders"`
}

// AffectedHolder is one promise that would be broken.
type AffectedHolder struct {
	Kind       HolderKind `json:"kind"`
	ID         ident.ID   `json:"id"`
	BuyerOrgID ident.ID   `json:"buyerOrgId"`
	Label      string     `json:"label"`
	Quantity   int64      `json:"quantity"`
}

// Shortage tells what is left of a period that was claimed in vain.
type Shortage struct {
	PeriodID  ident.ID `json:"periodId"`
	Wanted    int64    `json:"wanted"`
	Available int64    `json:"available"`
}

// Faults located at one field of a declaration.
var (
	errProduct = apperr.New(apperr.KindInvalid, "supply.product",
		"Sản phẩm này không phải của hợp tác xã, hoặc không thuộc loại hàng đã chọn.", "That product is not the cooperative's own, or not of the chosen type.")
	errGrade   = apperr.New(apperr.KindInvalid, "supply.grade", "Phân hạng dài nhất 60 ký tự.", "A grade has at most 60 characters.")
	errNote    = apperr.New(apperr.KindInvalid, "supply.note", "Ghi chú dài nhất 500 ký tự.", "A note has at most 500 characters.")
	errPeriod  = apperr.New(apperr.KindInvalid, "supply.period", "Kỳ khai báo là tuần hoặc tháng.", "A period is a week or a month.")
	errSure    = apperr.New(apperr.KindInvalid, "supply.sureness", "Hãy chọn mức chắc chắn: đang có, đã lên kế hoạch hoặc dự kiến.", "Choose how sure it is: standing, planned or hoped.")
	errMin     = apperr.New(apperr.KindInvalid, "supply.min_qty", "Đơn tối thiểu từ 1 đến 100.000.000.", "The minimum order is from 1 to 100,000,000.")
	errLot     = apperr.New(apperr.KindInvalid, "supply.lot_qty", "Quy mô lô từ 1 đến 100.000.000.", "The lot size is from 1 to 100,000,000.")
	errLead    = apperr.New(apperr.KindInvalid, "supply.lead_days", "Thời gian chuẩn bị từ 0 đến 365 ngày.", "The lead time is from 0 to 365 days.")
	errSeason  = apperr.New(apperr.KindInvalid, "supply.season", "Mùa vụ là các tháng từ 1 đến 12, mỗi tháng một lần.", "The season is months from 1 to 12, each once.")
	errCommune = apperr.New(apperr.KindInvalid, "supply.pickup_commune", "Hãy chọn xã, phường lấy hàng đang có hiệu lực.", "Choose the commune of pick-up among those in force.")
	errTiers   = apperr.New(apperr.KindInvalid, "supply.tiers", "Hãy ghi từ 1 đến 10 mức giá, mức đầu bắt đầu từ đơn tối thiểu hoặc thấp hơn.", "Give 1 to 10 price tiers; the first begins at the minimum order or below.")
	errPrice   = apperr.New(apperr.KindInvalid, "supply.price", "Giá từ 1 ₫ đến 1.000.000.000 ₫ mỗi đơn vị.", "The price is from ₫1 to ₫1,000,000,000 a unit.")
	errRises   = apperr.New(apperr.KindInvalid, "supply.tier_rises", "Mua nhiều hơn thì giá phải thấp hơn mức trước. Hãy xem lại số lượng và giá.", "A larger quantity must have a lower price than the tier before. Check quantities and prices.")
	errCert    = apperr.New(apperr.KindInvalid, "supply.certificate", "Hãy chọn loại chứng nhận (mỗi loại một lần) và ghi số, nơi cấp (dài nhất 80 và 160 ký tự).", "Choose the kind of certificate (each once) and give its number and issuer (at most 80 and 160 characters).")
	errExpired = apperr.New(apperr.KindInvalid, "supply.certificate_expired", "Chứng nhận đã hết hạn. Hãy ghi chứng nhận mới hoặc bỏ dòng này.", "The certificate has expired. Give the new one or remove this line.")
	errPeriods = apperr.New(apperr.KindInvalid, "supply.periods", "Hãy khai từ 1 đến 120 kỳ, trong vòng 36 tháng tới.", "Declare 1 to 120 periods within the next 36 months.")
	errStart   = apperr.New(apperr.KindInvalid, "supply.period_start", "Kỳ tháng bắt đầu từ ngày 1, kỳ tuần bắt đầu từ thứ Hai.", "A month begins on the 1st, a week on Monday.")
	errOverlap = apperr.New(apperr.KindInvalid, "supply.period_overlap", "Kỳ này trùng với một kỳ khác trong cùng khai báo.", "This period overlaps another one of the declaration.")
	errPast    = apperr.New(apperr.KindInvalid, "supply.period_past", "Kỳ này đã qua nên không khai hay sửa được.", "This period is over and cannot be declared or changed.")
	errFar     = apperr.New(apperr.KindInvalid, "supply.period_far", "Kỳ này quá xa. Hãy khai trong vòng 36 tháng tới.", "This period is too far ahead. Declare within the next 36 months.")
	errOffTime = apperr.New(apperr.KindInvalid, "supply.out_of_season", "Kỳ này nằm ngoài mùa vụ đã chọn. Hãy đặt 0 hoặc sửa mùa vụ.", "This period is outside the season. Set it to 0 or change the season.")
	errAmount  = apperr.New(apperr.KindInvalid, "supply.quantity", "Sản lượng từ 0 đến 100.000.000 mỗi kỳ.", "The capacity is from 0 to 100,000,000 a period.")
	errRetail  = apperr.New(apperr.KindInvalid, "supply.retail", "Phần bán lẻ phải từ 0 và không vượt phần còn lại sau khi trừ phần đã hứa.", "The retail allotment is at least 0 and at most what is left after promises.")
	errShelf   = apperr.New(apperr.KindInvalid, "supply.retail_below_shelf", "Phần bán lẻ thấp hơn số hàng đã bày ở gian hàng. Hãy tăng phần bán lẻ, hoặc giảm tồn kho trước.", "The retail allotment is less than what is on the shop's shelf. Raise it, or lower the stock first.")
	errFixed   = apperr.New(apperr.KindInvalid, "supply.fixed", "Loại hàng, sản phẩm, đơn vị và kỳ không đổi được. Hãy rút khai báo này và khai mới.", "Type, product, unit and period cannot change. Withdraw this declaration and make a new one.")
)

// errUnit is answered to a unit in which the type is not traded.
func errUnit(unit, want string) *apperr.Error {
	return apperr.New(apperr.KindInvalid, "supply.unit",
		fmt.Sprintf("Loại hàng này tính bằng %q, không phải %q.", want, unit), fmt.Sprintf("This type is counted in %q, not %q.", want, unit))
}

func day(t time.Time) string { return t.Format(time.DateOnly) }
