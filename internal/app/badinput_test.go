package app_test

import (
	"bytes"
	"context"
	"encoding/json"
	"math"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/unicode/norm"

	"github.com/chophien/chophien/internal/app/apptest"
	"github.com/chophien/chophien/internal/ident"
)

// with returns a checkout body with one value replaced; path is "contact/phone".
func with(path string, v any) map[string]any {
	body := apptest.CheckoutBody()
	parts := strings.Split(path, "/")
	at := body
	for _, p := range parts[:len(parts)-1] {
		at, _ = at[p].(map[string]any)
	}
	at[parts[len(parts)-1]] = v
	return body
}

// Each bad request gets a clear answer that names the field, in Vietnamese and
// in English, and changes nothing.
func TestBadInput_is_answered_clearly_and_changes_nothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	m := w.market
	guest := m.Guest()
	jam := guest.Variant(apptest.JamSlug, 0)
	setVariant(t, w.a.browser, jam, map[string]any{"onHand": 50})
	guest.Add(jam, 1).Require(http.StatusOK)
	org, order, product := w.a.orgID, w.ids["orderId"], w.ids["productId"]
	huge := strings.Repeat("a", 70<<10)

	type request struct {
		name    string
		by      *apptest.Browser
		method  string
		path    string
		body    any
		status  int
		code    string
		pointer string // "" where no field is at fault
	}
	var list []request
	checkout := func(name, path string, v any, status int, code, pointer string) {
		list = append(list, request{name, guest, http.MethodPost, "/api/v1/checkout", with(path, v), status, code, pointer})
	}
	checkout("phone with letters", "contact/phone", "09x2 345 678", 400, "request.invalid", "/contact/phone")
	checkout("phone too short", "contact/phone", "0912", 400, "request.invalid", "/contact/phone")
	checkout("no name", "contact/fullName", " \u200b ", 400, "request.invalid", "/contact/fullName")
	checkout("name beyond reason", "contact/fullName", strings.Repeat("Lan ", 60), 400, "request.invalid", "/contact/fullName")
	checkout("e-mail that is none", "contact/email", "lan@", 400, "request.invalid", "/contact/email")
	checkout("unknown commune", "address/communeCode", "99999", 400, "request.invalid", "/address/communeCode")
	checkout("commune that was merged away", "address/communeCode", "pre2025-04657", 400, "request.invalid", "/address/communeCode")
	checkout("no street", "address/line", "", 400, "request.invalid", "/address/line")
	checkout("terms not accepted", "acceptTermsVersion", "", 400, "request.invalid", "/acceptTermsVersion")
	checkout("old terms", "acceptTermsVersion", "2020-01-01", 400, "request.invalid", "/acceptTermsVersion")
	checkout("unknown payment method", "paymentMethod", "gold", 400, "payment.method_not_available", "/paymentMethod")
	checkout("a total never shown", "expectedTotalVnd", 1, 409, "checkout.price_changed", "")
	checkout("wrong type", "expectedTotalVnd", "một trăm", 400, "request.invalid", "/expectedTotalVnd")
	checkout("wrong nested type", "contact/fullName", []int{1}, 400, "request.invalid", "/contact/fullName")
	checkout("huge body", "note", huge, 413, "request.too_large", "")
	checkout("long note", "note", strings.Repeat("🌸", 501), 400, "request.invalid", "/note")

	list = append(list, request{"no key", guest, http.MethodPost, "/api/v1/checkout", apptest.CheckoutBody(), 400, "request.invalid", "#Idempotency-Key"})
	items := func(name string, body any, status int, code, pointer string) {
		list = append(list, request{name, guest, http.MethodPost, "/api/v1/cart/items", body, status, code, pointer})
	}
	items("negative quantity", map[string]any{"variantId": jam, "quantity": -1}, 400, "cart.quantity", "/quantity")
	items("zero quantity", map[string]any{"variantId": jam, "quantity": 0}, 400, "cart.quantity", "/quantity")
	items("quantity that overflows", map[string]any{"variantId": jam, "quantity": math.MaxInt64}, 400, "cart.quantity", "/quantity")
	items("quantity beyond any integer", `{"variantId":"`+jam+`","quantity":99999999999999999999}`, 400, "request.invalid", "/quantity")
	items("half a jar", `{"variantId":"`+jam+`","quantity":1.5}`, 400, "request.invalid", "/quantity")
	items("more than there is", map[string]any{"variantId": jam, "quantity": 60}, 409, "cart.not_enough", "/quantity")
	items("unknown variant", map[string]any{"variantId": ident.New(), "quantity": 1}, 404, "cart.no_such_variant", "/variantId")
	items("an id that is none", map[string]any{"variantId": "'; DROP TABLE carts", "quantity": 1}, 400, "request.invalid", "/variantId")
	items("a number for an id", map[string]any{"variantId": 7, "quantity": 1}, 400, "request.invalid", "/variantId")
	items("an id that is none, in other letters", map[string]any{"VariantID": "1", "quantity": 1}, 400, "request.invalid", "/VariantID")
	items("no JSON", "{", 400, "request.not_json", "")
	items("empty body", "", 400, "request.not_json", "")
	items("a list", "[]", 400, "request.not_json", "")
	items("goods sold by quotation only", map[string]any{"variantId": guest.Variant("ga-hmong-hop-dong-thang", 0), "quantity": 100}, 422, "cart.not_sold", "")

	get := func(name, path string, status int, code, pointer string) {
		list = append(list, request{name, guest, http.MethodGet, path, nil, status, code, pointer})
	}
	get("unknown product", "/api/v1/products/khong-co", 404, "catalog.product_not_found", "")
	get("a draft", "/api/v1/products/vien-nen-go-que", 404, "catalog.product_not_found", "")
	get("limit 0", "/api/v1/products?limit=0", 400, "request.invalid", "?limit")
	get("limit 10^9", "/api/v1/products?limit=1000000000", 400, "request.invalid", "?limit")
	get("limit in words", "/api/v1/products?limit=many", 400, "request.invalid", "?limit")
	get("unknown sort", "/api/v1/products?sort=magic", 400, "request.invalid", "?sort")
	get("tampered cursor", "/api/v1/products?cursor=AAAA", 400, "list.bad_cursor", "?cursor")
	get("six stars", "/api/v1/products?ocop_min=6", 400, "request.invalid", "?ocop_min")
	get("a query without end", "/api/v1/products?q="+strings.Repeat("x", 300), 400, "request.invalid", "?q")
	get("unknown path", "/api/v1/nothing", 404, "request.no_such_route", "")
	get("an id that is none", "/api/v1/orders/1", 404, "request.no_such_route", "")

	act := func(name string, body map[string]any, status int, code, pointer string) {
		list = append(list, request{name, w.a.browser, http.MethodPost, "/api/v1/orgs/" + org + "/orders/" + order + "/actions", body, status, code, pointer})
	}
	act("unknown action", map[string]any{"action": "dance"}, 400, "request.invalid", "/action")
	act("shipping before packing", map[string]any{"action": "ship", "carrier": "GHN"}, 422, "order.not_allowed_now", "")
	act("cancelling without a reason", map[string]any{"action": "cancel"}, 400, "request.invalid", "/reason")
	act("cancelling more than ordered", map[string]any{"action": "cancel_part", "reason": "hết", "lines": []map[string]any{{"lineId": w.purchase.Purchase.OrderOf(t, org).Lines[0].ID, "quantity": 99}}}, 400, "order.lines", "/lines")
	act("a line that is no id", map[string]any{"action": "cancel_part", "reason": "hết", "lines": []map[string]any{{"lineId": ident.New(), "quantity": 1}, {"lineId": "x", "quantity": 1}}}, 400, "request.invalid", "/lines/1/lineId")
	act("a line that is a word", map[string]any{"action": "cancel_part", "reason": "hết", "lines": []string{"x"}}, 400, "request.invalid", "/lines/0")
	act("lines that are none", map[string]any{"action": "cancel_part", "reason": "hết", "lines": "x"}, 400, "request.invalid", "/lines")
	act("a stale view", map[string]any{"action": "confirm", "version": 99}, 409, "order.changed_meanwhile", "")

	variant := func(name string, body map[string]any, status int, code string) {
		list = append(list, request{name, w.a.browser, http.MethodPatch, "/api/v1/orgs/" + org + "/variants/" + jam, body, status, code, ""})
	}
	variant("a price of nothing", map[string]any{"priceVnd": 0, "version": versionOf(t, w.a, jam)}, 400, "catalog.price")
	variant("a price of 10^12", map[string]any{"priceVnd": 1_000_000_000_000, "version": versionOf(t, w.a, jam)}, 400, "catalog.price")
	variant("stock below what is promised", map[string]any{"onHand": 1, "version": versionOf(t, w.a, jam)}, 422, "stock.below_reserved")
	variant("a version that is past", map[string]any{"priceVnd": 66_000, "version": 99999}, 409, "catalog.version_conflict")

	picture := func(name string, data []byte, status int) {
		list = append(list, request{name, w.a.browser, http.MethodPost, "/api/v1/orgs/" + org + "/products/" + product + "/pictures", data, status, "", ""})
	}
	picture("10 MB that are no picture", bytes.Repeat([]byte("not a picture "), 10<<20/14), 415)
	picture("a picture of 13 MB", append([]byte{0xff, 0xd8, 0xff}, make([]byte, 13<<20)...), 413)
	picture("a page in a picture's clothes", []byte("<svg onload=alert(1)>"), 415)
	picture("a picture that breaks off", []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x10"), 400)

	before := w.digest(t)
	for _, r := range list {
		t.Run(r.name, func(t *testing.T) {
			for _, lang := range []string{"vi", "en"} {
				r.by.Lang = lang
				header := []string{"Idempotency-Key", m.Key()}
				if r.pointer == "#Idempotency-Key" {
					header = nil
				}
				got := r.by.Do(r.method, r.path, r.body, header...)
				require.Equal(t, r.status, got.Status, "%s", got.Body)
				p := got.Problem()
				if r.code != "" {
					require.Equal(t, r.code, p.Code)
				}
				require.NotEmpty(t, p.Detail)
				vietnamese := norm.NFD.String(p.Detail) != p.Detail
				require.Equal(t, lang == "vi", vietnamese, "speaks the user's language: %s", p.Detail)
				if r.pointer != "" {
					require.NotEmpty(t, p.Errors, "%s", got.Body)
					require.Equal(t, r.pointer, p.Errors[0].Pointer)
				}
				require.NotContains(t, string(got.Body), "SQLSTATE")
			}
		})
	}
	require.Equal(t, before, w.digest(t), "a refused request changed something")
	var cart struct{ ItemCount int }
	guest.Get("/api/v1/cart").Require(http.StatusOK).Into(&cart)
	require.Equal(t, 1, cart.ItemCount, "the cart is as it was")
}

func versionOf(t *testing.T, a actor, variant string) int64 {
	t.Helper()
	var page struct {
		Items []struct {
			Variants []struct {
				ID      string
				Version int64
			}
		}
	}
	a.browser.Get("/api/v1/orgs/" + a.orgID + "/products?limit=100").Require(http.StatusOK).Into(&page)
	for _, p := range page.Items {
		for _, v := range p.Variants {
			if v.ID == variant {
				return v.Version
			}
		}
	}
	t.Fatalf("no variant %s", variant)
	return 0
}

// Odd but honest input is taken, in one form of Vietnamese letters.
func TestOddInput_is_understood(t *testing.T) {
	t.Parallel()
	m := apptest.Start(t)
	guest := m.Guest()
	guest.Add(guest.Variant(apptest.JamSlug, 0), 1).Require(http.StatusOK)
	body := with("contact/fullName", norm.NFD.String("Thào Thị Nủ")+" 🌸")
	contact, _ := body["contact"].(map[string]any)
	contact["phone"] = "+84 (0) 162.345.6789" // an eleven-digit mobile of before 2018
	body["note"] = "giao buổi sáng\nđừng bấm chuông 🙏"
	var got struct {
		Purchase struct {
			Contact struct{ FullName, Phone string }
			Note    string
		}
	}
	keyless := guest.Do(http.MethodPost, "/api/v1/checkout", body).Require(http.StatusBadRequest).Problem()
	require.Equal(t, "checkout.key", keyless.Errors[0].Code, "a header is missing, nothing is wrong with the address")
	guest.Do(http.MethodPost, "/api/v1/checkout", body, "Idempotency-Key", m.Key()).Require(http.StatusCreated).Into(&got)
	require.Equal(t, norm.NFC.String("Thào Thị Nủ")+" 🌸", got.Purchase.Contact.FullName)
	require.Equal(t, "+84323456789", got.Purchase.Contact.Phone)
	require.Equal(t, body["note"], got.Purchase.Note)
}

// The buyer's line breaks at every moment of a checkout; the retry with the same
// key finds exactly one purchase.
func TestCheckout_survives_a_lost_connection(t *testing.T) {
	t.Parallel()
	m := apptest.Start(t)
	for i := range 12 {
		guest := m.Guest()
		guest.Add(guest.Variant(apptest.JamSlug, 0), 1).Require(http.StatusOK)
		key := m.Key()
		raw, err := json.Marshal(apptest.CheckoutBody())
		require.NoError(t, err)
		ctx, hangUp := context.WithTimeout(t.Context(), time.Duration(i)*time.Millisecond)
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, m.Server.URL+"/api/v1/checkout", bytes.NewReader(raw))
		require.NoError(t, err)
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set("Idempotency-Key", key)
		guest.Sign(req)
		if resp, err := http.DefaultClient.Do(req); err == nil {
			require.NoError(t, resp.Body.Close())
		}
		hangUp()
		guest.Do(http.MethodPost, "/api/v1/checkout", apptest.CheckoutBody(), "Idempotency-Key", key).Require(http.StatusCreated)
		require.Equal(t, i+1, count(t, m, `SELECT count(*) FROM purchases`), "after %d ms", i)
	}
	drift, err := m.App.Stock.Audit(t.Context())
	require.NoError(t, err)
	require.Empty(t, drift)
}
