// Package contract keeps framework contracts (hợp đồng bao tiêu) from the draft
// that an award makes to the last delivery.
//
// Owns: contracts with their shares, months and claims; the documents that are
// signed, codes and signatures; addenda; deliveries with lots and photos;
// shortfalls; what is to be paid (payment obligations); price quotes. Does not
// own: capacity and its promises (supply, which holds them under the contract's
// id), offers (offer), the look of the paper (contract/paper), money that moves.
//
// Invariants, the first two kept by the database itself:
//   - delivered + remaining + forgiven = contracted in every month of every share
//   - documents, signatures, adjustments, obligations and the timeline are never rewritten
//   - a month's claims sum up to contracted − forgiven, and the claims on a period of
//     capacity to what supply holds promised to the contract
//   - what was signed is the stored document: its SHA-256 is in every signature
//   - a month's deliveries that are not over never ask for more than remains
//
// States of a contract: draft → signing → active → completed or terminated. Of a
// delivery: planned → called → confirmed → shipped → accepted, accepted_part or
// rejected; missed and cancelled end it early. Addenda and shortfalls have machines
// of their own. docs/contract-states.md draws all four.
package contract
