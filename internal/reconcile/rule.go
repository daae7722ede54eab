package reconcile

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"github.com/chophien/chophien/internal/bank"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/vntext"
)

// Want is money that is waited for, or was.
type Want struct {
	RequestID ident.ID
	Reference string
	Due       money.VND // what is still to come; zero: nothing is waited for any more
	Name      string    // of who pays
	Phone     string    // E.164; empty: not known
	Code      string    // of the purchase; empty: it is none
	State     string    // of the request
}

// Why a request is suggested.
const (
	WhyAmount = "amount" // exactly what is due
	WhyCode   = "code"   // the purchase's code stands in the text
	WhyPhone  = "phone"
	WhyName   = "name"
	WhyTypo   = "typo" // its reference with one sign wrong, or cut off
)

// What each is worth. Nothing goes by itself by such a sum; it only orders what a person sees.
const (
	pointsAmount   = 45
	pointsCode     = 45
	pointsTypo     = 45
	pointsPhone    = 30
	pointsName     = 25 // all words of the name
	enough         = 45
	mostSuggested  = 5
	mostForAmount  = 40 // requests of one amount that are looked at by name
	fewOfAmount    = 3  // more than so many of one amount alone say nothing
	minPhoneDigits = 9
)

// Suggestion is a request that a line may have been meant for.
type Suggestion struct {
	Want

	Score int // 1–100
	Why   []string
}

// Verdict is what the rule makes of a line.
type Verdict struct {
	// Exact is the request whose reference stands in the text; nil: none, or several.
	Exact *Want
	// Suggested are requests for a person to choose, the likeliest first.
	Suggested []Suggestion
}

// Index is what is waited for, ready to be looked up.
type Index struct {
	wants    []Want
	byRef    map[string]int
	refs     []string // sorted, for those that were cut
	byAmount map[money.VND][]int
	byCode   map[string]int
	byPhone  map[string][]int
	// transfers are the references of what we sent that stand in the lines.
	transfers map[string]bool
}

// NewIndex prepares open requests, and others whose reference was seen in a text.
func NewIndex(wants []Want) *Index {
	x := &Index{wants: wants, byRef: map[string]int{}, byAmount: map[money.VND][]int{}, byCode: map[string]int{}, byPhone: map[string][]int{}}
	for i, w := range wants {
		ref := squeezed(w.Reference)
		if _, there := x.byRef[ref]; !there {
			x.byRef[ref] = i
			x.refs = append(x.refs, ref)
		}
		if w.Due <= 0 {
			continue
		}
		x.byAmount[w.Due] = append(x.byAmount[w.Due], i)
		if w.Code != "" {
			x.byCode[squeezed(w.Code)] = i
		}
		if phone := localPhone(w.Phone); phone != "" {
			x.byPhone[phone] = append(x.byPhone[phone], i)
		}
	}
	sort.Strings(x.refs)
	return x
}

// localPhone is a number without its country and its leading nought.
func localPhone(s string) string {
	d := strings.TrimPrefix(strings.TrimPrefix(digitsOf(s), "84"), "0")
	if len(d) < minPhoneDigits {
		return ""
	}
	return d
}

// Judge tells what a line that came was for. A reference in the text is enough, whatever
// the amount: too little and too much are for the request to sort out. Two references of
// open requests are for a person. Pure.
func (x *Index) Judge(l bank.Line) Verdict {
	text := squeezed(l.Text)
	var found []int
	for _, ref := range references(text, refHead) {
		if i, there := x.byRef[ref]; there && !slices.Contains(found, i) {
			found = append(found, i)
		}
	}
	if len(found) > 1 {
		if open := slices.DeleteFunc(slices.Clone(found), func(i int) bool { return x.wants[i].Due <= 0 }); len(open) == 1 {
			found = open
		}
	}
	if len(found) == 0 {
		// Cut short by the bank: what is left of it names one request, and the money is right.
		if cut := cutReference(text); cut != "" {
			if i, one := x.beginning(cut); one && x.wants[i].Due == l.Amount {
				found = append(found, i)
			}
		}
	}
	if len(found) == 1 {
		return Verdict{Exact: &x.wants[found[0]]}
	}
	return Verdict{Suggested: x.suggest(l, text, found)}
}

// beginning finds the one reference that begins so.
func (x *Index) beginning(cut string) (int, bool) {
	i := sort.SearchStrings(x.refs, cut)
	if i == len(x.refs) || !strings.HasPrefix(x.refs[i], cut) || i+1 < len(x.refs) && strings.HasPrefix(x.refs[i+1], cut) {
		return 0, false
	}
	return x.byRef[x.refs[i]], true
}

// suggest weighs what speaks for each request. several were named by reference.
func (x *Index) suggest(l bank.Line, text string, several []int) []Suggestion {
	points, why := map[int]int{}, map[int][]string{}
	add := func(i, n int, reason string) {
		if x.wants[i].Due > 0 && !slices.Contains(why[i], reason) {
			points[i] += n
			why[i] = append(why[i], reason)
		}
	}
	for _, i := range several {
		add(i, pointsCode, WhyCode)
	}
	for _, i := range x.codesIn(text) {
		add(i, pointsCode, WhyCode)
	}
	for _, ref := range references(text, refHead) {
		for _, other := range mistyped(ref) {
			if i, there := x.byRef[other]; there {
				add(i, pointsTypo, WhyTypo)
			}
		}
	}
	if cut := cutReference(text); cut != "" {
		if i, one := x.beginning(cut); one {
			add(i, pointsTypo, WhyTypo)
		}
	}
	for _, phone := range phonesIn(l.Text) {
		for _, i := range x.byPhone[phone] {
			add(i, pointsPhone, WhyPhone)
		}
	}
	equal := x.byAmount[l.Amount]
	words := wordsOf(l.Text + " " + l.Payer)
	for _, i := range equal[:min(len(equal), mostForAmount)] {
		if n := nameIn(x.wants[i].Name, words); n > 0 {
			add(i, n, WhyName)
		}
	}
	for _, i := range equal {
		if len(why[i]) > 0 || len(equal) <= fewOfAmount {
			add(i, pointsAmount, WhyAmount)
		}
	}
	var out []Suggestion
	for i, n := range points {
		if n >= enough {
			slices.Sort(why[i])
			out = append(out, Suggestion{Want: x.wants[i], Score: min(n, 100), Why: why[i]})
		}
	}
	slices.SortFunc(out, func(a, b Suggestion) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), strings.Compare(a.Reference, b.Reference))
	})
	return out[:min(len(out), mostSuggested)]
}

// codesIn finds the codes of purchases in a squeezed text.
func (x *Index) codesIn(text string) map[string]int {
	out := map[string]int{}
	for at := 0; ; at++ {
		i := strings.Index(text[at:], refHead)
		if i < 0 {
			return out
		}
		at += i
		for n := refLength; n <= refLength+4 && at+n <= len(text); n++ {
			if i, there := x.byCode[text[at:at+n]]; there {
				out[text[at:at+n]] = i
			}
		}
	}
}

// phonesIn finds what could be telephone numbers.
func phonesIn(text string) []string {
	var out []string
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return (r < '0' || r > '9') && r != '.' && r != '+' }) {
		if d := digitsOf(word); len(d) >= minPhoneDigits && len(d) <= minPhoneDigits+2 {
			if phone := localPhone(d); phone != "" {
				out = append(out, phone)
			}
		}
	}
	return out
}

func wordsOf(s string) map[string]bool {
	out := map[string]bool{}
	for word := range strings.FieldsSeq(vntext.SearchKey(s)) {
		out[word] = true
	}
	return out
}

// nameIn is what a name is worth that stands in the text as a whole, or all but one word of it.
func nameIn(name string, words map[string]bool) int {
	all, there := 0, 0
	for word := range strings.FieldsSeq(vntext.SearchKey(name)) {
		if all++; words[word] {
			there++
		}
	}
	switch {
	case all < 2 || there < 2 || there < all-1:
		return 0
	case there == all:
		return pointsName
	}
	return pointsName / 2
}
