package api

import (
	"context"
	"errors"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/order"
)

// overdueShown is how many unanswered orders the Alliance sees at once.
const overdueShown = 100

func asAppErr(err error) (*apperr.Error, bool) {
	var e *apperr.Error
	ok := errors.As(err, &e)
	return e, ok
}

// ListUnanswered answers with what waits too long, and how reliably cooperatives confirm.
func (s *Server) ListUnanswered(ctx context.Context, _ ListUnansweredRequestObject) (ListUnansweredResponseObject, error) {
	late, err := s.Order.Overdue(ctx, overdueShown)
	if err != nil {
		return nil, err
	}
	activities, err := s.Order.Activities(ctx)
	if err != nil {
		return nil, err
	}
	lang := langFrom(ctx)
	var out Unanswered
	out.Orders = make([]UnansweredOrder, len(late))
	for i, o := range late {
		out.Orders[i] = UnansweredOrder{Order: toAPISummary(o, order.RoleAlliance, lang), CooperativePhone: optional(o.Cooperative.Phone)}
	}
	out.Cooperatives = make([]CooperativeActivity, len(activities))
	for i, a := range activities {
		out.Cooperatives[i] = CooperativeActivity{Id: a.OrgID, Name: a.Name, Activity: toAPIActivity(a)}
	}
	return ListUnanswered200JSONResponse(out), nil
}

// ActForCooperative confirms or declines for a cooperative that does not answer.
func (s *Server) ActForCooperative(ctx context.Context, r ActForCooperativeRequestObject) (ActForCooperativeResponseObject, error) {
	c := order.Command{Action: order.Action(r.Body.Action), Reason: trimmed(r.Body.Reason), SeenVersion: value(r.Body.Version)}
	if c.Action != order.ActionConfirm && c.Action != order.ActionCancel {
		return nil, apperr.ErrInvalid.AtField("/action", order.ErrUnknownAction)
	}
	if err := s.Answer.ForCooperative(ctx, actorFrom(ctx).UserID, r.OrderId, c); err != nil {
		return nil, err
	}
	v, role, err := s.Order.ByID(ctx, r.OrderId, order.Viewer{Alliance: true})
	if err != nil {
		return nil, err
	}
	return ActForCooperative200JSONResponse(s.toAPIOrder(v, role, langFrom(ctx))), nil
}
