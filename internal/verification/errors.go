package verification

import "github.com/chophien/chophien/internal/apperr"

// Errors of verifications.
var (
	ErrNotFound = apperr.New(apperr.KindNotFound, "verification.not_found",
		"Không tìm thấy hồ sơ xác minh này.", "There is no such verification.")
	ErrOwnerOnly = apperr.New(apperr.KindForbidden, "auth.owner_only",
		"Chỉ chủ tài khoản của đơn vị mới được làm việc này.", "Only an owner of the organisation may do this.")
	ErrAllianceOnly = apperr.New(apperr.KindForbidden, "auth.forbidden",
		"Tài khoản của bạn không được phép làm việc này.", "Your account may not do this.")
	ErrOpen = apperr.New(apperr.KindConflict, "verification.open",
		"Hồ sơ trước đang chờ Liên minh xem. Hãy chờ kết quả, hoặc rút hồ sơ đó rồi gửi lại.",
		"An earlier one waits for the Alliance. Wait for the decision, or withdraw it and send again.")
	ErrDecided = apperr.New(apperr.KindConflict, "verification.decided",
		"Hồ sơ này đã có kết quả. Hãy tải lại trang.", "This has been decided. Load the page again.")
	ErrNothing = apperr.New(apperr.KindPrecondition, "verification.nothing_new",
		"Thông tin giống với thông tin đã xác minh nên không cần gửi lại.", "This is what was verified already; there is nothing to send.")
	ErrPapers = apperr.New(apperr.KindPrecondition, "verification.papers_needed",
		"Hãy thêm ảnh hoặc bản quét giấy đăng ký hợp tác xã trước khi gửi.", "Add a photo or scan of the registration certificate first.")
	ErrFile = apperr.New(apperr.KindUnsupported, "verification.file",
		"Chỉ nhận ảnh JPEG, PNG hoặc tệp PDF, mỗi tệp tối đa 10 MB.", "Only JPEG or PNG pictures and PDF files, each at most 10 MB.")
	ErrTooManyFiles = apperr.New(apperr.KindPrecondition, "verification.too_many_files",
		"Mỗi đơn vị giữ nhiều nhất 20 giấy tờ. Hãy gỡ bớt.", "An organisation keeps at most 20 papers. Remove some.")
	ErrFileNotFound = apperr.New(apperr.KindNotFound, "verification.file_not_found",
		"Giấy tờ này không có hoặc đã được xóa theo hạn.", "There is no such paper, or it was deleted in time.")

	errReason = apperr.New(apperr.KindInvalid, "verification.reason",
		"Hãy ghi lý do (tối đa 500 ký tự); hợp tác xã sẽ đọc và sửa theo.", "Give the reason (up to 500 characters); the cooperative will read it.")
	errKind = apperr.New(apperr.KindInvalid, "verification.paper_kind",
		"Hãy chọn loại giấy tờ.", "Choose what kind of paper it is.")
	errLevel = apperr.New(apperr.KindInvalid, "organisation.level_unknown",
		"Hãy chọn mức: hiệu quả, trung bình, yếu hoặc ngừng hoạt động.", "Choose a level: good, average, weak or inactive.")
)
