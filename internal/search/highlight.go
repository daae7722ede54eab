package search

import (
	"strings"
	"unicode"

	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/vntext"
)

// Span is a stretch of a name that matches, in characters (code points): From is
// its first, To the one after its last.
type Span struct{ From, To int }

// Marks are the stretches of a name that match, in either language.
type Marks struct{ VI, EN []Span }

// word is a word of a text as written.
type word struct {
	text string
	key  string // vntext.SearchKey
	Span
}

// wordsOf cuts a text as vntext.SearchKey does, keeping places. An apostrophe
// between letters stays inside its word, as in H’Mông. keyOf is vntext.SearchKey, or
// what remembers it. Pure.
func wordsOf(text string, keyOf func(string) string) []word {
	var out []word
	runes := []rune(text)
	isLetter := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) }
	for i := 0; i < len(runes); {
		if !isLetter(runes[i]) {
			i++
			continue
		}
		from := i
		for i < len(runes) && (isLetter(runes[i]) || strings.ContainsRune("'’‘`´", runes[i]) && i+1 < len(runes) && isLetter(runes[i+1])) {
			i++
		}
		w := word{text: string(runes[from:i]), Span: Span{From: from, To: i}}
		if w.key = keyOf(w.text); w.key != "" {
			out = append(out, w)
		}
	}
	return out
}

// mark finds the asked words in a name. Neighbours become one stretch. Pure.
func mark(name string, a *asked) []Span {
	var out []Span
	for _, w := range wordsOf(name, a.keyOf) {
		if !a.asks(w.key) {
			continue
		}
		if n := len(out); n > 0 && w.From-out[n-1].To == 1 {
			out[n-1].To = w.To
			continue
		}
		out = append(out, w.Span)
	}
	return out
}

// keyOf is vntext.SearchKey; the names of one page say the same words again and
// again, and each is folded once.
func (a *asked) keyOf(word string) string {
	key, there := a.keys[word]
	if !there {
		if a.keys == nil {
			a.keys = map[string]string{}
		}
		key = vntext.SearchKey(word)
		a.keys[word] = key
	}
	return key
}

func (a *asked) asks(key string) bool {
	for i, w := range a.folded {
		if key == w || i == len(a.folded)-1 && !a.whole && len(w) > 1 && strings.HasPrefix(key, w) {
			return true
		}
	}
	return false
}

// spellOut writes a mended reading as the market spells it: words as the best
// match has them. Pure.
func spellOut(a *asked, items []catalog.Card) string {
	out := make([]string, len(a.folded))
	for i, w := range a.folded {
		out[i] = a.spelt[i]
		for _, item := range items[:min(len(items), 5)] {
			if found := spelling(item.Name.VI, w, a.spelt[i]); found != "" {
				out[i] = found
				break
			}
		}
	}
	return strings.Join(out, " ")
}

func spelling(name, folded, spelt string) string {
	for _, w := range wordsOf(name, vntext.SearchKey) {
		if w.key == folded && (spelt == folded || vntext.AccentKey(w.text) == spelt) {
			return strings.ToLower(w.text)
		}
	}
	return ""
}
