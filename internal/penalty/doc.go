// Package penalty is the penalties (tiền phạt) that the Alliance puts on cooperatives.
//
// Owns: penalties. Does not own: where the money stands (books), who may (the API).
//
// One person proposes a penalty with its reason and what is said to the cooperative,
// another approves: only then it is posted and the cooperative is told. It is set off
// against the next payout, for it stands on the same account. Taking one back is a
// transaction of its own; nothing is rewritten. docs/penalty-states.md draws the states.
//
// Invariants: who proposes never approves (penalties_two_persons_ck); a penalty is posted
// once and taken back once, since its events are.
package penalty
