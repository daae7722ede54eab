package api

import (
	"time"

	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/stock"
	"github.com/chophien/chophien/internal/trace"
)

func fromAPILotFacts(f LotFacts) stock.LotFacts {
	return stock.LotFacts{
		MadeOn: dayOf(f.MadeOn), ExpiresOn: dayOf(f.ExpiresOn), Household: trimmed(f.Household), HouseholdPublic: value(f.HouseholdPublic),
		AreaCode: trimmed(f.AreaCode), AreaIssuer: trimmed(f.AreaIssuer), Note: trimmed(f.Note),
	}
}

func (s *Server) toAPIShelfPage(page keyset.Page[trace.Shelf], lang string) ShelfPage {
	today := calendar.Day(s.Clock.Now())
	return ShelfPage{
		Items:      toAPIAll(page.Items, func(h trace.Shelf) Shelf { return toAPIShelf(h, today, lang) }),
		NextCursor: optional(page.Next), Total: page.Total, TotalCapped: page.Capped,
	}
}

func toAPIShelf(h trace.Shelf, today time.Time, lang string) Shelf {
	out := Shelf{
		ProductId: h.ProductID, Name: h.Name.In(lang), Status: string(h.Status), Picture: optionalPicture(h.Picture, lang),
		Variants: toAPIAll(h.Variants, func(v trace.ShelfVariant) ShelfVariant {
			return ShelfVariant{
				Id: v.VariantID, Sku: v.SKU, Name: v.VariantName.In(lang), Unit: catalog.UnitName(v.Unit, lang), Gtin: v.GTIN, ShelfLifeDays: v.ShelfLifeDays,
				OnHand: v.OnHand, Promised: v.Claims.Orders, Held: v.Claims.Holds, Free: max(0, v.Free()), Withheld: v.Withheld,
				Lots: toAPIAll(v.Lots, func(l stock.Lot) LotFigures { return toAPILotFigures(l, today) }),
			}
		}),
	}
	if b := h.Bulk; b != nil {
		out.Bulk = &ShelfBulk{
			Unit: catalog.UnitName(b.Unit, lang), From: toAPIDate(b.From), Until: toAPIDate(b.Until), Declared: b.Declared, Promised: b.Promised, Retail: b.Retail,
		}
	}
	return out
}

func toAPILotFigures(l stock.Lot, today time.Time) LotFigures {
	return LotFigures{
		Id: l.ID, Code: l.Code, Loose: l.Loose, State: LotState(l.State(today)), MadeOn: optionalDate(l.MadeOn), ExpiresOn: optionalDate(l.ExpiresOn),
		Received: l.Received, OnHand: l.OnHand, Picked: l.Picked, Withheld: l.Withheld, RecalledAt: optionalTime(l.Recall.At),
		RecallReason: optional(l.Recall.Reason), RecalledByAlliance: optional(l.Recall.ByAlliance), Version: l.Version, Sample: l.Sample,
	}
}

func toAPILotMove(m stock.Move) LotMove {
	out := LotMove{
		Id: m.ID, Delta: m.Delta, HeldDelta: m.HeldDelta, Reason: LotMoveReason(m.Reason), Cause: optional(string(m.Cause)), Note: optional(m.Note), At: m.At,
	}
	out.OrderId = optional(m.OrderID)
	return out
}

func toAPILotStep(x trace.Step, lang string) LotStep {
	return LotStep{
		Id: x.ID, Kind: LotStepKind(x.Kind), On: toAPIDate(x.On), Place: x.Place, Text: x.Text.In(lang), Picture: optionalPicture(x.Picture, lang),
	}
}

func toAPILotSteps(list []trace.Step, lang string) []LotStep {
	return toAPIAll(list, func(x trace.Step) LotStep { return toAPILotStep(x, lang) })
}

func toAPILotResult(x trace.Result) LotResult {
	return LotResult{
		Id: x.ID, Laboratory: x.Laboratory, Number: x.Number, On: toAPIDate(x.On), Subject: x.Subject, Result: x.Result, Passed: x.Passed,
	}
}

func toAPILotDetail(d *trace.Detail, lang string) LotDetail {
	f := toAPILotFigures(d.Lot, d.Today)
	return LotDetail{
		Id: f.Id, Code: f.Code, Loose: f.Loose, State: f.State, MadeOn: f.MadeOn, ExpiresOn: f.ExpiresOn, Received: f.Received, OnHand: f.OnHand,
		Picked: f.Picked, Withheld: f.Withheld, RecalledAt: f.RecalledAt, RecallReason: f.RecallReason, RecalledByAlliance: f.RecalledByAlliance,
		Version: f.Version, Sample: f.Sample,
		Household: optional(d.Household), HouseholdPublic: optional(d.HouseholdPublic), AreaCode: optional(d.AreaCode), AreaIssuer: optional(d.AreaIssuer),
		Note:        optional(d.Note),
		ProductName: d.Goods.ProductName.In(lang), ProductSlug: d.Goods.Slug, VariantId: d.VariantID, VariantName: d.Goods.VariantName.In(lang),
		Unit: catalog.UnitName(d.Goods.Unit, lang), Gtin: d.Goods.GTIN, Cooperative: d.Goods.Cooperative, TraceUrl: d.URL,
		Steps: toAPILotSteps(d.Steps, lang), Results: toAPIAll(d.Results, toAPILotResult),
		Moves: toAPIAll(d.Moves, toAPILotMove), MoreMoves: d.More,
		Buyers: toAPIAll(d.Buyers, func(b trace.Buyer) LotBuyer {
			return LotBuyer{OrderId: b.OrderID, OrderCode: b.OrderCode, Name: b.Name, Quantity: b.Quantity, Shipped: b.Shipped}
		}),
		Scans: d.Scans.Total, ScansLastWeek: d.Scans.LastWeek, CreatedAt: d.CreatedAt,
	}
}

func toAPITrace(p *trace.Page, lang string) TracePage {
	l, g, c := p.Lot, p.Goods, p.Cooperative
	out := TracePage{
		Code: l.Code, TraceCode: l.TraceCode, State: LotState(p.State), Url: p.URL, Sample: l.Sample, Gtin: g.GTIN,
		MadeOn: optionalDate(l.MadeOn), ExpiresOn: optionalDate(l.ExpiresOn), Household: optional(l.Household),
		AreaCode: optional(l.AreaCode), AreaIssuer: optional(l.AreaIssuer), RecalledAt: optionalTime(l.Recall.At),
		RecallReason: optional(l.Recall.Reason), RecalledByAlliance: optional(l.Recall.ByAlliance),
		Certificates: toAPIAll(p.Certificates, toAPICertificate), Steps: toAPILotSteps(p.Steps, lang), Results: toAPIAll(p.Results, toAPILotResult),
	}
	out.Papers = toAPIAll(p.Papers, func(x trace.Certification) TracePaper {
		one := TracePaper{
			Kind: CertificationKind(x.Kind), Name: x.Name, Number: x.Number, Issuer: x.Issuer, IssuedOn: toAPIDate(x.IssuedOn), ExpiresOn: optionalDate(x.ExpiresOn), Sample: x.Sample,
		}
		if x.Open {
			one.FileUrl = ptr("/api/v1/trace/certifications/" + x.ID.String() + "/files")
		}
		return one
	})
	out.Product.Name, out.Product.VariantName, out.Product.Unit = g.ProductName.In(lang), g.VariantName.In(lang), catalog.UnitName(g.Unit, lang)
	out.Product.Sku, out.Product.Summary, out.Product.Origin = g.SKU, p.Summary.In(lang), p.Origin.In(lang)
	out.Product.Storage, out.Product.GiLabel, out.Product.Picture = p.Storage.In(lang), p.GILabel, optionalPicture(p.Picture, lang)
	if p.Listed {
		out.Product.Slug = &g.Slug
	}
	out.Cooperative.LegalName, out.Cooperative.Name, out.Cooperative.Address = c.LegalName, c.ShortName, c.Address
	out.Cooperative.Phone, out.Cooperative.RegistrationNo, out.Cooperative.Place = c.Phone, c.Registration, c.Place.In(lang)
	if c.Verified {
		out.Cooperative.Slug = &c.Slug
	}
	return out
}

// tracePath is where a lot's page is on this site.
func tracePath(traceCode string) string { return "/truy-xuat/" + traceCode }

func toAPILineLots(lots []order.LineLot) *[]OrderLineLot {
	if len(lots) == 0 {
		return nil
	}
	out := toAPIAll(lots, func(l order.LineLot) OrderLineLot {
		one := OrderLineLot{
			Code: l.Code, Quantity: l.Quantity, ExpiresOn: optionalDate(l.ExpiresOn), RecalledAt: optionalTime(l.RecalledAt), RecallReason: optional(l.RecallReason),
		}
		if l.TraceCode != "" {
			one.TracePath = ptr(tracePath(l.TraceCode))
		}
		return one
	})
	return &out
}

func toAPIRecalls(list []catalog.Recall) *[]ProductRecall {
	if len(list) == 0 {
		return nil
	}
	out := toAPIAll(list, func(x catalog.Recall) ProductRecall {
		return ProductRecall{LotCode: x.LotCode, TracePath: tracePath(x.TraceCode), RecalledAt: x.At, Reason: x.Reason}
	})
	return &out
}
