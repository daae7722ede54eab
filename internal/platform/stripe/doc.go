// Package stripe speaks to Stripe through its own library, pinned to API 2023-10-16.
//
// Owns: how a request is put, what an answer means, whether it can be sent again.
// Does not own: what a payment is for, and which key a request goes under: every
// write takes the caller's Idempotency-Key, and none is sent twice from here.
//
// Amounts are in a currency's smallest unit; of đồng there is no smaller one, so they
// are whole đồng.
package stripe
