package web

import (
	"context"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// browse is what a shopper looks for. It is read from the address and turned into
// the API's query exactly as the application does (lib/features/catalog/browse-state.ts):
// only then does the first data fit what the application asks for.
type browse struct {
	Q, Category, Cooperative string
	Commune, Without, Near   string
	OcopMin                  int64
	PriceMin, PriceMax       int64
	InSeason, InStock        bool
	Certified, Exactly       bool
	Sort                     string // "" while not chosen
	// Cursor continues a list for readers without script.
	Cursor string
}

var sorts = []string{"popular", "newest", "price_asc", "price_desc", "relevance", "near"}

var (
	digits      = regexp.MustCompile(`^\d{1,12}$`)
	shortDigits = regexp.MustCompile(`^\d{1,6}$`)
	province    = regexp.MustCompile(`^\d{1,3}$`)
	kinds       = regexp.MustCompile(`^[a-z,]{1,60}$`)
)

// readBrowse reads an address; what makes no sense is left out.
func readBrowse(query url.Values) browse {
	b := browse{
		Q:           cut(norm.NFC.String(strings.TrimSpace(query.Get("q"))), 200),
		Category:    cut(query.Get("category"), 80),
		Cooperative: cut(query.Get("cooperative"), 120),
		OcopMin:     whole(query.Get("ocop_min"), 5),
		PriceMin:    whole(query.Get("price_min"), 999_999_999_999),
		PriceMax:    whole(query.Get("price_max"), 999_999_999_999),
		InSeason:    query.Get("in_season") == "true",
		InStock:     query.Get("in_stock") == "true",
		Certified:   query.Get("certified") == "true",
		Exactly:     query.Get("exactly") == "true",
		Commune:     shortDigits.FindString(query.Get("commune")),
		Without:     kinds.FindString(query.Get("without")),
		Near:        province.FindString(query.Get("near")),
		Cursor:      cut(query.Get("cursor"), 500),
	}
	if sort := query.Get("sort"); slices.Contains(sorts, sort) {
		b.Sort = sort
	}
	return b
}

// cut shortens text to n UTF-16 units, as the application counts.
func cut(text string, n int) string {
	units := 0
	for i, r := range text {
		units++
		if r > 0xFFFF {
			units++
		}
		if units > n {
			return text[:i]
		}
	}
	return text
}

func whole(text string, most int64) int64 {
	if !digits.MatchString(text) {
		return 0
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n > most {
		return 0
	}
	return n
}

// order is the order in force: the chosen one or the natural one.
func (b browse) order() string {
	switch {
	case b.Sort == "near" && b.Q == "": // only what was searched for
		return "popular"
	case b.Sort != "":
		return b.Sort
	case b.Q != "":
		return "relevance"
	default:
		return "popular"
	}
}

// filters are the parameters that the address and the API share.
func (b browse) filters() url.Values {
	out := url.Values{}
	for name, value := range map[string]string{"q": b.Q, "category": b.Category, "cooperative": b.Cooperative, "commune": b.Commune, "without": b.Without} {
		if value != "" {
			out.Set(name, value)
		}
	}
	for name, value := range map[string]int64{"ocop_min": b.OcopMin, "price_min": b.PriceMin, "price_max": b.PriceMax} {
		if value > 0 {
			out.Set(name, strconv.FormatInt(value, 10))
		}
	}
	for name, on := range map[string]bool{"in_season": b.InSeason, "in_stock": b.InStock, "certified": b.Certified, "exactly": b.Exactly} {
		if on {
			out.Set(name, "true")
		}
	}
	return out
}

// apiQuery leaves defaults out, so that the plain list has one address.
func (b browse) apiQuery() url.Values {
	out := b.filters()
	if order := b.order(); order != "popular" {
		out.Set("sort", order)
	}
	if b.Q != "" {
		out.Set("facets", "true")
	}
	if order := b.order(); order == "near" && b.Near != "" {
		out.Set("near", b.Near)
	}
	if b.Cursor != "" {
		out.Set("cursor", b.Cursor)
	}
	return out
}

// address is the page of this state, in a language.
func (b browse) address(lang string) string {
	query := b.filters()
	if b.Sort != "" {
		query.Set("sort", b.Sort)
	}
	if b.Sort == "near" && b.Near != "" {
		query.Set("near", b.Near)
	}
	if b.Cursor != "" {
		query.Set("cursor", b.Cursor)
	}
	path := localised(lang, "/cho")
	if len(query) > 0 {
		path += "?" + query.Encode()
	}
	return path
}

type browseText struct {
	Title      string
	Browse     browse
	Page       productPage
	Categories []category
	Chips      []link
	Next       string // address of the next page; "" at the end

	Choices []choice
}

// choice is one group of the filters, of which one option is on.
type choice struct {
	Label, Name string
	Options     []option
}

type option struct {
	Value, Label string
	On           bool
	Count        int64 // of products; 0 is not told
}

func (s *Site) browsePage(ctx context.Context, r request, p *page) error {
	text := browseText{Browse: readBrowse(r.query)}
	b := text.Browse
	if err := s.read(ctx, p, "/api/v1/products", b.apiQuery(), &text.Page); err != nil {
		return err
	}
	var categories categoryList
	if err := s.read(ctx, p, "/api/v1/categories", nil, &categories); err != nil {
		return err
	}
	text.Categories = categories.Items
	w := s.words[p.lang]
	text.Title = w.say("browse_title")
	p.description = w.say("web_browse_description")
	p.query = b.filters()
	p.inLanguage = b.address // keeps the order and the page, which the canonical address leaves out
	if b.Q != "" {
		text.Title = w.say("browse_title_q", "q", b.Q)
	}
	p.title = text.Title + titleEnd + w.say("brand")
	// One page for each category is worth finding; other combinations are not.
	p.noIndex = b != browse{Category: b.Category}
	if c := text.category(); c != nil {
		p.title = c.Name + titleEnd + w.say("brand")
		p.description = w.say("web_category_description", "name", c.Name, "count", c.ProductCount)
	}
	if text.Page.NextCursor != nil {
		next := b
		next.Cursor = *text.Page.NextCursor
		text.Next = next.address(p.lang)
	}
	text.Chips = s.chips(p.lang, b, &text)
	s.fillChoices(p.lang, &text)
	p.image = firstPicture(text.Page.Items)
	p.linked = append(p.linked, s.ldList(p, text.Page.Items))
	p.view, p.text = "browse", text
	return nil
}

func (t *browseText) category() *category {
	for i, c := range t.Categories {
		if c.Slug == t.Browse.Category {
			return &t.Categories[i]
		}
	}
	return nil
}

func firstPicture(cards []productCard) *picture {
	for _, c := range cards {
		if c.Picture != nil && c.MinAge < adult {
			return c.Picture
		}
	}
	return nil
}

// chips are the filters that are on, each a link that leaves it out.
func (s *Site) chips(lang string, b browse, text *browseText) []link {
	w := s.words[lang]
	b.Cursor = ""
	var out []link
	add := func(on bool, label string, change func(*browse)) {
		if on {
			without := b
			change(&without)
			out = append(out, link{label, without.address(lang)})
		}
	}
	name := b.Category
	if c := text.category(); c != nil {
		name = c.Name
	}
	seller := b.Cooperative
	if len(text.Page.Items) > 0 {
		seller = text.Page.Items[0].Cooperative.Name
	}
	add(b.InSeason, w.say("filter_in_season"), func(b *browse) { b.InSeason = false })
	add(b.Category != "", name, func(b *browse) { b.Category = "" })
	add(b.OcopMin > 0, w.say("filter_ocop_from", "stars", b.OcopMin), func(b *browse) { b.OcopMin = 0 })
	add(b.PriceMin > 0 || b.PriceMax > 0, s.priceRange(lang, b.PriceMin, b.PriceMax), func(b *browse) { b.PriceMin, b.PriceMax = 0, 0 })
	add(b.InStock, w.say("filter_in_stock"), func(b *browse) { b.InStock = false })
	add(b.Certified, w.say("filter_certified"), func(b *browse) { b.Certified = false })
	if facts := text.Page.Search; facts != nil {
		for _, wish := range facts.Wishes {
			add(wish.Applied, wish.Text, func(b *browse) { b.Without = strings.Trim(b.Without+","+wish.Kind, ",") })
		}
	}
	add(b.Cooperative != "", seller, func(b *browse) { b.Cooperative = "" })
	return out
}

// priceRange says a range as the application does; 0 leaves an end open. Bands end
// one đồng below the next (99.999), which people say as "under 100.000".
func (s *Site) priceRange(lang string, least, most int64) string {
	w, v := s.words[lang], s.views[lang]
	under := most%1000 == 999
	if under {
		most++
	}
	switch {
	case least > 0 && most > 0:
		return v.vnd(least) + " – " + v.vnd(most)
	case least > 0:
		return w.say("filter_price_from", "price", v.vnd(least))
	case under:
		return w.say("filter_price_under", "price", v.vnd(most))
	}
	return w.say("filter_price_to", "price", v.vnd(most))
}

// fillChoices makes the filters that work without script.
func (s *Site) fillChoices(lang string, text *browseText) {
	w, b := s.words[lang], text.Browse
	categories := choice{w.say("filter_category"), "category", []option{{Label: w.say("filter_all"), On: b.Category == ""}}}
	for _, c := range text.Categories {
		categories.Options = append(categories.Options, option{c.Slug, c.Name, c.Slug == b.Category, c.ProductCount})
	}
	ocop := choice{w.say("filter_ocop"), "ocop_min", []option{{Label: w.say("filter_any"), On: b.OcopMin == 0}}}
	for _, stars := range []int64{3, 4} {
		label := w.say("filter_ocop_from", "stars", stars)
		ocop.Options = append(ocop.Options, option{Value: strconv.FormatInt(stars, 10), Label: label, On: b.OcopMin == stars})
	}
	prices := choice{w.say("filter_price"), "price_max", []option{{Label: w.say("filter_any"), On: b.PriceMax == 0}}}
	for _, price := range []int64{50_000, 100_000, 200_000, 500_000} {
		label := s.priceRange(lang, 0, price)
		prices.Options = append(prices.Options, option{Value: strconv.FormatInt(price, 10), Label: label, On: b.PriceMax == price})
	}
	order := choice{Label: w.say("sort"), Name: "sort"}
	for _, sort := range sorts {
		// Nearness needs a province, which the application asks for; here it is kept when it is on.
		if (sort != "relevance" || b.Q != "") && (sort != "near" || b.order() == "near") {
			order.Options = append(order.Options, option{Value: sort, Label: w.say("sort_" + sort), On: sort == b.order()})
		}
	}
	text.Choices = []choice{categories, ocop, prices, order}
}
