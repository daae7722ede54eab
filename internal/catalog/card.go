package catalog

import (
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
)

// Card is a product as lists show it.
type Card struct {
	ID           ident.ID
	Slug         string
	Name         Text
	Summary      Text
	Picture      *Picture // nil: none yet
	CategorySlug string
	Cooperative  CooperativeRef
	// FromPriceVND is the lowest price of a variant; 0 for quote-only goods.
	FromPriceVND money.VND
	// Unit is what that price buys ("hũ 250 g").
	Unit Text
	// DefaultVariantID is the variant with that price; ident.Nil when it cannot be bought now.
	DefaultVariantID ident.ID
	// PricePerKgVND is 0 where weight or price is unknown.
	PricePerKgVND money.VND
	// Star is the OCOP mark valid today; nil for none.
	Star *Star
	// Rating is what buyers say; nil where nobody has.
	Rating       *Rating
	Availability Availability
	// AvailableQty is how many of the best-stocked variant are left; told when low.
	AvailableQty int64
	SeasonMonths []int
	InSeason     bool
	MinAge       int
	ColdChain    bool
	LiveAnimal   bool
	QuoteOnly    bool

	// Where the list continues after this card.
	soldCount int64
	listedAt  time.Time
}

// Star is a valid OCOP mark.
type Star struct {
	Stars     int       // 3 to 5
	ExpiresOn time.Time // a day in Viet Nam
	Sample    bool      // invented for the demo
}

// Rating is what the visible reviews of a product come to; package review keeps it.
type Rating struct {
	Count   int64
	Average int  // hundredths of a star, weighed against few votes
	Sample  bool // of the demo's reviews only
}

// Variant is one way to buy a product.
type Variant struct {
	ID            ident.ID
	SKU           string
	Name          Text
	Unit          string
	NetWeightG    int64
	ByWeight      bool // the price follows the real weight
	PriceVND      money.VND
	PricePerKgVND money.VND // 0 where weight or price is unknown
	Tiers         []Tier
	// A quantity is MinQty plus a multiple of StepQty, at most MaxQty.
	MinQty, MaxQty, StepQty int64
	Availability            Availability
	AvailableQty            int64 // what is left; told to shoppers when low
}

// fill completes a card out of its variants, which come in shelf order.
func (c *Card) fill(variants []Variant, today time.Time, month int) {
	c.InSeason = inSeason(c.SeasonMonths, month)
	if c.Star != nil && (c.Star.Stars == 0 || today.After(c.Star.ExpiresOn)) {
		c.Star = nil
	}
	c.Availability = AvailabilityOut
	if c.QuoteOnly {
		c.Availability = AvailabilityQuote
	}
	var cheapest *Variant
	for i := range variants {
		v := &variants[i]
		c.Availability = best(v.Availability, c.Availability)
		if v.Availability != AvailabilityOut {
			c.AvailableQty = max(c.AvailableQty, v.AvailableQty)
		}
		if cheapest == nil || v.PriceVND < cheapest.PriceVND {
			cheapest = v
		}
	}
	if cheapest == nil {
		return
	}
	c.Unit = Text{VI: inSentence(cheapest.Name.VI), EN: inSentence(cheapest.Name.EN)}
	c.PricePerKgVND = cheapest.PricePerKgVND
	if cheapest.Availability == AvailabilityInStock || cheapest.Availability == AvailabilityLow {
		c.DefaultVariantID = cheapest.ID
	}
}
