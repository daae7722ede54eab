package web

import "context"

// How many of each the home page shows, as the application's own.
const (
	homeSeason       = 6
	homeShown        = 3
	homeStarred      = 8
	homeCooperatives = 6
)

type homeText struct {
	home
	Season []productCard // of what is in season now, what is not always to be had
	Shown  []productCard // of those, the ones with a large picture on a wide screen
}

func (s *Site) homePage(ctx context.Context, _ request, p *page) error {
	var text homeText
	if err := s.read(ctx, p, "/api/v1/home", nil, &text.home); err != nil {
		return err
	}
	for _, card := range text.InSeason {
		if len(card.SeasonMonths) < 12 && len(text.Season) < homeSeason {
			text.Season = append(text.Season, card)
		}
	}
	text.Shown = first(text.Season, homeShown)
	text.Starred = first(text.Starred, homeStarred)
	text.Cooperatives = first(text.Cooperatives, homeCooperatives)
	var stalls []category
	for _, c := range text.Categories {
		if c.ProductCount > 0 {
			stalls = append(stalls, c)
		}
	}
	text.Categories = stalls

	w := s.words[p.lang]
	p.title, p.description = w.say("home_doc_title"), w.say("home_lead")
	for _, card := range text.Season {
		if p.image == nil && card.MinAge < adult {
			p.image = card.Picture
		}
	}
	p.linked = append(p.linked, s.ldWebsite(p), s.ldOperator(p))
	p.view, p.text = "home", text
	return nil
}

// first is the beginning of a list, at most n long.
func first[T any](list []T, n int) []T { return list[:min(n, len(list))] }
