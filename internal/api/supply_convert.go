package api

import (
	"context"
	"time"

	openapi_types "github.com/oapi-codegen/runtime/types"

	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/matching"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/supply"
)

// wording puts codes of types and communes into the caller's language.
type wording struct {
	lang   string
	list   []catalog.Type
	byCode map[string]catalog.Type
	place  func(code string) string
	today  time.Time
}

// wording reads what names need; both tables are small and the map is in memory.
func (s *Server) wording(ctx context.Context) (wording, error) {
	w := wording{lang: langFrom(ctx), byCode: map[string]catalog.Type{}, today: calendar.Day(s.Clock.Now())}
	var err error
	if w.list, err = s.Catalog.Types(ctx); err != nil {
		return w, err
	}
	for _, t := range w.list {
		w.byCode[t.Code] = t
	}
	w.place = func(code string) string {
		p, err := s.Place.Commune(ctx, code)
		switch {
		case err != nil: // a draft without a place, or a commune that is no more
			return ""
		case w.lang == "en":
			return p.LabelEN()
		}
		return p.Label()
	}
	return w, nil
}

func (w wording) types() []ProductType { return toAPITypes(w.list, w.lang) }

func (w wording) typeName(code string) string { return w.byCode[code].Name.In(w.lang) }

func toAPITypes(list []catalog.Type, lang string) []ProductType {
	return toAPIAll(list, func(t catalog.Type) ProductType {
		return ProductType{Code: t.Code, Name: t.Name.In(lang), Unit: t.Unit, UnitName: catalog.UnitName(t.Unit, lang), UnitWeightG: t.UnitWeightG}
	})
}

func dayOf(d *openapi_types.Date) time.Time {
	if d == nil {
		return time.Time{}
	}
	return d.Time
}

func toAPIDay(t time.Time) openapi_types.Date { return openapi_types.Date{Time: t} }

func fromAPICapacity(b CapacityInput) supply.CapacityInput {
	in := supply.CapacityInput{
		TypeCode: b.TypeCode, ProductID: value(b.ProductId), Unit: b.Unit, Grade: value(b.Grade), Period: calendar.Unit(b.Period),
		Sureness: supply.Sureness(b.Sureness), MinQty: b.MinQty, LotQty: b.LotQty, LeadDays: b.LeadDays, PickupCommune: b.PickupCommune,
		SeasonMonths: value(b.SeasonMonths), Note: value(b.Note),
	}
	for _, t := range b.Tiers {
		in.Tiers = append(in.Tiers, supply.Tier{MinQty: t.MinQty, Price: money.VND(t.PriceVnd)})
	}
	for _, c := range value(b.Certificates) {
		in.Certificates = append(in.Certificates, supply.Certificate{
			Kind: catalog.Standard(c.Kind), Number: c.Number, Issuer: value(c.Issuer), ExpiresOn: c.ExpiresOn.Time,
		})
	}
	for _, p := range b.Periods {
		in.Periods = append(in.Periods, supply.PeriodInput{StartsOn: p.StartsOn.Time, Declared: p.Declared, Retail: value(p.Retail)})
	}
	return in
}

func (w wording) capacity(c *supply.Capacity) Capacity {
	return Capacity{
		Id: c.ID, TypeCode: c.TypeCode, TypeName: w.typeName(c.TypeCode), ProductId: optional(c.ProductID), Unit: c.Unit,
		UnitName: catalog.UnitName(c.Unit, w.lang), Grade: optional(c.Grade), Period: PeriodUnit(c.Period), Sureness: Sureness(c.Sureness),
		MinQty: c.MinQty, LotQty: c.LotQty, LeadDays: c.LeadDays, PickupCommune: c.PickupCommune, PickupPlace: w.place(c.PickupCommune),
		SeasonMonths: &c.SeasonMonths, Note: optional(c.Note), Status: CapacityStatus(c.Status), Sample: c.Sample, Version: c.Version, UpdatedAt: c.UpdatedAt,
		Tiers: toAPIAll(c.Tiers, func(t supply.Tier) CapacityTier { return CapacityTier{MinQty: t.MinQty, PriceVnd: int64(t.Price)} }),
		Certificates: ptr(toAPIAll(c.Certificates, func(k supply.Certificate) CapacityCertificate {
			return CapacityCertificate{Kind: Standard(k.Kind), Number: k.Number, Issuer: optional(k.Issuer), ExpiresOn: toAPIDay(k.ExpiresOn)}
		})),
		Periods: toAPIAll(c.Periods, func(p supply.Period) CapacityPeriod {
			return CapacityPeriod{
				Id: p.ID, StartsOn: toAPIDay(p.StartsOn), EndsOn: toAPIDay(p.EndsOn), Declared: p.Declared, Retail: p.Retail, Promised: p.Promised,
				Shelved: (p.ShelvedMilli + 999) / 1000, Available: p.Available(), Past: p.EndsOn.Before(w.today),
			}
		}),
	}
}

func toAPIPromise(p supply.Promise) CapacityPromise {
	return CapacityPromise{
		PeriodId: p.PeriodID, StartsOn: toAPIDay(p.StartsOn), Quantity: p.Quantity, HolderKind: CapacityPromiseHolderKind(p.Kind),
		HolderId: p.Holder.ID, BuyerOrgId: p.BuyerOrgID, Label: p.Label,
	}
}

func (w wording) supplyCell(c matching.SupplyCell) SupplyCell {
	return SupplyCell{
		TypeCode: c.TypeCode, Month: toAPIDay(c.Month), CommuneCode: c.CommuneCode, CommuneName: w.place(c.CommuneCode), Declared: c.Declared,
		Retail: c.Retail, Promised: c.Promised, Available: c.Available(), Suppliers: c.Suppliers,
	}
}

func toAPIHeatCell(c matching.HeatCell) HeatCell {
	return HeatCell{TypeCode: c.TypeCode, Month: toAPIDay(c.Month), Supply: c.Supply, Promised: c.Promised, Demanded: c.Demanded, Gap: c.Gap}
}
