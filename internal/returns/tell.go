package returns

import (
	"context"
	"fmt"

	"github.com/chophien/chophien/internal/announce"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/notify"
	"github.com/chophien/chophien/internal/order"
)

// tell queues the messages of a step in the transaction that takes it.
func (s *Service) tell(ctx context.Context, id ident.ID, action Action, note string) error {
	c, err := s.one(ctx, id)
	if err != nil {
		return err
	}
	view, err := s.Order.FullByOrder(ctx, c.OrderID)
	if err != nil {
		return err
	}
	mail := notify.TradeMail{Code: c.Code, Title: view.Code, From: view.Purchase.BuyerName(), Reason: note, Until: c.DueAt}
	if c.Resolution != nil {
		mail.AmountVND = int64(c.Resolution.Refund)
	}
	var buyer, seller, alliance notify.Kind
	switch action {
	case "open":
		seller = notify.KindReturnOpened
	case ActionAnswer:
		buyer = notify.KindReturnAnswered
	case ActionDispute, ActionEscalate:
		seller, alliance = notify.KindReturnMediation, notify.KindReturnMediation
		if action == ActionEscalate {
			buyer = notify.KindReturnMediation
		}
	case ActionAccept, ActionLapse, ActionDecide:
		buyer, seller = notify.KindReturnSettled, notify.KindReturnSettled
	case ActionPay, ActionSend:
		buyer = notify.KindReturnGiven
	case ActionWithdraw:
		seller = notify.KindReturnWithdrawn
	case ActionReceive, ActionRepaid: // of the money, collection tells
	}
	dedupe := fmt.Sprintf("return:%s:%d", c.ID, c.Version)
	if buyer != "" {
		if err := s.tellBuyer(ctx, view, buyer, dedupe, mail); err != nil {
			return err
		}
	}
	if seller != "" {
		mail.URL = fmt.Sprintf("/quan-ly/%s/tra-hang/%s", c.OrgID, c.ID)
		if err := s.Announce.Tell(ctx, announce.News{To: c.OrgID, Kind: seller, Dedupe: dedupe + ":seller", Mail: mail}); err != nil {
			return err
		}
	}
	if alliance == "" {
		return nil
	}
	desks, err := s.store.alliances(ctx)
	if err != nil {
		return err
	}
	for _, desk := range desks {
		mail.URL = "/lien-minh/tranh-chap/" + c.ID.String()
		if err := s.Announce.Tell(ctx, announce.News{To: desk, Kind: alliance, Dedupe: dedupe + ":" + desk.String(), Mail: mail}); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) tellBuyer(ctx context.Context, view order.View, kind notify.Kind, dedupe string, mail notify.TradeMail) error {
	p := view.Purchase
	mail.From, mail.URL = view.Cooperative.Name, s.Announce.BuyerURL(p)
	return s.Notify.Queue(ctx, notify.Message{Kind: kind, Dedupe: dedupe + ":buyer", To: p.Contact.Email, Locale: p.Locale, Data: mail})
}
