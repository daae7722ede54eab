// Package bank is what the banks say of the market's accounts (sao kê ngân hàng):
// statements that people upload, and what services that watch an account tell.
//
// Owns: bank_accounts, bank_statements, bank_statement_lines, bank_events, bank_lines.
// Does not own: what a line was for (reconcile), the market's books (ledger).
//
// A statement is taken whole or not at all: where its totals or running balances do not
// add up, it is refused with the rows named.
//
// Invariants: what came is kept byte for byte and never changed; a movement of money is
// one line, however often, by however many files and by whichever way it came (the
// database holds a fingerprint of each); an event of a service is kept before anything
// is made of it, once by its id there.
//
// Terms: sao kê = statement, dòng sao kê = line, ghi có = credit (came), ghi nợ = debit
// (went), số dư = balance, nội dung = text, số tham chiếu = the bank's own reference.
package bank
