// Package plan decides who supplies what (kết nối cung cầu): from the capacities
// that cooperatives declared and the demand lines that buyers posted it makes a
// plan of shares, proves how good that plan is, and says why.
//
// It is pure: plain data in, plan out; no database, no clock, no randomness. How
// long it searches is bounded by counted work (Options.Steps), never by time, so
// that the same problem has the same plan on every machine and in any order of
// the input.
//
// # What is decided
//
// A share is a quantity of one capacity for one demand line in one period. Best
// is, in this order: the most filled quantity (lines of a better priority class
// first), the lowest landed cost, the fewest suppliers (counted line by line),
// fairness. The first two carry proven bounds; the last two only choose between
// plans that are equally full and cheap, and are searched, not proven.
//
// # What always holds
//
// For each share: line and capacity are of one type; the capacity holds all
// stars, certificates and the sureness asked for; its supplier is invited and not
// excluded; the period is not before the capacity's first; the quantity is a
// multiple of the lot, at least the minimum order and the line's least share, at
// most what fairness caps; a tier gives its price; the landed unit price is at
// most the ceiling. Together: no capacity gives more than is available in a
// period; a line gets in each period nothing, or at least its least acceptable
// part and at most its quantity plus tolerance; over all periods it has at most
// its most suppliers.
//
// A tier is reached by the quantity of one share, that is of one line in one
// period: what is loaded and invoiced together. Yearly totals earn no tier.
//
// docs/decisions/0019-matching-by-flows-and-branches.md has the method.
package plan
