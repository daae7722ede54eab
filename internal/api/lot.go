package api

import (
	"bytes"
	"context"
	"strings"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/recall"
	"github.com/chophien/chophien/internal/stock"
	"github.com/chophien/chophien/internal/trace"
)

func lotsBy(ctx context.Context, orgID ident.ID) trace.By {
	return trace.By{UserID: actorFrom(ctx).UserID, OrgID: orgID}
}

// ListShelves answers with a page of the cooperative's goods by lot.
func (s *Server) ListShelves(ctx context.Context, r ListShelvesRequestObject) (ListShelvesResponseObject, error) {
	page, err := s.Trace.Shelves(ctx, r.OrgId, value(r.Params.Cursor), limitOf(r.Params.Limit))
	if err != nil {
		return nil, err
	}
	return ListShelves200JSONResponse(s.toAPIShelfPage(page, langFrom(ctx))), nil
}

// SetVariantGtin keeps a variant's GTIN.
func (s *Server) SetVariantGtin(ctx context.Context, r SetVariantGtinRequestObject) (SetVariantGtinResponseObject, error) {
	gtin, err := s.Trace.SetGTIN(ctx, lotsBy(ctx, r.OrgId), r.VariantId, strings.TrimSpace(r.Body.Gtin))
	if err != nil {
		return nil, err
	}
	return SetVariantGtin200JSONResponse{Gtin: gtin}, nil
}

// ReceiveLot opens a lot.
func (s *Server) ReceiveLot(ctx context.Context, r ReceiveLotRequestObject) (ReceiveLotResponseObject, error) {
	b := r.Body
	d, err := s.Trace.Receive(ctx, lotsBy(ctx, r.OrgId), r.Params.IdempotencyKey, stock.ReceiveInput{
		VariantID: b.VariantId, Code: value(b.Code), Quantity: b.Quantity,
		LotFacts: fromAPILotFacts(LotFacts{
			MadeOn: b.MadeOn, ExpiresOn: b.ExpiresOn, Household: b.Household, HouseholdPublic: b.HouseholdPublic,
			AreaCode: b.AreaCode, AreaIssuer: b.AreaIssuer, Note: b.Note,
		}),
	})
	if err != nil {
		return nil, err
	}
	return ReceiveLot201JSONResponse(toAPILotDetail(d, langFrom(ctx))), nil
}

// GetLot answers with a lot.
func (s *Server) GetLot(ctx context.Context, r GetLotRequestObject) (GetLotResponseObject, error) {
	d, err := s.Trace.Lot(ctx, r.OrgId, r.LotId)
	if err != nil {
		return nil, err
	}
	return GetLot200JSONResponse(toAPILotDetail(d, langFrom(ctx))), nil
}

// EditLot changes what is said of a lot.
func (s *Server) EditLot(ctx context.Context, r EditLotRequestObject) (EditLotResponseObject, error) {
	b := r.Body
	d, err := s.Trace.Edit(ctx, lotsBy(ctx, r.OrgId), stock.EditLotInput{
		LotID: r.LotId, Version: b.Version,
		LotFacts: fromAPILotFacts(LotFacts{
			MadeOn: b.MadeOn, ExpiresOn: b.ExpiresOn, Household: b.Household, HouseholdPublic: b.HouseholdPublic,
			AreaCode: b.AreaCode, AreaIssuer: b.AreaIssuer, Note: b.Note,
		}),
	})
	if err != nil {
		return nil, err
	}
	return EditLot200JSONResponse(toAPILotDetail(d, langFrom(ctx))), nil
}

// ChangeLot changes how much there is of a lot.
func (s *Server) ChangeLot(ctx context.Context, r ChangeLotRequestObject) (ChangeLotResponseObject, error) {
	d, err := s.Trace.Change(ctx, lotsBy(ctx, r.OrgId), r.Params.IdempotencyKey, stock.ChangeInput{
		LotID: r.LotId, Kind: stock.ChangeKind(r.Body.Kind), Quantity: r.Body.Quantity, Cause: stock.Cause(value(r.Body.Cause)),
		Note: trimmed(r.Body.Note), Version: value(r.Body.Version),
	})
	if err != nil {
		return nil, err
	}
	return ChangeLot200JSONResponse(toAPILotDetail(d, langFrom(ctx))), nil
}

// ListLotMoves answers with earlier moves of a lot.
func (s *Server) ListLotMoves(ctx context.Context, r ListLotMovesRequestObject) (ListLotMovesResponseObject, error) {
	moves, more, err := s.Trace.Ledger(ctx, r.OrgId, r.LotId, value(r.Params.Before))
	if err != nil {
		return nil, err
	}
	return ListLotMoves200JSONResponse{Items: toAPIAll(moves, toAPILotMove), More: more}, nil
}

// RecallLot calls one of the cooperative's lots back.
func (s *Server) RecallLot(ctx context.Context, r RecallLotRequestObject) (RecallLotResponseObject, error) {
	d, err := s.Recall.Recall(ctx, recall.Input{OrgID: r.OrgId, LotID: r.LotId, UserID: actorFrom(ctx).UserID, Reason: r.Body.Reason})
	if err != nil {
		return nil, err
	}
	return RecallLot200JSONResponse(toAPILotDetail(d, langFrom(ctx))), nil
}

// RecallLotByAlliance calls any cooperative's lot back.
func (s *Server) RecallLotByAlliance(ctx context.Context, r RecallLotByAllianceRequestObject) (RecallLotByAllianceResponseObject, error) {
	d, err := s.Recall.Recall(ctx, recall.Input{LotID: r.LotId, UserID: actorFrom(ctx).UserID, Reason: r.Body.Reason})
	if err != nil {
		return nil, err
	}
	return RecallLotByAlliance200JSONResponse(toAPILotDetail(d, langFrom(ctx))), nil
}

// ListAllianceLots answers with the lots of a code, or those recalled.
func (s *Server) ListAllianceLots(ctx context.Context, r ListAllianceLotsRequestObject) (ListAllianceLotsResponseObject, error) {
	list, err := s.Recall.Overview(ctx, value(r.Params.Code))
	if err != nil {
		return nil, err
	}
	lang := langFrom(ctx)
	return ListAllianceLots200JSONResponse{Items: toAPIAll(list, func(d *trace.Detail) LotDetail { return toAPILotDetail(d, lang) })}, nil
}

// AddLotStep tells one step of a lot.
func (s *Server) AddLotStep(ctx context.Context, r AddLotStepRequestObject) (AddLotStepResponseObject, error) {
	d, err := s.Trace.AddStep(ctx, lotsBy(ctx, r.OrgId), r.LotId, r.Params.IdempotencyKey, trace.Step{
		Kind: trace.StepKind(r.Body.Kind), On: r.Body.On.Time, Place: value(r.Body.Place), Text: apperr.Text{VI: r.Body.Text, EN: value(r.Body.TextEn)},
	})
	if err != nil {
		return nil, err
	}
	return AddLotStep201JSONResponse(toAPILotDetail(d, langFrom(ctx))), nil
}

// RemoveLotStep takes a step back.
func (s *Server) RemoveLotStep(ctx context.Context, r RemoveLotStepRequestObject) (RemoveLotStepResponseObject, error) {
	d, err := s.Trace.RemoveStep(ctx, lotsBy(ctx, r.OrgId), r.LotId, r.StepId)
	if err != nil {
		return nil, err
	}
	return RemoveLotStep200JSONResponse(toAPILotDetail(d, langFrom(ctx))), nil
}

// AddLotStepPicture shows a step.
func (s *Server) AddLotStepPicture(ctx context.Context, r AddLotStepPictureRequestObject) (AddLotStepPictureResponseObject, error) {
	data, err := upload(r.Body)
	if err != nil {
		return nil, err
	}
	d, err := s.Trace.AddStepPicture(ctx, lotsBy(ctx, r.OrgId), r.LotId, r.StepId, data)
	if err != nil {
		return nil, err
	}
	return AddLotStepPicture201JSONResponse(toAPILotDetail(d, langFrom(ctx))), nil
}

// AddLotResult tells what a laboratory found.
func (s *Server) AddLotResult(ctx context.Context, r AddLotResultRequestObject) (AddLotResultResponseObject, error) {
	b := r.Body
	d, err := s.Trace.AddResult(ctx, lotsBy(ctx, r.OrgId), r.LotId, r.Params.IdempotencyKey, trace.Result{
		Laboratory: b.Laboratory, Number: b.Number, On: b.On.Time, Subject: b.Subject, Result: b.Result, Passed: b.Passed,
	})
	if err != nil {
		return nil, err
	}
	return AddLotResult201JSONResponse(toAPILotDetail(d, langFrom(ctx))), nil
}

// RemoveLotResult takes a laboratory result back.
func (s *Server) RemoveLotResult(ctx context.Context, r RemoveLotResultRequestObject) (RemoveLotResultResponseObject, error) {
	d, err := s.Trace.RemoveResult(ctx, lotsBy(ctx, r.OrgId), r.LotId, r.ResultId)
	if err != nil {
		return nil, err
	}
	return RemoveLotResult200JSONResponse(toAPILotDetail(d, langFrom(ctx))), nil
}

// GetLotLabels sends labels to print.
func (s *Server) GetLotLabels(ctx context.Context, r GetLotLabelsRequestObject) (GetLotLabelsResponseObject, error) {
	paper, count := trace.PaperA4, 36
	if r.Params.Paper != nil {
		paper = trace.Paper(*r.Params.Paper)
	}
	if r.Params.Count != nil {
		count = *r.Params.Count
	}
	data, err := s.Trace.Labels(ctx, r.OrgId, r.LotId, paper, count)
	if err != nil {
		return nil, err
	}
	return GetLotLabels200ApplicationpdfResponse{Body: bytes.NewReader(data), ContentLength: int64(len(data))}, nil
}

// GetLotCode sends the lot's code as a picture.
func (s *Server) GetLotCode(ctx context.Context, r GetLotCodeRequestObject) (GetLotCodeResponseObject, error) {
	code, err := s.Trace.Code(ctx, r.OrgId, r.LotId)
	if err != nil {
		return nil, err
	}
	svg := code.SVG("QR")
	return GetLotCode200ImagesvgXmlResponse{Body: strings.NewReader(svg), ContentLength: int64(len(svg))}, nil
}

// GetTrace tells where a lot comes from.
func (s *Server) GetTrace(ctx context.Context, r GetTraceRequestObject) (GetTraceResponseObject, error) {
	p, err := s.Trace.ByCode(ctx, r.TraceCode)
	if err != nil {
		return nil, err
	}
	return GetTrace200JSONResponse(toAPITrace(p, langFrom(ctx))), nil
}

// GetTraceByGtin tells where a lot comes from, by GS1's identifiers.
func (s *Server) GetTraceByGtin(ctx context.Context, r GetTraceByGtinRequestObject) (GetTraceByGtinResponseObject, error) {
	p, err := s.Trace.ByGTIN(ctx, r.Gtin, r.LotCode)
	if err != nil {
		return nil, err
	}
	return GetTraceByGtin200JSONResponse(toAPITrace(p, langFrom(ctx))), nil
}
