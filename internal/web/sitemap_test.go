package web

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/catalog"
)

// fakeIndex holds n products "p-000001"… and two cooperatives.
type fakeIndex struct {
	n    int
	fail bool
}

func (f *fakeIndex) ProductPages(_ context.Context, after string, limit int) ([]catalog.PublicPage, error) {
	if f.fail {
		return nil, errors.New("database gone")
	}
	first := 1
	if after != "" {
		if _, err := fmt.Sscanf(after, "p-%06d", &first); err != nil {
			return nil, err
		}
		first++
	}
	var out []catalog.PublicPage
	for i := first; i <= f.n && len(out) < limit; i++ {
		out = append(out, catalog.PublicPage{Slug: fmt.Sprintf("p-%06d", i), ChangedAt: fixedNow})
	}
	return out, nil
}

func (f *fakeIndex) CooperativePages(_ context.Context, after string, _ int) ([]catalog.PublicPage, error) {
	if after != "" {
		return nil, nil
	}
	return []catalog.PublicPage{{Slug: "doan-luong", ChangedAt: fixedNow}, {Slug: "pung-luong", ChangedAt: fixedNow}}, nil
}

func (f *fakeIndex) ProductPageMarks(_ context.Context, size int) ([]string, error) {
	var out []string
	for i := size; i < f.n; i += size {
		out = append(out, fmt.Sprintf("p-%06d", i))
	}
	return out, nil
}

type urlset struct {
	XMLName xml.Name
	URLs    []struct {
		Loc     string `xml:"loc"`
		LastMod string `xml:"lastmod"`
		Links   []struct {
			Rel  string `xml:"rel,attr"`
			Lang string `xml:"hreflang,attr"`
			Href string `xml:"href,attr"`
		} `xml:"http://www.w3.org/1999/xhtml link"`
	} `xml:"url"`
	Parts []struct {
		Loc string `xml:"loc"`
	} `xml:"sitemap"`
}

func readSitemap(t *testing.T, res reply) urlset {
	t.Helper()
	require.Equal(t, http.StatusOK, res.StatusCode)
	require.Equal(t, "application/xml; charset=utf-8", res.Header.Get("Content-Type"))
	var s urlset
	require.NoError(t, xml.Unmarshal([]byte(res.text), &s))
	require.Equal(t, "http://www.sitemaps.org/schemas/sitemap/0.9", s.XMLName.Space)
	return s
}

func TestSitemap(t *testing.T) {
	t.Parallel()
	_, e := newSite(t, func(d *Deps) { d.Index = &fakeIndex{n: 2500} })
	s := readSitemap(t, get(t, e, "/sitemap.xml"))
	require.Equal(t, "urlset", s.XMLName.Local)
	require.Len(t, s.URLs, 2*(4+len(policySlugs)+2+2500))
	seen := map[string]bool{}
	for _, u := range s.URLs {
		require.False(t, seen[u.Loc], u.Loc)
		seen[u.Loc] = true
		require.Len(t, u.Links, 2)
		require.Equal(t, "alternate", u.Links[0].Rel)
		if u.LastMod != "" {
			_, err := time.Parse(time.RFC3339, u.LastMod)
			require.NoError(t, err)
		}
	}
	for _, want := range []string{"/", "/en", "/htx/doan-luong", "/en/chinh-sach/doi-tra", "/san-pham/p-000001", "/en/san-pham/p-002500"} {
		require.True(t, seen[origin+want], want)
	}
}

func TestSitemap_in_parts(t *testing.T) {
	t.Parallel()
	_, e := newSite(t, func(d *Deps) { d.Index = &fakeIndex{n: 2*sitemapSize + 1} })
	index := readSitemap(t, get(t, e, "/sitemap.xml"))
	require.Equal(t, "sitemapindex", index.XMLName.Local)
	require.Len(t, index.Parts, 4)
	products := map[string]bool{}
	for i, part := range index.Parts {
		s := readSitemap(t, get(t, e, part.Loc[len(origin):]))
		require.LessOrEqual(t, len(s.URLs), 50_000)
		for _, u := range s.URLs {
			if i > 0 {
				require.False(t, products[u.Loc], u.Loc)
				products[u.Loc] = true
			}
		}
	}
	require.Len(t, products, 2*(2*sitemapSize+1), "every product in both languages, once")
	require.Equal(t, http.StatusNotFound, get(t, e, "/sitemap/products.xml?after=%3Cx%3E").StatusCode)
}

func TestSitemap_when_the_database_fails(t *testing.T) {
	t.Parallel()
	_, e := newSite(t, func(d *Deps) { d.Index = &fakeIndex{n: 5, fail: true} })
	require.Equal(t, http.StatusServiceUnavailable, get(t, e, "/sitemap.xml").StatusCode)
	_, without := newSite(t)
	require.Equal(t, http.StatusNotFound, get(t, without, "/sitemap.xml").StatusCode)
}
