package web

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"html/template"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/chophien/chophien/internal/money"
)

//go:embed templates/*.gohtml
var templateFiles embed.FS

// iconShapes are the Lucide icons (1.48.0, ISC licence) that the pages draw, by
// name, as the application draws them.
//
//go:embed icons.json
var iconShapes []byte

// views are the templates of one language.
type views struct {
	lang  string
	words words
	icons map[string]string
	all   *template.Template
}

// frame is what every template gets: the page and what its head and foot need.
type frame struct {
	Lang, Path string
	Other      otherLanguage
	Query      string // what was searched for
	Site       apiSite
	Policies   []link
	Text       any
}

// tab is one of the phone's main ways, under the thumb.
type tab struct{ Path, Icon, Label string }

var tabs = []tab{
	{"/", "store", "nav_market"},
	{"/cho", "search", "nav_find"},
	{"/gio-hang", "shopping-basket", "nav_cart"},
	{"/don-hang", "receipt-text", "nav_orders"},
	{"/tai-khoan", "user-round", "nav_me"},
}

type otherLanguage struct{ Lang, Href string }

type link struct{ Label, Href string }

func newViews(w words, lang string) (*views, error) {
	v := &views{lang: lang, words: w}
	if err := json.Unmarshal(iconShapes, &v.icons); err != nil {
		return nil, fmt.Errorf("read icons.json: %w", err)
	}
	var err error
	v.all, err = template.New("").Funcs(template.FuncMap{
		"t": w.say, "href": func(path string) string { return localised(lang, path) },
		"vnd": v.vnd, "stars": v.stars, "amount": v.amount, "date": date, "month": v.month, "season": v.season, "icon": v.icon,
		"image": newImage, "paragraphs": paragraphs, "months": months, "has": slices.Contains[[]int],
		"times":   func(n int) []struct{} { return make([]struct{}, max(n, 0)) },
		"gallery": func(name string, all []picture, single *picture) galleryView { return newGallery(name, all, single) },
		"card":    func(p productCard, level string, eager bool) cardView { return cardView{p, level, eager} },
		"coop":    func(c cooperativeCard, level string) coopView { return coopView{c, level} },
		"under":   within,
		"dial":    dial,
		"tabs":    func() []tab { return tabs }, "deref": func(n *int64) int64 { return *n }, "next": func(i int) int { return i + 1 }, "ptr": func(p picture) *picture { return &p },
	}).ParseFS(templateFiles, "templates/*.gohtml")
	if err != nil {
		return nil, fmt.Errorf("read page templates: %w", err)
	}
	return v, nil
}

func (v *views) render(b *bytes.Buffer, p *page) error {
	other := langEN
	if p.lang == langEN {
		other = langVI
	}
	same := p.address
	if p.inLanguage != nil {
		same = p.inLanguage
	}
	f := frame{
		Lang: p.lang, Path: p.path, Other: otherLanguage{other, same(other)},
		Site: p.site, Text: p.text, Query: p.query.Get("q"),
	}
	for _, slug := range policySlugs {
		f.Policies = append(f.Policies, link{v.words.say(slug.key), localised(p.lang, "/chinh-sach/"+slug.slug)})
	}
	parts := []string{"head", p.view, "foot"}
	if p.bare {
		parts = []string{p.view}
	}
	for _, name := range parts {
		if err := v.all.ExecuteTemplate(b, name, f); err != nil {
			return fmt.Errorf("render %s: %w", name, err)
		}
	}
	return nil
}

// stars writes a rating with one decimal: "4,2".
func (v *views) stars(hundredths int) string {
	tenths := (hundredths + 5) / 10
	sign := ","
	if v.lang == langEN {
		sign = "."
	}
	return strconv.Itoa(tenths/10) + sign + strconv.Itoa(tenths%10)
}

func (v *views) vnd(amount int64) string {
	if v.lang == langEN {
		return money.VND(amount).English()
	}
	return money.VND(amount).String()
}

func (v *views) icon(name, class string) template.HTML {
	shape, known := v.icons[name]
	if !known {
		shape = v.icons["leaf"] // as the application does for a category's unknown icon
	}
	return template.HTML(`<svg width="24" height="24" viewBox="0 0 24 24" fill="none" ` + //nolint:gosec // both parts are ours
		`stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" class="` + class + `" aria-hidden="true">` + shape + `</svg>`)
}

type cardView struct {
	productCard
	Level string // h2 or h3
	Eager bool
}

// galleryView is one large picture and the way to the others.
type galleryView struct {
	Name  string
	First *picture
	All   []picture // when there are several
}

func newGallery(name string, all []picture, single *picture) galleryView {
	switch len(all) {
	case 0:
		return galleryView{Name: name, First: single}
	case 1:
		return galleryView{Name: name, First: &all[0]}
	default:
		return galleryView{Name: name, First: &all[0], All: all}
	}
}

// Widest is the address of a picture's largest rendition.
func (p *picture) Widest() string {
	var widest pictureSize
	for _, size := range p.Sizes {
		if size.W > widest.W {
			widest = size
		}
	}
	return widest.URL
}

type coopView struct {
	cooperativeCard
	Level string
}

// image is a picture as an <img> shows it.
type image struct {
	Src, Srcset, Sizes, Alt string
	Width, Height           int
	Eager                   bool
}

// newImage picks what the application would: a middling size, and all of them in
// the srcset. Beside the name of what it shows a picture says nothing new (alt "").
func newImage(p *picture, sizes string, eager, decorative bool) *image {
	if p == nil || len(p.Sizes) == 0 {
		return nil
	}
	img := &image{Sizes: sizes, Width: p.Width, Height: p.Height, Eager: eager, Alt: p.Alt}
	if decorative {
		img.Alt = ""
	}
	var set strings.Builder
	for _, size := range p.Sizes {
		if set.Len() > 0 {
			set.WriteString(", ")
		}
		set.WriteString(size.URL + " " + strconv.Itoa(size.W) + "w")
		if img.Src == "" && size.W >= 480 {
			img.Src = size.URL
		}
	}
	if img.Src == "" {
		img.Src = p.Sizes[len(p.Sizes)-1].URL
	}
	img.Srcset = set.String()
	return img
}

var emptyLine = regexp.MustCompile(`\n+`)

// paragraphs cuts running text where its writer pressed Enter.
func paragraphs(text string) []string {
	var out []string
	for _, p := range emptyLine.Split(text, -1) {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}
