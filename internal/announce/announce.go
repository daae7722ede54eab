// Package announce turns what happened to a purchase into messages to its buyer
// and its cooperatives.
//
// Owns: who is told of what. Does not own: the words (notify), the events
// (order). Each message is queued once for each event and addressee, however
// often the job runs.
package announce

import (
	"context"
	"fmt"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/notify"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/payment"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/jobs"
)

// Deps are what announcing needs.
type Deps struct {
	DB     *db.DB
	Order  *order.Service
	Notify *notify.Service
}

// Service announces.
type Service struct {
	db     *db.DB
	store  store
	order  *order.Service
	notify *notify.Service
}

// NewService returns the announcer.
func NewService(d Deps) *Service {
	return &Service{db: d.DB, store: store{db: d.DB}, order: d.Order, notify: d.Notify}
}

// RegisterJobs adds the announcing jobs to a queue.
func (s *Service) RegisterJobs(q *jobs.Queue) {
	jobs.Handle(q, s.purchase)
	jobs.Handle(q, s.step)
}

// purchase tells the buyer of the purchase and each cooperative of its order.
func (s *Service) purchase(ctx context.Context, j order.AnnouncePurchase) error {
	p, views, err := s.order.Full(ctx, j.PurchaseID)
	if err != nil {
		return fmt.Errorf("load purchase %s: %w", j.PurchaseID, err)
	}
	return s.db.InTx(ctx, func(ctx context.Context) error {
		mail := notify.PurchaseMail{
			PurchaseCode: p.Code, BuyerName: p.Contact.FullName, BuyerPhone: p.Contact.Phone, AddressLabel: p.Address.Label,
			SubtotalVND: int64(p.Subtotal), ShippingVND: int64(p.Shipping), TotalVND: int64(p.Total),
			URL: s.buyerURL(p), PlacedAt: p.PlacedAt, PayLater: payLater(p),
		}
		for _, v := range views {
			mail.Orders = append(mail.Orders, s.orderMail(v, p.Locale, mail.URL))
		}
		if err := s.notify.Queue(ctx, notify.Message{
			Kind: notify.KindOrderPlacedBuyer, Dedupe: "placed:" + p.ID.String() + ":buyer",
			To: p.Contact.Email, Locale: p.Locale, Data: mail,
		}); err != nil {
			return err
		}
		for _, v := range views {
			if err := s.toCooperative(ctx, v, notify.KindOrderPlacedCooperative, "placed:"+v.ID.String()+":cooperative", ""); err != nil {
				return err
			}
		}
		return nil
	})
}

// step tells the buyer of a step of the cooperative, and the cooperative of the
// buyer's cancellation.
func (s *Service) step(ctx context.Context, j order.AnnounceStep) error {
	v, err := s.order.FullByOrder(ctx, j.OrderID)
	if err != nil {
		return fmt.Errorf("load order %s: %w", j.OrderID, err)
	}
	kind, ok := kindOf(j.Event)
	if !ok {
		return nil
	}
	dedupe := fmt.Sprintf("step:%s:%d", v.ID, j.Version)
	return s.db.InTx(ctx, func(ctx context.Context) error {
		mail := s.orderMail(v, v.Purchase.Locale, s.buyerURL(v.Purchase))
		mail.Reason = j.Note
		if err := s.notify.Queue(ctx, notify.Message{
			Kind: kind, Dedupe: dedupe + ":buyer", To: v.Purchase.Contact.Email, Locale: v.Purchase.Locale, Data: mail,
		}); err != nil {
			return err
		}
		if j.Event == order.EventCancelled && j.Role == order.RoleBuyer {
			return s.toCooperative(ctx, v, notify.KindOrderCancelledCooperative, dedupe+":cooperative", j.Note)
		}
		return nil
	})
}

func kindOf(e order.EventKind) (notify.Kind, bool) {
	switch e {
	case order.EventConfirmed:
		return notify.KindOrderConfirmed, true
	case order.EventPacked:
		return notify.KindOrderPacked, true
	case order.EventShipped:
		return notify.KindOrderShipped, true
	case order.EventDelivered:
		return notify.KindOrderDelivered, true
	case order.EventCancelled:
		return notify.KindOrderCancelled, true
	case order.EventPartCancelled:
		return notify.KindOrderPartCancelled, true
	case order.EventPlaced:
	}
	return "", false
}

func (s *Service) toCooperative(ctx context.Context, v order.View, kind notify.Kind, dedupe, reason string) error {
	people, err := s.store.recipients(ctx, v.OrgID)
	if err != nil {
		return err
	}
	for _, p := range people {
		mail := s.orderMail(v, p.Locale, "/quan-ly/"+v.OrgID.String()+"/don-hang/"+v.ID.String())
		mail.Reason = reason
		if err := s.notify.Queue(ctx, notify.Message{
			Kind: kind, Dedupe: dedupe + ":" + p.Email, To: p.Email, Locale: p.Locale, Data: mail,
		}); err != nil {
			return err
		}
	}
	return nil
}

// buyerURL opens the purchase in the buyer's language: without log-in, or among
// the firm's orders.
func (s *Service) buyerURL(p order.Purchase) string {
	prefix := ""
	if p.Locale == "en" {
		prefix = "/en"
	}
	if p.Firm.OrgID != ident.Nil {
		return prefix + "/quan-ly/" + p.Firm.OrgID.String() + "/don-mua/" + p.ID.String()
	}
	return prefix + "/don-hang/" + p.ID.String() + "?k=" + s.order.Secret(p.ID)
}

// BuyerURL opens a purchase for its buyer, without log-in where it is a person's.
func (s *Service) BuyerURL(p order.Purchase) string { return s.buyerURL(p) }

func payLater(p order.Purchase) bool { return p.PaymentMethod == string(payment.CodePayLater) }

func (s *Service) orderMail(v order.View, locale, url string) notify.OrderMail {
	m := notify.OrderMail{
		PurchaseCode: v.Purchase.Code, OrderCode: v.Code, CooperativeName: v.Cooperative.Name, CooperativePhone: v.Cooperative.Phone,
		BuyerName: v.Purchase.BuyerName(), BuyerPhone: v.Purchase.Contact.Phone, AddressLabel: v.Purchase.Address.Label,
		PayLater: payLater(v.Purchase), Programme: v.Purchase.Firm.Programme.In(locale),
		SubtotalVND: int64(v.Subtotal), ShippingVND: int64(v.Shipping), TotalVND: int64(v.Total), URL: url,
		Carrier: v.Carrier, TrackingCode: v.TrackingCode, PlacedAt: v.PlacedAt, DaysMin: v.DaysMin, DaysMax: v.DaysMax,
	}
	for _, l := range v.Lines {
		quantity := l.Open()
		if v.Status == order.StatusCancelled {
			quantity = l.Quantity // what it was, not the nothing that is left
		}
		if quantity == 0 {
			continue
		}
		m.Lines = append(m.Lines, notify.OrderLine{
			Name: l.ProductName.In(locale), Variant: l.VariantName.In(locale), Quantity: quantity, Unit: l.Unit,
			TotalVND: int64(l.UnitPrice) * quantity,
		})
	}
	return m
}

// recipient is somebody of a cooperative who reads its mail.
type recipient struct {
	Email  string
	Locale string
}
