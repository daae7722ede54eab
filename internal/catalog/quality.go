package catalog

import (
	"context"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
)

// Hint is one line of the checklist by which a listing gets better.
type Hint struct {
	Code string // stable; pages say it in words
	Done bool
	// Weight is what it counts of the score; all weights make 100.
	Weight int
	// Middle is what similar goods cost, for the hint on prices; 0 where too few are known.
	Middle money.VND
	PerKg  bool // Middle is of a kilogram
}

// Similar is what goods like a listing's cost.
type Similar struct {
	Middle money.VND
	Count  int
	PerKg  bool
	Price  money.VND // of the listing, in the same measure
}

// What counts as good enough.
const (
	goodPictures     = 3
	goodPictureSide  = 800
	goodDescription  = 120
	enoughToCompare  = 3
	farFromSimilar   = 3 // times dearer or cheaper than the middle
	fullScore        = 100
	minSummaryLength = 20
)

// Hints is the checklist of a listing. Pure.
func (l *Listing) Hints(similar Similar) []Hint {
	sharp, weighed := len(l.Shots) > 0, len(l.Variants) > 0
	for _, p := range l.Shots {
		sharp = sharp && min(p.Width, p.Height) >= goodPictureSide
	}
	for _, v := range l.Variants {
		weighed = weighed && v.NetWeightG > 0
	}
	price := Hint{Code: "price", Weight: 10, Done: similar.fair()}
	if similar.Count >= enoughToCompare {
		price.Middle, price.PerKg = similar.Middle, similar.PerKg
	}
	return []Hint{
		{Code: "picture", Weight: 20, Done: len(l.Shots) > 0},
		{Code: "more_pictures", Weight: 10, Done: len(l.Shots) >= goodPictures},
		{Code: "sharp_pictures", Weight: 10, Done: sharp},
		{Code: "summary", Weight: 10, Done: len([]rune(l.Summary.VI)) >= minSummaryLength},
		{Code: "description", Weight: 15, Done: len([]rune(l.Description.VI)) >= goodDescription},
		{Code: "weight", Weight: 10, Done: weighed},
		{Code: "english", Weight: 10, Done: l.Name.EN != "" && l.Summary.EN != ""},
		{Code: "origin", Weight: 5, Done: l.Origin.VI != ""},
		price,
	}
}

// fair tells that nothing speaks against a price.
func (s Similar) fair() bool {
	return s.Count < enoughToCompare || s.Price == 0 || s.Middle == 0 ||
		s.Price <= s.Middle*farFromSimilar && s.Price*farFromSimilar >= s.Middle
}

// Score adds up what is done of a checklist, 0 to 100.
func Score(hints []Hint) int {
	score := 0
	for _, h := range hints {
		if h.Done {
			score += h.Weight
		}
	}
	return min(score, fullScore)
}

// Compare looks up what goods like a listing's cost.
func (s *Service) Compare(ctx context.Context, l *Listing) (Similar, error) {
	var first VariantContent
	var firstID ident.ID
	for _, id := range sortedIDs(l.Variants) {
		v := l.Variants[id]
		if firstID == ident.Nil || v.Position < first.Position {
			first, firstID = v, id
		}
	}
	if l.CategorySlug == "" || first.PriceVND == 0 {
		return Similar{}, nil
	}
	out := Similar{Price: first.PriceVND}
	if perKg, ok := pricePerKg(first.PriceVND, first.NetWeightG); ok && first.Unit != unitPiece {
		out.Price, out.PerKg = perKg, true
	}
	middle, count, err := s.store.similar(ctx, l.CategorySlug, first.Unit, out.PerKg, l.ID)
	out.Middle, out.Count = money.VND(middle), count
	return out, err
}
