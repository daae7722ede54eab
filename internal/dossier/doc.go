// Package dossier follows a product on its way to OCOP stars (hồ sơ OCOP): what a
// cooperative gives itself with evidence, what each council gave, the certificate,
// and when it must be judged anew.
//
// Owns: dossiers with scores, files, rounds, comments and timeline, which reminders
// of a certificate's end were sent; the state machine (docs/ocop-dossier-states.md).
// Does not own: the programme's rules (ocop), the certificate that shops show
// (catalog writes it), who reads an organisation's mail (announce).
//
// Invariants: a product has one dossier under way at most; what councils gave is
// recorded by the Alliance with the decision's number and day, and decides nothing
// by itself; a certificate comes from a certified dossier whose level could issue
// its stars on that day; nothing of a dossier is public but that certificate;
// files lie privately and are read through the dossier's door; each reminder is
// sent once.
package dossier
