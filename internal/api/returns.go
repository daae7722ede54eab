package api

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/payment"
	"github.com/chophien/chophien/internal/returns"
)

// ListOrderReturns answers with the returns of an order and what can still be returned.
func (s *Server) ListOrderReturns(ctx context.Context, r ListOrderReturnsRequestObject) (ListOrderReturnsResponseObject, error) {
	cases, can, role, err := s.Returns.OfOrder(ctx, r.Id, viewer(ctx, r.Params.K))
	if err != nil {
		return nil, err
	}
	lang := langFrom(ctx)
	return ListOrderReturns200JSONResponse{
		Items: toAPIAll(cases, func(c returns.Case) ReturnCase { return toAPIReturn(c, role, lang) }),
		Returnable: toAPIAll(can, func(l returns.Returnable) Returnable {
			return Returnable{LineId: l.LineID, Quantity: l.Quantity, Until: l.Until}
		}),
	}, nil
}

// OpenReturn opens a case for the buyer.
func (s *Server) OpenReturn(ctx context.Context, r OpenReturnRequestObject) (OpenReturnResponseObject, error) {
	c, err := s.Returns.Open(ctx, returns.OpenInput{
		OrderID: r.Id, Viewer: viewer(ctx, r.Params.K), Key: r.Params.IdempotencyKey, Reason: returns.Reason(r.Body.Reason), Words: r.Body.Words,
		Wish: returns.Kind(r.Body.Wish), Lines: fromAPIParts(&r.Body.Lines), Photos: value(r.Body.Photos),
	})
	if err != nil {
		return nil, err
	}
	return OpenReturn201JSONResponse(toAPIReturn(*c, order.RoleBuyer, langFrom(ctx))), nil
}

// AddReturnPhoto takes a photo to be sent with a case.
func (s *Server) AddReturnPhoto(ctx context.Context, r AddReturnPhotoRequestObject) (AddReturnPhotoResponseObject, error) {
	data, err := io.ReadAll(r.Body)
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return nil, errTooLarge
	}
	if err != nil {
		return nil, errNotJSON.Wrap(err)
	}
	id, err := s.Returns.AddPhoto(ctx, r.Id, viewer(ctx, r.Params.K), data)
	if err != nil {
		return nil, err
	}
	return AddReturnPhoto201JSONResponse{Id: id}, nil
}

// ActOnOwnReturn takes a step of the buyer.
func (s *Server) ActOnOwnReturn(ctx context.Context, r ActOnOwnReturnRequestObject) (ActOnOwnReturnResponseObject, error) {
	c, err := s.Returns.ActAsBuyer(ctx, r.ReturnId, viewer(ctx, r.Params.K), returns.Command{
		Action: returns.Action(r.Body.Action), Words: trimmed(r.Body.Words), RefundTo: trimmed(r.Body.RefundTo), Version: value(r.Body.Version),
	})
	if err != nil {
		return nil, err
	}
	return ActOnOwnReturn200JSONResponse(toAPIReturn(*c, order.RoleBuyer, langFrom(ctx))), nil
}

// GetReturnPhoto sends a photo.
func (s *Server) GetReturnPhoto(ctx context.Context, r GetReturnPhotoRequestObject) (GetReturnPhotoResponseObject, error) {
	data, err := s.Returns.Photo(ctx, r.ReturnId, r.PhotoId, viewer(ctx, r.Params.K))
	if err != nil {
		return nil, err
	}
	return GetReturnPhoto200ImagejpegResponse{Body: bytes.NewReader(data), ContentLength: int64(len(data))}, nil
}

// ListOrgReturns answers with a page of a cooperative's returns.
func (s *Server) ListOrgReturns(ctx context.Context, r ListOrgReturnsRequestObject) (ListOrgReturnsResponseObject, error) {
	page, err := s.Returns.List(ctx, returns.ListFilter{OrgID: r.OrgId, Open: value(r.Params.Open)}, value(r.Params.Cursor), limitOf(r.Params.Limit))
	if err != nil {
		return nil, err
	}
	lang := langFrom(ctx)
	return ListOrgReturns200JSONResponse{
		Items: toAPIAll(page.Items, func(c returns.Case) ReturnCase { return toAPIReturn(c, order.RoleCooperative, lang) }), NextCursor: optional(page.Next),
	}, nil
}

// GetOrgReturn answers with one of them.
func (s *Server) GetOrgReturn(ctx context.Context, r GetOrgReturnRequestObject) (GetOrgReturnResponseObject, error) {
	c, err := s.Returns.OfOrg(ctx, r.OrgId, r.ReturnId)
	if err != nil {
		return nil, err
	}
	return GetOrgReturn200JSONResponse(toAPIReturn(*c, order.RoleCooperative, langFrom(ctx))), nil
}

// ActOnReturn takes a step of the cooperative.
func (s *Server) ActOnReturn(ctx context.Context, r ActOnReturnRequestObject) (ActOnReturnResponseObject, error) {
	b := r.Body
	c, err := s.Returns.ActAsCooperative(ctx, r.OrgId, r.ReturnId, actorFrom(ctx).UserID, returns.Command{
		Action: returns.Action(b.Action), Version: value(b.Version), Method: payment.RefundMethod(value(b.Method)), Reference: trimmed(b.Reference),
		Resolution: returns.Resolution{Kind: returns.Kind(value(b.Kind)), Refund: money.VND(value(b.RefundVnd)), GoodsBack: value(b.GoodsBack), Words: trimmed(b.Words)},
		Carrier:    trimmed(b.Carrier), TrackingCode: trimmed(b.TrackingCode), Restocked: fromAPIParts(b.Restocked),
	})
	if err != nil {
		return nil, err
	}
	return ActOnReturn200JSONResponse(toAPIReturn(*c, order.RoleCooperative, langFrom(ctx))), nil
}

// ListAllianceReturns answers with a page of the market's returns.
func (s *Server) ListAllianceReturns(ctx context.Context, r ListAllianceReturnsRequestObject) (ListAllianceReturnsResponseObject, error) {
	state := returns.State(value(r.Params.State))
	if state == "" {
		state = returns.StateMediation
	}
	page, err := s.Returns.List(ctx, returns.ListFilter{State: state}, value(r.Params.Cursor), limitOf(r.Params.Limit))
	if err != nil {
		return nil, err
	}
	lang := langFrom(ctx)
	return ListAllianceReturns200JSONResponse{
		Items: toAPIAll(page.Items, func(c returns.Case) ReturnCase { return toAPIReturn(c, order.RoleAlliance, lang) }), NextCursor: optional(page.Next),
	}, nil
}

// GetAllianceReturn answers with one of them.
func (s *Server) GetAllianceReturn(ctx context.Context, r GetAllianceReturnRequestObject) (GetAllianceReturnResponseObject, error) {
	c, role, err := s.Returns.See(ctx, r.ReturnId, order.Viewer{Alliance: true})
	if err != nil {
		return nil, err
	}
	return GetAllianceReturn200JSONResponse(toAPIReturn(*c, role, langFrom(ctx))), nil
}

// DecideReturn carries out the Alliance's decision.
func (s *Server) DecideReturn(ctx context.Context, r DecideReturnRequestObject) (DecideReturnResponseObject, error) {
	b := r.Body
	c, err := s.Returns.Decide(ctx, r.ReturnId, actorFrom(ctx).UserID, value(b.Version), returns.Resolution{
		Kind: returns.Kind(b.Kind), Refund: money.VND(value(b.RefundVnd)), GoodsBack: value(b.GoodsBack), Words: trimmed(b.Words),
	})
	if err != nil {
		return nil, err
	}
	return DecideReturn200JSONResponse(toAPIReturn(*c, order.RoleAlliance, langFrom(ctx))), nil
}

func fromAPIParts(list *[]ReturnPart) []order.LineQuantity {
	out := make([]order.LineQuantity, len(value(list)))
	for i, p := range value(list) {
		out[i] = order.LineQuantity{LineID: p.LineId, Quantity: p.Quantity}
	}
	return out
}

func toAPIReturn(c returns.Case, role order.Role, lang string) ReturnCase {
	out := ReturnCase{
		Id: c.ID, Code: c.Code, OrderId: c.OrderID, OrderCode: c.OrderCode, OrgId: c.OrgID, Cooperative: c.OrgName, Buyer: c.Buyer, State: ReturnState(c.State),
		Reason: ReturnReason(c.Reason), Words: c.Words, Wish: ReturnKind(c.Wish), Photos: c.Photos, ValueVnd: int64(c.Value()), MostVnd: int64(c.Most()),
		Lines: toAPIAll(c.Lines, func(l returns.Line) ReturnLine {
			return ReturnLine{
				LineId: l.OrderLineID, ProductName: l.Product.In(lang), VariantName: l.Variant.In(lang), Unit: l.Unit, UnitPriceVnd: int64(l.UnitPrice),
				Quantity: l.Quantity, Restocked: l.Restocked,
			}
		}),
		Carrier: optional(c.Carrier), TrackingCode: optional(c.TrackingCode), SentAt: optional(c.SentAt), ReceivedAt: optional(c.ReceivedAt), DueAt: optional(c.DueAt),
		Actions: toAPIAll(c.Allowed(role), func(a returns.Action) ReturnActionKind { return ReturnActionKind(a) }),
		Timeline: toAPIAll(c.Timeline, func(e returns.Event) ReturnEvent {
			return ReturnEvent{Kind: e.Kind, By: ReturnEventBy(e.Actor.Role), Note: optional(e.Note), At: e.At}
		}),
		Version: c.Version, OpenedAt: c.OpenedAt, UpdatedAt: c.UpdatedAt,
	}
	if out.Photos == nil {
		out.Photos = []ident.ID{}
	}
	if role != order.RoleAlliance {
		out.RefundTo = optional(c.RefundTo)
	}
	if r := c.Resolution; r != nil {
		out.Resolution = &ReturnResolution{Kind: ReturnKind(r.Kind), RefundVnd: optional(int64(r.Refund)), GoodsBack: r.GoodsBack, Words: optional(r.Words), By: ReturnResolutionBy(r.By)}
	}
	if r := c.Refund; r != nil {
		out.Refund = &Refund{
			AmountVnd: int64(r.Amount), Paid: r.State == payment.RefundPaid, Method: optional(RefundMethod(r.Method)), Reference: optional(r.Reference), PaidAt: optional(r.PaidAt),
		}
	}
	return out
}
