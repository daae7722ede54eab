package bank

import (
	"slices"
	"strings"

	"github.com/chophien/chophien/internal/vntext"
)

// column is what a column of a statement holds.
type column int

const (
	colNone column = iota
	colDay
	colDayAndRef // "Ngày GD/ Số CT": a day, and the bank's number below it in one cell
	colOtherDay  // the day of effect, where there is one of the transaction as well
	colRef
	colDebit
	colCredit
	colAmount // one column, with a sign
	colBalance
	colText
	colPayer
	colPayerAccount
)

// columnOf knows what banks call their columns: Vietcombank, BIDV, VietinBank,
// Techcombank, MB and Agribank, in Vietnamese, English or both in one cell.
func columnOf(label string) column {
	s := folded(label)
	if s == "" || len(s) > 80 {
		return colNone
	}
	has := func(words ...string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(" "+s+" ", " "+w+" ") })
	}
	switch {
	case has("doi ung", "doi tac", "nguoi chuyen", "nguoi huong", "thu huong", "don vi chuyen", "remitter", "beneficiary", "counter account", "correspondent"):
		if has("so tai khoan", "so tk", "tai khoan doi ung", "account no", "account number", "counter account") && !has("ten", "name") {
			return colPayerAccount
		}
		if has("ngan hang", "bank") {
			return colNone
		}
		return colPayer
	case has("so du", "balance", "ton quy"):
		return colBalance
	case has("ghi co", "phat sinh co", "ps co", "tien vao", "credit", "deposit", "so tien co") || s == "co":
		return colCredit
	case has("ghi no", "phat sinh no", "ps no", "tien ra", "debit", "withdrawal", "so tien no") || s == "no":
		return colDebit
	case has("so tien", "amount", "gia tri", "so tien gd"):
		return colAmount
	case has("ngay", "date", "thoi gian", "ngay1", "ngay2"):
		switch {
		case has("so ct", "doc no", "so chung tu", "so but toan"):
			return colDayAndRef
		case has("hieu luc", "hl", "value", "effective", "hach toan", "ngay2"):
			return colOtherDay
		}
		return colDay
	case has("tham chieu", "reference", "ref", "so ct", "ma gd", "ma giao dich", "so gd", "so giao dich", "so but toan", "transaction no", "transaction id", "doc no", "so chung tu", "seq"):
		return colRef
	case has("noi dung", "dien giai", "mo ta", "description", "remark", "remarks", "narrative", "detail", "details", "chi tiet"):
		return colText
	}
	return colNone
}

// folded is a label without diacritics, signs and case.
func folded(s string) string {
	return strings.Join(strings.FieldsFunc(vntext.Fold(s), noCode), " ")
}

// layout says where the columns of a statement stand; -1: nowhere.
type layout struct {
	day, otherDay, ref, debit, credit, amount, balance, text, payer, payerAccount int

	refInDay bool
}

// layoutOf reads a heading; good tells whether it is one.
func layoutOf(labels []string) (l layout, good bool) {
	l = layout{-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, false}
	first := func(at *int, i int) {
		if *at < 0 {
			*at = i
		}
	}
	for i, label := range labels {
		switch columnOf(label) {
		case colNone:
		case colDay:
			first(&l.day, i)
		case colDayAndRef:
			if l.day < 0 {
				l.day, l.refInDay = i, true
			}
		case colOtherDay:
			first(&l.otherDay, i)
		case colRef:
			first(&l.ref, i)
		case colDebit:
			first(&l.debit, i)
		case colCredit:
			first(&l.credit, i)
		case colAmount:
			first(&l.amount, i)
		case colBalance:
			first(&l.balance, i)
		case colText:
			first(&l.text, i)
		case colPayer:
			first(&l.payer, i)
		case colPayerAccount:
			first(&l.payerAccount, i)
		}
	}
	if l.day < 0 {
		l.day, l.otherDay = l.otherDay, -1
	}
	if l.credit >= 0 && l.debit >= 0 {
		l.amount = -1 // "Số tiền" beside both is something else
	}
	return l, l.day >= 0 && l.text >= 0 && (l.amount >= 0 || l.credit >= 0 && l.debit >= 0)
}
