package catalog

import (
	"context"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/ocop"
)

// Sort is an order of the public list.
type Sort string

// The orders. Relevance belongs to a search; without words it means popular.
const (
	SortPopular   Sort = "popular"
	SortNewest    Sort = "newest"
	SortPriceAsc  Sort = "price_asc"
	SortPriceDesc Sort = "price_desc"
	SortRelevance Sort = "relevance"
	// SortNear belongs to a search too: sellers of the buyer's province first.
	SortNear Sort = "near"
)

// Filter narrows the public list; zero values do not.
type Filter struct {
	Category    string // slug
	Cooperative string // slug
	// OCOPMin is the least number of stars valid today.
	OCOPMin int
	// InSeason keeps what is in season this month.
	InSeason bool
	// PriceMin and PriceMax bound the starting price, ends included; nil for any.
	PriceMin, PriceMax *money.VND
	// InStock keeps what can be bought now.
	InStock bool
	// Certified keeps goods under a geographical indication (chỉ dẫn địa lý).
	Certified bool
	// Commune is the code of the commune of origin.
	Commune string
	// Tag is an occasion or use ("tet", "qua-tang").
	Tag string
}

// ListInput asks for a page of the public list.
type ListInput struct {
	Filter

	Sort   Sort
	Cursor string
	Limit  int // 1 to MaxLimit; 0 means 24
}

// MaxLimit is the largest page.
const (
	MaxLimit     = 100
	defaultLimit = 24
)

// Validate fills the defaults in and names every faulty parameter.
func (in *ListInput) Validate() error {
	var faults apperr.Fields
	if in.Limit == 0 {
		in.Limit = defaultLimit
	}
	if in.Limit < 1 || in.Limit > MaxLimit {
		faults.Add("?limit", "list.limit", "Mỗi trang có từ 1 đến 100 mục.", "A page has 1 to 100 items.")
	}
	if in.OCOPMin < 0 || in.OCOPMin > ocop.MaxStars {
		faults.Add("?ocop_min", "catalog.ocop_min", "Số sao OCOP phải từ 1 đến 5.", "The OCOP stars must be from 1 to 5.")
	}
	if in.PriceMin != nil && *in.PriceMin < 0 {
		faults.Add("?price_min", "catalog.price_min", "Giá thấp nhất không thể là số âm.", "The lowest price cannot be negative.")
	}
	if in.PriceMax != nil && *in.PriceMax < 0 {
		faults.Add("?price_max", "catalog.price_max", "Giá cao nhất không thể là số âm.", "The highest price cannot be negative.")
	}
	switch in.Sort {
	case "", SortRelevance, SortNear:
		in.Sort = SortPopular
	case SortPopular, SortNewest, SortPriceAsc, SortPriceDesc:
	default:
		faults.Add("?sort", "list.sort", "Không có cách sắp xếp này.", "There is no such order.")
	}
	return faults.Err()
}

var slugPattern = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// IsSlug tells whether s could be a slug; anything else names nothing.
func IsSlug(s string) bool { return len(s) <= 120 && slugPattern.MatchString(s) }

// isCode tells whether s could be the code of a commune: up to six digits.
func isCode(s string) bool { return len(s) <= 6 && strings.Trim(s, "0123456789") == "" }

// Plausible tells whether the slugs of the filter could name something; if not,
// nothing matches it.
func (f Filter) Plausible() bool {
	return (f.Category == "" || IsSlug(f.Category)) && (f.Cooperative == "" || IsSlug(f.Cooperative)) &&
		(f.Tag == "" || IsSlug(f.Tag)) && (f.Commune == "" || isCode(f.Commune))
}

// ListProducts returns a page of what is on the shelf. Errors: apperr.ErrInvalid,
// keyset.ErrBadCursor.
func (s *Service) ListProducts(ctx context.Context, in ListInput) (keyset.Page[Card], error) {
	if err := in.Validate(); err != nil {
		return keyset.Page[Card]{}, err
	}
	after, err := readCursor(in.Sort, in.Cursor)
	if err != nil {
		return keyset.Page[Card]{}, err
	}
	if !in.Plausible() {
		return keyset.Page[Card]{}, nil
	}
	now := s.clock.Now()
	total, err := s.store.countListed(ctx, in.Filter, now)
	if err != nil {
		return keyset.Page[Card]{}, err
	}
	cards, err := s.store.listed(ctx, in, after, now)
	if err != nil {
		return keyset.Page[Card]{}, err
	}
	page := keyset.Page[Card]{Items: cards, Total: min(total, keyset.CountCap), Capped: total > keyset.CountCap}
	if len(cards) > in.Limit {
		page.Items = cards[:in.Limit]
		page.Next = writeCursor(in.Sort, page.Items[in.Limit-1])
	}
	return page, nil
}

// Cards returns the listed products among ids, in the order of ids.
func (s *Service) Cards(ctx context.Context, ids []ident.ID) ([]Card, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	return s.store.cardsOf(ctx, ids, s.clock.Now())
}

// sortKey is where a list continues: the sorted value of the last card and its id.
type sortKey struct {
	value int64
	id    ident.ID
}

func cursorKind(sort Sort) string { return "products." + string(sort) }

func writeCursor(sort Sort, c Card) string {
	var value int64
	switch sort {
	case SortNewest:
		value = c.listedAt.UnixMicro()
	case SortPriceAsc, SortPriceDesc:
		value = int64(c.FromPriceVND)
	case SortPopular, SortRelevance, SortNear:
		value = c.soldCount
	}
	return keyset.Encode(cursorKind(sort), strconv.FormatInt(value, 10), c.ID.String())
}

// readCursor returns nil for an empty cursor.
func readCursor(sort Sort, cursor string) (*sortKey, error) {
	if cursor == "" {
		return nil, nil //nolint:nilnil // "from the start" is no key
	}
	parts, err := keyset.Decode(cursorKind(sort), cursor, 2)
	if err != nil {
		return nil, err
	}
	value, err := strconv.ParseInt(parts[0], 10, 64)
	id, ok := ident.Parse(parts[1])
	// A time beyond what PostgreSQL keeps is no cursor of ours either.
	if err != nil || !ok || value < 0 || value > time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC).UnixMicro() {
		return nil, keyset.ErrBadCursor
	}
	return &sortKey{value: value, id: id}, nil
}
