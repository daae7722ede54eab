package trace

import "github.com/chophien/chophien/internal/apperr"

// Errors of what is told of lots.
var (
	ErrGTIN = apperr.New(apperr.KindInvalid, "trace.gtin",
		"Mã GTIN gồm 8, 12, 13 hoặc 14 chữ số và phải đúng số kiểm tra. Hãy nhập mã do GS1 cấp cho hợp tác xã.",
		"A GTIN has 8, 12, 13 or 14 digits and a check digit that fits. Enter the one that GS1 issued to the cooperative.")
	ErrGTINTaken = apperr.New(apperr.KindConflict, "trace.gtin_taken",
		"Mã GTIN này đã dùng cho một quy cách khác.", "This GTIN stands for another variant already.")
	ErrStepKind = apperr.New(apperr.KindInvalid, "trace.step_kind",
		"Hãy chọn công đoạn.", "Choose the kind of step.")
	ErrStepText = apperr.New(apperr.KindInvalid, "trace.step_text",
		"Hãy viết đã làm gì (tối đa 500 ký tự).", "Say what was done (up to 500 characters).")
	ErrStepDay = apperr.New(apperr.KindInvalid, "trace.step_day",
		"Ngày làm phải từ năm 2000 và không ở tương lai.", "The day must be after 2000 and not in the future.")
	ErrStepNotFound = apperr.New(apperr.KindNotFound, "trace.step_not_found",
		"Không tìm thấy công đoạn này.", "There is no such step.")
	ErrTooMany = apperr.New(apperr.KindPrecondition, "trace.too_many",
		"Mỗi lô có tối đa 40 công đoạn và 40 kết quả kiểm nghiệm.", "A lot has at most 40 steps and 40 laboratory results.")
	ErrTestText = apperr.New(apperr.KindInvalid, "trace.test_text",
		"Hãy ghi ô này (tối đa 200 ký tự).", "Fill this in (up to 200 characters).")
	ErrTestTwice = apperr.New(apperr.KindConflict, "trace.test_twice",
		"Kết quả này của phiếu đã có.", "This result of the report is there already.")
	ErrLabels = apperr.New(apperr.KindInvalid, "trace.labels",
		"In mỗi lần từ 1 đến 500 nhãn.", "Print from 1 to 500 labels at a time.")
)
