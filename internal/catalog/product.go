package catalog

import "github.com/chophien/chophien/internal/ident"

// Status says who sees a product.
type Status string

// The states of a product. Only a listed one is public and for sale.
const (
	StatusDraft    Status = "draft"     // being prepared; its cooperative sees it
	StatusInReview Status = "in_review" // waits for the Alliance's check
	StatusRefused  Status = "refused"   // by the Alliance, which said why
	StatusListed   Status = "listed"    // on the shelf
	StatusHidden   Status = "hidden"    // taken off the shelf for a while
	StatusArchived Status = "archived"  // put away, kept for past orders
)

// HiddenFor says why a hidden product is hidden.
type HiddenFor string

// The reasons.
const (
	HiddenByCoop    HiddenFor = ""         // its cooperative took it off
	HiddenSeason    HiddenFor = "season"   // comes back with its season
	HiddenSchedule  HiddenFor = "schedule" // goes on the shelf at its time
	HiddenAlliance  HiddenFor = "alliance" // only the Alliance lets it back
	HiddenForgotten HiddenFor = "stale"    // nobody looked after it
)

// ShipScope says how far a product can be sent.
type ShipScope string

// The scopes, from the widest.
const (
	ShipNationwide ShipScope = "nationwide"
	ShipNorth      ShipScope = "north"    // provinces of the north
	ShipProvince   ShipScope = "province" // the cooperative's own province
	ShipPickup     ShipScope = "pickup"   // collected from the cooperative
)

// VATTreatment is how a sale is taxed; the rates lie elsewhere, dated.
type VATTreatment string

// The treatments.
const (
	VATExemptFarm VATTreatment = "exempt_farm" // unprocessed, sold by its grower
	VATReduced    VATTreatment = "reduced"
	VATStandard   VATTreatment = "standard"
	VATExcise     VATTreatment = "excise" // bears the special consumption tax: no part of reductions
)

// Picture is one image in the sizes it is kept in.
type Picture struct {
	ID ident.ID
	// Width and Height are those of the original in pixels, upright.
	Width, Height int
	// Color is the dominant colour as #rrggbb, shown until the picture is there.
	Color string
	Alt   Text
	Sizes []PictureSize // narrowest first
}

// SizeFrom returns the narrowest rendition that is at least so many pixels wide, else
// the widest there is. There must be one.
func (p *Picture) SizeFrom(w int) PictureSize {
	for _, z := range p.Sizes {
		if z.W >= w {
			return z
		}
	}
	return p.Sizes[len(p.Sizes)-1]
}

// PictureSize is one stored rendition of a picture.
type PictureSize struct {
	W   int    `json:"w"`
	H   int    `json:"h"`
	Key string `json:"key"` // in the blob store
}

// CooperativeRef names a cooperative where its goods are shown.
type CooperativeRef struct {
	ID        ident.ID
	Slug      string
	ShortName string
	LegalName string
	Place     Text
	// ProvinceCode is where it ships from.
	ProvinceCode string
}
