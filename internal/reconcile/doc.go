// Package reconcile tells what each line of a bank statement was for (đối soát): money
// that came for a payment request, money that went for a payout or a refund or came back
// of one, what Stripe pays out, or something of the account's own.
//
// Owns: line_states, line_suggestions, and what lines that are set aside post. Does not
// own: the lines (bank), what money does to a request (collection), payouts (payout).
//
//	     ┌──────────── reference and money are right ────────────▶ matched
//	     │                                                           ▲
//	new ─┼─ looks like a request ──▶ suggested ──a person confirms───┤
//	     │                             │  ▲                          │
//	     └─ nothing like it ──▶ unmatched ─┴──a person chooses───────┘
//	                             │  ▲
//	           a person sets it aside, or takes that back
//	                             ▼  │
//	                          set_aside
//
// Invariants: a line pays one request at most, once; who comes second sees it done; what
// was matched is never undone here, for money has moved on; a line that was set aside
// posts once, and taking it back posts the opposite; a transfer of ours, its return and a
// payout of Stripe each stand on one line at most, and the books, which may have heard of
// them before, move once (line_states_ours_key).
//
// The market's bank account in the ledger equals the sum of the statements when every
// line is explained; Overview says by how much it differs, and out of what.
//
// Terms: khớp = match, gợi ý = suggestion, chưa khớp = unmatched, để riêng = set aside,
// phí ngân hàng = bank fee, chênh lệch = difference.
package reconcile
