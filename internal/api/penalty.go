package api

import (
	"context"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/penalty"
)

// ListPenalties lists all penalties.
func (s *Server) ListPenalties(ctx context.Context, _ ListPenaltiesRequestObject) (ListPenaltiesResponseObject, error) {
	list, err := s.Penalty.List(ctx)
	if err != nil {
		return nil, err
	}
	me := actorFrom(ctx).UserID
	return ListPenalties200JSONResponse{Items: toAPIAll(list, func(p penalty.Penalty) Penalty { return toAPIPenalty(p, me) })}, nil
}

// ProposePenalty writes one that a second person approves.
func (s *Server) ProposePenalty(ctx context.Context, r ProposePenaltyRequestObject) (ProposePenaltyResponseObject, error) {
	me := actorFrom(ctx).UserID
	p, err := s.Penalty.Propose(ctx, penalty.ProposeInput{
		Key: r.Params.IdempotencyKey, ActorID: me, OrgID: r.Body.OrgId, Amount: money.VND(r.Body.AmountVnd),
		Reason: r.Body.Reason, Message: r.Body.Message, About: value(r.Body.About),
	})
	if err != nil {
		return nil, err
	}
	return ProposePenalty201JSONResponse(toAPIPenalty(p, me)), nil
}

// ActOnPenalty takes a step with one.
func (s *Server) ActOnPenalty(ctx context.Context, r ActOnPenaltyRequestObject) (ActOnPenaltyResponseObject, error) {
	me := actorFrom(ctx).UserID
	p, err := s.Penalty.Act(ctx, r.PenaltyId, penalty.Command{
		Action: penalty.Action(r.Body.Action), By: me, Version: value(r.Body.Version), Reason: value(r.Body.Reason),
	})
	if err != nil {
		return nil, err
	}
	return ActOnPenalty200JSONResponse(toAPIPenalty(p, me)), nil
}

// ListOrgPenalties lists a cooperative's own.
func (s *Server) ListOrgPenalties(ctx context.Context, r ListOrgPenaltiesRequestObject) (ListOrgPenaltiesResponseObject, error) {
	list, err := s.Penalty.OfOrg(ctx, r.OrgId)
	if err != nil {
		return nil, err
	}
	return ListOrgPenalties200JSONResponse{Items: toAPIAll(list, func(p penalty.Penalty) Penalty { return toAPIPenalty(p, ident.Nil) })}, nil
}

// toAPIPenalty tells a penalty to one of the Alliance, or without names to its cooperative
// (ident.Nil).
func toAPIPenalty(p penalty.Penalty, to ident.ID) Penalty {
	out := Penalty{
		Id: p.ID, Code: p.Code, OrgId: p.OrgID, Cooperative: p.Cooperative, AmountVnd: int64(p.Amount), Reason: p.Reason, Message: p.Message,
		About: optional(p.About), OrderId: optionalID(p.OrderID), ContractId: optionalID(p.ContractID), State: PenaltyState(p.State),
		ProposedAt: p.ProposedAt, ApprovedAt: optionalTime(p.ApprovedAt), EndedAt: optionalTime(p.EndedAt), EndReason: optional(p.EndReason),
		Version: p.Version, Actions: []PenaltyAction{},
	}
	if to == ident.Nil {
		return out
	}
	out.ProposedBy, out.ApprovedBy, out.EndedBy = optional(p.Proposer), optional(p.Approver), optional(p.Ender)
	for _, a := range p.Allowed(to) {
		out.Actions = append(out.Actions, PenaltyAction(a))
	}
	return out
}
