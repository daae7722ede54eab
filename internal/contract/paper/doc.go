// Package paper sets contracts and their addenda as PDF, in Vietnamese, which
// binds, and in English.
//
// The same data gives the same bytes, so that the hash of a document means
// something: dates come from the contract, fonts are embedded, nothing asks the
// clock. What was signed is stored; it is never set anew. Be Vietnam Pro is under
// the SIL Open Font License (fonts/OFL.txt).
package paper
