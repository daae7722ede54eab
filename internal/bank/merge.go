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

// face is an entry with its words as they are compared.
type face struct {
	Entry

	ref, text string
	codes     map[string]bool // words of letters and digits, as a payment's reference is
}

func faceOf(e Entry) face {
	f := face{Entry: e, ref: plain(e.Ref), text: plain(e.Text), codes: map[string]bool{}}
	for word := range strings.FieldsFuncSeq(e.Text, noCode) {
		if isCode(word) {
			f.codes[plain(word)] = true
		}
	}
	return f
}

// same tells whether two entries are one movement of money. Within one channel a bank
// says the same thing the same way; two channels may differ in day, number and words.
func same(a, b face, oneChannel bool) bool {
	apart := a.Day.Sub(b.Day).Abs()
	if a.Amount != b.Amount || apart > 24*time.Hour || oneChannel && apart != 0 {
		return false
	}
	if a.Balance != nil && b.Balance != nil && *a.Balance != *b.Balance {
		return false
	}
	switch {
	case a.ref != "" && b.ref != "" && (oneChannel || a.ref == b.ref):
		return a.ref == b.ref
	case a.Balance != nil && b.Balance != nil:
		return true // one amount, one balance after it, within a day
	case oneChannel:
		return a.text == b.text
	}
	short, long := a.text, b.text
	if len(short) > len(long) {
		short, long = long, short
	}
	return len(short) >= minText && strings.Contains(long, short) || shareCode(a, b)
}

func shareCode(a, b face) bool {
	for code := range a.codes {
		if b.codes[code] {
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
	count := map[string]int{} // of equal ones so far, for the fingerprint
	p := newPairing()
	for i, l := range known {
		if !spent[l.ID] {
			p.addLine(i, l)
		}
		count[base(l.Entry)]++
	}
	for i, e := range entries {
		p.addEntry(i, e)
	}
	lineOf := p.pair(channel)
	out := make([]placed, len(entries))
	for i, e := range entries {
		if k, ok := lineOf[i]; ok {
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

func certain(e, l face, oneChannel bool) certainty {
	switch {
	case !same(e, l, oneChannel):
		return unlike
	case oneChannel, e.ref != "" && e.ref == l.ref, e.Balance != nil && l.Balance != nil:
		return exact
	case e.Day.Equal(l.Day):
		return sameDay
	}
	return neighbour
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
