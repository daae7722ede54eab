// Package duty knows by when things must be done (thời hạn): how long the law or
// the market's own promise gives for each duty, and which days count as working
// days in Viet Nam.
//
// Owns: duty_terms and public_holidays, both dated tables with their sources.
// Does not own: what is done by then, nor who is reminded.
//
// Invariants: a deadline is counted by the rule in force on the day the clock
// starts; that day does not count (Bộ luật Dân sự 2015, Điều 147); the deadline is
// the end of its last day in Viet Nam; Saturdays, Sundays and public holidays are
// no working days, and a term of calendar days that ends on one ends on the next
// working day (Điều 148).
package duty
