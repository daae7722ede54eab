package web

import (
	"fmt"
	"strconv"
	"strings"
)

// Linked data after schema.org: what search engines read beside the text. Maps
// keep the vocabulary's own names; encoding sorts their keys, so pages are stable.
type ld = map[string]any

const schema = "https://schema.org"

func (s *Site) ldWebsite(p *page) ld {
	return ld{
		"@context": schema, "@type": "WebSite", "@id": s.PublicURL + "/#website",
		"name": s.words[p.lang].say("brand"), "url": s.PublicURL + p.address(p.lang), "inLanguage": p.lang,
		"potentialAction": ld{
			"@type":       "SearchAction",
			"target":      ld{"@type": "EntryPoint", "urlTemplate": s.PublicURL + localised(p.lang, "/cho") + "?q={search_term_string}"},
			"query-input": "required name=search_term_string",
		},
	}
}

func (s *Site) ldOperator(p *page) ld {
	o := p.site.Operator
	out := ld{"@context": schema, "@type": "Organization", "@id": s.PublicURL + "/#operator", "name": o.Name, "url": s.PublicURL + "/", "logo": s.absolute(defaultIcon)}
	add(out, "telephone", o.Phone)
	add(out, "email", o.Email)
	add(out, "taxID", o.TaxNo)
	if o.Address != "" {
		out["address"] = address(o.Address)
	}
	return out
}

func (s *Site) ldTrail(p *page) ld {
	steps := make([]ld, len(p.trail))
	for i, c := range p.trail {
		steps[i] = ld{"@type": "ListItem", "position": i + 1, "name": c.Label}
		if c.Path != "" {
			steps[i]["item"] = s.PublicURL + localised(p.lang, c.Path)
		}
	}
	return ld{"@context": schema, "@type": "BreadcrumbList", "itemListElement": steps}
}

func (s *Site) ldList(p *page, cards []productCard) ld {
	items := make([]ld, len(cards))
	for i, c := range cards {
		items[i] = ld{"@type": "ListItem", "position": i + 1, "url": s.PublicURL + localised(p.lang, "/san-pham/"+c.Slug)}
	}
	return ld{"@context": schema, "@type": "ItemList", "itemListElement": items}
}

func (s *Site) ldProduct(p *page, it *product) ld {
	url := s.PublicURL + p.address(p.lang)
	seller := ld{"@type": "Organization", "name": it.Cooperative.Name, "url": s.PublicURL + localised(p.lang, "/htx/"+it.Cooperative.Slug)}
	out := ld{
		"@context": schema, "@type": "Product", "@id": url + "#product", "name": it.Name, "url": url,
		"category": it.Category.Name, "brand": ld{"@type": "Brand", "name": it.Cooperative.Name}, "manufacturer": seller,
	}
	add(out, "description", shorten(strings.TrimSpace(it.Summary+"\n"+it.Description), 5000))
	add(out, "countryOfOrigin", "VN")
	if it.MinAge < adult { // no picture advertises alcohol
		if images := s.images(it.Pictures, it.Picture); len(images) > 0 {
			out["image"] = images
		}
	}
	var marks []ld
	for _, c := range it.Certificates {
		// A certificate invented for the demo, or one that ran out, is told to nobody's machine.
		if !c.Sample && (c.State == "valid" || c.State == "expiring") {
			marks = append(marks, ld{
				"@type": "Certification", "name": s.words[p.lang].say("web_ocop_name", "stars", c.Stars), "certificationIdentification": c.Number,
				"issuedBy": ld{"@type": "Organization", "name": c.Issuer}, "validFrom": c.IssuedOn, "expires": c.ExpiresOn,
			})
		}
	}
	if len(marks) > 0 {
		out["hasCertification"] = marks
	}
	// What was made up for the demo is told to nobody's machine either.
	if r := it.Rating; r != nil && !r.Sample && r.Count > 0 {
		out["aggregateRating"] = ld{
			"@type": "AggregateRating", "ratingValue": fmt.Sprintf("%d.%02d", r.Average/100, r.Average%100), "reviewCount": r.Count, "bestRating": 5, "worstRating": 1,
		}
	}
	if it.QuoteOnly {
		return out
	}
	var offers []ld
	for _, v := range it.Variants {
		offers = append(offers, ld{
			"@type": "Offer", "name": v.Name, "sku": v.SKU, "url": url, "seller": seller,
			"price": strconv.FormatInt(v.PriceVND, 10), "priceCurrency": "VND",
			"availability": availability(v.Availability), "itemCondition": schema + "/NewCondition",
		})
	}
	if len(offers) > 0 {
		out["sku"], out["offers"] = it.Variants[0].SKU, offers
	}
	return out
}

func (s *Site) ldCooperative(p *page, c *cooperative) ld {
	url := s.PublicURL + p.address(p.lang)
	out := ld{"@context": schema, "@type": "Organization", "@id": url + "#organisation", "name": c.LegalName, "alternateName": c.Name, "url": url}
	add(out, "description", shorten(c.Story, 1000))
	add(out, "telephone", c.Phone)
	add(out, "email", c.Email)
	add(out, "identifier", c.RegistrationNo)
	if where := c.Address; where != "" || c.Place != "" {
		if where == "" {
			where = c.Place
		}
		out["address"] = address(where)
	}
	if images := s.images(c.Pictures, c.Picture); len(images) > 0 {
		out["image"] = images
	}
	return out
}

func (s *Site) images(all []picture, single *picture) []string {
	if len(all) == 0 && single != nil {
		all = []picture{*single}
	}
	var out []string
	for i := range all {
		if n := len(all[i].Sizes); n > 0 {
			out = append(out, s.shareImage(&all[i]).URL)
		}
	}
	return out
}

func address(text string) ld {
	return ld{"@type": "PostalAddress", "streetAddress": text, "addressCountry": "VN"}
}

func availability(a string) string {
	switch a {
	case "in_stock":
		return schema + "/InStock"
	case "low":
		return schema + "/LimitedAvailability"
	default:
		return schema + "/OutOfStock"
	}
}

// add sets what is known.
func add(out ld, name, value string) {
	if value != "" {
		out[name] = value
	}
}
