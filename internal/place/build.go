package place

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// aliasRecord is another spelling of a unit, as stored.
type aliasRecord struct {
	UnitCode string
	Spelling string
	Why      string
	Until    time.Time // zero unless Why says "former"
}

// successorRecord says where a closed unit went, as stored.
type successorRecord struct {
	OldCode   string
	NewCode   string
	IsDefault bool
}

// build makes a snapshot. units must be in code order.
func build(version string, units []Unit, aliases []aliasRecord, successors []successorRecord) (*snapshot, error) {
	s := &snapshot{version: version, number: make(map[string]uint16), aliasNames: make(map[int32][]int32)}
	s.vocab = append(s.vocab, "") // number 0 is no word
	s.units = make([]unitRow, len(units))
	for i, u := range units {
		if i > 0 && units[i-1].Code >= u.Code {
			return nil, fmt.Errorf("units out of order at %q", u.Code)
		}
		if !strings.HasSuffix(u.Code, u.GSOCode) {
			return nil, fmt.Errorf("unit %q does not end in its GSO code %q", u.Code, u.GSOCode)
		}
		s.units[i] = unitRow{
			code: u.Code, gsoLen: uint8(len(u.GSOCode)), kind: u.Kind, name: u.Name, parent: none, //nolint:gosec // five digits
			from: timeDay(u.ValidFrom), to: timeDay(u.ValidTo),
		}
	}
	if err := s.linkParents(units); err != nil {
		return nil, err
	}
	s.names = make([]nameRow, 0, len(units)+len(aliases))
	for i, u := range units {
		s.addName(int32(i), u.Name, setOf(u.Kind), 0, "")
	}
	for _, a := range aliases {
		if err := s.addAlias(a); err != nil {
			return nil, err
		}
	}
	if err := s.linkSuccessors(successors); err != nil {
		return nil, err
	}
	s.indexNames()
	s.run = slices.Clip(s.run)
	return s, nil
}

func (s *snapshot) linkParents(units []Unit) error {
	var from, to []int32
	for i, u := range units {
		if u.ParentCode == "" {
			s.allProvinces = append(s.allProvinces, int32(i))
			if u.ValidTo.IsZero() {
				s.provinces = append(s.provinces, int32(i))
			}
			continue
		}
		p := s.find(u.ParentCode)
		if p == none {
			return fmt.Errorf("unit %q has an unknown parent %q", u.Code, u.ParentCode)
		}
		s.units[i].parent = p
		from, to = append(from, p), append(to, int32(i))
	}
	s.children = pairs(len(units), from, to)
	return nil
}

func (s *snapshot) addName(unit int32, spelled string, kinds kindSet, until int32, former string) {
	words := texts(spelled)
	at := len(s.run)
	for _, w := range words {
		n, ok := s.number[w]
		if !ok {
			n = uint16(len(s.vocab)) //nolint:gosec // some 3,000 syllables
			s.number[w] = n
			s.vocab = append(s.vocab, w)
		}
		s.run = append(s.run, n)
	}
	s.names = append(s.names, nameRow{
		unit: unit, at: uint32(at), words: uint8(len(words)), //nolint:gosec // small
		kinds: kinds, spelled: spelled, until: until, former: former,
	})
}

// addAlias adds a spelling that may begin with a rank of its own.
func (s *snapshot) addAlias(a aliasRecord) error {
	unit := s.find(a.UnitCode)
	if unit == none {
		return fmt.Errorf("alias %q is of an unknown unit %q", a.Spelling, a.UnitCode)
	}
	spelled, kinds := a.Spelling, setOf(s.units[unit].kind)
	for _, kind := range allKinds[1:] {
		if rest, ok := strings.CutPrefix(a.Spelling, kind.words().vi+" "); ok && levelOf(kind) == s.level(unit) {
			spelled, kinds = rest, setOf(kind)
		}
	}
	former := ""
	if !a.Until.IsZero() {
		former = a.Spelling
	}
	s.aliasNames[unit] = append(s.aliasNames[unit], int32(len(s.names))) //nolint:gosec // some 15,000 names
	s.addName(unit, spelled, kinds, timeDay(a.Until), former)
	return nil
}

func (s *snapshot) linkSuccessors(records []successorRecord) error {
	var from, to []int32
	for _, wantDefault := range []bool{true, false} { // so that the default comes first
		for _, r := range records {
			if r.IsDefault != wantDefault {
				continue
			}
			o, n := s.find(r.OldCode), s.find(r.NewCode)
			if o == none || n == none {
				return fmt.Errorf("successor of %q: %q: unknown unit", r.OldCode, r.NewCode)
			}
			from, to = append(from, o), append(to, n)
		}
	}
	s.successors = pairs(len(s.units), from, to)
	s.predecessors = pairs(len(s.units), to, from)
	return nil
}

func (s *snapshot) indexNames() {
	count := make([]int32, len(s.vocab))
	indexed := func(n nameRow) bool { return n.words > 0 && s.level(n.unit) != LevelProvince }
	for _, n := range s.names {
		if indexed(n) {
			count[s.run[n.at]]++
		}
	}
	s.startingWith = make([][]int32, len(s.vocab))
	for w, c := range count {
		if c > 0 {
			s.startingWith[w] = make([]int32, 0, c)
		}
	}
	for i, n := range s.names {
		if indexed(n) {
			w := s.run[n.at]
			s.startingWith[w] = append(s.startingWith[w], int32(i))
		}
	}
}
