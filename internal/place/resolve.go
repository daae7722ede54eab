package place

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Status says how far a typed address was understood.
type Status string

// The outcomes of Resolve.
const (
	StatusResolved  Status = "resolved"  // exactly one commune fits
	StatusAmbiguous Status = "ambiguous" // Candidates holds what fits; a person must choose
	StatusUnknown   Status = "unknown"   // no commune was recognised
)

// Resolution is what a typed address was understood to mean.
type Resolution struct {
	Status Status
	// Verbatim is the text exactly as it was typed; keep it whatever the outcome.
	Verbatim string
	// Match is the commune when Status is resolved, else nil.
	Match *Match
	// Street is what was typed before the commune (house, street, hamlet).
	Street string
	// Province is the province of today that was recognised, also when no
	// commune was; nil if none.
	Province *Unit
	// Candidates are the communes to choose from, the likeliest first.
	Candidates []Match
}

const (
	maxAddressLetters = 300
	// nearEqual is how close two readings may score and still both be meant.
	nearEqual = 40
)

// resolve reads a whole address, written from small to large.
func (s *snapshot) resolve(text string) Resolution {
	r := Resolution{Status: StatusUnknown, Verbatim: text}
	composed := norm.NFC.String(text)
	words := dropTail(split(composed))
	if len(words) > maxWords {
		words = words[len(words)-maxWords:]
	}
	m := newMatcher(s, words, false, false)
	found, start := s.readAddress(m, none)
	certain := true
	end := s.provinceAtEnd(m)
	if len(found) == 0 || (start > 0 && found[0].district != none) {
		// Perhaps a slip hid the commune before the district.
		mended, at := s.readAddress(newMatcher(s, words, false, true), end)
		if len(mended) > 0 && (len(found) == 0 || (at < start && mended[0].district == none)) {
			found, start, certain = mended, at, false
		}
	}
	if end != none && (len(found) == 0 || (found[0].hit.context == 0 && !found[0].hit.ranked)) {
		province := s.unit(end) // "Bình Dương" alone is the province sooner than a commune
		r.Province = &province
	}
	if len(found) == 0 {
		return r
	}
	r.Street = strings.TrimRight(composed[:words[start].at], " ,;.-\n\t\u00a0")
	found = s.best(found)
	for _, c := range found[:min(len(found), maxMatches)] {
		r.Candidates = append(r.Candidates, s.match(c))
	}
	if len(found) == 1 && certain && found[0].district == none && !found[0].hit.rankOff {
		r.Status, r.Match, r.Candidates = StatusResolved, &r.Candidates[0], nil
		r.Province = &r.Match.Province
		return r
	}
	r.Status = StatusAmbiguous
	if same := r.Province == nil && !slices.ContainsFunc(r.Candidates, func(c Match) bool { return c.Province.Code != r.Candidates[0].Province.Code }); same {
		r.Province = &r.Candidates[0].Province
	}
	return r
}

// readAddress returns the readings that are worth offering, from the leftmost
// word at which the rest of the text is an address: the longest reading.
// province, unless none, bounds them.
func (s *snapshot) readAddress(m *matcher, province int32) (found []candidate, start int) {
	for start = range m.words {
		if m.insideName(start) {
			continue
		}
		midway := start > 0 && m.words[start-1].part == m.words[start].part
		all := slices.DeleteFunc(s.candidates(m, start, province), func(c candidate) bool {
			// "huyện Văn Chấn" names no commune, and the last word of a longer
			// name ("Bình Thuận") is none either.
			return (m.largerRankAt(start) && c.district == none) || (midway && !c.hit.ranked && c.hit.context == 0)
		})
		if len(all) == 0 {
			continue
		}
		top := 0
		for i := range all {
			// Today's names have no precedence over an old address, except in the
			// form of today: commune and province, nothing between.
			if all[i].former == none && all[i].district == none && (all[i].hit.context != 1 || all[i].hit.mixed) {
				all[i].score -= weightPresent
			}
			top = max(top, all[i].score)
		}
		return slices.DeleteFunc(all, func(c candidate) bool { return c.score < top-nearEqual }), start
	}
	return nil, 0
}

// insideName tells whether a reading may not begin here: after a rank (which
// belongs to the name) or after a word that makes the name a street's or hamlet's.
func (m *matcher) insideName(i int) bool {
	for back := 1; back <= 2 && back <= i; back++ {
		if m.words[i-back].part != m.words[i].part {
			break
		}
		if _, n := m.rankAt(i - back); n == back && !isAbbreviation(m.words[i-back]) {
			return true
		}
	}
	if i == 0 || m.words[i-1].part != m.words[i].part {
		return false
	}
	switch m.words[i-1].text {
	case "duong", "thon", "ban", "ap", "xom", "ngo", "ngach", "hem", "buon", "khom":
		return true
	case "pho", "lo", "to", "khu":
		return true
	}
	return false
}

// isAbbreviation: a lone letter before a name may be a house number's as well.
func isAbbreviation(w word) bool { return len(w.text) <= 1 }

// largerRankAt tells whether the words at i begin with a district's or province's rank.
func (m *matcher) largerRankAt(i int) bool {
	kinds, n := m.rankAt(i)
	return n > 0 && len(m.words[i].text) > 1 && !kinds.ofCommunes()
}

// provinceAtEnd recognises "…, tỉnh Yên Bái" and returns the province of today, or none.
func (s *snapshot) provinceAtEnd(m *matcher) int32 {
	for start := range m.words {
		var found []int32
		for _, i := range s.allProvinces {
			s.namesOf(i, func(name int32) bool {
				for _, r := range m.scopeAt(name, start) {
					if r.end == len(m.words) && r.score > weightSpelling {
						found = append(found, s.today(i))
					}
				}
				return true
			})
		}
		slices.Sort(found)
		if found = slices.Compact(found); len(found) == 1 {
			return found[0]
		}
	}
	return none
}

// today returns a province or the one it was merged into.
func (s *snapshot) today(province int32) int32 {
	if now := s.successors.of(province); len(now) > 0 {
		return now[0]
	}
	return province
}

// dropTail cuts what follows the province: the country and a postal code.
func dropTail(words []word) []word {
	for len(words) > 1 {
		last, before := words[len(words)-1].text, words[len(words)-2].text
		switch {
		case before == "viet" && last == "nam":
			words = words[:len(words)-2]
		case last == "vietnam", last == "vn", isPostalCode(last):
			words = words[:len(words)-1]
		default:
			return words
		}
	}
	return words
}

func isPostalCode(s string) bool {
	return (len(s) == 5 || len(s) == 6) && strings.Trim(s, "0123456789") == ""
}
