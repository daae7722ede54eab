package offer

import "github.com/chophien/chophien/internal/apperr"

// The faults of this capability.
var (
	ErrNotFound = apperr.New(apperr.KindNotFound, "offer.not_found",
		"Không tìm thấy chào hàng này.", "There is no such offer.")
	ErrRole = apperr.New(apperr.KindForbidden, "offer.not_yours_to_do",
		"Bạn không được làm bước này với chào hàng.", "This step of the offer is not yours to take.")
	ErrNotAllowed = apperr.New(apperr.KindPrecondition, "offer.not_allowed_now",
		"Chào hàng đã sang bước khác nên không làm việc này được nữa. Hãy xem lại trạng thái.",
		"The offer has moved on, so this is no longer possible. Look at its state.")
	// ErrChanged carries the present version in its Meta ("version").
	ErrChanged = apperr.New(apperr.KindConflict, "offer.changed_meanwhile",
		"Chào hàng này vừa được sửa. Hãy xem bản mới rồi làm tiếp.", "This offer has just changed. Look at it again, then go on.")
	// ErrDeadline carries the date in its Meta ("answerBy").
	ErrDeadline = apperr.New(apperr.KindPrecondition, "offer.deadline_passed",
		"Đã quá hạn trả lời nên không nhận câu trả lời nữa. Hãy nhắn cho bên mua nếu vẫn muốn tham gia.",
		"The answer-by date has passed and no answer is taken any more. Write to the buyer if you still want to take part.")
	// ErrOver is answered once somebody awarded or the demand ended.
	ErrOver = apperr.New(apperr.KindConflict, "offer.negotiation_over",
		"Đợt chào hàng này đã kết thúc: bên mua đã chọn hoặc đã đóng nhu cầu.", "This negotiation is over: the buyer has awarded or closed the demand.")
	// ErrTakesPart is answered to a cooperative that is in the demand already, Meta "orgId".
	ErrTakesPart = apperr.New(apperr.KindConflict, "offer.takes_part_already",
		"Hợp tác xã này đã tham gia nhu cầu trong một chào hàng khác. Mỗi hợp tác xã chỉ tham gia một lần, không đứng chung vòng tròn.",
		"This cooperative takes part in the demand with another offer already. Each takes part once, and joint bids do not run in circles.")
	ErrNotMember = apperr.New(apperr.KindNotFound, "offer.not_member",
		"Hợp tác xã không được mời đứng chung chào hàng này.", "The cooperative was not asked to join this offer.")
	ErrIncomplete = apperr.New(apperr.KindPrecondition, "offer.members_open",
		"Có hợp tác xã thành viên chưa đồng ý đứng chung nên chưa chọn được chào hàng này.",
		"A member of this joint bid has not consented, so it cannot be awarded yet.")
	ErrFile = apperr.New(apperr.KindInvalid, "offer.file",
		"Chỉ nhận tệp PDF, JPEG, PNG, XLSX hoặc DOCX, lớn nhất 10 MB.", "Only PDF, JPEG, PNG, XLSX or DOCX files of at most 10 MB are taken.")
	ErrFileNotFound = apperr.New(apperr.KindNotFound, "offer.file_not_found",
		"Không tìm thấy tệp này.", "There is no such file.")
)

// Faults located at one field.
var (
	errItems    = apperr.New(apperr.KindInvalid, "offer.items", "Hãy ghi từ 1 đến 4.000 dòng chào hàng.", "Give 1 to 4,000 items.")
	errLine     = apperr.New(apperr.KindInvalid, "offer.line", "Dòng hàng này không thuộc nhu cầu.", "This line is not of the demand.")
	errMonth    = apperr.New(apperr.KindInvalid, "offer.month", "Nhu cầu không hỏi mua mặt hàng này trong tháng đó.", "The demand does not ask for this line in that month.")
	errQuantity = apperr.New(apperr.KindInvalid, "offer.quantity", "Số lượng từ 1 đến 100.000.000.", "The quantity is from 1 to 100,000,000.")
	errPrice    = apperr.New(apperr.KindInvalid, "offer.price", "Giá từ 1 ₫ đến 1.000.000.000 ₫ mỗi đơn vị.", "The price is from ₫1 to ₫1,000,000,000 a unit.")
	errMember   = apperr.New(apperr.KindInvalid, "offer.member", "Hợp tác xã giao phần này phải là bên chào hàng hoặc thành viên đứng chung.", "Whoever delivers this must lead the offer or be one of its members.")
	errDue      = apperr.New(apperr.KindInvalid, "offer.due_on", "Ngày giao phải nằm trong tháng đó.", "The day of delivery must lie in that month.")
	errTwice    = apperr.New(apperr.KindInvalid, "offer.capacity_twice", "Mỗi nguồn hàng chỉ ghi một lần cho mỗi tháng của mỗi dòng.", "Each capacity stands once in a month of a line.")
	errNote     = apperr.New(apperr.KindInvalid, "offer.note", "Hãy ghi lý do hoặc ghi chú, dài nhất 2.000 ký tự.", "Give a reason or note of at most 2,000 characters.")
	errMembers  = apperr.New(apperr.KindInvalid, "offer.members", "Thành viên phải là hợp tác xã đã xác minh, khác bên chào hàng, tối đa 50.", "Members are verified cooperatives other than the leader, at most 50.")
	errCircle   = apperr.New(apperr.KindInvalid, "offer.circle", "Hợp tác xã này đang mời chính bạn (trực tiếp hoặc qua bên khác) đứng chung. Không đứng chung vòng tròn: một bên phải rút lời mời.", "This cooperative asks you, directly or through others, to join its own bid. Joint bids do not run in circles: one side must take its bid back.")
	errBody     = apperr.New(apperr.KindInvalid, "offer.message", "Tin nhắn dài từ 1 đến 4.000 ký tự.", "A message has 1 to 4,000 characters.")
	errFiles    = apperr.New(apperr.KindInvalid, "offer.message_files", "Tệp đính kèm phải do bạn vừa tải lên, tối đa 10 tệp.", "Files must be your own uploads, at most 10.")
)
