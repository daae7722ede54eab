// Package index keeps a Meilisearch index equal to the listed products.
//
// Every change of a product marks it in search_changes in its own transaction, with a
// version that grows (triggers of the database do). One process of all, holding an
// advisory lock, reads the marks, sends the products as they are now, waits until the
// server has done it, and only then takes the marks away. So nothing is forgotten
// when a worker or the server dies, and nothing old overwrites anything new: there is
// one writer, the server works its tasks in the order they came, and a writer that
// lost its lock marks again what it sent last.
//
// An index is never changed in its settings or emptied under the shoppers: a new one
// is built beside it and swapped in.
package index
