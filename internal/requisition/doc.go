// Package requisition keeps what a firm's members want bought and its owner must
// approve (đề nghị mua), and from which amount on they must ask.
//
// Owns: requisitions with lines and timeline, purchasing_rules, the state machine
// (docs/requisition-states.md). Does not own: what a purchase costs and how it is
// made (checkout, order), who is told (bulk).
//
// Invariants: a requisition promises nothing, neither goods nor prices nor credit;
// an approved one has exactly one purchase and no other has any; one decision wins,
// whoever decides at the same time is told whose it was; what was asked stays as
// it was asked.
package requisition
