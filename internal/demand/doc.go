// Package demand keeps what buyers ask the cooperatives for (nhu cầu mua) and
// the linkage programmes between provinces under which they may ask.
//
// Owns: demands with their lines, invitations, revisions and timeline; linkage
// programmes and their members. Does not own: what can be supplied (supply), who
// could supply it (matching), offers, awards and contracts.
//
// Invariants, the first three kept by the database itself:
//   - every published wording stays as it was published (demand_revisions)
//   - a demand under a programme names it; a line's quantity carries its type's unit
//   - a demand that ended never opens again
//   - only a verified buyer publishes; lines of one demand never ask twice for the
//     same goods at the same time
//
// States: draft → published → amended; each of them → closed; published and
// amended → awarded or expired. docs/demand-states.md draws it; machine.go is it.
// A demand expires AwardWithin after its answer-by date when nothing was awarded.
package demand
