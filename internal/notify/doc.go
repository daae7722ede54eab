// Package notify tells people what happened (thông báo), by e-mail.
//
// It owns the messages: which kinds there are, their words in Vietnamese and
// English, their look, and whether each was sent. It does not own why a message
// is due or who should get it: the flow that changes something queues the
// message in the transaction of that change, with all facts it will show, so
// that rendering asks nobody.
//
// Invariants:
//   - a message exists if and only if its cause committed;
//   - the same event (Dedupe) writes its message once, however often it is handled;
//   - a message is sent at least once; a second sending carries the same Message-ID;
//   - to whom a message went and what it said (addresses, links that open an
//     account or an order) is wiped from the database once it was sent.
package notify
