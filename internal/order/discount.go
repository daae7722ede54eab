package order

import (
	"math/bits"

	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/promotion"
	"github.com/chophien/chophien/internal/vat"
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

// Taxed is what value added tax is reckoned on, tax included: the line's price less what
// the cooperative itself takes off it. What the market pays in the buyer's place is paid for
// the goods all the same (decision 0059). Pure.
func (l Line) Taxed() money.VND {
	total, err := l.Total()
	if err != nil {
		return 0 // no order with such a line was ever taken
	}
	return total - l.Off().Cooperative
}

// Sold is the order as it is taxed, on every page and paper alike: its lines and, last, its
// carriage. Pure.
func (o Order) Sold() []vat.Sold {
	out := make([]vat.Sold, 0, len(o.Lines)+1)
	for _, l := range o.Lines {
		out = append(out, vat.Sold{Treatment: l.VATTreatment, Gross: l.Taxed()})
	}
	_, off := o.Off()
	return append(out, vat.Sold{Treatment: vat.Carriage, Gross: o.Shipping - off.Cooperative})
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
