package web

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/chophien/chophien/internal/platform/clock"
)

// Deps are what the pages are made of; all but Index are needed.
type Deps struct {
	// Dist holds the built application under dist/app (frontend.Dist). Without a
	// build every page says how to make one.
	Dist fs.FS
	// Source gives what the pages show.
	Source Source
	// Index lists what the sitemap names; without it there is no sitemap.
	Index Index
	// Scans counts how often lots' pages are opened; without it nobody counts.
	Scans Scans
	// PublicURL is where browsers reach the site, without a trailing slash.
	PublicURL string
	// Answers lets orders be answered by their links; without it there are no such pages.
	Answers Answers
	// Cards opens the pages with Stripe's form to Stripe's script.
	Cards bool
	// OpenAPIJSON is the API's contract, for its documentation.
	OpenAPIJSON []byte
	Clock       clock.Clock
	Log         *slog.Logger
}

// Site answers pages and files. Build it with New.
type Site struct {
	Deps
	app      fs.FS             // dist/app
	shells   map[string]*shell // by language; nil without a build
	files    map[string]*asset
	words    map[string]words
	views    map[string]*views
	policies map[string][]policy
	docs     *docs
	headers  []header
	// cardHeaders are those of pages with Stripe's form.
	cardHeaders []header
	night       []byte // style sheet for readers without script
}

// New reads the build, the policies and the templates. Its error is a broken
// build or template; a build that is not there is only logged.
func New(d Deps) (*Site, error) {
	base, err := url.Parse(d.PublicURL)
	if err != nil || base.Host == "" || strings.HasSuffix(d.PublicURL, "/") {
		return nil, fmt.Errorf("web: %q is no address like https://chophien.vn", d.PublicURL)
	}
	s := &Site{Deps: d, views: map[string]*views{}}
	if s.app, err = fs.Sub(d.Dist, "dist/app"); err != nil {
		return nil, fmt.Errorf("open the frontend build: %w", err)
	}
	if s.shells, s.files, err = loadBuild(s.app); errors.Is(err, errNotBuilt) {
		d.Log.Warn("the frontend is not built: run make frontend")
	} else if err != nil {
		return nil, err
	}
	if s.words, err = loadWords(); err != nil {
		return nil, err
	}
	if s.policies, err = loadPolicies(); err != nil {
		return nil, err
	}
	for _, lang := range languages {
		if s.views[lang], err = newViews(s.words[lang], lang); err != nil {
			return nil, err
		}
	}
	if s.docs, err = newDocs(d.OpenAPIJSON, d.PublicURL); err != nil {
		return nil, err
	}
	if s.night, err = nightStyle(s.app, s.files); err != nil {
		return nil, err
	}
	s.headers, s.cardHeaders = securityHeaders(base, s.shells, false), securityHeaders(base, s.shells, true)
	return s, nil
}

// Register adds every address of the site to r. cached serves repeated reads
// from memory; it must not sit before Source's own answers a second time (see
// Source). Paths nobody else answers go to NotFound, which the caller sets.
func (s *Site) Register(r gin.IRouter, cached gin.HandlerFunc) {
	for _, rule := range pageRules {
		s.page(r, cached, rule.path, rule.build)
	}
	for _, area := range privateAreas {
		s.page(r, cached, area, (*Site).privatePage)
		s.page(r, cached, area+"/*rest", (*Site).privatePage)
	}
	s.registerFiles(r)
	s.registerAnswer(r)
	s.registerTrace(r)
	read(r, "/sitemap.xml", s.sitemap)
	read(r, "/sitemap/pages.xml", s.sitemapPages)
	read(r, "/sitemap/products.xml", s.sitemapProducts)
	read(r, nightPath, s.noScriptStyle)
	read(r, "/robots.txt", s.robots)
	read(r, "/.well-known/security.txt", s.securityTxt)
	s.docs.register(r, cached)
}

// page serves one page in every language.
func (s *Site) page(r gin.IRouter, cached gin.HandlerFunc, path string, build buildFunc) {
	for _, lang := range languages {
		handler := func(g *gin.Context) { s.serve(g, lang, build) }
		if s.shells == nil {
			read(r, localised(lang, path), s.notBuilt)
			continue
		}
		read(r, localised(lang, path), cached, handler)
		if lang != langVI && path == "/" {
			// The application's own links to the English home end in a slash.
			read(r, localised(lang, path)+"/", cached, handler)
		}
	}
}

func (s *Site) notBuilt(g *gin.Context) {
	g.Header("Cache-Control", "no-store")
	g.String(http.StatusServiceUnavailable, "frontend not built: run make frontend\n")
}

// read registers handlers for GET and HEAD.
func read(r gin.IRouter, path string, handlers ...gin.HandlerFunc) {
	r.GET(path, handlers...)
	r.HEAD(path, handlers...)
}

// localised is the address of a page in a language: Vietnamese at the root,
// English under /en.
func localised(lang, path string) string {
	if lang == langVI {
		return path
	}
	if path == "/" {
		return "/" + lang
	}
	return "/" + lang + path
}
