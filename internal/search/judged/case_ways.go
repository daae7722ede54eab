package judged

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/chophien/chophien/internal/vntext"
)

// Further ways of typing, for cases only.
const (
	WayTone   = "tone"   // the tone mark on the other vowel: thuỷ for thủy
	WayGlued  = "glued"  // folded, all words in one: chesuoigiang
	WayParted = "parted" // folded, a space within a word
)

// CaseWays lists all ways of cases in the order of reports.
func CaseWays() []string { return append(Ways(), WayTone, WayGlued, WayParted) }

// typedCase is a case typed in one way.
type typedCase struct {
	Typed

	// also are kinds that it names as well: see Grade. nil where no diacritics were lost.
	also map[string]bool
}

// typed returns a case in every way that makes sense for it.
func (c *Case) typed() []typedCase {
	folded := foldWords(c.Words)
	loose := opened(folded)
	var out []typedCase
	add := func(t Typed, also map[string]bool) {
		if t.Loose = also != nil; t.Text != "" && !slices.Contains(c.Without, t.Way) {
			out = append(out, typedCase{t, also})
		}
	}
	for _, t := range (&Query{Words: c.Words, Without: c.Without}).Typed() {
		switch {
		// Keystrokes lose nothing: "cas" is cá and never cà.
		case t.Way == WayTelex, t.Way == WayVNI, !t.Loose:
			add(t, nil)
		case t.Way == WayMixed:
			add(t, opened(t.Text))
		default:
			add(t, loose)
		}
	}
	add(Typed{Way: WayTone, Text: otherTone(c.Words)}, nil)
	add(Typed{Way: WayGlued, Text: glued(folded)}, loose)
	add(Typed{Way: WayParted, Text: parted(folded)}, loose)
	return out
}

// otherTone moves the tone mark of open oa, oe and uy to the other vowel; "" where
// there is none.
func otherTone(words string) string {
	fields := strings.Fields(words)
	changed := false
	for i, w := range fields {
		letters := []rune(norm.NFD.String(w))
		n := len(letters)
		if n < 3 || strings.HasPrefix(vntext.Fold(w), "qu") {
			continue
		}
		isMark := func(r rune) bool { return strings.ContainsRune("\u0300\u0301\u0303\u0309\u0323", r) }
		pair := func(a, b rune) bool { return strings.Contains("oa oe uy", string([]rune{a, b})) }
		switch {
		case isMark(letters[n-2]) && pair(letters[n-3], letters[n-1]): // òa
			letters[n-2], letters[n-1] = letters[n-1], letters[n-2]
		case isMark(letters[n-1]) && pair(letters[n-3], letters[n-2]): // oà
			letters[n-2], letters[n-1] = letters[n-1], letters[n-2]
		default:
			continue
		}
		fields[i] = norm.NFC.String(string(letters))
		changed = true
	}
	if !changed {
		return ""
	}
	return strings.Join(fields, " ")
}

// glued writes three words and more as one; of two WayJoined does.
func glued(folded string) string {
	words := strings.Fields(folded)
	if len(words) < 3 || strings.Trim(folded, neighbours+" ") != "" {
		return ""
	}
	return strings.Join(words, "")
}

// parted puts a space into the first of the longest words, at a place that follows
// from the word; "" where none has five letters.
func parted(folded string) string {
	words := strings.Fields(folded)
	at := -1
	for i, w := range words {
		if len(w) >= 5 && strings.Trim(w, neighbours) == "" && (at < 0 || len(w) > len(words[at])) {
			at = i
		}
	}
	if at < 0 {
		return ""
	}
	w := words[at]
	sum := 0
	for i := range len(w) {
		sum += int(w[i])
	}
	place := 2 + sum%(len(w)-3)
	words[at] = w[:place] + " " + w[place:]
	return strings.Join(words, " ")
}
