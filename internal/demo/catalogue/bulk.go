package catalogue

import "slices"

// Bulk is what is declared and asked for in bulk; all its figures are samples.
type Bulk struct {
	Types      []TypeMap   `yaml:"types"`
	Freight    Freight     `yaml:"freight"`
	Capacities []Capacity  `yaml:"capacities"`
	Programmes []Programme `yaml:"programmes"`
	Demands    []Demand    `yaml:"demands"`
}

// TypeMap tells which listed products are traded as a type.
type TypeMap struct {
	Type     string   `yaml:"type"`
	Products []string `yaml:"products"` // slugs
}

// Freight is what lorries cost.
type Freight struct {
	ValidFrom string        `yaml:"valid_from"` // ISO date
	Bands     []FreightBand `yaml:"bands"`
}

// FreightBand is the cost of a tonne up to a distance.
type FreightBand struct {
	UpToKM     int64 `yaml:"up_to_km"`
	LoadingVND int64 `yaml:"loading_vnd"`
	PerTonneKM int64 `yaml:"vnd_per_tonne_km"`
}

// Capacity is a declaration of a cooperative: the same figure in each of Count periods.
type Capacity struct {
	Seller       string     `yaml:"seller"`
	Type         string     `yaml:"type"`
	Product      string     `yaml:"product"` // slug; empty: the type in general
	Period       string     `yaml:"period"`
	Sureness     string     `yaml:"sureness"`
	Min          int64      `yaml:"min"`
	Lot          int64      `yaml:"lot"`
	LeadDays     int        `yaml:"lead_days"`
	Commune      string     `yaml:"commune"`
	Season       []int      `yaml:"season"` // empty: all year
	Count        int        `yaml:"count"`
	Each         int64      `yaml:"each"`
	Retail       int64      `yaml:"retail"`
	Certificates []string   `yaml:"certificates"`
	Tiers        []BulkTier `yaml:"tiers"`
}

// BulkTier is the price of a unit from a quantity on.
type BulkTier struct {
	Min int64 `yaml:"min"`
	VND int64 `yaml:"vnd"`
}

// Programme is a linkage between provinces or organisations.
type Programme struct {
	Slug          string   `yaml:"slug"`
	Name          Text     `yaml:"name"`
	StartsOn      string   `yaml:"starts_on"` // ISO dates
	EndsOn        string   `yaml:"ends_on"`
	Provinces     []string `yaml:"provinces"`
	Organisations []string `yaml:"organisations"` // slugs
	Note          Text     `yaml:"note"`
}

// Demand is what a buyer asks for.
type Demand struct {
	Buyer      string       `yaml:"buyer"`
	Title      string       `yaml:"title"`
	Audience   string       `yaml:"audience"`
	Programme  string       `yaml:"programme"` // slug
	Commune    string       `yaml:"commune"`
	Address    string       `yaml:"address"`
	Payment    string       `yaml:"payment"`
	DepositPct int          `yaml:"deposit_pct"`
	CreditDays int          `yaml:"credit_days"`
	AnswerDays int          `yaml:"answer_days"` // after the load
	Note       string       `yaml:"note"`
	Lines      []DemandLine `yaml:"lines"`
}

// DemandLine is one kind of goods; From counts months after the load.
type DemandLine struct {
	Type          string   `yaml:"type"`
	Quantity      int64    `yaml:"quantity"`
	Frequency     string   `yaml:"frequency"`
	From          int      `yaml:"from"`
	Months        int      `yaml:"months"`
	TargetVND     int64    `yaml:"target_vnd"`
	HighestVND    int64    `yaml:"highest_vnd"`
	Certificates  []string `yaml:"certificates"`
	TolerancePct  int      `yaml:"tolerance_pct"`
	LeastPct      int      `yaml:"least_pct"`
	Specification string   `yaml:"specification"`
}

// bulk checks that all that is referred to is there; the figures are checked by
// the services that take them.
func (b *book) bulk(c *Catalogue, idx index) {
	products := map[string]Product{}
	for _, p := range c.Products {
		products[p.Slug] = p
	}
	typeOf := map[string]string{}
	for _, t := range c.Bulk.Types {
		for _, slug := range t.Products {
			b.must(products[slug].Slug != "", "type %s: unknown product %q", t.Type, slug)
			b.must(typeOf[slug] == "", "product %s has two types", slug)
			typeOf[slug] = t.Type
		}
	}
	for _, k := range c.Bulk.Capacities {
		what := "capacity of " + k.Seller + " for " + k.Type
		b.must(idx.cooperatives[k.Seller], "%s: unknown seller", what)
		b.must(k.Product == "" || typeOf[k.Product] == k.Type && products[k.Product].Seller == k.Seller, "%s: product %q", what, k.Product)
		b.must(idx.communes[k.Commune] != "", "%s: unknown commune %q", what, k.Commune)
	}
	programmes := map[string]bool{"": true}
	for _, p := range c.Bulk.Programmes {
		programmes[p.Slug] = true
		for _, o := range p.Organisations {
			b.must(idx.organisations[o], "programme %s: unknown organisation %q", p.Slug, o)
		}
	}
	for _, d := range c.Bulk.Demands {
		b.must(idx.organisations[d.Buyer], "demand %q: unknown buyer", d.Title)
		b.must(programmes[d.Programme], "demand %q: unknown programme", d.Title)
		b.must(idx.communes[d.Commune] != "", "demand %q: unknown commune", d.Title)
		b.must(!slices.ContainsFunc(d.Lines, func(l DemandLine) bool { return l.Months < 1 }), "demand %q: a line without months", d.Title)
	}
}
