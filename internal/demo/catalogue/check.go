package catalogue

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

var (
	slugRE = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	e164RE = regexp.MustCompile(`^\+84\d{9,10}$`)
)

// book gathers faults, so that one run names them all.
type book struct {
	faults []error
}

func (b *book) must(ok bool, format string, args ...any) {
	if !ok {
		b.faults = append(b.faults, fmt.Errorf(format, args...))
	}
}

func (b *book) text(t Text, what string) {
	b.must(strings.TrimSpace(t.VI) != "" && strings.TrimSpace(t.EN) != "", "%s: text missing in a language", what)
}

// fresh reports a value used twice.
func (b *book) fresh(seen map[string]bool, value, what string) {
	b.must(!seen[value], "%s %q is used twice", what, value)
	seen[value] = true
}

// faults checks what holds for any catalogue in this format; what this very catalogue must contain is in the
// tests.
func (c *Catalogue) faults() []error {
	b := &book{}
	idx := c.index(b)
	for _, k := range c.Cooperatives {
		b.cooperative(k, idx)
	}
	for _, p := range c.Products {
		b.product(p, idx)
	}
	b.accounts(c.Accounts, idx)
	b.shipping(c.Shipping)
	b.bulk(c, idx)
	return b.faults
}

// index holds the names other entries may refer to.
type index struct {
	cooperatives, categories, adultShelves, tags, units, provinces, organisations map[string]bool
	demo                                                                          map[string]bool
	communes                                                                      map[string]string // code -> province
	sellers                                                                       map[string]bool   // slugs that sell something
	shelved                                                                       map[string]bool   // category slugs in use
}

func (c *Catalogue) index(b *book) index {
	idx := index{
		cooperatives: map[string]bool{}, categories: map[string]bool{}, adultShelves: map[string]bool{},
		tags: map[string]bool{}, units: map[string]bool{}, provinces: map[string]bool{},
		organisations: map[string]bool{}, demo: map[string]bool{}, communes: map[string]string{},
		sellers: map[string]bool{}, shelved: map[string]bool{},
	}
	for _, u := range c.Places.Provinces {
		b.fresh(idx.provinces, u.Code, "province")
	}
	for _, u := range c.Places.Communes {
		b.must(idx.communes[u.Code] == "", "commune %s is listed twice", u.Code)
		b.must(idx.provinces[u.Province], "commune %s lies in unknown province %q", u.Code, u.Province)
		idx.communes[u.Code] = u.Province
	}
	for _, k := range c.Cooperatives {
		b.fresh(idx.organisations, k.Slug, "organisation slug")
		idx.cooperatives[k.Slug], idx.demo[k.Slug] = true, k.IsDemo
	}
	for _, o := range c.Accounts.Organisations {
		b.fresh(idx.organisations, o.Slug, "organisation slug")
	}
	for _, s := range c.Categories {
		b.fresh(idx.categories, s.Slug, "category slug")
		b.must(slugRE.MatchString(s.Slug) && s.Icon != "", "category %s: bad slug or no icon", s.Slug)
		b.text(s.Name, "category "+s.Slug)
		idx.adultShelves[s.Slug] = s.AdultsOnly
	}
	for _, t := range c.Tags {
		b.fresh(idx.tags, t.Slug, "tag")
		b.text(t.Name, "tag "+t.Slug)
	}
	for _, u := range c.Units {
		b.fresh(idx.units, u.VI, "unit")
		b.text(u, "unit "+u.VI)
	}
	seen := map[string]bool{}
	for _, p := range c.Products {
		b.fresh(seen, p.Code, "product code")
		b.fresh(seen, p.Slug, "product slug")
		for _, v := range p.Variants {
			b.fresh(seen, v.SKU, "SKU")
		}
		idx.sellers[p.Seller], idx.shelved[p.Category] = true, true
	}
	for slug := range idx.categories {
		b.must(idx.shelved[slug], "category %s has no product", slug)
	}
	return idx
}

func (b *book) place(p Place, idx index, what string) {
	b.must(idx.provinces[p.Province], "%s: unknown province %q", what, p.Province)
	if p.Commune != "" {
		b.must(idx.communes[p.Commune] == p.Province, "%s: commune %q is not in province %s", what, p.Commune, p.Province)
	}
}

func (b *book) cooperative(k Cooperative, idx index) {
	what := "cooperative " + k.Slug
	b.must(slugRE.MatchString(k.Slug), "%s: bad slug", what)
	b.must(k.LegalName != "" && k.ShortName != "" && k.Kind == "cooperative" && k.Picture != "", "%s: name, kind or picture missing", what)
	b.text(k.Activity, what+" activity")
	b.text(k.Story, what+" story")
	b.place(k.Place, idx, what)
	b.must(idx.sellers[k.Slug], "%s sells nothing", what)
	if k.IsDemo {
		b.must(strings.Contains(k.LegalName, "(dữ liệu mẫu)"), "%s: a demo seller must say so in its name", what)
		b.registration(k.Registration, what)
		return
	}
	b.must(k.Registration == Registration{}, "%s: the source tells no registration", what)
}

// registration demands a filled card that nobody can take for a real one.
func (b *book) registration(r Registration, what string) {
	b.must(strings.HasPrefix(r.Number, "MAU-"), "%s: sample registration number must start with MAU-", what)
	b.must(strings.Contains(r.Address, "(địa chỉ mẫu)"), "%s: sample address must say so", what)
	b.must(strings.Contains(r.Representative, "mẫu"), "%s: sample representative must say so", what)
	b.must(e164RE.MatchString(r.Phone), "%s: phone %q is not E.164", what, r.Phone)
}

func (b *book) accounts(a Accounts, idx index) {
	b.must(len(a.Password) >= 8, "accounts: the demo password is too short")
	for _, o := range a.Organisations {
		what := "organisation " + o.Slug
		b.must(slices.Contains([]string{"buyer", "alliance"}, o.Kind), "%s: kind %q", what, o.Kind)
		b.must(strings.Contains(o.LegalName, "(dữ liệu mẫu)"), "%s: must say that it is sample data", what)
		b.place(o.Place, idx, what)
		b.registration(o.Registration, what)
	}
	seen, owned := map[string]bool{}, map[string]bool{}
	for _, u := range a.Users {
		b.fresh(seen, u.Login, "login")
		b.fresh(seen, u.Email, "e-mail")
		b.fresh(seen, u.Phone, "phone")
		b.must(strings.HasSuffix(u.Email, "@chophien.test"), "login %s: e-mail must end in @chophien.test", u.Login)
		b.must(e164RE.MatchString(u.Phone), "login %s: phone %q is not E.164", u.Login, u.Phone)
		b.must(u.FullName != "", "login %s: no name", u.Login)
		b.must((u.Organisation == "") == (u.Role == ""), "login %s: organisation and role go together", u.Login)
		if u.Organisation != "" {
			b.must(idx.organisations[u.Organisation], "login %s: unknown organisation %q", u.Login, u.Organisation)
			b.must(slices.Contains([]string{"owner", "staff", "seller", "packer", "bookkeeper"}, u.Role), "login %s: role %q", u.Login, u.Role)
			owned[u.Organisation] = true
		}
	}
	for slug := range idx.organisations {
		b.must(owned[slug], "organisation %s has no login", slug)
	}
}

func (b *book) shipping(s Shipping) {
	b.must(len(s.Zones) == 3, "shipping: %d zones, want 3", len(s.Zones))
	for _, z := range s.Zones {
		ok := z.FirstG > 0 && z.StepG > 0 && z.FirstVND > 0 && z.StepVND > 0 && z.ColdVND >= 0
		b.must(ok && z.DaysMin > 0 && z.DaysMax >= z.DaysMin, "shipping zone %s: bad figures", z.Zone)
		b.text(z.Name, "shipping zone "+z.Zone)
	}
	seen := map[string]bool{}
	for region, provinces := range s.Regions {
		b.must(slices.Contains([]string{"bac", "trung", "nam"}, region), "shipping: unknown region %q", region)
		for _, p := range provinces {
			b.fresh(seen, p.Code, "province in shipping regions")
		}
	}
	b.must(len(seen) == 34, "shipping: %d provinces have a region, want 34", len(seen))
	for _, u := range s.Remote.Communes {
		b.must(seen[u.Province], "shipping: remote commune %s lies in unknown province %q", u.Code, u.Province)
	}
}
