package place

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/chophien/chophien/internal/vntext"
)

// word is one syllable or number of a typed text.
type word struct {
	text string // as comparable: folded, final y as i, no leading zeros
	key  string // like text, with diacritics; equal to text when none were typed
	// at is the byte where the word begins in the composed (NFC) text.
	at int
	// part counts the commas and line breaks before the word.
	part int
}

// spelled tells whether the writer put diacritics on the word.
func (w word) spelled() bool { return w.key != w.text }

// split cuts a text into words. An apostrophe joins (Ea H'Leo, Ea H’leo and Ea
// Hleo are one name), any other sign separates. The text must be NFC.
func split(s string) []word {
	var out []word
	part, start := 0, -1
	flush := func(end int) {
		if start >= 0 {
			out = appendWord(out, s[start:end], start, part)
			start = -1
		}
	}
	for i, r := range s {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.Is(unicode.Mn, r), isApostrophe(r) && start >= 0:
			if start < 0 {
				start = i
			}
		default:
			flush(i)
			if r == ',' || r == ';' || r == '\n' || r == '|' {
				part++
			}
		}
	}
	flush(len(s))
	return out
}

// texts cuts a text into comparable words only.
func texts(s string) []string {
	ws := split(norm.NFC.String(s))
	out := make([]string, len(ws))
	for i, w := range ws {
		out[i] = w.text
	}
	return out
}

func isApostrophe(r rune) bool {
	return r == '\'' || r == '’' || r == '‘' || r == 'ʼ' || r == '´' || r == '`'
}

func appendWord(out []word, raw string, at, part int) []word {
	raw = strings.Map(func(r rune) rune {
		if isApostrophe(r) {
			return -1
		}
		return r
	}, raw)
	folded := vntext.Fold(raw)
	// "p12", "q5": the rank and the number are typed without a space.
	if head := strings.TrimRight(folded, "0123456789"); head != folded && (head == "p" || head == "f" || head == "q" || head == "phuong" || head == "quan") {
		out = append(out, word{text: head, key: head, at: at, part: part})
		folded = folded[len(head):]
		return append(out, word{text: number(folded), key: number(folded), at: at + len(raw) - len(folded), part: part})
	}
	if folded == "" {
		return out
	}
	return append(out, word{text: number(ySameAsI(folded)), key: number(ySameAsI(vntext.SpellingKey(raw))), at: at, part: part})
}

// number drops leading zeros: "Phường 01" is "Phường 1".
func number(s string) string {
	if s != "" && s[0] == '0' && strings.Trim(s, "0123456789") == "" {
		if s = strings.TrimLeft(s, "0"); s == "" {
			return "0"
		}
	}
	return s
}

// ySameAsI writes a final y as i where both are in use for the same sound (Quý,
// Quí; Mỹ, Mĩ; Sỹ, Sĩ), which is everywhere but after a and â (tay is not tai).
func ySameAsI(s string) string {
	const ys, is = "yýỳỷỹỵ", "iíìỉĩị"
	last, size := utf8.DecodeLastRuneInString(s)
	at := strings.IndexRune(ys, last)
	stem := s[:len(s)-size]
	if last == utf8.RuneError || at < 0 || strings.HasSuffix(stem, "a") || strings.HasSuffix(stem, "â") {
		return s
	}
	return stem + string([]rune(is)[utf8.RuneCountInString(ys[:at])])
}
