package catalog

import (
	"strings"

	"github.com/chophien/chophien/internal/vntext"
)

// SynonymKind says in which direction a synonym holds.
type SynonymKind string

// The kinds.
const (
	// SynonymSame lets each term stand for all the others.
	SynonymSame SynonymKind = "same"
	// SynonymWider lets what is called by the first term be found by the others,
	// not the other way round.
	SynonymWider SynonymKind = "wider"
)

// maxWordings bounds how many wordings of one name are kept, and maxWordRunes
// how long a word may be to be found.
const (
	maxWordings  = 12
	maxWordRunes = 40
)

// wordings are the lines by which a product's name is found: its names first,
// each once, then the same with synonyms in place of what they stand for. The
// two results hold the same lines, folded and with diacritics. Pure.
func wordings(names []string, synonyms []Synonym) (folded, spelt string) {
	var foldedLines, speltLines []string
	seen := map[string]bool{}
	for i, name := range append(names[:len(names):len(names)], replaced(names, synonyms)...) {
		accented := cutWords(vntext.AccentKey(name))
		// The first two lines are the Vietnamese and the English name, whatever they hold.
		if i >= 2 && (seen[accented] || accented == "") {
			continue
		}
		seen[accented] = true
		foldedLines = append(foldedLines, cutWords(vntext.SearchKey(name)))
		speltLines = append(speltLines, accented)
	}
	return strings.Join(foldedLines, "\n"), strings.Join(speltLines, "\n")
}

// widen adds to wordings what synonyms make of them. Pure.
func widen(words []string, synonyms []Synonym) []string {
	return append(words[:len(words):len(words)], replaced(words, synonyms)...)
}

// replaced returns the wordings that synonyms make of others. Terms are compared
// with their diacritics, for folded "trà" would be found in "sơn tra". Pure.
func replaced(words []string, synonyms []Synonym) []string {
	var out []string
	for _, word := range words {
		line := " " + vntext.AccentKey(word) + " "
		made := 0
		for i := range synonyms {
			for at, term := range synonyms[i].keys {
				if synonyms[i].Kind == SynonymWider && at > 0 {
					break
				}
				if !strings.Contains(line, " "+term+" ") {
					continue
				}
				for other, instead := range synonyms[i].keys {
					if other != at && made < maxWordings {
						out = append(out, strings.TrimSpace(strings.Replace(line, " "+term+" ", " "+instead+" ", 1)))
						made++
					}
				}
				break // of a group the first term found counts
			}
		}
	}
	return out
}

func cutWords(key string) string {
	if len(key) <= maxWordRunes { // as most names are no longer than that, as a whole
		return key
	}
	words := strings.Fields(key)
	for i, w := range words {
		if r := []rune(w); len(r) > maxWordRunes {
			words[i] = string(r[:maxWordRunes])
		}
	}
	return strings.Join(words, " ")
}
