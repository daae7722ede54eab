// Package commission is what the market keeps of a sale (hoa hồng): rules by
// cooperative, category and campaign, each from one day to another, and what was
// charged on each order.
//
// Owns: commission_rules, commission_charges. Does not own: who is paid what (books).
//
// Which rule holds: of those that fit an order line on the day it was bought, a
// campaign's before a standing one; then one for the cooperative and the category,
// for the cooperative, for the category, for all. No rule: nothing is kept. On no day
// do two rules of the same rank fit the same goods: the database refuses it.
//
// Invariants: no rule starts or ends in the past, so that what a day's rules were is
// settled once the day has begun; of a rule only its end changes; a charge is written
// once, when the goods are delivered; the shares of its lines add up to it.
package commission
