package vntext

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// SearchKey is the form in which words are looked for: folded, every sign that is
// no letter or digit taken for a space, the ways to write H'Mông made one ("H’Mông",
// "H Mông", "hmong" all give "hmong"), measures as in "500g", and i for the y of
// "ký". Both what is found and what is asked for go through it.
func SearchKey(s string) string {
	return Fold(AccentKey(s))
}

// AccentKey is SearchKey that keeps diacritics, to tell an exact match from one
// that only folds to the same. It has as many words as SearchKey.
func AccentKey(s string) string {
	s = joinUnits(lowerWords(s))
	key := joinHmong(spaceSigns(SpellingKey(s), func(r rune) bool {
		return isASCIIWord(r) || r >= utf8.RuneSelf && r != modifierApostrophe && (isVietnamese(r) || isQualityOrTone(r) || isLatin(r))
	}))
	key = joinUnits(key) // and what only signs had parted
	if !strings.Contains(Fold(key), "y") {
		return key
	}
	words := strings.Split(key, " ")
	for i, w := range words {
		words[i] = oneI(w)
	}
	return strings.Join(words, " ")
}

// isLatin tells whether a letter folds to ASCII ones; others are signs to a search.
func isLatin(r rune) bool {
	if !unicode.IsLetter(r) {
		return false
	}
	folded := Fold(string(r))
	return folded != "" && strings.IndexFunc(folded, func(r rune) bool { return !isASCIIWord(r) }) < 0
}

// lowerWords puts text into composed lower case with single spaces; Latin letters
// that are not Vietnamese lose their marks, letters of other scripts part words, a
// mark that stands on no letter is none.
func lowerWords(s string) string {
	s = strings.ToLower(compose(strings.ToValidUTF8(s, " ")))
	if strings.IndexFunc(s, isForeign) >= 0 {
		var b strings.Builder
		before := ' '
		for _, r := range s {
			onNothing := unicode.Is(unicode.Mn, r) && !unicode.IsLetter(before)
			before = r
			switch {
			case onNothing:
			case !isForeign(r), isQualityOrTone(r):
				b.WriteRune(r)
			case isLatin(r):
				b.WriteString(Fold(string(r)))
			default:
				b.WriteByte(' ')
			}
		}
		s = b.String()
	}
	return strings.Join(strings.Fields(s), " ")
}

func isForeign(r rune) bool {
	return r >= utf8.RuneSelf && !isVietnamese(r) && (unicode.IsLetter(r) || unicode.Is(unicode.Mn, r))
}

// isVietnamese spares the letters of Vietnamese the long way of isLatin.
func isVietnamese(r rune) bool {
	return r >= 0x1ea0 && r <= 0x1ef9 || strings.ContainsRune("àáâãèéêìíòóôõùúýăđĩũơư", r)
}

func isASCIIWord(r rune) bool { return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' }

func spaceSigns(s string, keep func(rune) bool) string {
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s {
		if !keep(r) {
			space = b.Len() > 0
			continue
		}
		if (space || b.Len() == 0) && isQualityOrTone(r) {
			continue // a mark on no letter is no word
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

// modifierApostrophe is typed for the apostrophe of H’Mông, but Unicode counts it
// as a letter.
const modifierApostrophe = '\u02bc'

// joinHmong makes one word of "h mong", which an apostrophe or a space has parted.
func joinHmong(s string) string {
	if !strings.Contains(s, "h m") {
		return s
	}
	words := strings.Fields(s)
	out := words[:0]
	for i := 0; i < len(words); i++ {
		if words[i] == "h" && i+1 < len(words) && Fold(words[i+1]) == "mong" {
			out = append(out, "h"+words[i+1])
			i++
			continue
		}
		out = append(out, words[i])
	}
	return strings.Join(out, " ")
}
