package demo

import (
	"context"
	"errors"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/payment"
	"github.com/chophien/chophien/internal/stock"
)

// errNoProduct is a sample of goods that the demo does not have.
var errNoProduct = errors.New("is no product of the demo")

// transferNote marks what the sample consumer bought by transfer.
const transferNote = "Đơn mẫu chuyển khoản (dữ liệu mẫu)"

// sampleConsumer is the log-in that bought them.
const sampleConsumer = "nguoimua@chophien.test"

// transfers are two purchases of the demo's consumer: one whose transfer has come, and one
// whose transfer is awaited until tomorrow.
func (l *loader) transfers(ctx context.Context) error {
	if l.Books == nil {
		return nil
	}
	there, err := l.store.anyOrder(ctx, transferNote)
	if err != nil || there {
		return err
	}
	user, err := l.store.userByEmail(ctx, sampleConsumer)
	if err != nil || user == ident.Nil {
		return err
	}
	for _, s := range []struct {
		slug     string
		quantity int64
		hours    int
		paid     bool
	}{
		{"mat-ong-mu-cang-chai", 1, 20, true},
		{"mut-tao-meo", 2, 1, false},
	} {
		t := past{loader: l, at: l.Clock.Now().Add(-time.Duration(s.hours) * time.Hour)}
		p, err := l.purchase(ctx, s.slug, 0, s.quantity, order.SplitInput{
			UserID: user, Contact: order.Contact{FullName: "Tài khoản mẫu – Người mua", Phone: samplePhone}, Note: transferNote,
			PaymentMethod: string(payment.CodeBankTransfer), PaidFirst: true, Now: t.at,
		})
		if err != nil {
			return err
		}
		o := p.Orders[0]
		if err := t.DB.InTx(ctx, func(ctx context.Context) error {
			var err error
			if s.paid {
				err = t.place(ctx, p, payment.CodeBankTransfer)
			} else {
				err = t.waits(ctx, p, user)
			}
			if err != nil {
				return err
			}
			return l.Stock.Allocate(ctx, ident.Nil, []stock.Allocation{{OrderLineID: o.Lines[0].ID, VariantID: o.Lines[0].VariantID, Quantity: s.quantity}})
		}); err != nil && !errors.Is(err, stock.ErrNotEnough) { // the shelf is empty at this time of the year
			return err
		}
	}
	return nil
}

// waits places a purchase whose money is awaited.
func (t past) waits(ctx context.Context, p order.Purchase, user ident.ID) error {
	if err := t.orders().Place(ctx, p); err != nil {
		return err
	}
	o := p.Orders[0]
	return t.payments().Open(ctx, payment.CodeBankTransfer, payment.Bill{
		PurchaseID: p.ID, UserID: user, Total: p.Total, Dues: []payment.Due{{PurchaseID: p.ID, OrderID: o.ID, AmountVND: o.Total}},
	})
}
