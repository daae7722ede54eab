// Package answer lets a cooperative answer a new order without log-in (trả lời không
// cần đăng nhập): a link that is good once, and what happens when nobody answers.
//
// Owns: answer_links (only a hash of each), answer_nudges (what was done about an order
// that waits), and that the Alliance's acting for a cooperative leaves a trace. Does not
// own: the state machine (order), its effects (fulfilment), words and ways of messages
// (announce, notify).
//
// Invariants: opening a link changes nothing, since mail programmes open links by
// themselves; a link answers once and for one order; it shows goods, sum and province, but
// neither name nor address of the buyer; an order is reminded of once and told to the
// Alliance once; the link, the step and its trace commit together.
package answer
