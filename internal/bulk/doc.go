// Package bulk is how a verified buyer firm orders without a contract (đặt sỉ):
// many lines at once, at tier prices, paid on delivery or later, with the owner's
// approval above a limit.
//
// Owns: the order of steps, who in a firm may do which of them, the reading of
// order sheets. Does not own: quote, split, stock and the writing of a purchase,
// which are checkout's for a shopper and a firm alike; requisitions; credit.
//
// Invariants: a firm's order takes from the same shelf as a shopper's and is
// refused by the same constraints; a requisition promises nothing; what is bought is
// what was shown, or it is refused with the new figures; a purchase, its credit, its
// requisition and the jobs that tell of it commit together.
package bulk
