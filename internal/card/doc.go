// Package card is paying by card (thẻ): what follows when Stripe takes money, gives it
// back, or has it contested.
//
// Owns: the order of effects. Does not own: what Stripe was asked and told (stripepay),
// requests and refunds (payment), what money does to a purchase (collection), the
// postings (books).
//
// The return page, webhooks, the poll and jobs all end in settle: whoever is first counts
// the money, the rest find it counted. No webhook is believed: Stripe is asked.
package card
