package api

import (
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/review"
)

func toAPIRating(r *catalog.Rating) *Rating {
	if r == nil {
		return nil
	}
	return &Rating{Count: r.Count, Average: r.Average, Sample: r.Sample}
}

func toAPIReply(r review.Review) *ReviewReply {
	if r.ReplyAt.IsZero() {
		return nil
	}
	return &ReviewReply{Body: r.Reply, At: r.ReplyAt, CooperativeName: r.OrgName}
}

func toAPIReview(r review.Review, lang string) Review {
	return Review{
		Id: r.ID, Stars: r.Stars, Body: r.Body, Author: r.Author, VariantName: r.Variant.In(lang), CreatedAt: r.CreatedAt, EditedAt: optionalTime(r.EditedAt),
		Pictures: toAPIPictures(r.Pictures, lang), Reply: toAPIReply(r), Sample: r.Sample,
	}
}

func toAPIReviewable(l review.Line, lang string) ReviewableLine {
	out := ReviewableLine{
		LineId: l.ID, OrderId: l.OrderID, ProductSlug: l.ProductSlug, ProductName: l.ProductName.In(lang), VariantName: l.Variant.In(lang), Open: l.Open,
	}
	if r := l.Review; r != nil {
		a := toAPIReview(*r, lang)
		out.Review = &OwnReview{
			Id: a.Id, Stars: a.Stars, Body: a.Body, Author: a.Author, VariantName: a.VariantName, CreatedAt: a.CreatedAt, EditedAt: a.EditedAt,
			Pictures: a.Pictures, Reply: a.Reply, Sample: a.Sample, Version: r.Version, Status: ReviewStatus(r.Status), HiddenReason: optional(r.HiddenReason),
			EditableUntil: r.CreatedAt.Add(review.EditFor),
		}
	}
	return out
}

func (s *Server) toAPIDeskReview(r review.Review, lang string) DeskReview {
	a := toAPIReview(r, lang)
	return DeskReview{
		Id: a.Id, Stars: a.Stars, Body: a.Body, Author: a.Author, VariantName: a.VariantName, CreatedAt: a.CreatedAt, EditedAt: a.EditedAt,
		Pictures: a.Pictures, Reply: a.Reply, Sample: a.Sample, ProductSlug: r.ProductSlug, ProductName: r.ProductName.In(lang), OrgId: r.OrgID,
		CooperativeName: r.OrgName, Status: ReviewStatus(r.Status), HiddenReason: optional(r.HiddenReason), Version: r.Version,
		MayReply: r.MayReply(s.Clock.Now()),
		Reports: toAPIAll(r.Reports, func(p review.Report) ReviewReport {
			return ReviewReport{Reason: ReviewReportReason(p.Reason), Note: p.Note, At: p.At}
		}),
	}
}

func (s *Server) toAPIDeskReviews(page keyset.Page[review.Review], lang string) DeskReviewPage {
	return DeskReviewPage{
		Items:      toAPIAll(page.Items, func(r review.Review) DeskReview { return s.toAPIDeskReview(r, lang) }),
		NextCursor: optional(page.Next), Total: page.Total, TotalCapped: page.Capped,
	}
}
