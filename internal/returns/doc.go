// Package returns is what happens when goods came and are not as they should be: the
// buyer opens a case, the cooperative answers, the Alliance mediates where they do not
// agree; goods and money follow.
//
// Owns: return_windows, return_cases, return_lines, return_photos, return_events. Does
// not own: orders, stock, refunds (payment), the words of messages (notify).
// docs/return-states.md draws the states; machine.go is the machine.
//
// Invariants: an order has one case under way; of a line no more is claimed than came;
// no more is refunded than was paid, and a case is refunded once; a step, its goods,
// its money and the messages that tell of it commit together; an action whose result
// is already there changes nothing.
//
// A replacement is a parcel sent for the case, not another order: an order's prices are
// above nought, and one at 0 ₫ would count as a sale (docs/decisions/0040).
package returns
