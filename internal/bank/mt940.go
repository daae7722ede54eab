package bank

import (
	"bytes"
	"regexp"
	"strings"
	"time"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/spreadsheet"
)

// maxMT940 bounds a file, in bytes.
const maxMT940 = spreadsheet.MaxStream

var (
	tagLine  = regexp.MustCompile(`^:(\d{2}[A-Z]?):(.*)$`)
	balance1 = regexp.MustCompile(`^([CD])(\d{6})([A-Z]{3})([\d,]{1,16})$`)
	// Value date, booking date, direction, third letter of the currency, amount, type, references.
	booking = regexp.MustCompile(`^(\d{6})(\d{4})?(R?[CD])([A-Z])?([\d,]{1,16})([A-Z][A-Z0-9]{3})([^\n]*)(?:\n(?s:(.*)))?$`)
	subTag  = regexp.MustCompile(`\?(\d{2})`)
)

// isMT940 tells such a file from others by its first tags.
func isMT940(data []byte) bool {
	head := data[:min(len(data), 2048)]
	return bytes.Contains(head, []byte(":20:")) && (bytes.Contains(head, []byte(":60F:")) || bytes.Contains(head, []byte(":60M:")) || bytes.Contains(head, []byte(":25:")))
}

// mtField is one tag with its value, lines parted by "\n".
type mtField struct {
	tag, value string
	row        int // of its first line, from 1
}

// mtFields takes a file apart. Envelopes ({1:…}{4:) and what ends a message are left out.
func mtFields(text string) []mtField {
	var out []mtField
	row := 0
	for line := range strings.SplitSeq(text, "\n") {
		row++
		line = strings.TrimRight(line, "\r ")
		if at := strings.Index(line, "{4:"); at >= 0 {
			line = line[at+len("{4:"):]
		}
		switch m := tagLine.FindStringSubmatch(line); {
		case m != nil:
			out = append(out, mtField{tag: m[1], value: m[2], row: row})
		case line == "" || line == "-" || strings.HasPrefix(line, "-}") || strings.HasPrefix(line, "{"):
		case len(out) > 0:
			out[len(out)-1].value += "\n" + line
		}
	}
	return out
}

// mtReader goes through the tags of a file.
type mtReader struct {
	out     Read
	f       faults
	opening *money.VND // of the message at hand
	begun   int        // entries before it
	last    *money.VND // closing balance of the message before
	fault   *apperr.Error
}

// readMT940 reads SWIFT's customer statement, one message or several of one account that
// follow each other. Each message's opening balance and lines must come to its closing
// one. Errors: ErrFile, ErrEmpty, ErrRows, ErrFaulty, ErrCurrency, ErrManyAccounts. Pure.
func readMT940(data []byte) (Read, error) {
	if len(data) > maxMT940 {
		return Read{}, ErrFile
	}
	r := mtReader{out: Read{Channel: ChannelMT940}}
	for _, field := range mtFields(string(bytes.ToValidUTF8(data, []byte("?")))) {
		r.field(field)
		if r.fault != nil {
			return Read{}, r.fault
		}
		if len(r.out.Entries) > maxRows {
			return Read{}, ErrRows
		}
	}
	if err := r.f.all(); err != nil {
		return Read{}, err
	}
	if r.last == nil || r.opening != nil {
		return Read{}, ErrFile // no closing balance: cut off
	}
	r.out.Closing = r.last
	return r.out, settle(&r.out)
}

func (r *mtReader) field(f mtField) {
	switch f.tag {
	case "25":
		account := strings.ToUpper(lastPart(f.value))
		if r.out.Account != "" && account != r.out.Account {
			r.fault = ErrManyAccounts
		}
		r.out.Account = account
	case "60F", "60M":
		amount, ok := r.balance(f)
		if !ok {
			return
		}
		if r.last != nil && *r.last != amount {
			r.f.add(f.row, errClosing) // a page or a day is missing
		}
		if r.out.Opening == nil {
			r.out.Opening = &amount
		}
		r.opening, r.begun = &amount, len(r.out.Entries)
	case "61":
		r.booking(f)
	case "86":
		if n := len(r.out.Entries); n > r.begun && r.opening != nil {
			r.words(&r.out.Entries[n-1], f.value)
		}
	case "62F", "62M":
		amount, ok := r.balance(f)
		if !ok {
			return
		}
		in, out, err := sums(r.out.Entries[r.begun:])
		if r.opening == nil || err != nil || *r.opening+in-out != amount {
			r.f.add(f.row, errClosing)
		}
		r.last, r.opening, r.begun = &amount, nil, len(r.out.Entries)
	}
}

// lastPart is an account's number without the bank before it: "BFTVVNVX/0123456789".
func lastPart(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	s = s[strings.LastIndex(s, "/")+1:]
	return strings.TrimSuffix(strings.ReplaceAll(strings.TrimSpace(s), " ", ""), "VND")
}

func (r *mtReader) balance(f mtField) (money.VND, bool) {
	m := balance1.FindStringSubmatch(f.value)
	if m == nil {
		r.f.add(f.row, errTag)
		return 0, false
	}
	if m[3] != "VND" {
		r.fault = ErrCurrency
		return 0, false
	}
	amount, ok := mtAmount(m[4])
	if !ok {
		r.f.add(f.row, errAmt)
		return 0, false
	}
	if m[1] == "D" {
		amount = -amount
	}
	return amount, true
}

// mtAmount reads 1250000, and 1250000,00: the comma parts a fraction, always.
func mtAmount(s string) (money.VND, bool) {
	whole, fraction, _ := strings.Cut(s, ",")
	if strings.Trim(fraction, "0") != "" || whole == "" {
		return 0, false
	}
	amount, none, ok := parseAmount(whole)
	return amount, ok && !none
}

func (r *mtReader) booking(f mtField) {
	m := booking.FindStringSubmatch(f.value)
	if m == nil || r.opening == nil {
		r.f.add(f.row, errTag)
		return
	}
	day, err := time.Parse("060102", m[1])
	if err != nil {
		r.f.add(f.row, errDay)
		return
	}
	if m[2] != "" {
		booked, err := time.Parse("20060102", day.Format("2006")+m[2])
		if err != nil {
			r.f.add(f.row, errDay)
			return
		}
		// Around New Year the two dates are of different years.
		switch gap := booked.Sub(day); {
		case gap > 180*24*time.Hour:
			booked = booked.AddDate(-1, 0, 0)
		case gap < -180*24*time.Hour:
			booked = booked.AddDate(1, 0, 0)
		}
		day = booked
	}
	amount, ok := mtAmount(m[5])
	if !ok || amount == 0 {
		r.f.add(f.row, errAmt)
		return
	}
	if m[3] == "D" || m[3] == "RC" { // RC takes a credit back
		amount = -amount
	}
	ours, theirs, _ := strings.Cut(m[7], "//")
	ref := strings.TrimSpace(theirs)
	if ours = strings.TrimSpace(ours); ref == "" && ours != "NONREF" {
		ref = ours
	}
	r.out.Entries = append(r.out.Entries, Entry{Row: f.row, Day: day, Amount: amount, Ref: ref, Text: strings.TrimSpace(m[8])})
}

// words reads the information to the account's owner: free text, or parted by ?20 … ?63
// with the other side's account in ?31 and its name in ?32 and ?33.
func (r *mtReader) words(e *Entry, value string) {
	flat := strings.ReplaceAll(value, "\n", "")
	marks := subTag.FindAllStringSubmatchIndex(flat, -1)
	if len(marks) < 2 {
		e.Text = strings.TrimSpace(strings.ReplaceAll(value, "\n", " "))
		return
	}
	var text, name strings.Builder
	for i, m := range marks {
		end := len(flat)
		if i+1 < len(marks) {
			end = marks[i+1][0]
		}
		part := flat[m[1]:end]
		switch code := flat[m[2]:m[3]]; {
		case code >= "20" && code <= "29" || code >= "60" && code <= "63":
			text.WriteString(part)
		case code == "31":
			e.PayerAccount = strings.TrimSpace(part)
		case code == "32" || code == "33":
			name.WriteString(part)
		}
	}
	e.Text, e.Payer = strings.TrimSpace(text.String()), strings.TrimSpace(name.String())
}
