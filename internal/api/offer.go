package api

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"slices"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/negotiation"
	"github.com/chophien/chophien/internal/offer"
	"github.com/chophien/chophien/internal/party"
)

// actingFor is the caller as a member of one organisation and nothing else, so that
// what is seen through its door is that organisation's.
func actingFor(ctx context.Context, orgID ident.ID) party.Actor {
	a := actorFrom(ctx)
	a.Memberships = slices.DeleteFunc(slices.Clone(a.Memberships), func(m party.Membership) bool { return m.OrgID != orgID })
	return a
}

// upload reads a body that is a file.
func upload(r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(r)
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return nil, errTooLarge
	}
	if err != nil {
		return nil, errNotJSON.Wrap(err)
	}
	return data, nil
}

// CompareOffers sets the offers of a demand side by side.
func (s *Server) CompareOffers(ctx context.Context, r CompareOffersRequestObject) (CompareOffersResponseObject, error) {
	c, err := s.Negotiation.Compare(ctx, actingFor(ctx, r.OrgId), r.DemandId)
	if err != nil {
		return nil, err
	}
	w, err := s.wording(ctx)
	if err != nil {
		return nil, err
	}
	return CompareOffers200JSONResponse(w.comparison(c)), nil
}

// ListAskable answers with whom else a buyer could ask.
func (s *Server) ListAskable(ctx context.Context, r ListAskableRequestObject) (ListAskableResponseObject, error) {
	list, err := s.Negotiation.Askable(ctx, actorFrom(ctx), r.OrgId, r.DemandId)
	if err != nil {
		return nil, err
	}
	return ListAskable200JSONResponse{Items: toAPIAll(list, toAPIAskable)}, nil
}

// ListNegotiations answers with how far a firm's negotiations have come.
func (s *Server) ListNegotiations(ctx context.Context, r ListNegotiationsRequestObject) (ListNegotiationsResponseObject, error) {
	list, err := s.Negotiation.Rounds(ctx, r.OrgId, value(r.Params.Demand))
	if err != nil {
		return nil, err
	}
	return ListNegotiations200JSONResponse{Items: toAPIAll(list, toAPIRound)}, nil
}

// AskForOffer proposes a share to a cooperative.
func (s *Server) AskForOffer(ctx context.Context, r AskForOfferRequestObject) (AskForOfferResponseObject, error) {
	o, err := s.Negotiation.Ask(ctx, negotiation.AskInput{
		Actor: actorFrom(ctx), OrgID: r.OrgId, DemandID: r.DemandId, To: r.Body.OrgId, Version: value(r.Body.Version),
		Items: fromAPIItems(r.Body.Items), Note: trimmed(r.Body.Note),
	})
	if err != nil {
		return nil, err
	}
	return AskForOffer200JSONResponse(toAPIOffer(*o)), nil
}

// JudgeSplit checks a split live.
func (s *Server) JudgeSplit(ctx context.Context, r JudgeSplitRequestObject) (JudgeSplitResponseObject, error) {
	j, err := s.Negotiation.Judge(ctx, actorFrom(ctx), r.OrgId, r.DemandId, fromAPIChoices(r.Body.Choices))
	if err != nil {
		return nil, err
	}
	return JudgeSplit200JSONResponse{
		Issues: toAPIAll(j.Issues, toAPIIssue), Blocked: j.Blocked(), TotalVnd: int64(j.Total), Chosen: j.Chosen, Asked: j.Asked,
	}, nil
}

// AwardDemand decides a negotiation.
func (s *Server) AwardDemand(ctx context.Context, r AwardDemandRequestObject) (AwardDemandResponseObject, error) {
	in := negotiation.AwardInput{
		Actor: actorFrom(ctx), OrgID: r.OrgId, DemandID: r.DemandId, Version: value(r.Body.DemandVersion), Key: r.Params.IdempotencyKey,
		Choices: fromAPIChoices(r.Body.Choices), Seen: map[ident.ID]int64{},
	}
	for _, o := range value(r.Body.Seen) {
		in.Seen[o.OfferId] = o.Version
	}
	c, err := s.Negotiation.Award(ctx, in)
	if err != nil {
		return nil, withIssues(err)
	}
	return AwardDemand201JSONResponse(toAPIContract(c, r.OrgId, langFrom(ctx))), nil
}

// ListOrgOffers answers with a cooperative's offers.
func (s *Server) ListOrgOffers(ctx context.Context, r ListOrgOffersRequestObject) (ListOrgOffersResponseObject, error) {
	page, err := s.Negotiation.Own(ctx, offer.OwnFilter{
		OrgID: r.OrgId, Running: r.Params.Running, Cursor: value(r.Params.Cursor), Limit: limitOf(r.Params.Limit),
	})
	if err != nil {
		return nil, err
	}
	w, err := s.wording(ctx)
	if err != nil {
		return nil, err
	}
	return ListOrgOffers200JSONResponse{Items: toAPIAll(page.Items, w.ownOffer), NextCursor: optional(page.Next)}, nil
}

// GetOffer answers with one offer and its history.
func (s *Server) GetOffer(ctx context.Context, r GetOfferRequestObject) (GetOfferResponseObject, error) {
	d, err := s.Negotiation.Detail(ctx, actingFor(ctx, r.OrgId), r.OrgId, r.OfferId)
	if err != nil {
		return nil, err
	}
	w, err := s.wording(ctx)
	if err != nil {
		return nil, err
	}
	return GetOffer200JSONResponse(w.offerDetail(*d)), nil
}

// ListOfferPartners answers with who could join an offer.
func (s *Server) ListOfferPartners(ctx context.Context, r ListOfferPartnersRequestObject) (ListOfferPartnersResponseObject, error) {
	list, err := s.Negotiation.Partners(ctx, actingFor(ctx, r.OrgId), r.OrgId, r.OfferId)
	if err != nil {
		return nil, err
	}
	w, err := s.wording(ctx)
	if err != nil {
		return nil, err
	}
	return ListOfferPartners200JSONResponse{Items: toAPIAll(list, w.offerPartner)}, nil
}

// ListRivalOffers answers with what others offer, without prices.
func (s *Server) ListRivalOffers(ctx context.Context, r ListRivalOffersRequestObject) (ListRivalOffersResponseObject, error) {
	list, err := s.Negotiation.Rivals(ctx, actingFor(ctx, r.OrgId), r.OfferId)
	if err != nil {
		return nil, err
	}
	return ListRivalOffers200JSONResponse{Items: toAPIAll(list, toAPIOffer)}, nil
}

// AnswerOffer accepts, counters or declines.
func (s *Server) AnswerOffer(ctx context.Context, r AnswerOfferRequestObject) (AnswerOfferResponseObject, error) {
	o, err := s.Negotiation.Answer(ctx, offer.AnswerInput{
		Actor: actingFor(ctx, r.OrgId), OrgID: r.OrgId, OfferID: r.OfferId, Version: r.Body.Version, Action: offer.Action(r.Body.Action),
		Items: fromAPIItems(value(r.Body.Items)), Members: value(r.Body.Members), Note: trimmed(r.Body.Note),
	})
	if err != nil {
		return nil, err
	}
	return AnswerOffer200JSONResponse(toAPIOffer(*o)), nil
}

// ConsentToOffer joins a joint bid or refuses.
func (s *Server) ConsentToOffer(ctx context.Context, r ConsentToOfferRequestObject) (ConsentToOfferResponseObject, error) {
	o, err := s.Negotiation.Consent(ctx, offer.ConsentInput{Actor: actorFrom(ctx), OrgID: r.OrgId, OfferID: r.OfferId, Yes: r.Body.Consent})
	if err != nil {
		return nil, err
	}
	return ConsentToOffer200JSONResponse(toAPIOffer(*o)), nil
}

// ListOfferMessages answers with what both sides wrote.
func (s *Server) ListOfferMessages(ctx context.Context, r ListOfferMessagesRequestObject) (ListOfferMessagesResponseObject, error) {
	list, err := s.Offer.Messages(ctx, actingFor(ctx, r.OrgId), r.OfferId)
	if err != nil {
		return nil, err
	}
	return ListOfferMessages200JSONResponse{Items: toAPIAll(list, toAPIMessage)}, nil
}

// PostOfferMessage writes to the other side.
func (s *Server) PostOfferMessage(ctx context.Context, r PostOfferMessageRequestObject) (PostOfferMessageResponseObject, error) {
	m, err := s.Negotiation.Post(ctx, offer.PostInput{
		Actor: actingFor(ctx, r.OrgId), OfferID: r.OfferId, Key: r.Params.IdempotencyKey, Body: r.Body.Body, Files: value(r.Body.Files),
	})
	if err != nil {
		return nil, err
	}
	return PostOfferMessage201JSONResponse(toAPIMessage(*m)), nil
}

// UploadOfferFile takes a file for a message.
func (s *Server) UploadOfferFile(ctx context.Context, r UploadOfferFileRequestObject) (UploadOfferFileResponseObject, error) {
	data, err := upload(r.Body)
	if err != nil {
		return nil, err
	}
	f, err := s.Offer.Upload(ctx, actingFor(ctx, r.OrgId), r.OfferId, value(r.Params.Name), data)
	if err != nil {
		return nil, err
	}
	return UploadOfferFile201JSONResponse(toAPIFile(*f)), nil
}

// DownloadOfferFile sends a file of a message.
func (s *Server) DownloadOfferFile(ctx context.Context, r DownloadOfferFileRequestObject) (DownloadOfferFileResponseObject, error) {
	_, data, err := s.Offer.Download(ctx, actingFor(ctx, r.OrgId), r.OfferId, r.FileId)
	if err != nil {
		return nil, err
	}
	return DownloadOfferFile200ApplicationoctetStreamResponse{Body: bytes.NewReader(data), ContentLength: int64(len(data))}, nil
}
