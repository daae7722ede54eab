package search

import (
	"strings"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/vntext"
)

// candidate is a product that has the words somewhere.
type candidate struct {
	id      ident.ID
	nameVI  string
	nameEN  string
	aliases []string
	// likeness is 0 for a match of words, else how alike the letters are (1–10,000).
	likeness int64
	// order is the value that the list is sorted by, higher first, when it is not
	// sorted by relevance; else how often the product was sold.
	order int64
}

// words are a query in the forms it is compared in.
type words struct {
	folded   string // "mut tao meo"
	accented string // "mứt tào mèo" with tone marks at the word's end
	each     []string
}

func parse(query string) words {
	folded := vntext.SearchKey(query)
	return words{folded: folded, accented: vntext.AccentKey(query), each: strings.Fields(folded)}
}

// The levels of a match, worst first. Distances leave room for how much of the
// name the query covers.
const (
	levelElsewhere   = iota // cooperative, category or origin has some of the words
	levelWordsAround        // name and aliases together have all words
	levelWords              // the name has all words
	levelAlias              // an alias has the phrase, folded
	levelAliasSpelt         // an alias has the phrase as spelt
	levelPhrase             // the name has the phrase, folded
	levelPhraseSpelt        // the name has the phrase as spelt
	levelName               // the name is the phrase, folded
	levelNameSpelt          // the name is the phrase as spelt
)

const levelStep = 1000

// score says how well a candidate matches; higher is better. Pure.
func score(c candidate, q words) int64 {
	if c.likeness > 0 {
		return c.likeness - 1_000_000 // below every match of words
	}
	level := levelElsewhere
	name, spelt := vntext.SearchKey(c.nameVI), vntext.AccentKey(c.nameVI)
	nameEN := vntext.SearchKey(c.nameEN)
	around := name + " " + nameEN
	switch {
	case spelt == q.accented:
		level = levelNameSpelt
	case name == q.folded || nameEN == q.folded:
		level = levelName
	case hasPhrase(spelt, q.accented):
		level = levelPhraseSpelt
	case hasPhrase(name, q.folded) || hasPhrase(nameEN, q.folded):
		level = levelPhrase
	}
	for _, a := range c.aliases {
		folded := vntext.SearchKey(a)
		around += " " + folded
		switch {
		case hasPhrase(vntext.AccentKey(a), q.accented):
			level = max(level, levelAliasSpelt)
		case hasPhrase(folded, q.folded):
			level = max(level, levelAlias)
		}
	}
	if level < levelWords && (hasAll(name, q.each) || hasAll(nameEN, q.each)) {
		level = levelWords
	}
	if level < levelWordsAround && hasAll(around, q.each) {
		level = levelWordsAround
	}
	return int64(level)*levelStep + coverage(name, q.each)
}

// coverage is which part of the name's words were asked for, in thousandths
// below 1000; it prefers short names.
func coverage(name string, each []string) int64 {
	all := strings.Fields(name)
	hits := 0
	for _, w := range all {
		for _, q := range each {
			if w == q {
				hits++
				break
			}
		}
	}
	return int64(hits) * (levelStep - 1) / int64(max(1, len(all)))
}

// hasPhrase tells whether text has the phrase at word borders; its last word may
// go on.
func hasPhrase(text, phrase string) bool {
	return phrase != "" && strings.Contains(" "+text, " "+phrase)
}

// hasAll tells whether text has every word; the last may be a beginning.
func hasAll(text string, each []string) bool {
	text = " " + text + " "
	for i, w := range each {
		if i < len(each)-1 {
			w += " "
		}
		if !strings.Contains(text, " "+w) {
			return false
		}
	}
	return len(each) > 0
}
