package settlement

import (
	"fmt"

	"github.com/chophien/chophien/internal/apperr"
)

// Errors of settlements.
var (
	ErrNotFound = apperr.New(apperr.KindNotFound, "settlement.not_found", "Không tìm thấy phiên đối soát này.", "There is no such settlement.")
	ErrFile     = apperr.New(apperr.KindInvalid, "settlement.unreadable",
		"Không đọc được tệp đối soát. Hãy tải từ hãng vận chuyển ở dạng .xlsx hoặc .csv, tối đa 8 MB.",
		"The settlement cannot be read. Download it from the carrier as .xlsx or .csv, at most 8 MB.")
	ErrName    = apperr.New(apperr.KindInvalid, "settlement.file_name", "Tên tệp dài 1 đến 200 ký tự.", "A file name has 1 to 200 characters.")
	ErrHeading = apperr.New(apperr.KindInvalid, "settlement.heading",
		"Không thấy dòng tiêu đề: cần cột mã đơn hoặc mã vận đơn và cột tiền thu hộ. Hãy dùng tệp của hãng hoặc tệp mẫu.",
		"There is no heading: it needs a column of order or tracking codes and one of cash collected. Use the carrier's file or the template.")
	ErrEmpty = apperr.New(apperr.KindInvalid, "settlement.empty", "Tệp không có đơn nào.", "There is no parcel in the file.")
	ErrRows  = apperr.New(apperr.KindInvalid, "settlement.rows",
		fmt.Sprintf("Tệp có hơn %d dòng. Hãy tách thành nhiều tệp.", maxRows), fmt.Sprintf("The file has more than %d rows. Split it.", maxRows))
	ErrFaulty = apperr.New(apperr.KindInvalid, "settlement.faulty",
		"Có dòng không đọc được hoặc không khớp số nên chưa nhận tệp. Hãy sửa các dòng được nêu.", "Some rows cannot be read or do not add up, so the file was not taken. Mend the rows that are named.")

	errPaid = apperr.New(apperr.KindInvalid, "settlement.row_paid",
		"Thực nhận của dòng này không bằng tiền thu hộ trừ phí.", "What was paid out of this row is not the cash collected less the fee.")
	errCode = apperr.New(apperr.KindInvalid, "settlement.row_code", "Dòng này có tiền nhưng không có mã đơn hay mã vận đơn.", "This row has money but neither an order's nor a tracking code.")
)

// errAmounts and errTotals are the faults of a cell that holds no amount, and of one in the
// row of totals, by the cell.
var (
	errAmounts = map[string]*apperr.Error{
		"collected": apperr.New(apperr.KindInvalid, "settlement.row_collected", "Tiền thu hộ không đọc được hoặc là số âm.", "The cash collected cannot be read, or is below zero."),
		"fee":       apperr.New(apperr.KindInvalid, "settlement.row_fee", "Phí không đọc được.", "The fee cannot be read."),
		"paid":      apperr.New(apperr.KindInvalid, "settlement.row_paid_unread", "Thực nhận không đọc được.", "What was paid out cannot be read."),
	}
	errTotals = map[string]*apperr.Error{
		"collected": apperr.New(apperr.KindInvalid, "settlement.total_collected", "Tổng tiền thu hộ không bằng tổng của các đơn trong tệp.", "The total collected is not the sum of the file's parcels."),
		"fee":       apperr.New(apperr.KindInvalid, "settlement.total_fee", "Tổng phí không bằng tổng của các đơn trong tệp.", "The total of fees is not the sum of the file's parcels."),
		"paid":      apperr.New(apperr.KindInvalid, "settlement.total_paid", "Tổng thực nhận không bằng tổng của các đơn trong tệp.", "The total paid out is not the sum of the file's parcels."),
	}
)
