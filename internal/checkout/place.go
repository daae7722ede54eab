package checkout

import (
	"context"
	"slices"
	"time"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/cart"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/payment"
	"github.com/chophien/chophien/internal/phone"
	"github.com/chophien/chophien/internal/platform/jobs"
	"github.com/chophien/chophien/internal/promotion"
	"github.com/chophien/chophien/internal/stock"
)

// Placed is what came of a purchase. Secret opens it without log-in.
type Placed struct {
	PurchaseID ident.ID
	Secret     string
}

// Place buys the owner's cart: one order for each cooperative under one
// purchase. A repeated key with the same request returns the first purchase.
//
// Errors: request.invalid with all faulty fields, ErrKeyReused, ErrEmptyCart,
// ErrCartProblem, ErrPriceChanged (Meta "totalVnd"), ErrNotShippable, ErrAge,
// payment.ErrMethod, promotion.ErrRefused, auth.too_many_tries of codes,
// stock.ErrNotEnough. On any error nothing is changed.
func (s *Service) Place(ctx context.Context, in PlaceInput) (Placed, error) {
	in = in.normalize()
	number, err := in.validate(s.termsVersion)
	if err != nil {
		return Placed{}, err
	}
	hash, err := in.hash()
	if err != nil {
		return Placed{}, err
	}
	known, err := s.tryCodes(ctx, in.VoucherCodes, in.ClientIP)
	if err != nil {
		return Placed{}, err
	}
	var purchaseID ident.ID
	err = s.db.InTx(ctx, func(ctx context.Context) error {
		fresh := ident.New()
		first, err := s.store.claimKey(ctx, actor(in.Owner), in.Key, hash, fresh, s.clock.Now())
		if err != nil {
			return err
		}
		purchaseID = first
		if first != fresh {
			return nil
		}
		return s.buy(ctx, in, number, fresh)
	})
	if !guessedWrong(err) {
		if e := known(ctx); err == nil {
			err = e
		}
	}
	if err != nil {
		return Placed{}, err
	}
	return Placed{PurchaseID: purchaseID, Secret: s.orders.Secret(purchaseID)}, nil
}

// buy loads, decides and writes.
func (s *Service) buy(ctx context.Context, in PlaceInput, number phone.E164, id ident.ID) error {
	c, err := s.cart.LockForCheckout(ctx, in.Owner)
	if err != nil {
		return err
	}
	if err := buyable(c); err != nil {
		return err
	}
	return s.buyCart(ctx, in, number, id, c)
}

func (s *Service) buyCart(ctx context.Context, in PlaceInput, number phone.E164, id ident.ID, c cart.Cart) error {
	q, err := s.quote(ctx, in.Firm.OrgID, c, in.CommuneCode, "/address/communeCode")
	if err != nil {
		return err
	}
	if in.Firm.OrgID == ident.Nil { // firms buy at their own prices
		if err := s.discount(ctx, &q, in.VoucherCodes, promotion.Buyer{UserID: in.Owner.UserID, Phone: string(number)}); err != nil {
			return err
		}
	}
	p, err := decide(in, number, q, s.clock.Now())
	if err != nil {
		return err
	}
	p.ID = id
	for i := range p.Orders {
		p.Orders[i].PurchaseID = id
	}
	return s.write(ctx, in, q, p)
}

func (s *Service) write(ctx context.Context, in PlaceInput, q Quote, p order.Purchase) error {
	c := q.Cart
	if err := s.orders.Place(ctx, p); err != nil {
		return err
	}
	if err := s.payment.Open(ctx, in.Payment, payment.Bill{
		PurchaseID: p.ID, BuyerOrgID: p.Firm.OrgID, UserID: p.UserID, Total: p.Total, Dues: dues(p),
	}); err != nil {
		return err
	}
	subject := p.UserID
	if subject == ident.Nil {
		subject = p.ID
	}
	if err := s.party.RecordConsent(ctx, party.Consent{
		Subject: subject, Purpose: party.PurposeTerms, Version: in.AcceptTermsVersion, Granted: true,
	}); err != nil {
		return err
	}
	var tell jobs.Args = order.AnnouncePurchase{PurchaseID: p.ID}
	if in.Payment.PaidFirst() { // its cooperatives hear of it when the money has come
		tell = payment.Asked{PurchaseID: p.ID}
	}
	if err := s.queue.Enqueue(ctx, jobs.Job{Args: tell}); err != nil {
		return err
	}
	if c.ID != ident.Nil {
		if err := s.cart.Empty(ctx, c.ID); err != nil {
			return err
		}
	}
	if c.HoldID != ident.Nil {
		if _, err := s.store.takeHold(ctx, c.ID); err != nil {
			return err
		}
	}
	if err := s.redeem(ctx, p, q.Vouchers.Applied); err != nil {
		return err
	}
	// Last, so that the rows everybody wants are locked for the shortest time.
	return s.stock.Allocate(ctx, c.HoldID, allocations(p))
}

// decide refuses what the buyer has not seen or may not buy, and splits the rest. Pure.
func decide(in PlaceInput, number phone.E164, q Quote, now time.Time) (order.Purchase, error) {
	if !q.Shippable() {
		names := []string{}
		for _, g := range q.Groups {
			for _, n := range g.NotShippable {
				names = append(names, n.In(in.Locale))
			}
		}
		return order.Purchase{}, ErrNotShippable.With("goods", names)
	}
	if q.Cart.MinAge >= 18 && !in.Adult {
		return order.Purchase{}, apperr.ErrInvalid.AtField("/adult", ErrAge)
	}
	if !slices.Contains(q.Methods, in.Payment) {
		return order.Purchase{}, payment.ErrMethod.At("/paymentMethod")
	}
	if len(q.Vouchers.Refused) > 0 {
		return order.Purchase{}, q.Vouchers.Refused[0].Err()
	}
	if in.ExpectedTotal != nil && *in.ExpectedTotal != q.Total || in.ExpectedTotal == nil && q.Cart.PriceChanged {
		return order.Purchase{}, ErrPriceChanged.With("totalVnd", q.Total)
	}
	label := q.Place.Label()
	if in.Locale == "en" {
		label = q.Place.LabelEN()
	}
	split := order.SplitInput{
		UserID: in.Owner.UserID, Locale: in.Locale,
		Contact: order.Contact{FullName: in.FullName, Phone: string(number), Email: in.Email},
		Address: order.Address{
			ProvinceCode: q.Place.Province.Code, CommuneCode: q.Place.Commune.Code,
			Line: in.AddressLine, Typed: in.AsTyped, Label: in.AddressLine + ", " + label,
		},
		Note: in.Note, PaymentMethod: string(in.Payment), PaidFirst: in.Payment.PaidFirst(), TermsVersion: in.AcceptTermsVersion, Now: now,
		Firm: order.Firm{OrgID: in.Firm.OrgID, Name: in.Firm.Name, ProgrammeID: in.Firm.ProgrammeID, Programme: in.Firm.Programme},
	}
	for _, g := range q.Groups {
		split.Parcels = append(split.Parcels, parcel(g))
	}
	return order.Split(split)
}

// orderPictureW is how wide orders show their goods.
const orderPictureW = 320

func parcel(g QuotedGroup) order.Parcel {
	p := order.Parcel{OrgID: g.Cooperative.ID, Shipping: g.Shipping, ShipDiscount: g.Off.Shipping, WeightG: g.WeightG, DaysMin: g.DaysMin, DaysMax: g.DaysMax}
	for i, l := range g.Lines {
		line := order.Line{
			ProductID: l.Offer.ProductID, VariantID: l.Offer.VariantID, ProductSlug: l.Offer.ProductSlug,
			ProductName: order.Text(l.Offer.ProductName), VariantName: order.Text(l.Offer.VariantName),
			Unit: l.Offer.Unit, VATTreatment: string(l.Offer.VATTreatment), UnitPrice: l.UnitPrice, Quantity: l.Quantity,
		}
		if len(g.Off.Lines) > 0 {
			line.Discount = g.Off.Lines[i]
		}
		if l.Offer.ByWeight {
			line.NominalG = l.Offer.NetWeightG
		}
		if l.Offer.Picture != nil && len(l.Offer.Picture.Sizes) > 0 {
			line.PictureKey = l.Offer.Picture.SizeFrom(orderPictureW).Key
		}
		p.Lines = append(p.Lines, line)
	}
	return p
}

func dues(p order.Purchase) []payment.Due {
	out := make([]payment.Due, len(p.Orders))
	for i, o := range p.Orders {
		out[i] = payment.Due{PurchaseID: p.ID, OrderID: o.ID, AmountVND: o.Total}
	}
	return out
}

func allocations(p order.Purchase) []stock.Allocation {
	var out []stock.Allocation
	for _, o := range p.Orders {
		for _, l := range o.Lines {
			out = append(out, stock.Allocation{OrderLineID: l.ID, VariantID: l.VariantID, Quantity: l.Quantity})
		}
	}
	return out
}
