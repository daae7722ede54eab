package api

import (
	"bytes"
	"context"

	"github.com/chophien/chophien/internal/contract"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/offtake"
	"github.com/chophien/chophien/internal/party"
)

// ListDeliveries answers with the calendar of a contract.
func (s *Server) ListDeliveries(ctx context.Context, r ListDeliveriesRequestObject) (ListDeliveriesResponseObject, error) {
	list, err := s.Offtake.Deliveries(ctx, actingFor(ctx, r.OrgId), r.ContractId)
	if err != nil {
		return nil, err
	}
	lang := langFrom(ctx)
	return ListDeliveries200JSONResponse{Items: toAPIAll(list, func(d contract.Delivery) Delivery { return toAPIDelivery(d, r.OrgId, lang) })}, nil
}

// ListShortfalls answers with what cooperatives did not bring.
func (s *Server) ListShortfalls(ctx context.Context, r ListShortfallsRequestObject) (ListShortfallsResponseObject, error) {
	list, err := s.Offtake.Shortfalls(ctx, actingFor(ctx, r.OrgId), r.ContractId)
	if err != nil {
		return nil, err
	}
	lang := langFrom(ctx)
	return ListShortfalls200JSONResponse{Items: toAPIAll(list, func(f contract.Shortfall) Shortfall { return toAPIShortfall(f, r.OrgId, lang) })}, nil
}

// ListOfferedShortfalls answers a cooperative with what it could make up.
func (s *Server) ListOfferedShortfalls(ctx context.Context, r ListOfferedShortfallsRequestObject) (ListOfferedShortfallsResponseObject, error) {
	list, err := s.Offtake.Offered(ctx, r.OrgId)
	if err != nil {
		return nil, err
	}
	w, err := s.wording(ctx)
	if err != nil {
		return nil, err
	}
	return ListOfferedShortfalls200JSONResponse{
		Items: toAPIAll(list, func(o offtake.Offered) OfferedShortfall { return toAPIOffered(o, r.OrgId, w) }),
	}, nil
}

// ListOrgDeliveries answers with what is to come, over all contracts.
func (s *Server) ListOrgDeliveries(ctx context.Context, r ListOrgDeliveriesRequestObject) (ListOrgDeliveriesResponseObject, error) {
	page, err := s.Contract.Coming(ctx, r.OrgId, value(r.Params.Waiting), value(r.Params.Cursor), limitOf(r.Params.Limit))
	if err != nil {
		return nil, err
	}
	lang := langFrom(ctx)
	return ListOrgDeliveries200JSONResponse{
		Items: toAPIAll(page.Items, func(d contract.Delivery) Delivery { return toAPIDelivery(d, r.OrgId, lang) }), NextCursor: optional(page.Next),
	}, nil
}

func fromAPIRest(ctx context.Context, orgID, contractID ident.ID, b RestOfMonth) contract.RestInput {
	return contract.RestInput{
		Actor: actingFor(ctx, orgID), OrgID: orgID, ContractID: contractID, ShareID: b.ShareId, Month: b.Month.Time, Quantity: b.Quantity, DueOn: value(b.DueOn).Time,
	}
}

// CallAgain plans another delivery.
func (s *Server) CallAgain(ctx context.Context, r CallAgainRequestObject) (CallAgainResponseObject, error) {
	c, err := s.Offtake.CallAgain(ctx, fromAPIRest(ctx, r.OrgId, r.ContractId, *r.Body))
	if err != nil {
		return nil, err
	}
	return CallAgain200JSONResponse(toAPIContract(c, r.OrgId, langFrom(ctx))), nil
}

// WaiveRest does without what remains.
func (s *Server) WaiveRest(ctx context.Context, r WaiveRestRequestObject) (WaiveRestResponseObject, error) {
	c, err := s.Offtake.Waive(ctx, fromAPIRest(ctx, r.OrgId, r.ContractId, *r.Body))
	if err != nil {
		return nil, err
	}
	return WaiveRest200JSONResponse(toAPIContract(c, r.OrgId, langFrom(ctx))), nil
}

// ActOnDelivery carries out a step of a delivery.
func (s *Server) ActOnDelivery(ctx context.Context, r ActOnDeliveryRequestObject) (ActOnDeliveryResponseObject, error) {
	b := r.Body
	permission := party.MayTrade
	if contract.DeliveryAction(b.Action) == contract.DeliveryShip {
		permission = party.MayPack
	}
	if err := needs(ctx, r.OrgId, permission); err != nil {
		return nil, err
	}
	out, err := s.Offtake.Act(ctx, offtake.ActInput{Actor: actingFor(ctx, r.OrgId), OrgID: r.OrgId, DeliveryID: r.DeliveryId, Command: contract.DeliveryCommand{
		Action: contract.DeliveryAction(b.Action), Seen: b.Version, Stated: value(b.Stated), Accepted: value(b.Accepted), Reason: trimmed(b.Reason),
		Photos: value(b.Pictures),
		Lots:   toAPIAll(value(b.Lots), func(l Lot) contract.Lot { return contract.Lot{Code: l.Code, Quantity: l.Quantity, WeightG: l.WeightG} }),
	}})
	if err != nil {
		return nil, err
	}
	return ActOnDelivery200JSONResponse(toAPIDelivery(*out.Delivery, r.OrgId, langFrom(ctx))), nil
}

// AddDeliveryPhoto takes a photo.
func (s *Server) AddDeliveryPhoto(ctx context.Context, r AddDeliveryPhotoRequestObject) (AddDeliveryPhotoResponseObject, error) {
	data, err := upload(r.Body)
	if err != nil {
		return nil, err
	}
	id, err := s.Offtake.AddPhoto(ctx, actingFor(ctx, r.OrgId), r.OrgId, r.DeliveryId, data)
	if err != nil {
		return nil, err
	}
	return AddDeliveryPhoto201JSONResponse{Id: id}, nil
}

// GetDeliveryPhoto sends a photo to a party.
func (s *Server) GetDeliveryPhoto(ctx context.Context, r GetDeliveryPhotoRequestObject) (GetDeliveryPhotoResponseObject, error) {
	p, data, err := s.Offtake.Photo(ctx, actingFor(ctx, r.OrgId), r.DeliveryId, r.PictureId)
	if err != nil {
		return nil, err
	}
	if p.MediaType == "image/png" {
		return GetDeliveryPhoto200ImagepngResponse{Body: bytes.NewReader(data), ContentLength: int64(len(data))}, nil
	}
	return GetDeliveryPhoto200ImagejpegResponse{Body: bytes.NewReader(data), ContentLength: int64(len(data))}, nil
}

// ActOnShortfall consents, takes or waives.
func (s *Server) ActOnShortfall(ctx context.Context, r ActOnShortfallRequestObject) (ActOnShortfallResponseObject, error) {
	out, err := s.Offtake.Resolve(ctx, offtake.ResolveInput{
		Actor: actingFor(ctx, r.OrgId), OrgID: r.OrgId, ShortfallID: r.ShortfallId, Version: value(r.Body.Version),
		Action: contract.ShortfallAction(r.Body.Action), CapacityID: value(r.Body.CapacityId), Quantity: value(r.Body.Quantity),
	})
	if err != nil {
		return nil, err
	}
	return ActOnShortfall200JSONResponse(toAPIShortfall(*out.Shortfall, r.OrgId, langFrom(ctx))), nil
}

// MakeCalendarFeed makes the secret link of a calendar.
func (s *Server) MakeCalendarFeed(ctx context.Context, r MakeCalendarFeedRequestObject) (MakeCalendarFeedResponseObject, error) {
	secret, err := s.Contract.NewFeed(ctx, r.OrgId, actorFrom(ctx).UserID)
	if err != nil {
		return nil, err
	}
	return MakeCalendarFeed201JSONResponse{Url: s.Site.PublicURL + "/api/v1/calendars/" + secret}, nil
}

// EndCalendarFeed makes the link void.
func (s *Server) EndCalendarFeed(ctx context.Context, r EndCalendarFeedRequestObject) (EndCalendarFeedResponseObject, error) {
	if err := s.Contract.EndFeed(ctx, r.OrgId); err != nil {
		return nil, err
	}
	return EndCalendarFeed204Response{}, nil
}

// GetCalendarFeed answers calendar programs.
func (s *Server) GetCalendarFeed(ctx context.Context, r GetCalendarFeedRequestObject) (GetCalendarFeedResponseObject, error) {
	data, err := s.Offtake.Feed(ctx, r.Token, langFrom(ctx))
	if err != nil {
		return nil, err
	}
	return GetCalendarFeed200TextcalendarResponse{Body: bytes.NewReader(data), ContentLength: int64(len(data))}, nil
}

// PutPriceQuote keeps a quote.
func (s *Server) PutPriceQuote(ctx context.Context, r PutPriceQuoteRequestObject) (PutPriceQuoteResponseObject, error) {
	if err := s.Contract.PutQuote(ctx, contract.Quote{Index: r.Body.Index, On: r.Body.On.Time, Value: r.Body.ValueVnd, Source: r.Body.Source}, actorFrom(ctx).UserID); err != nil {
		return nil, err
	}
	return PutPriceQuote204Response{}, nil
}

// ListPriceQuotes answers with the quotes of an index.
func (s *Server) ListPriceQuotes(ctx context.Context, r ListPriceQuotesRequestObject) (ListPriceQuotesResponseObject, error) {
	list, err := s.Contract.Quotes(ctx, r.Index)
	if err != nil {
		return nil, err
	}
	return ListPriceQuotes200JSONResponse{Items: toAPIAll(list, func(q contract.Quote) PriceQuote {
		return PriceQuote{Index: q.Index, On: toAPIDate(q.On), ValueVnd: q.Value, Source: q.Source}
	})}, nil
}
