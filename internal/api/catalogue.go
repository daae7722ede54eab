package api

import (
	"context"
)

// GetHome answers with the first page's shelves.
func (s *Server) GetHome(ctx context.Context, _ GetHomeRequestObject) (GetHomeResponseObject, error) {
	h, err := s.Catalog.GetHome(ctx)
	if err != nil {
		return nil, err
	}
	return GetHome200JSONResponse(toAPIHome(h, langFrom(ctx))), nil
}

// ListProducts answers with a page of the shelf, searched where words are given.
func (s *Server) ListProducts(ctx context.Context, r ListProductsRequestObject) (ListProductsResponseObject, error) {
	answer, err := s.Search.Search(ctx, fromAPIListProducts(r.Params))
	if err != nil {
		return nil, err
	}
	page, err := s.toAPIProductPage(ctx, value(r.Params.Q), &answer)
	if err != nil {
		return nil, err
	}
	return ListProducts200JSONResponse(page), nil
}

// GetProduct answers with a product's page.
func (s *Server) GetProduct(ctx context.Context, r GetProductRequestObject) (GetProductResponseObject, error) {
	p, err := s.Catalog.GetProduct(ctx, r.Slug)
	if err != nil {
		return nil, err
	}
	return GetProduct200JSONResponse(toAPIProduct(p, langFrom(ctx))), nil
}

// ListCategories answers with all shelves.
func (s *Server) ListCategories(ctx context.Context, _ ListCategoriesRequestObject) (ListCategoriesResponseObject, error) {
	list, err := s.Catalog.ListCategories(ctx)
	if err != nil {
		return nil, err
	}
	return ListCategories200JSONResponse{Items: toAPICategories(list, langFrom(ctx))}, nil
}

// ListCooperatives answers with a page of verified cooperatives.
func (s *Server) ListCooperatives(ctx context.Context, r ListCooperativesRequestObject) (ListCooperativesResponseObject, error) {
	page, err := s.Catalog.ListCooperatives(ctx, value(r.Params.Cursor), limitOf(r.Params.Limit))
	if err != nil {
		return nil, err
	}
	return ListCooperatives200JSONResponse{
		Items: toAPICooperativeCards(page.Items, langFrom(ctx)), NextCursor: optional(page.Next), Total: page.Total, TotalCapped: page.Capped,
	}, nil
}

// GetCooperative answers with a cooperative's page.
func (s *Server) GetCooperative(ctx context.Context, r GetCooperativeRequestObject) (GetCooperativeResponseObject, error) {
	c, err := s.Catalog.GetCooperative(ctx, r.Slug)
	if err != nil {
		return nil, err
	}
	return GetCooperative200JSONResponse(toAPICooperative(c, langFrom(ctx))), nil
}
