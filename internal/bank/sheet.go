package bank

import (
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/spreadsheet"
)

// headingWithin is how far down a heading may stand, in rows with anything in them.
const headingWithin = 40

// sheetReader collects a statement out of rows.
type sheetReader struct {
	out      Read
	f        faults
	layout   layout
	found    bool // the heading
	sheet    string
	before   int // rows above the heading
	base1904 bool
	foreign  bool // the statement names another currency
}

var errEnough = errors.New("enough")

// readSheet reads a workbook or a text file with columns. Errors: ErrFile, ErrBomb,
// ErrHeading, ErrEmpty, ErrRows, ErrFaulty, ErrCurrency.
func readSheet(data []byte) (Read, error) {
	file, err := spreadsheet.OpenStream(data)
	if err != nil {
		return Read{}, fileFault(err)
	}
	r := sheetReader{out: Read{Channel: ChannelSheet, Encoding: file.Encoding}, base1904: file.Base1904}
	if err := file.Each(r.row); err != nil && !errors.Is(err, errEnough) {
		return Read{}, fileFault(err)
	}
	switch {
	case r.foreign:
		return Read{}, ErrCurrency
	case !r.found:
		return Read{}, ErrHeading
	case len(r.out.Entries) > maxRows:
		return Read{}, ErrRows
	}
	if err := r.f.all(); err != nil {
		return Read{}, err
	}
	return r.out, settle(&r.out)
}

func fileFault(err error) error {
	if errors.Is(err, spreadsheet.ErrBomb) {
		return ErrBomb
	}
	return ErrFile.Wrap(err)
}

func (r *sheetReader) row(row spreadsheet.Row) error {
	texts := make([]string, len(row.Cells))
	for i := range row.Cells {
		texts[i] = row.Get(i).Text
	}
	if !r.found {
		if r.before++; r.before > headingWithin {
			return errEnough
		}
		l, good := layoutOf(texts)
		if good {
			r.layout, r.found, r.sheet = l, true, row.Sheet
		} else {
			r.above(texts)
		}
		return nil
	}
	if row.Sheet != r.sheet {
		return errEnough // one sheet is the statement
	}
	if len(r.out.Entries) > maxRows {
		return errEnough
	}
	if _, again := layoutOf(texts); again {
		return nil // the heading of the next page
	}
	r.below(row, texts)
	return nil
}

// above reads what stands over the heading: the account, its opening balance, the currency.
func (r *sheetReader) above(texts []string) {
	line := strings.Join(texts, " ")
	f := folded(line)
	if r.out.Account == "" && (strings.Contains(f, "so tai khoan") || strings.Contains(f, "so tk") || strings.Contains(f, "account no") || strings.Contains(f, "account number")) {
		r.out.Account = accountIn(line)
	}
	if (strings.Contains(f, "loai tien") || strings.Contains(f, "currency")) && !strings.Contains(f, "vnd") {
		for _, code := range []string{"usd", "eur", "jpy", "gbp", "cny", "aud", "sgd", "krw", "thb"} {
			r.foreign = r.foreign || strings.Contains(" "+f+" ", " "+code+" ")
		}
	}
	r.balances(f, texts)
}

// accountIn finds an account's number in words around it.
func accountIn(line string) string {
	best := ""
	for word := range strings.FieldsFuncSeq(line, func(c rune) bool { return c == ' ' || c == ':' || c == '/' || c == ';' }) {
		digits := strings.Trim(strings.ReplaceAll(strings.ReplaceAll(word, ".", ""), "-", ""), "'")
		if len(digits) >= 6 && len(digits) <= 34 && strings.Trim(digits, "0123456789") == "" && best == "" {
			best = digits
		}
	}
	return best
}

// balances reads an opening or closing balance out of a row that is no transaction.
func (r *sheetReader) balances(f string, texts []string) bool {
	switch {
	case strings.Contains(f, "so du dau") || strings.Contains(f, "opening balance") || strings.Contains(f, "beginning balance"):
		if amount, ok := lastAmount(texts); ok && r.out.Opening == nil {
			r.out.Opening = &amount
		}
	case strings.Contains(f, "so du cuoi") || strings.Contains(f, "closing balance") || strings.Contains(f, "ending balance"):
		if amount, ok := lastAmount(texts); ok {
			r.out.Closing = &amount
		}
	default:
		return false
	}
	return true
}

// lastAmount finds the rightmost amount of a row, also behind a colon.
func lastAmount(texts []string) (money.VND, bool) {
	for i := range slices.Backward(texts) {
		text := texts[i]
		if at := strings.LastIndex(text, ":"); at >= 0 {
			text = text[at+1:]
		}
		if amount, none, ok := parseAmount(text); ok && !none {
			return amount, true
		}
	}
	return 0, false
}

// below reads a row under the heading: a transaction, a sum, or words.
func (r *sheetReader) below(row spreadsheet.Row, texts []string) {
	l, at := r.layout, row.At+1
	day, moment, hasDay := r.dayOf(row.Get(l.day))
	if !hasDay && l.otherDay >= 0 {
		day, moment, hasDay = r.dayOf(row.Get(l.otherDay))
	}
	amount, none, fault := r.amount(row)
	f := folded(strings.Join(texts, " "))
	switch {
	case none && fault == nil && r.balances(f, texts):
		return
	case !hasDay && isTotal(f):
		if !r.balances(f, texts) {
			r.totals(row)
		}
		return
	case !hasDay && none && fault == nil:
		return // a note, or a line of a long text
	case !hasDay:
		r.f.add(at, errDay)
		return
	case fault != nil:
		r.f.add(at, fault)
		return
	case none:
		r.f.add(at, errAmt)
		return
	}
	e := Entry{Row: at, Day: day, At: moment, Amount: amount, Text: row.Get(l.text).Text, Ref: row.Get(l.ref).Text, Payer: row.Get(l.payer).Text, PayerAccount: row.Get(l.payerAccount).Text}
	if e.Ref == "" && l.refInDay {
		_, e.Ref = splitDay(row.Get(l.day).Text)
	}
	balance, unsaid, ok := amountOf(row.Get(l.balance))
	switch {
	case !ok:
		r.f.add(at, errChain)
	case !unsaid:
		e.Balance = &balance
	}
	r.out.Entries = append(r.out.Entries, e)
}

func isTotal(f string) bool {
	for _, word := range []string{"tong", "cong", "total", "so du cuoi", "so du dau", "closing balance", "opening balance", "ending balance"} {
		if strings.Contains(" "+f+" ", " "+word+" ") {
			return true
		}
	}
	return false
}

// totals reads the sums that stand under the columns of credits and debits.
func (r *sheetReader) totals(row spreadsheet.Row) {
	if r.layout.amount >= 0 {
		return // a sum of signed amounts says neither
	}
	if in, none, ok := amountOf(row.Get(r.layout.credit)); ok && !none {
		r.out.In = &in
	}
	if out, none, ok := amountOf(row.Get(r.layout.debit)); ok && !none {
		out = abs(out)
		r.out.Out = &out
	}
}

func abs(a money.VND) money.VND { return max(a, -a) }

// amount reads what came or went, with its sign.
func (r *sheetReader) amount(row spreadsheet.Row) (amount money.VND, none bool, fault *apperr.Error) {
	if r.layout.amount >= 0 {
		amount, none, ok := amountOf(row.Get(r.layout.amount))
		if !ok || !none && amount == 0 {
			return 0, false, errAmt
		}
		return amount, none, nil
	}
	credit, noCredit, ok1 := amountOf(row.Get(r.layout.credit))
	debit, noDebit, ok2 := amountOf(row.Get(r.layout.debit))
	switch {
	case !ok1 || !ok2:
		return 0, false, errAmt
	case credit != 0 && debit != 0:
		return 0, false, errBoth
	case credit == 0 && debit == 0:
		if noCredit && noDebit || r.zeroRow(row) {
			return 0, true, nil
		}
		return 0, false, errAmt
	case credit < 0:
		return 0, false, errAmt // what went has its own column
	case debit != 0:
		return -abs(debit), false, nil // some banks write it with a minus
	}
	return credit, false, nil
}

// zeroRow: both columns say 0, as some banks do in rows that only carry a balance.
func (r *sheetReader) zeroRow(row spreadsheet.Row) bool {
	f := folded(row.Get(r.layout.text).Text)
	return strings.Contains(f, "so du") || strings.Contains(f, "balance")
}

// dayOf reads a day, with the time of day where one stands behind it.
func (r *sheetReader) dayOf(v spreadsheet.Value) (day, at time.Time, ok bool) {
	if v.Kind == spreadsheet.KindText {
		head, _ := splitDay(v.Text)
		for _, layout := range []string{"2/1/2006 15:04:05", "2/1/2006 15:04", "2-1-2006 15:04:05", "2-1-2006 15:04", "2006-01-02 15:04:05", "2006-01-02T15:04:05"} {
			if t, err := time.ParseInLocation(layout, v.Text, clock.Saigon); err == nil && t.Year() > 1990 {
				return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC), t.UTC(), true
			}
		}
		v.Text = head
	}
	day, ok = v.Day(r.base1904)
	return day, time.Time{}, ok
}

// splitDay parts a day from what stands behind it: "31/10/2023 5243.65937".
func splitDay(s string) (day, rest string) {
	day, rest, _ = strings.Cut(strings.TrimSpace(s), " ")
	return day, strings.TrimSpace(strings.TrimLeft(rest, "/- "))
}
