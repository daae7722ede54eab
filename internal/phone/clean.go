package phone

import (
	"strings"
	"unicode"
)

// maxInput bounds what is looked at; no written number is longer.
const maxInput = 64

// clean drops what people put between digits and tells whether the number began
// with a plus. Anything that is neither digit nor separator is refused: a letter
// means that two things were typed into one field, and guessing would dial a stranger.
func clean(s string) (digits string, plus bool, err error) {
	var b strings.Builder
	for i, r := range s {
		if i >= maxInput {
			return "", false, &Error{Reason: ReasonTooLong}
		}
		switch {
		case r >= '0' && r <= '9':
			b.WriteRune(r)
		case r >= '０' && r <= '９': // full-width, from an East Asian keyboard
			b.WriteRune(r - '０' + '0')
		case r == '+' || r == '＋':
			if plus || b.Len() > 0 {
				return "", false, &Error{Reason: ReasonCharacter}
			}
			plus = true
		case isSeparator(r):
		case unicode.IsLetter(r):
			return "", false, &Error{Reason: ReasonLetters}
		default:
			return "", false, &Error{Reason: ReasonCharacter}
		}
	}
	if b.Len() == 0 {
		return "", false, &Error{Reason: ReasonEmpty}
	}
	return b.String(), plus, nil
}

func isSeparator(r rune) bool {
	switch r {
	case '.', '(', ')', '（', '）', '．', '·', '−', '－':
		return true
	}
	// Dashes of all widths, spaces of all widths, and the invisible marks that
	// come along when a number is copied from a contact card.
	return unicode.Is(unicode.Pd, r) || unicode.IsSpace(r) || unicode.Is(unicode.Zs, r) || unicode.Is(unicode.Cf, r)
}
