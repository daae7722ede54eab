package search

import (
	"math/bits"
	"strings"
)

// The ranking in one place. What the words match decides first: a match of a
// higher level comes before any of a lower one. Within a level counts how much of
// the name was asked for and then what a shopper would rather see: goods that can
// be bought now, that are in season, that bear stars, that others bought.
//
// A query typed with diacritics means them: a word that only folds to the same
// ("bươi" for "bưởi") takes most of its level away.
const (
	levelStep = 1000

	levelElsewhere = 0 // seller, shelf or place has some of the words
	levelAround    = 2 // name and aliases together have all words
	levelShuffled  = 3 // the name has all words, in another order
	levelAlias     = 4 // an alias or synonym has the phrase
	levelWords     = 5 // the name has all words in their order, with others between
	levelPhrase    = 6 // the name has the phrase
	levelAliasIs   = 7 // an alias or synonym is the phrase
	levelOpens     = 8 // the Vietnamese name begins with it; in English what it is comes last
	levelName      = 9 // the name is the phrase

	// Weights within a level; together they stay below levelStep.
	weightCoverage = 480 // times the part of the name's words that were asked for
	weightWhole    = 60  // the last word is there as a whole, not as a beginning
	weightInStock  = 150
	weightInSeason = 60 // of what has a season at all
	weightStar     = 14 // each
	weightSales    = 9  // times log2 of how often it sold, at most 18 doublings
	maxDoublings   = 18
	// weightShelf is given to goods of the shelf, or the seller, that the words name.
	weightShelf = 600

	// accentLoss is taken for words spelt otherwise than typed, in thousandths of
	// the level when all of them are.
	accentLoss = 700
	// accentGain is given to a name that spells all words as typed: who writes "tào
	// mèo" means what is called so before what is also called so.
	accentGain = 2500
	// apartGain divides it where other words stand between.
	apartGain = 5
)

// asked is a reading cut up once for many candidates.
type asked struct {
	folded, spelt []string
	whole         bool
	// accents is how many words were typed with diacritics.
	accents int
	// weight of each word for Query.Some: rare words say more. nil counts alike.
	weight []int64
	// known is what else the words name; engines fill it in.
	known known
	// room is where score puts the words of a candidate, so that it makes no new
	// lists for each. An asked is of one search and never used by two at a time.
	room [2][]string
	keys map[string]string // what keyOf remembers
}

func askedOf(r Reading) asked {
	a := asked{folded: strings.Fields(r.Folded), spelt: strings.Fields(r.Spelt), whole: r.Whole}
	if len(a.spelt) != len(a.folded) {
		a.spelt = a.folded
	}
	for i := range a.folded {
		if a.folded[i] != a.spelt[i] {
			a.accents++
		}
	}
	return a
}

// score says how well a candidate answers; higher is better. Pure but for the room
// it works in, which is asked's: a thousand candidates are scored for one answer.
func score(c *candidate, a *asked, month int) int64 {
	var best int64 = -1
	// A Vietnamese name that has all words speaks for itself: what the English one or
	// an alias makes of them ("Táo mèo liqueur" for Rượu táo mèo) is worth no more.
	own := false
	nameEnds := 0
	around, aroundSpelt := a.room[0][:0], a.room[1][:0]
	c.lines(func(nr int, folded, spelt string) {
		from, fromSpelt := len(around), len(aroundSpelt)
		around, aroundSpelt = appendFields(around, folded), appendFields(aroundSpelt, spelt)
		if len(around)-from != len(aroundSpelt)-fromSpelt {
			aroundSpelt = append(aroundSpelt[:fromSpelt], around[from:]...)
		}
		words, accented := around[from:], aroundSpelt[fromSpelt:]
		switch {
		case nr == 0:
			nameEnds = len(around)
			best = a.line(isVietnamese, words, accented)
			own = best >= 0
		case !own:
			best = max(best, a.line(wordingOf(nr), words, accented))
		}
	})
	a.room[0], a.room[1] = around, aroundSpelt
	name := around[:nameEnds]
	if best < levelAround*levelStep {
		if m := a.apart(around, aroundSpelt); m.all {
			best = max(best, a.level(levelAround, m.lost, coverage(name, a.folded), m.whole))
		}
	}
	if best < 0 {
		best = a.partly(c, around, name)
	}
	return a.known.lift(c, best+signals(c, month), month)
}

// appendFields appends the words of a line, which are parted by single spaces.
func appendFields(words []string, line string) []string {
	for line != "" {
		word, rest, _ := strings.Cut(line, " ")
		if word != "" {
			words = append(words, word)
		}
		line = rest
	}
	return words
}

// wording is what a line of products.search_name is.
type wording int

const (
	isVietnamese wording = iota
	isEnglish
	isAlias
)

func wordingOf(nr int) wording { return min(wording(nr), isAlias) }

// line scores one wording; -1 where it lacks a word. Pure.
func (a *asked) line(kind wording, words, accented []string) int64 {
	phrase, apart, is := levelPhrase, levelWords, levelName
	isName := kind != isAlias
	if !isName {
		phrase, apart, is = levelAlias, levelAround, levelAliasIs
	}
	var best int64 = -1
	for at := 0; at+len(a.folded) <= len(words); at++ {
		lost, whole, ok := a.phraseAt(words[at:], accented[at:])
		if !ok {
			continue
		}
		level := phrase
		switch {
		case len(words) == len(a.folded) && whole:
			level = is
		case at == 0 && kind == isVietnamese:
			level = levelOpens
		}
		best = max(best, a.level(level, lost, coverage(words, a.folded), whole)+a.gain(isName, lost))
	}
	if best >= 0 {
		return best
	}
	m := a.apart(words, accented)
	switch {
	case !m.all:
		return -1
	case isName && !m.ordered:
		return a.level(levelShuffled, m.lost, coverage(words, a.folded), m.whole)
	}
	return a.level(apart, m.lost, coverage(words, a.folded), m.whole) + a.gain(isName, m.lost)/apartGain
}

func (a *asked) gain(isName bool, lost int) int64 {
	if isName && a.accents > 0 && lost == 0 {
		return accentGain
	}
	return 0
}

// phraseAt tells whether the words begin with the phrase, and how many of them
// are spelt otherwise than typed. Pure.
func (a *asked) phraseAt(words, accented []string) (lost int, whole, ok bool) {
	whole = true
	for i, w := range a.folded {
		last := i == len(a.folded)-1
		if words[i] != w {
			if !last || a.whole || !strings.HasPrefix(words[i], w) {
				return 0, false, false
			}
			whole = false
		}
		if a.spelt[i] != w && !a.sameSpelling(i, accented[i], !whole) {
			lost++
		}
	}
	return lost, whole, true
}

// sameSpelling compares a typed word that has diacritics with one of a name. A
// beginning is compared by its letters only: its tone may not be typed yet.
func (a *asked) sameSpelling(i int, accented string, beginning bool) bool {
	return accented == a.spelt[i] || beginning && strings.HasPrefix(accented, a.spelt[i])
}

// apartMatch says how words are among others.
type apartMatch struct {
	all     bool // every one is
	ordered bool // in the order asked
	whole   bool // the last as a whole, not as a beginning
	lost    int  // how many are spelt otherwise
}

// apart finds words among others, in any order. Pure.
func (a *asked) apart(words, accented []string) apartMatch {
	m := apartMatch{all: len(a.folded) > 0, ordered: true, whole: true}
	next := 0 // where the following word is to be found if all are in order
	for i, w := range a.folded {
		found, spelt, complete := false, false, false
		place := -1
		beginning := i == len(a.folded)-1 && !a.whole
		for j := range words {
			exact := words[j] == w
			if !exact && (!beginning || !strings.HasPrefix(words[j], w)) {
				continue
			}
			found = true
			if place < 0 && j >= next {
				place = j
			}
			complete = complete || exact
			spelt = spelt || a.spelt[i] == w || a.sameSpelling(i, accented[j], !exact)
		}
		if !found {
			return apartMatch{}
		}
		m.ordered = m.ordered && place >= 0
		next = place + 1
		m.whole = m.whole && complete
		if !spelt {
			m.lost++
		}
	}
	return m
}

// partly scores what lacks words in its name: by how much of the words it has
// there, then anywhere. Pure.
func (a *asked) partly(c *candidate, around, name []string) int64 {
	var all, inName, anywhere int64
	text := ""
	if c.text != "" {
		text = " " + strings.ReplaceAll(c.text, "\n", " ")
	}
	for i, w := range a.folded {
		weight := int64(1)
		if a.weight != nil {
			weight = a.weight[i]
		}
		all += weight
		switch {
		case has(around, w, i == len(a.folded)-1 && !a.whole):
			inName += weight
			anywhere += weight
		case text != "" && strings.Contains(text, " "+w):
			anywhere += weight
		}
	}
	if all == 0 {
		return 0
	}
	return levelElsewhere + (2*inName+anywhere)*levelStep*2/(3*all) + coverage(name, a.folded)/8
}

func has(words []string, w string, beginning bool) bool {
	for _, x := range words {
		if x == w || beginning && strings.HasPrefix(x, w) {
			return true
		}
	}
	return false
}

// level is the value of a match before signals. Pure.
func (a *asked) level(level, lost int, coverage int64, whole bool) int64 {
	v := int64(level)*levelStep + coverage
	if whole {
		v += weightWhole
	}
	if lost > 0 {
		v -= int64(level) * levelStep * accentLoss * int64(lost) / (1000 * int64(max(a.accents, 1)))
	}
	return v
}

// coverage is weightCoverage times the part of the words that were asked for. Pure.
func coverage(words, asked []string) int64 {
	hits := 0
	for _, w := range words {
		if has(asked, w, false) {
			hits++
		}
	}
	return int64(hits) * weightCoverage / int64(max(1, len(words)))
}

// doublings is how often 1 must be doubled to pass n; 0 for nothing. Pure.
func doublings(n int64) int { return bits.Len64(uint64(max(n, 0))) }

// signals are what counts beside words. Pure.
func signals(c *candidate, month int) int64 {
	var v int64
	if c.inStock {
		v += weightInStock
	}
	if c.season != yearRound && c.inSeason(month) {
		v += weightInSeason
	}
	v += int64(c.stars) * weightStar
	return v + weightSales*int64(min(doublings(c.sold), maxDoublings))
}
