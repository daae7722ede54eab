package demo

import (
	"context"
	"fmt"
	"time"

	"github.com/chophien/chophien/internal/collection"
	"github.com/chophien/chophien/internal/credit"
	"github.com/chophien/chophien/internal/demo/catalogue"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/invoice"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/payment"
)

// firmNote marks the samples that a firm buys on credit.
const firmNote = "Đơn sỉ mẫu trả sau (dữ liệu mẫu)"

// sampleCredit is what the sample firm may owe.
const sampleCredit money.VND = 60_000_000

// firmOrder is what a firm bought on credit, by days before the load.
type firmOrder struct {
	slug              string
	variant           int
	quantity          int64
	placed, delivered int
}

// firmMonth is what came on one invoice, how many days ago that was made and paid.
type firmMonth struct {
	orders         []firmOrder
	invoiced, paid int // 0: not
}

// firmMonths are in the order in which they happened: one that was paid, one that is
// overdue, one that is open, and goods that stand on no invoice yet.
func firmMonths() []firmMonth {
	return []firmMonth{
		{invoiced: 50, paid: 41, orders: []firmOrder{
			{slug: "che-shan-tuyet-suoi-giang", quantity: 40, placed: 66, delivered: 61},
			{slug: "mut-tao-meo", quantity: 60, placed: 62, delivered: 56},
		}},
		{invoiced: 24, orders: []firmOrder{
			{slug: "gao-nep-tan-tu-le", variant: 1, quantity: 40, placed: 37, delivered: 32},
			{slug: "mut-tao-meo", quantity: 48, placed: 36, delivered: 30},
		}},
		{invoiced: 6, orders: []firmOrder{{slug: "che-shan-tuyet-suoi-giang", quantity: 24, placed: 18, delivered: 13}}},
		{orders: []firmOrder{{slug: "mut-tao-meo", quantity: 36, placed: 12, delivered: 5}}},
	}
}

// firm is what a firm bought on credit with its invoices, and its deposits for the running
// contract, unless that is there. Nobody is told of any of it.
func (l *loader) firm(ctx context.Context) ([]moment, error) {
	if l.Invoice == nil || l.Credit == nil {
		return nil, nil
	}
	there, err := l.store.anyOrder(ctx, firmNote)
	if err != nil || there {
		return nil, err
	}
	owners, err := l.store.owners(ctx)
	if err != nil {
		return nil, err
	}
	buyer, known := owners[l.orgs[sampleBuyer]]
	if !known {
		return nil, nil // nobody there who buys
	}
	first := l.ago(accountDays)
	out := []moment{{first.at, func(ctx context.Context) error {
		_, err := first.credit().Decide(ctx, credit.DecideInput{
			OrgID: l.orgs[sampleBuyer], Granted: sampleCredit, Reason: "Mua đều từ đầu năm (dữ liệu mẫu).",
		})
		return err
	}}}
	for _, m := range firmMonths() {
		out = append(out, l.firmMonth(m, buyer.UserID)...)
	}
	deposits, err := l.deposits(ctx, buyer.UserID)
	return append(out, deposits...), err
}

// ago is the services as of so many days ago.
func (l *loader) ago(days int) past { return past{loader: l, at: l.Clock.Now().AddDate(0, 0, -days)} }

func (l *loader) firmMonth(m firmMonth, buyer ident.ID) []moment {
	var out []moment
	for _, o := range m.orders {
		out = append(out, moment{l.ago(o.delivered).at, func(ctx context.Context) error {
			if err := l.bought(ctx, o, buyer); err != nil {
				return fmt.Errorf("sample order of %s on credit: %w", o.slug, err)
			}
			return nil
		}})
	}
	if m.invoiced == 0 {
		return out
	}
	var inv invoice.Invoice
	made := l.ago(m.invoiced)
	out = append(out, moment{made.at, func(ctx context.Context) (err error) {
		inv, err = made.invoices().Seed(ctx, l.orgs[sampleBuyer])
		return err
	}})
	if m.paid == 0 {
		return out
	}
	paid := l.ago(m.paid)
	return append(out, moment{paid.at, func(ctx context.Context) error {
		asked, err := paid.invoices().Ask(ctx, inv.OrgID, inv.ID, buyer)
		if err != nil {
			return err
		}
		return paid.comes(ctx, asked.Request)
	}})
}

// bought is an order on credit that was delivered.
func (l *loader) bought(ctx context.Context, s firmOrder, buyer ident.ID) error {
	t := l.ago(s.placed)
	p, err := l.purchase(ctx, s.slug, s.variant, s.quantity, order.SplitInput{
		UserID: buyer, Firm: order.Firm{OrgID: l.orgs[sampleBuyer], Name: "Thực phẩm Mẫu Hà Nội"}, Contact: order.Contact{FullName: "Bộ phận mua hàng (mẫu)", Phone: samplePhone},
		Note: firmNote, PaymentMethod: string(payment.CodePayLater), Now: t.at,
	})
	if err != nil {
		return err
	}
	if err := t.orders().Place(ctx, p); err != nil {
		return err
	}
	o := p.Orders[0]
	if err := t.payments().Open(ctx, payment.CodePayLater, payment.Bill{
		PurchaseID: p.ID, BuyerOrgID: p.Firm.OrgID, UserID: buyer, Total: p.Total, Dues: []payment.Due{{PurchaseID: p.ID, OrderID: o.ID, AmountVND: o.Total}},
	}); err != nil {
		return err
	}
	for _, c := range []order.Command{
		{Action: order.ActionConfirm},
		{Action: order.ActionPack},
		{Action: order.ActionShip, Carrier: "HTX tự giao"},
		{Action: order.ActionDeliver},
	} {
		t.at = t.at.Add(5 * time.Hour)
		if c.Action == order.ActionDeliver {
			t.at = l.ago(s.delivered).at
		}
		c.Actor = order.Actor{Role: order.RoleCooperative}
		if o, _, err = t.orders().Apply(ctx, o.OrgID, o.ID, c); err != nil {
			return err
		}
	}
	return t.books().Delivered(ctx, o)
}

// purchase is goods of one product, as somebody in Cầu Giấy buys them.
func (l *loader) purchase(ctx context.Context, slug string, variant int, quantity int64, in order.SplitInput) (order.Purchase, error) {
	p, err := l.sampleProduct(slug)
	if err != nil {
		return order.Purchase{}, err
	}
	ids, err := l.Catalog.ProductIDs(ctx, []string{slug})
	if err != nil {
		return order.Purchase{}, err
	}
	variants, err := l.store.variantIDs(ctx)
	if err != nil {
		return order.Purchase{}, err
	}
	v := p.Variants[variant]
	in.Locale, in.TermsVersion = "vi", "demo"
	in.Address = order.Address{ProvinceCode: sampleProvince, CommuneCode: sampleCommune, Line: "Số 2 phố Mẫu", Label: sampleLabel}
	in.Parcels = []order.Parcel{{
		OrgID: l.orgs[p.Seller], Shipping: sampleShipping, WeightG: v.ShipWeightG * quantity, DaysMin: 2, DaysMax: 3,
		Lines: []order.Line{{
			ProductID: ids[slug], VariantID: variants[v.SKU], ProductSlug: slug, ProductName: order.Text(p.Name), VariantName: order.Text(v.Name),
			Unit: v.Unit, VATTreatment: p.VATTreatment, UnitPrice: money.VND(v.PriceVND), Quantity: quantity,
		}},
	}}
	return order.Split(in)
}

func (l *loader) sampleProduct(slug string) (catalogue.Product, error) {
	for _, p := range l.data.Products {
		if p.Slug == slug {
			return p, nil
		}
	}
	return catalogue.Product{}, fmt.Errorf("%s: %w", slug, errNoProduct)
}

// deposits are what the running contract asks for in advance; the goods that were
// delivered since are still to be paid.
func (l *loader) deposits(ctx context.Context, buyer ident.ID) ([]moment, error) {
	dues, err := l.Invoice.Dues(ctx, l.orgs[sampleBuyer])
	var out []moment
	for _, d := range dues {
		if d.Kind != "deposit" || !d.PaidAt.IsZero() {
			continue
		}
		t := past{loader: l, at: d.DueOn.Add(3 * time.Hour)}
		out = append(out, moment{t.at, func(ctx context.Context) error {
			asked, err := t.invoices().AskDue(ctx, d.FirmID, d.ID, buyer)
			if err != nil {
				return fmt.Errorf("pay the sample contract's deposits: %w", err)
			}
			return t.comes(ctx, asked.Request)
		}})
	}
	return out, err
}

// invoices are the firm's as of a moment.
func (t past) invoices() *invoice.Service {
	s := *t.Invoice
	s.Clock, s.Payment, s.Credit, s.Books = t.clock(), t.payments(), t.credit(), t.books()
	return &s
}

func (t past) credit() *credit.Service { return credit.NewService(t.DB, t.clock()) }

// comes completes a request of a firm by one transfer.
func (t past) comes(ctx context.Context, r payment.Request) error {
	s := t.invoices()
	_, err := collection.NewService(collection.Deps{
		DB: t.DB, Payment: s.Payment, Books: s.Books, Clock: s.Clock,
		Subjects: map[payment.Purpose]collection.Subject{
			payment.PurposeInvoice: invoice.Invoices{Service: s}, payment.PurposeDeposit: invoice.Deposits{Service: s},
		},
	}).Complete(ctx, collection.Receipt{RequestID: r.ID, Source: payment.SourceBank, ExternalID: sampleReceipt + r.Reference, Amount: r.Amount, At: t.at})
	return err
}
