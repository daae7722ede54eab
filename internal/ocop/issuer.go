package ocop

import "time"

// Level is the tier of government that issued a certificate.
type Level string

// The levels. Districts (huyện) were abolished on 01/7/2025; their certificates
// hold until they expire.
const (
	LevelDistrict Level = "huyen"
	LevelProvince Level = "tinh"
	LevelCentral  Level = "trung_uong"
	// LevelCommune judges some criteria first and certifies nothing.
	LevelCommune Level = "xa"
)

// Stars that can be certified.
const (
	MinStars = 3
	MaxStars = 5
)

// MayIssue tells whether a level of government could certify that many stars on
// a day. The first programmes (before QĐ 148) let the province certify 3 and 4
// stars; QĐ 148 gave 3 stars to the district; without districts both are the
// province's again.
func MayIssue(level Level, stars int, on time.Time) bool {
	switch stars {
	case 3:
		if level == LevelDistrict {
			return !on.Before(district3From) && on.Before(districtsGone)
		}
		// Certificates under way when a rule changed kept their old issuer, so the
		// province's is never refused.
		return level == LevelProvince
	case 4:
		return level == LevelProvince
	case 5:
		return level == LevelCentral
	}
	return false
}

//nolint:gochecknoglobals // dates of law; Go has no constant dates
var (
	district3From = time.Date(2023, time.February, 24, 0, 0, 0, 0, time.UTC)
	districtsGone = time.Date(2025, time.July, 1, 0, 0, 0, 0, time.UTC)
	twoTiersFrom  = time.Date(2025, time.July, 6, 0, 0, 0, 0, time.UTC)
)

// StarsFor returns the stars that a score earns, counted in hundredths of a
// point (0 to 10,000), and 0 where it earns no certificate.
func StarsFor(hundredths int) int {
	switch {
	case hundredths < 5000 || hundredths > 10000:
		return 0
	case hundredths < 7000:
		return 3
	case hundredths < 9000:
		return 4
	}
	return 5
}
