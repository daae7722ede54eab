// Package vat knows the value added tax that a price contains (thuế giá trị gia
// tăng): which rate a treatment has on a day, and how much of a sum it is.
//
// Owns: vat_rates, a dated table with its sources. Does not own: which treatment
// a product has (catalog), what was sold (order), papers and invoices.
//
// Invariants: prices include the tax; everything is whole đồng in integers, the
// tax of a sum is rounded half up and never more than the sum; a sale is taxed by
// the rate of the day of its order, whatever the rate becomes later.
package vat
