// Package receipt sets the papers about money that people ask for (chứng từ): a buyer's
// order confirmation and receipt, a firm's monthly statement, and the data from which a
// cooperative makes an electronic invoice.
//
// Owns: their layout, words and XML. Does not own: orders (order), rates of tax (vat),
// what a firm owes (credit). Nothing here is an invoice: that is issued by the seller,
// in a service of its own, out of this data.
package receipt
