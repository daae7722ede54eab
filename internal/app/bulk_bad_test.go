package app_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/app/apptest"
	"github.com/chophien/chophien/internal/ident"
)

func TestMarket_refuses_bad_bulk_orders(t *testing.T) {
	t.Parallel()
	f := newFirm(t)
	tea := f.goods(teaSKU)
	good := lines{want(tea.VariantID, 5)}
	total := f.quote(f.owner, good).TotalVnd
	var stepped bulkGoods
	row := f.market.App.DB.Pool().QueryRow(t.Context(), `
SELECT v.id::text, v.min_qty FROM variants v JOIN products p ON p.id = v.product_id JOIN stock_items s ON s.variant_id = v.id
WHERE v.min_qty > 1 AND p.status = 'listed' AND NOT p.quote_only AND p.ship_scope = 'nationwide' AND s.on_hand >= v.min_qty LIMIT 1`)
	require.NoError(t, row.Scan(&stepped.VariantID, &stepped.MinQty))
	strange := ident.New().String()
	_, err := f.market.App.DB.Pool().Exec(t.Context(),
		`INSERT INTO linkage_programmes (id, slug, name_vi, name_en, starts_on, ends_on, created_at, updated_at) VALUES ($1, 'la', 'Chương trình lạ', '', '2026-01-01', '2030-01-01', now(), now())`, strange)
	require.NoError(t, err)

	with := func(change func(b map[string]any)) map[string]any {
		b := f.body(good, total, "cod")
		change(b)
		return b
	}
	for name, bad := range map[string]struct {
		body   map[string]any
		status int
		code   string // of the problem, or of its first field
	}{
		"no lines":          {f.body(lines{}, 0, "cod"), 400, "bulk.lines"},
		"nothing of it":     {f.body(lines{want(tea.VariantID, 0)}, 0, "cod"), 400, "bulk.quantity"},
		"far too much":      {f.body(lines{want(tea.VariantID, 1_000_001)}, 0, "cod"), 400, "bulk.quantity"},
		"twice":             {f.body(lines{want(tea.VariantID, 5), want(tea.VariantID, 6)}, 0, "cod"), 400, "bulk.line_twice"},
		"unknown goods":     {f.body(lines{want(strange, 5)}, 0, "cod"), 400, "bulk.no_such_variant"},
		"below the minimum": {f.body(lines{want(stepped.VariantID, stepped.MinQty-1)}, 0, "cod"), 409, "checkout.cart_problem"},
		"more than there is": {
			f.body(lines{want(tea.VariantID, tea.OnShelf+1)}, 0, "cod"), 409, "checkout.cart_problem",
		},
		"stale price":            {f.body(good, total-1, "cod"), 409, "checkout.price_changed"},
		"no credit granted":      {f.body(good, total, "pay_later"), 422, "credit.none"},
		"unknown payment":        {f.body(good, total, "gold"), 400, "payment.method_not_available"},
		"outside the programme":  {with(func(b map[string]any) { b["programmeId"] = strange }), 400, "bulk.programme"},
		"terms not accepted":     {with(func(b map[string]any) { b["acceptTermsVersion"] = "1999" }), 400, "checkout.terms"},
		"nobody to deliver to":   {with(func(b map[string]any) { b["contact"] = map[string]any{"fullName": "", "phone": "12"} }), 400, "contact.full_name"},
		"a commune that is none": {with(func(b map[string]any) { b["address"] = map[string]any{"communeCode": "99999", "line": "1"} }), 400, "place.commune_unknown"},
	} {
		p := f.send(f.owner, bad.body).Require(bad.status).Problem()
		code := p.Code
		if code == "request.invalid" {
			code = p.Errors[0].Code
		}
		if name == "a commune that is none" {
			require.Equal(t, "/address/communeCode", p.Errors[0].Pointer)
			continue
		}
		require.Equal(t, bad.code, code, name)
	}

	f.grants(total, 0, false)
	var first ordered
	f.send(f.owner, f.body(good, total, "pay_later")).Require(http.StatusCreated).Into(&first)
	over := f.send(f.owner, f.body(good, total, "pay_later")).Require(http.StatusConflict).Problem()
	require.Equal(t, "credit.over_limit", over.Code)
	require.InDelta(t, 0, over.Meta["leftVnd"], 0)
	f.grants(total, 1, true)
	require.Equal(t, "credit.suspended", f.send(f.owner, f.body(good, total, "pay_later")).Require(http.StatusUnprocessableEntity).Problem().Code)
	require.Equal(t, "credit.below_used", f.alliance.Do(http.MethodPut, "/api/v1/alliance/organisations/"+f.orgID+"/credit", map[string]any{
		"grantedVnd": total - 1, "suspended": false, "reason": "Hạ", "version": 2,
	}).Require(http.StatusUnprocessableEntity).Problem().Code)

	// Nobody orders for another firm, nor for one that is not verified; and a person pays later nowhere.
	other := f.market.As(apptest.OtherBuyer)
	require.Equal(t, http.StatusNotFound, f.send(other, f.body(good, total, "cod")).Status)
	f.alliance.Do(http.MethodPut, "/api/v1/alliance/organisations/"+f.orgID+"/status", map[string]any{"status": "suspended", "reason": "Thử"}).Require(http.StatusOK)
	require.Equal(t, "bulk.not_verified", f.send(f.owner, f.body(good, total, "cod")).Require(http.StatusForbidden).Problem().Code)
	person := f.market.As(apptest.Consumer)
	person.Add(tea.VariantID, 1).Require(http.StatusOK)
	later := apptest.CheckoutBody()
	later["paymentMethod"] = "pay_later"
	require.Equal(t, "payment.method_not_available",
		person.Do(http.MethodPost, "/api/v1/checkout", later, "Idempotency-Key", f.market.Key()).Require(http.StatusBadRequest).Problem().Code)
	f.sound()
}
