package api

import (
	"bytes"
	"context"

	"github.com/chophien/chophien/internal/contract"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/offtake"
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
	return ListShortfalls200JSONResponse{Items: toAPIAll(list, func(f contract.Shortfall) Shortfall { return toAPIShortfall(f, r.OrgId) })}, nil
}

// ListOfferedShortfalls answers a cooperative with what it could make up.
func (s *Server) ListOfferedShortfalls(ctx context.Context, r ListOfferedShortfallsRequestObject) (ListOfferedShortfallsResponseObject, error) {
	list, err := s.Contract.Offered(ctx, r.OrgId)
	if err != nil {
		return nil, err
	}
	return ListOfferedShortfalls200JSONResponse{Items: toAPIAll(list, func(f contract.Shortfall) Shortfall { return toAPIShortfall(f, r.OrgId) })}, nil
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
	_, data, err := s.Offtake.Photo(ctx, actingFor(ctx, r.OrgId), r.DeliveryId, r.PictureId)
	if err != nil {
		return nil, err
	}
	return GetDeliveryPhoto200ApplicationoctetStreamResponse{Body: bytes.NewReader(data), ContentLength: int64(len(data))}, nil
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
	return ActOnShortfall200JSONResponse(toAPIShortfall(*out.Shortfall, r.OrgId)), nil
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

func toAPIDelivery(d contract.Delivery, orgID ident.ID, lang string) Delivery {
	role := contract.RoleCooperative
	if orgID == d.BuyerOrgID {
		role = contract.RoleBuyer
	}
	known := func(n int64) *int64 {
		if n < 0 {
			return nil
		}
		return &n
	}
	out := Delivery{
		Id: d.ID, Code: d.Code, ContractId: d.ContractID, ShareId: d.ShareID, OrgId: d.OrgID, Month: toAPIDate(d.Month), DueOn: toAPIDate(d.DueOn),
		Quantity: d.Quantity, Unit: d.Unit, TypeName: d.TypeName.In(lang), Status: DeliveryStatus(d.Status), Stated: known(d.Stated), Shipped: known(d.Shipped),
		Accepted: known(d.Accepted), Pictures: nonNil(d.Photos), Reason: d.Reason, Version: d.Version,
		Lots:    toAPIAll(d.Lots, func(l contract.Lot) Lot { return Lot{Code: l.Code, Quantity: l.Quantity, WeightG: l.WeightG} }),
		Actions: toAPIAll(contract.DeliveryAllowed(d.Status, role), func(a contract.DeliveryAction) string { return string(a) }),
	}
	if d.UnitPrice > 0 {
		out.UnitPriceVnd = ptr(int64(d.UnitPrice))
	}
	return out
}

// toAPIShortfall names to a cooperative only its own capacities that could make it up.
func toAPIShortfall(f contract.Shortfall, orgID ident.ID) Shortfall {
	capacities := []ident.ID{}
	for _, k := range f.Candidates {
		if k.OrgID == orgID {
			capacities = append(capacities, k.CapacityID)
		}
	}
	return Shortfall{
		Id: f.ID, ContractId: f.ContractID, DeliveryId: f.DeliveryID, OrgId: f.OrgID, Month: toAPIDate(f.Month), Unit: f.Unit, Predicted: f.Predicted,
		Quantity: f.Quantity, Taken: f.Taken, Status: ShortfallStatus(f.Status), ClosesAt: f.ClosesAt, CapacityIds: capacities, Version: f.Version,
	}
}
