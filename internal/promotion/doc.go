// Package promotion is discount codes (mã giảm giá): what a code takes off goods or
// shipping, who bears it, and how often and how much it may.
//
// Owns: vouchers, voucher_consents, voucher_uses. Does not own: what an order costs
// (order), where a discount stands in the books (books), campaigns' commission
// (commission: a campaign here and there is the same name).
//
// Who bears it: a cooperative for a code of its own, on its own goods only; the market
// for one of the Alliance; or both by a fixed share, and then only for cooperatives
// that have agreed.
//
// How codes go together: of a cooperative one for each of its orders, of the market one
// for each purchase; the cooperative's is taken first, the market's of what is left.
// Nothing falls below zero, neither goods nor shipping.
//
// Invariants: shares of lines and bearers add up to the discount exactly; a use is
// counted in the transaction that buys, under a lock on its voucher, and given back in
// the one that cancels; a voucher is never edited, only ended.
package promotion
