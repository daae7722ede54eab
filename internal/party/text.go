package party

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/chophien/chophien/internal/apperr"
)

// Bounds of what people type, in characters; the database holds the first two.
const (
	maxName    = 120
	maxOrgName = 200
	maxShort   = 200
	maxAddress = 400
	maxReason  = 500
	// A letter with more marks than any script stacks is a prank that breaks lines.
	maxMarks = 4
)

// CleanName reads the name of a person: composed letters (typed decomposed or
// not), single spaces, at least one letter. An emoji beside letters is the
// person's choice and stays; one alone is no name for a parcel.
func CleanName(s string) (string, *apperr.Error) { return cleanName(s, 1, maxName) }

func cleanName(s string, minLetters, maxRunes int) (string, *apperr.Error) {
	s, ok := clean(s)
	switch {
	case !ok:
		return "", errNameCharacters
	case s == "":
		return "", errNameEmpty
	case utf8.RuneCountInString(s) > maxRunes:
		return "", errNameLong
	case strings.IndexFunc(s, unicode.IsLetter) < 0 || utf8.RuneCountInString(s) < minLetters:
		return "", errNameCharacters
	}
	return s, nil
}

// CleanText reads one line of free text of at most so many characters, as CleanName
// reads a name; empty is allowed.
func CleanText(s string, maxRunes int) (string, *apperr.Error) { return cleanText(s, maxRunes) }

// cleanText reads one line of free text; empty is allowed.
func cleanText(s string, maxRunes int) (string, *apperr.Error) {
	s, ok := clean(s)
	switch {
	case !ok:
		return "", errTextCharacters
	case utf8.RuneCountInString(s) > maxRunes:
		return "", errTextLong
	}
	return s, nil
}

// clean composes letters and collapses white space; ok is false for characters
// that would break a line, turn the writing direction, or hide.
func clean(s string) (_ string, ok bool) {
	if !utf8.ValidString(s) {
		return "", false
	}
	var b strings.Builder
	marks := 0
	for i, r := range norm.NFC.String(s) {
		switch {
		case r == '\n' || r == '\r' || r == '\t':
			b.WriteByte(' ')
			continue
		case unicode.IsControl(r) || isDirection(r) || r == utf8.RuneError || unicode.Is(unicode.Co, r) || unicode.Is(unicode.Cs, r):
			return "", false
		case isInvisible(r):
			continue
		}
		if unicode.Is(unicode.Mn, r) {
			if marks++; marks > maxMarks || i == 0 {
				return "", false
			}
		} else {
			marks = 0
		}
		b.WriteRune(r)
	}
	// Dropping an invisible character may bring a letter and its mark together.
	return norm.NFC.String(strings.Join(strings.Fields(b.String()), " ")), true
}

// isDirection tells the marks that make text read in an order other than typed.
func isDirection(r rune) bool {
	return r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' || r == '\u2028' || r == '\u2029'
}

// isInvisible tells what comes along when text is copied from a page. The joiner
// U+200D stays: emoji of families are made with it.
func isInvisible(r rune) bool {
	return r == '\u200b' || r == '\u200c' || r == '\u2060' || r == '\ufeff' || r == '\u00ad' || r == '\u200e' || r == '\u200f'
}

// cut shortens foreign text, such as a browser's name for itself, to what is
// worth keeping and can be stored.
func cut(s string, maxRunes int) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	if utf8.RuneCountInString(s) <= maxRunes {
		return s
	}
	return string([]rune(s)[:maxRunes])
}
