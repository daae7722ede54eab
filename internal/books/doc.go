// Package books turns what happens in the business into balanced postings (ghi sổ):
// a delivery, money that came, a refund, a dispute, a payout.
//
// Owns: book_sales, book_payouts, and which event debits and credits what. Does not
// own: the accounts and their rules (ledger), the rates (commission), the steps of an
// order (order, fulfilment).
//
// Who holds the cash: goods paid at the door are paid to the cooperative or to the
// carrier that it hired itself, so the cooperative has the money and owes the market its
// commission, which is set off against what the market owes it.
//
// A cooperative's part is pending until the buyer has paid and the time to return goods
// is over; then it is payable. What is payable may fall below zero: that is a debt, and
// the next sales make it good before anything is paid out.
//
// Invariants: what happened and its posting commit together; an event posts once; of an
// order never more is paid back than was paid, and of a commission never more given
// back than was kept; one payout of a cooperative is under way at most.
package books
