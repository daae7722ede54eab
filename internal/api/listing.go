package api

import (
	"context"
	"encoding/json"
	"time"

	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/duty"
	"github.com/chophien/chophien/internal/listing"
)

// StartListing opens an empty draft.
func (s *Server) StartListing(ctx context.Context, r StartListingRequestObject) (StartListingResponseObject, error) {
	w, err := s.Listing.Start(ctx, r.OrgId, r.Body.Id)
	if err != nil {
		return nil, err
	}
	return StartListing201JSONResponse(toAPIListing(w, langFrom(ctx))), nil
}

// GetListing answers with a product to work on.
func (s *Server) GetListing(ctx context.Context, r GetListingRequestObject) (GetListingResponseObject, error) {
	w, err := s.Listing.Open(ctx, r.OrgId, r.ProductId)
	if err != nil {
		return nil, err
	}
	return GetListing200JSONResponse(toAPIListing(w, langFrom(ctx))), nil
}

// EditListing changes fields.
func (s *Server) EditListing(ctx context.Context, r EditListingRequestObject) (EditListingResponseObject, error) {
	changes, err := fromAPIFieldChanges(r.Body.Changes)
	if err != nil {
		return nil, err
	}
	w, err := s.Listing.Edit(ctx, catalog.EditInput{
		OrgID: r.OrgId, ProductID: r.ProductId, ActorID: actorFrom(ctx).UserID, Changes: changes,
	})
	if err != nil {
		return nil, err
	}
	return EditListing200JSONResponse(toAPIListing(w, langFrom(ctx))), nil
}

// CopyListing makes a draft like a product.
func (s *Server) CopyListing(ctx context.Context, r CopyListingRequestObject) (CopyListingResponseObject, error) {
	w, err := s.Listing.Copy(ctx, r.OrgId, r.ProductId, r.Body.Id)
	if err != nil {
		return nil, err
	}
	return CopyListing201JSONResponse(toAPIListing(w, langFrom(ctx))), nil
}

// PreviewListing answers with the page as buyers see it.
func (s *Server) PreviewListing(ctx context.Context, r PreviewListingRequestObject) (PreviewListingResponseObject, error) {
	p, err := s.Listing.Preview(ctx, r.OrgId, r.ProductId)
	if err != nil {
		return nil, err
	}
	return PreviewListing200JSONResponse(toAPIProduct(p, langFrom(ctx))), nil
}

// GetListingHistory answers with a product's changes.
func (s *Server) GetListingHistory(ctx context.Context, r GetListingHistoryRequestObject) (GetListingHistoryResponseObject, error) {
	past, err := s.Listing.History(ctx, r.OrgId, r.ProductId, value(r.Params.Cursor), limitOf(r.Params.Limit))
	if err != nil {
		return nil, err
	}
	items, err := toAPIHistory(past)
	if err != nil {
		return nil, err
	}
	return GetListingHistory200JSONResponse{Items: items, NextCursor: optional(past.Next)}, nil
}

// UndoListingChange takes a change back.
func (s *Server) UndoListingChange(ctx context.Context, r UndoListingChangeRequestObject) (UndoListingChangeResponseObject, error) {
	w, err := s.Listing.Undo(ctx, catalog.UndoInput{
		OrgID: r.OrgId, ProductID: r.ProductId, ActorID: actorFrom(ctx).UserID, ChangeID: r.ChangeId,
	})
	if err != nil {
		return nil, err
	}
	return UndoListingChange200JSONResponse(toAPIListing(w, langFrom(ctx))), nil
}

// ActOnListings does one thing to many goods.
func (s *Server) ActOnListings(ctx context.Context, r ActOnListingsRequestObject) (ActOnListingsResponseObject, error) {
	in := listing.ActInput{OrgID: r.OrgId, ActorID: actorFrom(ctx).UserID, Action: listing.Action(r.Body.Action)}
	for _, p := range r.Body.Products {
		in.Products = append(in.Products, listing.Seen{ID: p.Id, Version: p.Version})
	}
	acted, err := s.Listing.Act(ctx, in)
	if err != nil {
		return nil, err
	}
	return ActOnListings200JSONResponse(toAPIActed(acted, langFrom(ctx))), nil
}

// ListListingReviews answers with the Alliance's queue.
func (s *Server) ListListingReviews(ctx context.Context, r ListListingReviewsRequestObject) (ListListingReviewsResponseObject, error) {
	page, err := s.Catalog.ReviewQueue(ctx, value(r.Params.Cursor), limitOf(r.Params.Limit))
	if err != nil {
		return nil, err
	}
	starts := toAPIAll(page.Items, func(w catalog.Waiting) time.Time { return w.SubmittedAt })
	due, err := s.Duty.Deadlines(ctx, duty.ListingCheck, starts)
	if err != nil {
		return nil, err
	}
	lang, i := langFrom(ctx), -1
	return ListListingReviews200JSONResponse{
		Items: toAPIAll(page.Items, func(w catalog.Waiting) ListingReview {
			i++
			return ListingReview{
				DueAt: due[i], Overdue: !s.Clock.Now().Before(due[i]),
				ProductId: w.ProductID, Name: w.Name.In(lang), Cooperative: toAPICooperativeRef(w.Cooperative, lang),
				Picture: optionalPicture(w.Picture, lang), SubmittedAt: w.SubmittedAt, EarlierChecks: w.Before,
			}
		}),
		NextCursor: optional(page.Next), Total: page.Total, TotalCapped: page.Capped,
	}, nil
}

// GetListingForReview answers with any product's page.
func (s *Server) GetListingForReview(ctx context.Context, r GetListingForReviewRequestObject) (GetListingForReviewResponseObject, error) {
	p, err := s.Catalog.AnyPreview(ctx, r.ProductId)
	if err != nil {
		return nil, err
	}
	return GetListingForReview200JSONResponse(toAPIProduct(p, langFrom(ctx))), nil
}

// ReviewListing approves or refuses.
func (s *Server) ReviewListing(ctx context.Context, r ReviewListingRequestObject) (ReviewListingResponseObject, error) {
	var l *catalog.Listing
	var err error
	switch actor := actorFrom(ctx).UserID; r.Body.Verdict {
	case ReviewListingVerdictApprove:
		l, err = s.Listing.Approve(ctx, r.ProductId, actor)
	case ReviewListingVerdictRefuse:
		l, err = s.Listing.Refuse(ctx, r.ProductId, actor, value(r.Body.Reason))
	default:
		err = catalog.ErrVerdict.At("/verdict")
	}
	if err != nil {
		return nil, err
	}
	return ReviewListing200JSONResponse{ProductId: l.ID, Slug: l.Slug, Status: ListingStatus(l.Status)}, nil
}

func fromAPIFieldChanges(list []FieldChange) ([]catalog.Change, error) {
	out := make([]catalog.Change, len(list))
	for i, c := range list {
		from, err := json.Marshal(c.From)
		if err != nil {
			return nil, errNotJSON.Wrap(err)
		}
		to, err := json.Marshal(c.To)
		if err != nil {
			return nil, errNotJSON.Wrap(err)
		}
		out[i] = catalog.Change{Field: c.Field, From: from, To: to}
	}
	return out, nil
}
