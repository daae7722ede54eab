// Package stock keeps what cooperatives have and what of it is spoken for.
//
// Owns: stock_items (on hand, reserved), reservations (checkout holds and
// allocations to order lines), stock_moves (every change of what is on hand).
// Does not own: prices and listings (catalog), when to reserve (checkout), when
// goods leave (fulfilment).
//
// Invariants, the first two kept by the database itself:
//   - on hand ≥ 0
//   - 0 ≤ reserved ≤ on hand, so nothing is promised twice
//   - reserved = sum of the variant's reservations
//   - on hand = sum of the variant's moves
//
// Rows are locked in the order of variant ids, so two baskets never wait for
// each other in a circle. Terms: on hand = tồn kho, reservation = giữ hàng.
package stock
