package apperr

// ErrInvalid heads every answer to a request with faulty fields.
var ErrInvalid = New(KindInvalid, "request.invalid",
	"Một số thông tin chưa đúng. Hãy sửa các ô được đánh dấu rồi gửi lại.",
	"Some details are not right. Mend the marked fields and send again.")

// Fields gathers all faults of one request, so that the user mends them at once.
type Fields struct {
	list []Field
}

// Add records a fault at pointer.
func (f *Fields) Add(pointer, code, vi, en string) {
	f.list = append(f.list, Field{Pointer: pointer, Code: code, Text: Text{VI: vi, EN: en}})
}

// AddErr records a declared error as the fault at pointer.
func (f *Fields) AddErr(pointer string, e *Error) {
	f.list = append(f.list, Field{Pointer: pointer, Code: e.Code, Text: e.Text})
}

// Empty tells whether no fault was recorded.
func (f *Fields) Empty() bool { return len(f.list) == 0 }

// Err returns nil when there is no fault, else ErrInvalid with all of them.
func (f *Fields) Err() error {
	if f.Empty() {
		return nil
	}
	e := ErrInvalid.clone()
	e.Fields = f.list
	return e
}
