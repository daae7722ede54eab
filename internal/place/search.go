package place

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Match is one commune that a text may mean.
type Match struct {
	Place
	// MatchedAs is the former unit or name by which the commune was found, in
	// Vietnamese: "xã Suối Giàng, huyện Văn Chấn, tỉnh Yên Bái (trước 7/2025)".
	// Empty when it was found by its present name.
	MatchedAs string
	// MatchedAsEN is the same in English.
	MatchedAsEN string
	// FormerCode is the key of that former unit, "" if there is none; see OriginLabel.
	FormerCode string
}

const (
	maxWords       = 24 // of a text that are looked at, the last ones
	defaultMatches = 10
	maxMatches     = 50
)

// candidate is a valid commune with the reading that found it.
type candidate struct {
	commune  int32
	hit      hit
	score    int
	former   int32 // the closed unit, or none
	district int32 // the district of old that was named, or none
}

// search finds communes for a text that is being typed.
func (s *snapshot) search(q string, province int32, limit int) []Match {
	if limit <= 0 {
		limit = defaultMatches
	}
	limit = min(limit, maxMatches)
	text := norm.NFC.String(q)
	words := split(text)
	if len(words) > maxWords {
		words = words[len(words)-maxWords:]
	}
	if len(words) == 0 {
		return s.listProvince(province, limit)
	}
	open := !strings.HasSuffix(text, " ") && !strings.HasSuffix(text, ",")
	found := s.candidates(newMatcher(s, words, open, false), 0, province)
	for start := 1; len(found) == 0 && start < len(words); start++ { // house and street before it
		found = s.candidates(newMatcher(s, words, false, false), start, province)
	}
	if len(found) == 0 {
		found = s.candidates(newMatcher(s, words, open, true), 0, province)
	}
	found = s.best(found)
	matches := make([]Match, 0, min(limit, len(found)))
	for _, c := range found[:min(limit, len(found))] {
		matches = append(matches, s.match(c))
	}
	return matches
}

// listProvince is the answer to an empty text: what there is to choose from.
func (s *snapshot) listProvince(province int32, limit int) []Match {
	if province == none {
		return nil
	}
	communes := slices.Clone(s.children.of(province))
	slices.SortFunc(communes, s.byName)
	var matches []Match
	for _, c := range communes {
		if s.valid(c) && len(matches) < limit {
			matches = append(matches, Match{Place: s.place(c)})
		}
	}
	return matches
}

// byName orders communes as a person would look for them.
func (s *snapshot) byName(a, b int32) int {
	words := func(i int32) []uint16 { n := s.names[i]; return s.run[n.at : n.at+uint32(n.words)] }
	return cmp.Or(
		slices.CompareFunc(words(a), words(b), func(x, y uint16) int { return strings.Compare(s.vocab[x], s.vocab[y]) }),
		cmp.Compare(a, b),
	)
}

// candidates turns the readings from one word into valid communes.
func (s *snapshot) candidates(m *matcher, start int, province int32) []candidate {
	var out []candidate
	add := func(c candidate) {
		if s.valid(c.commune) && (province == none || s.top(c.commune) == province) {
			out = append(out, c)
		}
	}
	for _, h := range m.from(start) {
		unit := s.names[h.name].unit
		switch {
		case h.district:
			score := h.score - weightFullName + weightDistrictList
			for _, now := range s.heirs(unit) {
				add(candidate{commune: now, hit: h, score: score, former: none, district: unit})
			}
		case s.valid(unit):
			add(candidate{commune: unit, hit: h, score: h.score + weightPresent, former: none, district: none})
		default:
			for k, now := range s.successors.of(unit) {
				// Further parts of a divided commune come right after the first.
				add(candidate{commune: now, hit: h, score: h.score - min(k, 9), former: unit, district: none})
			}
		}
	}
	return out
}

// weightPresent puts a unit of today before a namesake of old.
const weightPresent = 60

// heirs lists the valid communes that a district of old went to.
func (s *snapshot) heirs(district int32) []int32 {
	out := slices.Clone(s.successors.of(district)) // an island district became a zone itself
	for _, old := range s.children.of(district) {
		out = append(out, s.successors.of(old)...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// becamePartOf tells whether a closed commune, or some commune of a closed
// district, went to a commune of today.
func (s *snapshot) becamePartOf(old, commune int32) bool {
	if s.level(old) == LevelDistrict {
		return slices.Contains(s.heirs(old), commune)
	}
	return slices.Contains(s.successors.of(old), commune)
}

// provinceList returns the provinces of today by name.
func (s *snapshot) provinceList() []Unit {
	order := slices.Clone(s.provinces)
	slices.SortFunc(order, s.byName)
	out := make([]Unit, len(order))
	for k, i := range order {
		out[k] = s.unit(i)
	}
	return out
}

// best orders candidates and keeps the best of each commune.
func (s *snapshot) best(all []candidate) []candidate {
	slices.SortStableFunc(all, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.score, a.score), s.byName(a.commune, b.commune))
	})
	seen := make(map[int32]bool, len(all))
	return slices.DeleteFunc(all, func(c candidate) bool {
		again := seen[c.commune]
		seen[c.commune] = true
		return again
	})
}

func (s *snapshot) match(c candidate) Match {
	m := Match{Place: s.place(c.commune)}
	if f, ok := s.formerOf(c); ok {
		m.MatchedAs, m.MatchedAsEN = f.label(), f.labelEN()
	}
	if c.former != none {
		m.FormerCode = s.units[c.former].code
	}
	return m
}

// formerOf describes the closed unit or bygone name behind a candidate.
func (s *snapshot) formerOf(c candidate) (former, bool) {
	switch {
	case c.district != none:
		return s.formerUnit(c.district), true
	case c.former != none:
		return s.formerUnit(c.former), true
	case s.names[c.hit.name].until != 0 && c.hit.formerName(s):
		name := s.names[c.hit.name]
		province := s.unit(s.top(c.commune))
		f := former{unit: name.former, until: dayTime(name.until), province: &province}
		f.unitEN = name.spelled
		for _, k := range allKinds[1:] {
			if name.kinds.has(k) {
				f.unitEN = name.spelled + " " + k.words().en
			}
		}
		return f, true
	}
	return former{}, false
}

// formerName tells whether the reading needed the bygone name: a former rank
// only counts when the rank was typed.
func (h hit) formerName(s *snapshot) bool {
	name := s.names[h.name]
	return !h.rankOff && (h.ranked || name.spelled != s.units[name.unit].name)
}

// formerUnit describes a closed commune or district with the units it lay in.
func (s *snapshot) formerUnit(i int32) former {
	f := former{until: dayTime(s.units[i].to)}
	if s.level(i) == LevelCommune {
		u := s.unit(i)
		f.unit, f.unitEN = u.FullName(), u.FullNameEN()
		i = s.units[i].parent
	}
	if i != none && s.level(i) == LevelDistrict {
		d := s.unit(i)
		f.district = &d
		i = s.units[i].parent
	}
	if i != none {
		p := s.unit(i)
		f.province = &p
	}
	return f
}
