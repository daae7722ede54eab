package certification

import "github.com/chophien/chophien/internal/apperr"

// Errors of certifications.
var (
	ErrNotFound = apperr.New(apperr.KindNotFound, "certification.not_found",
		"Không tìm thấy giấy chứng nhận này.", "There is no such certification.")
	ErrStale = apperr.New(apperr.KindConflict, "certification.changed_meanwhile",
		"Người khác vừa sửa giấy này. Hãy xem bản mới rồi làm tiếp.", "Somebody else has just changed this certification. Look at it, then go on.")
	ErrTwice = apperr.New(apperr.KindConflict, "certification.number_taken",
		"Giấy cùng loại, cùng số đã có. Hãy sửa giấy đó.", "A certification of this kind and number is there already. Change that one.")
	ErrFile = apperr.New(apperr.KindInvalid, "certification.file",
		"Tệp phải là PDF, JPEG hoặc PNG, tối đa 10 MB.", "A file must be a PDF, JPEG or PNG of up to 10 MB.")
	ErrFileNotFound = apperr.New(apperr.KindNotFound, "certification.file_not_found",
		"Giấy này không có tệp để xem.", "There is no file of this certification to look at.")
	ErrTooMany = apperr.New(apperr.KindPrecondition, "certification.too_many",
		"Hợp tác xã giữ tối đa 200 giấy. Hãy gỡ giấy cũ trước.", "A cooperative keeps up to 200 certifications. Remove old ones first.")

	errKind    = apperr.New(apperr.KindInvalid, "certification.kind", "Hãy chọn loại giấy.", "Choose the kind.")
	errName    = apperr.New(apperr.KindInvalid, "certification.name", "Hãy ghi tên giấy (tối đa 120 ký tự).", "Name it (up to 120 characters).")
	errNumber  = apperr.New(apperr.KindInvalid, "certification.number", "Hãy ghi số giấy như in trên giấy (tối đa 80 ký tự).", "Give the number as it is printed (up to 80 characters).")
	errIssuer  = apperr.New(apperr.KindInvalid, "certification.issuer", "Hãy ghi nơi cấp (tối đa 160 ký tự).", "Say who issued it (up to 160 characters).")
	errIssued  = apperr.New(apperr.KindInvalid, "certification.issued_on", "Ngày cấp không thể sau hôm nay.", "It cannot be issued after today.")
	errExpires = apperr.New(apperr.KindInvalid, "certification.expires_on", "Ngày hết hạn phải sau ngày cấp; trừ phiếu kiểm nghiệm, giấy nào cũng cần ngày hết hạn.",
		"It must end after it was issued; all but laboratory reports need an end.")
	errProduct = apperr.New(apperr.KindInvalid, "certification.product", "Hãy chọn một mặt hàng của hợp tác xã, hoặc để trống.", "Choose one of the cooperative's goods, or none.")
	errPublic  = apperr.New(apperr.KindInvalid, "certification.public", "Chưa có tệp nên chưa công khai được.", "There is no file yet to make public.")
)
