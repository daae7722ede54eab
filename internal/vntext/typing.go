package vntext

import (
	"strings"
)

// maxKeys bounds a word's keystrokes: the longest syllable, nghiêng, takes nine.
const maxKeys = 12

// typist gathers one word from keystrokes.
type typist struct {
	letters []rune // decomposed: a base letter, then its quality mark if any
	bases   []int  // where in letters each base letter is
	tone    rune   // 0 for none
}

// DecodeTelex reads raw Telex keystrokes of one word: "mefo" and "meof" are "mèo",
// "dden" and "dend" are "đen". ok tells that the whole word was read, that it bears
// a mark, and that it could be a syllable; an English word may be one by chance.
func DecodeTelex(word string) (decoded string, ok bool) {
	return decode(word, (*typist).telex)
}

// DecodeVNI reads raw VNI keystrokes of one word, likewise: "ta1o" is "táo".
func DecodeVNI(word string) (decoded string, ok bool) {
	return decode(word, (*typist).vni)
}

func decode(word string, key func(t *typist, k rune) bool) (string, bool) {
	if len(word) < 2 || len(word) > maxKeys {
		return "", false
	}
	t := &typist{}
	for _, k := range strings.ToLower(word) {
		if k > 'z' || !key(t, k) {
			return "", false
		}
	}
	return t.word()
}

// telex takes one key; false if it makes no sense there.
func (t *typist) telex(k rune) bool {
	switch k {
	case 'f', 's', 'r', 'x', 'j':
		if t.lastVowel() < 0 {
			return k != 'f' && k != 'j' && t.letter(k)
		}
		return t.setTone(map[rune]rune{'f': grave, 's': acute, 'r': hook, 'x': tilde, 'j': dot}[k])
	case 'z':
		t.tone = 0
		return t.lastVowel() >= 0
	case 'w':
		if t.lastVowel() < 0 {
			return t.letter('u') && t.quality(len(t.bases)-1, horn)
		}
		return t.hornOrBreve()
	case 'a', 'e', 'o':
		if i := t.plain(k); i >= 0 && (i == len(t.bases)-1 || !isVowel(t.base(len(t.bases)-1))) {
			return t.quality(i, circumflex)
		}
	case 'd':
		if len(t.bases) > 0 && t.base(0) == 'd' && !t.hasQuality(0) {
			return t.stroke()
		}
	}
	return t.letter(k)
}

// vni takes one key; false if it makes no sense there.
func (t *typist) vni(k rune) bool {
	if k < '0' || k > '9' {
		return k >= 'a' && k <= 'z' && t.letter(k)
	}
	if k == '9' {
		return len(t.bases) > 0 && t.base(0) == 'd' && t.stroke()
	}
	if t.lastVowel() < 0 {
		return false
	}
	switch k {
	case '0':
		t.tone = 0
		return true
	case '1', '2', '3', '4', '5':
		return t.setTone(map[rune]rune{'1': acute, '2': grave, '3': hook, '4': tilde, '5': dot}[k])
	case '6':
		for _, v := range "aeo" {
			if i := t.plain(v); i >= 0 {
				return t.quality(i, circumflex)
			}
		}
		return false
	case '8':
		i := t.plain('a')
		return i >= 0 && t.quality(i, breve)
	}
	return t.hornOrBreve()
}

func isVowel(r rune) bool { return strings.ContainsRune("aeiouy", r) }

func (t *typist) base(i int) rune { return t.letters[t.bases[i]] }

func (t *typist) letter(k rune) bool {
	if k < 'a' || k > 'z' {
		return false
	}
	t.bases = append(t.bases, len(t.letters))
	t.letters = append(t.letters, k)
	return true
}

func (t *typist) hasQuality(i int) bool {
	next := t.bases[i] + 1
	return t.base(i) == 'đ' || next < len(t.letters) && isQualityOrTone(t.letters[next])
}

// quality puts a mark on base letter i.
func (t *typist) quality(i int, mark rune) bool {
	if t.hasQuality(i) {
		return false
	}
	at := t.bases[i] + 1
	t.letters = append(t.letters[:at], append([]rune{mark}, t.letters[at:]...)...)
	for j := i + 1; j < len(t.bases); j++ {
		t.bases[j]++
	}
	return true
}

func (t *typist) stroke() bool {
	if t.base(0) != 'd' {
		return false
	}
	t.letters[t.bases[0]] = 'đ'
	return true
}

func (t *typist) setTone(tone rune) bool {
	again := t.tone != 0
	t.tone = tone
	return !again
}

// lastVowel is the index of the last vowel among the bases; -1 for none.
func (t *typist) lastVowel() int {
	for i := len(t.bases) - 1; i >= 0; i-- {
		if isVowel(t.base(i)) {
			return i
		}
	}
	return -1
}

// plain is the last base letter v that has no quality; -1 for none.
func (t *typist) plain(v rune) int {
	for i := len(t.bases) - 1; i >= 0; i-- {
		if t.base(i) == v && !t.hasQuality(i) {
			return i
		}
	}
	return -1
}

// hornOrBreve is Telex w and VNI 7: uo becomes ươ, ua ưa, oa oă, a ă, o ơ, u ư.
func (t *typist) hornOrBreve() bool {
	end := t.lastVowel()
	from := end
	for from > 0 && isVowel(t.base(from-1)) {
		from--
	}
	if from == 1 && t.base(0) == 'q' && t.base(1) == 'u' && end > 1 {
		from++ // the u of qu is no vowel
	}
	at := func(v rune) int {
		for i := from; i <= end; i++ {
			if t.base(i) == v && !t.hasQuality(i) {
				return i
			}
		}
		return -1
	}
	u, o, a := at('u'), at('o'), at('a')
	switch {
	case u >= 0 && o == u+1:
		return t.quality(u, horn) && t.quality(o, horn)
	case a >= 0 && o == a-1:
		return t.quality(a, breve)
	case u >= 0:
		return t.quality(u, horn)
	case o >= 0:
		return t.quality(o, horn)
	case a >= 0:
		return t.quality(a, breve)
	}
	return false
}

// word composes what was typed.
func (t *typist) word() (string, bool) {
	if len(t.bases) == 0 {
		return "", false
	}
	// ư before o is always ươ: "uwo" is how some type it.
	for i := 1; i < len(t.bases); i++ {
		if t.base(i) == 'o' && !t.hasQuality(i) && t.base(i-1) == 'u' && t.hasQuality(i-1) && t.base(0) != 'q' {
			t.quality(i, horn)
		}
	}
	toned := t.toneAt()
	var b strings.Builder
	for i := range t.bases {
		to := len(t.letters)
		if i+1 < len(t.bases) {
			to = t.bases[i+1]
		}
		b.WriteString(string(t.letters[t.bases[i]:to]))
		if i == toned && t.tone != 0 {
			b.WriteRune(t.tone)
		}
	}
	out := compose(b.String())
	folded := Fold(out)
	if out == folded || !IsSyllable(folded) || t.tone != 0 && t.tone != acute && t.tone != dot && stopped(folded) {
		return "", false
	}
	return out, true
}

// toneAt is the base letter that bears the tone: the last vowel with a quality,
// else the last vowel before a final consonant, else the one before the last.
func (t *typist) toneAt() int {
	end := t.lastVowel()
	for i := end; i >= 0; i-- {
		if isVowel(t.base(i)) && t.hasQuality(i) {
			return i
		}
	}
	if end < len(t.bases)-1 || end == 0 || !isVowel(t.base(end-1)) {
		return end
	}
	if end == 1 || end == 2 && (t.base(0) == 'q' || t.base(0) == 'g' && t.base(1) == 'i') {
		return end
	}
	return end - 1
}

// EncodeTelex writes text as the keystrokes that type it in Telex, tones at the end
// of words: what people see who forgot to switch the keyboard on.
func EncodeTelex(s string) string {
	return encode(s, map[rune]string{
		grave: "f", acute: "s", hook: "r", tilde: "x", dot: "j", breve: "w", horn: "w", circumflex: "",
	}, "dd")
}

// EncodeVNI writes text as the keystrokes that type it in VNI, tones at the end of
// words.
func EncodeVNI(s string) string {
	return encode(s, map[rune]string{
		acute: "1", grave: "2", hook: "3", tilde: "4", dot: "5", circumflex: "6", horn: "7", breve: "8",
	}, "d9")
}

func encode(s string, keys map[rune]string, stroke string) string {
	var b strings.Builder
	tone := ""
	var before rune // the letter that marks belong to
	flush := func() {
		b.WriteString(tone)
		tone = ""
	}
	for _, r := range decompose(s) {
		switch {
		case r == 'đ' || r == 'Đ':
			b.WriteString(stroke)
		case isTone(r):
			tone = keys[r]
		case r == circumflex && keys[r] == "": // Telex doubles the letter
			b.WriteRune(before)
		case keys[r] != "":
			b.WriteString(keys[r])
		default:
			if r < 'A' || r > 'z' {
				flush()
			}
			b.WriteRune(r)
			before = r
		}
	}
	flush()
	return b.String()
}
