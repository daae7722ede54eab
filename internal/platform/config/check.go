package config

import (
	"maps"
	"net"
	"net/mail"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/chophien/chophien/internal/vietqr"
)

const (
	maxPort          = 65535
	minWebhookSecret = 16
)

func (c *Config) check() Faults {
	var f Faults
	if c.Port < 0 || c.Port > maxPort {
		f.add("PORT", "must lie between 0 (any free port) and %d, not %d", maxPort, c.Port)
	}
	if c.Host != "localhost" && net.ParseIP(c.Host) == nil {
		f.add("HOST", "%q is not an IP address: use 127.0.0.1 for this machine only, 0.0.0.0 for all networks", c.Host)
	}
	between(&f, "WORKER_COUNT", c.Workers, 1, 256)
	between(&f, "ORDER_REMIND_HOURS", c.RemindAfterHours, 1, 23)
	between(&f, "LISTING_STALE_DAYS", c.StaleAfterDays, 7, 3650)
	if n := len(c.BankWebhookSecret); n > 0 && n < minWebhookSecret {
		f.add("BANK_WEBHOOK_SECRET", "must have at least %d letters: who guesses it can report transfers that never were", minWebhookSecret)
	}
	between(&f, "PAYOUT_WEEKDAY", c.PayoutWeekday, 0, 7)
	between(&f, "DB_MAX_CONNS", c.Database.MaxConns, 2, 1000)
	if u := string(c.Database.URL); u != "" {
		checkURL(&f, "DATABASE_URL", u, "postgres://user@host:5432/chophien", "postgres", "postgresql")
	}
	checkURL(&f, "BLOB_URL", c.BlobURL, "file:///srv/blobs or s3://bucket?region=ap-southeast-1", "file", "s3", "mem")
	c.checkPublic(&f)
	c.checkServices(&f)
	c.checkObserve(&f)
	return f
}

func (c *Config) checkPublic(f *Faults) {
	u := checkURL(f, "PUBLIC_URL", c.PublicURL, "https://chophien.example", "http", "https")
	if u == nil {
		return
	}
	if u.Path != "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		f.add("PUBLIC_URL", "%q must be scheme and host only: the market is served from the root", c.PublicURL)
	}
	if isLocal(u.Hostname()) {
		return
	}
	if u.Scheme != "https" {
		f.add("PUBLIC_URL", "must begin with https:// on a public host, or passwords and sessions travel in the clear")
	}
	if c.Demo {
		f.add("DEMO", "its log-ins have published passwords: not allowed while PUBLIC_URL is the public host %s", u.Hostname())
	}
	for name, value := range map[string]string{
		"OPERATOR_NAME": c.Operator.Name, "OPERATOR_ADDRESS": c.Operator.Address, "OPERATOR_TAX_NO": c.Operator.TaxNo,
		"OPERATOR_PHONE": c.Operator.Phone, "OPERATOR_EMAIL": c.Operator.Email,
	} {
		if value == "" {
			f.add(name, "is required on a public host: the law wants the operator named on every page")
		}
	}
	slices.Sort(*f) // the map above has no order
}

func (c *Config) checkServices(f *Faults) {
	if c.Meili.URL != "" {
		checkURL(f, "MEILI_URL", c.Meili.URL, "http://127.0.0.1:7700", "http", "https")
	} else if c.Meili.APIKey != "" {
		f.add("MEILI_API_KEY", "is given without MEILI_URL: set both or neither")
	}
	together(f, map[string]string{"ESMS_API_KEY": string(c.Phones.ESMSKey), "ESMS_SECRET_KEY": string(c.Phones.ESMSSecret), "ESMS_BRAND": c.Phones.ESMSBrand})
	together(f, map[string]string{"ZALO_ACCESS_TOKEN": string(c.Phones.ZaloToken), "ZALO_TEMPLATE_ID": c.Phones.ZaloTemplate})
	together(f, map[string]string{"GHN_TOKEN": string(c.Carriers.GHNToken), "GHN_SHOP_ID": c.Carriers.GHNShop})
	together(f, map[string]string{"GHTK_TOKEN": string(c.Carriers.GHTKToken), "GHTK_PARTNER_CODE": c.Carriers.GHTKPartner})
	for name, base := range map[string]string{
		"ESMS_API_BASE": c.Phones.ESMSBase, "ZALO_API_BASE": c.Phones.ZaloBase, "GHN_API_BASE": c.Carriers.GHNBase, "GHTK_API_BASE": c.Carriers.GHTKBase,
	} {
		checkURL(f, name, base, "https://provider.example", "http", "https")
	}
	key, hook := string(c.Stripe.SecretKey), string(c.Stripe.WebhookSecret)
	if key != "" && !strings.HasPrefix(key, "sk_") && !strings.HasPrefix(key, "rk_") {
		f.add("STRIPE_SECRET_KEY", "must begin with sk_ or rk_ (the publishable key pk_ cannot charge)")
	}
	if public := c.Stripe.PublishableKey; public != "" && !strings.HasPrefix(public, "pk_") {
		f.add("STRIPE_PUBLISHABLE_KEY", "must begin with pk_: a secret key would be shown to everybody")
	} else if (public == "") != (key == "") {
		f.add("STRIPE_PUBLISHABLE_KEY", "goes with STRIPE_SECRET_KEY: set both or neither")
	}
	if hook != "" && !strings.HasPrefix(hook, "whsec_") {
		f.add("STRIPE_WEBHOOK_SECRET", "must begin with whsec_: copy it from the webhook's page")
	}
	if key != "" && hook == "" {
		f.add("STRIPE_WEBHOOK_SECRET", "is missing beside STRIPE_SECRET_KEY: payments would never be confirmed")
	}
	if key == "" && hook != "" {
		f.add("STRIPE_SECRET_KEY", "is missing beside STRIPE_WEBHOOK_SECRET: set both or neither")
	}
	if currency := c.Stripe.TransferCurrency; currency != "" && (len(currency) != 3 || strings.Trim(currency, "abcdefghijklmnopqrstuvwxyz") != "") {
		f.add("STRIPE_TRANSFER_CURRENCY", "must be three small letters, such as sgd (%q)", currency)
	}
	if c.Stripe.TransferCurrency != "" && key == "" {
		f.add("STRIPE_TRANSFER_CURRENCY", "goes with STRIPE_SECRET_KEY: without it nothing is sent")
	}
	if hook := string(c.Stripe.ConnectSecret); hook != "" && !strings.HasPrefix(hook, "whsec_") {
		f.add("STRIPE_CONNECT_WEBHOOK_SECRET", "must begin with whsec_: copy it from the webhook's page")
	}
	if c.Stripe.MinVND < 1 || c.Stripe.MaxVND < c.Stripe.MinVND {
		f.add("STRIPE_MAX_VND", "must not be below STRIPE_MIN_VND, and both above 0 (%d, %d)", c.Stripe.MinVND, c.Stripe.MaxVND)
	}
	c.checkBank(f)
	checkURL(f, "STRIPE_API_BASE", c.Stripe.APIBase, "https://api.stripe.com", "http", "https")
	if u := string(c.Mail.SMTPURL); u != "" {
		checkURL(f, "SMTP_URL", u, "smtp://user:password@host:587 or smtps://…:465", "smtp", "smtps")
	}
	if _, err := mail.ParseAddress(c.Mail.From); err != nil {
		f.add("MAIL_FROM", "%q is not an address such as Chợ Phiên <lien-he@chophien.example>", c.Mail.From)
	}
	if c.Operator.Email != "" {
		if _, err := mail.ParseAddress(c.Operator.Email); err != nil {
			f.add("OPERATOR_EMAIL", "%q is not an e-mail address", c.Operator.Email)
		}
	}
}

func (c *Config) checkBank(f *Faults) {
	b := c.Bank
	together(f, map[string]string{"BANK_BIN": b.BIN, "BANK_ACCOUNT": b.Account, "BANK_HOLDER": b.Holder})
	between(f, "PAYMENT_WAIT_HOURS", b.WaitHours, 1, 168)
	if b.BIN == "" || b.Account == "" {
		return
	}
	if _, known := vietqr.BankOf(b.BIN); !known {
		f.add("BANK_BIN", "%q is not the six-digit number of a bank that takes VietQR transfers, such as 970405 for Agribank", b.BIN)
	}
	if _, err := vietqr.Encode(vietqr.Transfer{Bank: "970405", Account: b.Account, Amount: 1}); err != nil {
		f.add("BANK_ACCOUNT", "must have 1 to 19 digits or letters, without blanks")
	}
}

func (c *Config) checkObserve(f *Faults) {
	if c.Observe.LogFormat != "json" && c.Observe.LogFormat != "text" {
		f.add("LOG_FORMAT", "%q must be json or text", c.Observe.LogFormat)
	}
	if c.Observe.OTLPEndpoint != "" {
		checkURL(f, "OTEL_EXPORTER_OTLP_ENDPOINT", c.Observe.OTLPEndpoint, "http://127.0.0.1:4318", "http", "https")
	}
	if c.Observe.MetricsAddr == "" {
		return
	}
	_, port, err := net.SplitHostPort(c.Observe.MetricsAddr)
	if err != nil {
		f.add("METRICS_ADDR", "%q must be host:port such as 127.0.0.1:9464, or off", c.Observe.MetricsAddr)
		return
	}
	n, err := strconv.Atoi(port)
	if err != nil || n < 0 || n > maxPort {
		f.add("METRICS_ADDR", "%q has no valid port", c.Observe.MetricsAddr)
	} else if n != 0 && n == c.Port {
		f.add("METRICS_ADDR", "has the same port as PORT (%d): metrics are not for the public, choose another", n)
	}
}

func between(f *Faults, name string, value, low, high int) {
	if value < low || value > high {
		f.add(name, "must lie between %d and %d, not %d", low, high, value)
	}
}

// checkURL names the variable, never the value: URLs carry passwords.
func checkURL(f *Faults, name, text, example string, schemes ...string) *url.URL {
	u, err := url.Parse(text)
	switch {
	case err != nil || u.Scheme == "":
		f.add(name, "is not a URL such as %s", example)
	case !slices.Contains(schemes, u.Scheme):
		f.add(name, "begins with %s:// but must be like %s", u.Scheme, example)
	case (u.Scheme == "http" || u.Scheme == "https" || strings.HasPrefix(u.Scheme, "smtp")) && u.Hostname() == "":
		f.add(name, "names no host: write it like %s", example)
	default:
		return u
	}
	return nil
}

// isLocal tells a development host from a public one: loopback, private
// networks, and names that only mean something in a local network.
func isLocal(host string) bool {
	if ip, err := netip.ParseAddr(host); err == nil {
		return ip.IsLoopback() || ip.IsPrivate() || ip.IsLinkLocalUnicast()
	}
	return !strings.Contains(host, ".") || strings.HasSuffix(host, ".localhost") || strings.HasSuffix(host, ".local") ||
		strings.HasSuffix(host, ".test")
}

// together wants settings that only work with each other to be given all or none.
func together(f *Faults, settings map[string]string) {
	given := 0
	for _, v := range settings {
		if v != "" {
			given++
		}
	}
	if given == 0 || given == len(settings) {
		return
	}
	for _, name := range slices.Sorted(maps.Keys(settings)) {
		if settings[name] == "" {
			f.add(name, "is missing beside its companions: set all of them or none")
		}
	}
}
