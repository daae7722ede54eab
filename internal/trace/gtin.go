package trace

import "strings"

// CleanGTIN reads a GTIN of 8, 12, 13 or 14 digits, spaces and dashes allowed, and
// writes it with 14, as a GS1 Digital Link does. ok is false where the check digit
// does not fit. Pure.
func CleanGTIN(typed string) (gtin string, ok bool) {
	digits := strings.NewReplacer(" ", "", "-", "").Replace(strings.TrimSpace(typed))
	switch len(digits) {
	case 8, 12, 13, 14:
	default:
		return "", false
	}
	gtin = strings.Repeat("0", 14-len(digits)) + digits
	sum := 0
	for i, c := range []byte(gtin) {
		if c < '0' || c > '9' {
			return "", false
		}
		weight := 3 // of the digits at odd places from the left of fourteen
		if i%2 == 1 {
			weight = 1
		}
		sum += weight * int(c-'0')
	}
	return gtin, sum%10 == 0 && strings.Trim(gtin, "0") != ""
}
