package catalogue

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// summaryMax is what a product card can show.
const summaryMax = 140

// certificateMonths is how long an OCOP decision holds, in calendar months.
const certificateMonths = 36

func (b *book) product(p Product, idx index) {
	what := "product " + p.Code
	b.must(slugRE.MatchString(p.Slug), "%s: slug %q", what, p.Slug)
	b.text(p.Name, what+" name")
	b.text(p.Summary, what+" summary")
	b.text(p.Description, what+" description")
	b.text(p.Storage, what+" storage")
	b.text(p.Season.Note, what+" season note")
	for _, s := range []string{p.Summary.VI, p.Summary.EN} {
		b.must(utf8.RuneCountInString(s) <= summaryMax, "%s: summary has %d characters", what, utf8.RuneCountInString(s))
	}
	b.must(idx.categories[p.Category], "%s: unknown category %q", what, p.Category)
	b.must(idx.cooperatives[p.Seller], "%s: unknown seller %q", what, p.Seller)
	b.must(p.Picture == strings.ToLower(p.Code)+".jpg", "%s: picture %q", what, p.Picture)
	b.place(p.Origin, idx, what)
	b.terms(p, idx, what)
	for _, c := range p.Certificates {
		b.certificate(c, idx.demo[p.Seller], what)
	}
	b.must(len(p.Variants) > 0, "%s: no variant", what)
	for _, v := range p.Variants {
		b.variant(v, p.Has(FlagQuoteOnly), idx)
	}
}

// terms checks the closed word lists and what the flags imply.
func (b *book) terms(p Product, idx index, what string) {
	oneOf := func(value, field string, allowed ...string) {
		b.must(slices.Contains(allowed, value), "%s: %s %q", what, field, value)
	}
	oneOf(p.ShipScope, "ship_scope", "nationwide", "north", "province", "pickup")
	oneOf(p.Status, "status", "listed", "draft")
	oneOf(p.VATTreatment, "vat_treatment", "exempt_farm", "reduced", "standard", "excise")
	for _, f := range p.Flags {
		oneOf(f, "flag", FlagAlcohol, FlagColdChain, FlagLive, FlagQuoteOnly)
	}
	for _, t := range p.Tags {
		b.must(idx.tags[t], "%s: unknown tag %q", what, t)
	}
	if p.OCOP != nil {
		oneOf(p.OCOP.Group, "OCOP group", "TP", "DU", "DL", "TC", "SV", "DV")
		b.must(p.OCOP.Subgroup >= 1 && p.OCOP.Subgroup <= 26, "%s: OCOP sub-group %d", what, p.OCOP.Subgroup)
	}
	b.must(len(p.Season.Months) > 0, "%s: no season", what)
	for _, m := range p.Season.Months {
		b.must(m >= 1 && m <= 12, "%s: month %d", what, m)
	}
	b.must(p.ShelfLifeDays == nil || *p.ShelfLifeDays > 0, "%s: shelf life", what)
	if p.Has(FlagLive) {
		oneOf(p.ShipScope, "ship_scope of a live animal", "province", "pickup")
	}
	b.must(p.Has(FlagAlcohol) == idx.adultShelves[p.Category], "%s: the adults' shelf and the alcohol flag go together", what)
	b.must(p.GI == nil || p.GI.Source != "", "%s: a geographical indication needs its source", what)
}

func (b *book) certificate(c Certificate, demoSeller bool, what string) {
	b.must(c.Stars == 3 || c.Stars == 4, "%s: %d stars", what, c.Stars)
	b.must(slices.Contains([]string{"huyen", "tinh", "trung_uong"}, c.Level), "%s: issuer level %q", what, c.Level)
	b.must(c.Issuer != "" && c.Source != "", "%s: certificate without issuer or source", what)
	b.must(c.IssuedPrecision == "" || c.IssuedPrecision == "month", "%s: precision %q", what, c.IssuedPrecision)
	b.must(c.IsSample == demoSeller, "%s: samples hang on demo sellers only, sourced stars on real ones only", what)
	b.must(strings.HasPrefix(c.Number, "MẪU-") == c.IsSample, "%s: certificate number %q", what, c.Number)
	issued, err := time.Parse(time.DateOnly, c.IssuedOn)
	b.must(err == nil, "%s: issued_on %q is no date", what, c.IssuedOn)
	expires, err := time.Parse(time.DateOnly, c.ExpiresOn)
	b.must(err == nil, "%s: expires_on %q is no date", what, c.ExpiresOn)
	b.must(issued.AddDate(0, certificateMonths, 0).Equal(expires), "%s: the certificate must run %d months", what, certificateMonths)
}

func (b *book) variant(v Variant, quoteOnly bool, idx index) {
	what := "variant " + v.SKU
	b.text(v.Name, what)
	b.must(v.SKU != "" && idx.units[v.Unit], "%s: unknown unit %q", what, v.Unit)
	b.must(v.NetWeightG > 0 && v.ShipWeightG >= v.NetWeightG, "%s: weights %d and %d", what, v.NetWeightG, v.ShipWeightG)
	b.must(v.MinQty >= 1 && v.Step >= 1 && v.MaxQty >= v.MinQty && v.Stock >= 0, "%s: quantities", what)
	if quoteOnly {
		b.must(v.PriceVND == 0 && len(v.Tiers) == 0, "%s: a quote-only variant has no price", what)
		return
	}
	b.must(v.PriceVND > 0, "%s: price %d", what, v.PriceVND)
	qty, price := max(v.MinQty, 1), v.PriceVND
	for _, t := range v.Tiers {
		b.must(t.MinQty > qty && t.PriceVND > 0 && t.PriceVND < price, "%s: tier from %d at %d does not fall", what, t.MinQty, t.PriceVND)
		b.must(t.MinQty <= v.MaxQty, "%s: tier from %d can never be reached", what, t.MinQty)
		qty, price = t.MinQty, t.PriceVND
	}
}
