// Package phone reads Vietnamese telephone numbers as people write them and
// keeps them in E.164, the one form that is stored, compared and dialled.
//
// It knows the numbering plan, not the carriers: since numbers can be carried
// from one operator to another, a prefix says nothing about who serves it.
package phone

import "strings"

// E164 is a Vietnamese number in international form: "+84912345678" (mobile,
// nine digits after +84) or "+842163818555" (landline, ten). Only Parse makes one.
type E164 string

// String returns the number as it is stored.
func (e E164) String() string { return string(e) }

// IsMobile tells whether the number can receive calls and SMS on a handset.
func (e E164) IsMobile() bool {
	return len(e) == len("+84912345678") && isMobile(string(e[3:]))
}

// National formats the number as it is read out in Vietnam: "0912 345 678",
// "0216 3818 555", "024 3825 4321". The zero E164 gives "".
func (e E164) National() string {
	if len(e) < len("+84") {
		return ""
	}
	n := "0" + string(e[3:])
	switch {
	case len(n) == 10:
		return n[:4] + " " + n[4:7] + " " + n[7:]
	case len(n) == 11 && (n[:3] == "024" || n[:3] == "028"): // the two cities with two-digit area codes
		return n[:3] + " " + n[3:7] + " " + n[7:]
	case len(n) == 11:
		return n[:4] + " " + n[4:8] + " " + n[8:]
	default:
		return n
	}
}

// Parse reads a number written with spaces, dots, dashes, brackets, full-width
// digits, and any of the prefixes 0, 84, +84, +84 (0) and 0084. Eleven-digit
// mobiles from before the 2018 renumbering become their ten-digit successors.
// The error is always a *Error that says what is wrong.
func Parse(s string) (E164, error) {
	digits, international, err := clean(s)
	if err != nil {
		return "", err
	}
	national, err := significant(digits, international)
	if err != nil {
		return "", err
	}
	return check(national)
}

// significant cuts the prefixes off and returns what follows the leading zero.
func significant(digits string, international bool) (string, error) {
	if rest, ok := strings.CutPrefix(digits, "00"); ok && !international {
		digits, international = rest, true
	}
	if international {
		rest, ok := strings.CutPrefix(digits, "84")
		if !ok {
			return "", &Error{Reason: ReasonForeign}
		}
		return strings.TrimPrefix(rest, "0"), nil
	}
	if rest, ok := strings.CutPrefix(digits, "0"); ok {
		return rest, nil
	}
	// "84 912 345 678" without a plus: long enough that it is no local number.
	if rest, ok := strings.CutPrefix(digits, "84"); ok && len(digits) >= len("84912345678") {
		return strings.TrimPrefix(rest, "0"), nil
	}
	if strings.HasPrefix(digits, "1800") || strings.HasPrefix(digits, "1900") {
		return "", &Error{Reason: ReasonService}
	}
	if len(digits) < len("912345678") {
		return "", &Error{Reason: ReasonTooShort}
	}
	return "", &Error{Reason: ReasonPrefix}
}

// check matches the significant digits against the numbering plan.
func check(n string) (E164, error) {
	switch {
	case strings.HasPrefix(n, "1"): // before 2018: 01xx and seven digits
		if reason := length(n, 10); reason != "" {
			return "", &Error{Reason: reason}
		}
		prefix, ok := renumbered[n[:3]]
		if !ok {
			return "", &Error{Reason: ReasonPrefix}
		}
		return E164("+84" + prefix + n[3:]), nil
	case strings.HasPrefix(n, "2"): // landline: area code and number, ten digits together
		if reason := length(n, 10); reason != "" {
			return "", &Error{Reason: reason}
		}
		return E164("+84" + n), nil
	default:
		if reason := length(n, 9); reason != "" {
			return "", &Error{Reason: reason}
		}
		if !isMobile(n) {
			return "", &Error{Reason: ReasonPrefix}
		}
		return E164("+84" + n), nil
	}
}

func length(n string, want int) Reason {
	switch {
	case len(n) < want:
		return ReasonTooShort
	case len(n) > want:
		return ReasonTooLong
	default:
		return ""
	}
}

func isMobile(n string) bool {
	return len(n) == 9 && strings.IndexByte("35789", n[0]) >= 0
}

// renumbered maps the old mobile prefixes (without the zero) to the ones of the
// conversion of 15/9/2018-30/6/2019; the seven digits after them stayed.
var renumbered = map[string]string{
	"120": "70", "121": "79", "122": "77", "126": "76", "128": "78",
	"123": "83", "124": "84", "125": "85", "127": "81", "129": "82",
	"162": "32", "163": "33", "164": "34", "165": "35", "166": "36", "167": "37", "168": "38", "169": "39",
	"186": "56", "188": "58", "199": "59",
}
