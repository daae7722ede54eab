// Package liaison is the letters between the Alliance and an organisation (trao đổi
// với Liên minh): one thread each, plain words, with a mail for what is new.
//
// Owns: liaison_messages and liaison_reads. Does not own: complaints and requests
// (ticket), talks about an offer (offer).
//
// Invariants: a letter is never changed; the same key writes it once; each side has
// read up to a moment, and what the other wrote after it is unread.
package liaison
