package api

import (
	"bytes"
	"context"

	"github.com/chophien/chophien/internal/ticket"
)

// OpenTicket takes a complaint or a request in.
func (s *Server) OpenTicket(ctx context.Context, r OpenTicketRequestObject) (OpenTicketResponseObject, error) {
	c := callerFrom(ctx)
	f, err := s.Ticket.Open(ctx, ticket.OpenInput{
		Actor: c.actor, Key: r.Params.IdempotencyKey, ClientIP: c.clientIP, Locale: langFrom(ctx), Topic: ticket.Topic(r.Body.Topic),
		ProductSlug: value(r.Body.ProductSlug), OrgSlug: value(r.Body.CooperativeSlug), PurchaseCode: value(r.Body.PurchaseCode),
		Reason: r.Body.Reason, Words: r.Body.Words, Name: r.Body.Name, Contact: r.Body.Contact,
	})
	if err != nil {
		return nil, err
	}
	return OpenTicket201JSONResponse(s.toAPITicket(f)), nil
}

// GetTicket returns a ticket to whoever may see it.
func (s *Server) GetTicket(ctx context.Context, r GetTicketRequestObject) (GetTicketResponseObject, error) {
	f, err := s.Ticket.Read(ctx, actorFrom(ctx), r.TicketId, value(r.Params.K))
	if err != nil {
		return nil, err
	}
	return GetTicket200JSONResponse(s.toAPITicket(f)), nil
}

// SayOnTicket adds words.
func (s *Server) SayOnTicket(ctx context.Context, r SayOnTicketRequestObject) (SayOnTicketResponseObject, error) {
	f, err := s.Ticket.Say(ctx, ticket.SayInput{Actor: actorFrom(ctx), ID: r.TicketId, Secret: value(r.Params.K), Body: r.Body.Body})
	if err != nil {
		return nil, err
	}
	return SayOnTicket201JSONResponse(s.toAPITicket(f)), nil
}

// ActOnTicket takes a step.
func (s *Server) ActOnTicket(ctx context.Context, r ActOnTicketRequestObject) (ActOnTicketResponseObject, error) {
	f, err := s.Ticket.Act(ctx, ticket.ActInput{
		Actor: actorFrom(ctx), ID: r.TicketId, Secret: value(r.Params.K), Action: ticket.Action(r.Body.Action),
		Outcome: value(r.Body.Outcome), Proof: value(r.Body.Proof), Version: r.Body.Version,
	})
	if err != nil {
		return nil, err
	}
	return ActOnTicket200JSONResponse(s.toAPITicket(f)), nil
}

// AddTicketFile keeps evidence.
func (s *Server) AddTicketFile(ctx context.Context, r AddTicketFileRequestObject) (AddTicketFileResponseObject, error) {
	data, err := upload(r.Body)
	if err != nil {
		return nil, err
	}
	f, err := s.Ticket.AddFile(ctx, ticket.AddFileInput{
		Actor: actorFrom(ctx), ID: r.TicketId, Secret: value(r.Params.K), Name: value(r.Params.Name), Data: data,
	})
	if err != nil {
		return nil, err
	}
	return AddTicketFile201JSONResponse(s.toAPITicket(f)), nil
}

// ReadTicketFile sends evidence.
func (s *Server) ReadTicketFile(ctx context.Context, r ReadTicketFileRequestObject) (ReadTicketFileResponseObject, error) {
	_, data, err := s.Ticket.ReadFile(ctx, actorFrom(ctx), r.TicketId, r.FileId, value(r.Params.K))
	if err != nil {
		return nil, err
	}
	return ReadTicketFile200ApplicationoctetStreamResponse{Body: bytes.NewReader(data), ContentLength: int64(len(data))}, nil
}

// ListTickets lists complaints, or requests about data.
func (s *Server) ListTickets(ctx context.Context, r ListTicketsRequestObject) (ListTicketsResponseObject, error) {
	page, err := s.Ticket.List(ctx, actorFrom(ctx), ticket.ListInput{
		Data: value(r.Params.Data), Open: value(r.Params.Open), Cursor: value(r.Params.Cursor), Limit: limitOf(r.Params.Limit),
	})
	if err != nil {
		return nil, err
	}
	return ListTickets200JSONResponse{
		Items: toAPIAll(page.Items, s.toAPITicketSummary), NextCursor: optional(page.Next), Total: page.Total, TotalCapped: page.Capped,
	}, nil
}

// ListOrgTickets lists what concerns a cooperative.
func (s *Server) ListOrgTickets(ctx context.Context, r ListOrgTicketsRequestObject) (ListOrgTicketsResponseObject, error) {
	page, err := s.Ticket.OfOrg(ctx, actorFrom(ctx), r.OrgId, value(r.Params.Cursor), limitOf(r.Params.Limit))
	if err != nil {
		return nil, err
	}
	return ListOrgTickets200JSONResponse{
		Items: toAPIAll(page.Items, s.toAPITicketSummary), NextCursor: optional(page.Next), Total: page.Total, TotalCapped: page.Capped,
	}, nil
}

// ListTakedowns lists what is taken down.
func (s *Server) ListTakedowns(ctx context.Context, _ ListTakedownsRequestObject) (ListTakedownsResponseObject, error) {
	list, err := s.Ticket.Takedowns(ctx, actorFrom(ctx))
	if err != nil {
		return nil, err
	}
	return ListTakedowns200JSONResponse{Items: toAPIAll(list, toAPITakedown)}, nil
}

// TakeDownListing takes goods off the shelf.
func (s *Server) TakeDownListing(ctx context.Context, r TakeDownListingRequestObject) (TakeDownListingResponseObject, error) {
	d, err := s.Ticket.TakeDown(ctx, ticket.TakeDownInput{
		Actor: actorFrom(ctx), ProductSlug: r.Body.ProductSlug, Reason: string(r.Body.Reason), Words: r.Body.Words,
	})
	if err != nil {
		return nil, err
	}
	return TakeDownListing201JSONResponse(toAPITakedown(d)), nil
}

// LiftTakedown lets goods be listed again.
func (s *Server) LiftTakedown(ctx context.Context, r LiftTakedownRequestObject) (LiftTakedownResponseObject, error) {
	d, err := s.Ticket.Lift(ctx, actorFrom(ctx), r.TakedownId, value(r.Body.Words))
	if err != nil {
		return nil, err
	}
	return LiftTakedown200JSONResponse(toAPITakedown(d)), nil
}

// ListOrgTakedowns lists a cooperative's own.
func (s *Server) ListOrgTakedowns(ctx context.Context, r ListOrgTakedownsRequestObject) (ListOrgTakedownsResponseObject, error) {
	list, err := s.Ticket.TakedownsOf(ctx, actorFrom(ctx), r.OrgId)
	if err != nil {
		return nil, err
	}
	return ListOrgTakedowns200JSONResponse{Items: toAPIAll(list, toAPITakedown)}, nil
}

// ObjectToTakedown opens the one objection.
func (s *Server) ObjectToTakedown(ctx context.Context, r ObjectToTakedownRequestObject) (ObjectToTakedownResponseObject, error) {
	f, err := s.Ticket.Object(ctx, ticket.ObjectInput{
		Actor: actorFrom(ctx), OrgID: r.OrgId, ID: r.TakedownId, Words: r.Body.Words, Locale: langFrom(ctx),
	})
	if err != nil {
		return nil, err
	}
	return ObjectToTakedown201JSONResponse(s.toAPITicket(f)), nil
}
