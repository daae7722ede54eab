// Package trace tells where goods come from (truy xuất nguồn gốc): what is told of a
// lot in public, the cooperative's own page of it, and the labels on its goods.
//
// Owns: lot_steps, lot_tests, lot_scans, variant_gtins; the public address of a lot.
// Does not own: how much of a lot there is, its dates and its recall (stock), names
// and prices (catalog), who is told of a recall (recall).
//
// A lot's address is a GS1 Digital Link, /01/{GTIN}/10/{lot}, where the cooperative
// has a GTIN of its own, else /truy-xuat/{code}; the latter opens it in both cases.
//
// Invariants:
//   - a household is named in public only while its consent is recorded;
//   - a scan counts a lot and a day, nothing of who scanned;
//   - a GTIN passes GS1's check digit and stands for one variant; none is made up;
//   - the page says at least what Circular 02/2024/TT-BKHCN asks for: name and picture,
//     producer and address, times of the events, lot, expiry (page_test.go lists them).
package trace
