// Package paper sets contracts and their addenda as PDF, in Vietnamese, which
// binds, and in English.
//
// The same data gives the same bytes, so that the hash of a document means
// something (see platform/pdf). What was signed is stored; it is never set anew.
package paper
