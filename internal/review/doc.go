// Package review is what buyers say of what they received (đánh giá).
//
// Owns: reviews with versions, pictures and reports, the rating of each product,
// whom was asked for a review. Does not own: purchases and who may see them
// (order), how a card shows a rating (catalog reads product_ratings).
//
// Invariants: a review belongs to a line of an order that was delivered, one for
// each line, and is its buyer's to change for 14 days; what it said before is kept
// until its author is erased; a cooperative answers once and mends its answer for
// 24 hours; nobody but the Alliance hides one, with a reason that its author reads;
// a rating counts visible reviews only and, once one real review is there, none of
// the demo's; no sale writes a rating.
package review
