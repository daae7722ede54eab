package ocop

import "time"

// ReminderMonths are how many months before the last day of a certificate its
// cooperative is reminded of the re-evaluation, earliest first.
func ReminderMonths() []int { return []int{6, 3, 1} }

// MonthsBefore is the same day some calendar months earlier, or the last of that
// month where it has no such day.
func MonthsBefore(day time.Time, months int) time.Time {
	y, m, d := day.Date()
	last := time.Date(y, m-time.Month(months)+1, 0, 0, 0, 0, 0, time.UTC).Day()
	return time.Date(y, m-time.Month(months), min(d, last), 0, 0, 0, 0, time.UTC)
}

// RemindersDue lists the reminders whose day has come for a certificate that still
// holds today: none once it has ended.
func RemindersDue(expiresOn, today time.Time) []int {
	if today.After(expiresOn) {
		return nil
	}
	var out []int
	for _, months := range ReminderMonths() {
		if !today.Before(MonthsBefore(expiresOn, months)) {
			out = append(out, months)
		}
	}
	return out
}

// Half is half a calendar year in Viet Nam; Number is 1 or 2.
type Half struct{ Year, Number int }

// HalfOf returns the half-year of a day.
func HalfOf(day time.Time) Half { return Half{Year: day.Year(), Number: 1 + (int(day.Month())-1)/6} }

// Days returns the first and the last day.
func (h Half) Days() (from, to time.Time) {
	from = time.Date(h.Year, time.Month(6*(h.Number-1)+1), 1, 0, 0, 0, 0, time.UTC)
	return from, from.AddDate(0, 6, -1)
}

// Frame is how much one half-year of the programme held in the Alliance's report
// that this market was made from: a
// yardstick beside computed figures, never a figure itself.
type Frame struct{ New, ReEvaluated, Supported int }

// ProgrammeFrame returns it.
func ProgrammeFrame() Frame { return Frame{New: 10, ReEvaluated: 8, Supported: 2} }
