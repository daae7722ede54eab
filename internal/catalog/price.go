package catalog

import "github.com/chophien/chophien/internal/money"

// Tier is a lower unit price from a quantity on.
type Tier struct {
	// MinQty is the least quantity, in the variant's unit, that gets the price.
	MinQty   int64
	PriceVND money.VND
}

// unitPrice returns what one unit costs when qty units are bought: the lowest of
// the base price and the tiers reached, so that after a price cut a tier set
// earlier never makes more goods dearer. Tiers need no order.
func unitPrice(base money.VND, tiers []Tier, qty int64) money.VND {
	price := base
	for _, t := range tiers {
		if qty >= t.MinQty {
			price = min(price, t.PriceVND)
		}
	}
	return price
}

// pricePerKg returns the price of a kilogram, rounded to the nearest đồng; ok
// is false where the weight is unknown or the price open.
func pricePerKg(price money.VND, netWeightG int64) (perKg money.VND, ok bool) {
	if netWeightG <= 0 || price <= 0 {
		return 0, false
	}
	total, err := price.Times(1000)
	if err != nil {
		return 0, false
	}
	return (total + money.VND(netWeightG/2)) / money.VND(netWeightG), true
}
