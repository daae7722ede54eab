package web

import (
	"bufio"
	"context"
	"encoding/xml"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/chophien/chophien/internal/catalog"
)

// Index lists the public pages in the order of their slugs; catalog.Service does.
type Index interface {
	ProductPages(ctx context.Context, after string, limit int) ([]catalog.PublicPage, error)
	CooperativePages(ctx context.Context, after string, limit int) ([]catalog.PublicPage, error)
	// ProductPageMarks are the slugs that end a run of size products which more follow.
	ProductPageMarks(ctx context.Context, size int) ([]string, error)
}

// A sitemap may name 50,000 addresses. Each product has one in each language.
const (
	sitemapSize  = 20_000
	sitemapBatch = 1000
	sitemapNS    = `xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"`
)

// sitemap names every public page; when there are too many, it names the parts.
func (s *Site) sitemap(g *gin.Context) {
	if s.Index == nil {
		s.NotFound(g)
		return
	}
	marks, err := s.Index.ProductPageMarks(g.Request.Context(), sitemapSize)
	if err != nil {
		s.sitemapFailed(g, err)
		return
	}
	if len(marks) == 0 {
		s.urlset(g, func(ctx context.Context, w *sitemapWriter) error {
			if err := s.writePages(ctx, w); err != nil {
				return err
			}
			return s.writeProducts(ctx, w, "")
		})
		return
	}
	s.stream(g, "sitemapindex "+sitemapNS, "sitemapindex", func(_ context.Context, w *sitemapWriter) error {
		w.part(s.PublicURL + "/sitemap/pages.xml")
		for _, after := range append([]string{""}, marks...) {
			w.part(s.PublicURL + "/sitemap/products.xml?after=" + url.QueryEscape(after))
		}
		return nil
	})
}

func (s *Site) sitemapPages(g *gin.Context) {
	if s.Index == nil {
		s.NotFound(g)
		return
	}
	s.urlset(g, s.writePages)
}

func (s *Site) sitemapProducts(g *gin.Context) {
	after := g.Query("after")
	if s.Index == nil || after != "" && !isSlug(after) {
		s.NotFound(g)
		return
	}
	s.urlset(g, func(ctx context.Context, w *sitemapWriter) error { return s.writeProducts(ctx, w, after) })
}

func (s *Site) urlset(g *gin.Context, write func(context.Context, *sitemapWriter) error) {
	s.stream(g, "urlset "+sitemapNS+` xmlns:xhtml="http://www.w3.org/1999/xhtml"`, "urlset", write)
}

// stream writes a sitemap as it is read. Once the first bytes are out a fault can
// only cut it off; a crawler then finds it broken and comes back.
func (s *Site) stream(g *gin.Context, open, name string, write func(context.Context, *sitemapWriter) error) {
	g.Header("Content-Type", "application/xml; charset=utf-8")
	g.Header("Cache-Control", "public, max-age=3600")
	g.Status(http.StatusOK)
	if g.Request.Method == http.MethodHead {
		g.Writer.WriteHeaderNow()
		return
	}
	w := &sitemapWriter{out: bufio.NewWriterSize(g.Writer, 16<<10), origin: s.PublicURL}
	w.text(xml.Header, "<", open, ">\n")
	if err := write(g.Request.Context(), w); err != nil {
		if g.Writer.Written() {
			s.Log.ErrorContext(g.Request.Context(), "sitemap cut off", slog.Any("error", err))
			return
		}
		s.sitemapFailed(g, err)
		return
	}
	w.text("</", name, ">\n")
	// A client that went away is no fault of ours.
	_ = w.out.Flush()
}

func (s *Site) sitemapFailed(g *gin.Context, err error) {
	s.Log.ErrorContext(g.Request.Context(), "sitemap failed", slog.Any("error", err))
	g.Header("Cache-Control", "no-store")
	g.Header("Retry-After", "60")
	g.String(http.StatusServiceUnavailable, "temporarily unavailable\n")
}

// writePages names everything but products.
func (s *Site) writePages(ctx context.Context, w *sitemapWriter) error {
	for _, path := range []string{"/", "/cho", "/htx", "/nhu-cau"} {
		w.page(path, time.Time{})
	}
	for _, p := range s.policies[langVI] {
		day, err := time.Parse(time.DateOnly, p.Version)
		if err != nil {
			day = time.Time{}
		}
		w.page("/chinh-sach/"+p.Slug, day)
	}
	for after := ""; ; {
		batch, err := s.Index.CooperativePages(ctx, after, sitemapBatch)
		if err != nil {
			return err
		}
		for _, c := range batch {
			w.page("/htx/"+c.Slug, c.ChangedAt)
		}
		if len(batch) < sitemapBatch {
			return nil
		}
		after = batch[len(batch)-1].Slug
	}
}

// writeProducts names the products after a slug, as many as one sitemap holds.
func (s *Site) writeProducts(ctx context.Context, w *sitemapWriter, after string) error {
	for left := sitemapSize; left > 0; {
		batch, err := s.Index.ProductPages(ctx, after, min(left, sitemapBatch))
		if err != nil {
			return err
		}
		for _, p := range batch {
			w.page("/san-pham/"+p.Slug, p.ChangedAt)
		}
		if len(batch) < min(left, sitemapBatch) {
			return nil
		}
		left -= len(batch)
		after = batch[len(batch)-1].Slug
	}
	return nil
}

// sitemapWriter writes sitemap elements. Slugs are plain ASCII (isSlug, and a
// CHECK in the database), so only "&" of our own addresses would need escaping.
type sitemapWriter struct {
	out    *bufio.Writer
	origin string
}

func (w *sitemapWriter) text(parts ...string) {
	for _, part := range parts {
		_, _ = w.out.WriteString(part) // the writer remembers; Flush tells
	}
}

// page names a page in each language, each with its alternates.
func (w *sitemapWriter) page(path string, changed time.Time) {
	for _, lang := range languages {
		w.text("<url><loc>", w.origin, localised(lang, path), "</loc>")
		if !changed.IsZero() {
			w.text("<lastmod>", changed.UTC().Format(time.RFC3339), "</lastmod>")
		}
		for _, other := range languages {
			w.text(`<xhtml:link rel="alternate" hreflang="`, other, `" href="`, w.origin, localised(other, path), `"/>`)
		}
		w.text("</url>\n")
	}
}

func (w *sitemapWriter) part(address string) { w.text("<sitemap><loc>", address, "</loc></sitemap>\n") }
