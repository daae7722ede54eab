// Package apptest starts the whole market for a test: the real composition on a
// database of its own, cloned from a template that holds the demo catalogue.
package apptest

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/app"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/contract"
	"github.com/chophien/chophien/internal/demand"
	"github.com/chophien/chophien/internal/demo"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/place"
	"github.com/chophien/chophien/internal/platform/blob"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/config"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/db/dbtest"
	"github.com/chophien/chophien/internal/platform/jobs"
	"github.com/chophien/chophien/internal/stock"
	"github.com/chophien/chophien/internal/supply"
)

// Password opens every account of the demo.
const Password = "chophien-demo" //nolint:gosec // of sample accounts, printed at start

// Log-ins of the demo, by what they are.
const (
	Consumer     = "nguoimua@chophien.test"
	CooperativeA = "doanluong@chophien.test"
	CooperativeB = "dgp@chophien.test"
	BuyerFirm    = "hanoi@chophien.test"
	OtherBuyer   = "binhthuan@chophien.test"
	AllianceDesk = "lienminh@chophien.test"
)

// Goods of the two cooperatives.
const (
	JamSlug     = "mut-tao-meo"          // of CooperativeA
	ChickenSlug = "ga-hmong-thuong-pham" // of CooperativeB, shipped to the north only
)

// CommuneHaNoi is phường Cầu Giấy, reached by all demo goods that travel.
const CommuneHaNoi = "00166"

// Market is a running market.
type Market struct {
	App    *app.App
	Server *httptest.Server
	tb     testing.TB
	keys   atomic.Int64
}

// DemoDSN returns a fresh database with the demo catalogue, without pictures.
func DemoDSN(tb testing.TB) string {
	tb.Helper()
	return dbtest.DSNSeeded(tb, "demo", Seed)
}

// Seed loads administrative units and the demo catalogue, without pictures.
func Seed(ctx context.Context, d *db.DB) error {
	if err := place.LoadReference(ctx, d); err != nil {
		return err
	}
	c := clock.System{}
	blobs, err := blob.Open(ctx, "mem://")
	if err != nil {
		return err
	}
	goods, places := catalog.NewService(catalog.Deps{DB: d, Clock: c, Blobs: blobs}), place.NewService(d, c)
	_, err = demo.Seed(ctx, demo.Deps{
		DB: d, Clock: c, Party: party.NewService(d, c), Catalog: goods, Stock: stock.NewService(d, c),
		Supply: supply.NewService(supply.Deps{DB: d, Catalog: goods, Place: places, Clock: c}),
		Demand: demand.NewService(demand.Deps{DB: d, Catalog: goods, Place: places, Clock: c}), Contract: contract.NewService(d, c),
	}, demo.Options{WithoutPictures: true})
	return err
}

// Start puts a market together and serves it on a free port; jobs that its deeds cause are
// worked, those of the schedule are not.
func Start(tb testing.TB) *Market {
	tb.Helper()
	return StartWith(tb, nil)
}

// StartWith is Start with more settings.
func StartWith(tb testing.TB, more map[string]string) *Market {
	tb.Helper()
	return start(tb, more, (*jobs.Queue).DropScheduled)
}

// StartScheduled is StartWith, and the jobs of the schedule are worked as well: they begin
// once the market's workers have a leader, at some moment of the test's course.
func StartScheduled(tb testing.TB, more map[string]string) *Market {
	tb.Helper()
	return start(tb, more, func(*jobs.Queue) {})
}

func start(tb testing.TB, more map[string]string, before func(*jobs.Queue)) *Market {
	tb.Helper()
	settings := map[string]string{
		"DATABASE_URL": DemoDSN(tb), "DATA_DIR": tb.TempDir(), "BLOB_URL": "mem://", "METRICS_ADDR": "off", "DEMO": "true",
	}
	maps.Copy(settings, more)
	cfg, err := config.Load(settings)
	require.NoError(tb, err)
	ctx := context.Background()
	a, err := app.New(ctx, cfg, slog.New(slog.DiscardHandler), "test")
	require.NoError(tb, err)
	handler, err := a.Handler()
	require.NoError(tb, err)
	before(a.Queue)
	require.NoError(tb, a.Queue.Start(ctx))
	m := &Market{App: a, Server: httptest.NewServer(handler), tb: tb}
	tb.Cleanup(func() {
		m.Server.Close()
		require.NoError(tb, a.Queue.Stop(ctx))
		require.NoError(tb, a.Close(ctx))
	})
	return m
}

// Browser is somebody using the market, with cookies of their own.
type Browser struct {
	tb     testing.TB
	market *Market
	client *http.Client
	// Lang is sent as Accept-Language; Vietnamese when empty.
	Lang string
}

// Guest opens a browser.
func (m *Market) Guest() *Browser {
	jar, err := cookiejar.New(nil)
	require.NoError(m.tb, err)
	return &Browser{tb: m.tb, market: m, client: &http.Client{
		Jar:           jar,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// As opens a browser and logs in.
func (m *Market) As(login string) *Browser {
	b := m.Guest()
	b.Do(http.MethodPost, "/api/v1/auth/login", map[string]string{"login": login, "password": Password}).Require(http.StatusOK)
	return b
}

// Answer is what came back.
type Answer struct {
	tb     testing.TB
	what   string
	Status int
	Header http.Header
	Body   []byte
}

// Do sends a request; body may be nil, raw bytes, or anything that encodes to JSON.
func (b *Browser) Do(method, path string, body any, header ...string) Answer {
	b.tb.Helper()
	var r io.Reader
	contentType := "application/json"
	switch v := body.(type) {
	case nil:
	case []byte:
		r, contentType = bytes.NewReader(v), "application/octet-stream"
	case string:
		r = strings.NewReader(v)
	default:
		raw, err := json.Marshal(v)
		require.NoError(b.tb, err)
		r = bytes.NewReader(raw)
	}
	req, err := http.NewRequestWithContext(b.tb.Context(), method, b.market.Server.URL+path, r)
	require.NoError(b.tb, err)
	if r != nil {
		req.Header.Set("Content-Type", contentType)
	}
	if b.Lang != "" {
		req.Header.Set("Accept-Language", b.Lang)
	}
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	resp, err := b.client.Do(req)
	require.NoError(b.tb, err)
	defer func() { require.NoError(b.tb, resp.Body.Close()) }()
	raw, err := io.ReadAll(resp.Body)
	require.NoError(b.tb, err)
	return Answer{tb: b.tb, what: method + " " + path, Status: resp.StatusCode, Header: resp.Header, Body: raw}
}

// Get is Do for reading.
func (b *Browser) Get(path string) Answer {
	b.tb.Helper()
	return b.Do(http.MethodGet, path, nil)
}

// Require fails the test unless the status is as wanted.
func (a Answer) Require(status int) Answer {
	a.tb.Helper()
	require.Equal(a.tb, status, a.Status, "%s: %s", a.what, a.Body)
	return a
}

// Into decodes the body.
func (a Answer) Into(v any) {
	a.tb.Helper()
	require.NoError(a.tb, json.Unmarshal(a.Body, v), "%s: %s", a.what, a.Body)
}

// Problem is the part of an error that tests look at.
type Problem struct {
	Status int
	Code   string
	Detail string
	Errors []struct{ Pointer, Code, Detail string }
	Meta   map[string]any
}

// Problem decodes a problem+json answer.
func (a Answer) Problem() Problem {
	a.tb.Helper()
	require.Equal(a.tb, "application/problem+json", a.Header.Get("Content-Type"), "%s: %s", a.what, a.Body)
	var p Problem
	a.Into(&p)
	require.Equal(a.tb, a.Status, p.Status)
	return p
}

// Variant returns the id of a product's n-th variant.
func (b *Browser) Variant(slug string, n int) string {
	b.tb.Helper()
	var p struct{ Variants []struct{ ID string } }
	b.Get("/api/v1/products/" + slug).Require(http.StatusOK).Into(&p)
	require.Greater(b.tb, len(p.Variants), n)
	return p.Variants[n].ID
}

// Add puts goods into the cart.
func (b *Browser) Add(variantID string, quantity int64) Answer {
	b.tb.Helper()
	return b.Do(http.MethodPost, "/api/v1/cart/items", map[string]any{"variantId": variantID, "quantity": quantity})
}

// Purchase is the part of a purchase that tests look at.
type Purchase struct {
	ID       string
	Code     string
	TotalVnd int64
	Orders   []Order
}

// Order is the part of an order that tests look at.
type Order struct {
	ID          string
	Code        string
	Status      string
	TotalVnd    int64
	Version     int64
	Actions     []string
	Cooperative struct{ ID, Name string }
	Lines       []struct {
		ID                     string
		Quantity, CancelledQty int64
	}
	Timeline []struct{ Kind, Actor, Note string }
}

// Bought is a purchase with the secret of its link.
type Bought struct {
	Purchase Purchase
	Secret   string
}

// CheckoutBody is a valid checkout of whatever is in the cart.
func CheckoutBody() map[string]any {
	return map[string]any{
		"contact":            map[string]any{"fullName": "Nguyễn Thị Lan", "phone": "0912 345 678", "email": "lan@example.com"},
		"address":            map[string]any{"communeCode": CommuneHaNoi, "line": "12 Xuân Thủy", "typed": "cau giay"},
		"paymentMethod":      "cod",
		"acceptTermsVersion": app.TermsVersion,
	}
}

// Key returns a fresh Idempotency-Key.
func (m *Market) Key() string { return "test-key-" + strconv.FormatInt(m.keys.Add(1), 10) }

// Checkout buys the cart.
func (b *Browser) Checkout() Bought {
	b.tb.Helper()
	var out Bought
	b.Do(http.MethodPost, "/api/v1/checkout", CheckoutBody(), "Idempotency-Key", b.market.Key()).Require(http.StatusCreated).Into(&out)
	return out
}

// BuyBoth buys jam and chicken of the two cooperatives in one checkout.
func (b *Browser) BuyBoth() Bought {
	b.tb.Helper()
	b.Add(b.Variant(JamSlug, 0), 2).Require(http.StatusOK)
	b.Add(b.Variant(ChickenSlug, 0), 1).Require(http.StatusOK)
	return b.Checkout()
}

// OrgID returns the organisation of who is logged in.
func (b *Browser) OrgID() string {
	b.tb.Helper()
	var me struct{ Memberships []struct{ OrgID string } }
	b.Get("/api/v1/me").Require(http.StatusOK).Into(&me)
	require.NotEmpty(b.tb, me.Memberships)
	return me.Memberships[0].OrgID
}

// OrderOf returns the order of a cooperative within a purchase.
func (p Purchase) OrderOf(tb testing.TB, orgID string) Order {
	tb.Helper()
	for _, o := range p.Orders {
		if o.Cooperative.ID == orgID {
			return o
		}
	}
	tb.Fatalf("no order of %s", orgID)
	return Order{}
}

// Act takes a step on an order.
func (b *Browser) Act(orgID, orderID string, body map[string]any) Answer {
	b.tb.Helper()
	return b.Do(http.MethodPost, "/api/v1/orgs/"+orgID+"/orders/"+orderID+"/actions", body)
}

// Sign puts this browser's cookies on a request that the test sends itself.
func (b *Browser) Sign(r *http.Request) {
	for _, c := range b.client.Jar.Cookies(r.URL) {
		r.AddCookie(c)
	}
}
