package catalog

import (
	"context"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
)

// Offer is a variant as cart and checkout need it, all read at one moment.
type Offer struct {
	VariantID   ident.ID
	SKU         string
	VariantName Text
	// Unit is the Vietnamese word for what a quantity counts ("hũ"); UnitName translates it.
	Unit string
	// NetWeightG is what the buyer gets; ShipWeightG what the carrier carries, in grams a unit.
	NetWeightG, ShipWeightG int64
	// ByWeight tells that NetWeightG is the usual weight, and the price follows the real one.
	ByWeight bool
	PriceVND money.VND
	Tiers    []Tier // by rising MinQty
	// A quantity is MinQty plus a multiple of StepQty, at most MaxQty.
	MinQty, MaxQty, StepQty int64

	ProductID    ident.ID
	ProductSlug  string
	ProductName  Text
	Status       Status
	MinAge       int
	ColdChain    bool
	LiveAnimal   bool
	ShipScope    ShipScope
	VATTreatment VATTreatment
	// Picture is the product's first; nil when it has none.
	Picture *Picture

	Cooperative CooperativeRef

	// Sellable tells that the product is listed by a verified cooperative, the
	// variant is not archived and has a price (is not quote-only). It says
	// nothing about stock.
	Sellable bool
	// OnHand is what is there, Reserved what of it is promised.
	OnHand, Reserved int64
}

// UnitPrice returns what one unit costs when qty units are bought.
func (o Offer) UnitPrice(qty int64) money.VND { return unitPrice(o.PriceVND, o.Tiers, qty) }

// Available returns how many units can still be promised.
func (o Offer) Available() int64 { return max(0, o.OnHand-o.Reserved) }

// QuantityFits tells whether qty is one that the cooperative sells.
func (o Offer) QuantityFits(qty int64) bool {
	return qty >= o.MinQty && qty <= o.MaxQty && (qty-o.MinQty)%o.StepQty == 0
}

// Snapshot returns the current offers of the variants, by one statement and
// inside the transaction of ctx if there is one. A variant that does not exist
// is absent; one that may not be sold is there with Sellable false.
func (s *Service) Snapshot(ctx context.Context, variantIDs []ident.ID) (map[ident.ID]Offer, error) {
	if len(variantIDs) == 0 {
		return map[ident.ID]Offer{}, nil
	}
	return s.store.offers(ctx, variantIDs)
}

// ShipsFrom returns the address and the commune of today that a cooperative ships from;
// "" where its source names none.
func (s *Service) ShipsFrom(ctx context.Context, orgID ident.ID) (address, communeCode string, err error) {
	return s.store.shipsFrom(ctx, orgID)
}
