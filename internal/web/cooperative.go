package web

import (
	"context"
	"net/url"
	"strings"
)

type cooperativesText struct {
	Page cooperativePage
	Next string // address of the next page; "" at the end
}

func (s *Site) cooperativesPage(ctx context.Context, r request, p *page) error {
	var text cooperativesText
	query := url.Values{}
	if cursor := cut(r.query.Get("cursor"), 500); cursor != "" {
		query.Set("cursor", cursor)
		p.noIndex = true
	}
	if err := s.read(ctx, p, "/api/v1/cooperatives", query, &text.Page); err != nil {
		return err
	}
	if text.Page.NextCursor != nil {
		text.Next = localised(p.lang, "/htx") + "?" + url.Values{"cursor": {*text.Page.NextCursor}}.Encode()
	}
	w := s.words[p.lang]
	p.title = w.say("coops_title") + titleEnd + w.say("brand")
	p.description = w.say("web_cooperatives_description")
	p.view, p.text = "cooperatives", text
	return nil
}

type cooperativeText struct {
	cooperative
	Trail []crumb
	Shot  *picture
	Goods productPage
	Facts []fact
}

func (s *Site) cooperativePage(ctx context.Context, r request, p *page) error {
	if !isSlug(r.slug) {
		return errMissing
	}
	var text cooperativeText
	if err := s.read(ctx, p, "/api/v1/cooperatives/"+r.slug, nil, &text.cooperative); err != nil {
		return err
	}
	if err := s.read(ctx, p, "/api/v1/products", url.Values{"cooperative": {r.slug}}, &text.Goods); err != nil {
		return err
	}
	w := s.words[p.lang]
	if text.Shot = text.Picture; len(text.Pictures) > 0 {
		text.Shot = &text.Pictures[0]
	}
	text.Facts = sellerFacts(w, &text.cooperative)
	p.image = text.Shot
	p.title = text.Name + titleEnd + w.say("brand")
	p.description = strings.TrimSpace(w.say("web_cooperative_description",
		"excerpt", sentence(text.Excerpt), "place", sentence(text.Place), "count", text.ProductCount))
	s.follow(p, crumb{w.say("nav_market"), "/"}, crumb{w.say("nav_cooperatives"), "/htx"}, crumb{text.Name, ""})
	text.Trail = p.trail
	p.linked = append(p.linked, s.ldCooperative(p, &text.cooperative))
	p.view, p.text = "cooperative", text
	return nil
}

// sellerFacts is the seller's public card, which the law on e-commerce asks for.
func sellerFacts(w words, c *cooperative) []fact {
	registration := c.RegistrationNo
	if registration != "" && c.RegistrationDate != "" {
		registration = w.say("coop_registration_value", "no", registration, "date", date(c.RegistrationDate))
	}
	return []fact{
		{Label: w.say("coop_legal_name"), Value: c.LegalName},
		{Label: w.say("coop_registration"), Value: registration},
		{Label: w.say("coop_issuer"), Value: c.RegistrationIssuer},
		{Label: w.say("coop_representative"), Value: c.Representative},
		{Label: w.say("coop_address"), Value: c.Address},
		phoneFact(w.say("coop_phone"), c.Phone),
		{Label: w.say("coop_email"), Value: c.Email, Href: "mailto:" + c.Email},
	}
}
