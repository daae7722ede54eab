package judged

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/chophien/chophien/internal/vntext"
)

// The ways of typing.
const (
	WayAccented = "accented"
	WayNFD      = "nfd"
	WayUpper    = "upper"
	WayFolded   = "folded"
	WayTelex    = "telex"
	WayVNI      = "vni"
	WayMixed    = "mixed"  // every second word without diacritics
	WayTypo     = "typo"   // folded, with one error
	WayJoined   = "joined" // folded, two words in one
	WayPrefix   = "prefix" // folded, the last word under way
)

// Ways lists all ways in the order of reports.
func Ways() []string {
	return []string{WayAccented, WayNFD, WayUpper, WayMixed, WayFolded, WayTelex, WayVNI, WayTypo, WayJoined, WayPrefix}
}

// Typed is a query typed in one way.
type Typed struct {
	Way, Text string
	// Loose tells that diacritics were lost, so that words which fold alike are meant alike.
	Loose bool
}

// Typed returns a query in every way that makes sense for it.
func (q *Query) Typed() []Typed {
	folded := foldWords(q.Words)
	out := []Typed{{WayAccented, q.Words, !vntext.HasDiacritics(q.Words)}}
	add := func(way, text string, loose bool) {
		if text != "" && !slices.Contains(q.Without, way) {
			out = append(out, Typed{way, text, loose})
		}
	}
	add(WayNFD, norm.NFD.String(q.Words), out[0].Loose)
	add(WayUpper, strings.ToUpper(q.Words), out[0].Loose)
	add(WayFolded, folded, true)
	add(WayTelex, vntext.EncodeTelex(q.Words), true)
	add(WayVNI, vntext.EncodeVNI(q.Words), true)
	add(WayMixed, mixed(q.Words), true)
	add(WayTypo, typo(folded), true)
	add(WayJoined, joined(folded), true)
	add(WayPrefix, prefix(folded), true)
	return out
}

// foldWords drops diacritics but keeps signs, as people type them.
func foldWords(s string) string { return vntext.Fold(s) }

func mixed(s string) string {
	words := strings.Fields(s)
	if len(words) < 2 {
		return ""
	}
	for i := 1; i < len(words); i += 2 {
		words[i] = vntext.Fold(words[i])
	}
	return strings.Join(words, " ")
}

// neighbours are keys beside each other, where fingers slip.
const neighbours = "qwertyuiopasdfghjklzxcvbnm"

// typo makes one error in the longest word of at least four letters: which error
// follows from the word. "" where no word is so long.
func typo(folded string) string {
	words := strings.Fields(folded)
	at := -1
	for i, w := range words {
		if len(w) >= 4 && strings.Trim(w, neighbours) == "" && (at < 0 || len(w) > len(words[at])) {
			at = i
		}
	}
	if at < 0 {
		return ""
	}
	w := words[at]
	sum := 0
	for i := range len(w) {
		sum = 31*sum + int(w[i])
	}
	place := 1 + sum%(len(w)-1) // the first letter is rarely wrong
	switch sum % 4 {
	case 0:
		w = w[:place] + w[place:place+1] + w[place:] // doubled
	case 1:
		w = w[:place] + w[place+1:] // dropped
	case 2:
		if place == len(w)-1 {
			place--
		}
		w = w[:place] + w[place+1:place+2] + w[place:place+1] + w[place+2:] // swapped
		if w == words[at] {
			w += w[len(w)-1:]
		}
	default:
		key := strings.IndexByte(neighbours, w[place])
		w = w[:place] + neighbours[(key+1)%26:(key+1)%26+1] + w[place+1:] // the key beside
	}
	words[at] = w
	return strings.Join(words, " ")
}

func joined(folded string) string {
	words := strings.Fields(folded)
	if len(words) < 2 || strings.ContainsAny(words[0]+words[1], "'’0123456789") {
		return ""
	}
	return strings.Join(append([]string{words[0] + words[1]}, words[2:]...), " ")
}

func prefix(folded string) string {
	words := strings.Fields(folded)
	last := words[len(words)-1]
	if len(words) < 2 || len(last) < 4 || strings.Trim(last, neighbours) != "" {
		return ""
	}
	return folded[:len(folded)-1]
}
