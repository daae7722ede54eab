package demo

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/demo/catalogue"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/ocop"
	"github.com/chophien/chophien/internal/platform/clock"
)

func (l *loader) shelves(ctx context.Context) error {
	for _, c := range l.data.Categories {
		if err := l.Catalog.PutCategory(ctx, catalog.CategoryInput{
			Slug: c.Slug, Name: text(c.Name), Icon: c.Icon, Position: c.Order, Aliases: c.Aliases,
		}); err != nil {
			return fmt.Errorf("category %s: %w", c.Slug, err)
		}
	}
	return nil
}

func (l *loader) products(ctx context.Context) error {
	slugs := make([]string, len(l.data.Products))
	for i, p := range l.data.Products {
		slugs[i] = p.Slug
	}
	there, err := l.Catalog.ProductIDs(ctx, slugs)
	if err != nil {
		return err
	}
	// Backwards: among goods that nobody has bought yet the newest come first, and
	// the catalogue begins with what a visitor should see first.
	for _, p := range slices.Backward(l.data.Products) {
		if _, yes := there[p.Slug]; yes {
			continue
		}
		if err := l.product(ctx, p); err != nil {
			return fmt.Errorf("product %s: %w", p.Slug, err)
		}
		l.report.Products++
	}
	return nil
}

func (l *loader) product(ctx context.Context, p catalogue.Product) error {
	in, err := l.input(p)
	if err != nil {
		return err
	}
	created, err := l.Catalog.CreateProduct(ctx, in)
	if err != nil {
		return err
	}
	month := int(l.Clock.Now().In(clock.Saigon).Month())
	counts := make([]int64, len(p.Variants))
	for i, v := range p.Variants {
		if p.Season.Sold(month) { // else not harvested now, so there is none
			counts[i] = v.Stock
		}
	}
	if err := l.receive(ctx, p.Slug, created.VariantIDs, counts); err != nil {
		return err
	}
	for i, v := range p.Variants {
		// A count of the whole: what no lot holds is loose.
		if err := l.Stock.SetOnHand(ctx, created.VariantIDs[i], counts[i], ident.Nil, "Tồn đầu kỳ (dữ liệu mẫu)"); err != nil {
			return fmt.Errorf("stock of %s: %w", v.SKU, err)
		}
	}
	return nil
}

// input says what the catalogue file says in the catalogue's own words.
func (l *loader) input(p catalogue.Product) (catalog.ProductInput, error) {
	orgID, known := l.orgs[p.Seller]
	if !known {
		return catalog.ProductInput{}, fmt.Errorf("seller %s: %w", p.Seller, errNoOrganisation)
	}
	in := catalog.ProductInput{
		OrgID: orgID, CategorySlug: p.Category, Slug: p.Slug, Status: catalog.Status(p.Status),
		Name: text(p.Name), Summary: text(p.Summary), Description: text(p.Description),
		Origin: text(p.Origin.Label()), OriginCommune: p.Origin.Commune,
		SeasonMonths: p.Season.Months, Harvest: text(p.Season.Note), Storage: text(p.Storage),
		ShipScope: catalog.ShipScope(p.ShipScope), VATTreatment: catalog.VATTreatment(p.VATTreatment),
		ColdChain: p.Has(catalogue.FlagColdChain), LiveAnimal: p.Has(catalogue.FlagLive), QuoteOnly: p.Has(catalogue.FlagQuoteOnly),
		Tags: p.Tags, Aliases: p.Aliases,
	}
	if p.Has(catalogue.FlagAlcohol) {
		in.MinAge = 18
	}
	if p.ShelfLifeDays != nil {
		in.ShelfLifeDays = *p.ShelfLifeDays
	}
	if p.OCOP != nil {
		in.OCOPGroup, in.OCOPSubgroup = p.OCOP.Group, p.OCOP.Subgroup
	}
	if p.GI != nil {
		in.GILabel = p.GI.Name.VI
	}
	for _, v := range p.Variants {
		variant := catalog.VariantInput{
			SKU: v.SKU, Name: text(v.Name), Unit: v.Unit, NetWeightG: v.NetWeightG, ShipWeightG: v.ShipWeightG, ByWeight: v.ByWeight,
			PriceVND: money.VND(v.PriceVND), MinQty: v.MinQty, MaxQty: v.MaxQty, StepQty: v.Step,
		}
		for _, t := range v.Tiers {
			variant.Tiers = append(variant.Tiers, catalog.Tier{MinQty: t.MinQty, PriceVND: money.VND(t.PriceVND)})
		}
		in.Variants = append(in.Variants, variant)
	}
	for _, c := range p.Certificates {
		issued, err := time.Parse(time.DateOnly, c.IssuedOn)
		if err != nil {
			return in, fmt.Errorf("certificate %s: %w", c.Number, err)
		}
		in.Certificates = append(in.Certificates, catalog.CertificateInput{
			Number: c.Number, Issuer: c.Issuer, Level: ocop.Level(c.Level), Stars: c.Stars, IssuedOn: issued, Sample: c.IsSample, Source: c.Source,
		})
	}
	return in, nil
}
