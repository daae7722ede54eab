package catalog

import (
	"context"
	"fmt"
	"time"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/ocop"
)

// ProfileInput is how a cooperative shows itself.
type ProfileInput struct {
	OrgID        ident.ID
	Story        Text
	ProvinceCode string // where it ships from
	CommuneCode  string // empty: the source names none
	Place        Text   // as shown, old names included
	Aliases      []string
}

// CreateProfile gives a cooperative its place on the market, or replaces what it
// said there. The organisation exists already; its status decides who sees it.
func (s *Service) CreateProfile(ctx context.Context, in ProfileInput) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		if err := s.store.putProfile(ctx, in); err != nil {
			return err
		}
		return s.RefreshCooperative(ctx, in.OrgID)
	})
}

// CategoryInput is a shelf.
type CategoryInput struct {
	Slug     string
	Name     Text
	Icon     string // Lucide icon name
	Position int    // shelves are sorted by it
	Aliases  []string
}

// PutCategory makes a shelf or changes the one with this slug. Goods on it are
// found by its new words after RefreshAll.
func (s *Service) PutCategory(ctx context.Context, in CategoryInput) error {
	return s.store.putCategory(ctx, ident.New(), in)
}

// ProductInput is a product with its variants and certificates.
type ProductInput struct {
	OrgID         ident.ID
	CategorySlug  string
	Slug          string
	Status        Status
	Name          Text
	Summary       Text
	Description   Text
	OCOPGroup     string // empty: outside the programme
	OCOPSubgroup  int
	Origin        Text
	OriginCommune string // empty: only the region is known
	SeasonMonths  []int
	Harvest       Text
	Storage       Text
	ShelfLifeDays int // 0: does not expire, or is alive
	ShipScope     ShipScope
	MinAge        int // 0 or 18
	ColdChain     bool
	LiveAnimal    bool
	QuoteOnly     bool
	GILabel       string
	VATTreatment  VATTreatment
	Tags          []string
	Aliases       []string
	Variants      []VariantInput
	Certificates  []CertificateInput
}

// VariantInput is one way to buy the product, in shelf order.
type VariantInput struct {
	SKU                     string
	Name                    Text
	Unit                    string
	NetWeightG, ShipWeightG int64
	ByWeight                bool      // NetWeightG is the usual weight; the price follows the real one
	PriceVND                money.VND // 0 where the product is quote-only
	Tiers                   []Tier
	MinQty, MaxQty, StepQty int64
}

// CertificateInput is an OCOP certificate; it expires by the programme's rule.
type CertificateInput struct {
	Number   string // empty: the decision was not found
	Issuer   string
	Level    ocop.Level
	Stars    int
	IssuedOn time.Time // a day in Viet Nam
	Sample   bool      // invented for the demo
	Source   string
}

// check refuses what no later change should have to repair.
func (in ProductInput) check(today time.Time) error {
	for _, c := range in.Certificates {
		if !ocop.MayIssue(c.Level, c.Stars, c.IssuedOn) || c.IssuedOn.After(today) {
			return apperr.ErrInvalid.Wrap(fmt.Errorf("product %s: certificate %q of %d stars by %s on %s",
				in.Slug, c.Number, c.Stars, c.Level, c.IssuedOn.Format(time.DateOnly)))
		}
	}
	for _, v := range in.Variants {
		if in.QuoteOnly != (v.PriceVND == 0) {
			return apperr.ErrInvalid.Wrap(fmt.Errorf("variant %s: a price is missing, or goods by quotation have one", v.SKU))
		}
		for _, t := range v.Tiers {
			if t.PriceVND >= v.PriceVND {
				return apperr.ErrInvalid.Wrap(fmt.Errorf("variant %s: a tier is no cheaper than one unit", v.SKU))
			}
		}
	}
	return nil
}

// CreatedProduct tells the ids of a product and, in their order, of its variants.
type CreatedProduct struct {
	ID         ident.ID
	VariantIDs []ident.ID
}

// CreateProduct puts a product into the catalogue; on AlcoholShelf it is for adults and bears the special consumption tax.
// Errors: apperr.ErrInvalid.
func (s *Service) CreateProduct(ctx context.Context, in ProductInput) (CreatedProduct, error) {
	now := s.clock.Now()
	in.MinAge, in.VATTreatment = minAgeOn(in.CategorySlug, in.MinAge), vatOn(in.CategorySlug, in.VATTreatment)
	if err := in.check(ocop.DateOf(now)); err != nil {
		return CreatedProduct{}, err
	}
	out := CreatedProduct{ID: ident.New(), VariantIDs: make([]ident.ID, len(in.Variants))}
	for i := range out.VariantIDs {
		out.VariantIDs[i] = ident.New()
	}
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		if err := s.store.insertProduct(ctx, in, out, now); err != nil {
			return err
		}
		if err := s.recount(ctx, in.OrgID); err != nil {
			return err
		}
		return s.refreshProducts(ctx, out.ID)
	})
	return out, err
}

// ProductIDs returns the products among slugs that exist, in whatever state.
func (s *Service) ProductIDs(ctx context.Context, slugs []string) (map[string]ident.ID, error) {
	return s.store.productIDs(ctx, slugs)
}
