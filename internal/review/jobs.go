package review

import (
	"context"
	"fmt"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/notify"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/platform/jobs"
)

// Mail queues a message in the transaction of ctx.
type Mail interface {
	Queue(ctx context.Context, m notify.Message) error
}

// When a buyer is asked: some days after delivery, and not any more after a month.
const (
	askAfter  = 4 * 24 * time.Hour
	askWithin = 30 * 24 * time.Hour
)

type invite struct{}

// Kind names the job.
func (invite) Kind() string { return "review.invite" }

// Patient lets jobs of money and goods go first.
func (invite) Patient() {}

// RegisterJobs adds the reviews' jobs to a queue.
func (s *Service) RegisterJobs(q *jobs.Queue) {
	jobs.Handle(q, func(ctx context.Context, _ invite) error { return s.Invite(ctx) })
	jobs.Every(q, 6*time.Hour, invite{})
}

// Invite asks buyers for a review of what they received some days ago: those only
// who agreed to get news of the market, once for each order, nobody who wrote one.
func (s *Service) Invite(ctx context.Context) error {
	now := s.Clock.Now()
	ids, err := s.store.uninvited(ctx, now.Add(-askWithin), now.Add(-askAfter))
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := s.invite(ctx, id, now); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) invite(ctx context.Context, orderID ident.ID, now time.Time) error {
	v, err := s.Orders.FullByOrder(ctx, orderID)
	if err != nil {
		return fmt.Errorf("load order %s: %w", orderID, err)
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		fresh, err := s.store.keepInvitation(ctx, orderID, now)
		if err != nil || !fresh || len(v.Lines) == 0 {
			return err
		}
		lang := v.Purchase.Locale
		return s.Mail.Queue(ctx, notify.Message{
			Kind: notify.KindReviewInvitation, Dedupe: "review_invitation:" + orderID.String(), To: v.Purchase.Contact.Email, Locale: lang,
			Data: notify.TradeMail{Code: v.Code, From: v.Cooperative.Name, Goods: v.Lines[0].ProductName.In(lang), URL: s.purchaseURL(v.Purchase) + "#danh-gia"},
		})
	})
}

// purchaseURL opens a purchase in its buyer's language, without log-in.
func (s *Service) purchaseURL(p order.Purchase) string {
	prefix := ""
	if p.Locale == "en" {
		prefix = "/en"
	}
	if p.Firm.OrgID != ident.Nil {
		return prefix + "/quan-ly/" + p.Firm.OrgID.String() + "/don-mua/" + p.ID.String()
	}
	return prefix + "/don-hang/" + p.ID.String() + "?k=" + s.Orders.Secret(p.ID)
}

// tellHidden tells a review's author, who may have left no address, why it is hidden.
func (s *Service) tellHidden(ctx context.Context, r Review, reason string) error {
	if r.PurchaseID == ident.Nil {
		return nil // of the demo
	}
	p, _, err := s.Orders.Full(ctx, r.PurchaseID)
	if err != nil {
		return fmt.Errorf("load purchase %s: %w", r.PurchaseID, err)
	}
	return s.Mail.Queue(ctx, notify.Message{
		Kind: notify.KindReviewHidden, Dedupe: fmt.Sprintf("review_hidden:%s:%d", r.ID, r.Version), To: p.Contact.Email, Locale: p.Locale,
		Data: notify.TradeMail{Goods: r.ProductName.In(p.Locale), Reason: reason, URL: s.purchaseURL(p) + "#danh-gia"},
	})
}
