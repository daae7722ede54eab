// Package config reads the environment into one typed struct and checks all of
// it before anything starts, naming every fault at once.
//
// It owns names, defaults and validity of settings. It opens nothing: whether a
// database answers is found out by those who connect. .env.example lists every
// variable; a test holds the two together.
package config

import (
	"log/slog"
	"net/mail"
	"net/netip"
	"net/url"
)

// Config is everything the operator may set. Build it with Load; other packages
// get the values they need from the composition, never this struct.
type Config struct {
	Host    string `env:"HOST" envDefault:"127.0.0.1"`
	Port    int    `env:"PORT" envDefault:"8080"`
	DataDir string `env:"DATA_DIR" envDefault:".data"` // absolute after Load
	// PublicURL is where browsers reach us, without a trailing slash; links in
	// mails and canonical links begin with it. Default: http://127.0.0.1:PORT.
	PublicURL string `env:"PUBLIC_URL"`
	// TrustedProxies may tell us the client's address by X-Forwarded-For.
	TrustedProxies []netip.Prefix `env:"TRUSTED_PROXIES"`
	// Demo loads the demo catalogue and its four log-ins into an empty database.
	Demo bool `env:"DEMO" envDefault:"false"`

	Database Database
	Meili    Meili
	Stripe   Stripe
	Bank     Bank
	Mail     Mail
	Operator Operator
	Observe  Observe

	// BlobURL is a gocloud.dev bucket for pictures. Default: files in DATA_DIR/blobs.
	BlobURL string `env:"BLOB_URL"`
	// RemindAfterHours is how long an order waits until its cooperative is reminded; at 24
	// hours the Alliance is told.
	RemindAfterHours int `env:"ORDER_REMIND_HOURS" envDefault:"12"`
	// StaleAfterDays is how long goods stay on the shelf that nobody changes, counts or buys.
	StaleAfterDays int `env:"LISTING_STALE_DAYS" envDefault:"60"`
	Phones         Phones
	Carriers       Carriers
	// BankWebhookSecret is shared with the service that tells of transfers (SePay, Casso);
	// empty: none is listened to.
	BankWebhookSecret Secret `env:"BANK_WEBHOOK_SECRET"`
	// PayoutWeekday is when what is payable is gathered each week: 1 Monday to 7 Sunday; 0
	// never, then only by hand.
	PayoutWeekday int `env:"PAYOUT_WEEKDAY" envDefault:"2"`
	// Workers bounds the jobs this process runs at once.
	Workers int `env:"WORKER_COUNT" envDefault:"8"`
}

// Database says which PostgreSQL to use.
type Database struct {
	// URL of a server; empty means the private cluster in DATA_DIR/postgres.
	URL Secret `env:"DATABASE_URL"`
	// MaxConns bounds this process's pool.
	MaxConns int `env:"DB_MAX_CONNS" envDefault:"16"`
}

// Meili is the optional search server; without it PostgreSQL searches.
type Meili struct {
	URL    string `env:"MEILI_URL"`
	APIKey Secret `env:"MEILI_API_KEY"`
}

// Stripe is the optional card payment; without it orders are paid on delivery.
type Stripe struct {
	SecretKey Secret `env:"STRIPE_SECRET_KEY"`
	// PublishableKey opens Stripe's form in the buyer's page; it is no secret.
	PublishableKey string `env:"STRIPE_PUBLISHABLE_KEY"`
	WebhookSecret  Secret `env:"STRIPE_WEBHOOK_SECRET"`
	APIBase        string `env:"STRIPE_API_BASE" envDefault:"https://api.stripe.com"`
	// MinVND and MaxVND are the smallest and the largest amount that Stripe takes in đồng.
	MinVND int64 `env:"STRIPE_MIN_VND" envDefault:"15000"`
	MaxVND int64 `env:"STRIPE_MAX_VND" envDefault:"99999999"`
	// TransferCurrency is what the balance with Stripe is in; with it cooperatives may be paid
	// out to connected accounts. Lower case, three letters; empty: by the bank only.
	TransferCurrency string `env:"STRIPE_TRANSFER_CURRENCY"`
	// ConnectSecret signs the events of connected accounts.
	ConnectSecret Secret `env:"STRIPE_CONNECT_WEBHOOK_SECRET"`
}

// Bank is the market's own account, to which buyers transfer by VietQR; without it
// transfers are not offered, save in the demo, which names an account that does not exist.
type Bank struct {
	BIN     string `env:"BANK_BIN"` // Napas' number of the bank, six digits
	Account string `env:"BANK_ACCOUNT"`
	Holder  string `env:"BANK_HOLDER"` // as the bank writes it
	// WaitHours is how long goods are kept for who pays by transfer.
	WaitHours int `env:"PAYMENT_WAIT_HOURS" envDefault:"24"`
}

// Mail says how messages leave; without a server they are written to DATA_DIR/mail.
type Mail struct {
	SMTPURL Secret `env:"SMTP_URL"`
	From    string `env:"MAIL_FROM" envDefault:"Chợ Phiên <cho-phien@localhost>"`
}

// Phones are the ways to send short texts; each needs an account with its provider, and
// without its key nothing is sent by it.
type Phones struct {
	ESMSBase     string `env:"ESMS_API_BASE" envDefault:"https://rest.esms.vn"`
	ESMSKey      Secret `env:"ESMS_API_KEY"`
	ESMSSecret   Secret `env:"ESMS_SECRET_KEY"`
	ESMSBrand    string `env:"ESMS_BRAND"`
	ZaloBase     string `env:"ZALO_API_BASE" envDefault:"https://business.openapi.zalo.me"`
	ZaloToken    Secret `env:"ZALO_ACCESS_TOKEN"`
	ZaloTemplate string `env:"ZALO_TEMPLATE_ID"`
}

// Carriers are those whose programming interface is used; each needs an account, and
// without its token its parcels are only noted by hand.
type Carriers struct {
	GHNBase   string `env:"GHN_API_BASE" envDefault:"https://online-gateway.ghn.vn"`
	GHNToken  Secret `env:"GHN_TOKEN"`
	GHNShop   string `env:"GHN_SHOP_ID"`
	GHTKBase  string `env:"GHTK_API_BASE" envDefault:"https://services.giaohangtietkiem.vn"`
	GHTKToken Secret `env:"GHTK_TOKEN"`
	// GHTKPartner is the code that GHTK gives a partner for X-Client-Source.
	GHTKPartner string `env:"GHTK_PARTNER_CODE"`
}

// Operator is who runs the market. The law wants it on every page, so a public
// address without it is refused.
type Operator struct {
	Name         string `env:"OPERATOR_NAME"`
	Address      string `env:"OPERATOR_ADDRESS"`
	TaxNo        string `env:"OPERATOR_TAX_NO"`
	Phone        string `env:"OPERATOR_PHONE"`
	Email        string `env:"OPERATOR_EMAIL"`
	Registration string `env:"OPERATOR_REGISTRATION"` // of the platform with the ministry
}

// Observe says what the process tells about itself.
type Observe struct {
	LogLevel  slog.Level `env:"LOG_LEVEL" envDefault:"info"`
	LogFormat string     `env:"LOG_FORMAT" envDefault:"json"` // json or text
	// MetricsAddr is host:port of /metrics, or "" for none. Default: 127.0.0.1
	// at PORT + 1000, so that two servers on one machine do not collide.
	MetricsAddr string `env:"METRICS_ADDR"`
	// OTLPEndpoint receives traces over HTTP; "" means no tracing.
	OTLPEndpoint string `env:"OTEL_EXPORTER_OTLP_ENDPOINT"`
}

// Secret is a value that never appears in a log.
type Secret string

// String hides the value from fmt; convert with string(s) to use it.
func (s Secret) String() string {
	if s == "" {
		return ""
	}
	return "[set]"
}

// LogValue hides the value from slog.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }

// SecureCookies tells whether cookies must be confined to HTTPS.
func (c Config) SecureCookies() bool {
	u, err := url.Parse(c.PublicURL)
	return err == nil && u.Scheme == "https"
}

// FromAddress is the parsed MAIL_FROM, valid after Load.
func (m Mail) FromAddress() mail.Address {
	addr, err := mail.ParseAddress(m.From)
	if err != nil {
		return mail.Address{}
	}
	return *addr
}
