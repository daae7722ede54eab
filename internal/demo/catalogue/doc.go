// Package catalogue holds the demo catalogue as data: cooperatives, products, accounts and shipping rates,
// written as YAML beside this file and embedded in the binary.
//
// Owns: the text and figures of the demo, and the check that they are whole (Load refuses anything else).
// Does not own: how they reach the database (package demo) or the pictures (named here, drawn elsewhere).
//
// Invariants: every reference resolves; no product carries five stars, since Yên Bái has none; a star not
// found in a public source is marked as a sample and never hangs on one of the six real cooperatives; a price
// is above zero or, for a quote-only product, absent. README.md tells the sources.
package catalogue
