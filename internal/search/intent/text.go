package intent

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/chophien/chophien/internal/vntext"
)

// text is a query as typed beside its folded form. Both have one place for each
// character, so that what is found in the folded form is known as typed.
type text struct {
	typed  []rune
	folded []byte // lower-case ASCII; what folds to nothing else is a taken place
}

// taken marks places of a wish that was read.
const taken = 0

func newText(q string) *text {
	t := &text{typed: []rune(norm.NFC.String(strings.ToValidUTF8(q, " ")))}
	t.folded = make([]byte, len(t.typed))
	for i, r := range t.typed {
		t.folded[i] = foldOne(r)
	}
	for i := maxRead; i < len(t.folded); i++ { // kept as words, but not read
		t.folded[i] = taken
	}
	return t
}

func foldOne(r rune) byte {
	switch r {
	case '★', '⭐':
		return '*'
	case '–', '—', '−':
		return '-'
	case '₫':
		return 'd'
	case '≤':
		return '<'
	case '≥':
		return '>'
	}
	if unicode.IsSpace(r) {
		return ' '
	}
	if r < 0x80 {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return byte(unicode.ToLower(r)) //nolint:gosec // ASCII
	}
	if folded := vntext.Fold(string(r)); len(folded) == 1 {
		return folded[0]
	}
	return taken
}

// find returns the places of a pattern's groups, -1 for those that are not there; nil
// where the pattern does not match.
func (t *text) find(pattern *regexp.Regexp) []int { return pattern.FindSubmatchIndex(t.folded) }

// group is group n of a match, folded; "" where it is not there.
func (t *text) group(at []int, n int) string {
	if at[2*n] < 0 {
		return ""
	}
	return string(t.folded[at[2*n]:at[2*n+1]])
}

// spelt is group n as typed, in lower case.
func (t *text) spelt(at []int, n int) string {
	if at[2*n] < 0 {
		return ""
	}
	return strings.ToLower(string(t.typed[at[2*n]:at[2*n+1]]))
}

// take reads a match out of the text and returns it as typed.
func (t *text) take(at []int) string {
	words := strings.Join(strings.Fields(string(t.typed[at[0]:at[1]])), " ")
	for i := at[0]; i < at[1]; i++ {
		t.folded[i] = taken
		t.typed[i] = ' '
	}
	return words
}

// rest is what nobody took, as typed.
func (t *text) rest() string { return strings.Join(strings.Fields(string(t.typed)), " ") }
