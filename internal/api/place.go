package api

import "context"

const maxPlaces = 20

// ListProvinces answers with the provinces valid today.
func (s *Server) ListProvinces(ctx context.Context, _ ListProvincesRequestObject) (ListProvincesResponseObject, error) {
	units, err := s.Place.Provinces(ctx)
	if err != nil {
		return nil, err
	}
	out := ListProvinces200JSONResponse{Items: make([]Province, len(units))}
	for i, u := range units {
		out.Items[i] = Province{Code: u.Code, Name: u.FullName()}
	}
	return out, nil
}

// SearchPlaces finds communes by what people type.
func (s *Server) SearchPlaces(ctx context.Context, r SearchPlacesRequestObject) (SearchPlacesResponseObject, error) {
	matches, err := s.Place.Search(ctx, r.Params.Q, value(r.Params.Province), min(limitOf(r.Params.Limit), maxPlaces))
	if err != nil {
		return nil, err
	}
	out := SearchPlaces200JSONResponse{Items: make([]PlaceMatch, len(matches))}
	for i, m := range matches {
		out.Items[i] = PlaceMatch{
			Code: m.Place.Commune.Code, Name: m.Place.Commune.FullName(), ProvinceCode: m.Place.Province.Code,
			ProvinceName: m.Place.Province.FullName(), Label: m.Place.Label(), MatchedAs: optional(m.MatchedAs),
		}
	}
	return out, nil
}
