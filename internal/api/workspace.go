package api

import (
	"context"
	"errors"
	"io"
	"net/http"

	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/listing"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/party"
)

// ListOrgProducts answers with a page of the cooperative's goods.
func (s *Server) ListOrgProducts(ctx context.Context, r ListOrgProductsRequestObject) (ListOrgProductsResponseObject, error) {
	page, err := s.Listing.Products(ctx, catalog.OwnProductsInput{
		OrgID: r.OrgId, Status: catalog.Status(value(r.Params.Status)), Cursor: value(r.Params.Cursor), Limit: limitOf(r.Params.Limit),
	})
	if err != nil {
		return nil, err
	}
	lang := langFrom(ctx)
	return ListOrgProducts200JSONResponse{
		Items:      toAPIAll(page.Items, func(p catalog.OwnProduct) OwnProduct { return toAPIOwnProduct(&p, lang) }),
		NextCursor: optional(page.Next), Total: page.Total, TotalCapped: page.Capped,
	}, nil
}

// UpdateOrgProduct lists, hides, plans, puts away or brings back a product.
func (s *Server) UpdateOrgProduct(ctx context.Context, r UpdateOrgProductRequestObject) (UpdateOrgProductResponseObject, error) {
	p, err := s.Listing.SetStatus(ctx, catalog.SetStatusInput{
		OrgID: r.OrgId, ProductID: r.ProductId, ActorID: actorFrom(ctx).UserID, Status: catalog.Status(r.Body.Status),
		GoLiveAt: value(r.Body.GoLiveAt), Version: r.Body.Version,
	})
	if err != nil {
		return nil, err
	}
	return UpdateOrgProduct200JSONResponse(toAPIOwnProduct(p, langFrom(ctx))), nil
}

// UpdateOrgVariant changes price or stock.
func (s *Server) UpdateOrgVariant(ctx context.Context, r UpdateOrgVariantRequestObject) (UpdateOrgVariantResponseObject, error) {
	if r.Body.PriceVnd != nil {
		if err := needs(ctx, r.OrgId, party.MayPrice); err != nil {
			return nil, err
		}
	}
	if r.Body.OnHand != nil {
		if err := needs(ctx, r.OrgId, party.MayStock); err != nil {
			return nil, err
		}
	}
	in := listing.UpdateVariantInput{
		OrgID: r.OrgId, VariantID: r.VariantId, ActorID: actorFrom(ctx).UserID, OnHand: r.Body.OnHand,
		Note: trimmed(r.Body.Note), Version: r.Body.Version,
	}
	if r.Body.PriceVnd != nil {
		in.Price = ptr(money.VND(*r.Body.PriceVnd))
	}
	p, err := s.Listing.UpdateVariant(ctx, in)
	if err != nil {
		return nil, err
	}
	return UpdateOrgVariant200JSONResponse(toAPIOwnProduct(p, langFrom(ctx))), nil
}

// AddProductPicture takes an upload.
func (s *Server) AddProductPicture(ctx context.Context, r AddProductPictureRequestObject) (AddProductPictureResponseObject, error) {
	data, err := io.ReadAll(r.Body)
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return nil, errTooLarge
	}
	if err != nil {
		return nil, errNotJSON.Wrap(err)
	}
	p, err := s.Listing.AddPicture(ctx, catalog.AddPictureInput{OrgID: r.OrgId, ProductID: r.ProductId, ActorID: actorFrom(ctx).UserID, Data: data})
	if err != nil {
		return nil, err
	}
	return AddProductPicture201JSONResponse(toAPIOwnProduct(p, langFrom(ctx))), nil
}

// RemoveProductPicture removes a picture.
func (s *Server) RemoveProductPicture(ctx context.Context, r RemoveProductPictureRequestObject) (RemoveProductPictureResponseObject, error) {
	if err := s.Listing.RemovePicture(ctx, r.OrgId, actorFrom(ctx).UserID, r.PictureId); err != nil {
		return nil, err
	}
	return RemoveProductPicture204Response{}, nil
}

func toAPIOwnProduct(p *catalog.OwnProduct, lang string) OwnProduct {
	return OwnProduct{
		Id: p.ID, Slug: p.Slug, Name: p.Name.In(lang), Status: ListingStatus(p.Status), HiddenFor: HiddenFor(p.HiddenFor),
		SeasonAuto: p.SeasonAuto, GoLiveAt: optional(p.GoLiveAt), Refusal: optional(p.Refusal), Pictures: toAPIPictures(p.Pictures, lang),
		Variants: toAPIAll(p.Variants, func(v catalog.OwnVariant) OwnVariant {
			return OwnVariant{
				Id: v.ID, Sku: v.SKU, Name: v.Name.In(lang), Unit: catalog.UnitName(v.Unit, lang), PriceVnd: int64(v.PriceVND),
				OnHand: v.OnHand, Reserved: v.Reserved, Available: max(0, v.OnHand-v.Reserved), Version: v.Version,
			}
		}),
		Version: p.Version, UpdatedAt: p.UpdatedAt,
	}
}
