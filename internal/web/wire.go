package web

// The API's answers as far as a page's text needs them; the whole answers go to
// the application untouched. See internal/api/openapi.yaml.

type apiSite struct {
	Operator operator `json:"operator"`
	Demo     bool     `json:"demo"`
}

type operator struct {
	Name         string `json:"name"`
	Address      string `json:"address"`
	Phone        string `json:"phone"`
	Email        string `json:"email"`
	TaxNo        string `json:"taxNo"`
	Registration string `json:"registration"`
}

type picture struct {
	Width  int           `json:"width"`
	Height int           `json:"height"`
	Alt    string        `json:"alt"`
	Sizes  []pictureSize `json:"sizes"`
}

type pictureSize struct {
	W   int    `json:"w"`
	URL string `json:"url"`
}

type category struct {
	Slug         string `json:"slug"`
	Name         string `json:"name"`
	Icon         string `json:"icon"`
	ProductCount int64  `json:"productCount"`
}

type categoryList struct {
	Items []category `json:"items"`
}

type cooperativeRef struct {
	Slug  string `json:"slug"`
	Name  string `json:"name"`
	Place string `json:"place"`
}

type productCard struct {
	Slug         string         `json:"slug"`
	Name         string         `json:"name"`
	Summary      string         `json:"summary"`
	Picture      *picture       `json:"picture"`
	Cooperative  cooperativeRef `json:"cooperative"`
	FromPriceVND int64          `json:"fromPriceVnd"`
	Unit         string         `json:"unit"`
	Ocop         *struct {
		Stars int `json:"stars"`
	} `json:"ocop"`
	Rating       *rating `json:"rating"`
	Availability string  `json:"availability"`
	SeasonMonths []int   `json:"seasonMonths"`
	InSeason     bool    `json:"inSeason"`
	MinAge       int     `json:"minAge"`
	ColdChain    bool    `json:"coldChain"`
	LiveAnimal   bool    `json:"liveAnimal"`
}

// rating is what a product's reviews come to; Average in hundredths of a star.
type rating struct {
	Count   int64 `json:"count"`
	Average int   `json:"average"`
	Sample  bool  `json:"sample"`
}

// review is what a buyer says.
type review struct {
	Stars  int    `json:"stars"`
	Body   string `json:"body"`
	Author string `json:"author"`
	At     string `json:"createdAt"`
	Sample bool   `json:"sample"`
	Reply  *struct {
		Body            string `json:"body"`
		CooperativeName string `json:"cooperativeName"`
	} `json:"reply"`
}

type productPage struct {
	Items       []productCard `json:"items"`
	NextCursor  *string       `json:"nextCursor"`
	Total       int64         `json:"total"`
	TotalCapped bool          `json:"totalCapped"`
	Search      *searchFacts  `json:"search"`
}

// searchFacts say how words were understood.
type searchFacts struct {
	Mended  string `json:"mended"`
	Nearest bool   `json:"nearest"`
	Wishes  []struct {
		Kind    string `json:"kind"`
		Text    string `json:"text"`
		Applied bool   `json:"applied"`
	} `json:"wishes"`
}

type variant struct {
	SKU           string `json:"sku"`
	Name          string `json:"name"`
	Unit          string `json:"unit"`
	PriceVND      int64  `json:"priceVnd"`
	PricePerKgVND int64  `json:"pricePerKgVnd"`
	Tiers         []struct {
		MinQty   int64 `json:"minQty"`
		PriceVND int64 `json:"priceVnd"`
	} `json:"tiers"`
	MinQty       int64  `json:"minQty"`
	Availability string `json:"availability"`
	AvailableQty *int64 `json:"availableQty"`
}

type certificate struct {
	Number    string `json:"number"`
	Issuer    string `json:"issuer"`
	Stars     int    `json:"stars"`
	IssuedOn  string `json:"issuedOn"`
	ExpiresOn string `json:"expiresOn"`
	State     string `json:"state"`
	Sample    bool   `json:"sample"`
}

type product struct {
	productCard
	Description   string        `json:"description"`
	Pictures      []picture     `json:"pictures"`
	Variants      []variant     `json:"variants"`
	Certificates  []certificate `json:"certificates"`
	Category      category      `json:"category"`
	OcopGroup     string        `json:"ocopGroup"`
	Origin        string        `json:"origin"`
	Harvest       string        `json:"harvest"`
	Storage       string        `json:"storage"`
	ShelfLifeDays int           `json:"shelfLifeDays"`
	ShipScope     string        `json:"shipScope"`
	QuoteOnly     bool          `json:"quoteOnly"`
	GILabel       string        `json:"giLabel"`
	Related       []productCard `json:"related"`
	Recalls       []struct {
		LotCode    string `json:"lotCode"`
		TracePath  string `json:"tracePath"`
		RecalledAt string `json:"recalledAt"`
		Reason     string `json:"reason"`
	} `json:"recalls"`
}

type cooperativeCard struct {
	cooperativeRef
	LegalName    string   `json:"legalName"`
	ProductCount int64    `json:"productCount"`
	Sample       bool     `json:"sample"`
	Picture      *picture `json:"picture"`
	Excerpt      string   `json:"excerpt"`
}

type cooperativePage struct {
	Items      []cooperativeCard `json:"items"`
	NextCursor *string           `json:"nextCursor"`
	Total      int64             `json:"total"`
}

type cooperative struct {
	cooperativeCard
	Story              string    `json:"story"`
	Pictures           []picture `json:"pictures"`
	RegistrationNo     string    `json:"registrationNo"`
	RegistrationIssuer string    `json:"registrationIssuer"`
	RegistrationDate   string    `json:"registrationDate"`
	Representative     string    `json:"representative"`
	Phone              string    `json:"phone"`
	Email              string    `json:"email"`
	Address            string    `json:"address"`
	VerifiedSince      string    `json:"verifiedSince"`
}

type home struct {
	Month        int               `json:"month"`
	InSeason     []productCard     `json:"inSeason"`
	Starred      []productCard     `json:"starred"`
	Cooperatives []cooperativeCard `json:"cooperatives"`
	Categories   []category        `json:"categories"`
}
