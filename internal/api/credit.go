package api

import (
	"context"

	"github.com/chophien/chophien/internal/bulk"
	"github.com/chophien/chophien/internal/credit"
	"github.com/chophien/chophien/internal/money"
)

// GetFirmCredit tells a firm what it can still buy on credit.
func (s *Server) GetFirmCredit(ctx context.Context, r GetFirmCreditRequestObject) (GetFirmCreditResponseObject, error) {
	a, err := s.Bulk.FirmCredit(ctx, actorFrom(ctx), r.OrgId)
	if err != nil {
		return nil, err
	}
	return GetFirmCredit200JSONResponse(toAPICreditAccount(a)), nil
}

// ListCredits answers with the limits of all firms.
func (s *Server) ListCredits(ctx context.Context, _ ListCreditsRequestObject) (ListCreditsResponseObject, error) {
	lines, err := s.Credit.Lines(ctx)
	if err != nil {
		return nil, err
	}
	out := ListCredits200JSONResponse{Items: make([]CreditListItem, 0, len(lines))}
	for id, l := range lines {
		f := toAPICreditFigures(l)
		out.Items = append(out.Items, CreditListItem{
			OrgId: id, Granted: f.Granted, GrantedVnd: f.GrantedVnd, UsedVnd: f.UsedVnd, LeftVnd: f.LeftVnd,
			OverdueVnd: f.OverdueVnd, Suspended: f.Suspended,
		})
	}
	return out, nil
}

// GetCredit answers the Alliance with a firm's credit.
func (s *Server) GetCredit(ctx context.Context, r GetCreditRequestObject) (GetCreditResponseObject, error) {
	a, err := s.Bulk.AllianceCredit(ctx, actorFrom(ctx), r.OrgId)
	if err != nil {
		return nil, err
	}
	return GetCredit200JSONResponse(toAPICreditAccount(a)), nil
}

// DecideCredit grants, changes, suspends or resumes a limit.
func (s *Server) DecideCredit(ctx context.Context, r DecideCreditRequestObject) (DecideCreditResponseObject, error) {
	a, err := s.Bulk.DecideCredit(ctx, bulk.DecideCreditInput{Actor: actorFrom(ctx), DecideInput: credit.DecideInput{
		OrgID: r.OrgId, Granted: money.VND(r.Body.GrantedVnd), Suspended: r.Body.Suspended, Reason: r.Body.Reason, Version: r.Body.Version,
	}})
	if err != nil {
		return nil, err
	}
	return DecideCredit200JSONResponse(toAPICreditAccount(a)), nil
}

// SettleCredit records that an order's money has come.
func (s *Server) SettleCredit(ctx context.Context, r SettleCreditRequestObject) (SettleCreditResponseObject, error) {
	a, err := s.Bulk.Settle(ctx, bulk.SettleInput{Actor: actorFrom(ctx), SettleInput: credit.SettleInput{
		OrgID: r.OrgId, OrderID: r.Body.OrderId, PaidOn: r.Body.PaidOn.Time, Reference: r.Body.Reference,
	}})
	if err != nil {
		return nil, err
	}
	return SettleCredit200JSONResponse(toAPICreditAccount(a)), nil
}
