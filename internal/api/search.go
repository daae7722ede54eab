package api

import (
	"context"

	"github.com/chophien/chophien/internal/catalog"
)

// Suggest completes what is being typed.
func (s *Server) Suggest(ctx context.Context, r SuggestRequestObject) (SuggestResponseObject, error) {
	found, err := s.Search.Suggest(ctx, r.Params.Q)
	if err != nil {
		return nil, err
	}
	return Suggest200JSONResponse(toAPISuggestions(&found, langFrom(ctx))), nil
}

// RecordClick counts that a result was opened.
func (s *Server) RecordClick(_ context.Context, r RecordClickRequestObject) (RecordClickResponseObject, error) {
	s.Learner.Clicked(r.Body.Q)
	return RecordClick204Response{}, nil
}

// howManySearches is how many queries the Alliance's page shows.
const howManySearches = 100

// ListSearches answers with what people look for.
func (s *Server) ListSearches(ctx context.Context, r ListSearchesRequestObject) (ListSearchesResponseObject, error) {
	days := 30
	if r.Params.Days != nil {
		days = *r.Params.Days
	}
	list, err := s.Learner.Learned(ctx, days, value(r.Params.Empty), howManySearches)
	if err != nil {
		return nil, err
	}
	return ListSearches200JSONResponse{Items: toAPIAll(list, toAPISearchCount)}, nil
}

// ListSynonyms answers with all groups.
func (s *Server) ListSynonyms(ctx context.Context, _ ListSynonymsRequestObject) (ListSynonymsResponseObject, error) {
	list, err := s.Catalog.Synonyms(ctx)
	if err != nil {
		return nil, err
	}
	return ListSynonyms200JSONResponse{Items: toAPIAll(list, toAPISynonym)}, nil
}

// AddSynonym keeps a new group.
func (s *Server) AddSynonym(ctx context.Context, r AddSynonymRequestObject) (AddSynonymResponseObject, error) {
	group, err := s.Catalog.AddSynonym(ctx, actorFrom(ctx).UserID, catalog.SynonymInput{Kind: catalog.SynonymKind(r.Body.Kind), Terms: r.Body.Terms})
	if err != nil {
		return nil, err
	}
	return AddSynonym201JSONResponse(toAPISynonym(*group)), nil
}

// ChangeSynonym replaces a group.
func (s *Server) ChangeSynonym(ctx context.Context, r ChangeSynonymRequestObject) (ChangeSynonymResponseObject, error) {
	group, err := s.Catalog.ChangeSynonym(ctx, actorFrom(ctx).UserID, r.SynonymId, r.Body.Version,
		catalog.SynonymInput{Kind: catalog.SynonymKind(r.Body.Kind), Terms: r.Body.Terms})
	if err != nil {
		return nil, err
	}
	return ChangeSynonym200JSONResponse(toAPISynonym(*group)), nil
}

// RemoveSynonym drops a group.
func (s *Server) RemoveSynonym(ctx context.Context, r RemoveSynonymRequestObject) (RemoveSynonymResponseObject, error) {
	if err := s.Catalog.RemoveSynonym(ctx, r.SynonymId); err != nil {
		return nil, err
	}
	return RemoveSynonym204Response{}, nil
}
