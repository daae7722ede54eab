package catalogue

import "slices"

// Flags of a product.
const (
	FlagAlcohol   = "alcohol_18"  // sold to adults only
	FlagColdChain = "cold_chain"  // travels chilled or frozen
	FlagLive      = "live_animal" // never given to a carrier
	FlagQuoteOnly = "quote_only"  // price by quotation; variants have none
)

// Product is one entry of the seed catalogue.
type Product struct {
	Code          string        `yaml:"code"` // P01…P50
	Slug          string        `yaml:"slug"` // page at /san-pham/{slug}
	Name          Text          `yaml:"name"`
	Summary       Text          `yaml:"summary"`     // at most 140 characters each
	Description   Text          `yaml:"description"` // paragraphs parted by a blank line
	Category      string        `yaml:"category"`
	Seller        string        `yaml:"seller"`
	OCOP          *OCOP         `yaml:"ocop"` // nil: outside the programme
	Certificates  []Certificate `yaml:"certificates"`
	Origin        Place         `yaml:"origin"`
	Season        Season        `yaml:"season"`
	Storage       Text          `yaml:"storage"`
	ShelfLifeDays *int          `yaml:"shelf_life_days"` // nil: does not expire, or is alive
	ShipScope     string        `yaml:"ship_scope"`      // nationwide, north, province, pickup
	Flags         []string      `yaml:"flags"`
	Status        string        `yaml:"status"`        // listed or draft
	VATTreatment  string        `yaml:"vat_treatment"` // exempt_farm, reduced, standard, excise
	GI            *GI           `yaml:"gi"`
	Tags          []string      `yaml:"tags"`
	Aliases       []string      `yaml:"aliases"`
	Picture       string        `yaml:"picture"` // first picture; p13-2.jpg and so on follow where they exist
	Variants      []Variant     `yaml:"variants"`
}

// Has tells whether the product carries a flag.
func (p Product) Has(flag string) bool { return slices.Contains(p.Flags, flag) }

// OCOP is the product's place in the programme: group TP, DU, DL, TC, SV or DV and sub-group 1 to 26.
type OCOP struct {
	Group    string `yaml:"group"`
	Subgroup int    `yaml:"subgroup"`
}

// Certificate is an OCOP decision, valid for 36 calendar months from issue.
type Certificate struct {
	Number          string `yaml:"number"` // empty: decision not found
	Issuer          string `yaml:"issuer"`
	Level           string `yaml:"level"` // huyen (until 06/2025), tinh, trung_uong
	Stars           int    `yaml:"stars"`
	IssuedOn        string `yaml:"issued_on"`        // ISO date
	IssuedPrecision string `yaml:"issued_precision"` // "month" when the day is unknown and written as the first
	ExpiresOn       string `yaml:"expires_on"`
	IsSample        bool   `yaml:"is_sample"` // invented for the demo
	Source          string `yaml:"source"`
}

// Season says when the product is harvested or at its best. Outside these months it can be ordered only if
// SoldAllYear.
type Season struct {
	Months      []int `yaml:"months"`
	SoldAllYear bool  `yaml:"sold_all_year"`
	Note        Text  `yaml:"note"`
}

// Sold tells whether the product is on sale in a month (1 to 12).
func (s Season) Sold(month int) bool { return s.SoldAllYear || slices.Contains(s.Months, month) }

// GI is a registered geographical indication covering the origin; it says nothing about a demo seller's
// right to use it.
type GI struct {
	Name     Text   `yaml:"name"`
	Number   string `yaml:"number"`   // empty: not found
	Decision string `yaml:"decision"` // empty: not found
	Source   string `yaml:"source"`
}

// Variant is what is put in a cart. Weights in grams, prices in đồng, quantities in Unit.
type Variant struct {
	SKU         string `yaml:"sku"`
	Name        Text   `yaml:"name"`
	Unit        string `yaml:"unit"`
	NetWeightG  int64  `yaml:"net_weight_g"`
	ShipWeightG int64  `yaml:"ship_weight_g"`
	ByWeight    bool   `yaml:"by_weight"` // the price follows the real weight
	PriceVND    int64  `yaml:"price_vnd"` // 0 only when quote-only
	Tiers       []Tier `yaml:"tiers"`
	MinQty      int64  `yaml:"min_qty"`
	MaxQty      int64  `yaml:"max_qty"` // in one order
	Step        int64  `yaml:"step"`
	Stock       int64  `yaml:"stock"`
}

// Tier is a lower unit price from a quantity on.
type Tier struct {
	MinQty   int64 `yaml:"min_qty"`
	PriceVND int64 `yaml:"price_vnd"`
}
