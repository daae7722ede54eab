package catalog

import (
	"context"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
)

// Type is what is traded in bulk (loại hàng): retail products map to it, supply and
// demand are told in its unit.
type Type struct {
	Code string
	Name Text
	Unit string // one of con, kg, lít, quả, hộp, cái, tấn
	// UnitWeightG is what one unit weighs on the lorry, in grams.
	UnitWeightG int64
}

// ErrTypeUnknown is answered to a product type that is not traded.
var ErrTypeUnknown = apperr.New(apperr.KindInvalid, "catalog.type_unknown",
	"Chợ chưa có loại hàng này. Hãy chọn một loại trong danh sách.", "That product type is not traded here. Choose one from the list.")

// Types returns all product types in the order in which they are shown.
func (s *Service) Types(ctx context.Context) ([]Type, error) { return s.store.types(ctx) }

// TypesByCode returns all product types by their code.
func (s *Service) TypesByCode(ctx context.Context) (map[string]Type, error) {
	list, err := s.store.types(ctx)
	out := make(map[string]Type, len(list))
	for _, t := range list {
		out[t.Code] = t
	}
	return out, err
}

// BulkProduct is a product as bulk trade sees it.
type BulkProduct struct {
	ID       ident.ID
	OrgID    ident.ID
	TypeCode string // empty: not traded in bulk
	Name     Text
	Slug     string
}

// BulkProducts returns the named products that are not archived; others are absent.
func (s *Service) BulkProducts(ctx context.Context, ids []ident.ID) (map[ident.ID]BulkProduct, error) {
	if len(ids) == 0 {
		return map[ident.ID]BulkProduct{}, nil
	}
	return s.store.bulkProducts(ctx, ids)
}

// MapToType tells as which type a product is traded in bulk. Errors: ErrTypeUnknown.
func (s *Service) MapToType(ctx context.Context, productSlug, typeCode string) error {
	return s.store.mapToType(ctx, productSlug, typeCode)
}

// Standard is a certificate of how goods are made, beside OCOP's stars.
type Standard string

// The standards.
const (
	StandardVietGAP    Standard = "vietgap"
	StandardOrganic    Standard = "organic"
	StandardHACCP      Standard = "haccp"
	StandardVeterinary Standard = "veterinary" // giấy chứng nhận vệ sinh thú y
)

// Standards lists all of them.
func Standards() []Standard {
	return []Standard{StandardVietGAP, StandardOrganic, StandardHACCP, StandardVeterinary}
}

// Name is how people call the standard.
func (s Standard) Name() Text {
	switch s {
	case StandardVietGAP:
		return Text{VI: "VietGAP", EN: "VietGAP"}
	case StandardOrganic:
		return Text{VI: "hữu cơ", EN: "organic"}
	case StandardHACCP:
		return Text{VI: "HACCP", EN: "HACCP"}
	case StandardVeterinary:
		return Text{VI: "vệ sinh thú y", EN: "veterinary hygiene"}
	}
	return Text{VI: string(s), EN: string(s)}
}
