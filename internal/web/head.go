package web

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
)

// crumb is one step from the market to the page; the last has no path.
type crumb struct{ Label, Path string }

// follow gives a page its trail, for readers and for search engines.
func (s *Site) follow(p *page, trail ...crumb) {
	p.trail = trail
	p.linked = append(p.linked, s.ldTrail(p))
}

// headView is what the head template shows.
type headView struct {
	Title, Description, Canonical, Locale, OtherLocale, Kind, SiteName string
	NoIndex                                                            bool
	Alternates                                                         []alternate
	Image                                                              *shareImage
	Styles                                                             []string
	NightStyle                                                         string
}

type alternate struct{ Lang, Href string }

// shareImage is the picture that a shared link shows.
type shareImage struct {
	URL, Type, Alt string
	Width, Height  int
}

// renderHead writes what goes between the shell's head tags.
func (s *Site) renderHead(b *bytes.Buffer, p *page, files routeFiles) error {
	h := headView{
		Title: p.title, Description: shorten(p.description, 300), Kind: p.kind, NoIndex: p.noIndex,
		SiteName: s.words[p.lang].say("brand"), Locale: "vi_VN", OtherLocale: "en_US",
		Styles: files.CSS, NightStyle: nightPath,
	}
	if p.lang == langEN {
		h.Locale, h.OtherLocale = h.OtherLocale, h.Locale
	}
	if !p.noIndex {
		h.Canonical = s.PublicURL + p.address(p.lang)
		for _, lang := range languages {
			h.Alternates = append(h.Alternates, alternate{lang, s.PublicURL + p.address(lang)})
		}
		h.Alternates = append(h.Alternates, alternate{"x-default", s.PublicURL + p.address(langVI)})
		h.Image = s.shareImage(p.image)
	}
	if err := s.views[p.lang].all.ExecuteTemplate(b, "document-head", h); err != nil {
		return fmt.Errorf("render the head: %w", err)
	}
	if p.noIndex {
		return nil
	}
	for _, linked := range p.linked {
		raw, err := json.Marshal(linked) // escapes "<", so that no text can end the element
		if err != nil {
			return fmt.Errorf("encode linked data: %w", err)
		}
		b.WriteString(`<script type="application/ld+json">`)
		b.Write(raw)
		b.WriteString("</script>\n")
	}
	return nil
}

// shareImage takes the widest JPEG; without a picture the market's mark.
func (s *Site) shareImage(p *picture) *shareImage {
	var widest pictureSize
	if p != nil {
		for _, size := range p.Sizes {
			if size.W > widest.W && strings.HasSuffix(size.URL, ".jpg") {
				widest = size
			}
		}
	}
	if widest.W == 0 || p.Width == 0 {
		return &shareImage{URL: s.absolute(defaultIcon), Type: "image/png", Width: 512, Height: 512}
	}
	return &shareImage{
		URL: s.absolute(widest.URL), Type: "image/jpeg", Alt: p.Alt,
		Width: widest.W, Height: (widest.W*p.Height + p.Width/2) / p.Width,
	}
}

// absolute is an address as other sites must write it.
func (s *Site) absolute(address string) string {
	if u, err := url.Parse(address); err == nil && u.IsAbs() {
		return address
	}
	return s.PublicURL + address
}

// shorten cuts a text at a word, at most n characters long.
func shorten(text string, n int) string {
	text = strings.Join(strings.Fields(text), " ")
	runes := []rune(text)
	if len(runes) <= n {
		return text
	}
	short := string(runes[:n-1])
	if i := strings.LastIndexByte(short, ' '); i > 0 {
		short = short[:i]
	}
	return strings.TrimRight(short, " ,;:–") + "…"
}
