package review

import (
	"strings"
	"unicode/utf8"
)

// A product begins as if priorVotes buyers had given it priorStars; each real vote
// weighs as much as one of those. So one voice moves a rating by a sixth of the
// way, twenty by four fifths, and a hundred good votes stand above one perfect one.
// docs/decisions/0038-ratings-that-resist-few-votes.md says why these numbers.
const (
	priorVotes = 5
	priorStars = 400 // hundredths
)

// Weighed is the rating in hundredths of a star of so many votes with this sum of
// stars, rounded half up; 0 without votes. It is (5·4,00 + sum) / (5 + votes). Pure.
func Weighed(votes, sum int64) int {
	if votes <= 0 {
		return 0
	}
	all := priorVotes + votes
	return int((2*(priorVotes*priorStars+100*sum) + all) / (2 * all))
}

// Rating is what a product's visible reviews come to.
type Rating struct {
	Votes   int64
	Average int      // hundredths of a star, weighed; 0 without votes
	ByStars [5]int64 // how many gave one to five stars
	Sample  bool     // of the demo's reviews only
}

// ratingOf counts real votes, or the demo's while there is no real one. Pure.
func ratingOf(found, sample [5]int64) Rating {
	r := Rating{ByStars: found}
	if found == ([5]int64{}) && sample != found {
		r.ByStars, r.Sample = sample, true
	}
	var sum int64
	for i, n := range r.ByStars {
		r.Votes += n
		sum += int64(i+1) * n
	}
	r.Average = Weighed(r.Votes, sum)
	return r
}

// authorOf shortens a name for the public: the given name, which Vietnamese names
// end in, and the family's initial: "Nguyễn Thị Lan" is "Lan N.". Pure.
func authorOf(fullName string) string {
	parts := strings.Fields(fullName)
	if len(parts) == 0 {
		return ""
	}
	given := parts[len(parts)-1]
	if len(parts) == 1 {
		return given
	}
	initial, _ := utf8.DecodeRuneInString(parts[0])
	return given + " " + strings.ToUpper(string(initial)) + "."
}
