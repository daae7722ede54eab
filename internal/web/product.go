package web

import (
	"context"
	"net/url"
	"strings"

	"github.com/chophien/chophien/internal/phone"
)

// adult is the age from which goods are shown only after asking.
const adult = 18

type fact struct {
	Label, Value, Href string
	Dial               string // a telephone number, in digits; html/template takes no "tel:" from a value
}

// phoneFact tells a number as it is read out, and dials it.
func phoneFact(label, number string) fact {
	f := fact{Label: label, Value: number, Dial: dial(number)}
	if e164, err := phone.Parse(number); err == nil {
		f.Value = e164.National()
	}
	return f
}

// dial is a number without what only people need; one that is none of ours stays.
func dial(number string) string {
	if e164, err := phone.Parse(number); err == nil {
		return e164.String()
	}
	return number
}

type certificateText struct {
	certificate
	Stands bool // valid today
}

type productText struct {
	product
	Trail        []crumb
	Shot         *picture
	Best         *variant // what the buy box begins with; nil for none
	Certificates []certificateText
	Facts        []fact
	Near         []productCard
	Reviews      []review // the first few, where there are any
	Month        int
}

// firstReviews is how many reviews the first HTML shows; the application asks for as
// many at first, so that it finds them there.
const firstReviews = "3"

func (s *Site) productPage(ctx context.Context, r request, p *page) error {
	if !isSlug(r.slug) {
		return errMissing
	}
	var text productText
	if err := s.read(ctx, p, "/api/v1/products/"+r.slug, nil, &text.product); err != nil {
		return err
	}
	w := s.words[p.lang]
	text.Month, text.Near, text.Best = s.thisMonth(), first(text.Related, 4), bestVariant(text.Variants)
	if text.Shot = text.Picture; len(text.Pictures) > 0 {
		text.Shot = &text.Pictures[0]
	}
	for _, c := range text.product.Certificates {
		text.Certificates = append(text.Certificates, certificateText{c, c.State == "valid" || c.State == "expiring"})
	}
	text.Facts = productFacts(w, &text.product)
	if text.Rating != nil {
		var said struct {
			Items []review `json:"items"`
		}
		if err := s.read(ctx, p, "/api/v1/products/"+r.slug+"/reviews", url.Values{"limit": {firstReviews}}, &said); err != nil {
			return err
		}
		text.Reviews = said.Items
	}

	p.title = strings.Join([]string{text.Name, text.Cooperative.Name, w.say("brand")}, titleEnd)
	p.kind, p.description = "product", s.describe(p.lang, &text.product)
	s.follow(p, crumb{w.say("nav_market"), "/"}, crumb{text.Category.Name, "/cho?category=" + text.Category.Slug}, crumb{text.Name, ""})
	text.Trail = p.trail
	p.view = "product"
	if text.MinAge >= adult {
		p.view = "adults"
	} else {
		p.image = text.Shot
	}
	p.linked = append(p.linked, s.ldProduct(p, &text.product))
	p.text = text
	return nil
}

// bestVariant is the first that can be bought now, or else the first.
func bestVariant(variants []variant) *variant {
	for i := range variants {
		if a := variants[i].Availability; a == "in_stock" || a == "low" {
			return &variants[i]
		}
	}
	if len(variants) > 0 {
		return &variants[0]
	}
	return nil
}

func productFacts(w words, p *product) []fact {
	keeps := ""
	if p.ShelfLifeDays > 0 {
		keeps = w.say("product_days", "count", p.ShelfLifeDays)
	}
	return []fact{
		{Label: w.say("product_origin"), Value: p.Origin},
		{Label: w.say("product_gi"), Value: p.GILabel},
		{Label: w.say("product_storage"), Value: p.Storage},
		{Label: w.say("product_shelf_life"), Value: keeps},
		{Label: w.say("product_scope"), Value: w.say("product_scope_" + p.ShipScope)},
		{Label: w.say("product_group"), Value: p.OcopGroup},
	}
}

// describe is the sentence that search engines and shared links show.
func (s *Site) describe(lang string, p *product) string {
	w := s.words[lang]
	price := w.say("product_by_quote")
	if p.FromPriceVND > 0 {
		price = s.views[lang].vnd(p.FromPriceVND) + " / " + p.Unit
	}
	return strings.TrimSpace(w.say("web_product_description", "summary", sentence(p.Summary), "price", price,
		"cooperative", p.Cooperative.Name, "place", p.Cooperative.Place))
}

// sentence ends a text with a full stop, unless it ends in one of its own.
func sentence(text string) string {
	text = strings.TrimSpace(text)
	if text == "" || strings.HasSuffix(text, "…") || strings.ContainsAny(text[len(text)-1:], ".!?") {
		return text
	}
	return text + "."
}

// isSlug tells whether a slug could exist at all, so that nonsense costs no query.
func isSlug(slug string) bool {
	if slug == "" || len(slug) > 120 {
		return false
	}
	for _, c := range []byte(slug) {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' {
			return false
		}
	}
	return true
}
