package api

import (
	"errors"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/negotiation"
	"github.com/chophien/chophien/internal/supply"
)

func (w wording) comparison(c *negotiation.Comparison) OfferComparison {
	out := OfferComparison{
		Negotiation: toAPINegotiation(c.Negotiation), DemandVersion: c.Demand.Version, Lines: make([]ComparedLine, len(c.Lines)),
		Offers: toAPIAll(c.Offers, toAPICompared), Proposed: toAPIAll(c.Proposed, toAPIChoice), ContractId: optional(c.ContractID),
	}
	for i, l := range c.Demand.Content.Lines {
		line := ComparedLine{
			LineId: l.ID, TypeCode: l.TypeCode, TypeName: w.typeName(l.TypeCode), Unit: l.Unit, UnitName: catalog.UnitName(l.Unit, w.lang),
			Specification: optional(l.Specification), HighestVnd: optional(int64(l.Highest)), TolerancePct: optional(l.TolerancePct),
			MostSuppliers: optional(l.MostSuppliers), Months: make([]ComparedMonth, len(c.Lines[i].Months)),
		}
		for n, asked := range c.Asked(i) {
			line.Months[n] = ComparedMonth{Month: toAPIDate(c.Lines[i].Months[n]), Asked: asked}
		}
		out.Lines[i] = line
	}
	return out
}

func toAPICompared(c negotiation.Compared) ComparedOffer {
	return ComparedOffer{
		Offer: toAPIOffer(c.Offer), Parts: toAPIAll(c.Parts, toAPIPart), Quantity: c.Quantity, LandedVnd: int64(c.Landed), FreightKnown: c.FreightKnow,
		Stars: c.Stars, DistanceKm: c.DistanceKM, Deliveries: c.Reliability.Deliveries, DeliveriesKept: c.Reliability.Kept,
		DeliveriesMissed: c.Reliability.Missed,
	}
}

func toAPIPart(p negotiation.Part) OfferPart {
	return OfferPart{
		LineId: p.LineID, Month: toAPIDate(p.Month), OrgId: p.OrgID, CapacityId: p.CapacityID, Quantity: p.Quantity, LandedUnitVnd: int64(p.Each),
		Free: p.Free, MinQty: p.MinQty, LotQty: p.LotQty,
	}
}

func toAPIAskable(a negotiation.Askable) AskableCapacity {
	c := a.Capacity
	return AskableCapacity{
		LineId: a.LineID, CapacityId: c.ID, OrgId: c.OrgID, OrgName: a.OrgName, Grade: optional(c.Grade), Stars: a.Stars, DistanceKm: a.DistanceKM,
		MinQty: c.MinQty, LotQty: c.LotQty, LeadDays: c.LeadDays, FreightVnd: int64(a.Way), FreightKnown: a.WayKnown,
		Tiers: toAPIAll(c.Tiers, func(t supply.Tier) PriceTier { return PriceTier{MinQty: t.MinQty, PriceVnd: int64(t.Price)} }),
		Months: toAPIAll(a.Months, func(m negotiation.FreeMonth) AskableMonth {
			return AskableMonth{Month: toAPIDate(m.Month), Free: m.Free}
		}),
	}
}

func toAPIRound(r negotiation.Round) NegotiationSummary {
	return NegotiationSummary{
		DemandId: r.DemandID, Code: r.Code, Title: r.Title, AnswerBy: r.AnswerBy, Sealed: r.Sealed, SecondRound: r.Extended,
		Status: NegotiationSummaryStatus(r.Status), Asked: r.Asked, Waiting: r.Waiting, Standing: r.Standing, Declined: r.Declined,
		ContractId: optional(r.ContractID),
	}
}

func toAPIChoice(c negotiation.Choice) Choice {
	return Choice{OfferId: c.OfferID, LineId: c.LineID, Month: toAPIDate(c.Month), CapacityId: c.CapacityID, Quantity: c.Quantity}
}

func fromAPIChoices(list []Choice) []negotiation.Choice {
	return toAPIAll(list, func(c Choice) negotiation.Choice {
		return negotiation.Choice{OfferID: c.OfferId, LineID: c.LineId, Month: c.Month.Time, CapacityID: c.CapacityId, Quantity: c.Quantity}
	})
}

func toAPIIssue(i negotiation.Issue) SplitIssue {
	out := SplitIssue{Code: string(i.Code), Blocks: i.Blocks, LineId: i.LineID, Month: optionalDate(i.Month), Have: i.Have, Need: i.Need}
	if i.OrgID != ident.Nil {
		out.OrgId = &i.OrgID
	}
	return out
}

// withIssues puts what is wrong with a split into the words of the contract.
func withIssues(err error) error {
	var e *apperr.Error
	if !errors.As(err, &e) {
		return err
	}
	issues, ok := e.Meta["issues"].([]negotiation.Issue)
	if !ok {
		return err
	}
	return e.With("issues", toAPIAll(issues, toAPIIssue))
}
