// Package recall calls lots back (thu hồi): it stops a lot and tells whoever bought
// of it.
//
// Owns: the order of effects, who is told. Does not own: the lot (stock), its public
// page (trace), the words (notify).
//
// Invariants: the recall and the job that tells of it commit together, so the page, the
// orders and the shelf say so at once and the mails follow within one job; each buyer
// gets one mail for a lot, however many orders it went to and however often the job runs.
package recall
