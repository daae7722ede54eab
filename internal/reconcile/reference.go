package reconcile

import (
	"strings"
	"unicode"

	"github.com/chophien/chophien/internal/vntext"
)

// A reference is two letters, which say what it is of, and seven signs of an alphabet
// without 0, 1, I, L, O, U and V.
const (
	refHead    = "CP" // of a payment request
	payoutHead = "CT" // of a payout to a cooperative
	refundHead = "HT" // of a refund
	refLength  = len(refHead) + 7
	refSigns   = "23456789ABCDEFGHJKMNPQRSTWXYZ"
	minCutRef  = len(refHead) + 4 // of a reference at the end of a text that the bank cut
	longestCut = refLength - 1
)

// squeezed is a text as references are looked for in it: banks drop blanks, signs, case
// and diacritics. A nought or an O is the Q that somebody read as one.
func squeezed(s string) string {
	return strings.Map(func(r rune) rune {
		switch r = unicode.ToUpper(r); {
		case r == '0' || r == 'O':
			return 'Q'
		case r >= 'A' && r <= 'Z' || r >= '1' && r <= '9':
			return r
		}
		return -1
	}, vntext.Fold(s))
}

// references lists what could be references in a squeezed text, in order, once each.
func references(text, head string) []string {
	var out []string
	seen := map[string]bool{}
	for at := 0; ; {
		i := strings.Index(text[at:], head)
		if i < 0 || at+i+refLength > len(text) {
			return out
		}
		at += i
		if ref := text[at : at+refLength]; !seen[ref] {
			seen[ref] = true
			out = append(out, ref)
		}
		at++
	}
}

// cutReference is the beginning of a reference that the text ends with; empty where there is none.
func cutReference(text string) string {
	for n := longestCut; n >= minCutRef; n-- {
		if len(text) >= n && strings.HasPrefix(text[len(text)-n:], refHead) {
			return text[len(text)-n:]
		}
	}
	return ""
}

// mistyped lists what somebody may have meant who got one sign wrong.
func mistyped(ref string) []string {
	out := make([]string, 0, (refLength-len(refHead))*len(refSigns))
	for i := len(refHead); i < refLength; i++ {
		for _, c := range []byte(refSigns) {
			if c != ref[i] {
				out = append(out, ref[:i]+string(c)+ref[i+1:])
			}
		}
	}
	return out
}

// digitsOf are a text's digits with other signs taken away between them, for telephones.
func digitsOf(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}
