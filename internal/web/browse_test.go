package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The cases mirror frontend/src/lib/features/catalog/browse-state.test.ts.
func TestBrowse_query(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"":                             "",
		"q=++mật+ong++":                "facets=true&q=m%E1%BA%ADt+ong&sort=relevance",
		"q=ma%CC%A3%CC%82t":            "facets=true&q=m%E1%BA%ADt&sort=relevance", // NFD
		"q=che&sort=popular":           "facets=true&q=che",
		"sort=popular":                 "",
		"sort=price_asc":               "sort=price_asc",
		"sort=cheapest":                "",
		"in_season=1&ocop_min=9":       "",
		"in_season=true&ocop_min=3":    "in_season=true&ocop_min=3",
		"price_max=-5&cooperative=a":   "cooperative=a",
		"price_max=50000&category=che": "category=che&price_max=50000",
		"utm_source=x&limit=1000":      "",
		"q=che&near=01&sort=near":      "facets=true&near=01&q=che&sort=near",
		"near=01&sort=near":            "",
		"q=che&near=%27&sort=near":     "facets=true&q=che&sort=near",
		"cursor=abc":                   "cursor=abc",
		"commune=abc&without=%3Cb%3E&in_stock=true&certified=true&exactly=true&price_min=9": "certified=true&exactly=true&in_stock=true&price_min=9",
	} {
		query, err := url.ParseQuery(address)
		require.NoError(t, err)
		require.Equal(t, want, readBrowse(query).apiQuery().Encode(), address)
	}
	require.Len(t, []rune(readBrowse(url.Values{"q": {strings.Repeat("ệ", 300)}}).Q), 200)
}

func TestBrowse_page(t *testing.T) {
	t.Parallel()
	api := newFakeAPI(t)
	api.answers["/api/v1/products?category=che"] = "products"
	api.answers["/api/v1/products?category=che&sort=price_asc"] = "products"
	api.answers["/api/v1/products?category=tao-meo&facets=true&ocop_min=3&q=m%E1%BB%A9t&sort=relevance"] = "products"
	_, e := newSite(t, func(d *Deps) { d.Source = api })

	category := parse(t, get(t, e, "/cho?category=che&utm=1").text)
	require.Equal(t, "Chè & trà – Chợ Phiên", textOf(all(category, "title")[0]))
	require.Equal(t, origin+"/cho?category=che", links(category, "canonical")[""])
	require.Equal(t, origin+"/en/cho?category=che", links(category, "alternate")["en"])

	sorted := get(t, e, "/cho?category=che&sort=price_asc").text
	require.Contains(t, sorted, `href="/en/cho?category=che&amp;sort=price_asc"`, "another language keeps the order")

	res := get(t, e, "/cho?q=mứt&category=tao-meo&ocop_min=3")
	require.Equal(t, http.StatusOK, res.StatusCode)
	doc := parse(t, res.text)
	require.Equal(t, "noindex, follow", meta(doc, "robots"), "endless combinations are not for search engines")
	main := all(byID(doc, "cp-main"), "main")[0]
	var hrefs []string
	for _, a := range all(main, "a") {
		hrefs = append(hrefs, attr(a, "href"))
	}
	require.Contains(t, hrefs, "/cho?category=tao-meo&q=m%E1%BB%A9t", "a chip takes its filter off")
	require.Contains(t, hrefs, "/san-pham/mut-tao-meo")
	require.Contains(t, textOf(main), "cursor=eyJhIjoxfQ%3D%3D", "without script, the next page is a link")
	var on []string
	for _, o := range all(main, "input") {
		for _, a := range o.Attr {
			if a.Key == "checked" {
				on = append(on, attr(o, "name")+"="+attr(o, "value"))
			}
		}
	}
	require.Equal(t, []string{"category=tao-meo", "ocop_min=3", "price_max=", "sort=relevance"}, on)
}

func TestSeason_sentence(t *testing.T) {
	t.Parallel()
	all, err := loadWords()
	require.NoError(t, err)
	v, err := newViews(all[langVI], langVI)
	require.NoError(t, err)
	require.Equal(t, "Đang vào vụ (tháng 9 đến tháng 2)", v.season([]int{9, 10, 11, 12, 1, 2}, 11))
	require.Equal(t, "Mùa vụ: tháng 3 đến tháng 4, tháng 8. Hiện chưa vào vụ.", v.season([]int{3, 4, 8}, 11))
	require.Equal(t, "Có quanh năm", v.season(months(), 11))
	require.Equal(t, "23/11/2026", date("2026-11-23"))
	require.Equal(t, "24/11/2026", date("2026-11-23T18:00:00Z"), "in Viet Nam it is tomorrow already")
}

// Without script a range of prices reads as the application says it.
func TestBrowse_prices_are_said_as_in_the_application(t *testing.T) {
	t.Parallel()
	api := newFakeAPI(t)
	s, e := newSite(t, func(d *Deps) { d.Source = api })
	for _, c := range []struct {
		least, most int64
		want        string
	}{
		{0, 99_999, "Dưới 100.000 ₫"},
		{0, 100_000, "Đến 100.000 ₫"},
		{200_000, 0, "Từ 200.000 ₫"},
		{100_000, 199_999, "100.000 ₫ – 200.000 ₫"},
	} {
		require.Equal(t, c.want, strings.ReplaceAll(s.priceRange("vi", c.least, c.most), "\u00a0", " "))
	}
	api.answers["/api/v1/products?price_max=99999&price_min=50000"] = "products"
	main := all(byID(parse(t, get(t, e, "/cho?price_min=50000&price_max=99999").text), "cp-main"), "main")[0]
	chips := all(all(main, "ul")[0], "a")
	require.Len(t, chips, 1, "a range is one filter")
	require.Equal(t, "/cho", attr(chips[0], "href"))
}
