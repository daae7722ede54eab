package config_test

import (
	"fmt"
	"log/slog"
	"net/netip"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/platform/config"
)

func TestLoad_defaults(t *testing.T) {
	t.Parallel()
	c, err := config.Load(map[string]string{"STRIPE_API_BASE": "", "PORT": " "})
	require.NoError(t, err)
	wd, err := os.Getwd()
	require.NoError(t, err)

	assert.Equal(t, "127.0.0.1", c.Host)
	assert.Equal(t, 8080, c.Port)
	assert.Equal(t, "http://127.0.0.1:8080", c.PublicURL)
	assert.Equal(t, filepath.Join(wd, ".data"), c.DataDir)
	assert.Equal(t, "file://"+filepath.Join(wd, ".data/blobs")+"?create_dir=true&no_tmp_dir=true", c.BlobURL)
	assert.Equal(t, "127.0.0.1:9080", c.Observe.MetricsAddr)
	assert.Equal(t, slog.LevelInfo, c.Observe.LogLevel)
	assert.Equal(t, "https://api.stripe.com", c.Stripe.APIBase)
	assert.Equal(t, "Chợ Phiên", c.Mail.FromAddress().Name)
	assert.False(t, c.Demo)
	assert.False(t, c.SecureCookies())
	assert.Empty(t, c.Operator.Name, "nothing is invented about the operator")
}

func TestLoad_given(t *testing.T) {
	t.Parallel()
	c, err := config.Load(map[string]string{
		"PORT": "9000", "PUBLIC_URL": "https://chophien.example/", "TRUSTED_PROXIES": "10.0.0.0/8, ::1",
		"LOG_LEVEL": "debug", "METRICS_ADDR": "off", "DATABASE_URL": "postgres://u:geheim@db/x",
		"OPERATOR_NAME": "Liên hiệp HTX", "OPERATOR_ADDRESS": "Yên Bái", "OPERATOR_TAX_NO": "1",
		"OPERATOR_PHONE": "+842163851234", "OPERATOR_EMAIL": "a@b.example",
	})
	require.NoError(t, err)
	assert.Equal(t, "https://chophien.example", c.PublicURL)
	assert.True(t, c.SecureCookies())
	assert.Equal(t, []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("::1/128")}, c.TrustedProxies)
	assert.Equal(t, slog.LevelDebug, c.Observe.LogLevel)
	assert.Empty(t, c.Observe.MetricsAddr)
	assert.NotContains(t, fmt.Sprintf("%v %+v", c, c.Database.URL), "geheim")
}

func TestLoad_faults(t *testing.T) {
	t.Parallel()
	tests := []struct {
		give map[string]string
		want string // begins with the variable's name
	}{
		{map[string]string{"PORT": "acht"}, `PORT: "acht" is not a whole number`},
		{map[string]string{"PORT": "70000"}, "PORT: must lie between"},
		{map[string]string{"HOST": "example"}, "HOST: "},
		{map[string]string{"DEMO": "maybe"}, `DEMO: "maybe" is not true or false`},
		{map[string]string{"LOG_LEVEL": "loud"}, "LOG_LEVEL: \"loud\" is not debug"},
		{map[string]string{"LOG_FORMAT": "xml"}, "LOG_FORMAT: "},
		{map[string]string{"TRUSTED_PROXIES": "10.0.0.0/99"}, "TRUSTED_PROXIES: "},
		{map[string]string{"WORKER_COUNT": "0"}, "WORKER_COUNT: must lie between 1 and 256, not 0"},
		{map[string]string{"DB_MAX_CONNS": "1"}, "DB_MAX_CONNS: "},
		{map[string]string{"DATABASE_URL": "mysql://x"}, "DATABASE_URL: begins with mysql://"},
		{map[string]string{"PUBLIC_URL": "chophien.vn"}, "PUBLIC_URL: is not a URL"},
		{map[string]string{"PUBLIC_URL": "http://127.0.0.1/shop"}, "PUBLIC_URL: "},
		{map[string]string{"MEILI_API_KEY": "k"}, "MEILI_API_KEY: "},
		{map[string]string{"MEILI_URL": "http://"}, "MEILI_URL: names no host"},
		{map[string]string{"STRIPE_SECRET_KEY": "pk_1", "STRIPE_PUBLISHABLE_KEY": "pk_1", "STRIPE_WEBHOOK_SECRET": "whsec_1"}, "STRIPE_SECRET_KEY: must begin"},
		{map[string]string{"STRIPE_SECRET_KEY": "sk_1", "STRIPE_PUBLISHABLE_KEY": "pk_1"}, "STRIPE_WEBHOOK_SECRET: is missing"},
		{map[string]string{"STRIPE_SECRET_KEY": "sk_1", "STRIPE_WEBHOOK_SECRET": "whsec_1"}, "STRIPE_PUBLISHABLE_KEY: goes with"},
		{map[string]string{"STRIPE_SECRET_KEY": "sk_1", "STRIPE_PUBLISHABLE_KEY": "sk_1", "STRIPE_WEBHOOK_SECRET": "whsec_1"}, "STRIPE_PUBLISHABLE_KEY: must begin"},
		{map[string]string{"STRIPE_WEBHOOK_SECRET": "whsec_1"}, "STRIPE_SECRET_KEY: is missing"},
		{map[string]string{"STRIPE_TRANSFER_CURRENCY": "sgd"}, "STRIPE_TRANSFER_CURRENCY: goes with"},
		{map[string]string{"STRIPE_CONNECT_WEBHOOK_SECRET": "sk_1"}, "STRIPE_CONNECT_WEBHOOK_SECRET: must begin"},
		{map[string]string{"SMTP_URL": "mail.example"}, "SMTP_URL: "},
		{map[string]string{"MAIL_FROM": "nobody"}, "MAIL_FROM: "},
		{map[string]string{"BLOB_URL": "ftp://x"}, "BLOB_URL: "},
		{map[string]string{"METRICS_ADDR": "9464"}, "METRICS_ADDR: "},
		{map[string]string{"METRICS_ADDR": "127.0.0.1:8080"}, "METRICS_ADDR: has the same port"},
		{map[string]string{"OTEL_EXPORTER_OTLP_ENDPOINT": "x:4318"}, "OTEL_EXPORTER_OTLP_ENDPOINT: "},
	}
	for _, tt := range tests {
		t.Run(tt.want, func(t *testing.T) {
			t.Parallel()
			_, err := config.Load(tt.give)
			var faults config.Faults
			require.ErrorAs(t, err, &faults)
			require.Len(t, faults, 1)
			assert.True(t, strings.HasPrefix(faults[0], tt.want), faults[0])
		})
	}
}

func TestLoad_names_every_fault_at_once(t *testing.T) {
	t.Parallel()
	_, err := config.Load(map[string]string{"PORT": "x", "LOG_FORMAT": "xml", "DEMO": "perhaps", "SMTP_URL": "x"})
	for _, name := range []string{"4 faults", "PORT: ", "LOG_FORMAT: ", "DEMO: ", "SMTP_URL: "} {
		assert.ErrorContains(t, err, name)
	}
}

func TestLoad_public_host_needs_operator_https_and_no_demo(t *testing.T) {
	t.Parallel()
	_, err := config.Load(map[string]string{"PUBLIC_URL": "http://chophien.vn", "DEMO": "true"})
	var faults config.Faults
	require.ErrorAs(t, err, &faults)
	text := strings.Join(faults, "\n")
	for _, name := range []string{"DEMO", "OPERATOR_ADDRESS", "OPERATOR_EMAIL", "OPERATOR_PHONE", "OPERATOR_TAX_NO", "PUBLIC_URL"} {
		assert.Contains(t, text, name+": ")
	}
	for _, local := range []string{"http://192.168.1.7:8080", "http://app:8080", "http://cho.localhost"} {
		_, err := config.Load(map[string]string{"PUBLIC_URL": local, "DEMO": "true"})
		assert.NoError(t, err, local)
	}
}

func TestLoad_secrets_stay_out_of_faults(t *testing.T) {
	t.Parallel()
	_, err := config.Load(map[string]string{
		"DATABASE_URL": "mysql://u:geheim@x", "SMTP_URL": "geheim", "STRIPE_SECRET_KEY": "geheim", "STRIPE_WEBHOOK_SECRET": "geheim",
	})
	require.Error(t, err)
	assert.NotContains(t, err.Error(), "geheim")
}

// .env.example is the operator's list: it must hold exactly what is read.
func TestEnvExample_lists_every_variable(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../../.env.example")
	require.NoError(t, err)
	var listed []string
	for _, m := range regexp.MustCompile(`(?m)^#?\s?([A-Z][A-Z0-9_]+)=`).FindAllStringSubmatch(string(text), -1) {
		listed = append(listed, m[1])
	}
	want := append(tags(reflect.TypeFor[config.Config]()), "PG_BIN")
	slices.Sort(listed)
	slices.Sort(want)
	assert.Equal(t, want, listed)
}

func tags(t reflect.Type) []string {
	var names []string
	for i := range t.NumField() {
		if name, ok := t.Field(i).Tag.Lookup("env"); ok {
			names = append(names, name)
		} else if t.Field(i).Type.Kind() == reflect.Struct {
			names = append(names, tags(t.Field(i).Type)...)
		}
	}
	return names
}
