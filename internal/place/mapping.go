package place

import (
	"strings"
	"time"
)

// unitRecord is a row of admin_units.
type unitRecord struct {
	Code, GSOCode, Kind, Name, ParentCode string
	ValidFrom, ValidTo                    *time.Time
}

// aliasRow is a row of admin_unit_aliases.
type aliasRow struct {
	UnitCode, Spelling, Why string
	Until                   *time.Time
}

// fromUnitRecords also lets equal texts share memory: a name and its namesakes,
// a rank and all its holders, a commune's GSO code and its key.
func fromUnitRecords(records []unitRecord) []Unit {
	shared := make(map[string]string)
	share := func(s string) string {
		if known, ok := shared[s]; ok {
			return known
		}
		s = strings.Clone(s)
		shared[s] = s
		return s
	}
	units := make([]Unit, len(records))
	for i, r := range records {
		kind := Kind(r.Kind)
		units[i] = Unit{
			Code: share(r.Code), GSOCode: r.GSOCode, Level: levelOf(kind), Kind: allKinds[kind.number()], Name: share(r.Name),
			ParentCode: r.ParentCode, ValidFrom: orZero(r.ValidFrom), ValidTo: orZero(r.ValidTo),
		}
	}
	return units
}

func fromAliasRows(rows []aliasRow) []aliasRecord {
	out := make([]aliasRecord, len(rows))
	for i, r := range rows {
		out[i] = aliasRecord{UnitCode: r.UnitCode, Spelling: r.Spelling, Why: r.Why, Until: orZero(r.Until)}
	}
	return out
}

// orZero turns SQL's null date into the zero time.
func orZero(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return *t
}
