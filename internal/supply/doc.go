// Package supply keeps what cooperatives declare that they can deliver
// (sản lượng cam kết) and what of it is promised already.
//
// Owns: capacities with their periods, price tiers and certificates; promises.
// Does not own: product types and standards (catalog), the shop's shelf (stock),
// who asks for goods (demand), how they are divided (matching), and the offers,
// awards and contracts that promise through it.
//
// Invariants, the first four kept by the database itself:
//   - promised + retail ≤ declared in every period, so nothing is promised twice
//   - what was put on the shop's shelf in a period ≤ its retail allotment
//   - the same goods of a cooperative are declared once
//   - periods of a capacity are whole weeks or whole months and never overlap
//   - promised = sum of the period's promises
//   - prices fall as the quantity rises
//
// Available to promise = declared − promised − retail. Period rows are locked in
// the order of their ids, so two promisers never wait for each other in a circle.
//
// States of a capacity: open → withdrawn. A withdrawn one has no promise in a
// period that is not over.
package supply
