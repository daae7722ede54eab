package bank

import (
	"fmt"

	"github.com/chophien/chophien/internal/apperr"
)

// Errors of statements as a whole.
var (
	ErrFile = apperr.New(apperr.KindInvalid, "bank.unreadable",
		"Không đọc được tệp sao kê. Hãy tải từ ngân hàng ở dạng .xlsx, .csv hoặc MT940, tối đa 8 MB.",
		"The statement cannot be read. Download it from the bank as .xlsx, .csv or MT940, at most 8 MB.")
	ErrBomb = apperr.New(apperr.KindInvalid, "bank.too_much",
		"Tệp giải nén ra quá lớn nên không được nhận.", "The file unpacks to too much and is not taken.")
	ErrName    = apperr.New(apperr.KindInvalid, "bank.file_name", "Tên tệp dài 1 đến 200 ký tự.", "A file name has 1 to 200 characters.")
	ErrHeading = apperr.New(apperr.KindInvalid, "bank.heading",
		"Không thấy dòng tiêu đề của sao kê: cần cột ngày, cột nội dung và cột số tiền (ghi có, ghi nợ hoặc một cột có dấu).",
		"There is no heading of a statement: it needs columns for day, text and amount (credit and debit, or one with a sign).")
	ErrEmpty = apperr.New(apperr.KindInvalid, "bank.empty", "Sao kê không có giao dịch nào.", "There is no transaction in the statement.")
	ErrRows  = apperr.New(apperr.KindInvalid, "bank.rows",
		fmt.Sprintf("Sao kê có hơn %d giao dịch. Hãy tải từng khoảng ngắn hơn.", maxRows),
		fmt.Sprintf("The statement has more than %d transactions. Send it in shorter spans.", maxRows))
	ErrFaulty = apperr.New(apperr.KindInvalid, "bank.faulty",
		"Sao kê có dòng sai hoặc tổng không khớp nên chưa nhận dòng nào. Hãy tải lại tệp gốc từ ngân hàng.",
		"Rows of the statement are wrong or its totals do not add up, so none was taken. Download the original from the bank again.")
	ErrCurrency     = apperr.New(apperr.KindInvalid, "bank.currency", "Chỉ nhận sao kê tiền Việt Nam (VND).", "Only statements in Vietnamese đồng (VND) are taken.")
	ErrManyAccounts = apperr.New(apperr.KindInvalid, "bank.many_accounts",
		"Tệp có sao kê của nhiều tài khoản. Hãy tải mỗi tài khoản một tệp.", "The file holds several accounts. Send one file for each.")
	ErrOtherAccount = apperr.New(apperr.KindInvalid, "bank.other_account",
		"Sao kê này là của tài khoản khác với tài khoản đã chọn.", "This statement is of another account than the one chosen.")
	ErrNoAccount = apperr.New(apperr.KindNotFound, "bank.no_account", "Không có tài khoản ngân hàng này.", "There is no such bank account.")
	ErrNotFound  = apperr.New(apperr.KindNotFound, "bank.not_found", "Không tìm thấy sao kê hoặc dòng này.", "There is no such statement or line.")

	ErrNumber = apperr.New(apperr.KindInvalid, "bank.account_number",
		"Số tài khoản gồm 4 đến 34 chữ số hoặc chữ cái không dấu.", "An account number has 4 to 34 digits or plain letters.")
	ErrBank   = apperr.New(apperr.KindInvalid, "bank.bank", "Hãy ghi tên ngân hàng (tối đa 60 ký tự).", "Give the bank's name (up to 60 characters).")
	ErrHolder = apperr.New(apperr.KindInvalid, "bank.holder", "Hãy ghi tên chủ tài khoản (tối đa 120 ký tự).", "Give the holder's name (up to 120 characters).")
	ErrTaken  = apperr.New(apperr.KindConflict, "bank.account_there", "Tài khoản này đã có.", "That account is there already.")
)

// Errors of what services tell.
var (
	ErrNoFeed = apperr.New(apperr.KindNotFound, "bank.feed_off",
		"Máy chủ này không nhận báo có tự động.", "This server takes no automatic notices of transfers.")
	ErrForged = apperr.New(apperr.KindUnauthenticated, "bank.feed_forged",
		"Chữ ký hoặc mã bí mật của thông báo không đúng.", "The notice's signature or secret is not right.")
)

// Faults of rows.
var (
	errDay = apperr.New(apperr.KindInvalid, "bank.row_day", "Dòng này không có ngày đọc được.", "This row has no day that can be read.")
	errAmt = apperr.New(apperr.KindInvalid, "bank.row_amount",
		"Số tiền của dòng này không đọc được, bằng 0, có phần lẻ hoặc quá lớn.", "This row's amount cannot be read, is zero, has a fraction or is too large.")
	errBoth  = apperr.New(apperr.KindInvalid, "bank.row_both", "Dòng này vừa ghi có vừa ghi nợ.", "This row has both a credit and a debit.")
	errChain = apperr.New(apperr.KindInvalid, "bank.row_balance",
		"Số dư của dòng này không bằng số dư trước cộng trừ số tiền.", "This row's balance is not the one before it plus or minus its amount.")
	errClosing = apperr.New(apperr.KindInvalid, "bank.closing",
		"Số dư cuối kỳ không bằng số dư đầu kỳ cộng trừ các giao dịch.", "The closing balance is not the opening one plus or minus the transactions.")
	errTotal = apperr.New(apperr.KindInvalid, "bank.total", "Tổng ghi có hoặc ghi nợ không bằng tổng các dòng.", "The total of credits or debits is not the sum of the rows.")
	errTag   = apperr.New(apperr.KindInvalid, "bank.mt940_tag", "Dòng MT940 này không đúng mẫu.", "This MT940 line is not as the format has it.")
)
