package contract

import "github.com/chophien/chophien/internal/apperr"

// The faults of this capability.
var (
	ErrNotFound = apperr.New(apperr.KindNotFound, "contract.not_found",
		"Không tìm thấy hợp đồng này.", "There is no such contract.")
	ErrDeliveryNotFound = apperr.New(apperr.KindNotFound, "contract.delivery_not_found",
		"Không tìm thấy đợt giao này.", "There is no such delivery.")
	ErrShortfallNotFound = apperr.New(apperr.KindNotFound, "contract.shortfall_not_found",
		"Không tìm thấy phần hàng thiếu này.", "There is no such shortfall.")
	ErrAddendumNotFound = apperr.New(apperr.KindNotFound, "contract.addendum_not_found",
		"Không tìm thấy phụ lục này.", "There is no such addendum.")
	ErrRole = apperr.New(apperr.KindForbidden, "contract.not_yours_to_do",
		"Bạn không được làm bước này của hợp đồng.", "This step of the contract is not yours to take.")
	ErrNotAllowed = apperr.New(apperr.KindPrecondition, "contract.not_allowed_now",
		"Hợp đồng hoặc đợt giao đã sang bước khác nên không làm việc này được nữa. Hãy xem lại trạng thái.",
		"The contract or delivery has moved on, so this is no longer possible. Look at its state.")
	// ErrChanged carries the present version in its Meta ("version").
	ErrChanged = apperr.New(apperr.KindConflict, "contract.changed_meanwhile",
		"Ai đó vừa cập nhật. Hãy xem bản mới rồi làm tiếp.", "Somebody has just changed this. Look at it again, then go on.")
	ErrCode = apperr.New(apperr.KindInvalid, "contract.signing_code",
		"Mã ký không đúng. Hãy xem lại thư mới nhất.", "The signing code is not right. Look at the latest e-mail.")
	ErrCodeExpired = apperr.New(apperr.KindPrecondition, "contract.signing_code_expired",
		"Mã ký đã hết hạn, đã dùng hoặc đã nhập sai quá số lần. Hãy yêu cầu mã mới.",
		"The signing code has expired, was used, or was mistyped too often. Ask for a new one.")
	ErrCodeTooOften = apperr.New(apperr.KindRateLimited, "contract.signing_code_too_often",
		"Vừa gửi mã cho bạn. Hãy chờ một phút rồi yêu cầu lại.", "A code was sent just now. Wait a minute before asking again.")
	ErrSignedAlready = apperr.New(apperr.KindConflict, "contract.signed_already",
		"Đơn vị của bạn đã ký văn bản này.", "Your organisation has signed this document already.")
	ErrHash = apperr.New(apperr.KindConflict, "contract.other_document",
		"Văn bản bạn đang xem không phải bản đang chờ ký. Hãy tải lại.", "What you look at is not the document that is to be signed. Reload it.")
	ErrNothingRemains = apperr.New(apperr.KindPrecondition, "contract.nothing_remains",
		"Tháng này không còn đủ hàng chưa lên lịch.", "Not so much of this month is left unplanned.")
	ErrNotEnoughOffered = apperr.New(apperr.KindConflict, "contract.shortfall_taken",
		"Phần hàng thiếu vừa được hợp tác xã khác nhận.", "Another cooperative has just taken this shortfall.")
)

// Faults located at one field.
var (
	errTolerance = apperr.New(apperr.KindInvalid, "contract.tolerance", "Dung sai từ 0 đến 50 %.", "The tolerance is from 0 to 50 %.")
	errPenalty   = apperr.New(apperr.KindInvalid, "contract.penalty", "Mức phạt từ 0 đến 8 % (Luật Thương mại 2005, Điều 301).", "A penalty is from 0 to 8 % (Commercial Law 2005, Article 301).")
	errMissAfter = apperr.New(apperr.KindInvalid, "contract.miss_after", "Số ngày chờ từ 0 đến 60.", "The days of grace are from 0 to 60.")
	errDeposit   = apperr.New(apperr.KindInvalid, "contract.deposit", "Đặt cọc từ 1 đến 100 % khi thanh toán theo đặt cọc.", "A deposit is from 1 to 100 % where one is agreed.")
	errCredit    = apperr.New(apperr.KindInvalid, "contract.credit_days", "Số ngày nợ từ 0 đến 120.", "Days of credit are from 0 to 120.")
	errNote      = apperr.New(apperr.KindInvalid, "contract.note", "Ghi chú dài nhất 4.000 ký tự.", "A note has at most 4,000 characters.")
	errPrice     = apperr.New(apperr.KindInvalid, "contract.price",
		"Giá từ 1 ₫ đến 1.000.000.000 ₫; bậc giá phải giảm dần; giá sàn ≤ giá gốc ≤ giá trần.",
		"Prices are from ₫1 to ₫1,000,000,000; tiers fall; floor ≤ base ≤ cap.")
	errPlan = apperr.New(apperr.KindInvalid, "contract.plan",
		"Các đợt giao phải nằm trong tháng, mỗi ngày một đợt, cộng lại bằng sản lượng của tháng.",
		"Deliveries lie in their month, one a day, and sum up to the month's quantity.")
	errValue  = apperr.New(apperr.KindInvalid, "contract.value", "Giá trị hợp đồng quá lớn.", "The value of the contract is too large.")
	errReason = apperr.New(apperr.KindInvalid, "contract.reason", "Hãy ghi lý do (1–500 ký tự).", "Give a reason (1–500 characters).")
	errStated = apperr.New(apperr.KindInvalid, "contract.stated", "Số lượng xác nhận từ 0 đến số lượng gọi hàng.", "The quantity confirmed is from 0 to what was called for.")
	errLots   = apperr.New(apperr.KindInvalid, "contract.lots",
		"Hãy ghi từ 1 đến 100 lô với mã lô, số lượng và khối lượng; tổng không quá số lượng gọi hàng.",
		"Give 1 to 100 lots with code, count and weight; together not more than was called for.")
	errAccepted = apperr.New(apperr.KindInvalid, "contract.accepted", "Nhận một phần: số lượng từ 1 đến ít hơn số đã gửi.", "To accept in part, give from 1 to less than what was sent.")
	errQuantity = apperr.New(apperr.KindInvalid, "contract.quantity", "Số lượng không hợp lệ.", "The quantity is not valid.")
	errDue      = apperr.New(apperr.KindInvalid, "contract.due_on", "Ngày giao phải kịp thời gian chuẩn bị của hợp tác xã và không quá ba tháng sau tháng của phần hàng.", "The day leaves the cooperative its lead time and lies within three months of the month of the goods.")
	errMove     = apperr.New(apperr.KindInvalid, "contract.move", "Ngày giao mới phải nằm trong tháng của phần hàng và chưa qua.", "The new day lies in the month of the goods and is not past.")
	errOver     = apperr.New(apperr.KindInvalid, "contract.month_over", "Tháng này đã qua, không thể tăng sản lượng nữa.", "This month is over: its quantity cannot rise any more.")
	// ErrPhoto is answered to what is no photo, or not the delivery's.
	ErrPhoto   = apperr.New(apperr.KindInvalid, "contract.photo", "Ảnh phải là JPEG hoặc PNG, lớn nhất 10 MB, tối đa 10 ảnh.", "Photos are JPEG or PNG of at most 10 MB, at most 10.")
	errChanges = apperr.New(apperr.KindInvalid, "contract.changes", "Phụ lục phải đổi ít nhất một điều và phần đổi phải hợp lệ.", "An addendum changes something, and validly.")
	errFloor   = apperr.New(apperr.KindInvalid, "contract.floor",
		"Sản lượng của tháng không được thấp hơn phần đã giao, được miễn hoặc đã gọi hàng.",
		"A month cannot be lowered below what is delivered, forgiven or called off.")
	errUnderWay = apperr.New(apperr.KindInvalid, "contract.under_way",
		"Đang có hàng trên đường. Hãy nhận hoặc từ chối đợt hàng đó rồi chấm dứt.",
		"Goods are on their way. Accept or reject them first, then end the contract.")
	errQuote = apperr.New(apperr.KindInvalid, "contract.quote", "Chỉ số giá từ 1 ₫ đến 1.000.000.000 ₫, ngày không ở tương lai, có nguồn.", "A quote is from ₫1 to ₫1,000,000,000, not of the future, with its source.")
)
