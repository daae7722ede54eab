// Package order is what was bought: a purchase of one buyer (lần mua) and in it
// one order (đơn hàng) for each cooperative, with its lines, its state and its
// timeline.
//
// Owns: purchases, orders, order_lines, order_events; the split of a checkout
// into orders; the state machine below. Does not own: stock (stock), what is due
// (payment), e-mails (announce), who may ask (fulfilment and api).
//
//	awaiting_payment ──pay, offer──▶ placed      (paid first: its cooperative knows nothing of it yet)
//	  │        ──withdraw──▶ cancelled
//	  └─lapse─▶ lapsed ──pay (late, goods still there)──▶ placed,  ──withdraw──▶ cancelled
//
//	placed ──confirm──▶ confirmed ──pack──▶ packed ──ship──▶ shipped ──deliver──▶ delivered
//	  │                    │     ◀──unpack──  │                 │
//	  └──────cancel────────┴──────cancel──────┴──cancel (refused at the door: goods come back)
//	  ▼
//	cancelled
//
// The cooperative takes every step; the buyer may cancel while the order is
// placed, and so may the Alliance confirm or cancel for a cooperative that has not
// answered in 24 hours. In placed, confirmed and packed a part of the goods can be
// cancelled and a new day of shipping told (delay).
//
// Goods sold by weight are weighed in confirmed or packed. A sum that does not rise
// holds at once; one that rises waits beside the state:
//
//	nothing asked ──weigh (rises)──▶ asked ──agree_weight (buyer)──▶ the new sum holds
//	                                   ├──decline_weight (buyer)──▶ the old sum holds
//	                                   ├──weigh──▶ weighed again
//	                                   └──ship──▶ the old sum holds
//
// Invariants: prices, names and terms of a line are frozen when bought; a
// purchase has at most one order of a cooperative; the totals of an order are
// what is still to be paid; the timeline only grows; an action whose result is
// already there changes nothing.
package order
