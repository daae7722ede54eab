// Package verification is how a cooperative is checked before it may trade (xác
// minh): what it hands in about itself, with papers, what the Alliance decides, and
// the same again whenever its name, line, register, representative or address changes.
//
// Owns: verifications and verification_papers. Does not own: what is on record of
// an organisation and whether it may trade (party); who is told (announce).
//
// Invariants: an organisation has at most one that waits; a decided one is history
// and never changes; what waits changes nothing of what is on record, an approved
// one puts exactly what was submitted there, in the same transaction; papers lie
// encrypted, each reading of one is in the audit log, and they are deleted
// PapersKept after the decision, when only their names and hashes stay.
// States: docs/verification-states.md.
package verification
