package order

import (
	"fmt"
	"time"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/promotion"
)

// ErrTooLarge is answered to a purchase whose sum is beyond anything real.
var ErrTooLarge = apperr.New(apperr.KindInvalid, "order.too_large",
	"Tổng tiền vượt quá mức cho phép. Hãy chia thành nhiều lần mua.",
	"The total is larger than the market handles. Split it into several purchases.")

// Parcel is what one cooperative contributes to a checkout.
type Parcel struct {
	OrgID            ident.ID
	Lines            []Line // without ids
	Shipping         money.VND
	ShipDiscount     promotion.Shares
	WeightG          int64
	DaysMin, DaysMax int
}

// SplitInput is a checkout with everything decided but the ids.
type SplitInput struct {
	UserID        ident.ID
	Firm          Firm
	Locale        string
	Contact       Contact
	Address       Address
	Note          string
	PaymentMethod string
	// PaidFirst: the orders wait for their money before anybody is told of them.
	PaidFirst    bool
	TermsVersion string
	Parcels      []Parcel
	Now          time.Time
}

// Split makes one purchase with one order for each parcel. Errors: ErrTooLarge.
func Split(in SplitInput) (Purchase, error) {
	p := Purchase{
		ID: ident.New(), Code: "CP" + ident.Code(8), UserID: in.UserID, Firm: in.Firm, Locale: in.Locale,
		Contact: in.Contact, Address: in.Address, Note: in.Note, PaymentMethod: in.PaymentMethod,
		TermsVersion: in.TermsVersion, PlacedAt: in.Now,
		Orders: make([]Order, 0, len(in.Parcels)),
	}
	for i, parcel := range in.Parcels {
		o := Order{
			ID: ident.New(), Code: fmt.Sprintf("%s-%d", p.Code, i+1), PurchaseID: p.ID, OrgID: parcel.OrgID,
			Status: StatusPlaced, OfferedAt: in.Now, Lines: parcel.Lines, Shipping: parcel.Shipping,
			ShipDiscount: parcel.ShipDiscount, WeightG: parcel.WeightG,
			DaysMin: parcel.DaysMin, DaysMax: parcel.DaysMax, Version: 1, PlacedAt: in.Now, UpdatedAt: in.Now,
		}
		if in.PaidFirst {
			o.Status, o.OfferedAt = StatusAwaiting, time.Time{}
		}
		for j := range o.Lines {
			o.Lines[j].ID = ident.New()
		}
		if err := o.total(); err != nil {
			return Purchase{}, err
		}
		p.Orders = append(p.Orders, o)
	}
	return p, p.total()
}

// total computes what is still to be paid for the order.
func (o *Order) total() error {
	var sum money.VND
	for _, l := range o.Lines {
		t, err := l.Total()
		if err != nil {
			return ErrTooLarge.Wrap(err)
		}
		if sum, err = sum.Add(t); err != nil {
			return ErrTooLarge.Wrap(err)
		}
	}
	total, err := sum.Add(o.Shipping)
	if err != nil {
		return ErrTooLarge.Wrap(err)
	}
	goods, shipping := o.Off()
	off := goods.Plus(shipping)
	o.Subtotal, o.Discount, o.Promotion, o.Total = sum, off.Sum(), off.Platform, total-off.Sum()
	return nil
}

// total sums the orders.
func (p *Purchase) total() error {
	p.Subtotal, p.Shipping, p.Discount, p.Total = 0, 0, 0, 0
	for _, o := range p.Orders {
		var err error
		if p.Subtotal, err = p.Subtotal.Add(o.Subtotal); err != nil {
			return ErrTooLarge.Wrap(err)
		}
		if p.Shipping, err = p.Shipping.Add(o.Shipping); err != nil {
			return ErrTooLarge.Wrap(err)
		}
		p.Discount += o.Discount // no more than the two above
		if p.Total, err = p.Total.Add(o.Total); err != nil {
			return ErrTooLarge.Wrap(err)
		}
	}
	return nil
}
