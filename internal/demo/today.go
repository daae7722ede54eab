package demo

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/chophien/chophien/internal/demo/catalogue"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/payment"
	"github.com/chophien/chophien/internal/stock"
)

// openOrder is an order that a cooperative is at work on.
type openOrder struct {
	slug     string
	variant  int
	quantity int64
	hours    int // since it was placed
	buyer    string
	steps    []order.Command // an hour apart, the first three hours after placing
}

// openNote marks the samples that are under way.
const openNote = "Đơn mẫu đang làm (dữ liệu mẫu)"

func (l *loader) openOrders() []openOrder {
	confirm, pack := order.Command{Action: order.ActionConfirm}, order.Command{Action: order.ActionPack}
	return []openOrder{
		{slug: "mut-tao-meo", variant: 0, quantity: 4, hours: 2, buyer: "Hạnh V."},
		{slug: "mut-tao-meo", variant: 1, quantity: 2, hours: 9, buyer: "Quân T."},
		{slug: "mut-tao-meo", variant: 0, quantity: 6, hours: 28, buyer: "Yến B.", steps: []order.Command{confirm}},
		{slug: "mut-tao-meo", variant: 1, quantity: 3, hours: 52, buyer: "Dũng C.", steps: []order.Command{confirm, {
			Action: order.ActionDelay, Until: l.day(-3), Reason: "Xưởng chờ hũ thủy tinh mới về, gửi chậm ba ngày.",
		}}},
		{slug: "mut-tao-meo", variant: 0, quantity: 10, hours: 46, buyer: "Phương M.", steps: []order.Command{confirm, pack}},
		{slug: "mut-tao-meo", variant: 0, quantity: 3, hours: 70, buyer: "Khánh D.", steps: []order.Command{
			confirm, pack, {Action: order.ActionShip, Carrier: "HTX tự giao"},
		}},
		{slug: "mat-ong-mu-cang-chai", variant: 0, quantity: 1, hours: 30, buyer: "Trang H."}, // nobody has answered
	}
}

// underWay puts orders at each step into a cooperative's day. What the shelf does not
// hold at this time of the year is left out.
func (l *loader) underWay(ctx context.Context) error {
	there, err := l.store.anyOrder(ctx, openNote)
	if err != nil || there || l.Books == nil {
		return err
	}
	variants, err := l.store.variantIDs(ctx)
	if err != nil {
		return err
	}
	for _, s := range l.openOrders() {
		for _, p := range l.data.Products {
			if p.Slug != s.slug {
				continue
			}
			err := l.DB.InTx(ctx, func(ctx context.Context) error { return l.open(ctx, s, p, variants[p.Variants[s.variant].SKU]) })
			if err != nil && !errors.Is(err, stock.ErrNotEnough) {
				return fmt.Errorf("sample order of %s: %w", p.Slug, err)
			}
		}
	}
	return nil
}

func (l *loader) open(ctx context.Context, s openOrder, p catalogue.Product, variantID ident.ID) error {
	ids, err := l.Catalog.ProductIDs(ctx, []string{p.Slug})
	if err != nil {
		return err
	}
	v := p.Variants[s.variant]
	t := past{loader: l, at: l.Clock.Now().Add(-time.Duration(s.hours) * time.Hour)}
	purchase, err := order.Split(order.SplitInput{
		Locale: "vi", Contact: order.Contact{FullName: s.buyer + " (khách mẫu)", Phone: samplePhone}, Note: openNote, PaymentMethod: string(payment.CodeCOD),
		Address:      order.Address{ProvinceCode: sampleProvince, CommuneCode: sampleCommune, Line: "Số 2 phố Mẫu", Label: sampleLabel},
		TermsVersion: "demo", Now: t.at,
		Parcels: []order.Parcel{{
			OrgID: l.orgs[p.Seller], Shipping: sampleShipping, WeightG: v.ShipWeightG * s.quantity, DaysMin: 2, DaysMax: 3,
			Lines: []order.Line{{
				ProductID: ids[p.Slug], VariantID: variantID, ProductSlug: p.Slug, ProductName: order.Text(p.Name), VariantName: order.Text(v.Name),
				Unit: v.Unit, VATTreatment: p.VATTreatment, UnitPrice: money.VND(v.PriceVND), Quantity: s.quantity,
			}},
		}},
	})
	if err != nil {
		return err
	}
	if err := t.place(ctx, purchase, payment.CodeCOD); err != nil {
		return err
	}
	o := purchase.Orders[0]
	line := o.Lines[0].ID
	if err := l.Stock.Allocate(ctx, ident.Nil, []stock.Allocation{{OrderLineID: line, VariantID: variantID, Quantity: s.quantity}}); err != nil {
		return err
	}
	for n, c := range s.steps {
		t.at = l.Clock.Now().Add(-time.Duration(s.hours-3-n) * time.Hour)
		c.Actor = order.Actor{Role: order.RoleCooperative}
		after, eff, err := t.orders().Apply(ctx, o.OrgID, o.ID, c)
		if err != nil {
			return err
		}
		o = after
		switch {
		case eff.Ship:
			err = l.Stock.Ship(ctx, o.ID, []ident.ID{line}, ident.Nil)
		case eff.Event.Kind == order.EventPacked:
			err = l.Stock.Pick(ctx, []ident.ID{line})
		}
		if err != nil {
			return err
		}
	}
	return nil
}
