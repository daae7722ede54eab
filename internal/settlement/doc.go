// Package settlement sets what carriers say they took at the door beside what the orders
// say (đối soát COD): parcel by parcel, cash collected, fee, paid out.
//
// Owns: cod_settlements, cod_settlement_rows. Does not own: orders, the books.
//
// The cash of a parcel is its cooperative's, which hired the carrier (decision 0044): a
// settlement is a report to it and to the Alliance and posts nothing.
//
// Invariants: a sheet is kept byte for byte, once; differences are worked out when asked
// for, from the orders as they are; a cooperative sees rows of its own orders only.
//
// Terms: phiên đối soát = settlement, tiền thu hộ = cash collected, phí dịch vụ = fee,
// thực nhận = paid out, chênh lệch = difference.
package settlement
