// Package credit keeps how much a buyer firm may owe (hạn mức mua trả sau) and
// what of it is used.
//
// Owns: credit_lines, credit_decisions, credit_uses. Does not own: what an order
// costs (order), how a purchase is paid (payment, which draws through here), who
// asks whom (bulk).
//
// Invariants: used ≤ granted, kept by the database itself however many order at
// once; used = sum of the open uses; each decision of the Alliance stays with its
// reason; the line is locked before stock, never after, so that an order and a
// cancellation do not wait for each other in a circle.
//
// States of a use: open → settled (the Alliance saw the money) or released (the
// order was cancelled). An order counts in full until then. The ledger will tell
// what is owed one day; it then takes the place of Draw and Lower.
package credit
