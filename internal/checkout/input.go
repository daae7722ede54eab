package checkout

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"net/mail"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/cart"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/payment"
	"github.com/chophien/chophien/internal/phone"
)

// PlaceInput is a purchase as the buyer asks for it.
type PlaceInput struct {
	Owner  cart.Owner
	Key    string // Idempotency-Key
	Locale string

	FullName, Phone, Email            string
	CommuneCode, AddressLine, AsTyped string
	Note                              string
	Payment                           payment.MethodCode
	AcceptTermsVersion                string
	Adult                             bool
	VoucherCodes                      []string // as typed
	ClientIP                          string   // guesses at codes are counted by network
	// Firm is in whose name a purchase is made; the zero one: in the person's own.
	Firm Firm
	// ExpectedTotal is the total that was shown; nil when the client does not tell,
	// then the prices last seen in the cart must still hold.
	ExpectedTotal *money.VND
}

// Firm is the organisation in whose name a purchase is made, perhaps under a
// linkage programme. Whether the person may act for it is the caller's business.
type Firm struct {
	OrgID       ident.ID
	Name        string
	ProgrammeID ident.ID // ident.Nil: under none
	Programme   order.Text
}

// normalize cleans what people type: one form of Vietnamese letters, no control
// characters, no stray blanks.
func (in PlaceInput) normalize() PlaceInput {
	for _, s := range []*string{&in.FullName, &in.Phone, &in.Email, &in.AddressLine, &in.AsTyped} {
		*s = oneLine(*s)
	}
	in.Note = strings.TrimSpace(strings.Map(printable, norm.NFC.String(in.Note)))
	in.CommuneCode = strings.TrimSpace(in.CommuneCode)
	if in.Locale != "en" {
		in.Locale = "vi"
	}
	return in
}

func oneLine(s string) string {
	return strings.Join(strings.Fields(strings.Map(printable, norm.NFC.String(s))), " ")
}

// printable blanks out what cannot be seen (control characters, direction marks,
// zero-width blanks); the joiner inside an emoji stays.
func printable(r rune) rune {
	const joiner = '\u200d'
	if r == '\n' || r == joiner || r != utf8.RuneError && !unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs) {
		return r
	}
	return ' '
}

func hasLetter(s string) bool { return strings.IndexFunc(s, unicode.IsLetter) >= 0 }

// validate gathers all faults and returns the phone number in E.164.
func (in PlaceInput) validate(termsVersion string) (phone.E164, error) {
	var f apperr.Fields
	if n := utf8.RuneCountInString(in.FullName); n > 120 || !hasLetter(in.FullName) {
		f.AddErr("/contact/fullName", errName)
	}
	number, err := phone.Parse(in.Phone)
	if err != nil {
		f.AddErr("/contact/phone", errPhone)
	}
	if in.Email != "" {
		if a, err := mail.ParseAddress(in.Email); err != nil || a.Address != in.Email || len(in.Email) > 254 {
			f.AddErr("/contact/email", errEmail)
		}
	}
	if n := utf8.RuneCountInString(in.AddressLine); n == 0 || n > 200 {
		f.AddErr("/address/line", errLine)
	}
	if in.CommuneCode == "" || len(in.CommuneCode) > 20 {
		f.AddErr("/address/communeCode", errCommune)
	}
	if utf8.RuneCountInString(in.AsTyped) > 200 {
		f.AddErr("/address/typed", errLine)
	}
	if utf8.RuneCountInString(in.Note) > 500 {
		f.AddErr("/note", errNote)
	}
	if in.AcceptTermsVersion != termsVersion {
		f.AddErr("/acceptTermsVersion", ErrTerms)
	}
	if n := len(in.Key); n < 8 || n > 120 {
		f.AddErr("#Idempotency-Key", ErrKey)
	}
	return number, f.Err()
}

// hash tells two requests under one key apart. Whose key it is, is no part of it.
func (in PlaceInput) hash() ([]byte, error) {
	in.Owner, in.Key, in.ClientIP = cart.Owner{}, "", ""
	raw, err := json.Marshal(in)
	if err != nil {
		return nil, fmt.Errorf("fingerprint checkout: %w", err)
	}
	sum := sha256.Sum256(raw)
	return sum[:], nil
}

// actor names the owner in idempotency_keys without revealing a secret.
func actor(o cart.Owner) string {
	if o.UserID != ident.Nil {
		return "user:" + o.UserID.String()
	}
	return fmt.Sprintf("guest:%x", ident.Hash(o.Secret))
}
