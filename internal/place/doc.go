// Package place knows Vietnam's administrative units (đơn vị hành chính) and
// finds the commune (xã, phường, đặc khu) that an address means.
//
// On 1 July 2025 the country went from 63 provinces, some 700 districts and
// 10,035 communes to 34 provinces and 3,321 communes without districts. People
// will write the old names for years, so every former unit is kept with its
// dates and its successors, and an old "xã Suối Giàng, huyện Văn Chấn, Yên Bái"
// finds xã Văn Chấn, tỉnh Lào Cai.
//
// Owns: admin_units, admin_unit_aliases, admin_unit_successors,
// admin_unit_release and the embedded data that fills them (data/DATA.md).
//
// Does not own: shipping zones (shipping), the address an order or a profile
// keeps (its owner stores the commune code, the words as typed and the label as
// shown then), the region brand "Yên Bái", which is no address.
//
// Invariants:
//   - A unit's key (Code) never changes and is never given to another unit. For
//     units of the July 2025 map it is the state's GSO code; for units closed
//     then it is "pre2025-…", because GSO reuses codes for other territories.
//   - Only units that are valid today are offered by Search and Resolve.
//   - Resolve never guesses: several places that fit equally, or a match that
//     needs a spelling mended, come back as candidates for the person to choose.
package place
