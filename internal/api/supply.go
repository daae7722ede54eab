package api

import (
	"context"

	"github.com/chophien/chophien/internal/supply"
)

// ListProductTypes answers with what is traded in bulk.
func (s *Server) ListProductTypes(ctx context.Context, _ ListProductTypesRequestObject) (ListProductTypesResponseObject, error) {
	types, err := s.Catalog.Types(ctx)
	if err != nil {
		return nil, err
	}
	return ListProductTypes200JSONResponse{Items: toAPITypes(types, langFrom(ctx))}, nil
}

// ListOrgCapacities answers with a cooperative's declarations.
func (s *Server) ListOrgCapacities(ctx context.Context, r ListOrgCapacitiesRequestObject) (ListOrgCapacitiesResponseObject, error) {
	list, err := s.Supply.Own(ctx, r.OrgId, value(r.Params.Withdrawn))
	if err != nil {
		return nil, err
	}
	w, err := s.wording(ctx)
	if err != nil {
		return nil, err
	}
	return ListOrgCapacities200JSONResponse{Items: toAPIAll(list, func(c supply.Capacity) Capacity { return w.capacity(&c) })}, nil
}

// DeclareCapacity keeps a new declaration.
func (s *Server) DeclareCapacity(ctx context.Context, r DeclareCapacityRequestObject) (DeclareCapacityResponseObject, error) {
	c, err := s.Supply.Declare(ctx, supply.DeclareInput{
		Actor: actorFrom(ctx), OrgID: r.OrgId, Key: r.Params.IdempotencyKey, CapacityInput: fromAPICapacity(*r.Body),
	})
	if err != nil {
		return nil, err
	}
	w, err := s.wording(ctx)
	if err != nil {
		return nil, err
	}
	return DeclareCapacity201JSONResponse(w.capacity(c)), nil
}

// GetOrgCapacity answers with one declaration and who it is promised to.
func (s *Server) GetOrgCapacity(ctx context.Context, r GetOrgCapacityRequestObject) (GetOrgCapacityResponseObject, error) {
	c, promises, err := s.Supply.Detail(ctx, r.OrgId, r.CapacityId)
	if err != nil {
		return nil, err
	}
	w, err := s.wording(ctx)
	if err != nil {
		return nil, err
	}
	return GetOrgCapacity200JSONResponse{Capacity: w.capacity(c), Promises: toAPIAll(promises, toAPIPromise)}, nil
}

// ReviseCapacity changes a declaration.
func (s *Server) ReviseCapacity(ctx context.Context, r ReviseCapacityRequestObject) (ReviseCapacityResponseObject, error) {
	c, err := s.Supply.Revise(ctx, supply.ReviseInput{
		Actor: actorFrom(ctx), OrgID: r.OrgId, CapacityID: r.CapacityId, Version: value(r.Body.Version), CapacityInput: fromAPICapacity(*r.Body),
	})
	if err != nil {
		return nil, err
	}
	w, err := s.wording(ctx)
	if err != nil {
		return nil, err
	}
	return ReviseCapacity200JSONResponse(w.capacity(c)), nil
}

// WithdrawCapacity takes a declaration off the market.
func (s *Server) WithdrawCapacity(ctx context.Context, r WithdrawCapacityRequestObject) (WithdrawCapacityResponseObject, error) {
	err := s.Supply.Withdraw(ctx, supply.WithdrawInput{Actor: actorFrom(ctx), OrgID: r.OrgId, CapacityID: r.CapacityId, Version: r.Body.Version})
	if err != nil {
		return nil, err
	}
	return WithdrawCapacity204Response{}, nil
}

// GetSupplyBoard sums declared capacity by type, month and commune.
func (s *Server) GetSupplyBoard(ctx context.Context, r GetSupplyBoardRequestObject) (GetSupplyBoardResponseObject, error) {
	cells, err := s.Matching.SupplyBoard(ctx, value(r.Params.Type), dayOf(r.Params.From), monthsOf(r.Params.Months))
	if err != nil {
		return nil, err
	}
	w, err := s.wording(ctx)
	if err != nil {
		return nil, err
	}
	return GetSupplyBoard200JSONResponse{Types: w.types(), Cells: toAPIAll(cells, w.supplyCell)}, nil
}

// GetHeatTable sets supply against demand.
func (s *Server) GetHeatTable(ctx context.Context, r GetHeatTableRequestObject) (GetHeatTableResponseObject, error) {
	cells, err := s.Matching.HeatTable(ctx, dayOf(r.Params.From), monthsOf(r.Params.Months))
	if err != nil {
		return nil, err
	}
	w, err := s.wording(ctx)
	if err != nil {
		return nil, err
	}
	return GetHeatTable200JSONResponse{Types: w.types(), Cells: toAPIAll(cells, toAPIHeatCell)}, nil
}

const defaultMonths = 12

func monthsOf(m *int) int {
	if m == nil {
		return defaultMonths
	}
	return *m
}
