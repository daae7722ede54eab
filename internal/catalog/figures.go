package catalog

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/ocop"
	"github.com/chophien/chophien/internal/vntext"
)

// Figures are what of a variant a sheet can change.
type Figures struct {
	Name        string // in Vietnamese
	PriceVND    money.VND
	NetWeightG  int64
	ShipWeightG int64
	MinQty      int64
}

// SheetVariant is a variant as an import compares it. Of another's only Own tells.
type SheetVariant struct {
	ID          ident.ID
	SKU         string
	Own         bool
	Archived    bool // it or its product is gone for good
	QuoteOnly   bool
	ProductID   ident.ID
	ProductName Text
	Unit        string
	MaxQty      int64
	Figures     Figures
}

// VariantsBySKU finds variants by their codes, whosever they are; keys are as stored.
func (s *Service) VariantsBySKU(ctx context.Context, orgID ident.ID, skus []string) (map[string]SheetVariant, error) {
	return s.store.variantsBySKU(ctx, orgID, skus)
}

// LockVariants returns variants of a cooperative as they are and stay until the
// transaction ends; those of others are absent.
func (s *Service) LockVariants(ctx context.Context, orgID ident.ID, ids []ident.ID) (map[ident.ID]SheetVariant, error) {
	return s.store.lockVariants(ctx, orgID, ids)
}

// VariantFigures are the figures that a variant gets, and those it had.
type VariantFigures struct {
	VariantID ident.ID
	ProductID ident.ID
	Was       Figures
	Figures   Figures
}

// WriteFigures changes many variants that LockVariants locked, in their transaction.
// The products' histories tell of it as of an edit by hand.
func (s *Service) WriteFigures(ctx context.Context, actorID ident.ID, list []VariantFigures) error {
	if len(list) == 0 {
		return nil
	}
	now := s.clock.Now()
	if err := s.store.writeFigures(ctx, list, now); err != nil {
		return err
	}
	made := map[ident.ID][]Change{}
	for _, v := range list {
		changes, err := v.changes()
		if err != nil {
			return err
		}
		made[v.ProductID] = append(made[v.ProductID], changes...)
	}
	if err := s.store.insertEdits(ctx, actorID, made, now); err != nil {
		return err
	}
	return s.refreshProducts(ctx, productsIn(list)...)
}

// changes are what the figures do to their variant, as Edit writes them. Pure.
func (v VariantFigures) changes() ([]Change, error) {
	var out []Change
	for _, f := range []struct {
		name    string
		was, is any
	}{
		{"nameVi", v.Was.Name, v.Figures.Name},
		{"priceVnd", v.Was.PriceVND, v.Figures.PriceVND},
		{"netWeightG", v.Was.NetWeightG, v.Figures.NetWeightG},
		{"shipWeightG", v.Was.ShipWeightG, v.Figures.ShipWeightG},
		{"minQty", v.Was.MinQty, v.Figures.MinQty},
	} {
		if f.was == f.is {
			continue
		}
		from, err := canonical(f.was)
		if err != nil {
			return nil, err
		}
		to, err := canonical(f.is)
		if err != nil {
			return nil, err
		}
		out = append(out, Change{Field: "variants/" + v.VariantID.String() + "/" + f.name, From: from, To: to})
	}
	return out, nil
}

func productsIn(list []VariantFigures) []ident.ID {
	seen := map[ident.ID]bool{}
	var out []ident.ID
	for _, v := range list {
		if !seen[v.ProductID] {
			seen[v.ProductID] = true
			out = append(out, v.ProductID)
		}
	}
	return out
}

// ProductByName is a product of a cooperative that is still kept.
type ProductByName struct {
	ID        ident.ID
	QuoteOnly bool
}

// ProductsByName finds products of a cooperative by their exact Vietnamese names.
func (s *Service) ProductsByName(ctx context.Context, orgID ident.ID, names []string) (map[string]ProductByName, error) {
	return s.store.productsByName(ctx, orgID, names)
}

// NewVariant is a variant to be made, of a product that exists or of a draft to be
// made with it.
type NewVariant struct {
	ID        ident.ID
	ProductID ident.ID
	SKU       string
	NameEN    string
	Unit      string
	Figures   Figures
}

// NewDraft is a product to be made as a draft: its cooperative adds pictures and
// lists it.
type NewDraft struct {
	ID           ident.ID
	CategorySlug string
	Name         Text
	Summary      string
	// InStock tells that goods enough to be bought are counted of one of its variants in
	// the same transaction: the row is then written once, not again for each count.
	InStock bool
}

// AddDrafts makes many products and variants in the transaction of ctx. The history of a
// product that left its draft tells of new variants as of an edit by hand. Errors:
// ErrSKUTaken.
func (s *Service) AddDrafts(ctx context.Context, orgID, actorID ident.ID, products []NewDraft, variants []NewVariant) error {
	now := s.clock.Now()
	drafts, err := s.deriveDrafts(ctx, orgID, products, variants, now)
	if err != nil {
		return err
	}
	places, err := s.store.addDrafts(ctx, orgID, drafts, variants, now)
	if err != nil {
		return err
	}
	fresh := make(map[ident.ID]bool, len(products))
	for _, p := range products {
		fresh[p.ID] = true
	}
	made := map[ident.ID][]Change{}
	var touched []VariantFigures
	for _, v := range variants {
		if fresh[v.ProductID] { // nobody else knows it yet, and all of it is written
			continue
		}
		touched = append(touched, VariantFigures{ProductID: v.ProductID})
		c := Content{Variants: map[ident.ID]VariantContent{v.ID: v.content(places[v.ID])}}
		field := "variants/" + v.ID.String()
		to, fault := read(&c, field, nil, variantFields())
		if fault != nil {
			return fault
		}
		made[v.ProductID] = append(made[v.ProductID], Change{Field: field, To: to})
	}
	if err := s.store.insertEdits(ctx, actorID, made, now); err != nil {
		return err
	}
	return s.refreshProducts(ctx, productsIn(touched)...)
}

// draft is a product to be made, with all that its row holds.
type draft struct {
	NewDraft
	derived
}

// deriveDrafts computes the derived columns of products before there are any rows of
// them, as refreshProducts would find them afterwards.
func (s *Service) deriveDrafts(ctx context.Context, orgID ident.ID, products []NewDraft, variants []NewVariant, now time.Time) ([]draft, error) {
	if len(products) == 0 {
		return nil, nil
	}
	synonyms, err := s.Synonyms(ctx)
	if err != nil {
		return nil, err
	}
	around, err := s.store.aroundDrafts(ctx, orgID)
	if err != nil {
		return nil, err
	}
	of := make(map[ident.ID][]NewVariant, len(products))
	for _, v := range variants {
		of[v.ProductID] = append(of[v.ProductID], v)
	}
	out := make([]draft, len(products))
	for i, p := range products {
		in := sources{ProductID: p.ID, Names: []string{p.Name.VI, p.Name.EN}, Around: slices.Clone(around[p.CategorySlug])}
		for _, v := range of[p.ID] {
			in.Around = append(in.Around, v.Figures.Name)
			if in.LowestPrice == 0 || v.Figures.PriceVND < in.LowestPrice {
				in.LowestPrice = v.Figures.PriceVND
			}
		}
		out[i] = draft{p, derive(in, synonyms, ocop.DateOf(now))}
	}
	return out, nil
}

// content is the variant as the form shows it.
func (v NewVariant) content(p newPlace) VariantContent {
	f := v.Figures
	return VariantContent{
		SKU: v.SKU, Name: Text{VI: f.Name, EN: v.NameEN}, Unit: v.Unit, NetWeightG: f.NetWeightG, ShipWeightG: f.ShipWeightG, PriceVND: f.PriceVND,
		MinQty: f.MinQty, MaxQty: p.maxQty, StepQty: 1, Position: p.position,
	}
}

// importSlug is an address of its own for a product: its name and the end of its id.
func importSlug(name string, id ident.ID) string {
	var b strings.Builder
	for _, r := range vntext.Fold(name) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
		if b.Len() >= 60 {
			break
		}
	}
	tail := id.String()
	return strings.Trim(strings.Trim(b.String(), "-")+"-"+tail[len(tail)-8:], "-")
}
