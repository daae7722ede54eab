package web

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"
)

// linkedData returns the page's JSON-LD objects by type.
func linkedData(t *testing.T, doc *html.Node) map[string]map[string]any {
	t.Helper()
	out := map[string]map[string]any{}
	for _, s := range all(doc, "script") {
		if attr(s, "type") != "application/ld+json" {
			continue
		}
		var one map[string]any
		require.NoError(t, json.Unmarshal([]byte(textOf(s)), &one))
		require.Equal(t, "https://schema.org", one["@context"])
		out[fmt.Sprint(one["@type"])] = one
	}
	return out
}

func meta(doc *html.Node, name string) string {
	for _, m := range all(doc, "meta") {
		if attr(m, "name") == name || attr(m, "property") == name {
			return attr(m, "content")
		}
	}
	return ""
}

func links(doc *html.Node, rel string) map[string]string {
	out := map[string]string{}
	for _, l := range all(doc, "link") {
		if attr(l, "rel") == rel {
			out[attr(l, "hreflang")] = attr(l, "href")
		}
	}
	return out
}

func TestProduct_head(t *testing.T) {
	t.Parallel()
	_, e := newSite(t)
	res := get(t, e, "/en/san-pham/mut-tao-meo?utm=x")
	require.Equal(t, "text/html; charset=utf-8", res.Header.Get("Content-Type"))
	doc := parse(t, res.text)
	require.Equal(t, "en", attr(all(doc, "html")[0], "lang"))
	require.Equal(t, "Mứt tào mèo – HTX Đoàn Lương – Chợ Phiên", textOf(all(doc, "title")[0]))
	require.Equal(t, origin+"/en/san-pham/mut-tao-meo", links(doc, "canonical")[""])
	require.Equal(t, map[string]string{
		"vi": origin + "/san-pham/mut-tao-meo", "en": origin + "/en/san-pham/mut-tao-meo", "x-default": origin + "/san-pham/mut-tao-meo",
	}, links(doc, "alternate"))
	require.Contains(t, res.text, `nodes/product-en.js" rel="modulepreload"`, "the route's own script is named")
	page := get(t, e, "/san-pham/mut-tao-meo").text
	style, picture, script := strings.Index(page, "assets/0.css"), strings.Index(page, "mut-tao-meo-640.jpg"), strings.Index(page, `entry/start.js" rel="modulepreload"`)
	require.True(t, 0 < style && style < picture && picture < script, "styles, then the picture, then scripts")
	require.Equal(t, 1, strings.Count(page, "assets/0.css"))
	require.Equal(t, origin+"/media/pictures/mut-tao-meo-1200.jpg", meta(doc, "og:image"))
	require.Equal(t, "1500", meta(doc, "og:image:height"))
	require.Equal(t, "en_US", meta(doc, "og:locale"))
	require.Equal(t, "summary_large_image", meta(doc, "twitter:card"))
	require.Contains(t, meta(doc, "description"), "₫65,000 / hộp 250 g")
	require.Empty(t, meta(doc, "robots"))
	require.Contains(t, textOf(byID(doc, "cp-main")), "₫65,000")
}

func TestProduct_linked_data(t *testing.T) {
	t.Parallel()
	_, e := newSite(t)
	ld := linkedData(t, parse(t, get(t, e, "/san-pham/mut-tao-meo").text))
	product := ld["Product"]
	require.Equal(t, "Mứt tào mèo", product["name"])
	offers, _ := product["offers"].([]any)
	require.Len(t, offers, 2)
	first, _ := offers[0].(map[string]any)
	second, _ := offers[1].(map[string]any)
	require.Equal(t, "https://schema.org/OutOfStock", first["availability"])
	require.Equal(t, []any{"65000", "VND", "https://schema.org/LimitedAvailability", "P13-250"},
		[]any{second["price"], second["priceCurrency"], second["availability"], second["sku"]})
	require.Len(t, product["image"], 2)
	marks, _ := product["hasCertification"].([]any)
	require.Len(t, marks, 1, "neither an expired nor an invented certificate is told")
	steps, _ := ld["BreadcrumbList"]["itemListElement"].([]any)
	require.Len(t, steps, 3)
	middle, _ := steps[1].(map[string]any)
	require.Equal(t, origin+"/cho?category=tao-meo", middle["item"])

	quote := linkedData(t, parse(t, get(t, e, "/san-pham/ga-hmong").text))["Product"]
	require.NotContains(t, quote, "offers", "what has no price is offered at none")
	home := linkedData(t, parse(t, get(t, e, "/en").text))
	require.Equal(t, origin+"/en", home["WebSite"]["url"])
	require.Contains(t, fmt.Sprint(home["WebSite"]["potentialAction"]), origin+"/en/cho?q={search_term_string}")
	require.Equal(t, "Liên minh HTX", home["Organization"]["name"])
	coop := linkedData(t, parse(t, get(t, e, "/htx/doan-luong").text))["Organization"]
	require.Equal(t, "HTX Chế biến, kinh doanh tổng hợp Đoàn Lương", coop["name"])
}

func TestAlcohol_is_not_advertised(t *testing.T) {
	t.Parallel()
	_, e := newSite(t)
	doc := parse(t, get(t, e, "/san-pham/ruou-tao-meo").text)
	require.Equal(t, origin+"/icons/icon-512.png", meta(doc, "og:image"))
	require.NotContains(t, linkedData(t, doc)["Product"], "image")
	for _, img := range all(byID(doc, "cp-main"), "img") {
		require.NotContains(t, attr(img, "src"), "/media/")
	}
	require.NotContains(t, textOf(all(byID(doc, "cp-main"), "main")[0]), "Thơm nồng")
}
