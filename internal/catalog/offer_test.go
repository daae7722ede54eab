package catalog_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db/dbtest"
)

func TestService_Snapshot(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	ctx := context.Background()
	org, cat, prod, va, vb := ident.New(), ident.New(), ident.New(), ident.New(), ident.New()
	now := time.Date(2026, 11, 23, 3, 0, 0, 0, time.UTC)
	exec := func(query string, args ...any) {
		t.Helper()
		require.NoError(t, d.Conn(ctx).Exec(query, args...).Error)
	}
	exec(`INSERT INTO organisations (id, kind, slug, legal_name, short_name, status, created_at, updated_at)
		VALUES (?, 'cooperative', 'doan-luong', 'HTX Chế biến, kinh doanh tổng hợp Đoàn Lương', 'Đoàn Lương', 'verified', ?, ?)`, org, now, now)
	exec(`INSERT INTO cooperative_profiles (org_id, province_code, place_vi, place_en) VALUES (?, '15', 'tỉnh Lào Cai', 'Lào Cai province')`, org)
	exec(`INSERT INTO categories (id, slug, name_vi, name_en, icon, position) VALUES (?, 'tao-meo', 'Táo mèo', 'H''Mông apple', 'apple', 1)`, cat)
	exec(`INSERT INTO products (id, org_id, category_id, slug, status, name_vi, created_at, listed_at, updated_at)
		VALUES (?, ?, ?, 'mut-tao-meo', 'listed', 'Mứt tào mèo', ?, ?, ?)`, prod, org, cat, now, now, now)
	for i, v := range []ident.ID{va, vb} {
		exec(`INSERT INTO variants (id, product_id, sku, name_vi, name_en, unit, net_weight_g, ship_weight_g, price_vnd, updated_at, archived)
			VALUES (?, ?, ?, 'Hộp 250 g', '250 g box', 'hộp', 250, 300, 65000, ?, ?)`, v, prod, []string{"P13-250", "P13-500"}[i], now, i == 1)
	}
	exec(`INSERT INTO price_tiers VALUES (?, 20, 55000), (?, 10, 60000)`, va, va)
	exec(`INSERT INTO stock_items (variant_id, on_hand, reserved, updated_at) VALUES (?, 12, 5, ?)`, va, now)
	exec(`INSERT INTO pictures (id, product_id, position, width, height, color, sizes, created_at)
		VALUES (?, ?, 1, 1200, 1500, '#aabbcc', '[{"w":320,"h":400,"key":"pictures/x-320.jpg"}]', ?)`, ident.New(), prod, now)

	s := catalog.NewService(catalog.Deps{DB: d, Clock: &clock.Fixed{T: now}})
	got, err := s.Snapshot(ctx, []ident.ID{va, vb, ident.New()})
	require.NoError(t, err)
	require.Len(t, got, 2)
	o := got[va]
	require.Equal(t, []catalog.Tier{{MinQty: 10, PriceVND: 60000}, {MinQty: 20, PriceVND: 55000}}, o.Tiers)
	require.Equal(t, money.VND(60000), o.UnitPrice(19))
	require.True(t, o.Sellable)
	require.Equal(t, int64(7), o.Available())
	require.Equal(t, "pictures/x-320.jpg", o.Picture.Sizes[0].Key)
	require.Equal(t, "15", o.Cooperative.ProvinceCode)
	require.Equal(t, catalog.ShipNationwide, o.ShipScope)
	require.False(t, got[vb].Sellable, "an archived variant is not sold")
	require.Nil(t, got[vb].Tiers)
}
