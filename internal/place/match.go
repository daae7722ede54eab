package place

import (
	"slices"
	"strings"
)

// How well a typed word fits a word of a name.
const (
	fitNot uint8 = iota
	fitExact
	fitBegun // the last word, still being typed
	fitTypo  // one letter off
)

// The weights of a match. Only their order and distance matter: the right rank
// and diacritics outweigh any context, a full name all that is begun.
const (
	weightFullName     = 1000
	weightBegunName    = 600
	weightMissingWord  = -20
	weightDistrictList = 400 // a commune found only because its old district was named
	weightRankFits     = 80
	weightDistrict     = 40
	weightProvince     = 30
	weightContextRank  = -10 // "huyện Nghĩa Lộ" for thị xã Nghĩa Lộ
	weightBegunContext = -5
	weightSpelling     = -100
	weightTypo         = -150
	// Old and new names mixed, from habit. With a district the address is an old
	// one, so a namesake of today is hardly meant.
	weightOtherEra         = -15
	weightNewInOldDistrict = -45
)

// matcher reads one typed text against a snapshot.
type matcher struct {
	s     *snapshot
	words []word
	// fits[i][n] tells how well word i fits vocabulary word n.
	fits [][]uint8
	// open lets the last word be the beginning of one.
	open bool
}

func newMatcher(s *snapshot, words []word, open, typos bool) *matcher {
	m := &matcher{s: s, words: words, open: open, fits: make([][]uint8, len(words))}
	for i, w := range words {
		row := make([]uint8, len(s.vocab))
		last := open && i == len(words)-1
		if last || typos {
			for n, v := range s.vocab[1:] {
				switch {
				case last && strings.HasPrefix(v, w.text):
					row[n+1] = fitBegun
				case typos && oneOff(w.text, v):
					row[n+1] = fitTypo
				}
			}
		}
		if n, ok := s.number[w.text]; ok {
			row[n] = fitExact
		}
		m.fits[i] = row
	}
	return m
}

// hit is one way to read the text from some word to its end.
type hit struct {
	name  int32 // into snapshot.names
	score int
	// ranked: a rank was typed before the name; rankOff: it is not the unit's.
	ranked, rankOff bool
	// context counts the units above that were named and fit; mixed: some of them
	// are of the other era.
	context int
	mixed   bool
	// district: the text names a district of old, not a commune.
	district bool
}

// from returns every reading of the words from start to the end.
func (m *matcher) from(start int) []hit {
	var hits []hit
	if start >= len(m.words) {
		return nil
	}
	hits = m.namesAt(hits, start, 0)
	if kinds, n := m.rankAt(start); n > 0 && start+n < len(m.words) {
		hits = m.namesAt(hits, start+n, kinds)
	}
	return hits
}

// rankAt reads "xã", "thị trấn", "p." at a word; with other diacritics the same
// letters are no rank (phương, quân, xa).
func (m *matcher) rankAt(i int) (kindSet, int) {
	second := ""
	if i+1 < len(m.words) {
		second = m.words[i+1].text
	}
	kinds, n := kindOfWords(m.words[i].text, second)
	for _, w := range m.words[i : i+n] {
		if w.spelled() && w.key != rankSpelling(w.text) {
			return 0, 0
		}
	}
	return kinds, n
}

func (m *matcher) namesAt(hits []hit, i int, kinds kindSet) []hit {
	for n, fit := range m.fits[i] {
		if fit == fitNot {
			continue
		}
		for _, name := range m.s.startingWith[n] {
			if h, ok := m.read(name, i, kinds); ok {
				hits = append(hits, h)
			}
		}
	}
	return hits
}

// read tries one name at word i and what may follow it.
func (m *matcher) read(name int32, i int, kinds kindSet) (hit, bool) {
	f, ok := m.nameAt(name, i)
	if !ok {
		return hit{}, false
	}
	row := &m.s.names[name]
	h := hit{name: name, district: m.s.level(row.unit) == LevelDistrict, score: weightFullName + f.faults()}
	if f.begun {
		h.score = weightBegunName + weightMissingWord*f.missing + f.faults()
	}
	if h.ranked = kinds != 0; h.ranked {
		if h.rankOff = kinds&row.kinds == 0; !h.rankOff {
			h.score += weightRankFits
		}
	}
	if f.end >= len(m.words) {
		return h, true
	}
	above, ok := m.above(m.contextOf(row.unit), f.end)
	if !ok {
		return hit{}, false
	}
	h.score += above.score
	h.context, h.mixed = above.units, above.mixed
	return h, true
}

// fit tells how a name lies on the words.
type fit struct {
	end               int // the word after it
	begun             bool
	missing           int // words of the name not yet typed
	typos, misspelled int
}

func (f fit) faults() int { return f.typos*weightTypo + f.misspelled*weightSpelling }

// nameAt compares a name with the words from i on.
func (m *matcher) nameAt(name int32, i int) (fit, bool) {
	row := &m.s.names[name]
	f := fit{end: i + int(row.words)}
	for k, n := range m.s.run[row.at : row.at+uint32(row.words)] {
		at := i + k
		if at >= len(m.words) { // typed in part
			f.end, f.begun, f.missing = at, true, int(row.words)-k
			break
		}
		if m.words[at].part != m.words[i].part {
			return fit{}, false
		}
		switch m.fits[at][n] {
		case fitNot:
			return fit{}, false
		case fitBegun:
			f.begun = true
		case fitTypo:
			f.typos++
		}
	}
	if f.missing > 0 && !m.open {
		return fit{}, false
	}
	f.misspelled = m.misspelled(row, i, f.end)
	return f, true
}

// misspelled counts the words typed with other diacritics than the name has. A
// name typed without any says nothing; a word still being typed says nothing yet.
func (m *matcher) misspelled(row *nameRow, from, to int) int {
	if !slices.ContainsFunc(m.words[from:to], word.spelled) {
		return 0
	}
	count := 0
	for k, w := range split(row.spelled) {
		if from+k >= to {
			break
		}
		typed := m.words[from+k]
		begun := m.open && from+k == len(m.words)-1 && len(typed.text) < len(w.text)
		if typed.key != w.key && !begun {
			count++
		}
	}
	return count
}

// scope is a unit that may be named after a smaller one, and what that says.
type scope struct {
	unit   int32
	weight int
	mixed  bool // of the other era than the smaller one
}

// contextOf lists what may follow the name of a unit in an address: each step
// may be left out, but their order is fixed.
func (m *matcher) contextOf(unit int32) [][]scope {
	s := m.s
	province := s.top(unit)
	if s.valid(unit) {
		steps := [][]scope{nil, {{unit: province, weight: weightProvince}}}
		for _, old := range s.predecessors.of(unit) {
			if d := s.units[old].parent; d != none && s.level(d) == LevelDistrict {
				steps[0] = addScope(steps[0], scope{d, weightDistrict + weightNewInOldDistrict, true})
			}
			steps[1] = addScope(steps[1], scope{s.top(old), weightProvince + weightOtherEra, true})
		}
		return steps
	}
	steps := [][]scope{nil, nil, {{unit: province, weight: weightProvince}}}
	if d := s.units[unit].parent; d != none && d != province {
		steps[0] = []scope{{unit: d, weight: weightDistrict}}
	}
	for _, now := range s.successors.of(unit) {
		steps[1] = addScope(steps[1], scope{now, weightOtherEra, true})
		steps[2] = addScope(steps[2], scope{s.top(now), weightProvince + weightOtherEra, true})
	}
	for _, now := range s.successors.of(province) {
		steps[2] = addScope(steps[2], scope{now, weightProvince + weightOtherEra, true})
	}
	return steps
}

func addScope(list []scope, add scope) []scope {
	if slices.ContainsFunc(list, func(s scope) bool { return s.unit == add.unit }) {
		return list
	}
	return append(list, add)
}

// frame is how the larger units were read.
type frame struct {
	score, units int
	mixed        bool
}

// above reads the larger units from word i to the end of the text in the best
// way; all words must be used up.
func (m *matcher) above(steps [][]scope, i int) (best frame, ok bool) {
	if i >= len(m.words) {
		return frame{}, true
	}
	for k, step := range steps {
		for _, sc := range step {
			m.s.namesOf(sc.unit, func(name int32) bool {
				for _, r := range m.scopeAt(name, i) {
					rest, done := m.above(steps[k+1:], r.end)
					if total := r.score + sc.weight + rest.score; done && (!ok || total > best.score) {
						best, ok = frame{total, rest.units + 1, rest.mixed || sc.mixed}, true
					}
				}
				return true
			})
		}
	}
	return best, ok
}

type reading struct{ end, score int }

// scopeAt reads one name of a larger unit at word i, with and without its rank.
func (m *matcher) scopeAt(name int32, i int) []reading {
	var out []reading
	add := func(at, weight int) {
		if f, ok := m.nameAt(name, at); ok {
			if f.begun {
				weight += weightBegunContext
			}
			out = append(out, reading{f.end, f.faults() + weight})
		}
	}
	add(i, 0)
	if kinds, n := m.rankAt(i); n > 0 && i+n < len(m.words) {
		if kinds&m.s.names[name].kinds != 0 {
			add(i+n, 0)
		} else {
			add(i+n, weightContextRank)
		}
	}
	return out
}
