// Package vntext brings Vietnamese text to forms that can be compared: people
// type with and without diacritics, with composed and decomposed letters, and
// with the tone mark on either vowel (hoà, hòa).
package vntext

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold returns s in lower case, without diacritics, đ as d, spaces collapsed and
// trimmed: "Suối  GIÀNG" and its decomposed form both give "suoi giang". It is
// for finding, never for showing: bán, bàn and bạn all become "ban".
func Fold(s string) string {
	return fold(s, func(rune) bool { return false })
}

// SpellingKey is like Fold but keeps the diacritics, with each word's tone mark
// moved to its end: hoà and hòa give the same key, hoa and hóa others. It tells
// whether two words are the same word.
func SpellingKey(s string) string {
	return fold(s, isQualityOrTone)
}

// HasDiacritics tells whether s holds a letter that Fold would change beyond its
// case, so the writer took care to spell.
func HasDiacritics(s string) bool { return SpellingKey(s) != Fold(s) }

// The five tones and the three vowel qualities of Vietnamese as combining marks.
const (
	grave, acute, tilde, hook, dot = '\u0300', '\u0301', '\u0303', '\u0309', '\u0323'
	circumflex, breve, horn        = '\u0302', '\u0306', '\u031B'
)

func isTone(r rune) bool {
	return r == grave || r == acute || r == tilde || r == hook || r == dot
}

func isQualityOrTone(r rune) bool {
	return isTone(r) || r == circumflex || r == breve || r == horn
}

// fold walks the decomposed text; keep says which combining marks survive.
func fold(s string, keep func(rune) bool) string {
	keepsMarks := keep(grave)
	var b strings.Builder
	b.Grow(len(s))
	var tones []rune // of the word under way, written at its end
	space := false
	endWord := func() {
		for _, t := range tones {
			b.WriteRune(t)
		}
		tones = tones[:0]
	}
	// Decomposition skips a letter after a broken byte, so those go first.
	for _, r := range decompose(strings.ToValidUTF8(s, "\ufffd")) {
		switch {
		case unicode.IsSpace(r):
			endWord()
			space = b.Len() > 0
			continue
		case unicode.Is(unicode.Mn, r):
			if !keep(r) {
				continue
			}
			if isTone(r) {
				tones = append(tones, r)
				continue
			}
		case !unicode.IsLetter(r):
			endWord()
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(lower(r, keepsMarks))
	}
	endWord()
	return compose(b.String())
}

// decompose and compose are norm.NFD.String and norm.NFC.String without the kilobyte
// that each call of those leaves behind: names of places alone are folded 40,000 times
// when a server starts. The text must be valid UTF-8.
func decompose(s string) string { return normalize(norm.NFD, s) }
func compose(s string) string   { return normalize(norm.NFC, s) }

var iterators = sync.Pool{New: func() any { return new(norm.Iter) }} //nolint:gochecknoglobals // buffers to use again

func normalize(form norm.Form, s string) string {
	if form.IsNormalString(s) {
		return s
	}
	it := iterators.Get().(*norm.Iter) //nolint:forcetypeassert // nothing else is put there
	defer iterators.Put(it)
	var b strings.Builder
	b.Grow(len(s) + len(s)/2)
	for it.InitString(form, s); !it.Done(); {
		b.Write(it.Next())
	}
	return b.String()
}

func lower(r rune, keepStroke bool) rune {
	if r < utf8.RuneSelf {
		if r >= 'A' && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}
	switch r {
	case 'Đ', 'đ', 'Ð', 'ð': // the second pair is Icelandic, typed by mistake
		if keepStroke {
			return 'đ'
		}
		return 'd'
	}
	return unicode.ToLower(r)
}
