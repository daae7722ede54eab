package catalog

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/ocop"
)

// Product is a product's whole page.
type Product struct {
	Card

	Description  Text
	Pictures     []Picture
	Variants     []Variant
	Certificates []Certificate // newest first
	Category     Category
	OCOPGroup    string // TP, DU, DL, TC, SV, DV; empty outside the programme
	OCOPSubgroup int    // 1–26; 0 outside the programme
	Origin       Text
	// Harvest tells in words when it is picked or made.
	Harvest       Text
	Storage       Text
	ShelfLifeDays int // 0: does not expire, or is alive
	ShipScope     ShipScope
	GILabel       string // registered geographical indication
	Tags          []string
	Related       []Card
	Recalls       []Recall // of its lots, the latest first
	UpdatedAt     time.Time

	categoryID ident.ID
}

// Certificate is an OCOP certificate as it stands today.
type Certificate struct {
	Number    string
	Issuer    string
	Level     ocop.Level
	Stars     int
	IssuedOn  time.Time // days in Viet Nam
	ExpiresOn time.Time
	State     ocop.State
	Sample    bool // invented for the demo
}

// Recall is a lot of the product that was called back in the last half year.
type Recall struct {
	LotCode   string
	TraceCode string
	At        time.Time
	Reason    string
}

// Category is one shelf.
type Category struct {
	Slug         string
	Name         Text
	Icon         string // Lucide icon name
	ProductCount int64  // public products
}

const relatedCount = 8

// GetProduct returns a public product's page. Errors: ErrProductNotFound, also
// for what is a draft, hidden, or of a cooperative that is not verified.
func (s *Service) GetProduct(ctx context.Context, slug string) (*Product, error) {
	if !IsSlug(slug) {
		return nil, ErrProductNotFound
	}
	now := s.clock.Now()
	p, err := s.store.product(ctx, slug, now)
	if err != nil {
		return nil, err
	}
	p.Related, err = s.store.related(ctx, p, relatedCount, now)
	return p, err
}

// ListCategories returns all shelves in order.
func (s *Service) ListCategories(ctx context.Context) ([]Category, error) {
	return s.store.categories(ctx)
}

// Home is what the first page shows.
type Home struct {
	Month        int // in Viet Nam, 1–12
	InSeason     []Card
	Starred      []Card
	Cooperatives []CooperativeCard
	Categories   []Category
}

const (
	homeSeasonal     = 12
	homeStarred      = 8
	homeCooperatives = 8
)

// GetHome returns what is in season, what carries stars, who makes it.
func (s *Service) GetHome(ctx context.Context) (*Home, error) {
	now := s.clock.Now()
	h := &Home{Month: monthOf(now)}
	var err error
	if h.InSeason, err = s.store.seasonal(ctx, homeSeasonal, now); err != nil {
		return nil, err
	}
	if h.Starred, err = s.store.starred(ctx, homeStarred, now); err != nil {
		return nil, err
	}
	if h.Cooperatives, err = s.store.cooperatives(ctx, nil, homeCooperatives); err != nil {
		return nil, err
	}
	h.Categories, err = s.store.categories(ctx)
	return h, err
}
