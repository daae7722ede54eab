// Package checkout is the way from a cart to a purchase with its orders.
//
// Owns: checkout_holds (goods kept for 15 minutes), idempotency_keys, the order
// of steps in Place. Does not own: any of what it joins together: cart, catalog,
// stock, shipping, place, payment, order.
//
// Invariants: prices, stock and shipping are read anew inside the transaction
// that buys; what the buyer was shown and what is bought are the same or the
// purchase is refused with the new figures; one Idempotency-Key makes at most
// one purchase, whichever process it reaches and however often; a purchase and
// the jobs that tell of it commit together.
package checkout
