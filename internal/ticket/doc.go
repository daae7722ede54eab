// Package ticket is what anybody may bring before the Alliance and must be answered
// in time (phiếu): complaints about a listing, a seller or a purchase, a
// cooperative's one objection to a take-down, and requests about one's own data
// (xem, sửa, xóa, rút lại đồng ý).
//
// Owns: tickets, ticket_events, ticket_files, product_takedowns and the state
// machine (docs/ticket-states.md). Does not own: how long an answer may take (duty),
// whether goods are on the shelf (catalog), the export and erasure of an account
// (account), who is told (announce, notify).
//
// Invariants: every ticket has a number, a deadline and a log that only grows; what
// was handed in as evidence is never changed or taken away; an answer has words,
// and who answered is known; a guest's ticket is opened by a secret link, which is
// derived and not stored; a take-down holds until the Alliance lifts it, whatever
// the cooperative does, and can be objected to once.
package ticket
