// Package invoice is the monthly invoice of a firm that pays later (hóa đơn tháng): what
// was delivered on credit, until when it is to be paid, and what happens with the money.
//
// Owns: invoices, invoice_lines, invoice_numbers, obligation_payments. Does not own: how
// much a firm may owe (credit), payment requests (payment), where money stands (books).
//
// An invoice is made by a job on the first of the month in Viet Nam for all that was
// delivered before, and whenever the firm or the Alliance asks. It is due DueDays later;
// while something of it is open after that day, the firm gets no new credit.
//
// Invariants: an order stands on one invoice at most; numbers of a month follow one
// another; whether an invoice is paid is told by the uses of credit that it lists, so that
// a transfer that the bank's statement tells and one that the Alliance records by hand are
// never counted twice.
package invoice
