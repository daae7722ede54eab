package search

import (
	"slices"
	"strings"

	"github.com/chophien/chophien/internal/vntext"
)

// Mending what was typed. Each word may stand for others: for itself, for what
// its keystrokes are as Telex or VNI, for several words typed in one, for a word
// one or two letters away. Of all sequences the one that costs least wins, where
// neighbours that the market knows together cost less.
const (
	costTyped     = 0   // a known word, or the known beginning of one at the end
	costUnknown   = 900 // a word that nobody knows, kept as typed
	costKeys      = 100 // Telex or VNI keystrokes of a known word
	costSplit     = 150 // each further word of what was typed in one
	costNearest   = 300 // one letter away
	costNear      = 520 // two letters away, only of words with six letters or more
	costJoin      = 200 // two words that are one
	bonusPair     = 90  // neighbours that the market knows together …
	bonusPairStep = 10  // … and this for each doubling of how often
	costRare      = 12  // times how rare a replacement is, in doublings

	maxReadings  = 6
	maxOptions   = 10
	beam         = 24
	maxSplitLen  = 40
	maxPartLen   = 12
	maxMended    = 8 // words; longer queries say enough as typed
	minNearLen   = 6
	minMendedLen = 3
)

// option is what one typed word, or two, may stand for.
type option struct {
	words []string // folded
	spelt []string
	cost  int
	takes int // typed words that it replaces, 1 or 2
}

// readings returns other ways to understand a reading, likeliest first, the typed
// one left out. Pure.
func (l *lexicon) readings(r Reading) []Reading {
	typed, spelt := strings.Fields(r.Folded), strings.Fields(r.Spelt)
	if len(typed) == 0 || len(typed) > maxMended || len(spelt) != len(typed) {
		return nil
	}
	type path struct {
		words, spelt []string
		cost         int
	}
	// paths[i] are the best ways to read the first i typed words.
	paths := make([][]path, len(typed)+1)
	paths[0] = []path{{}}
	for i := range typed {
		slices.SortStableFunc(paths[i], func(a, b path) int { return a.cost - b.cost })
		paths[i] = paths[i][:min(len(paths[i]), beam)]
		for _, o := range l.options(typed, spelt, i, !r.Whole) {
			for _, p := range paths[i] {
				next := path{
					words: append(p.words[:len(p.words):len(p.words)], o.words...),
					spelt: append(p.spelt[:len(p.spelt):len(p.spelt)], o.spelt...),
					cost:  p.cost + o.cost,
				}
				for j := max(1, len(p.words)); j < len(next.words); j++ {
					if n := l.pairs[next.words[j-1]+" "+next.words[j]]; n > 0 {
						next.cost -= bonusPair + bonusPairStep*doublings(n)
					}
				}
				paths[i+o.takes] = append(paths[i+o.takes], next)
			}
		}
	}
	last := paths[len(typed)]
	slices.SortStableFunc(last, func(a, b path) int { return a.cost - b.cost })
	var out []Reading
	seen := map[string]bool{r.Folded + "\n" + r.Spelt: true, r.Folded + "\n" + r.Folded: r.Spelt == r.Folded}
	for _, p := range last {
		// Once more, for "h’mo6ng" is two words only as long as it is keystrokes.
		next := Reading{Folded: vntext.SearchKey(strings.Join(p.words, " ")), Spelt: vntext.AccentKey(strings.Join(p.spelt, " ")), Whole: r.Whole}
		if key := next.Folded + "\n" + next.Spelt; !seen[key] && len(out) < maxReadings {
			seen[key] = true
			out = append(out, next)
		}
	}
	return out
}

// options lists what the typed word i may stand for, cheapest first. Pure.
func (l *lexicon) options(typed, spelt []string, i int, open bool) []option {
	w := typed[i]
	out := []option{{words: []string{w}, spelt: []string{spelt[i]}, cost: l.costOf(w, open && i == len(typed)-1), takes: 1}}
	// Keystrokes and joined words have no diacritics; who typed some spells.
	if spelt[i] == w {
		for _, decode := range []func(string) (string, bool){vntext.DecodeTelex, vntext.DecodeVNI} {
			if word, ok := decode(w); ok {
				if key := vntext.SearchKey(word); l.words[key] > 0 {
					out = append(out, option{words: []string{key}, spelt: []string{vntext.AccentKey(word)}, cost: costKeys, takes: 1})
				}
			}
		}
		if letters := strings.Trim(w, "0123456789"); hasDigit(w) && l.words[dropDigits(w)] > 0 && letters != "" {
			// VNI keystrokes of a foreign word, whose syllables are written as one: atisô.
			out = append(out, option{words: []string{dropDigits(w)}, spelt: []string{dropDigits(w)}, cost: costKeys + 20, takes: 1})
		}
		if parts, cost := l.split(w); parts != nil {
			out = append(out, option{words: parts, spelt: parts, cost: cost, takes: 1})
		}
	}
	for _, near := range l.near(w) {
		out = append(out, option{words: []string{near.word}, spelt: []string{near.word}, cost: near.cost, takes: 1})
	}
	if i+1 < len(typed) {
		if joined := w + typed[i+1]; l.words[joined] > 0 {
			out = append(out, option{words: []string{joined}, spelt: []string{joined}, cost: costJoin, takes: 2})
		}
	}
	slices.SortStableFunc(out, func(a, b option) int { return a.cost - b.cost })
	return out[:min(len(out), maxOptions)]
}

func (l *lexicon) costOf(w string, open bool) int {
	if l.words[w] > 0 || open && len(w) >= 2 && l.begins(w) {
		return costTyped
	}
	return costUnknown
}

// split parts what was typed in one into known words: "taomeo" into "tao meo".
// It prefers few parts that are known together. nil where there is no way. Pure.
func (l *lexicon) split(w string) (parts []string, cost int) {
	if len(w) < 4 || len(w) > maxSplitLen {
		return nil, 0
	}
	type way struct {
		cost int
		from int
		ok   bool
	}
	best := make([]way, len(w)+1)
	best[0] = way{ok: true}
	for to := 1; to <= len(w); to++ {
		for from := max(0, to-maxPartLen); from < to; from++ {
			part := w[from:to]
			if part[len(part)-1] == 'y' {
				part = vntext.SearchKey(part)
			}
			if !best[from].ok || l.words[part] == 0 || len(part) < 2 && l.words[part] < 50 {
				continue
			}
			c := best[from].cost + costSplit + costRare*l.rarity(part)/4
			if from > 0 {
				if n := l.pairs[w[best[from].from:from]+" "+part]; n > 0 {
					c -= bonusPair + bonusPairStep*doublings(n)
				}
			}
			if !best[to].ok || c < best[to].cost {
				best[to] = way{cost: c, from: from, ok: true}
			}
		}
	}
	end := best[len(w)]
	if !end.ok || end.from == 0 {
		return nil, 0
	}
	for to := len(w); to > 0; to = best[to].from {
		parts = append(parts, vntext.SearchKey(w[best[to].from:to]))
	}
	slices.Reverse(parts)
	return parts, costSplit * (len(parts) - 1)
}

// rarity is how rare a known word is, in doublings.
func (l *lexicon) rarity(w string) int {
	return doublings(l.total / max(1, l.words[w]))
}

type nearWord struct {
	word string
	cost int
}

// near lists known words one letter away, and two for long words. Pure.
func (l *lexicon) near(w string) []nearWord {
	if len(w) < minMendedLen || hasDigit(w) {
		return nil
	}
	reach := 1
	if len(w) >= minNearLen {
		reach = 2
	}
	var out []nearWord
	for n := len(w) - reach; n <= len(w)+reach; n++ {
		for _, word := range l.byLen[n] {
			if word == w || hasDigit(word) {
				continue
			}
			d := distance(w, word, reach)
			if d > reach {
				continue
			}
			cost := costNearest
			if d == 2 {
				cost = costNear
			}
			if word[0] != w[0] { // the first letter is rarely wrong
				cost += 120
			}
			out = append(out, nearWord{word: word, cost: cost + costRare*l.rarity(word)})
		}
	}
	slices.SortStableFunc(out, func(a, b nearWord) int { return a.cost - b.cost })
	return out[:min(len(out), maxOptions)]
}

func dropDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return -1
		}
		return r
	}, s)
}

// keyed tells whether a word that the market does not know is the keystrokes of one
// that it does.
func (l *lexicon) keyed(r Reading) bool {
	for w := range strings.FieldsSeq(r.Folded) {
		if l.words[w] > 0 {
			continue
		}
		for _, decode := range []func(string) (string, bool){vntext.DecodeTelex, vntext.DecodeVNI} {
			if word, ok := decode(w); ok && l.words[vntext.SearchKey(word)] > 0 {
				return true
			}
		}
	}
	return false
}

// decoded reads every word of a query that could be keystrokes as such: wishes are
// typed that way too ("duwowis 200k").
func decoded(words string) string {
	fields := strings.Fields(words)
	for i, w := range fields {
		if word, ok := vntext.DecodeTelex(w); ok {
			fields[i] = word
		} else if word, ok := vntext.DecodeVNI(w); ok {
			fields[i] = word
		}
	}
	return strings.Join(fields, " ")
}

func hasDigit(s string) bool { return strings.ContainsAny(s, "0123456789") }

// distance is how many letters must be added, dropped, replaced or swapped with
// the next to get from a to b; beyond limit it returns limit+1. Both are ASCII. Pure.
func distance(a, b string, limit int) int {
	if d := len(a) - len(b); d > limit || -d > limit {
		return limit + 1
	}
	var rows [3][64]int
	if len(b) >= len(rows[0]) {
		return limit + 1
	}
	for j := range len(b) + 1 {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		now, up, upper := &rows[i%3], &rows[(i+2)%3], &rows[(i+1)%3]
		now[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			now[j] = min(up[j]+1, now[j-1]+1, up[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				now[j] = min(now[j], upper[j-2]+1)
			}
			least = min(least, now[j])
		}
		if least > limit {
			return limit + 1
		}
	}
	return rows[len(a)%3][len(b)]
}
