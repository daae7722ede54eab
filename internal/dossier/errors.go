package dossier

import "github.com/chophien/chophien/internal/apperr"

// Errors of dossiers. ErrNotAllowed carries "status" in its Meta.
var (
	ErrNotFound = apperr.New(apperr.KindNotFound, "dossier.not_found",
		"Không tìm thấy hồ sơ OCOP này.", "There is no such OCOP dossier.")
	ErrOpen = apperr.New(apperr.KindConflict, "dossier.already_open",
		"Sản phẩm này đang có một hồ sơ OCOP chưa xong. Hãy mở hồ sơ đó.", "This product has an OCOP dossier under way. Open that one.")
	ErrStale = apperr.New(apperr.KindConflict, "dossier.changed_meanwhile",
		"Người khác vừa sửa hồ sơ này. Hãy xem bản mới rồi làm tiếp.", "Somebody else has just changed this dossier. Look at it, then go on.")
	ErrNotAllowed = apperr.New(apperr.KindPrecondition, "dossier.not_allowed_now",
		"Hồ sơ đã sang bước khác nên không làm việc này được nữa.", "The dossier has moved on, so this is no longer possible.")
	ErrRole = apperr.New(apperr.KindForbidden, "dossier.not_yours_to_do",
		"Bước này do bên khác thực hiện.", "This step is for somebody else to take.")
	ErrFileNotFound = apperr.New(apperr.KindNotFound, "dossier.file_not_found",
		"Không tìm thấy tệp này trong hồ sơ.", "There is no such file in the dossier.")
	ErrFile = apperr.New(apperr.KindInvalid, "dossier.file",
		"Tệp phải là PDF, JPEG hoặc PNG, tối đa 10 MB.", "A file must be a PDF, JPEG or PNG of up to 10 MB.")
	ErrTooManyFiles = apperr.New(apperr.KindPrecondition, "dossier.too_many_files",
		"Hồ sơ chứa tối đa 60 tệp. Hãy gỡ bớt tệp không cần.", "A dossier holds up to 60 files. Remove some first.")

	errProduct = apperr.New(apperr.KindInvalid, "dossier.product",
		"Hãy chọn một sản phẩm của hợp tác xã.", "Choose a product of the cooperative.")
	errSubgroup = apperr.New(apperr.KindInvalid, "dossier.subgroup",
		"Hãy chọn bộ sản phẩm (1–26).", "Choose the set of goods (1–26).")
	errTarget = apperr.New(apperr.KindInvalid, "dossier.target",
		"Mục tiêu là 3, 4 hoặc 5 sao.", "The target is 3, 4 or 5 stars.")
	errScore = apperr.New(apperr.KindInvalid, "dossier.score",
		"Điểm của mỗi phần không vượt quá A 40, B 25, C 35; mỗi mục một lần.", "No part exceeds A 40, B 25, C 35; each heading once.")
	errNote = apperr.New(apperr.KindInvalid, "dossier.note",
		"Ghi chú tối đa 1.000 ký tự.", "A note has at most 1,000 characters.")
	errBody = apperr.New(apperr.KindInvalid, "dossier.comment",
		"Hãy viết nội dung (tối đa 2.000 ký tự).", "Write something (up to 2,000 characters).")
	errReason = apperr.New(apperr.KindInvalid, "dossier.reason",
		"Hãy ghi lý do (tối đa 1.000 ký tự) để hợp tác xã biết.", "Give a reason (up to 1,000 characters), so that the cooperative knows.")
	errDecision = apperr.New(apperr.KindInvalid, "dossier.decision",
		"Hãy ghi số văn bản và ngày (không sau hôm nay).", "Give the document's number and day (not after today).")
	errPoints = apperr.New(apperr.KindInvalid, "dossier.points",
		"Điểm của hội đồng từ 0 đến 100, tối đa hai chữ số thập phân.", "A council gives 0 to 100 points, with two decimals at most.")
	errCentral = apperr.New(apperr.KindInvalid, "dossier.central",
		"Chỉ sản phẩm được cấp tỉnh chấm từ 90 điểm mới lên trung ương.", "Only a product with 90 points or more of the province goes to the central council.")
	errCertificate = apperr.New(apperr.KindInvalid, "dossier.certificate",
		"Hãy ghi nơi cấp và ngày cấp (không sau hôm nay).", "Give the issuer and the day of issue (not after today).")
	errIssuer = apperr.New(apperr.KindInvalid, "dossier.issuer",
		"Cấp này không được cấp số sao đó vào ngày đó: tỉnh cấp 3 và 4 sao, trung ương cấp 5 sao; huyện chỉ cấp 3 sao từ 24/02/2023 đến 30/6/2025.",
		"That level could not issue those stars on that day: the province issues 3 and 4, the centre 5; a district only 3, from 24/02/2023 to 30/06/2025.")
	errNoStars = apperr.New(apperr.KindPrecondition, "dossier.no_stars",
		"Điểm hội đồng gần nhất chưa đạt 50 nên không có sao để chứng nhận.", "The last council gave less than 50 points: there is no star to certify.")
	errAction   = apperr.New(apperr.KindInvalid, "dossier.action", "Không có thao tác này.", "There is no such action.")
	errAssignee = apperr.New(apperr.KindInvalid, "dossier.assignee",
		"Hãy chọn một người của Liên minh.", "Choose somebody of the Alliance.")
)
