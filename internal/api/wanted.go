package api

import (
	"context"

	"github.com/chophien/chophien/internal/wanted"
)

// TellWanted keeps what a shopper looks for.
func (s *Server) TellWanted(ctx context.Context, r TellWantedRequestObject) (TellWantedResponseObject, error) {
	id, err := s.Wanted.Tell(ctx, wanted.TellInput{
		Key: r.Params.IdempotencyKey, ClientIP: callerFrom(ctx).clientIP, Words: r.Body.Words, Note: value(r.Body.Note),
		Contact: value(r.Body.Contact), Quantity: value(r.Body.Quantity), Unit: value(r.Body.Unit), Per: wanted.Per(value(r.Body.Per)),
	})
	if err != nil {
		return nil, err
	}
	return TellWanted201JSONResponse{Id: id}, nil
}

// ListWanted answers with what shoppers look for.
func (s *Server) ListWanted(ctx context.Context, r ListWantedRequestObject) (ListWantedResponseObject, error) {
	page, err := s.Wanted.List(ctx, value(r.Params.Done), value(r.Params.Cursor), limitOf(r.Params.Limit))
	if err != nil {
		return nil, err
	}
	return ListWanted200JSONResponse{
		Items: toAPIAll(page.Items, toAPINotice), NextCursor: optional(page.Next), Total: page.Total, TotalCapped: page.Capped,
	}, nil
}

// SetWantedDone marks a notice.
func (s *Server) SetWantedDone(ctx context.Context, r SetWantedDoneRequestObject) (SetWantedDoneResponseObject, error) {
	n, err := s.Wanted.SetDone(ctx, actorFrom(ctx).UserID, r.NoticeId, r.Body.Version, r.Body.Done)
	if err != nil {
		return nil, err
	}
	return SetWantedDone200JSONResponse(toAPINotice(*n)), nil
}

func toAPINotice(n wanted.Notice) WantedNotice {
	return WantedNotice{
		Id: n.ID, Words: n.Words, Note: optional(n.Note), Quantity: optional(n.Quantity), Unit: optional(n.Unit), Per: optional(WantedPer(n.Per)),
		Contact: optional(n.Contact), Done: !n.DoneAt.IsZero(), DoneAt: optional(n.DoneAt), CreatedAt: n.CreatedAt, Version: n.Version,
	}
}
