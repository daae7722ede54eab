package money

import "strings"

// Words reads an amount aloud in Vietnamese, as invoices want it: "Một triệu hai trăm
// nghìn đồng". Below zero it begins with "Âm".
func (a VND) Words() string {
	if a == 0 {
		return "Không đồng"
	}
	n, out := int64(a), ""
	if n < 0 {
		n, out = -n, "âm "
	}
	out += strings.Join(read(n), " ") + " đồng"
	first, rest := []rune(out)[0], string([]rune(out)[1:])
	return strings.ToUpper(string(first)) + rest
}

// read reads a positive number: groups of nine digits are parted by "tỷ".
func read(n int64) []string {
	const billion = 1_000_000_000
	if n >= billion {
		out := append(read(n/billion), "tỷ")
		if n%billion > 0 {
			out = append(out, below(n%billion, true)...)
		}
		return out
	}
	return below(n, false)
}

// below reads a number under a billion; within says that something stands before it, so
// that noughts are read out.
func below(n int64, within bool) []string {
	var out []string
	for _, g := range []struct {
		size int64
		name string
	}{{1_000_000, "triệu"}, {1_000, "nghìn"}, {1, ""}} {
		part := n / g.size
		n %= g.size
		if part == 0 {
			continue
		}
		out = append(out, hundreds(part, within || len(out) > 0)...)
		if g.name != "" {
			out = append(out, g.name)
		}
	}
	return out
}

// hundreds reads 1 to 999.
func hundreds(n int64, within bool) []string {
	digit := []string{"không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"}
	h, t, u := n/100, n/10%10, n%10
	var out []string
	if h > 0 || within {
		out = append(out, digit[h], "trăm")
	}
	switch {
	case t == 1:
		out = append(out, "mười")
	case t > 1:
		out = append(out, digit[t], "mươi")
	case u > 0 && len(out) > 0:
		out = append(out, "linh")
	}
	switch {
	case u == 0:
	case u == 1 && t > 1:
		out = append(out, "mốt")
	case u == 5 && t > 0:
		out = append(out, "lăm")
	default:
		out = append(out, digit[u])
	}
	return out
}
