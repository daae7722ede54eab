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
	"time"

	"github.com/chophien/chophien/internal/answer"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/notify"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/payment"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/jobs"
)

// Deps are what announcing needs.
type Deps struct {
	DB     *db.DB
	Order  *order.Service
	Notify *notify.Service
	Answer Answers
	// RemindAfter is how long an order waits until its cooperative is reminded.
	RemindAfter time.Duration
	Shelf       Shelf
	// StaleAfter is how long goods stay on the shelf that nobody touches.
	StaleAfter time.Duration
	Clock      clock.Clock
}

// Answers makes the links by which an order is answered without log-in, and knows which
// orders nobody answers.
type Answers interface {
	Issue(ctx context.Context, orderID ident.ID, channel string) (path string, err error)
	Take(ctx context.Context, n answer.Nudge, after time.Duration) ([]ident.ID, error)
}

// Service announces.
type Service struct {
	db     *db.DB
	store  store
	order  *order.Service
	notify *notify.Service
	answer Answers
	remind time.Duration
	shelf  Shelf
	stale  time.Duration
	clock  clock.Clock
}

// NewService returns the announcer.
func NewService(d Deps) *Service {
	return &Service{
		db: d.DB, store: store{db: d.DB}, order: d.Order, notify: d.Notify, answer: d.Answer, remind: d.RemindAfter,
		shelf: d.Shelf, stale: d.StaleAfter, clock: d.Clock,
	}
}

// RegisterJobs adds the announcing jobs to a queue.
func (s *Service) RegisterJobs(q *jobs.Queue) {
	jobs.Handle(q, s.purchase)
	jobs.Handle(q, s.step)
	jobs.Handle(q, s.nudge)
	jobs.Every(q, nudgeEvery, nudgeArgs{})
	jobs.Handle(q, s.hideStale)
	jobs.Every(q, 24*time.Hour, staleArgs{})
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
			SubtotalVND: int64(p.Subtotal), ShippingVND: int64(p.Shipping), DiscountVND: int64(p.Discount), TotalVND: int64(p.Total),
			URL: s.buyerURL(p), PlacedAt: p.PlacedAt, PayLater: payLater(p), Prepaid: prepaid(p),
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
		if j.Role == order.RoleBuyer && kind != notify.KindOrderCancelled {
			return s.toCooperative(ctx, v, kind, dedupe+":cooperative", j.Note)
		}
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
	case order.EventWeighed:
		return notify.KindOrderWeighed, true
	case order.EventWeightAsked:
		return notify.KindOrderWeightAsked, true
	case order.EventWeightAgreed:
		return notify.KindOrderWeightAgreed, true
	case order.EventWeightDeclined:
		return notify.KindOrderWeightDeclined, true
	case order.EventDelayed:
		return notify.KindOrderDelayed, true
	case order.EventPlaced, order.EventUnpacked, order.EventAwaiting, order.EventPaid, order.EventLapsed:
	}
	return "", false
}

func (s *Service) toCooperative(ctx context.Context, v order.View, kind notify.Kind, dedupe, reason string) error {
	people, err := s.store.recipients(ctx, v.OrgID)
	if err != nil {
		return err
	}
	if answerable(kind) {
		if err := s.toPhones(ctx, v, kind, dedupe); err != nil {
			return err
		}
	}
	for _, p := range people {
		mail := s.orderMail(v, p.Locale, workURL(v))
		mail.Reason = reason
		if answerable(kind) {
			mail.WorkURL = mail.URL
			if mail.URL, err = s.answerURL(ctx, v, "email", p.Locale); err != nil {
				return err
			}
		}
		if err := s.notify.Queue(ctx, notify.Message{
			Kind: kind, Dedupe: dedupe + ":" + p.Email, To: p.Email, Locale: p.Locale, Data: mail,
		}); err != nil {
			return err
		}
	}
	return nil
}

// answerURL issues a link in its reader's language.
func (s *Service) answerURL(ctx context.Context, v order.View, channel, locale string) (string, error) {
	path, err := s.answer.Issue(ctx, v.ID, channel)
	if locale == "en" {
		path += "?lang=en"
	}
	return path, err
}

// toPhones sends the link as a short text by every channel that is set up.
func (s *Service) toPhones(ctx context.Context, v order.View, kind notify.Kind, dedupe string) error {
	names := s.notify.Phones()
	if len(names) == 0 {
		return nil
	}
	people, err := s.store.phones(ctx, v.OrgID)
	if err != nil {
		return err
	}
	for _, p := range people {
		for _, name := range names {
			path, err := s.answerURL(ctx, v, name, p.Locale)
			if err != nil {
				return err
			}
			if err := s.notify.QueueShort(ctx, kind, name, dedupe+":"+name+":"+p.Phone, p.Phone, p.Locale, notify.Short{
				Code: v.Code, TotalVND: int64(v.Total), URL: path,
			}); err != nil {
				return err
			}
		}
	}
	return nil
}

func workURL(v order.View) string {
	return "/quan-ly/" + v.OrgID.String() + "/don-hang/" + v.ID.String()
}

// answerable are the messages whose button answers the order without log-in.
func answerable(k notify.Kind) bool {
	return k == notify.KindOrderPlacedCooperative || k == notify.KindOrderReminder
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

func prepaid(p order.Purchase) bool { return payment.MethodCode(p.PaymentMethod).PaidFirst() }

func (s *Service) orderMail(v order.View, locale, url string) notify.OrderMail {
	m := notify.OrderMail{
		PurchaseCode: v.Purchase.Code, OrderCode: v.Code, CooperativeName: v.Cooperative.Name, CooperativePhone: v.Cooperative.Phone,
		BuyerName: v.Purchase.BuyerName(), BuyerPhone: v.Purchase.Contact.Phone, AddressLabel: v.Purchase.Address.Label,
		PayLater: payLater(v.Purchase), Prepaid: prepaid(v.Purchase), Programme: v.Purchase.Firm.Programme.In(locale),
		SubtotalVND: int64(v.Subtotal), ShippingVND: int64(v.Shipping), DiscountVND: int64(v.Discount), TotalVND: int64(v.Total), URL: url,
		Carrier: v.Carrier, TrackingCode: v.TrackingCode, PlacedAt: v.PlacedAt, DaysMin: v.DaysMin, DaysMax: v.DaysMax,
	}
	m.Until = v.DelayedUntil
	if asked, err := v.AskedTotal(); err == nil && v.WeightAsked() {
		m.AskedVND = int64(asked)
	}
	for _, l := range v.Lines {
		quantity := l.Open()
		if v.Status == order.StatusCancelled {
			quantity = l.Quantity // what it was, not the nothing that is left
		}
		if quantity == 0 {
			continue
		}
		total := int64(l.UnitPrice) * quantity
		if open, err := l.Total(); err == nil && l.RealG > 0 {
			total = int64(open)
		}
		m.Lines = append(m.Lines, notify.OrderLine{
			Name: l.ProductName.In(locale), Variant: l.VariantName.In(locale), Quantity: quantity, Unit: l.Unit, TotalVND: total,
		})
	}
	return m
}

// recipient is somebody of a cooperative who reads its mail, or has a phone.
type recipient struct {
	Email  string
	Phone  string // E.164
	Locale string
}
