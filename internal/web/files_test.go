package web

import (
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestFiles(t *testing.T) {
	t.Parallel()
	_, e := newSite(t)
	const script = "/_app/immutable/entry/start.js"
	for accepted, want := range map[string][2]string{
		"": {"", "console.log(1)"}, "gzip": {"gzip", "GZIP"}, "gzip, deflate, br": {"br", "BROTLI"}, "br;q=0, gzip": {"gzip", "GZIP"},
	} {
		res := get(t, e, script, "Accept-Encoding", accepted)
		require.Equal(t, want, [2]string{res.Header.Get("Content-Encoding"), res.text}, accepted)
		require.Equal(t, "text/javascript; charset=utf-8", res.Header.Get("Content-Type"))
		require.Equal(t, "public, max-age=31536000, immutable", res.Header.Get("Cache-Control"))
		require.Equal(t, "Accept-Encoding", res.Header.Get("Vary"))
		again := get(t, e, script, "Accept-Encoding", accepted, "If-None-Match", res.Header.Get("ETag"))
		require.Equal(t, http.StatusNotModified, again.StatusCode)
		require.Empty(t, again.text)
	}
	head := send(t, e, http.MethodHead, script)
	require.Equal(t, "14", head.Header.Get("Content-Length"))
	require.Empty(t, head.text)
	require.Equal(t, "font/woff2", get(t, e, "/fonts/be-vietnam-pro-400.v1.woff2").Header.Get("Content-Type"))
	require.Contains(t, get(t, e, "/fonts/be-vietnam-pro-400.v1.woff2").Header.Get("Cache-Control"), "immutable")
	require.Equal(t, "application/manifest+json", get(t, e, "/manifest.webmanifest").Header.Get("Content-Type"))
	require.Equal(t, "public, max-age=86400", get(t, e, "/favicon.svg").Header.Get("Cache-Control"))
}

func TestFiles_not_served(t *testing.T) {
	t.Parallel()
	_, e := newSite(t)
	for _, path := range []string{
		"/app.html", "/app.en.html", "/routes.json", "/routes.en.json", "/sizes.json", "/.vite/manifest.json", "/_app/", "/_app/immutable", "/_app/immutable/entry/",
		"/_app/../app.html", "/_app/immutable/entry/start.js.br", "/_app/immutable/assets/orphan.css", "/fonts/..%2f..%2fapp.html",
	} {
		assert.Equal(t, http.StatusNotFound, get(t, e, path).StatusCode, path)
	}
}

func TestSecurity_headers(t *testing.T) {
	t.Parallel()
	_, e := newSite(t)
	res := get(t, e, "/")
	policy := res.Header.Get("Content-Security-Policy")
	var inline int
	for _, page := range []reply{res, get(t, e, "/en")} {
		for _, s := range all(parse(t, page.text), "script") {
			if attr(s, "type") == "" {
				inline++
				require.Contains(t, policy, cspHash(textOf(s)), "the browser would refuse %s", textOf(s))
			}
		}
	}
	require.Equal(t, 4, inline)
	for _, want := range []string{"default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "upgrade-insecure-requests"} {
		require.Contains(t, policy, want)
	}
	require.NotContains(t, strings.Split(policy, "style-src")[0], "unsafe")
	require.NotContains(t, policy, "unsafe-inline")
	require.Equal(t, "nosniff", res.Header.Get("X-Content-Type-Options"))
	require.Equal(t, "same-origin", res.Header.Get("Referrer-Policy"))
	require.Equal(t, "max-age=31536000", res.Header.Get("Strict-Transport-Security"))
	require.NotEmpty(t, get(t, e, "/khong-co").Header.Get("Content-Security-Policy"))

	_, plain := newSite(t, func(d *Deps) { d.PublicURL = "http://127.0.0.1:8080" })
	res = get(t, plain, "/")
	require.Empty(t, res.Header.Get("Strict-Transport-Security"), "a browser would then refuse the local address")
	require.NotContains(t, res.Header.Get("Content-Security-Policy"), "upgrade-insecure-requests")
}

// TestAnnouncer_style holds the one allowed style attribute to what SvelteKit writes.
func TestAnnouncer_style(t *testing.T) {
	t.Parallel()
	const file = "../../frontend/node_modules/@sveltejs/kit/src/core/sync/write_root.js"
	source, err := os.ReadFile(file)
	if os.IsNotExist(err) {
		t.Skip("the frontend's packages are not installed")
	}
	require.NoError(t, err)
	require.Contains(t, string(source), `style="`+announcerStyle+`"`)
}

func TestRobots_and_security_txt(t *testing.T) {
	t.Parallel()
	_, e := newSite(t)
	robots := get(t, e, "/robots.txt").text
	require.Contains(t, robots, "Disallow: /en/don-hang\n")
	require.Contains(t, robots, "Sitemap: "+origin+"/sitemap.xml\n")
	require.NotContains(t, robots, "/san-pham")
	security := get(t, e, "/.well-known/security.txt").text
	require.Contains(t, security, "Contact: mailto:lienhe@chophien.vn\n")
	require.Contains(t, security, "Expires: 2027-05-22T00:00:00Z\n")
}

func TestNight_without_script(t *testing.T) {
	t.Parallel()
	_, e := newSite(t)
	res := get(t, e, "/no-script.css")
	require.Equal(t, "text/css; charset=utf-8", res.Header.Get("Content-Type"))
	require.Equal(t, "@media (prefers-color-scheme:dark){:root{--ink:#fff}}\n", res.text)
}

func TestRoutes(t *testing.T) {
	t.Parallel()
	got, err := parseRoutes([]byte(`{"files":["/a.js","/b.css","/c.js"],"routes":[{"id":"/","js":[2,0],"css":[1]}]}`))
	require.NoError(t, err)
	require.Equal(t, []routeFiles{{ID: "/", JS: []string{"/c.js", "/a.js"}, CSS: []string{"/b.css"}}}, got)
	for _, broken := range []string{`[]`, `{"files":[],"routes":[{"id":"/","js":[0]}]}`, `{"files":["/a.js"],"routes":[{"id":"/","js":[-1]}]}`} {
		_, err := parseRoutes([]byte(broken))
		require.Error(t, err, broken)
	}
}
