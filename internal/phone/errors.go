package phone

// Reason says why a text is no Vietnamese telephone number. It is stable:
// clients translate by it.
type Reason string

// The reasons, in the order in which they are found.
const (
	ReasonEmpty     Reason = "phone.empty"
	ReasonLetters   Reason = "phone.letters"
	ReasonCharacter Reason = "phone.character"
	ReasonForeign   Reason = "phone.foreign"
	ReasonService   Reason = "phone.service"
	ReasonPrefix    Reason = "phone.prefix"
	ReasonTooShort  Reason = "phone.too_short"
	ReasonTooLong   Reason = "phone.too_long"
)

// Error refuses a text; Parse returns no other.
type Error struct{ Reason Reason }

func (e *Error) Error() string { return string(e.Reason) }

// Text tells the person who typed the number what to do, in Vietnamese and English.
func (r Reason) Text() (vi, en string) {
	switch r {
	case ReasonEmpty:
		return "Hãy nhập số điện thoại.", "Enter a phone number."
	case ReasonLetters:
		return "Số điện thoại chỉ gồm chữ số, không có chữ cái.", "A phone number has digits only, no letters."
	case ReasonCharacter:
		return "Số điện thoại có ký tự lạ. Chỉ dùng chữ số, dấu cách, dấu chấm hoặc gạch nối.",
			"The phone number has a character that does not belong. Use digits, spaces, dots or dashes."
	case ReasonForeign:
		return "Hiện chỉ nhận số điện thoại Việt Nam (+84).", "Only Vietnamese numbers (+84) are taken for now."
	case ReasonService:
		return "Đây là số tổng đài. Hãy nhập số di động hoặc số cố định của bạn.",
			"This is a service line. Enter your own mobile or landline number."
	case ReasonPrefix:
		return "Đầu số không có ở Việt Nam. Số di động bắt đầu bằng 03, 05, 07, 08 hoặc 09.",
			"No Vietnamese number starts like this. Mobiles start with 03, 05, 07, 08 or 09."
	case ReasonTooShort:
		return "Số điện thoại còn thiếu chữ số. Số di động có 10 chữ số.", "Some digits are missing. A mobile number has 10 digits."
	case ReasonTooLong:
		return "Số điện thoại thừa chữ số. Số di động có 10 chữ số.", "There are too many digits. A mobile number has 10 digits."
	default:
		return "Số điện thoại chưa đúng.", "The phone number is not right."
	}
}
