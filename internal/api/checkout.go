package api

import (
	"context"

	"github.com/chophien/chophien/internal/checkout"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/payment"
)

// QuoteCheckout prices the cart at an address.
func (s *Server) QuoteCheckout(ctx context.Context, r QuoteCheckoutRequestObject) (QuoteCheckoutResponseObject, error) {
	q, err := s.Checkout.Quote(ctx, checkout.QuoteInput{
		Owner: cartOwner(ctx), CommuneCode: r.Body.CommuneCode, VoucherCodes: value(r.Body.VoucherCodes), ClientIP: callerFrom(ctx).clientIP,
	})
	if err != nil {
		return nil, err
	}
	return QuoteCheckout200JSONResponse(s.toAPIQuote(q, langFrom(ctx))), nil
}

// HoldCheckout keeps the cart's goods for a while.
func (s *Server) HoldCheckout(ctx context.Context, _ HoldCheckoutRequestObject) (HoldCheckoutResponseObject, error) {
	until, err := s.Checkout.Hold(ctx, cartOwner(ctx))
	if err != nil {
		return nil, err
	}
	return HoldCheckout200JSONResponse{ExpiresAt: until}, nil
}

// ReleaseHold gives held goods back.
func (s *Server) ReleaseHold(ctx context.Context, _ ReleaseHoldRequestObject) (ReleaseHoldResponseObject, error) {
	if err := s.Checkout.Release(ctx, cartOwner(ctx)); err != nil {
		return nil, err
	}
	return ReleaseHold204Response{}, nil
}

// PlaceCheckout buys the cart.
func (s *Server) PlaceCheckout(ctx context.Context, r PlaceCheckoutRequestObject) (PlaceCheckoutResponseObject, error) {
	placed, err := s.Checkout.Place(ctx, fromAPICheckout(ctx, r))
	if err != nil {
		return nil, err
	}
	p, views, err := s.Order.PurchaseByID(ctx, placed.PurchaseID, order.Viewer{Secret: placed.Secret})
	if err != nil {
		return nil, err
	}
	return PlaceCheckout201JSONResponse{
		Purchase: s.toAPIPurchase(p, views, order.RoleBuyer, langFrom(ctx)), Secret: placed.Secret,
	}, nil
}

func fromAPICheckout(ctx context.Context, r PlaceCheckoutRequestObject) checkout.PlaceInput {
	b := r.Body
	in := checkout.PlaceInput{
		Owner: cartOwner(ctx), Key: r.Params.IdempotencyKey, Locale: string(value(b.Locale)),
		FullName: b.Contact.FullName, Phone: b.Contact.Phone, Email: value(b.Contact.Email),
		CommuneCode: b.Address.CommuneCode, AddressLine: b.Address.Line, AsTyped: value(b.Address.Typed),
		Note: value(b.Note), Payment: payment.MethodCode(b.PaymentMethod), AcceptTermsVersion: b.AcceptTermsVersion, Adult: value(b.Adult),
		VoucherCodes: value(b.VoucherCodes), ClientIP: callerFrom(ctx).clientIP,
	}
	if in.Locale == "" {
		in.Locale = langFrom(ctx)
	}
	if b.ExpectedTotalVnd != nil {
		in.ExpectedTotal = ptr(money.VND(*b.ExpectedTotalVnd))
	}
	return in
}

func (s *Server) toAPIQuote(q checkout.Quote, lang string) Quote {
	out := Quote{
		Groups: make([]QuoteGroup, len(q.Groups)), SubtotalVnd: int64(q.Subtotal), ShippingVnd: int64(q.Shipping), DiscountVnd: int64(q.Discount), TotalVnd: int64(q.Total),
		PaymentMethods: toAPIMethods(q.Methods), TermsVersion: s.Site.TermsVersion,
		Vouchers: toAPIQuotedVouchers(q.Vouchers, lang), MinAge: q.Cart.MinAge, HasProblem: q.Cart.HasProblem, PriceChanged: q.Cart.PriceChanged,
	}
	out.Vat, out.VatNote = s.vatNote(quotedOf(q), s.Clock.Now(), lang)
	if least, most := s.Payment.CardLimits(); most > 0 {
		out.CardMinVnd, out.CardMaxVnd = ptr(int64(least)), ptr(int64(most))
	}
	for i, g := range q.Groups {
		out.Groups[i] = QuoteGroup{
			Cooperative: toAPICooperativeRef(g.Cooperative, lang), Lines: toAPICartLines(g.Lines, lang),
			SubtotalVnd: int64(g.Subtotal), ShippingVnd: int64(g.Shipping), DiscountVnd: int64(g.Off.Sum().Sum()), WeightG: g.WeightG, DaysMin: g.DaysMin, DaysMax: g.DaysMax,
		}
		if len(g.NotShippable) > 0 {
			names := make([]string, len(g.NotShippable))
			for j, n := range g.NotShippable {
				names[j] = n.In(lang)
			}
			out.Groups[i].NotShippable = &names
		}
	}
	return out
}
