package catalogue

import "strings"

// label writes every place as shown in both languages.
func (c *Catalogue) label() {
	names := map[string]string{}
	for _, u := range c.Places.Provinces {
		names[u.Code] = u.Name
	}
	for _, u := range c.Places.Communes {
		names[u.Code] = u.Name
	}
	for i := range c.Cooperatives {
		c.Cooperatives[i].Place.setLabel(names)
	}
	for i := range c.Products {
		c.Products[i].Origin.setLabel(names)
	}
	for i := range c.Accounts.Organisations {
		c.Accounts.Organisations[i].Place.setLabel(names)
	}
}

func (p *Place) setLabel(names map[string]string) {
	parts := []string{}
	if p.Commune != "" {
		parts = append(parts, names[p.Commune])
	}
	parts = append(parts, names[p.Province])
	p.label = Text{VI: strings.Join(parts, ", "), EN: englishPlace(parts)}
	if p.Legacy != "" {
		p.label.VI += " (trước 7/2025: " + p.Legacy + ")"
		p.label.EN += " (before July 2025: " + englishPlace(strings.Split(p.Legacy, ", ")) + ")"
	}
}

// ranks translates the word before a unit's name; it goes behind the name in English.
var ranks = []struct{ vi, en string }{
	{"thành phố ", " city"},
	{"thị trấn ", " township"},
	{"thị xã ", " town"},
	{"phường ", " ward"},
	{"huyện ", " district"},
	{"tỉnh ", " province"},
	{"xã ", " commune"},
}

func englishPlace(parts []string) string {
	out := make([]string, len(parts))
	for i, part := range parts {
		out[i] = part
		for _, r := range ranks {
			if name, ok := strings.CutPrefix(part, r.vi); ok {
				out[i] = name + r.en
				break
			}
		}
	}
	return strings.Join(out, ", ")
}
