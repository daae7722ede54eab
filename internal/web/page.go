package web

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"

	"github.com/gin-gonic/gin"
)

const (
	sitePath    = "/api/v1/site"
	defaultIcon = "/icons/icon-512.png"
	titleEnd    = " – "
)

// page is one answer before it is written.
type page struct {
	lang string
	// path is the address without language; query is what of it names the page.
	path  string
	query url.Values
	// inLanguage is the same view in a language; nil where path and query say it all.
	inLanguage func(lang string) string

	title       string
	description string
	image       *picture
	kind        string // Open Graph's type
	noIndex     bool
	status      int
	linked      []any // JSON-LD
	trail       []crumb
	data        []datum
	site        apiSite

	// view is the template of the main text; text is what it shows. A bare page has
	// no head and foot of the shop around it.
	bare bool
	view string
	text any
}

// request is what a page is built from.
type request struct {
	path  string // without language
	slug  string
	query url.Values
}

type buildFunc func(s *Site, ctx context.Context, r request, p *page) error

// pageRule gives a public page its address. Each belongs to a SvelteKit route;
// a test holds the two together.
type pageRule struct {
	route string // as SvelteKit names it
	path  string // as Gin does
	build buildFunc
}

var pageRules = []pageRule{
	{"/", "/", (*Site).homePage},
	{"/cho", "/cho", (*Site).browsePage},
	{"/san-pham/[slug]", "/san-pham/:slug", (*Site).productPage},
	{"/htx", "/htx", (*Site).cooperativesPage},
	{"/nhu-cau", "/nhu-cau", (*Site).demandsPage},
	{"/htx/[slug]", "/htx/:slug", (*Site).cooperativePage},
	{"/chinh-sach/[slug]", "/chinh-sach/:slug", (*Site).policyPage},
}

// The workspaces have a frame of their own, which only the application draws.
const (
	workspaceArea = "/quan-ly"
	allianceArea  = "/lien-minh"
)

// privateAreas are addresses, with all beneath them, that the application alone
// fills: they depend on who is there, and no search engine has business in them.
var privateAreas = []string{
	"/gio-hang", "/thanh-toan", "/don-hang", "/tai-khoan", "/dang-nhap", "/dang-ky",
	"/quen-mat-khau", "/dat-lai-mat-khau", "/loi-moi", "/tim-giup", "/khieu-nai", workspaceArea, allianceArea,
}

// serve builds a page and writes it; what goes wrong becomes a page too.
func (s *Site) serve(g *gin.Context, lang string, build buildFunc) {
	ctx := g.Request.Context()
	r := request{path: g.Request.URL.Path, slug: g.Param("slug"), query: g.Request.URL.Query()}
	if lang != langVI {
		r.path = "/" + strings.TrimPrefix(strings.TrimPrefix(r.path, "/"+lang), "/")
	}
	p := newPage(lang, r.path)
	// The footer's facts. A page never fails because they are missing.
	if err := s.read(ctx, p, sitePath, nil, &p.site); err != nil {
		s.Log.WarnContext(ctx, "page without the operator's facts", slog.Any("error", err))
	}
	err := build(s, ctx, r, p)
	switch {
	case errors.Is(err, errMissing):
		p = s.faultPage(p, http.StatusNotFound)
	case err != nil:
		s.Log.ErrorContext(ctx, "page failed", slog.String("path", r.path), slog.Any("error", err))
		p = s.faultPage(p, http.StatusServiceUnavailable)
		g.Header("Retry-After", "5")
	}
	s.write(g, p)
}

// NotFound answers a path that nobody else knows, in the language of the path.
func (s *Site) NotFound(g *gin.Context) {
	if s.shells == nil {
		g.String(http.StatusNotFound, "not found\n")
		return
	}
	lang := langVI
	if path := g.Request.URL.Path; path == "/en" || strings.HasPrefix(path, "/en/") {
		lang = langEN
	}
	s.serve(g, lang, func(*Site, context.Context, request, *page) error { return errMissing })
}

func newPage(lang, path string) *page {
	return &page{lang: lang, path: path, kind: "website", status: http.StatusOK}
}

// faultPage keeps of a page only what its frame needs.
func (s *Site) faultPage(broken *page, status int) *page {
	p := newPage(broken.lang, broken.path)
	p.site, p.status, p.noIndex, p.view = broken.site, status, true, "fault"
	for _, d := range broken.data {
		if d.path == sitePath {
			p.data = append(p.data, d)
		}
	}
	key := "error_missing"
	if status != http.StatusNotFound {
		key = "error_server"
	}
	w := s.words[p.lang]
	p.title = w.say(key+"_title") + titleEnd + w.say("brand")
	p.text = fault{Status: status, Title: w.say(key + "_title"), Text: w.say(key + "_text")}
	return p
}

type fault struct {
	Status      int
	Title, Text string
}

// privatePage is the frame that the application fills for whoever is there.
func (s *Site) privatePage(_ context.Context, r request, p *page) error {
	p.title, p.noIndex, p.view = s.words[p.lang].say("brand"), true, "private"
	p.bare = within(r.path, workspaceArea) || within(r.path, allianceArea)
	return nil
}

// within tells whether a path is an area or lies beneath it.
func within(path, area string) bool { return path == area || strings.HasPrefix(path, area+"/") }

// address is the page's address without the origin.
func (p *page) address(lang string) string {
	path := localised(lang, escaped(p.path))
	if len(p.query) > 0 {
		path += "?" + p.query.Encode()
	}
	return path
}

func escaped(path string) string { return (&url.URL{Path: path}).EscapedPath() }

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }} //nolint:gochecknoglobals // a pool is shared by nature

// write puts the page together. Everything is rendered before the first byte is
// sent, so that a fault can still become a proper answer.
func (s *Site) write(g *gin.Context, p *page) {
	b, _ := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(b)
	b.Reset()
	if err := s.render(b, p); err != nil {
		s.Log.ErrorContext(g.Request.Context(), "render page", slog.String("path", p.path), slog.Any("error", err))
		g.Header("Cache-Control", "no-store")
		g.String(http.StatusInternalServerError, s.words[p.lang].say("error_server_text")+"\n")
		return
	}
	h := g.Writer.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", p.lang)
	h.Set("Content-Length", strconv.Itoa(b.Len()))
	if p.status != http.StatusOK {
		h.Set("Cache-Control", "no-store")
	}
	g.Status(p.status)
	g.Writer.WriteHeaderNow()
	// Also for HEAD: the server drops the body, and the cache keeps it for the next
	// GET. A client that went away is no fault of ours.
	_, _ = g.Writer.Write(b.Bytes())
}

func (s *Site) render(b *bytes.Buffer, p *page) error {
	sh := s.shells[p.lang]
	parts, files := &sh.parts, sh.filesOf(p.path)
	b.WriteString(parts[0])
	b.WriteString(p.lang)
	b.WriteString(parts[1])
	if err := s.renderHead(b, p, files); err != nil {
		return err
	}
	b.WriteString(parts[2])
	if err := s.views[p.lang].render(b, p); err != nil {
		return err
	}
	// Where there is text to read, scripts wait in a template until it has been painted
	// (app.html): on a slow line they would take the line from styles and pictures.
	if !p.bare {
		b.WriteString("<template id=\"cp-scripts\">\n")
	}
	for _, script := range files.JS {
		b.WriteString(`<link href="` + script + `" rel="modulepreload">` + "\n")
	}
	if !p.bare {
		b.WriteString("</template>\n")
	}
	b.WriteString(parts[3])
	writeData(b, p)
	b.WriteString(parts[4])
	return nil
}

// writeData writes the first data. "<" is written as an escape, which JSON reads
// as the same character, so that no text can end the script element.
func writeData(b *bytes.Buffer, p *page) {
	b.WriteString(`{"data":{`)
	for i, d := range p.data {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(strconv.Quote(d.path)) // query-escaped, so plain ASCII
		b.WriteByte(':')
		for body := d.body; ; {
			before, after, found := bytes.Cut(body, []byte("<"))
			b.Write(before)
			if !found {
				break
			}
			b.WriteString(`\u003c`)
			body = after
		}
	}
	b.WriteString(`},"lang":"` + p.lang + `"}`)
}
