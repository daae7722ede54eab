package demo

import (
	"context"
	"fmt"
	"time"

	"github.com/chophien/chophien/internal/books"
	"github.com/chophien/chophien/internal/demo/catalogue"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/ledger"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/payment"
	"github.com/chophien/chophien/internal/payout"
	"github.com/chophien/chophien/internal/platform/clock"
)

// sampleOrder is one order that was delivered some days ago, so that the pages about
// money have something to show. Nobody is told of it and no stock moves: it is past.
type sampleOrder struct {
	slug     string
	variant  int
	quantity int64
	days     int // since it was delivered
	buyer    string
	transfer bool // paid by transfer before it was sent; else in cash at the door
	paidOut  bool // and the cooperative has had its money, with all that was due by then
}

func sampleOrders() []sampleOrder {
	return []sampleOrder{
		{slug: "mut-tao-meo", variant: 0, quantity: 12, days: 33, buyer: "Lan N.", transfer: true, paidOut: true},
		{slug: "mut-tao-meo", variant: 1, quantity: 6, days: 16, buyer: "Hùng Đ.", transfer: true},
		{slug: "mut-tao-meo", variant: 0, quantity: 2, days: 12, buyer: "Mai T."},
		{slug: "mut-tao-meo", variant: 0, quantity: 8, days: 4, buyer: "Sơn P.", transfer: true},
		{slug: "ga-hmong-thuong-pham", variant: 0, quantity: 2, days: 15, buyer: "Thu B.", transfer: true},
		{slug: "ga-hmong-thuong-pham", variant: 0, quantity: 1, days: 9, buyer: "Nam Q."},
		{slug: "che-shan-tuyet-suoi-giang", variant: 0, quantity: 3, days: 20, buyer: "Hà V.", transfer: true},
		{slug: "che-shan-tuyet-suoi-giang", variant: 0, quantity: 1, days: 3, buyer: "Tuấn L.", transfer: true},
		{slug: "che-shan-tuyet-pung-luong", variant: 0, quantity: 2, days: 11, buyer: "Hoa K.", transfer: true},
		{slug: "gao-nep-tan-tu-le", variant: 0, quantity: 5, days: 8, buyer: "Minh C."},
	}
}

// The buyers of samples live in phường Cầu Giấy; none of them exists.
const (
	sampleShipping = 32_000
	sampleProvince = "01"
	sampleCommune  = "00166"
	sampleLabel    = "Số 2 phố Mẫu, phường Cầu Giấy, thành phố Hà Nội (địa chỉ mẫu)"
	samplePhone    = "+84900000099"
)

// accountDays is how long ago the cooperatives named their accounts: before all sample orders.
const accountDays = 70

// accounts names a made-up bank account for every cooperative that money of the samples
// goes to, so that no payout stands still for want of one.
func (l *loader) accounts(ctx context.Context) error {
	s := *l.Payout
	s.Clock = l.daysAgo(accountDays)
	sellers := map[string]bool{}
	for _, share := range sampleShares() {
		sellers[share.slug] = true
	}
	for _, p := range l.data.Products {
		for _, o := range sampleOrders() {
			sellers[p.Seller] = sellers[p.Seller] || o.slug == p.Slug
		}
	}
	for i, c := range l.data.Cooperatives {
		if !sellers[c.Slug] {
			continue
		}
		if err := s.SeedAccount(ctx, l.orgs[c.Slug], payout.Account{
			BIN: "970405", Number: fmt.Sprintf("880099%06d", i+1), Holder: plain(c.ShortName) + " TAI KHOAN MAU",
		}); err != nil {
			return err
		}
	}
	return nil
}

// orders are the delivered orders with their money, unless they are there.
func (l *loader) orders(ctx context.Context) ([]moment, error) {
	there, err := l.store.anyOrder(ctx, sampleNote)
	if err != nil || there {
		return nil, err
	}
	slugs := []string{}
	for _, o := range sampleOrders() {
		slugs = append(slugs, o.slug)
	}
	ids, err := l.Catalog.ProductIDs(ctx, slugs)
	if err != nil {
		return nil, err
	}
	variants, err := l.store.variantIDs(ctx)
	if err != nil {
		return nil, err
	}
	var out []moment
	for _, o := range sampleOrders() {
		p, err := l.sampleProduct(o.slug)
		if err != nil {
			return nil, err
		}
		delivered := l.ago(o.days)
		out = append(out, moment{delivered.at, func(ctx context.Context) error {
			if err := l.order(ctx, o, p, ids[p.Slug], variants); err != nil {
				return fmt.Errorf("sample order of %s: %w", p.Slug, err)
			}
			return nil
		}})
		if o.paidOut {
			sent := past{loader: l, at: delivered.at.Add(books.ReturnWindow + 25*time.Hour)} // the day after it was due
			out = append(out, moment{sent.at, func(ctx context.Context) error { return sent.payOut(ctx, l.orgs[p.Seller]) }})
		}
	}
	return out, nil
}

func (l *loader) order(ctx context.Context, s sampleOrder, p catalogue.Product, productID ident.ID, variants map[string]ident.ID) error {
	v := p.Variants[s.variant]
	delivered := l.Clock.Now().AddDate(0, 0, -s.days)
	placed := delivered.AddDate(0, 0, -3)
	method := payment.CodeCOD
	if s.transfer {
		method = payment.CodeBankTransfer
	}
	line := order.Line{
		ProductID: productID, VariantID: variants[v.SKU], ProductSlug: p.Slug, ProductName: order.Text(p.Name), VariantName: order.Text(v.Name),
		Unit: v.Unit, VATTreatment: p.VATTreatment, UnitPrice: money.VND(v.PriceVND), Quantity: s.quantity,
	}
	purchase, err := order.Split(order.SplitInput{
		Locale: "vi", Contact: order.Contact{FullName: s.buyer + " (khách mẫu)", Phone: samplePhone}, Note: sampleNote, PaymentMethod: string(method), PaidFirst: s.transfer,
		Address:      order.Address{ProvinceCode: sampleProvince, CommuneCode: sampleCommune, Line: "Số 2 phố Mẫu", Label: sampleLabel},
		TermsVersion: "demo", Now: placed,
		Parcels: []order.Parcel{{
			OrgID: l.orgs[p.Seller], Lines: []order.Line{line}, Shipping: sampleShipping, WeightG: v.ShipWeightG * s.quantity, DaysMin: 2, DaysMax: 3,
		}},
	})
	if err != nil {
		return err
	}
	// Who takes cash at the door settles it later: such parcels go by a carrier.
	ship := order.Command{Action: order.ActionShip, Carrier: "HTX tự giao"}
	if method == payment.CodeCOD {
		ship.Carrier, ship.TrackingCode = "Hãng giao mẫu", fmt.Sprintf("MAU-VD-%d", s.days)
	}
	t := past{loader: l, at: placed}
	if err := t.place(ctx, purchase, method); err != nil {
		return err
	}
	o := purchase.Orders[0]
	for _, step := range []struct {
		after time.Duration
		order.Command
	}{
		{3 * time.Hour, order.Command{Action: order.ActionConfirm}},
		{20 * time.Hour, order.Command{Action: order.ActionPack}},
		{26 * time.Hour, ship},
		{72 * time.Hour, order.Command{Action: order.ActionDeliver}},
	} {
		t.at = placed.Add(step.after)
		step.Actor = order.Actor{Role: order.RoleCooperative}
		if o, _, err = t.orders().Apply(ctx, o.OrgID, o.ID, step.Command); err != nil {
			return err
		}
	}
	if err := t.payments().Collected(ctx, o.ID); err != nil {
		return err
	}
	return t.books().Delivered(ctx, o)
}

// past is the services as of a moment.
type past struct {
	*loader

	at time.Time
}

func (t past) clock() clock.Clock     { return &clock.Fixed{T: t.at} }
func (t past) orders() *order.Service { return order.NewService(t.DB, t.clock(), nil) }

func (t past) payments() *payment.Service {
	s := payment.NewService(t.DB, t.clock(), t.credit())
	s.TakeTransfers(payment.Bank{BIN: "970405", Account: sampleAccount, Holder: "TAI KHOAN MAU KHONG CHUYEN TIEN", Sample: true}, 24*time.Hour)
	return s
}

func (t past) books() *books.Service {
	s := *t.Books
	s.Clock = t.clock()
	return &s
}

// place writes a purchase, and the money of one that is paid first.
func (t past) place(ctx context.Context, p order.Purchase, method payment.MethodCode) error {
	if err := t.orders().Place(ctx, p); err != nil {
		return err
	}
	o, pay := p.Orders[0], t.payments()
	if err := pay.Open(ctx, method, payment.Bill{
		PurchaseID: p.ID, UserID: p.UserID, Total: p.Total, Dues: []payment.Due{{PurchaseID: p.ID, OrderID: o.ID, AmountVND: o.Total}},
	}); err != nil || !method.PaidFirst() {
		return err
	}
	requests, err := pay.RequestsOf(ctx, payment.PurposePurchase, p.ID)
	if err != nil {
		return err
	}
	r, taken, err := requests[0].Take(p.Total, true, t.at)
	if err != nil {
		return err
	}
	if err := pay.SaveRequest(ctx, r); err != nil {
		return err
	}
	receipt := payment.Receipt{ID: ident.New(), RequestID: r.ID, Source: payment.SourceBank, ExternalID: sampleReceipt + r.Reference, Amount: p.Total, Kept: taken.Kept, At: t.at}
	if err := pay.AddReceipt(ctx, receipt); err != nil {
		return err
	}
	if err := pay.PaidFirst(ctx, p.ID, method); err != nil {
		return err
	}
	if err := t.books().Came(ctx, books.Came{
		ReceiptID: receipt.ID, RequestID: r.ID, Owner: p.ID, Into: ledger.Bank, Parts: []books.Part{{Subject: o.ID, Amount: o.Total}}, At: t.at,
	}); err != nil {
		return err
	}
	_, _, err = t.orders().Apply(ctx, ident.Nil, o.ID, order.Command{Action: order.ActionPay, Actor: order.Actor{Role: order.RoleSystem}})
	return err
}

// payOut sends what a cooperative can have by now, as its first payout.
func (t past) payOut(ctx context.Context, org ident.ID) error {
	alliance, err := t.store.members(ctx, t.orgs[sampleAlliance])
	if err != nil || len(alliance) < 2 {
		return err // nobody to prepare and approve
	}
	s := *t.Payout
	s.Clock, s.Books = t.clock(), t.books()
	return s.SeedPaid(ctx, org, alliance[0], alliance[1])
}
