package search

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/chophien/chophien/internal/catalog"
)

// Suggestions are where the words typed so far lead.
type Suggestions struct {
	Products     []MarkedSuggestion
	Cooperatives []Link
	Categories   []Link
	// Mended is what was looked for instead of the words as typed; empty if they stand.
	Mended string
}

// MarkedSuggestion is a product with the parts of its name that match.
type MarkedSuggestion struct {
	Suggestion

	Marks Marks
}

// Link leads to a cooperative's or a category's page.
type Link struct {
	Slug string
	Name catalog.Text
}

// How much is suggested, and how many other readings of the words are tried: it
// is asked with every key.
const (
	suggestProducts = 6
	suggestLinks    = 3
	suggestReadings = 2
)

// Suggest completes what is typed. Too long or blank words suggest nothing.
func (s *Service) Suggest(ctx context.Context, words string) (Suggestions, error) {
	var out Suggestions
	if utf8.RuneCountInString(words) > maxWords {
		return out, nil
	}
	typed := readingOf(words)
	if typed.Folded == "" {
		return out, nil
	}
	dir, err := s.directory.current(ctx)
	if err != nil {
		return out, err
	}
	tries, err := s.readings(ctx, typed)
	if err != nil {
		return out, err
	}
	for i := 0; i < len(tries) && i <= suggestReadings; i++ {
		a := askedOf(tries[i])
		found, err := s.engine.Suggest(ctx, tries[i], suggestProducts)
		if err != nil {
			return out, err
		}
		for _, p := range found {
			out.Products = append(out.Products, MarkedSuggestion{Suggestion: p, Marks: Marks{VI: mark(p.Name.VI, &a), EN: mark(p.Name.EN, &a)}})
		}
		out.Categories, out.Cooperatives = dir.completions(&a)
		if len(out.Products)+len(out.Categories)+len(out.Cooperatives) > 0 {
			if tries[i] != typed {
				out.Mended = spellOut(&a, cardsOf(found))
			}
			break
		}
	}
	return out, nil
}

func cardsOf(found []Suggestion) []catalog.Card {
	out := make([]catalog.Card, len(found))
	for i := range found {
		out[i].Name = found[i].Name
	}
	return out
}

// completions returns the shelves and sellers that one wording of has all words, the
// largest sellers first. Pure.
func (d *directory) completions(a *asked) (shelves, sellers []Link) {
	for i := range d.shelves {
		if len(shelves) < suggestLinks && slices.ContainsFunc(d.shelves[i].keys, a.within) {
			shelves = append(shelves, Link{Slug: d.shelves[i].Slug, Name: d.shelves[i].Name})
		}
	}
	for i := range d.sellers {
		if len(sellers) < suggestLinks && slices.ContainsFunc(d.sellers[i].keys, a.within) {
			sellers = append(sellers, Link{Slug: d.sellers[i].Slug, Name: catalog.Text{VI: d.sellers[i].Name, EN: d.sellers[i].Name}})
		}
	}
	return shelves, sellers
}

// within tells whether a wording has all asked words as a phrase.
func (a *asked) within(line string) bool {
	phrase := " " + strings.Join(a.folded, " ")
	if a.whole {
		phrase += " "
	}
	return strings.Contains(" "+line+" ", phrase)
}
