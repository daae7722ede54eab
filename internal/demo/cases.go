package demo

import (
	"context"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/payment"
	"github.com/chophien/chophien/internal/returns"
)

// cases opens two complaints about delivered sample orders of the cooperative: one that
// waits for its answer, one that was settled by a refund.
func (l *loader) cases(ctx context.Context, _, coop party.Actor) error {
	org := coop.Memberships[0].OrgID
	delivered, err := l.store.delivered(ctx, org)
	if err != nil || len(delivered) < 3 {
		return err // nothing came that could be sent back
	}
	if _, err := l.complain(ctx, delivered[0], 1, returns.OpenInput{
		Reason: "damaged", Wish: returns.KindReplacement, Words: "Hai hộp bị móp nắp, một hộp chảy ra ngoài. (Dữ liệu mẫu)",
	}); err != nil {
		return err
	}
	c, err := l.complain(ctx, delivered[1], 10, returns.OpenInput{
		Reason: "missing", Wish: returns.KindRefund, Words: "Đặt hai hộp mà trong thùng chỉ có một. (Dữ liệu mẫu)",
	})
	if err != nil {
		return err
	}
	at := func(days int) *returns.Service {
		s := *l.Returns
		s.Clock = l.daysAgo(days)
		return &s
	}
	buyer := order.Viewer{Secret: l.Returns.Order.Secret(delivered[1].PurchaseID)}
	if c, err = at(9).ActAsCooperative(ctx, org, c.ID, coop.UserID, returns.Command{Action: returns.ActionAnswer, Version: c.Version, Resolution: returns.Resolution{
		Kind: returns.KindRefund, Refund: c.Value(), Words: "HTX xin lỗi, kho đóng thiếu. Xin hoàn tiền hộp thiếu.",
	}}); err != nil {
		return err
	}
	if c, err = at(8).ActAsBuyer(ctx, c.ID, buyer, returns.Command{Action: returns.ActionAccept, Version: c.Version, RefundTo: "Ngân hàng mẫu, 0000 1234, KHACH MAU"}); err != nil {
		return err
	}
	_, err = at(7).ActAsCooperative(ctx, org, c.ID, coop.UserID, returns.Command{
		Action: returns.ActionPay, Version: c.Version, Method: payment.RefundBankTransfer, Reference: "MAU-HOAN-01",
	})
	return err
}

// deliveredOrder is a sample that has arrived.
type deliveredOrder struct{ ID, PurchaseID, LineID ident.ID }

// complain opens a case about one piece of an order, so many days ago.
func (l *loader) complain(ctx context.Context, o deliveredOrder, days int, in returns.OpenInput) (*returns.Case, error) {
	s := *l.Returns
	s.Clock = l.daysAgo(days)
	in.OrderID, in.Viewer = o.ID, order.Viewer{Secret: l.Returns.Order.Secret(o.PurchaseID)}
	in.Key, in.Lines = "sample-return-"+o.ID.String(), []order.LineQuantity{{LineID: o.LineID, Quantity: 1}}
	return s.Open(ctx, in)
}
