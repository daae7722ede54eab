package catalog

import (
	"maps"
	"slices"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
)

// Content is all that a cooperative writes about a product. Each field has a name
// (see fields); changes, history and conflicts are told in those names.
type Content struct {
	Name, Summary, Description, Origin, Harvest, Storage Text
	CategorySlug                                         string // empty in a draft only
	SeasonMonths                                         []int
	// SeasonAuto takes the product off the shelf out of its season and brings it back.
	SeasonAuto            bool
	ShelfLifeDays         int // 0: does not expire, or is alive
	ShipScope             ShipScope
	MinAge                int // 0 or 18
	ColdChain, LiveAnimal bool
	VATTreatment          VATTreatment
	Pictures              []ident.ID // in shelf order
	Variants              map[ident.ID]VariantContent
}

// VariantContent is one way to buy, as its cooperative writes it.
type VariantContent struct {
	SKU                     string
	Name                    Text
	Unit                    string
	NetWeightG, ShipWeightG int64 // a net weight of 0 is not known
	ByWeight                bool  // NetWeightG is the usual weight; the price follows the real one
	PriceVND                money.VND
	Tiers                   []Tier
	MinQty, MaxQty, StepQty int64
	Position                int
}

// clone copies what changes are made in.
func (c Content) clone() Content {
	c.Pictures, c.Variants = slices.Clone(c.Pictures), maps.Clone(c.Variants)
	if c.Variants == nil {
		c.Variants = map[ident.ID]VariantContent{}
	}
	return c
}

// Listing is a product as its cooperative works on it.
type Listing struct {
	ID        ident.ID
	OrgID     ident.ID
	Slug      string
	Status    Status
	HiddenFor HiddenFor
	QuoteOnly bool
	Content
	// Version counts changes of the product; a change of its state names the one seen.
	Version   int64
	UpdatedAt time.Time
	// GoLiveAt is when it goes on the shelf by itself; zero for no plan.
	GoLiveAt time.Time
	// ApprovedAt is when the Alliance approved its words; zero for never.
	ApprovedAt time.Time
	Shots      []Picture
	Stock      map[ident.ID]OwnVariant
	// Review is the last check; nil when none was asked for.
	Review *Review
}
