package catalog

import (
	"context"

	"github.com/chophien/chophien/internal/ident"
)

// ShelfItem names one variant that is for sale, as order sheets write it.
type ShelfItem struct {
	VariantID   ident.ID
	ProductID   ident.ID
	SKU         string
	ProductName Text
	VariantName Text
	Unit        string
}

// Shelf lists all variants that are for sale, in shelf order of each product: what
// the lines of a spreadsheet are looked for in.
func (s *Service) Shelf(ctx context.Context) ([]ShelfItem, error) { return s.store.shelf(ctx, nil) }

// VariantsOf lists the variants for sale of some products, in their shelf order.
func (s *Service) VariantsOf(ctx context.Context, productIDs []ident.ID) ([]ShelfItem, error) {
	if len(productIDs) == 0 {
		return nil, nil
	}
	return s.store.shelf(ctx, productIDs)
}

// BySKU returns the variant for sale with this code, in any case of letters.
func (s *Service) BySKU(ctx context.Context, sku string) (ident.ID, bool, error) {
	return s.store.bySKU(ctx, sku)
}
