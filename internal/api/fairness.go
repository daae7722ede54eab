package api

import (
	"context"

	"github.com/chophien/chophien/internal/matching"
)

// GetFairness answers with the rules of sharing.
func (s *Server) GetFairness(ctx context.Context, _ GetFairnessRequestObject) (GetFairnessResponseObject, error) {
	f, err := s.Matching.Fairness(ctx)
	if err != nil {
		return nil, err
	}
	return GetFairness200JSONResponse(toAPIFairness(f)), nil
}

// SetFairness changes the rules of sharing.
func (s *Server) SetFairness(ctx context.Context, r SetFairnessRequestObject) (SetFairnessResponseObject, error) {
	b := r.Body
	f, err := s.Matching.SetFairness(ctx, actorFrom(ctx), matching.Fairness{
		MostLargePct: b.MostLargePct, MostSmallPct: b.MostSmallPct, SmallFloorPct: b.SmallFloorPct, PremiumPermille: b.PremiumPermille,
		Small: b.Small, Version: b.Version,
	})
	if err != nil {
		return nil, err
	}
	return SetFairness200JSONResponse(toAPIFairness(f)), nil
}

func toAPIFairness(f matching.Fairness) Fairness {
	return Fairness{
		MostLargePct: f.MostLargePct, MostSmallPct: f.MostSmallPct, SmallFloorPct: f.SmallFloorPct, PremiumPermille: f.PremiumPermille,
		Small: nonNil(f.Small), Version: f.Version,
	}
}
