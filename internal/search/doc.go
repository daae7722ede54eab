// Package search finds products by words, with or without diacritics.
//
// It owns no table: it is a read model over catalog's products and their
// search_text. What finds is an Engine; this package holds the one on
// PostgreSQL. An engine returns ids in order, and the cards are read from the
// database afterwards, so that prices and stock are never those of an index.
//
// Words go through vntext.SearchKey, as the texts did. All of them must be
// found (the last one may be the beginning of a word); if nothing has them all,
// likeness of letters is tried, for typing errors. The best match is the exact
// spelling, then the folded phrase, then the words apart.
package search
