package catalogue

// Text is the same words in Vietnamese and English.
type Text struct {
	VI string `yaml:"vi"`
	EN string `yaml:"en"`
}

// Catalogue is everything the demo loads.
type Catalogue struct {
	Cooperatives []Cooperative
	Categories   []Category
	Tags         []Tag
	Units        []Text // names of sales units; a variant's Unit is the Vietnamese one
	Products     []Product
	Accounts     Accounts
	Shipping     Shipping
	Places       Places
	Bulk         Bulk
}

// Cooperative is a seller: its public face and its legal card.
type Cooperative struct {
	Slug         string       `yaml:"slug"`
	LegalName    string       `yaml:"legal_name"` // exact, byte for byte
	ShortName    string       `yaml:"short_name"`
	Aliases      []string     `yaml:"aliases"` // other spellings, for search
	Kind         string       `yaml:"kind"`    // always "cooperative" today
	IsDemo       bool         `yaml:"is_demo"` // invented, and shown as such
	Activity     Text         `yaml:"activity"`
	Place        Place        `yaml:"place"`
	Registration Registration `yaml:"registration"`
	Picture      string       `yaml:"picture"` // file name, e.g. c01.jpg
	Story        Text         `yaml:"story"`   // paragraphs parted by a blank line
}

// Place is where somebody or something is from. Province and commune are GSO codes of the units in force
// since July 2025; Commune is empty when the source names none.
type Place struct {
	Province string `yaml:"province"`
	Commune  string `yaml:"commune"`
	Region   string `yaml:"region"` // brand region such as Yên Bái; not an address
	Legacy   string `yaml:"legacy"` // place before July 2025: "xã …, huyện …, tỉnh …"
	label    Text
}

// Label is the place as shown, old names included: "xã Văn Chấn, tỉnh Lào Cai (trước 7/2025: …)".
// It is filled by Load.
func (p Place) Label() Text { return p.label }

// Registration is the public card of an organisation. An empty field is not known yet and is shown as
// "đang cập nhật".
type Registration struct {
	Number         string `yaml:"number"`
	Issuer         string `yaml:"issuer"`
	Representative string `yaml:"representative"`
	Phone          string `yaml:"phone"` // E.164
	Email          string `yaml:"email"`
	Address        string `yaml:"address"`
}

// Category is a shelf of the market. The list is flat.
type Category struct {
	Slug       string   `yaml:"slug"`
	Order      int      `yaml:"order"`
	Icon       string   `yaml:"icon"` // Lucide icon name
	Name       Text     `yaml:"name"`
	AdultsOnly bool     `yaml:"adults_only"`
	Aliases    []string `yaml:"aliases"`
}

// Tag marks products across categories.
type Tag struct {
	Slug string `yaml:"slug"`
	Name Text   `yaml:"name"`
}

// Places lists the administrative units the catalogue refers to, with their names as shown.
type Places struct {
	Provinces []Unit `yaml:"provinces"`
	Communes  []Unit `yaml:"communes"`
}

// Unit is a province or a commune.
type Unit struct {
	Code     string `yaml:"code"`
	Province string `yaml:"province"` // empty for a province
	Name     string `yaml:"name"`
}

// Accounts are the demo's users and the organisations that are no sellers.
type Accounts struct {
	Password      string         `yaml:"password"` // the same for all
	Organisations []Organisation `yaml:"organisations"`
	Users         []User         `yaml:"users"`
}

// Organisation is a buyer firm or the alliance.
type Organisation struct {
	Slug         string       `yaml:"slug"`
	Kind         string       `yaml:"kind"` // buyer or alliance
	LegalName    string       `yaml:"legal_name"`
	ShortName    string       `yaml:"short_name"`
	Place        Place        `yaml:"place"`
	Registration Registration `yaml:"registration"`
}

// User is a demo login; Organisation is a slug of a cooperative or an Organisation, empty for a consumer.
type User struct {
	Login        string `yaml:"login"`
	Shown        bool   `yaml:"shown"` // printed at start
	FullName     string `yaml:"full_name"`
	Email        string `yaml:"email"`
	Phone        string `yaml:"phone"`
	Organisation string `yaml:"organisation"`
	Role         string `yaml:"role"`
}

// Shipping is the demo's fee table.
type Shipping struct {
	ValidFrom  string            `yaml:"valid_from"` // ISO date
	IsDemo     bool              `yaml:"is_demo"`
	Zones      []Zone            `yaml:"zones"`
	LiveAnimal LiveAnimalRule    `yaml:"live_animal"`
	Remote     Remote            `yaml:"remote"`
	Regions    map[string][]Unit `yaml:"regions"` // bac, trung, nam -> provinces
}

// Zone is one row of the table: weights in grams, money in đồng, days from hand-over to door.
type Zone struct {
	Zone     string `yaml:"zone"`
	Name     Text   `yaml:"name"`
	FirstG   int64  `yaml:"first_g"`
	FirstVND int64  `yaml:"first_vnd"`
	StepG    int64  `yaml:"step_g"`
	StepVND  int64  `yaml:"step_vnd"`
	ColdVND  int64  `yaml:"cold_vnd"`
	DaysMin  int    `yaml:"days_min"`
	DaysMax  int    `yaml:"days_max"`
}

// LiveAnimalRule says which ship scopes a live animal may have.
type LiveAnimalRule struct {
	Scopes []string `yaml:"scopes"`
	Note   Text     `yaml:"note"`
}

// Remote is the surcharge for hard-to-reach communes.
type Remote struct {
	FeeVND    int64  `yaml:"fee_vnd"`
	ExtraDays int    `yaml:"extra_days"`
	Communes  []Unit `yaml:"communes"`
}
