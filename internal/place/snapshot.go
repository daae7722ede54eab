package place

import (
	"slices"
	"strings"
	"time"
)

// snapshot is the whole reference data in memory, about 3 MB: 15,000 units as
// flat rows, each name as a run of word numbers. It never changes once built.
type snapshot struct {
	version string
	units   []unitRow // in code order
	names   []nameRow // own names first (names[i] is units[i]'s), then aliases
	// aliasNames lists the alias names of the units that have any.
	aliasNames map[int32][]int32
	run        []uint16          // the words of all names, one after the other
	vocab      []string          // word number -> word
	number     map[string]uint16 // word -> word number
	// startingWith lists, per word, the names of communes and districts that begin with it.
	startingWith [][]int32
	successors   links // from a closed unit to the valid ones, the default first
	predecessors links
	children     links
	provinces    []int32 // valid ones, in code order
	allProvinces []int32 // and those of old
}

// unitRow is a Unit packed: strings share memory, dates are days.
type unitRow struct {
	code, name string
	gsoLen     uint8 // the GSO code is the end of code
	kind       Kind
	parent     int32 // none: -1
	from, to   int32 // days since 1970; 0: unknown, or still valid
}

// nameRow is one spelling of a unit.
type nameRow struct {
	unit    int32
	at      uint32 // into snapshot.run
	words   uint8
	kinds   kindSet // what ranks the spelling goes with
	spelled string  // with diacritics, without rank
	until   int32   // day since when it is no longer official; 0: it is, or never was
	// former is the spelling with its rank, for names that were official once.
	former string
}

// links is a list per unit, packed.
type links struct {
	start []int32
	to    []int32
}

func (l links) of(i int32) []int32 { return l.to[l.start[i]:l.start[i+1]] }

// pairs builds links from (from, to) pairs in the order given.
func pairs(n int, from, to []int32) links {
	l := links{start: make([]int32, n+1), to: make([]int32, len(to))}
	for _, f := range from {
		l.start[f+1]++
	}
	for i := range n {
		l.start[i+1] += l.start[i]
	}
	next := slices.Clone(l.start)
	for i, f := range from {
		l.to[next[f]] = to[i]
		next[f]++
	}
	return l
}

const none int32 = -1

// find returns the unit with that key, or none.
func (s *snapshot) find(code string) int32 {
	i, ok := slices.BinarySearchFunc(s.units, code, func(u unitRow, c string) int { return strings.Compare(u.code, c) })
	if !ok {
		return none
	}
	return int32(i) //nolint:gosec // some 15,000 units
}

func (s *snapshot) level(i int32) Level { return levelOf(s.units[i].kind) }

func levelOf(k Kind) Level {
	switch k {
	case KindProvince, KindCity:
		return LevelProvince
	case KindDistrict, KindUrbanDistrict, KindTown, KindProvincialCity:
		return LevelDistrict
	case KindCommune, KindWard, KindTownship, KindSpecialZone:
		return LevelCommune
	default:
		return ""
	}
}

func (s *snapshot) valid(i int32) bool { return s.units[i].to == 0 }

// top returns the province above a unit.
func (s *snapshot) top(i int32) int32 {
	for s.units[i].parent != none {
		i = s.units[i].parent
	}
	return i
}

// unit unpacks a row.
func (s *snapshot) unit(i int32) Unit {
	r := s.units[i]
	u := Unit{
		Code: r.code, GSOCode: r.code[len(r.code)-int(r.gsoLen):], Level: levelOf(r.kind), Kind: r.kind, Name: r.name,
		ValidFrom: dayTime(r.from), ValidTo: dayTime(r.to),
	}
	if r.parent != none {
		u.ParentCode = s.units[r.parent].code
	}
	return u
}

// place returns a valid commune with its province.
func (s *snapshot) place(commune int32) Place {
	return Place{Commune: s.unit(commune), Province: s.unit(s.top(commune))}
}

// namesOf calls f with every spelling of a unit until f returns false.
func (s *snapshot) namesOf(i int32, f func(name int32) bool) {
	if !f(i) {
		return
	}
	for _, n := range s.aliasNames[i] {
		if !f(n) {
			return
		}
	}
}

const secondsPerDay = 24 * 60 * 60

func dayTime(day int32) time.Time {
	if day == 0 {
		return time.Time{}
	}
	return time.Unix(int64(day)*secondsPerDay, 0).UTC()
}

func timeDay(t time.Time) int32 {
	if t.IsZero() {
		return 0
	}
	return int32(t.Unix() / secondsPerDay) //nolint:gosec // dates of this age
}
