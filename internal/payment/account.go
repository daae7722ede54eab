package payment

import (
	"context"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/vietqr"
)

// RefundAccount is where a transfer goes back to, as its payer said.
type RefundAccount struct {
	BankBIN string
	Account string
	Holder  string
	Version int64 // 0: none was given
}

// Masked hides all of an account's number but its end.
func (a RefundAccount) Masked() string {
	const shown = 4
	if len(a.Account) <= shown {
		return a.Account
	}
	return strings.Repeat("•", 4) + a.Account[len(a.Account)-shown:]
}

var (
	errRefundBank = apperr.New(apperr.KindInvalid, "payment.refund_bank",
		"Hãy chọn ngân hàng trong danh sách.", "Choose a bank from the list.")
	errRefundAccount = apperr.New(apperr.KindInvalid, "payment.refund_account",
		"Số tài khoản gồm 6–19 chữ số hoặc chữ cái không dấu.", "An account number has 6 to 19 digits or plain letters.")
	errRefundHolder = apperr.New(apperr.KindInvalid, "payment.refund_holder",
		"Hãy ghi tên chủ tài khoản như trên ứng dụng ngân hàng (2–100 ký tự).", "Give the holder's name as the bank writes it (2 to 100 characters).")
	// ErrAccountChanged is answered to who changes an account that somebody else changed meanwhile.
	ErrAccountChanged = apperr.New(apperr.KindConflict, "payment.refund_account_changed",
		"Tài khoản nhận tiền hoàn vừa được sửa ở nơi khác. Hãy tải lại trang.", "The account was changed elsewhere meanwhile. Reload the page.")
)

// RefundAccountOf returns the account for what goes back of a purchase, contract or
// invoice; the zero one where none was given.
func (s *Service) RefundAccountOf(ctx context.Context, subjectID ident.ID) (RefundAccount, error) {
	return s.store.refundAccount(ctx, subjectID)
}

// ErasePersonalData takes a person out of what they paid: requests and receipts stay, as
// the books need them; accounts go, save a firm's and where money is still to go back.
func (s *Service) ErasePersonalData(ctx context.Context, userID ident.ID) error {
	return s.store.erase(ctx, userID)
}

// Same tells whether two name one account.
func (a RefundAccount) Same(b RefundAccount) bool {
	return a.BankBIN == b.BankBIN && a.Account == b.Account && a.Holder == b.Holder
}

// SetRefundAccount keeps where money goes back to. Version is the one that was seen. Who
// may, is the caller's business. Errors: request.invalid, ErrAccountChanged.
func (s *Service) SetRefundAccount(ctx context.Context, subjectID ident.ID, a RefundAccount) error {
	a, err := a.Checked()
	if err != nil {
		return err
	}
	return s.store.putRefundAccount(ctx, subjectID, a, s.clock.Now())
}

// Checked writes an account as it is kept. Errors: request.invalid.
func (a RefundAccount) Checked() (RefundAccount, error) {
	a.Account = strings.Map(func(r rune) rune {
		if r == ' ' || r == '.' || r == '-' {
			return -1
		}
		return r
	}, a.Account)
	a.Holder = strings.Join(strings.Fields(norm.NFC.String(a.Holder)), " ")
	var f apperr.Fields
	if _, known := vietqr.BankOf(a.BankBIN); !known {
		f.AddErr("/bankBin", errRefundBank)
	}
	if n := len(a.Account); n < 6 || n > 19 || strings.ContainsFunc(a.Account, func(r rune) bool {
		return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}) {
		f.AddErr("/account", errRefundAccount)
	}
	if n := utf8.RuneCountInString(a.Holder); n < 2 || n > 100 || strings.ContainsFunc(a.Holder, unicode.IsControl) {
		f.AddErr("/holder", errRefundHolder)
	}
	return a, f.Err()
}
