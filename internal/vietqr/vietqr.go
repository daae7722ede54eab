// Package vietqr writes and reads the payload of a VietQR code (Napas): a bank
// transfer that a banking application fills in from a picture. It is the EMVCo form of
// fields, each a two-digit id, a two-digit length and a value, with a checksum at the end.
package vietqr

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/chophien/chophien/internal/money"
)

// Errors of Encode and Parse.
var (
	ErrBank     = errors.New("vietqr: a bank's number has six digits")
	ErrAccount  = errors.New("vietqr: an account has 1 to 19 letters and digits")
	ErrAmount   = errors.New("vietqr: an amount has at most 13 digits and is not negative")
	ErrText     = errors.New("vietqr: a text has at most 25 characters of plain ASCII")
	ErrFormat   = errors.New("vietqr: not a payload of fields")
	ErrChecksum = errors.New("vietqr: the checksum is wrong")
	ErrForeign  = errors.New("vietqr: another network, country or currency")
)

// Transfer is what a code asks the payer's bank to do.
type Transfer struct {
	Bank    string    // the bank's number (BIN), six digits
	Account string    // account, or card where Card is set
	Card    bool      // to a card instead of an account
	Amount  money.VND // 0: the payer says how much
	Bill    string    // number of the bill; usually empty
	Purpose string    // what the payee will read (nội dung chuyển khoản)
}

const (
	network     = "A000000727" // Napas
	toAccount   = "QRIBFTTA"
	toCard      = "QRIBFTTC"
	dong        = "704" // ISO 4217
	vietNam     = "VN"
	maxText     = 25
	maxAmount   = 9_999_999_999_999
	checksumTag = "6304"
)

// Encode makes the payload. Errors: ErrBank, ErrAccount, ErrAmount, ErrText.
func Encode(t Transfer) (string, error) {
	if err := t.validate(); err != nil {
		return "", err
	}
	once, service := "11", toAccount
	if t.Amount > 0 {
		once = "12"
	}
	if t.Card {
		service = toCard
	}
	payload := field("00", "01") + field("01", once) +
		field("38", field("00", network)+field("01", field("00", t.Bank)+field("01", t.Account))+field("02", service)) +
		field("53", dong)
	if t.Amount > 0 {
		payload += field("54", strconv.FormatInt(int64(t.Amount), 10))
	}
	payload += field("58", vietNam)
	if extra := optional("01", t.Bill) + optional("08", t.Purpose); extra != "" {
		payload += field("62", extra)
	}
	payload += checksumTag
	return payload + checksum(payload), nil
}

func (t Transfer) validate() error {
	switch {
	case len(t.Bank) != 6 || strings.Trim(t.Bank, "0123456789") != "":
		return ErrBank
	case t.Account == "" || len(t.Account) > 19 || strings.ContainsFunc(t.Account, func(r rune) bool {
		return (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z')
	}):
		return ErrAccount
	case t.Amount < 0 || t.Amount > maxAmount:
		return ErrAmount
	case !plain(t.Bill) || !plain(t.Purpose):
		return ErrText
	}
	return nil
}

func plain(s string) bool {
	return len(s) <= maxText && !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r > '~' })
}

func field(id, value string) string { return fmt.Sprintf("%s%02d%s", id, len(value), value) }

func optional(id, value string) string {
	if value == "" {
		return ""
	}
	return field(id, value)
}

// checksum is CRC-16/CCITT-FALSE in upper-case hex.
func checksum(s string) string {
	crc := uint16(0xFFFF)
	for i := range len(s) {
		crc ^= uint16(s[i]) << 8
		for range 8 {
			if crc&0x8000 != 0 {
				crc = crc<<1 ^ 0x1021
			} else {
				crc <<= 1
			}
		}
	}
	return fmt.Sprintf("%04X", crc)
}

// Parse reads a payload. Errors: ErrFormat, ErrChecksum, ErrForeign, and those of Encode.
func Parse(payload string) (Transfer, error) {
	var t Transfer
	at := len(payload) - len(checksumTag) - 4
	if at < 0 || payload[at:at+4] != checksumTag {
		return t, ErrFormat
	}
	if !strings.EqualFold(checksum(payload[:at+4]), payload[at+4:]) {
		return t, ErrChecksum
	}
	top, err := fields(payload[:at])
	if err != nil {
		return t, err
	}
	payee, err := fields(top["38"])
	if err != nil {
		return t, err
	}
	where, err := fields(payee["01"])
	if err != nil {
		return t, err
	}
	extra, err := fields(top["62"])
	if err != nil {
		return t, err
	}
	service := payee["02"]
	if top["00"] != "01" || payee["00"] != network || top["53"] != dong || top["58"] != vietNam || service != toAccount && service != toCard {
		return t, ErrForeign
	}
	t = Transfer{Bank: where["00"], Account: where["01"], Card: service == toCard, Bill: extra["01"], Purpose: extra["08"]}
	if amount, there := top["54"]; there {
		n, err := strconv.ParseInt(amount, 10, 64)
		if err != nil || n <= 0 {
			return t, ErrAmount
		}
		t.Amount = money.VND(n)
	}
	return t, t.validate()
}

// fields parts a payload into its fields; each id comes once.
func fields(s string) (map[string]string, error) {
	out := map[string]string{}
	for s != "" {
		if len(s) < 4 {
			return nil, ErrFormat
		}
		id, n := s[:2], 0
		for _, c := range []byte(s[2:4]) {
			if c < '0' || c > '9' {
				return nil, ErrFormat
			}
			n = n*10 + int(c-'0')
		}
		if _, twice := out[id]; twice || len(s) < 4+n {
			return nil, ErrFormat
		}
		out[id], s = s[4:4+n], s[4+n:]
	}
	return out, nil
}
