package demo

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/demand"
	"github.com/chophien/chophien/internal/demo/catalogue"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/supply"
)

// sampleNote marks what is made up, in the words of the whole market.
const sampleNote = "Dữ liệu mẫu của bản trình diễn"

// bulk loads what is declared and asked for, unless some of it is there: people
// may have changed it since.
func (l *loader) bulk(ctx context.Context) error {
	if l.Supply == nil || l.Demand == nil {
		return nil
	}
	if err := l.store.putFreight(ctx, l.data.Bulk.Freight); err != nil {
		return err
	}
	var slugs []string
	for _, t := range l.data.Bulk.Types {
		for _, slug := range t.Products {
			if err := l.Catalog.MapToType(ctx, slug, t.Type); err != nil {
				return fmt.Errorf("type %s: %w", t.Type, err)
			}
			slugs = append(slugs, slug)
		}
	}
	there, err := l.store.anyBulk(ctx)
	if err != nil || there {
		return err
	}
	products, err := l.Catalog.ProductIDs(ctx, slugs)
	if err != nil {
		return err
	}
	units, err := l.Catalog.TypesByCode(ctx)
	if err != nil {
		return err
	}
	for _, c := range l.data.Bulk.Capacities {
		if err := l.Supply.Seed(ctx, supply.DeclareInput{OrgID: l.orgs[c.Seller], CapacityInput: l.capacity(c, products[c.Product], units[c.Type].Unit)}); err != nil {
			return fmt.Errorf("capacity of %s for %s: %w", c.Seller, c.Type, err)
		}
		l.report.Capacities++
	}
	return l.demands(ctx, units)
}

// today is the day of the load; periods begin after it.
func (l *loader) today() time.Time { return calendar.Day(l.Clock.Now()) }

func (l *loader) capacity(c catalogue.Capacity, product ident.ID, unit string) supply.CapacityInput {
	in := supply.CapacityInput{
		TypeCode: c.Type, ProductID: product, Unit: unit, Period: calendar.Unit(c.Period), Sureness: supply.Sureness(c.Sureness), MinQty: c.Min, LotQty: c.Lot,
		LeadDays: c.LeadDays, PickupCommune: c.Commune, SeasonMonths: c.Season, Note: sampleNote,
	}
	for _, t := range c.Tiers {
		in.Tiers = append(in.Tiers, supply.Tier{MinQty: t.Min, Price: money.VND(t.VND)})
	}
	for _, k := range c.Certificates {
		in.Certificates = append(in.Certificates, supply.Certificate{
			Kind: catalog.Standard(k), Number: "MẪU-" + k, Issuer: "Cơ quan cấp mẫu", ExpiresOn: l.today().AddDate(2, 0, 0),
		})
	}
	for start := in.Period.Next(l.today()); len(in.Periods) < c.Count; start = in.Period.Next(start) {
		p := supply.PeriodInput{StartsOn: start, Declared: c.Each, Retail: c.Retail}
		if len(c.Season) > 0 && !inSeason(c.Season, start) {
			p.Declared, p.Retail = 0, 0
		}
		in.Periods = append(in.Periods, p)
	}
	return in
}

func inSeason(months []int, day time.Time) bool {
	for _, m := range months {
		if m == int(day.Month()) {
			return true
		}
	}
	return false
}

func (l *loader) demands(ctx context.Context, types map[string]catalog.Type) error {
	programmes := map[string]ident.ID{}
	for _, p := range l.data.Bulk.Programmes {
		in := demand.Programme{Slug: p.Slug, Name: text(p.Name), Provinces: p.Provinces, Note: p.Note.VI}
		var okStart, okEnd bool
		in.StartsOn, okStart = calendar.Parse(p.StartsOn)
		in.EndsOn, okEnd = calendar.Parse(p.EndsOn)
		if !okStart || !okEnd {
			return fmt.Errorf("programme %s: %w", p.Slug, errDates)
		}
		for _, o := range p.Organisations {
			in.Orgs = append(in.Orgs, l.orgs[o])
		}
		id, err := l.Demand.SeedProgramme(ctx, in)
		if err != nil {
			return fmt.Errorf("programme %s: %w", p.Slug, err)
		}
		programmes[p.Slug] = id
	}
	for _, d := range l.data.Bulk.Demands {
		if err := l.Demand.Seed(ctx, demand.DraftInput{OrgID: l.orgs[d.Buyer], Content: l.demandContent(d, programmes[d.Programme], types)}); err != nil {
			return fmt.Errorf("demand %q: %w", d.Title, err)
		}
		l.report.Demands++
	}
	return nil
}

var errDates = errors.New("has dates that are none")

func (l *loader) demandContent(d catalogue.Demand, programme ident.ID, types map[string]catalog.Type) demand.Content {
	c := demand.Content{
		Title: d.Title, Audience: demand.Audience(d.Audience), ProgrammeID: programme, CommuneCode: d.Commune, AddressLine: d.Address,
		Delivery: demand.DeliveryDelivered, Payment: demand.Payment(d.Payment), DepositPct: d.DepositPct, CreditDays: d.CreditDays, Sealed: true,
		AnswerBy: l.Clock.Now().AddDate(0, 0, d.AnswerDays), Note: d.Note,
	}
	for _, line := range d.Lines {
		from := calendar.Month.Start(l.today()).AddDate(0, line.From, 0)
		in := demand.Line{
			TypeCode: line.Type, Unit: types[line.Type].Unit, Quantity: line.Quantity, Frequency: demand.Frequency(line.Frequency), From: from,
			To: calendar.Month.End(from.AddDate(0, line.Months-1, 0)), Target: money.VND(line.TargetVND), Highest: money.VND(line.HighestVND),
			TolerancePct: line.TolerancePct, LeastPct: line.LeastPct, Specification: line.Specification,
		}
		for _, k := range line.Certificates {
			in.Certificates = append(in.Certificates, catalog.Standard(k))
		}
		c.Lines = append(c.Lines, in)
	}
	return c
}
