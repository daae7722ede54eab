package demand

import (
	"fmt"

	"github.com/chophien/chophien/internal/apperr"
)

// The faults of this capability.
var (
	ErrNotFound = apperr.New(apperr.KindNotFound, "demand.not_found",
		"Không tìm thấy nhu cầu mua này.", "There is no such demand.")
	ErrNotVerified = apperr.New(apperr.KindForbidden, "demand.not_verified",
		"Doanh nghiệp cần được Liên minh xác minh trước khi đăng nhu cầu mua.", "The Alliance must verify the firm before it can post a demand.")
	errCoopNotVerified = apperr.New(apperr.KindForbidden, "demand.cooperative_not_verified",
		"Hợp tác xã cần được Liên minh xác minh trước khi xem chi tiết nhu cầu mua.", "The Alliance must verify the cooperative before it can see demands in full.")
	ErrRole = apperr.New(apperr.KindForbidden, "demand.not_yours_to_do",
		"Bạn không được làm bước này với nhu cầu mua.", "This step of the demand is not yours to take.")
	ErrNotAllowed = apperr.New(apperr.KindPrecondition, "demand.not_allowed_now",
		"Nhu cầu đã sang bước khác nên không làm việc này được nữa. Hãy xem lại trạng thái.",
		"The demand has moved on, so this is no longer possible. Look at its state.")
	// ErrChanged carries the present version in its Meta ("version").
	ErrChanged = apperr.New(apperr.KindConflict, "demand.changed_meanwhile",
		"Ai đó vừa sửa nhu cầu này. Hãy xem bản mới rồi làm tiếp.", "Somebody has just changed this demand. Look at the new wording, then go on.")
	ErrTooMany = apperr.New(apperr.KindPrecondition, "demand.too_many",
		"Doanh nghiệp đang có 500 nhu cầu chưa kết thúc. Hãy đóng bớt.", "The firm has 500 demands that have not ended. Close some.")
	ErrProgrammeNotFound = apperr.New(apperr.KindNotFound, "demand.programme_not_found",
		"Không tìm thấy chương trình liên kết này.", "There is no such linkage programme.")
	ErrProgrammeChanged = apperr.New(apperr.KindConflict, "demand.programme_changed",
		"Ai đó vừa sửa chương trình này. Hãy tải lại rồi sửa tiếp.", "Somebody has just changed this programme. Reload and go on.")
	ErrProgrammeSlug = apperr.New(apperr.KindConflict, "demand.programme_exists",
		"Đã có chương trình với địa chỉ này. Hãy chọn địa chỉ khác.", "There is a programme of this address already. Choose another.")
	ErrAllianceOnly = apperr.New(apperr.KindForbidden, "auth.forbidden",
		"Tài khoản của bạn không được phép làm việc này.", "Your account may not do this.")
)

// Faults located at one field of a demand.
var (
	errTitle     = apperr.New(apperr.KindInvalid, "demand.title", "Tên nhu cầu từ 2 đến 160 ký tự.", "The title has 2 to 160 characters.")
	errAudience  = apperr.New(apperr.KindInvalid, "demand.audience", "Hãy chọn mời tất cả, chỉ nơi được mời, hoặc trong chương trình liên kết.", "Choose all, invited only, or one linkage programme.")
	errInvited   = apperr.New(apperr.KindInvalid, "demand.invited", "Hãy mời từ 1 đến 660 hợp tác xã đã xác minh.", "Invite 1 to 660 verified cooperatives.")
	errProgramme = apperr.New(apperr.KindInvalid, "demand.programme", "Hãy chọn chương trình liên kết đang có hiệu lực mà doanh nghiệp là thành viên.", "Choose a linkage programme in force of which the firm is a member.")
	errCommune   = apperr.New(apperr.KindInvalid, "demand.commune", "Hãy chọn xã, phường nhận hàng đang có hiệu lực.", "Choose the commune of delivery among those in force.")
	errAddress   = apperr.New(apperr.KindInvalid, "demand.address", "Địa chỉ nhận hàng từ 1 đến 200 ký tự.", "The delivery address has 1 to 200 characters.")
	errDelivery  = apperr.New(apperr.KindInvalid, "demand.delivery", "Hãy chọn giao tận nơi hoặc tự đến lấy.", "Choose delivered or fetched.")
	errPayment   = apperr.New(apperr.KindInvalid, "demand.payment", "Hãy chọn đặt cọc (1–100 %), trả khi nhận hàng, hoặc hóa đơn tháng (hạn đến 120 ngày).", "Choose a deposit (1–100%), on delivery, or a monthly invoice (up to 120 days).")
	errAnswerBy  = apperr.New(apperr.KindInvalid, "demand.answer_by", "Hạn trả lời phải ở tương lai, trong vòng một năm.", "The answer-by time must lie in the future, within a year.")
	errNote      = apperr.New(apperr.KindInvalid, "demand.note", "Ghi chú dài nhất 2.000 ký tự.", "A note has at most 2,000 characters.")
	errLines     = apperr.New(apperr.KindInvalid, "demand.lines", "Một nhu cầu có từ 1 đến 100 dòng hàng.", "A demand has 1 to 100 lines.")
	errLineID    = apperr.New(apperr.KindInvalid, "demand.line_id", "Dòng hàng này không thuộc nhu cầu. Hãy tải lại trang.", "This line is not of the demand. Reload the page.")
	errProduct   = apperr.New(apperr.KindInvalid, "demand.product", "Sản phẩm này không thuộc loại hàng đã chọn.", "That product is not of the chosen type.")
	errSpec      = apperr.New(apperr.KindInvalid, "demand.specification", "Quy cách dài nhất 500 ký tự.", "A specification has at most 500 characters.")
	errQuantity  = apperr.New(apperr.KindInvalid, "demand.quantity", "Số lượng mỗi kỳ từ 1 đến 100.000.000.", "The quantity of a period is from 1 to 100,000,000.")
	errFrequency = apperr.New(apperr.KindInvalid, "demand.frequency", "Hãy chọn một lần, hằng tuần hoặc hằng tháng.", "Choose once, weekly or monthly.")
	errDates     = apperr.New(apperr.KindInvalid, "demand.dates", "Ngày kết thúc phải sau ngày bắt đầu, trong vòng 36 tháng.", "The end must not be before the start, within 36 months.")
	errPast      = apperr.New(apperr.KindInvalid, "demand.period_past", "Thời gian nhận hàng đã qua. Hãy chọn ngày trong tương lai.", "The time of delivery is over. Choose days in the future.")
	errOverlap   = apperr.New(apperr.KindInvalid, "demand.line_overlap", "Dòng này hỏi cùng mặt hàng trong cùng thời gian với một dòng khác. Hãy gộp lại hoặc đổi ngày.", "This line asks for the same goods at the same time as another. Join them or change the days.")
	errPrices    = apperr.New(apperr.KindInvalid, "demand.prices", "Giá từ 0 đến 1.000.000.000 ₫ và giá mục tiêu không vượt giá cao nhất.", "Prices are from ₫0 to ₫1,000,000,000 and the target is at most the highest.")
	errStars     = apperr.New(apperr.KindInvalid, "demand.stars", "Hạng sao OCOP là 0 (không đòi), 3, 4 hoặc 5.", "OCOP stars are 0 (none asked), 3, 4 or 5.")
	errStandard  = apperr.New(apperr.KindInvalid, "demand.certificates", "Hãy chọn chứng nhận trong danh sách, mỗi loại một lần.", "Choose certificates from the list, each once.")
	errPercent   = apperr.New(apperr.KindInvalid, "demand.percent", "Dung sai từ 0 đến 50 %, phần tối thiểu từ 0 đến 100 %.", "The tolerance is 0 to 50%, the least part 0 to 100%.")
	errSureness  = apperr.New(apperr.KindInvalid, "demand.sureness", "Hãy chọn mức chắc chắn: đang có, đã lên kế hoạch hoặc dự kiến.", "Choose the least sureness: standing, planned or hoped.")
	errSuppliers = apperr.New(apperr.KindInvalid, "demand.most_suppliers", "Số nhà cung cấp nhiều nhất từ 0 (không giới hạn) đến 660.", "The most suppliers are from 0 (any number) to 660.")
	errProgName  = apperr.New(apperr.KindInvalid, "demand.programme_name", "Tên chương trình từ 2 đến 200 ký tự, địa chỉ gồm chữ thường không dấu, số và gạch nối.", "The name has 2 to 200 characters; the address has plain lower-case letters, digits and hyphens.")
	errMembers   = apperr.New(apperr.KindInvalid, "demand.programme_members", "Chương trình có từ 2 đến 200 thành viên; mỗi thành viên là một tỉnh đang có hiệu lực hoặc một đơn vị trên chợ.", "A programme has 2 to 200 members; each is a province in force or an organisation of the market.")
)

// errUnit is answered to a unit in which the type is not traded.
func errUnit(unit, want string) *apperr.Error {
	return apperr.New(apperr.KindInvalid, "demand.unit",
		fmt.Sprintf("Loại hàng này tính bằng %q, không phải %q.", want, unit), fmt.Sprintf("This type is counted in %q, not %q.", want, unit))
}
