package bank

import (
	"strconv"
	"strings"

	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/spreadsheet"
)

// amountOf reads a cell as a bank writes money: 1,250,000 and 1.250.000, with ,00 or .00
// behind, a sign before or behind, brackets for what went, the currency anywhere. đồng
// have no fraction, so one that is not zero is refused. none tells that nothing stands there.
func amountOf(v spreadsheet.Value) (amount money.VND, none, ok bool) {
	switch v.Kind {
	case spreadsheet.KindEmpty:
		return 0, true, true
	case spreadsheet.KindNumber:
		n, ok := v.Whole()
		return money.VND(n), false, ok && within(n)
	case spreadsheet.KindBool, spreadsheet.KindError:
		return 0, false, false
	case spreadsheet.KindText:
	}
	return parseAmount(v.Text)
}

func within(n int64) bool { return n <= int64(money.Max) && n >= -int64(money.Max) }

// parseAmount reads money that is written as text.
func parseAmount(s string) (amount money.VND, none, ok bool) {
	s = strings.ToUpper(strings.NewReplacer(" ", "", "\u00a0", "", "−", "-", "–", "-", "'", "").Replace(s))
	if s == "" || s == "-" {
		return 0, true, true
	}
	for _, word := range []string{"VNĐ", "VND", "ĐỒNG", "₫", "Đ"} {
		s = strings.ReplaceAll(s, word, "")
	}
	negative := false
	switch {
	case strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")"):
		s, negative = s[1:len(s)-1], true
	case strings.HasPrefix(s, "-"), strings.HasSuffix(s, "-"):
		s, negative = strings.Trim(s, "-"), true
	case strings.HasPrefix(s, "+"):
		s = s[1:]
	case strings.HasSuffix(s, "DR"), strings.HasSuffix(s, "CR"):
		s, negative = s[:len(s)-2], strings.HasSuffix(s, "DR")
	}
	digits, ok := ungrouped(s)
	if !ok {
		return 0, false, false
	}
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || !within(n) {
		return 0, false, false
	}
	if negative {
		n = -n
	}
	return money.VND(n), false, true
}

// ungrouped takes separators of thousands and a fraction of nothing away.
func ungrouped(s string) (string, bool) {
	last := strings.LastIndexAny(s, ".,")
	if last >= 0 {
		whole, fraction := s[:last], s[last+1:]
		other := strings.ContainsAny(whole, ".,") && !strings.Contains(whole, s[last:last+1])
		// A comma or dot with other than three digits behind it, or behind the other sign, parts a fraction.
		if len(fraction) != 3 || other {
			if strings.Trim(fraction, "0") != "" || len(fraction) > 6 {
				return "", false
			}
			s = whole
		}
	}
	sign := ""
	for i, group := range strings.FieldsFunc(s, func(r rune) bool { return r == '.' || r == ',' }) {
		if i > 0 && len(group) != 3 {
			return "", false
		}
		sign += group
	}
	if strings.Contains(s, ".") && strings.Contains(s, ",") || strings.HasPrefix(s, ".") || strings.HasPrefix(s, ",") {
		return "", false
	}
	return sign, sign != "" && strings.Trim(sign, "0123456789") == ""
}
