// Package negotiation is the way from a published demand to an award (thương
// thảo, chọn chào hàng).
//
// Owns: who is asked for how much, when the remainder is matched again, the
// comparison of offers, the checks of a split and the award, which promises
// capacity, ends the demand and drafts the contract in one transaction. Does not
// own: the demand, the offers' machine, the solver, the contract.
//
// Invariants: a step and what it tells people commit together; the remainder is
// matched by a job of the same transaction; of two who award at once one wins; an
// award promises all that it says or nothing.
package negotiation
