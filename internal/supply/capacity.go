package supply

import (
	"time"

	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
)

// Sureness tells how firm a declaration is.
type Sureness string

// The degrees of sureness, firmest first.
const (
	SurenessStanding Sureness = "standing" // the flock or the field is there
	SurenessPlanned  Sureness = "planned"  // it is paid for and scheduled
	SurenessHoped    Sureness = "hoped"
)

// Status is whether a capacity can be promised.
type Status string

// The states.
const (
	StatusOpen      Status = "open"
	StatusWithdrawn Status = "withdrawn"
)

// Capacity is what a cooperative declares of one kind of goods. Quantities count
// Unit, which is the product type's.
type Capacity struct {
	ID            ident.ID
	OrgID         ident.ID
	TypeCode      string
	ProductID     ident.ID // ident.Nil: of the type in general
	Unit          string
	Grade         string // "loại 1"; empty: ungraded
	Period        calendar.Unit
	Sureness      Sureness
	MinQty        int64 // least that is worth a delivery
	LotQty        int64 // deliveries are whole lots
	LeadDays      int
	PickupCommune string
	SeasonMonths  []int
	Note          string
	Status        Status
	Sample        bool // made up for the demo
	Tiers         []Tier
	Certificates  []Certificate
	Periods       []Period // by start
	Version       int64
	UpdatedAt     time.Time
}

// Tier is the price of a unit from a quantity on, ex farm.
type Tier struct {
	MinQty int64
	Price  money.VND
}

// Certificate is a standard that the goods are made to, with its proof.
type Certificate struct {
	Kind      catalog.Standard
	Number    string
	Issuer    string
	ExpiresOn time.Time // the last day
}

// Period is one week or month of a capacity.
type Period struct {
	ID       ident.ID
	StartsOn time.Time
	EndsOn   time.Time // the last day
	Declared int64
	Retail   int64 // set aside for the shop's shelf
	Promised int64
	// ShelvedMilli is what of Retail was put on the shelf, in thousandths of the unit.
	ShelvedMilli int64
}

// Available is what can still be promised.
func (p Period) Available() int64 { return max(0, p.Declared-p.Retail-p.Promised) }

// PriceFor is the unit price of a quantity; zero when it is below the first tier.
func (c Capacity) PriceFor(quantity int64) money.VND {
	var price money.VND
	for _, t := range c.Tiers {
		if quantity >= t.MinQty {
			price = t.Price
		}
	}
	return price
}

// HolderKind is what promises are held by.
type HolderKind string

// The kinds of holder.
const (
	HolderOffer         HolderKind = "offer"
	HolderAward         HolderKind = "award"
	HolderContract      HolderKind = "contract"
	HolderStandingOrder HolderKind = "standing_order"
)

// Holder is one offer, award, contract or standing order that promises capacity.
type Holder struct {
	Kind       HolderKind
	ID         ident.ID
	BuyerOrgID ident.ID
	Label      string // how people call it, such as its code
}

// Claim is a quantity of one period.
type Claim struct {
	PeriodID ident.ID
	Quantity int64
}

// Promise is a claim with who holds it.
type Promise struct {
	Claim
	Holder
	StartsOn time.Time
}

// Spread divides a quantity over periods, earliest first, as far as they have
// goods to promise; rest is what found no place. Pure.
func Spread(periods []Period, quantity int64) (claims []Claim, rest int64) {
	for _, p := range periods {
		if take := min(quantity, p.Available()); take > 0 {
			claims = append(claims, Claim{PeriodID: p.ID, Quantity: take})
			quantity -= take
		}
	}
	return claims, quantity
}
