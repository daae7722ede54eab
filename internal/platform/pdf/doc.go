// Package pdf opens PDF documents with the market's type, so that contracts,
// labels and packing lists look like one house: Be Vietnam Pro, regular and bold,
// which draws every Vietnamese letter and is under the SIL Open Font License
// (fonts/OFL.txt).
//
// The same content gives the same bytes, so that the hash of a document means
// something: dates come from the caller, fonts are embedded, nothing asks the clock.
package pdf
