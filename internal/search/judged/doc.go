// Package judged says how good searching is, as a number: judged queries over the
// demo catalogue and a generated market full of look-alikes, typed in all the ways
// people type.
//
// kinds.txt lists what is sold, demo.txt what the demo products are in those terms,
// queries.txt what is looked for and which kinds answer it. A product is worth 3
// where it is what was asked for, 1 where it comes near, 0 otherwise. Who types
// without diacritics may also mean every kind whose name folds to the same phrase.
//
// It is material for tests and benchmarks; the server never loads it.
package judged
