package vntext

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// SearchKey is the form in which words are looked for: folded, every sign that is
// no letter or digit taken for a space, and the ways to write H'Mông made one
// ("H’Mông", "H Mông", "hmong" all give "hmong"). Both what is found and what is
// asked for go through it.
func SearchKey(s string) string {
	return joinHmong(spaceSigns(Fold(s), isASCIIWord))
}

// AccentKey is SearchKey that keeps diacritics, to tell an exact match from one
// that only folds to the same.
func AccentKey(s string) string {
	return joinHmong(spaceSigns(SpellingKey(s), func(r rune) bool {
		return isASCIIWord(r) || r >= utf8.RuneSelf && r != modifierApostrophe && (unicode.IsLetter(r) || unicode.IsMark(r))
	}))
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
		if words[i] == "h" && i+1 < len(words) && (words[i+1] == "mong" || words[i+1] == "mông") {
			out = append(out, "h"+words[i+1])
			i++
			continue
		}
		out = append(out, words[i])
	}
	return strings.Join(out, " ")
}
