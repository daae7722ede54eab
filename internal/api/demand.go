package api

import (
	"context"
	"io"

	"github.com/chophien/chophien/internal/demand"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/matching"
	"github.com/chophien/chophien/internal/money"
)

// ListDemandBoard answers anybody with the open demands in short.
func (s *Server) ListDemandBoard(ctx context.Context, r ListDemandBoardRequestObject) (ListDemandBoardResponseObject, error) {
	page, err := s.Demand.Board(ctx, demand.BoardFilter{TypeCode: value(r.Params.Type), Cursor: value(r.Params.Cursor), Limit: limitOf(r.Params.Limit)})
	if err != nil {
		return nil, err
	}
	w, err := s.wording(ctx)
	if err != nil {
		return nil, err
	}
	return ListDemandBoard200JSONResponse{
		Items: toAPIAll(page.Items, w.demandSummary), NextCursor: optional(page.Next), Total: page.Total, TotalCapped: page.Capped,
	}, nil
}

// ListOrgDemandBoard answers a cooperative with what it may answer.
func (s *Server) ListOrgDemandBoard(ctx context.Context, r ListOrgDemandBoardRequestObject) (ListOrgDemandBoardResponseObject, error) {
	page, err := s.Demand.BoardFor(ctx, actorFrom(ctx), demand.BoardFilter{
		Cooperative: r.OrgId, TypeCode: value(r.Params.Type), Cursor: value(r.Params.Cursor), Limit: limitOf(r.Params.Limit),
	})
	if err != nil {
		return nil, err
	}
	w, err := s.wording(ctx)
	if err != nil {
		return nil, err
	}
	return ListOrgDemandBoard200JSONResponse(w.demandPage(page, demand.RoleCooperative)), nil
}

// ListAllianceDemands answers with every demand that was ever published.
func (s *Server) ListAllianceDemands(ctx context.Context, r ListAllianceDemandsRequestObject) (ListAllianceDemandsResponseObject, error) {
	page, err := s.Demand.Published(ctx, actorFrom(ctx), demand.Status(value(r.Params.Status)), value(r.Params.Cursor), limitOf(r.Params.Limit))
	if err != nil {
		return nil, err
	}
	w, err := s.wording(ctx)
	if err != nil {
		return nil, err
	}
	return ListAllianceDemands200JSONResponse(w.demandPage(page, demand.RoleAlliance)), nil
}

// CloseAllianceDemand takes a demand off the board.
func (s *Server) CloseAllianceDemand(ctx context.Context, r CloseAllianceDemandRequestObject) (CloseAllianceDemandResponseObject, error) {
	d, err := s.Demand.CloseAsAlliance(ctx, demand.StepInput{
		Actor: actorFrom(ctx), DemandID: r.DemandId, Version: r.Body.Version, Note: trimmed(r.Body.Note),
	})
	if err != nil {
		return nil, err
	}
	w, err := s.wording(ctx)
	if err != nil {
		return nil, err
	}
	return CloseAllianceDemand200JSONResponse(w.demand(d, demand.RoleAlliance)), nil
}

// ListOrgDemands answers with a buyer's own demands.
func (s *Server) ListOrgDemands(ctx context.Context, r ListOrgDemandsRequestObject) (ListOrgDemandsResponseObject, error) {
	page, err := s.Demand.Own(ctx, r.OrgId, demand.Status(value(r.Params.Status)), value(r.Params.Cursor), limitOf(r.Params.Limit))
	if err != nil {
		return nil, err
	}
	w, err := s.wording(ctx)
	if err != nil {
		return nil, err
	}
	return ListOrgDemands200JSONResponse(w.demandPage(page, demand.RoleBuyer)), nil
}

// DraftDemand keeps a draft.
func (s *Server) DraftDemand(ctx context.Context, r DraftDemandRequestObject) (DraftDemandResponseObject, error) {
	d, err := s.Demand.Draft(ctx, demand.DraftInput{
		Actor: actorFrom(ctx), OrgID: r.OrgId, Key: r.Params.IdempotencyKey, Content: fromAPIDemand(*r.Body),
	})
	if err != nil {
		return nil, err
	}
	w, err := s.wording(ctx)
	if err != nil {
		return nil, err
	}
	return DraftDemand201JSONResponse(w.demand(d, demand.RoleBuyer)), nil
}

// GetOrgDemand answers with one of a buyer's demands.
func (s *Server) GetOrgDemand(ctx context.Context, r GetOrgDemandRequestObject) (GetOrgDemandResponseObject, error) {
	d, events, err := s.Demand.Detail(ctx, r.OrgId, r.DemandId)
	if err != nil {
		return nil, err
	}
	w, err := s.wording(ctx)
	if err != nil {
		return nil, err
	}
	out := w.demand(d, demand.RoleBuyer)
	out.Events = ptr(toAPIAll(events, toAPIDemandEvent))
	return GetOrgDemand200JSONResponse(out), nil
}

// EditDemand changes a draft.
func (s *Server) EditDemand(ctx context.Context, r EditDemandRequestObject) (EditDemandResponseObject, error) {
	d, err := s.Demand.Edit(ctx, demand.EditInput{
		Actor: actorFrom(ctx), OrgID: r.OrgId, DemandID: r.DemandId, Version: value(r.Body.Version), Content: fromAPIDemand(*r.Body),
	})
	if err != nil {
		return nil, err
	}
	w, err := s.wording(ctx)
	if err != nil {
		return nil, err
	}
	return EditDemand200JSONResponse(w.demand(d, demand.RoleBuyer)), nil
}

// PublishDemand puts a draft before the cooperatives.
func (s *Server) PublishDemand(ctx context.Context, r PublishDemandRequestObject) (PublishDemandResponseObject, error) {
	d, err := s.Matching.Publish(ctx, s.demandStep(ctx, r.OrgId, r.DemandId, *r.Body))
	if err != nil {
		return nil, err
	}
	w, err := s.wording(ctx)
	if err != nil {
		return nil, err
	}
	return PublishDemand200JSONResponse(w.demand(d, demand.RoleBuyer)), nil
}

// AmendDemand publishes a demand again with other words.
func (s *Server) AmendDemand(ctx context.Context, r AmendDemandRequestObject) (AmendDemandResponseObject, error) {
	d, err := s.Matching.Amend(ctx, demand.EditInput{
		Actor: actorFrom(ctx), OrgID: r.OrgId, DemandID: r.DemandId, Version: value(r.Body.Version), Content: fromAPIDemand(*r.Body),
	})
	if err != nil {
		return nil, err
	}
	w, err := s.wording(ctx)
	if err != nil {
		return nil, err
	}
	return AmendDemand200JSONResponse(w.demand(d, demand.RoleBuyer)), nil
}

// CloseDemand takes a demand back.
func (s *Server) CloseDemand(ctx context.Context, r CloseDemandRequestObject) (CloseDemandResponseObject, error) {
	d, err := s.Demand.Close(ctx, s.demandStep(ctx, r.OrgId, r.DemandId, *r.Body))
	if err != nil {
		return nil, err
	}
	w, err := s.wording(ctx)
	if err != nil {
		return nil, err
	}
	return CloseDemand200JSONResponse(w.demand(d, demand.RoleBuyer)), nil
}

// CopyDemand makes a new draft with the same words.
func (s *Server) CopyDemand(ctx context.Context, r CopyDemandRequestObject) (CopyDemandResponseObject, error) {
	d, err := s.Demand.Copy(ctx, demand.StepInput{Actor: actorFrom(ctx), OrgID: r.OrgId, DemandID: r.DemandId}, r.Params.IdempotencyKey)
	if err != nil {
		return nil, err
	}
	w, err := s.wording(ctx)
	if err != nil {
		return nil, err
	}
	return CopyDemand201JSONResponse(w.demand(d, demand.RoleBuyer)), nil
}

func (s *Server) demandStep(ctx context.Context, orgID, demandID ident.ID, b DemandStep) demand.StepInput {
	return demand.StepInput{Actor: actorFrom(ctx), OrgID: orgID, DemandID: demandID, Version: b.Version, Note: trimmed(b.Note)}
}

// WhatIfDemand plans with other terms and stores nothing.
func (s *Server) WhatIfDemand(ctx context.Context, r WhatIfDemandRequestObject) (WhatIfDemandResponseObject, error) {
	in := matching.WhatIfInput{Actor: actorFrom(ctx), OrgID: r.OrgId, DemandID: r.DemandId, Excluded: value(r.Body.Excluded)}
	for _, l := range value(r.Body.Lines) {
		in.Lines = append(in.Lines, matching.LineChange{
			LineID: l.LineId, Quantity: l.Quantity, Highest: (*money.VND)(l.HighestVnd), MostSuppliers: l.MostSuppliers,
			TolerancePct: l.TolerancePct, LeastPct: l.LeastPct, From: fromAPIDate(l.From), To: fromAPIDate(l.To),
		})
	}
	p, err := s.Matching.WhatIf(ctx, in)
	if err != nil {
		return nil, err
	}
	w, err := s.wording(ctx)
	if err != nil {
		return nil, err
	}
	return WhatIfDemand200JSONResponse(w.plan(p)), nil
}

// GetDemand answers with a published demand as far as the caller may see it.
func (s *Server) GetDemand(ctx context.Context, r GetDemandRequestObject) (GetDemandResponseObject, error) {
	d, role, err := s.Demand.See(ctx, actorFrom(ctx), r.DemandId)
	if err != nil {
		return nil, err
	}
	w, err := s.wording(ctx)
	if err != nil {
		return nil, err
	}
	return GetDemand200JSONResponse(w.demand(d, role)), nil
}

// GetDemandPlan answers with who could supply a demand.
func (s *Server) GetDemandPlan(ctx context.Context, r GetDemandPlanRequestObject) (GetDemandPlanResponseObject, error) {
	p, err := s.Matching.Plan(ctx, actorFrom(ctx), r.DemandId)
	if err != nil {
		return nil, err
	}
	w, err := s.wording(ctx)
	if err != nil {
		return nil, err
	}
	return GetDemandPlan200JSONResponse(w.plan(p)), nil
}

// ImportDemandLines reads a spreadsheet and stores nothing.
func (s *Server) ImportDemandLines(ctx context.Context, r ImportDemandLinesRequestObject) (ImportDemandLinesResponseObject, error) {
	data, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, badBody(err)
	}
	found, err := s.Demand.ReadSheet(ctx, actorFrom(ctx), r.OrgId, data)
	if err != nil {
		return nil, err
	}
	return ImportDemandLines200JSONResponse(toAPIImported(found, langFrom(ctx))), nil
}

// ListLinkageProgrammes answers with all linkage programmes.
func (s *Server) ListLinkageProgrammes(ctx context.Context, _ ListLinkageProgrammesRequestObject) (ListLinkageProgrammesResponseObject, error) {
	list, err := s.Demand.Programmes(ctx)
	if err != nil {
		return nil, err
	}
	lang := langFrom(ctx)
	return ListLinkageProgrammes200JSONResponse{Items: toAPIAll(list, func(p demand.Programme) LinkageProgramme { return toAPIProgramme(&p, lang) })}, nil
}

// AddLinkageProgramme keeps a new programme.
func (s *Server) AddLinkageProgramme(ctx context.Context, r AddLinkageProgrammeRequestObject) (AddLinkageProgrammeResponseObject, error) {
	p, err := s.Demand.PutProgramme(ctx, fromAPIProgramme(ctx, ident.Nil, *r.Body))
	if err != nil {
		return nil, err
	}
	return AddLinkageProgramme201JSONResponse(toAPIProgramme(p, langFrom(ctx))), nil
}

// ChangeLinkageProgramme changes a programme.
func (s *Server) ChangeLinkageProgramme(ctx context.Context, r ChangeLinkageProgrammeRequestObject) (ChangeLinkageProgrammeResponseObject, error) {
	p, err := s.Demand.PutProgramme(ctx, fromAPIProgramme(ctx, r.ProgrammeId, *r.Body))
	if err != nil {
		return nil, err
	}
	return ChangeLinkageProgramme200JSONResponse(toAPIProgramme(p, langFrom(ctx))), nil
}
