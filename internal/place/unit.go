package place

import (
	"fmt"
	"time"
)

// Level is the tier of a unit. Districts exist in the past only.
type Level string

// The tiers.
const (
	LevelProvince Level = "province" // tỉnh, thành phố trực thuộc trung ương
	LevelDistrict Level = "district" // huyện, quận, thị xã, thành phố thuộc tỉnh; until 7/2025
	LevelCommune  Level = "commune"  // xã, phường, thị trấn, đặc khu
)

// Kind is the rank of a unit within its level.
type Kind string

// The ranks.
const (
	KindProvince       Kind = "province"        // tỉnh
	KindCity           Kind = "city"            // thành phố trực thuộc trung ương
	KindDistrict       Kind = "district"        // huyện
	KindUrbanDistrict  Kind = "urban_district"  // quận
	KindTown           Kind = "town"            // thị xã
	KindProvincialCity Kind = "provincial_city" // thành phố thuộc tỉnh
	KindCommune        Kind = "commune"         // xã
	KindWard           Kind = "ward"            // phường
	KindTownship       Kind = "township"        // thị trấn
	KindSpecialZone    Kind = "special_zone"    // đặc khu
)

// Unit is one administrative unit.
type Unit struct {
	// Code is our key, unique through time: "04672", "pre2025-04657".
	Code string
	// GSOCode is the code the General Statistics Office gave it, "" if the source
	// has none. The same GSO code may have meant another territory before.
	GSOCode string
	Level   Level
	Kind    Kind
	// Name is without the rank: "Văn Chấn".
	Name string
	// ParentCode is the unit above; "" for a province.
	ParentCode string
	// ValidFrom is the first day of the unit; zero: since before our data begins.
	ValidFrom time.Time
	// ValidTo is the first day it is known to be gone; zero: still valid.
	ValidTo time.Time
}

// FullName is the unit as written in running text: "xã Văn Chấn".
func (u Unit) FullName() string { return u.Kind.words().vi + " " + u.Name }

// FullNameEN is the unit in English: "Văn Chấn commune".
func (u Unit) FullNameEN() string { return u.Name + " " + u.Kind.words().en }

// ValidAt tells whether the unit exists on day (the date in Vietnam counts).
func (u Unit) ValidAt(day time.Time) bool {
	return !day.Before(u.ValidFrom) && (u.ValidTo.IsZero() || day.Before(u.ValidTo))
}

// Place is a commune with the province it lies in.
type Place struct {
	Commune  Unit
	Province Unit
}

// Label names the place in Vietnamese: "xã Văn Chấn, tỉnh Lào Cai".
func (p Place) Label() string { return p.Commune.FullName() + ", " + p.Province.FullName() }

// LabelEN names the place in English: "Văn Chấn commune, Lào Cai province".
func (p Place) LabelEN() string { return p.Commune.FullNameEN() + ", " + p.Province.FullNameEN() }

// former is a unit that is gone, or a name that is, with the units above it.
type former struct {
	unit     string // "xã Suối Giàng"; "" when the district itself is meant
	unitEN   string
	district *Unit // nil for a former name of a unit that has no district
	province *Unit
	until    time.Time // first day it was gone
}

// label gives "xã Suối Giàng, huyện Văn Chấn, tỉnh Yên Bái (trước 7/2025)".
func (f former) label() string { return f.chain(false, true) + " (trước " + month(f.until) + ")" }

// labelEN gives "Suối Giàng commune, Văn Chấn district, Yên Bái province (before 7/2025)".
func (f former) labelEN() string { return f.chain(true, true) + " (before " + month(f.until) + ")" }

// chain joins the names from small to large; withRank writes "tỉnh" before the
// province, which an origin label leaves out.
func (f former) chain(english, withRank bool) string {
	s := f.unit
	if english {
		s = f.unitEN
	}
	add := func(u *Unit, rank bool) {
		if u == nil {
			return
		}
		name := u.FullName()
		if english {
			name = u.FullNameEN()
		}
		if !rank {
			name = u.Name
		}
		if s != "" {
			s += ", "
		}
		s += name
	}
	add(f.district, true)
	add(f.province, withRank)
	return s
}

// origin gives "xã Văn Chấn, tỉnh Lào Cai (trước 7/2025: xã Suối Giàng, huyện
// Văn Chấn, Yên Bái)".
func (f former) origin(now Place) string {
	return fmt.Sprintf("%s (trước %s: %s)", now.Label(), month(f.until), f.chain(false, false))
}

func (f former) originEN(now Place) string {
	return fmt.Sprintf("%s (before %s: %s)", now.LabelEN(), month(f.until), f.chain(true, false))
}

// month writes a date the way people name a reform: 7/2025.
func month(t time.Time) string { return fmt.Sprintf("%d/%d", t.Month(), t.Year()) }
