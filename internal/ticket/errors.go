package ticket

import "github.com/chophien/chophien/internal/apperr"

// Errors of tickets and take-downs.
var (
	ErrNotFound = apperr.New(apperr.KindNotFound, "ticket.not_found",
		"Không tìm thấy phiếu này. Hãy kiểm tra lại liên kết.", "There is no such ticket. Check the link.")
	ErrAllianceOnly = apperr.New(apperr.KindForbidden, "auth.forbidden",
		"Tài khoản của bạn không được phép làm việc này.", "Your account may not do this.")
	ErrRole = apperr.New(apperr.KindForbidden, "ticket.not_yours_to_do",
		"Chỉ Liên minh tiếp nhận và trả lời phiếu; chỉ người gửi rút lại.", "Only the Alliance takes up and answers a ticket; only its sender withdraws it.")
	ErrNotAllowed = apperr.New(apperr.KindPrecondition, "ticket.not_allowed_now",
		"Phiếu đang ở bước khác nên không làm việc này được. Hãy tải lại trang.", "The ticket is at another step, so this is not possible. Load the page again.")
	ErrChanged = apperr.New(apperr.KindConflict, "ticket.changed",
		"Phiếu vừa có thay đổi. Hãy xem phần mới rồi làm tiếp.", "The ticket has just changed. Look at what is new, then go on.")
	ErrKeyReused = apperr.New(apperr.KindConflict, "ticket.key_reused",
		"Mã chống gửi trùng này đã dùng cho một phiếu khác. Hãy gửi lại.", "This Idempotency-Key was used for another ticket. Send again.")
	ErrFile = apperr.New(apperr.KindUnsupported, "ticket.file",
		"Chỉ nhận ảnh JPEG, PNG hoặc tệp PDF, mỗi tệp tối đa 10 MB.", "Only JPEG or PNG pictures and PDF files, each at most 10 MB.")
	ErrTooManyFiles = apperr.New(apperr.KindPrecondition, "ticket.too_many_files",
		"Mỗi phiếu nhận nhiều nhất 10 tệp chứng cứ.", "A ticket takes at most 10 files of evidence.")
	ErrFileNotFound = apperr.New(apperr.KindNotFound, "ticket.file_not_found",
		"Không tìm thấy tệp này.", "There is no such file.")
	ErrTakedownNotFound = apperr.New(apperr.KindNotFound, "takedown.not_found",
		"Mặt hàng này không bị gỡ.", "This listing is not taken down.")
	ErrObjected = apperr.New(apperr.KindPrecondition, "takedown.objected",
		"Hợp tác xã đã khiếu nại quyết định này một lần. Hãy theo dõi phiếu khiếu nại đó.", "The decision was objected to once already. Follow that ticket.")

	errKey = apperr.New(apperr.KindInvalid, "ticket.key",
		"Thiếu mã chống gửi trùng (Idempotency-Key, 8–120 ký tự).", "The Idempotency-Key is missing (8–120 characters).")
	errTopic = apperr.New(apperr.KindInvalid, "ticket.topic",
		"Hãy chọn điều bạn muốn báo.", "Choose what it is about.")
	errAbout = apperr.New(apperr.KindInvalid, "ticket.about",
		"Hãy cho biết mặt hàng, hợp tác xã hoặc mã đơn mà bạn khiếu nại.", "Name the listing, the cooperative or the order's code.")
	errUnknownAbout = apperr.New(apperr.KindInvalid, "ticket.about_unknown",
		"Chợ không có mặt hàng, hợp tác xã hoặc mã đơn này. Hãy kiểm tra lại.", "The market has no such listing, cooperative or order. Check it.")
	errReasonCode = apperr.New(apperr.KindInvalid, "ticket.reason",
		"Hãy chọn lý do.", "Choose a reason.")
	errWords = apperr.New(apperr.KindInvalid, "ticket.words",
		"Hãy kể sự việc, từ 10 đến 4000 ký tự.", "Tell what happened, 10 to 4000 characters.")
	errSaid = apperr.New(apperr.KindInvalid, "ticket.said",
		"Hãy viết từ 1 đến 4000 ký tự.", "Write 1 to 4000 characters.")
	errName = apperr.New(apperr.KindInvalid, "ticket.name",
		"Hãy ghi tên của bạn.", "Give your name.")
	errContact = apperr.New(apperr.KindInvalid, "ticket.contact",
		"Hãy ghi số điện thoại Việt Nam hoặc email để Liên minh trả lời.", "Give a Vietnamese phone number or an e-mail address for the answer.")
	errOutcome = apperr.New(apperr.KindInvalid, "ticket.outcome",
		"Hãy viết kết quả (10 đến 4000 ký tự) để hai bên cùng đọc.", "Write the outcome (10 to 4000 characters) for both sides to read.")
	errProof = apperr.New(apperr.KindInvalid, "ticket.proof",
		"Hãy ghi đã làm gì và bằng chứng nào cho thấy (tối đa 1000 ký tự).", "Say what was done and what proves it (up to 1000 characters).")
	errTakedownReason = apperr.New(apperr.KindInvalid, "takedown.reason",
		"Hãy chọn lý do gỡ trong danh sách.", "Choose the reason from the list.")
	errTakedownWords = apperr.New(apperr.KindInvalid, "takedown.words",
		"Hãy ghi rõ điều cần sửa (tối đa 1000 ký tự); hợp tác xã sẽ đọc.", "Say what must be mended (up to 1000 characters); the cooperative will read it.")
)
