// Package certification keeps what a cooperative was certified for beside its OCOP
// stars (giấy chứng nhận khác): VietGAP, HACCP, organic, food safety, laboratory
// reports, with number, issuer, days and a file.
//
// Owns: certifications, certification_reminders. Does not own: OCOP stars (catalog,
// dossier), what a laboratory found in one lot (trace), where they are shown in public
// (trace reads them for its page), who reads a cooperative's mail (announce).
//
// Invariants: a certification ends after it was issued and is not issued in the future;
// it is shown in public only between those days; its file lies sealed, and is public
// only where the cooperative said so and only while the certification holds; one number
// of a kind stands once for a product; each reminder is sent once.
package certification
