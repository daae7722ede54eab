package review

import (
	"context"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
)

// Sample is a review made up for the demo; everybody sees that it is.
type Sample struct {
	ProductID, OrgID ident.ID
	Variant          apperr.Text
	Author           string
	Stars            int
	Body             string
	Days             int // how long ago it was written
	Reply            string
}

// Seed writes samples for products that have no review yet.
func (s *Service) Seed(ctx context.Context, list []Sample) error {
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		skip := map[ident.ID]bool{}
		for _, in := range list {
			if _, known := skip[in.ProductID]; !known {
				n, err := s.store.count(ctx, Filter{ProductID: in.ProductID})
				if err != nil {
					return err
				}
				skip[in.ProductID] = n > 0
			}
			if skip[in.ProductID] {
				continue
			}
			if err := s.sample(ctx, in); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *Service) sample(ctx context.Context, in Sample) error {
	at := s.Clock.Now().AddDate(0, 0, -in.Days)
	r := Review{
		ID: ident.New(), ProductID: in.ProductID, OrgID: in.OrgID, Author: in.Author, Variant: in.Variant, Stars: in.Stars, Body: in.Body,
		Status: StatusVisible, Sample: true, Version: 1, CreatedAt: at,
	}
	if err := s.store.lockRating(ctx, in.ProductID); err != nil {
		return err
	}
	if err := s.store.insert(ctx, r, ident.Nil); err != nil {
		return err
	}
	if in.Reply != "" {
		if err := s.store.reply(ctx, r.ID, ident.Nil, in.Reply, at.AddDate(0, 0, 1)); err != nil {
			return err
		}
	}
	return s.rate(ctx, in.ProductID)
}
