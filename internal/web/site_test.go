package web

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/platform/clock"
)

var update = flag.Bool("update", false, "rewrite golden files and problems.json")

const origin = "https://chophien.vn"

// fixedNow is a Vietnamese morning in November.
var fixedNow = time.Date(2026, 11, 23, 3, 0, 0, 0, time.UTC)

// built is a small frontend build with everything that a real one has.
func built() fstest.MapFS {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	const shell = `<!doctype html>
<html lang="%cp.lang%">
<head><meta charset="utf-8"><script>theme()</script>
<!--cp:head-->
<link href="/_app/immutable/entry/start.js" rel="modulepreload">
<link href="/_app/immutable/assets/0.css" rel="stylesheet"></head>
<body><div id="cp-main"><!--cp:main--></div>
<script type="application/json" id="cp-data"><!--cp:data--></script>
<div><script>
	import("/_app/immutable/entry/start.js")
</script></div></body></html>
`
	const routes = `{"files":["/_app/immutable/nodes/home.js","/_app/immutable/assets/home.css","/_app/immutable/nodes/product.js","/_app/immutable/nodes/work.js"],"routes":[
{"id":"/","js":[0],"css":[1]},
{"id":"/san-pham/[slug]","js":[2],"css":[]},
{"id":"/quan-ly/[org]/[...rest]","js":[3],"css":[]}]}`
	return fstest.MapFS{
		"dist/app/app.html":                            file(shell),
		"dist/app/app.en.html":                         file(strings.ReplaceAll(shell, "entry/start.js", "entry/start-en.js")),
		"dist/app/routes.json":                         file(routes),
		"dist/app/routes.en.json":                      file(strings.ReplaceAll(routes, ".js", "-en.js")),
		"dist/app/sizes.json":                          file(`{}`),
		"dist/app/.vite/manifest.json":                 file(`{}`),
		"dist/app/_app/version.json":                   file(`{"version":"x"}`),
		"dist/app/_app/immutable/entry/start.js":       file(`console.log(1)`),
		"dist/app/_app/immutable/entry/start.js.br":    file(`BROTLI`),
		"dist/app/_app/immutable/entry/start.js.gz":    file(`GZIP`),
		"dist/app/fonts/be-vietnam-pro-400.v1.woff2":   file(`FONT`),
		"dist/app/_app/immutable/assets/0.css":         file(`:root{--ink:#000}[data-theme=dark]{--ink:#fff}`),
		"dist/app/favicon.svg":                         file(`<svg/>`),
		"dist/app/manifest.webmanifest":                file(`{}`),
		"dist/app/_app/immutable/assets/orphan.css.gz": file(`nothing uncompressed belongs to this`),
	}
}

// fakeAPI answers from testdata/api, by path.
type fakeAPI struct {
	answers map[string]string // path to file or status
	mu      sync.Mutex
	asked   []string
}

func newFakeAPI(tb testing.TB) *fakeAPI {
	tb.Helper()
	answers := map[string]string{"/api/v1/site": "site"}
	for _, lang := range []string{"", "?lang=en"} {
		for path, file := range map[string]string{
			"/api/v1/home": "home", "/api/v1/products": "products", "/api/v1/products/mut-tao-meo": "product",
			"/api/v1/products/ruou-tao-meo": "spirits", "/api/v1/products/ga-hmong": "quote", "/api/v1/products/xss": "xss",
			"/api/v1/categories": "categories", "/api/v1/cooperatives": "cooperatives", "/api/v1/cooperatives/doan-luong": "cooperative",
			"/api/v1/demand-board": "demands", "/api/v1/product-types": "types", "/api/v1/demand-board?type=ga-hmong": "demands",
		} {
			answers[path+lang] = file
		}
	}
	answers["/api/v1/products?cooperative=doan-luong"] = "products"
	answers["/api/v1/products?cooperative=doan-luong&lang=en"] = "products"
	return &fakeAPI{answers: answers}
}

func (f *fakeAPI) JSON(_ context.Context, path string) (int, []byte, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.asked = append(f.asked, path)
	switch name := f.answers[path]; name {
	case "":
		return http.StatusNotFound, []byte(`{"code":"x"}`), nil
	case "broken":
		return http.StatusInternalServerError, nil, nil
	case "lost":
		return 0, nil, errors.New("connection lost")
	default:
		raw, err := os.ReadFile(filepath.Join("testdata", "api", name+".json"))
		return http.StatusOK, raw, err
	}
}

func newSite(tb testing.TB, change ...func(*Deps)) (*Site, *gin.Engine) {
	tb.Helper()
	gin.SetMode(gin.ReleaseMode)
	d := Deps{
		Dist: built(), Source: newFakeAPI(tb), PublicURL: origin, OpenAPIJSON: []byte(contract),
		Clock: &clock.Fixed{T: fixedNow}, Log: slog.New(slog.DiscardHandler),
	}
	for _, c := range change {
		c(&d)
	}
	s, err := New(d)
	require.NoError(tb, err)
	e := gin.New()
	e.Use(s.SecurityHeaders())
	s.Register(e, func(g *gin.Context) { g.Next() })
	e.NoRoute(s.NotFound)
	return s, e
}

// reply is an answer, read to its end.
type reply struct {
	StatusCode int
	Header     http.Header
	text       string
}

func get(t *testing.T, h http.Handler, path string, headers ...string) reply {
	t.Helper()
	return send(t, h, http.MethodGet, path, headers...)
}

func send(t *testing.T, h http.Handler, method, path string, headers ...string) reply {
	t.Helper()
	req := httptest.NewRequestWithContext(t.Context(), method, path, nil)
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, req)
	require.False(t, bytes.Contains(rec.Body.Bytes(), []byte("ZgotmplZ")), "%s: html/template took an address out", path)
	return reply{rec.Code, rec.Result().Header, rec.Body.String()}
}

// plainWords name the message and what it was given instead of saying it, so that
// golden pages stay when a wording changes.
func plainWords(all map[string]words) map[string]words {
	slot := regexp.MustCompile(`\{\w+\}`)
	out := map[string]words{}
	for lang, w := range all {
		out[lang] = words{}
		for key, text := range w {
			out[lang][key] = strings.TrimSpace("‹" + key + " " + strings.Join(slot.FindAllString(text, -1), " ") + "›")
		}
	}
	return out
}

func TestPages_golden(t *testing.T) {
	t.Parallel()
	s, e := newSite(t)
	s.words = plainWords(s.words)
	for _, lang := range languages {
		v, err := newViews(s.words[lang], lang)
		require.NoError(t, err)
		s.views[lang] = v
	}
	for name, path := range map[string]string{
		"home": "/", "product": "/san-pham/mut-tao-meo", "spirits": "/san-pham/ruou-tao-meo", "quote": "/san-pham/ga-hmong",
		"browse": "/cho", "cooperatives": "/htx", "demands": "/nhu-cau", "cooperative": "/htx/doan-luong", "private": "/gio-hang", "workspace": "/quan-ly/1",
	} {
		for _, lang := range languages {
			res := get(t, e, localised(lang, path))
			require.Equal(t, http.StatusOK, res.StatusCode, path)
			require.Equal(t, lang, res.Header.Get("Content-Language"))
			golden(t, name+"."+lang+".html", res.text)
		}
	}
	golden(t, "missing.vi.html", get(t, e, "/khong-co").text)
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", "golden", name)
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, string(want), got, "if this is meant: go test ./internal/web -run %s -update", t.Name())
}
