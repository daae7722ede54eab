// Package payout sends money out of the market's bank account: what is payable to
// cooperatives, and refunds owed to buyers who paid by transfer (chi trả).
//
// Owns: payout_accounts, payout_batches, payout_transfers, payout_files, payout_runs.
// Does not own: what is payable (books), refunds (payment), the bank's statements.
// docs/payout-states.md draws the states; machine.go is the machine.
//
// Invariants: who prepares a batch never approves it, and nothing is paid out of a batch
// that was not approved (CHECK and trigger); a payout or refund is under way once; a bank
// file taken twice is the same bytes; the transfers of a batch and the ledger's clearing
// are one sum.
package payout
