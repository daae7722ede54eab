package contract

import (
	"math/big"
	"slices"

	"github.com/chophien/chophien/internal/money"
)

// PriceKind is how a unit is priced.
type PriceKind string

// The kinds of price.
const (
	PriceKindFixed PriceKind = "fixed"
	PriceKindTier  PriceKind = "tier"  // by the quantity of the delivery
	PriceKindIndex PriceKind = "index" // follows a published quote between floor and cap
)

// Price is how goods of a share are paid. It is kept as JSON: fields are only ever added.
type Price struct {
	Kind      PriceKind   `json:"kind"`
	Base      money.VND   `json:"base"`
	Tiers     []PriceTier `json:"tiers,omitempty"`
	Index     string      `json:"index,omitempty"`
	IndexBase money.VND   `json:"indexBase,omitempty"` // the quote at which Base holds
	Floor     money.VND   `json:"floor,omitempty"`
	Cap       money.VND   `json:"cap,omitempty"`
}

// PriceTier is the price of a unit from a quantity on.
type PriceTier struct {
	From int64     `json:"from"`
	Unit money.VND `json:"unit"`
}

const maxUnitPrice = money.VND(1_000_000_000)

// Check tells whether the price is sound: within ₫1…1 billion, tiers that fall,
// a cap at or above the floor. Pure.
func (p Price) Check() bool {
	ok := func(v money.VND) bool { return v >= 1 && v <= maxUnitPrice }
	switch p.Kind {
	case PriceKindFixed:
		return ok(p.Base)
	case PriceKindTier:
		last := PriceTier{From: 0, Unit: p.Base + 1}
		for _, t := range p.Tiers {
			if t.From <= last.From || t.Unit >= last.Unit || !ok(t.Unit) {
				return false
			}
			last = t
		}
		return ok(p.Base) && len(p.Tiers) > 0 && len(p.Tiers) <= 10
	case PriceKindIndex:
		return ok(p.Base) && ok(p.IndexBase) && ok(p.Floor) && ok(p.Cap) && p.Floor <= p.Base && p.Base <= p.Cap && p.Index != "" && len(p.Index) <= 60
	}
	return false
}

// Unit is the price of a unit in a delivery of a quantity; quote is the last one
// published by its due day, 0 if there is none, and then the base holds. An index
// price is base × quote / index base, halves of a đồng rounded up, and then held
// between floor and cap. Pure.
func (p Price) Unit(quantity int64, quote money.VND) money.VND {
	switch p.Kind {
	case PriceKindFixed:
	case PriceKindTier:
		unit := p.Base
		for _, t := range p.Tiers {
			if quantity >= t.From {
				unit = t.Unit
			}
		}
		return unit
	case PriceKindIndex:
		if quote == 0 {
			return p.Base
		}
		quote = min(quote, maxUnitPrice)
		return min(max(part(p.Base, int64(quote), int64(p.IndexBase)), p.Floor), p.Cap)
	}
	return p.Base
}

// part is amount × part / whole with halves rounded up, exactly, however large the
// product. None is negative, whole is positive, and the result must fit, as it does
// where part ≤ whole and for prices that Check allows.
func part(amount money.VND, part, whole int64) money.VND {
	out := new(big.Int).Mul(big.NewInt(int64(amount)), big.NewInt(part))
	out.Add(out, big.NewInt(whole/2))
	return money.VND(out.Quo(out, big.NewInt(whole)).Int64())
}

// maxPenaltyBP is what the law allows (Luật Thương mại 2005, Điều 301).
const maxPenaltyBP = 800

// Penalty is what a cooperative owes for a delivery: bp of the value that is short
// beyond tolerance, and late bp of the value delivered for each day late; together
// never above 8 % of the value of the delivery called for. Halves of a đồng are
// rounded up. Pure. Errors: money.ErrOverflow.
func Penalty(unit money.VND, called, accepted, excused int64, daysLate int, shortBP, lateBP int) (money.VND, error) {
	short, err := unit.Times(max(0, called-accepted-excused))
	if err != nil {
		return 0, err
	}
	value, err := unit.Times(accepted)
	if err != nil {
		return 0, err
	}
	whole, err := unit.Times(called)
	if err != nil {
		return 0, err
	}
	late := min(int64(max(0, daysLate))*int64(lateBP), maxPenaltyBP)
	sum := part(short, int64(min(shortBP, maxPenaltyBP)), 10_000) + part(value, late, 10_000)
	return min(sum, part(whole, maxPenaltyBP, 10_000)), nil
}

// Excused is how much of a delivery may be short without it counting.
func Excused(called int64, tolerancePct int) int64 { return called * int64(tolerancePct) / 100 }

// Spread divides a quantity over n deliveries, the earlier ones getting what does
// not divide; none gets nothing while another gets two. Pure.
func Spread(quantity int64, n int) []int64 {
	if n < 1 {
		return nil
	}
	out := make([]int64, n)
	for i := range out {
		out[i] = quantity / int64(n)
		if int64(i) < quantity%int64(n) {
			out[i]++
		}
	}
	return slices.DeleteFunc(out, func(q int64) bool { return q == 0 })
}
