package checkout

import (
	"context"
	"errors"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/cart"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/payment"
	"github.com/chophien/chophien/internal/place"
	"github.com/chophien/chophien/internal/promotion"
	"github.com/chophien/chophien/internal/shipping"
)

// QuotedGroup is what one cooperative's parcel costs.
type QuotedGroup struct {
	cart.Group
	Shipping         money.VND
	WeightG          int64
	DaysMin, DaysMax int
	// Off is what vouchers take off the parcel.
	Off promotion.Off
	// NotShippable are the goods that are not sent to the address.
	NotShippable []catalog.Text
}

// Quote is what a cart costs at an address.
type Quote struct {
	Cart     cart.Cart
	Place    place.Place
	Groups   []QuotedGroup
	Subtotal money.VND
	Shipping money.VND
	Discount money.VND
	Total    money.VND
	// Vouchers tells what each code does, or why it does nothing.
	Vouchers promotion.Discount
	Methods  []payment.MethodCode
}

// Shippable tells whether everything can be sent.
func (q Quote) Shippable() bool {
	for _, g := range q.Groups {
		if len(g.NotShippable) > 0 {
			return false
		}
	}
	return true
}

// QuoteInput asks what the owner's cart costs at a commune with some codes.
type QuoteInput struct {
	Owner        cart.Owner
	CommuneCode  string
	VoucherCodes []string // as typed
	ClientIP     string
}

// Quote prices the owner's cart at a commune and marks the prices as seen: they
// are shown now. A code that does nothing is no error; the quote tells why. Errors:
// ErrEmptyCart, place errors at /communeCode, auth.too_many_tries of codes.
func (s *Service) Quote(ctx context.Context, in QuoteInput) (Quote, error) {
	known, err := s.tryCodes(ctx, in.VoucherCodes, in.ClientIP)
	if err != nil {
		return Quote{}, err
	}
	q, err := s.quoteCart(ctx, in)
	if guessed(q.Vouchers.Refused) {
		return q, err
	}
	if e := known(ctx); err == nil {
		err = e
	}
	return q, err
}

func (s *Service) quoteCart(ctx context.Context, in QuoteInput) (Quote, error) {
	var q Quote
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		c, err := s.cart.LockForCheckout(ctx, in.Owner)
		if err != nil {
			return err
		}
		if c.LineCount == 0 {
			return ErrEmptyCart
		}
		if q, err = s.quote(ctx, ident.Nil, c, in.CommuneCode, "/communeCode"); err != nil {
			return err
		}
		if err := s.discount(ctx, &q, in.VoucherCodes, promotion.Buyer{UserID: in.Owner.UserID}); err != nil {
			return err
		}
		return s.cart.MarkSeen(ctx, c)
	})
	return q, err
}

// quote prices a cart for a firm (ident.Nil: for a person).
func (s *Service) quote(ctx context.Context, firm ident.ID, c cart.Cart, communeCode, pointer string) (Quote, error) {
	where, err := s.places.Commune(ctx, communeCode)
	if err != nil {
		var e *apperr.Error
		if errors.As(err, &e) {
			return Quote{}, apperr.ErrInvalid.Wrap(err).AtField(pointer, e)
		}
		return Quote{}, err
	}
	tariff, err := s.shipping.Tariff(ctx, where.Commune.Code)
	if err != nil {
		return Quote{}, err
	}
	q, err := price(c, where, tariff)
	if err != nil {
		return Quote{}, err
	}
	q.Methods = s.payment.Offered(payment.Bill{BuyerOrgID: firm, Total: q.Total})
	return q, nil
}

// price adds each cooperative's parcel to the cart's sums. Pure.
func price(c cart.Cart, to place.Place, tariff shipping.Tariff) (Quote, error) {
	q := Quote{Cart: c, Place: to, Subtotal: c.Subtotal, Groups: make([]QuotedGroup, 0, len(c.Groups))}
	for _, g := range c.Groups {
		qg := QuotedGroup{Group: g}
		rate, err := tariff.Between(g.Cooperative.ProvinceCode, to.Province.Code)
		if err != nil {
			return Quote{}, err
		}
		reach := tariff.Reach(g.Cooperative.ProvinceCode, to.Province.Code)
		cold := false
		for _, l := range g.Lines {
			weight, overflow := money.VND(l.Offer.ShipWeightG).Times(l.Quantity) // grams, same bounds
			if overflow != nil {
				return Quote{}, order.ErrTooLarge.Wrap(overflow)
			}
			qg.WeightG += int64(weight)
			cold = cold || l.Offer.ColdChain
			if !reaches(l.Offer.ShipScope, reach) {
				qg.NotShippable = append(qg.NotShippable, l.Offer.ProductName)
			}
		}
		if qg.Shipping, err = rate.Fee(qg.WeightG, cold); err != nil {
			return Quote{}, order.ErrTooLarge.Wrap(err)
		}
		qg.DaysMin, qg.DaysMax = rate.DaysMin, rate.DaysMax
		if q.Shipping, err = q.Shipping.Add(qg.Shipping); err != nil {
			return Quote{}, order.ErrTooLarge.Wrap(err)
		}
		q.Groups = append(q.Groups, qg)
	}
	var err error
	if q.Total, err = q.Subtotal.Add(q.Shipping); err != nil {
		return Quote{}, order.ErrTooLarge.Wrap(err)
	}
	return q, nil
}

func reaches(scope catalog.ShipScope, r shipping.Reach) bool {
	switch scope {
	case catalog.ShipNationwide:
		return true
	case catalog.ShipNorth:
		return r.North || r.SameProvince
	case catalog.ShipProvince:
		return r.SameProvince
	case catalog.ShipPickup:
		return false
	}
	return false
}
