// Package stock keeps what cooperatives have, in which lots, and what of it is
// spoken for.
//
// Owns: stock_items (on hand, reserved), reservations (checkout holds and
// allocations to order lines), stock_moves (every change of what is on hand),
// lots (lô hàng: what was received together, with its dates), order_line_lots
// (which lots an order line's goods come from). Does not own: prices and listings
// (catalog), when to reserve (checkout), when goods are packed and leave
// (fulfilment), what is told of a lot in public (trace).
//
// Invariants, all but the third and fifth kept by the database itself:
//   - on hand ≥ 0, of a variant and of each lot
//   - 0 ≤ reserved ≤ on hand, so nothing is promised twice
//   - reserved = sum of the variant's reservations
//   - a lot's on hand = sum of its moves (a trigger adds them up)
//   - on hand = sum of the variant's lots = sum of its moves (one statement, move)
//   - 0 ≤ picked ≤ a lot's on hand; picked = sum of what unshipped lines take of it
//
// Goods whose lot nobody told lie in the variant's loose lot. A checkout locks and
// reads stock_items alone. Lots are chosen when an order is packed, at the latest
// when it is shipped: first expired, first out; lots that do not spoil come last,
// the oldest first. An expired or recalled lot is never chosen, and what of it is
// free leaves on hand at once (withheld). What is promised already stays promised;
// packing then says what is missing.
//
// Locks are taken in one order: reservations, stock items by id, lots. So two
// baskets never wait for each other in a circle. Terms: on hand = tồn kho,
// reservation = giữ hàng, lot = lô hàng.
package stock
