package bulk

import "github.com/chophien/chophien/internal/apperr"

// Errors of ordering for a firm; those of checkout, stock, credit and requisition
// come through as they are.
var (
	ErrNotVerified = apperr.New(apperr.KindForbidden, "bulk.not_verified",
		"Doanh nghiệp cần được Liên minh xác minh trước khi đặt sỉ.", "The Alliance must verify the firm before it can order in bulk.")
	ErrNotFound = apperr.New(apperr.KindNotFound, "organisation.not_found",
		"Không tìm thấy đơn vị này.", "There is no such organisation.")
	ErrAllianceOnly = apperr.New(apperr.KindForbidden, "auth.forbidden",
		"Tài khoản của bạn không được phép làm việc này.", "Your account may not do this.")
	ErrNotBuyer = apperr.New(apperr.KindPrecondition, "bulk.not_a_buyer",
		"Chỉ doanh nghiệp mua đã được xác minh mới được cấp hạn mức trả sau.", "Only verified buyer firms are granted a credit limit.")
	ErrSheet = apperr.New(apperr.KindInvalid, "bulk.sheet",
		"Không đọc được bảng tính. Hãy lưu tệp ở dạng .xlsx (Excel), tối đa 2 MB, rồi tải lên lại.",
		"The spreadsheet cannot be read. Save it as .xlsx (Excel), at most 2 MB, and upload it again.")

	errLines = apperr.New(apperr.KindInvalid, "bulk.lines",
		"Một phiếu đặt sỉ có từ 1 đến 100 dòng hàng.", "An order sheet has 1 to 100 lines.")
	errTwice = apperr.New(apperr.KindInvalid, "bulk.line_twice",
		"Quy cách này đã có ở dòng khác. Hãy gộp số lượng vào một dòng.", "This is on another line already. Join the quantities on one line.")
	errVariant = apperr.New(apperr.KindInvalid, "bulk.no_such_variant",
		"Không còn món hàng này trên chợ. Hãy bỏ dòng này.", "This is no longer on the market. Take the line out.")
	errQuantity = apperr.New(apperr.KindInvalid, "bulk.quantity",
		"Số lượng từ 1 đến 1.000.000.", "A quantity is from 1 to 1,000,000.")
	errShown = apperr.New(apperr.KindInvalid, "bulk.expected_total",
		"Thiếu tổng tiền đã xem. Hãy xem lại phiếu rồi gửi.", "The total that was shown is missing. Look at the sheet again, then send.")
	errProgramme = apperr.New(apperr.KindInvalid, "bulk.programme",
		"Hãy chọn chương trình liên kết đang có hiệu lực mà doanh nghiệp tham gia.", "Choose a linkage programme in force in which the firm takes part.")
	errOutside = apperr.New(apperr.KindInvalid, "bulk.programme_outside",
		"Có hợp tác xã không thuộc chương trình này. Hãy bỏ hàng của nơi đó hoặc đặt ngoài chương trình.",
		"A cooperative of this order is outside the programme. Take its goods out, or order outside the programme.")

	errHeading = apperr.New(apperr.KindInvalid, "bulk.sheet_heading",
		"Không thấy dòng tiêu đề. Cần cột Số lượng và cột Mã hàng hoặc Tên hàng.",
		"There is no heading. A column Quantity and a column Code or Name are needed.")
	errMerged = apperr.New(apperr.KindInvalid, "bulk.sheet_merged",
		"Các ô này bị gộp nên không rõ thuộc dòng nào. Hãy bỏ gộp ô rồi tải lên lại.",
		"These cells are merged, so it is unclear to which line they belong. Unmerge them and upload again.")
	errRows = apperr.New(apperr.KindInvalid, "bulk.sheet_rows",
		"Bảng có hơn 100 dòng hàng. Hãy tách thành nhiều đơn.", "The sheet has more than 100 lines. Make several orders of it.")
	errCellQuantity = apperr.New(apperr.KindInvalid, "bulk.cell_quantity",
		"Số lượng này không rõ. Hãy viết 400 hoặc 4.000 (dấu chấm ngăn hàng nghìn, không có phần lẻ).",
		"This quantity is unclear. Write 400 or 4.000 (a dot between thousands, no fraction).")
	errCellSKU = apperr.New(apperr.KindInvalid, "bulk.cell_sku",
		"Không có mã hàng này trên chợ. Hãy kiểm tra mã, hoặc để trống và ghi tên hàng.",
		"There is no such code on the market. Check it, or leave it empty and give the name.")
	errCellName = apperr.New(apperr.KindInvalid, "bulk.cell_name",
		"Không thấy món hàng tên này. Hãy ghi tên như trên chợ (có thể không dấu), hoặc ghi mã hàng.",
		"Nothing of this name is for sale. Write it as on the market (marks may be left out), or give the code.")
	errCellMany = apperr.New(apperr.KindInvalid, "bulk.cell_variant",
		"Món này có nhiều quy cách. Hãy ghi thêm cột Quy cách, hoặc ghi mã hàng.",
		"This is sold in several ways. Add the variant, or give the code.")
	errCellUnit = apperr.New(apperr.KindInvalid, "bulk.cell_unit",
		"Đơn vị này khác đơn vị bán. Hãy đổi sang đơn vị bán của món hàng.", "This is not the unit in which the goods are sold. Use theirs.")
)
