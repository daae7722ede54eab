// Package stripepay is what the market asks of Stripe and what Stripe tells it: payments
// by card (PaymentIntents), saved cards, refunds, disputes, payouts and webhooks.
//
// Owns: stripe_calls, stripe_intents, stripe_events, stripe_polls, stripe_customers,
// stripe_refunds, stripe_disputes, stripe_dispute_parts, stripe_payouts, stripe_accounts,
// stripe_transfers. Does not own:
// what a payment is for and what follows from it (card), the books (books).
//
// Invariants: every request that changes something goes under a key of ours, and a key
// never takes another request; a webhook is stored before anything else, once; what an
// event says is never believed: Stripe itself is asked; what has ended stays ended. No
// request is sent inside a transaction.
package stripepay
