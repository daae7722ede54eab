package api

import (
	"time"

	openapi_types "github.com/oapi-codegen/runtime/types"

	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
)

// mediaURL is where a stored picture is served.
func mediaURL(key string) string { return "/media/" + key }

func toAPIPicture(p catalog.Picture, lang string) Picture {
	sizes := make([]PictureSize, len(p.Sizes))
	for i, z := range p.Sizes {
		sizes[i] = PictureSize{W: z.W, Url: mediaURL(z.Key)}
	}
	return Picture{Id: p.ID, Width: p.Width, Height: p.Height, Color: p.Color, Alt: p.Alt.In(lang), Sizes: sizes}
}

func toAPIPictures(list []catalog.Picture, lang string) []Picture {
	return toAPIAll(list, func(p catalog.Picture) Picture { return toAPIPicture(p, lang) })
}

func optionalPicture(p *catalog.Picture, lang string) *Picture {
	if p == nil {
		return nil
	}
	return ptr(toAPIPicture(*p, lang))
}

func toAPICooperativeRef(c catalog.CooperativeRef, lang string) CooperativeRef {
	return CooperativeRef{Id: c.ID, Slug: c.Slug, Name: c.ShortName, Place: c.Place.In(lang)}
}

func toAPIDate(t time.Time) openapi_types.Date { return openapi_types.Date{Time: t} }

func optionalDate(t time.Time) *openapi_types.Date {
	if t.IsZero() {
		return nil
	}
	return ptr(toAPIDate(t))
}

func toAPIStar(s *catalog.Star) *OcopMark {
	if s == nil {
		return nil
	}
	return &OcopMark{Stars: s.Stars, ExpiresOn: toAPIDate(s.ExpiresOn), Sample: s.Sample}
}

func toAPICard(c catalog.Card, lang string) ProductCard {
	out := ProductCard{
		Id: c.ID, Slug: c.Slug, Name: c.Name.In(lang), Summary: c.Summary.In(lang), Picture: optionalPicture(c.Picture, lang),
		CategorySlug: c.CategorySlug, Cooperative: toAPICooperativeRef(c.Cooperative, lang),
		FromPriceVnd: int64(c.FromPriceVND), Unit: c.Unit.In(lang), PricePerKgVnd: optional(int64(c.PricePerKgVND)),
		Ocop: toAPIStar(c.Star), Rating: toAPIRating(c.Rating), Availability: Availability(c.Availability), SeasonMonths: c.SeasonMonths, InSeason: c.InSeason,
		MinAge: c.MinAge, ColdChain: c.ColdChain, LiveAnimal: c.LiveAnimal,
	}
	if c.DefaultVariantID != ident.Nil {
		out.DefaultVariantId = ptr(c.DefaultVariantID)
	}
	if c.Availability == catalog.AvailabilityLow {
		out.AvailableQty = ptr(c.AvailableQty)
	}
	return out
}

func toAPICards(list []catalog.Card, lang string) []ProductCard {
	return toAPIAll(list, func(c catalog.Card) ProductCard { return toAPICard(c, lang) })
}

func toAPIVariant(v catalog.Variant, lang string) Variant {
	out := Variant{
		Id: v.ID, Sku: v.SKU, Name: v.Name.In(lang), Unit: catalog.UnitName(v.Unit, lang), NetWeightG: v.NetWeightG, ByWeight: optional(v.ByWeight),
		PriceVnd: int64(v.PriceVND), PricePerKgVnd: optional(int64(v.PricePerKgVND)),
		Tiers: toAPIAll(v.Tiers, func(t catalog.Tier) PriceTier {
			return PriceTier{MinQty: t.MinQty, PriceVnd: int64(t.PriceVND)}
		}),
		MinQty: v.MinQty, MaxQty: v.MaxQty, StepQty: v.StepQty, Availability: Availability(v.Availability),
	}
	if v.Availability == catalog.AvailabilityLow {
		out.AvailableQty = ptr(v.AvailableQty)
	}
	return out
}

func toAPICertificate(c catalog.Certificate) Certificate {
	return Certificate{
		Number: c.Number, Issuer: c.Issuer, Stars: c.Stars, IssuedOn: toAPIDate(c.IssuedOn), ExpiresOn: toAPIDate(c.ExpiresOn),
		State: CertificateState(c.State), Sample: c.Sample,
	}
}

func toAPICategory(c catalog.Category, lang string) Category {
	return Category{Slug: c.Slug, Name: c.Name.In(lang), Icon: c.Icon, ProductCount: c.ProductCount}
}

func toAPICategories(list []catalog.Category, lang string) []Category {
	return toAPIAll(list, func(c catalog.Category) Category { return toAPICategory(c, lang) })
}

func toAPIProduct(p *catalog.Product, lang string) Product {
	c := toAPICard(p.Card, lang)
	return Product{
		Id: c.Id, Slug: c.Slug, Name: c.Name, Summary: c.Summary, Picture: c.Picture, CategorySlug: c.CategorySlug, Cooperative: c.Cooperative,
		FromPriceVnd: c.FromPriceVnd, Unit: c.Unit, DefaultVariantId: c.DefaultVariantId, PricePerKgVnd: c.PricePerKgVnd, Ocop: c.Ocop, Rating: c.Rating,
		Availability: c.Availability, AvailableQty: c.AvailableQty, SeasonMonths: c.SeasonMonths, InSeason: c.InSeason, MinAge: c.MinAge,
		ColdChain: c.ColdChain, LiveAnimal: c.LiveAnimal,
		Description: p.Description.In(lang), Pictures: toAPIPictures(p.Pictures, lang),
		Variants:     toAPIAll(p.Variants, func(v catalog.Variant) Variant { return toAPIVariant(v, lang) }),
		Certificates: toAPIAll(p.Certificates, toAPICertificate), Category: toAPICategory(p.Category, lang),
		OcopGroup: optional(p.OCOPGroup), OcopSubgroup: optional(p.OCOPSubgroup),
		Origin: p.Origin.In(lang), Harvest: p.Harvest.In(lang), Storage: p.Storage.In(lang), ShelfLifeDays: optional(p.ShelfLifeDays),
		ShipScope: ProductShipScope(p.ShipScope), QuoteOnly: p.QuoteOnly, GiLabel: p.GILabel, Tags: nonNil(p.Tags),
		Related: toAPICards(p.Related, lang), Recalls: toAPIRecalls(p.Recalls), UpdatedAt: p.UpdatedAt,
	}
}

// nonNil keeps an empty list a list in JSON.
func nonNil[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

func toAPIHome(h *catalog.Home, lang string) Home {
	return Home{
		Month: h.Month, InSeason: toAPICards(h.InSeason, lang), Starred: toAPICards(h.Starred, lang),
		Cooperatives: toAPICooperativeCards(h.Cooperatives, lang), Categories: toAPICategories(h.Categories, lang),
	}
}

func toAPICooperativeCard(c catalog.CooperativeCard, lang string) CooperativeCard {
	ref := toAPICooperativeRef(c.CooperativeRef, lang)
	return CooperativeCard{
		Id: ref.Id, Slug: ref.Slug, Name: ref.Name, Place: ref.Place, LegalName: c.LegalName, ProductCount: c.ProductCount,
		Sample: c.Sample, Picture: optionalPicture(c.Picture, lang), Excerpt: optional(c.Excerpt(lang)),
	}
}

func toAPICooperativeCards(list []catalog.CooperativeCard, lang string) []CooperativeCard {
	return toAPIAll(list, func(c catalog.CooperativeCard) CooperativeCard { return toAPICooperativeCard(c, lang) })
}

func toAPICooperative(c *catalog.Cooperative, lang string) Cooperative {
	card := toAPICooperativeCard(c.CooperativeCard, lang)
	return Cooperative{
		Id: card.Id, Slug: card.Slug, Name: card.Name, Place: card.Place, LegalName: card.LegalName, ProductCount: card.ProductCount,
		Sample: card.Sample, Picture: card.Picture, Excerpt: card.Excerpt,
		Story: c.Story.In(lang), Pictures: toAPIPictures(c.Pictures, lang),
		RegistrationNo: optional(c.RegistrationNo), RegistrationIssuer: optional(c.RegistrationIssuer),
		RegistrationDate: optionalDate(c.RegistrationDate), Representative: optional(c.Representative),
		Phone: optional(c.Phone), Email: optional(c.Email), Address: optional(c.Address), VerifiedSince: optional(c.VerifiedSince),
	}
}
