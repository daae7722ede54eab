package search

import (
	"context"
	"strings"
	"unicode/utf8"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
)

// Query asks an engine for a page of matches.
type Query struct {
	// Words as typed, never blank.
	Words  string
	Filter catalog.Filter
	// Sort is SortRelevance or another order among what matches.
	Sort catalog.Sort
	// Cursor is the Next of the page before, or empty. Only the engine reads it.
	Cursor string
	Limit  int
}

// Result is a page of matches.
type Result struct {
	IDs  []ident.ID // best first, or in the order asked for
	Next string     // cursor of the next page; empty at the end
	// Total is exact up to keyset.CountCap; Capped tells that there are more.
	Total  int64
	Capped bool
}

// Engine finds products. Implementations must be safe for concurrent use and
// return only what is listed.
type Engine interface {
	// Name is told on the site's facts ("postgresql").
	Name() string
	// Search returns the matches. Errors: keyset.ErrBadCursor.
	Search(ctx context.Context, q Query) (Result, error)
}

// Service answers the public list with and without words.
type Service struct {
	engine  Engine
	catalog *catalog.Service
}

// NewService returns the service over an engine.
func NewService(e Engine, c *catalog.Service) *Service { return &Service{engine: e, catalog: c} }

// EngineName names the engine in use.
func (s *Service) EngineName() string { return s.engine.Name() }

// Input asks for a page of the public list.
type Input struct {
	catalog.ListInput

	// Words to find; blank lists everything.
	Words string
}

// maxWords bounds the length of a query in characters.
const maxWords = 200

// ListProducts returns a page of products, found by words where there are some.
// Errors: apperr.ErrInvalid, keyset.ErrBadCursor.
func (s *Service) ListProducts(ctx context.Context, in Input) (keyset.Page[catalog.Card], error) {
	words := strings.TrimSpace(in.Words)
	if words == "" {
		return s.catalog.ListProducts(ctx, in.ListInput)
	}
	var page keyset.Page[catalog.Card]
	if utf8.RuneCountInString(words) > maxWords {
		var faults apperr.Fields
		faults.Add("?q", "search.too_long", "Câu tìm kiếm dài quá 200 ký tự. Hãy dùng ít từ hơn.",
			"The search is longer than 200 characters. Use fewer words.")
		return page, faults.Err()
	}
	sort := in.Sort
	if sort == "" {
		sort = catalog.SortRelevance
	}
	if err := in.Validate(); err != nil {
		return page, err
	}
	if !in.Plausible() {
		return page, nil
	}
	found, err := s.engine.Search(ctx, Query{Words: words, Filter: in.Filter, Sort: sort, Cursor: in.Cursor, Limit: in.Limit})
	if err != nil {
		return page, err
	}
	page.Next, page.Total, page.Capped = found.Next, found.Total, found.Capped
	page.Items, err = s.catalog.Cards(ctx, found.IDs)
	return page, err
}
