package api

import (
	"github.com/chophien/chophien/internal/demand"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/negotiation"
	"github.com/chophien/chophien/internal/offer"
	"github.com/chophien/chophien/internal/supply"
)

func fromAPIItems(list []OfferItem) []offer.Item {
	return toAPIAll(list, func(i OfferItem) offer.Item {
		return offer.Item{
			LineID: i.LineId, Month: i.Month.Time, OrgID: i.OrgId, CapacityID: i.CapacityId, Quantity: i.Quantity,
			UnitPrice: money.VND(i.UnitPriceVnd), Freight: money.VND(value(i.FreightVnd)), DueOn: value(i.DueOn).Time,
		}
	})
}

func toAPIItem(i offer.Item) OfferItem {
	return OfferItem{
		LineId: i.LineID, Month: toAPIDate(i.Month), OrgId: i.OrgID, CapacityId: i.CapacityID, Quantity: i.Quantity, UnitPriceVnd: int64(i.UnitPrice),
		FreightVnd: ptr(int64(i.Freight)), DueOn: optionalDate(i.DueOn),
	}
}

func toAPIOffer(o offer.Offer) Offer {
	return Offer{
		Id: o.ID, DemandId: o.DemandID, OrgId: o.OrgID, OrgName: o.OrgName, Status: OfferStatus(o.Status), AnswerBy: o.AnswerBy, Proposal: toAPIAll(o.Proposal, toAPIItem),
		Items: toAPIAll(o.Items, toAPIItem), Proposed: o.Proposed, Answered: o.Answered, Version: o.Version, UpdatedAt: o.UpdatedAt,
		Members: toAPIAll(o.Members, func(m offer.Member) OfferMember {
			return OfferMember{OrgId: m.OrgID, Name: m.Name, Status: OfferMemberStatus(m.Status)}
		}),
	}
}

func toAPIOfferVersion(v offer.Version) OfferVersion {
	return OfferVersion{Number: v.Number, Kind: v.Kind, Revision: v.Revision, By: string(v.By.Role), Items: toAPIAll(v.Items, toAPIItem), Note: v.Note, At: v.At}
}

func toAPINegotiation(n offer.Negotiation) Negotiation {
	return Negotiation{DemandId: n.DemandID, Revision: n.Revision, AnswerBy: n.AnswerBy, Sealed: n.Sealed, SecondRound: n.Extended, Status: NegotiationStatus(n.Status)}
}

func toAPIFile(f offer.File) OfferFile {
	return OfferFile{Id: f.ID, Name: f.Name, MediaType: f.MediaType, Size: f.Size}
}

func toAPIMessage(m offer.Message) OfferMessage {
	return OfferMessage{Id: m.ID, OrgId: m.OrgID, OrgName: m.OrgName, Author: m.Author, Body: m.Body, Files: toAPIAll(m.Files, toAPIFile), At: m.At}
}

func toAPIOfferActions(list []offer.Action) []string {
	return toAPIAll(list, func(a offer.Action) string { return string(a) })
}

// offerDemand is the demand of an offer as its reader may see it.
func (w wording) offerDemand(v negotiation.View) Demand {
	role := demand.RoleCooperative
	switch v.Role {
	case offer.RoleBuyer:
		role = demand.RoleBuyer
	case offer.RoleAlliance:
		role = demand.RoleAlliance
	case offer.RoleCooperative, offer.RoleSystem:
	}
	return w.demand(&v.Demand, role)
}

func (w wording) ownOffer(v negotiation.View) OwnOffer {
	o := toAPIOffer(v.Offer)
	return OwnOffer{
		Id: o.Id, DemandId: o.DemandId, OrgId: o.OrgId, OrgName: o.OrgName, Status: OwnOfferStatus(o.Status), Proposal: o.Proposal, Items: o.Items,
		Members: o.Members, Proposed: o.Proposed, Answered: o.Answered, Version: o.Version, UpdatedAt: o.UpdatedAt,
		Negotiation: toAPINegotiation(v.Negotiation), Demand: w.offerDemand(v), Actions: toAPIOfferActions(v.Actions), MayConsent: v.MayConsent,
	}
}

func (w wording) offerDetail(d negotiation.Detail) OfferDetail {
	return OfferDetail{
		Offer: toAPIOffer(d.Offer), Negotiation: toAPINegotiation(d.Negotiation), Versions: toAPIAll(d.Versions, toAPIOfferVersion),
		Actions: toAPIOfferActions(d.Actions), MayConsent: d.MayConsent, Demand: w.offerDemand(d.View),
		Capacities: toAPIAll(d.Capacities, w.offerCapacity), ContractId: optionalID(d.ContractID),
	}
}

func (w wording) offerPartner(p negotiation.Partner) OfferPartner {
	return OfferPartner{OrgId: p.OrgID, Name: p.Name, Capacities: toAPIAll(p.Capacities, w.offerCapacity)}
}

func (w wording) offerCapacity(c negotiation.Stock) OfferCapacity {
	out := OfferCapacity{
		Id: c.ID, TypeCode: c.TypeCode, Grade: optional(c.Grade), Sureness: Sureness(c.Sureness), MinQty: c.MinQty, LotQty: c.LotQty,
		LeadDays: c.LeadDays, PickupPlace: w.place(c.PickupCommune), Months: toAPIAll(c.Months, func(m negotiation.MonthFree) OfferCapacityMonth {
			return OfferCapacityMonth{Month: toAPIDate(m.Month), Available: m.Available}
		}),
	}
	if len(c.Tiers) > 0 {
		out.Tiers = ptr(toAPIAll(c.Tiers, func(t supply.Tier) CapacityTier { return CapacityTier{MinQty: t.MinQty, PriceVnd: int64(t.Price)} }))
	}
	return out
}
