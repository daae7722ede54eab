package catalog_test

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/jpeg"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/demo/demotest"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/ocop"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/db/dbtest"
	"github.com/chophien/chophien/internal/platform/picture"
)

// bucket keeps blobs in memory.
type bucket struct {
	mu   sync.Mutex
	keys map[string][]byte
}

func (b *bucket) Put(_ context.Context, key string, data []byte) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.keys[key] = data
	return nil
}

type fixture struct {
	*catalog.Service

	db     *db.DB
	clock  *clock.Fixed
	market *demotest.Market
	blobs  *bucket
}

func open(t *testing.T) fixture {
	t.Helper()
	f := fixture{db: dbtest.New(t), clock: &clock.Fixed{T: demotest.Opening}, blobs: &bucket{keys: map[string][]byte{}}}
	f.market = demotest.Seed(t, f.db)
	f.Service = catalog.NewService(catalog.Deps{DB: f.db, Clock: f.clock, Blobs: f.blobs})
	return f
}

func (f fixture) exec(t *testing.T, query string, args ...any) {
	t.Helper()
	require.NoError(t, f.db.Conn(t.Context()).Exec(query, args...).Error)
}

func (f fixture) list(t *testing.T, in catalog.ListInput) []string {
	t.Helper()
	page, err := f.ListProducts(t.Context(), in)
	require.NoError(t, err)
	require.EqualValues(t, len(page.Items), page.Total)
	slugs := make([]string, 0, len(page.Items))
	for _, c := range page.Items {
		slugs = append(slugs, c.Slug)
	}
	slices.Sort(slugs)
	return slugs
}

func TestListProducts_filters(t *testing.T) {
	t.Parallel()
	f := open(t)
	price := money.VND(60_000)
	filter := func(x catalog.Filter) []string { return f.list(t, catalog.ListInput{Filter: x}) }
	require.Equal(t, []string{"ga-giong-hmong", "ga-hmong", "ga-hmong-hop-dong", "mut-tao-meo", "o-mai-tao-meo", "ruou-tao-meo"}, filter(catalog.Filter{}))
	require.Equal(t, []string{"mut-tao-meo", "o-mai-tao-meo"}, filter(catalog.Filter{Category: "tao-meo"}))
	require.Equal(t, []string{"ga-giong-hmong", "ga-hmong", "ga-hmong-hop-dong"}, filter(catalog.Filter{Cooperative: "dgp-yen-bai"}))
	require.Equal(t, []string{"mut-tao-meo"}, filter(catalog.Filter{OCOPMin: 1}))
	require.Equal(t, []string{"mut-tao-meo"}, filter(catalog.Filter{OCOPMin: 4}))
	require.Empty(t, filter(catalog.Filter{OCOPMin: 5}))
	require.Equal(t, []string{"ga-giong-hmong", "o-mai-tao-meo"}, filter(catalog.Filter{PriceMax: &price}), "what has no price is not cheap")
	require.Empty(t, filter(catalog.Filter{Category: "no-such"}))
	require.Empty(t, filter(catalog.Filter{Category: "'; DROP TABLE products; --"}))
	require.Empty(t, filter(catalog.Filter{Cooperative: "\x00"}))
	require.Empty(t, filter(catalog.Filter{Category: "tao-meo", Cooperative: "dgp-yen-bai"}))
	require.Len(t, filter(catalog.Filter{InSeason: true}), 6)

	f.clock.T = time.Date(2027, 4, 1, 0, 0, 0, 0, time.UTC)
	require.NotContains(t, filter(catalog.Filter{InSeason: true}), "mut-tao-meo", "out of season in April")
	require.Empty(t, filter(catalog.Filter{OCOPMin: 3}), "the certificate ended on 28/12/2026, whatever the column says")
	p, err := f.GetProduct(t.Context(), "mut-tao-meo")
	require.NoError(t, err)
	require.Nil(t, p.Star)
	require.Equal(t, ocop.StateExpired, p.Certificates[0].State, "the history stays")
}

func TestListProducts_refuses(t *testing.T) {
	t.Parallel()
	f := open(t)
	minus := money.VND(-1)
	for name, in := range map[string]catalog.ListInput{
		"limit":      {Limit: 101},
		"negative":   {Limit: -1},
		"stars":      {Filter: catalog.Filter{OCOPMin: 6}},
		"price":      {Filter: catalog.Filter{PriceMax: &minus}},
		"sort":       {Sort: "random"},
		"cursor":     {Cursor: "x"},
		"tampered":   {Cursor: keyset.Encode("products.popular", "-5", ident.New().String())},
		"far time":   {Sort: catalog.SortNewest, Cursor: keyset.Encode("products.newest", "9223372036854775807", ident.New().String())},
		"bad id":     {Cursor: keyset.Encode("products.popular", "5", "5")},
		"other list": {Cursor: keyset.Encode("cooperatives", "5", ident.New().String())},
	} {
		_, err := f.ListProducts(t.Context(), in)
		require.Equal(t, apperr.KindInvalid, apperr.KindOf(err), name)
	}
	_, err := f.ListProducts(t.Context(), catalog.ListInput{Cursor: "x"})
	var e *apperr.Error
	require.ErrorAs(t, err, &e)
	require.Equal(t, "?cursor", e.Fields[0].Pointer)
}

// TestListProducts_pages walks every order in pages of two and of seven and
// wants each product once, with many equal sort values.
func TestListProducts_pages(t *testing.T) {
	t.Parallel()
	f := open(t)
	for i := range 40 {
		name := fmt.Sprintf("Hàng %02d", i)
		in := catalog.ProductInput{
			OrgID: f.market.DGP.ID, CategorySlug: "gia-cam", Slug: fmt.Sprintf("hang-%02d", i), Status: catalog.StatusListed,
			Name: catalog.Text{VI: name}, SeasonMonths: []int{1}, ShipScope: catalog.ShipNationwide, VATTreatment: catalog.VATStandard,
			Variants: []catalog.VariantInput{{
				SKU: name, Name: catalog.Text{VI: "Con"}, Unit: "con", ShipWeightG: 1, PriceVND: money.VND(10_000 * (1 + i%3)), MinQty: 1, MaxQty: 9, StepQty: 1,
			}},
		}
		_, err := f.CreateProduct(t.Context(), in)
		require.NoError(t, err)
		f.exec(t, `UPDATE products SET sold_count = ?, listed_at = listed_at + ? * interval '1 hour' WHERE slug = ?`, i%4, i%5, in.Slug)
	}
	for _, sort := range []catalog.Sort{catalog.SortPopular, catalog.SortNewest, catalog.SortPriceAsc, catalog.SortPriceDesc} {
		for _, category := range []string{"", "gia-cam"} {
			whole, err := f.ListProducts(t.Context(), catalog.ListInput{Sort: sort, Limit: 100, Filter: catalog.Filter{Category: category}})
			require.NoError(t, err)
			require.Empty(t, whole.Next)
			for _, limit := range []int{2, 7} {
				in := catalog.ListInput{Sort: sort, Limit: limit, Filter: catalog.Filter{Category: category}}
				var got []catalog.Card
				for {
					page, err := f.ListProducts(t.Context(), in)
					require.NoError(t, err)
					require.Equal(t, whole.Total, page.Total)
					got = append(got, page.Items...)
					if in.Cursor = page.Next; in.Cursor == "" {
						break
					}
				}
				require.Equal(t, whole.Items, got, "%s by %d", sort, limit)
			}
			if sort == catalog.SortPriceAsc {
				require.Zero(t, whole.Items[len(whole.Items)-1].FromPriceVND, "what has no price comes last")
				require.NotZero(t, whole.Items[0].FromPriceVND)
			}
			if sort == catalog.SortPriceDesc {
				require.Zero(t, whole.Items[len(whole.Items)-1].FromPriceVND)
			}
		}
	}
}

func TestGetProduct(t *testing.T) {
	t.Parallel()
	f := open(t)
	p, err := f.GetProduct(t.Context(), "mut-tao-meo")
	require.NoError(t, err)
	require.Equal(t, "HTX Chế biến, kinh doanh tổng hợp Đoàn Lương", p.Cooperative.LegalName)
	require.Equal(t, money.VND(65_000), p.FromPriceVND)
	require.Equal(t, money.VND(260_000), p.PricePerKgVND)
	require.Len(t, p.Variants, 2)
	require.Equal(t, []catalog.Tier{{MinQty: 10, PriceVND: 60_000}}, p.Variants[0].Tiers)
	require.Equal(t, &catalog.Star{Stars: 4, ExpiresOn: time.Date(2026, 12, 28, 0, 0, 0, 0, time.UTC), Sample: true}, p.Star)
	require.Equal(t, ocop.StateExpiring, p.Certificates[0].State)
	require.EqualValues(t, 2, p.Category.ProductCount)
	related := []string{}
	for _, c := range p.Related {
		related = append(related, c.Slug)
	}
	require.Equal(t, []string{"o-mai-tao-meo", "ruou-tao-meo"}, related, "the shelf first, then the cooperative, never itself")

	for _, slug := range []string{"cam-ga", "no-such", "", "Mut-Tao-Meo", "a'b", "\x00", "../x"} {
		_, err := f.GetProduct(t.Context(), slug)
		require.ErrorIs(t, err, catalog.ErrProductNotFound, slug)
	}
	f.exec(t, `UPDATE organisations SET status = 'suspended' WHERE id = ?`, f.market.DoanLuong.ID)
	_, err = f.GetProduct(t.Context(), "mut-tao-meo")
	require.ErrorIs(t, err, catalog.ErrProductNotFound, "its cooperative is suspended")
	require.NotContains(t, f.list(t, catalog.ListInput{}), "mut-tao-meo")
	offers, err := f.Snapshot(t.Context(), []ident.ID{f.market.Candy.Variants[0].ID})
	require.NoError(t, err)
	require.False(t, offers[f.market.Candy.Variants[0].ID].Sellable)
}

func TestGetHome(t *testing.T) {
	t.Parallel()
	f := open(t)
	h, err := f.GetHome(t.Context())
	require.NoError(t, err)
	require.Equal(t, 11, h.Month)
	require.Len(t, h.InSeason, 1)
	require.Equal(t, "mut-tao-meo", h.InSeason[0].Slug)
	require.Len(t, h.Starred, 1)
	require.Len(t, h.Cooperatives, 2)
	require.Equal(t, []int64{2, 1, 3}, []int64{h.Categories[0].ProductCount, h.Categories[1].ProductCount, h.Categories[2].ProductCount})
	// Sold out goods are no treat of the season.
	f.exec(t, `UPDATE stock_items SET reserved = on_hand WHERE variant_id IN (?, ?)`, f.market.Candy.Variants[0].ID, f.market.Candy.Variants[1].ID)
	h, err = f.GetHome(t.Context())
	require.NoError(t, err)
	require.Empty(t, h.InSeason)
}

func TestCooperatives(t *testing.T) {
	t.Parallel()
	f := open(t)
	first, err := f.ListCooperatives(t.Context(), "", 1)
	require.NoError(t, err)
	require.EqualValues(t, 2, first.Total)
	require.EqualValues(t, 3, first.Items[0].ProductCount)
	second, err := f.ListCooperatives(t.Context(), first.Next, 1)
	require.NoError(t, err)
	require.Empty(t, second.Next)
	require.NotEqual(t, first.Items[0].Slug, second.Items[0].Slug)
	for _, cursor := range []string{"x", keyset.Encode("cooperatives", "99999999999999999999", ident.New().String())} {
		_, err = f.ListCooperatives(t.Context(), cursor, 1)
		require.ErrorIs(t, err, keyset.ErrBadCursor)
	}
	c, err := f.GetCooperative(t.Context(), "doan-luong")
	require.NoError(t, err)
	require.Equal(t, "Chuyện của Đoàn Lương.", c.Excerpt("vi"))
	require.True(t, c.VerifiedSince.IsZero(), "nobody recorded it")
	for _, slug := range []string{"thuc-pham-mau", "lien-minh-htx", "no-such", "\x00"} {
		_, err = f.GetCooperative(t.Context(), slug)
		require.ErrorIs(t, err, catalog.ErrCooperativeNotFound, slug)
	}
}

func TestSetStatus(t *testing.T) {
	t.Parallel()
	f := open(t)
	m := f.market
	own := func(org demotest.Org, p demotest.Product) *catalog.OwnProduct {
		t.Helper()
		got, err := f.OwnProduct(t.Context(), org.ID, p.ID)
		require.NoError(t, err)
		return got
	}
	in := catalog.SetStatusInput{OrgID: m.DoanLuong.ID, ProductID: m.Candy.ID, Status: catalog.StatusHidden, Version: own(m.DoanLuong, m.Candy).Version}
	hidden, err := f.SetStatus(t.Context(), in)
	require.NoError(t, err)
	require.Equal(t, catalog.StatusHidden, hidden.Status)
	_, err = f.GetProduct(t.Context(), "mut-tao-meo")
	require.ErrorIs(t, err, catalog.ErrProductNotFound)
	again, err := f.SetStatus(t.Context(), in)
	require.NoError(t, err, "safe to repeat")
	require.Equal(t, hidden, again)
	cats, err := f.ListCategories(t.Context())
	require.NoError(t, err)
	require.EqualValues(t, 1, cats[0].ProductCount, "counts follow")
	coop, err := f.GetCooperative(t.Context(), "doan-luong")
	require.NoError(t, err)
	require.EqualValues(t, 2, coop.ProductCount)

	in.Trusted = true
	back := in
	back.Status = catalog.StatusListed // with the old version
	_, err = f.SetStatus(t.Context(), back)
	require.ErrorIs(t, err, catalog.ErrVersionConflict)
	back.Version = hidden.Version
	_, err = f.SetStatus(t.Context(), back)
	require.NoError(t, err)

	draft := catalog.SetStatusInput{OrgID: m.DGP.ID, ProductID: m.Feed.ID, Status: catalog.StatusHidden, Version: 1}
	_, err = f.SetStatus(t.Context(), draft)
	require.ErrorIs(t, err, catalog.ErrStillDraft)
	for name, c := range map[string]struct {
		in   catalog.SetStatusInput
		want error
	}{
		"another's":  {catalog.SetStatusInput{OrgID: m.DGP.ID, ProductID: m.Candy.ID, Status: catalog.StatusHidden}, catalog.ErrProductNotFound},
		"unknown":    {catalog.SetStatusInput{OrgID: m.DGP.ID, ProductID: ident.New(), Status: catalog.StatusHidden}, catalog.ErrProductNotFound},
		"bad status": {catalog.SetStatusInput{OrgID: m.DoanLuong.ID, ProductID: m.Candy.ID, Status: catalog.StatusRefused}, catalog.ErrStatus},
	} {
		_, err := f.SetStatus(t.Context(), c.in)
		require.ErrorIs(t, err, c.want, name)
	}
	f.exec(t, `UPDATE variants SET price_vnd = 0 WHERE product_id = ?`, m.Feed.ID)
	draft.Status = catalog.StatusListed
	_, err = f.SetStatus(t.Context(), draft)
	require.Equal(t, []string{"/variants/" + m.Feed.Variants[0].ID.String() + "/priceVnd catalog.price"}, faults(t, err))
	f.exec(t, `UPDATE products SET status = 'archived' WHERE id = ?`, m.Feed.ID)
	_, err = f.SetStatus(t.Context(), draft)
	require.ErrorIs(t, err, catalog.ErrArchived)
}

func TestSetStatus_counts_of_two_at_once(t *testing.T) {
	t.Parallel()
	f := open(t)
	var wg sync.WaitGroup
	for _, p := range []demotest.Product{f.market.Candy, f.market.Plums, f.market.Liquor} {
		wg.Go(func() {
			_, err := f.SetStatus(context.Background(), catalog.SetStatusInput{OrgID: f.market.DoanLuong.ID, ProductID: p.ID, Status: catalog.StatusHidden, Version: 1})
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	coop, err := f.GetCooperative(t.Context(), "doan-luong")
	require.NoError(t, err)
	require.Zero(t, coop.ProductCount)
}

func TestRefreshStars(t *testing.T) {
	t.Parallel()
	f := open(t)
	stars := func() (n int) {
		require.NoError(t, f.db.Conn(t.Context()).Raw(`SELECT ocop_stars FROM products WHERE slug = 'mut-tao-meo'`).Scan(&n).Error)
		return n
	}
	f.clock.T = time.Date(2026, 12, 28, 16, 59, 0, 0, time.UTC)
	require.NoError(t, f.RefreshStars(t.Context()))
	require.Equal(t, 4, stars(), "the last day still counts")
	f.clock.T = f.clock.T.Add(time.Minute)
	require.NoError(t, f.RefreshStars(t.Context()))
	require.Equal(t, 0, stars())
	require.NoError(t, f.RefreshStars(t.Context()), "safe to run again")
}

func TestPictures(t *testing.T) {
	t.Parallel()
	f := open(t)
	m := f.market
	shot := func(w int) []byte {
		var b bytes.Buffer
		require.NoError(t, jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, w, 400)), nil))
		return b.Bytes()
	}
	in := catalog.AddPictureInput{OrgID: m.DoanLuong.ID, ProductID: m.Candy.ID, Trusted: true, Data: shot(700)}
	p, err := f.AddPicture(t.Context(), in)
	require.NoError(t, err)
	require.Len(t, p.Pictures, 1)
	require.Equal(t, "Mứt tào mèo", p.Pictures[0].Alt.VI)
	require.Len(t, p.Pictures[0].Sizes, 4)
	for _, z := range p.Pictures[0].Sizes {
		require.Contains(t, f.blobs.keys, z.Key)
	}
	p, err = f.AddPicture(t.Context(), in)
	require.NoError(t, err)
	require.Len(t, p.Pictures, 1, "the same picture twice is kept once")
	offers, err := f.Snapshot(t.Context(), []ident.ID{m.Candy.Variants[0].ID})
	require.NoError(t, err)
	require.Equal(t, p.Pictures[0], *offers[m.Candy.Variants[0].ID].Picture)
	page, err := f.GetProduct(t.Context(), "mut-tao-meo")
	require.NoError(t, err)
	require.Equal(t, p.Pictures, page.Pictures)

	_, err = f.AddPicture(t.Context(), catalog.AddPictureInput{OrgID: m.DGP.ID, ProductID: m.Candy.ID, Data: in.Data})
	require.ErrorIs(t, err, catalog.ErrProductNotFound, "another's product")
	_, err = f.AddPicture(t.Context(), catalog.AddPictureInput{OrgID: m.DoanLuong.ID, ProductID: m.Candy.ID, Trusted: true, Data: bytes.Repeat([]byte("x"), 10<<20)})
	require.ErrorIs(t, err, picture.ErrNotAPicture)
	for i := range 7 {
		_, err = f.AddPicture(t.Context(), catalog.AddPictureInput{OrgID: m.DoanLuong.ID, ProductID: m.Candy.ID, Trusted: true, Data: shot(701 + i)})
		require.NoError(t, err)
	}
	_, err = f.AddPicture(t.Context(), catalog.AddPictureInput{OrgID: m.DoanLuong.ID, ProductID: m.Candy.ID, Trusted: true, Data: shot(800)})
	require.ErrorIs(t, err, catalog.ErrTooManyPictures)

	require.NoError(t, f.RemovePicture(t.Context(), catalog.PicturedInput{OrgID: m.DGP.ID}, p.Pictures[0].ID), "another's: nothing happens")
	own, err := f.OwnProduct(t.Context(), m.DoanLuong.ID, m.Candy.ID)
	require.NoError(t, err)
	require.Len(t, own.Pictures, 8)
	for range 2 {
		require.NoError(t, f.RemovePicture(t.Context(), catalog.PicturedInput{OrgID: m.DoanLuong.ID, Trusted: true}, p.Pictures[0].ID), "safe to repeat")
	}
	own, err = f.OwnProduct(t.Context(), m.DoanLuong.ID, m.Candy.ID)
	require.NoError(t, err)
	require.Len(t, own.Pictures, 7)
}

func TestCreateProduct_refuses(t *testing.T) {
	t.Parallel()
	f := open(t)
	good := catalog.ProductInput{
		OrgID: f.market.DGP.ID, CategorySlug: "gia-cam", Slug: "x", Status: catalog.StatusListed, Name: catalog.Text{VI: "Hàng"},
		SeasonMonths: []int{1}, ShipScope: catalog.ShipNationwide, VATTreatment: catalog.VATStandard,
	}
	bad := good
	bad.Certificates = []catalog.CertificateInput{{Number: "1", Level: ocop.LevelDistrict, Stars: 4, IssuedOn: demotest.Opening}}
	_, err := f.CreateProduct(t.Context(), bad)
	require.ErrorIs(t, err, apperr.ErrInvalid, "a district never certified four stars")
	bad = good
	bad.Variants = []catalog.VariantInput{{SKU: "a", PriceVND: 1000, Tiers: []catalog.Tier{{MinQty: 2, PriceVND: 1000}}}}
	_, err = f.CreateProduct(t.Context(), bad)
	require.ErrorIs(t, err, apperr.ErrInvalid)
	bad.Variants = []catalog.VariantInput{{SKU: "a"}}
	_, err = f.CreateProduct(t.Context(), bad)
	require.ErrorIs(t, err, apperr.ErrInvalid, "no price and not by quotation")
}

func TestAddSold_and_refresh(t *testing.T) {
	t.Parallel()
	f := open(t)
	require.NoError(t, f.AddSold(t.Context(), map[ident.ID]int64{f.market.Plums.ID: 5, f.market.Chicken.ID: 3}))
	require.NoError(t, f.AddSold(t.Context(), map[ident.ID]int64{f.market.Chicken.ID: -9}))
	page, err := f.ListProducts(t.Context(), catalog.ListInput{})
	require.NoError(t, err)
	require.Equal(t, "o-mai-tao-meo", page.Items[0].Slug)

	// RefreshAll repairs whatever a bulk load or a hand left wrong.
	f.exec(t, `UPDATE products SET from_price_vnd = 1, search_text = '', ocop_stars = 5, ocop_expires_on = '2030-01-01'`)
	f.exec(t, `DELETE FROM shelf_counts`)
	f.exec(t, `UPDATE cooperative_profiles SET product_count = 99, search_text = ''`)
	require.NoError(t, f.RefreshAll(t.Context()))
	require.Equal(t, []string{"mut-tao-meo"}, f.list(t, catalog.ListInput{Filter: catalog.Filter{OCOPMin: 3}}))
	var text string
	require.NoError(t, f.db.Conn(t.Context()).Raw(`SELECT search_text FROM products WHERE slug = 'mut-tao-meo'`).Scan(&text).Error)
	require.Contains(t, text, "mut tao meo\ncandied tao meo\nmut son tra\n")
	require.Contains(t, text, "\ndoan luong\n")
	home, err := f.GetHome(t.Context())
	require.NoError(t, err)
	require.EqualValues(t, 2, home.Categories[0].ProductCount)
}

func TestOwnProducts(t *testing.T) {
	t.Parallel()
	f := open(t)
	var got []string
	cursor := ""
	for {
		page, err := f.OwnProducts(t.Context(), catalog.OwnProductsInput{OrgID: f.market.DGP.ID, Cursor: cursor, Limit: 3})
		require.NoError(t, err)
		require.EqualValues(t, 4, page.Total, "drafts too")
		for _, p := range page.Items {
			got = append(got, p.Slug)
		}
		if cursor = page.Next; cursor == "" {
			break
		}
	}
	slices.Sort(got)
	require.Equal(t, []string{"cam-ga", "ga-giong-hmong", "ga-hmong", "ga-hmong-hop-dong"}, got)
	_, err := f.OwnProducts(t.Context(), catalog.OwnProductsInput{OrgID: f.market.DGP.ID, Cursor: "x", Limit: 3})
	require.ErrorIs(t, err, keyset.ErrBadCursor)
}
