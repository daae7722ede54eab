// Package exchange takes a cooperative's figures in from spreadsheets and gives them
// out: goods with prices and counts, lots, declared capacity, orders and returns.
//
// Owns: imports, import_rows. Does not own: goods (catalog), counts and lots (stock), capacity
// (supply), which it changes only through those.
//
//	checking ──▶ checked ──apply──▶ applying ──▶ done
//	   │            │                  │
//	   │            ├──cancel──▶ cancelled ◀──cancel
//	   │            └──nothing to change──▶ done
//	   └──unreadable──▶ failed
//
// Invariants: a check changes nothing but its own rows; taking over compares every
// figure with what the check saw, so that nothing of anybody's is overwritten
// unseen; one import of a cooperative writes at a time (the database sees to it);
// a worker that dies goes on behind the last row that was committed; the same file
// again changes nothing.
//
// Terms: nhập từ bảng tính = import, xem trước = check, dòng lỗi = faulty row,
// mẫu = template, xuất = export.
package exchange
