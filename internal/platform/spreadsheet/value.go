package spreadsheet

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// Whole reads a whole number: typed as one, or the Vietnamese way.
func (v Value) Whole() (int64, bool) {
	if v.Kind == KindNumber {
		x, err := strconv.ParseFloat(v.Text, 64) //nolint:forbidigo // workbooks hold binary fractions; only what is whole is taken
		if err != nil || x != math.Trunc(x) || math.Abs(x) > 1e15 {
			return 0, false
		}
		return int64(x), true
	}
	if v.Kind != KindText {
		return 0, false
	}
	negative := strings.HasPrefix(v.Text, "-")
	n, ok := WholeNumber(strings.TrimPrefix(v.Text, "-"), false)
	if negative {
		n = -n
	}
	return n, ok
}

// Milli reads a number of thousandths: 0,5 and 1.250,5 as text, 0.5 typed as a number.
func (v Value) Milli() (int64, bool) {
	if v.Kind == KindNumber {
		x, err := strconv.ParseFloat(v.Text, 64) //nolint:forbidigo // workbooks hold binary fractions; only what is whole is taken
		milli := math.Round(x * 1000)
		if err != nil || math.Abs(x*1000-milli) > 1e-6*math.Max(1, math.Abs(milli)) || math.Abs(milli) > 1e15 {
			return 0, false
		}
		return int64(milli), true
	}
	if v.Kind != KindText {
		return 0, false
	}
	whole, part, _ := strings.Cut(strings.ReplaceAll(v.Text, " ", ""), ",")
	n, ok := grouped(whole)
	if !ok || len(part) > 3 || n > 1e12 || strings.Trim(part, "0123456789") != "" {
		return 0, false
	}
	milli, err := strconv.ParseInt((part + "000")[:3], 10, 64)
	return n*1000 + milli, err == nil
}

// Day reads a day: typed as a date, else dd/MM/yyyy, dd-MM-yyyy, dd.MM.yyyy or
// yyyy-MM-dd. base1904 is the workbook's.
func (v Value) Day(base1904 bool) (time.Time, bool) {
	if v.Kind == KindNumber {
		x, err := strconv.ParseFloat(v.Text, 64) //nolint:forbidigo // workbooks hold binary fractions; only what is whole is taken
		if err != nil || x < 1 || x > 200_000 {
			return time.Time{}, false
		}
		first := time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC)
		if base1904 {
			first = time.Date(1904, time.January, 1, 0, 0, 0, 0, time.UTC)
		}
		return first.AddDate(0, 0, int(x)), true
	}
	if v.Kind != KindText {
		return time.Time{}, false
	}
	for _, layout := range []string{"2/1/2006", "2-1-2006", "2.1.2006", "2006-1-2", "2006-01-02T15:04:05"} {
		if day, err := time.Parse(layout, v.Text); err == nil && day.Year() > 1900 && day.Year() < 2200 {
			return day.Truncate(24 * time.Hour), true
		}
	}
	return time.Time{}, false
}
