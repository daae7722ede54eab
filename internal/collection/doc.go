// Package collection is what follows when money comes, or does not (thu tiền): the one way
// in which money reaches a purchase, a deposit or an invoice.
//
// Owns: the order of effects. Does not own: requests, receipts and refunds (payment), the
// states of orders (order), what is debited and credited (books), the words of messages
// (notify), how it is found out that money came (statements of banks, Stripe).
//
// Invariants: a movement of money counts once, whoever tells of it and however often; a
// purchase is paid once, whoever is first; what is too much, too late or no longer wanted
// is owed back in the same transaction; goods are kept exactly as long as their money can
// still come.
//
// Locks: the requests of a purchase, then its orders, then stock.
package collection
