package api

import (
	"context"
	"strings"

	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/demand"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/matching"
	"github.com/chophien/chophien/internal/money"
)

func fromAPIDemand(b DemandInput) demand.Content {
	c := demand.Content{
		Title: b.Title, Audience: demand.Audience(b.Audience), ProgrammeID: value(b.ProgrammeId), Invited: value(b.Invited), CommuneCode: b.CommuneCode,
		AddressLine: b.AddressLine, Delivery: demand.Delivery(b.Delivery), Payment: demand.Payment(b.Payment), DepositPct: value(b.DepositPct),
		CreditDays: value(b.CreditDays), Sealed: b.Sealed, AnswerBy: b.AnswerBy.UTC(), Note: value(b.Note),
	}
	for _, l := range b.Lines {
		c.Lines = append(c.Lines, demand.Line{
			ID: value(l.Id), TypeCode: l.TypeCode, ProductID: value(l.ProductId), Specification: value(l.Specification), Unit: l.Unit, Quantity: l.Quantity,
			Frequency: demand.Frequency(l.Frequency), From: l.From.Time, To: l.To.Time, Target: money.VND(value(l.TargetVnd)), Highest: money.VND(value(l.HighestVnd)),
			Stars: value(l.Stars), Certificates: fromAPIStandards(l.Certificates), TolerancePct: value(l.TolerancePct), LeastPct: value(l.LeastPct),
			Sureness: string(value(l.Sureness)), MostSuppliers: value(l.MostSuppliers),
		})
	}
	return c
}

func fromAPIStandards(list *[]Standard) []catalog.Standard {
	return toAPIAll(value(list), func(k Standard) catalog.Standard { return catalog.Standard(k) })
}

func toAPIStandards(list []catalog.Standard) []Standard {
	return toAPIAll(list, func(k catalog.Standard) Standard { return Standard(k) })
}

// toAPILine is a line as it can be sent back.
func toAPILine(l demand.Line) DemandLineInput {
	return DemandLineInput{
		Id: optional(l.ID), TypeCode: l.TypeCode, ProductId: optional(l.ProductID), Specification: optional(l.Specification), Unit: l.Unit, Quantity: l.Quantity,
		Frequency: DemandFrequency(l.Frequency), From: toAPIDay(l.From), To: toAPIDay(l.To), TargetVnd: optional(int64(l.Target)),
		HighestVnd: optional(int64(l.Highest)), Stars: optional(l.Stars), Certificates: ptr(toAPIStandards(l.Certificates)),
		TolerancePct: optional(l.TolerancePct), LeastPct: optional(l.LeastPct), Sureness: optional(Sureness(l.Sureness)), MostSuppliers: optional(l.MostSuppliers),
	}
}

func (w wording) demandLine(l demand.Line) DemandLine {
	in := toAPILine(l)
	return DemandLine{
		Id: in.Id, TypeCode: in.TypeCode, TypeName: w.typeName(l.TypeCode), ProductId: in.ProductId, Specification: in.Specification, Unit: in.Unit,
		UnitName: catalog.UnitName(l.Unit, w.lang), Quantity: in.Quantity, Frequency: in.Frequency, From: in.From, To: in.To, TargetVnd: in.TargetVnd,
		HighestVnd: in.HighestVnd, Stars: in.Stars, Certificates: in.Certificates, TolerancePct: in.TolerancePct, LeastPct: in.LeastPct,
		Sureness: in.Sureness, MostSuppliers: in.MostSuppliers,
	}
}

func (w wording) demand(d *demand.Demand, role demand.Role) Demand {
	c := d.Content
	out := Demand{
		Id: d.ID, Code: d.Code, OrgId: d.OrgID, OrgName: d.OrgName, Status: DemandStatus(d.Status), Revision: d.Revision, Sample: d.Sample,
		Version: d.Version, CreatedAt: d.CreatedAt, UpdatedAt: d.UpdatedAt, PublishedAt: optional(d.PublishedAt), EndedAt: optional(d.EndedAt),
		Title: c.Title, Audience: DemandAudience(c.Audience), ProgrammeId: optional(c.ProgrammeID), CommuneCode: c.CommuneCode, AddressLine: c.AddressLine,
		Delivery: DemandDelivery(c.Delivery), Payment: DemandPayment(c.Payment), DepositPct: optional(c.DepositPct), CreditDays: optional(c.CreditDays),
		Sealed: c.Sealed, AnswerBy: c.AnswerBy, Note: optional(c.Note), Place: w.place(c.CommuneCode), Lines: toAPIAll(c.Lines, w.demandLine),
		Actions: toAPIAll(demand.Allowed(d.Status, role), func(a demand.Action) DemandActions { return DemandActions(a) }),
	}
	if len(c.Invited) > 0 {
		out.Invited = &c.Invited
	}
	return out
}

func (w wording) demandPage(page keyset.Page[demand.Demand], role demand.Role) DemandPage {
	return DemandPage{
		Items:      toAPIAll(page.Items, func(d demand.Demand) Demand { return w.demand(&d, role) }),
		NextCursor: optional(page.Next), Total: page.Total, TotalCapped: page.Capped,
	}
}

// demandSummary is what anybody may know: no buyer, no price, no address.
func (w wording) demandSummary(d demand.Demand) DemandSummary {
	place := w.place(d.Content.CommuneCode)
	if i := strings.LastIndex(place, ", "); i >= 0 {
		place = place[i+2:]
	}
	return DemandSummary{
		Id: d.ID, Code: d.Code, Title: d.Content.Title, Place: place, ProgrammeId: optional(d.Content.ProgrammeID), AnswerBy: d.Content.AnswerBy,
		PublishedAt: d.PublishedAt, Sample: d.Sample, Lines: toAPIAll(d.Content.Lines, func(l demand.Line) DemandLineSummary {
			return DemandLineSummary{
				TypeCode: l.TypeCode, TypeName: w.typeName(l.TypeCode), Unit: l.Unit, UnitName: catalog.UnitName(l.Unit, w.lang), Quantity: l.Quantity,
				Frequency: DemandFrequency(l.Frequency), From: toAPIDay(l.From), To: toAPIDay(l.To), Stars: l.Stars, Certificates: toAPIStandards(l.Certificates),
			}
		}),
	}
}

func toAPIDemandEvent(e demand.Event) DemandEvent {
	return DemandEvent{Kind: DemandEventKind(e.Kind), By: DemandEventBy(e.Actor.Role), Note: optional(e.Note), At: e.At}
}

func (w wording) plan(p *matching.Proposal) DemandPlan {
	return DemandPlan{
		DemandId: p.DemandID, Revision: p.Revision, Proven: p.Proven, FillGap: p.FillGap, CostGapVnd: p.CostGap, LandedVnd: p.Landed,
		MadeAt: p.MadeAt, CheckedAt: p.CheckedAt, Lines: toAPIAll(p.Lines, w.planLine),
	}
}

func (w wording) planLine(l matching.LineProposal) PlanLine {
	reasons := func(list []matching.Reason) []PlanReason {
		return toAPIAll(list, func(r matching.Reason) PlanReason {
			return PlanReason{Code: string(r.Code), OrgId: optional(r.OrgID), OrgName: optional(r.OrgName), Text: r.Say(l.Unit).In(w.lang)}
		})
	}
	return PlanLine{
		LineId: l.LineID, TypeCode: l.TypeCode, TypeName: w.typeName(l.TypeCode), Unit: l.Unit, UnitName: catalog.UnitName(l.Unit, w.lang),
		LandedVnd: l.Landed, Refused: reasons(l.Refused), Months: toAPIAll(l.Months, func(m matching.MonthPlan) PlanMonth {
			return PlanMonth{
				Month: toAPIDay(m.Month), Asked: m.Asked, Delivered: m.Delivered, Filled: m.Filled, Complete: m.Complete,
				Missing: optional(l.Missing(m).In(w.lang)), Lacking: reasons(m.Lacking),
				Shares: toAPIAll(m.Shares, func(s matching.Share) PlanShare {
					return PlanShare{
						CapacityId: s.CapacityID, OrgId: s.OrgID, OrgName: s.OrgName, Quantity: s.Quantity, UnitPriceVnd: s.UnitPrice,
						TransportVnd: s.Transport, LandedVnd: s.Landed, LandedUnitVnd: (s.Landed + s.Quantity - 1) / s.Quantity, Why: reasons(s.Why),
					}
				}),
			}
		}),
	}
}

func toAPIImported(f demand.Imported, lang string) ImportedLines {
	return ImportedLines{
		Rows: f.Rows, Lines: toAPIAll(f.Lines, toAPILine), Faults: toAPIAll(f.Faults, func(c demand.CellFault) CellFault {
			return CellFault{Cell: c.Cell, Code: c.Fault.Code, Detail: c.Fault.Text.In(lang)}
		}),
	}
}

func fromAPIProgramme(ctx context.Context, id ident.ID, b LinkageProgrammeInput) demand.ProgrammeInput {
	return demand.ProgrammeInput{Actor: actorFrom(ctx), Version: value(b.Version), Programme: demand.Programme{
		ID: id, Slug: b.Slug, Name: catalog.Text{VI: b.NameVi, EN: value(b.NameEn)}, StartsOn: b.StartsOn.Time, EndsOn: b.EndsOn.Time,
		Note: value(b.Note), Provinces: b.Provinces, Orgs: b.OrgIds,
	}}
}

func toAPIProgramme(p *demand.Programme, lang string) LinkageProgramme {
	return LinkageProgramme{
		Id: p.ID, Slug: p.Slug, Name: p.Name.In(lang), NameVi: p.Name.VI, NameEn: optional(p.Name.EN), StartsOn: toAPIDay(p.StartsOn),
		EndsOn: toAPIDay(p.EndsOn), Note: optional(p.Note), Provinces: nonNil(p.Provinces), OrgIds: nonNil(p.Orgs), Sample: p.Sample, Version: &p.Version,
	}
}
