// Package offer keeps what cooperatives answer to a demand (chào hàng) until the
// buyer awards it: the invitation with the share proposed, each answer in the
// words of its time, joint bids, and what both sides write to each other.
//
// Owns: negotiations (one for each published demand), offers with all their
// versions, members of joint bids, messages with files. Does not own: the demand
// (demand), what can be supplied (supply), who is asked for how much (matching,
// negotiation), and what comes of an award (contract).
//
// Invariants, all but the last kept by the database itself:
//   - a cooperative has one offer in a demand, and takes part once: at the head of
//     its own or as a member of one other, so joint bids never run in circles
//   - versions and messages stay as they were written
//   - an answer in force is one of the versions
//   - nothing is answered after the answer-by date; what rivals offer is seen by
//     nobody but the buyer while a sealed negotiation runs, and its prices never
//
// States: invited → accepted, countered, declined, lapsed → awarded, lost.
// docs/offer-states.md draws it; machine.go is it.
package offer
