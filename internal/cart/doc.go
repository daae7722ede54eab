// Package cart is what a shopper is about to buy (giỏ hàng).
//
// Owns: carts and their lines. A guest's cart is found by a secret kept in a
// cookie, a user's by the account; at log-in the guest's lines move over.
// Does not own: prices and what may be sold (catalog), promises of goods (stock).
//
// Invariants: a line has at least one unit; a cart has at most MaxLines lines;
// prices are always read anew, the one kept in a line is only what the shopper
// last saw, so that a change can be shown.
package cart
