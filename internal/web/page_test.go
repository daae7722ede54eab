package web

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"

	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/httpcache"
)

// parse reads a page as a browser does.
func parse(t *testing.T, text string) *html.Node {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(text))
	require.NoError(t, err)
	return doc
}

// all returns the elements of a tag under n.
func all(n *html.Node, tag string) []*html.Node {
	var out []*html.Node
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && d.Data == tag {
			out = append(out, d)
		}
	}
	return out
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

func byID(doc *html.Node, id string) *html.Node {
	for d := range doc.Descendants() {
		if d.Type == html.ElementNode && attr(d, "id") == id {
			return d
		}
	}
	return nil
}

// TestFirst_data holds the page to what the application will ask for.
func TestFirst_data(t *testing.T) {
	t.Parallel()
	_, e := newSite(t)
	for path, keys := range map[string][]string{
		"/": {"/api/v1/site", "/api/v1/home"}, "/en": {"/api/v1/site", "/api/v1/home?lang=en"},
		"/cho": {"/api/v1/site", "/api/v1/products", "/api/v1/categories"}, "/htx": {"/api/v1/site", "/api/v1/cooperatives"},
		"/nhu-cau": {"/api/v1/site", "/api/v1/demand-board", "/api/v1/product-types"}, "/nhu-cau?loai=ga-hmong": {"/api/v1/site", "/api/v1/demand-board?type=ga-hmong", "/api/v1/product-types"},
		"/en/htx/doan-luong":    {"/api/v1/site", "/api/v1/cooperatives/doan-luong?lang=en", "/api/v1/products?cooperative=doan-luong&lang=en"},
		"/san-pham/mut-tao-meo": {"/api/v1/site", "/api/v1/products/mut-tao-meo"}, "/gio-hang": {"/api/v1/site"},
	} {
		var first struct {
			Data map[string]json.RawMessage
			Lang string
		}
		require.NoError(t, json.Unmarshal([]byte(textOf(byID(parse(t, get(t, e, path).text), "cp-data"))), &first), path)
		got := make([]string, 0, len(first.Data))
		for key := range first.Data {
			got = append(got, key)
		}
		require.ElementsMatch(t, keys, got, path)
	}
	raw, err := os.ReadFile(filepath.Join("testdata", "api", "product.json"))
	require.NoError(t, err)
	require.Contains(t, get(t, e, "/san-pham/mut-tao-meo").text, strings.ReplaceAll(string(raw), "<", `\u003c`), "the API's answer, byte for byte")
}

func TestShops_cannot_inject(t *testing.T) {
	t.Parallel()
	_, e := newSite(t)
	text := get(t, e, "/san-pham/xss").text
	doc := parse(t, text)
	for _, s := range all(doc, "script") {
		kind := attr(s, "type")
		require.True(t, kind != "" || strings.Contains(textOf(s), "theme()") || strings.Contains(textOf(s), "import("), textOf(s))
	}
	for _, img := range all(doc, "img") {
		require.Empty(t, attr(img, "onerror"))
		require.NotEqual(t, "x", attr(img, "src"))
	}
	require.NotContains(t, text, "<script>alert")
	require.NotContains(t, text, "--!>")
	var first struct {
		Data map[string]struct{ Name string }
	}
	require.NoError(t, json.Unmarshal([]byte(textOf(byID(doc, "cp-data"))), &first))
	require.Equal(t, textOf(all(doc, "h1")[0]), first.Data["/api/v1/products/xss"].Name, "nothing was lost on the way")
	require.Contains(t, first.Data["/api/v1/products/xss"].Name, "</script><!--")
	require.Equal(t, first.Data["/api/v1/products/xss"].Name, linkedData(t, doc)["Product"]["name"])

	search := get(t, e, "/cho?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E").text
	require.NotContains(t, search, "<script>alert")
}

func TestMissing_pages(t *testing.T) {
	t.Parallel()
	api := newFakeAPI(t)
	s, e := newSite(t, func(d *Deps) { d.Source = api })
	for _, path := range []string{
		"/san-pham/nhap", "/htx/khong-co", "/chinh-sach/khong-co", "/khong-co", "/en/khong-co", "/san-pham/..%2Fx", "/san-pham/NHAP",
		"/cho?cooperative=khong-co", "/en/san-pham/nhap",
	} {
		res := get(t, e, path)
		assert.Equal(t, http.StatusNotFound, res.StatusCode, path)
		assert.Equal(t, "no-store", res.Header.Get("Cache-Control"), path)
		doc := parse(t, res.text)
		assert.Equal(t, "noindex, follow", meta(doc, "robots"), path)
		assert.Empty(t, links(doc, "canonical"), path)
		lang := langVI
		if strings.HasPrefix(path, "/en") {
			lang = langEN
		}
		assert.Equal(t, s.words[lang]["error_missing_title"], textOf(all(doc, "h1")[0]), path)
	}
	require.NotContains(t, api.asked, "/api/v1/products/NHAP", "nonsense costs no query")
}

func TestPages_when_the_API_fails(t *testing.T) {
	t.Parallel()
	api := newFakeAPI(t)
	s, e := newSite(t, func(d *Deps) { d.Source = api })
	for _, fault := range []string{"broken", "lost"} {
		api.answers["/api/v1/home"] = fault
		res := get(t, e, "/")
		require.Equal(t, http.StatusServiceUnavailable, res.StatusCode)
		require.Equal(t, "5", res.Header.Get("Retry-After"))
		require.Contains(t, res.text, s.words[langVI]["error_server_title"])
	}
	api.answers["/api/v1/site"] = "lost"
	require.Equal(t, http.StatusOK, get(t, e, "/cho").StatusCode, "the footer's facts are worth no page")
}

func TestPrivate_areas(t *testing.T) {
	t.Parallel()
	_, e := newSite(t)
	for _, path := range []string{"/gio-hang", "/don-hang/0193?k=secret", "/quan-ly/doan-luong/don-hang/1", "/en/tai-khoan", "/loi-moi/token"} {
		res := get(t, e, path)
		require.Equal(t, http.StatusOK, res.StatusCode, path)
		text := res.text
		require.Equal(t, "noindex, follow", meta(parse(t, text), "robots"), path)
		require.NotContains(t, text, "secret")
	}
	require.Contains(t, get(t, e, "/quan-ly/a/b/c").text, "/_app/immutable/nodes/work.js")
}

func TestCached_pages(t *testing.T) {
	t.Parallel()
	now := &clock.Fixed{T: fixedNow}
	api := newFakeAPI(t)
	s, _ := newSite(t, func(d *Deps) { d.Source = api })
	e := gin.New()
	s.Register(e, httpcache.New(now).Middleware())
	head := send(t, e, http.MethodHead, "/")
	page := get(t, e, "/")
	require.Equal(t, http.StatusOK, page.StatusCode)
	require.NotEmpty(t, page.text, "a HEAD before it leaves no empty page in the cache")
	require.Equal(t, head.Header.Get("Content-Length"), page.Header.Get("Content-Length"))
	require.Equal(t, http.StatusNotModified, get(t, e, "/", "If-None-Match", page.Header.Get("ETag")).StatusCode)
	require.Len(t, api.asked, 2, "the site's facts and the home page, once")
	now.Advance(httpcache.TTL)
	require.Equal(t, page.text, get(t, e, "/").text)
	require.Len(t, api.asked, 4)
	require.Equal(t, "vi", get(t, e, "/").Header.Get("Content-Language"))
	require.Equal(t, "en", get(t, e, "/en/").Header.Get("Content-Language"))
}

// Each language is a build of its own, and its router would show its own words at the other's
// address: from when it has started until it has drawn the frame itself, these links are ours.
func TestLanguage_links_leave_the_router(t *testing.T) {
	t.Parallel()
	_, e := newSite(t)
	for _, path := range []string{"/", "/cho", "/en/cho", "/san-pham/mut-tao-meo", "/htx", "/gio-hang"} {
		var found int
		for _, a := range all(all(parse(t, get(t, e, path).text), "body")[0], "a") {
			if attr(a, "hreflang") == "" {
				continue
			}
			found++
			require.True(t, slices.ContainsFunc(a.Attr, func(at html.Attribute) bool { return at.Key == "data-sveltekit-reload" }), path)
		}
		require.Equal(t, 2, found, "in the head and in the foot of %s", path)
	}
}

func TestNot_built(t *testing.T) {
	t.Parallel()
	_, e := newSite(t, func(d *Deps) { d.Dist = os.DirFS(t.TempDir()) })
	res := get(t, e, "/")
	require.Equal(t, http.StatusServiceUnavailable, res.StatusCode)
	require.Contains(t, res.text, "make frontend")
	require.Equal(t, http.StatusNotFound, get(t, e, "/x").StatusCode)
	require.Equal(t, http.StatusOK, get(t, e, "/robots.txt").StatusCode)
}

func TestBroken_build_is_refused(t *testing.T) {
	t.Parallel()
	dist := built()
	dist["dist/app/app.html"].Data = []byte(`<html lang="%cp.lang%"><!--cp:main-->`)
	_, err := New(Deps{Dist: dist, PublicURL: origin})
	require.ErrorContains(t, err, "<!--cp:head-->")
}

func TestPolicies(t *testing.T) {
	t.Parallel()
	_, e := newSite(t)
	doc := parse(t, get(t, e, "/chinh-sach/dieu-khoan-su-dung").text)
	require.Equal(t, "Điều khoản sử dụng", textOf(all(byID(doc, "cp-main"), "h1")[0]))
	require.GreaterOrEqual(t, len(all(all(doc, "article")[0], "h2")), 3, "the whole text")
	version, err := PolicyVersion("dieu-khoan-su-dung")
	require.NoError(t, err)
	require.Regexp(t, `^\d{4}-\d\d-\d\d$`, version)
	require.Contains(t, textOf(byID(doc, "cp-main")), date(version), "a date as people write it")
	_, err = PolicyVersion("khong-co")
	require.Error(t, err)
}

// missing lists the keys that one of the languages does not know.
func missing(all map[string]words, keys []string) []string {
	var out []string
	for _, key := range keys {
		for _, lang := range languages {
			if all[lang][key] == "" {
				out = append(out, lang+": "+key)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// TestWords_are_known reads every key that templates and code name.
func TestWords_are_known(t *testing.T) {
	t.Parallel()
	all, err := loadWords()
	require.NoError(t, err)
	named := regexp.MustCompile(`\bt "([a-z0-9_]+)"|say\("([a-z0-9_]+)"[,)]`)
	var keys []string
	for _, pattern := range []string{"templates/*.gohtml", "*.go"} {
		files, err := filepath.Glob(pattern)
		require.NoError(t, err)
		for _, file := range files {
			raw, err := os.ReadFile(file)
			require.NoError(t, err)
			for _, m := range named.FindAllStringSubmatch(string(raw), -1) {
				keys = append(keys, m[1]+m[2])
			}
		}
	}
	require.Greater(t, len(keys), 80)
	for _, sort := range sorts {
		keys = append(keys, "sort_"+sort)
	}
	for _, s := range []string{"nationwide", "north", "province", "pickup"} {
		keys = append(keys, "product_scope_"+s)
	}
	for _, s := range []string{"valid", "expiring", "expired", "revoked"} {
		keys = append(keys, "certificate_"+s)
	}
	for _, s := range []string{"missing", "server"} {
		keys = append(keys, "error_"+s+"_title", "error_"+s+"_text")
	}
	for _, p := range policySlugs {
		keys = append(keys, p.key)
	}
	for _, tab := range tabs {
		keys = append(keys, tab.Label)
	}
	require.Empty(t, missing(all, keys))
}

// TestRoutes_have_rules: a page of the application that Go does not know would
// be answered as missing.
func TestRoutes_have_rules(t *testing.T) {
	t.Parallel()
	root := filepath.Join("..", "..", "frontend", "src", "routes")
	group := regexp.MustCompile(`/\([^)]+\)`)
	public, found := map[string]bool{}, map[string]bool{}
	for _, rule := range pageRules {
		public[rule.route] = true
	}
	areas := map[string]bool{}
	err := filepath.WalkDir(root, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.Name() != "+page.svelte" {
			return err
		}
		rel, err := filepath.Rel(root, filepath.Dir(path))
		if err != nil {
			return err
		}
		id := group.ReplaceAllString("/"+filepath.ToSlash(rel), "")
		if id == "" || id == "/." {
			id = "/"
		}
		found[id] = true
		if id == "/[...rest]" {
			return nil // the application's own words for a missing page, which NotFound answers
		}
		top := "/" + strings.SplitN(strings.TrimPrefix(id, "/"), "/", 2)[0]
		for _, area := range privateAreas {
			if area == top {
				areas[area] = true
				return nil
			}
		}
		assert.True(t, public[id], "the route %s has neither a page rule nor a private area in internal/web/page.go", id)
		return nil
	})
	require.NoError(t, err)
	for id := range public {
		assert.True(t, found[id], "the page rule %s has no route any more", id)
	}
	for _, area := range privateAreas {
		assert.True(t, areas[area], "the private area %s has no route any more", area)
	}
}
