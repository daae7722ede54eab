package exchange

import (
	"fmt"

	"github.com/chophien/chophien/internal/apperr"
)

// Errors of imports as a whole.
var (
	ErrNotFound = apperr.New(apperr.KindNotFound, "import.not_found", "Không tìm thấy lần nhập này.", "There is no such import.")
	ErrFile     = apperr.New(apperr.KindInvalid, "import.unreadable",
		"Không đọc được tệp. Hãy lưu ở dạng .xlsx hoặc .csv, tối đa 8 MB, rồi tải lên lại.",
		"The file cannot be read. Save it as .xlsx or .csv, at most 8 MB, and upload it again.")
	ErrMacro = apperr.New(apperr.KindInvalid, "import.macro",
		"Tệp có macro (.xlsm) nên không được nhận. Hãy lưu lại ở dạng .xlsx.",
		"The file holds macros (.xlsm) and is not taken. Save it as .xlsx.")
	ErrBomb = apperr.New(apperr.KindInvalid, "import.too_much",
		"Tệp giải nén ra quá lớn. Hãy xóa các trang tính và vùng trống thừa rồi tải lên lại.",
		"The file unpacks to too much. Remove sheets and blank areas that are not needed and upload it again.")
	ErrOldFormat = apperr.New(apperr.KindInvalid, "import.old_format",
		"Tệp là .xls đời cũ hoặc có đặt mật khẩu. Hãy lưu lại ở dạng .xlsx, không mật khẩu.",
		"The file is an old .xls or locked by a password. Save it as .xlsx without a password.")
	ErrName = apperr.New(apperr.KindInvalid, "import.file_name", "Tên tệp dài 1 đến 200 ký tự.", "A file name has 1 to 200 characters.")
	ErrMode = apperr.New(apperr.KindInvalid, "import.mode", "Hãy chọn: nhập tất cả, hoặc bỏ qua dòng lỗi.", "Choose: take over all, or leave out faulty rows.")
	ErrBusy = apperr.New(apperr.KindConflict, "import.busy",
		"Một lần nhập khác của hợp tác xã đang ghi. Hãy đợi xong rồi làm tiếp.",
		"Another import of the cooperative is writing. Wait until it is done.")
	ErrState = apperr.New(apperr.KindPrecondition, "import.not_now",
		"Lần nhập này không còn chờ quyết định. Hãy xem lại trạng thái.", "This import is not waiting for a word. Look at its state.")
	ErrFaulty = apperr.New(apperr.KindPrecondition, "import.faulty",
		"Còn dòng lỗi nên không nhập tất cả được. Hãy sửa tệp rồi tải lên lại, hoặc chọn bỏ qua dòng lỗi.",
		"There are faulty rows, so not all can be taken over. Mend the file and upload it again, or leave out faulty rows.")
	ErrNothing   = apperr.New(apperr.KindPrecondition, "import.nothing", "Không có dòng nào cần nhập.", "There is no row to take over.")
	ErrMeanwhile = apperr.New(apperr.KindConflict, "import.changed_meanwhile",
		"Có số liệu vừa đổi sau lúc xem trước, nên chưa nhập gì. Các dòng đó đã được đánh dấu; hãy tải tệp lên lại để xem trước lần nữa.",
		"Some figures changed since they were checked, so nothing was taken over. Those rows are marked; upload the file to check it again.")
	ErrExport = apperr.New(apperr.KindNotFound, "export.unknown", "Không có bảng xuất này.", "There is no such export.")
)

// Faults of rows and cells.
var (
	errHeading = invalid("import.heading", "Không thấy dòng tiêu đề. Hãy dùng tệp mẫu: trang Hàng hóa cần cột Mã hàng, trang Lô hàng cần Mã lô và Mã hàng, trang Sản lượng cần Loại hàng, Kỳ, Sản lượng.",
		"There is no heading. Use the template: goods need the column Code, lots need Lot and Code, capacity needs Type, Period, Declared.")
	errMerged = invalid("import.merged", "Các ô này bị gộp nên không rõ thuộc dòng nào. Hãy bỏ gộp ô.", "These cells are merged, so it is unclear to which row they belong. Unmerge them.")
	errRows   = invalid("import.rows", fmt.Sprintf("Tệp có hơn %d dòng. Hãy tách thành nhiều tệp.", maxRows), fmt.Sprintf("The file has more than %d rows. Split it.", maxRows))
	errCell   = invalid("import.cell_error", "Ô này đang báo lỗi hoặc là công thức chưa có kết quả. Hãy gõ giá trị vào.", "This cell holds an error or a formula without a result. Type the value.")

	errSKU       = invalid("import.sku", "Mã hàng dài 1 đến 40 ký tự: chữ không dấu, số, dấu . _ / -", "A code has 1 to 40 characters: plain letters, digits, . _ / -")
	errSKUNone   = invalid("import.sku_missing", "Dòng này thiếu mã hàng.", "This row has no code.")
	errSKUOther  = invalid("import.sku_of_another", "Mã này là của đơn vị khác. Hãy dùng mã khác.", "This code is another seller's. Use a different one.")
	errSKUGone   = invalid("import.sku_gone", "Mã này đã ngừng bán hẳn nên không đổi được nữa.", "This code is gone for good and cannot be changed.")
	errName      = invalid("import.name", "Hàng mới cần tên sản phẩm từ 2 đến 160 ký tự.", "New goods need a product name of 2 to 160 characters.")
	errOtherName = invalid("import.name_differs", "Mã này là của một sản phẩm tên khác. Hãy kiểm tra mã, hoặc đổi tên ở trang Sản phẩm.",
		"This code belongs to a product of another name. Check the code, or rename it on the products page.")
	errCategory = invalid("import.category", "Không có nhóm hàng này. Hãy chọn trong danh sách thả xuống của tệp mẫu.", "There is no such category. Choose one from the template's list.")
	errUnit     = invalid("import.unit", "Hàng mới cần đơn vị tính (tối đa 20 ký tự).", "New goods need a unit (up to 20 characters).")
	errUnitElse = invalid("import.unit_differs", "Đơn vị tính của mã đã có không đổi được. Hãy tạo mã mới cho đơn vị khác.", "The unit of an existing code cannot change. Make a new code for another unit.")
	errVariant  = invalid("import.variant", "Quy cách dài tối đa 80 ký tự.", "A variant's name has at most 80 characters.")
	errText     = invalid("import.text", "Dòng chữ này dài quá 300 ký tự.", "This text is longer than 300 characters.")
	errPrice    = invalid("import.price", "Giá phải là số từ 1.000 đến 1.000.000.000 đồng, ví dụ 65000 hoặc 65.000.", "The price must be a number from 1,000 to 1,000,000,000 đồng, such as 65000.")
	errQuote    = invalid("import.quote_only", "Mặt hàng này bán theo báo giá nên không đặt giá.", "This is sold by quotation and has no listed price.")
	errStock    = invalid("import.stock", "Tồn kho phải là số nguyên từ 0 đến 1.000.000.000.", "Stock must be a whole number from 0 to 1,000,000,000.")
	errReserved = invalid("import.below_reserved", "Tồn kho thấp hơn số đã hứa cho đơn đang xử lý.", "That is less than what open orders were promised.")
	errWeight   = invalid("import.weight", "Khối lượng phải từ 1 g đến 1.000 kg; hàng mới cần khối lượng gửi.", "A weight must be from 1 g to 1,000 kg; new goods need the shipping weight.")
	errMinimum  = invalid("import.minimum", "Số tối thiểu phải từ 1 và không quá số tối đa của mã hàng.", "The minimum must be at least 1 and no more than the code's maximum.")

	errType      = invalid("import.type", "Hợp tác xã chưa khai báo loại hàng và phẩm cấp này. Hãy khai báo ở mục Sản lượng trước.", "This type and grade are not declared yet. Declare them under Capacity first.")
	errTypeMany  = invalid("import.type_unclear", "Có nhiều khai báo của loại hàng này. Hãy sửa ở mục Sản lượng.", "There are several declarations of this type. Change them under Capacity.")
	errPeriodDay = invalid("import.period", "Kỳ phải là ngày đầu tháng hoặc thứ hai đầu tuần của khai báo, ví dụ 01/12/2026.", "A period is the first of a month or the Monday of a week, as declared, such as 01/12/2026.")
	errPast      = invalid("import.period_over", "Kỳ này đã qua.", "This period is over.")
	errDeclared  = invalid("import.declared", "Sản lượng phải là số nguyên từ 0 đến 100.000.000, không thấp hơn phần đã hứa.", "Capacity must be a whole number from 0 to 100,000,000 and not below what is promised.")
	errRetail    = invalid("import.retail", "Phần bán lẻ phải từ 0 và không quá phần chưa hứa của sản lượng.", "The retail part must be from 0 and not above what of the capacity is not promised.")

	errLotNone = invalid("import.lot_missing", "Dòng này thiếu mã lô. Mã lô giúp tệp nhập lại không bị cộng hai lần.", "This row has no lot. The lot's code keeps the same file from being counted twice.")
	errLotSKU  = invalid("import.lot_unknown_code", "Hợp tác xã chưa có mã hàng này. Hãy nhập hàng hóa trước, rồi nhập lô.", "The cooperative has no such code. Import the goods first, then their lots.")
	errLotDay  = invalid("import.lot_day", "Ngày phải ở dạng ngày/tháng/năm, ví dụ 30/11/2026.", "A day is written day/month/year, such as 30/11/2026.")
	errLotQty  = invalid("import.lot_quantity", "Lô mới cần số lượng: số nguyên từ 1 đến 1.000.000.000, chỉ ghi số, không ghi đơn vị.", "A new lot needs a quantity: a whole number from 1 to 1,000,000,000, digits only, without a unit.")
	errConsent = invalid("import.lot_consent", "Hãy ghi có hoặc không.", "Write yes or no.")

	errStale = invalid("import.stale", "Số liệu của dòng này đã đổi sau lúc xem trước. Hãy tải tệp lên lại để xem.", "The figures of this row changed since they were checked. Upload the file to check it again.")
)

func invalid(code, vi, en string) *apperr.Error { return apperr.New(apperr.KindInvalid, code, vi, en) }

// errCountedTwice tells where goods of the code were counted before.
func errCountedTwice(place string) *apperr.Error {
	return invalid("import.lot_counted_twice", "Mã hàng này đã có số lượng ở ô "+place+". Hãy ghi tồn kho hoặc ghi từng lô, không ghi cả hai.",
		"A quantity of this code stands in "+place+". Write its stock or its lots, not both.")
}

// errLotOther tells how much came of a lot that is there.
func errLotOther(received int64) *apperr.Error {
	return invalid("import.lot_quantity_differs", fmt.Sprintf("Lô này đã có, số lượng đã nhập là %d. Muốn thêm bớt, hãy làm ở trang Kho của lô.", received),
		fmt.Sprintf("This lot is there; %d were received. Add or take away on the lot's page.", received))
}

// errTwice tells where a code stood before.
func errTwice(place string) *apperr.Error {
	return invalid("import.twice", "Dòng này lặp lại ô "+place+". Hãy giữ một dòng.", "This row repeats "+place+". Keep one of them.")
}
