// Package offtake is what happens to capacity, money and people while a contract
// is signed and kept (thực hiện hợp đồng bao tiêu).
//
// Owns: the order of effects, the calling off of deliveries, who is asked to make
// up a shortfall, who is told of what, the calendar feed. Does not own: the
// machines and figures (contract), capacity (supply), the paper (contract/paper),
// the words of messages (notify).
//
// Invariants: a step, what is promised because of it and what it tells people
// commit together; after every step supply holds promised to the contract exactly
// what the contract claims; a repeated step changes nothing and tells nobody.
package offtake
