package fulfilment

import (
	"context"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/payment"
	"github.com/chophien/chophien/internal/shipping/carrier"
)

// Booking hands packed orders to connected carriers.
type Booking struct {
	*Service

	// Carriers are those that are connected; none without an account.
	Carriers []carrier.Carrier
	// Ends names the two ends of a parcel's way in today's units.
	Ends func(ctx context.Context, v order.View) (from, to carrier.Point, err error)
}

// Book hands an order to a carrier and ships it with the code that comes back. The parcel
// is asked for outside any transaction and named by the order's code, so that trying again
// after a fault finds the same parcel. Errors: order.ErrNotFound, order.ErrNotAllowed,
// carrier.ErrUnknown, carrier.ErrRefused, carrier.ErrUnavailable, those of Act.
func (b *Booking) Book(ctx context.Context, orgID, orderID ident.ID, code string, actor order.Actor, version int64) error {
	v, err := b.Order.FullByOrder(ctx, orderID)
	if err != nil {
		return err
	}
	if v.OrgID != orgID {
		return order.ErrNotFound
	}
	if v.Status != order.StatusPacked {
		return order.ErrNotAllowed.With("status", v.Status)
	}
	if version != 0 && version != v.Version {
		return order.ErrStale
	}
	c := b.find(code)
	if c == nil {
		return carrier.ErrUnknown.At("/carrier")
	}
	parcel, err := b.parcel(ctx, v)
	if err != nil {
		return err
	}
	booked, err := c.Book(ctx, parcel)
	if err != nil {
		return err
	}
	return b.Act(ctx, orgID, orderID, order.Command{
		Action: order.ActionShip, Actor: actor, Carrier: c.Name(), TrackingCode: booked.TrackingCode, SeenVersion: v.Version,
	})
}

func (b *Booking) find(code string) carrier.Carrier {
	for _, c := range b.Carriers {
		if c.Code() == code && c.Books() {
			return c
		}
	}
	return nil
}

func (b *Booking) parcel(ctx context.Context, v order.View) (carrier.Parcel, error) {
	from, to, err := b.Ends(ctx, v)
	if err != nil {
		return carrier.Parcel{}, err
	}
	p := carrier.Parcel{Code: v.Code, From: from, To: to, WeightG: v.WeightG, ValueVND: v.Subtotal, Note: v.Purchase.Note}
	if v.Purchase.PaymentMethod == string(payment.CodeCOD) {
		p.CollectVND = v.Total
	}
	var units int64
	for _, l := range v.Lines {
		units += l.Open()
	}
	for _, l := range v.Lines {
		if l.Open() > 0 {
			p.Goods = append(p.Goods, carrier.Good{
				Name: l.ProductName.VI + ", " + l.VariantName.VI, Quantity: l.Open(), WeightG: max(1, v.WeightG/units), PriceVND: l.UnitPrice,
			})
		}
	}
	return p, nil
}
