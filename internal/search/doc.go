// Package search finds products by words, typed in any of the ways people type
// Vietnamese: with or without diacritics, as raw Telex or VNI keystrokes, joined,
// misspelt, in English, by another name.
//
// A query goes through these stages, the same for every engine:
//
//  1. intent takes the wishes out ("dưới 200k", "4 sao", "quà tết") and turns them
//     into filters that the shopper can take away.
//  2. The words become a Reading (vntext.SearchKey and AccentKey). If nothing has
//     all of them, the Lexicon mends them: keystrokes decoded, words parted and
//     joined, typing errors within a letter or two (correct.go). If that finds
//     nothing either, what has some of the words comes nearest.
//  3. An Engine returns candidates; score ranks them (ranking.go holds every
//     weight). It returns ids: the cards are read from the database afterwards, so
//     that prices and stock are never those of an index.
//  4. Names are marked where they match, counts labelled, the query counted
//     without a trace of who asked (Learner).
//
// Synonyms need no stage: catalog derives every wording of a product from them, so
// both engines find them as they find a name.
//
// Owns: search_entries (kept by a trigger on products), search_words, search_pairs,
// search_state, search_days, search_changes. It
// reads catalog's products and never writes them; it is a read model.
package search
