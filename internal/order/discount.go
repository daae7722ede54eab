package order

import (
	"math/bits"

	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/promotion"
)

// Off is what vouchers take off what is still to come of the line, by bearer: of all
// units at their price what was agreed, of fewer or lighter ones in proportion, each
// bearer's part rounded down; never more than was agreed, and never more than the line
// costs. Pure.
func (l Line) Off() promotion.Shares {
	if l.Discount == (promotion.Shares{}) {
		return l.Discount
	}
	whole, err := l.UnitPrice.Times(l.Quantity)
	now, err2 := l.Total()
	if err != nil || err2 != nil || now <= 0 {
		return promotion.Shares{}
	}
	if now >= whole {
		return l.Discount
	}
	return promotion.Shares{Cooperative: portion(l.Discount.Cooperative, now, whole), Platform: portion(l.Discount.Platform, now, whole)}
}

// Paid is what the buyer pays for what is still to come of the line.
func (l Line) Paid() (money.VND, error) {
	total, err := l.Total()
	return total - l.Off().Sum(), err
}

// Off is what vouchers take off what is still to come of the order, goods and shipping
// apart. Pure.
func (o Order) Off() (goods, shipping promotion.Shares) {
	for _, l := range o.Lines {
		goods = goods.Plus(l.Off())
	}
	if o.Shipping > 0 {
		shipping = o.ShipDiscount
	}
	return goods, shipping
}

// portion is amount × now ÷ whole, rounded down; none of them is negative, now < whole.
func portion(amount, now, whole money.VND) money.VND {
	hi, lo := bits.Mul64(uint64(amount), uint64(now)) //nolint:gosec // G115: not negative
	q, _ := bits.Div64(hi, lo, uint64(whole))         //nolint:gosec // G115: now < whole, so hi < whole
	return money.VND(q)                               //nolint:gosec // G115: q ≤ amount
}
