package api

import (
	"context"
	"slices"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/platform/db/idempotency"
)

const defaultLimit = 24

func limitOf(l *int) int {
	if l == nil {
		return defaultLimit
	}
	return *l
}

// viewer is the caller as the order package sees them.
func viewer(ctx context.Context, secret *string) order.Viewer {
	a := actorFrom(ctx)
	v := order.Viewer{UserID: a.UserID, Alliance: a.IsAlliance(), Secret: value(secret)}
	for _, m := range a.Memberships {
		switch m.Kind {
		case party.KindCooperative:
			v.OrgIDs = append(v.OrgIDs, m.OrgID)
		case party.KindBuyer:
			v.FirmIDs = append(v.FirmIDs, m.OrgID)
		case party.KindAlliance:
		}
	}
	return v
}

// GetPurchase answers with a purchase and its orders.
func (s *Server) GetPurchase(ctx context.Context, r GetPurchaseRequestObject) (GetPurchaseResponseObject, error) {
	p, views, err := s.Order.PurchaseByID(ctx, r.Id, viewer(ctx, r.Params.K))
	if err != nil {
		return nil, err
	}
	return GetPurchase200JSONResponse(s.toAPIPurchase(p, views, order.RoleBuyer, langFrom(ctx))), nil
}

// GetOrder answers with one order.
func (s *Server) GetOrder(ctx context.Context, r GetOrderRequestObject) (GetOrderResponseObject, error) {
	v, role, err := s.Order.ByID(ctx, r.Id, viewer(ctx, r.Params.K))
	if err != nil {
		return nil, err
	}
	return GetOrder200JSONResponse(s.toAPIOrder(v, role, langFrom(ctx))), nil
}

// CancelOrder cancels for the buyer.
func (s *Server) CancelOrder(ctx context.Context, r CancelOrderRequestObject) (CancelOrderResponseObject, error) {
	who := viewer(ctx, r.Params.K)
	if err := s.Fulfilment.CancelByBuyer(ctx, r.Id, who, r.Body.Reason); err != nil {
		return nil, err
	}
	v, role, err := s.Order.ByID(ctx, r.Id, who)
	if err != nil {
		return nil, err
	}
	return CancelOrder200JSONResponse(s.toAPIOrder(v, role, langFrom(ctx))), nil
}

// ListMyPurchases answers with a page of the caller's purchases.
func (s *Server) ListMyPurchases(ctx context.Context, r ListMyPurchasesRequestObject) (ListMyPurchasesResponseObject, error) {
	page, err := s.Order.ListPurchases(ctx, actorFrom(ctx).UserID, value(r.Params.Cursor), limitOf(r.Params.Limit))
	if err != nil {
		return nil, err
	}
	return ListMyPurchases200JSONResponse(toAPIPurchasePage(page, langFrom(ctx))), nil
}

// ListOrgOrders answers with a page of a cooperative's inbox.
func (s *Server) ListOrgOrders(ctx context.Context, r ListOrgOrdersRequestObject) (ListOrgOrdersResponseObject, error) {
	in, err := s.Order.List(ctx, order.ListFilter{
		OrgID: r.OrgId, Status: order.Status(value(r.Params.Status)), Code: value(r.Params.Q),
	}, value(r.Params.Cursor), limitOf(r.Params.Limit))
	if err != nil {
		return nil, err
	}
	page := toAPIOrderPage(in, order.RoleCooperative, langFrom(ctx))
	for i := range page.Items {
		page.Items[i].Actions = coveredSteps(ctx, r.OrgId, page.Items[i].Actions)
	}
	return ListOrgOrders200JSONResponse(page), nil
}

// ListAllianceOrders answers with a page of the whole market's orders.
func (s *Server) ListAllianceOrders(ctx context.Context, r ListAllianceOrdersRequestObject) (ListAllianceOrdersResponseObject, error) {
	in, err := s.Order.List(ctx, order.ListFilter{Status: order.Status(value(r.Params.Status))}, value(r.Params.Cursor), limitOf(r.Params.Limit))
	if err != nil {
		return nil, err
	}
	return ListAllianceOrders200JSONResponse(toAPIOrderPage(in, order.RoleAlliance, langFrom(ctx))), nil
}

// GetOrgOrder answers with one order of the cooperative.
func (s *Server) GetOrgOrder(ctx context.Context, r GetOrgOrderRequestObject) (GetOrgOrderResponseObject, error) {
	v, role, err := s.Order.ByID(ctx, r.OrderId, order.Viewer{OrgIDs: []OrgId{r.OrgId}})
	if err != nil {
		return nil, err
	}
	out := s.toAPIOrder(v, role, langFrom(ctx))
	out.Actions = coveredSteps(ctx, r.OrgId, out.Actions)
	return GetOrgOrder200JSONResponse(out), nil
}

// ActOnOrder takes a step.
func (s *Server) ActOnOrder(ctx context.Context, r ActOnOrderRequestObject) (ActOnOrderResponseObject, error) {
	if err := needs(ctx, r.OrgId, orderPermission(order.Action(r.Body.Action))); err != nil {
		return nil, err
	}
	if err := s.act(ctx, r); err != nil {
		return nil, err
	}
	v, role, err := s.Order.ByID(ctx, r.OrderId, order.Viewer{OrgIDs: []OrgId{r.OrgId}})
	if err != nil {
		return nil, err
	}
	out := s.toAPIOrder(v, role, langFrom(ctx))
	out.Actions = coveredSteps(ctx, r.OrgId, out.Actions)
	return ActOnOrder200JSONResponse(out), nil
}

// orderPermission is what a step of an order needs: handling goods is another's work
// than promising and refusing them. An unknown step is left to the state machine.
func orderPermission(a order.Action) party.Permission {
	switch a {
	case order.ActionPack, order.ActionUnpack, order.ActionWeigh, order.ActionShip, order.ActionDeliver:
		return party.MayPack
	case order.ActionConfirm, order.ActionCancel, order.ActionCancelPart, order.ActionDelay:
		return party.MayConfirm
	case order.ActionAgreeWeight, order.ActionDeclineWeight, order.ActionOffer, order.ActionWithdraw: // the buyer's
	case order.ActionPay, order.ActionLapse: // money's
	}
	return party.MayRead
}

// coveredSteps leaves of an order's steps those that the member's role covers, so that
// nobody is offered a button that would refuse them.
func coveredSteps(ctx context.Context, orgID ident.ID, actions []OrderAction) []OrderAction {
	return slices.DeleteFunc(actions, func(a OrderAction) bool { return needs(ctx, orgID, orderPermission(order.Action(a))) != nil })
}

func (s *Server) act(ctx context.Context, r ActOnOrderRequestObject) error {
	c := fromAPIAction(ctx, *r.Body)
	if r.Params.IdempotencyKey == nil {
		return s.Fulfilment.Act(ctx, r.OrgId, r.OrderId, c)
	}
	key := idempotency.Key{UserID: c.Actor.ID, Operation: "order.act", Value: *r.Params.IdempotencyKey}
	return s.Fulfilment.ActOnce(ctx, key, r.OrgId, r.OrderId, c)
}

func fromAPIAction(ctx context.Context, b OrderActionRequest) order.Command {
	c := order.Command{
		Action: order.Action(b.Action), Actor: order.Actor{Role: order.RoleCooperative, ID: actorFrom(ctx).UserID},
		Carrier: trimmed(b.Carrier), TrackingCode: trimmed(b.TrackingCode), Reason: trimmed(b.Reason), SeenVersion: value(b.Version),
	}
	for _, l := range value(b.Lines) {
		c.Lines = append(c.Lines, order.LineQuantity{LineID: l.LineId, Quantity: l.Quantity})
	}
	for _, w := range value(b.Weights) {
		c.Weights = append(c.Weights, order.LineWeight{LineID: w.LineId, Grams: w.Grams})
	}
	if b.Until != nil {
		c.Until = b.Until.Time
	}
	return c
}
