package bank

import (
	"crypto/sha256"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/vntext"
)

// minText is how many letters two texts of different channels must share to be one.
const minText = 8

// plain is a text as it is compared: banks and services change case, diacritics,
// blanks and signs.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToUpper(r)
		}
		return -1
	}, vntext.Fold(s))
}

// same tells whether two entries are one movement of money. Within one channel a bank
// says the same thing the same way; two channels may differ in day, number and words.
func same(a, b Entry, oneChannel bool) bool {
	apart := a.Day.Sub(b.Day).Abs()
	if a.Amount != b.Amount || apart > 24*time.Hour || oneChannel && apart != 0 {
		return false
	}
	if a.Balance != nil && b.Balance != nil && *a.Balance != *b.Balance {
		return false
	}
	refA, refB := plain(a.Ref), plain(b.Ref)
	switch {
	case refA != "" && refB != "" && (oneChannel || refA == refB):
		return refA == refB
	case a.Balance != nil && b.Balance != nil:
		return true // one amount, one balance after it, within a day
	case oneChannel:
		return plain(a.Text) == plain(b.Text)
	}
	textA, textB := plain(a.Text), plain(b.Text)
	if len(textA) > len(textB) {
		textA, textB = textB, textA
	}
	return len(textA) >= minText && strings.Contains(textB, textA) || shareCode(a.Text, b.Text)
}

// shareCode tells whether two texts have a code in common, as a payment's reference: a
// word of letters and digits.
func shareCode(a, b string) bool {
	codes := map[string]bool{}
	for word := range strings.FieldsFuncSeq(a, noCode) {
		if isCode(word) {
			codes[plain(word)] = true
		}
	}
	for word := range strings.FieldsFuncSeq(b, noCode) {
		if codes[plain(word)] {
			return true
		}
	}
	return false
}

func noCode(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

func isCode(word string) bool {
	return len(word) >= minText && strings.ContainsFunc(word, unicode.IsDigit) && strings.ContainsFunc(word, unicode.IsLetter)
}

// placed is where an entry went: to a line that is known, or to a new one.
type placed struct {
	known       ident.ID // ident.Nil: a new line
	fingerprint [32]byte // of a new line
}

// merge decides which of the entries are known. known are the account's lines around
// their days. Of equal ones each takes one: two transfers of one amount and one text on
// one day are two, in every file. spent are lines that none of the entries can be. Pure.
//
// The surest pairs come first, and a pair gives way where both of its sides have another:
// an entry that took its neighbour's line would leave that one to be written twice.
func merge(entries []Entry, channel Channel, known []Line, spent map[ident.ID]bool) []placed {
	byAmount := map[int64][]int{}
	count := map[string]int{} // of equal ones so far, for the fingerprint
	for i, l := range known {
		if !spent[l.ID] {
			byAmount[int64(l.Amount)] = append(byAmount[int64(l.Amount)], i)
		}
		count[base(l.Entry)]++
	}
	p := pairing{may: make([][]int, len(entries)), lineOf: make([]int, len(entries)), entryOf: make([]int, len(known))}
	surest := make([]certainty, len(entries)) // of each entry's lines, the best
	for k := range p.entryOf {
		p.entryOf[k] = none
	}
	for i, e := range entries {
		p.lineOf[i] = none
		for sure := exact; sure <= neighbour; sure++ {
			for _, k := range byAmount[int64(e.Amount)] {
				if certain(e, known[k], channel) == sure {
					p.may[i] = append(p.may[i], k)
					if len(p.may[i]) == 1 {
						surest[i] = sure
					}
				}
			}
		}
	}
	for sure := exact; sure <= neighbour; sure++ {
		for i := range entries {
			if len(p.may[i]) > 0 && surest[i] == sure {
				p.place(i, make([]bool, len(known)))
			}
		}
	}
	out := make([]placed, len(entries))
	for i, e := range entries {
		if k := p.lineOf[i]; k != none {
			out[i].known = known[k].ID
			continue
		}
		key := base(e)
		count[key]++
		out[i].fingerprint = sha256.Sum256([]byte(key + "\x00" + strconv.Itoa(count[key])))
	}
	return out
}

// certainty is how sure it is that an entry is a line.
type certainty int

const (
	exact     certainty = iota // the same channel's words, the bank's number, or the balance after it
	sameDay                    // what two channels say of one day
	neighbour                  // … of two days
	unlike                     // they are two movements
)

func certain(e Entry, l Line, channel Channel) certainty {
	oneChannel := l.Channel == channel
	switch {
	case !same(e, l.Entry, oneChannel):
		return unlike
	case oneChannel, plain(e.Ref) != "" && plain(e.Ref) == plain(l.Ref), e.Balance != nil && l.Balance != nil:
		return exact
	case e.Day.Equal(l.Day):
		return sameDay
	}
	return neighbour
}

// none is the line of an entry that has none, and the other way round.
const none = -1

// pairing gives each entry at most one line, and as many entries one as can have one
// (H. W. Kuhn's augmenting paths).
type pairing struct {
	may     [][]int // lines that each entry can be, the surest first
	lineOf  []int
	entryOf []int
}

// place finds a line for an entry, moving others to lines that they can be as well.
func (p *pairing) place(entry int, tried []bool) bool {
	for _, free := range []bool{true, false} { // nobody is moved without need
		for _, k := range p.may[entry] {
			if tried[k] || free != (p.entryOf[k] == none) {
				continue
			}
			tried[k] = true
			if free || p.place(p.entryOf[k], tried) {
				p.lineOf[entry], p.entryOf[k] = k, entry
				return true
			}
		}
	}
	return false
}

// base is what makes an entry what it is, but for its number among equal ones: the day,
// the amount, and the bank's own number, else text and balance.
func base(e Entry) string {
	key := e.Day.Format(time.DateOnly) + "\x00" + strconv.FormatInt(int64(e.Amount), 10) + "\x00"
	if ref := plain(e.Ref); ref != "" {
		return key + "ref\x00" + ref
	}
	key += "text\x00" + plain(e.Text)
	if e.Balance != nil {
		key += "\x00" + strconv.FormatInt(int64(*e.Balance), 10)
	}
	return key
}
