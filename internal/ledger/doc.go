// Package ledger is the market's books (sổ cái): double entry, append-only.
//
// Owns: ledger_accounts, ledger_transactions, ledger_entries, ledger_balances,
// ledger_checks. Does not own: what an event of the business posts (books), who is
// paid when.
//
// A line's amount is whole đồng, positive for a debit and negative for a credit. An
// account has a kind and an owner (a cooperative, a firm, a purchase …; ident.Nil:
// the market) and is made when first posted to.
//
// Invariants, kept by the database itself: the lines of a transaction add up to zero
// and come with it or never; nothing is changed or deleted; a line goes to an open
// account that exists; an event posts once. Posting locks no row that another posting
// wants: balances are snapshots plus the entries since, and a snapshot is taken only
// where no entry with a lower number can still appear.
package ledger
