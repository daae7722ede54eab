package checkout

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/payment"
	"github.com/chophien/chophien/internal/promotion"
)

// tryCodes counts a try of codes, so that nobody finds them by trying; what it returns
// takes the try back. Without codes nothing is counted. Errors: auth.too_many_tries.
func (s *Service) tryCodes(ctx context.Context, codes []string, clientIP string) (known func(context.Context) error, err error) {
	if len(codes) == 0 {
		return func(context.Context) error { return nil }, nil
	}
	return s.party.CountVoucher(ctx, clientIP)
}

// guessed tells whether a code is not there at all.
func guessed(refused []promotion.Refusal) bool {
	return slices.ContainsFunc(refused, func(r promotion.Refusal) bool { return r.Reason == promotion.ReasonUnknown })
}

func guessedWrong(err error) bool {
	var e *apperr.Error
	return errors.Is(err, promotion.ErrRefused) && errors.As(err, &e) && e.Meta["reason"] == string(promotion.ReasonUnknown)
}

// discount takes what codes are worth off a quote.
func (s *Service) discount(ctx context.Context, q *Quote, codes []string, buyer promotion.Buyer) error {
	if len(codes) == 0 {
		return nil
	}
	wanted, err := s.promotion.Find(ctx, codes, buyer)
	if err != nil {
		return err
	}
	categories, err := s.store.categories(ctx, q.Cart)
	if err != nil {
		return err
	}
	if err := q.take(wanted, categories, calendar.Day(s.clock.Now())); err != nil {
		return err
	}
	q.Methods = s.payment.Offered(payment.Bill{Total: q.Total})
	return nil
}

// take reckons codes into a quote. Pure.
func (q *Quote) take(wanted []promotion.Wanted, categories map[ident.ID]ident.ID, day time.Time) error {
	parcels := make([]promotion.Parcel, len(q.Groups))
	for i, g := range q.Groups {
		parcels[i] = promotion.Parcel{OrgID: g.Cooperative.ID, Shipping: g.Shipping}
		for _, l := range g.Lines {
			parcels[i].Lines = append(parcels[i].Lines, promotion.Line{
				ProductID: l.Offer.ProductID, CategoryID: categories[l.Offer.ProductID], Amount: l.Total,
			})
		}
	}
	d, err := promotion.Apply(wanted, parcels, day)
	if err != nil {
		return order.ErrTooLarge.Wrap(err)
	}
	q.Vouchers, q.Discount = d, 0
	for i := range q.Groups {
		q.Groups[i].Off = d.Parcels[i]
		q.Discount += d.Parcels[i].Sum().Sum()
	}
	q.Total = q.Subtotal + q.Shipping - q.Discount
	return nil
}

// redeem counts the codes of a purchase.
func (s *Service) redeem(ctx context.Context, p order.Purchase, applied []promotion.Applied) error {
	if len(applied) == 0 {
		return nil
	}
	orders := make([]promotion.Order, len(p.Orders))
	for i, o := range p.Orders {
		orders[i] = promotion.Order{ID: o.ID, OrgID: o.OrgID}
	}
	return s.promotion.Redeem(ctx, p.ID, promotion.Buyer{UserID: p.UserID, Phone: p.Contact.Phone}, orders, applied)
}
