package api

import (
	"context"
	"io"
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/chophien/chophien/internal/card"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/stripepay"
)

// maxWebhook bounds what Stripe may send; its largest events have some tens of kB.
const maxWebhook = 256 << 10

// webhookPath is where Stripe sends what happens. It is no operation of the contract: its
// body is read byte for byte, its caller is known by a signature, and nothing of a
// session, a language or an address is looked at.
const webhookPath = "/api/v1/stripe/webhook"

// stripeWebhook takes a webhook and answers as soon as it is stored.
func (s *Server) stripeWebhook(g *gin.Context) {
	body, err := io.ReadAll(http.MaxBytesReader(g.Writer, g.Request.Body, maxWebhook))
	if err != nil {
		s.fail(g, badRead(err))
		return
	}
	if err := s.Stripe.Receive(g.Request.Context(), body, g.GetHeader("Stripe-Signature")); err != nil {
		s.fail(g, err)
		return
	}
	g.Status(http.StatusNoContent)
}

// BeginCardPayment opens the payment of a purchase.
func (s *Server) BeginCardPayment(ctx context.Context, r BeginCardPaymentRequestObject) (BeginCardPaymentResponseObject, error) {
	got, err := s.Card.Begin(ctx, r.Id, viewer(ctx, r.Params.K))
	if err != nil {
		return nil, err
	}
	return BeginCardPayment200JSONResponse(toAPICardPayment(got)), nil
}

// CheckCardPayment asks how it stands.
func (s *Server) CheckCardPayment(ctx context.Context, r CheckCardPaymentRequestObject) (CheckCardPaymentResponseObject, error) {
	got, err := s.Card.Check(ctx, r.Id, viewer(ctx, r.Params.K))
	if err != nil {
		return nil, err
	}
	return CheckCardPayment200JSONResponse(toAPICardPayment(got)), nil
}

// PayWithSavedCard pays with one of the caller's cards.
func (s *Server) PayWithSavedCard(ctx context.Context, r PayWithSavedCardRequestObject) (PayWithSavedCardResponseObject, error) {
	got, err := s.Card.PayWithSaved(ctx, r.Id, order.Viewer{UserID: actorFrom(ctx).UserID}, r.Body.CardId, r.Params.IdempotencyKey)
	if err != nil {
		return nil, err
	}
	return PayWithSavedCard200JSONResponse(toAPICardPayment(got)), nil
}

// ListCards lists the caller's saved cards.
func (s *Server) ListCards(ctx context.Context, _ ListCardsRequestObject) (ListCardsResponseObject, error) {
	list, err := s.Stripe.Cards(ctx, actorFrom(ctx).UserID)
	if err != nil {
		return nil, err
	}
	out := ListCards200JSONResponse{Offered: s.Stripe.On(), Items: make([]SavedCard, len(list))}
	for i, c := range list {
		out.Items[i] = SavedCard{Id: c.ID, Brand: c.Brand, Last4: c.Last4, Month: int(c.Month), Year: int(c.Year)}
	}
	return out, nil
}

// BeginCardSetup opens the saving of a card.
func (s *Server) BeginCardSetup(ctx context.Context, r BeginCardSetupRequestObject) (BeginCardSetupResponseObject, error) {
	got, err := s.Stripe.SetUp(ctx, actorFrom(ctx).UserID, r.Params.IdempotencyKey)
	if err != nil {
		return nil, err
	}
	return BeginCardSetup201JSONResponse{PublishableKey: s.Stripe.PublishableKey, ClientSecret: got.ClientSecret}, nil
}

// RemoveCard takes one of the caller's cards away.
func (s *Server) RemoveCard(ctx context.Context, r RemoveCardRequestObject) (RemoveCardResponseObject, error) {
	if err := s.Stripe.RemoveCard(ctx, actorFrom(ctx).UserID, r.CardId); err != nil {
		return nil, err
	}
	return RemoveCard204Response{}, nil
}

// GetCardOffice shows the Alliance what Stripe holds.
func (s *Server) GetCardOffice(ctx context.Context, _ GetCardOfficeRequestObject) (GetCardOfficeResponseObject, error) {
	o, err := s.Card.Office(ctx)
	if err != nil {
		return nil, err
	}
	return GetCardOffice200JSONResponse(toAPICardOffice(o)), nil
}

// ListDeadCardEvents lists webhooks that were given up.
func (s *Server) ListDeadCardEvents(ctx context.Context, r ListDeadCardEventsRequestObject) (ListDeadCardEventsResponseObject, error) {
	page, err := s.Stripe.Dead(ctx, value(r.Params.Cursor), limitOf(r.Params.Limit))
	if err != nil {
		return nil, err
	}
	return ListDeadCardEvents200JSONResponse{Items: toAPIAll(page.Items, toAPICardEvent), NextCursor: optional(page.Next)}, nil
}

// GetCardEvent shows a webhook as it came.
func (s *Server) GetCardEvent(ctx context.Context, r GetCardEventRequestObject) (GetCardEventResponseObject, error) {
	e, err := s.Stripe.Event(ctx, r.EventId)
	if err != nil {
		return nil, err
	}
	return GetCardEvent200JSONResponse(toAPICardEvent(e)), nil
}

// ReplayCardEvent processes a webhook anew.
func (s *Server) ReplayCardEvent(ctx context.Context, r ReplayCardEventRequestObject) (ReplayCardEventResponseObject, error) {
	e, err := s.Stripe.Replay(ctx, r.EventId)
	if err != nil {
		return nil, err
	}
	return ReplayCardEvent200JSONResponse(toAPICardEvent(e)), nil
}

func toAPICardPayment(s card.Standing) CardPayment {
	out := CardPayment{
		PurchaseId: s.Purchase.ID, Code: s.Purchase.Code, State: CardPaymentState(s.Request.State), Status: string(s.Intent.Status),
		Decline: optional(s.Intent.Decline), AmountVnd: int64(s.Request.Rest()), ExpiresAt: s.Request.ExpiresAt,
		PublishableKey: optional(s.PublishableKey),
	}
	if out.Status == "" {
		out.Status = "none"
	}
	if s.PublishableKey != "" {
		out.ClientSecret = optional(s.Intent.Secret)
	}
	return out
}

func toAPICardEvent(e stripepay.Event) CardEvent {
	return CardEvent{
		Id: e.ID, Type: e.Type, Object: e.Object, Source: CardEventSource(e.Source), State: CardEventState(e.State), Attempts: e.Attempts,
		Failure: optional(e.Failure), CreatedAt: e.CreatedAt, ReceivedAt: e.ReceivedAt, Raw: optional(string(e.Raw)),
	}
}

func toAPICardOffice(o card.Office) CardOffice {
	out := CardOffice{
		Offered: o.On, ClearingVnd: int64(o.Clearing), DisputedVnd: int64(o.Disputed), Dead: o.Dead,
		Disputes: make([]CardDispute, len(o.Disputes)), Payouts: make([]CardPayout, len(o.Payouts)),
	}
	for i, d := range o.Disputes {
		out.Disputes[i] = toAPICardDispute(d)
	}
	for i, p := range o.Payouts {
		out.Payouts[i] = CardPayout{Id: p.ID, Amount: p.Amount, Currency: p.Currency, Status: p.Status, ArriveAt: p.ArriveAt}
	}
	return out
}

func toAPICardDispute(d card.Contested) CardDispute {
	out := CardDispute{
		Id: d.ID, AmountVnd: int64(d.Amount), FeeVnd: int64(d.Fee), Reason: d.Reason, Status: d.Status, OpenedAt: d.OpenedAt,
		RespondBy: optionalTime(d.RespondBy), DecidedAt: optionalTime(d.DecidedAt), Parts: make([]CardDisputePart, len(d.Orders)),
	}
	if d.Decided() {
		out.Won = &d.Won
	}
	for i, o := range d.Orders {
		out.Parts[i] = CardDisputePart{
			OrderId: o.OrderID, Code: o.Code, Cooperative: o.Cooperative, Status: string(o.Status), AmountVnd: int64(o.Amount), HeldVnd: int64(o.Held),
		}
	}
	return out
}
