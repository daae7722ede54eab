package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/review"
)

// ListProductReviews answers with what buyers say of a product.
func (s *Server) ListProductReviews(ctx context.Context, r ListProductReviewsRequestObject) (ListProductReviewsResponseObject, error) {
	page, rating, err := s.Review.OfProduct(ctx, r.Slug, value(r.Params.Cursor), limitOf(r.Params.Limit))
	if err != nil {
		return nil, err
	}
	lang := langFrom(ctx)
	return ListProductReviews200JSONResponse{
		Items:      toAPIAll(page.Items, func(v review.Review) Review { return toAPIReview(v, lang) }),
		NextCursor: optional(page.Next), Total: page.Total, TotalCapped: page.Capped,
		Rating: RatingDetail{Count: rating.Votes, Average: rating.Average, Sample: rating.Sample, ByStars: rating.ByStars[:]},
	}, nil
}

// ListPurchaseReviews answers the buyer with what can be reviewed.
func (s *Server) ListPurchaseReviews(ctx context.Context, r ListPurchaseReviewsRequestObject) (ListPurchaseReviewsResponseObject, error) {
	lines, err := s.Review.Lines(ctx, r.Id, viewer(ctx, r.Params.K))
	if err != nil {
		return nil, err
	}
	lang := langFrom(ctx)
	return ListPurchaseReviews200JSONResponse{Items: toAPIAll(lines, func(l review.Line) ReviewableLine { return toAPIReviewable(l, lang) })}, nil
}

// PutReview writes or changes a review.
func (s *Server) PutReview(ctx context.Context, r PutReviewRequestObject) (PutReviewResponseObject, error) {
	l, err := s.Review.Put(ctx, review.PutInput{
		PurchaseID: r.Id, LineID: r.LineId, Viewer: viewer(ctx, r.Params.K), Stars: r.Body.Stars, Body: value(r.Body.Body), Version: value(r.Body.Version),
	})
	if err != nil {
		return nil, err
	}
	return PutReview200JSONResponse(toAPIReviewable(l, langFrom(ctx))), nil
}

// AddReviewPicture puts a picture on a review.
func (s *Server) AddReviewPicture(ctx context.Context, r AddReviewPictureRequestObject) (AddReviewPictureResponseObject, error) {
	data, err := upload(r.Body)
	if err != nil {
		return nil, err
	}
	l, err := s.Review.AddPicture(ctx, review.PictureInput{PurchaseID: r.Id, LineID: r.LineId, Viewer: viewer(ctx, r.Params.K), Data: data})
	if err != nil {
		return nil, err
	}
	return AddReviewPicture201JSONResponse(toAPIReviewable(l, langFrom(ctx))), nil
}

// RemoveReviewPicture takes a picture off a review.
func (s *Server) RemoveReviewPicture(ctx context.Context, r RemoveReviewPictureRequestObject) (RemoveReviewPictureResponseObject, error) {
	l, err := s.Review.RemovePicture(ctx, review.PictureInput{PurchaseID: r.Id, LineID: r.LineId, Viewer: viewer(ctx, r.Params.K)}, r.PhotoId)
	if err != nil {
		return nil, err
	}
	return RemoveReviewPicture200JSONResponse(toAPIReviewable(l, langFrom(ctx))), nil
}

// ReportReview keeps what somebody says against a review.
func (s *Server) ReportReview(ctx context.Context, r ReportReviewRequestObject) (ReportReviewResponseObject, error) {
	if err := s.Review.Report(ctx, r.ReviewId, reporter(callerFrom(ctx)), review.Reason(r.Body.Reason), value(r.Body.Note)); err != nil {
		return nil, err
	}
	return ReportReview204Response{}, nil
}

// reporter tells who reports apart without keeping who it is: a guest by the device's
// address.
func reporter(c *caller) string {
	who := "user:" + c.actor.UserID.String()
	if c.actor.UserID == ident.Nil {
		who = "guest:" + c.clientIP
	}
	sum := sha256.Sum256([]byte("review report:" + who))
	return hex.EncodeToString(sum[:12])
}

// ListOrgReviews answers the cooperative with what buyers say of its goods.
func (s *Server) ListOrgReviews(ctx context.Context, r ListOrgReviewsRequestObject) (ListOrgReviewsResponseObject, error) {
	page, err := s.Review.List(ctx, review.Filter{OrgID: r.OrgId, Unanswered: value(r.Params.Unanswered)}, value(r.Params.Cursor), limitOf(r.Params.Limit))
	if err != nil {
		return nil, err
	}
	return ListOrgReviews200JSONResponse(s.toAPIDeskReviews(page, langFrom(ctx))), nil
}

// ReplyToReview answers a review.
func (s *Server) ReplyToReview(ctx context.Context, r ReplyToReviewRequestObject) (ReplyToReviewResponseObject, error) {
	v, err := s.Review.Reply(ctx, r.OrgId, r.ReviewId, actorFrom(ctx).UserID, r.Body.Body)
	if err != nil {
		return nil, err
	}
	return ReplyToReview200JSONResponse(s.toAPIDeskReview(v, langFrom(ctx))), nil
}

// ListReviewsToModerate answers the Alliance with reported, hidden or all reviews.
func (s *Server) ListReviewsToModerate(ctx context.Context, r ListReviewsToModerateRequestObject) (ListReviewsToModerateResponseObject, error) {
	f := review.Filter{Reports: true}
	switch string(value(r.Params.State)) {
	case "hidden":
		f.Hidden = true
	case "all":
	default:
		f.Reported = true
	}
	page, err := s.Review.List(ctx, f, value(r.Params.Cursor), limitOf(r.Params.Limit))
	if err != nil {
		return nil, err
	}
	return ListReviewsToModerate200JSONResponse(s.toAPIDeskReviews(page, langFrom(ctx))), nil
}

// ModerateReview hides, shows or leaves a review.
func (s *Server) ModerateReview(ctx context.Context, r ModerateReviewRequestObject) (ModerateReviewResponseObject, error) {
	v, err := s.Review.Moderate(ctx, review.ModerateInput{
		ID: r.ReviewId, ActorID: actorFrom(ctx).UserID, Action: review.Action(r.Body.Action), Reason: value(r.Body.Reason), Version: r.Body.Version,
	})
	if err != nil {
		return nil, err
	}
	return ModerateReview200JSONResponse(s.toAPIDeskReview(v, langFrom(ctx))), nil
}
